"""Stories: people who speak in chats, a desk on a real database, and a clock that is pushed."""

import json
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache, cached_property
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from sqlmodel import SQLModel, col, select

from bot.gateways.memory import MemoryGateway
from bot.gateways.memory_chats import Shown
from bot.rehearsal import Rehearsal
from config.lexicon import load_reader
from config.policies import load_policies
from config.policy_shapes import Policies
from config.town import read_town
from handlers import dispatch, opinion, speech
from handlers.desk import Desk, Resources
from handlers.outside import Question
from models.moments import waiting
from models.report import Report
from models.session import Database
from models.ticket import Ticket, TicketEvent
from models.town_import import apply
from rules.hearing import Ear
from rules.messages import Sender, SenderKind
from rules.parsing import KINDS, Context, Reader, Reading, Request, alarming, read
from rules.town import Town
from templates import Texts
from tests.handlers import house_rules
from tests.handlers.stage import Stage, deed

SHANGHAI = ZoneInfo("Asia/Shanghai")
TOWN = Path(__file__).parent / "town.yaml"
# The same where both grids have a building 3, the second that of its compound.
TWO_HOUSES = TOWN.read_text(encoding="utf-8").replace('["5", "6"]', '["阳光花园/5", "幸福里/3"]')
# One grid with two compounds, each with a building 3, and the rest of the second compound in the other grid.
ROTA = """rota:
  - {place: gm-dh-1, person: 501, days: weekdays, from: "08:00", to: "21:00"}
  - {place: gm-dh-1, person: 502, days: weekdays, from: "08:00", to: "21:00", order: 1}
  - {place: gm-dh-1, person: 502, days: weekend, from: "08:00", to: "21:00"}
  - {place: gm-dh, person: 502, days: daily, from: "21:00", to: "08:00"}
"""
TWO_COMPOUNDS = (
    TOWN.read_text(encoding="utf-8")
    .replace('["1", "2", "3"]', '["阳光花园/1", "阳光花园/3", "幸福里/2", "幸福里/3"]')
    .replace('["5", "6"]', '["幸福里/5", "幸福里/6"]')
)
MORNING = datetime(2026, 11, 20, 8, 12, tzinfo=SHANGHAI).astimezone(UTC)
RESIDENTS, OTHERS, WORKERS, OFFICIALS = -1001, -1005, -1002, -1003
ADMIN = 900
ADMINS = frozenset({ADMIN})
LIFT = "property_repair.elevator_fault"
RECURRING = ((0, 30), (3, 30), (8, 0), (8, 10), (8, 30), (8, 40), (9, 0), (12, 0), (17, 30), (21, 0))
NOTHING_HAPPENED = frozenset({"inbox"})
on_both = pytest.mark.parametrize("engine", ["sqlite", "postgresql"], indirect=True)


# Read once for all stories; a story that changes a policy replaces it.
@cache
def _reader() -> Reader:
    return load_reader()


@cache
def _policies() -> Policies:
    """Ours, but for the lift: in this town a grid may close it. What may not be closed there, test_closing tells."""
    ours = load_policies(None, SHANGHAI)
    matters = {key: replace(matter, level="grid") if key == LIFT else matter for key, matter in ours.taxonomy.items()}
    return replace(ours, taxonomy=replace(ours.taxonomy, matters=matters))


def by_the_book(story: "Story") -> "Story":
    """The same town by our own policies: a lift is the community's to close."""
    story.resources.policies = load_policies(None, SHANGHAI)
    return story


@cache
def _texts(locale: str) -> Texts:
    return Texts(locale, SHANGHAI)


@cache
def _town(text: str) -> Town:
    return read_town(text)


@cache
def _ear() -> Ear:
    return Ear.of(_reader())


def _read(text: str, context: Context) -> Reading:
    return read(text, context, _reader())


def _alarms(text: str) -> bool:
    return alarming(text, _reader())


