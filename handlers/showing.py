"""What a ticket's cards show, and how they are brought to their chats."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from types import SimpleNamespace
from typing import Any, TypeVar

from handlers.routing import KEEPERS, Router
from handlers.speaking import HIGH, NORMAL, URGENT, Buttons, face_of
from models import outbox
from models.alarm import alarm_of
from models.attachment import files_of
from models.merging import merged_into
from models.report import reports_of
from models.ticket import Ticket, TicketNow, by_desk
from rules import callback, cards, onduty
from rules.messages import Button
from rules.redaction import for_neighbours, redact, spot_for_neighbours
from rules.routing import Officer
from rules.taxonomy import UNCLASSIFIED
from rules.tongue import writes_english
from templates import Texts

MOST_LIKELY = 3
VOICE = "voice"
# What a view says in a language.
TOLD_ANEW = ("matter", "where", "home_place", "role", "level")
SILENT = SimpleNamespace(called=False, doubtful=False)
# People's own words on a card.
SPOKEN = ("done", "progress", "question", "wording")
RESIDENTS_SEE = ("public", "result", "quiet", "danger")


@dataclass(frozen=True, slots=True)
class Beside:
    """Lines and rows of buttons that a ticket's papers add to its staff card; `led` by another, it has no buttons."""

    lines: tuple[str, ...] = ()
    rows: Buttons = ()
    led: bool = False


Files = Sequence[tuple[str, str]]
T = TypeVar("T")


