"""A street simulated on the desk's own handlers: people by chance, the clock jumping between what falls due."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from heapq import heappop, heappush
from itertools import count
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from bot.rehearsal import Restless
from bot.simulated_people import Nature, Worker, by_closing_level
from bot.simulated_town import BOT, Size, is_residents, residents_of, settle, staff_of
from config.simulation import Behaviour
from handlers import dispatch, dispatch_due
from handlers.desk import Desk, Resources
from models.outbox import PENDING, SENT, Outbox
from models.prepared import Prepared
from models.report import Report, reports_of
from models.session import Database
from models.ticket import Ticket
from rules import callback
from rules.closing import may_close
from rules.messages import ChatKind, Incoming, Kind, Sender
from rules.parsing import Context, Reading, Request
from rules.taxonomy import ServiceClass
from rules.tickets import ACTIVE, TAKEN
from rules.town import Level

PACE = timedelta(minutes=30)
ROUNDS = 1000
_O: sa.Table = Outbox.__table__  # type: ignore[attr-defined]
_T: sa.Table = Ticket.__table__  # type: ignore[attr-defined]
_SEND = Prepared(
    sa.update(_O)
    .where(_O.c.state == sa.literal_column(f"'{PENDING}'"))
    .values(state=SENT, message_id=_O.c.id, sent_at=sa.bindparam("at", type_=_O.c.sent_at.type))
    .returning(_O.c.chat_id, _O.c.act, _O.c.purpose, _O.c.ticket_id, _O.c.id)
)
_R: sa.Table = Report.__table__  # type: ignore[attr-defined]
_REPORTED = Prepared(sa.select(_R.c.ticket_id).where(_R.c.user_id == sa.bindparam("user")).limit(1))
_TOLD = Prepared(
    sa.select(
        *(
            _T.c[name]
            for name in ("id", "number", "state", "level", "place_id", "matter", "service_class", "claimed_by")
        )
    ).where(_T.c.id == sa.bindparam("ticket"))
)
ROLES = {"community": ("community_secretary",), "street": ("street_center",)}
CALLS = frozenset({"nudge", "backup", "climbed", "reopened_staff"})


@dataclass(frozen=True, slots=True)
class Plan:
    """What is simulated: how many days from `start`, a midnight, of which street under which load."""

    start: datetime
    days: int
    size: Size
    load: str = "mid"


@dataclass(slots=True)
class Tally:
    """What was counted on the way: messages to groups, unfinished tickets at the end of each week."""

    to_residents: int = 0
    to_groups: int = 0
    unfinished: list[int] = field(default_factory=list)


class _Desk(Desk):
    """Who is told, and when, is the desk's; nobody here reads it, so that no words are made and no card is drawn."""

    def refresh(self, ticket: Ticket) -> None:
        pass

    def face(self, ticket: Ticket, purpose: str, chat: int) -> dict[str, Any]:
        return {"text": "", "buttons": []}

    def text(self, template: str, /, **words: Any) -> str:
        return ""


def _told(session: Session, ticket: int) -> Any:
    """What people see of a ticket."""
    return _TOLD.first(session, {"ticket": ticket})


