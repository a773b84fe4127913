"""Tickets and what happened to them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any, cast

import sqlalchemy as sa
from sqlmodel import Field, Session, SQLModel

from models.columns import big, big_key, index_of_some, json, moment
from models.outbox import has_card
from models.prepared import Prepared, among
from models.report import Report, is_reporter
from models.session import blank, insert, insert_missing
from models.ticket_log import STANDING, note_change, plainly
from rules.routing import Directory
from rules.tickets import ACTIVE, MOVES, UNFINISHED
from rules.town import Level

_SUSPENDED = "state = 'suspended'"
# What no new ticket has.
_LATER = ("claimed_by", "merged_into", "resolved_at", "closed_at")


class Ticket(SQLModel, table=True):
    """One thing to be done. `place_id` is where, `level` who has it until somebody claims it.
    `compound` is that of the building, where it is known.

    `policy` is the claim policy as it stood when the ticket was opened, `ladder` the contact, resolve, closing and
    bounce policies; `step` and `rung` are the next of the claim and the resolve ladder. `due_at` is when anything
    of it next falls due: `desk.reschedule` reckons it from the rest. `claimed_at` is the first claim, `taken_at` since
    when the one who has it has it, `contact_asked_at` when they were asked why nothing is heard, `contacted_at` when a
    sign of work first was; `in_touch` says that they have spoken with the reporter. `question` waits for
    the reporter since `waiting_since`; `pauses` are the spans the clock stood. `extended` is seconds of service time.
    `suspensions` are [since, review, resumed], `review_at` ends the one that lasts, `wording` is what the public reads.
    `submitted_by` did the work that waits for a level that may close, `resolvers` are all who ever finished it.
    `asked_again_at` is when its reporter was asked once more after it was closed, `follow_up` what they said.
    `ruled` is "malicious" once found 不实. Of a `sealed` ticket only the street knows; a `nameless` one, the trouble
    that was told `beside` a sealed one, shows nobody who reported it. `colour` is the strongest order in force.
    `doubtful` asks a worker what it is, `likely` are the matters it may be, the likeliest first. `merged_into` is the
    ticket it became part of, `follows` the earlier one of the same trouble. `urged` counts the hurry-ups, `urged_at`
    is when the claimer last heard of one, or said when they come; `heard_at` is when anybody last spoke of it. `spoken`
    is "transcript" when the words were written down from a voice note, "voice" when a worker has to listen to it.
    """

    __table_args__ = (
        sa.UniqueConstraint("street_id", "number"),
        sa.Index("ticket_due", "due_at", postgresql_where=sa.text("due_at IS NOT NULL")),
        index_of_some("ticket_late", "late", only="late"),
        sa.Index("ticket_place_state", "place_id", "state"),
        sa.Index("ticket_alike", "place_id", "matter", "created_at"),
        sa.Index("ticket_street_alike", "street_id", "matter", "created_at"),
        sa.Index("ticket_heard", "chat_id", "heard_at"),
        index_of_some("ticket_resting", "chat_id", "heard_at", only=_SUSPENDED),
        index_of_some("ticket_resting_alike", "place_id", "matter", only=_SUSPENDED),
        *(index_of_some(f"ix_ticket_{name}", name, only=f"{name} IS NOT NULL") for name in _LATER),
    )

    id: int = big_key()
    street_id: int = big(sa.ForeignKey("place.id"))
    number: int
    matter: str
    service_class: str
    danger: str = ""
    state: str = "open"
    quiet: bool = False
    late: bool = False
    doubtful: bool = False
    likely: list[str] = json(list)
    place_id: int = big(sa.ForeignKey("place.id"))
    compound: str = ""
    building: str = ""
    unit: str = ""
    room: str = ""
    spot: str = ""
    words: str = ""
    spoken: str = ""
    level: str = "grid"
    claimed_by: int | None = big(nullable=True)
    claimer: str = ""
    chat_id: int = big()
    topic: int | None = big(nullable=True)
    bot_id: int = big()
    households: int = 1
    hops: int = 0
    reopened: int = 0
    merged_into: int | None = big(nullable=True)
    follows: int | None = big(nullable=True)
    urged: int = 0
    news: str = ""
    progress: str = ""
    done: str = ""
    rating: str = ""
    sealed: bool = False
    nameless: bool = False
    beside: int | None = big(nullable=True)
    statement: str = ""
    ruled: str = ""
    colour: str = ""
    department_done: bool = False
    policy: dict[str, Any] = json()
    ladder: dict[str, Any] = json()
    step: int = 0
    rung: int = 0
    due_at: datetime | None = moment()
    ladder_from: datetime | None = moment()
    created_at: datetime = moment(nullable=False, index=True)
    heard_at: datetime | None = moment()
    urged_at: datetime | None = moment()
    claim_due_at: datetime | None = moment()
    claimed_at: datetime | None = moment()
    taken_at: datetime | None = moment()
    dispatched_at: datetime | None = moment()
    dispatched_by: int | None = big(nullable=True)
    bounces: int = 0
    contact_asked_at: datetime | None = moment()
    question: str = ""
    waiting_since: datetime | None = moment()
    pauses: list[list[str]] = json(list)
    extended: int = 0
    suspensions: list[list[str]] = json(list)
    review_at: datetime | None = moment()
    wording: str = ""
    submitted_by: int | None = big(nullable=True)
    resolvers: list[int] = json(list)
    resolve_due_at: datetime | None = moment()
    asked_again_at: datetime | None = moment()
    follow_up: str = ""
    contacted_at: datetime | None = moment()
    in_touch: bool = False
    resolved_at: datetime | None = moment()
    closed_at: datetime | None = moment()


class TicketEvent(SQLModel, table=True):
    """What happened, in order; the audit log."""

    __tablename__ = "ticket_event"
    __table_args__ = (sa.Index("ticket_event_kind", "kind", "at"),)

    id: int = big_key()
    ticket_id: int = big(sa.ForeignKey("ticket.id"), index=True)
    at: datetime = moment(nullable=False)
    actor: int = big()
    kind: str
    data: dict[str, Any] = json()


class StreetCounter(SQLModel, table=True):
    """The last ticket number a street has given."""

    __tablename__ = "street_counter"

    street_id: int = Field(sa_column=sa.Column(sa.BigInteger, sa.ForeignKey("place.id"), primary_key=True))
    last: int = 0


class TicketNow:
    """A ticket as it stands in the database, by the names of its columns: each is found twenty times as fast as an
    attribute of a mapped class, and a card looks at a hundred."""

    id: int
    place_id: int


HELD = "tickets"
# What a ticket goes by is written when it is opened and costs more to read than all the rest.
KEPT = frozenset({"policy", "ladder"})

_TICKET: sa.Table = Ticket.__table__  # type: ignore[attr-defined]
_REPORT: sa.Table = Report.__table__  # type: ignore[attr-defined]
_EVENT: sa.Table = TicketEvent.__table__  # type: ignore[attr-defined]
_COUNTER: sa.Table = StreetCounter.__table__  # type: ignore[attr-defined]
# How many people told of a ticket and have not withdrawn.
REPORTERS = (
    sa.select(sa.func.count(sa.distinct(_REPORT.c.user_id)))
    .where(_REPORT.c.ticket_id == _TICKET.c.id, _REPORT.c.withdrawn_at.is_(None))
    .scalar_subquery()
)
_BY_ID = Prepared(sa.select(_TICKET).where(_TICKET.c.id == sa.bindparam("ticket")))
_BY_NUMBER = Prepared(
    sa.select(_TICKET).where(_TICKET.c.street_id == sa.bindparam("street"), _TICKET.c.number == sa.bindparam("number"))
)
_NEXT_NUMBER = Prepared(
    sa.update(_COUNTER)
    .where(_COUNTER.c.street_id == sa.bindparam("street"))
    .values(last=_COUNTER.c.last + 1)
    .returning(_COUNTER.c.last)
)
_COMPOUND = sa.bindparam("compound", type_=sa.String)
# Of the compound asked for, or of one that is not known; of any where none is asked for.
OF_COMPOUND = sa.or_(sa.literal_column("''") == _COMPOUND, _TICKET.c.compound.in_((sa.literal_column("''"), _COMPOUND)))
_UNFINISHED = among(_TICKET.c.state, sorted(UNFINISHED))
_ALIKE = (
    _TICKET.c.place_id.in_((sa.bindparam("place"), sa.bindparam("other_place"))),
    _TICKET.c.matter == sa.bindparam("matter"),
)
# Each half has an index of its own: what is finished of years is not looked at.
_TOLD = (
    "id", "matter", "state", "building", "unit", "room", "spot", "words", "created_at", "submitted_by", "sealed",
)  # fmt: skip
_SIMILAR = Prepared(
    sa.select(*(_TICKET.c[name] for name in _TOLD))
    .where(
        sa.or_(
            sa.and_(*_ALIKE, _TICKET.c.created_at >= sa.bindparam("since")),
            sa.and_(*_ALIKE, _TICKET.c.state == sa.literal_column("'suspended'")),
        ),
        _TICKET.c.building.in_((sa.bindparam("building"), sa.bindparam("other_building"))),
        OF_COMPOUND,
        _UNFINISHED,
    )
    .order_by(_TICKET.c.id.desc())
    .limit(40)
)
# What stands in the log of a ticket once somebody has spoken of it.
SPOKEN = ("open", "join", "add", "said", "urge", "not_over", "deny", "answered", "recovered")
_SPOKE_LAST = (
    sa.select(sa.func.max(_EVENT.c.id))
    .where(_EVENT.c.ticket_id == _TICKET.c.id, _EVENT.c.actor == sa.bindparam("user"))
    .where(_EVENT.c.at >= sa.bindparam("since"), among(_EVENT.c.kind, SPOKEN))
    .scalar_subquery()
)
_LATEST_OF = Prepared(
    sa.select(_TICKET.c.id)
    .join(_REPORT, _REPORT.c.ticket_id == _TICKET.c.id)
    .where(_REPORT.c.user_id == sa.bindparam("user"), _REPORT.c.chat_id == sa.bindparam("chat"), _UNFINISHED)
    .where(sa.or_(_REPORT.c.at >= sa.bindparam("since"), _SPOKE_LAST.is_not(None)))
    .order_by(sa.func.coalesce(_SPOKE_LAST, 0).desc(), _REPORT.c.id.desc())
    .limit(1)
)


_ASKED_OF = Prepared(
    sa.select(_TICKET.c.id)
    .join(_REPORT, _REPORT.c.ticket_id == _TICKET.c.id)
    .where(_REPORT.c.user_id == sa.bindparam("user"), _REPORT.c.withdrawn_at.is_(None))
    .where(_TICKET.c.waiting_since.is_not(None))
    .order_by(_TICKET.c.waiting_since.desc())
    .limit(1)
)


def next_number(session: Session, street: int) -> int:
    """The next ticket number of a street, counting up from 1."""
    question = {"street": street}
    number = _NEXT_NUMBER.scalar(session, question)
    if number is None:
        insert_missing(session, StreetCounter, [{"street_id": street, "last": 0}])
        number = _NEXT_NUMBER.scalar(session, question)
    return int(number)


def fetch(
    session: Session, town: Directory, user: int, chat: int, *, ticket: int = 0, street: int = 0, number: int = 0
) -> Ticket | None:
    """The ticket, by id or by number in a street, if this person may meet it here; the only way to one.

    They may when their roles reach its place, when it has a card in this chat, or when they reported it; what is
    sealed is the street's and the reporter's alone. A merged
    ticket is the one it became part of.
    """
    session.flush()
    row = (
        _BY_ID.mapping(session, {"ticket": ticket})
        if ticket
        else _BY_NUMBER.mapping(session, {"street": street, "number": number})
    )
    if row is None:
        return None
    found = _loaded(session, row)
    if found.sealed:
        known = town.authority(user, found.place_id) is Level.STREET
    else:
        known = town.may_see(user, found.place_id) or has_card(session, found.id, chat)
    return _standing(session, found) if known or is_reporter(session, found.id, user) else None


def _standing(session: Session, ticket: Ticket) -> Ticket:
    """What became part of another ticket is met there."""
    while ticket.merged_into is not None:
        ticket = by_desk(session, ticket.merged_into)
    return ticket


def by_desk(session: Session, ticket: int) -> Ticket:
    """The ticket for the desk's own sweeps, where no person acts."""
    session.flush()
    row = _BY_ID.mapping(session, {"ticket": ticket})
    assert row is not None, f"no ticket {ticket}"
    return _loaded(session, row)


