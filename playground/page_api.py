"""What the chat page asks: the state, and doing as one of the people does."""

import base64
import binascii
import time
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from aiohttp import web

from playground import page_shapes
from playground.api import BotApi
from playground.control import answer, read_object
from playground.page_events import PageEvents
from playground.things import Chat, Json, Person, PlayError
from playground.world import Manner

Act = Callable[[Json], Awaitable[Json]]
OnClock = Callable[[float], Awaitable[Json]]
PAGE = Path(__file__).parent / "page"
# Seconds that the clock is pushed at once.
FARTHEST = 366 * 86400
_TYPES = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml",
          ".png": "image/png", ".woff2": "font/woff2", ".webmanifest": "application/manifest+json"}  # fmt: skip
_PICTURES = (
    (b"\x89PNG", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"RIFF", "image/webp"),
)


class PageApi:
    """The page's own API under /api/ and its files. `on_clock` pushes the desk's clock; see Playground."""

    def __init__(self, api: BotApi) -> None:
        self.api = api
        self.world = api.world
        self.on_clock: OnClock | None = None
        self.events = PageEvents()
        self.world.watchers.append(self.events.watch)
        self.clock: Json = {"desk_time": None, "offset_seconds": 0}
        self.ticks: Callable[[], float] = time.monotonic
        self._clock_read = 0.0
        self._acts: dict[str, Act] = {
            "say": self._say,
            "edit": self._edit,
            "press": self._press,
            "start": self._start,
            "react": self._react,
            "clock": self._push_clock,
            "person": self._person,
        }

    async def serve(self, request: web.BaseRequest) -> web.StreamResponse:
        """/api/..., or a file of the page."""
        path = unquote(request.raw_path.partition("?")[0])
        if not path.startswith("/api/"):
            return _page_file(path)
        name = path.removeprefix("/api/")
        if name == "state":
            return answer(self.state())
        if name == "events":
            return await self.events.serve(request)
        if name.startswith("file/"):
            return self._file(name.removeprefix("file/"))
        return await self._act(request, name)

    def state(self) -> Json:
        return page_shapes.state(self.api) | {"clock": self._now()}

    def set_clock(self, shape: Json) -> None:
        """Tell the page the desk's time: desk_time (ISO) and, if known, offset_seconds and speed."""
        self.clock = self.clock | shape
        self._clock_read = self.ticks()
        self.world.tell("clock", self.clock)

    async def _act(self, request: web.BaseRequest, name: str) -> web.StreamResponse:
        act = self._acts.get(name)
        if act is None or request.method != "POST":
            return answer({"error": f"没有 {request.method} {request.path} 这个接口。"}, 404)
        try:
            return answer(await act(await read_object(request)))
        except KeyError as missing:
            return answer({"error": f"缺少 {missing.args[0]}。"}, 400)
        except PlayError as refused:
            return answer({"error": str(refused)}, refused.status)
        except (ValueError, TypeError) as wrong:
            return answer({"error": str(wrong)}, 400)

    async def _say(self, body: Json) -> Json:
        how: Manner = {"reply_to": body.get("reply_to"), "topic": body.get("topic")}
        if body.get("photo"):
            how["photo"] = read_data_url(body["photo"])
        if body.get("voice"):
            how["voice"] = int(body["voice"])
        text = str(body.get("text") or "").strip()
        if not text and "photo" not in how and "voice" not in how:
            raise PlayError("还没有写内容。")
        return {"id": self.world.says(int(body["person"]), self._chat(body), text, **how)}

    async def _edit(self, body: Json) -> Json:
        self.world.edits(int(body["person"]), self._chat(body), int(body["message"]), str(body["text"]))
        return {}

    async def _press(self, body: Json) -> Json:
        person, chat = int(body["person"]), self._chat(body)
        return {"callback": self.world.presses(person, chat, int(body["message"]), str(body["data"]))}

    async def _start(self, body: Json) -> Json:
        person, bot = int(body["person"]), int(body["bot"])
        message = self.world.starts(person, bot, str(body.get("payload") or ""))
        return {"id": message, "chat": self.world.private(person, bot).page_id}

    async def _react(self, body: Json) -> Json:
        """The same sign again takes it away."""
        chat, sign = self._chat(body), str(body["emoji"])
        person, message = int(body["person"]), int(body["message"])
        given = person in self.world.post(chat, message).reactions.get(sign, ())
        self.world.reacts(person, chat, message, *([] if given else [sign]))
        return {}

    async def _push_clock(self, body: Json) -> Json:
        seconds = float(body["seconds"])
        if self.on_clock is None:
            raise PlayError("没有连着值班台，时间拨不动。", 409)
        if not 0 <= seconds <= FARTHEST:
            raise PlayError("时间只能往前拨，一次最多一年。")
        told = await self.on_clock(seconds)
        self.set_clock({"offset_seconds": self.clock["offset_seconds"] + seconds} | told)
        return self._now()

    async def _person(self, body: Json) -> Json:
        name = str(body["name"]).strip()[:64]
        if not name:
            raise PlayError("还没有写名字。")
        person = self.world.add_person(max([9000, *self.world.people]) + 1, name)
        self.world.tell("person", person)
        self._settle(person)
        return page_shapes.person(person)

    def _settle(self, person: Person) -> None:
        for chat in list(self.world.chats.values()):
            if chat.purpose == "residents" and chat.migrated_to is None:
                self.world.join(chat, person)

    def _chat(self, body: Json) -> Chat:
        return self.world.the_chat(int(body["chat"]), int(body["person"]))

    def _now(self) -> Json:
        """The desk's time, carried on since it was last told."""
        told, speed = self.clock["desk_time"], float(self.clock.get("speed") or 1)
        if told is None:
            return self.clock
        passed = timedelta(seconds=(self.ticks() - self._clock_read) * speed)
        return self.clock | {"desk_time": (datetime.fromisoformat(told) + passed).isoformat()}

    def _file(self, file_id: str) -> web.Response:
        stored = self.world.files.find(file_id)
        if stored is None:
            return answer({"error": "这个文件已经不在了。"}, 404)
        kind = next((kind for sign, kind in _PICTURES if stored.content.startswith(sign)), "application/octet-stream")
        headers = {"Cache-Control": "max-age=3600", "X-Content-Type-Options": "nosniff"}
        return web.Response(body=stored.content, content_type=kind, headers=headers)


def read_data_url(url: Any) -> bytes:
    """The bytes of a base64 data URL; ValueError if it is none."""
    head, comma, coded = str(url).partition(",")
    if not (head.startswith("data:") and head.endswith(";base64") and comma):
        raise ValueError("照片要用 base64 的 data URL。")
    try:
        return base64.b64decode(coded, validate=True)
    except binascii.Error:
        raise ValueError("照片的 base64 不完整。") from None


def _page_file(path: str) -> web.Response:
    name = {"/": "index.html"}.get(path, path.removeprefix("/page/").removeprefix("/"))
    file = (PAGE / name).resolve()
    if not file.is_relative_to(PAGE) or not file.is_file():
        return web.Response(status=404, text="Not Found")
    kind = _TYPES.get(file.suffix, "application/octet-stream")
    return web.Response(
        body=file.read_bytes(), content_type=kind, charset="utf-8", headers={"Cache-Control": "no-cache"}
    )
