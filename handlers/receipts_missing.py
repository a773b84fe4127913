"""Who has not pressed 收到: asked in private, listed for the steward, then for the worker; one line at the end."""

from datetime import datetime
from typing import Any

from handlers import receipts_doors
from handlers.broadcast_approval import tell_fault
from handlers.broadcast_making import places_under, quiet
from handlers.broadcast_sending import buttons_of, log
from handlers.desk import Desk
from handlers.neighbours import areas_of, chase, may_see, stands_among
from models import broadcast, broadcast_sending, receipt
from models.broadcast import LIVE, Broadcast
from rules.audience import Fault
from rules.receipts import by_building, missing_of, receipts_of
from rules.rollcall import KIND

AT_A_TIME, NEWEST = 20, 50
STAGES = ("private", "steward", "worker", "closed")


def show(desk: Desk, words: str) -> bool:
    """`广播 没签收 3`, `广播 催`, `广播 回执`: how far the receipts of a notice are; whether it was that."""
    number = receipts_of(words)
    if number is None:
        return False
    notice = _meant(desk, number)
    if notice is None:
        tell_fault(desk, Fault("none", number))
        return True
    log(desk, notice, "receipts_look")
    desk.reply("receipt_progress", _progress(desk, notice), purpose="answer")
    return True


def asked(desk: Desk) -> bool:
    """没签收, 谁还没收到 said in private by staff of a notice that waits for it; whether it was that."""
    number = missing_of(desk.said.text)
    if number is None or not desk.by_staff or _meant(desk, number) is None:
        return False
    return show(desk, f"没签收 {number}")


def _meant(desk: Desk, number: str) -> Broadcast | None:
    """The notice with this number, else the newest, those that ask for receipts first; of the actor's places."""
    rows = broadcast.recent(desk.session, places_under(desk), NEWEST, int(number or 0))
    found = sorted((row for row in rows if row.state in LIVE), key=lambda row: not row.receipts)
    return desk.session.get(Broadcast, found[0].id) if found else None


def _progress(desk: Desk, notice: Broadcast) -> dict[str, Any]:
    """The counts by building; in private also the doors that are missing, of grids whose doors the actor may read."""
    areas = areas_of(desk, notice) if notice.receipts else []
    taken = receipts_doors.taken_by(desk, notice)
    signed, unsigned = receipts_doors.named(desk, notice)
    homes = {
        (grid, key): home for grid, told in areas for key, home in receipt.roster(desk.session, [grid], told).items()
    }
    alone = desk.in_private
    seen = [each for each in areas if alone and may_see(desk, notice.author, each[0])]
    left = [home for grid, told in seen for home in receipts_doors.left_at(desk, notice, grid, told)]
    return {
        "id": notice.id,
        "text": notice.text,
        "receipts": notice.receipts,
        "asks": notice.kind == KIND,
        "taken": len(taken),
        "households": bool(areas),
        "signed": signed,
        "unsigned": unsigned,
        "lines": by_building(taken, {key: home for (_, key), home in homes.items()}),
        "homes": left[: receipts_doors.MOST_DOORS],
        "total": len(left),
        "stage": notice.stage,
        "next": notice.due_at,
    }


def sweep_missing(desk: Desk) -> int:
    """The next step of each notice whose receipts are awaited."""
    done = 0
    for number in broadcast.due(desk.session, desk.now, AT_A_TIME):
        notice = desk.session.get(Broadcast, number)
        if notice is not None and notice.state in LIVE and notice.deadline_at is not None:
            _step(desk, notice)
            done += 1
    return done


def _step(desk: Desk, notice: Broadcast) -> None:
    assert notice.deadline_at is not None
    at = STAGES.index(notice.stage) + 1 if notice.stage in STAGES else 0
    stage = "closed" if desk.now >= notice.deadline_at else STAGES[at]
    morning = None if stage == "closed" else quiet(desk).until(desk.now)
    if morning is not None:
        broadcast.change(desk.session, notice, due_at=min(morning, notice.deadline_at))
        return
    told = _DO[stage](desk, notice)
    log(desk, notice, f"receipts_{stage}", told=told)
    broadcast.change(desk.session, notice, stage=stage, due_at=_next_due(desk, notice, stage))


def _next_due(desk: Desk, notice: Broadcast, stage: str) -> datetime | None:
    policy, deadline = desk.policies.broadcast, notice.deadline_at
    assert deadline is not None
    began = deadline - policy.deadline
    moments = {"private": began + policy.chase_steward, "steward": began + policy.chase_worker, "worker": deadline}
    return min(moments[stage], deadline) if stage in moments else None


def _ask_in_private(desk: Desk, notice: Broadcast) -> int:
    """Those whose private chat is open and who live there, and whose household has not taken note yet."""
    where = areas_of(desk, notice)
    areas = [grid for grid, _ in where]
    have = receipt.users_of(desk.session, notice.id)
    keys = {each.key for each in receipt.taken_of(desk.session, notice.id, areas)}
    return chase(desk, notice, "receipt_chase", buttons_of(desk, notice), where, have, keys)


def _close(desk: Desk, notice: Broadcast) -> int:
    """One line for the author; the groups' cards say that receipts are closed."""
    areas = dict(areas_of(desk, notice))
    taken = receipt.counts(desk.session, notice.id)
    sizes = {
        (grid, building): size
        for (grid, building), size in receipt.roster_sizes(desk.session, list(areas)).items()
        if not areas[grid] or stands_among(building, areas[grid])
    }
    there = sum(taken.get(house, 0) for house in sizes)
    signed, unsigned = receipts_doors.named(desk, notice)
    words = {
        "id": notice.id,
        "taken": len(receipts_doors.taken_by(desk, notice)),
        "households": bool(areas),
        "signed": signed,
        "unsigned": unsigned,
        "known": there,
        "of": sum(sizes.values()),
        "missing": max(sum(sizes.values()) - there, 0),
    }
    desk.say(notice.author, "receipt_result", words, bot=notice.bot_id, key=f"receipts:{notice.id}")
    broadcast_sending.cards_soon(desk.session, notice.id, desk.real_now)
    return sum(taken.values())


_DO = {
    "private": _ask_in_private,
    "steward": lambda desk, notice: receipts_doors.tell(desk, notice, "steward"),
    "worker": lambda desk, notice: receipts_doors.tell(desk, notice, "worker"),
    "closed": _close,
}
