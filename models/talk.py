"""What a group's talk may be about: its tickets of the last days with the words and people in them."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from models.place import Group
from models.prepared import Prepared, among
from models.report import Report
from models.session import update
from models.ticket import OF_COMPOUND, Ticket, tickets_of
from rules.clues import OpenTicket
from rules.parsing import Request
from rules.places import other_lane
from rules.tickets import ACTIVE, State, is_done

MOST_WORDS = 300
_T: sa.Table = Ticket.__table__  # type: ignore[attr-defined]
_R: sa.Table = Report.__table__  # type: ignore[attr-defined]
_G: sa.Table = Group.__table__  # type: ignore[attr-defined]
_DONE = frozenset({State.RESOLVED, State.CLOSED, State.CLOSED_UNCONFIRMED})
_SPOKEN_OF = (*sorted(ACTIVE), *sorted(_DONE))
TALKED_OF = Prepared(
    sa.select(
        _T.c.id,
        _T.c.matter,
        _T.c.service_class,
        _T.c.state,
        _T.c.building,
        _T.c.unit,
        _T.c.room,
        _T.c.spot,
        _T.c.created_at,
        _T.c.heard_at,
        _T.c.claimed_at,
        _T.c.resolved_at,
        _T.c.submitted_by,
        _T.c.waiting_since,
        _R.c.name,
        _R.c.words,
        _R.c.opens,
        _G.c.spoken_of,
    )
    .join(_R, _R.c.ticket_id == _T.c.id)
    .outerjoin(_G, _G.c.chat_id == _T.c.chat_id)
    .where(
        _T.c.chat_id == sa.bindparam("chat"),
        sa.or_(
            _T.c.heard_at >= sa.bindparam("since"),
            sa.and_(_T.c.state == sa.literal_column("'suspended'"), _T.c.heard_at >= sa.bindparam("rests_since")),
        ),
        _T.c.created_at <= sa.bindparam("now"),
        among(_T.c.state, _SPOKEN_OF),
        _R.c.withdrawn_at.is_(None),
        sa.or_(~_T.c.sealed, _R.c.user_id == sa.bindparam("user")),
        OF_COMPOUND,
    )
    .order_by(_T.c.id.desc(), _R.c.id)
    .limit(300)
)
_LAST = Prepared(sa.select(_G.c.spoken_of).where(_G.c.chat_id == sa.bindparam("chat")))


_FORMER = Prepared(
    sa.select(_T.c.id, _T.c.unit, _T.c.room, _T.c.spot)
    .where(
        _T.c.place_id.in_((sa.bindparam("place"), sa.bindparam("other_place"))),
        _T.c.matter == sa.bindparam("matter"),
        _T.c.building == sa.bindparam("building"),
        OF_COMPOUND,
        _T.c.created_at >= sa.bindparam("since"),
        among(_T.c.state, sorted(_DONE)),
    )
    .order_by(_T.c.id.desc())
    .limit(20)
)


def former_of(session: Session, request: Request, places: tuple[int, int], since: datetime) -> int | None:
    """The latest finished ticket of the same trouble at the same place, opened since then."""
    question = {
        "place": places[0],
        "other_place": places[1],
        "matter": request.matter,
        "building": request.building,
        "compound": request.compound,
        "since": since,
    }
    for row in _FORMER.all(session, question):
        if other_lane(row.spot, request.place):
            continue
        if (not row.unit or not request.unit or row.unit == request.unit) and row.room in ("", request.room):
            return int(row.id)
    return None


def talked_of(
    session: Session, chat: int, since: datetime, rests_since: datetime, now: datetime, user: int, compound: str = ""
) -> tuple[list[OpenTicket], int]:
    """The tickets of a group that somebody spoke of since then, oldest first, and the one its last message was about.

    What is suspended stays known for longer: it was spoken of since `rests_since`. What is sealed only the `user` who
    told it speaks of. 0 stands for none. Danger overtakes what was said before it: what is said `now` is not about a
    later ticket. What is said of one `compound` is about no other's.
    """
    question = {"chat": chat, "since": since, "rests_since": rests_since, "now": now, "user": user}
    rows = TALKED_OF.all(session, question | {"compound": compound})
    tickets = [_open_ticket(list(told)) for _, told in groupby(rows, key=lambda row: row.id)][::-1]
    return tickets, int(rows[0].spoken_of or 0) if rows else 0


def _open_ticket(told: list[Any]) -> OpenTicket:
    ticket = told[0]
    return OpenTicket(
        id=ticket.id,
        matter=ticket.matter,
        building=ticket.building,
        unit=ticket.unit,
        room=ticket.room,
        place=ticket.spot,
        opened_at=ticket.created_at,
        heard_at=_latest((ticket.heard_at, ticket.claimed_at, ticket.resolved_at)),
        resolved=is_done(ticket.state, ticket.submitted_by is not None),
        words="".join(report.words for report in told)[:MOST_WORDS],
        people=frozenset(report.name for report in told),
        opener=next((report.name for report in told if report.opens), ""),
        answered=ticket.claimed_at is not None,
        service_class=ticket.service_class,
        asked=ticket.waiting_since is not None,
    )


def _latest(moments: Iterable[datetime | None]) -> datetime:
    return max(moment for moment in moments if moment is not None)


def worked_on_in(session: Session, chat: int, since: datetime) -> Sequence[Ticket]:
    """What a group spoke of since then that somebody has or had, what was done last first; nothing that is quiet."""
    spoken_of = (_T.c.chat_id == chat, _T.c.heard_at >= since, _T.c.claimed_by.is_not(None), ~_T.c.quiet)
    last_first = (sa.func.coalesce(_T.c.resolved_at, _T.c.claimed_at).desc(), _T.c.id.desc())
    return tickets_of(session, sa.select(_T).where(*spoken_of, _T.c.state.in_(_SPOKEN_OF)).order_by(*last_first))


_DANGERS = Prepared(
    sa.select(_T.c.id)
    .where(
        _T.c.chat_id == sa.bindparam("chat"),
        _T.c.heard_at >= sa.bindparam("since"),
        _T.c.service_class == sa.literal_column("'P0'"),
        _T.c.submitted_by.is_(None),
        among(_T.c.state, sorted(ACTIVE)),
    )
    .order_by(_T.c.id.desc())
    .limit(5)
)


def dangers_in(session: Session, chat: int, since: datetime) -> list[int]:
    """The tickets of life in danger that a group spoke of since then and that are not done, the latest first."""
    return [row.id for row in _DANGERS.all(session, {"chat": chat, "since": since})]


def last_of(session: Session, chat: int) -> int:
    """The ticket that the group's last message was about; 0 if it was about none."""
    return int(_LAST.scalar(session, {"chat": chat}) or 0)


def turn_to(session: Session, chat: int, ticket: int) -> None:
    """Notes what the group's last message was about; 0 for nothing."""
    update(session, Group, {"chat_id": chat}, spoken_of=ticket or None)


def heard_of(session: Session, ticket: int, now: datetime) -> None:
    """Notes that somebody has spoken of a ticket."""
    update(session, Ticket, {"id": ticket}, heard_at=now)
