"""The same small world behind each gateway: one group, one resident, one bot, in the playground or in memory."""

from dataclasses import dataclass, replace
from typing import Any, Protocol

from bot.gateway import Conflict, Gateway, GatewayError, Outcome
from bot.gateways import make_gateway
from bot.gateways.memory import MemoryGateway
from bot.gateways.telegram_http import TelegramGateway
from playground.server import Playground
from rules.messages import Act, Outgoing, Sender

TOKEN = "700:AAF-not_a_real_secret_0123456789abcde"
BOT, GROUP, FORUM, WANG, STRANGER = 700, -1001234567890, -1009876543210, 501, 502
PIXEL = b"\x89PNG not a real picture"


@dataclass(frozen=True, slots=True)
class Screen:
    """What people see of one message; `text` None when it is gone."""

    text: str | None
    labels: tuple[str, ...] = ()
    photos: int = 0
    document: bool = False
    voice: bool = False
    reply_to: int | None = None
    topic: int | None = None
    reaction: str = ""
    pinned: bool = False


class Stage(Protocol):
    """A gateway and the people on its other side."""

    @property
    def gateway(self) -> Gateway: ...

    async def close(self) -> None: ...

    def says(self, text: str, chat: int = GROUP) -> int: ...

    def sends_photo(self, content: bytes, caption: str) -> int: ...

    def sends_voice(self, seconds: int) -> int: ...

    def presses(self, message: int, word: str) -> str: ...

    def answer_to(self, callback: str) -> str | None: ...

    def see(self, message: int, chat: int = GROUP) -> Screen: ...

    def uploaded(self, message: int) -> tuple[str, bytes]:
        """The name (of a file, "" of a picture) and the bytes of what a message shows."""
        ...

    def opens_private(self) -> None: ...

    def kicks_bot(self) -> None: ...

    def migrates(self) -> int: ...

    def closes_topic(self) -> int: ...

    def fails(self, trouble: "Trouble", act: Act = Act.SEND) -> None: ...

    def fails_fetch(self, kind: str) -> None: ...


@dataclass(frozen=True, slots=True)
class Trouble:
    """A row of the failure table: the playground's fault, and the outcome that memory scripts and both must give."""

    fault: dict[str, Any]
    outcome: Outcome
    delivered: bool = False


_METHODS = {
    Act.SEND: "sendMessage",
    Act.EDIT: "editMessageText",
    Act.DELETE: "deleteMessage",
    Act.REACT: "setMessageReaction",
}
_METHODS |= {Act.PIN: "pinChatMessage", Act.ANSWER: "answerCallbackQuery", Act.LEAVE: "leaveChat"}


class PlaygroundStage:
    """A Telegram gateway over real HTTP against the playground."""

    def __init__(self, play: Playground, gateway: Gateway) -> None:
        self.play = play
        self.gateway = gateway

    @classmethod
    async def open(cls, name: str, send_seconds: float = 0.5) -> "PlaygroundStage":
        play = Playground(limits=False, webhook_delay=0.05)
        bot = play.bot(TOKEN, "desk_bot")
        resident = play.world.add_person(WANG, "王秀兰")
        play.world.add_person(STRANGER, "陌生人")
        play.world.add_group(GROUP, "第一网格居民群")
        play.world.add_group(FORUM, "幸福里小区", forum=True)
        for chat in (GROUP, FORUM):
            play.world.join(chat, resident, quiet=True)
            play.world.add_bot_to_group(bot, chat, admin=chat == GROUP)
        bot.updates.confirm(bot.updates.next_id)
        await play.start()
        gateway = make_gateway(name, [TOKEN], play.url)
        assert isinstance(gateway, TelegramGateway)
        gateway.send_seconds = send_seconds
        return cls(play, gateway)

    async def close(self) -> None:
        await self.gateway.close()
        await self.play.stop()

    def says(self, text: str, chat: int = GROUP) -> int:
        return self.play.world.says(WANG, chat, text)

    def sends_photo(self, content: bytes, caption: str) -> int:
        return self.play.world.says(WANG, GROUP, caption, photo=content)

    def sends_voice(self, seconds: int) -> int:
        return self.play.world.says(WANG, GROUP, voice=seconds)

    def presses(self, message: int, word: str) -> str:
        return self.play.world.presses(WANG, GROUP, message, word)

    def answer_to(self, callback: str) -> str | None:
        press = self.play.world.answer(callback)
        return press.text if press.answered else None

    def see(self, message: int, chat: int = GROUP) -> Screen:
        where: Any = self.play.world.bots[BOT] if chat == WANG else chat
        seen = {post.id: post for post in self.play.world.messages(where, WANG)}.get(message)
        if seen is None:
            return Screen(None)
        room = seen.chat
        return Screen(
            seen.text,
            tuple(button["text"] for row in seen.buttons for button in row),
            int("photo" in seen.media),
            "document" in seen.media,
            "voice" in seen.media,
            seen.reply_to.id if seen.reply_to and seen.reply_to.id != seen.topic else None,
            seen.topic,
            "".join(seen.reactions),
            message in room.pinned,
        )

    def uploaded(self, message: int) -> tuple[str, bytes]:
        (post,) = [post for post in self.play.world.messages(GROUP, WANG) if post.id == message]
        document = post.media.get("document")
        file = self.play.world.files.find((document or post.media["photo"][-1])["file_id"])
        assert file is not None
        return (document["file_name"] if document else ""), file.content

    def opens_private(self) -> None:
        self.play.world.starts(WANG, BOT)

    def kicks_bot(self) -> None:
        self.play.world.remove_bot(BOT, GROUP)

    def migrates(self) -> int:
        basic = self.play.world.add_group(-4001, "3号楼邻居")
        self.play.world.add_bot_to_group(BOT, basic)
        return self.play.world.migrate(basic)

    def closes_topic(self) -> int:
        topic = self.play.world.add_topic(FORUM, "报修")
        self.play.world.close_topic(FORUM, topic)
        return topic

    def fails(self, trouble: Trouble, act: Act = Act.SEND) -> None:
        self.play.faults.add(**trouble.fault, method=_METHODS[act])

    def fails_fetch(self, kind: str) -> None:
        self.play.faults.add(kind, "getUpdates", retry_after=9)


