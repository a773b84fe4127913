"""吹哨报到: the street calls departments for a ticket and says how well each did; the first receiver keeps the lead."""

from collections.abc import Sequence
from string import ascii_letters, digits
from typing import Any

from handlers.desk import HIGH, Buttons, Desk
from handlers.papers import GRADE_WORDS
from models import outbox
from models.session import insert
from models.ticket import Ticket, by_desk, move
from models.whistle import Whistle, call_of, calls_of, change, due, purpose, tell_late, ungraded_at, work_done
from rules import callback, whistle
from rules.deadline import deadline_in
from rules.messages import Button
from rules.redaction import redact
from rules.routing import Office
from rules.tickets import ACTIVE, UNFINISHED
from rules.whistle import GRADES, OVER, OWING, Call, Stage, Urgency, acknowledges, all_over, plan_due

# A department stands in a button for its place in the street's list: one sign each, for a button holds few.
SIGNS = ascii_letters + digits
EMERGENCY = ("紧急", "urgent", "emergency")
MOST_OFFERED = 24
MOST_WORDS = 300
OF_DEPARTMENT = frozenset({"report_in", "plan", "finish"})
BATCH = 200


# the street ---------------------------------------------------------------------------------------------------


def call(desk: Desk, ticket: Ticket, words: str) -> None:
    """吹哨: the departments that were typed, or a choice of them on the card; `words` of a button are the chosen."""
    if not _official(desk, ticket):
        return
    offices = desk.town.offices_of(ticket.place_id)
    if ticket.state not in ACTIVE:
        desk.over(ticket)
    elif not offices:
        desk.answer("whistle_nobody", alert=True)
    elif desk.said.callback_id:
        _offer(desk, ticket, offices, words)
    else:
        named = [office for office in offices if office.name in words or office.code in words.split()]
        urgent = any(sign in words.lower() for sign in EMERGENCY)
        _whistle(desk, ticket, named, "emergency" if urgent else "normal") if named else _offer(desk, ticket, offices)


def go(desk: Desk, ticket: Ticket, arg: str, urgency: Urgency) -> None:
    """紧急 calls the chosen departments by the calendar, 普通 in working time."""
    if not _official(desk, ticket):
        return
    offices = [each for sign, each in _signed(desk.town.offices_of(ticket.place_id)) if sign in arg]
    if ticket.state not in ACTIVE:
        desk.over(ticket)
    elif offices:
        desk.close_offer()
        _whistle(desk, ticket, offices, urgency)
    else:
        desk.answer("whistle_choose_first", alert=True)


def _signed(offices: Sequence[Office]) -> list[tuple[str, Office]]:
    return list(zip(SIGNS, offices[:MOST_OFFERED], strict=False))


def _offer(desk: Desk, ticket: Ticket, offices: Sequence[Office], chosen: str = "") -> None:
    """Departments to be ticked, as many as are wanted, and how urgent it is."""
    ticks = [
        Button(
            f"{'☑' if sign in chosen else '☐'} {office.name}",
            callback.write("whistle", ticket.id, "".join(sorted(set(chosen) ^ {sign}))),
        )
        for sign, office in _signed(offices)
    ]
    go = desk.choices(chosen, "whistle_go", "whistle_now", ticket=ticket.id)
    rows: Buttons = tuple(tuple(ticks[at : at + 2]) for at in range(0, len(ticks), 2))
    desk.offer(ticket, "whistle_which", (*rows, *go))


def _whistle(desk: Desk, ticket: Ticket, offices: Sequence[Office], urgency: Urgency) -> None:
    going = {row.department_id: row for row in calls_of(desk.session, ticket.id) if row.stage not in OVER}
    called = [office for office in offices if office.id not in going]
    known = [going[office.id] for office in offices if office.id in going]
    hastened = [row.id for row in known if urgency == "emergency" and _hasten(desk, ticket, row)]
    if not called and not hastened:
        desk.answer("whistled_already", offices=[office.name for office in offices], **desk.view(ticket))
        return
    _call(desk, ticket, called, urgency)
    _show(desk, ticket)
    for row in calls_of(desk.session, ticket.id):
        if row.id in hastened:
            _remind(desk, ticket, row, "whistle_hastened", {})
    desk.done("whistled", offices=[office.name for office in offices], hurry=bool(hastened), **desk.view(ticket))