class Board(Router):
    """The cards of tickets: how each looks now, and in which chats they stand."""

    _parts: dict[tuple[int, str], Any] | None = None

    def refresh(self, ticket: Ticket) -> None:
        """Repaints every card of a ticket; what has not changed is not sent."""
        self._repaint(ticket, outbox.cards(self.session, ticket.id))
        for part in merged_into(self.session, ticket.id):
            self.refresh(by_desk(self.session, part))

    def refresh_public(self, ticket: Ticket) -> None:
        """Repaints what the residents' groups read of a ticket."""
        self._repaint(ticket, [row for row in outbox.cards(self.session, ticket.id) if row.purpose == "public"])

    def _repaint(self, ticket: Ticket, rows: Sequence[Any]) -> None:
        with self.standing_still():
            looks = outbox.faces(self.session, ticket.id)
            for row in rows:
                face = self.face(ticket, row.purpose, row.chat_id)
                outbox.repaint(self.session, row, face, priority_of(ticket), self.real_now, looks.get(row.id))

    @contextmanager
    def standing_still(self) -> Iterator[None]:
        """Nothing of any ticket changes meanwhile: what several cards show alike is made once."""
        before = self._parts
        self._parts = {} if before is None else before
        try:
            yield
        finally:
            self._parts = before

    def once(self, ticket: Ticket, part: str, make: Callable[[Ticket], T]) -> T:
        """What `make` makes of a ticket; while it stands still, what was made before."""
        if self._parts is None:
            return make(ticket)
        key = ticket.id, f"{part} {self.texts.locale}"
        if key not in self._parts:
            self._parts[key] = make(ticket)
        return self._parts[key]  # type: ignore[no-any-return]

    def face(self, ticket: Ticket, purpose: str, chat: int) -> dict[str, Any]:
        """The words and buttons of one of a ticket's cards as it stands now."""
        with self.in_tongue_of(chat):
            return self._face(ticket, purpose, chat)

    def _face(self, ticket: Ticket, purpose: str, chat: int) -> dict[str, Any]:
        if purpose == "staff":
            text, rows = self._staff(ticket, chat)
        else:
            text, rows = self.once(ticket, purpose, self._public if purpose == "public" else self._result)
        buttons = self.buttons(ticket, *rows)
        english = self.told_in_english(ticket) if purpose != "staff" and chat < 0 else None
        if english:
            text = f"{text}\n\n{self._in_english(english, ticket, purpose, buttons)}"
        if purpose == "staff" and ticket.doubtful and rows:
            likely = [matter for matter in ticket.likely if matter != UNCLASSIFIED][:MOST_LIKELY]
            buttons = (*self.matter_buttons(ticket, likely), *buttons)
        if purpose == "staff":
            beside = self.beside(ticket, chat)
            buttons = () if beside.led else (*buttons[:1], *beside.rows, *buttons[1:])
            text = "\n".join((text, *beside.lines))
        return {"text": text, "buttons": face_of(buttons)}

    def told_in_english(self, ticket: Ticket) -> Texts | None:
        """The English words for who told it in English, below those of the group."""
        return self.res.english if writes_english(ticket.words) else None

    def _in_english(self, english: Texts, ticket: Ticket, purpose: str, buttons: Buttons) -> str:
        """What a card says to who told its ticket in English, and what its buttons are."""
        own = [button.text for row in buttons for button in row]
        with self.speaking(english):
            text, rows = self.once(ticket, purpose, self._public if purpose == "public" else self._result)
            labels = [button.text for row in self.buttons(ticket, *rows) for button in row]
            pairs = [{"own": label, "english": other} for label, other in zip(own, labels, strict=True)]
            return self.text("in_english", text=text, pairs=pairs)

    def beside(self, ticket: Ticket, chat: int) -> Beside:
        """What else stands on a staff card in this chat: its papers."""
        return Beside()

    def matter_buttons(self, ticket: Ticket, matters: Sequence[str], width: int = 1) -> Buttons:
        """One button for each matter, `width` in a row: what a ticket may be."""
        known = [self.matter(key) for key in matters if key in self.policies.taxonomy]
        names = [Button(m.name(self.texts.locale), callback.write("matter", ticket.id, m.key)) for m in known]
        return tuple(tuple(names[at : at + width]) for at in range(0, len(names), width))

    def choices(self, about: int | str, *acts: str | tuple[str, str], ticket: int = 0) -> Buttons:
        """A row of buttons: each act under its own word, or under the word before it; `about` goes with the press."""
        named = ((act, act) if isinstance(act, str) else act for act in acts)
        row = tuple(Button(self.word(word), callback.write(act, ticket, about)) for word, act in named)
        return (row,) if row else ()

    def buttons(self, ticket: Ticket, *rows: tuple[str, ...], arg: str = "") -> Buttons:
        """Rows of acts on a ticket, each under its own word; `arg` goes with the press."""
        return cards.buttons(rows, ticket.id, _labels(self.texts, cards.join_word(ticket.matter)), arg)

    def view(self, ticket: Ticket) -> dict[str, Any]:
        """What templates may say of a ticket; nothing of it names a resident or a room."""
        return self.once(ticket, "view", self._view)

    def rendered(self, chat: int, template: str, words: Mapping[str, Any]) -> str:
        """A message as whoever reads it in this chat understands it: tickets in it are viewed anew."""
        with self.in_tongue_of(chat) as otherwise:
            words = self._anew(words) if otherwise else words
            return self.text(template, **(self._placed(words) if self.reads_of_several(chat) else words))

    def _placed(self, words: Mapping[str, Any]) -> dict[str, Any]:
        """The same with the grid of each ticket before its house."""
        placed = {
            key: [self._placed(each) if isinstance(each, dict) else each for each in value]
            if type(value) is list
            else value
            for key, value in words.items()
        }
        shown = words.get("t")
        if isinstance(shown, TicketNow) and words.get("where"):
            placed["where"] = self.in_grid(shown.place_id, words["where"])
        return placed

    def _anew(self, words: Mapping[str, Any]) -> dict[str, Any]:
        anew = {key: self._each_anew(value) for key, value in words.items()}
        if "states" in words:
            anew["states"] = self.texts.words
        shown = words.get("t")
        if isinstance(shown, TicketNow):
            view = self._view(by_desk(self.session, shown.id))
            anew |= {key: view[key] for key in TOLD_ANEW if key in words}
        return anew

    def _each_anew(self, value: Any) -> Any:
        return (
            [self._anew(each) if isinstance(each, dict) else each for each in value] if type(value) is list else value
        )

    def _view(self, ticket: Ticket) -> dict[str, Any]:
        claimer = self.town.officers.get(ticket.claimed_by or 0)
        locale = self.texts.locale
        return {
            "t": ticket,
            "n": ticket.number,
            "matter": self.matter(ticket.matter).name(locale),
            "where": self._where(ticket, ticket.spot),
            "home_place": self.with_compound(
                ticket, cards.home(ticket.building, ticket.unit, ticket.room, ticket.spot, locale)
            ),
            "place": self.town.spots[ticket.place_id].name,
            "role": self.word(self.town.role_name(ticket.claimed_by or 0, ticket.place_id)) if claimer else "",
            "claimer": claimer.name if claimer else ticket.claimer,
            "duty_line": self.policies.safety.duty_telephone,
            "unsure": bool(ticket.building) and not self.town.lists(ticket.place_id, ticket.building, ticket.unit),
            "numbers": self.policies.safety,
            "night": self.night_number(ticket),
            "called": self.unanswered(ticket).called,
            "home": cards.join_word(ticket.matter) == "join_home",
            "level": self.word(ticket.level),
            "former": by_desk(self.session, ticket.follows).number if ticket.follows else 0,
            "until": ticket.resolve_due_at,
            "into": by_desk(self.session, ticket.merged_into).number if ticket.merged_into else 0,
        }

    def _where(self, ticket: Ticket, spot: str) -> str:
        return self.with_compound(ticket, cards.where(ticket.building, ticket.unit, spot, self.texts.locale))

    def _public(self, ticket: Ticket) -> tuple[str, cards.Rows]:
        if ticket.merged_into:
            return self.text("public_card_merged", **self.public_view(self._standing(ticket)) | self._own(ticket)), ()
        danger = self.danger_words(ticket.danger) if ticket.danger else ""
        heard = self.reaches_staff(ticket)
        asleep = bool(self.view(ticket)["night"]) and not self.on_duty(ticket.place_id, KEEPERS.get(ticket.level, ()))
        beyond = {"coordinating": self.coordinating(ticket), "crowd": self.crowd(ticket), "asleep": asleep}
        text = self.text("public_card", danger=danger, heard=heard, **beyond, **self.public_view(ticket))
        return text, cards.public_rows(ticket.state)

    def reaches_staff(self, ticket: Ticket) -> bool:
        """Whether anybody can be told of a ticket just now."""
        return any(self._staff_chats(ticket, level) for level in ("grid", "community", "street"))

    def _staff(self, ticket: Ticket, chat: int) -> tuple[str, cards.Rows]:
        """The worker's card; only the one who has it reads, in private, who reported."""
        mine = self.town.officers.get(chat) if chat == ticket.claimed_by else None
        named = mine and self.may_meet_reporter(mine) and not ticket.nameless
        text = self._staff_named(ticket) if named else self.once(ticket, "staff", self._staff_nameless)
        return text, self.staff_rows(ticket)

    def _staff_nameless(self, ticket: Ticket) -> str:
        return self.text("staff_card", reports=(), **self.view(ticket))

    def _staff_named(self, ticket: Ticket) -> str:
        told = self._told_of(ticket)
        reports = list({report.user_id: report for report in reversed(told)}.values())[::-1]
        return self.text("staff_card", reports=reports[:5], **self.view(ticket))

    def contacts_of(self, ticket: Ticket, officer: Officer) -> list[str]:
        """The telephones that were told with a ticket, for one who may meet its reporters."""
        meets = self.may_meet_reporter(officer) and not ticket.nameless
        told = self._told_of(ticket) if meets else ()
        return list(dict.fromkeys(report.contact for report in told if report.contact))

    def _told_of(self, ticket: Ticket) -> Sequence[Any]:
        return self.once(ticket, "reports", lambda ticket: reports_of(self.session, ticket.id))

    def staff_rows(self, ticket: Ticket) -> cards.Rows:
        """The acts on a worker's card, as the ticket stands."""
        submitted = ticket.submitted_by is not None
        rows = cards.staff_rows(ticket.state, ticket.level, ticket.doubtful, submitted, ticket.in_touch)
        if ticket.service_class == "P0":
            # What is said to be done was there: it waits to be checked.
            return cards.danger_rows(rows, ticket.submitted_by is None and self.unanswered(ticket).doubtful)
        # Whoever has listened may take it as it is.
        return (("claim",), *rows) if ticket.doubtful and ticket.spoken == VOICE and rows else rows

    def _result(self, ticket: Ticket) -> tuple[str, cards.Rows]:
        ticket = self._standing(ticket)
        return self.text("result", **self.public_view(ticket)), cards.result_rows(ticket.state, ticket.rating)

    def _standing(self, ticket: Ticket) -> Ticket:
        """The ticket that one which was merged became part of."""
        while ticket.merged_into:
            ticket = by_desk(self.session, ticket.merged_into)
        return ticket

    def _own(self, ticket: Ticket) -> dict[str, Any]:
        """What a merged ticket's card still says of itself."""
        view = self.public_view(ticket)
        return {key: view[key] for key in ("n", "matter", "where", "into")}

    def public_view(self, ticket: Ticket) -> dict[str, Any]:
        """The view with what must not stand in a residents' group taken out of people's own words."""
        view = self.view(ticket)
        words = {name: getattr(ticket, name) for name in SPOKEN}
        if any(words.values()):
            hidden = [ticket.room, *(report.name for report in self._told_of(ticket))]
            words = {name: for_neighbours(said, hidden) for name, said in words.items()}
        spot = spot_for_neighbours(ticket.spot)
        where = view["where"] if spot == ticket.spot else self._where(ticket, spot)
        return view | words | {"where": redact(where, [ticket.room])}

    def danger_text(self, danger: str, chat: int = 0) -> str:
        """What to do and whom to ring, one text for each kind of danger, for who reads it in this chat."""
        with self.in_tongue_of(chat):
            return self.danger_words(danger)

    def danger_words(self, danger: str) -> str:
        name = f"danger_{danger}"
        known = name if self.res.texts.exists(name) else "danger_other"
        return self.text(known, numbers=self.policies.safety)

    def card(self, ticket: Ticket, purpose: str, chat: int, **how: Any) -> int:
        """Puts a card of a ticket into a chat: public, staff or result."""
        face = self.face(ticket, purpose, chat)
        extra = {name: how.pop(name, None) for name in ("reply_to", "photos")}
        if purpose == "staff" and ticket.spoken == VOICE:
            extra[VOICE] = self._voice(ticket, chat)
        if purpose == "staff" and chat < 0 and self.rings_nobody(ticket):
            extra["silent"] = True
        face |= {name: value for name, value in extra.items() if value}
        return self._put(chat, "send", face, priority_of(ticket), how | {"ticket": ticket.id, "purpose": purpose})

    def crowd(self, ticket: Ticket) -> dict[str, Any] | None:
        """Where else the same is, when it is one of many."""
        return None

    def put_card(self, chat: int, face: dict[str, Any], ticket: int, purpose: str) -> int:
        """A card that only its own feature repaints."""
        return self._put(chat, "send", face, HIGH, {"ticket": ticket, "purpose": purpose})

    def coordinating(self, ticket: Ticket) -> bool:
        """Whether the street has departments at work on it."""
        return False

    def _voice(self, ticket: Ticket, chat: int) -> str:
        """The voice note that told a ticket, if the bot of this chat can send it on."""
        files = files_of(self.session, ticket.id, self.bot_for(chat))
        return next((file for kind, file in files if kind == VOICE), "")

    def first_card(self, ticket: Ticket, level: str, files: Files) -> bool:
        """Brings a new ticket to the people who can take it at a level; False when nobody can be reached there."""
        chats = self._staff_chats(ticket, level)
        for chat in chats:
            self._files_under(ticket, chat, self.card(ticket, "staff", chat), files)
        return bool(chats)

    def staff_card(self, ticket: Ticket, level: str = "") -> bool:
        """Brings a ticket to a level later on: where it has a card already, the new one takes its place."""
        chats = self._staff_chats(ticket, level or ticket.level)
        old = [row for row in outbox.cards(self.session, ticket.id) if row.purpose == "staff" and row.chat_id in chats]
        for row in old:
            self.retract(row)
        for chat in chats:
            shown = any(row.chat_id == chat for row in old)
            files = [] if shown else files_of(self.session, ticket.id, self.bot_for(chat))
            self._files_under(ticket, chat, self.card(ticket, "staff", chat), files)
        return bool(chats)

    def has_staff_card(self, ticket: Ticket) -> bool:
        """Whether the people who can take a ticket at its level have its card."""
        return not set(self._staff_chats(ticket, ticket.level)) - self.shown_to(ticket).keys()

    def is_carded_in(self, ticket: Ticket, chat: int) -> bool:
        """Whether a chat is one where the people who can take a ticket at its level read."""
        return chat in self._staff_chats(ticket, ticket.level)

    def shown_to(self, ticket: Ticket) -> dict[int, int]:
        """The chats where staff have a ticket's card, each with the row of the newest."""
        return {row.chat_id: row.id for row in outbox.cards(self.session, ticket.id) if row.purpose == "staff"}

    def erase_public(self, ticket: Ticket, purposes: Sequence[str] = RESIDENTS_SEE) -> None:
        """Takes what residents' groups were told of a ticket away."""
        for row in outbox.told(self.session, ticket.id, purposes):
            if row.chat_id < 0:
                self.retract(row)

    def under_card(self, ticket: Ticket, template: str, words: Mapping[str, Any], **how: Any) -> bool:
        """Says something to staff as a reply to the newest card in each of their groups; False where there is none.

        Where they have no group it is told to those in private whose card it is; who had it once has a card, too.
        """
        newest = self.shown_to(ticket)
        groups = {chat: row for chat, row in newest.items() if chat < 0}
        for chat, row in groups.items():
            self.say(chat, template, words, replies=row, ticket=ticket.id, **how)
        people = [] if groups else [self.town.officers[chat] for chat in newest if chat in self.town.officers]
        return bool(groups) or any(
            [self.notice(officer, template, ticket, words) for officer in onduty.not_away(self.town, people, self.now)]
        )

    def tell_claimer(self, ticket: Ticket, template: str, words: Mapping[str, Any]) -> bool:
        """Says something in private to whoever has the ticket; False when that cannot be."""
        officer = self.town.officers.get(ticket.claimed_by or 0)
        return bool(officer and self.notice(officer, template, ticket, words))

    def show_files(self, ticket: Ticket, files: Files) -> None:
        """Puts new photos and voice notes under the cards that staff have."""
        for row in outbox.cards(self.session, ticket.id) if files else ():
            if row.purpose == "staff" and row.bot_id == self.said.bot and row.chat_id != self.said.chat:
                self._files_under(ticket, row.chat_id, row.id, files)

    def _files_under(self, ticket: Ticket, chat: int, row: int, files: Files) -> None:
        how: dict[str, Any] = {
            "replies": row, "ticket": ticket.id, "when_unclear": "drop", "priority": priority_of(ticket),
            "silent": True,
        }  # fmt: skip
        self._photos_under(ticket, chat, [file for kind, file in files if kind == "photo"], how)
        own = self._voice(ticket, chat) if ticket.spoken == VOICE else ""
        for file in (file for kind, file in files if kind == VOICE and file != own):
            self.say(chat, "voice", {"n": ticket.number}, voice=file, purpose=VOICE, **how)

    def _photos_under(self, ticket: Ticket, chat: int, photos: Sequence[str], how: Mapping[str, Any]) -> None:
        """Together with those that have not left yet."""
        waiting = outbox.waiting(self.session, ticket.id, chat, "photos") if photos else None
        if waiting:
            together = [*waiting.payload.get("photos", ()), *photos][:10]
            outbox.change(self.session, waiting.id, dict(waiting.payload) | {"photos": together})
        elif photos:
            self.say(chat, "photos", {"n": ticket.number}, photos=list(photos)[:10], purpose="photos", **how)

    def unanswered(self, ticket: Ticket) -> Any:
        """The alarm of a danger that nobody has taken; a silent one where there is none."""
        waits = ticket.service_class == "P0" and ticket.state == "open"
        return (alarm_of(self.session, ticket.id) if waits else None) or SILENT

    def call_at_night(self, ticket: Ticket) -> None:
        """Something urgent while nobody is on: the community gets one call, and it counts as a gap in the rota."""
        urgent = ticket.service_class == "P1" and self.night_number(ticket)
        if not urgent or outbox.told(self.session, ticket.id, ("night_call",)):
            return
        self.record(ticket.id, "gap")
        buttons = self.buttons(ticket, ("claim", "cannot_go"))
        for officer in self.pinged(ticket, "community"):
            self.tell(
                officer, "night_call", self.view(ticket), buttons=buttons, ticket=ticket.id, purpose="night_call",
                priority=HIGH,
            )  # fmt: skip

    def tell_reporters(self, ticket: Ticket, template: str, words: Mapping[str, Any], **how: Any) -> bool:
        """Says something to those who reported a ticket, in private; False when that reaches nobody."""
        people = dict.fromkeys(report.user_id for report in reports_of(self.session, ticket.id))
        reached = [user for user in people if self.private_bot(user)]
        for user in reached:
            self.say(user, template, words, ticket=ticket.id, purpose=template, **how)
        return bool(reached)

    def tell_all(
        self, people: Sequence[Officer], kind: str, ticket: Ticket, words: Mapping[str, Any], buttons: Buttons = ()
    ) -> None:
        """Tells people in private; for those who cannot be written to it stands under the card.

        What the clock tells at night makes no sound there.
        """
        told = [self.notice(officer, kind, ticket, words, buttons) for officer in people]
        if not told or not all(told):
            how: dict[str, Any] = {} if self.actor or self.may_ring(ticket) else {"silent": True}
            self.under_card(ticket, kind, words, purpose=kind, when_unclear="drop", priority=priority_of(ticket), **how)


@lru_cache(maxsize=8)
def _labels(texts: Texts, join: str) -> Mapping[str, str]:
    return texts.words | {"join": texts.word(join)}


def priority_of(ticket: Ticket) -> int:
    """0 for P0 up to 2: how urgently a ticket's messages leave."""
    return {"P0": URGENT, "P1": HIGH}.get(ticket.service_class, NORMAL)
