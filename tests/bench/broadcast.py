"""`python -m tests.bench.broadcast`: a notice to 9,375 groups over 20 bots and over one, beside tickets, then a kill.

The desk's own sweeps and senders on a real database, a platform that answers 429 as the playground's limits say, and a
clock that leaps: minutes of sending take as long as the work in them.
"""

import argparse
import asyncio
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlmodel import Session

from bot.gateway import Account, Outcome, Sent, TryLater
from bot.gateways.memory import MemoryGateway
from bot.metrics import Metrics
from bot.sender import Sender
from config.lexicon import load_reader
from config.policies import load_policies
from handlers import broadcast_sending
from handlers.broadcast_making import prepared, read_line
from handlers.desk import HIGH, Desk, Resources
from handlers.dispatch_broadcast import SWEEPS
from models import broadcast
from models.broadcast_sending import progress
from models.migrations import migrate
from models.outbox import Outbox
from models.place import Building, Group, Person, Place, Role
from models.session import Database, insert, insert_missing
from models.town import touch
from playground.limits import Limits
from playground.refusals import Refusal
from playground.things import Chat
from rules.audience import Fault
from rules.broadcast import seconds_needed
from rules.hearing import Ear
from rules.messages import Act, Outgoing
from templates import Texts
from tests.virtual import VirtualLoop, run_virtually

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOON = datetime(2026, 11, 20, 12, tzinfo=SHANGHAI).astimezone(UTC)
CITY = 9_375
WORKERS = 40
FIRST_GROUP, FIRST_WORKERS = -10_000, -900_000
STREET, FIRST_GRID, AUTHOR = 1, 2, 77
TICKET_EVERY = 0.7
WITHIN, LONGEST_WAIT = 1.05, 2.0
LATENCY = (0.03, 0.15)


