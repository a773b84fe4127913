"""Places, the groups that stand at them, the people who serve them: the town as rows."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, Session, SQLModel, col, select

from models.columns import BIG, big, big_key, given_key, index_of_some, moment
from models.prepared import Prepared
from rules.town import Role as RoleName


class Place(SQLModel, table=True):
    """A district, street, community, grid or micro-grid."""

    id: int = big_key()
    code: str = Field(unique=True)
    level: str
    kind: str = ""
    name: str
    parent_id: int | None = big(sa.ForeignKey("place.id"), nullable=True, index=True)


class Building(SQLModel, table=True):
    """A building, or some units of it, that a grid serves; `units` is empty for all, else "1-2" or "3"."""

    id: int = big_key()
    place_id: int = big(sa.ForeignKey("place.id"), index=True)
    compound: str = ""
    number: str
    units: str = ""


class Group(SQLModel, table=True):
    """A chat group; `place_id` is None until it is bound, `gone_at` is when the bot lost it.

    `spoken_of` is the ticket that its last message was about. One for a single `matter` (ticket, incident, broadcast,
    callout by `matter_id`, activity until `matter_ends`) was told at `ended_at` that it is over.
    """

    __tablename__ = "chat_group"
    __table_args__ = (
        index_of_some("chat_group_matter", "matter", only="matter <> '' AND ended_at IS NULL"),
        index_of_some("chat_group_unannounced", "chat_id", only="purpose = 'residents' AND notice_row IS NULL"),
    )

    chat_id: int = given_key()
    bot_id: int | None = big(nullable=True)
    topic: int | None = big(nullable=True)
    place_id: int | None = big(sa.ForeignKey("place.id"), nullable=True)
    purpose: str = ""
    name: str = ""
    notice_row: int | None = big(nullable=True)
    leave_at: datetime | None = moment(index=True)
    gone_at: datetime | None = moment()
    away_until: datetime | None = moment()
    spoken_of: int | None = big(nullable=True)
    matter: str = ""
    matter_id: int | None = big(nullable=True)
    matter_ends: datetime | None = moment()
    ended_at: datetime | None = moment()


class Person(SQLModel, table=True):
    """Somebody with a role or an open private chat; `private` is untried, open or closed."""

    user_id: int = given_key()
    name: str = ""
    phone: str = ""
    private: str = "untried"
    bot_id: int | None = big(nullable=True)
    home_place: int | None = big(nullable=True)


class Role(SQLModel, table=True):
    """What somebody does at a place or in a department."""

    __table_args__ = (sa.UniqueConstraint("user_id", "role", "place_id", "department_id"),)

    id: int = big_key()
    user_id: int = big(sa.ForeignKey("person.user_id"), index=True)
    role: str
    place_id: int | None = big(sa.ForeignKey("place.id"), nullable=True)
    department_id: int | None = big(sa.ForeignKey("department.id"), nullable=True)


class Department(SQLModel, table=True):
    """A department a street can whistle for."""

    id: int = big_key()
    code: str = Field(unique=True)
    name: str
    street_id: int = big(sa.ForeignKey("place.id"))
    chat_id: int | None = big(nullable=True)


class Invite(SQLModel, table=True):
    """A link that gives its first reader a role at a place, or in a department of that street."""

    code: str = Field(primary_key=True)
    role: str
    place_id: int = big(sa.ForeignKey("place.id"))
    department_id: int | None = big(sa.ForeignKey("department.id"), nullable=True)
    made_by: int = big()
    expires_at: datetime = moment(nullable=False)
    used_by: int | None = big(nullable=True)


class TownVersion(SQLModel, table=True):
    """One row that grows with every change of the tables above, so that every process reloads its directory."""

    __tablename__ = "town_version"

    id: int = Field(default=1, primary_key=True)
    version: int = Field(default=0, sa_type=BIG)


_GROUP: sa.Table = Group.__table__  # type: ignore[attr-defined]
_UNANNOUNCED = [
    _GROUP.c.purpose == sa.literal_column("'residents'"),
    _GROUP.c.notice_row.is_(None),
    _GROUP.c.gone_at.is_(None),
    _GROUP.c.bot_id.is_not(None),
    _GROUP.c.place_id.is_not(None),
]
ANY_UNANNOUNCED = sa.select(_GROUP.c.chat_id).where(*_UNANNOUNCED).limit(1)
_PERSON: sa.Table = Person.__table__  # type: ignore[attr-defined]
_PERSON_OF = Prepared(sa.select(_PERSON).where(_PERSON.c.user_id == sa.bindparam("user")))
_INVITE: sa.Table = Invite.__table__  # type: ignore[attr-defined]
_FORGET_INVITES = Prepared(sa.delete(_INVITE).where(_INVITE.c.expires_at < sa.bindparam("before")))


def person_of(session: Session, user: int) -> Any:
    """The row of somebody the desk knows, to read only; None for everybody else."""
    session.flush()
    return _PERSON_OF.first(session, {"user": user})


def names(session: Session) -> dict[int, str]:
    """The names of everybody who has a role or has opened their private chat."""
    return {person.user_id: person.name for person in session.exec(select(Person)) if person.name}


def living_at(session: Session, places: Collection[int], most: int) -> Sequence[Any]:
    """Who has opened their private chat and lives at one of these places: user_id and name."""
    there = sa.select(_PERSON.c.user_id, _PERSON.c.name).where(
        _PERSON.c.private == "open", _PERSON.c.home_place.in_(places)
    )
    return session.connection().execute(there.order_by(_PERSON.c.user_id).limit(most)).all()


def forget_invites(session: Session, before: datetime) -> None:
    """Erases links that have expired before then."""
    _FORGET_INVITES.run(session, {"before": before})


def unannounced(session: Session) -> Sequence[Group]:
    """Residents' groups that a bot serves and that have no notice yet."""
    return session.exec(select(Group).where(*_UNANNOUNCED).order_by(_GROUP.c.chat_id)).all()


def announced(session: Session) -> Sequence[Group]:
    """Residents' groups where a notice stands pinned."""
    standing = (_GROUP.c.notice_row.is_not(None), _GROUP.c.place_id.is_not(None), _GROUP.c.gone_at.is_(None))
    return session.exec(select(Group).where(*standing).order_by(_GROUP.c.chat_id)).all()


def to_leave(session: Session, now: datetime) -> Sequence[Group]:
    """Groups that nobody has bound in time."""
    late = select(Group).where(_GROUP.c.leave_at <= now, _GROUP.c.gone_at.is_(None))
    return session.exec(late.order_by(_GROUP.c.chat_id)).all()


def professions_of(session: Session, user: int) -> list[str]:
    """What somebody can do besides the town's roles."""
    rows = session.exec(select(Role.role).where(Role.user_id == user, col(Role.role).not_in(list(RoleName))))
    return sorted(set(rows))


def take_profession(session: Session, user: int, word: str) -> None:
    """Takes one of them back."""
    role: sa.Table = Role.__table__  # type: ignore[attr-defined]
    session.connection().execute(sa.delete(role).where(role.c.user_id == user, role.c.role == word))


def forget_professions(session: Session, user: int) -> int:
    """Takes them all back; returns how many there were."""
    role: sa.Table = Role.__table__  # type: ignore[attr-defined]
    mine = sa.delete(role).where(role.c.user_id == user, role.c.role.not_in(list(RoleName)))
    return session.connection().execute(mine).rowcount
