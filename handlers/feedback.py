"""The resident's own words about a ticket: me too, more, take it back, solved or not, how satisfied."""

from collections.abc import Collection

from handlers.alarming import is_nobodys
from handlers.desk import Desk
from models.report import Report, households, reports_of, take_back, took_back
from models.session import insert
from models.ticket import Ticket, move
from models.work import said_over
from rules.cards import gathered
from rules.redaction import mask_identity
from rules.tickets import ACTIVE, RATINGS, State, may


def join(desk: Desk, ticket: Ticket, words: str) -> None:
    """我家也是: counts another home."""
    if desk.is_others(ticket):
        _overhear(desk, ticket, words)
    elif ticket.state not in ACTIVE:
        desk.over(ticket)
    elif desk.reported(ticket):
        desk.answer("join_already", **desk.view(ticket))
    elif planned := desk.planned_at_home(ticket):
        desk.done("known_matter_told", **desk.known_view(planned))
    else:
        _write(desk, ticket, words or "我家也是")
        move(desk.session, ticket, "join", households=households(desk.session, ticket.id))
        desk.record(ticket.id, "join")
        desk.refresh(ticket)
        place = desk.town.spots[ticket.place_id]
        known = desk.explained(ticket.matter, ticket.building, place, ticket.compound)
        if known:
            desk.done("known_matter_told", **desk.known_view(known))
        else:
            desk.done("joined", **desk.view(ticket))


def _overhear(desk: Desk, ticket: Ticket, words: str) -> None:
    """我家也听到了 of a quiet matter is noted for its worker; of what becomes of it its reporter alone hears."""
    note(desk, ticket, words)
    desk.note_for_others()


def note(desk: Desk, ticket: Ticket, words: str) -> None:
    """Words go to the worker's card, and nobody is thanked for them."""
    if words and move(desk.session, ticket, "add", news=gathered(ticket.news, desk.noted(words))):
        desk.record(ticket.id, "add", words=words[:500])
        desk.refresh(ticket)


def add(desk: Desk, ticket: Ticket, words: str, counts: bool = False) -> None:
    """补充: the button tells how; the words, when they come, go to the worker's card.

    `counts` when they tell the same trouble at another home.
    """
    if words and desk.is_others(ticket):
        _overhear(desk, ticket, words)
    elif not may("add", ticket.state):
        desk.over(ticket)
    elif not words:
        desk.answer("add_how", alert=True)
    else:
        if counts and not desk.reported(ticket):
            _write(desk, ticket, words)
        values = {"news": gathered(ticket.news, desk.noted(words)), "households": households(desk.session, ticket.id)}
        move(desk.session, ticket, "add", **values)
        _ = desk.told_what(ticket, words) or desk.told_where(ticket, words)
        desk.record(ticket.id, "add", words=words[:500])
        desk.heard_from(ticket, words)
        desk.refresh(ticket)
        if ticket.service_class == "P0" and ticket.state in ACTIVE and not desk.just_called_over(ticket):
            desk.tell_holder(ticket, words)
        desk.thank_for_more(ticket)


def withdraw(desk: Desk, ticket: Ticket, words: str) -> None:
    """撤回: the last reporter who takes it back, or of whom all say that it is over, ends the ticket."""
    if not _mine(desk, ticket):
        return
    if not may("withdraw", ticket.state):
        desk.over(ticket)
        return
    if _must_be_checked(desk, ticket, "withdraw"):
        return
    desk.close_which()
    over = {desk.actor, *said_over(desk.session, ticket.id)}
    _take_back(desk, ticket, over if over >= set(desk.reporters_of(ticket)) else {desk.actor})
    left = households(desk.session, ticket.id)
    if left:
        move(desk.session, ticket, "join", households=left)
        desk.record(ticket.id, "withdraw", left=left)
        desk.done("left_ticket", **desk.view(ticket))
    elif move(desk.session, ticket, "withdraw", closed_at=desk.now, review_at=None, waiting_since=None):
        desk.record(ticket.id, "withdraw", left=left)
        desk.tell_claimer(ticket, "withdrawn_staff", desk.view(ticket))
        desk.done("withdrawn", **desk.view(ticket))
    desk.refresh(ticket)