def known(session: Session, ticket: int) -> Ticket:
    """A ticket that this transaction has moved, and so has as it stands in the database; else it is looked up."""
    return _held(session).get(ticket) or by_desk(session, ticket)


def _held(session: Session) -> dict[int, Ticket]:
    """The tickets that a transaction has met."""
    found: dict[int, Ticket] = session.info.setdefault(HELD, {})
    return found


def _loaded(session: Session, row: Mapping[Any, Any]) -> Ticket:
    """The transaction's one object for a row, as it stands in the database now."""
    found = _held(session).setdefault(row["id"], cast("Ticket", TicketNow()))
    found.__dict__.update(row)
    return found


def tickets_of(session: Session, found: sa.Select[Any]) -> list[Ticket]:
    """The tickets that a question about their table finds."""
    session.flush()
    return [_loaded(session, row) for row in session.connection().execute(found).mappings().all()]


def move(session: Session, ticket: Ticket, action: str, *unchanged: str, **values: Any) -> bool:
    """Compare-and-set: applies the action if the ticket still is where it may start; else changes nothing.

    `unchanged` names columns that must still be as they are on `ticket`. What changes of the ticket's STANDING waits
    in the session until it is recorded: `changes_of`.
    """
    step = MOVES[action]
    if step.target is not None:
        values["state"] = str(step.target)
    if not values:
        return ticket.state in step.sources
    session.flush()
    told = STANDING & values.keys()
    changed = {name: plainly(values[name]) for name in told if values[name] != getattr(ticket, name)}
    was = {f"was_{name}": getattr(ticket, name) for name in unchanged}
    moved = _moved(action, unchanged, tuple(values)).mapping(session, {"ticket": ticket.id, **was, **values})
    if moved is None:
        return False
    if changed or step.target is not None:
        note_change(session, ticket.id, action, changed)
    known(session, ticket.id).__dict__.update(moved)
    return True