class Story(Rehearsal):
    """One desk and its town. Times are the desk's; the platform's clock goes along unless `away` moves it alone."""

    def __init__(
        self, database: Database, town: str = "", locale: str = "zh", stage: Stage | None = None, file: object = None
    ) -> None:
        """`stage` knows what other stories of this `file` have told."""
        self.stage = stage
        gateway = MemoryGateway(now=lambda: self.now)
        resources = Resources(
            policies=_policies(),
            texts=_texts(locale),
            english=_texts("en") if locale == "zh" else None,
            read=_read,
            alarms=_alarms,
            ear=_ear(),
            decode=gateway.read,
            accounts={a.id: a for a in gateway.accounts},
            admins=ADMINS,
        )
        super().__init__(database, gateway, resources, MORNING)
        self.people: dict[int, str] = {}
        self.employed: set[int] = set()
        self.bot = self.gateway.accounts[0].id
        if stage:
            stage.begin(self, town, lambda: self._settle_in(town), file)
        else:
            self._settle_in(town)

    def _settle_in(self, town: str) -> None:
        with self.database.transaction() as session:
            apply(session, _town(town or TOWN.read_text(encoding="utf-8")))

    @property
    def database(self) -> Database:
        if self.stage:
            self.stage.arrive()
        return self._database

    @database.setter
    def database(self, database: Database) -> None:
        self._database = database

    def end(self) -> None:
        """The house rules held all along."""
        zh = self.resources.texts.locale == "zh"
        house_rules.hold(self.database, self.gateway.sent, self.people, self.employed, zh)
        self.close()

    def person(self, user: int, name: str, username: str = "") -> "Person":
        """A resident, by the name they have in the group."""
        self.people[user] = name
        return Person(self, Sender(user, name, username))

    def staff(self, user: int, name: str, starts: bool = True) -> "Person":
        """Somebody of the town, who has opened their private chat unless told otherwise."""
        self.employed.add(user)
        person = Person(self, Sender(user, name))
        if starts:
            person.starts()
        return person

    def all_staff(self) -> list["Person"]:
        """Everybody of the usual town, each having opened their private chat."""
        return [self.xiaoyan, self.yali, self.chen, self.wu]

    def masked(self, kind: SenderKind, name: str, user: int = 1087968824) -> "Person":
        """An anonymous admin, a channel or another bot."""
        self.employed.add(user)
        return Person(self, Sender(user, name, kind=kind))

    # the usual cast: each opens their private chat when first met ----------------------------------------------

    @cached_property
    def xiaoyan(self) -> "Person":
        return self.staff(501, "高晓燕")

    @cached_property
    def yali(self) -> "Person":
        return self.staff(502, "高亚丽")

    @cached_property
    def chen(self) -> "Person":
        return self.staff(601, "陈书记")

    @cached_property
    def wu(self) -> "Person":
        return self.staff(701, "吴主任")

    @cached_property
    def admin(self) -> "Person":
        return self.staff(ADMIN, "管理员小周")

    @cached_property
    def wang(self) -> "Person":
        return self.person(11, "3-2-501 王阿姨")

    @cached_property
    def li(self) -> "Person":
        return self.person(12, "3-2-1203 小李")

    @cached_property
    def zhao(self) -> "Person":
        return self.person(13, "1-1-202 老赵")

    def will_read(self, *requests: Request) -> None:
        """Whatever is said from now on asks for these things."""
        matters = tuple(request.matter for request in requests)
        kinds = (1.0, *(-1.0 for _ in KINDS[1:]))
        grips = (2.0,) * len(matters)
        sure = Reading("request", requests, 0.9, likely=matters, lead=5.0, grip=2.0, grips=grips, kinds=kinds)
        self.resources.read = lambda text, context: sure

    # the desk at work -----------------------------------------------------------------------------------------

    @deed
    def heard(self, what: str, *args: Any, **how: Any) -> Any:
        """Somebody does something in a chat, and the desk hears of it."""
        done = getattr(self.gateway, what)(*args, **how)
        self.settle()
        return done

    @deed
    def sweep(self) -> None:
        super().sweep()

    @deed
    def forward(self, /, **span: float) -> None:
        """Pushes the clock, sweeping at each moment that falls due on the way."""
        end = self.now + timedelta(**span)
        while self.now < end:
            self.now = min(self._next_moment(), end)
            self.sweep()

    def until(self, day: int, hour: int, minute: int = 0) -> None:
        """Pushes the clock to a time of day of November 2026, Shanghai."""
        self.forward(seconds=(datetime(2026, 11, day, hour, minute, tzinfo=SHANGHAI) - self.now).total_seconds())

    def _next_moment(self) -> datetime:
        """When the next thing falls due, or the next time of day at which something recurs."""
        today = self.now.astimezone(SHANGHAI)
        moments = [today.replace(hour=h, minute=m, second=0, microsecond=0) for h, m in RECURRING]
        moments = [m if m > today else m + timedelta(days=1) for m in moments]
        with self.database.transaction() as session:
            waits = waiting(session)
        moments += [moment for moment in (waits.next_at(), waits.next_redrawn()) if moment]
        return max(min(moments), self.now + timedelta(seconds=1))

    def call(self, work: Callable[..., Any], *args: Any) -> Any:
        """Runs something in a transaction of its own and sends what came of it."""
        with self.database.transaction() as session:
            result = work(self.desk(session), *args)
        self._send()
        return result

    # services outside -----------------------------------------------------------------------------------------

    def next_opinion(self) -> Question | None:
        """What a second opinion is asked about now."""
        return self._taken(opinion.take)

    def next_voice_note(self) -> Question | None:
        """What is to be written down now."""
        return self._taken(speech.take)

    def _taken(self, take: Callable[[Desk], Question | None]) -> Question | None:
        question: Question | None = self.call(take)
        return question

    def opines(self, kind: str, *matters: str) -> bool:
        """The model outside answers what is asked now; whether that made sense."""
        question = self.next_opinion()
        assert question and not question.hopeless
        answer = json.dumps({"kind": kind, "matters": matters})
        return bool(self.call(dispatch.opinion_came, question, answer))

    def is_written_down(self, words: str | None) -> None:
        """The voice note that waits is written down as these words, or None: it never will be."""
        question = self.next_voice_note()
        assert question and not question.hopeless
        self.call(dispatch.transcript_came, question, words)

    # what people see ------------------------------------------------------------------------------------------

    def seen(self, chat: int) -> list[Shown]:
        """What the desk has said in a chat and still stands, oldest first."""
        return [m for m in self.gateway.chat(chat).visible if m.sender is None]

    def texts(self, chat: int) -> list[str]:
        return [m.text for m in self.seen(chat)]

    def last(self, chat: int) -> Shown:
        """What the desk said last and still stands, but for a pinned notice."""
        return [m for m in self.seen(chat) if not m.pinned][-1]

    def card(self, chat: int, words: str) -> Shown:
        """The newest message of the desk in a chat that contains these words."""
        found = [m for m in self.seen(chat) if words in m.text]
        assert found, f"nobody said {words!r} in {chat}: {self.texts(chat)}"
        return found[-1]

    def standing(self, chat: int) -> list[str]:
        """What the desk has said in a residents' group, but for the pinned notice."""
        return [m.text for m in self.seen(chat) if not m.pinned]

    def reaction(self, message: int, chat: int = RESIDENTS) -> str:
        return self.gateway.chat(chat).messages[message].reaction

    def dump(self, without: Iterable[str] = NOTHING_HAPPENED) -> dict[str, list[tuple[Any, ...]]]:
        """Every row of every table, but for what came in, and answers and signs that went out."""
        silent = "act NOT IN ('answer', 'react') AND purpose <> 'answer'"
        with self.database.transaction() as session:
            return {
                table.name: sorted(
                    (tuple(map(str, row)) for row in session.connection().execute(
                        sa.select(table).where(sa.text(silent if table.name == "outbox" else "1 = 1"))
                    )),
                )
                for table in SQLModel.metadata.sorted_tables
                if table.name not in without
            }  # fmt: skip

    def tickets(self) -> list[Ticket]:
        with self.database.transaction() as session:
            found = list(session.exec(select(Ticket).order_by(Ticket.id)))  # type: ignore[arg-type]
            session.expunge_all()
        return found

    def ticket(self, number: int = 1) -> Ticket:
        return next(t for t in self.tickets() if t.number == number)

    def reports(self) -> list[Report]:
        with self.database.transaction() as session:
            found = list(session.exec(select(Report).order_by(Report.id)))  # type: ignore[arg-type]
            session.expunge_all()
        return found

    def events(self, number: int = 1) -> list[str]:
        """The audit log of a ticket: what happened, in order."""
        ticket = self.ticket(number).id
        with self.database.transaction() as session:
            found = select(TicketEvent.kind).where(TicketEvent.ticket_id == ticket).order_by(col(TicketEvent.id))
            return list(session.exec(found))

    def states(self) -> list[str]:
        return [ticket.state for ticket in self.tickets()]


