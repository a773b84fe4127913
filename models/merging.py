"""Two tickets that are one: which are alike, and what the one that stays takes over."""

from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from models.attachment import Attachment
from models.prepared import Prepared
from models.report import Report
from models.ticket import Ticket
from rules.tickets import ACTIVE

_T: sa.Table = Ticket.__table__  # type: ignore[attr-defined]
_R: sa.Table = Report.__table__  # type: ignore[attr-defined]
_PARTS = Prepared(sa.select(_T.c.id).where(_T.c.merged_into == sa.bindparam("ticket")))
_F: sa.Table = Attachment.__table__  # type: ignore[attr-defined]


def numbered(session: Session, street: int, number: int) -> int | None:
    """The id of a street's ticket by its number."""
    found = sa.select(_T.c.id).where(_T.c.street_id == street, _T.c.number == number)
    return session.connection().execute(found).scalar()


def alike(session: Session, ticket: Ticket, most: int) -> list[int]:
    """Unfinished tickets that this one may be part of: the same matter or the same building first, then the newest.

    What is quiet becomes no part of what a group reads.
    """
    same_matter = sa.case((_T.c.matter == ticket.matter, 0), else_=1)
    same_house = sa.case((sa.and_(_T.c.building == ticket.building, _T.c.compound == ticket.compound), 0), else_=1)
    near = sa.or_(_T.c.place_id == ticket.place_id, _T.c.matter == ticket.matter)
    as_quiet = _T.c.quiet if ticket.quiet else sa.true()
    found = (
        sa.select(_T.c.id)
        .where(_T.c.street_id == ticket.street_id, _T.c.id != ticket.id, _T.c.state.in_(sorted(ACTIVE)))
        .where(near, as_quiet, ~_T.c.sealed)
        .order_by(same_matter + same_house, _T.c.id.desc())
        .limit(most)
    )
    return list(session.connection().execute(found).scalars())


def merged_into(session: Session, ticket: int) -> list[int]:
    """The tickets that became part of this one."""
    return [row.id for row in _PARTS.all(session, {"ticket": ticket})]


def bring_over(session: Session, ticket: int, into: int, own_only: bool) -> list[tuple[str, str]]:
    """Gives the reports and files of one ticket to another; returns kind and file id of those that are new there.

    `own_only` leaves the reports of people behind who have not told the other one.
    """
    session.flush()
    connection: Any = session.connection()
    known = sa.select(_R.c.user_id).where(_R.c.ticket_id == into, _R.c.withdrawn_at.is_(None))
    theirs = [_R.c.user_id.in_(connection.execute(known).scalars().all())] if own_only else []
    connection.execute(sa.update(_R).where(_R.c.ticket_id == ticket, *theirs).values(ticket_id=into, opens=False))
    there = sa.select(_F.c.unique_id).where(_F.c.ticket_id == into)
    moved = sa.update(_F).where(_F.c.ticket_id == ticket, _F.c.unique_id.not_in(there)).values(ticket_id=into)
    rows = connection.execute(moved.returning(_F.c.kind, _F.c.file_id)).all()
    return [(kind, file) for kind, file in rows]
