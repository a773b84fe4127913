"""What many stories tell alike is played once in a process; whoever tells it next finds the world as it was left.

A story goes on along the paths of those before it as long as it tells the very same, at the same times, with the same
policies. Whatever else it changes between, in a chat or in a row, takes it off the path, and from there all is played.
"""

import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime, timedelta
from functools import wraps
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any, Concatenate, NamedTuple, ParamSpec, TypeVar

from bot.gateways.memory_chats import MemoryChat, Shown
from handlers.resources import Resources
from models.session import Database

if TYPE_CHECKING:
    from tests.handlers.story import Story

P = ParamSpec("P")
T = TypeVar("T")
Rows = dict[str, list[tuple[Any, ...]]]
# What the desk keeps beside its rows: tables that change in place, and what is only ever put in the place of another.
TABLES, SHARED = ("talk", "taken", "moments"), ("directory", "calm", "ladders")
# Of a story's own gateway or made for it: judged by their values.
OWN = ("decode", "accounts")
SETTINGS = tuple(each.name for each in fields(Resources) if each.name not in (*TABLES, *SHARED, *OWN))
# All of it is of values that do not change: a message is told apart from itself as it was before.
SHOWN = attrgetter(*(each.name for each in fields(Shown)))
ROOM = tuple(each.name for each in fields(MemoryChat) if each.name != "messages")
ROOM_NOW = attrgetter(*ROOM)
# What fewer stories than these came by is forgotten when the next file begins.
TRODDEN = 12


def deed(work: "Callable[Concatenate[Story, P], T]") -> "Callable[Concatenate[Story, P], T]":
    """Something that a story tells, to be played only if nobody has told it yet."""

    @wraps(work)
    def done(story: "Story", /, *args: P.args, **how: P.kwargs) -> T:
        if story.stage is None:
            return work(story, *args, **how)
        return story.stage.play(story, work, args, how)

    return done


@dataclass(frozen=True, slots=True)
class World:
    """How all stood after something was told, and what it answered."""

    rows: Rows
    chats: "Chats"
    tables: Mapping[str, Any]
    shared: Mapping[str, Any]
    now: datetime
    lag: timedelta
    answer: Any


@dataclass(slots=True)
class Moment:
    """A point on the path of some stories."""

    world: World | None = None
    later: "dict[tuple[Any, ...], Moment]" = field(default_factory=dict)
    stories: int = 0

    def forget(self) -> None:
        """Keeps what many stories share."""
        self.later = {key: moment for key, moment in self.later.items() if moment.stories >= TRODDEN}
        for moment in self.later.values():
            moment.forget()


class _Same:
    """Equal only to what holds the very same object."""

    __slots__ = ("it",)

    def __init__(self, it: object) -> None:
        self.it = it

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.it is other.it

    def __hash__(self) -> int:
        return id(self.it)


class Stage:
    """One file of SQLite for all stories of a process, filled anew for each: its statements stay as they are."""

    def __init__(self, database: Database) -> None:
        assert database.path
        self.database = database
        self._rows = _Rows(database.path)
        self._empty = self._rows.all()
        self._towns: dict[str, Rows] = {}
        self._begun: dict[tuple[str, str], Moment] = {}
        self._file: object = None
        self._story: Story | None = None
        self._here: Moment | None = None
        self._awaited: Rows | None = None
        self._left: tuple[object, ...] = ()
        self._playing = False

    def begin(self, story: "Story", town: str, settle: Callable[[], None], file: object) -> None:
        """Sets the story in its town, which `settle` builds where nobody has lived in it yet."""
        if file != self._file:
            self._file = file
            for moment in self._begun.values():
                moment.forget()
        self._rows.set(self._towns.get(town, self._empty))
        self._story, self._awaited = story, None
        if town not in self._towns:
            settle()
            self._towns[town] = self._rows.all()
        self._here = self._begun.setdefault((town, story.resources.texts.locale), Moment())
        self._left = self._look(story)

    def leave(self) -> None:
        """What is told from here on is played, and nobody finds it: the code is not as it is for others."""
        self._here = None

    def end(self) -> None:
        self._rows.close()
        self.database.close()

    def arrive(self) -> None:
        """Somebody asks the database: now its rows must be there."""
        rows, self._awaited = self._awaited, None
        if rows is not None:
            self._rows.set(rows)

    def play(self, story: "Story", work: Callable[..., T], args: Any, how: Mapping[str, Any]) -> T:
        if self._playing:
            return work(story, *args, **how)
        if self._here is None or story is not self._story or self._look(story) != self._left:
            self._here = None
            return work(story, *args, **how)
        key = self._key(story, work.__name__, args, how)
        here, self._here = self._here.later.setdefault(key, Moment()), None
        if here.world is None:
            here.world = self._played(story, lambda: work(story, *args, **how))
        else:
            self._set(story, here.world)
        here.stories += 1
        self._here, self._left = here, (here.world.chats, here.world.tables["talk"], self._version())
        answer: T = here.world.answer
        return answer

    def _played(self, story: "Story", work: Callable[[], object]) -> World:
        self._playing = True
        try:
            answer = work()
        finally:
            self._playing = False
        tables = {name: _copy(getattr(story.resources, name)) for name in TABLES}
        shared = {name: getattr(story.resources, name) for name in SHARED}
        return World(self._rows.all(), _chats(story), tables, shared, story.now, story.lag, answer)

    def _set(self, story: "Story", world: World) -> None:
        self._awaited = world.rows
        story.now, story.lag = world.now, world.lag
        for name, value in world.tables.items():
            setattr(story.resources, name, _copy(value))
        for name, value in world.shared.items():
            setattr(story.resources, name, value)
        _set_chats(story, world.chats)

    def _look(self, story: "Story") -> tuple[object, ...]:
        """What tells whether anything has changed that was not told."""
        return _chats(story), story.resources.talk, self._version()

    def _version(self) -> object:
        return self._awaited is None and self._rows.version()

    @staticmethod
    def _key(story: "Story", name: str, args: Any, how: Mapping[str, Any]) -> tuple[Any, ...]:
        res = story.resources
        same = (_Same(getattr(res, name)) for name in SETTINGS)
        own = (res.decode == story.gateway.read, repr(res.accounts))
        return (name, repr(args), repr(how), story.now, story.lag, *own, *same)


