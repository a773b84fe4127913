"""A notice on its way: its messages, handed to the outbox as the limits let them leave, its changes and its recall."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from handlers import care_offering, rollcall_card
from handlers.broadcast_known import explain, explain_no_more
from handlers.broadcast_making import (
    aim,
    dated,
    groups_in_waves,
    is_red,
    leaves,
    over_at,
    quiet,
    told_of,
)
from handlers.desk import LOW, Buttons, Desk, face_of
from models import broadcast, broadcast_sending, fact, outbox, ping
from models.broadcast import Broadcast, BroadcastEvent
from models.outbox import SENT, Outbox
from models.session import insert
from rules.audience import Fault, Targets
from rules.broadcast import Leaving, Step, seconds_needed, too_late, wave_moments, waves
from rules.fact import Asked, asked
from rules.rollcall import KIND

BATCH = 400
ASK = "broadcast"
OVER = ("recalled", "rejected", "discarded", "late")


def log(desk: Desk, notice: Broadcast, kind: str, **data: Any) -> None:
    """Writes the audit log of notices."""
    insert(desk.session, BroadcastEvent, broadcast_id=notice.id, at=desk.now, actor=desk.actor, kind=kind, data=data)


def launch(desk: Desk, notice: Broadcast, among: Sequence[str]) -> str:
    """Sends it on its way; "" or why not: nobody, over, past, far, or taken by somebody faster."""
    aimed, found = aim(desk, notice), leaves(desk, notice)
    if isinstance(aimed, Fault):
        return aimed.kind
    if not isinstance(found, Leaving):
        return found.kind
    parts = _parts(desk, notice, aimed, found.at)
    last = max(part["due_at"] for part in parts)
    broadcast.change(desk.session, notice, text=dated(desk, notice, notice.text, last))
    policy = desk.policies.broadcast
    deadline = last + policy.deadline if notice.receipts else None
    values = {
        "leaves_at": found.at,
        "asked": "",
        "deadline_at": deadline,
        "due_at": last + policy.chase_private if notice.receipts else None,
        "progress_at": desk.real_now,
    }
    if not broadcast.move(desk.session, notice, broadcast.SENDING, among, **values):
        return "taken"
    broadcast_sending.add_parts(desk.session, parts)
    explain(desk, notice, aimed)
    note_ask(desk, notice, aimed)
    if notice.kind == "weather" and aimed.public:
        care_offering.warned(desk, notice.id, notice.fields.get("level", ""), aimed.areas)
    if notice.kind == KIND:
        rollcall_card.begin(desk, notice)
    log(desk, notice, "send", why=found.why, messages=len(parts))
    words = progress_words(desk, notice)
    row = desk.say(
        notice.author, "broadcast_progress", words, purpose="broadcast_card", bot=notice.bot_id,
        buttons=progress_buttons(desk, notice),
    )  # fmt: skip
    broadcast.change(desk.session, notice, progress_row=row)
    return ""


def ask_of(desk: Desk, notice: Broadcast, aimed: Targets) -> Asked | None:
    """What it asks of the households that read it, None where it only tells them something."""
    if not aimed.public:
        return None
    words = " ".join((notice.words, *(str(value) for key, value in sorted(notice.fields.items()))))
    paths = [desk.town.spots[area].path for area in aimed.areas]
    return asked(desk.policies.facts, f"{notice.kind} {words}", notice.receipts, paths, told_of(notice).numbers)


def note_ask(desk: Desk, notice: Broadcast, aimed: Targets) -> None:
    """Keeps what it asks, so that nobody asks the same again unknowingly."""
    ask = ask_of(desk, notice, aimed)
    if ask:
        again = notice.insists
        streets = [desk.town.street_of(area).id for area in aimed.areas]
        fact.note(desk.session, ASK, notice.id, streets, ask, author=notice.author, at=desk.now, again=again)


def _parts(desk: Desk, notice: Broadcast, aimed: Targets, first: datetime) -> list[dict[str, Any]]:
    """One row a message: to each group, in waves building by building where that was wanted, and to each person."""
    groups = groups_in_waves(desk, aimed)
    told = {post.chat: list(numbers) for post, numbers in aimed.posts}
    steps = waves(groups) if notice.every else [Step(chat) for chat in told]
    every = timedelta(seconds=notice.every)
    moments = wave_moments(first, max((step.wave for step in steps), default=0) + 1, every, quiet(desk), is_red(notice))
    rows = [
        _part(desk, notice, step.chat, moments[step.wave])
        | {
            "building": step.building,
            "wave": step.wave,
            "buildings": [step.building] if step.building else told[step.chat],
        }
        for step in steps
    ]
    return rows + [_part(desk, notice, officer.user, first) for officer in aimed.people]


def _part(desk: Desk, notice: Broadcast, chat: int, due: datetime) -> dict[str, Any]:
    post = desk.town.posts.get(chat)
    return {
        "broadcast_id": notice.id,
        "chat_id": chat,
        "bot_id": desk.bot_for(chat) or notice.bot_id,
        "topic": post.topic if post else None,
        "due_at": due,
    }


# the messages ------------------------------------------------------------------------------------------------------


def buttons_of(desk: Desk, notice: Broadcast) -> Buttons:
    """What stands under a notice: 收到, where it is asked for; the answers of a roll call."""
    if notice.kind == KIND:
        return rollcall_card.buttons(desk, notice)
    return desk.choices(notice.id, ("receipt", "got")) if notice.receipts else ()


def face(desk: Desk, notice: Broadcast, part: Any, lines: Sequence[Any] = ()) -> dict[str, Any]:
    """The words and buttons of one message of a notice, with the counts of its buildings."""
    if notice.kind == KIND:
        return rollcall_card.face(desk, notice, part)
    closed = bool(notice.deadline_at and desk.now >= notice.deadline_at)
    text = desk.text(
        "broadcast_face", text=notice.text, building=part.building, lines=lines, closed=closed,
        change=broadcast_sending.is_changed(notice, part),
    )  # fmt: skip
    return {"text": text, "buttons": face_of(buttons_of(desk, notice))}


def sweep_parts(desk: Desk) -> int:
    """Hands messages whose moment has come to the outbox, as many as the limits let leave in a while."""
    limits, ahead = desk.policies.throttle, desk.policies.broadcast.ahead.total_seconds()
    window = max(int((limits.bot_per_second - limits.reserved_bot_per_second) * ahead), 1)
    return sum(_fill(desk, bot, window) for bot in broadcast_sending.bots_due(desk.session, desk.now))


def _fill(desk: Desk, bot: int, window: int) -> int:
    """Refills one bot's share once half of it has left, so that a sweep is not for single messages."""
    room = window - broadcast_sending.in_outbox(desk.session, bot)
    if room * 2 < window:
        return 0
    parts = broadcast_sending.take_due(desk.session, bot, desk.now, room)
    notices = {number: desk.session.get(Broadcast, number) for number in {part.broadcast_id for part in parts}}
    late = [part.id for part in parts if _is_late(desk, notices[part.broadcast_id], part)]
    broadcast_sending.set_state(desk.session, late, broadcast.LATE)
    faces: dict[tuple[int, str], dict[str, Any]] = {}
    queued = []
    for part in (part for part in parts if part.id not in set(late)):
        notice = notices[part.broadcast_id]
        assert notice is not None
        payload = faces.setdefault((notice.id, part.building), _payload(desk, notice, part))
        payload = payload if _rings(desk, notice, part) else payload | {"silent": True}
        queued.append({"part": part.id, "row": _put(desk, notice, part, payload), "shown": notice.edition})
    broadcast_sending.note_queued(desk.session, queued)
    waited = [number for number, notice in notices.items() if notice and _waits(desk, notice)]
    broadcast.progress_soon(desk.session, waited, desk.real_now)
    return len(parts)


