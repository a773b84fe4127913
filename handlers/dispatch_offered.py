"""A button's word typed in private without the reply: 发出, 撤回, 好的，同意; a part of dispatch."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from handlers.broadcast_approval import tell_fault
from handlers.desk import Desk, buttons_in
from handlers.dispatch_press import press
from models import outbox
from rules import callback
from rules.audience import Fault
from rules.broadcast_said import said_of_notice
from rules.messages import Button
from rules.own_words import consents, sends, verdict_in
from rules.receipts import missing_of
from templates import quote

SEND = ("bc_send", "bc_named", "co_send")
# What is said of a message just laid before somebody.
LAID_BEFORE = (*SEND, "bc_anyway", "bc_drop", "co_drop", "withdraw")
OF_NOTICES = (*LAID_BEFORE, "bc_sign", "bc_unsign", "bc_change", "co_cancel")
# 撤回 under a ticket's card.
OF_REPORTS = "withdraw"
# A yes to somebody else's notice: 发吧 may be that too.
YES_TO_NOTICE = frozenset({"bc_yes", "bc_yes_named"})
ASKS_CONSENT = frozenset({"proposal", "proposal_again", "broadcast_approve"})
# How long, and how far back, a button's word typed in private still means its message.
OFFERED, MOST_OFFERED = timedelta(days=7), 40
# 发吧 is said of what was just laid before somebody; days later it is talk.
SEND_SOON = timedelta(hours=1)

Offer = tuple[Any, str, str]


def typed_of_newest(desk: Desk) -> bool:
    """发出, 不发 and 撤回 are of the newest message here that offers them, whatever else waits or was sent before.

    发吧 is no button's word: of several of the newest's kind it is asked which, and so it is of one's own reports.
    """
    words = desk.said.text
    named = _plain(words) in {desk.word(each) for each in LAID_BEFORE}
    if desk.said.reply_to is not None or not (named or sends(words)):
        return False
    offers = [each for each in _offers(desk) if _offers_it(desk, each) or _awaits_yes(desk, each)]
    exact = [each for each in offers if _is_named(desk, each) and (_lately(desk, each) or not sends(words))]
    newest = _action(offers[0]) if offers else ""
    if not exact:
        alike = [each for each in offers if _action(each) == newest]
        return newest not in YES_TO_NOTICE and _pressed(desk, alike)
    return _action(exact[0]) != OF_REPORTS and _pressed(desk, exact[:1])


def typed(desk: Desk) -> bool:
    """A button's word, 好的，同意 too; where several messages have that button, which is asked."""
    if not desk.said.text:
        return False
    verdict = verdict_in(desk.said.text)
    if verdict is None and consents(desk.said.text) and asked_for_yes(desk):
        verdict = True
    labels = {desk.word("agree"): True, desk.word("refuse"): False}
    return _pressed(
        desk,
        [
            each
            for each in _offers(desk)
            if _offers_it(desk, each) or (verdict is not None and labels.get(each[1]) is verdict)
        ],
    )


def meant_for_none(desk: Desk) -> bool:
    """发吧, 谁还没签收 or 改 明天五点 by staff where no notice stands: that is said, and no ticket has it as a note."""
    words = desk.said.text
    if not words or not desk.by_staff or desk.tells_danger():
        return False
    said = said_of_notice(words)
    said = None if said is not None and said.soft else said
    if said is not None and said.verb == "change":
        tell_fault(desk, Fault("unsaid"))
    elif said is not None and said.verb != "recall" and not sends(words):
        desk.reply("nothing_for_you")
    elif (
        said is not None
        or sends(words)
        or missing_of(words) is not None
        or _plain(words) in {desk.word(each) for each in OF_NOTICES}
    ):
        tell_fault(desk, Fault("none"))
    else:
        return False
    return True


def _plain(text: str) -> str:
    return text.strip(" 。.!！~吧了")


def _offers(desk: Desk) -> list[Offer]:
    """Each button that still stands here, the newest message's first: its row, its label, its data."""
    found = outbox.offered(desk.session, desk.said.chat, desk.real_now - OFFERED, MOST_OFFERED)
    return [(row, each["text"], each["data"]) for row, buttons in found for each in buttons]


def _offers_it(desk: Desk, offer: Offer) -> bool:
    """Whether this is the button whose word was typed; 发吧 is any that sends what was laid before somebody lately."""
    sending = sends(desk.said.text) and offer[1] in {desk.word(each) for each in SEND}
    return _is_named(desk, offer) or (sending and _lately(desk, offer))


def _is_named(desk: Desk, offer: Offer) -> bool:
    return offer[1].casefold() == _plain(desk.said.text).casefold()


def _lately(desk: Desk, offer: Offer) -> bool:
    at: datetime = offer[0].created_at
    return at > desk.real_now - SEND_SOON


def _awaits_yes(desk: Desk, offer: Offer) -> bool:
    return sends(desk.said.text) and _action(offer) in YES_TO_NOTICE


def _action(offer: Offer) -> str:
    pressed = callback.read(offer[2])
    return pressed.action if pressed else ""


def _pressed(desk: Desk, offers: Sequence[Offer]) -> bool:
    found: dict[object, Offer] = {}
    for each in offers:
        found.setdefault(_decided(each[2]), each)
    if len(found) > 1:
        names = (_named(desk, number, each) for number, each in enumerate(found.values(), 1))
        rows = tuple((Button(name, data),) for name, (_, _, data) in zip(names, found.values(), strict=True))
        desk.reply("which", buttons=rows, purpose="which")
    for _, _, data in found.values() if len(found) == 1 else ():
        # 发吧 is no 照样发: whoever says it is warned first.
        press(desk, data if _plain(desk.said.text) == desk.word("bc_named") else _warned_first(data))
    return bool(found)


def _warned_first(data: str) -> str:
    return data.replace("bc_named", "bc_send").replace("bc_yes_named", "bc_yes")


def _decided(data: str) -> object:
    """What a button decides: of a ticket's drafts, yellow then red, the newest alone is meant."""
    pressed = callback.read(data)
    drafts = pressed is not None and pressed.action in ("sign", "refuse") and pressed.arg.isdecimal()
    return (pressed.action, pressed.ticket) if pressed and drafts else data


def asked_for_yes(desk: Desk) -> bool:
    """Whether the last thing said here asks for a yes, or of which ticket one was meant: then 好的 is one."""
    last = desk.row_said_last()
    if last is None:
        return False
    if last.purpose != "which":
        asks = desk.word("agree") in {each.text for each in buttons_in(last.payload)}
        return asks or last.purpose in ASKS_CONSENT
    pressed = [callback.read(each.data) for each in buttons_in(last.payload)]
    return any(each is not None and each.action in ("agree", "refuse") for each in pressed)


def _named(desk: Desk, number: int, offer: Offer) -> str:
    row, _, data = offer
    pressed = callback.read(data)
    ticket = desk.ticket(pressed.ticket) if pressed and pressed.ticket else None
    text = row.payload["text"]
    return desk.rendered(desk.said.chat, "which_one", desk.view(ticket)) if ticket else f"{number} {quote(text, 40)}"
