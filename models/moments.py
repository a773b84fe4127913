"""When anything falls due next, of every kind there is, in one question that the database answers from indexes."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, SQLModel

from models import broadcast, broadcast_sending, place, temporary, ticket_due
from models.alarm import Alarm
from models.attachment import Attachment
from models.broadcast import Broadcast
from models.broadcast_sending import BroadcastPart
from models.callout import Callout
from models.door import DoorCampaign
from models.handover import HandoverForm
from models.incident import Incident
from models.notice import Notice
from models.place import Group
from models.prepared import Prepared
from models.rollcall import RollCall
from models.schedule import Schedule
from models.supervision import SupervisionOrder
from models.ticket import Ticket
from models.whistle import Whistle


def _columns(table: type[SQLModel]) -> Any:
    return table.__table__.c  # type: ignore[attr-defined]


# By the desk's clock. A moment may stand for nothing, which costs a look; none may be missing.
_DESK: Mapping[str, Any] = {
    "ticket": _columns(Ticket).due_at,
    "group_leave": _columns(Group).leave_at,
    "whistle": _columns(Whistle).look_at,
    "order": _columns(SupervisionOrder).look_at,
    "photo": _columns(Attachment).due_at,
    "notice": _columns(Notice).due_at,
    "alarm": _columns(Alarm).due_at,
    "schedule": _columns(Schedule).next_at,
    "broadcast": _columns(Broadcast).due_at,
    "broadcast_part": _columns(BroadcastPart).due_at,
    "callout": _columns(Callout).due_at,
    "rollcall": _columns(RollCall).due_at,
    "door": _columns(DoorCampaign).due_at,
    "handover": _columns(HandoverForm).remind_at,
}
# By the platform's clock: cards are drawn anew.
_REAL: Mapping[str, Any] = {
    "broadcast_progress": _columns(Broadcast).progress_at,
    "broadcast_card": _columns(BroadcastPart).card_at,
    "callout_card": _columns(Callout).card_at,
    "rollcall_board": _columns(RollCall).board_at,
    "door_card": _columns(DoorCampaign).card_at,
}
# What has no moment: there is something to look at, or there is not.
_ANY: Mapping[str, sa.Select[Any]] = {
    "late": ticket_due.ANY_LATE,
    "unannounced": place.ANY_UNANNOUNCED,
    "temporary": temporary.ANY_TEMPORARY,
    "incident": sa.select(_columns(Incident).id).where(_columns(Incident).ended_at.is_(None)).limit(1),
    "broadcast_change": broadcast.ANY_CHANGING,
}
# Only these rows of a table can fall due.
_ONLY: Mapping[str, sa.ColumnElement[bool]] = {
    "group_leave": _columns(Group).gone_at.is_(None),
    "photo": _columns(Attachment).ticket_id.is_(None),
    "broadcast_part": broadcast_sending.WAITS,
}


@cache
def question() -> Prepared:
    """All of it as one statement."""
    moments = [_first(name, column) for name, column in (*_DESK.items(), *_REAL.items())]
    return Prepared(sa.select(*moments, *(any_.scalar_subquery().label(name) for name, any_ in _ANY.items())))


def _first(name: str, column: Any) -> sa.Label[Any]:
    first = sa.select(sa.func.min(column, type_=column.type))
    return (first.where(_ONLY[name]) if name in _ONLY else first).scalar_subquery().label(name)


class Waiting:
    """What of each kind falls due next, as it stood when the database was asked."""

    def __init__(self, row: Any) -> None:
        self._row = row

    def has(self, kind: str, now: datetime, real_now: datetime) -> bool:
        """Whether there is anything of a kind to look at now."""
        first = getattr(self._row, kind)
        if first is None or kind in _ANY:
            return first is not None
        return bool(first <= (real_now if kind in _REAL else now))

    def next_at(self) -> datetime | None:
        """When the next thing falls due by the desk's clock."""
        return self._first(_DESK)

    def next_redrawn(self) -> datetime | None:
        """When the next card is drawn anew by the platform's clock."""
        return self._first(_REAL)

    def _first(self, kinds: Iterable[str]) -> datetime | None:
        return min((first for kind in kinds if (first := getattr(self._row, kind)) is not None), default=None)


def waiting(session: Session) -> Waiting:
    """Asks what falls due next."""
    session.flush()
    return Waiting(question().first(session, {}))
