"""The unit of work every handler shares: one transaction, its time, its actor, and the ways to say something."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any, Protocol

from sqlmodel import Session

from config.policy_shapes import Policies
from models import outbox, town
from models.inbox import forget
from models.outbox import Outbox
from models.place import Person
from models.session import insert, insert_missing
from models.slot import Slot
from models.ticket import Ticket, TicketEvent, by_desk, fetch, move, photos_of, reports_of
from rules import cards
from rules.messages import Button, ChatKind, Incoming
from rules.parsing import Context, Reading
from rules.recurrence import latest
from rules.redaction import redact
from rules.routing import Directory, Officer, Post
from rules.taxonomy import Matter
from rules.tickets import TAKEN, State
from rules.town import Purpose
from templates import Texts

URGENT, HIGH, NORMAL, LOW = 0, 1, 2, 3
ANSWER_LIFE = timedelta(seconds=40)
REACTION_LIFE = timedelta(minutes=2)
NUDGE_LIFE = timedelta(minutes=30)
TOO_LATE = timedelta(hours=6)
SEEN, PUZZLED = "👌", "🤔"
RESIDENTS_SEE = ("public", "result", "quiet", "danger")

Buttons = tuple[tuple[Button, ...], ...]


class Account(Protocol):
    """A bot account as handlers need it."""

    @property
    def id(self) -> int: ...
    @property
    def username(self) -> str: ...
    @property
    def reads_all(self) -> bool: ...


@dataclass(slots=True)
class Resources:
    """What outlives a transaction: the policies, the words, the reader, the accounts, the directory's last state.

    `taken` and `moments` only save work: slots known to be taken, and when duties last fell due.
    """

    policies: Policies
    texts: Texts
    read: Callable[[str, Context], Reading]
    decode: Callable[[int, bytes], Incoming]
    accounts: Mapping[int, Account]
    admins: frozenset[int] = frozenset()
    directory: Directory = field(default_factory=Directory)
    taken: dict[str, str] = field(default_factory=dict)
    moments: dict[tuple[time, int | None], tuple[datetime, datetime]] = field(default_factory=dict)


class Desk:
    """One transaction. `now` is the desk's clock, `real_now` the platform's; `incoming` is what is being handled."""

    def __init__(self, session: Session, resources: Resources, now: datetime, real_now: datetime) -> None:
        self.session, self.res, self.now, self.real_now = session, resources, now, real_now
        self.incoming: Incoming | None = None
        self.answered = False
        self.late = False
        if resources.directory.version != town.version(session):
            self.reload()

    @property
    def town(self) -> Directory:
        return self.res.directory

    @property
    def policies(self) -> Policies:
        return self.res.policies

    def reload(self) -> None:
        """Reads the town anew, after it has changed."""
        self.res.directory = town.load(self.session, self.res.admins)

    def town_changed(self) -> None:
        """Says that the town has changed, here and to every other process."""
        town.touch(self.session)
        self.reload()

    def begin(self, incoming: Incoming) -> None:
        """Turns to the next update of this transaction."""
        self.incoming, self.answered = incoming, False
        sent = incoming.sent_at
        self.late = bool(sent and self.real_now - sent > self.policies.desk.away)

    @property
    def said(self) -> Incoming:
        """The update being handled."""
        assert self.incoming is not None
        return self.incoming

    @property
    def actor(self) -> int:
        """Who wrote or pressed; 0 for the desk itself."""
        return self.incoming.sender.id if self.incoming and self.incoming.sender else 0

    def text(self, template: str, /, **words: Any) -> str:
        return self.res.texts.render(template, now=self.now, **words)

    def word(self, key: str) -> str:
        return self.res.texts.word(key)

    def matter(self, key: str) -> Matter:
        return self.policies.taxonomy[key]

    def slot(self, name: str, at: time, weekday: int | None = None) -> datetime | None:
        """The moment of a recurring duty if it is due, not too late and nobody has done it; it is taken with that."""
        moment = self._latest(at, weekday)
        period = moment.strftime("%Y-%m-%d")
        if self.now - moment > TOO_LATE or self.res.taken.get(name) == period:
            return None
        if insert_missing(self.session, Slot, [{"subscription": name, "period": period, "at": self.now}]):
            return moment
        self.res.taken[name] = period
        return None

    def _latest(self, at: time, weekday: int | None) -> datetime:
        """The last such moment, on the wall clock; reckoned once a minute, not for every subscription."""
        minute = self.now.replace(second=0, microsecond=0)
        known = self.res.moments.get((at, weekday))
        if known is None or known[0] != minute:
            known = minute, latest(self.now, at, self.res.texts.zone, weekday)
            self.res.moments[at, weekday] = known
        return known[1]

    # saying ---------------------------------------------------------------------------------------------------

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

        `how`: bot, topic, reply_to, photos, document, ask_reply, silent; ticket, purpose, replies, key,
        when_unclear, life (a timedelta after which it is not sent any more).
        """
        body = text or self.text(template, **(words or {}))
        payload: dict[str, Any] = {"text": body}
        if buttons:
            payload["buttons"] = face_of(buttons)
        payload |= {k: how.pop(k) for k in ("reply_to", "photos", "document", "ask_reply", "silent") if how.get(k)}
        return self._put(chat, "send", payload, priority, how)

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

    def bot_for(self, chat: int) -> int:
        """The account that serves a chat: the group's, the person's, the one that heard this, else the first."""
        post, officer = self.town.posts.get(chat), self.town.officers.get(chat)
        heard = self.incoming.bot if self.incoming else 0
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
        text = self.text(template, **words) if template else ""
        if self.incoming.callback_id:
            payload = {"callback_id": self.incoming.callback_id, "text": text[:200], "alert": alert}
            self._put(self.said.chat, "answer", payload, URGENT, {"when_unclear": "drop", "life": ANSWER_LIFE})
        elif text:
            self._answer_typed(text)

    def _answer_typed(self, text: str) -> None:
        """In a residents' group a refusal is nobody else's business: it is said in private, or a sign stands for it."""
        post = self.town.posts.get(self.said.chat)
        if post is None or post.purpose != Purpose.RESIDENTS:
            self.reply(text=text, purpose="answer", when_unclear="drop")
            return
        if self.private_bot(self.actor):
            self.say(self.actor, "", text=text, purpose="answer", when_unclear="drop")
        self.react(emoji=PUZZLED)

    def over(self, ticket: Ticket) -> None:
        """It is too late for what was asked: how the ticket stands now, said and shown."""
        self.answer("over", state=self.word(ticket.state), staff=self.town.is_staff(self.actor), **self.view(ticket))
        self.refresh(ticket)

    def taken(self, ticket: Ticket) -> None:
        """Somebody has it already, or it is over."""
        if ticket.state in TAKEN:
            self.answer("taken_by_you" if ticket.claimed_by == self.actor else "taken", **self.view(ticket))
            self.refresh(ticket)
        else:
            self.over(ticket)

    def done(self, template: str, /, **words: Any) -> None:
        """Says that a press or a typed word has worked; in a group the card shows it, so a typed word gets a sign."""
        if self.said.callback_id or self.said.chat_kind is ChatKind.PRIVATE:
            self.answer(template, **words)
        elif not self.answered:
            self.answered = True
            self.react()

    def reply(self, template: str = "", words: Mapping[str, Any] | None = None, **how: Any) -> int:
        """Answers where the message stands, as a reply to it."""
        said = self.said
        return self.say(said.chat, template, words, reply_to=said.message, topic=said.topic, bot=said.bot, **how)

    def say_once(self, key: str, chat: int, template: str, words: Mapping[str, Any], **how: Any) -> int:
        """Says something that must not be said twice, whatever crashes; 0 when it was said, or cannot be."""
        if chat > 0 and not self.private_bot(chat):
            return 0
        return self.say(chat, template, words, key=key, **how)

    def private_bot(self, user: int) -> int:
        """The bot whose private chat somebody has opened; 0 if none."""
        person = self.session.get(Person, user)
        return person.bot_id or 0 if person and person.private == "open" else 0

    def private_link(self, payload: str) -> str:
        """The deep link into a private chat with the bot of this conversation; "" if it has no public name."""
        account = self.res.accounts.get(self.bot_for(self.said.chat))
        return f"https://t.me/{account.username}?start={payload}" if account and account.username else ""

    def ask(self, ticket: Ticket, question: str) -> None:
        """Asks for one line, to be given as a reply to the question."""
        if self.said.callback_id:
            self.answer(f"{question}_hint")
        self.answered = True
        self.reply(
            question, self.view(ticket), ticket=ticket.id, purpose=question, when_unclear="drop", priority=HIGH,
            ask_reply=self.said.chat_kind is ChatKind.PRIVATE,
        )  # fmt: skip

    def edit_here(self, template: str, words: Mapping[str, Any], buttons: Buttons) -> None:
        """Gives the message whose button was pressed other words and buttons."""
        row = outbox.by_message(self.session, self.said.chat, self.said.message)
        if row:
            face = {"text": self.text(template, **words), "buttons": face_of(buttons)}
            outbox.repaint(self.session, row, face, HIGH, self.real_now)

    def pin(self, chat: int, row: int, bot: int) -> None:
        """Pins the message of an outbox row once it has been sent."""
        self._put(chat, "pin", {}, LOW, {"edits": row, "bot": bot, "when_unclear": "repeat"})

    def leave(self, chat: int, bot: int) -> None:
        self._put(chat, "leave", {}, LOW, {"bot": bot, "when_unclear": "repeat"})

    def react(self, message: int | None = None, emoji: str = SEEN) -> None:
        """A small sign on somebody's message, dropped if it cannot be given soon."""
        payload = {"text": emoji, "message": message or self.said.message}
        how = {"bot": self.said.bot, "when_unclear": "drop", "life": REACTION_LIFE}
        self._put(self.said.chat, "react", payload, LOW, how)

    def record(self, ticket: int, kind: str, **data: Any) -> None:
        """Writes the audit log."""
        insert(self.session, TicketEvent, ticket_id=ticket, at=self.now, actor=self.actor, kind=kind, data=data)

    # cards ----------------------------------------------------------------------------------------------------

    def refresh(self, ticket: Ticket) -> None:
        """Repaints every card of a ticket; what has not changed is not sent."""
        for row in outbox.cards(self.session, ticket.id):
            face = self.face(ticket, row.purpose, row.chat_id)
            outbox.repaint(self.session, row, face, priority_of(ticket), self.real_now)

    def face(self, ticket: Ticket, purpose: str, chat: int) -> dict[str, Any]:
        """The words and buttons of one of a ticket's cards as it stands now."""
        paint = {"public": self._public, "staff": self._staff, "result": self._result}[purpose]
        text, rows = paint(ticket, chat)
        return {"text": text, "buttons": face_of(cards.buttons(rows, ticket.id, self.labels(ticket)))}

    def labels(self, ticket: Ticket) -> dict[str, str]:
        """The words on a ticket's buttons."""
        return dict(self.res.texts.words) | {"join": self.word(cards.join_word(ticket.matter))}

    def view(self, ticket: Ticket) -> dict[str, Any]:
        """What templates may say of a ticket; nothing of it names a resident or a room."""
        claimer = self.town.officers.get(ticket.claimed_by or 0)
        locale = self.res.texts.locale
        compound = self.town.compound_at(ticket.place_id, ticket.building)
        return {
            "t": ticket,
            "n": ticket.number,
            "matter": self.matter(ticket.matter).name(locale),
            "where": compound + cards.where(ticket.building, ticket.unit, ticket.spot, locale),
            "home_place": compound + cards.home(ticket.building, ticket.unit, ticket.room, ticket.spot, locale),
            "place": self.town.spots[ticket.place_id].name,
            "role": self.word(self.town.role_name(ticket.claimed_by or 0, ticket.place_id)) if claimer else "",
            "claimer": claimer.name if claimer else ticket.claimer,
            "duty_line": self.policies.safety.duty_telephone,
            "unsure": bool(ticket.building) and self.town.spots[ticket.place_id].level not in ("grid", "micro_grid"),
            "numbers": self.policies.safety,
            "home": cards.join_word(ticket.matter) == "join_home",
            "level": self.word(ticket.level),
        }

    def _public(self, ticket: Ticket, chat: int) -> tuple[str, cards.Rows]:
        danger = self.danger_text(ticket.danger) if ticket.danger else ""
        text = self.text("public_card", danger=danger, **self._public_view(ticket))
        return text, cards.public_rows(ticket.state)

    def _staff(self, ticket: Ticket, chat: int) -> tuple[str, cards.Rows]:
        """The worker's card; only the one who has it reads, in private, who reported."""
        mine = self.town.officers.get(chat) if chat == ticket.claimed_by else None
        told = reports_of(self.session, ticket.id) if mine and self.may_meet_reporter(mine) else ()
        reports = list({report.user_id: report for report in reversed(told)}.values())[::-1]
        text = self.text("staff_card", reports=reports[:5], **self.view(ticket))
        return text, cards.staff_rows(ticket.state, ticket.level)

    def _result(self, ticket: Ticket, chat: int) -> tuple[str, cards.Rows]:
        return self.text("result", **self._public_view(ticket)), cards.result_rows(ticket.state, ticket.rating)

    def _public_view(self, ticket: Ticket) -> dict[str, Any]:
        """The view with what must not stand in a residents' group taken out of people's own words."""
        view = self.view(ticket)
        told = reports_of(self.session, ticket.id) if ticket.done or ticket.progress else ()
        hidden = [ticket.room, *(report.name for report in told)]
        words = {name: redact(getattr(ticket, name), hidden) for name in ("done", "progress")}
        return view | words | {"where": redact(view["where"], [ticket.room])}

    def danger_text(self, danger: str) -> str:
        """What to do and whom to ring, one text for each kind of danger."""
        name = f"danger_{danger}"
        known = name if self.res.texts.exists(name) else "danger_other"
        return self.text(known, numbers=self.policies.safety)

    def card(self, ticket: Ticket, purpose: str, chat: int, **how: Any) -> int:
        """Puts a card of a ticket into a chat: public, staff or result."""
        face = self.face(ticket, purpose, chat)
        extra = {name: how.pop(name, None) for name in ("reply_to", "photos")}
        face |= {name: value for name, value in extra.items() if value}
        return self._put(chat, "send", face, priority_of(ticket), how | {"ticket": ticket.id, "purpose": purpose})

    def first_card(self, ticket: Ticket, level: str, photos: Sequence[str]) -> bool:
        """Brings a new ticket to the people who can take it at a level; False when nobody can be reached there."""
        chats = self._staff_chats(ticket, level)
        for chat in chats:
            self._photos_under(ticket, chat, self.card(ticket, "staff", chat), photos)
        return bool(chats)

    def claim_for(self, ticket: Ticket, officer: Officer) -> bool:
        """Gives an unclaimed ticket to somebody; False when another was faster."""
        values = {"claimed_by": officer.user, "claimer": officer.name, "claimed_at": self.now, "due_at": None}
        if not move(self.session, ticket, "claim", **values):
            return False
        self.record(ticket.id, "claim")
        self.show_claimer(ticket, officer)
        return True

    def show_claimer(self, ticket: Ticket, officer: Officer) -> None:
        """Every card shows who has it; the one who has it learns in private whom to ring."""
        self.refresh(ticket)
        staffed = {row.chat_id for row in outbox.cards(self.session, ticket.id) if row.purpose == "staff"}
        if not staffed:
            self.staff_card(ticket)
        if officer.reachable and officer.user not in staffed:
            self.card(ticket, "staff", officer.user)

    def staff_card(self, ticket: Ticket, level: str = "") -> bool:
        """Brings a ticket to a level later on: where it has a card already, the new one takes its place."""
        chats = self._staff_chats(ticket, level or ticket.level)
        old = [row for row in outbox.cards(self.session, ticket.id) if row.purpose == "staff" and row.chat_id in chats]
        for row in old:
            outbox.retract(self.session, row, self.real_now)
        for chat in chats:
            shown = any(row.chat_id == chat for row in old)
            photos = [] if shown else photos_of(self.session, ticket.id, self.bot_for(chat))
            self._photos_under(ticket, chat, self.card(ticket, "staff", chat), photos)
        return bool(chats)

    def _staff_chats(self, ticket: Ticket, level: str) -> list[int]:
        post = self.town.staff_group(ticket.place_id, level)
        return [post.chat] if post else [o.user for o in self.keepers(ticket, level) if o.reachable]

    def has_staff_card(self, ticket: Ticket) -> bool:
        """Whether the people who can take a ticket at its level have its card."""
        shown = {row.chat_id for row in outbox.cards(self.session, ticket.id) if row.purpose == "staff"}
        return not set(self._staff_chats(ticket, ticket.level)) - shown

    def erase_public(self, ticket: Ticket, purposes: Sequence[str] = RESIDENTS_SEE) -> None:
        """Takes what residents' groups were told of a ticket away."""
        for row in outbox.told(self.session, ticket.id, purposes):
            if row.chat_id < 0:
                outbox.retract(self.session, row, self.real_now)

    def under_card(self, ticket: Ticket, template: str, words: Mapping[str, Any], **how: Any) -> bool:
        """Says something to staff as a reply to the newest card in each of their groups; False where there is none."""
        newest = {row.chat_id: row.id for row in outbox.cards(self.session, ticket.id) if row.purpose == "staff"}
        for chat, row in newest.items():
            self.say(chat, template, words, replies=row, ticket=ticket.id, **how)
        return bool(newest)

    def show_photos(self, ticket: Ticket, photos: Sequence[str]) -> None:
        """Puts new photos under the cards that staff have, together with those that have not left yet."""
        for row in outbox.cards(self.session, ticket.id):
            if row.purpose == "staff" and row.bot_id == self.said.bot and row.chat_id != self.said.chat:
                waiting = outbox.waiting(self.session, ticket.id, row.chat_id, "photos")
                if waiting:
                    together = [*waiting.payload.get("photos", ()), *photos][:10]
                    outbox.change(self.session, waiting.id, dict(waiting.payload) | {"photos": together})
                else:
                    self._photos_under(ticket, row.chat_id, row.id, photos)

    def _photos_under(self, ticket: Ticket, chat: int, row: int, photos: Sequence[str]) -> None:
        if photos:
            self.say(
                chat, "photos", {"n": ticket.number}, photos=list(photos)[:10], replies=row, ticket=ticket.id,
                purpose="photos", when_unclear="drop", priority=priority_of(ticket), silent=True,
            )  # fmt: skip

    def ring(self, ticket: Ticket) -> None:
        """Life safety: everybody who could go is told in private at once."""
        called = {o.user: o for level in ("grid", "community") for o in self.keepers(ticket, level)}
        for officer in called.values():
            buttons = cards.buttons((("claim", "cannot_go"),), ticket.id, self.labels(ticket))
            self.tell(
                officer, "ring", self.view(ticket), buttons=buttons, ticket=ticket.id, purpose="ring", priority=URGENT
            )

    def keepers(self, ticket: Ticket, level: str) -> list[Officer]:
        """Who holds a level of the ladder for a ticket's place."""
        roles = {
            "community": ("community_secretary",),
            "street": ("street_center",),
        }.get(level, ("grid_worker", "micro_grid_leader", "grid_leader"))
        return [o for o in self.town.serving(ticket.place_id, roles)]

    def own_ticket(self, ticket: int) -> Ticket:
        """The ticket for the desk's own duties, where no person acts."""
        return by_desk(self.session, ticket)

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

    def may_handle(self, ticket: Ticket) -> bool:
        """Whether the actor's roles reach the ticket; if not, that has been said, with what to do instead."""
        if self.town.may_handle(self.actor, ticket.place_id):
            return True
        self.answer("not_your_place" if self.town.is_staff(self.actor) else "not_staff", **self.view(ticket))
        return False

    def may_meet_reporter(self, officer: Officer) -> bool:
        """A property manager never sees who reported."""
        return any(role not in ("property_manager", "department") for role, _ in officer.roles)

    def ticket(self, ticket: int) -> Ticket | None:
        """The ticket, if the actor may meet it in this chat."""
        return fetch(self.session, self.town, self.actor, self.said.chat, ticket=ticket)

    def reporters_of(self, ticket: Ticket) -> list[int]:
        """The people who reported a ticket, each once."""
        return list(dict.fromkeys(report.user_id for report in reports_of(self.session, ticket.id)))


def face_of(buttons: Buttons) -> list[list[dict[str, str]]]:
    """Buttons as the outbox keeps them."""
    return [[{"text": b.text, "data": b.data, "url": b.url} for b in row] for row in buttons]


def priority_of(ticket: Ticket) -> int:
    """0 for P0 up to 2: how urgently a ticket's messages leave."""
    return {"P0": URGENT, "P1": HIGH}.get(ticket.service_class, NORMAL)


def unfinished(ticket: Ticket) -> bool:
    return ticket.state in (State.OPEN, State.CLAIMED, State.ON_SITE, State.SUSPENDED)


def group_of(desk: Desk, chat: int) -> Post | None:
    """The bound group of a chat, None for private chats and unbound groups."""
    post = desk.town.posts.get(chat)
    return post if post and post.place is not None and not post.gone else None
