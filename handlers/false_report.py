"""不实: what was found to be untrue; community and street must both say so, and the reporter is told why."""

from handlers.desk import Desk
from models.proposal import Proposal, drop_pending, pending
from models.ticket import Ticket
from rules.tickets import ACTIVE


def claim_false(desk: Desk, ticket: Ticket, words: str) -> None:
    """不实 128 现场没有这回事: a reason, then two levels."""
    if ticket.state not in ACTIVE:
        desk.over(ticket)
    elif not words.strip():
        desk.ask(ticket, "ask_false_report")
    elif pending(desk.session, ticket.id, "false_report"):
        desk.answer("false_report_waits", **desk.view(ticket))
    else:
        desk.propose(ticket, "false_report", words)
        desk.done("proposed", **desk.view(ticket))


def found(desk: Desk, ticket: Ticket, proposal: Proposal) -> None:
    """Both levels have agreed: it ends, and whoever reported it hears why."""
    desk.stop_waiting(ticket)
    if not desk.moves(ticket, "false_report", closed_at=desk.now, ruled="malicious", review_at=None):
        return
    desk.record(ticket.id, "false_report", words=proposal.words)
    drop_pending(desk.session, ticket.id, desk.now)
    desk.refresh(ticket)
    desk.tell_reporters(ticket, "false_report_told", desk.view(ticket) | {"reason": proposal.words})
    by = desk.town.officers.get(proposal.by)
    if by and by.user != desk.actor:
        desk.notice(by, "false_report_found", ticket, desk.view(ticket))
