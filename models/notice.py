"""What staff are still to be told in private: gathered, so that a worker gets one summary an hour."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, SQLModel

from models.columns import big, big_key, json, moment
from models.prepared import Prepared
from models.session import insert, update


class Notice(SQLModel, table=True):
    """One thing to tell one of the staff; `kind` is its message, `face` its words and buttons.

    `ticket_id` is None for what a spent day holds back that is about no ticket; `face` then says by `ref` what it is.

    `due_at` is when it may leave at the soonest (the desk's clock); None once it was said or is over.
    """

    __table_args__ = (sa.Index("notice_of", "user_id", "said_at"),)

    id: int = big_key()
    user_id: int = big()
    ticket_id: int | None = big(sa.ForeignKey("ticket.id"), nullable=True, index=True)
    kind: str
    service_class: str
    face: dict[str, Any] = json()
    made_at: datetime = moment(nullable=False)
    due_at: datetime | None = moment(index=True)
    said_at: datetime | None = moment()


_ROWS: sa.Table = Notice.__table__  # type: ignore[attr-defined]
_DUE_PEOPLE = Prepared(
    sa.select(_ROWS.c.user_id)
    .where(_ROWS.c.due_at.is_not(None), _ROWS.c.due_at <= sa.bindparam("now"))
    .distinct()
    .order_by(_ROWS.c.user_id)
    .limit(sa.bindparam("most"))
)
_NEXT_FOR = Prepared(
    sa.select(sa.func.min(_ROWS.c.due_at, type_=_ROWS.c.due_at.type)).where(
        _ROWS.c.user_id == sa.bindparam("user"), _ROWS.c.due_at > sa.bindparam("now")
    )
)


_MINE = _ROWS.c.user_id == sa.bindparam("user")
_WAITING_FOR = Prepared(sa.select(_ROWS).where(_MINE, _ROWS.c.due_at.is_not(None)).order_by(_ROWS.c.id))
_LAST_SAID = Prepared(sa.select(sa.func.max(_ROWS.c.said_at, type_=_ROWS.c.said_at.type)).where(_MINE))


def add_notice(session: Session, **values: Any) -> int:
    """Keeps a notice and returns its id."""
    return insert(session, Notice, **values)


def waiting_for(session: Session, user: int) -> Sequence[Any]:
    """What somebody is still to be told, the oldest first."""
    return _WAITING_FOR.all(session, {"user": user})


def next_for(session: Session, user: int, now: datetime) -> datetime | None:
    """When somebody who may be told nothing yet is told what waits for them; None where nothing does."""
    moment: datetime | None = _NEXT_FOR.scalar(session, {"user": user, "now": now})
    return moment


def asked_to(session: Session, users: Sequence[int], callout: int) -> set[int]:
    """Those of these people for whom the question of a call-out waits."""
    rows = sa.select(_ROWS.c.user_id, _ROWS.c.face).where(_ROWS.c.user_id.in_(users), _ROWS.c.due_at.is_not(None))
    found = session.connection().execute(rows.where(_ROWS.c.kind == "callout", _ROWS.c.ticket_id.is_(None)))
    return {row.user_id for row in found if row.face.get("ref") == callout}


def last_said(session: Session, user: int) -> datetime | None:
    """When somebody got their last summary."""
    found: datetime | None = _LAST_SAID.scalar(session, {"user": user})
    return found


def due_people(session: Session, now: datetime, most: int = 200) -> Sequence[int]:
    """Who may be told something now."""
    return [row.user_id for row in _DUE_PEOPLE.all(session, {"now": now, "most": most})]


def settle(session: Session, rows: Sequence[int], said_at: datetime | None) -> None:
    """Notes that notices were said, or need not be."""
    for row in rows:
        update(session, Notice, {"id": row}, due_at=None, said_at=said_at)


def wait_until(session: Session, rows: Sequence[int], moment: datetime) -> None:
    """Lets notices wait."""
    for row in rows:
        update(session, Notice, {"id": row}, due_at=moment)


def forget_settled(session: Session, before: datetime) -> None:
    """Erases what was said, or need not be any more, before then; what waits stays."""
    settled = sa.func.coalesce(_ROWS.c.said_at, _ROWS.c.made_at, type_=_ROWS.c.made_at.type) < before
    session.connection().execute(sa.delete(_ROWS).where(_ROWS.c.due_at.is_(None), settled))
