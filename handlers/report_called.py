"""王阿姨我马上到 by staff is of what that resident has told, 谢谢晓燕 by a resident of what that worker has done."""

from collections.abc import Sequence
from datetime import timedelta

from handlers.desk import Desk
from handlers.report_taking import MEMORY
from models.report import reporters_in
from models.talk import worked_on_in
from models.ticket import Ticket, by_desk
from rules.people import calls_by_name, named, thanked
from rules.tickets import ACTIVE

# How long after it was last spoken of somebody is thanked for it.
THANKED = timedelta(days=1)


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


def worked_on_by(desk: Desk, about: Sequence[Ticket]) -> list[Ticket]:
    """What a resident's thanks by name are of: of these, or else at all, what that worker has, or has done last;
    `about` where nobody is named, or has none."""
    names = thanked(desk.said.text)
    worked_on = worked_on_in(desk.session, desk.said.chat, desk.now - THANKED) if names else ()
    people = {ticket.claimed_by or 0: ticket.claimer for ticket in worked_on}
    meant = next((users for name in names if (users := named(name, people))), [])
    theirs = [ticket for ticket in worked_on if ticket.claimed_by in meant]
    mine = [ticket for ticket in (*theirs, *about) if desk.actor in desk.reporters_of(ticket)]
    kept = [ticket for ticket in about if ticket.claimed_by in meant or ticket in mine[:1]]
    return kept or (mine or theirs)[:1] or list(about)
