"""定时: recurring notices are rows that are listed, paused, changed and tried out in chat; each moment fires once."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from typing import Any

from handlers import broadcast_sending as sending
from handlers.broadcast_making import (
    Read,
    owned_by,
    prepared,
    read_line,
    row_of,
    stands_at,
    text_of,
    understood,
)  # fmt: skip
from handlers.desk import HIGH, Desk
from handlers.fact import asked_before, held_words
from models import broadcast, schedule
from models.broadcast import DRAFT, LATE, Broadcast
from models.schedule import ACTIVE, ENDED, PAUSED, Schedule
from models.session import insert, insert_missing
from models.slot import Slot
from rules import callback
from rules.audience import Audience, Fault, may_approve, targets
from rules.composing import next_field, split_head
from rules.schedule import Rule, like_a_rule, next_after, no_such_hour, read_rule


def handle(desk: Desk, words: str) -> None:
    """`定时` lists; `停 2`, `开 2`, `改 2 每周二 9:00`, `试 2`, `删 2`; anything else with a rule makes a new one."""
    verb, _, rest = words.strip().partition(" ")
    number, _, more = rest.strip().partition(" ")
    if not words.strip():
        show(desk)
    elif verb in VERBS:
        _on(desk, VERBS[verb], number.removesuffix("号"), more.strip())
    else:
        make(desk, words)


def recurring(words: str) -> tuple[Rule, str] | None:
    """The rule in a notice's head and the line without it: 「每周一 08:30 工作群：请报本周」."""
    head, colon, rest = split_head(words)
    found = read_rule(head)
    return (found[0], f"{found[1]}{colon}{rest}".strip()) if found else None


def make(desk: Desk, words: str) -> None:
    """A new recurring notice, of words that need no answer and for readers its author speaks for."""
    found = recurring(words)
    if found is None:
        _not_understood(desk, words)
        return
    rule, line = found
    scope = stands_at(desk)
    read = Fault("elsewhere") if scope is None else _checked(desk, line, scope, desk.actor)
    if isinstance(read, Fault):
        _refuse(desk, read)
        return
    row = insert(
        desk.session,
        Schedule,
        made_by=desk.actor,
        bot_id=desk.private_bot(desk.actor) or desk.said.bot,
        place_id=read.scope,
        typed=line,
        rule=rule.kept(),
        next_at=_following(desk, rule),
    )
    if not _held(desk, _row(desk, row), read):
        desk.reply("schedule_noted", _view(desk, _row(desk, row)), purpose="answer", priority=HIGH)


def _not_understood(desk: Desk, words: str) -> None:
    hour = no_such_hour(split_head(words)[0])
    if hour:
        _refuse(desk, Fault("hour", hour))
    else:
        desk.reply("schedule_how", purpose="answer")


def _refuse(desk: Desk, fault: Fault) -> None:
    desk.reply("schedule_fault", asdict(fault), purpose="answer")


def _held(desk: Desk, row: Schedule, read: Read) -> bool:
    """Whether the same households were asked the same lately: then it waits, and who makes it is told, once."""
    aimed = targets(read.told, desk.town, read.scope)
    notice = Broadcast(**row_of(desk, read, desk.actor, row.bot_id))
    ask = None if isinstance(aimed, Fault) else sending.ask_of(desk, notice, aimed)
    before = asked_before(desk, ask, broadcast.of_schedule(desk.session, row.id)) if ask else None
    if before is None:
        return False
    schedule.change(desk.session, row.id, state=PAUSED, next_at=None)
    buttons = desk.choices(row.id, ("bc_anyway", "sched_anyway"), ("bc_drop", "sched_drop"))
    words = held_words(desk, before, desk.actor, recurring=True) | {"schedule": row.id}
    desk.reply("fact_held", words, buttons=buttons, purpose="broadcast_held", priority=HIGH)
    return True


def decide(desk: Desk, arg: str, anyway: bool) -> None:
    """还要问: it recurs all the same; 不发: it never does."""
    row = _named(desk, arg)
    if row is None or row.state != PAUSED:
        desk.answer("stale_button")
        return
    (_resume if anyway else _end)(desk, row, "")
    desk.answer()


def _named(desk: Desk, number: str) -> Schedule | None:
    """The one with this number, if the actor may see and change it."""
    row = desk.session.get(Schedule, callback.number(number))
    return row if row is not None and _may(desk, row) else None


