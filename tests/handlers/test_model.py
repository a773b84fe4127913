"""A community of thirty people does anything in any order, with crashes and leaps of the clock; what must always hold.

`make model` runs 10,000 steps; here a bounded part of them.
"""

import os
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from sqlmodel import col, select

from handlers import dispatch
from models import inbox
from models.inbox import Inbox
from models.outbox import Outbox
from models.session import Database
from models.ticket import Ticket, TicketEvent
from rules.parsing import Request
from rules.tickets import TAKEN, UNFINISHED, State
from rules.town import Level
from tests.handlers.story import OFFICIALS, OTHERS, RESIDENTS, WORKERS, Person, Story, by_the_book

STEPS = int(os.environ.get("MODEL_STEPS", "60"))
EACH = min(STEPS, 50)
TOWN = """
places:
  - {code: gm,      level: street,    name: 光明街道}
  - {code: gm-dh,   level: community, name: 达濠社区, parent: gm}
  - {code: gm-dh-1, level: grid,      name: 第一网格, parent: gm-dh, buildings: ["1", "2", "3"]}
  - {code: gm-dh-2, level: grid,      name: 第二网格, parent: gm-dh, buildings: ["5", "6"]}
groups:
  - {chat_id: -1001, place: gm-dh-1, purpose: residents, name: 第一网格居民群}
  - {chat_id: -1005, place: gm-dh-2, purpose: residents, name: 第二网格居民群}
  - {chat_id: -1002, place: gm-dh,   purpose: workers,   name: 达濠社区工作群}
  - {chat_id: -1003, place: gm,      purpose: officials, name: 光明街道指挥群}
people:
  - {user_id: 501, name: 高晓燕, roles: [{role: grid_worker, place: gm-dh-1}]}
  - {user_id: 502, name: 高亚丽, roles: [{role: grid_worker, place: gm-dh-2}]}
  - {user_id: 503, name: 马组长, roles: [{role: grid_leader, place: gm-dh-1}]}
  - {user_id: 504, name: 物业老周, roles: [{role: property_manager, place: gm-dh}]}
  - {user_id: 601, name: 陈书记, roles: [{role: community_secretary, place: gm-dh}]}
  - {user_id: 701, name: 吴主任, roles: [{role: street_center, place: gm}]}
"""
STAFF = {501: "高晓燕", 502: "高亚丽", 503: "马组长", 504: "物业老周", 601: "陈书记", 701: "吴主任"}
RESIDENTS_OF = {
    user: f"{user % 3 + 1}-{user % 2 + 1}-{user % 6 + 1}0{user % 4 + 1} 住户{user}" for user in range(11, 35)
}
MATTERS = {
    "safety_hazard.fire": "P0",
    "property_repair.elevator_fault": "P1",
    "property_repair.drain_block": "P1",
    "sanitation.garbage_overflow": "P2",
    "public_facility.street_light": "P2",
    "sanitation.greening": "P3",
    "policy_inquiry.pension": "Q",
    "other.service_complaint": "P2",
}
PEOPLE = st.sampled_from(sorted(RESIDENTS_OF))
DEEDS = (
    "接单", "去不了", "已联系", "到场", "办结", "上报", "转派", "退单", "延期", "挂账", "误会", "不实", "问居民",
    "督办", "签发", "同意", "驳回", "改类别", "并案",
)  # fmt: skip
WORDS = {
    "办结": "换了新的零件", "上报": "没有权限", "转派": "高亚丽", "退单": "不归我们管", "延期": "1天 等配件",
    "不实": "现场没有", "挂账": "资金 到12月20日 等维修资金", "问居民": "几点方便", "改类别": "垃圾满溢", "并案": "1",
}  # fmt: skip
SAID = ("补充 {n} 又来人了", "撤回 {n}", "误会了 {n}", "解决了 {n}", "没解决 {n}", "我家也是 {n}", "满意 {n}")
LEAPS = (1, 7, 25, 61, 240, 900, 2880, 10080)
ENDED = frozenset(State) - UNFINISHED
CLIMBS = frozenset({"street"})


class Crash(Exception):
    """The process dies before its transaction ends."""