def _rings(desk: Desk, notice: Broadcast, part: Any) -> bool:
    """Whether it may call everybody in its group: a day has so many rings, and a red alert rings always."""
    if part.chat_id > 0:
        return True
    most = None if is_red(notice) else desk.policies.ladder.budget.group_pings
    return ping.ring(desk.session, part.chat_id, desk.local_now.date(), most)


def _waits(desk: Desk, notice: Broadcast) -> bool:
    """Whether its card was not to change until it begins, which a pushed clock makes sooner."""
    every = desk.policies.broadcast.progress
    return notice.progress_at is not None and notice.progress_at > desk.real_now + every


def _is_late(desk: Desk, notice: Broadcast | None, part: Any) -> bool:
    if notice is None or notice.state in OVER:
        return True
    return too_late(desk.policies.broadcast, part.due_at, desk.now, over_at(notice))


def _payload(desk: Desk, notice: Broadcast, part: Any) -> dict[str, Any]:
    payload = face(desk, notice, part)
    payload |= {"photos": list(notice.photos)} if notice.photos else {}
    return payload | ({"file": notice.file} if notice.file else {})


def _put(desk: Desk, notice: Broadcast, part: Any, payload: dict[str, Any]) -> int:
    return insert(
        desk.session,
        Outbox,
        bot_id=part.bot_id,
        chat_id=part.chat_id,
        topic=part.topic,
        act="send",
        payload=payload,
        priority=LOW,
        purpose=broadcast.PURPOSE,
        key=f"broadcast:{notice.id}:{part.id}",
        created_at=desk.real_now,
    )