@cache
def _moved(action: str, unchanged: tuple[str, ...], names: tuple[str, ...]) -> Prepared:
    same = [
        _TICKET.c[name].is_not_distinct_from(sa.bindparam(f"was_{name}", type_=_TICKET.c[name].type))
        for name in unchanged
    ]
    return Prepared(
        sa.update(_TICKET)
        .where(_TICKET.c.id == sa.bindparam("ticket"), among(_TICKET.c.state, sorted(MOVES[action].sources)), *same)
        .values({name: sa.bindparam(name, type_=_TICKET.c[name].type) for name in names})
        .returning(*(column for column in _TICKET.c if column.name in names or column.name not in KEPT))
    )


def asked_of(session: Session, user: int) -> Ticket | None:
    """The ticket about which somebody who reported it was asked a question that waits for them."""
    session.flush()
    found = _ASKED_OF.scalar(session, {"user": user})
    return None if found is None else by_desk(session, found)


def similar(
    session: Session, places: Sequence[int], matter: str, buildings: Sequence[str], since: datetime, compound: str = ""
) -> Sequence[Any]:
    """Unfinished tickets of one matter at one or two places and buildings, newest last: what a report may join.

    Where a `compound` is told, of no other. Opened since then, or suspended, however long ago.
    """
    (place, *_, other_place), (building, *_, other_building) = (*places, places[-1]), (*buildings, buildings[-1])
    question = {
        "place": place,
        "other_place": other_place,
        "matter": matter,
        "building": building,
        "other_building": other_building,
        "since": since,
        "compound": compound,
    }
    return list(reversed(_SIMILAR.all(session, question)))


