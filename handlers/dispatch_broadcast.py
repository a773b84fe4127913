"""Which handler serves what is pressed, typed and due about notices, receipts and schedules; a part of dispatch."""

from collections.abc import Callable
from functools import partial

from handlers import (
    audience_list,
    broadcast,
    broadcast_approval,
    broadcast_sending,
    broadcast_verbs,
    neighbours,
    receipts,
    receipts_missing,
    schedule,
)
from handlers.desk import Desk
from rules.broadcast_said import tells_all, tells_those
from rules.composing import with_whole_head
from rules.places import addresses
from rules.schedule import reminds

CHOICES: dict[str, Callable[[Desk, str], None]] = {
    "bc_send": broadcast_approval.send,
    "bc_named": partial(broadcast_approval.send, knowing=True),
    "bc_anyway": broadcast_approval.send_anyway,
    "bc_sign": broadcast.sign,
    "bc_change": broadcast.ask_change,
    "bc_drop": broadcast_approval.drop,
    "bc_yes": broadcast_approval.agree,
    "bc_yes_named": partial(broadcast_approval.agree, knowing=True),
    "bc_no": broadcast_approval.refuse,
    "bc_recall": broadcast_approval.recall,
    "bc_house": broadcast.house_chosen,
    "sched_anyway": partial(schedule.decide, anyway=True),
    "sched_drop": partial(schedule.decide, anyway=False),
    "got": receipts.tap,
}
SWEEPS = (
    ("schedule", schedule.sweep_schedules),
    ("broadcast", broadcast_approval.sweep_waiting),
    ("broadcast_part", broadcast_sending.sweep_parts),
    ("broadcast_change", broadcast_sending.sweep_changes),
    ("broadcast", receipts_missing.sweep_missing),
    ("broadcast_card", receipts.sweep_cards),
    ("broadcast_progress", broadcast_sending.sweep_progress),
)


def word(desk: Desk, action: str, rest: str) -> bool:
    """广播, 定时, 存名单, 花名册 and 代签, from those who may; in a residents' group all but 代签 is talk."""
    if action == "sign_for":
        return neighbours.may_sign(desk) and _done(receipts.sign_for, desk, rest)
    if desk.among_residents:
        return False
    if not (desk.by_staff or desk.by_admin):
        return False
    if action == "broadcast" and schedule.recurring(rest):
        action = "schedule"
    if action == "broadcast" and (receipts_missing.show(desk, rest) or broadcast_verbs.heard(desk, rest)):
        return True
    return _done(_WORDS[action], desk, rest)


def told_plainly(desk: Desk) -> bool:
    """通知全街道：明天上午九点检查 by staff in private is a notice, which is shown before it is sent."""
    alone = desk.in_private and desk.said.reply_to is None
    if alone and desk.by_staff and (line := reminds(desk.said.text)) and not desk.tells_danger():
        return _done(schedule.handle, desk, line)
    line = (tells_all(desk.said.text) or _told_those(desk)) if alone and desk.by_staff else ""
    line = with_whole_head(line, desk.local_now)
    return bool(line) and not desk.tells_danger() and _done(broadcast.compose, desk, line)


def _told_those(desk: Desk) -> str:
    """通知云祥家园 明天停水, 通知3号楼 明天停水 where that is the compound's name or a house, and nobody in it."""
    readers, words = tells_those(desk.said.text)
    near = readers.removeprefix(desk.town.compound_in(readers))
    grid = max((each.name for each in desk.town.spots.values() if near.startswith(each.name)), key=len, default="")
    house = near.removeprefix(grid)
    told = next(iter(addresses(house)), None)
    whole = told is not None and told.start == 0 and told.end == len(house) and not told.room
    return f"{readers}：{words}" if readers and (whole or not house) else ""


_WORDS: dict[str, Callable[[Desk, str], None]] = {
    "broadcast": broadcast.compose,
    "schedule": schedule.handle,
    "audience_list": audience_list.handle,
    "roster": receipts.keep_roster,
}


def _done(act: Callable[[Desk, str], None], desk: Desk, rest: str) -> bool:
    act(desk, rest)
    return True
