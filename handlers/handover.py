"""问题交接单: made when a ticket is reported up, completed by three questions in private, signed with one tap."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from handlers.desk import HIGH, Buttons, Desk
from models.handover import HandoverForm, change, history_of, newest, to_remind
from models.report import reports_of
from models.session import insert
from models.ticket import Ticket, by_desk
from rules import callback
from rules.handover import GROUNDS, Ground, Handover, Happened, Question, grounds_in, telling
from rules.messages import Button
from rules.redaction import redact
from rules.routing import Spot
from rules.tickets import UNFINISHED
from rules.town import Level

ASKS: dict[Question, str] = {"done": "ask_handover_done", "why": "ask_handover_why", "asked": "ask_handover_asked"}
QUOTED, AT_A_TIME = 200, 20


# made and completed -------------------------------------------------------------------------------------------


def make(desk: Desk, ticket: Ticket, words: str) -> bool:
    """The ticket has been reported up: its form is filled from its history, and the rest is asked for.

    Returns whether the question put in private says so as well.
    """
    grounds = grounds_in(words)
    row = {
        "ticket_id": ticket.id, "giver": desk.actor, "level": ticket.level,
        "sheet": _sheet(desk, ticket), "why": _discreet(desk, ticket, words), "grounds": list(grounds),
        "unsure": not grounds, "remind_at": desk.policies.ladder.handover.next_at(desk.now, 0),
    }  # fmt: skip
    insert(desk.session, HandoverForm, **row)
    desk.record(ticket.id, "handover", level=ticket.level)
    desk.refresh(ticket)
    form = form_of(desk, ticket)
    _ask_next(desk, ticket, form)
    return form is not None and form.open_question == "done"


def choose_ground(desk: Desk, ticket: Ticket, arg: str) -> None:
    """权限, 资金, 技术 or 多方 was pressed under the question why."""
    form = form_of(desk, ticket)
    ground = next((each for each in GROUNDS if each == arg), None)
    if form is None or ground is None:
        desk.answer("stale_button")
    elif _mine(desk, ticket, form):
        _take_question_away(desk)
        _keep(desk, ticket, form.choose(ground))
        desk.answer("handover_noted")


def answer(desk: Desk, ticket: Ticket, words: str, question: Question) -> None:
    """What was tried, why it cannot be solved here, or what is asked of the level above, in the giver's words."""
    form = form_of(desk, ticket)
    if form is None:
        desk.answer("handover_none", **desk.view(ticket))
    elif _mine(desk, ticket, form):
        _keep(desk, ticket, form.answer(question, _discreet(desk, ticket, words)))
        desk.answered = True


def _keep(desk: Desk, ticket: Ticket, form: Handover) -> None:
    """Writes the answers, and asks the next question or brings the whole form to those who receive it."""
    complete = form.open_question is None
    row = newest(desk.session, ticket.id)
    first = complete and row.complete_at is None
    change(
        desk.session, row.id, done=form.done, why=form.why, asked=form.asked, grounds=list(form.grounds),
        unsure=form.unsure, complete_at=row.complete_at or (desk.now if complete else None),
        remind_at=None if complete else desk.policies.ladder.handover.next_at(desk.now, row.reminded),
    )  # fmt: skip
    desk.record(ticket.id, "handover_answer", open=form.open_question or "")
    desk.refresh(ticket)
    if not complete:
        _ask_next(desk, ticket, form)
    elif first:
        _bring(desk, ticket, form, row.level)


def _mine(desk: Desk, ticket: Ticket, form: Handover) -> bool:
    """Only who gives the matter away fills in the form, while nobody has signed for it."""
    if form.signed_by is not None:
        desk.answer("handover_signed_before", signer=desk.name_of(form.signed_by), **desk.view(ticket))
    elif form.giver != desk.actor:
        desk.answer("handover_not_giver", giver=desk.name_of(form.giver), **desk.view(ticket))
    else:
        return True
    return False


