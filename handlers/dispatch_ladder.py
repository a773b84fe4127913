"""The part of dispatch that knows the ladder after a claim: its buttons, its words, and who decides on what."""

from collections.abc import Callable

from handlers import bounce, closing, complaint, delay, false_report, question, supervision
from handlers.desk import Desk
from models.proposal import REFUSED, Proposal, decide, pending
from models.ticket import Ticket

AGREED: dict[str, Callable[[Desk, Ticket, Proposal], None]] = {
    "extend": delay.extended,
    "suspend": delay.suspended,
    "bounce": bounce.ruled,
    "false_report": false_report.found,
}


def sign(desk: Desk, ticket: Ticket, arg: str) -> None:
    """签发: a draft order; typed where only a proposal waits, it is meant for that."""
    typed_for_another = not arg.isdecimal() and not supervision.draft(desk, ticket, arg) and _mine(desk, ticket, "")
    (agree if typed_for_another else supervision.sign)(desk, ticket, arg)


def agree(desk: Desk, ticket: Ticket, arg: str) -> None:
    """同意: the actor's word on a proposal; the last one needed does it. Typed where only a draft waits, it signs."""
    if not _pressed(arg) and not _mine(desk, ticket, "") and supervision.draft(desk, ticket, arg):
        supervision.sign(desk, ticket, arg)
        return
    row = _proposal(desk, ticket, arg)
    if row is None:
        return
    whole = desk.agree_to(ticket, row)
    if whole:
        AGREED[row.kind](desk, ticket, row)
    _shown(desk, ticket, row, "agreed", only=0 if whole else desk.actor)


def refuse(desk: Desk, ticket: Ticket, arg: str) -> None:
    """驳回: a draft order, or a proposal; of what is told as done, that it is not."""
    if not arg.startswith("p") and supervision.draft(desk, ticket, arg):
        supervision.refuse(desk, ticket, arg)
        return
    if not (_pressed(arg) or _mine(desk, ticket, "")) and closing.send_back(desk, ticket, arg):
        return
    row = _proposal(desk, ticket, arg)
    if row is None:
        return
    if not decide(desk.session, row.id, outcome=REFUSED, decided_at=desk.now):
        desk.answer("nothing_to_decide", **desk.view(ticket))
        return
    reason = "" if arg == f"p{row.id}" else arg[:200]
    desk.record(ticket.id, "refuse", about=row.kind, words=reason)
    if row.kind == "bounce":
        bounce.upheld(desk, ticket, row)
    elif (by := desk.town.officers.get(row.by)) and by.user != desk.actor:
        words = desk.view(ticket) | {"about": desk.word(row.kind), "reason": reason}
        desk.notice(by, "proposal_refused", ticket, words)
    _shown(desk, ticket, row, "declined")


def _proposal(desk: Desk, ticket: Ticket, arg: str) -> Proposal | None:
    """The proposal that was pressed, or the newest on which the actor's word is waited for; if none, that was said."""
    if not desk.may_handle(ticket):
        return None
    mine = _mine(desk, ticket, arg)
    if not mine:
        desk.answer("nothing_to_decide", **desk.view(ticket))
    return mine[-1] if mine else None


def _mine(desk: Desk, ticket: Ticket, arg: str) -> list[Proposal]:
    """The proposals, or the pressed one, on which the actor's word is waited for."""
    waiting = pending(desk.session, ticket.id)
    pressed = [row for row in waiting if f"p{row.id}" == arg] if _pressed(arg) else waiting
    return [row for row in pressed if desk.may_agree(ticket, row)]


def _pressed(arg: str) -> bool:
    """Whether this came from a proposal's button."""
    return arg[:1] == "p" and arg[1:].isdecimal()


def _shown(desk: Desk, ticket: Ticket, row: Proposal, template: str, only: int = 0) -> None:
    """The question becomes its answer, however it was given: for all once it is decided, else for `only` one."""
    words = desk.view(ticket) | {"about": desk.word(row.kind)}
    desk.settle_question(ticket, "proposal", f"p{row.id}", template, words, only)
    desk.done(template, **words)


Action = Callable[[Desk, Ticket, str], None]
ACTIONS: dict[str, Action] = {
    "resolve": closing.resolve,
    "question": question.ask,
    "bounce": bounce.bounce,
    "extend": delay.extend,
    "suspend": delay.suspend,
    "false_report": false_report.claim_false,
    "supervise": supervision.supervise,
    "sign": sign,
    "refuse": refuse,
    "agree": agree,
    "state": complaint.state,
}
ASKED = {
    "ask_resolve": "resolve",
    "ask_question": "question",
    "ask_bounce": "bounce",
    "ask_extend": "extend",
    "ask_suspend": "suspend",
    "ask_false_report": "false_report",
    "ask_statement": "state",
}
