"""What a Telegram consists of: people, bots, chats with their members, and the messages in them."""

from dataclasses import dataclass, field
from typing import Any

from playground.updates import Updates

Json = dict[str, Any]
SUPERGROUP = -1_000_000_000_000


class PlayError(Exception):
    """The script or the page asks for something that cannot happen on Telegram; the words say what.

    `status` is what the page's API answers.
    """

    def __init__(self, words: str, status: int = 400) -> None:
        super().__init__(words)
        self.status = status


@dataclass(slots=True, eq=False)
class Person:
    """Somebody with a telephone; `blocked` and `started` hold bot ids."""

    id: int
    name: str
    username: str = ""
    deactivated: bool = False
    started: set[int] = field(default_factory=set)
    blocked: set[int] = field(default_factory=set)


@dataclass(slots=True, eq=False)
class Bot:
    """A bot account; `reads_all` False is Telegram's privacy mode."""

    id: int
    token: str
    username: str
    name: str
    reads_all: bool
    number: int
    updates: Updates
    commands: dict[str, list[Json]] = field(default_factory=dict)


@dataclass(slots=True)
class Member:
    """Somebody's standing in a group: creator | administrator | member | restricted | left | kicked."""

    who: Person | Bot
    status: str = "member"
    may_write: bool = True

    @property
    def inside(self) -> bool:
        return self.status not in ("left", "kicked")

    @property
    def admin(self) -> bool:
        return self.status in ("creator", "administrator")


@dataclass(slots=True)
class Topic:
    """A topic of a forum; its id is the id of the service message that opened it."""

    id: int
    name: str
    closed: bool = False


@dataclass(slots=True, eq=False)
class Post:
    """One message. `media` is the Bot API fragment of what is attached, `extra` any further Bot API fields.

    `date` and `edited` are Unix seconds, `edited` 0 until it was. `reactions` maps an emoji to who gave it.
    """

    id: int
    chat: "Chat"
    sender: Person | Bot | None
    date: int
    text: str = ""
    entities: list[Json] = field(default_factory=list)
    media: Json = field(default_factory=dict)
    album: str = ""
    reply_to: "Post | None" = None
    topic: int | None = None
    markup: Json | None = None
    edited: int = 0
    extra: Json = field(default_factory=dict)
    service: bool = False
    reactions: dict[str, set[int]] = field(default_factory=dict)

    @property
    def buttons(self) -> list[list[Json]]:
        """Rows of inline buttons in the Bot API's shape."""
        rows: list[list[Json]] = (self.markup or {}).get("inline_keyboard", [])
        return rows


@dataclass(slots=True, eq=False)
class Chat:
    """A group or supergroup, or the private chat of one person with one bot.

    `id` is the Bot API's id; `page_id` tells private chats with different bots apart on the page.
    """

    id: int
    page_id: int
    kind: str
    title: str = ""
    forum: bool = False
    purpose: str = ""
    person: Person | None = None
    bot: Bot | None = None
    members: dict[int, Member] = field(default_factory=dict)
    topics: dict[int, Topic] = field(default_factory=dict)
    posts: dict[int, Post] = field(default_factory=dict)
    first: int = 1
    last: int = 0
    pinned: list[int] = field(default_factory=list)
    migrated_to: int | None = None

    @property
    def private(self) -> bool:
        return self.kind == "private"

    def people(self) -> list[Person]:
        """Who can read it, bots left out."""
        if self.person is not None:
            return [self.person]
        return [m.who for m in self.members.values() if m.inside and isinstance(m.who, Person)]

    def bots(self) -> list[Bot]:
        if self.bot is not None:
            return [self.bot]
        return [m.who for m in self.members.values() if m.inside and isinstance(m.who, Bot)]

    def keep(self, post: Post, cap: int) -> None:
        """Store a post and forget the oldest beyond `cap`, so that a long run does not grow."""
        self.posts[post.id] = post
        while len(self.posts) > cap:
            old = self.posts.pop(self.first, None)
            self.first += 1
            if old is not None:
                old.reply_to = None
