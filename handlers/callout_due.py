"""What falls due of a call-out: others are asked, people reminded, those who did not come replaced, the card drawn."""

from collections.abc import Callable
from datetime import datetime

from handlers.callout_asking import after, ask_more, choices, draw, lacking, log, pull, show, tell_caller, view
from handlers.desk import HIGH, Desk
from models import callout
from models.callout import ABSENT, CALLING, OVER, SEATED, Callout
from rules.callout import STEPS

AT_A_TIME = 20


def sweep_callouts(desk: Desk) -> int:
    """The next step of each call-out whose moment has come."""
    numbers = callout.due(desk.session, desk.now, AT_A_TIME)
    for number in numbers:
        called = callout.hold(desk.session, number)
        if called is not None and called.state == CALLING:
            _step(desk, called)
    return len(numbers)


def _step(desk: Desk, called: Callout) -> None:
    """All steps that are due, in their order, each once; then more are asked where seats are empty."""
    due = [step for step in STEPS if _at(called, step) is not None and (_at(called, step) or desk.now) <= desk.now]
    for step in due:
        left = {name: at for name, at in called.steps.items() if name != step}
        callout.change(desk.session, called, steps=left)
        _DO[step](desk, called)
        log(desk, called, step)
    if called.state != CALLING:
        return
    if ask_more(desk, called):
        log(desk, called, "more")
    after(desk, called)


def _at(called: Callout, step: str) -> datetime | None:
    return datetime.fromisoformat(called.steps[step]) if step in called.steps else None


def _warn(desk: Desk, called: Callout) -> None:
    """Who called hears who is missing while there is time to do something."""
    missing = lacking(desk, called)
    if missing and desk.now < called.starts_at:
        tell_caller(desk, called, "callout_told", view(desk, called) | {"missing": missing, "why": "time"})


def _remind(desk: Desk, called: Callout) -> None:
    """Those who come are reminded; a little before the start with the button 到了."""
    if desk.now >= called.starts_at:
        return
    minutes = -(-int((called.starts_at - desk.now).total_seconds()) // 60)
    words = view(desk, called) | {"minutes": minutes}
    for row in callout.people(desk.session, called.id, (SEATED,)):
        buttons = choices(desk, called, SEATED)
        key = f"callout:{called.id}:{row.user_id}:{minutes}"
        desk.say(row.user_id, "callout_remind", words, buttons=buttons, purpose="callout", priority=HIGH, key=key)


def _absent(desk: Desk, called: Callout) -> None:
    """Who is not there loses the seat, the next are asked, who called is told."""
    gone = callout.people(desk.session, called.id, (SEATED,))
    for row in gone:
        callout.set_person(desk.session, row, ABSENT)
        callout.leave_seat(desk.session, called.id, row.user_id)
        show(desk, called, row.user_id)
    for row in gone:
        pull(desk, called, row.role)
    if gone:
        # That it is not complete any more is said here, not once more.
        callout.change(desk.session, called, complete=False)
        names = [desk.town.officers[row.user_id].name for row in gone if row.user_id in desk.town.officers]
        words = view(desk, called) | {"names": names, "missing": lacking(desk, called)}
        tell_caller(desk, called, "callout_absent", words)


def _over(desk: Desk, called: Callout) -> None:
    if callout.move(desk.session, called, OVER, (CALLING,), due_at=None, steps={}):
        draw(desk, called)


_DO: dict[str, Callable[[Desk, Callout], None]] = {
    "half": _warn,
    "warn": _warn,
    "remind": _remind,
    "last": _remind,
    "absent": _absent,
    "over": _over,
}


def sweep_cards(desk: Desk) -> int:
    """Draws anew the cards that have changed, none more often than the policy says."""
    pause, drawn = desk.real_now - desk.policies.callout.card, 0
    for number in callout.cards_due(desk.session, desk.real_now):
        called = desk.session.get(Callout, number, populate_existing=True)
        assert called is not None
        if called.carded_at is not None and called.carded_at > pause:
            callout.change(desk.session, called, card_at=called.carded_at + desk.policies.callout.card)
        else:
            draw(desk, called)
            drawn += 1
    return drawn
