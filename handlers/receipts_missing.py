"""Who has not pressed 收到: asked in private, listed for the steward, then for the worker; one line at the end."""

from datetime import datetime

from handlers import receipts_doors
from handlers.broadcast_making import quiet
from handlers.broadcast_sending import buttons_of, log
from handlers.desk import Desk
from handlers.neighbours import areas_of, chase
from models import broadcast, receipt
from models.broadcast import LIVE, Broadcast

AT_A_TIME = 20
STAGES = ("private", "steward", "worker", "closed")


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
        if not areas[grid] or building in areas[grid]
    }
    there = sum(taken.get(house, 0) for house in sizes)
    words = {
        "id": notice.id,
        "taken": sum(taken.values()),
        "known": there,
        "of": sum(sizes.values()),
        "missing": max(sum(sizes.values()) - there, 0),
    }
    desk.say(notice.author, "receipt_result", words, bot=notice.bot_id, key=f"receipts:{notice.id}")
    broadcast.cards_soon(desk.session, notice.id, desk.real_now)
    return sum(taken.values())


_DO = {
    "private": _ask_in_private,
    "steward": lambda desk, notice: receipts_doors.tell(desk, notice, "steward"),
    "worker": lambda desk, notice: receipts_doors.tell(desk, notice, "worker"),
    "closed": _close,
}
