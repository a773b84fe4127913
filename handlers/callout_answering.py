"""来, 来不了 and 到了: what those who were asked to a call-out say, pressed or typed."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from handlers.callout_asking import after, log, pull, seat, show, view
from handlers.desk import Desk
from models import callout, outbox
from models.callout import ABSENT, ARRIVED, ASKED, CALLING, DECLINED, LISTED, RESERVE, SEATED, WITHDREW, Callout
from rules.messages import ChatKind


def come(desk: Desk, arg: str) -> None:
    """来: a seat while there is one, else a place in reserve."""
    called = _called(desk, arg)
    row = callout.person(desk.session, called.id, desk.actor) if called else None
    if called is None or row is None or row.state == LISTED:
        desk.answer("stale_button")
    elif row.state in (SEATED, ARRIVED, RESERVE):
        _answer(desk, called, row.state, again=True)
    else:
        state = seat(desk, called, row)
        log(desk, called, state)
        _settled(desk, called, state)


def decline(desk: Desk, arg: str) -> None:
    """来不了: before or after one has said 来; the first reserve takes the seat, or others are asked."""
    called = _called(desk, arg)
    row = callout.person(desk.session, called.id, desk.actor) if called else None
    if called is None or row is None or row.state == LISTED:
        desk.answer("stale_button")
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
    called = _called(desk, arg)
    row = callout.person(desk.session, called.id, desk.actor) if called else None
    if called is None or row is None or row.state not in (SEATED, ABSENT, ARRIVED, RESERVE):
        desk.answer("stale_button")
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


def _called(desk: Desk, arg: str) -> Callout | None:
    """The call-out while it goes on; the actor's own chat is the only place to answer it."""
    called = callout.hold(desk.session, int(arg)) if arg.isdigit() else None
    return called if called and called.state == CALLING else None


WORDS: dict[str, Callable[[Desk, str], None]] = {
    "来": come,
    "来不了": decline,
    "到了": arrive,
    "coming": come,
    "not coming": decline,
    "here": arrive,
}


NO = re.compile(r"(来|去|到)不了|不(能|想)?来|不行|没空|没时间|参加不了|can't come|cannot come")
# 有事来不了: the reason first; 李师傅来不了 is said of somebody else, and of a ticket more is said.
NO_AFTER = re.compile(
    r"(?:我|今天|明天|明早|明晚|早上|上午|下午|晚上|临时|突然|正好|有点|不好意思|抱歉|对不起|家里|孩子|老人|身体|走不开|不舒服"
    r"|有急?事|有会|开会|加班|出差|值班|上班|生病|感冒|发烧|住院|堵车|还有|就|真的?|都|了|[,，\s])++(?:[来去到]不了|参加不了|不来|不能来)了?"
)
YES = re.compile(r"(我)?(能来|可以(来|参加)?|参加|我来|算我|来[，, ])")


ANSWERED, JUST_NOW = "callout_answered", timedelta(minutes=10)
# 我去, 好的 我一定到, and 还是去不了了: said of a call-out only where that is what was spoken of last.
GOES = re.compile(
    r"(?:好的?|行|收到|没问题|那|我们?|又|也|还是|现在|可以|能够?|一定|准时|按时|马上|[,，!！ ]"
    r"|带[一-龥\d]{1,6}?(?=去|到|过去|参加))*+"
    r"(?:去|到|过去|参加|报名|算我一个|没问题)(?:了|的|吧|啊|哈|呢|[.。!！ ])*+"
)
STAYS = re.compile(
    r"(?:我们?|那|还是|恐怕|可能|真的?|又|今天|明天|明早|不好意思|抱歉|对不起|[,， ])*+"
    r"(?:去不了|去不成|不去|不能去|过不去|来不成)了?(?:[,，。 ]+[^?？吗]{1,24})?[.。!！ ]*"
)


# Said of a ticket as well as of a call-out.
OF_ANYTHING = re.compile(r"(?:我|那|又|还是)*[去到]不了|不行|没空|没时间")
ASKS = ("?", "？", "吗", "么", "怎么办", "咋办")


def _in_own_words(desk: Desk, text: str) -> Callable[[Desk, str], None] | None:
    """我去 said after one was asked to come, 还是去不了了 said after one has answered; of tickets they are said too."""
    last, words = outbox.last_in(desk.session, desk.said.chat), text.strip().lower()
    if STAYS.fullmatch(words) and _is_of_a_callout(last):
        return decline
    return come if last is not None and last.purpose == "callout" and GOES.fullmatch(words) else None


def _is_of_a_callout(row: Any) -> bool:
    """Whether what was said asks to a call-out, or tells what an answer to one has done."""
    return row is not None and (row.purpose == "callout" or str(row.key).startswith(ANSWERED))


def _meant(text: str) -> Callable[[Desk, str], None] | None:
    """What was asked for, said with a reason behind it: 来不了，孩子发烧."""
    words = text.strip(" 。.!！").lower()
    if words in WORDS or words.endswith(ASKS):
        return WORDS.get(words)
    return decline if NO.match(words) or NO_AFTER.fullmatch(words) else come if YES.match(words) else None


def typed(desk: Desk) -> bool:
    """来, 来不了 or 到了 typed in private by somebody who was asked; whether it was."""
    act = _meant(desk.said.text) or _in_own_words(desk, desk.said.text)
    if act is None or desk.said.chat_kind is not ChatKind.PRIVATE or desk.tells_danger():
        return False
    open_ = callout.open_of(desk.session, desk.actor)
    meant = next((row for row in open_ if act is not come or row.state == ASKED), open_[0] if open_ else None)
    if meant is None or (act is decline and meant.state != ASKED and _is_of_something_else(desk)):
        return False
    act(desk, str(meant.callout_id))
    return True


def _is_of_something_else(desk: Desk) -> bool:
    """去不了 right after 接单 9: something else is spoken of, and no seat is given up by it."""
    last = outbox.last_in(desk.session, desk.said.chat)
    just_now = last is not None and desk.now - last.created_at < JUST_NOW
    return just_now and not _is_of_a_callout(last) and OF_ANYTHING.match(desk.said.text.strip()) is not None