def _checked(desk: Desk, line: str, scope: int, user: int) -> Read | Fault:
    """The line, if it can be sent as it stands by this person alone."""
    read = understood(desk, line, scope, user)
    if isinstance(read, Fault):
        return read
    aimed = targets(read.told, desk.town, scope)
    if isinstance(aimed, Fault):
        return aimed
    owner_id, role = owned_by(desk, aimed)
    if aimed.public and not may_approve(desk.town, user, owner_id, role):
        return Fault("owner", desk.word(role))
    typed = read.typed
    says_all = not next_field(typed.kind, typed.fields) if typed.kind else typed.words
    return read if says_all and typed.leaves is None else Fault("incomplete")


def show(desk: Desk) -> None:
    """What recurs: the rows, and what the desk does by itself as its policies say."""
    rows = [_view(desk, row) for row in schedule.every(desk.session) if _may(desk, row)]
    desk.reply("schedule_list", {"schedules": rows, "own": _built_in(desk)}, purpose="answer")


def _built_in(desk: Desk) -> list[dict[str, Any]]:
    times, zone = desk.policies.times, desk.res.texts.zone
    rules = {
        "community_digest": Rule(times.community_digest),
        "street_digest": Rule(times.street_digest, frozenset({times.street_digest_day.number})),
        "admin_line": Rule(times.admin_line),
        "backup": Rule(times.backup),
    }
    return [
        {"name": desk.word(f"duty_{name}"), "rule": said(desk, rule), "next": next_after(desk.now, rule, zone)}
        for name, rule in rules.items()
    ]


def said(desk: Desk, rule: Rule) -> str:
    """A rule in plain words: 每周一、三 08:30."""
    return desk.text(
        "schedule_rule",
        at=f"{rule.at:%H:%M}",
        weekdays=[desk.word(f"weekday_{day}") for day in sorted(rule.weekdays)],
        days=sorted(day for day in rule.days if day > 0),
        last=any(day < 0 for day in rule.days),
        months=sorted(rule.months),
        working=rule.working,
    )


def _view(desk: Desk, row: Any) -> dict[str, Any]:
    local = desk.res.texts.local(row.next_at) if row.next_at else None
    return {
        "id": row.id,
        "state": row.state,
        "rule": said(desk, Rule.of(row.rule)),
        "next": row.next_at,
        "weekday": desk.word(f"weekday_{local.weekday()}") if local else "",
        "text": row.typed,
    }


def _row(desk: Desk, number: int) -> Schedule:
    row = desk.session.get(Schedule, number)
    assert row is not None
    return row


def _may(desk: Desk, row: Any) -> bool:
    """Its maker, an admin, and who speaks for its place may see and change it."""
    if row.made_by == desk.actor or desk.by_admin:
        return True
    return may_approve(desk.town, desk.actor, row.place_id, "community_secretary")


# what is done with one ---------------------------------------------------------------------------------------------


def _on(desk: Desk, act: Callable[[Desk, Schedule, str], None], number: str, rest: str) -> None:
    row = _named(desk, number)
    if row is None or row.state == ENDED:
        desk.reply("schedule_unknown", {"number": number}, purpose="answer")
        return
    act(desk, row, rest)


def _tell(desk: Desk, row: Schedule) -> None:
    desk.session.refresh(row)
    desk.reply("schedule_noted", _view(desk, row), purpose="answer", priority=HIGH)


def _pause(desk: Desk, row: Schedule, _rest: str) -> None:
    schedule.change(desk.session, row.id, state=PAUSED, next_at=None)
    _tell(desk, row)


def _resume(desk: Desk, row: Schedule, _rest: str) -> None:
    schedule.change(desk.session, row.id, state=ACTIVE, next_at=_following(desk, Rule.of(row.rule)))
    _tell(desk, row)


def _end(desk: Desk, row: Schedule, _rest: str) -> None:
    schedule.change(desk.session, row.id, state=ENDED, next_at=None)
    _tell(desk, row)