class MemoryStage:
    """The gateway in memory, its outcomes scripted."""

    def __init__(self) -> None:
        self.gateway: MemoryGateway = MemoryGateway()
        self.gateway.group(GROUP, "第一网格居民群")
        self.wang = Sender(WANG, "王秀兰")

    async def close(self) -> None:
        await self.gateway.close()

    def says(self, text: str, chat: int = GROUP) -> int:
        return self.gateway.say(chat, self.wang, text)

    def sends_photo(self, content: bytes, caption: str) -> int:
        self.gateway.files["photo-1"] = content
        return self.gateway.say(GROUP, self.wang, caption, fields=self.gateway.photo("photo-1"))

    def sends_voice(self, seconds: int) -> int:
        self.gateway.files["voice-1"] = b"OggS"
        return self.gateway.say(GROUP, self.wang, "", fields=self.gateway.voice("voice-1", seconds))

    def presses(self, message: int, word: str) -> str:
        return self.gateway.press(GROUP, self.wang, message, word)

    def answer_to(self, callback: str) -> str | None:
        return self.gateway.answers[callback]

    def see(self, message: int, chat: int = GROUP) -> Screen:
        seen = self.gateway.chat(chat).messages.get(message)
        if seen is None or seen.deleted:
            return Screen(None)
        return Screen(
            seen.text,
            tuple(seen.labels),
            len(seen.photos) + bool(seen.upload and seen.upload.picture),
            bool(seen.document or (seen.upload and not seen.upload.picture)),
            bool(seen.voice),
            seen.reply_to,
            seen.topic,
            seen.reaction,
            seen.pinned,
        )

    def uploaded(self, message: int) -> tuple[str, bytes]:
        upload = self.gateway.chat(GROUP).messages[message].upload
        assert upload is not None
        return ("" if upload.picture else upload.name), upload.content

    def opens_private(self) -> None:
        self.gateway.say(WANG, self.wang, "/start")

    def kicks_bot(self) -> None:
        self.gateway.change_bot(GROUP, "kicked")

    def migrates(self) -> int:
        self.gateway.group(-4001, "3号楼邻居")
        self.gateway.migrate(-4001, -1002223334445)
        return -1002223334445

    def closes_topic(self) -> int:
        self.gateway.chat(FORUM).closed_topics.add(310)
        return 310

    def fails(self, trouble: Trouble, act: Act = Act.SEND) -> None:
        self.gateway.script(trouble.outcome, act=act, delivered=trouble.delivered)

    def fails_fetch(self, kind: str) -> None:
        failures = {"409": Conflict("terminated"), "429": GatewayError("too many", 9.0)}
        self.gateway.fail_fetch(failures.get(kind, GatewayError("no answer")))


async def open_stage(name: str) -> Stage:
    return MemoryStage() if name == "memory" else await PlaygroundStage.open(name)


def say(text: str, **more: Any) -> Outgoing:
    return replace(Outgoing(Act.SEND, GROUP, text=text), **more)
