"""Turning what people ask for into tickets: written, shown where it was said, and brought to people."""

from dataclasses import dataclass
from datetime import timedelta
from typing import NamedTuple

from handlers.alarming import HUSHED, Ringer
from handlers.showing import VOICE, Files, priority_of
from handlers.speaking import HIGH, URGENT
from models.attachment import Attachment, take_waiting
from models.incident import is_of_none
from models.report import Report, opened_by, reports_of
from models.session import insert, insert_missing
from models.ticket import Ticket, add_ticket, by_desk, next_number
from models.ticket_log import opening_of
from rules.cards import teller
from rules.doubt import alarm_doubtful
from rules.messages import Button, Media, MediaKind
from rules.parsing import Request
from rules.places import Address, addresses, lane_of, nickname
from rules.routing import Spot
from rules.taxonomy import ServiceClass
from rules.town import Level

# Who was asked in which compound they live is not asked again so soon.
ASKED_WHERE = timedelta(minutes=30)
FAILS_AT_HOME = ("property_repair", "utility")


class Told(NamedTuple):
    """Where a report was told and how: `place` is where that group stands, `proxy` when staff report for somebody.

    `nameless` beside a complaint that only the street sees (`beside`): nobody reads who told it.
    `quiet` when any part of the message is, `hushed` once its neutral line has been said, `silent` when nobody but
    staff is told. `doubtful` when a worker must say first what it is; `follows` is the earlier ticket of the same;
    `why` is what decided the reading. `apart` when it is like another unit's trouble, and none of that.
    """

    place: Spot
    public: bool = True
    forced: bool = False
    proxy: bool = False
    quiet: bool = False
    hushed: bool = False
    silent: bool = False
    doubtful: bool = False
    follows: int | None = None
    why: tuple[str, ...] = ()
    nameless: bool = False
    beside: int | None = None
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Spoken:
    """Where something was said, for an answer to stand under it, and by whom."""

    chat: int
    message: int
    user: int
    bot: int
    topic: int | None = None


