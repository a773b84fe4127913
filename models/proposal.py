"""What one person proposes for a ticket and others must agree to: 挂账, 延期, 不实, a second 退单."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, SQLModel, col, select

from models.columns import big, big_key, json, moment
from models.prepared import Prepared
from models.session import update
from models.ticket import Ticket
from rules.tickets import ACTIVE

PENDING, AGREED, REFUSED = "", "agreed", "refused"


class Proposal(SQLModel, table=True):
    """`kind` is suspend, extend, false_report or bounce; `data` is what it asks for, by kind.

    `agreed` lists [level, person] of those who have agreed so far; `outcome` "" while it waits.
    """

    __table_args__ = (sa.Index("proposal_ticket", "ticket_id", "kind"),)

    id: int = big_key()
    ticket_id: int = big(sa.ForeignKey("ticket.id"))
    kind: str
    by: int = big()
    at: datetime = moment(nullable=False)
    words: str = ""
    data: dict[str, Any] = json()
    agreed: list[list[Any]] = json(list)
    outcome: str = PENDING
    decided_at: datetime | None = moment()


_ROW: sa.Table = Proposal.__table__  # type: ignore[attr-defined]
_T: sa.Table = Ticket.__table__  # type: ignore[attr-defined]


_DROP = Prepared(
    sa.update(_ROW)
    .where(_ROW.c.ticket_id == sa.bindparam("ticket"), _ROW.c.outcome == sa.literal_column(f"'{PENDING}'"))
    .values(
        outcome=REFUSED,
        decided_at=sa.bindparam("at_moment", type_=_ROW.c.decided_at.type),
    )
)


def proposals_of(session: Session, ticket: int, kind: str = "") -> Sequence[Proposal]:
    """A ticket's proposals, the first first."""
    mine = select(Proposal).where(Proposal.ticket_id == ticket).order_by(col(Proposal.id))
    mine = mine.where(Proposal.kind == kind) if kind else mine
    return session.exec(mine.execution_options(populate_existing=True)).all()


def pending(session: Session, ticket: int, kind: str = "") -> list[Proposal]:
    """Those that wait for somebody's word."""
    return [row for row in proposals_of(session, ticket, kind) if row.outcome == PENDING]


def pending_at(session: Session, places: Sequence[int]) -> Sequence[Any]:
    """What waits for somebody's word at these places, each with how its ticket stands; the first first."""
    told = (_T.c.number, _T.c.place_id, _T.c.claimed_by, _T.c.sealed)
    found = (
        sa.select(_ROW.c.id, _ROW.c.ticket_id, _ROW.c.kind, _ROW.c.by, _ROW.c.agreed, *told)
        .join(_T, _T.c.id == _ROW.c.ticket_id)
        .where(_ROW.c.outcome == PENDING, _T.c.place_id.in_(list(places)), _T.c.state.in_(sorted(ACTIVE)))
    )
    return session.connection().execute(found.order_by(_ROW.c.id)).all()


def decide(session: Session, proposal: int, **values: Any) -> bool:
    """Changes a proposal that still waits; False when it was decided before."""
    return bool(update(session, Proposal, {"id": proposal, "outcome": PENDING}, **values))


def drop_pending(session: Session, ticket: int, at: datetime) -> None:
    """What a ticket that is over was to be, needs nobody's word any more."""
    _DROP.run(session, {"ticket": ticket, "at_moment": at})
