"""People who are visited because they live alone, are ill or old: kept apart, for a purpose, with consent, until a day.

Who looked at them, or changed anything, is logged; the log outlasts them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, Session, SQLModel, col, select

from models.columns import big, big_key, moment
from models.session import insert_missing, update
from rules.care import Entry, Occasion, Plan, Rhythm


class CarePerson(SQLModel, table=True):
    """Somebody to be visited. `reason` is the list they stand on (独居) and what they are kept for."""

    __tablename__ = "care_person"
    __table_args__ = (sa.UniqueConstraint("place_id", "name", "home", "rhythm"),)

    id: int = big_key()
    place_id: int = big(sa.ForeignKey("place.id"))
    name: str
    home: str = ""
    reason: str = ""
    rhythm: str
    days: int = 0
    day: date | None = None
    start: date
    consent: str
    expires: date = Field(index=True)
    visited: date | None = None

    @property
    def plan(self) -> Plan:
        """As the rules see it."""
        return Plan(Rhythm(self.rhythm), self.start, self.days, self.day)


class CareVisit(SQLModel, table=True):
    """One visit to be made or made: `occasion` is "" where the rhythm brings it, else why (高温, 春节).

    `told` is the last day it was to be told of, `step` how far it has climbed: 1 the leader, 2 the secretary.
    """

    __tablename__ = "care_visit"
    __table_args__ = (
        sa.UniqueConstraint("person_id", "occasion", "cycle"),
        sa.Index("care_visit_open", "done_at", "told"),
    )

    id: int = big_key()
    person_id: int = big(sa.ForeignKey("care_person.id"), index=True)
    occasion: str = ""
    cycle: date
    told: date
    due: date
    step: int = 0
    done_at: datetime | None = moment()
    done_by: int | None = big(nullable=True)
    note: str = ""


class CareView(SQLModel, table=True):
    """Somebody has read what is kept of a person, or changed it; `act` is listed, told, added, done, unmet, stopped
    or expired."""

    __tablename__ = "care_view"

    id: int = big_key()
    person_id: int = big(index=True)
    by: int = big()
    at: datetime = moment(nullable=False)
    act: str


@dataclass(frozen=True, slots=True)
class Standing:
    """A visit that is to be made, and to whom."""

    visit: CareVisit
    person: CarePerson


_P: sa.Table = CarePerson.__table__  # type: ignore[attr-defined]
_V: sa.Table = CareVisit.__table__  # type: ignore[attr-defined]


def people_at(session: Session, places: Sequence[int]) -> Sequence[CarePerson]:
    """Who is kept at these places, in the order of their names."""
    mine = select(CarePerson).where(col(CarePerson.place_id).in_(places)).order_by(_P.c.name, _P.c.id)
    return session.exec(mine.execution_options(populate_existing=True)).all()


def everybody(session: Session) -> Sequence[CarePerson]:
    return session.exec(select(CarePerson).order_by(_P.c.id)).all()


def keep(session: Session, place: int, told: Entry, by: int, at: datetime) -> bool:
    """Keeps somebody, or changes what was told of them; False where nothing is new."""
    assert told.plan is not None and told.expires is not None
    plan = told.plan
    key: dict[str, Any] = {"place_id": place, "name": told.name, "home": told.home, "rhythm": str(plan.rhythm)}
    values: dict[str, Any] = {
        "days": plan.days, "day": plan.day, "reason": told.reason, "consent": told.consent, "expires": told.expires
    }  # fmt: skip
    row = session.exec(select(CarePerson).filter_by(**key)).first()
    if row and all(getattr(row, name) == value for name, value in values.items()):
        return False
    row = row or CarePerson(**key, start=plan.start, **values)
    for name, value in values.items():
        setattr(row, name, value)
    session.add(row)
    session.flush()
    log_views(session, [row.id], by, at, "added")
    return True


def stand(session: Session, person: int, occasion: str, found: Occasion) -> None:
    """Writes the visit of an occasion, once; what is written is told again when its next day has come."""
    row = {"person_id": person, "occasion": occasion, "cycle": found.cycle, "told": found.told, "due": found.due}
    insert_missing(session, CareVisit, [row])
    again = sa.update(_V).where(_V.c.person_id == person, _V.c.occasion == occasion, _V.c.cycle == found.cycle)
    session.connection().execute(again.where(_V.c.told < found.told).values(told=found.told))


def standing(session: Session, places: Sequence[int], today: date) -> list[Standing]:
    """The visits to be made today at these places: those of the day and those that are late, the latest first."""
    now = sa.or_(_V.c.told == today, _V.c.due < today)
    found = (
        select(CareVisit, CarePerson)
        .join(CarePerson, _P.c.id == _V.c.person_id)
        .where(_P.c.place_id.in_(places), _V.c.done_at.is_(None), now)
        .order_by(_V.c.due, _P.c.home, _V.c.id)
    )
    rows = session.exec(found.execution_options(populate_existing=True)).all()
    return [Standing(visit, person) for visit, person in rows]


def open_visits(session: Session, person: int) -> Sequence[CareVisit]:
    """The visits to somebody that are to be made, the latest first."""
    waiting = select(CareVisit).where(_V.c.person_id == person, _V.c.done_at.is_(None)).order_by(_V.c.due, _V.c.id)
    return session.exec(waiting.execution_options(populate_existing=True)).all()


def finish(session: Session, person: int, today: date, by: int, at: datetime, note: str) -> int:
    """One visit does for everything that stands for a person; returns how many did, 0 where none stood."""
    done = update(session, CareVisit, {"person_id": person, "done_at": None}, done_at=at, done_by=by, note=note)
    update(session, CarePerson, {"id": person}, visited=today)
    return done


def add_note(session: Session, person: int, by: int, since: datetime, note: str) -> bool:
    """Adds words to a visit that somebody has made since then; False where there was none."""
    mine = sa.and_(_V.c.person_id == person, _V.c.done_by == by, _V.c.done_at >= since)
    return bool(session.connection().execute(sa.update(_V).where(mine).values(note=note)).rowcount)


def climb(session: Session, visits: Iterable[int], step: int) -> None:
    """Notes how far visits have climbed."""
    session.connection().execute(sa.update(_V).where(_V.c.id.in_(list(visits)), _V.c.step < step).values(step=step))


def forget_people(session: Session, people: Sequence[int], by: int, at: datetime, act: str) -> None:
    """Erases people with their visits; that it was done stays in the log."""
    connection = session.connection()
    log_views(session, people, by, at, act)
    connection.execute(sa.delete(_V).where(_V.c.person_id.in_(people)))
    connection.execute(sa.delete(_P).where(_P.c.id.in_(people)))
    session.expire_all()


def expired(session: Session, today: date) -> list[int]:
    """Who may not be kept any longer."""
    return list(session.connection().execute(sa.select(_P.c.id).where(_P.c.expires < today)).scalars())


def log_views(session: Session, people: Iterable[int], by: int, at: datetime, act: str) -> None:
    """Writes down who has seen, or done, what."""
    session.add_all(CareView(person_id=person, by=by, at=at, act=act) for person in dict.fromkeys(people))
    session.flush()
