"""Which handler serves what is pressed, typed and due about roll calls and door campaigns; a part of dispatch."""

from collections.abc import Callable

from handlers import (
    broadcast,
    broadcast_verbs,
    doors,
    doors_telling,
    doors_walking,
    neighbours,
    rollcall,
    rollcall_board,
    rollcall_chain,
    rollcall_heard,
)
from handlers.desk import Desk
from rules import rollcall as rollcall_kind
from rules.rollcall_words import asks_who_answered

CHOICES: dict[str, Callable[[Desk, str], None]] = {
    "rc": rollcall.tap,
    "rc_list": rollcall_board.hand_list,
    "rc_doors": doors.from_call,
    "chain": rollcall_chain.pressed,
    "door_go": doors.begin,
    "door_drop": doors.drop,
    "door_end": doors.end,
    "door_file": doors.hand_file,
    "door_take": doors_walking.take,
    "door_back": doors_walking.put_back,
    "door_more": doors_walking.more,
    "door_at": doors_walking.turn_to,
    "door_set": doors_walking.settle,
    "door_tell": doors_walking.tell,
}
SWEEPS = (
    ("rollcall", rollcall_board.sweep_calls),
    ("rollcall_board", rollcall_board.sweep_boards),
    ("door", doors_telling.sweep_campaigns),
    ("door_card", doors_telling.sweep_cards),
)
KIND = "接龙"


def word(desk: Desk, action: str, rest: str) -> bool:
    """接龙, 点名, 代答, 收成名单 and 入户, from those who may; in a residents' group only 收成名单 is no talk."""
    if action == "answer_for":
        may = neighbours.may_sign(desk) and not desk.among_residents
    else:
        here = desk.in_private or desk.among_residents if action == "chain" else not desk.among_residents
        may = here and (desk.by_staff or desk.by_admin)
    if may:
        _WORDS[action](desk, rest)
    return may


def asked(desk: Desk) -> bool:
    """还有谁没报, 报了几户 by staff in private where a roll call has been sent."""
    verb = asks_who_answered(desk.said.text) if desk.by_staff and desk.in_private else ""
    return bool(verb) and rollcall_board.sent(desk) and rollcall_board.show(desk, verb)


def _call(desk: Desk, rest: str) -> None:
    """Its own words; those of any notice (改, 撤回); or a new question."""
    if not rest.strip() and not desk.said.reply_text:
        desk.reply("rollcall_how")
    elif rest.strip().removesuffix("号").isdecimal():
        rollcall_board.show(desk, f"看 {rest.strip()}")
    elif not (rollcall_board.show(desk, rest) or broadcast_verbs.heard(desk, rest, of=rollcall_kind.KIND)):
        broadcast.compose(desk, f"{KIND} {rest}")


def _doors(desk: Desk, rest: str) -> None:
    if not doors_walking.typed(desk, rest):
        doors.handle(desk, rest)


_WORDS: dict[str, Callable[[Desk, str], None]] = {
    "answer_for": rollcall.answer_for,
    "chain": rollcall_chain.collect,
    "rollcall": _call,
    "doors": _doors,
}


def private(desk: Desk) -> bool:
    """An answer under a roll call's card, a door told by itself, or a group's 接龙 that a worker forwards."""
    if doors_walking.heard(desk) or rollcall_heard.replied(desk):
        return True
    return rollcall.told_door(desk) or rollcall_chain.hear_private(desk)
