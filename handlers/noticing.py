"""Telling staff about tickets in private: what is urgent at once, all else in one summary in a while."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from itertools import accumulate
from typing import Any

from handlers.speaking import HIGH, NORMAL, NUDGE_LIFE, URGENT, Buttons, face_of
from handlers.timing import Timekeeper
from models import notice
from models.burden import told_since
from models.callout import still_asked
from models.ticket import Ticket, by_desk
from rules import budget, onduty
from rules.messages import Button
from rules.routing import Officer
from rules.taxonomy import ServiceClass
from rules.tickets import ACTIVE, State
from templates import quote

WHILE_OPEN = frozenset({"nudge", "backup", "climbed", "nobody_there", "morning"})
# Nobody is asked to go where it is said to be done, and nobody to look where it is not.
ASKS_TO_GO = WHILE_OPEN - {"climbed", "nobody_there"}
BEFORE_THE_LIMIT = frozenset({"resolve_remind", "resolve_warn"})
ALWAYS = frozenset({"withdrawn_staff", "false_report_found", "mistake_told"})
# Somebody waits for whoever thinks that it is done: neither gathered by day nor left out for what is newer.
NOT_DONE = frozenset({"reopened_staff", "reopened_up", "result_unheard", "question_unheard"})
CALLOUT, DAILY = "callout", "care"
LONGEST = 900
MOST_BUTTONS = 8
LINE = 90
# A summary's first and last line, and the three signs before and after each line.
FRAME = 90


class Herald(Timekeeper):
    """Notices to staff; an hour's are gathered, what is no longer true is left out."""

    def notice(
        self,
        officer: Officer,
        kind: str,
        ticket: Ticket,
        words: Mapping[str, Any],
        buttons: Buttons = (),
        may_wait: bool = False,
    ) -> bool:
        """Tells one of the staff something about a ticket: `kind` is the message; False when they cannot be told.

        What `may_wait` is gathered and held overnight whatever the ticket's class.
        """
        if not officer.reachable:
            return False
        urgent = ServiceClass(ticket.service_class) in self.policies.ladder.budget.at_once and not may_wait
        if urgent or (kind in NOT_DONE and self.free_at(officer.user) is None):
            return self.tell(
                officer, kind, words, buttons=buttons, ticket=ticket.id, purpose=kind,
                when_unclear="resend" if kind in NOT_DONE else "drop", life=None if kind in NOT_DONE else NUDGE_LIFE,
                priority=URGENT if ticket.service_class == "P0" else HIGH,
            )  # fmt: skip
        waits = self._waits(officer.user)
        notice.add_notice(
            self.session, user_id=officer.user, ticket_id=ticket.id, kind=kind,
            service_class=ServiceClass.Q if may_wait else ticket.service_class,
            face={"text": self.text(kind, **words), "buttons": face_of(buttons), **_kept(words)}, made_at=self.now,
            due_at=waits or self.now,
        )  # fmt: skip
        if waits is None:
            self.summarise(officer.user)
        return True

    def _waits(self, user: int) -> datetime | None:
        """Until when what there is for somebody waits; None where it is to be weighed now."""
        if (user, self.now) not in self._until:
            self._until[user, self.now] = notice.next_for(self.session, user, self.now)
        until = self._until[user, self.now]
        sooner = until is not None and until - self.now > self.policies.ladder.budget.summary_every
        return None if sooner and self.free_at(user) is None else until

    def reaches_at(self, user: int, ticket: Ticket) -> datetime:
        """When somebody reads what they are told about a ticket now: at once, or with their next summary."""
        if ServiceClass(ticket.service_class) in self.policies.ladder.budget.at_once:
            return self.now
        last = notice.last_said(self.session, user)
        return budget.free_at(self.policies.ladder.budget, last, self.now, self.free_at(user))

    def gather(
        self, user: int, kind: str, template: str, words: Mapping[str, Any], buttons: Buttons = (), ref: int = 0
    ) -> bool:
        """Keeps something about no ticket for somebody's next summary, where their day has brought enough already.

        `kind` and `ref` say by what it is no longer true. False where it may be said at once: nothing is kept then.
        """
        held = self.held_until(user)
        if held is None:
            return False
        face = {"text": self.text(template, **words), "buttons": face_of(buttons), "ref": ref}
        notice.add_notice(
            self.session, user_id=user, ticket_id=None, kind=kind, service_class=ServiceClass.Q, face=face,
            made_at=self.now, due_at=held,
        )  # fmt: skip
        self._until.pop((user, self.now), None)
        return True

    def held_until(self, user: int) -> datetime | None:
        """Until when a day that has brought enough already holds what may wait; None while it has not."""
        spent = self._spent(user, self.local_now)
        return (self.free_at(user) or self.now) if spent else None

    def summarise(self, user: int) -> bool:
        """Says what one of the staff is still to be told, if that may be now; whether anything was said."""
        self._until.clear()
        rows = {row.id: row for row in notice.waiting_for(self.session, user)}
        over = {row.id for row in rows.values() if not self._still_true(row)}
        left = [
            budget.Notice(row.id, _about(row), ServiceClass(row.service_class))
            for row in rows.values()
            if row.id not in over
        ]
        last = notice.last_said(self.session, user)
        plan = budget.plan(self.policies.ladder.budget, left, last, self.now, self.free_at(user))
        said = [rows[each.id] for each in (*plan.at_once, *plan.summary)]
        notice.settle(self.session, [*over, *(each.id for each in plan.superseded)], None)
        if said:
            notice.settle(self.session, [row.id for row in said], self.now)
            self._say_notices(user, said)
        if plan.next_at:
            notice.wait_until(self.session, [each.id for each in plan.waiting], plan.next_at)
        return bool(said)

    def _still_true(self, row: Any) -> bool:
        if row.ticket_id is None:
            if row.kind == DAILY:
                # Each morning tells of that day anew.
                return bool(self.res.texts.local(row.made_at).date() == self.local_now.date())
            return row.kind != CALLOUT or still_asked(self.session, row.face["ref"], row.user_id, self.now)
        ticket = by_desk(self.session, row.ticket_id)
        done = ticket.submitted_by is not None
        if row.kind in WHILE_OPEN:
            return ticket.state == State.OPEN and not (done and row.kind in ASKS_TO_GO)
        if row.kind == "submitted":
            return done
        if row.kind == "contact_ask":
            return ticket.claimed_by == row.user_id and ticket.contacted_at is None
        late = ticket.resolve_due_at is not None and ticket.resolve_due_at <= self.now
        if row.kind in BEFORE_THE_LIMIT and late and not done:
            return False
        return row.kind in ALWAYS or ticket.state in ACTIVE

    def view(self, ticket: Ticket) -> dict[str, Any]:
        """What templates may say of a ticket."""
        return {"n": ticket.number}

    def _worded(self, row: Any) -> str:
        """What is said now of what was to be told then: no limit that has passed, yesterday's 13:00 with its day."""
        if row.made_at == self.now or "limit" not in row.face:
            return str(row.face["text"])
        ticket = by_desk(self.session, row.ticket_id)
        limit = datetime.fromisoformat(row.face["limit"])
        if row.kind in BEFORE_THE_LIMIT:
            limit = ticket.resolve_due_at or limit
        return self.text(row.kind, **row.face["words"] | self.view(ticket) | {"limit": limit})

    def free_at(self, user: int) -> datetime | None:
        """When somebody may be told what is not urgent: not in quiet hours, not off duty; None for now."""
        quiet, local = self.policies.quiet_hours, self.local_now
        ends = local.replace(hour=quiet.end.hour, minute=quiet.end.minute, second=0, microsecond=0)
        ends += timedelta(days=1) if ends <= local else timedelta()
        moment = ends if quiet.holds(local.time()) else self.now
        if self._spent(user, local):
            moment = ends if ends.date() > local.date() else ends + timedelta(days=1)
        on = onduty.next_on(self.town, user, moment, self.policies.duty_hours)
        return on if on > self.now else None

    def _spent(self, user: int, local: datetime) -> bool:
        """Whether somebody has been told as much today as a day may bring."""
        midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
        since = self.real_now - (self.now - midnight)
        return told_since(self.session, user, since) >= self.policies.ladder.budget.worker_daily

    def _say_notices(self, user: int, rows: Sequence[Any]) -> None:
        """One by itself as it is, several as one summary with a button for each; first what waits for an answer."""
        rows = sorted(rows, key=lambda row: row.kind != CALLOUT)
        asking = sum(row.kind == CALLOUT for row in rows)
        if len(rows) == 1:
            row = rows[0]
            buttons = tuple(tuple(Button(**each) for each in line) for line in row.face["buttons"])
            self.say(
                user, "", text=self._worded(row), buttons=buttons, ticket=row.ticket_id, purpose=row.kind,
                when_unclear="drop", priority=HIGH,
            )  # fmt: skip
            return
        pressed = [row for row in rows if row.face["buttons"]][: max(MOST_BUTTONS, asking)]
        buttons = tuple((self._first_button(row),) for row in pressed)
        # What waits for an answer is always there, in fewer words where there is much of it.
        width = min(LINE, (LONGEST - FRAME) // max(asking, 1))
        text = self._summary([quote(self._worded(row), width) for row in rows], asking)
        self.say(user, "", text=text, buttons=buttons, purpose="summary", when_unclear="drop", priority=NORMAL)

    def _first_button(self, row: Any) -> Button:
        """What is pressed most, with its ticket's number where there is one."""
        first = row.face["buttons"][0][0]
        number = f"{by_desk(self.session, row.ticket_id).number} " if row.ticket_id else ""
        return Button(f"{number}{first['text']}", first["data"])

    def _summary(self, lines: Sequence[str], least: int) -> str:
        """As many lines as fit, at least so many; the rest is a number."""
        fitting = bisect_right(list(accumulate(len(line) for line in lines)), LONGEST)
        for most in range(max(fitting, least, 1), max(least, 1) - 1, -1):
            text = self.text("summary", lines=lines[:most], total=len(lines), more=len(lines) - most)
            if len(text) <= LONGEST:
                break
        return text


def _kept(words: Mapping[str, Any]) -> dict[str, Any]:
    """The words to say it anew with later, where it tells of a moment."""
    limit = words.get("limit")
    if limit is None:
        return {}
    plain = {key: value for key, value in words.items() if isinstance(value, str | int)}
    return {"words": plain, "limit": limit.isoformat()}


def _about(row: Any) -> int:
    """What a newer notice of the same takes the place of: the ticket, or nothing but itself."""
    by_itself = row.ticket_id is None or row.kind in NOT_DONE
    return int(-row.id if by_itself else row.ticket_id)
