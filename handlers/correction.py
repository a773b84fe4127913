"""Staff put the desk's reading right: another matter, another place, two in one, one that was two."""

from collections.abc import Sequence
from typing import Any

from handlers.desk import HIGH, Buttons, Desk, Told
from models.alarm import end_alarm
from models.merging import alike, bring_over, numbered
from models.report import households, reports_of
from models.ticket import Ticket, by_desk, move
from rules import callback
from rules.cards import gathered
from rules.commands import ticket_number
from rules.messages import Button
from rules.parsing import Context, Request
from rules.places import Address, addresses
from rules.redaction import mask_identity
from rules.taxonomy import UNCLASSIFIED, ServiceClass
from rules.tickets import ACTIVE, TAKEN, may

LIKELY, ALIKE = 3, 6


# another matter -----------------------------------------------------------------------------------------------


def recategorize(desk: Desk, ticket: Ticket, words: str) -> None:
    """改类别: the matter that was typed, or the likeliest ones to choose from."""
    if not _may_correct(desk, ticket):
        return
    named = desk.policies.taxonomy.named(words) if words else None
    if named:
        _become(desk, ticket, named.key)
        return
    likely = [key for key in ticket.likely if ticket.doubtful or key != ticket.matter][:LIKELY]
    more = (
        Button(desk.word("all_matters"), callback.write("groups", ticket.id)),
        Button(desk.word("merge"), callback.write("merge", ticket.id)),
    )
    question = "correction_unknown" if words else "correction_which"
    desk.offer(ticket, question, (*desk.matter_buttons(ticket, likely), more), typed=words)


def choose(desk: Desk, ticket: Ticket, key: str) -> None:
    """A matter on the card was pressed."""
    if not _may_correct(desk, ticket):
        return
    if key in desk.policies.taxonomy:
        desk.close_offer()
        _become(desk, ticket, key)
    else:
        desk.answer("stale_button")


def groups(desk: Desk, ticket: Ticket, key: str) -> None:
    """全部类别: the headings, then the matters under the one that was pressed."""
    if not _may_correct(desk, ticket):
        return
    taxonomy, locale = desk.policies.taxonomy, desk.res.texts.locale
    if key in taxonomy.groups:
        rows = desk.matter_buttons(ticket, [matter.key for matter in taxonomy.of_group(key)], width=2)
    else:
        names = [Button(g.name(locale), callback.write("groups", ticket.id, g.key)) for g in taxonomy.groups.values()]
        rows = tuple(tuple(names[at : at + 2]) for at in range(0, len(names), 2))
    desk.offer(ticket, "correction_which", rows)


def _become(desk: Desk, ticket: Ticket, key: str) -> None:
    rang = ticket.service_class == "P0"
    if desk.policies.taxonomy[key].service_class != "P0" and desk.is_to_be_seen_first(ticket, "recategorize"):
        return
    with desk.learning(ticket, "matter"):
        if ticket.matter != key:
            desk.reclassify(ticket, key)
        desk.believe(ticket)
    if rang and ticket.service_class != "P0":
        _stand_down(desk, ticket)
    desk.refresh(ticket)
    desk.done("correction_matter", **desk.view(ticket))


def _stand_down(desk: Desk, ticket: Ticket) -> None:
    """It was no danger: it rings no more, what to do in danger goes, and whoever was rung hears that."""
    end_alarm(desk.session, ticket.id)
    desk.erase_public(ticket, ("danger",))
    words = desk.view(ticket) | {"by": desk.name_of(desk.actor)}
    for officer in desk.stop_ringing(ticket):
        desk.tell(officer, "stood_down", words, ticket=ticket.id, purpose="stood_down", priority=HIGH)


def _may_correct(desk: Desk, ticket: Ticket) -> bool:
    if may("correct", ticket.state):
        return True
    desk.over(ticket)
    return False


# another place ------------------------------------------------------------------------------------------------


def relocate(desk: Desk, ticket: Ticket, words: str) -> None:
    """地点 128 3号楼2单元: where it really is."""
    if not _may_correct(desk, ticket):
        return
    told = next(iter(addresses(words)), Address())
    spot = (words[: told.start] + words[told.end :]) if told else words
    spot = spot.replace(desk.town.compound_in(words), "").strip(" ，,。的在")
    if not words:
        desk.answer("correction_place_how", **desk.view(ticket))
        return
    with desk.learning(ticket, "place"):
        desk.relocate(ticket, told, spot[:40])
    desk.refresh(ticket)
    desk.done("correction_place", **desk.view(ticket))


# one that was two ---------------------------------------------------------------------------------------------


