"""Saved lists of receivers: a name for the words that say whom a notice is for, kept at a place."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlmodel import Session, SQLModel

from models.columns import big, big_key
from models.session import insert_missing, update


class AudienceList(SQLModel, table=True):
    """`typed` is read anew each time the name stands in a notice's head: who has left is not written to."""

    __tablename__ = "audience_list"
    __table_args__ = (sa.UniqueConstraint("place_id", "name"),)

    id: int = big_key()
    place_id: int = big(sa.ForeignKey("place.id"))
    name: str
    typed: str


_L: sa.Table = AudienceList.__table__  # type: ignore[attr-defined]


def keep(session: Session, place: int, name: str, typed: str) -> None:
    """Keeps a list, or has its name say something else from now on."""
    row = {"place_id": place, "name": name, "typed": typed}
    if not insert_missing(session, AudienceList, [row]):
        update(session, AudienceList, {"place_id": place, "name": name}, typed=typed)


def drop(session: Session, place: int, name: str) -> bool:
    """Forgets a list; False where there was none."""
    mine = sa.delete(_L).where(_L.c.place_id == place, _L.c.name == name)
    return bool(session.connection().execute(mine).rowcount)


def lists_at(session: Session, places: Sequence[int]) -> dict[str, str]:
    """The lists of these places by their names; of two with one name that of the place named first."""
    rows = sa.select(_L.c.place_id, _L.c.name, _L.c.typed).where(_L.c.place_id.in_(places)).order_by(_L.c.name)
    found = sorted(session.connection().execute(rows), key=lambda row: places.index(row.place_id), reverse=True)
    return {row.name: row.typed for row in found}