def add_ticket(session: Session, **values: Any) -> Ticket:
    """Writes a new ticket; what is not told has its default."""
    row = blank(Ticket) | values
    row["id"] = insert(session, Ticket, **values)
    return _loaded(session, row)


def of_reporter(session: Session, user: int, since: datetime, most: int = 8) -> Sequence[Ticket]:
    """The tickets somebody reported or joined: the unfinished ones and those closed since then, newest first."""
    mine = sa.select(_REPORT.c.ticket_id).where(_REPORT.c.user_id == user, _REPORT.c.withdrawn_at.is_(None))
    done = sa.and_(_TICKET.c.state.in_(("closed", "closed_unconfirmed")), _TICKET.c.closed_at >= since)
    recent = sa.or_(_TICKET.c.state.in_(sorted(UNFINISHED)), done)
    found = sa.select(_TICKET).where(_TICKET.c.id.in_(mine), recent).order_by(_TICKET.c.id.desc()).limit(most)
    return tickets_of(session, found)


def newest_in(session: Session, chat: int, since: datetime) -> Ticket | None:
    """The newest ticket told in a chat since then that its people may know of and that is not done yet."""
    found = (
        sa.select(_TICKET)
        .where(_TICKET.c.chat_id == chat, _TICKET.c.created_at >= since, ~_TICKET.c.quiet)
        .where(_TICKET.c.state.in_(sorted(ACTIVE)))
    )
    return _newest_of(session, found)


def told_last_in(session: Session, chat: int, since: datetime) -> Ticket | None:
    """The newest ticket told in a chat since then, whoever may know of it."""
    return _newest_of(session, sa.select(_TICKET).where(_TICKET.c.chat_id == chat, _TICKET.c.created_at >= since))


def _newest_of(session: Session, found: sa.Select[Any]) -> Ticket | None:
    return next(iter(tickets_of(session, found.order_by(_TICKET.c.id.desc()).limit(1))), None)


def latest_of(session: Session, user: int, chat: int, since: datetime) -> Ticket | None:
    """The unfinished ticket that somebody last spoke of in a chat since then."""
    session.flush()
    found = _LATEST_OF.scalar(session, {"user": user, "chat": chat, "since": since})
    return None if found is None else by_desk(session, found)