def _call(desk: Desk, ticket: Ticket, offices: Sequence[Office], urgency: Urgency) -> None:
    for office in offices:
        each = whistle.call(desk.policies.ladder.whistle, office.code, urgency, desk.now, desk.policies.duty_hours)
        insert(
            desk.session, Whistle, ticket_id=ticket.id, department_id=office.id, urgency=urgency,
            called_at=desk.now, due_at=each.due, look_at=each.due,
        )  # fmt: skip
    if ticket.state == "open":
        desk.claim_for(ticket, desk.town.officers[desk.actor])
    if offices:
        desk.at_work(ticket, desk.actor)
        desk.record(ticket.id, "whistle", departments=[office.code for office in offices], urgency=urgency)


def _hasten(desk: Desk, ticket: Ticket, row: Any) -> bool:
    """A normal call becomes an emergency; False for what is one, or owes nothing."""
    if row.urgency == "emergency" or row.stage not in OWING:
        return False
    by = plan_due(_policy(desk), "emergency", desk.now, desk.policies.duty_hours)
    if not change(desk.session, row, call_of(row).hasten(by, desk.now), urgency="emergency"):
        return False
    desk.at_work(ticket, desk.actor)
    desk.record(ticket.id, "whistle_urgent", department=desk.town.departments[row.department_id].code)
    return True


def grade(desk: Desk, ticket: Ticket, words: str) -> None:
    """满意 基本满意 不满意: the street's word on what a department did; `words` are "call.grade", or typed."""
    row = _asked_for(desk, ticket, words, Stage.FINISHED) if _official(desk, ticket) else None
    given = next((each for each in GRADES if words.endswith(f".{each}")), None) or _typed_grade(desk, words)
    if row is None:
        return
    if given is None:
        desk.answer("whistle_grade_how", **desk.view(ticket) | desk.call_view(row))
    elif _moved(desk, ticket, row, call_of(row).graded(given), "grade", grade=given):
        _end(desk, ticket, row)


def graded(desk: Desk) -> list[Ticket]:
    """水务满意 by the street in private or among officials: whose call of that department waits to be graded."""
    names = {each.name for each in desk.town.departments.values()} if desk.by_staff else set()
    told = whistle.graded(desk.said.text, names, [desk.word(GRADE_WORDS[each]) for each in GRADES])
    if told is None or desk.among_residents:
        return []
    waiting = ungraded_at(desk.session, desk.town.held_below(desk.actor))
    named = [desk.own_ticket(row.ticket_id) for row in waiting if _office(desk, row).lower() == told[0].lower()]
    return [ticket for ticket in named if desk.receives(desk.actor, ticket, "street")]


def send_back(desk: Desk, ticket: Ticket, words: str) -> None:
    """退回: not done yet, for a reason; the department has it again."""
    row = _asked_for(desk, ticket, words, Stage.FINISHED) if _official(desk, ticket) else None
    reason = "" if desk.said.callback_id else _without_office(desk, ticket, words)
    if row is None:
        return
    if not reason:
        desk.ask(ticket, "ask_whistle_back")
        return
    by = _promised(desk, reason) or plan_due(_policy(desk), row.urgency, desk.now, desk.policies.duty_hours)
    if _moved(desk, ticket, row, call_of(row).send_back(reason[:MOST_WORDS], by), "send_back", finished_at=None):
        _take_question_away(desk, ticket, row)
        _remind(desk, ticket, row, "whistle_sent_back", {"reason": reason})
        desk.done("whistle_noted")


def release(desk: Desk, ticket: Ticket, words: str) -> None:
    """撤哨: a department is needed no more, or was the wrong one."""
    if not _official(desk, ticket):
        return
    named = [row for row in calls_of(desk.session, ticket.id) if _office(desk, row) in words]
    row = next((row for row in named if call_of(row).may("release")), None)
    if row is None:
        desk.answer("whistle_release_how", **desk.view(ticket))
    elif _moved(desk, ticket, row, call_of(row).release(""), "release"):
        _end(desk, ticket, row)


def _official(desk: Desk, ticket: Ticket) -> bool:
    if desk.receives(desk.actor, ticket, "street"):
        return True
    desk.answer("only_street", **desk.view(ticket))
    return False


