"""What second opinions and transcripts share: the next question to ask outside, its budget, its tries, its end."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlmodel import Session

from config.policy_shapes import Outside
from handlers.desk import Desk
from models.asking import MOST_TRIES, Opinion, VoiceNote, asked_since, end, lease, next_due, put_back

Table = type[Opinion | VoiceNote]
FOR_EVER = datetime.max.replace(tzinfo=UTC)
SLACK = timedelta(seconds=5)


@dataclass(frozen=True, slots=True)
class Question:
    """A row of models.asking that is due, and its table.

    `hopeless` says why it will not be asked: there is nobody ("off"), its "tries" or the day's "budget" are used up.
    """

    table: Table
    row: Any
    patience: timedelta
    hopeless: str = ""

    @property
    def again(self) -> bool:
        """Whether it may be asked once more if this goes wrong."""
        return bool(self.row.tries + 1 < MOST_TRIES)

    def end(self, session: Session, **values: Any) -> bool:
        """Nothing waits for an answer any more; False when that was known."""
        return end(session, self.table, self.row.id, **values)


def next_question(desk: Desk, table: Table, limits: Outside, served: bool) -> Question | None:
    """The question that has waited longest, leased to this process if it is to be asked; None when none is due."""
    # Whom nobody serves need not wait for the end of a lease.
    row = next_due(desk.session, table, desk.real_now if served else FOR_EVER)
    if row is None:
        return None
    hopeless = _hopeless(desk, table, row, limits) if served else "off"
    if not hopeless:
        until = desk.real_now + limits.patience + SLACK
        return Question(table, row, limits.patience) if lease(desk.session, table, row, desk.real_now, until) else None
    return Question(table, row, limits.patience, hopeless)


def ask_again(desk: Desk, question: Question) -> None:
    """It has got no answer, and has another try a little later."""
    put_back(desk.session, question.table, question.row.id, desk.real_now + 2 * question.patience)


def _hopeless(desk: Desk, table: Table, row: Any, limits: Outside) -> str:
    if row.tries >= MOST_TRIES:
        return "tries"
    midnight = desk.res.texts.local(desk.real_now).replace(hour=0, minute=0, second=0, microsecond=0)
    return "budget" if asked_since(desk.session, table, midnight) >= limits.daily else ""
