"""来, 来不了 and 到了: what those who were asked to a call-out say, pressed or typed."""

from collections.abc import Callable, Collection
from datetime import timedelta
from typing import Any

from handlers.callout_asking import after, log, pull, seat, show, view
from handlers.desk import Desk
from models import callout
from models.callout import ABSENT, ARRIVED, ASKED, CALLING, DECLINED, LISTED, RESERVE, SEATED, WITHDREW, Callout
from rules import callback
from rules.callout_answering import Answer, answered, answered_just, may_be_of_anything

ANSWERED, JUST_NOW = "callout_answered", timedelta(minutes=10)


def come(desk: Desk, arg: str) -> None:
    """来: a seat while there is one, else a place in reserve."""
    called, row = _asked(desk, arg)
    if called is None:
        return
    if row.state in (SEATED, ARRIVED, RESERVE):
        _answer(desk, called, row.state, again=True)
    else:
        state = seat(desk, called, row)
        log(desk, called, state)
        _settled(desk, called, state)


def decline(desk: Desk, arg: str) -> None:
    """来不了: before or after one has said 来; the first reserve takes the seat, or others are asked."""
    called, row = _asked(desk, arg)
    if called is None:
        return
    if row.state in (DECLINED, WITHDREW, ABSENT, ARRIVED):
        _answer(desk, called, row.state, again=True)
        return
    state = DECLINED if row.state == ASKED else WITHDREW
    callout.set_person(desk.session, row, state, answered_at=desk.now)
    had = callout.leave_seat(desk.session, called.id, desk.actor)
    log(desk, called, state)
    if had or row.state == ASKED:
        pull(desk, called, row.role)
    _settled(desk, called, state)


def arrive(desk: Desk, arg: str) -> None:
    """到了: from a little before the start on; who comes late after all has a seat if it is still empty."""
    called, row = _asked(desk, arg, (SEATED, ABSENT, ARRIVED, RESERVE))
    if called is None:
        return
    if desk.now < called.starts_at - desk.policies.callout.last:
        desk.answer("callout_early", **view(desk, called))
        return
    if row.state == ARRIVED:
        _answer(desk, called, ARRIVED, again=True)
        return
    seated = row.state == SEATED or callout.take_seat(desk.session, called.id, row.role, desk.actor)
    if not seated:
        desk.answer("callout_answered", **view(desk, called) | {"state": "replaced", "again": False})
        return
    callout.set_person(desk.session, row, ARRIVED, answered_at=desk.now)
    log(desk, called, ARRIVED)
    _settled(desk, called, ARRIVED)


def _settled(desk: Desk, called: Callout, state: str) -> None:
    show(desk, called, desk.actor)
    after(desk, called)
    _answer(desk, called, state)


def _answer(desk: Desk, called: Callout, state: str, again: bool = False) -> None:
    words = view(desk, called) | {"state": state, "again": again}
    if desk.said.callback_id:
        desk.answer("callout_answered", **words)
        return
    desk.answered = True
    key = f"{ANSWERED}:{desk.actor}:{desk.said.message}"
    desk.reply("callout_answered", words, purpose="answer", when_unclear="drop", key=key)


def _asked(desk: Desk, arg: str, among: Collection[str] = ()) -> tuple[Callout | None, Any]:
    """A call-out that goes on, and how the actor stands in it, who was asked (or stands so); else that was said."""
    called = callout.hold(desk.session, callback.number(arg))
    row = callout.person(desk.session, called.id, desk.actor) if called and called.state == CALLING else None
    if row is None or row.state == LISTED or (among and row.state not in among):
        desk.answer("stale_button")
        return None, None
    return called, row


ACTS: dict[str, Callable[[Desk, str], None]] = {"come": come, "decline": decline, "arrive": arrive}


def _in_own_words(desk: Desk) -> Answer:
    """我去 said after one was asked to come, 还是去不了了 said after one has answered."""
    last, answer = desk.row_said_last(), answered_just(desk.said.text)
    asked = last is not None and last.purpose == "callout"
    return answer if asked or (answer == "decline" and _is_of_a_callout(last)) else ""


def _is_of_a_callout(row: Any) -> bool:
    """Whether what was said asks to a call-out, or tells what an answer to one has done."""
    return row is not None and (row.purpose == "callout" or str(row.key).startswith(ANSWERED))


def typed(desk: Desk) -> bool:
    """来, 来不了 or 到了 typed in private by somebody who was asked; whether it was."""
    answer = answered(desk.said.text) or _in_own_words(desk)
    if not answer or not desk.in_private or desk.tells_danger():
        return False
    open_ = callout.open_of(desk.session, desk.actor)
    meant = next((row for row in open_ if answer != "come" or row.state == ASKED), open_[0] if open_ else None)
    if meant is None or (answer == "decline" and meant.state != ASKED and _is_of_something_else(desk)):
        return False
    ACTS[answer](desk, str(meant.callout_id))
    return True


def _is_of_something_else(desk: Desk) -> bool:
    """去不了 right after 接单 9: something else is spoken of, and no seat is given up by it."""
    last = desk.row_said_last(JUST_NOW)
    return last is not None and not _is_of_a_callout(last) and may_be_of_anything(desk.said.text)
