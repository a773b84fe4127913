"""What a ticket's cards show, and to whom they are brought."""

from collections.abc import Mapping, Sequence
from typing import Any

from handlers.speaking import HIGH, NORMAL, URGENT, Buttons, Speaker, face_of
from models import outbox
from models.merging import merged_into
from models.ticket import Ticket, by_desk, photos_of, reports_of
from rules import callback, cards
from rules.messages import Button
from rules.redaction import redact
from rules.routing import Officer

MOST_LIKELY = 3
RESIDENTS_SEE = ("public", "result", "quiet", "danger")


class Board(Speaker):
    """The cards of tickets: how each looks now, and in which chats they stand."""

    def refresh(self, ticket: Ticket) -> None:
        """Repaints every card of a ticket; what has not changed is not sent."""
        for row in outbox.cards(self.session, ticket.id):
            face = self.face(ticket, row.purpose, row.chat_id)
            outbox.repaint(self.session, row, face, priority_of(ticket), self.real_now)
        for part in merged_into(self.session, ticket.id):
            self.refresh(by_desk(self.session, part))

    def face(self, ticket: Ticket, purpose: str, chat: int) -> dict[str, Any]:
        """The words and buttons of one of a ticket's cards as it stands now."""
        paint = {"public": self._public, "staff": self._staff, "result": self._result}[purpose]
        text, rows = paint(ticket, chat)
        buttons = cards.buttons(rows, ticket.id, self.labels(ticket))
        if purpose == "staff" and ticket.doubtful and rows:
            buttons = (*self.matter_buttons(ticket, ticket.likely[:MOST_LIKELY]), *buttons)
        return {"text": text, "buttons": face_of(buttons)}

    def matter_buttons(self, ticket: Ticket, matters: Sequence[str], width: int = 1) -> Buttons:
        """One button for each matter, `width` in a row: what a ticket may be."""
        known = [self.matter(key) for key in matters if key in self.policies.taxonomy]
        names = [Button(m.name(self.res.texts.locale), callback.write("matter", ticket.id, m.key)) for m in known]
        return tuple(tuple(names[at : at + width]) for at in range(0, len(names), width))

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
            "former": by_desk(self.session, ticket.follows).number if ticket.follows else 0,
            "into": by_desk(self.session, ticket.merged_into).number if ticket.merged_into else 0,
        }

    def _public(self, ticket: Ticket, chat: int) -> tuple[str, cards.Rows]:
        if ticket.merged_into:
            return self.text("public_card_merged", **self._public_view(self._standing(ticket)) | self._own(ticket)), ()
        danger = self.danger_text(ticket.danger) if ticket.danger else ""
        heard = any(self._staff_chats(ticket, level) for level in ("grid", "community", "street"))
        text = self.text("public_card", danger=danger, heard=heard, **self._public_view(ticket))
        return text, cards.public_rows(ticket.state)

    def _staff(self, ticket: Ticket, chat: int) -> tuple[str, cards.Rows]:
        """The worker's card; only the one who has it reads, in private, who reported."""
        mine = self.town.officers.get(chat) if chat == ticket.claimed_by else None
        told = reports_of(self.session, ticket.id) if mine and self.may_meet_reporter(mine) else ()
        reports = list({report.user_id: report for report in reversed(told)}.values())[::-1]
        text = self.text("staff_card", reports=reports[:5], **self.view(ticket))
        return text, cards.staff_rows(ticket.state, ticket.level, ticket.doubtful)

    def _result(self, ticket: Ticket, chat: int) -> tuple[str, cards.Rows]:
        ticket = self._standing(ticket)
        return self.text("result", **self._public_view(ticket)), cards.result_rows(ticket.state, ticket.rating)

    def _standing(self, ticket: Ticket) -> Ticket:
        """The ticket that one which was merged became part of."""
        while ticket.merged_into:
            ticket = by_desk(self.session, ticket.merged_into)
        return ticket

    def _own(self, ticket: Ticket) -> dict[str, Any]:
        """What a merged ticket's card still says of itself."""
        view = self._public_view(ticket)
        return {key: view[key] for key in ("n", "matter", "where", "into")}

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
        return self._chats_at(ticket.place_id, level)

    def _chats_at(self, place: int, level: str) -> list[int]:
        post = self.town.staff_group(place, level)
        return [post.chat] if post else [o.user for o in self._keepers(place, level) if o.reachable]

    def staff_chats(self, place: int) -> list[int]:
        """Where staff of a place read: at the lowest level where anybody does."""
        return next((c for level in ("grid", "community", "street") if (c := self._chats_at(place, level))), [])

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

    def tell_claimer(self, ticket: Ticket, template: str, words: Mapping[str, Any]) -> bool:
        """Says something in private to whoever has the ticket; False when that cannot be."""
        officer = self.town.officers.get(ticket.claimed_by or 0)
        return bool(officer and self.tell(officer, template, words, ticket=ticket.id, priority=HIGH))

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
        return self._keepers(ticket.place_id, level)

    def _keepers(self, place: int, level: str) -> list[Officer]:
        roles = {
            "community": ("community_secretary",),
            "street": ("street_center",),
        }.get(level, ("grid_worker", "micro_grid_leader", "grid_leader"))
        return self.town.serving(place, roles)

    def may_meet_reporter(self, officer: Officer) -> bool:
        """A property manager never sees who reported."""
        return any(role not in ("property_manager", "department") for role, _ in officer.roles)


def priority_of(ticket: Ticket) -> int:
    """0 for P0 up to 2: how urgently a ticket's messages leave."""
    return {"P0": URGENT, "P1": HIGH}.get(ticket.service_class, NORMAL)
