"""A group's own 接龙: heard as it grows, offered to the worker, and read into a roll call."""

from hashlib import sha256
from typing import Any

from handlers import neighbours, rollcall_card
from handlers.broadcast_making import grids_of, stands_at
from handlers.broadcast_sending import log
from handlers.desk import HIGH, LOW, Buttons, Desk, group_of
from handlers.doors_telling import answered
from handlers.rollcall_card import areas_seen, sums, takes_answers
from models import broadcast_sending, rollcall
from models.broadcast import DONE, LIVE, Broadcast
from models.outbox import Outbox
from models.rollcall import RollCall
from models.session import insert
from rules import callback, onduty
from rules.chain import PLAIN, Chain, Entry, is_chain, is_headed, lost, read_chain, title_of
from rules.houses import number_of
from rules.redaction import MASK, MOBILE, mask_identity
from rules.rollcall import COUNTS, KIND, asked
from rules.rollcall_board import board
from rules.routing import GRID_ROLES, Officer

SHOWN = 12


def hear(desk: Desk) -> bool:
    """Keeps a chain text for as long as group talk is kept; whether it is nothing else besides."""
    said = desk.said
    if desk.here is None or not is_chain(said.text):
        return False
    title = title_of(said.text)
    _keep(desk, said.chat, said.message, said.text, desk.actor)
    call = rollcall.of_chain(desk.session, said.chat, title, desk.now)
    if call is not None:
        _read_into(desk, call, said.chat, title)
    elif (count := len(read_chain(said.text).entries)) >= desk.policies.rollcall.offer:
        _offer(desk, desk.here.id, title, count)
    return _is_all(desk)


def hear_private(desk: Desk) -> bool:
    """A chain text that a worker sends or forwards in private: offered as a list, whatever its length."""
    said, place = desk.said, _place(desk, desk.said.chat)
    if place is None or not is_chain(said.text) or not desk.town.may_handle(desk.actor, place) or not _is_all(desk):
        return False
    title = title_of(said.text)
    _keep(desk, said.chat, said.message, said.text, desk.actor)
    call = rollcall.of_chain(desk.session, said.chat, title, desk.now)
    if call is not None:
        _read_into(desk, call, said.chat, title, anew=True)
    else:
        words = {"title": title, "count": len(read_chain(said.text).entries)}
        key = f"chain:{said.chat}:{said.message}"
        desk.reply("chain_offer_private", words, buttons=_offered(desk), purpose="chain", key=key)
    return True


def _place(desk: Desk, chat: int) -> int | None:
    """Where a chain's doors stand: at the group's place; what is forwarded in private, at that of who forwards it."""
    post = group_of(desk, chat)
    if post is not None:
        return post.place
    return stands_at(desk) if chat > 0 else None


def _keep(desk: Desk, chat: int, message: int, text: str, user: int) -> None:
    masked = MOBILE.sub(MASK, mask_identity(text))
    rollcall.keep_text(desk.session, chat, message, title=title_of(text), text=masked, user_id=user, at=desk.now)


def _is_all(desk: Desk) -> bool:
    """A list of troubles is read as any report is, and danger always."""
    requests = desk.reading.requests
    danger = any(each.service_class == "P0" for each in requests)
    return not requests or (not danger and is_headed(desk.said.text))


def _offer(desk: Desk, place: int, title: str, count: int) -> None:
    """Once a chain: whoever looks after the place may have it made into a list."""
    officer = next((o for o in _workers(desk, place) if o.reachable), None)
    if officer is None:
        return
    key = f"chain:{desk.said.chat}:{desk.now:%Y%m%d}:{sha256(title.encode()).hexdigest()[:12]}"
    words = {"title": title, "count": count, "group": desk.town.posts[desk.said.chat].name}
    desk.say_once(
        key, officer.user, "chain_offer", words, buttons=_offered(desk), purpose="chain", priority=LOW,
        when_unclear="drop",
    )  # fmt: skip


def _offered(desk: Desk) -> Buttons:
    return desk.choices(desk.said.message, ("chain_word", "chain"))


def _workers(desk: Desk, place: int) -> list[Officer]:
    on = onduty.serving(desk.town, place, GRID_ROLES, desk.now, desk.policies.duty_hours)
    return on or desk.town.serving(place, GRID_ROLES)


def pressed(desk: Desk, arg: str) -> None:
    """收成名单 under the offer: the chain of that message, as it reads now."""
    row = desk.row_here()
    chat = int(row.key.split(":")[1]) if row and row.purpose == "chain" and row.key else 0
    text = rollcall.text_at(desk.session, chat, callback.number(arg)) if chat else None
    if text is None:
        desk.answer("chain_none")
    elif _may(desk, chat):
        _collect(desk, chat, text.title, None)


def collect(desk: Desk, words: str) -> None:
    """`收成名单` where the text stands, as a reply to it or for the newest; `收成名单 12`: into that roll call."""
    said, number = desk.said, words.strip().removesuffix("号")
    newest = rollcall.newest_text(desk.session, said.chat)
    title = title_of(said.reply_text) if is_chain(said.reply_text) else newest.title if newest else None
    if is_chain(said.reply_text) and said.reply_to and not rollcall.texts_in(desk.session, said.chat, title or ""):
        _keep(desk, said.chat, said.reply_to, said.reply_text, 0)
    if title is None:
        desk.answer("chain_none")
    elif _may(desk, said.chat):
        _collect(desk, said.chat, title, int(number) if number.isdecimal() and len(number) < 10 else None)


