"""Many tickets of one matter in one community that are one incident, tied under a lead ticket."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Protocol, TypeVar

import sqlalchemy as sa
from sqlmodel import Session, SQLModel

from models.columns import big, big_key, given_key, index_of_some, moment
from models.outbox import LIVE, Outbox
from models.place import Place
from models.prepared import FallenDue, Prepared, among
from models.report import Report
from models.session import insert_missing, update
from models.ticket import Ticket
from rules.tickets import ACTIVE, UNFINISHED


class Incident(SQLModel, table=True):
    """Over at `ended_at`. There is one of a matter in a community at a time.

    At `repaint_at` its cards are drawn anew, with all voices that came meanwhile.
    """

    __table_args__ = (index_of_some("incident_going", "community_id", "matter", only="ended_at IS NULL", unique=True),)

    id: int = big_key()
    community_id: int = big(sa.ForeignKey("place.id"))
    matter: str
    lead_id: int = big(sa.ForeignKey("ticket.id"))
    ended_at: datetime | None = moment()
    repaint_at: datetime | None = moment(index=True)


class IncidentPart(SQLModel, table=True):
    """A ticket that is tied to an incident; its lead is one of them."""

    __tablename__ = "incident_part"

    ticket_id: int = given_key()
    incident_id: int = big(sa.ForeignKey("incident.id"), index=True)


_I: sa.Table = Incident.__table__  # type: ignore[attr-defined]
_P: sa.Table = IncidentPart.__table__  # type: ignore[attr-defined]
_T: sa.Table = Ticket.__table__  # type: ignore[attr-defined]
_R: sa.Table = Report.__table__  # type: ignore[attr-defined]
_BOX: sa.Table = Outbox.__table__  # type: ignore[attr-defined]
_PLACE: sa.Table = Place.__table__  # type: ignore[attr-defined]
_COMMUNITY: sa.BindParameter[int] = sa.bindparam("community")
KNOWN = "incidents"
# What a part takes over from its lead while both go on.
SHARED = (
    "claimed_by", "claimer", "progress", "contacted_at", "in_touch", "level", "submitted_by", "done",
)  # fmt: skip
_TOLD = Prepared(
    sa.select(_R.c.at, _R.c.user_id, _R.c.ticket_id, _T.c.compound, _T.c.building)
    .join(_T, _T.c.id == _R.c.ticket_id)
    .where(
        _T.c.place_id.in_(
            sa.select(_PLACE.c.id).where(sa.or_(_PLACE.c.id == _COMMUNITY, _PLACE.c.parent_id == _COMMUNITY))
        ),
        _T.c.matter == sa.bindparam("matter"),
        _T.c.created_at >= sa.bindparam("opened"),
        among(_T.c.state, sorted(UNFINISHED)),
        _R.c.at >= sa.bindparam("since"),
        _R.c.withdrawn_at.is_(None),
    )
)
_LEAD = _T.alias("lead")
_GOES = [among(_T.c.state, sorted(ACTIVE)), _T.c.service_class != sa.literal_column("'P0'")]
_SUSPENDED: sa.ColumnElement[str] = sa.literal_column("'suspended'")
# Where the lead is over, or a part is, or a part does not stand as its lead does. Not ordered: for ids in order SQLite
# would look at every incident there ever was.
APART = Prepared(
    sa.select(_I).where(
        _I.c.ended_at.is_(None),
        sa.select(_P.c.ticket_id)
        .join(_T, _T.c.id == _P.c.ticket_id)
        .join(_LEAD, _LEAD.c.id == _I.c.lead_id)
        .where(
            _P.c.incident_id == _I.c.id,
            sa.or_(
                sa.not_(among(_LEAD.c.state, sorted(ACTIVE))),
                sa.not_(among(_T.c.state, sorted(ACTIVE))),
                sa.and_(
                    *_GOES,
                    _T.c.state != _SUSPENDED,
                    _LEAD.c.state != _SUSPENDED,
                    sa.or_(
                        _T.c.state != _LEAD.c.state,
                        *(_T.c[name].is_distinct_from(_LEAD.c[name]) for name in SHARED),
                    ),
                ),
            ),
        )
        .exists(),
    )
)
_PUBLIC = Prepared(
    sa.select(_BOX)
    .join(_P, _P.c.ticket_id == _BOX.c.ticket_id)
    .join(_T, _T.c.id == _P.c.ticket_id)
    .where(_P.c.incident_id == sa.bindparam("incident"), _BOX.c.purpose == "public", _BOX.c.act == "send")
    .where(among(_BOX.c.state, LIVE), _BOX.c.chat_id < 0, *_GOES)
    .order_by(_BOX.c.id)
)
_CHATS = Prepared(
    sa.select(_T.c.chat_id, sa.func.min(_T.c.id).label("ticket_id"))
    .join(_P, _P.c.ticket_id == _T.c.id)
    .where(_P.c.incident_id == sa.bindparam("incident"), _T.c.chat_id < 0, *_GOES)
    .group_by(_T.c.chat_id)
)
_GOING_AT = Prepared(
    sa.select(_I).where(
        _I.c.community_id == sa.bindparam("community"), _I.c.matter == sa.bindparam("matter"), _I.c.ended_at.is_(None)
    )
)
_OF = Prepared(sa.select(_I).join(_P, _P.c.incident_id == _I.c.id).where(_P.c.ticket_id == sa.bindparam("ticket")))
_PARTS = Prepared(
    sa.select(_P.c.ticket_id).where(_P.c.incident_id == sa.bindparam("incident")).order_by(_P.c.ticket_id)
)
# The incidents, not over yet, whose cards are to be drawn anew.
repaint_due = FallenDue(_I.c.repaint_at, _I.c.ended_at.is_(None), whole=True)
_VOICES = Prepared(
    sa.select(_R.c.user_id, _R.c.ticket_id, _R.c.household, _T.c.number, _T.c.place_id, _T.c.compound, _T.c.building)
    .join(_T, _T.c.id == _R.c.ticket_id)
    .join(_P, _P.c.ticket_id == _R.c.ticket_id)
    .where(_P.c.incident_id == sa.bindparam("incident"), _R.c.withdrawn_at.is_(None))
    .order_by(_R.c.id)
)


def voices_of(session: Session, incident: int) -> list[Any]:
    """The reports of an incident's tickets: (user_id, ticket_id, household, number, place_id, compound, building)."""
    return _VOICES.all(session, {"incident": incident})


