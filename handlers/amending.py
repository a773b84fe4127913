"""Changing what a ticket is taken for: its words, matter and place, whether it is over; and keeping what was learnt."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from handlers.joining import Joiner
from handlers.speaking import HIGH, around
from handlers.timing import UNHEARD, kept
from models import outbox
from models.correction import keep, labels_of, opening
from models.report import Report, households, leave_joined
from models.ticket import Ticket, move
from rules import closing, put_right
from rules.cards import gathered
from rules.deciding import kind_of
from rules.doubt import Doubt, endangers
from rules.messages import ChatKind, Incoming, Kind, Sender
from rules.parsing import Context, Request
from rules.places import Address, addresses
from rules.redaction import mask_identity
from rules.scope import EVERYWHERE
from rules.taxonomy import UNCLASSIFIED
from rules.tickets import ACTIVE, State
from rules.town import Level

MAY_COME_BACK = timedelta(hours=48)
# 在2号楼 said after 电梯坏了 tells where it is; 我妈住2号楼 and 2号楼的好着呢 tell something else.
SOON = timedelta(minutes=15)


class Amender(Joiner):
    """Tickets as they turn out to be something else."""

    @contextmanager
    def learning(self, ticket: Ticket, kind: str) -> Iterator[None]:
        """Keeps, without anybody's name, what a message was read as and what the body made of that."""
        report, unsure = opening(self.session, ticket.id), ticket.doubtful
        was = labels_of(self.session, report) if report else {}
        yield
        became = labels_of(self.session, report) if report else {}
        if report and (unsure or became != was or kind == "merge"):
            keep(self.session, report, ticket.id, kind, was=was, became=became)

    @contextmanager
    def in_place_of(self, report: Report, ticket: Ticket, words: str) -> Iterator[None]:
        """Handles words as if whoever made this report had said them there."""
        before = self.said, self.telephones, self.answered, self.late
        self.said = Incoming(
            Kind.MESSAGE, ticket.bot_id, 0, chat=report.chat_id, message=report.message_id, text=words,
            chat_kind=ChatKind.PRIVATE if report.chat_id > 0 else ChatKind.GROUP,
            topic=ticket.topic if report.chat_id == ticket.chat_id else None,
            sender=Sender(report.user_id, report.name),
        )  # fmt: skip
        self.telephones = (report.contact,) if report.contact else ()
        self.late = False
        yield
        self.said, self.telephones, self.answered, self.late = before

    def correct(self, ticket: Ticket, request: Request | None, said: str) -> None:
        """The new words stand on the workers' card: instead of the old where they ask for something, else beside."""
        words = mask_identity(said)
        values: dict[str, object] = {"spoken": "transcript" if self.said.spoken else ticket.spoken}
        if request or not ticket.words:
            values |= {"words": words[:1000]} | (self._corrected(ticket, request) if request else {})
        elif words != ticket.words:
            values["news"] = gathered(ticket.news, words)
        if words:
            self._amend(ticket, values, words)

    def learn_danger(self, ticket: Ticket, request: Request, words: str) -> None:
        """A cry for help turns out to be this: its card says so, and what to do about it is said anew."""
        if not self._amend(ticket, self._corrected(ticket, request) | {"danger": request.danger}, words) or self.late:
            return
        self.hear_surely(ticket)
        # A quiet matter has lost its card: what to do must stand in the group all the same.
        (self._whisper if ticket.quiet and self.spoken.chat < 0 else self._warn)(ticket, self.spoken)

    def endanger(self, ticket: Ticket, request: Request, words: str) -> None:
        """Staff tell of danger to life under a card: its ticket becomes that, and people are rung."""
        if ticket.doubtful:
            self.believe(ticket)
        news = gathered(ticket.news, mask_identity(words))
        if not request.building and (request.unit or request.room or request.place):
            # 楼道着火了 is still in the house of the card.
            request = request._replace(building=ticket.building, unit=request.unit or ticket.unit)
        self._amend(ticket, self._corrected(ticket, request) | {"danger": request.danger, "news": news}, words)

    def _amend(self, ticket: Ticket, values: dict[str, object], words: str) -> bool:
        grid, urgent = ticket.place_id, ticket.service_class == "P0"
        hushed = bool(values.get("quiet")) and not ticket.quiet
        if not move(self.session, ticket, "correct", **values):
            return False
        if hushed:
            self._tell_first_alone(ticket)
        self.record(ticket.id, "correct", words=words[:200])
        if values.get("quiet"):
            self.erase_public(ticket)
        if values.get("sealed"):
            self._pass_by(ticket)
        if not urgent:
            self.alarm(ticket, self.first_spoken(ticket))
        self.refresh(ticket)
        if ticket.place_id != grid and ticket.state == "open" and not self.has_staff_card(ticket):
            self.staff_card(ticket)
        return True

    def _tell_first_alone(self, ticket: Ticket) -> None:
        """Who joined what all could read does not learn what becomes of it now that somebody says that it is quiet."""
        leave_joined(self.session, ticket.id, self.now, self.actor)
        move(self.session, ticket, "join", households=households(self.session, ticket.id))

    def _pass_by(self, ticket: Ticket) -> None:
        """It has become the street's alone: the cards of those it passes by go, the street has one."""
        street = self._staff_chats(ticket, "street")
        for row in outbox.cards(self.session, ticket.id):
            if row.purpose == "staff" and row.chat_id not in street:
                self.retract(row)
        self.staff_card(ticket)

    def _corrected(self, ticket: Ticket, request: Request) -> dict[str, object]:
        values: dict[str, object] = {}
        if request.building or request.unit or request.room or request.place:
            values |= self._moved(ticket, request)
        if request.matter != UNCLASSIFIED:
            values |= {"matter": request.matter, "quiet": ticket.quiet or self.is_quiet(request)}
        if ticket.service_class not in (request.service_class, "P0"):
            values |= self.urgency(ticket, request)
        return values

    def _moved(self, ticket: Ticket, request: Request) -> dict[str, object]:
        compound = self.town.compound_in(self.said.text) or ticket.compound
        place = self.town.place_of(ticket.place_id, request.building, request.unit, compound)
        compound = self.town.compound_meant(place.id, request.building, compound)
        where = {"building": request.building, "unit": request.unit, "room": request.room, "spot": request.place}
        return {**where, "compound": compound, "place_id": place.id}

    def reclassify(self, ticket: Ticket, matter: str) -> bool:
        """Gives a ticket the matter somebody has chosen for it, with the urgency that goes with that."""
        request = self.asked_as(ticket.words, matter)
        shown = not ticket.doubtful
        values = {"matter": matter, "quiet": self.is_quiet(request) or (ticket.quiet and shown)}
        values |= self.urgency(ticket, request) | {"danger": request.danger}
        if self.matter(matter).conduct and not ticket.sealed:
            values |= {"sealed": True, "quiet": True} | self.raised_to(ticket, Level.STREET)
        return self._amend(ticket, values, matter)

    def asked_as(self, words: str, matter: str) -> Request:
        """What words ask for, given that they are about this matter."""
        read = self.res.read(words, Context(now=self.now)).requests
        known = next((request for request in read if request.matter == matter), None)
        if known:
            return known
        level = self.matter(matter).service_class
        return Request(matter, level, danger=kind_of(matter) if level == "P0" else "")

    def relocate(self, ticket: Ticket, address: Address, spot: str) -> bool:
        """Puts a ticket where somebody says it is."""
        told = Request(ticket.matter, ticket.service_class, address.building, address.unit, address.room, spot)
        return self._amend(ticket, self._moved(ticket, told), spot or address.building)

    def told_where(self, ticket: Ticket, words: str) -> bool:
        """Its reporter says where it is, where nobody knew, or puts right what they had told; whether that moved it."""
        told, corrects = put_right.meant(words), self.res.ear.corrects(words) or put_right.denies_one(words)
        if ticket.state not in ACTIVE or not self.reported(ticket):
            return False
        if self._told_grid(ticket, words):
            return True
        if told is None:
            return self._told_storey(ticket, words, corrects)
        if ticket.building and not (corrects or self._only_guessed(ticket, words) or self._soon_says(ticket, words)):
            return False
        if ticket.spot in (EVERYWHERE, *self.town.compounds) and not (ticket.building or corrects):
            # 1号楼没水 after 整个小区都停水了 is where they live, and not where it is off.
            return False
        building = told.building or ticket.building
        unit = told.unit or (ticket.unit if building == ticket.building else "")
        room = told.room or (ticket.room if (building, unit) == (ticket.building, ticket.unit) else "")
        spot = put_right.storey(words) or ("" if ticket.building else ticket.spot)
        if (building, unit, room) == (ticket.building, ticket.unit, ticket.room) and spot in ("", ticket.spot):
            return False
        self._put_at(ticket, Address(building, unit, room), spot)
        return True

    def _told_grid(self, ticket: Ticket, words: str) -> bool:
        """是幸福里的, 第一网格的: which of the grids has it that list such a building, where nobody knew."""
        among = self.town.listing(ticket.place_id, ticket.building, ticket.unit) if ticket.building else []
        compound = self.town.compound_in(words)
        named = [
            spot for spot in among if spot.name in words or (compound and spot.has_house(compound, ticket.building))
        ]
        houses = addresses(words)
        if len(among) < 2 or len(named) != 1 or any(each.building != ticket.building for each in houses):
            return False
        spot = named[0]
        told = {"unit": houses[0].unit, "room": houses[0].room} if houses else {}
        values: dict[str, object] = {name: value for name, value in told.items() if value}
        values |= {"place_id": spot.id, "compound": self.town.compound_meant(spot.id, ticket.building, compound)}
        return self._amend(ticket, values, spot.name)

    def told_what(self, ticket: Ticket, words: str) -> bool:
        """不是灯是门禁坏了 said by its only reporter, soon: another matter than was told; whether that changed it."""
        told = put_right.thing_meant(words)
        fits = ticket.state in ACTIVE and ticket.service_class != "P0" and self._is_new(ticket)
        alone = ticket.households <= 1 and self.reported(ticket)
        if told is None or not (fits and alone):
            return False
        denied, meant = told
        if denied and not self.res.ear.is_of(denied, ticket.matter) and denied not in ticket.words:
            return False
        request = self._asks_for_one(meant) or (denied and self._asks_for_one(ticket.words.replace(denied, meant)))
        if not request or request.matter == ticket.matter or not self.res.ear.is_of(meant, request.matter):
            return False
        if self.matter(request.matter).conduct:
            return False
        if not addresses(meant):
            request = request._replace(building="", unit="", room="", place="")
        if ticket.doubtful:
            self.believe(ticket)
        news = gathered(ticket.news, mask_identity(words))
        self._amend(ticket, self._corrected(ticket, request) | {"danger": request.danger, "news": news}, words)
        self.tell_claimer(ticket, "renamed_staff", self.view(ticket) | {"said": words})
        return True

    def _asks_for_one(self, words: str) -> Request | None:
        """The one harmless thing that words surely ask for."""
        reading = self.res.read(words, around(self.said, self.now))
        if len(reading.requests) != 1 or self.doubt_of(reading) is not Doubt.SURE:
            return None
        return None if endangers(reading.requests[0]) else reading.requests[0]

    def _told_storey(self, ticket: Ticket, words: str, corrects: bool) -> bool:
        """说错 三楼: another storey than its place names; 是4楼的 where none is named."""
        told, was = put_right.storey(words), put_right.STOREY.search(ticket.spot)
        soon = not ticket.spot and bool(ticket.building) and self._is_new(ticket) and put_right.is_only_storey(words)
        if not told or not (soon or (was and corrects and told != was.group())):
            return False
        spot = ticket.spot[: was.start()] + told + ticket.spot[was.end() :] if was else told
        self._put_at(ticket, Address(ticket.building, ticket.unit, ticket.room), spot)
        return True

    def _put_at(self, ticket: Ticket, address: Address, spot: str) -> None:
        """Whoever is on the way hears it: nobody notices that a card was edited."""
        self.relocate(ticket, address, spot)
        self.tell_claimer(ticket, "moved_staff", self.view(ticket))

    def _is_new(self, ticket: Ticket) -> bool:
        return self.now - ticket.created_at <= SOON

    def _only_guessed(self, ticket: Ticket, words: str) -> bool:
        """Whether nothing but a place is told, the first time and soon: where its reporter lives was a guess."""
        if not self._is_new(ticket) or any(each.building for each in addresses(ticket.words)):
            return False
        return put_right.is_only_place(words)

    def _soon_says(self, ticket: Ticket, words: str) -> bool:
        """Whether 是2号楼 is said soon after another building was told."""
        return self._is_new(ticket) and put_right.says_where(words)

    def comes_back(self, ticket: Ticket, words: str, by: str = "") -> bool:
        """It is back, so soon after it was done that the same ticket goes on; whether it does."""
        ended = ticket.closed_at or ticket.resolved_at
        return ended is not None and self.now - ended <= MAY_COME_BACK and self.reopen(ticket, words, by)

    def reopen(self, ticket: Ticket, words: str, by: str = "") -> bool:
        """It is not solved, or came back: once the same worker goes on, then a level up and somebody else sees to it.

        The reporter's time to answer is not counted. `by` names one of the staff who says so.
        """
        where = closing.reopening(ticket.reopened, Level(ticket.level))
        values: dict[str, Any] = {
            "reopened": ticket.reopened + 1, "resolved_at": None, "closed_at": None, "asked_again_at": None,
            "rating": "", "news": gathered(ticket.news, words), "progress": "", "heard_at": self.now, **UNHEARD,
        }  # fmt: skip
        if ticket.resolved_at:
            values["pauses"] = [*ticket.pauses, kept(ticket.resolved_at, self.now)]
        same = where.same_owner and ticket.claimed_by in self.town.officers
        if same:
            moved = move(self.session, ticket, "come_back", **values, taken_at=self.now)
        else:
            moved = move(self.session, ticket, "come_back_up", **values | self._a_level_up(ticket, where.level))
        if not moved:
            return False
        self.record(ticket.id, "send_back" if by else "deny", words=words[:300])
        self.refresh(ticket)
        self._tell_reopened(ticket, {"said": words, "name": by}, same)
        return True

    def not_done_after_all(self, ticket: Ticket, words: str, by: str = "", counts: bool = True) -> bool:
        """又停水了 while somebody is to see that it was done: who did the work goes on, and both hear of it.

        `by` names one of the staff who says so; where it was a slip it `counts` as no reopening.
        """
        worker = self.town.officers.get(ticket.submitted_by or 0)
        if worker is None or ticket.state != State.OPEN:
            return False
        verifiers = [each for each in self.keepers(ticket, ticket.level) if each.user != worker.user]
        values: dict[str, Any] = {
            "claimed_by": worker.user, "claimer": worker.name, "taken_at": self.now, "submitted_by": None,
            "reopened": ticket.reopened + counts, "news": gathered(ticket.news, words), "heard_at": self.now, **UNHEARD,
        }  # fmt: skip
        values |= {"progress": ""} if counts else {"done": ""}
        if not move(self.session, ticket, "claim", **values):
            return False
        told = "send_back" if by else "deny"
        self.record(ticket.id, told if counts else "take_back", words=words[:300])
        self.refresh(ticket)
        for officer in (worker, *verifiers):
            if officer.user != self.actor or not by:
                self.notice(officer, "reopened_staff", ticket, self.view(ticket) | {"said": words, "name": by})
        return True

    def _a_level_up(self, ticket: Ticket, level: Level) -> dict[str, Any]:
        level = level if self.has_people(ticket, level) else Level(ticket.level)
        return self.offered_at(ticket, level, anew=True)

    def offered_at(self, ticket: Ticket, level: Level, anew: bool = False) -> dict[str, Any]:
        """What a ticket is given that waits at a level, which owns it from now on."""
        return self.offer_again(ticket, level, ticket.step, anew) | self.raised_to(ticket, level)

    def passed_on(self, ticket: Ticket, level: Level, words: str) -> dict[str, Any]:
        """The same where somebody who had it says why they have it no longer."""
        return self.offered_at(ticket, level) | {"news": gathered(ticket.news, words), "submitted_by": None}

    def _tell_reopened(self, ticket: Ticket, told: dict[str, str], same: bool) -> None:
        view = self.view(ticket) | told
        if same and told["name"] and ticket.claimed_by == self.actor:
            return
        if same and self.tell_claimer(ticket, "reopened_staff", view):
            return
        if same:
            self.under_card(ticket, "reopened_staff", view, priority=HIGH)
            return
        self.staff_card(ticket)
        acts = self.buttons(ticket, ("claim", "hand_over"))
        for officer in self.pinged(ticket, ticket.level):
            self.notice(officer, "reopened_up", ticket, view, acts)
