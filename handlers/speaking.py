"""The first part of the unit of work: one transaction, its time, its actor, and the ways to say something."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import islice
from typing import Any
from zlib import crc32

from sqlmodel import Session

from handlers.foresight import Message
from handlers.resources import Resources
from models import outbox, town
from models.inbox import forget
from models.outbox import Outbox
from models.place import Person, person_of
from models.report import is_reporter, keep_contact, last_words
from models.session import insert
from models.ticket import Ticket, TicketEvent
from rules import callback, cards, ladder
from rules.doubt import Doubt, doubt
from rules.messages import Button, ChatKind, Incoming, SenderKind
from rules.parsing import Context, Reading
from rules.places import Address, nickname
from rules.redaction import mask_identity
from rules.routing import Office, Officer
from rules.taxonomy import Matter
from rules.telephones import mask_telephones, telephones
from rules.tongue import is_greeting, writes_english
from rules.wording import called
from templates import Texts

URGENT, HIGH, NORMAL, LOW = 0, 1, 2, 3
ANSWER_LIFE = timedelta(seconds=40)
REACTION_LIFE = timedelta(minutes=2)
NUDGE_LIFE = timedelta(minutes=30)
ENCLOSED = ("reply_to", "photos", "voice", "document", "encloses", "page", "ask_reply", "silent", "told")
MOST_TELEPHONES = 3
# Seconds in which a group is told the same thing once, whoever asks for it how often.
SELDOM = 300
SEEN, PUZZLED = "👌", "🤔"
# What is said to who has no role: whoever writes behind a mask may have one.
OF_STAFF_ONLY = frozenset({"not_staff", "not_official", "admin_only"})
MASKED = frozenset({SenderKind.ANONYMOUS_ADMIN, SenderKind.CHANNEL})

Buttons = tuple[tuple[Button, ...], ...]


class Speaker:
    """One transaction. `now` is the desk's clock, `real_now` the platform's; `said` is the update being handled."""

    # None in the desk's own duties; who may be asked in these looks at `incoming`.
    said: Incoming = None  # type: ignore[assignment]

    def __init__(self, session: Session, resources: Resources, now: datetime, real_now: datetime) -> None:
        self.session, self.res, self.now, self.real_now = session, resources, now, real_now
        self.town, self.policies = resources.directory, resources.policies
        self.telephones: tuple[str, ...] = ()
        self.answered = False
        self.late = False
        # A machine's clock that is ahead would take everything for said while the desk was away.
        self._by_platform = real_now - resources.ahead()
        self.voices: list[Ticket] = []
        self.recorded: set[int] = set()
        self.reckoned: dict[int, tuple[ladder.Policies, ladder.Standing, datetime]] = {}
        self.texts = resources.texts
        self._rules: dict[int, tuple[Any, Any, ladder.Policies]] = {}
        self._until: dict[tuple[int, datetime], datetime | None] = {}
        self._first: dict[tuple[str, str, datetime], dict[str, Any]] = {}
        self.opened: tuple[tuple[int, datetime], Sequence[Any]] | None = None
        if self.town.version != town.version(session):
            self.reload()

    @property
    def local_now(self) -> datetime:
        """The desk's time as the clock on the wall shows it."""
        return self.res.texts.local(self.now)

    def tells_danger(self) -> bool:
        """Whether what is being said tells of danger to life: then it is no answer to anything that was asked."""
        return any(request.service_class == "P0" for request in self.reading.requests)

    @property
    def reading(self) -> Reading:
        """What is being said, as the reader takes it."""
        return self.res.read(*as_read(self.said, self.now))

    def doubt_of(self, reading: Reading) -> Doubt:
        """What a reading is sure enough for."""
        return doubt(reading, self.policies.reading)

    @property
    def offices(self) -> list[Office]:
        """The departments for which the actor speaks here."""
        return self.town.speaks_for(self.actor, self.said.chat)

    def reported(self, ticket: Ticket) -> bool:
        """Whether the actor is one of a ticket's reporters."""
        return is_reporter(self.session, ticket.id, self.actor)

    def reload(self) -> None:
        """Reads the town anew, after it has changed."""
        self.town = self.res.directory = town.load(self.session, self.res.admins, self.res.texts.zone)

    def town_changed(self) -> None:
        """Says that the town has changed, here and to every other process."""
        town.touch(self.session)
        self.reload()

    def foresee(self, coming: Iterable[tuple[Incoming, datetime]]) -> None:
        """Has a batch's messages, each with its time, read together; the handlers then find them read."""
        self.res.foresee(as_read(self._masked(each), at) for each, at in coming if self.res.is_residents_talk(each))

    def begin(self, incoming: Incoming) -> None:
        """Turns to the next update of this transaction."""
        self.turn_to(incoming)
        self.answered, self.recorded, self.opened = False, set(), None
        sent = incoming.sent_at
        self.late = bool(sent and self._by_platform - sent > self.policies.desk.away)

    def when_sent(self, incoming: Incoming) -> datetime:
        """When a message was sent, as the clock on the wall showed it: by the desk's time."""
        age = self._by_platform - incoming.sent_at if incoming.sent_at else timedelta()
        return self.res.texts.local(self.now - max(age, timedelta()))

    def turn_to(self, incoming: Incoming) -> None:
        """Handles a message: the telephones that a resident tells are kept apart from its words, which go about."""
        incoming = self._without_own_name(incoming)
        self.said = self._masked(incoming)
        self.telephones = telephones(incoming.text) if self.said is not incoming else ()

    def _without_own_name(self, incoming: Incoming) -> Incoming:
        """@griddesk_bot 电梯坏了 is said to us: the name is none of the words that go about."""
        account = self.res.accounts.get(incoming.bot)
        if "@" not in incoming.text or incoming.command or not (account and account.username):
            return incoming
        words = called(account.username).sub(" ", incoming.text)
        return incoming if words == incoming.text else replace(incoming, text=words.strip())

    def _masked(self, incoming: Incoming) -> Incoming:
        masked = mask_telephones(incoming.text)
        if masked == incoming.text or not self._is_of_resident(incoming):
            return incoming
        return replace(incoming, text=masked, arguments=mask_telephones(incoming.arguments))

    def _is_of_resident(self, incoming: Incoming) -> bool:
        """Whether a resident says it, in private or in a residents' group; what staff write keeps its numbers."""
        sender = incoming.sender
        if sender is None or sender.kind is not SenderKind.PERSON:
            return False
        among = incoming.chat_kind is ChatKind.PRIVATE or self.town.is_of_residents(incoming.chat)
        return among and not (self.town.is_staff(sender.id) or self.town.is_admin(sender.id))

    def without_telephones(self, words: str) -> str:
        """Words that staff pass on for a resident, with the telephones in them kept apart as if they had told them."""
        self.telephones = telephones(words)
        return mask_telephones(words)

    @property
    def incoming(self) -> Incoming | None:
        """The update being handled, if it is none of the desk's own duties."""
        return self.said

    @property
    def actor(self) -> int:
        """Who wrote or pressed; 0 for the desk itself."""
        said = self.said
        return said.sender.id if said and said.sender else 0

    @property
    def by_staff(self) -> bool:
        """Whether the actor works here."""
        return self.town.is_staff(self.actor)

    @property
    def by_admin(self) -> bool:
        """Whether the actor sets the desk up."""
        return self.town.is_admin(self.actor)

    @property
    def officer(self) -> Officer | None:
        """Who the actor is among the staff; None for everybody else."""
        return self.town.officers.get(self.actor)

    @property
    def in_private(self) -> bool:
        """Whether this is said to us alone."""
        return self.said.chat_kind is ChatKind.PRIVATE

    @property
    def among_residents(self) -> bool:
        """Whether this is said in a residents' group."""
        return self.town.is_of_residents(self.said.chat)

    def row_here(self) -> Any:
        """The row of the message of ours that is being handled: whose button was pressed."""
        return outbox.by_message(self.session, self.said.chat, self.said.message)

    def row_replied_to(self) -> Any:
        """The row of the message of ours that this replies to; None where it replies to none."""
        return outbox.by_message(self.session, self.said.chat, self.said.reply_to) if self.said.reply_to else None

    def row_said_last(self, within: timedelta | None = None) -> Any:
        """The row of what we said last in this chat; None where nothing was, or not just now."""
        row = outbox.last_in(self.session, self.said.chat)
        return None if row and within and self.real_now - row.created_at >= within else row

    def row_at(self, number: int | None) -> Any:
        """The row of a message of ours by its number; None where none is told, or it is erased."""
        return self.session.get(Outbox, number) if number else None

    def retract(self, row: Any) -> None:
        """Takes a message of ours back."""
        outbox.retract(self.session, row, self.real_now)

    @property
    def home_told(self) -> Address:
        """Where the actor lives, as their name in the group tells: 3-2-501 王阿姨."""
        return nickname(self.said.sender_name)

    def text(self, template: str, /, **words: Any) -> str:
        return self.texts.render(template, now=self.now, **words)

    def noted(self, words: str) -> str:
        """Words as staff read them: what was written down from a voice note is marked as such."""
        return self.text("transcript", said=words) if words and self.said.spoken else words

    def word(self, key: str) -> str:
        return self.texts.word(key)

    def rendered(self, chat: int, template: str, words: Mapping[str, Any]) -> str:
        """A message as whoever reads it in this chat understands it."""
        return self.text(template, **words)

    @contextmanager
    def in_tongue_of(self, chat: int) -> Iterator[bool]:
        """Speaks English meanwhile where a resident's private chat is in English; whether it is."""
        with self.speaking(self._tongue_of(chat)):
            yield self.texts is not self.res.texts

    @contextmanager
    def speaking(self, texts: Texts) -> Iterator[None]:
        """Speaks in these words meanwhile."""
        before, self.texts = self.texts, texts
        try:
            yield
        finally:
            self.texts = before

    def _tongue_of(self, chat: int) -> Texts:
        """By what they are writing, else by what they reported last; staff and groups have the desk's own."""
        english = self.res.english
        if english is None or chat <= 0 or self.town.is_staff(chat) or self.town.is_admin(chat):
            return self.res.texts
        writes = writes_english(self.said.text) if self.incoming is not None and self.actor == chat else None
        if writes is None or is_greeting(self.said.text):
            told = writes_english(last_words(self.session, chat))
            writes = writes if told is None else told
        return english if writes else self.res.texts

    def matter(self, key: str) -> Matter:
        return self.policies.taxonomy[key]

    def say(
        self,
        chat: int,
        template: str,
        words: Mapping[str, Any] | None = None,
        *,
        text: str = "",
        buttons: Buttons = (),
        priority: int = NORMAL,
        **how: Any,
    ) -> int:
        """Puts one message to a chat into the outbox and returns its row.

        `how`: bot, topic, reply_to, photos, voice, document, encloses, page (its name and HTML), ask_reply, silent,
        told (words kept for whoever presses a button of it);
        ticket, purpose, replies, key, when_unclear, life (a timedelta after which it is not sent any more).
        """
        body = text or self.rendered(chat, template, words or {})
        payload: dict[str, Any] = {"text": body}
        if buttons:
            payload["buttons"] = face_of(self._reworded(chat, buttons))
        enclosed = {k: how.pop(k, None) for k in ENCLOSED}
        payload |= {k: value for k, value in enclosed.items() if value}
        return self._put(chat, "send", payload, priority, how)

    def _reworded(self, chat: int, buttons: Buttons) -> Buttons:
        """Buttons as whoever reads them in this chat understands them."""
        with self.in_tongue_of(chat) as otherwise:
            if not otherwise:
                return buttons
            return tuple(tuple(each._replace(text=self._label_anew(each)) for each in row) for row in buttons)

    def _label_anew(self, button: Button) -> str:
        """What the desk's own word on a button is in the words that are spoken now; a name stays."""
        own, pressed = self.res.texts.words, callback.read(button.data)
        meant = (pressed.action, pressed.arg) if pressed else ()
        keys = (*(key for key in meant if own.get(key) == button.text), *own)
        return self.word(next((key for key in keys if own.get(key) == button.text), "")) or button.text

    def _put(self, chat: int, act: str, payload: dict[str, Any], priority: int, how: dict[str, Any]) -> int:
        post = self.town.posts.get(chat)
        life = how.pop("life", None)
        key = how.get("key")
        if key and outbox.has_key(self.session, key):
            return 0
        return insert(
            self.session,
            Outbox,
            bot_id=how.pop("bot", None) or self.bot_for(chat),
            chat_id=chat,
            topic=how.pop("topic", None) or (post.topic if post else None),
            act=act,
            payload=payload,
            priority=priority,
            ticket_id=how.pop("ticket", None),
            created_at=self.real_now,
            expires_at=self.real_now + life if life else None,
            **how,
        )

    def account_name(self, bot: int) -> str:
        """What people call a bot account; its number where it is none of ours."""
        account = self.res.accounts.get(bot)
        return account.username if account else str(bot)

    def bot_for(self, chat: int) -> int:
        """The account that serves a chat: the group's, the person's, the one that heard this, else the first."""
        post, officer = self.town.posts.get(chat), self.town.officers.get(chat)
        heard = self.said.bot if self.incoming else 0
        own = self.private_bot(chat) if chat > 0 and officer is None else 0
        known = (post and post.bot) or (officer and officer.bot) or own or heard
        return known if known in self.res.accounts or not self.res.accounts else next(iter(self.res.accounts))

    def tell(self, officer: Officer, template: str, words: Mapping[str, Any] | None = None, **how: Any) -> bool:
        """Says something in private to somebody who has opened their private chat; False when they have not."""
        if officer.reachable:
            self.say(officer.user, template, words, **how)
        return officer.reachable

    def answer(self, template: str = "", /, alert: bool = False, **words: Any) -> None:
        """Answers the pressed button, once; typed words are answered by a reply instead."""
        if self.answered or self.incoming is None:
            return
        self.answered = True
        if template in OF_STAFF_ONLY and self.said.sender and self.said.sender.kind in MASKED:
            template = "masked"
        text = self.rendered(self.actor, template, words) if template else ""
        if self.said.callback_id:
            payload = {"callback_id": self.said.callback_id, "text": text[:200], "alert": alert}
            self._put(self.said.chat, "answer", payload, URGENT, {"when_unclear": "drop", "life": ANSWER_LIFE})
        elif text:
            self._answer_typed(text, getattr(words.get("t"), "id", None))

    def _answer_typed(self, text: str, ticket: int | None) -> None:
        """In a residents' group a refusal is nobody else's business: it is said in private, or a sign stands for it.

        What staff reply to the answer is of its `ticket`, as under a card.
        """
        if not self.among_residents:
            ticket = ticket if self.by_staff else None
            self.reply(text=text, purpose="answer", when_unclear="drop", ticket=ticket)
            return
        if self.private_bot(self.actor):
            self.say(self.actor, "", text=text, purpose="answer", when_unclear="drop")
        self.react(emoji=PUZZLED)

    def done(self, template: str, /, **words: Any) -> None:
        """Says that a press or a typed word has worked; in a group the card shows it, so a typed word gets a sign."""
        if self.said.callback_id or self.in_private:
            self.answer(template, **words)
        elif not self.answered:
            self.answered = True
            self.react()

    def reply(self, template: str = "", words: Mapping[str, Any] | None = None, **how: Any) -> int:
        """Answers where the message stands, as a reply to it."""
        said = self.said
        return self.say(said.chat, template, words, reply_to=said.message, topic=said.topic, bot=said.bot, **how)

    def reply_seldom(self, template: str, words: Mapping[str, Any] | None = None, **how: Any) -> int:
        """Answers in a residents' group once in a while; 0 where the same stands there already."""
        if self.among_residents:
            about = crc32(self.rendered(self.said.chat, template, words or {}).encode())
            how["key"] = f"seldom:{template}:{self.said.chat}:{about}:{int(self.real_now.timestamp()) // SELDOM}"
        return self.reply(template, words, **how)

    def say_once(self, key: str, chat: int, template: str, words: Mapping[str, Any], **how: Any) -> int:
        """Says something that must not be said twice, whatever crashes; 0 when it was said, or cannot be."""
        if chat > 0 and not self.private_bot(chat):
            return 0
        return self.say(chat, template, words, key=key, **how)

    def private_bot(self, user: int) -> int:
        """The bot whose private chat somebody has opened; 0 if none."""
        officer = self.town.officers.get(user)
        if officer is not None and officer.reachable:
            return officer.bot or 0
        person = person_of(self.session, user)
        return person.bot_id or 0 if person and person.private == "open" else 0

    def private_link(self, payload: str) -> str:
        """The deep link into a private chat with the bot of this conversation; "" if it has no public name."""
        account = self.res.accounts.get(self.bot_for(self.said.chat))
        return f"https://t.me/{account.username}?start={payload}" if account and account.username else ""

    def edit_here(self, template: str, words: Mapping[str, Any], buttons: Buttons) -> None:
        """Gives the message whose button was pressed other words and buttons."""
        if row := self.row_here():
            self.repaint(row, template, words, buttons)

    def repaint(
        self,
        row: Any,
        template: str,
        words: Mapping[str, Any] | None = None,
        buttons: Buttons = (),
        priority: int = HIGH,
    ) -> None:
        """Gives a message of the outbox other words and buttons."""
        face = {"text": self.text(template, **(words or {})), "buttons": face_of(buttons)}
        outbox.repaint(self.session, row, face, priority, self.real_now)

    def pin(self, chat: int, row: int, bot: int) -> None:
        """Pins the message of an outbox row once it has been sent."""
        self._put(chat, "pin", {}, LOW, {"edits": row, "bot": bot, "when_unclear": "repeat"})

    def leave(self, chat: int, bot: int) -> None:
        self._put(chat, "leave", {}, LOW, {"bot": bot, "when_unclear": "repeat"})

    def react(self, message: int | None = None, emoji: str = SEEN, chat: int | None = None) -> None:
        """A small sign on somebody's message, in another chat if told, dropped if it cannot be given soon."""
        payload = {"text": emoji, "message": message or self.said.message}
        how = {"bot": None if chat else self.said.bot, "when_unclear": "drop", "life": REACTION_LIFE}
        self._put(chat or self.said.chat, "react", payload, HIGH, how)

    def record(self, ticket: int, kind: str, **data: Any) -> None:
        """Writes the audit log; the telephone that a reporter tells with it is kept for whoever takes the ticket."""
        self.recorded.add(ticket)
        if self.telephones:
            keep_contact(self.session, ticket, self.actor, "、".join(self.telephones[:MOST_TELEPHONES]))
        insert(self.session, TicketEvent, ticket_id=ticket, at=self.now, actor=self.actor, kind=kind, data=data)

    def settle_home(self, place: int) -> None:
        """Keeps where the actor lives."""
        person = self.session.get(Person, self.actor)
        if person:
            person.home_place = place
            self.session.add(person)
            self.session.flush()

    def forget_incoming(self) -> None:
        """What is being handled is not kept."""
        forget(self.session, self.said.bot, self.said.update_id)


def face_of(buttons: Buttons) -> list[list[dict[str, str]]]:
    """Buttons as the outbox keeps them, no more in a row than can be read."""
    lines = cards.pressable(tuple([tuple([button.text for button in row]) for row in buttons]))
    flat = iter([{"text": b.text, "data": b.data, "url": b.url} for row in buttons for b in row])
    return [list(islice(flat, count)) for count in lines]


def buttons_in(payload: Mapping[str, Any]) -> list[Button]:
    """The buttons of a message as the outbox keeps it, row after row."""
    return [Button(**each) for line in payload.get("buttons", ()) for each in line]


def as_read(incoming: Incoming, at: datetime) -> Message:
    """A message as the reader takes it: its words, and what surrounds them."""
    return mask_identity(incoming.text), around(incoming, at)


def around(incoming: Incoming, at: datetime, proxy: bool = False) -> Context:
    """What surrounds the words of a message."""
    name = "" if proxy or incoming.sender is None else incoming.sender.name
    return Context(sender=name, now=at, reply_to=incoming.reply_text)
