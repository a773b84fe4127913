"""Planned outages and the like, told to the desk by staff: while one is in force its words are the answer."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, SQLModel

from models.columns import big, big_key, json, moment
from models.prepared import Prepared
from rules.houses import is_of


class KnownMatter(SQLModel, table=True):
    """One matter that needs no ticket from `starts_at` to `ends_at` at a place and below it.

    `buildings` are kept as 3 or 幸福里/3, 幸福里/ for all of it, none for all there are.
    """

    __tablename__ = "known_matter"

    id: int = big_key()
    place_id: int = big(sa.ForeignKey("place.id"), index=True)
    matter: str
    buildings: list[str] = json(list)
    words: str
    starts_at: datetime = moment(nullable=False)
    ends_at: datetime = moment(nullable=False, index=True)
    made_by: int = big()
    taken_back_at: datetime | None = moment()


_ROWS: sa.Table = KnownMatter.__table__  # type: ignore[attr-defined]
# District, street, community, grid and micro grid.
PLACES = [f"place_{level}" for level in range(5)]
_IN_FORCE = Prepared(
    sa.select(_ROWS)
    .where(
        _ROWS.c.ends_at > sa.bindparam("now"),
        _ROWS.c.starts_at <= sa.bindparam("soon"),
        _ROWS.c.place_id.in_([sa.bindparam(place) for place in PLACES]),
        _ROWS.c.taken_back_at.is_(None),
    )
    .order_by(_ROWS.c.id.desc())
)


def in_force(session: Session, places: Sequence[int], now: datetime, early: timedelta = timedelta(0)) -> Sequence[Any]:
    """What is known now at any place of a path, the newest first; `early` is how much before its time it may begin."""
    path = dict.fromkeys(PLACES) | dict(zip(PLACES, places[-len(PLACES) :], strict=False))
    return _IN_FORCE.all(session, {"now": now, "soon": now + early, **path})


def ended(session: Session, places: Sequence[int], since: datetime, now: datetime) -> Sequence[Any]:
    """What was to be over at one of these places since then, and was not taken back; the last first."""
    over = sa.and_(_ROWS.c.ends_at > since, _ROWS.c.ends_at <= now, _ROWS.c.taken_back_at.is_(None))
    found = sa.select(_ROWS).where(_ROWS.c.place_id.in_(places), over).order_by(_ROWS.c.ends_at.desc(), _ROWS.c.id)
    return session.connection().execute(found).all()


def planned(session: Session, places: Sequence[int], first: datetime, last: datetime) -> Sequence[Any]:
    """What is told of any of these places for a time that lies in this span, the first first."""
    coming = sa.and_(_ROWS.c.starts_at < last, _ROWS.c.ends_at > first, _ROWS.c.taken_back_at.is_(None))
    found = sa.select(_ROWS).where(_ROWS.c.place_id.in_(places), coming).order_by(_ROWS.c.starts_at, _ROWS.c.id)
    return session.connection().execute(found).all()


def explains(row: Any, matter: str, building: str, compounds: Collection[str] = ()) -> bool:
    """Whether a report of this matter there is what the row is about; one that names no building is.

    `compounds` are those where the building may stand, none where that is not known.
    """
    told = not row.buildings or any(is_of(key, building, compounds) for key in row.buildings)
    return bool(row.matter == matter and told)


def take_back(session: Session, row: int, now: datetime) -> bool:
    """Ends it early; False when it had ended."""
    mine = sa.update(_ROWS).where(_ROWS.c.id == row, _ROWS.c.taken_back_at.is_(None), _ROWS.c.ends_at > now)
    return bool(session.connection().execute(mine.values(taken_back_at=now)).rowcount)