def misread(desk: Desk, ticket: Ticket, words: str) -> None:
    """误会了: what the desk misread leaves no trace in the group."""
    if not _mine(desk, ticket):
        return
    others = [r for r in reports_of(desk.session, ticket.id) if r.user_id != desk.actor]
    if others:
        withdraw(desk, ticket, words)
        return
    if _must_be_checked(desk, ticket, "misread"):
        return
    with desk.learning(ticket, "mistake"):
        gone = move(desk.session, ticket, "misread", closed_at=desk.now, doubtful=False)
    if gone:
        desk.close_which()
        desk.record(ticket.id, "misread")
        desk.erase_public(ticket)
        desk.tell_claimer(ticket, "withdrawn_staff", desk.view(ticket))
        desk.refresh(ticket)
        desk.done("misread", **desk.view(ticket))
    else:
        desk.over(ticket)


def _must_be_checked(desk: Desk, ticket: Ticket, word: str) -> bool:
    """A danger to life is ended by staff: the last who reported it cannot; those who were called are to look."""
    last = all(report.user_id == desk.actor for report in reports_of(desk.session, ticket.id))
    danger = ticket.service_class == "P0" and ticket.state in ACTIVE
    if danger and last:
        desk.calls_it_over(ticket, mask_identity(desk.said.text) or desk.word(word))
        desk.done("withdraw_checked", **desk.view(ticket))
    return danger and last


def confirm(desk: Desk, ticket: Ticket, words: str) -> None:
    """解决了: the reporter's word closes the ticket; of what nobody has done it says that it is over by itself."""
    if not _mine(desk, ticket):
        return
    again = {"follow_up": "solved"} if ticket.asked_again_at else {}
    if move(desk.session, ticket, "confirm", closed_at=desk.now, **again):
        desk.record(ticket.id, "confirm")
        desk.refresh(ticket)
        desk.done("confirmed", **desk.view(ticket))
    elif again and not ticket.follow_up and move(desk.session, ticket, "follow_up", **again):
        desk.record(ticket.id, "still_solved")
        desk.answer("confirmed", **desk.view(ticket))
    elif is_nobodys(ticket):
        withdraw(desk, ticket, words)
    elif ticket.state in ACTIVE:
        desk.calls_it_over(ticket, mask_identity(desk.said.text) or desk.word("confirm"))
        desk.done("told_over", **desk.view(ticket))
    else:
        desk.over(ticket)


def deny(desk: Desk, ticket: Ticket, words: str) -> None:
    """没解决: the ticket goes on; once it was closed by the reporter, only where they are asked again."""
    if not _mine(desk, ticket):
        return
    asked = ticket.asked_again_at is not None and not ticket.follow_up
    if asked and may("come_back", ticket.state):
        move(desk.session, ticket, "follow_up", follow_up="unsolved")
    elif not may("deny", ticket.state):
        if words and ticket.state in ACTIVE:
            add(desk, ticket, words)
        else:
            desk.over(ticket)
        return
    if desk.reopen(ticket, words):
        desk.done("denied", **desk.view(ticket))
    else:
        desk.over(ticket)


def rate(desk: Desk, ticket: Ticket, words: str) -> None:
    """满意 基本满意 不满意, once the reporter has said that it is solved; satisfied with a result says so too."""
    if not _mine(desk, ticket):
        return
    if ticket.state == State.RESOLVED and words == "unsatisfied":
        deny(desk, ticket, desk.said.text)
        return
    if (
        ticket.state == State.RESOLVED
        and words in RATINGS
        and move(desk.session, ticket, "confirm", closed_at=desk.now)
    ):
        desk.record(ticket.id, "confirm")
    if words not in RATINGS or ticket.rating or not move(desk.session, ticket, "rate", rating=words):
        desk.over(ticket)
        return
    desk.record(ticket.id, "rate", rating=words)
    desk.refresh(ticket)
    desk.done("rated", **desk.view(ticket))


def _mine(desk: Desk, ticket: Ticket) -> bool:
    if desk.reported(ticket):
        return True
    if not ticket.quiet and took_back(desk.session, ticket.id, desk.actor):
        desk.answer("withdrawn_already", **desk.view(ticket))
    else:
        desk.answer("not_yours", **desk.view(ticket))
    return False


def _write(desk: Desk, ticket: Ticket, words: str) -> None:
    said = desk.said
    desk.voices.append(ticket)
    home = desk.home_told
    insert(
        desk.session,
        Report,
        ticket_id=ticket.id,
        user_id=desk.actor,
        name=said.sender_name,
        chat_id=said.chat,
        message_id=0 if said.callback_id else said.message,
        words=words[:1000],
        household=desk.home_key(ticket, home, "", desk.town.compound_in(said.sender_name)),
        at=desk.now,
    )


def _take_back(desk: Desk, ticket: Ticket, people: Collection[int]) -> None:
    take_back(desk.session, ticket.id, people, desk.now)
