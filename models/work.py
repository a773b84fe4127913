"""What people have in hand: the questions of the rota and of 今日."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from models.household import comes_first
from models.notice import Notice
from models.outbox import Outbox
from models.ticket import Ticket, TicketEvent, tickets_of
from rules.tickets import ACTIVE, ANSWERED, TAKEN, UNFINISHED

MOST, MOST_KNOWN = 100, 300
ON_A_LIST = 12
_T: sa.Table = Ticket.__table__  # type: ignore[attr-defined]
_NEWEST = (_T.c.id.desc(),)


def list_of(
    session: Session, user: int, places: Sequence[int], sealed_at: Sequence[int], now: datetime
) -> Sequence[Ticket]:
    """What somebody has, and what waits at these places; of what is sealed only that at `sealed_at`."""
    mine = sa.and_(_T.c.claimed_by == user, _in(UNFINISHED))
    wanted = sa.or_(mine, _waits(places, sealed_at))
    return _tickets(session, wanted, order=(comes_first(now), _T.c.id), most=ON_A_LIST)


def claimable(session: Session, places: Sequence[int], sealed_at: Sequence[int], now: datetime) -> Sequence[Ticket]:
    """What waits at these places for whoever takes it, the newest first."""
    return _tickets(session, _waits(places, sealed_at), order=(comes_first(now), *_NEWEST), most=ON_A_LIST)


def in_hand(session: Session, user: int, now: datetime) -> Sequence[Ticket]:
    """What somebody works on, the newest first."""
    order = comes_first(now), *_NEWEST
    return _tickets(session, _T.c.claimed_by == user, _in(TAKEN), order=order, most=ON_A_LIST)


def suspended_of(session: Session, user: int) -> Sequence[Ticket]:
    """What somebody has that is suspended, the oldest first."""
    return _tickets(session, _T.c.claimed_by == user, _T.c.state == "suspended", most=ON_A_LIST)


def _waits(places: Sequence[int], sealed_at: Sequence[int]) -> sa.ColumnElement[bool]:
    met = sa.or_(~_T.c.sealed, _T.c.place_id.in_(sealed_at))
    return sa.and_(_T.c.state == "open", _T.c.place_id.in_(places), met)


def _in(states: Iterable[str]) -> sa.ColumnElement[bool]:
    return _T.c.state.in_(sorted(states))


def _at(places: Sequence[int]) -> sa.ColumnElement[bool]:
    return _T.c.place_id.in_(list(places))


def _tickets(
    session: Session, *wanted: sa.ColumnElement[bool], order: Sequence[Any] = (_T.c.id,), most: int | None = None
) -> Sequence[Ticket]:
    return tickets_of(session, sa.select(_T).where(*wanted).order_by(*order).limit(most))


def taken_by(session: Session, user: int) -> Sequence[Ticket]:
    """What somebody has claimed and not finished, the oldest first."""
    return _tickets(session, _T.c.claimed_by == user, _in(UNFINISHED))


def done_lately(session: Session, user: int, since: datetime) -> Sequence[Ticket]:
    """What somebody has ended since then and nobody has answered or seen to yet, the newest first."""
    told = sa.and_(_T.c.claimed_by == user, _T.c.state == "resolved", _T.c.resolved_at >= since)
    waits = sa.and_(_T.c.submitted_by == user, _T.c.state == "open", _T.c.dispatched_at >= since)
    ended = sa.func.coalesce(_T.c.resolved_at, _T.c.dispatched_at)
    return _tickets(session, sa.or_(told, waits), order=(ended.desc(),))


def mistaken_lately(session: Session, user: int, since: datetime) -> tuple[int, datetime, dict[str, Any]] | None:
    """The ticket that somebody has last called a misunderstanding since then, when, and how it stood before."""
    called = (TicketEvent.kind == "mistake", TicketEvent.actor == user, TicketEvent.at >= since)
    found = session.exec(select(TicketEvent).where(*called).order_by(col(TicketEvent.id).desc())).first()
    return (found.ticket_id, found.at, found.data) if found and "was" in found.data else None


def gaps_since(session: Session, places: Sequence[int], since: datetime) -> Sequence[int]:
    """The tickets for which nobody was on duty since then, by their ids."""
    found = (
        sa.select(Ticket.id)  # type: ignore[call-overload]
        .join(TicketEvent, col(TicketEvent.ticket_id) == Ticket.id)
        .where(TicketEvent.kind == "gap", TicketEvent.at >= since, col(Ticket.place_id).in_(list(places)))
        .order_by(Ticket.number)
    )
    return list(dict.fromkeys(session.connection().execute(found).scalars()))


def waiting_at(session: Session, places: Sequence[int]) -> Sequence[Ticket]:
    """What nobody has claimed at these places, the most urgent first."""
    waiting = _T.c.state == "open", ~_T.c.sealed, _at(places)
    return _tickets(session, *waiting, order=(_T.c.service_class, _T.c.id), most=MOST)


def dangers_at(session: Session, places: Sequence[int]) -> Sequence[Ticket]:
    """The dangers to life at these places that are not over, the oldest first."""
    return _tickets(session, _T.c.service_class == "P0", _in(ACTIVE), ~_T.c.sealed, _at(places), most=MOST)


def late_at(session: Session, places: Sequence[int], user: int, now: datetime) -> Sequence[Ticket]:
    """What others have taken at these places and should have done by now, the latest first."""
    late = _in(TAKEN), _T.c.claimed_by != user, ~_T.c.sealed, _at(places), _T.c.resolve_due_at < now
    return _tickets(session, *late, order=(_T.c.resolve_due_at, _T.c.id), most=MOST)


def told_of(session: Session, user: int, tickets: Sequence[int]) -> set[int]:
    """Of which of these tickets somebody has been told in private, or soon is."""
    sent = sa.select(Outbox.ticket_id).where(Outbox.chat_id == user, col(Outbox.ticket_id).in_(tickets))  # type: ignore[call-overload]
    kept = sa.select(Notice.ticket_id).where(Notice.user_id == user, col(Notice.ticket_id).in_(tickets))  # type: ignore[call-overload]
    return set(session.connection().execute(sa.union(sent, kept)).scalars())


def known_at(session: Session, places: Sequence[int], since: datetime) -> Sequence[Ticket]:
    """What is open at these places, and what was told or done there since then, the newest first."""
    lately = sa.or_(_T.c.created_at >= since, _T.c.resolved_at >= since)
    wanted = sa.or_(_in(UNFINISHED), sa.and_(_in(ANSWERED), lately))
    return _tickets(session, wanted, _at(places), order=_NEWEST, most=MOST_KNOWN)


def unfinished_at(session: Session, places: Sequence[int]) -> Sequence[Ticket]:
    """All that is not done at these places, the oldest first."""
    return _tickets(session, _in(ACTIVE), _at(places))


def told_between(session: Session, places: Sequence[int], since: datetime, until: datetime) -> Sequence[Ticket]:
    """What was told at these places in a time and was neither taken back nor a mistake, the oldest first."""
    counted, within = ~_in({"withdrawn", "mistaken", "merged"}), (_T.c.created_at >= since, _T.c.created_at < until)
    return _tickets(session, counted, _at(places), *within)


def done_between(
    session: Session, since: datetime, until: datetime, *, user: int = 0, places: Sequence[int] | None = None
) -> Sequence[Ticket]:
    """What was ended in a time, by `user` or at `places` where told, and is still done; the oldest first."""
    ended = [_in({"resolved", "closed", "closed_unconfirmed"}), _T.c.resolved_at >= since, _T.c.resolved_at < until]
    ended += [_T.c.claimed_by == user] if user else []
    ended += [_at(places)] if places is not None else []
    return _tickets(session, *ended)


def unclaimed(session: Session, service_class: str) -> Sequence[int]:
    """The tickets of a class that nobody has claimed and whose work is not done either, the oldest first."""
    mine = _T.c.state == "open", _T.c.service_class == service_class, _T.c.submitted_by.is_(None)
    return list(session.connection().execute(sa.select(_T.c.id).where(*mine).order_by(_T.c.id)).scalars())


def moments_of(session: Session, ticket: int) -> dict[str, datetime]:
    """When each kind of thing first happened to a ticket."""
    found = sa.select(TicketEvent.kind, sa.func.min(TicketEvent.at)).where(  # type: ignore[call-overload]
        TicketEvent.ticket_id == ticket
    )
    return {kind: at for kind, at in session.connection().execute(found.group_by(TicketEvent.kind))}


def said_over(session: Session, ticket: int) -> Sequence[int]:
    """Who has said of a ticket that it is over, each once, since anybody said that it is not."""
    told = sa.select(TicketEvent.kind, TicketEvent.actor).where(  # type: ignore[call-overload]
        TicketEvent.ticket_id == ticket, col(TicketEvent.kind).in_(("recovered", "not_over", "deny", "send_back"))
    )
    found: dict[int, None] = {}
    for kind, actor in session.connection().execute(told.order_by(col(TicketEvent.id))):
        if kind == "recovered":
            found[actor] = None
        else:
            found.clear()
    return list(found)


def lapsed_of(session: Session, user: int, since: datetime) -> Sequence[Ticket]:
    """What somebody had taken, lost for their silence since then, and nobody else has taken; the newest first."""
    took, lost = aliased(TicketEvent), aliased(TicketEvent)
    claimed = sa.exists().where(col(took.ticket_id) == _T.c.id, col(took.kind) == "claim", col(took.actor) == user)
    lapsed = sa.exists().where(col(lost.ticket_id) == _T.c.id, col(lost.kind) == "lapse", col(lost.at) >= since)
    return _tickets(session, _T.c.state == "open", _T.c.submitted_by.is_(None), claimed, lapsed, order=_NEWEST)
