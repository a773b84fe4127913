"""Turning what people ask for into tickets: opened, joined or corrected, shown and brought to people."""

from dataclasses import dataclass
from typing import NamedTuple

from handlers.alarming import HUSHED, Ringer
from handlers.showing import VOICE, Files, priority_of
from handlers.speaking import HIGH, URGENT, as_read
from models import outbox
from models.attachment import Attachment, take_waiting
from models.report import Report, households, is_reporter, reports_of
from models.session import insert, insert_missing
from models.ticket import Ticket, add_ticket, move, next_number
from models.ticket_log import opening_of
from rules import cards
from rules.cards import gathered, teller
from rules.doubt import alarm_doubtful
from rules.duty import after
from rules.messages import Button, ChatKind, Media, MediaKind
from rules.parsing import Request
from rules.places import Address, nickname
from rules.redaction import mask_identity
from rules.routing import Spot
from rules.taxonomy import UNCLASSIFIED, ServiceClass
from rules.town import Level

FAILS_AT_HOME = ("property_repair", "utility")


class Told(NamedTuple):
    """Where a report was told and how: `place` is where that group stands, `proxy` when staff report for somebody.

    `nameless` beside a complaint that only the street sees (`beside`): nobody reads who told it.
    `quiet` when any part of the message is, `hushed` once its neutral line has been said, `silent` when nobody but
    staff is told. `doubtful` when a worker must say first what it is; `follows` is the earlier ticket of the same;
    `why` is what decided the reading.
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
            "building": request.building,
            "unit": request.unit,
            "room": request.room,
            "spot": request.place,
            "words": words[:1000],
            "spoken": self.how_spoken(words),
            "level": place.level if place.level in ("community", "street") else "grid",
            "owner_place_id": place.id,
            "chat_id": said.chat,
            "topic": said.topic,
            "bot_id": said.bot,
            "created_at": self.now,
            "dispatched_at": self.now,
            "heard_at": self.now,
        }
        if self.matter(request.matter).conduct:
            row |= {"sealed": True, "quiet": True, "level": "street", "owner_place_id": street.id}
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
        name = said.sender.name if said.sender else ""
        home = nickname("" if proxy else name)
        told = request if request.room and (proxy or self._lives_there(request, words, home)) else home
        self.voices.append(ticket)
        insert(
            self.session,
            Report,
            ticket_id=ticket.id,
            user_id=self.actor,
            name=name,
            chat_id=said.chat,
            message_id=said.message,
            album=said.album,
            words=words[:1000],
            household=cards.household(told.building, told.unit, told.room) or (teller(words) if proxy else ""),
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
        danger = self.danger_text(ticket.danger) if ticket.danger and not hushed else ""
        night = self.night_number(ticket)
        words = {"n": ticket.number, "numbers": self.policies.safety, "danger": danger, "night": night}
        self.say(
            spoken.chat, "quiet_line", words, buttons=button, reply_to=spoken.message, topic=spoken.topic,
            bot=spoken.bot, ticket=ticket.id, purpose="quiet", priority=priority_of(ticket),
        )  # fmt: skip
        if hushed and self.private_bot(spoken.user):
            self.say(
                spoken.user, "", text=self.danger_text(ticket.danger, spoken.user), priority=URGENT, ticket=ticket.id
            )

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
        """Whether a danger was told so unsurely that those on duty are asked first; never what staff tell."""
        if told.forced or told.proxy or self.town.is_staff(self.actor):
            return False
        reading = self.res.read(*as_read(self.said, self.now))
        return alarm_doubtful(reading, self.policies.reading)

    def _confirm(self, ticket: Ticket, told: Told) -> None:
        """Tells a private chat (or the worker who reported for somebody) the number."""
        if ticket.danger:
            self.reply(text=self.danger_text(ticket.danger, self.said.chat), priority=URGENT, ticket=ticket.id)
        self.reply(
            "proxy_noted" if told.proxy else "private_noted", self.view(ticket),
            buttons=() if told.proxy else cards.buttons((("add", "withdraw"),), ticket.id, self.labels(ticket)),
            ticket=ticket.id, purpose="noted", priority=HIGH,
        )  # fmt: skip

    def join(self, ticket: Ticket, request: Request, words: str, told: Told) -> None:
        """One more voice for a ticket that is there: the card is edited, the message gets a sign.

        Of what is quiet only who told it first hears; what others say of it is noted for those who work on it.
        """
        again, before = is_reporter(self.session, ticket.id, self.actor), households(self.session, ticket.id)
        overheard = self.is_others(ticket) and not told.proxy
        if not overheard:
            self._write_report(ticket, request, words, proxy=told.proxy)
        count = households(self.session, ticket.id)
        again &= not (told.proxy and count > before)
        says_more = again and self.said.chat_kind is ChatKind.PRIVATE and words.strip() != ticket.words.strip()
        values = {"households": count} | self._gained(ticket, request, words, overheard or says_more)
        move(self.session, ticket, "join", heard_at=self.now, **values)
        self.record(ticket.id, "join", words=words[:200])
        if ticket.doubtful and not told.doubtful:
            self.believe(ticket)
        self.show_files(ticket, self._collect_files(ticket))
        if "service_class" in values:
            self.alarm(ticket, self.spoken)
        elif "P0" == request.service_class == ticket.service_class and ticket.matter != UNCLASSIFIED:
            self.tell_more(ticket, words)
        self.refresh(ticket)
        if overheard:
            self.note_for_others(request.danger)
        else:
            self._answer_joined(ticket, request, told, again, "service_class" in values)
        if again:
            self.heard_from(ticket, words)
            self.tell_standing(ticket, words)

    def _answer_joined(self, ticket: Ticket, request: Request, told: Told, again: bool, raised: bool) -> None:
        """In words to whoever asked in private, else with a sign or the card; `raised` says what to do by itself."""
        for_another = told.proxy and not again
        if for_another or self.said.chat_kind is ChatKind.PRIVATE:
            danger = "" if raised else request.danger
            self._say_known(ticket, danger, again, for_another)
        elif ticket.doubtful or told.silent:
            return
        elif ticket.quiet or self.late or outbox.has_card(self.session, ticket.id, self.said.chat):
            self.react()
        else:
            self._show(ticket, told)

    def _gained(self, ticket: Ticket, request: Request, words: str, noted: bool) -> dict[str, object]:
        """What one more voice makes of a ticket: more urgent, with news for whoever works on it."""
        values: dict[str, object] = {}
        if ServiceClass(request.service_class).rank < ServiceClass(ticket.service_class).rank:
            values |= self.urgency(ticket, request)
        if noted or "P0" in (request.service_class, ticket.service_class) or ticket.matter == UNCLASSIFIED:
            # What more is told of a danger is what those on their way need: 六楼还有孩子. So is 漏水好点了，但还在滴.
            values["news"] = gathered(ticket.news, self.noted(mask_identity(words)))
        return values

    def is_others(self, ticket: Ticket) -> bool:
        """Whether a matter is quiet and the actor has not told it: they may be whom it is told of."""
        return ticket.quiet and not is_reporter(self.session, ticket.id, self.actor)

    def note_for_others(self, danger: str = "") -> None:
        """Whoever says something of a quiet matter that others told: a sign, or in private that it is noted."""
        if self.said.chat_kind is not ChatKind.PRIVATE:
            self.react()
            return
        if danger:
            self.reply(text=self.danger_text(danger, self.said.chat), priority=URGENT)
        self.reply("quiet_noted", {"numbers": self.policies.safety}, priority=HIGH)

    def believe(self, ticket: Ticket) -> bool:
        """Somebody has said what a doubtful ticket is: the residents' group sees it now, unless that would be late."""
        if not ticket.doubtful or not move(self.session, ticket, "believe", "doubtful", doubtful=False):
            return False
        self.record(ticket.id, "believe", matter=ticket.matter)
        first = self.first_spoken(ticket)
        if first and first.chat < 0 and self.is_fresh(ticket):
            self.show(ticket, first)
        return True

    def is_fresh(self, ticket: Ticket) -> bool:
        """Whether a group may still be answered about it."""
        return not ticket.late and self.now - ticket.created_at <= self.policies.desk.away

    def tell_standing(self, ticket: Ticket, words: str) -> None:
        """Who says in the group again what they have reported hears how far it is in private, if that can be."""
        if self.said.chat_kind is ChatKind.GROUP and self.private_bot(self.actor):
            self.say(self.actor, "known", self.view(ticket) | {"again": True, "noted": False}, ticket=ticket.id)

    def _say_known(self, ticket: Ticket, danger: str, again: bool, for_another: bool) -> None:
        """In private: that it is known, and how far it is."""
        if danger:
            self.reply(text=self.danger_text(danger, self.said.chat), priority=URGENT, ticket=ticket.id)
        template = "proxy_joined" if for_another else "known"
        if again and ticket.matter == UNCLASSIFIED:
            template = "added"
        self.reply(template, self.view(ticket) | {"again": again, "noted": again}, ticket=ticket.id, priority=HIGH)

    def urgency(self, ticket: Ticket, request: Request) -> dict[str, object]:
        """Other words about a matter change how urgent the ticket is, and its clock with that."""
        policy = self.policies.claims[ServiceClass(request.service_class)]
        values: dict[str, object] = {
            "service_class": request.service_class,
            "danger": request.danger if request.service_class == "P0" else ticket.danger,
            "policy": policy.to_dict(),
            "ladder": self.policies.ladder.snapshot(ServiceClass(request.service_class)),
        }
        if ticket.state == "open":
            values["claim_due_at"] = after(ticket.created_at, policy.limit, policy.clock, self.policies.duty_hours)
        return values

    def alarm(self, ticket: Ticket, spoken: Spoken | None) -> None:
        """It has become a danger to life: what to do is said anew, for nobody hears a card being edited."""
        self.call_at_night(ticket)
        if ticket.service_class != "P0":
            return
        if spoken and ticket.danger and not (self.late or ticket.doubtful):
            self._warn(ticket, spoken)
        self.sound(ticket)

    def _warn(self, ticket: Ticket, spoken: Spoken) -> None:
        """What to do is said where it was told; of violence and despair in private only, as in `_whisper`."""
        aloud = spoken.chat < 0 and not (ticket.quiet and ticket.danger in HUSHED)
        text = self.danger_text(ticket.danger, spoken.chat if aloud else spoken.user)
        if spoken.chat < 0 and ticket.quiet and ticket.danger in HUSHED:
            own = ticket.id if is_reporter(self.session, ticket.id, spoken.user) else None
            if self.private_bot(spoken.user):
                self.say(spoken.user, "", text=text, priority=URGENT, ticket=own)
        elif spoken.chat > 0 and self.is_others(ticket):
            return
        elif spoken.chat > 0 or ticket.quiet or outbox.has_card(self.session, ticket.id, spoken.chat):
            self.say(
                spoken.chat, "", text=text, reply_to=spoken.message, topic=spoken.topic, bot=spoken.bot,
                priority=URGENT, ticket=ticket.id, purpose="danger",
            )  # fmt: skip

    def is_quiet(self, request: Request) -> bool:
        """Whether a residents' group must not read of it."""
        return not self.matter(request.matter).public or request.danger in HUSHED

    def awaits(self, ticket: Ticket) -> bool:
        """Whether the actor was asked something about a ticket and has not answered yet."""
        return bool(ticket.waiting_since) and is_reporter(self.session, ticket.id, self.actor)

    def heard_from(self, ticket: Ticket, words: str) -> None:
        """Any word or picture of a reporter is the answer that was waited for: the clock goes on."""
        if not self.awaits(ticket):
            return
        asked = ticket.question
        if self.go_on(ticket, self.now):
            self.record(ticket.id, "answered", words=words[:300])
            self.refresh(ticket)
            for officer in self.owners(ticket):
                words_told = self.view(ticket) | {"question": asked, "said": words}
                self.notice(officer, "question_answered", ticket, words_told)

    def attach(self, ticket: Ticket, media: tuple[Media, ...]) -> None:
        """Adds photos and recordings to a ticket; workers see and hear new ones under the card."""
        self.heard_from(ticket, "")
        if insert_missing(self.session, Attachment, self._file_rows(media, ticket.id)):
            self.record(ticket.id, "attach", count=len(media))
            self.show_files(ticket, _sendable(media))

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
            files += _sendable(media)
        return files


def _sendable(media: tuple[Media, ...]) -> list[tuple[str, str]]:
    """Kind and file id of each attachment."""
    return [(str(m.kind), m.file_id) for m in media if m.file_id]
