"""What a ticket's papers (交接单, 吹哨, 督办) add to its cards, and who may put their name to them."""

from collections.abc import Iterator
from typing import Any

from handlers.consenting import Consenter
from handlers.showing import Beside
from handlers.speaking import HIGH, Buttons, face_of
from models import handover, outbox, supervision, whistle
from models.incident import incident_of, is_led, voices_of
from models.ticket import Ticket, by_desk
from rules import callback
from rules.cards import join_word, where
from rules.messages import Button
from rules.routing import COMMUNITY_ROLES, GRID_ROLES, STREET_ROLES, Office
from rules.tickets import ACTIVE, TAKEN
from rules.town import Purpose
from rules.whistle import GRADES, OVER, Stage

MOST_NAMED = 3
RECEIVERS = {"community": COMMUNITY_ROLES, "street": STREET_ROLES}


def incident_key(incident: int, chat: int) -> str:
    """What the street is told of an incident is told once a chat."""
    return f"incident:{incident}:{chat}"


class Papers(Consenter):
    """Staff cards with the lines and buttons of what hangs on their tickets."""

    def beside(self, ticket: Ticket, chat: int) -> Beside:
        """The lines and buttons of all papers of a ticket."""
        form, lines, led = self.once(ticket, "papers", self._papers)
        return Beside(lines, (*self._receive_row(ticket, form, chat), *self._official_row(ticket, chat)), led)

    def _papers(self, ticket: Ticket) -> tuple[Any, tuple[str, ...], bool]:
        """What is the same in every chat: the newest form, the lines of all papers, whether another ticket leads."""
        form = handover.newest(self.session, ticket.id) if ticket.hops else None
        lines = [self.text("handover_line", **self._form_view(form))] if form else []
        lines += [*self._order_lines(ticket), *self._whistle_lines(ticket)]
        found = self.incident(ticket)
        lines += self._incident_lines(ticket, found)
        led = bool(found and found.ended_at is None and found.lead_id != ticket.id and ticket.service_class != "P0")
        return form, tuple(lines), led

    def incident(self, ticket: Ticket) -> Any:
        """The incident a ticket is tied to, over or not."""
        return self.once(ticket, "incident", lambda ticket: incident_of(self.session, ticket.id))

    def _form_view(self, form: Any) -> dict[str, Any]:
        return {
            "giver": self.name_of(form.giver),
            "signer": self.name_of(form.signed_by or 0),
            "complete": form.complete_at is not None,
        }

    def _receive_row(self, ticket: Ticket, form: Any, chat: int) -> Buttons:
        """签收, once the form is complete, where those read who receive it."""
        waits = form and form.complete_at and form.signed_by is None
        if not waits or chat not in self.receiving_chats(ticket, form.level):
            return ()
        return self.choices("", "receive", ticket=ticket.id)

    def _official_row(self, ticket: Ticket, chat: int) -> Buttons:
        """督办 and 吹哨, where the street's officials read."""
        if ticket.state not in ACTIVE or ticket.doubtful or not self._is_officials(chat):
            return ()
        return self.choices("", "supervise", "whistle", ticket=ticket.id)

    def _is_officials(self, chat: int) -> bool:
        post, officer = self.town.posts.get(chat), self.town.officers.get(chat)
        return bool(post and post.purpose == Purpose.OFFICIALS) or self._is_official(officer)

    def _is_official(self, officer: Any) -> bool:
        return bool(officer and any(role in STREET_ROLES for role, _ in officer.roles))

    def _order_lines(self, ticket: Ticket) -> Iterator[str]:
        """How the newest order on it stands."""
        row = supervision.in_force(self.session, ticket.id) if ticket.colour else None
        if row:
            late = row.replied_at is None and row.reply_due_at <= self.now
            words = {"colour": self.word(row.colour), "limit": row.reply_due_at, "late": late}
            yield self.text("order_line", name=self.name_of(row.replied_by or 0), said=row.reply, **words)

    def _incident_lines(self, ticket: Ticket, found: Any) -> Iterator[str]:
        """On the lead how many tell of it where; on a part, where it went."""
        if found and found.lead_id == ticket.id:
            home = join_word(ticket.matter) == "join_home"
            yield self.text("incident_line", home=home, **self.crowd_view(found))
        elif found and found.ended_at is None:
            yield self.text("incident_part", other=by_desk(self.session, found.lead_id).number)

    def crowd_view(self, incident: Any) -> dict[str, Any]:
        """The buildings of an incident with their voices, and its other tickets."""
        rows = voices_of(self.session, incident.id)
        voices: dict[str, set[Any]] = {}
        for row in rows:
            house = self.with_compound(row, where(row.building, "", "", self.res.texts.locale))
            voices.setdefault(house, set()).add((row.compound, row.household) if row.household else row.user_id)
        return {
            "houses": [
                {"where": house, "count": len(told)}
                for house, told in sorted(voices.items(), key=lambda each: (-len(each[1]), each[0]))
            ],
            "told_by": len(set().union(*voices.values())) if voices else 0,
            "others": sorted({row.number for row in rows if row.ticket_id != incident.lead_id}),
        }  # fmt: skip

    def crowd(self, ticket: Ticket) -> dict[str, Any] | None:
        """Where an incident's trouble is, for residents: buildings and how many, nothing of anybody."""
        found = self.incident(ticket)
        if found is None:
            return None
        view = self.crowd_view(found)
        named = sorted(house["where"] for house in view["houses"] if house["where"])
        more = max(len(named) - MOST_NAMED, 0)
        return {"where": named[:MOST_NAMED], "more": more, "count": len(named), "told_by": view["told_by"]}

    def refresh(self, ticket: Ticket) -> None:
        """Departments, too, read what a ticket has become."""
        with self.standing_still():
            super().refresh(ticket)
            calls = self.calls(ticket)
        for row in calls:
            for card in outbox.told(self.session, ticket.id, (whistle.purpose(row),)):
                face = {"text": self.whistle_text(ticket, row), "buttons": self.whistle_rows(row)}
                outbox.repaint(self.session, card, face, HIGH, self.real_now)
        found = self.incident(ticket)
        if found and found.lead_id == ticket.id:
            self._refresh_street(ticket, found)

    def _refresh_street(self, lead: Ticket, incident: Any) -> None:
        """What the street was told of an incident goes with its lead: how many, who has it, done."""
        text, acts = self.incident_told(lead, incident)
        for chat in self.receiving_chats(lead, "street"):
            row = outbox.by_key(self.session, incident_key(incident.id, chat))
            if row is not None and row.state in outbox.LIVE:
                face = {"text": text, "buttons": face_of(acts)}
                outbox.repaint(self.session, row, face, HIGH, self.real_now)

    def incident_told(self, lead: Ticket, incident: Any) -> tuple[str, Buttons]:
        """What the street reads of an incident, and what it may do about it while that goes on."""
        acts = ("supervise", "whistle") if lead.state in ACTIVE else ()
        text = self.text("incident_street", **self.view(lead) | self.crowd_view(incident))
        return text, self.choices("", *acts, ticket=lead.id)

    def whistle_text(self, ticket: Ticket, row: Any) -> str:
        """What a department reads of its call."""
        return self.text("whistle_card", **self.view(ticket) | self.call_view(row))

    def whistle_rows(self, row: Any) -> list[list[dict[str, str]]]:
        """What a department may press now."""
        return face_of(self.choices("", *WHISTLE_ROWS.get(Stage(row.stage), ()), ticket=row.ticket_id))

    def is_led(self, ticket: Ticket) -> bool:
        """Whether a ticket goes with an incident's lead: its own clocks stand."""
        return ticket.state in ACTIVE and ticket.service_class != "P0" and is_led(self.session, ticket.id)

    def _whistle_lines(self, ticket: Ticket) -> Iterator[str]:
        """A line for each department that was called and is still needed."""
        for row in self.calls(ticket):
            if row.stage != Stage.RELEASED:
                yield self.text("whistle_line", **self.call_view(row))

    def calls(self, ticket: Ticket) -> list[Any]:
        """A ticket's whistles; whoever whistles has taken it, so one that nobody ever took has none."""
        return self.once(ticket, "calls", self._calls) if ticket.claimed_at or ticket.hops else []

    def _calls(self, ticket: Ticket) -> list[Any]:
        return whistle.calls_of(self.session, ticket.id)

    def call_view(self, row: Any) -> dict[str, Any]:
        """What is said of a department's call."""
        office = self.town.departments[row.department_id]
        return {
            "office": office.name, "call": row, "limit": row.due_at, "said": row.words,
            "grade": self.word(GRADE_WORDS[row.grade]) if row.grade else "", "heard": bool(self.office_chats(office)),
        }  # fmt: skip

    def grades(self, row: Any, before: str = "") -> tuple[Button, ...]:
        """A button for each grade that the street may give what a department has done."""
        words = ((each, self.word(GRADE_WORDS[each])) for each in GRADES)
        data = {each: callback.write("grade", row.ticket_id, f"{row.id}.{each}") for each in GRADES}
        return tuple(Button(f"{before} {word}".strip(), data[each]) for each, word in words)

    def consents(self, notice: int) -> tuple[Button, ...]:
        """同意 and 驳回 of a notice beside what else waits; a sign tells notice 1 from ticket 1."""
        return tuple(Button(f"{notice} 📣{self.word(word)}", callback.write(act, 0, notice)) for act, word in CONSENTS)

    def office_chats(self, office: Office) -> list[int]:
        """Where a department reads: its group, else in private."""
        if office.chat:
            return [office.chat]
        found = (self.town.officers.get(user) for user in office.people)
        return [officer.user for officer in found if officer and officer.reachable]

    def coordinating(self, ticket: Ticket) -> bool:
        """Whether departments have been called and are not done yet: residents hear one voice."""
        return ticket.state in TAKEN and any(row.stage not in OVER for row in self.calls(ticket))

    def receiving_chats(self, ticket: Ticket, level: str) -> list[int]:
        """Where those read who have the ticket at this level."""
        return self._staff_chats(ticket, level)

    def receives(self, user: int, ticket: Ticket, level: str) -> bool:
        """Whether somebody stands for this level of the ticket's place."""
        roles = RECEIVERS.get(level, GRID_ROLES)
        return any(officer.user == user for officer in self.town.serving(ticket.place_id, roles))

    def name_of(self, user: int) -> str:
        """The name of somebody of the staff; "" for everybody else."""
        officer = self.town.officers.get(user)
        return officer.name if officer else ""


WHISTLE_ROWS = {
    Stage.CALLED: ("report_in",),
    Stage.REPORTED_IN: ("plan", "finish"),
    Stage.PLANNED: ("plan", "finish"),
}
CONSENTS = (("bc_yes", "agree"), ("bc_no", "refuse"))
GRADE_WORDS = {"good": "satisfied", "fair": "mostly", "poor": "unsatisfied"}
