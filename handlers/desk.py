"""The unit of work every handler shares: one transaction, its time, its actor, what it says, shows and may do."""

from collections.abc import Collection, Iterator, Sequence
from datetime import timedelta
from typing import Any

from handlers.alarming import HUSHED, SEVERAL
from handlers.amending import Amender
from handlers.consenting import Awaited
from handlers.opening import Told
from handlers.resources import Account, Resources
from handlers.routing import WORKERS
from handlers.showing import priority_of
from handlers.speaking import HIGH, LOW, NORMAL, PUZZLED, SEEN, URGENT, Buttons, around, as_read, buttons_in, face_of
from handlers.timing import in_new_hands
from models import outbox
from models.known_matter import explains, in_force
from models.report import opened_by, reports_of
from models.talk import dangers_in
from models.ticket import Ticket, by_desk, fetch, move, of_reporter
from rules.announcing import tells_span
from rules.complaint import without_quarrel
from rules.flow import Past
from rules.houses import as_estate, house_kept, said
from rules.messages import ChatKind
from rules.parsing import Reading
from rules.places import addresses
from rules.routing import Officer, Post, Spot
from rules.scope import EVERYWHERE
from rules.supplies import is_back_of_another, is_supply
from rules.tickets import ACTIVE, TAKEN, State
from rules.town import Level

__all__ = [
    "HIGH", "HUSHED", "LOW", "NORMAL", "PUZZLED", "SEEN", "URGENT", "WORKERS", "Account", "Awaited", "Buttons", "Desk",
    "Resources", "Told", "around", "as_read", "buttons_in", "face_of", "group_of",
]  # fmt: skip

# Whoever asks until when reads it in words, though others did, unless that was just now.
TOLD_AGAIN = timedelta(minutes=5)
# Whoever turns it off does so a little before the time that was told.
OFF_EARLY = timedelta(minutes=15)
JUST_TOLD = timedelta(days=1)
# How far back it is looked, at once, what somebody has opened.
LONG_AGO = timedelta(days=7)


