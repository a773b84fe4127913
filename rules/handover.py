"""问题交接单: what a handover form holds, which of its three questions is still open, and who may sign it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal, get_args

from rules.town import Level

Question = Literal["done", "why", "asked"]
QUESTIONS: tuple[Question, ...] = get_args(Question)
Ground = Literal["authority", "money", "technique", "several_parties"]
GROUNDS: tuple[Ground, ...] = get_args(Ground)
Refusal = Literal["", "not_complete", "signed_before", "own_form"]

LONGEST = 500
MOST_EVENTS = 12
# What people did to the ticket; nudges and climbs of the desk itself are no facts of the matter.
TELLING = frozenset({
    "open", "join", "add", "claim", "contact", "arrive", "note", "hand_over", "report_up", "resolve", "deny",
    "send_back", "bounce",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reminding:
    """Who gives a matter away is asked again `remind` after a question, then every `again`, `most` times in all.

    Raises ValueError for what cannot be.
    """

    remind: timedelta = timedelta(hours=4)
    again: timedelta = timedelta(days=1)
    most: int = 3

    def __post_init__(self) -> None:
        if min(self.remind, self.again) <= timedelta(0) or self.most < 0:
            raise ValueError("a handover form's reminders need spans longer than nothing and a number")

    def next_at(self, now: datetime, told: int) -> datetime | None:
        """When the question that stands open is asked again, after `told` reminders; None for no more."""
        return None if told >= self.most else now + (self.again if told else self.remind)


@dataclass(frozen=True, slots=True)
class Happened:
    """One event of the ticket's history, as it stands on the form: `who` is a name of staff, "" for residents."""

    at: datetime
    action: str
    who: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Handover:
    """The form. The bot fills in the facts and the history; `done`, `why` and `asked` are the three questions.

    `grounds` are read from the answer to `why`; `unsure` while they could not be, and must be asked once. Nothing of
    the reporter stands on it.
    """

    number: int
    matter: str
    place: str
    facts: str
    created: datetime
    households: int
    history: tuple[Happened, ...]
    giver: int
    goes_to: Level
    done: str = ""
    why: str = ""
    asked: str = ""
    grounds: tuple[Ground, ...] = ()
    signed_by: int | None = None
    signed_at: datetime | None = None
    unsure: bool = False

    @property
    def open_question(self) -> Question | None:
        """The next question to ask; None when the form is complete."""
        why = "" if self.unsure else self.why
        answers: dict[Question, str] = {"done": self.done, "why": why, "asked": self.asked}
        return next((question for question in QUESTIONS if not answers[question]), None)

    def answer(self, question: Question, words: str) -> "Handover":
        """The form with this answer, which may replace an earlier one; empty words change nothing.

        Raises ValueError when the form has been signed.
        """
        if self.signed_by is not None:
            raise ValueError("a signed form does not change")
        told = words.strip()[:LONGEST]
        if not told:
            return self
        if question == "done":
            return replace(self, done=told)
        if question == "asked":
            return replace(self, asked=told)
        return replace(self, why=told, grounds=grounds_in(told), unsure=False)

    def choose(self, ground: Ground) -> "Handover":
        """The form with the ground that was pressed. Raises ValueError when the form has been signed."""
        if self.signed_by is not None:
            raise ValueError("a signed form does not change")
        return replace(self, grounds=(ground,), unsure=False)

    def signing_refusal(self, person: int) -> Refusal:
        """Why somebody of the receiving level may not sign, "" if they may."""
        if self.signed_by is not None:
            return "signed_before"
        if self.open_question is not None:
            return "not_complete"
        return "own_form" if person == self.giver else ""

    def sign(self, person: int, at: datetime) -> "Handover":
        """The receiver's one tap. Raises ValueError where `signing_refusal` has something to say."""
        refusal = self.signing_refusal(person)
        if refusal:
            raise ValueError(f"the form may not be signed: {refusal}")
        return replace(self, signed_by=person, signed_at=at)


def telling(history: Iterable[Happened]) -> tuple[Happened, ...]:
    """What of a ticket's history belongs on the form: how it began and the latest of what people did, oldest first."""
    told = sorted((each for each in history if each.action in TELLING), key=lambda each: each.at)
    return (*told[:1], *told[1:][1 - MOST_EVENTS :])


_SAYS: dict[Ground, re.Pattern[str]] = {
    "authority": re.compile(r"权|职责|管不[了着]|执法|归.{1,8}管|不归|审批|没资格"),
    "money": re.compile(r"钱|资金|经费|费用|预算|基金|出资|付不起"),
    "technique": re.compile(r"技术|专业|设备|配件|检测|鉴定|修不[了好]|不会修|资质|查不[出到]|原因不明"),
    "several_parties": re.compile(
        r"多[方家个]|几[方家]|双方|两家|各方|部门|扯皮|推[诿脱]|牵涉|涉及|协调|不同意|谈不[拢成]"
    ),
}


def grounds_in(words: str) -> tuple[Ground, ...]:
    """Why it cannot be solved here, as far as the words tell: authority, money, technique, several parties."""
    return tuple(ground for ground in GROUNDS if _SAYS[ground].search(words))