# the author's card -------------------------------------------------------------------------------------------------


def progress_words(desk: Desk, notice: Broadcast) -> dict[str, Any]:
    """How far it has come, with an honest guess of how long the rest takes."""
    counts = broadcast_sending.progress(desk.session, notice.id)
    left = broadcast_sending.sends(desk.session, notice.id) if counts["waiting"] + counts["queued"] else []
    following, last = broadcast_sending.dues(desk.session, notice.id)
    seconds = seconds_needed(desk.policies.throttle, dict.fromkeys(left))
    waits = max((last - desk.now).total_seconds(), 0) if last else 0
    return {
        "id": notice.id,
        "state": notice.state,
        "total": sum(counts.values()),
        "leaves": notice.leaves_at if notice.leaves_at and notice.leaves_at > desk.now else None,
        "following": following,
        "seconds": int(waits) + seconds,
        "moving": counts["waiting"] + counts["queued"],
        **counts,
    }


def progress_buttons(desk: Desk, notice: Broadcast) -> Buttons:
    """改 and 撤回 while it stands."""
    if notice.state in OVER:
        return ()
    return desk.choices(notice.id, "bc_change", ("withdraw", "bc_recall"))


def sweep_progress(desk: Desk) -> int:
    """Draws the authors' cards anew, no more often than the policy says, until all is sent."""
    numbers = broadcast.with_progress(desk.session, desk.real_now)
    for number in numbers:
        notice = desk.session.get(Broadcast, number)
        assert notice is not None
        words = progress_words(desk, notice)
        ended = not words["moving"] and not notice.changing
        following = None if ended else _look_again(desk, words)
        broadcast.change(desk.session, notice, progress_at=following)
        if ended and broadcast.move(desk.session, notice, broadcast.DONE, (broadcast.SENDING,)):
            log(desk, notice, "sent", **{key: words[key] for key in ("sent", "failed", "refused", "late")})
            _tell_refused(desk, notice, words["refused"])
            words["state"] = broadcast.DONE
        draw_progress(desk, notice, words)
    return len(numbers)


