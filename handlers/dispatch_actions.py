"""What the buttons of a ticket do, pressed or typed: the part of dispatch that knows every action."""

from dataclasses import replace

from handlers import (
    alarm,
    claim,
    closing,
    correction,
    dispatch_danger,
    dispatch_ladder,
    dispatch_papers,
    escalation,
    feedback,
    flash,
    incident,
    progress,
    query,
    report_apart,
)
from handlers.desk import Desk, as_read
from handlers.dispatch_ladder import Action
from models.ticket import Ticket
from rules.commands import typed


def _join(desk: Desk, ticket: Ticket, words: str) -> None:
    """我家也是: by who lives in another building it is of their own lift, which they are to name where they pressed."""
    apart = report_apart.told_apart if desk.said.callback_id else report_apart.of_own_home
    if not apart(desk, ticket):
        feedback.join(desk, ticket, words)


def _deny(desk: Desk, ticket: Ticket, words: str) -> None:
    """没解决: by who leads, or did the work, it is no resident's word."""
    if not closing.send_back(desk, ticket, words):
        feedback.deny(desk, ticket, words)


def _withdraw(desk: Desk, ticket: Ticket, words: str) -> None:
    """撤回 and 误会了: of a danger that staff alone have told it is 误会; nobody is asked to check their word."""
    (progress.mistake if progress.told_alone(desk, ticket) else feedback.withdraw)(desk, ticket, words)


def _misread(desk: Desk, ticket: Ticket, words: str) -> None:
    (progress.mistake if progress.told_alone(desk, ticket) else feedback.misread)(desk, ticket, words)


STAFF_ACTIONS: dict[str, Action] = (
    {
        "claim": claim.claim,
        "resume": claim.claim,
        "hand_over": claim.hand_over,
        "hand_to": claim.hand_to,
        "back": claim.back,
        "cannot_go": escalation.cannot_go,
        "contact": progress.contact,
        "arrive": progress.arrive,
        "note": progress.note_told,
        "real": alarm.real,
        "flash": flash.flash,
        "mistake": progress.mistake,
        "more": progress.more,
        "nothing_there": progress.nothing_there,
        "not_ours": progress.not_ours,
        "recategorize": correction.recategorize,
        "matter": correction.choose,
        "groups": correction.groups,
        "merge": correction.merge,
        "merge_into": correction.merge_into,
        "relocate": correction.relocate,
        "split": correction.split,
        "look": query.look,
    }
    | dispatch_papers.ACTIONS
    | dispatch_ladder.ACTIONS
)
RESIDENT_ACTIONS: dict[str, Action] = {
    "join": _join,
    "add": feedback.add,
    "withdraw": _withdraw,
    "misread": _misread,
    "confirm": feedback.confirm,
    "deny": _deny,
    "rate": feedback.rate,
}
ACTIONS = STAFF_ACTIONS | RESIDENT_ACTIONS
# Whose roles do not reach the ticket hears that instead; all other actions judge for themselves who may.
OF_ITS_PLACE = frozenset({
    "claim", "resume", "hand_over", "hand_to", "back", "cannot_go", "report_up", "real", "flash", "mistake", "more",
    "nothing_there", "not_ours", "recategorize", "matter", "groups", "merge", "merge_into", "relocate", "split", "look",
    "bounce", "extend", "suspend", "false_report", "handover", "supervise", "order_reply",
})  # fmt: skip
# Whoever works on a doubtful ticket believes what it was read as.
BELIEVING = frozenset({"claim", "hand_over", "hand_to", "contact", "arrive", "resolve", "report_up"})


def act(desk: Desk, ticket: Ticket, action: str, words: str) -> None:
    """Does what a button or a word asks for; a result that is plainly of another ticket is asked back."""
    if action == "resolve" and _of_another(desk, ticket, words):
        return
    if ticket.doubtful and action in BELIEVING and desk.handles(ticket):
        with desk.learning(ticket, "matter"):
            desk.believe(ticket)
    if action in dispatch_papers.OF_REPORTERS:
        ticket = incident.own_part(desk, ticket)
    if action not in OF_ITS_PLACE or desk.may_handle(ticket):
        ACTIONS[action](desk, ticket, words)


def _of_another(desk: Desk, ticket: Ticket, words: str) -> bool:
    """2号单 灯泡换了 of a heating where a lamp is theirs too: it is asked which; 办结 2 灯泡换了 is meant so."""
    ear = desk.res.ear
    plainly = typed(desk.said.text, desk.said.command, desk.said.arguments) is not None
    if not words or plainly or desk.said.callback_id or not desk.by_staff or ear.is_of(words, ticket.matter):
        return False
    likely = desk.res.read(*as_read(replace(desk.said, text=words), desk.now)).likely[:2]
    if not likely or ticket.matter in likely:
        return False
    theirs = (*query.candidates(desk, "note"), *query.candidates(desk, "claim"))
    near = [each for each in theirs if each.matter == likely[0] and ear.is_of(words, each.matter)]
    if near:
        query.which(desk, [*near, ticket], "resolve", words)
    return bool(near)


def act_and_keep(desk: Desk, ticket: Ticket, action: str, words: str) -> bool:
    """Does it, and keeps what was sent with the word; False for what is no action."""
    rating = action.removeprefix("rate_")
    if action.startswith("rate_"):
        action, words = "rate", rating
    if action not in ACTIONS:
        return False
    act(desk, ticket, action, words)
    if desk.said.media:
        desk.attach(ticket, desk.said.media)
    dispatch_danger.said_beside(desk, ticket, action)
    return True