def _asked_for(desk: Desk, ticket: Ticket, words: str, stage: Stage) -> Any:
    """The call a button carries, or whose department was typed, or else the first at this stage; else that is said."""
    calls, number = calls_of(desk.session, ticket.id), words.split(".", maxsplit=1)[0]
    if desk.said.callback_id and number.isdecimal():
        calls = [row for row in calls if row.id == int(number)]
    asked = [row for row in calls if _office(desk, row) in words] or calls
    found = next((row for row in asked if row.stage == stage), None)
    owing = [_office(desk, row) for row in asked if row.stage in OWING]
    if found is None and owing:
        desk.answer("whistle_not_finished", offices=owing, **desk.view(ticket))
    elif found is None:
        desk.answer("whistle_over", **desk.view(ticket))
    return found


def _office(desk: Desk, row: Any) -> str:
    return desk.town.departments[row.department_id].name


def _typed_grade(desk: Desk, words: str) -> Any:
    """The longest grade word in what was typed: 不满意 is not 满意."""
    known = {desk.word(GRADE_WORDS[each]).lower(): each for each in GRADES}
    return next((known[word] for word in sorted(known, key=len, reverse=True) if word in words.lower()), None)


def _without_office(desk: Desk, ticket: Ticket, words: str) -> str:
    for office in desk.town.offices_of(ticket.place_id):
        words = words.removeprefix(office.name).strip(" ，,:：")
    return words


def _end(desk: Desk, ticket: Ticket, row: Any) -> None:
    """One department is done; when all are, who has the ticket is told that it may be closed."""
    _take_question_away(desk, ticket, row)
    if all_over(call_of(each) for each in calls_of(desk.session, ticket.id)) and ticket.state in ACTIVE:
        desk.tell_claimer(ticket, "whistle_all_over", desk.view(ticket))
    desk.done("whistle_noted")


# the departments ----------------------------------------------------------------------------------------------


def acknowledged(desk: Desk) -> bool:
    """收到 under its card is not 报到: a department that has not come yet hears what counts."""
    if not desk.offices or not acknowledges(desk.said.text):
        return False
    said = desk.said
    row = desk.row_replied_to() if said.reply_to else desk.row_said_last()
    if row is None or not row.ticket_id or not row.purpose.startswith("whistle"):
        return False
    offices = {office.id for office in desk.offices}
    calls = [each for each in calls_of(desk.session, row.ticket_id) if each.department_id in offices]
    ticket = by_desk(desk.session, row.ticket_id)
    if any(each.stage == Stage.CALLED for each in calls) and ticket.state in ACTIVE:
        desk.reply("whistle_not_come", desk.view(ticket), ticket=ticket.id, purpose="answer", when_unclear="drop")
    else:
        desk.react()
    return True


def report_in(desk: Desk, ticket: Ticket, words: str) -> None:
    """报到."""
    row = _mine(desk, ticket, "report_in")
    by = row and plan_due(_policy(desk), row.urgency, desk.now, desk.policies.duty_hours)
    if row and _moved(desk, ticket, row, call_of(row).report_in(by), "report_in"):
        desk.done("whistle_reported", limit=by, **desk.view(ticket))


def plan(desk: Desk, ticket: Ticket, words: str) -> None:
    """计划: what will be done, and by when; both must be told."""
    row = _mine(desk, ticket, "plan")
    by = _promised(desk, words) if row else None
    if row is None:
        return
    if not words:
        desk.ask(ticket, "ask_whistle_plan")
    elif by is None:
        desk.ask(ticket, "ask_whistle_when")
    else:
        here = _here(row)
        told = _discreet(ticket, words)
        if _moved(desk, ticket, row, here.plan(told, by), "plan"):
            desk.done("whistle_planned", limit=by, **desk.view(ticket))


def finish(desk: Desk, ticket: Ticket, words: str) -> None:
    """办完: with what was done, in words or a photo; the street is asked how well."""
    row = _mine(desk, ticket, "finish")
    if row is None:
        return
    if not words and not desk.said.media:
        desk.ask(ticket, "ask_whistle_finish")
        return
    told = _discreet(ticket, words) or desk.text("see_photo")
    if _moved(desk, ticket, row, _here(row).finish(told), "finish", finished_at=desk.now):
        _ask_grade(desk, ticket, row, told)
        desk.done("whistle_finished", **desk.view(ticket))


