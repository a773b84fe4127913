"""How often notices rang a group: each ring of a day is a numbered row, so that no two processes share one."""

from collections.abc import Sequence
from datetime import date

import sqlalchemy as sa
from sqlmodel import Field, Session, SQLModel

from models.columns import BIG
from models.prepared import Prepared
from models.session import insert_missing


class GroupPing(SQLModel, table=True):
    """The `number`th time of a day that a notice called everybody in a group."""

    __tablename__ = "group_ping"

    chat_id: int = Field(sa_column=sa.Column(BIG, primary_key=True, autoincrement=False))
    day: date = Field(primary_key=True)
    number: int = Field(primary_key=True)


_G: sa.Table = GroupPing.__table__  # type: ignore[attr-defined]
_RUNG = Prepared(
    sa.select(sa.func.count()).where(_G.c.chat_id == sa.bindparam("chat"), _G.c.day == sa.bindparam("day"))
)


def rung(session: Session, chat: int, day: date) -> int:
    """How often a group has been rung on a day."""
    return int(_RUNG.scalar(session, {"chat": chat, "day": day}) or 0)


def ring(session: Session, chat: int, day: date, most: int | None) -> bool:
    """Takes one of the rings a group's day has; False when all are used. None: it rings whatever the number."""
    number = rung(session, chat, day) + 1
    while most is None or number <= most:
        if insert_missing(session, GroupPing, [{"chat_id": chat, "day": day, "number": number}]):
            return True
        number += 1
    return False


def full(session: Session, chats: Sequence[int], day: date, most: int) -> int:
    """How many of these groups have no ring left on a day."""
    used = sa.select(_G.c.chat_id).where(_G.c.day == day).group_by(_G.c.chat_id).having(sa.func.count() >= most)
    return len(set(session.connection().execute(used).scalars()) & set(chats))


def pings(session: Session, chats: Sequence[int], day: date) -> int:
    """How often these groups were rung on a day."""
    mine = sa.select(sa.func.count()).where(_G.c.day == day, _G.c.chat_id.in_(chats))
    return int(session.connection().execute(mine).scalar() or 0)


def forget_pings(session: Session, before: date) -> None:
    """Erases what is older: the days' numbers are kept elsewhere."""
    session.connection().execute(sa.delete(_G).where(_G.c.day < before))