def split(desk: Desk, ticket: Ticket, words: str) -> None:
    """拆单 128 楼道灯不亮: a second ticket from the same report; of what was quiet no group reads the second half."""
    if not _may_correct(desk, ticket):
        return
    first = next((report for report in reports_of(desk.session, ticket.id) if report.opens), None)
    if not words or first is None:
        desk.answer("correction_split_how", **desk.view(ticket))
        return
    masked = mask_identity(words)
    request = _read_part(desk, ticket, masked)
    place = desk.town.place_of(ticket.place_id, request.building, request.unit)
    public = first.chat_id < 0 and desk.is_fresh(ticket) and not first.proxy
    beside = ticket.id if ticket.sealed else None
    told = Told(
        place, public and not ticket.sealed, quiet=ticket.quiet or desk.is_quiet(request), proxy=first.proxy,
        silent=not public, hushed=ticket.quiet, nameless=ticket.sealed, beside=beside,
    )  # fmt: skip
    with desk.learning(ticket, "split"), desk.in_place_of(first, ticket, masked):
        second = desk.open(request, masked, place, told)
    desk.record(second.id, "split", of=ticket.number)
    desk.done("correction_split", **desk.view(second))


def _read_part(desk: Desk, ticket: Ticket, words: str) -> Request:
    """What the words ask for; where they name no place, it is where the first ticket is."""
    read = desk.res.read(words, Context(now=desk.now)).requests
    request = read[0] if read else Request(UNCLASSIFIED, "P2")
    if request.building or request.place:
        return request
    where = (ticket.building, ticket.unit, ticket.room, ticket.spot)
    return Request(request.matter, request.service_class, *where, request.danger, request.alternatives)


# two in one ---------------------------------------------------------------------------------------------------


def merge(desk: Desk, ticket: Ticket, words: str) -> None:
    """并案 128 97: the first becomes part of the second; without a number the desk offers what is alike."""
    if not _may_correct(desk, ticket):
        return
    number = ticket_number(words)
    if number is None:
        _offer_alike(desk, ticket)
        return
    other = numbered(desk.session, ticket.street_id, number)
    into = desk.ticket(other) if other else None
    if into is None:
        desk.answer("no_such_number", n=number)
    else:
        _merge(desk, ticket, into)


def merge_into(desk: Desk, ticket: Ticket, arg: str) -> None:
    """A ticket that is alike was pressed."""
    into = desk.ticket(callback.number(arg))
    if into is None:
        desk.answer("stale_button")
    elif _may_correct(desk, ticket):
        desk.close_offer()
        _merge(desk, ticket, into)


def _offer_alike(desk: Desk, ticket: Ticket) -> None:
    tickets = [by_desk(desk.session, other) for other in alike(desk.session, ticket, ALIKE)]
    rows: Buttons = tuple(
        (Button(desk.text("which_one", **desk.view(t)), callback.write("merge_into", ticket.id, t.id)),)
        for t in tickets
    )
    if rows:
        desk.offer(ticket, "correction_merge_which", rows)
    else:
        desk.answer("correction_merge_none", **desk.view(ticket))


def _merge(desk: Desk, ticket: Ticket, into: Ticket) -> None:
    if into.id == ticket.id or into.state not in ACTIVE or not desk.may_handle(into):
        desk.answer("correction_merge_not", other=into.number, **desk.view(ticket))
        return
    if (ticket.quiet and not into.quiet) or (ticket.sealed and not into.sealed):
        desk.answer("correction_merge_shown", other=into.number, **desk.view(ticket))
        return
    with desk.learning(ticket, "merge"):
        reporters = reports_of(desk.session, ticket.id)
        if not desk.moves(ticket, "merge", merged_into=into.id, closed_at=desk.now):
            return
        files = bring_over(desk.session, ticket.id, into.id, own_only=into.quiet)
    desk.record(ticket.id, "merge", into=into.number)
    _take_up(desk, ticket, into)
    desk.record(into.id, "merged", of=ticket.number)
    desk.believe(into)
    desk.show_files(into, files)
    if into.quiet:
        desk.erase_public(ticket)
    desk.refresh(into)
    desk.refresh(ticket)
    _tell_merged(desk, ticket, into, reporters)
    desk.done("correction_merged", **desk.view(ticket))


def _tell_merged(desk: Desk, ticket: Ticket, into: Ticket, reporters: Sequence[Any]) -> None:
    """Who has not told a quiet matter themselves does not learn what becomes of it by telling the same."""
    heard = desk.reporters_of(into)
    for report in {each.chat_id: each for each in reporters if each.chat_id > 0 and not each.proxy}.values():
        if report.user_id in heard:
            desk.say(report.chat_id, "correction_merge_told", desk.view(ticket), ticket=into.id)
        else:
            desk.say(report.chat_id, "correction_merge_quiet", desk.view(ticket))


def _take_up(desk: Desk, ticket: Ticket, into: Ticket) -> None:
    """What the one that stays has from the other: its people, its urgency, its claim."""
    values: dict[str, object] = {
        "households": households(desk.session, into.id),
        "news": gathered(into.news, f"{ticket.number}号单：{ticket.words}"),
        "nameless": into.nameless or ticket.nameless,
    }
    if ServiceClass(ticket.service_class).rank < ServiceClass(into.service_class).rank:
        values |= desk.urgency(into, Request(ticket.matter, ticket.service_class, danger=ticket.danger))
    move(desk.session, into, "note", **values)
    had = desk.town.officers.get(ticket.claimed_by or 0)
    if had and into.state == "open":
        desk.claim_for(into, had)
    elif had and into.state in TAKEN and had.user != into.claimed_by:
        desk.tell(had, "correction_merged", desk.view(ticket), ticket=into.id, priority=HIGH)