class Person:
    """Somebody with a telephone."""

    def __init__(self, story: Story, who: Sender) -> None:
        self.story, self.who, self.callback = story, who, ""

    def says(self, text: str, chat: int = RESIDENTS, reply_to: int | None = None, **fields: Any) -> int:
        message: int = self.story.heard("say", chat, self.who, text, reply_to=reply_to, fields=fields)
        return message

    def sends_photo(self, file: str, text: str = "", chat: int = RESIDENTS, album: str = "", **how: Any) -> int:
        message: int = self.story.heard("say", chat, self.who, text, fields=MemoryGateway.photo(file, album), **how)
        return message

    def sends_voice(self, file: str = "v1", seconds: int = 8, chat: int = RESIDENTS, text: str = "", **how: Any) -> int:
        message: int = self.story.heard("say", chat, self.who, "", fields=_voice(file, seconds, text), **how)
        return message

    def edits(self, message: int, text: str, chat: int = RESIDENTS, **fields: Any) -> None:
        self.story.heard("edit", chat, message, text, **fields)

    def presses(self, word: str, chat: int = RESIDENTS, card: str = "") -> str:
        """Presses a button on the newest card with that button (and those words); returns what the desk answered."""
        cards = [m for m in self.story.seen(chat) if card in m.text and any(word in b for b in m.labels)]
        assert cards, f"no button {word!r} in {chat}: {[(m.text, m.labels) for m in self.story.seen(chat)]}"
        self.callback = self.story.heard("press", chat, self.who, cards[-1].id, word)
        return self.story.gateway.answers[self.callback] or ""

    def presses_data(self, data: str, message: int, chat: int = RESIDENTS) -> str:
        self.callback = self.story.heard("press_data", chat, self.who, message, data)
        return self.story.gateway.answers[self.callback] or ""

    def starts(self, payload: str = "") -> None:
        words = f"/start {payload}".strip()
        entity = {"entities": [{"type": "bot_command", "offset": 0, "length": 6}]}
        self.story.heard("say", self.who.id, self.who, words, fields=entity)

    def commands(self, text: str, chat: int | None = None) -> int:
        """Types a slash command, in private if no chat is told."""
        entity = {"entities": [{"type": "bot_command", "offset": 0, "length": len(text.split(maxsplit=1)[0])}]}
        message: int = self.story.heard("say", chat or self.who.id, self.who, text, fields=entity)
        return message

    def writes(self, text: str, **fields: Any) -> int:
        """Says something in private."""
        return self.says(text, self.who.id, **fields)

    def hears(self) -> list[str]:
        """What the desk has said to them in private."""
        return self.story.texts(self.who.id)

    def sees(self, words: str) -> Shown:
        """The newest message in private with these words."""
        return self.story.card(self.who.id, words)


def _voice(file: str, seconds: int, text: str) -> dict[str, Any]:
    return MemoryGateway.voice(file, seconds) | ({"caption": text} if text else {})