@dataclass(eq=False)
class Platform(MemoryGateway):
    """A platform that takes a moment, keeps Telegram's limits and remembers who was sent what."""

    loop: VirtualLoop
    bots: int
    refused: int = 0
    seen: Counter[tuple[int, str]] = field(default_factory=Counter)
    at: dict[tuple[int, str], float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        super().__init__([Account(700 + n, f"desk_{n}_bot", "小格", reads_all=True) for n in range(self.bots)])
        self.limits = Limits(clock=self.loop.time)
        self._random = random.Random(5)
        self._last = 0

    async def send(self, bot: int, out: Outgoing) -> Outcome:
        await asyncio.sleep(self._random.uniform(*LATENCY))
        try:
            self.limits.spend(bot, Chat(out.chat, out.chat, "supergroup"))
        except Refusal as refusal:
            self.refused += 1
            return TryLater(float(refusal.parameters.get("retry_after", 1)))
        self._last += 1
        if out.act is Act.SEND:
            self.seen[out.chat, out.text] += 1
            self.at.setdefault((out.chat, out.text), self.loop.time())
        await asyncio.sleep(self._random.uniform(*LATENCY))
        return Sent(self._last if out.act is Act.SEND else None)


@dataclass
class Figures:
    """What one run was worth; times in seconds of the platform's clock."""

    groups: int
    bots: int
    seconds: float = 0.0
    allowed: float = 0.0
    refused: int = 0
    repeated: int = 0
    in_flight: int = 0
    slowest_ticket: float = 0.0
    tickets: int = 0
    real_seconds: float = 0.0

    def goals(self) -> list[tuple[str, bool]]:
        """Each promise, and whether it was kept."""
        return [
            (f"{self.seconds:.1f} s, the limits allow {self.allowed:.1f} s", self.seconds <= self.allowed * WITHIN),
            (f"{self.refused} answers of 429", self.refused == 0),
            (f"{self.repeated} repeated, {self.in_flight} in flight at the kill", self.repeated <= self.in_flight),
            (f"the slowest of {self.tickets} tickets waited {self.slowest_ticket:.2f} s", self._prompt()),
        ]

    def _prompt(self) -> bool:
        return self.slowest_ticket <= LONGEST_WAIT


class Rehearsal:
    """One city, one notice: sent, measured, and if told killed on the way."""

    def __init__(self, url: str, groups: int, bots: int) -> None:
        self.database, self.figures = Database(url), Figures(groups, bots)
        self._policies = load_policies(None, SHANGHAI)
        self._notice = 0
        self._sent_tickets: dict[tuple[int, str], float] = {}

    def run(self, kill_after: float | None = None) -> Figures:
        """The figures of the whole; `kill_after` is when (seconds) the process dies and another takes over."""
        began = time.monotonic()
        migrate(self.database)
        try:
            run_virtually(partial(self._send, kill_after=kill_after))
        finally:
            self.database.close()
        self.figures.real_seconds = time.monotonic() - began
        return self.figures

    async def _send(self, loop: VirtualLoop, kill_after: float | None) -> None:
        platform = Platform(loop, self.figures.bots)
        await self.database.run(self._settle, platform)
        if kill_after is not None:
            await self._live(loop, platform, lambda: asyncio.sleep(kill_after))
            self.figures.in_flight = await self.database.run(self._count, "state = 'sending'")
        await self._live(loop, platform, self._until_sent)
        self._judge(platform)

    async def _live(self, loop: VirtualLoop, platform: Platform, until: Callable[[], Awaitable[Any]]) -> None:
        """One life of the desk: its sweeps each second and its senders, cut off in the middle of whatever they do."""
        senders = {account.id: self._sender(loop, platform, account.id) for account in platform.accounts}
        sweeps = loop.create_task(self._sweep(loop, platform, senders))
        tickets = loop.create_task(self._tickets(loop, platform, senders))
        tasks = [sweeps, tickets, *(loop.create_task(sender.run()) for sender in senders.values())]
        await until()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _sender(self, loop: VirtualLoop, platform: Platform, bot: int) -> Sender:
        limits = self._policies.throttle
        sender = Sender(bot, self.database, platform, limits, _nobody, lambda: _now(loop), Metrics())
        sender.clock = loop.time
        return sender

    async def _sweep(self, loop: VirtualLoop, platform: Platform, senders: dict[int, Sender]) -> None:
        resources = self._resources(platform)
        while True:
            await self.database.run(self._sweep_once, resources, _now(loop))
            for sender in senders.values():
                sender.wake()
            await asyncio.sleep(1.0)

    def _sweep_once(self, session: Session, resources: Resources, now: datetime) -> None:
        desk = Desk(session, resources, now, now)
        for _, sweep in SWEEPS:
            sweep(desk)

    async def _tickets(self, loop: VirtualLoop, platform: Platform, senders: dict[int, Sender]) -> None:
        """Cards for workers, which must not wait behind the notice."""
        number = len(self._sent_tickets)
        while True:
            await asyncio.sleep(TICKET_EVERY)
            number += 1
            bot, chat = 700 + number % self.figures.bots, FIRST_WORKERS - number % WORKERS
            await self.database.run(self._put_ticket, bot, chat, f"{number}号单", _now(loop))
            self._sent_tickets[chat, f"{number}号单"] = loop.time()
            senders[bot].wake()

    def _put_ticket(self, session: Session, bot: int, chat: int, text: str, now: datetime) -> None:
        insert(
            session, Outbox, bot_id=bot, chat_id=chat, act="send", payload={"text": text}, priority=HIGH,
            purpose="staff", created_at=now,
        )  # fmt: skip

    async def _until_sent(self) -> None:
        while await self.database.run(self._left):  # noqa: ASYNC110  Nobody tells when the last has gone.
            await asyncio.sleep(0.25)

    def _left(self, session: Session) -> int:
        counts = progress(session, self._notice)
        return counts["waiting"] + counts["queued"]

    def _count(self, session: Session, which: str) -> int:
        rows = sa.select(sa.func.count()).select_from(Outbox).where(sa.text(which), Outbox.purpose == "broadcast")  # type: ignore
        return int(session.connection().execute(rows).scalar() or 0)

    # the city ---------------------------------------------------------------------------------------------------

    def _resources(self, platform: Platform) -> Resources:
        reader = load_reader()
        accounts = {account.id: account for account in platform.accounts}
        return Resources(
            policies=self._policies, texts=Texts("zh", SHANGHAI), read=_unread, ear=Ear.of(reader),
            decode=platform.read, accounts=accounts,
        )  # fmt: skip

    def _settle(self, session: Session, platform: Platform) -> None:
        """A street with so many grids, a group each, their bots taking turns; and the notice, on its way."""
        groups, bots = self.figures.groups, self.figures.bots
        places: list[dict[str, Any]] = [{"code": "s", "level": "street", "name": "全市"}]
        places += [{"code": f"g{n}", "level": "grid", "name": f"{n}号网格", "parent_id": STREET} for n in range(groups)]
        insert_missing(session, Place, places)
        insert_missing(session, Building, [{"place_id": FIRST_GRID + n, "number": "1"} for n in range(groups)])
        insert_missing(session, Group, [
            {"chat_id": FIRST_GROUP - n, "bot_id": 700 + n % bots, "place_id": FIRST_GRID + n, "purpose": "residents",
             "name": f"{n}号群"}
            for n in range(groups)
        ])  # fmt: skip
        insert_missing(session, Person, [{"user_id": AUTHOR, "name": "吴主任", "private": "open", "bot_id": 700}])
        insert_missing(session, Role, [{"user_id": AUTHOR, "role": "street_center", "place_id": STREET}])
        touch(session)
        desk = Desk(session, self._resources(platform), NOON, NOON)
        read = read_line(desk, "全市：台风今晚到，收好阳台上的东西", STREET)
        assert not isinstance(read, Fault)
        notice = prepared(desk, read, AUTHOR, 700, text="台风今晚到，收好阳台上的东西")
        assert broadcast_sending.launch(desk, notice, (broadcast.DRAFT,)) == ""
        self._notice = notice.id

    def _judge(self, platform: Platform) -> None:
        figures, limits = self.figures, self._policies.throttle
        sends = [(700 + n % figures.bots, FIRST_GROUP - n) for n in range(figures.groups)]
        notice = {key: n for key, n in platform.seen.items() if FIRST_WORKERS < key[0] <= FIRST_GROUP}
        assert len(notice) == figures.groups, f"{figures.groups - len(notice)} groups were sent nothing"
        figures.seconds = max(platform.at[key] for key in notice)
        # What tickets and the author's card took of the same allowance is not the notice's to spend.
        others = sum(n for key, n in platform.seen.items() if key not in notice) / figures.bots
        a_second = limits.bot_per_second - limits.reserved_bot_per_second
        figures.allowed = seconds_needed(limits, sends) + (others + figures.in_flight / figures.bots) / a_second
        figures.refused, figures.repeated = platform.refused, sum(n - 1 for n in notice.values())
        waits = [platform.at[key] - at for key, at in self._sent_tickets.items() if key in platform.at]
        figures.tickets, figures.slowest_ticket = len(waits), max(waits, default=0.0)


def _now(loop: VirtualLoop) -> datetime:
    return NOON + timedelta(seconds=loop.time())


def _nobody(session: Session, row: object, outcome: Outcome) -> None:
    raise AssertionError(f"not delivered: {outcome}")


def _unread(text: str, context: object) -> Any:
    raise AssertionError("nothing is read here")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--groups", type=int, default=CITY)
    parser.add_argument("--url", default="", help="a database; else a new SQLite file")
    wanted = parser.parse_args()
    kept = True
    with tempfile.TemporaryDirectory(prefix="desk-broadcast-") as folder:
        for bots, kill in ((20, None), (1, None), (20, 8.0)):
            url = wanted.url or f"sqlite:///{Path(folder) / f'{bots}-{kill}.db'}"
            figures = Rehearsal(url, wanted.groups, bots).run(kill)
            how = f"{bots} bots{', killed' if kill else ''}"
            print(f"{figures.groups} groups, {how} ({figures.real_seconds:.0f} s of work)")
            for words, held in figures.goals():
                kept = kept and held
                print("  kept  " if held else "  BROKEN", words, flush=True)
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
