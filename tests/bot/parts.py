"""Stand-ins for the parts around the intake, the worker and the sender."""

import asyncio
import time
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from bot.gateway import Account, Calls, Capabilities, Outcome, RawUpdate, Sent
from models.inbox import Inbox
from models.outbox import Outbox
from models.session import Database, insert
from rules.messages import Act, Incoming, Kind, Outgoing

BOT = 900
NOON = datetime(2026, 5, 4, 4, 0, tzinfo=UTC)


class ScriptedGateway:
    """A platform that answers what it was told to, else `Sent`; `polls` are what fetch returns or raises.

    `called` is what it says of its calls, the last of them for good.
    """

    name = "scripted"
    capabilities = Capabilities()

    def __init__(self) -> None:
        self.sent: list[Outgoing] = []
        self.at: list[float] = []
        self.script: dict[int, deque[Outcome | Exception]] = defaultdict(deque)
        self.polls: deque[Sequence[RawUpdate] | Exception] = deque()
        self.fetched: list[int] = []
        self.delay = 0.0
        self.ahead = timedelta()
        self.called: deque[Calls | Exception] = deque([Calls("", 0, "")])
        self.listened: list[str] = []
        self.hanging = asyncio.Event()
        self.hanging.set()
        self.most_at_once = self.at_once = 0
        self._messages = 1000

    def will(self, chat: int, *outcomes: Outcome | Exception) -> None:
        """The next sends to a chat get these answers."""
        self.script[chat].extend(outcomes)

    async def send(self, bot: int, out: Outgoing) -> Outcome:
        self.sent.append(out)
        self.at.append(time.monotonic())
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            await asyncio.sleep(self.delay)
            await self.hanging.wait()
        finally:
            self.at_once -= 1
        if self.script[out.chat]:
            outcome = self.script[out.chat].popleft()
            if isinstance(outcome, Exception):
                raise outcome
            return outcome
        self._messages += 1
        return Sent(self._messages if out.act is Act.SEND else None)

    async def fetch(self, bot: int, after: int, wait: float) -> Sequence[RawUpdate]:
        self.fetched.append(after)
        await asyncio.sleep(0)
        if not self.polls:
            await asyncio.Event().wait()
        answer = self.polls.popleft()
        if isinstance(answer, Exception):
            raise answer
        return answer

    def read(self, bot: int, body: bytes) -> Incoming:
        return Incoming(Kind.MESSAGE, bot, 0, text=body.decode())

    async def open(self) -> Sequence[Account]:
        return [Account(BOT, "desk_bot", "desk", True)]

    async def introduce(self, bot: int) -> Account:
        return Account(bot, "desk_bot", "desk", True)

    async def close(self) -> None: ...

    async def listen(self, bot: int, url: str, secret: str) -> None:
        self.listened.append(url)

    async def calls(self, bot: int) -> Calls:
        answer = self.called.popleft() if len(self.called) > 1 else self.called[0]
        if isinstance(answer, Exception):
            raise answer
        return answer

    async def unlisten(self, bot: int) -> None: ...

    def split(self, body: bytes) -> RawUpdate:
        number, _, _ = body.partition(b" ")
        return RawUpdate(int(number), 1, body)

    async def standing(self, bot: int, chat: int, user: int | None = None) -> str:
        return "member"

    async def download(self, bot: int, file_id: str) -> bytes:
        return b""

    async def set_commands(self, bot: int, commands: Sequence[tuple[str, str]], language: str = "") -> None: ...

    @property
    def texts(self) -> list[str]:
        return [out.text for out in self.sent]


def put(database: Database, text: str = "hello", **values: Any) -> int:
    """A row of the outbox as a handler writes it; returns its id."""
    row = {
        "bot_id": BOT,
        "chat_id": -1,
        "act": "send",
        "payload": {"text": text} | values.pop("payload", {}),
        "created_at": datetime.now(UTC),
    }
    with database.transaction() as session:
        return insert(session, Outbox, **(row | values))


def take(database: Database, lane: int, text: str, update_id: int | None = None, **values: Any) -> int:
    """A row of the inbox as the intake writes it; returns its id."""
    with database.transaction() as session:
        if update_id is None:
            update_id = 1 + (session.connection().execute(sa.text("select max(update_id) from inbox")).scalar() or 0)
        row = {"bot_id": BOT, "update_id": update_id, "lane": lane, "body": text.encode()}
        return insert(session, Inbox, **(row | {"received_at": NOON, "arrived_at": datetime.now(UTC)} | values))


def outbox_row(database: Database, row: int) -> Any:
    with database.transaction() as session:
        return session.connection().execute(sa.select(Outbox).where(Outbox.id == row)).one()  # type: ignore[arg-type]


def state(database: Database, row: int) -> str:
    return str(outbox_row(database, row).state)


def rows_of(database: Database, statement: str, **values: Any) -> list[Any]:
    """What a question in SQL answers."""
    with database.transaction() as session:
        return list(session.connection().execute(sa.text(statement), values).all())


async def until(true: Callable[[], Any], seconds: float = 20.0) -> None:
    """Waits until something holds; fails when it does not in time."""
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "it did not happen in time"
        await asyncio.sleep(0.005)


@asynccontextmanager
async def running(*loops: Coroutine[Any, Any, None]) -> AsyncIterator[list["asyncio.Task[None]"]]:
    """Loops that run beside the test and are cancelled at its end."""
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(loop) for loop in loops]
        try:
            yield tasks
        finally:
            for task in tasks:
                task.cancel()


def nobody_told(session: Session, row: Any, outcome: Outcome) -> None:
    """For senders whose failures have no consequences."""


def no_wake(*_: Any) -> None:
    """For parts that wake nobody."""
