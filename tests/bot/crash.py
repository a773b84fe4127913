"""A real desk killed at random moments under traffic, and the bookkeeping that says whether anything was lost."""

import asyncio
import os
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from config.town import read_town
from models.session import Database
from models.town_import import apply
from playground.server import Playground
from tests.bot.parts import until

ROOT = Path(__file__).parents[2]
TOKEN = "7000000009:crash"
BOT = 7_000_000_009
GRIDS = (-2001, -2002, -2003)
WORKERS, OFFICIALS = -2010, -2011
STAFF = (501, 502, 503)
FIRST_RESIDENT = 10_000
# A building's number has three digits at the most; after that many requests each has another trouble.
BUILDINGS = 900
PROBLEMS = ("楼道灯不亮了", "电梯坏了", "下水道堵了", "单元门关不上了")
CHATTER = ("谢谢大家", "今天天气真好", "晚上一起跳舞吗", "好的", "哈哈哈")
NUMBER = re.compile(r"编号(\d+)|(\d+)号单")
# aiogram takes five seconds of CPU to import, of which a kill learns nothing.
GATEWAYS, GATEWAY_WEIGHTS = ("telegram_aiogram", "telegram_ptb"), (1, 9)
OPEN = "The desk is open"
# On a machine that others use the start alone has taken two minutes; what is tested begins afterwards.
START_SECONDS = 600
# After 200 kills on such a machine 2,100 messages waited after ten minutes, and were being sent.
END_SECONDS = 3600


def town_yaml() -> str:
    """A street with one community and three grids, each with its share of the buildings."""
    grids = "".join(
        f"  - {{code: k-1-{n}, level: grid, name: 第{n}网格, parent: k-1, buildings: {_buildings(n)}}}\n"
        for n in range(1, len(GRIDS) + 1)
    )
    groups = "".join(
        f"  - {{chat_id: {chat}, place: k-1-{n}, purpose: residents, name: 居民群{n}}}\n"
        for n, chat in enumerate(GRIDS, 1)
    )
    people = "".join(
        f"  - {{user_id: {user}, name: 网格员{user}, roles: [{{role: grid_worker, place: k-1-{n}}}]}}\n"
        for n, user in enumerate(STAFF, 1)
    )
    return (
        "places:\n  - {code: k, level: street, name: 试街道}\n"
        "  - {code: k-1, level: community, name: 试社区, parent: k}\n"
        f"{grids}groups:\n{groups}"
        f"  - {{chat_id: {WORKERS}, place: k-1, purpose: workers, name: 工作群}}\n"
        f"  - {{chat_id: {OFFICIALS}, place: k, purpose: officials, name: 指挥群}}\n"
        f"people:\n{people}"
    )


def _buildings(grid: int) -> list[str]:
    return [str(number) for number in range(1, BUILDINGS + 1) if number % len(GRIDS) == grid - 1]


@dataclass
class Figures:
    """What happened in one run."""

    moments: int = 0
    while_starting: int = 0
    updates: int = 0
    requests: int = 0
    presses: int = 0
    tickets: int = 0
    messages: int = 0
    in_flight: int = 0
    repeated: int = 0
    seconds: float = 0.0


@dataclass
class InFlight:
    """A row that was being sent when the desk was killed."""

    row: int
    chat: int
    act: str
    ticket: int | None