class Community(RuleBasedStateMachine):
    """People act; after each step the rules of the ladder hold."""

    template: Path
    folder: Path

    def __init__(self) -> None:
        super().__init__()
        for left in self.folder.glob("desk.db*"):
            left.unlink()
        self.database = Database(f"sqlite:///{shutil.copy(self.template, self.folder / 'desk.db')}")
        sa.event.listen(self.database.engine, "connect", lambda made, _: made.execute("PRAGMA synchronous=OFF"))
        self.story = by_the_book(Story(self.database, TOWN))
        self.staff = {user: self.story.staff(user, name, starts=user != 502) for user, name in STAFF.items()}
        self.residents = {user: self.story.person(user, name) for user, name in RESIDENTS_OF.items()}
        for user in list(self.residents)[::2]:
            self.residents[user].starts()
        self.levels: dict[int, Level] = {}

    def teardown(self) -> None:
        self.story.end()
        self.database.close()

    # what people do -------------------------------------------------------------------------------------------

    @rule(
        user=st.sampled_from(sorted(RESIDENTS_OF)),
        matter=st.sampled_from(sorted(MATTERS)),
        building=st.sampled_from("1356"),
    )
    def report(self, user: int, matter: str, building: str) -> None:
        danger = "fire" if MATTERS[matter] == "P0" else ""
        self.story.will_read(Request(matter, MATTERS[matter], building, danger=danger))
        self.residents[user].says("麻烦看一下这里", OTHERS if building in "56" else RESIDENTS)
        self.story.will_read()

    @precondition(lambda self: self.levels)
    @rule(user=st.sampled_from(sorted(STAFF)), deed=st.sampled_from(DEEDS), data=st.data(), private=st.booleans())
    def work(self, user: int, deed: str, data: Any, private: bool) -> None:
        words = f"{deed} {self._number(data)} {WORDS.get(deed, '')}".strip()
        chat = user if private else OFFICIALS if user == 701 else WORKERS
        self.staff[user].says(words, chat)

    @precondition(lambda self: self.levels)
    @rule(user=PEOPLE, said=st.sampled_from(SAID), data=st.data())
    def answer(self, user: int, said: str, data: Any) -> None:
        self.residents[user].says(said.format(n=self._number(data)))

    @precondition(lambda self: self.levels)
    @rule(data=st.data(), word=st.sampled_from(("解决了", "没解决", "撤回")))
    def reporter(self, data: Any, word: str) -> None:
        """Whoever reported it, so that endings are not rare."""
        number = self._number(data)
        ticket = next(t for t in self.story.tickets() if t.number == number)
        mine = [r.user_id for r in self.story.reports() if r.ticket_id == ticket.id and r.user_id in self.residents]
        if mine:
            self._person(mine[0]).says(f"{word} {number}")

    @rule(minutes=st.sampled_from(LEAPS))
    def wait(self, minutes: int) -> None:
        self.story.forward(minutes=minutes)

    @rule(user=st.sampled_from(sorted(STAFF)), deed=st.sampled_from(DEEDS), number=st.integers(1, 5))
    def crash(self, user: int, deed: str, number: int) -> None:
        """The process dies while it handles somebody's words; they are handled again."""
        words = f"{deed} {number} {WORDS.get(deed, '')}".strip()
        self.story.gateway.say(WORKERS, self.staff[user].who, words)
        with self.database.transaction() as session:
            self.story._take_in(session, self.story.bot)
        with pytest.raises(Crash), self.database.transaction() as session:
            desk = self.story.desk(session)
            for row in session.exec(select(Inbox).where(Inbox.state == inbox.NEW).order_by(col(Inbox.id))):
                dispatch.handle(desk, self.story.gateway.read(row.bot_id, row.body))
            raise Crash
        self.story.settle()

    def _number(self, data: Any) -> int:
        return int(data.draw(st.integers(1, len(self.levels)), label="number"))

    def _person(self, user: int) -> Person:
        return self.residents[user]

    # what must hold -------------------------------------------------------------------------------------------

    @invariant()
    def holds(self) -> None:
        with self.database.transaction() as session:
            tickets = list(session.exec(select(Ticket)))
            events: dict[int, list[TicketEvent]] = {ticket.id: [] for ticket in tickets}
            for event in session.exec(select(TicketEvent).order_by(col(TicketEvent.id))):
                events[event.ticket_id].append(event)
            told = Counter(session.exec(select(Outbox.ticket_id).where(Outbox.act != "answer")))
            for ticket in tickets:
                self._one_owner(ticket)
                self._level(ticket, events[ticket.id])
                self._once(events[ticket.id])
                assert ticket.due_at is None or ticket.due_at > self.story.now or ticket.state in UNFINISHED
                if ticket.state in ENDED and not ticket.quiet:
                    assert told[ticket.id], f"ticket {ticket.number} ended without a word"
            session.expunge_all()

    @invariant()
    def nothing_is_late(self) -> None:
        self.story.sweep()
        with self.database.transaction() as session:
            late = session.exec(select(Ticket.number).where(col(Ticket.due_at) <= self.story.now)).all()
        assert list(late) == []

    def _one_owner(self, ticket: Ticket) -> None:
        if ticket.state in TAKEN:
            assert ticket.claimed_by in STAFF
        if ticket.state == State.OPEN:
            assert ticket.claimed_by is None

    def _level(self, ticket: Ticket, events: list[TicketEvent]) -> None:
        level = Level(ticket.level)
        before = self.levels.get(ticket.id, level)
        assert not before.above(level), f"ticket {ticket.number} fell from {before} to {level}"
        self.levels[ticket.id] = level
        if ticket.service_class in ("P2", "P3", "Q"):
            waited = [e for e in events if e.kind in CLIMBS and _class_then(events, e) in ("P2", "P3", "Q")]
            assert waited == [], f"ticket {ticket.number} left the community by waiting"

    def _once(self, events: list[TicketEvent]) -> None:
        rungs = Counter(event.data["rung"] for event in events if "rung" in event.data)
        assert all(count == 1 for count in rungs.values()), rungs


def _class_then(events: list[TicketEvent], at: TicketEvent) -> str:
    told = [
        e.data["now"]["service_class"] for e in events if e.id <= at.id and "service_class" in e.data.get("now", {})
    ]
    return str(told[-1])


def test_the_rules_of_the_ladder_hold_whatever_people_do(sqlite_template: Path, tmp_path: Path) -> None:
    walk = settings(
        max_examples=max(1, STEPS // EACH),
        stateful_step_count=EACH,
        deadline=None,
        derandomize="MODEL_STEPS" not in os.environ,
        phases=(Phase.explicit, Phase.generate),
        suppress_health_check=list(HealthCheck),
    )
    Community.template, Community.folder = sqlite_template, tmp_path
    run_state_machine_as_test(Community, settings=walk)
