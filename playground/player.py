"""Plays a recorded group day into the world: what people say, send and press, at any speed."""

import asyncio
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from playground.pictures import draw
from playground.things import Bot, Chat, PlayError, Post
from playground.world import Manner, World

LOOK_AGAIN = 0.2


class Line(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    """One line of a day file.

    `at` seconds from the start; `chat` a group's id, 0 for the person's private chat with the bot. `press` is the
    word on a button of the newest message that has it, `on` (a pattern) narrows these messages down. `reply` and
    `card` are patterns: the newest message of anybody, or of a bot, that matches is replied to.
    `start` presses start in the private chat. `photo` names a picture of playground.pictures, `voice` is seconds.
    """

    at: float
    chat: int
    person: int
    text: str = ""
    photo: str = ""
    voice: int = 0
    press: str = ""
    on: str = ""
    reply: str = ""
    card: str = ""
    start: bool = False


@dataclass
class Played:
    """How a day went: how many lines were played, and what was skipped because it never appeared."""

    done: int = 0
    skipped: list[str] = field(default_factory=list)


class DayError(ValueError):
    """A line of a day file that cannot be read; the words name it."""


def load(path: Path) -> list[Line]:
    """The lines of a day file in the order of their time; DayError names a wrong one."""
    lines = []
    for number, raw in enumerate(path.read_bytes().splitlines(), 1):
        if raw.strip():
            lines.append(_read(raw, f"{path.name}:{number}"))
    return sorted(lines, key=lambda line: line.at)


def _read(raw: bytes, where: str) -> Line:
    try:
        return msgspec.json.decode(raw, type=Line)
    except msgspec.DecodeError as wrong:
        raise DayError(f"{where}: {wrong}") from None


class Player:
    """Plays lines at `speed` times their pace; waits up to `patience` seconds for a button or card, then skips.

    `labels` are the words on buttons, by those of the day, where the desk speaks another language than the day's.
    `told` hears of each line as it is played.
    """

    def __init__(
        self,
        world: World,
        bot: Bot,
        speed: float = 1.0,
        patience: float = 6.0,
        labels: Mapping[str, str] | None = None,
    ) -> None:
        self.world = world
        self.bot = bot
        self.speed = speed
        self.patience = patience
        self.labels = labels or {}
        self.told: Callable[[Line], None] = lambda line: None

    async def play(self, lines: list[Line]) -> Played:
        """All lines, in order; a line that is late is played at once."""
        loop, played = asyncio.get_running_loop(), Played()
        begun = loop.time()
        for line in lines:
            await asyncio.sleep(max(0.0, begun + line.at / self.speed - loop.time()))
            try:
                await self._play(line)
            except PlayError as impossible:
                played.skipped.append(f"{line.at:g}: {impossible}")
            else:
                played.done += 1
                self.told(line)
        return played

    async def _play(self, line: Line) -> None:
        chat = self.world.private(line.person, self.bot) if line.chat == 0 else self.world.the_chat(line.chat)
        if line.start:
            self.world.starts(line.person, self.bot)
        elif line.press:
            word = self.labels.get(line.press, line.press)
            post = await self._appears(lambda: _with_button(chat, word, line.on), f"没有出现“{word}”按钮。")
            self.world.presses(line.person, chat, post.id, word)
        else:
            await self._say(line, chat)

    async def _say(self, line: Line, chat: Chat) -> None:
        how: Manner = {}
        if line.reply or line.card:
            post = await self._appears(lambda: _wanted(chat, line), f"没有出现“{line.reply or line.card}”。")
            how["reply_to"] = post.id
        if line.photo:
            how["photo"] = draw(line.photo)
        if line.voice:
            how["voice"] = line.voice
        self.world.says(line.person, chat, line.text, **how)

    async def _appears(self, look: Callable[[], Post | None], otherwise: str) -> Post:
        loop = asyncio.get_running_loop()
        until = loop.time() + self.patience
        while (post := look()) is None:
            if loop.time() >= until:
                raise PlayError(otherwise)
            await asyncio.sleep(LOOK_AGAIN)
        return post


def _newest(chat: Chat) -> Iterator[Post]:
    return reversed(list(chat.posts.values()))


def _with_button(chat: Chat, word: str, on: str) -> Post | None:
    for post in _newest(chat):
        texts = [button["text"] for row in post.buttons for button in row]
        if any(f" {text}".endswith(f" {word}") for text in texts) and re.search(on, _about(post)):
            return post
    return None


def _about(post: Post) -> str:
    """A message's words, and those that it answers: a card in another language is still of what was said."""
    return f"{post.text}\n{post.reply_to.text}" if post.reply_to else post.text


def _wanted(chat: Chat, line: Line) -> Post | None:
    for post in _newest(chat):
        if line.card and not isinstance(post.sender, Bot):
            continue
        if not post.service and re.search(line.card or line.reply, post.text):
            return post
    return None
