"""The clocks of a ticket: what it goes by, how it stands, and when it is to be looked at again."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec

from handlers.recurring import Calendar
from models.ticket import Ticket, known, move
from models.ticket_due import set_due
from models.ticket_log import changes_of
from rules import escalation, ladder, resolving
from rules.cards import gathered
from rules.closing import ClosingPolicy
from rules.contact import ContactPolicy
from rules.duty import Clock, Pause, after
from rules.escalation import ClaimPolicy
from rules.ladder import Standing
from rules.resolving import Course, ResolvePolicy, Suspension
from rules.taxonomy import ServiceClass
from rules.tickets import FREE, TAKEN
from rules.town import Level

# Whoever has it from now on has not been heard of yet.
UNHEARD: dict[str, Any] = {"contacted_at": None, "contact_asked_at": None, "in_touch": False}
NOBODYS: dict[str, Any] = {"claimed_by": None, "claimer": "", "taken_at": None, **UNHEARD}


def in_new_hands(ticket: Ticket) -> dict[str, Any]:
    """What is so once somebody else has it: what its last worker promised is a note, and no word of theirs."""
    return UNHEARD | {
        "progress": "",
        "news": gathered(ticket.news, ticket.progress) if ticket.progress else ticket.news,
    }


class Timekeeper(Calendar):
    """Every change of a ticket ends with `reschedule`, so that nothing waits that nobody will look at."""

    def rules_of(self, ticket: Ticket) -> ladder.Policies:
        """What a ticket goes by; one from before that was kept has today's closing and no limits after a claim."""
        policy, ladder_kept = ticket.policy, ticket.ladder
        last = self._rules.get(ticket.id)
        if last is not None and last[0] is policy and last[1] is ladder_kept:
            return last[2]
        whose, read = self.res.ladders
        if whose is not self.policies:
            read = {}
            self.res.ladders = self.policies, read
        told = msgspec.json.encode((policy, ladder_kept))
        rules = read.get(told)
        if rules is None:
            rules = read[told] = self._rules_of(ticket)
        self._rules[ticket.id] = policy, ladder_kept, rules
        return rules

    def _rules_of(self, ticket: Ticket) -> ladder.Policies:
        kept, now = ticket.ladder, self.policies.ladder
        contact, resolve, closing = (kept.get(name) for name in ("contact", "resolve", "closing"))
        return ladder.Policies(
            claim=ClaimPolicy.from_dict(ticket.policy),
            contact=ContactPolicy.from_dict(contact) if contact else None,
            resolve=ResolvePolicy.from_dict(resolve) if resolve else None,
            closing=ClosingPolicy.from_dict(closing) if closing else now.closing,
            answer_wait=timedelta(seconds=kept["answer_wait"]) if "answer_wait" in kept else now.answer_wait,
            hours=self.policies.duty_hours,
        )

    def standing(self, ticket: Ticket) -> Standing:
        """The ticket as its clocks see it."""
        # An attribute of a mapped class costs five times a dictionary's value.
        kept = vars(ticket)
        return Standing(
            id=kept["id"],
            state=kept["state"],
            level=Level(kept["level"]),
            created=kept["created_at"],
            began=kept["ladder_from"] or kept["created_at"],
            step=kept["step"],
            rung=kept["rung"],
            taken=kept["taken_at"],
            contact_asked=kept["contact_asked_at"],
            contacted=kept["contacted_at"],
            extended=timedelta(seconds=kept["extended"]),
            waiting=kept["waiting_since"],
            pauses=pauses_in(kept["pauses"]),
            suspensions=suspensions_in(kept["suspensions"]),
            review=kept["review_at"],
            resolved=kept["resolved_at"],
            closed=kept["closed_at"],
            asked_again=kept["asked_again_at"],
        )

    def due_extended(self, ticket: Ticket, extended: timedelta) -> datetime | None:
        """Until when a ticket should be resolved if its time were longer by so much."""
        return ladder.resolve_due(self.rules_of(ticket), replace(self.standing(ticket), extended=extended))

    def service_day(self, clock: Clock) -> timedelta:
        """How long a day is by a service clock."""
        return timedelta(days=1) if clock == "calendar" else self.policies.duty_hours.length

    def first_clocks(self, service_class: ServiceClass, level: Level) -> dict[str, Any]:
        """The policies a new ticket keeps, and its first moments: of many told in one moment worked out once."""
        told = service_class, level, self.now
        if told not in self._first:
            self._first[told] = self._first_clocks(service_class, level)
        return self._first[told]

    def _first_clocks(self, service_class: ServiceClass, level: Level) -> dict[str, Any]:
        claim, hours, now = self.policies.claims[service_class], self.policies.duty_hours, self.now
        resolve = self.policies.ladder.resolve.get(service_class)
        course = Course(now, level)
        due = [escalation.due(claim, 0, now, hours), resolve and resolving.due(resolve, 0, course, hours)]
        return {
            "policy": claim.to_dict(),
            "ladder": self.policies.ladder.snapshot(service_class),
            "due_at": min((moment for moment in due if moment), default=None),
            "claim_due_at": after(now, claim.limit, claim.clock, hours),
            "resolve_due_at": resolve and resolving.resolve_due(resolve, course, hours),
        }

    def record(self, ticket: int, kind: str, **data: Any) -> None:
        """Writes the audit log, with what has changed of the ticket's standing; its clocks are reckoned anew."""
        changes = changes_of(self.session, ticket)
        super().record(ticket, kind, **data, **changes)
        if changes:
            self.reschedule(known(self.session, ticket))

    def offer_again(self, ticket: Ticket, level: Level, step: int = 0, anew: bool = False) -> dict[str, Any]:
        """What a ticket is given that waits at a level for somebody to take it: nobody has it, its ladder is new.

        `anew` where no step is left: then the last one is gone up once more, so that it does not lie there.
        """
        policy = self.rules_of(ticket).claim
        step = escalation.index_at(policy, step, level)
        if anew and step and step == len(policy.steps):
            return NOBODYS | {"step": step - 1, "ladder_from": self.now, "dispatched_at": self.now}
        passed = policy.steps[step - 1].at if step else 0.0
        return NOBODYS | {"step": step, "ladder_from": self.now - policy.limit * passed, "dispatched_at": self.now}

    def claim_by(self, ticket: Any) -> datetime | None:
        """Until when somebody should claim it: anew where it was given back, for it was claimed once."""
        if not (ticket.claimed_at and ticket.dispatched_at):
            return ticket.claim_due_at  # type: ignore[no-any-return]
        policy = self.policies.claims[ServiceClass(ticket.service_class)]
        return after(ticket.dispatched_at, policy.limit, policy.clock, self.policies.duty_hours)

    def is_behind(self, ticket: Ticket) -> bool:
        """Whether it is past its limit: nobody has taken it in time, or it should be done by now."""
        by, until = self.claim_by(ticket), ticket.resolve_due_at
        untaken = ticket.state == "open" and ticket.submitted_by is None and by is not None and by < self.now
        late = ticket.state in FREE and until is not None and until < self.now
        return untaken or late

    def at_work(self, ticket: Ticket, who: int = 0) -> None:
        """A sign that whoever has a ticket (`who`, if only theirs counts) is at work on it: its claim is not silent.

        It is told in what is recorded next.
        """
        if ticket.state in TAKEN and not ticket.contacted_at and who in (0, ticket.claimed_by):
            move(self.session, ticket, "contact", contacted_at=self.now)

    def go_on(self, ticket: Ticket, until: datetime) -> bool:
        """The clock that stood for the reporter's answer goes on; False when it did not stand."""
        since = ticket.waiting_since
        if since is None:
            return False
        pauses = [*ticket.pauses, kept(since, until)]
        return move(self.session, ticket, "go_on", "waiting_since", waiting_since=None, question="", pauses=pauses)

    def stop_waiting(self, ticket: Ticket) -> None:
        """Nobody's answer is waited for any more."""
        if ticket.waiting_since and self.go_on(ticket, self.now):
            self.record(ticket.id, "wait_over")

    def reschedule(self, ticket: Ticket) -> None:
        """Reckons anew when anything of the ticket falls due, and until when it should be resolved."""
        policies, standing = self.rules_of(ticket), self.standing(ticket)
        if self.reckoned.get(ticket.id) == (policies, standing, self.now):
            return
        if self.is_led(ticket):
            self.fall_due(ticket, None, ticket.resolve_due_at)
            return
        due_at = ladder.next_moment(policies, standing, self.now)
        self.fall_due(ticket, due_at, ladder.resolve_due(policies, standing))
        self.reckoned[ticket.id] = policies, standing, self.now

    def reckon_anew(self, ticket: Ticket) -> None:
        """The same where something beside the ticket has changed by which its clocks go."""
        self.reckoned.pop(ticket.id, None)
        self.reschedule(ticket)

    def is_led(self, ticket: Ticket) -> bool:
        """Whether another ticket's clocks are this one's too."""
        return False

    def fall_due(self, ticket: Ticket, at: datetime | None, resolve_at: datetime | None) -> None:
        """Sets when a ticket is looked at again; what was reckoned of it before counts no more."""
        self.reckoned.pop(ticket.id, None)
        set_due(self.session, ticket, due_at=at, resolve_due_at=resolve_at)


def pauses_in(stored: Sequence[Sequence[str]]) -> list[Pause]:
    """The spans a ticket's clock stood, as they are kept."""
    return [(_moment(began), _moment(ended)) for began, ended in stored]


def suspensions_in(stored: Sequence[Sequence[str]]) -> list[Suspension]:
    """A ticket's suspensions, as they are kept: since, review, and "" or when it was resumed."""
    return [
        Suspension(_moment(since), _moment(review), _moment(resumed) if resumed else None)
        for since, review, resumed in stored
    ]


def kept(*moments: datetime | None) -> list[Any]:
    """Moments as a ticket keeps them in a list."""
    return [moment.astimezone(UTC).isoformat() if moment else "" for moment in moments]


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
