"""What is kept of what somebody has told, and taking it out of what is finished: reports, words, notes, photos."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from models import outbox
from models.attachment import Attachment
from models.handover import HandoverForm
from models.notice import Notice
from models.outbox import Outbox
from models.place import Role
from models.report import Report
from models.ticket import Ticket, TicketEvent, by_desk
from rules.cards import kept_of
from rules.redaction import for_neighbours
from rules.tickets import UNFINISHED

_R: sa.Table = Report.__table__  # type: ignore[attr-defined]
_T: sa.Table = Ticket.__table__  # type: ignore[attr-defined]
_E: sa.Table = TicketEvent.__table__  # type: ignore[attr-defined]
_A: sa.Table = Attachment.__table__  # type: ignore[attr-defined]
_O: sa.Table = Outbox.__table__  # type: ignore[attr-defined]
_H: sa.Table = HandoverForm.__table__  # type: ignore[attr-defined]
_N: sa.Table = Notice.__table__  # type: ignore[attr-defined]
_STAFF: sa.Table = Role.__table__  # type: ignore[attr-defined]
TAKEN_OUT, AT_A_TIME = "…", 500
_BLANK = {"user_id": 0, "name": "", "words": "", "household": "", "contact": "", "message_id": 0}
# What the log keeps of residents' words whoever wrote them down; what staff did and why stays.
_SAID_FOR_RESIDENTS = ("open", "join", "add", "correct")
_OLD = (
    sa.select(_T.c.id)
    .where(_T.c.closed_at < sa.bindparam("before"), _T.c.words != TAKEN_OUT, _T.c.state.not_in(sorted(UNFINISHED)))
    .order_by(_T.c.id)
    .limit(sa.bindparam("most"))
)


def told_by(session: Session, user: int, most: int) -> Sequence[Report]:
    """What somebody has told, the newest first."""
    mine = select(Report).where(Report.user_id == user).order_by(col(Report.id).desc())
    return session.exec(mine.limit(most)).all()


def count_told(session: Session, user: int) -> int:
    """How many reports of somebody's are kept."""
    mine = sa.select(sa.func.count()).where(_R.c.user_id == user)
    return int(session.connection().execute(mine).scalar_one())


def forget_told(session: Session, user: int) -> tuple[int, list[Ticket]]:
    """Takes somebody out of everything finished; returns how many reports that were, and of which tickets."""
    connection = session.connection()
    session.flush()
    over = sa.and_(_R.c.user_id == user, _R.c.ticket_id.in_(_finished()))
    told = (_R.c.ticket_id, _R.c.opens, _R.c.name, _R.c.household)
    mine = connection.execute(sa.select(*told).where(over).order_by(_R.c.id)).all()
    connection.execute(sa.update(_R).where(over).values(**_BLANK))
    opened = {row.ticket_id for row in mine if row.opens}
    hidden = {part for row in mine for part in (row.name, row.household) if part}
    for ticket in dict.fromkeys(row.ticket_id for row in mine):
        _forget_on(connection, ticket, user, ticket in opened)
        _hide_on(connection, ticket, hidden)
    session.expire_all()
    return len(mine), [by_desk(session, ticket) for ticket in dict.fromkeys(row.ticket_id for row in mine)]


def forget_private(session: Session, user: int) -> None:
    """Takes the words out of what somebody was told in private that is about no ticket: all that is kept of them."""
    said = sa.and_(_O.c.chat_id == user, _O.c.ticket_id.is_(None), _O.c.act == "send", _O.c.state.in_(outbox.ENDED))
    _blank_sent(session, said)


def forget_sent(session: Session, tickets: Collection[int]) -> None:
    """Takes words and files out of what was sent about these tickets, but for how their cards look now.

    Buttons stay: whoever presses one of an old message is still answered.
    """
    looks = {face.id for ticket in tickets for face in outbox.faces(session, ticket).values()}
    said = sa.and_(_O.c.ticket_id.in_(sorted(tickets)), _O.c.act.in_(("send", "edit")), _O.c.state.in_(outbox.ENDED))
    _blank_sent(session, said, looks)


def _blank_sent(session: Session, said: sa.ColumnElement[bool], looks: Collection[int] = ()) -> None:
    connection = session.connection()
    session.flush()
    for row in connection.execute(sa.select(_O.c.id, _O.c.payload).where(said)).all():
        if row.id not in looks:
            connection.execute(sa.update(_O).where(_O.c.id == row.id).values(payload=_without_words(row.payload)))


def _without_words(payload: Mapping[str, Any]) -> dict[str, Any]:
    """A message that was captioned is so still, or its edits would go wrong."""
    kept = {key: value for key, value in payload.items() if key in ("buttons", "reply_to", "caption", "message")}
    files: dict[str, Any] = {"photos": [TAKEN_OUT]} if payload.get("photos") else {}
    files |= {kind: TAKEN_OUT for kind in ("voice", "file", "document") if payload.get(kind)}
    return kept | files | {"text": TAKEN_OUT}