def told_alike(session: Session, community: int, matter: str, opened: datetime, since: datetime) -> list[Any]:
    """The reports since then of unfinished tickets of a matter in a community and its grids.

    Of no ticket older than `opened`: (at, user_id, ticket_id, compound, building).
    """
    session.flush()
    return _TOLD.all(session, {"community": community, "matter": matter, "opened": opened, "since": since})


def apart(session: Session) -> list[Any]:
    """The incidents, not over yet, in which something does not stand as it should."""
    session.flush()
    return sorted(APART.all(session, {}), key=lambda row: row.id)


def public_cards(session: Session, incident: int) -> list[Any]:
    """The outbox rows of the cards that an incident's tickets have in residents' groups, the oldest first."""
    return _PUBLIC.all(session, {"incident": incident})


def chats_of(session: Session, incident: int) -> list[Any]:
    """The residents' groups where an incident's tickets were told, each with the first: (chat_id, ticket_id)."""
    return _CHATS.all(session, {"incident": incident})


def going_at(session: Session, community: int, matter: str) -> Any:
    """The incident of a matter in a community that is not over; None if there is none."""
    return _GOING_AT.first(session, {"community": community, "matter": matter})


def incident_of(session: Session, ticket: int) -> Any:
    """The incident a ticket is tied to, over or not; None if none.

    Every card and every clock asks: a transaction looks once, and again when it has changed any itself.
    """
    known: dict[int, Any] = session.info.setdefault(KNOWN, {})
    if ticket not in known:
        known[ticket] = _OF.first(session, {"ticket": ticket})
    return known[ticket]


def is_of_none(session: Session, ticket: int) -> None:
    """A ticket that was just opened is tied to no incident yet."""
    session.info.setdefault(KNOWN, {})[ticket] = None


def tie(session: Session, incident: int, tickets: Iterable[int]) -> int:
    """Ties tickets to an incident; returns how many were not tied to any before."""
    session.info.pop(KNOWN, None)
    return insert_missing(session, IncidentPart, [{"ticket_id": ticket, "incident_id": incident} for ticket in tickets])


def is_led(session: Session, ticket: int) -> bool:
    """Whether a ticket is tied to the lead of an incident that is not over: its own clocks stand."""
    found = incident_of(session, ticket)
    return bool(found and found.ended_at is None and found.lead_id != ticket)


_LED = Prepared(
    sa.select(_P.c.ticket_id, _I.c.lead_id)
    .join(_I, _I.c.id == _P.c.incident_id)
    .join(_T, _T.c.id == _P.c.ticket_id)
    .where(_I.c.ended_at.is_(None), _P.c.ticket_id != _I.c.lead_id, *_GOES)
)


class Numbered(Protocol):
    """A ticket, or a row that stands for one in a list."""

    @property
    def id(self) -> int:
        """The ticket's key."""
        ...


Listed = TypeVar("Listed", bound=Numbered)


def led(session: Session) -> dict[int, int]:
    """The tickets that go on under the lead of an incident that is not over, each with its lead."""
    session.flush()
    return {row.ticket_id: row.lead_id for row in _LED.all(session, {})}


def leads(session: Session, tickets: Sequence[Listed]) -> list[Listed]:
    """Without what goes on under another ticket of the same list: one incident is one thing to do."""
    there, lead_of = {ticket.id for ticket in tickets}, led(session)
    return [ticket for ticket in tickets if lead_of.get(ticket.id) not in there]


def incidents_of(session: Session, tickets: Iterable[int]) -> list[tuple[Any, list[int]]]:
    """The incidents, not over yet, that these tickets are tied to, each with those of them it has."""
    found: dict[int, tuple[Any, list[int]]] = {}
    for ticket in sorted(tickets):
        row = incident_of(session, ticket)
        if row and row.ended_at is None:
            found.setdefault(row.id, (row, []))[1].append(ticket)
    return list(found.values())


def parts_of(session: Session, incident: int) -> list[int]:
    """The ids of the tickets tied to an incident, the oldest first."""
    return [row.ticket_id for row in _PARTS.all(session, {"incident": incident})]


def let_go(session: Session, ticket: int) -> None:
    """A ticket that ended by itself is no part any more."""
    session.info.pop(KNOWN, None)
    session.connection().execute(sa.delete(_P).where(_P.c.ticket_id == ticket))


def change(session: Session, incident: int, **values: Any) -> bool:
    """Changes an incident that is not over; False when it is."""
    session.info.pop(KNOWN, None)
    return bool(update(session, Incident, {"id": incident, "ended_at": None}, **values))