def _mine(desk: Desk, ticket: Ticket, action: str) -> Any:
    """The call of the department that the actor speaks for here; None after saying why there is none."""
    offices = {office.id for office in desk.offices}
    rows = [row for row in calls_of(desk.session, ticket.id) if row.department_id in offices]
    if not rows:
        desk.answer("whistle_not_called", **desk.view(ticket))
        return None
    can = (row for row in reversed(rows) if _here(row).may(action) or call_of(row).may(action))
    found = next(can, None)
    if found is None or ticket.state not in UNFINISHED:
        desk.answer("whistle_over", **desk.view(ticket))
        return None
    return found


def _here(row: Any) -> Call:
    """Whoever plans or finishes has come, whether or not they said so."""
    each = call_of(row)
    return each.report_in() if each.stage is Stage.CALLED else each


def _promised(desk: Desk, words: str) -> Any:
    return deadline_in(words, desk.local_now) if words else None


def _discreet(ticket: Ticket, words: str) -> str:
    return redact(words, [ticket.room])[:MOST_WORDS]


def _ask_grade(desk: Desk, ticket: Ticket, row: Any, told: str) -> None:
    """The street reads what was done, with a button for each grade."""
    back = desk.choices(row.id, "send_back", ticket=ticket.id)
    cards = desk.shown_to(ticket)
    words = desk.view(ticket) | {"office": _office(desk, row), "done": told}
    for chat in desk.receiving_chats(ticket, "street"):
        desk.say(
            chat, "whistle_grade", words, buttons=(desk.grades(row), *back), replies=cards.get(chat), ticket=ticket.id,
            purpose=f"grade.{row.id}", priority=HIGH,
        )  # fmt: skip


def _take_question_away(desk: Desk, ticket: Ticket, row: Any) -> None:
    for said in outbox.told(desk.session, ticket.id, (f"grade.{row.id}",)):
        desk.retract(said)


# both ---------------------------------------------------------------------------------------------------------


def _policy(desk: Desk) -> Any:
    return desk.policies.ladder.whistle


def _moved(desk: Desk, ticket: Ticket, row: Any, become: Call, action: str, **values: Any) -> bool:
    """Compare-and-set, the log, and every card as it stands now."""
    if not change(desk.session, row, become, **values):
        desk.answer("whistle_over", **desk.view(ticket))
        return False
    office = desk.town.departments[row.department_id].code
    if action in OF_DEPARTMENT:
        desk.at_work(ticket)
    move(desk.session, ticket, "note", department_done=work_done(desk.session, ticket.id))
    desk.record(ticket.id, f"whistle_{action}", department=office, words=become.words)
    _show(desk, ticket)
    return True


def _show(desk: Desk, ticket: Ticket) -> None:
    """Every department's own card, and all cards of the ticket."""
    desk.refresh(ticket)
    for row in calls_of(desk.session, ticket.id):
        _card(desk, ticket, row)


def _card(desk: Desk, ticket: Ticket, row: Any) -> None:
    """A department sees only its own call, and nobody who reported."""
    face = {"text": desk.whistle_text(ticket, row), "buttons": desk.whistle_rows(row)}
    standing = outbox.told(desk.session, ticket.id, (purpose(row),))
    for card in standing:
        outbox.repaint(desk.session, card, face, HIGH, desk.real_now)
    if not standing:
        for chat in desk.office_chats(desk.town.departments[row.department_id]):
            desk.put_card(chat, face, ticket.id, purpose(row))


def _remind(desk: Desk, ticket: Ticket, row: Any, template: str, words: dict[str, Any]) -> None:
    for card in outbox.told(desk.session, ticket.id, (purpose(row),)):
        desk.say(
            card.chat_id, template, desk.view(ticket) | desk.call_view(row) | words, replies=card.id, ticket=ticket.id,
            priority=HIGH, purpose=template,
        )  # fmt: skip


def sweep_whistles(desk: Desk) -> int:
    """Promises that were not kept: the department is reminded once, and the street sees it on its card."""
    rows = due(desk.session, desk.now, BATCH)
    for row in rows:
        ticket = by_desk(desk.session, row.ticket_id)
        if ticket.state not in ACTIVE:
            change(desk.session, row, call_of(row).release(""))
        elif tell_late(desk.session, row):
            desk.record(ticket.id, "whistle_late", department=desk.town.departments[row.department_id].code)
            _remind(desk, ticket, row, "whistle_overdue", {})
        _show(desk, ticket)
    return len(rows)