def forget_ended(session: Session, before: datetime) -> int:
    """Takes what residents said out of tickets that ended before then, and who they were; returns how many tickets.

    What it was about, where, when and what was done stays, and by which accounts it was told, for they are counted.
    """
    connection = session.connection()
    session.flush()
    old = connection.execute(_OLD, {"before": before, "most": AT_A_TIME}).scalars().all()
    if not old:
        return 0
    blank = {"words": TAKEN_OUT, "spoken": "", "room": "", "news": "", "question": ""}
    connection.execute(sa.update(_T).where(_T.c.id.in_(old)).values(**blank))
    who = {name: "" for name in ("name", "words", "household", "contact")}
    connection.execute(sa.update(_R).where(_R.c.ticket_id.in_(old)).values(**who))
    staff = sa.select(_STAFF.c.user_id)
    said = sa.or_(_E.c.actor.not_in(staff), _E.c.kind.in_(_SAID_FOR_RESIDENTS))
    _blank_events(connection, sa.and_(_E.c.ticket_id.in_(old), said))
    for ticket in old:
        _blank_forms(connection, ticket)
    for table in (_A, _N):
        connection.execute(sa.delete(table).where(table.c.ticket_id.in_(old)))
    session.expire_all()
    return len(old)


def _blank_events(connection: sa.Connection, which: sa.ColumnElement[bool]) -> None:
    """Takes the words out of the log, and the words by which they were read."""
    for event in connection.execute(sa.select(_E.c.id, _E.c.data).where(which)).all():
        taken = {key: "" if key == "words" else [] for key in ("words", "why") if event.data.get(key)}
        if taken:
            connection.execute(sa.update(_E).where(_E.c.id == event.id).values(data=event.data | taken))


def _blank_forms(connection: sa.Connection, ticket: int) -> None:
    """A form quotes what was said; who did what when stays on it."""
    forms = sa.select(_H.c.id, _H.c.sheet).where(_H.c.ticket_id == ticket)
    for form in connection.execute(forms).all():
        history = [[at, action, who, ""] for at, action, who, _ in form.sheet.get("history", ())]
        sheet = form.sheet | {"facts": TAKEN_OUT, "history": history}
        connection.execute(sa.update(_H).where(_H.c.id == form.id).values(sheet=sheet))


def _finished() -> sa.Select[Any]:
    return sa.select(_T.c.id).where(_T.c.state.not_in(sorted(UNFINISHED)))


def _forget_on(connection: sa.Connection, ticket: int, user: int, opened: bool) -> None:
    """The words and the room of who opened it, and of what was added only what others have said."""
    news = connection.execute(sa.select(_T.c.news).where(_T.c.id == ticket)).scalar_one()
    values = {"news": kept_of(news, _said_by_others(connection, ticket, user))}
    values |= {"words": "", "spoken": "", "room": ""} if opened else {}
    connection.execute(sa.update(_T).where(_T.c.id == ticket).values(**values))
    _blank_events(connection, sa.and_(_E.c.ticket_id == ticket, _E.c.actor == user))
    _blank_forms(connection, ticket)
    connection.execute(sa.delete(_A).where(_A.c.ticket_id == ticket, _A.c.by == user))
    connection.execute(sa.delete(_N).where(_N.c.ticket_id == ticket))


def _hide_on(connection: sa.Connection, ticket: int, hidden: Collection[str]) -> None:
    """What staff wrote of a ticket says no more who it was and behind which door."""
    row = connection.execute(sa.select(_T.c.done, _T.c.statement).where(_T.c.id == ticket)).one()
    wrote = {name: for_neighbours(words, hidden) for name, words in row._mapping.items()}
    connection.execute(sa.update(_T).where(_T.c.id == ticket).values(**wrote))
    by_staff = sa.and_(_E.c.ticket_id == ticket, _E.c.actor.in_(sa.select(_STAFF.c.user_id)))
    for event in connection.execute(sa.select(_E.c.id, _E.c.data).where(by_staff)).all():
        if words := event.data.get("words"):
            data = event.data | {"words": for_neighbours(words, hidden)}
            connection.execute(sa.update(_E).where(_E.c.id == event.id).values(data=data))


def _said_by_others(connection: sa.Connection, ticket: int, user: int) -> Sequence[str]:
    events = sa.select(_E.c.data).where(_E.c.ticket_id == ticket, _E.c.actor != user)
    said = [str(data.get("words", "")) for data in connection.execute(events).scalars()]
    reports = sa.select(_R.c.words).where(_R.c.ticket_id == ticket, _R.c.user_id != user)
    return [*said, *connection.execute(reports).scalars()]
