"""What households were asked lately, by whom and where: so that nobody asks them the same fact again unknowingly."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, SQLModel

from models.columns import big, big_key, json, moment
from models.receipt import counts
from models.session import insert_missing
from rules.fact import Asked


class FactAsk(SQLModel, table=True):
    """One ask of a street's households: `kind` and `ref_id` say which notice, roll call or the like it was.

    `paths` are the places asked, each as its ancestors' ids; `again` says its author knew that they had been asked.
    """

    __tablename__ = "fact_ask"
    __table_args__ = (
        sa.UniqueConstraint("kind", "ref_id", "street_id"),
        sa.Index("fact_ask_lately", "street_id", "at"),
    )

    id: int = big_key()
    kind: str
    ref_id: int = big()
    street_id: int = big(sa.ForeignKey("place.id"))
    author: int = big()
    at: datetime = moment(nullable=False)
    topic: str = ""
    words: str = ""
    paths: list[list[int]] = json(list)
    buildings: list[str] = json(list)
    again: bool = False


_F: sa.Table = FactAsk.__table__  # type: ignore[attr-defined]


def note(session: Session, kind: str, ref: int, streets: Sequence[int], asked: Asked, **values: Any) -> None:
    """Keeps that households were asked; once for each ask. `values`: author, at, again."""
    row = {
        "kind": kind, "ref_id": ref, "topic": asked.topic, "words": asked.words,
        "paths": [list(path) for path in asked.paths], "buildings": list(asked.buildings), **values,
    }  # fmt: skip
    insert_missing(session, FactAsk, [row | {"street_id": street} for street in dict.fromkeys(streets)])


def lately(session: Session, streets: Sequence[int], since: datetime) -> list[tuple[Any, Asked]]:
    """What was asked in these streets since then, newest first, each with its row."""
    rows = sa.select(_F).where(_F.c.street_id.in_(streets), _F.c.at >= since).order_by(_F.c.id.desc())
    return [(row, _asked(row)) for row in session.connection().execute(rows)]


# How many households have answered an ask, by its kind: what a kind of ask adds here.
ANSWERS: dict[str, Callable[[Session, int], int]] = {
    "broadcast": lambda session, ref: sum(counts(session, ref).values())
}


def answers(session: Session, kind: str, ref: int) -> int:
    """How many households have answered an ask so far."""
    return ANSWERS[kind](session, ref) if kind in ANSWERS else 0


def take_back(session: Session, kind: str, ref: int) -> None:
    """It was recalled: nobody has answered it."""
    session.connection().execute(sa.delete(_F).where(_F.c.kind == kind, _F.c.ref_id == ref))


def repeated(session: Session, street: int, first: datetime, last: datetime) -> int:
    """How often a street's households were knowingly asked again in a span."""
    mine = sa.select(sa.func.count()).where(_F.c.street_id == street, _F.c.again, _F.c.at >= first, _F.c.at < last)
    return int(session.connection().execute(mine).scalar() or 0)


def forget_asks(session: Session, before: datetime) -> None:
    """Erases what no guard looks at any more."""
    session.connection().execute(sa.delete(_F).where(_F.c.at < before))


def _asked(row: Any) -> Asked:
    return Asked(row.topic, row.words, tuple(tuple(path) for path in row.paths), tuple(row.buildings))
