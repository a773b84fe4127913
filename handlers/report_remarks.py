"""Words that name no trouble and no place right after a ticket in the same talk are of that ticket: 你们管不管."""

from collections.abc import Iterable
from datetime import timedelta

from handlers.desk import Desk
from models.ticket import Ticket, by_desk
from rules.doubt import endangers
from rules.flow import Past
from rules.parsing import Request
from rules.places import addresses
from rules.remarks import is_remark
from rules.tickets import ACTIVE

RIGHT_AFTER = timedelta(minutes=5)


def remarked_on(desk: Desk, before: Iterable[Past], words: str, asked: Iterable[Request]) -> Ticket | None:
    """The ticket that the group has just spoken of, where words only go on about it; None where they tell danger."""
    if not is_remark(words) or addresses(words) or any(endangers(each) for each in asked):
        return None
    spoken = [past for past in before if past.tickets and desk.now - past.at <= RIGHT_AFTER]
    ticket = by_desk(desk.session, spoken[-1].tickets[-1]) if spoken else None
    return ticket if ticket and ticket.state in ACTIVE and not ticket.quiet else None