class _Rows:
    """All rows of a database, read and written as they are."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None, cached_statements=500)
        self._connection.execute("PRAGMA synchronous=OFF")
        self._names = [name for (name,) in self._ask("SELECT name FROM sqlite_master WHERE type = 'table'")]
        self._shape = self._ask("PRAGMA schema_version")

    def _ask(self, statement: str) -> list[tuple[Any, ...]]:
        return self._connection.execute(statement).fetchall()

    def all(self) -> Rows:
        found = {name: self._ask(f'SELECT * FROM "{name}" ORDER BY rowid') for name in self._names}
        return {name: rows for name, rows in found.items() if rows}

    def set(self, rows: Rows) -> None:
        assert self._ask("PRAGMA schema_version") == self._shape, "a story changed the tables"
        self._connection.execute("BEGIN IMMEDIATE")
        for name in self._names:
            self._connection.execute(f'DELETE FROM "{name}"')
        for name, them in rows.items():
            marks = ", ".join("?" * len(them[0]))
            self._connection.executemany(f'INSERT INTO "{name}" VALUES ({marks})', them)
        self._connection.execute("COMMIT")

    def version(self) -> int:
        """Another number once anybody else has changed a row."""
        return int(self._ask("PRAGMA data_version")[0][0])

    def close(self) -> None:
        self._connection.close()


class Chats(NamedTuple):
    """The gateway in memory: `rooms` with their messages, and all else there is to it."""

    rooms: Mapping[int, tuple[Any, ...]]
    sent: tuple[Any, ...]
    rest: Mapping[str, Any]


def _chats(story: "Story") -> Chats:
    gateway = story.gateway
    first = gateway.accounts[0].id
    rooms = {number: _room(room) for number, room in gateway.chats.items() if not _untouched(room, first)}
    known = ("now", "_arrived", "chats", "sent")
    rest = {name: _copy(value) for name, value in vars(gateway).items() if name not in known}
    # Scripts count down: what they make of a story is played.
    return Chats(rooms, tuple(gateway.sent), rest | {"_scripts": [object() for _ in gateway._scripts]})


def _room(room: MemoryChat) -> tuple[Any, ...]:
    return tuple(map(_copy, ROOM_NOW(room))), {number: SHOWN(shown) for number, shown in room.messages.items()}


def _untouched(room: MemoryChat, first: int) -> bool:
    """Whether somebody has only looked at it."""
    return not room.messages and room == MemoryChat(room.id, f"群{room.id}", room.kind, [first], opened=room.id < 0)


def _copy(value: Any) -> Any:
    """As it is now; what it holds does not change, or is a table of what does not."""
    if not isinstance(value, dict | list | set):
        return value
    copied = value.copy()
    if isinstance(copied, dict):
        copied.update({key: _copy(each) for key, each in copied.items()})
    return copied


def _set_chats(story: "Story", kept: Chats) -> None:
    """Sets the gateway as it was; what somebody holds of it goes along."""
    gateway = story.gateway
    for number, (room, messages) in kept.rooms.items():
        here = gateway.chat(number)
        for name, value in zip(ROOM, room, strict=True):
            setattr(here, name, _copy(value))
        for each, shown in messages.items():
            if each in here.messages:
                here.messages[each].__init__(*shown)  # type: ignore[misc]
            else:
                here.messages[each] = Shown(*shown)
    gateway.sent[:] = kept.sent
    for name, value in kept.rest.items():
        setattr(gateway, name, _copy(value))
