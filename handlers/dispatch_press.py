"""Which handler serves a button; the part of dispatch that knows what their data mean."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

from handlers import (
    broadcast_approval,
    callout,
    callout_answering,
    care,
    care_offering,
    digest,
    dispatch_broadcast,
    dispatch_held,
    dispatch_rollcall,
    enrol,
    inviting,
    known_matter,
    leave,
    receipts,
    report,
    speech,
)
from handlers.desk import Desk, buttons_in
from handlers.dispatch_actions import ACTIONS, act
from models.ticket import Ticket
from rules import callback

# Telegram tells moments in whole seconds.
A_SECOND = timedelta(seconds=1)


def _home_chosen(desk: Desk, arg: str) -> None:
    place = report.home_chosen(desk, arg)
    if place is not None:
        speech.receive(desk, place)


CHOICES: dict[str, Callable[[Desk, str], None]] = {
    "bind_for": enrol.bind_for,
    "bind": enrol.bind,
    "invite_at": inviting.invite_at,
    "invite_to": inviting.invite_to,
    "home": _home_chosen,
    "report_new": dispatch_held.report_new,
    "known_end": known_matter.end,
    "swap_agree": partial(leave.decide, agreed=True),
    "swap_refuse": partial(leave.decide, agreed=False),
    "digest_all": digest.everything,
    **dispatch_broadcast.CHOICES,
    "co_send": callout.send,
    "co_drop": callout.drop,
    "co_cancel": callout.cancel,
    "co_yes": callout_answering.come,
    "co_no": callout_answering.decline,
    "co_here": callout_answering.arrive,
    **dispatch_rollcall.CHOICES,
    "care_done": care.pressed,
    "care_more": care_offering.more,
    "care_enough": care_offering.enough,
}
# Messages whose buttons' words may be typed under them; under a ticket's card they are told apart by who types them.
CARRYING = ("broadcast", "callout", known_matter.NOTED)


def press(desk: Desk, data: str) -> None:
    """Does what a button asks for; what is forged or no longer there is said to be stale."""
    pressed = callback.read(data)
    if pressed is None:
        desk.answer("stale_button")
    elif pressed.action in CHOICES:
        CHOICES[pressed.action](desk, pressed.arg)
    elif pressed.action in ACTIONS:
        ticket = desk.ticket(pressed.ticket)
        if ticket is None or _of_another(desk, ticket):
            desk.answer("stale_button")
        else:
            act(desk, ticket, pressed.action, pressed.arg or _said_with(desk))
    else:
        desk.answer("stale_button")


def _of_another(desk: Desk, ticket: Ticket) -> bool:
    """A card older than the ticket that has its number now: of before a copy was restored, or of another database."""
    carried = desk.said.carried_at
    return carried is not None and carried < ticket.created_at - A_SECOND and desk.row_here() is None


def replied(desk: Desk) -> bool:
    """A button's word typed as a reply to the message that carries it; after 驳回 the reason may follow."""
    row = desk.row_replied_to()
    if row is None or not row.purpose.startswith(CARRYING):
        return False
    words, _, rest = desk.said.text.strip(" 。").partition(" ")
    for button in buttons_in(row.payload):
        pressed = callback.read(button.data)
        if pressed and button.text == words and pressed.action in CHOICES:
            _typed(desk, pressed.action, pressed.arg, rest)
            return True
    return False


def _typed(desk: Desk, action: str, arg: str, rest: str) -> None:
    if action == "bc_no":
        broadcast_approval.refuse(desk, arg, rest)
    elif action == "got" and not desk.in_private:
        receipts.typed(desk)
    else:
        CHOICES[action](desk, arg)


def _said_with(desk: Desk) -> str:
    """The words that came with 办结 before it was asked which ticket was meant."""
    row = desk.row_here()
    return str(row.payload.get("told", "")) if row is not None and row.purpose == "which" else ""