@dataclass
class CrashRun:
    """One database, one playground, one desk after the other. `folder` takes the desk's log and its policies."""

    url: str
    seed: int
    moments: int
    folder: Path
    figures: Figures = field(default_factory=Figures)

    def __post_init__(self) -> None:
        self.random, self.moment = random.Random(self.seed), random.Random(self.seed + 1)
        self.playground = Playground(limits=False, keep=1_000_000)
        self.world = self.playground.world
        self.database = Database(self.url)
        self.in_flight: list[InFlight] = []
        self.asked: dict[tuple[int, int], str] = {}
        self.said = 0
        self.is_open = False
        self.log = self.folder / "desk.log"

    async def run(self) -> Figures:
        """Kills the desk `moments` times, lets it finish, and checks everything."""
        began = time.monotonic()
        await self._settle()
        try:
            async with asyncio.TaskGroup() as group:
                traffic = group.create_task(self._talk())
                for _ in range(self.moments):
                    await self._one_life()
                traffic.cancel()
            await self._finish()
        finally:
            await self.playground.stop()
            self.database.close()
        self.figures.seconds = time.monotonic() - began
        return self.figures

    # the stage -----------------------------------------------------------------------------------------------------

    async def _settle(self) -> None:
        await self.playground.start()
        # People see a message a moment before the desk hears that it was sent: the time in which a kill repeats it.
        self.playground.faults.add("slow", "sendMessage", None, seconds=0.06)
        bot = self.playground.bot(TOKEN, "crash_bot")
        for user in STAFF:
            self.world.add_person(user, f"网格员{user}")
        for chat in (*GRIDS, WORKERS, OFFICIALS):
            self.world.add_group(chat, f"群{chat}")
            for user in STAFF:
                self.world.join(chat, user, quiet=True)
            self.world.add_bot_to_group(bot, chat, admin=True, by=STAFF[0])
        with self.database.transaction() as session:
            apply(session, read_town(town_yaml(), "town.yaml", {}, {}))
        policies = self.folder / "policies"
        policies.mkdir()
        (policies / "limits.yaml").write_text("throttle: {on: no}\n", encoding="utf-8")
        # Neither parts of an incident nor what came in while the desk was away have cards of their own: a desk that is
        # killed all the time falls behind by more than the ten minutes after which it counts as away.
        calm = f"incident_reporters: {1_000_000}\nincident_buildings: {1_000_000}\naway: 24 h\n"
        (policies / "desk.yaml").write_text(calm, encoding="utf-8")

    async def _start(self) -> asyncio.subprocess.Process:
        environment = os.environ | {
            "DESK_DATABASE_URL": self.url,
            "DESK_BOT_TOKENS": TOKEN,
            "DESK_TELEGRAM_API": self.playground.url,
            "DESK_HTTP_PORT": "0",
            "DESK_POLICY_DIR": str(self.folder / "policies"),
            "DESK_GATEWAY": self.moment.choices(GATEWAYS, GATEWAY_WEIGHTS)[0],
        }
        with self.log.open("a") as log:
            return await asyncio.create_subprocess_exec(
                sys.executable, "main.py", "run", cwd=ROOT, env=environment, stderr=log, stdout=log
            )

    def _opened(self) -> int:
        return self.log.read_text(encoding="utf-8").count(OPEN) if self.log.exists() else 0

    # lives and deaths ------------------------------------------------------------------------------------------------

    async def _one_life(self) -> None:
        before = self._opened()
        process = await self._start()
        try:
            if self.random.random() < 0.15:
                self.figures.while_starting += 1
                await asyncio.sleep(self.random.uniform(0, 4))
            else:
                await until(lambda: self._opened() > before or process.returncode is not None, START_SECONDS)
                self.is_open = True
                await asyncio.sleep(self.moment.uniform(0, 1.5))
            assert process.returncode is None, f"the desk ended by itself: {self.log.read_text()[-2000:]}"
        finally:
            self.is_open = False
            if process.returncode is None:
                process.kill()
            await process.wait()
        self.figures.moments += 1
        self.in_flight += self._sending()

    def _sending(self) -> list[InFlight]:
        rows = self._ask("select id, chat_id, act, ticket_id from outbox where state = 'sending'")
        return [InFlight(row.id, row.chat_id, row.act, row.ticket_id) for row in rows]

    async def _finish(self) -> None:
        process = await self._start()
        try:
            await until(self._is_quiet, END_SECONDS)
        finally:
            process.terminate()
            await process.wait()
        self._check()

    def _is_quiet(self) -> bool:
        waiting = self.world.the_bot(BOT).updates.pending
        open_rows = self._ask("select 1 from inbox where state = 0 limit 1")
        unsent = self._ask("select 1 from outbox where state in ('pending', 'sending') limit 1")
        return not (waiting or open_rows or unsent)

    def _ask(self, question: str) -> Sequence[Any]:
        with self.database.reading() as connection:
            return connection.execute(sa.text(question)).all()

    # traffic ---------------------------------------------------------------------------------------------------------

    async def _talk(self) -> None:
        while True:
            # Little is said while the desk is down: what it cannot work off between two kills would only pile up.
            await asyncio.sleep(self.random.expovariate(15 if self.is_open else 2))
            draw = self.random.random()
            if draw < 0.5 and self.figures.requests < BUILDINGS * len(PROBLEMS):
                self._request()
            elif draw < 0.75:
                self._press()
            else:
                self._say(self.random.choice(GRIDS), self.random.choice(CHATTER))

    def _request(self) -> None:
        self.figures.requests += 1
        turn, before = divmod(self.figures.requests, BUILDINGS)
        building = before + 1
        words = f"{building}号楼1单元{PROBLEMS[(turn + building) % len(PROBLEMS)]}"
        chat = GRIDS[building % len(GRIDS)]
        self.asked[chat, self._say(chat, words)] = words

    def _say(self, chat: int, words: str) -> int:
        self.said += 1
        person = FIRST_RESIDENT + self.said
        self.world.add_person(person, f"居民{person}")
        self.world.join(chat, person, quiet=True)
        return self.world.says(person, chat, words)

    def _press(self) -> None:
        cards = [post for post in self.world.messages(WORKERS)[-30:] if "claim" in str(post.buttons)]
        if cards:
            self.figures.presses += 1
            self.world.presses(self.random.choice(STAFF), WORKERS, self.random.choice(cards).id, "接单")

    # the bookkeeping -------------------------------------------------------------------------------------------------

    def _check(self) -> None:
        self._check_updates()
        self._check_tickets()
        self._check_cards()
        self._check_repeats()

    def _check_updates(self) -> None:
        """Every update there ever was is in the inbox, once, and handled."""
        kept = Counter(row.update_id for row in self._ask("select update_id from inbox"))
        updates = self.world.the_bot(BOT).updates
        first = min(kept)
        self.figures.updates = updates.next_id - first
        missing = [number for number in range(first, updates.next_id) if kept[number] != 1]
        assert missing == []
        assert self._ask("select id, state, error from inbox where state <> 1") == []

    def _check_tickets(self) -> None:
        """Every request opened exactly one ticket, and nobody's ticket was claimed twice."""
        opened = Counter((r.chat_id, r.message_id) for r in self._ask("select * from report where opens"))
        assert [self.asked[said] for said in self.asked if opened[said] != 1] == []
        assert opened.keys() <= self.asked.keys()
        self.figures.tickets = len(self._ask("select id from ticket"))
        assert self.figures.tickets == len(self.asked)
        claims = Counter(r.ticket_id for r in self._ask("select ticket_id from ticket_event where kind = 'claim'"))
        assert max(claims.values(), default=1) == 1

    def _check_cards(self) -> None:
        """Every ticket has its public and its staff card, and people really see them."""
        rows = self._ask(
            "select ticket_id, purpose, chat_id, message_id from outbox"
            " where act = 'send' and state = 'sent' and purpose in ('public', 'staff')"
        )
        cards = Counter((row.ticket_id, row.purpose) for row in rows)
        wanted = [(t.id, purpose) for t in self._ask("select id from ticket") for purpose in ("public", "staff")]
        assert [card for card in wanted if cards[card] < 1] == []
        shown = {(chat, post.id) for chat in (*GRIDS, WORKERS) for post in self.world.messages(chat)}
        assert [row for row in rows if (row.chat_id, row.message_id) not in shown] == []

    def _check_repeats(self) -> None:
        """What came twice was in flight at a kill, and came once more for each such kill at most."""
        numbers = {t.number: t.id for t in self._ask("select id, number from ticket")}
        known = {
            (r.chat_id, r.message_id) for r in self._ask("select chat_id, message_id from outbox where act = 'send'")
        }
        allowance = Counter((each.chat, each.ticket) for each in self.in_flight if each.act == "send")
        self.figures.in_flight = len(self.in_flight)
        for chat in (*GRIDS, WORKERS, OFFICIALS):
            told = (post for post in self.world.messages(chat) if not post.service)
            posts = [post for post in told if post.sender is self.world.the_bot(BOT)]
            self.figures.messages += len(posts)
            for post in posts:
                if (chat, post.id) in known:
                    continue
                found = NUMBER.search(post.text)
                ticket = numbers.get(int(found.group(1) or found.group(2))) if found else None
                self.figures.repeated += 1
                allowance[chat, ticket] -= 1
                assert allowance[chat, ticket] >= 0, f"not in flight at any kill, yet repeated: {post.text}"