class Desk(Amender):
    """One transaction. `now` is the desk's clock, `real_now` the platform's; `said` is the update being handled."""

    def talk_before(self) -> list[Past]:
        """What was said in this group before the message being handled, the latest last."""
        talk = self.res.talk.get(self.said.chat, {})
        return [past for number, past in talk.items() if number != self.said.message]

    def spoken_of(self, before: Sequence[Past], within: timedelta) -> Iterator[Ticket]:
        """The tickets that talk before this was of, within a time, the last first."""
        near = (past for past in reversed(before) if self.now - past.at <= within)
        return (by_desk(self.session, number) for past in near for number in reversed(past.tickets))

    def over(self, ticket: Ticket) -> None:
        """It is too late for what was asked: how the ticket stands now, said and shown."""
        self.answer("over", state=self.word(ticket.state), staff=self.by_staff, **self.view(ticket))
        self.refresh(ticket)

    def moves(self, ticket: Ticket, action: str, **values: Any) -> bool:
        """Whether the ticket takes this step; where it is too late for it, that is said."""
        moved = move(self.session, ticket, action, **values)
        if not moved:
            self.over(ticket)
        return moved

    def taken(self, ticket: Ticket) -> None:
        """Somebody has it already, or it is over."""
        if ticket.state in TAKEN:
            self.answer("taken_by_you" if ticket.claimed_by == self.actor else "taken", **self.view(ticket))
            self.refresh(ticket)
        else:
            self.over(ticket)

    def ask(self, ticket: Ticket, question: str, key: str | None = None, **words: object) -> None:
        """Asks for one line, to be given as a reply to the question."""
        if self.said.callback_id:
            self.answer(f"{question}_hint")
        self.answered = True
        how: dict[str, Any] = {"ticket": ticket.id, "purpose": question, "when_unclear": "drop", "priority": HIGH}
        how["key"], words = key, self.view(ticket) | words
        if self.among_residents and self.private_bot(self.actor):
            # What staff are asked is nothing for residents to read.
            self.say(self.actor, question, words, ask_reply=True, **how)
            self.react()
        else:
            self.reply(question, words, ask_reply=self.in_private, **how)

    def offer(self, ticket: Ticket, question: str, buttons: Buttons, **words: Any) -> None:
        """Asks staff to choose, on the card that was pressed or under what was typed; ↩️ puts the card back."""
        rows = (*buttons, *self.choices("", "back", ticket=ticket.id))
        row = self.row_here() if self.said.callback_id else None
        if row and row.ticket_id == ticket.id and row.purpose in ("staff", "offer"):
            face = {"text": row.payload["text"]} if row.purpose == "offer" else self.face(ticket, "staff", row.chat_id)
            outbox.repaint(self.session, row, face | {"buttons": face_of(rows)}, priority_of(ticket), self.real_now)
            self.answer(question, **words, **self.view(ticket))
        else:
            self.answered = True
            self.reply(question, self.view(ticket) | words, buttons=rows, ticket=ticket.id, purpose="offer")

    def close_offer(self) -> None:
        """Takes the question away that typed words had brought: it has been answered."""
        row = self.row_here()
        if row and row.purpose == "offer":
            self.retract(row)

    def close_which(self) -> None:
        """The question which ticket was meant goes from a group once it is answered."""
        row = self.row_here()
        if row and row.purpose == "which" and row.chat_id < 0:
            self.retract(row)

    def claim_for(self, ticket: Ticket, officer: Officer) -> bool:
        """Gives an unclaimed ticket to somebody; False when another was faster."""
        values = {"claimed_by": officer.user, "claimer": officer.name, "claimed_at": ticket.claimed_at or self.now}
        values |= {"taken_at": self.now, **in_new_hands(ticket)}
        if not move(self.session, ticket, "claim", **values):
            return False
        self.record(ticket.id, "claim")
        self.show_claimer(ticket, officer)
        return True

    def lapse(self, ticket: Ticket) -> bool:
        """Nobody has it any more: it is offered again where it stands."""
        had = ticket.claimed_by
        if not move(self.session, ticket, "lapse", "claimed_by", **self.offer_again(ticket, Level(ticket.level))):
            return False
        self.record(ticket.id, "lapse", had=had)
        self.refresh(ticket)
        return True

    def show_claimer(self, ticket: Ticket, officer: Officer) -> None:
        """Every card shows who has it; the one who has it learns in private whom to ring."""
        self.refresh(ticket)
        if not self.shown_to(ticket):
            self.staff_card(ticket)
        if officer.reachable and officer.user not in self.shown_to(ticket):
            self.card(ticket, "staff", officer.user)

    def explained(self, matter: str, building: str, place: Spot, compound: str = "") -> Any:
        """What staff have told beforehand of such trouble there, while it lasts; None if nothing."""
        rows = in_force(self.session, place.path, self.now, OFF_EARLY)
        compounds = self.compounds_of(place, building, compound) if rows else ()
        return next((row for row in rows if explains(row, matter, building, compounds)), None)

    def read_here(self, words: str) -> Reading:
        """What words are by themselves; 幸福里停电了 in its town as 小区停电了 is, and of all of that compound."""
        compound, plain = as_estate(words, self.town.compounds)
        reading = self.res.read(plain, around(self.said, self.now))
        if not reading.requests:
            return reading
        asked = without_quarrel(reading.requests, words)
        if compound:
            asked = tuple([each._replace(place=compound) if each.place == EVERYWHERE else each for each in asked])
        return reading._replace(requests=asked)

    def announced_here(self) -> list[str]:
        """The matters that staff have told beforehand of this group's place and last now, of whichever houses."""
        path = self.here.path if self.here else ()
        return [row.matter for row in in_force(self.session, path, self.now, OFF_EARLY)] if path else []

    @property
    def here(self) -> Spot | None:
        """The place of the bound group where this is said; None in private and in unbound groups."""
        post = group_of(self, self.said.chat)
        return self.town.spots[post.place] if post and post.place is not None else None

    def compounds_of(self, place: Spot, building: str, compound: str = "") -> Collection[str]:
        """The compounds where a building may stand: the one told, else those of the place that have its number."""
        return {compound} if compound else self.town.compounds_of(place.id, building)

    @property
    def compound_told(self) -> str:
        """The compound that the actor names, else the one in their name in the group."""
        return self.town.compound_in(self.said.text) or self.town.compound_in(self.said.sender_name)

    def may_be_in(self, ticket: Ticket) -> bool:
        """Whether the compound that the actor names, or lives in, may be a ticket's: it is, or one is not known."""
        own = self.compound_told
        return "" in (own, ticket.compound) or own == ticket.compound

    def planned_at_home(self, ticket: Ticket) -> Any:
        """What staff have told beforehand of where the actor lives, for a ticket of another compound or building."""
        own, home = self.compound_told, self.home_told
        if not self.may_be_in(ticket):
            building = home.building or ticket.building
        elif self._lives_in_another_building(ticket):
            building = home.building
        else:
            return None
        at = self.town.place_of(ticket.place_id, building, home.unit, own)
        return self.explained(ticket.matter, building, at, own)

    def _lives_in_another_building(self, ticket: Ticket) -> bool:
        """Whether the actor speaks of their own building, not the ticket's, and nobody at home has told of it."""
        home, told = self.home_told.building, bool(addresses(self.said.text))
        return "" not in (home, ticket.building) and home != ticket.building and not (told or self.told_at_home(ticket))

    def likely_named(self, words: str) -> list[str]:
        """The matter that the message most likely is of, where these of its words name it."""
        return [matter for matter in self.reading.likely[:1] if self.res.ear.names(words, matter) > 1]

    def tells_another_is_back(self, ticket: Ticket, words: str) -> bool:
        """来电了 is no news of a lift that nobody said has no power; whoever is in danger may be helped by any."""
        told = f"{ticket.words} {ticket.news}"
        if ticket.service_class == "P0" or not is_back_of_another(words, ticket.matter, told):
            return False
        return is_supply(ticket.matter) or not self.res.ear.is_of(words, ticket.matter)

    def tell_known(self, row: Any, in_words: bool = True, again: bool = False) -> None:
        """What staff have told beforehand, once in a group; afterwards a sign says that. Who asks is told `again`."""
        said, words = self.said, self.known_view(row)
        key = f"known:{row.id}:{said.chat}"
        if again and (told := outbox.by_key(self.session, key)) and self.real_now - told.created_at >= TOLD_AGAIN:
            key += f":{self.real_now.timestamp() // TOLD_AGAIN.total_seconds():.0f}"
        if said.chat_kind is ChatKind.PRIVATE:
            self.reply("known_matter_told", words, purpose="asked")
        elif self.late or not in_words or not self.say_once(
            key, said.chat, "known_matter_told", words, purpose="asked",
            reply_to=said.message, topic=said.topic, bot=said.bot,
        ):  # fmt: skip
            self.react()

    def known_view(self, row: Any) -> dict[str, Any]:
        """What was told beforehand, with when it lasts and where, unless its own words say that."""
        local = self.res.texts.local
        return {
            "words": row.words,
            "off": self.off(row.matter),
            "where": said(map(house_kept, row.buildings), self.res.texts.locale),
            "starts": row.starts_at,
            "ends": row.ends_at,
            "timed": tells_span(row.words, local(row.starts_at), local(row.ends_at)),
        }

    def off(self, matter: str) -> str:
        """How people call it when this supply is off, 停水; "" for what is no supply."""
        return self.res.texts.words.get(f"off_{matter.partition('.')[2]}", "")

    def own_ticket(self, ticket: int) -> Ticket:
        """The ticket for the desk's own duties, where no person acts."""
        return by_desk(self.session, ticket)

    def told_within(self, span: timedelta) -> list[Ticket]:
        """The tickets that the actor has opened within this time, the oldest first."""
        rows = self.opened_within(span)
        return [by_desk(self.session, number) for number in dict.fromkeys(row.ticket_id for row in rows)]

    def opened_within(self, span: timedelta) -> list[Any]:
        """When the actor has opened tickets within this time, and which, the oldest first: asked once a message."""
        who = self.actor, self.now - max(span, LONG_AGO)
        if self.opened is None or self.opened[0] != who:
            self.opened = who, opened_by(self.session, *who)
        since = self.now - span
        return [row for row in self.opened[1] if row.at > since]

    def dangers_within(self, span: timedelta) -> list[Ticket]:
        """The dangers told in this group within this time, in the order of the talk."""
        return [by_desk(self.session, number) for number in dangers_in(self.session, self.said.chat, self.now - span)]

    def told_at_home(self, ticket: Ticket) -> bool:
        """Whether the actor, or somebody of their home, has told of a ticket."""
        own, told = self.home_told, reports_of(self.session, ticket.id)
        home = self.home_key(ticket, own, "", self.town.compound_in(self.said.sender_name))
        return any(report.user_id == self.actor or (home and report.household == home) for report in told)

    def may_handle(self, ticket: Ticket) -> bool:
        """Whether the actor's roles reach the ticket; if not, that has been said, with what to do instead."""
        if self.handles(ticket):
            return True
        self.answer("not_your_place" if self.by_staff else "not_staff", **self.view(ticket))
        return False

    def handles(self, ticket: Ticket) -> bool:
        """Whether the actor's roles reach the ticket; a sealed one is the street's alone."""
        if ticket.sealed:
            return self.authority(ticket) is Level.STREET
        return self.town.may_handle(self.actor, ticket.place_id)

    def working(self, ticket: Ticket) -> bool:
        """Whether the actor may go on with the ticket; an unclaimed one is claimed by the way."""
        if not self.may_handle(ticket):
            return False
        if ticket.state == State.OPEN:
            self.claim_for(ticket, self.town.officers[self.actor])
        elif ticket.state == State.SUSPENDED and self.resume(ticket):
            return self.working(ticket)
        if ticket.state in TAKEN:
            return True
        self.over(ticket)
        return False

    def working_alone(self, ticket: Ticket) -> bool:
        """Whether the actor may go on with the ticket as the one who has it; what a colleague suspended stays so."""
        return self.may_handle(ticket) and not self.rests(ticket) and self.working(ticket) and self.own(ticket)

    def rests(self, ticket: Ticket) -> bool:
        """Whether a colleague has suspended the ticket, which only that one takes up again; then that has been said."""
        rests = ticket.state == State.SUSPENDED and ticket.claimed_by not in (None, self.actor)
        if rests and ticket.claimed_by in self.town.officers:
            self.answer("suspended_by_other", alert=True, **self.view(ticket))
            return True
        return False

    def may_end_rest(self, ticket: Ticket) -> bool:
        """Whether a colleague's ticket is suspended and the actor, who could have approved that, may end it as well."""
        rests = ticket.state == State.SUSPENDED and ticket.claimed_by != self.actor
        return rests and self.authority(ticket) in self.policies.ladder.suspension.approvers

    def own(self, ticket: Ticket) -> bool:
        """Only who has it says how far it is; a colleague who was faster is told."""
        if ticket.claimed_by == self.actor:
            return True
        self.taken(ticket)
        return False

    def ticket(self, ticket: int) -> Ticket | None:
        """The ticket, if the actor may meet it in this chat."""
        return fetch(self.session, self.town, self.actor, self.said.chat, ticket=ticket)

    def quiet_danger(self) -> Ticket | None:
        """The danger the actor has just told of which no group may read: the rest is said in private."""
        if self.by_staff:
            return None
        found = of_reporter(self.session, self.actor, self.now - JUST_TOLD)
        return next((each for each in found if each.quiet and each.danger and each.state in ACTIVE), None)

    def is_said_to_be_over(self, ticket: Ticket) -> bool:
        """Whether who reported it says that it is over: somebody is only to see that it is.

        Where nobody has done anything about what many have, several must say so; danger to life waits for who can see
        it, whatever is said.
        """
        if ticket.service_class == "P0":
            return False
        enough = 1 if ticket.submitted_by else min(SEVERAL, ticket.households)
        return self.homes_where_over(ticket) >= max(enough, 1)

    def is_to_be_seen_first(self, ticket: Ticket, act: str) -> bool:
        """Whether a danger that several have surely told must be taken, for all to read, before it is called off.

        Whoever leads may do without; else that has been said.
        """
        waits = ticket.service_class == "P0" and ticket.state == State.OPEN and not ticket.doubtful
        if not waits or self.authority(ticket) is not None or len(self.reporters_of(ticket)) < SEVERAL:
            return False
        self.answer("mistake_take_first", alert=True, act=self.word(act), **self.view(ticket))
        return True

    def reporters_of(self, ticket: Ticket) -> list[int]:
        """The people who reported a ticket, each once."""
        return list(dict.fromkeys(report.user_id for report in reports_of(self.session, ticket.id)))


def group_of(desk: Desk, chat: int) -> Post | None:
    """The bound group of a chat, None for private chats and unbound groups."""
    post = desk.town.posts.get(chat)
    return post if post and post.place is not None and not post.gone else None
