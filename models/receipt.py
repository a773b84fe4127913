"""Who has taken note of a notice, by household, and the households that are known."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, SQLModel

from models.columns import big, big_key, moment
from models.session import insert_missing
from rules.houses import number_of
from rules.receipts import Home, Taken


class Receipt(SQLModel, table=True):
    """One household that has taken note: by a tap, by typed words, or marked by somebody on its behalf.

    `place_id` is the grid it lives in: the same door is there in every grid.
    """

    __table_args__ = (sa.UniqueConstraint("broadcast_id", "place_id", "household"),)

    id: int = big_key()
    broadcast_id: int = big(sa.ForeignKey("broadcast.id"))
    place_id: int = big(sa.ForeignKey("place.id"))
    household: str
    building: str = ""
    user_id: int = big()
    how: str = "tap"
    at: datetime = moment(nullable=False)


class RosterHome(SQLModel, table=True):
    """A household of a place's roster (花名册); nobody's name stands in it. `building` may have its compound."""

    __tablename__ = "roster_home"
    __table_args__ = (sa.UniqueConstraint("place_id", "building", "unit", "room"),)

    id: int = big_key()
    place_id: int = big(sa.ForeignKey("place.id"))
    building: str
    unit: str = ""
    room: str


_R: sa.Table = Receipt.__table__  # type: ignore[attr-defined]
_H: sa.Table = RosterHome.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Act:
    """How a receipt came about: `how` is tap, typed or proxy; `user` tapped, or marked it for somebody else."""

    user: int
    how: str
    at: datetime


def take(session: Session, notice: int, place: int, taken: Taken, act: Act) -> bool:
    """Notes a household's receipt; False when it was noted before."""
    row = {
        "broadcast_id": notice, "place_id": place, "household": taken.key, "building": taken.building,
        "user_id": act.user, "how": act.how, "at": act.at,
    }  # fmt: skip
    return bool(insert_missing(session, Receipt, [row]))


def taken_of(session: Session, notice: int, places: Sequence[int]) -> list[Taken]:
    """The receipts of a notice from these grids."""
    rows = sa.select(_R.c.household, _R.c.building).where(_R.c.broadcast_id == notice, _R.c.place_id.in_(places))
    return [Taken(row.household, row.building) for row in session.connection().execute(rows)]


def placed(session: Session, notice: int) -> list[tuple[int, Taken]]:
    """All receipts of a notice, each with its grid."""
    rows = sa.select(_R.c.place_id, _R.c.household, _R.c.building).where(_R.c.broadcast_id == notice)
    return [(row.place_id, Taken(row.household, row.building)) for row in session.connection().execute(rows)]


def users_of(session: Session, notice: int) -> frozenset[int]:
    """The people whose taps or words gave a notice's receipts."""
    rows = sa.select(_R.c.user_id).where(_R.c.broadcast_id == notice, _R.c.how != "proxy")
    return frozenset(session.connection().execute(rows).scalars())


def counts(session: Session, notice: int) -> dict[tuple[int, str], int]:
    """How many households have taken note, by grid and building."""
    rows = sa.select(_R.c.place_id, _R.c.building, sa.func.count().label("n")).where(_R.c.broadcast_id == notice)
    found = session.connection().execute(rows.group_by(_R.c.place_id, _R.c.building))
    return {(row.place_id, row.building): row.n for row in found}


def stands_in(column: sa.ColumnElement[Any], houses: Iterable[str]) -> sa.ColumnElement[bool]:
    """Whether a building is one of these; where only one of both tells its compound, the other may be of any."""
    keys = set(houses)
    numbers = {number_of(key) for key in keys}
    of_any = (column.like(sa.literal("%/") + number) for number in sorted(keys & numbers))
    return sa.or_(column.in_(sorted(keys | numbers)), *of_any)


def roster_sizes(session: Session, places: Sequence[int]) -> dict[tuple[int, str], int]:
    """How many households are known, by grid and building."""
    rows = sa.select(_H.c.place_id, _H.c.building, sa.func.count().label("n")).where(_H.c.place_id.in_(places))
    found = session.connection().execute(rows.group_by(_H.c.place_id, _H.c.building))
    return {(row.place_id, row.building): row.n for row in found}


def roster(session: Session, places: Sequence[int], buildings: Iterable[str] = ()) -> dict[str, Home]:
    """The households known at these places, of some buildings if told, by key."""
    rows = sa.select(_H).where(_H.c.place_id.in_(places)).order_by(_H.c.id)
    wanted = list(buildings)
    found = session.connection().execute(rows.where(stands_in(_H.c.building, wanted)) if wanted else rows)
    homes = (Home(row.building, row.unit, row.room) for row in found)
    return {home.key: home for home in homes}


def enlist(session: Session, place: int, homes: Sequence[Home]) -> int:
    """Adds households to a place's roster; returns how many are new."""
    rows = [{"place_id": place, "building": h.building, "unit": h.unit, "room": h.room} for h in homes]
    return insert_missing(session, RosterHome, rows)


def strike(session: Session, place: int, homes: Sequence[Home]) -> int:
    """Takes households off a place's roster; returns how many stood there."""
    return sum(
        session.connection()
        .execute(
            sa.delete(_H).where(
                _H.c.place_id == place, _H.c.building == h.building, _H.c.unit == h.unit, _H.c.room == h.room
            )
        )
        .rowcount
        for h in homes
    )
