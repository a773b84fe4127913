"""抓紧办: a leader's word under a card to press for it goes to those who should act."""

from handlers.alarming import is_nobodys
from handlers.desk import Desk
from models.ticket import Ticket
from rules.tickets import TAKEN


def hasten(desk: Desk, ticket: Ticket, words: str) -> bool:
    """Brings the words to who has it, else to whom it waits for; False where nobody is pressed by them."""
    waits = is_nobodys(ticket)
    presses = waits or (ticket.state in TAKEN and ticket.claimed_by != desk.actor)
    if not presses or desk.authority(ticket) is None:
        return False
    people = desk.to_act(ticket)
    buttons = desk.buttons(ticket, ("claim", "cannot_go")) if waits else ()
    told = desk.view(ticket) | {"name": desk.name_of(desk.actor), "said": words}
    desk.tell_all(people, "hastened", ticket, told, buttons)
    desk.record(ticket.id, "hasten", words=words[:200])
    reached = [officer.name for officer in people if officer.reachable]
    desk.reply("hastened_passed_on", desk.view(ticket) | {"names": reached}, purpose="answer", ticket=ticket.id)
    return True
