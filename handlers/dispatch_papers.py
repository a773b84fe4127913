"""The part of dispatch that knows the papers of a ticket: what reporting up leads to, and their buttons and words."""

from datetime import timedelta
from functools import partial

from handlers import closing, escalation, handover, supervision_reply, whistle
from handlers.desk import Desk
from handlers.dispatch_ladder import Action
from models.ticket import Ticket
from models.whistle import owed_by
from rules.closing import is_evidence
from rules.commands import Typed, typed
from rules.done import names_no_thing, tells_it_is_over
from rules.supervision_reply import told
from rules.whistle import plans

# How long after the desk has spoken of a call 好了 in the office's group is taken to be of it.
JUST_SPOKEN = timedelta(minutes=30)


def report_up(desk: Desk, ticket: Ticket, words: str) -> None:
    """上报: the climb first, then its form; open questions never hold it up. In private it is said once."""
    level = ticket.level
    escalation.report_up(desk, ticket, words)
    if ticket.level == level:
        return
    says_so = handover.make(desk, ticket, words)
    if not says_so or desk.said.callback_id or not desk.in_private:
        desk.done("reported_up", **desk.view(ticket))


def finish(desk: Desk, ticket: Ticket, words: str) -> None:
    """办完 is a department's word; from everybody else it is 办结."""
    speaks = desk.offices
    (whistle.finish if speaks else closing.resolve)(desk, ticket, words)


def owed(desk: Desk, word: Typed) -> list[Ticket]:
    """The tickets that a department's bare 报到, 计划 or 办完 can mean."""
    offices = [office.id for office in desk.offices]
    found = owed_by(desk.session, offices) if offices and word.action in whistle.OF_DEPARTMENT else []
    waits = [ticket for ticket, stage in found if word.action != "report_in" or stage == "called"]
    return [desk.own_ticket(ticket) for ticket in dict.fromkeys(waits)]


def told_by_office(desk: Desk) -> bool:
    """修好了 换了阀门, 计划今天下午修好 by a department of the one ticket that it is called for and has come to."""
    if whistle.acknowledged(desk):
        return True
    words = desk.said.text
    offices = [office.id for office in desk.offices] if words and desk.said.reply_to is None else []
    action = "plan" if plans(words) else "finish" if tells_it_is_over(words) or told("done", words) else ""
    if not offices or not action or typed(words) or desk.tells_danger():
        return False
    come = {ticket for ticket, stage in owed_by(desk.session, offices) if stage != "called"}
    found = desk.own_ticket(come.pop()) if len(come) == 1 else None
    if found is None or not _is_of_call(desk, found, words):
        return False
    ACTIONS[action](desk, found, words.removeprefix("计划").strip(" ：:，,"))
    return True


def _is_of_call(desk: Desk, ticket: Ticket, words: str) -> bool:
    """Whether words name what the office is called for; else nothing else, in private, or in its own group just after
    the desk has spoken of it there or with what was done: 今天换班了 and 会议室打扫完了 are their own talk.
    """
    if desk.res.ear.is_of(words, ticket.matter):
        return True
    if not (names_no_thing(words.removeprefix("现场")) or plans(words)):
        return False
    last = desk.row_said_last(JUST_SPOKEN)
    asked = last is not None and last.ticket_id == ticket.id
    shown = asked or plans(words) or is_evidence(desk.rules_of(ticket).closing, words, 0)
    return desk.in_private or (shown and any(each.chat == desk.said.chat for each in desk.offices))


# What somebody can only mean of what they have reported themselves.
OF_REPORTERS = frozenset({"withdraw", "misread", "confirm", "deny", "rate"})
ACTIONS: dict[str, Action] = {
    "report_up": report_up,
    "handover": handover.show,
    "receive": handover.sign,
    "ground": handover.choose_ground,
    "handover_done": partial(handover.answer, question="done"),
    "handover_why": partial(handover.answer, question="why"),
    "handover_asked": partial(handover.answer, question="asked"),
    "whistle": whistle.call,
    "whistle_go": partial(whistle.go, urgency="normal"),
    "whistle_now": partial(whistle.go, urgency="emergency"),
    "report_in": whistle.report_in,
    "plan": whistle.plan,
    "finish": finish,
    "grade": whistle.grade,
    "send_back": whistle.send_back,
    "release": whistle.release,
    "order_reply": supervision_reply.reply,
}
ASKED = {
    "ask_handover_done": "handover_done",
    "ask_handover_why": "handover_why",
    "ask_handover_asked": "handover_asked",
    "ask_whistle_plan": "plan",
    "ask_whistle_when": "plan",
    "ask_whistle_finish": "finish",
    "ask_whistle_back": "send_back",
    "ask_order_reply": "order_reply",
    "supervision_order": "order_reply",
}
