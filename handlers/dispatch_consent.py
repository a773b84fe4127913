"""What is said in private of what waits for its reader's word: 都同意, 2号可以, 太晚了吧; a part of dispatch."""

from handlers import dispatch_asked, today
from handlers.desk import HIGH, Awaited, Desk
from handlers.dispatch_actions import act
from handlers.dispatch_offered import asked_for_yes
from rules.broadcast_said import said_of_notice
from rules.consent_said import finds_too_long, word_in


def heard(desk: Desk) -> bool:
    """A yes or a no to what waits for the actor; a doubt brings the question once more. False where nothing waits."""
    alone = desk.in_private and desk.said.reply_to is None
    if not alone or not desk.by_staff or desk.tells_danger():
        return False
    word, doubts = word_in(desk.said.text), finds_too_long(desk.said.text)
    soft = said_of_notice(desk.said.text) if asked_for_yes(desk) else None
    refuses = soft is not None and soft.verb == "refuse" and soft.soft and not soft.number
    if not (word or doubts or refuses) or dispatch_asked.asked_last(desk):
        return False
    waiting = today.words_awaited(desk)
    if word and word.number:
        waiting = [each for each in waiting if each.number == word.number]
        return bool(waiting) and _say(desk, waiting[-1], word.yes, word.why)
    if word and word.yes:
        return _agree_to_all(desk, waiting)
    if refuses and soft and len(waiting) == 1:
        return _say(desk, waiting[0], False, soft.words)
    return bool(waiting) and _ask_again(desk, waiting)


def _say(desk: Desk, awaited: Awaited, yes: bool, why: str) -> bool:
    act(desk, desk.own_ticket(awaited.ticket), "agree" if yes else "refuse", "" if yes else why)
    return True


def _agree_to_all(desk: Desk, waiting: list[Awaited]) -> bool:
    """What is proposed is agreed to; an order is signed by itself."""
    for each in waiting:
        if each.why == "agree":
            desk.answered = False
            act(desk, desk.own_ticket(each.ticket), "agree", each.arg)
    orders = [each for each in waiting if each.why != "agree"]
    return bool(waiting) and (not orders or _ask_again(desk, orders))


def _ask_again(desk: Desk, waiting: list[Awaited]) -> bool:
    """What waits stands there with its buttons; several are shown as they are in 今日."""
    if len(waiting) > 1:
        return today.show(desk, "")
    each = waiting[0]
    ticket = desk.own_ticket(each.ticket)
    buttons = desk.buttons(ticket, each.acts, arg=each.arg)
    desk.answered = True
    words = desk.view(ticket) | {"about": each.about}
    purpose = "proposal_again" if each.why == "agree" else "draft"
    desk.reply("still_to_decide", words, buttons=buttons, ticket=ticket.id, purpose=purpose, priority=HIGH)
    return True