def _tell_refused(desk: Desk, notice: Broadcast, count: int) -> None:
    """Says to its author, once, that the platform did not take it, and what to do."""
    if count:
        enclosed = bool(notice.photos or notice.file)
        # Too long, and the like, are the words' fault whatever came along.
        blamed = enclosed and "bad_request" in broadcast_sending.why_refused(desk.session, notice.id)
        kind = "refused_file" if blamed else "refused"
        words = {"kind": kind, "words": notice.id, "count": count}
        key = f"broadcast:{notice.id}:refused"
        desk.say(notice.author, "broadcast_fault", words, purpose="answer", bot=notice.bot_id, key=key)


def _look_again(desk: Desk, words: dict[str, Any]) -> datetime:
    """Soon while it is sending; while all that is left is not due yet, once it is."""
    every = desk.policies.broadcast.progress
    waits = words["following"] - desk.now if words["following"] and not words["queued"] else every
    return desk.real_now + max(every, waits)


def draw_progress(desk: Desk, notice: Broadcast, words: dict[str, Any] | None = None) -> None:
    """Shows the author how far it is."""
    found = desk.row_at(notice.progress_row)
    if found:
        words = words or progress_words(desk, notice)
        desk.repaint(found, "broadcast_progress", words, progress_buttons(desk, notice))


# changes and recall --------------------------------------------------------------------------------------------------


def change_everywhere(desk: Desk, notice: Broadcast, text: str) -> None:
    """Gives all its messages other words, those to come and, bit by bit, those that were sent."""
    explain_no_more(desk, notice)
    values = {"text": text, "edition": notice.edition + 1, "changing": True, "progress_at": desk.real_now}
    broadcast.change(desk.session, notice, **values, known=[])
    aimed = aim(desk, notice)
    if not isinstance(aimed, Fault):
        explain(desk, notice, aimed)
    log(desk, notice, "change")


def recall(desk: Desk, notice: Broadcast) -> bool:
    """Takes it back: what has not left does not, what stands is deleted bit by bit. False when it was too late."""
    first, last = broadcast_sending.oldest_sent(desk.session, notice.id)
    held = broadcast_sending.hold_back(desk.session, notice.id)
    old = last is not None and desk.real_now - last > desk.policies.broadcast.recall
    if not held and (old or broadcast_sending.lost(desk.session, notice.id)):
        return False
    values = {"edition": notice.edition + 1, "changing": True, "due_at": None, "progress_at": desk.real_now}
    if broadcast.move(desk.session, notice, broadcast.RECALLED, broadcast.LIVE, **values):
        explain_no_more(desk, notice)
        fact.take_back(desk.session, ASK, notice.id)
        log(desk, notice, "recall", first_sent=str(first or ""))
    return True


def sweep_changes(desk: Desk) -> int:
    """Brings sent messages up to what their notice says now, a batch at a time."""
    return sum(_catch_up(desk, number) for number in broadcast.with_changes(desk.session))


def _catch_up(desk: Desk, number: int) -> int:
    notice = desk.session.get(Broadcast, number)
    assert notice is not None
    parts = broadcast_sending.unlike(desk.session, notice, BATCH)
    rows = broadcast_sending.outbox_rows(desk.session, [part.outbox_id for part in parts])
    for part in parts:
        _bring_up(desk, notice, part, rows.get(part.outbox_id))
    if len(parts) < BATCH:
        broadcast.change(desk.session, notice, changing=False, progress_at=desk.real_now)
    return len(parts)


def _bring_up(desk: Desk, notice: Broadcast, part: Any, row: Any) -> None:
    state = "queued"
    if row is None or row.state not in outbox.LIVE:
        pass
    elif notice.state != broadcast.RECALLED:
        outbox.repaint(desk.session, row, face(desk, notice, part), LOW, desk.real_now)
    elif row.state != SENT or row.sent_at is None or desk.real_now - row.sent_at <= desk.policies.broadcast.recall:
        desk.retract(row)
        state = broadcast.RECALLED
    else:
        # The platform deletes it no more, so it says itself that it does not count.
        desk.repaint(row, "broadcast_void", priority=LOW)
        state = broadcast.RECALLED
    broadcast_sending.shown(desk.session, part.id, notice.edition, state)
