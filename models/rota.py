"""Who does which duty when, who is away, who has swapped: the rows behind rules/rota.py."""

from collections.abc import Collection, Sequence
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlmodel import Session, SQLModel

from models.columns import big, big_key, json, moment
from models.prepared import Prepared
from models.session import insert
from rules.rota import Leave, Line, Rota, Swap


class RotaLine(SQLModel, table=True):
    """One line of a place's weekly rota: weekdays (0 Monday), from `starts` to `ends` ("21:00") by the wall clock.

    `ends` up to `starts` is on the next day; `turn` 0 is whose turn it is, then the backups.
    """

    __tablename__ = "rota_line"

    id: int = big_key()
    place_id: int = big(sa.ForeignKey("place.id"), index=True)
    user_id: int = big(sa.ForeignKey("person.user_id"))
    weekdays: list[int] = json(list)
    starts: str
    ends: str
    turn: int = 0


class StaffLeave(SQLModel, table=True):
    """Somebody is away; `substitute` None where nobody stands in. Coming back early moves `ends_at`."""

    __tablename__ = "staff_leave"

    id: int = big_key()
    user_id: int = big(index=True)
    starts_at: datetime = moment(nullable=False)
    ends_at: datetime = moment(nullable=False, index=True)
    substitute: int | None = big(nullable=True)
    made_by: int = big()
    made_at: datetime = moment(nullable=False)


class DutySwap(SQLModel, table=True):
    """`one` has asked `other` to do each other's duties; it counts once the other has agreed."""

    __tablename__ = "duty_swap"

    id: int = big_key()
    one: int = big()
    other: int = big(index=True)
    starts_at: datetime = moment(nullable=False)
    ends_at: datetime = moment(nullable=False, index=True)
    agreed: bool | None = None


_LINES: sa.Table = RotaLine.__table__  # type: ignore[attr-defined]
_LEAVES: sa.Table = StaffLeave.__table__  # type: ignore[attr-defined]
_SWAPS: sa.Table = DutySwap.__table__  # type: ignore[attr-defined]
_EVERY_LINE = Prepared(sa.select(_LINES).order_by(_LINES.c.place_id, _LINES.c.turn, _LINES.c.id))
_EVERY_LEAVE = Prepared(sa.select(_LEAVES).order_by(_LEAVES.c.id))
_AGREED_SWAPS = Prepared(sa.select(_SWAPS).where(_SWAPS.c.agreed).order_by(_SWAPS.c.id))


def load_rota(session: Session, zone: ZoneInfo) -> Rota:
    """Everything the rows say of who is on."""
    return Rota(
        zone,
        tuple(_line(row) for row in _EVERY_LINE.all(session, {})),
        tuple(Leave(r.user_id, r.starts_at, r.ends_at, r.substitute) for r in _EVERY_LEAVE.all(session, {})),
        tuple(Swap(row.one, row.other, row.starts_at, row.ends_at) for row in _AGREED_SWAPS.all(session, {})),
    )


def _line(row: Any) -> Line:
    starts, ends = time.fromisoformat(row.starts), time.fromisoformat(row.ends)
    return Line(row.user_id, row.place_id, frozenset(row.weekdays), starts, ends, row.turn)


def drop_lines_of(session: Session, user: int, near: Collection[int] = ()) -> None:
    """Somebody who left does no duty any more, but for the places they are near."""
    gone = sa.and_(_LINES.c.user_id == user, _LINES.c.place_id.not_in(near))
    session.connection().execute(sa.delete(_LINES).where(gone))


def set_lines(session: Session, place: int, lines: Sequence[Line]) -> bool:
    """Makes a place's rota exactly so; whether anything changed."""
    wanted = [_values(line) for line in lines]
    there = session.connection().execute(
        sa.select(_LINES).where(_LINES.c.place_id == place).order_by(_LINES.c.turn, _LINES.c.id)
    )
    if sorted(map(_key, wanted)) == sorted(_key(row._mapping) for row in there):
        return False
    session.connection().execute(sa.delete(_LINES).where(_LINES.c.place_id == place))
    for values in wanted:
        insert(session, RotaLine, **values)
    return True


def _values(line: Line) -> dict[str, Any]:
    return {
        "place_id": line.place,
        "user_id": line.person,
        "weekdays": sorted(line.weekdays),
        "starts": f"{line.start:%H:%M}",
        "ends": f"{line.end:%H:%M}",
        "turn": line.order,
    }


def _key(values: Any) -> tuple[Any, ...]:
    return (values["turn"], values["user_id"], list(values["weekdays"]), values["starts"], values["ends"])


def add_leave(session: Session, leave: Leave, made_by: int, now: datetime) -> int:
    """Keeps a leave, with who made it for whom, and returns its id."""
    return insert(
        session,
        StaffLeave,
        user_id=leave.person,
        starts_at=leave.start,
        ends_at=leave.end,
        substitute=leave.substitute,
        made_by=made_by,
        made_at=now,
    )


def end_leaves(session: Session, person: int, now: datetime) -> int:
    """Somebody is back: what is left of their leaves ends now, what has not begun is gone; returns how many."""
    connection = session.connection()
    later = sa.delete(_LEAVES).where(_LEAVES.c.user_id == person, _LEAVES.c.starts_at > now)
    running = sa.update(_LEAVES).where(_LEAVES.c.user_id == person, _LEAVES.c.ends_at > now)
    return connection.execute(later).rowcount + connection.execute(running.values(ends_at=now)).rowcount


def ask_swap(session: Session, swap: Swap) -> int:
    """Keeps the question for a swap and returns its id."""
    return insert(session, DutySwap, one=swap.one, other=swap.other, starts_at=swap.start, ends_at=swap.end)


def swaps_asked(session: Session, other: int, now: datetime) -> Sequence[Any]:
    """The questions that somebody has not answered and that are not over, oldest first."""
    mine = sa.select(_SWAPS).where(_SWAPS.c.other == other, _SWAPS.c.agreed.is_(None), _SWAPS.c.ends_at > now)
    return session.connection().execute(mine.order_by(_SWAPS.c.id)).all()


def decide_swap(session: Session, swap: int, agreed: bool, now: datetime) -> bool:
    """Notes the other's answer; False when it had been given or comes too late."""
    open_ = sa.and_(_SWAPS.c.id == swap, _SWAPS.c.agreed.is_(None), _SWAPS.c.ends_at > now)
    decided = sa.update(_SWAPS).where(open_).values(agreed=agreed)
    return bool(session.connection().execute(decided).rowcount)


def forget_over(session: Session, before: datetime) -> None:
    """Erases leaves and swaps that ended before then."""
    for table in (_LEAVES, _SWAPS):
        session.connection().execute(sa.delete(table).where(table.c.ends_at < before))
