"""王阿姨我马上到: staff who call a resident by name speak of what that resident has told."""

from collections.abc import Sequence

from handlers.desk import Desk
from handlers.report_taking import MEMORY
from models.report import reporters_in
from models.ticket import Ticket, by_desk
from rules.people import calls_by_name
from rules.tickets import ACTIVE


def called_on(desk: Desk, about: Sequence[Ticket]) -> list[Ticket]:
    """What staff speak of: of these, or else at all, what was told by who is called; `about` where nobody is."""
    words = desk.said.text
    told = [
        row for row in reporters_in(desk.session, desk.said.chat, desk.now - MEMORY) if calls_by_name(words, row.name)
    ]
    theirs = [by_desk(desk.session, number) for number in dict.fromkeys(row.ticket_id for row in told)]
    theirs = [ticket for ticket in theirs if ticket.state in ACTIVE and not ticket.quiet]
    own = [ticket for ticket in about if ticket in theirs]
    return own or theirs[-1:] or list(about)
