"""Who receives what of a ticket: who is on for it, who holds a level of its place, and where they read."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from handlers.noticing import Herald
from models import outbox
from models.ticket import Ticket
from rules import duty, onduty
from rules.cards import household
from rules.duty import DutyHours
from rules.night import number_for
from rules.places import Address
from rules.routing import GRID_ROLES, Directory, Officer
from rules.town import Level

ABOVE = (Level.STREET, Level.DISTRICT)
WORKERS = ("grid_worker", "micro_grid_leader")
# What is told at night of these waits for somebody; the rest is nothing of tonight.
AT_NIGHT = frozenset({"P1", "P2"})
KEEPERS = {"community": ("community_secretary",), "street": ("street_center",)}


class Router(Herald):
    """The people of a ticket's place, by their level and by the hour."""

    _on: tuple[Directory | None, dict[Any, list[Officer]]] = None, {}

    def keepers(self, ticket: Ticket, level: str) -> list[Officer]:
        """Who holds a level of the ladder for a ticket's place."""
        return self._keepers(ticket.place_id, level)

    def on_duty(self, place: int, roles: Collection[str]) -> list[Officer]:
        """Who is on now in one of these roles for a place; where nobody is, its night duty."""
        return self._looked_up(onduty.serving, place, roles, self.now, self.policies.duty_hours)

    def second_in_rota(self, place: int) -> list[Officer]:
        """The worker who stands second in a place's rota now."""
        return self._looked_up(onduty.backups_of, place, WORKERS, self.now)

    def on_at(self, place: int, roles: Collection[str]) -> list[Officer]:
        """Who is on now in one of these roles exactly at a place."""
        return self._looked_up(onduty.on_at, place, roles, self.now, self.policies.duty_hours)

    def _looked_up(
        self, who: Callable[..., list[Officer]], place: int, roles: Collection[str], at: datetime, *hours: DutyHours
    ) -> list[Officer]:
        """Who it is at a moment: looked up once for all that falls due at it."""
        if self._on[0] is not self.town:
            self._on = self.town, {}
        question, known = (who, place, tuple(roles), at), self._on[1]
        if question not in known:
            known[question] = who(self.town, place, roles, at, *hours)
        return list(known[question])

    def pinged(self, ticket: Ticket, level: str) -> list[Officer]:
        """Who is told in private that a ticket stands at a level: those on duty.

        Where nobody is, danger to life calls everybody there, and what is urgent calls the community.
        """
        found = self.on_duty(ticket.place_id, KEEPERS.get(level, GRID_ROLES))
        calls = ticket.service_class == "P0" or (ticket.service_class == "P1" and level == "community")
        calls = calls and not outbox.told(self.session, ticket.id, ("night_call",))
        return found or (self.present(self.keepers(ticket, level)) if calls else [])

    def owners(self, ticket: Ticket) -> list[Officer]:
        """Whose ticket it is: who has taken it, else those on duty where it waits."""
        if ticket.claimed_by:
            officer = self.town.officers.get(ticket.claimed_by)
            return [officer] if officer else []
        if ticket.level != "grid":
            return self.pinged(ticket, ticket.level)
        second = {o.user for o in self.second_in_rota(ticket.place_id)}
        return [o for o in self.on_duty(ticket.place_id, WORKERS) if o.user not in second]

    def night_number(self, ticket: Ticket) -> str:
        """The number that answers now, where something of every day waits at night and nobody is on duty; else ""."""
        if (
            ticket.service_class not in AT_NIGHT
            or ticket.state != "open"
            or duty.on_duty(self.now, self.policies.duty_hours)
        ):
            return ""
        if self.on_duty(ticket.place_id, GRID_ROLES):
            return ""
        safety = self.policies.safety
        there = safety.round_the_clock_at
        numbers = [there.get(name, {}) for name in self._names_around(ticket)] if there else []
        numbers += [{"燃气": safety.gas_company, **safety.round_the_clock}]
        return number_for(self.matter(ticket.matter).owner, numbers, safety.city_hotline)

    def rings_nobody(self, ticket: Ticket) -> bool:
        """Whether its card comes without a sound: at night, where it can wait or nobody is on duty to act on it."""
        if self.may_ring(ticket):
            return False
        if ticket.service_class != "P1":
            return True
        called = any(officer.reachable for officer in self.present(self.keepers(ticket, "community")))
        return called and not self.on_duty(ticket.place_id, GRID_ROLES)

    def may_ring(self, ticket: Ticket) -> bool:
        """Whether it is day, or a danger to life that rings at any hour."""
        return ticket.service_class == "P0" or duty.on_duty(self.now, self.policies.duty_hours)

    def present(self, people: Sequence[Officer]) -> list[Officer]:
        """Those who are not on leave."""
        return onduty.not_away(self.town, people, self.now)

    def first_present(self, people: Mapping[Level, Sequence[Officer]]) -> tuple[Level, list[Officer]] | None:
        """The first of these levels where somebody is not on leave, with them; else the first, whoever is there."""
        there = ((level, self.present(each)) for level, each in people.items())
        at_first = next(((level, list(each)) for level, each in people.items()), None)
        return next(((level, each) for level, each in there if each), at_first)

    def _names_around(self, ticket: Ticket) -> list[str]:
        """What a ticket's place may be called: its compound, then its places, each by code and name, nearest first."""
        buildings = self.town.spots[ticket.place_id].buildings
        listed = {each.compound for each in buildings if ticket.building in ("", each.number)}
        compounds = {ticket.compound} if ticket.compound else listed
        mine = list(compounds) if len(compounds) == 1 else []
        return mine + [name for spot in self.town.above(ticket.place_id) for name in (spot.code, spot.name)]

    def with_compound(self, ticket: Any, house: str) -> str:
        """阳光花园3号楼, where the place of a ticket has more than one compound."""
        compound = self.town.compound_at(ticket.place_id, ticket.building, ticket.compound)
        return f"{compound}{' ' if compound and self.texts.locale == 'en' else ''}{house}"

    def home_key(self, ticket: Ticket, home: Address, lane: str = "", compound: str = "") -> str:
        """The household of a home that is told with a ticket; without a compound told it is in that of its house."""
        known = compound or (ticket.compound if home.building == ticket.building else "")
        building = self.town.house_key(ticket.place_id, home.building, known)
        return household(building, home.unit, home.room, lane or home.lane)

    def raised_to(self, ticket: Ticket, level: Level) -> dict[str, Any]:
        """The values of a ticket that a level owns from now on; it never falls."""
        if Level(ticket.level).above(level):
            level = Level(ticket.level)
        return {"level": str(level), "hops": ticket.hops + (ticket.level != level)}

    def has_people(self, ticket: Ticket, level: Level) -> bool:
        """Whether anybody would read of the ticket at a level."""
        if not self.town.at_level(ticket.place_id, str(level)):
            return False
        post = self.town.staff_group(ticket.place_id, str(level))
        return bool(post or any(officer.reachable for officer in self.keepers(ticket, str(level))))

    def staff_chats(self, place: int) -> list[int]:
        """Where staff of a place read: at the lowest level where anybody does."""
        return next((c for level in ("grid", "community", "street") if (c := self._chats_at(place, level))), [])

    def _staff_chats(self, ticket: Ticket, level: str) -> list[int]:
        return self._chats_at(ticket.place_id, "street" if ticket.sealed else level)

    def _chats_at(self, place: int, level: str) -> list[int]:
        post = self.town.staff_group(place, level)
        return [post.chat] if post else [o.user for o in self._keepers(place, level) if o.reachable]

    def _keepers(self, place: int, level: str) -> list[Officer]:
        return self.town.serving(place, KEEPERS.get(level, GRID_ROLES))

    def may_meet_reporter(self, officer: Officer) -> bool:
        """A property manager never sees who reported."""
        return any(role not in ("property_manager", "department") for role, _ in officer.roles)

    def reads_of_several(self, chat: int) -> bool:
        """Whether who reads here serves several communities, where 3号楼 alone may be any."""
        post, officer = self.town.posts.get(chat), self.town.officers.get(chat)
        tops = [post.place] if post is not None and post.place is not None else self.town.held(chat) if officer else []
        high = () if self.town.is_of_residents(chat) else (t for t in tops if self.town.spots[t].level in ABOVE)
        return any(len(self.town.below(top, Level.COMMUNITY)) > 1 for top in high)

    def in_grid(self, place: int, house: str) -> str:
        """第一网格3号楼, 达濠社区第一网格3号楼 where another community has such a grid."""
        spot = self.town.spots[place]
        if spot.level in ABOVE:
            return house
        return f"{self.town.called(place)}{' ' if self.texts.locale == 'en' and house else ''}{house}"