def _may(desk: Desk, chat: int) -> bool:
    """Only who looks after the place, and in private: a list of doors is for nobody else."""
    place = _place(desk, chat)
    if place is None or not desk.town.may_handle(desk.actor, place):
        desk.answer("chain_not_yours")
        return False
    if not desk.private_bot(desk.actor):
        desk.answer("rollcall_private", link=desk.private_link("r"))
        return False
    return True


def _collect(desk: Desk, chat: int, title: str, number: int | None) -> None:
    call = _given(desk, chat, number) if number else rollcall.of_chain(desk.session, chat, title, desk.now)
    if number and call is None:
        desk.answer("rollcall_unknown", number=number, calls=[])
        return
    _read_into(desk, call or _begin(desk, chat, title), chat, title, anew=True)
    desk.done("chain_done")


def _given(desk: Desk, chat: int, number: int) -> RollCall | None:
    """The roll call of that number, if it takes answers and is asked here; in private, of doors one may see."""
    found = rollcall_card.call_of(desk, number)
    if found is None or not takes_answers(desk, found[1]):
        return None
    there = areas_seen(desk, *found) if chat > 0 else broadcast_sending.parts_of(desk.session, number, chat)
    return found[1] if there else None


def _begin(desk: Desk, chat: int, title: str) -> RollCall:
    """A roll call of the chain's own; it follows the text for as long as group talk is kept."""
    until = desk.now + desk.policies.desk.retention
    told, name = asked(title), title or desk.word("kind_rollcall")
    question = told if told is not None and told.shape == COUNTS else PLAIN
    notice = insert(
        desk.session, Broadcast, state=DONE, author=desk.actor, bot_id=desk.private_bot(desk.actor),
        scope_id=_place(desk, chat), kind=KIND, fields={"what": name, "until": until.isoformat()}, text=name,
        leaves_at=desk.now, created_at=desk.now,
    )  # fmt: skip
    return rollcall.open_call(
        desk.session, notice, question, until, due_at=until, chased=True, chat_id=chat, heading=title
    )


def _read_into(desk: Desk, call: RollCall, chat: int, title: str, anew: bool = False) -> None:
    """The newest text counts; what cannot be read, or stood in an older one only, the worker is told."""
    notice, place = desk.session.get(Broadcast, call.id), _place(desk, chat)
    rows = rollcall.texts_in(desk.session, chat, title)
    if notice is None or notice.state not in LIVE or place is None or not rows:
        return
    numbers = neighbours.numbers_at(desk, place)
    only = numbers[0] if len(set(numbers)) == 1 else ""
    texts = [read_chain(row.text, call.question, only, desk.town.compounds) for row in rows]
    newest = texts[-1]
    good = [told for told in newest.entries if not numbers or number_of(told.door.building) in numbers]
    if call.chat_id is not None:
        rollcall.clear(desk.session, call.id)
    for told in good:
        _put(desk, notice, call, place, told)
    strange = [told.line for told in newest.entries if told not in good]
    log(desk, notice, "chain", lines=len(good), unread=len(newest.unread) + len(strange))
    _tell(desk, notice, call, newest, [*newest.unread, *strange], list(lost(newest, texts[:-1])), anew)


def _put(desk: Desk, notice: Broadcast, call: RollCall, place: int, told: Entry) -> None:
    grid, home = neighbours.placed(desk, place, told.home)
    key = rollcall_card.key_of(desk, grid, home)
    how = {"user_id": 0, "how": "chain", "note": told.note, "at": desk.now}
    rollcall.put(desk.session, call.id, grid, key, told.values, **how)
    if len(told.values) >= call.question.parts:
        answered(desk, call.id, grid, key)
    if call.chat_id is None:
        neighbours.draw_soon(desk, notice, grid)
        rollcall.change(desk.session, call, board_at=desk.real_now)


def _tell(
    desk: Desk, notice: Broadcast, call: RollCall, read: Chain, unread: list[str], gone: list[str], anew: bool
) -> None:
    """The worker's message, edited as the chain grows; a new one when it is asked for again."""
    found = board((), rollcall.answers_of(desk.session, call.id, grids_of(desk, notice.scope_id)), call.question)
    words = {
        "id": notice.id, "title": read.title, "answered": found.total.answered,
        "sums": sums(call.question, found.total), "unread": unread[:SHOWN], "gone": gone[:SHOWN],
        "follows": call.chat_id is not None, "limit": call.deadline_at, "forwarded": (call.chat_id or 0) > 0,
    }  # fmt: skip
    rows = desk.choices(notice.id, ("rollcall_list_word", "rc_list"))
    row: Any = desk.session.get(Outbox, call.board_row) if call.board_row and call.chat_id is not None else None
    if row is None or (anew and row.chat_id != desk.actor):
        new = desk.say(desk.actor, "chain_read", words, buttons=rows, purpose="rollcall_look", priority=HIGH)
        if call.chat_id is not None:
            rollcall.change(desk.session, call, board_row=new)
    else:
        desk.repaint(row, "chain_read", words, rows)