class Street:
    """The desk, its town, and everybody in it."""

    def __init__(self, database: Database, resources: Resources, behaviour: Behaviour, plan: Plan, seed: int) -> None:
        self.database, self.resources, self.behaviour, self.plan = database, resources, behaviour, plan
        self.nature = Nature(behaviour, resources.policies.duty_hours, seed)
        self.tally = Tally()
        self.now = plan.start
        self._asked: dict[str, Request] = {}
        self._agenda: list[tuple[datetime, int, Callable[[Desk], None]]] = []
        self._numbers, self._messages = count(), count(1)
        self._next_due: datetime | None = None
        resources.read = self._read
        with database.transaction() as session:
            settle(session, plan.size)
        self.workers = {user: Worker(plan.start) for user in staff_of(plan.size)}
        self._matters = by_closing_level(resources.policies.taxonomy)

    def run(self) -> Tally:
        """Lives through the days and returns what was counted."""
        end = self.plan.start + timedelta(days=self.plan.days)
        for day in range(self.plan.days):
            midnight = self.plan.start + timedelta(days=day)
            self._dawn(midnight)
            # Nobody else reads this database, and what is simulated may be lost: one transaction a day.
            with self.database.engine.begin() as self._connection:
                self._live_until(min(midnight + timedelta(days=1), end))
            if (day + 1) % 7 == 0:
                self.tally.unfinished.append(self._unfinished())
        return self.tally

    # time -----------------------------------------------------------------------------------------------------

    def _live_until(self, end: datetime) -> None:
        beat = self.now + PACE
        while True:
            moment = min(self._agenda[0][0] if self._agenda else end, self._next_due or end, beat, end)
            self.now = max(self.now, moment)
            if self._agenda and self._agenda[0][0] <= self.now:
                self._step(heappop(self._agenda)[2])
            elif self.now >= end:
                return
            else:
                self._sweep()
                beat = self.now + PACE
                if self._next_due and self._next_due <= self.now:
                    # A moment may stand for nothing.
                    self._next_due = None

    def _sweep(self) -> None:
        for _ in range(ROUNDS):
            if not self._step(dispatch_due.sweep) or not (self._next_due and self._next_due <= self.now):
                return
        raise Restless("the sweeps do not come to an end")

    def _step(self, work: Callable[[Desk], Any]) -> Any:
        """Something happens as in a transaction of its own, what the desk says of it arrives, and people notice."""
        with Session(bind=self._connection, expire_on_commit=False) as session:
            desk = _Desk(session, self.resources, self.now, self.now)
            done = work(desk)
            session.flush()
            sent = _SEND.all(session, {"at": self.now})
            self._next_due = dispatch_due.next_due(desk)
            for row in sent:
                self._notice(session, row)
        return done

    def later(self, at: datetime, work: Callable[[Desk], None]) -> None:
        heappush(self._agenda, (max(at, self.now), next(self._numbers), work))

    def _unfinished(self) -> int:
        with self.database.transaction() as session:
            waiting = sa.select(sa.func.count()).where(_T.c.state.in_(sorted(ACTIVE)))
            return int(session.connection().execute(waiting).scalar_one())

    # residents ------------------------------------------------------------------------------------------------

    def _dawn(self, midnight: datetime) -> None:
        """Everything that residents of all grids will report today."""
        mean = self.behaviour.tickets_a_day[self.plan.load]
        for grid in range(self.plan.size.grids):
            for moment in self.nature.moments(midnight, mean):
                self.later(moment, lambda desk, grid=grid: self._report(desk, grid))  # type: ignore[misc]

    def _report(self, desk: Desk, grid: int) -> None:
        matter = self.nature.matter(self._matters)
        number = next(self._numbers)
        building = str(1 + number % 6)
        self._asked[str(number)] = Request(matter.key, matter.service_class, building, "1")
        chat, resident = residents_of(grid), 10**7 + number
        self._say(desk, chat, resident, f"/report {number}", command="report", arguments=str(number))
        del self._asked[str(number)]
        for _ in range(self.nature.count(self.behaviour.neighbours) if matter.public else 0):
            neighbour = 10**7 + next(self._numbers)
            wait = self.nature.span(self.behaviour.notice)
            self.later(self.now + wait, lambda desk, who=neighbour: self._join(desk, chat, who, resident))  # type: ignore[misc]

    def _join(self, desk: Desk, chat: int, neighbour: int, first: int) -> None:
        found = _REPORTED.scalar(desk.session, {"user": first})
        if found is not None:
            self._press(desk, chat, neighbour, "join", found)

    def _answer(self, desk: Desk, ticket_id: int, chat: int) -> None:
        """The reporter answers the result, or keeps silent."""
        reporters = [row.user_id for row in reports_of(desk.session, ticket_id)]
        if _told(desk.session, ticket_id).state != "resolved" or not reporters:
            return
        if self.nature.happens(self.behaviour.reopened):
            self._press(desk, chat, reporters[0], "deny", ticket_id)
        elif self.nature.happens(self.behaviour.confirmed):
            self._press(desk, chat, reporters[0], "confirm", ticket_id)
            if self.nature.happens(self.behaviour.rated / self.behaviour.confirmed):
                rating = self.nature.chosen(self.behaviour.ratings)
                self._press(desk, chat, reporters[0], "rate", ticket_id, rating)

    def _read(self, text: str, context: Context) -> Reading:
        request = self._asked.get(text)
        if request is None:
            return Reading("chatter", (), 1.0, likely=(), lead=-1.0)
        return Reading("request", (request,), 1.0, likely=(request.matter,), lead=1.0)

    # staff ----------------------------------------------------------------------------------------------------

    def _notice(self, session: Session, row: Any) -> None:
        """A message has arrived: it is counted, and whom it concerns will look at it."""
        if row.act == "send":
            self._count(row.chat_id)
        if row.act != "send" or row.ticket_id is None:
            return
        if row.purpose == "result":
            chat, ticket = row.chat_id, row.ticket_id
            wait = self.nature.span(self.behaviour.answer)
            self.later(self.now + wait, lambda desk: self._answer(desk, ticket, chat))
        elif row.purpose in CALLS and row.chat_id in self.workers:
            self._will_look(session, row.chat_id, row.ticket_id, called=True)
        elif row.purpose == "staff":
            for user in self._concerned(session, row.ticket_id):
                self._will_look(session, user, row.ticket_id, called=False)

    def _count(self, chat: int) -> None:
        if is_residents(chat):
            self.tally.to_residents += 1
        elif chat < 0:
            self.tally.to_groups += 1

    def _concerned(self, session: Session, ticket_id: int) -> Sequence[int]:
        ticket = _told(session, ticket_id)
        if ticket.state != "open":
            return ()
        roles = ROLES.get(ticket.level, ("grid_worker",))
        return [officer.user for officer in self.resources.directory.serving(ticket.place_id, roles)]

    def _will_look(self, session: Session, user: int, ticket_id: int, called: bool) -> None:
        urgent = ServiceClass(_told(session, ticket_id).service_class).urgent
        wait = self.behaviour.called if called or urgent else self.behaviour.notice
        self.later(self.nature.looks_at(self.now, wait, urgent), lambda desk: self._look(desk, user, ticket_id))

    def _look(self, desk: Desk, user: int, ticket_id: int) -> None:
        """Somebody looks at a ticket: takes it, goes on with it, or leaves it for later."""
        ticket, worker = _told(desk.session, ticket_id), self.workers[user]
        if ticket.state == "open" and ticket_id not in worker.left:
            if len(worker.in_hand) >= self.behaviour.in_hand and not ServiceClass(ticket.service_class).urgent:
                worker.left.append(ticket_id)
            elif not self._sent_back(desk, user, ticket):
                self._claim(desk, user, ticket)
        elif ticket.state in TAKEN and ticket.claimed_by == user and ticket_id not in worker.in_hand:
            self._begin(desk, user, ticket)

    def _sent_back(self, desk: Desk, user: int, ticket: Any) -> bool:
        """What is not the grid's goes back, with a reason, to whoever dispatches."""
        if ticket.level != "grid" or not self.nature.happens(self.behaviour.bounced):
            return False
        self._say(desk, user, user, f"退单 {ticket.number} 不归我们管")
        return bool(_told(desk.session, ticket.id).level != "grid")

    def _claim(self, desk: Desk, user: int, ticket: Any) -> None:
        self._press(desk, user, user, "claim", ticket.id)
        if _told(desk.session, ticket.id).claimed_by == user:
            self._begin(desk, user, ticket)

    def _begin(self, desk: Desk, user: int, ticket: Any) -> None:
        worker, ticket_id, level = self.workers[user], ticket.id, ServiceClass(ticket.service_class)
        if self.nature.happens(self.behaviour.silent):
            return
        worker.in_hand.add(ticket_id)
        contact = self.nature.looks_at(self.now, self.behaviour.contact, level.urgent)
        self.later(contact, lambda desk: self._contact(desk, user, ticket_id))
        self.later(self.nature.done_at(worker, self.now, level), lambda desk: self._finish(desk, user, ticket_id))

    def _contact(self, desk: Desk, user: int, ticket_id: int) -> None:
        ticket = _told(desk.session, ticket_id)
        if ticket.claimed_by == user and ticket.state in TAKEN:
            self._press(desk, user, user, "contact", ticket_id)

    def _finish(self, desk: Desk, user: int, ticket_id: int) -> None:
        """Done as far as this level goes: solved, or reported up to who may."""
        ticket, worker = _told(desk.session, ticket_id), self.workers[user]
        worker.in_hand.discard(ticket_id)
        if ticket.claimed_by == user and ticket.state in TAKEN:
            stuck = not may_close(desk.matter(ticket.matter).level, Level(ticket.level), department_done=True)
            words = f"上报 {ticket.number} 这里办不了" if stuck else f"办结 {ticket.number} 修好了，试过可以用"
            self._say(desk, user, user, words)
        if worker.left:
            waiting = worker.left.pop(0)
            self.later(self.now, lambda desk: self._look(desk, user, waiting))

    # what comes in --------------------------------------------------------------------------------------------

    def _say(self, desk: Desk, chat: int, user: int, text: str, **how: Any) -> None:
        self._handle(desk, Kind.MESSAGE, chat, user, text=text, message=next(self._messages), **how)

    def _press(self, desk: Desk, chat: int, user: int, action: str, ticket: int, arg: str = "") -> None:
        data = callback.write(action, ticket, arg)
        self._handle(desk, Kind.BUTTON, chat, user, data=data, callback_id=str(next(self._messages)))

    def _handle(self, desk: Desk, kind: Kind, chat: int, user: int, **how: Any) -> None:
        side = ChatKind.PRIVATE if chat > 0 else ChatKind.GROUP
        incoming = Incoming(kind, BOT, next(self._messages), chat, side, sender=Sender(user, str(user)), **how)
        dispatch.handle(desk, incoming)