def sweep_unanswered(desk: Desk) -> int:
    """Asks again what stays unanswered, when who was asked may be told anything; nothing once it does not matter."""
    rows = to_remind(desk.session, desk.now, AT_A_TIME)
    for row in rows:
        ticket = by_desk(desk.session, row.ticket_id)
        form, last = form_of(desk, ticket), newest(desk.session, ticket.id)
        open_ = form is not None and form.open_question is not None and form.signed_by is None
        if not open_ or last.id != row.id or ticket.state not in UNFINISHED:
            change(desk.session, row.id, remind_at=None)
        elif (free := desk.free_at(row.giver)) is not None:
            change(desk.session, row.id, remind_at=free)
        else:
            told = row.reminded + 1
            following = desk.policies.ladder.handover.next_at(desk.now, told)
            change(desk.session, row.id, reminded=told, remind_at=following)
            _ask_next(desk, ticket, form, again=True)
            desk.record(ticket.id, "handover_reminded", times=told)
    return len(rows)


def _ask_next(desk: Desk, ticket: Ticket, form: Handover | None, again: bool = False) -> None:
    """The open question: in private, or under what was said where the giver cannot be reached there."""
    question = form.open_question if form else None
    if form is None or question is None:
        return
    template = ASKS[question]
    words = desk.view(ticket) | {"reason": form.why, "again": again}
    how: dict[str, Any] = {"ticket": ticket.id, "purpose": template, "priority": HIGH}
    buttons: Buttons = _ground_buttons(desk, ticket) if question == "why" else ()
    giver = desk.town.officers.get(form.giver)
    if giver and giver.reachable:
        desk.tell(giver, template, words, buttons=buttons, ask_reply=not buttons, **how)
    elif desk.incoming:
        desk.reply(template, words, buttons=buttons, **how)


def _ground_buttons(desk: Desk, ticket: Ticket) -> Buttons:
    named = [Button(desk.word(f"ground_{each}"), callback.write("ground", ticket.id, each)) for each in GROUNDS]
    return (tuple(named[:2]), tuple(named[2:]))


def _take_question_away(desk: Desk) -> None:
    row = desk.row_here()
    if row and row.purpose in ASKS.values():
        desk.retract(row)


# shown and signed ---------------------------------------------------------------------------------------------


def show(desk: Desk, ticket: Ticket, words: str) -> None:
    """交接单 128: the page as it is now, and to the giver what is still open."""
    form = form_of(desk, ticket)
    if form is None:
        desk.answer("handover_none", **desk.view(ticket))
        return
    desk.answered = True
    page = _page(desk, ticket, form)
    desk.reply("handover_page_sent", desk.view(ticket), ticket=ticket.id, priority=HIGH, **page)
    if form.giver == desk.actor and form.signed_by is None:
        _ask_next(desk, ticket, form)


def sign(desk: Desk, ticket: Ticket, words: str) -> None:
    """签收: somebody of the level that receives it puts their name to it; the giver is told and has the page."""
    form = form_of(desk, ticket)
    if form is None:
        desk.answer("handover_none", **desk.view(ticket))
    elif not desk.receives(desk.actor, ticket, form.goes_to):
        desk.answer("handover_not_receiver", receiver=_receiver(desk, ticket, form).name, **desk.view(ticket))
    elif refusal := form.signing_refusal(desk.actor):
        known = {"signer": desk.name_of(form.signed_by or 0), "giver": desk.name_of(form.giver)}
        desk.answer(REFUSALS[refusal], **desk.view(ticket) | known)
    else:
        _sign(desk, ticket, form.sign(desk.actor, desk.now))


REFUSALS = {
    "signed_before": "handover_signed_before",
    "not_complete": "handover_not_complete",
    "own_form": "handover_own",
}


