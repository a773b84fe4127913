"""One more voice for a ticket that is there: what it makes of it, who is answered, and what was waited for."""

from handlers.alarming import HUSHED
from handlers.opening import Opener, Spoken, Told, sendable
from handlers.speaking import HIGH, URGENT
from models import outbox
from models.alarm import alarm_of, change_alarm
from models.attachment import Attachment
from models.report import households, is_reporter
from models.session import insert_missing
from models.ticket import Ticket, move
from rules.cards import gathered
from rules.doubt import alarm_doubtful
from rules.duty import after
from rules.inquiry import INQUIRIES, about
from rules.messages import ChatKind, Media
from rules.parsing import Request
from rules.redaction import mask_identity
from rules.taxonomy import UNCLASSIFIED, ServiceClass


class Joiner(Opener):
    """Tickets as people go on about them, from the message being handled."""

    def join(self, ticket: Ticket, request: Request, words: str, told: Told) -> None:
        """One more voice for a ticket that is there: the card is edited, the message gets a sign.

        Of what is quiet only who told it first hears; what others say of it is noted for those who work on it.
        """
        again, before = self.reported(ticket), households(self.session, ticket.id)
        overheard = self.is_others(ticket) and not told.proxy
        if not overheard:
            self._write_report(ticket, request, words, proxy=told.proxy)
        count = households(self.session, ticket.id)
        again &= not (told.proxy and count > before)
        says_more = again and self.in_private and words.strip() != ticket.words.strip()
        values = {"households": count} | self._gained(ticket, request, words, overheard or says_more)
        move(self.session, ticket, "join", heard_at=self.now, **values)
        self.record(ticket.id, "join", words=words[:200])
        if ticket.doubtful and not told.doubtful:
            self.believe(ticket)
        self.show_files(ticket, self._collect_files(ticket))
        if "service_class" in values:
            self.alarm(ticket, self.spoken)
        elif "P0" == request.service_class == ticket.service_class and ticket.matter != UNCLASSIFIED:
            self.hear_surely(ticket)
            self.tell_more(ticket, words)
        self.refresh(ticket)
        if overheard:
            self.note_for_others(request.danger)
        else:
            self._answer_joined(ticket, request, told, again, "service_class" in values)
        if again:
            self.heard_from(ticket, words)
            self.tell_standing(ticket)

    def hear_surely(self, ticket: Ticket) -> None:
        """Who tells of a doubtful danger surely ends the doubt: people are rung, nobody need say that it is true."""
        sounding = alarm_of(self.session, ticket.id)
        told = self.reading
        if sounding is None or not sounding.doubtful or alarm_doubtful(told, self.policies.reading):
            return
        if any(request.danger for request in told.requests) and change_alarm(self.session, sounding, doubtful=False):
            self.record(ticket.id, "explained")
            self.ring(ticket)
            self.refresh(ticket)

    def _answer_joined(self, ticket: Ticket, request: Request, told: Told, again: bool, raised: bool) -> None:
        """In words to whoever asked in private, else with a sign or the card; `raised` says what to do by itself."""
        for_another = told.proxy and not again
        if for_another or self.in_private:
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
        asks = ticket.matter.startswith(INQUIRIES) and bool(about(words))
        told = noted or asks or values
        if told or "P0" in (request.service_class, ticket.service_class) or ticket.matter == UNCLASSIFIED:
            # What more is told of a danger, or why it is more urgent now, is what those on their way need:
            # 六楼还有孩子. So is 漏水好点了，但还在滴. Who asks after another did wants an answer to their own words.
            values["news"] = gathered(ticket.news, self.noted(mask_identity(words)))
        return values

    def is_others(self, ticket: Ticket) -> bool:
        """Whether a matter is quiet and the actor has not told it: they may be whom it is told of."""
        return ticket.quiet and not self.reported(ticket)

    def note_for_others(self, danger: str = "") -> None:
        """Whoever says something of a quiet matter that others told: a sign, or in private that it is noted."""
        if not self.in_private:
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

    def tell_standing(self, ticket: Ticket) -> None:
        """Who says in the group again what they have reported hears how far it is in private, if that can be."""
        if self.said.chat_kind is ChatKind.GROUP and self.private_bot(self.actor):
            self.say(self.actor, "known", self.view(ticket) | {"again": True, "noted": False}, ticket=ticket.id)

    def thank_for_more(self, ticket: Ticket) -> None:
        """Who has told more hears so: in private in words, in a group by a sign."""
        if self.in_private:
            self.reply("added", self.view(ticket), ticket=ticket.id)
        else:
            self.react()

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

    def awaits(self, ticket: Ticket) -> bool:
        """Whether the actor was asked something about a ticket and has not answered yet."""
        return bool(ticket.waiting_since) and self.reported(ticket)

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
            self.show_files(ticket, sendable(media))