def _edit(desk: Desk, row: Schedule, rest: str) -> None:
    """改 2 每周二 9:00, 改 2 新的内容, or both; nothing changes when it cannot be."""
    found = recurring(rest)
    rule, line = found if found else (Rule.of(row.rule), rest)
    if found is None and like_a_rule(rest):
        hour = no_such_hour(split_head(rest)[0])
        _refuse(desk, Fault("hour", hour) if hour else Fault("rule", rest))
        return
    line = _for_the_same(desk, row, line.strip() or row.typed)
    checked = _checked(desk, line, row.place_id, desk.actor)
    if not rest or isinstance(checked, Fault):
        _refuse(desk, checked if isinstance(checked, Fault) else Fault("incomplete"))
        return
    following, unchanged = _following(desk, rule) if row.state == ACTIVE else None, line == row.typed
    schedule.change(desk.session, row.id, rule=rule.kept(), typed=line, next_at=following)
    if row.state != ACTIVE or unchanged or not _held(desk, row, checked):
        _tell(desk, row)


def _for_the_same(desk: Desk, row: Schedule, line: str) -> str:
    """New words that name nobody are for those whom the old ones named."""
    head, colon, _ = split_head(row.typed)
    read = read_line(desk, line, row.place_id)
    unnamed = isinstance(read, Read) and read.told == Audience()
    return f"{head}{colon}{line}" if unnamed and colon and not split_head(line)[1] else line


def _following(desk: Desk, rule: Rule) -> datetime:
    return next_after(desk.now, rule, desk.res.texts.zone, desk.policies.duty_hours.working)


def _try(desk: Desk, row: Schedule, _rest: str) -> None:
    """Shows who tries it how it would read, and who would; nobody else receives anything."""
    read = _checked(desk, row.typed, row.place_id, row.made_by)
    if isinstance(read, Fault):
        _refuse(desk, read)
        return
    aimed = targets(read.told, desk.town, row.place_id)
    assert not isinstance(aimed, Fault)
    notice = prepared(desk, read, row.made_by, row.bot_id)
    text = text_of(desk, notice, notice.fields, notice.words)
    broadcast.move(desk.session, notice, broadcast.DISCARDED, (DRAFT,))
    words = _view(desk, row) | {"text": text, "groups": len(aimed.posts), "people": len(aimed.people)}
    desk.reply("schedule_tried", words, purpose="answer")


VERBS: dict[str, Callable[[Desk, Schedule, str], None]] = {
    "停": _pause,
    "开": _resume,
    "改": _edit,
    "试": _try,
    "删": _end,
    "pause": _pause,
    "resume": _resume,
    "edit": _edit,
    "try": _try,
    "end": _end,
}


# its moments ---------------------------------------------------------------------------------------------------------


def sweep_schedules(desk: Desk) -> int:
    """Sends each recurring notice whose moment has come, once; what is too late is left out, and its author told."""
    return sum(_fire(desk, _row(desk, number)) for number in schedule.due(desk.session, desk.now))


def _fire(desk: Desk, row: Schedule) -> bool:
    moment = row.next_at
    assert moment is not None
    if not schedule.advance(desk.session, row.id, moment, _following(desk, Rule.of(row.rule))):
        return False
    desk.session.refresh(row)
    period = f"{desk.res.texts.local(moment):%Y-%m-%dT%H:%M}"
    slot = {"subscription": f"schedule:{row.id}", "period": period}
    if not insert_missing(desk.session, Slot, [slot]):
        return True
    if desk.now - moment > desk.policies.broadcast.cutoff:
        _tell_maker(desk, row, "late", moment)
        return True
    _send(desk, row, moment)
    return True


def _send(desk: Desk, row: Schedule, moment: datetime) -> None:
    read = _checked(desk, row.typed, row.place_id, row.made_by)
    if isinstance(read, Fault):
        _tell_maker(desk, row, read.kind, moment)
        return
    notice = prepared(desk, read, row.made_by, row.bot_id, schedule_id=row.id)
    broadcast.change(desk.session, notice, text=text_of(desk, notice, notice.fields, notice.words))
    why = sending.launch(desk, notice, (DRAFT,))
    if why:
        broadcast.move(desk.session, notice, LATE, (DRAFT,))
        _tell_maker(desk, row, why, moment)


def _tell_maker(desk: Desk, row: Schedule, why: str, moment: datetime) -> None:
    words = _view(desk, row) | {"why": why, "moment": moment}
    desk.say_once(f"schedule:{row.id}:{moment:%Y%m%d%H%M}", row.made_by, "schedule_missed", words)
