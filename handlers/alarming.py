"""Life in danger: who is rung, in private and in the group, at once and again until somebody takes it."""

from dataclasses import replace

from handlers.papers import Papers
from handlers.speaking import URGENT, as_read
from models import outbox
from models.alarm import alarm_of, cannot_come, raise_alarm
from models.report import reports_of
from models.ticket import Ticket
from models.work import moments_of, said_over
from rules import alarm, cards, onduty
from rules.deciding import OTHER
from rules.routing import GRID_ROLES, Officer, Spot
from rules.tickets import ACTIVE, State
from rules.town import serves
from rules.wording import clauses, narrow

PROPERTY = ("property_manager",)
# Of these nobody else may learn.
HUSHED = ("violence", "suicide")
AGAINST_SOMEBODY = frozenset({"violence", "crime"})
# So many homes that say it is over end what nobody has taken.
SEVERAL = 2


class Ringer(Papers):
    """Alarms as they begin and as they ring; handlers/alarm.py sees to what follows."""

    def sound(self, ticket: Ticket) -> None:
        """A ticket has become a danger: everybody is rung."""
        self.begin_alarm(ticket, False)
        self.ring(ticket)

    def begin_alarm(self, ticket: Ticket, doubtful: bool) -> None:
        """From now on it rings until somebody takes it; a doubtful one asks those on duty first whether it is true."""
        due_at = alarm.first_due(self.policies.desk.alarm, self.now, doubtful)
        raise_alarm(self.session, ticket.id, self.now, due_at, doubtful)

    def ring(self, ticket: Ticket) -> None:
        """Rings people in private; a repeated ring replaces the one before and is heard in the group, too."""
        sounding = alarm_of(self.session, ticket.id)
        doubtful, times = bool(sounding and sounding.doubtful), sounding.rings if sounding else 1
        buttons = self.buttons(ticket, ("real", "mistake") if doubtful else ("claim", "cannot_go"))
        self.stop_ringing(ticket)
        words = self.view(ticket) | {"times": times, "minutes": self._waited(ticket)}
        for officer in self._asked(ticket) if doubtful else self._everybody(ticket, times):
            self.tell(
                officer, "ring_doubt" if doubtful else "ring",
                words | {"telephones": self.contacts_of(ticket, officer)},
                buttons=buttons, ticket=ticket.id, purpose="ring", priority=URGENT,
            )  # fmt: skip
        if times > 1:
            self.under_card(ticket, "ring_group", words, purpose="ring_group", priority=URGENT)

    def stop_ringing(self, ticket: Ticket) -> list[Officer]:
        """Takes back whatever rings, and gives who else was rung."""
        rings = outbox.told(self.session, ticket.id, ("ring", "ring_group"))
        for row in rings:
            self.retract(row)
        rung = dict.fromkeys(row.chat_id for row in rings)
        return [self.town.officers[user] for user in rung if user in self.town.officers and user != self.actor]

    def calls_it_over(self, ticket: Ticket, words: str, own: bool = True) -> None:
        """Once, whoever has a ticket hears that somebody says it is over; of a danger whoever was rung is to check it.

        `own` words are those of who reported it. What is over has been seen to: nobody is asked for a sign of work.
        Of what nobody has taken they hear when a second home says so, of what two homes have when the first does.
        It rings on: who took it back may hold the telephone of whoever called for help.
        """
        before = said_over(self.session, ticket.id)
        # A danger whose end waits to be seen to is no alarm to be checked.
        seen_to = ticket.state == State.OPEN and ticket.submitted_by is not None
        danger = ticket.service_class == "P0" and not seen_to
        if self.actor in before:
            return
        untaken, homes = is_nobodys(ticket), self.homes_where_over(ticket)
        if not danger:
            self.at_work(ticket)
        self.record(ticket.id, "recovered", words=words[:200])
        enough = SEVERAL if ticket.households > SEVERAL else 1
        first = not before if danger or not untaken or not own else homes < enough <= self.homes_where_over(ticket)
        if not first:
            return
        several: bool | str = own and untaken and ticket.households > 1
        if several and ticket.households == SEVERAL:
            several = "half"
        view = self.view(ticket) | {"said": words, "own": own, "several": several}
        if not danger:
            waits = cards.TO_VERIFY if ticket.submitted_by else ("resolve", "claim")
            buttons = self.buttons(ticket, waits if ticket.state == State.OPEN else ("resolve",))
            for officer in self.owners(ticket):
                self.notice(officer, "recovered", ticket, view, buttons)
            return
        actions = ("claim" if ticket.state == State.OPEN else "resolve", "mistake")
        buttons = self.buttons(ticket, actions)
        for officer in self._rung(ticket):
            self.notice(officer, "alarm_over", ticket, view, buttons)

    def homes_where_over(self, ticket: Ticket) -> int:
        """How many of the households that reported a ticket say that it is over."""
        told = said_over(self.session, ticket.id)
        rows = reports_of(self.session, ticket.id) if told else ()
        return len({row.household or str(row.user_id) for row in rows if row.user_id in told})

    def just_called_over(self, ticket: Ticket) -> bool:
        """Whether these very words have been told as an end already."""
        return moments_of(self.session, ticket.id).get("recovered") == self.now

    def _rung(self, ticket: Ticket) -> list[Officer]:
        """Whose a danger is, and while nobody has it everybody who was rung."""
        rung = outbox.told(self.session, ticket.id, ("ring",)) if ticket.state == State.OPEN else ()
        called = [self.town.officers.get(row.chat_id) for row in rung]
        return list({each.user: each for each in (*self.owners(ticket), *filter(None, called))}.values())

    def tell_more(self, ticket: Ticket, words: str) -> None:
        """我妈也晕倒了 said of a gas smell that is known: whoever goes there hears of it at once, and who said it, what
        to do about that."""
        told = self._dangers_in(words)
        if not told or ticket.state not in ACTIVE or self.late:
            return
        self.tell_holder(ticket, words)
        # In private, what to do where somebody is beaten comes with what is noted.
        beaten = ticket.danger == "violence" and self.in_private
        alike = {"crime"} if beaten else set[str]()
        for kind in told - {ticket.danger, OTHER, *HUSHED} - alike:
            key = f"danger:{self.actor}:{ticket.id}:{kind}"
            if not outbox.has_key(self.session, key):
                text = self.danger_text(kind, self.said.chat)
                self.reply(text=text, priority=URGENT, ticket=ticket.id, purpose="danger", key=key)

    def tell_holder(self, ticket: Ticket, words: str) -> None:
        """Whoever has a danger hears what more is said of it, once a minute: a card that is edited is not heard."""
        minute = int(self.now.timestamp()) // 60
        for officer in self.owners(ticket) if ticket.claimed_by else ():
            said = self.view(ticket) | {"said": words}
            key = f"more:{ticket.id}:{officer.user}:{minute}"
            self.say_once(key, officer.user, "told_more", said, ticket=ticket.id, purpose="news", priority=URGENT)

    def _dangers_in(self, words: str) -> set[str]:
        """The kinds of danger that words tell, as a whole and in each of their clauses."""
        text, context = as_read(replace(self.said, text=words), self.now)
        words = narrow(text)
        parts = [text, *(words[start:end] for start, end in clauses(words))]
        return {request.danger for part in parts for request in self.res.read(part, context).requests} - {""}

    def _waited(self, ticket: Ticket) -> int:
        return int((self.now - ticket.created_at).total_seconds() // 60)

    def _asked(self, ticket: Ticket) -> list[Officer]:
        """Who judges a doubtful alarm: those on duty, else everybody."""
        return self.on_duty(ticket.place_id, GRID_ROLES) or self._everybody(ticket, 1)

    def _everybody(self, ticket: Ticket, times: int) -> list[Officer]:
        """The grid's, the community's and the property's people, later the street's; not who said 去不了."""
        levels = ("grid", "community", "street") if ticket.level == "street" else ("grid", "community")
        found = [officer for level in levels for officer in self.pinged(ticket, level)]
        found += [officer for grid in self._grids_meant(ticket) for officer in self.on_duty(grid.id, GRID_ROLES)]
        found += self.on_duty(ticket.place_id, PROPERTY) or onduty.not_away(
            self.town, self.town.serving(ticket.place_id, PROPERTY), self.now
        )
        absent = cannot_come(self.session, ticket.id) if times > 1 else set()
        return [officer for officer in {o.user: o for o in found}.values() if officer.user not in absent]

    def _grids_meant(self, ticket: Ticket) -> list[Spot]:
        """Where a danger may be whose grid nobody knows: where its house is listed, else anywhere in the community."""
        if self.town.spots[ticket.place_id].level != "community":
            return []
        grids = self.town.below(ticket.place_id, "grid")
        listed = [each for each in grids if serves(each.buildings, ticket.compound, ticket.building, ticket.unit)]
        return (listed if ticket.building else []) or grids


def is_nobodys(ticket: Ticket) -> bool:
    """Whether nobody has taken a ticket, and no work on it waits to be seen to."""
    return ticket.state == State.OPEN and ticket.submitted_by is None
