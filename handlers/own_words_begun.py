"""Who works on what nobody has taken, and says so: 1号单我联系物业了 takes it, and is noted; a part of dispatch."""

from handlers import progress, query
from handlers.desk import Desk
from handlers.dispatch_actions import act
from handlers.dispatch_words import handled
from models.incident import leads
from models.ticket import Ticket
from rules.begun import begins, has_begun
from rules.commands import with_number
from rules.own_words import is_of_many, is_of_other_duties, note_of_number
from rules.tickets import State
from rules.town import Level


def begun(desk: Desk) -> bool:
    """Takes the ticket of that number, else the only one that waits and is of the thing named, for who serves there.

    A danger is taken by who says that they come; who leads decides, and is not sent.
    """
    words = desk.said.text
    if not words or not desk.by_staff or desk.among_residents or desk.said.reply_to is not None:
        return False
    told = with_number(words)
    said = told[2] if told else words
    found = handled(desk, told[0]) if told else _named(desk)
    if len(found) != 1 or desk.tells_danger():
        return False
    (ticket,) = found
    waits = ticket.state == State.OPEN and not ticket.submitted_by and ticket.service_class != "P0"
    led = desk.authority(ticket) not in (None, Level.GRID)
    at_it = has_begun(_after_thing(desk, said, ticket)) or begins(said)
    if not waits or led or not at_it:
        return ticket.state == State.OPEN and _noted(desk, ticket)
    act(desk, ticket, "claim", "")
    progress.note(desk, ticket, said)
    return True


def _noted(desk: Desk, ticket: Ticket) -> bool:
    """1号单他不在家 in private of what nobody has taken is no word of anything else."""
    told = note_of_number(desk.said.text) if desk.in_private and with_number(desk.said.text) else None
    if told is None or "号单" not in desk.said.text:
        return False
    progress.note(desk, ticket, told.rest)
    desk.done("noted", **desk.view(ticket))
    return True


def _named(desk: Desk) -> list[Ticket]:
    """What waits of the matter that the words name, where nothing that the actor has is of it."""
    words = desk.said.text
    if is_of_many(words) or is_of_other_duties(words):
        return []
    if any(desk.res.ear.names(words, each.matter) > 1 for each in query.candidates(desk, "note")):
        return []
    waiting = leads(desk.session, query.candidates(desk, "claim"))
    named = desk.res.ear.named_most(words, (each.matter for each in waiting))
    return [each for each in waiting if each.matter in named]


def _after_thing(desk: Desk, words: str, ticket: Ticket) -> str:
    """电梯我联系维保了 without its thing."""
    thing = next((n for n in range(min(6, len(words)), 1, -1) if desk.res.ear.names(words[:n], ticket.matter) >= n), 0)
    return words[thing:].lstrip("的那个这，, ")