class Opener(Ringer):
    """Tickets as they come to be, from the message being handled."""

    def open(self, request: Request, words: str, place: Spot, told: Told) -> Ticket:
        """A new ticket from the message being handled, shown where it was said and to those who can take it."""
        ticket = self._write(request, words, place, told)
        is_of_none(self.session, ticket.id)
        self._write_report(ticket, request, words, opens=True, proxy=told.proxy)
        self.record(ticket.id, "open", late=self.late, why=told.why, now=opening_of(ticket))
        files = self._collect_files(ticket)
        with self.standing_still():
            if told.public and not (self.late or told.silent or ticket.doubtful):
                self._show(ticket, told)
            self._bring(ticket, files, told)
        if not (told.public or told.silent):
            self._confirm(ticket, told)
        return ticket

    def _write(self, request: Request, words: str, place: Spot, told: Told) -> Ticket:
        said = self.said
        street = self.town.street_of(place.id)
        name = "" if told.proxy else said.sender_name
        row = {
            "street_id": street.id,
            "number": next_number(self.session, street.id),
            "matter": request.matter,
            "service_class": request.service_class,
            "danger": request.danger if request.service_class == "P0" else "",
            "quiet": told.quiet,
            "late": self.late,
            "doubtful": told.doubtful and request.service_class != "P0",
            "likely": list(dict.fromkeys((request.matter, *request.alternatives))),
            "follows": told.follows,
            "nameless": told.nameless,
            "beside": told.beside,
            "place_id": place.id,
            "compound": request.compound or self.town.compound_meant(place.id, request.building, words, name),
            "building": request.building,
            "unit": request.unit,
            "room": request.room,
            "spot": request.place,
            "words": words[:1000],
            "spoken": self.how_spoken(words),
            "level": place.level if place.level in ("community", "street") else "grid",
            "chat_id": said.chat,
            "topic": said.topic,
            "bot_id": said.bot,
            "created_at": self.now,
            "dispatched_at": self.now,
            "heard_at": self.now,
        }
        if self.matter(request.matter).conduct:
            row |= {"sealed": True, "quiet": True, "level": "street"}
        row |= self.first_clocks(ServiceClass(request.service_class), Level(str(row["level"])))
        return add_ticket(self.session, **row)

    def how_spoken(self, words: str) -> str:
        """Whether a ticket was told by a voice note: written down as a "transcript", or to be heard as a "voice"."""
        if self.said.spoken:
            return "transcript"
        return "" if words or not any(media.kind is MediaKind.VOICE for media in self.said.media) else VOICE

    def _write_report(
        self, ticket: Ticket, request: Request, words: str, *, opens: bool = False, proxy: bool = False
    ) -> None:
        said = self.said
        name = said.sender_name
        home = nickname("" if proxy else name)
        told = request if request.room and (proxy or self._lives_there(request, words, home)) else home
        lane = lane_of(told.building, (home,) if told is home else (*addresses(words), home))
        where = Address(told.building, told.unit, told.room)
        compound = self.town.compound_in(name) if told is home and not proxy else request.compound
        self.voices.append(ticket)
        self.opened = None
        insert(
            self.session,
            Report,
            ticket_id=ticket.id,
            user_id=self.actor,
            name=name,
            chat_id=said.chat,
            message_id=said.message,
            words=words[:1000],
            household=self.home_key(ticket, where, lane, compound) or (teller(words) if proxy else ""),
            opens=opens,
            proxy=proxy,
            at=self.now,
        )

    def _lives_there(self, request: Request, words: str, home: Address) -> bool:
        """Whether the room told is the home of who tells it: who informs of a neighbour does not live there."""
        fails_at_home = self.matter(request.matter).group in FAILS_AT_HOME and not home.room
        return self.res.ear.at_own_home(words) or (fails_at_home and not self.res.ear.of_neighbours(words))

    def _show(self, ticket: Ticket, told: Told) -> None:
        """The one card of the residents' group; a quiet matter gets a neutral line instead, one a message."""
        if not (ticket.quiet and told.hushed):
            self.show(ticket, self.spoken)

    @property
    def spoken(self) -> Spoken:
        """Where the message being handled stands."""
        return Spoken(self.said.chat, self.said.message, self.actor, self.said.bot, self.said.topic)

    def first_spoken(self, ticket: Ticket) -> Spoken | None:
        """Where the trouble was first told; None where staff told it, or everybody has taken it back."""
        first = next((r for r in reports_of(self.session, ticket.id) if r.opens and not r.proxy), None)
        if first is None:
            return None
        return Spoken(first.chat_id, first.message_id, first.user_id, ticket.bot_id, ticket.topic)

    def show(self, ticket: Ticket, spoken: Spoken) -> None:
        """The card of a residents' group, under what was said there."""
        if ticket.quiet:
            self._whisper(ticket, spoken)
            return
        self.card(ticket, "public", spoken.chat, reply_to=spoken.message, topic=spoken.topic, bot=spoken.bot)

    def _whisper(self, ticket: Ticket, spoken: Spoken) -> None:
        """What to do when somebody lies unconscious is said aloud; of violence and despair nobody else may learn."""
        post, hushed = self.town.posts[spoken.chat], ticket.danger in HUSHED
        link = self.private_link(f"p{post.place}")
        button = ((Button(self.word("private"), url=link),),) if link else ()
        text = self._quiet_line(ticket)
        if english := self.told_in_english(ticket):
            with self.speaking(english):
                text = f"{text}\n\n{self._quiet_line(ticket)}"
        self.say(
            spoken.chat, "", text=text, buttons=button, reply_to=spoken.message, topic=spoken.topic,
            bot=spoken.bot, ticket=ticket.id, purpose="quiet", priority=priority_of(ticket),
        )  # fmt: skip
        if hushed and self.private_bot(spoken.user):
            self.say(
                spoken.user, "", text=self.danger_text(ticket.danger, spoken.user), priority=URGENT, ticket=ticket.id
            )

    def _quiet_line(self, ticket: Ticket) -> str:
        danger = self.danger_words(ticket.danger) if ticket.danger and ticket.danger not in HUSHED else ""
        night = self.night_number(ticket)
        return self.text("quiet_line", n=ticket.number, numbers=self.policies.safety, danger=danger, night=night)

    def _bring(self, ticket: Ticket, files: Files, told: Told) -> None:
        """Shows the ticket to the lowest level where anybody can be reached; life safety rings them in private too."""
        if ticket.late and ticket.service_class != "P0":
            return
        if ticket.service_class == "P0":
            self.begin_alarm(ticket, self._sounds_doubtful(told))
        for level in ("street",) if ticket.sealed else ("grid", "community", "street"):
            if self.first_card(ticket, level, files):
                break
        if ticket.service_class == "P0":
            self.ring(ticket)
        self.call_at_night(ticket)

    def _sounds_doubtful(self, told: Told) -> bool:
        """Whether a danger was told so unsurely that those on duty are asked first; never what staff tell and know."""
        if self.res.ear.asks_where_it_burns(self.said.text):
            return True
        if told.forced or told.proxy or self.by_staff:
            return False
        reading = self.reading
        return alarm_doubtful(reading, self.policies.reading)

    def _confirm(self, ticket: Ticket, told: Told) -> None:
        """Tells a private chat (or the worker who reported for somebody) the number."""
        if ticket.danger:
            self.reply(text=self.danger_text(ticket.danger, self.said.chat), priority=URGENT, ticket=ticket.id)
        lately = {row.ticket_id for row in opened_by(self.session, self.actor, self.now - ASKED_WHERE)} - {ticket.id}
        asked = any(by_desk(self.session, each).building == ticket.building for each in lately)
        self.reply(
            "proxy_noted" if told.proxy else "private_noted",
            self.view(ticket)
            | {"heard": self.reaches_staff(ticket), "homed": bool(self.home_told.building), "asked": asked},
            buttons=() if told.proxy else self.buttons(ticket, ("add", "withdraw")),
            ticket=ticket.id, purpose="noted", priority=HIGH,
        )  # fmt: skip

    def is_quiet(self, request: Request) -> bool:
        """Whether a residents' group must not read of it."""
        return not self.matter(request.matter).public or request.danger in HUSHED

    def let_wait(self, media: tuple[Media, ...]) -> None:
        """What came without words waits for them."""
        insert_missing(self.session, Attachment, self._file_rows(media, None))

    def _file_rows(self, media: tuple[Media, ...], ticket: int | None) -> list[dict[str, object]]:
        """What came with the message as rows of Attachment; `ticket` None while they wait for words."""
        due = None if ticket else self.now + self.policies.desk.photo_waits
        return [
            {
                "ticket_id": ticket,
                "bot_id": self.said.bot,
                "chat_id": self.said.chat,
                "album": self.said.album,
                "kind": str(m.kind),
                "file_id": m.file_id,
                "unique_id": m.unique_id or m.file_id,
                "by": self.actor,
                "at": self.now,
                "due_at": due,
            }
            for m in media
            if m.file_id and m.kind is not MediaKind.STICKER
        ]

    def _collect_files(self, ticket: Ticket) -> Files:
        """What came with this message or what it replies to, and what its sender posted without words just before."""
        said = self.said
        files = take_waiting(self.session, ticket.id, self.actor, said.chat, self.now)
        media = said.media if said.reply_to_bot else (*said.media, *said.reply_media)
        if media and insert_missing(self.session, Attachment, self._file_rows(media, ticket.id)):
            files += sendable(media)
        return files


def sendable(media: tuple[Media, ...]) -> list[tuple[str, str]]:
    """Kind and file id of each attachment."""
    return [(str(m.kind), m.file_id) for m in media if m.file_id]
