"""Who reported what: kept apart from the ticket, so that most questions never see a person."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, SQLModel

from models.columns import big, big_key, moment
from models.prepared import Prepared
from models.session import update


class Report(SQLModel, table=True):
    """One voice of a ticket: who said it where, in which words; the first one `opens` it, `proxy` wrote for another.

    `contact` is the telephones they told with it, for whoever takes the ticket; in `words` these are masked.
    """

    __table_args__ = (
        sa.Index("report_message", "chat_id", "message_id"),
        sa.Index("report_person", "user_id", "at"),
    )

    id: int = big_key()
    ticket_id: int = big(sa.ForeignKey("ticket.id"), index=True)
    user_id: int = big()
    name: str = ""
    chat_id: int = big()
    message_id: int = big()
    words: str = ""
    household: str = ""
    contact: str = ""
    opens: bool = False
    proxy: bool = False
    at: datetime = moment(nullable=False)
    withdrawn_at: datetime | None = moment()


_REPORT: sa.Table = Report.__table__  # type: ignore[attr-defined]
_STANDING = (_REPORT.c.ticket_id == sa.bindparam("ticket"), _REPORT.c.withdrawn_at.is_(None))
_REPORTS_OF = Prepared(sa.select(_REPORT).where(*_STANDING).order_by(_REPORT.c.id))
_HOMES = Prepared(sa.select(_REPORT.c.user_id, _REPORT.c.household).where(*_STANDING).distinct())
_IS_REPORTER = Prepared(sa.select(_REPORT.c.id).where(*_STANDING, _REPORT.c.user_id == sa.bindparam("user")).limit(1))
_REPORTS_IN = Prepared(
    sa.select(_REPORT.c.ticket_id, _REPORT.c.opens)
    .where(_REPORT.c.chat_id == sa.bindparam("chat"), _REPORT.c.message_id == sa.bindparam("message"))
    .where(_REPORT.c.withdrawn_at.is_(None))
    .order_by(_REPORT.c.id)
)
_LAST_WORDS = Prepared(
    sa.select(_REPORT.c.words).where(_REPORT.c.user_id == sa.bindparam("user")).order_by(_REPORT.c.at.desc()).limit(1)
)
_GROUP_OF = Prepared(
    sa.select(_REPORT.c.chat_id)
    .where(_REPORT.c.user_id == sa.bindparam("user"), _REPORT.c.chat_id < 0, ~_REPORT.c.proxy)
    .order_by(_REPORT.c.at.desc())
    .limit(1)
)
_REPORTERS_IN = Prepared(
    sa.select(_REPORT.c.ticket_id, _REPORT.c.name)
    .where(_REPORT.c.chat_id == sa.bindparam("chat"), _REPORT.c.at > sa.bindparam("since"))
    .where(_REPORT.c.withdrawn_at.is_(None))
    .order_by(_REPORT.c.id)
)
_OPENED_BY = Prepared(
    sa.select(_REPORT.c.at, _REPORT.c.ticket_id)
    .where(_REPORT.c.user_id == sa.bindparam("user"), _REPORT.c.opens, _REPORT.c.at > sa.bindparam("since"))
    .order_by(_REPORT.c.at)
)

_LEAVE_JOINED = Prepared(
    sa.update(_REPORT)
    .where(*_STANDING, ~_REPORT.c.opens, _REPORT.c.user_id != sa.bindparam("teller"))
    .values(withdrawn_at=sa.bindparam("at_moment", type_=_REPORT.c.withdrawn_at.type), contact="")
)


def opened_by(session: Session, user: int, since: datetime) -> Sequence[Any]:
    """When somebody opened tickets since then, and which: rows of (at, ticket_id), oldest first."""
    return _OPENED_BY.all(session, {"user": user, "since": since})


def last_words(session: Session, user: int) -> str:
    """What somebody reported last, as they wrote it; "" where they have reported nothing."""
    return str(_LAST_WORDS.scalar(session, {"user": user}) or "")


def group_of(session: Session, user: int) -> int | None:
    """The group in which somebody last told of a ticket."""
    row = _GROUP_OF.first(session, {"user": user})
    return None if row is None else int(row.chat_id)


def reports_of(session: Session, ticket: int) -> Sequence[Any]:
    """Who reported a ticket and has not taken it back, the first first."""
    session.flush()
    return _REPORTS_OF.all(session, {"ticket": ticket})


def told_last(session: Session, user: int, tickets: Sequence[int]) -> int | None:
    """Of which of these tickets somebody spoke last."""
    mine = (_REPORT.c.user_id == user, _REPORT.c.ticket_id.in_(tickets), _REPORT.c.withdrawn_at.is_(None))
    session.flush()
    found = sa.select(_REPORT.c.ticket_id).where(*mine).order_by(_REPORT.c.id.desc()).limit(1)
    return session.connection().execute(found).scalar()


def reports_in(session: Session, chat: int, message: int) -> Sequence[Any]:
    """The reports that one message made and that were not taken back: rows of (ticket_id, opens)."""
    session.flush()
    return _REPORTS_IN.all(session, {"chat": chat, "message": message})


def reporters_in(session: Session, chat: int, since: datetime) -> Sequence[Any]:
    """Who has reported what in a chat since then and not taken it back: rows of (ticket_id, name), oldest first."""
    session.flush()
    return _REPORTERS_IN.all(session, {"chat": chat, "since": since})


def is_reporter(session: Session, ticket: int, user: int) -> bool:
    """Whether somebody reported a ticket and has not taken it back."""
    session.flush()
    return _IS_REPORTER.first(session, {"ticket": ticket, "user": user}) is not None


def took_back(session: Session, ticket: int, user: int) -> bool:
    """Whether somebody had reported a ticket and has taken that back."""
    gone = (_REPORT.c.ticket_id == ticket, _REPORT.c.user_id == user, _REPORT.c.withdrawn_at.is_not(None))
    session.flush()
    return session.connection().execute(sa.select(_REPORT.c.id).where(*gone).limit(1)).first() is not None


def took_back_lately(session: Session, user: int, chat: int, since: datetime) -> int | None:
    """What somebody told in a chat and has taken back since then, the last."""
    gone = (_REPORT.c.user_id == user, _REPORT.c.chat_id == chat, _REPORT.c.withdrawn_at >= since)
    session.flush()
    found = sa.select(_REPORT.c.ticket_id).where(*gone).order_by(_REPORT.c.withdrawn_at.desc()).limit(1)
    return session.connection().execute(found).scalar()


def take_back(session: Session, ticket: int, users: Iterable[int], at: datetime) -> None:
    """These people report a ticket no more."""
    theirs = sa.update(_REPORT).where(_REPORT.c.ticket_id == ticket, _REPORT.c.user_id.in_(sorted(users)))
    session.connection().execute(theirs.values(withdrawn_at=at, contact=""))


def households(session: Session, ticket: int) -> int:
    """How many homes (or people, where the home is not told) have reported."""
    session.flush()
    homes: dict[int, set[str]] = {}
    for user, household in _HOMES.all(session, {"ticket": ticket}):
        homes.setdefault(user, set()).add(household)
    return len({home for user, told in homes.items() for home in (told - {""} or {str(user)})})


def leave_joined(session: Session, ticket: int, at: datetime, teller: int) -> None:
    """Who has only joined a ticket is none of its reporters any more, but for the `teller` of what it is now."""
    session.flush()
    _LEAVE_JOINED.run(session, {"ticket": ticket, "at_moment": at, "teller": teller})


def keep_contact(session: Session, ticket: int, user: int, contact: str) -> None:
    """Keeps by which telephone somebody who reported a ticket is reached; of anybody else none is kept."""
    session.flush()
    update(session, Report, {"ticket_id": ticket, "withdrawn_at": None, "user_id": user}, contact=contact)
