"""需要帮助 in a roll call: whoever answers so is brought to those on duty at once, and onto no card of the group."""

from datetime import timedelta

from handlers.desk import HIGH, Desk, Told
from models.broadcast import Broadcast
from models.report import reports_of
from models.ticket import Ticket, by_desk, move, similar
from rules.cards import gathered
from rules.houses import house_kept, number_of
from rules.parsing import Request
from rules.places import Address
from rules.receipts import Home
from rules.redaction import mask_identity
from rules.taxonomy import UNCLASSIFIED, ServiceClass
from rules.tickets import ACTIVE

ONE_CALL = timedelta(days=7)


def bring(desk: Desk, notice: Broadcast, grid: int, home: Home, words: str, proxy: bool = False) -> Ticket:
    """Its ticket, that of the household where it has called before in this roll call."""
    going = _going(desk, notice, grid, home)
    if going is not None:
        if words not in f"{going.words} {going.news}":
            add(desk, going, words)
        return going
    house = house_kept(home.building)
    request = Request(UNCLASSIFIED, ServiceClass.P1, house.number, home.unit, home.room, compound=house.compound)
    told = Told(desk.town.spots[grid], public=False, silent=True, quiet=True, forced=True, proxy=proxy)
    return desk.open(request, _asked(desk, notice) + mask_identity(words), told.place, told)


def answers_anew(desk: Desk, notice: Broadcast, grid: int, home: Home, words: str) -> None:
    """平安 after 需要帮助: whoever has it reads that, and asks them before it is over."""
    going = _going(desk, notice, grid, home)
    if going is not None:
        add(desk, going, words)


def add(desk: Desk, ticket: Ticket, words: str) -> None:
    """What the household says now stands on the card, and whoever has taken it is told."""
    move(desk.session, ticket, "note", news=gathered(ticket.news, desk.noted(mask_identity(words))))
    desk.record(ticket.id, "said", words=words[:200])
    desk.refresh(ticket)
    desk.tell_claimer(ticket, "told_more", desk.view(ticket) | {"said": words})


def say(desk: Desk, ticket: Ticket, said: str, asked: bool) -> None:
    """To who has called: under their tap, in private where that is open, else a line that tells the group nothing."""
    words = desk.view(ticket) | {"said": said, "asked": asked, "doorless": not ticket.building}
    words["numbers"] = desk.policies.safety
    if desk.said.callback_id or desk.in_private:
        desk.answer("rollcall_help", **words)
        return
    desk.answered = True
    desk.react()
    key = f"rollcall_help:{ticket.id}:{desk.actor}"
    if desk.private_bot(desk.actor):
        desk.say_once(key, desk.actor, "rollcall_help", words, ticket=ticket.id, purpose="noted", priority=HIGH)
    elif not any(report.message_id != desk.said.message for report in reports_of(desk.session, ticket.id)):
        desk.show(ticket, desk.spoken)


def told_where(desk: Desk, notice: Broadcast, home: Home) -> None:
    """Whoever has called without a door has told it since."""
    for ticket in _own(desk, notice):
        if not ticket.building:
            desk.relocate(ticket, Address(number_of(home.building), home.unit, home.room), "")


def _going(desk: Desk, notice: Broadcast, grid: int, home: Home) -> Ticket | None:
    """What this household, or the actor, has called for in this roll call and is still open."""
    house, since = house_kept(home.building), desk.now - ONE_CALL
    near = similar(desk.session, [grid], UNCLASSIFIED, [house.number], since, house.compound) if home.room else ()
    there = [by_desk(desk.session, each.id) for each in near if (each.unit, each.room) == (home.unit, home.room)]
    found = [ticket for ticket in there if _is_of(desk, ticket, notice)] or _own(desk, notice)
    mine = [ticket for ticket in found if _may_be_at(ticket, home)]
    return mine[-1] if mine else None


def _may_be_at(ticket: Ticket, home: Home) -> bool:
    """Whether a ticket is of this household, or a door is not known: 501 of another unit is another household."""
    door = (home.building, home.unit, home.room)
    return not (home.room and ticket.room) or (ticket.building, ticket.unit, ticket.room) == door


def _own(desk: Desk, notice: Broadcast) -> list[Ticket]:
    return [ticket for ticket in desk.told_within(ONE_CALL) if _is_of(desk, ticket, notice)]


def _is_of(desk: Desk, ticket: Ticket, notice: Broadcast) -> bool:
    return ticket.state in ACTIVE and ticket.words.startswith(_asked(desk, notice))


def _asked(desk: Desk, notice: Broadcast) -> str:
    return desk.text("rollcall_help_asked", id=notice.id, text=notice.what)