def _sign(desk: Desk, ticket: Ticket, form: Handover) -> None:
    row = newest(desk.session, ticket.id)
    if not change(desk.session, row.id, signed_by=form.signed_by, signed_at=form.signed_at):
        desk.answer("stale_button")
        return
    desk.record(ticket.id, "handover_signed", level=row.level)
    desk.refresh(ticket)
    giver = desk.town.officers.get(form.giver)
    if giver:
        words = desk.view(ticket) | {"signer": desk.name_of(desk.actor)}
        desk.tell(giver, "handover_signed_told", words, ticket=ticket.id, **_page(desk, ticket, form))
    desk.done("handover_signed", **desk.view(ticket))


def _bring(desk: Desk, ticket: Ticket, form: Handover, level: str) -> None:
    """The whole form, as a page under the card of those who receive it."""
    cards = desk.shown_to(ticket)
    words = desk.view(ticket) | {"giver": desk.name_of(form.giver)}
    for chat in desk.receiving_chats(ticket, level):
        page = _page(desk, ticket, form)
        desk.say(chat, "handover_brought", words, replies=cards.get(chat), ticket=ticket.id, **page)
    giver = desk.town.officers.get(form.giver)
    if giver:
        receiver = _receiver(desk, ticket, form).name
        desk.tell(giver, "handover_complete", desk.view(ticket) | {"receiver": receiver}, ticket=ticket.id)


# the form itself ----------------------------------------------------------------------------------------------


def form_of(desk: Desk, ticket: Ticket) -> Handover | None:
    """A ticket's latest form as the rules see it."""
    row = newest(desk.session, ticket.id)
    if row is None:
        return None
    sheet = row.sheet
    grounds: tuple[Ground, ...] = tuple(each for each in GROUNDS if each in row.grounds)
    return Handover(
        ticket.number, desk.matter(ticket.matter).name(desk.res.texts.locale), sheet["place"], sheet["facts"],
        ticket.created_at, sheet["households"], tuple(_happened(sheet["history"])), row.giver, Level(row.level),
        row.done, row.why, row.asked, grounds, row.signed_by, row.signed_at, row.unsure,
    )  # fmt: skip


def _happened(kept: list[list[str]]) -> Iterator[Happened]:
    return (Happened(datetime.fromisoformat(at), action, who, words) for at, action, who, words in kept)


def _sheet(desk: Desk, ticket: Ticket) -> dict[str, Any]:
    """The ticket as it is now: what has been told of it and what people did, without residents' names and doors."""
    history = telling(_history(desk, ticket))
    return {
        "place": desk.view(ticket)["where"],
        "facts": _discreet(desk, ticket, ticket.words),
        "households": ticket.households,
        "history": [[each.at.isoformat(), each.action, each.who, each.words] for each in history],
    }


def _history(desk: Desk, ticket: Ticket) -> Iterator[Happened]:
    for event in history_of(desk.session, ticket.id):
        words = _discreet(desk, ticket, str(event.data.get("words", "")))[:QUOTED]
        given = desk.name_of(int(event.data.get("to", 0) or 0)) if event.kind == "hand_over" else ""
        yield Happened(event.at, event.kind, desk.name_of(event.actor), given or words)


def _discreet(desk: Desk, ticket: Ticket, words: str) -> str:
    """Words as they may stand on paper: without the room, telephones and the names of who reported."""
    names = (report.name for report in reports_of(desk.session, ticket.id) if not report.proxy)
    return redact(words.strip(), [ticket.room, *names])


def _page(desk: Desk, ticket: Ticket, form: Handover) -> dict[str, Any]:
    """The page as a document to be sent: its name and what it holds."""
    giver = desk.town.officers.get(form.giver)
    words = {
        "form": form, "street": desk.town.street_of(ticket.place_id).name, "giver": giver.name if giver else "",
        "receiver": _receiver(desk, ticket, form).name, "signer": desk.name_of(form.signed_by or 0),
    }  # fmt: skip
    html = desk.res.texts.page("handover_page", now=desk.now, **desk.view(ticket) | words)
    return {"page": [f"{desk.word('handover')}-{ticket.number}.html", html]}


def _receiver(desk: Desk, ticket: Ticket, form: Handover) -> Spot:
    return desk.town.at_level(ticket.place_id, form.goes_to) or desk.town.street_of(ticket.place_id)
