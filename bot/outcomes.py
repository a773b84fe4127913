"""What becomes of a claimed row once the platform has answered, or has not."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session

from bot.gateway import Gone, Moved, Outcome, Refused, Sent, TryLater, Unclear
from bot.metrics import Metrics
from models import delivery
from models.delivery import DeliveryRow, ReadyRow
from models.outbox import DROPPED, GONE, REFUSED
from models.session import is_lost

log = logging.getLogger(__name__)
UNCLEAR_PAUSE = 5.0
LONGEST_PAUSE = 600.0

Undelivered = Callable[[Session, DeliveryRow, Outcome], None]


@dataclass(frozen=True, slots=True)
class Ended:
    """What became of a claimed row; None when its turn never came."""

    row: DeliveryRow
    outcome: Outcome | None


def counts(row: DeliveryRow | ReadyRow) -> bool:
    """Whether a row counts against the limits and keeps its chat's order."""
    return row.act not in delivery.UNCOUNTED


def holds_chat(row: DeliveryRow) -> bool:
    """Whether the chat waits with this row after an unclear send: the first time, so that nothing overtakes it."""
    return counts(row) and row.attempts == 0 and row.when_unclear != "drop"


class Outcomes:
    """Notes outcomes; `undelivered` is told, in the same transaction, of what will not arrive as it is."""

    def __init__(self, undelivered: Undelivered, metrics: Metrics) -> None:
        self._undelivered, self._metrics = undelivered, metrics

    def settle(self, session: Session, ended: Sequence[Ended], now: datetime) -> None:
        """Notes everything that ended, in the transaction of `session`; `now` is the real time."""
        sent = [(each.row, each.outcome.message) for each in ended if isinstance(each.outcome, Sent)]
        delivery.mark_sent(session, sent, now)
        for each in ended:
            if not isinstance(each.outcome, Sent):
                self._unsent(session, each.row, each.outcome, now)

    def _unsent(self, session: Session, row: DeliveryRow, outcome: Outcome | None, now: datetime) -> None:
        match outcome:
            case Moved(to) if to != row.chat_id:
                delivery.move_chat(session, row.chat_id, to)
                delivery.put_back(session, row, row.attempts)
                self._tell(session, row, outcome)
            case Unclear(words):
                self._unclear(session, row, now, words)
            case Gone("account"):
                delivery.put_back(session, row, row.attempts)
            case Gone(reason, words):
                delivery.mark_ended(session, row, GONE, f"{reason}: {words}")
                self._tell(session, row, outcome)
            case Refused("stale_query", words):
                delivery.mark_ended(session, row, DROPPED, words)
            case Refused(reason, words):
                log.error("The platform refuses row %s for good: %s %s", row.id, reason, words)
                delivery.mark_ended(session, row, REFUSED, f"{reason}: {words}")
                self._tell(session, row, outcome)
            case TryLater(after) if not counts(row):
                delivery.put_back(session, row, row.attempts, now + timedelta(seconds=after))
            case _:
                delivery.put_back(session, row, row.attempts)

    def _unclear(self, session: Session, row: DeliveryRow, now: datetime, words: str) -> None:
        if row.when_unclear == "drop":
            delivery.mark_ended(session, row, DROPPED, f"unclear: {words}")
            return
        pause = min(UNCLEAR_PAUSE * 2 ** min(row.attempts, 10), LONGEST_PAUSE)
        until = None if holds_chat(row) else now + timedelta(seconds=pause)
        delivery.put_back(session, row, row.attempts + 1, until, f"unclear: {words}")

    def _tell(self, session: Session, row: DeliveryRow, outcome: Outcome) -> None:
        try:
            with session.begin_nested():
                # Statements go straight to the driver: the savepoint begins only with a connection that is asked for.
                session.connection()
                self._undelivered(session, row, outcome)
        except Exception as error:  # A supervised loop: what is made of a failure may not stop the sending.
            if is_lost(error):
                raise
            # What the session had in hand has gone back with it.
            session.info.clear()
            self._metrics.alarms.labels("undelivered").inc()
            log.exception("Nobody could be told that row %s did not arrive", row.id)
