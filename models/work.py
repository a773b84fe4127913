"""What people have in hand: the questions of the rota and of 今日."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from models.household import comes_first
from models.notice import Notice
from models.outbox import Outbox
from models.ticket import Ticket, TicketEvent
from rules.tickets import ACTIVE, ANSWERED, TAKEN, UNFINISHED

MOST, MOST_KNOWN = 100, 300
ON_A_LIST = 12
_T: sa.Table = Ticket.__table__  # type: ignore[attr-defined]


def list_of(
    session: Session, user: int, places: Sequence[int], sealed_at: Sequence[int], now: datetime
) -> Sequence[Ticket]:
    """What somebody has, and what waits at these places; of what is sealed only that at `sealed_at`."""
    mine = sa.and_(_T.c.claimed_by == user, _T.c.state.in_(sorted(UNFINISHED)))
    return _listed(session, sa.or_(mine, _waits(places, sealed_at)), now, _T.c.id)


def claimable(session: Session, places: Sequence[int], sealed_at: Sequence[int], now: datetime) -> Sequence[Ticket]:
    """What waits at these places for whoever takes it, the newest first."""
    return _listed(session, _waits(places, sealed_at), now, _T.c.id.desc())


def in_hand(session: Session, user: int, now: datetime) -> Sequence[Ticket]:
    """What somebody works on, the newest first."""
    return _listed(session, sa.and_(_T.c.claimed_by == user, _T.c.state.in_(sorted(TAKEN))), now, _T.c.id.desc())


def suspended_of(session: Session, user: int) -> Sequence[Ticket]:
    """What somebody has that is suspended, the oldest first."""
    rests = select(Ticket).where(Ticket.claimed_by == user, Ticket.state == "suspended")
    return session.exec(rests.order_by(_T.c.id).limit(ON_A_LIST)).all()


def _waits(places: Sequence[int], sealed_at: Sequence[int]) -> sa.ColumnElement[bool]:
    met = sa.or_(~_T.c.sealed, _T.c.place_id.in_(sealed_at))
    return sa.and_(_T.c.state == "open", _T.c.place_id.in_(places), met)


def _listed(
    session: Session, wanted: sa.ColumnElement[bool], now: datetime, order: sa.ColumnElement[Any]
) -> Sequence[Ticket]:
    found = select(Ticket).where(wanted).order_by(comes_first(now), order)
    return session.exec(found.limit(ON_A_LIST)).all()


def taken_by(session: Session, user: int) -> Sequence[Ticket]:
    """What somebody has claimed and not finished, the oldest first."""
    mine = select(Ticket).where(Ticket.claimed_by == user, col(Ticket.state).in_(sorted(UNFINISHED)))
    return session.exec(mine.order_by(col(Ticket.id))).all()


def done_lately(session: Session, user: int, since: datetime) -> Sequence[Ticket]:
    """What somebody has ended since then and nobody has answered or seen to yet, the newest first."""
    told = sa.and_(col(Ticket.claimed_by) == user, col(Ticket.state) == "resolved", col(Ticket.resolved_at) >= since)
    waits = sa.and_(col(Ticket.submitted_by) == user, col(Ticket.state) == "open", col(Ticket.dispatched_at) >= since)
    ended = sa.func.coalesce(col(Ticket.resolved_at), col(Ticket.dispatched_at))
    return session.exec(select(Ticket).where(sa.or_(told, waits)).order_by(ended.desc())).all()


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
    waiting = select(Ticket).where(Ticket.state == "open", ~col(Ticket.sealed), col(Ticket.place_id).in_(list(places)))
    return session.exec(waiting.order_by(col(Ticket.service_class), col(Ticket.id)).limit(MOST)).all()


def dangers_at(session: Session, places: Sequence[int]) -> Sequence[Ticket]:
    """The dangers to life at these places that are not over, the oldest first."""
    open_ = select(Ticket).where(Ticket.service_class == "P0", col(Ticket.state).in_(sorted(ACTIVE)))
    here = open_.where(~col(Ticket.sealed), col(Ticket.place_id).in_(list(places)))
    return session.exec(here.order_by(col(Ticket.id)).limit(MOST)).all()


def late_at(session: Session, places: Sequence[int], user: int, now: datetime) -> Sequence[Ticket]:
    """What others have taken at these places and should have done by now, the latest first."""
    taken = select(Ticket).where(col(Ticket.state).in_(sorted(TAKEN)), Ticket.claimed_by != user, ~col(Ticket.sealed))
    late = taken.where(col(Ticket.place_id).in_(list(places)), col(Ticket.resolve_due_at) < now)
    return session.exec(late.order_by(col(Ticket.resolve_due_at), col(Ticket.id)).limit(MOST)).all()


def told_of(session: Session, user: int, tickets: Sequence[int]) -> set[int]:
    """Of which of these tickets somebody has been told in private, or soon is."""
    sent = sa.select(Outbox.ticket_id).where(Outbox.chat_id == user, col(Outbox.ticket_id).in_(tickets))  # type: ignore[call-overload]
    kept = sa.select(Notice.ticket_id).where(Notice.user_id == user, col(Notice.ticket_id).in_(tickets))  # type: ignore[call-overload]
    return set(session.connection().execute(sa.union(sent, kept)).scalars())


def known_at(session: Session, places: Sequence[int], since: datetime) -> Sequence[Ticket]:
    """What is open at these places, and what was told or done there since then, the newest first."""
    lately = sa.or_(col(Ticket.created_at) >= since, col(Ticket.resolved_at) >= since)
    wanted = sa.or_(col(Ticket.state).in_(sorted(UNFINISHED)), sa.and_(col(Ticket.state).in_(sorted(ANSWERED)), lately))
    found = select(Ticket).where(wanted, col(Ticket.place_id).in_(list(places)))
    return session.exec(found.order_by(col(Ticket.id).desc()).limit(MOST_KNOWN)).all()


def unfinished_at(session: Session, places: Sequence[int]) -> Sequence[Ticket]:
    """All that is not done at these places, the oldest first."""
    found = select(Ticket).where(col(Ticket.state).in_(sorted(ACTIVE)), col(Ticket.place_id).in_(list(places)))
    return session.exec(found.order_by(col(Ticket.id))).all()


def told_between(session: Session, places: Sequence[int], since: datetime, until: datetime) -> Sequence[Ticket]:
    """What was told at these places in a time and was neither taken back nor a mistake, the oldest first."""
    counted = ~col(Ticket.state).in_(["withdrawn", "mistaken", "merged"])
    found = select(Ticket).where(counted, col(Ticket.place_id).in_(list(places)))
    within = (col(Ticket.created_at) >= since, col(Ticket.created_at) < until)
    return session.exec(found.where(*within).order_by(col(Ticket.id))).all()


def done_between(session: Session, user: int, since: datetime, until: datetime) -> Sequence[Ticket]:
    """What somebody has ended in a time and is still done, the oldest first."""
    ended = (col(Ticket.claimed_by) == user, col(Ticket.state).in_(["resolved", "closed", "closed_unconfirmed"]))
    within = (col(Ticket.resolved_at) >= since, col(Ticket.resolved_at) < until)
    return session.exec(select(Ticket).where(*ended, *within).order_by(col(Ticket.id))).all()


def unclaimed(session: Session, service_class: str) -> Sequence[int]:
    """The tickets of a class that nobody has claimed and whose work is not done either, the oldest first."""
    open_ones = sa.select(Ticket.id).where(  # type: ignore[call-overload]
        Ticket.state == "open", Ticket.service_class == service_class, col(Ticket.submitted_by).is_(None)
    )
    return list(session.connection().execute(open_ones.order_by(Ticket.id)).scalars())


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
    mine = (
        select(Ticket)
        .where(Ticket.state == "open", col(Ticket.submitted_by).is_(None))
        .where(sa.exists().where(col(took.ticket_id) == Ticket.id, col(took.kind) == "claim", col(took.actor) == user))
        .where(sa.exists().where(col(lost.ticket_id) == Ticket.id, col(lost.kind) == "lapse", col(lost.at) >= since))
    )
    return session.exec(mine.order_by(col(Ticket.id).desc())).all()
