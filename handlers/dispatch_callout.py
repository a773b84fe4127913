"""Which handler serves what is pressed, typed and due about call-outs; a part of dispatch."""

from collections.abc import Callable

from handlers import callout, callout_answering, callout_due
from handlers.desk import Desk, buttons_in
from rules import callback

CHOICES: dict[str, Callable[[Desk, str], None]] = {
    "co_send": callout.send,
    "co_drop": callout.drop,
    "co_cancel": callout.cancel,
    "co_yes": callout_answering.come,
    "co_no": callout_answering.decline,
    "co_here": callout_answering.arrive,
}
SWEEPS = (("callout", callout_due.sweep_callouts), ("callout_card", callout_due.sweep_cards))


def replied(desk: Desk) -> bool:
    """A button's word typed as a reply to the message that carries it, or in private by itself by who was asked."""
    said = desk.said
    row = desk.row_replied_to()
    if row is None or row.purpose != "callout":
        return callout_answering.typed(desk)
    for button in buttons_in(row.payload):
        press = callback.read(button.data)
        if press and button.text == said.text.strip() and press.action in CHOICES:
            CHOICES[press.action](desk, press.arg)
            return True
    return callout_answering.typed(desk)
