"""A roll call in a group: its question with buttons and counts, never a door; and the counting behind it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from handlers import neighbours
from handlers.broadcast_making import grids_of
from handlers.desk import Buttons, Desk, face_of
from handlers.neighbours import Areas
from models import broadcast_sending, outbox, rollcall
from models.broadcast import Broadcast
from models.household import first_in
from models.rollcall import ASKING, RollCall
from rules import callback
from rules.audience import Fault
from rules.composing import window
from rules.messages import Button
from rules.receipts import Home
from rules.rollcall import COUNTS, KIND, Asked, asked
from rules.rollcall_board import Board, Row, added, board

REST = "rollcall_rest"
A_ROW, SHORT_ROW = 3, 10
TAPPED = 4


def begin(desk: Desk, notice: Broadcast) -> None:
    """The notice is on its way: from now on it takes answers, until its deadline."""
    question, (_, deadline) = asked(notice.fields.get("what", "")), window(notice.fields)
    assert question is not None and deadline is not None
    chased, due = desk.policies.rollcall.next_step(notice.leaves_at or desk.now, deadline, chased=False)
    call = rollcall.open_call(
        desk.session, notice.id, question, deadline, due_at=due, chased=chased, board_at=desk.real_now
    )
    assert call.id == notice.id


def call_of(desk: Desk, number: int) -> tuple[Broadcast, RollCall] | None:
    """A roll call with the notice that asks it; None where there is none of this number."""
    notice = desk.session.get(Broadcast, number)
    call = rollcall.fetch(desk.session, number) if notice and notice.kind == KIND else None
    return (notice, call) if notice and call else None


def numbered(desk: Desk, arg: str) -> tuple[Broadcast, RollCall] | None:
    """The same by the number that a button carries, or somebody typed."""
    return call_of(desk, callback.number(arg))


def retime(desk: Desk, notice: Broadcast) -> None:
    """The words were changed: what is chosen from stays, the deadline is the new one."""
    call, (_, deadline) = rollcall.fetch(desk.session, notice.id), window(notice.fields)
    if call is None or deadline is None or call.stage != ASKING:
        return
    _, due = desk.policies.rollcall.next_step(desk.now, deadline, call.chased)
    rollcall.change(desk.session, call, deadline_at=deadline, due_at=due, board_at=desk.real_now)


def unfit_change(desk: Desk, notice: Broadcast, fields: Mapping[str, Any]) -> Fault | None:
    """Once it is closed its words stand; once it is sent, what is asked: the buttons and the answers are for that."""
    call = rollcall.fetch(desk.session, notice.id) if notice.kind == KIND else None
    if call is None:
        return None
    if not takes_answers(desk, call):
        return Fault("closed")
    return None if asked(str(fields.get("what", ""))) == call.question else Fault("question")


def takes_answers(desk: Desk, call: RollCall) -> bool:
    """Whether it still does."""
    return call.stage == ASKING and desk.now < call.deadline_at


def asks(desk: Desk, notice: Broadcast) -> str:
    """For its author: what a household will be able to press."""
    question = asked(notice.fields.get("what", "")) if notice.kind == KIND else None
    if question is None:
        return ""
    return desk.text("rollcall_asks", counts=question.shape == COUNTS, items=list(question.items))


def drop_rest(desk: Desk, notice: int, user: int) -> None:
    """The group needs no question of what is left that has been answered, or can be no more."""
    row = outbox.by_key(desk.session, rest_key(notice, user))
    if row is not None and row.chat_id < 0:
        desk.retract(row)


def rest_key(notice: int, user: int) -> str:
    """That of the question what somebody has left out."""
    return f"{REST}:{notice}:{user}"


# the group's card --------------------------------------------------------------------------------------------------


def buttons(desk: Desk, notice: Broadcast) -> Buttons:
    """The options, or for each count 0 1 2 3 4+; none once it is closed."""
    call = rollcall.fetch(desk.session, notice.id)
    if call is None or not takes_answers(desk, call):
        return ()
    return choices(call.question, "rc", notice.id)


def choices(question: Asked, action: str, number: int) -> Buttons:
    """The same for whoever answers: `number` is what the answer is about."""
    if question.shape == COUNTS:
        named = len(question.items) > 1
        return tuple(_numbers(action, number, item, name, named) for item, name in enumerate(question.items))
    row = A_ROW if max(map(len, question.items)) * A_ROW <= SHORT_ROW * 2 else 1
    found = [_button(action, number, 0, value, label) for value, label in enumerate(question.items)]
    return tuple(tuple(found[at : at + row]) for at in range(0, len(found), row))


def _numbers(action: str, number: int, item: int, name: str, named: bool) -> tuple[Button, ...]:
    labels = [str(number) for number in range(TAPPED)] + [f"{TAPPED}+"]
    labels[0] = f"{name} 0" if named else labels[0]
    return tuple(_button(action, number, item, value, label) for value, label in enumerate(labels))


def _button(action: str, number: int, item: int, value: int, label: str) -> Button:
    return Button(label, callback.write(action, 0, f"{number}.{item}.{value}"))


def is_choice(question: Asked, item: int, value: int) -> bool:
    """Whether there is such a button."""
    if question.shape == COUNTS:
        return item < len(question.items) and value <= TAPPED
    return item == 0 and value < len(question.items)


def face(desk: Desk, notice: Broadcast, part: Any) -> dict[str, Any]:
    """The words and buttons of one group's card; nobody has answered before it is sent."""
    call = rollcall.fetch(desk.session, notice.id)
    assert call is not None
    counted = here(desk, call, part) if part.outbox_id is not None else None
    open_ = takes_answers(desk, call)
    rows = [row for row in counted.by_building() if row.building] if counted else []
    lines = [replace(row, building=desk.town.house_in_full(row.place, row.building)) for row in rows]
    text = desk.text(
        "rollcall_face", text=notice.text, building=part.building, closed=not open_,
        change=broadcast_sending.is_changed(notice, part),
        answered=counted.total.answered if counted else 0, half=counted.total.half if counted else 0,
        sums=sums(call.question, counted.total) if counted else [],
        lines=lines if len(lines) > 1 or any(row.of for row in lines) else [],
        typed=open_ and call.shape == COUNTS, most=TAPPED,
    )  # fmt: skip
    return {"text": text, "buttons": face_of(buttons(desk, notice))}


def sums(question: Asked, row: Row) -> list[dict[str, Any]]:
    """What was answered together: each item with its number and its measure, 户 where households chose."""
    return [
        {"item": item, "count": count, "measure": question.measure, "counts": question.shape == COUNTS}
        for item, count in zip(question.items, row.sums, strict=True)
    ]


# counting ----------------------------------------------------------------------------------------------------------


def here(desk: Desk, call: RollCall, part: Any) -> Board:
    """What a group may count: the households of its own grids and buildings."""
    post = desk.town.posts.get(part.chat_id)
    grids = grids_of(desk, post.place) if post and post.place is not None else []
    notice = desk.session.get_one(Broadcast, part.broadcast_id)
    areas = [(grid, neighbours.houses_meant(desk, notice, grid, part.buildings)) for grid in grids]
    found, meant = counted(desk, call, areas), [key for _, keys in areas for key in keys]
    return found if not meant else _within(found, call.question, meant)


def _within(found: Board, question: Asked, buildings: Sequence[str]) -> Board:
    """The same without the buildings that another message counts."""
    rows = tuple(row for row in found.rows if not row.building or neighbours.stands_among(row.building, buildings))
    return Board(rows, found.left, found.half, found.doorless, added(rows, len(question.items)))


def counted(desk: Desk, call: RollCall, areas: Areas, vulnerable: bool = False) -> Board:
    """The board of these grids; with `vulnerable` what is left begins with the doors that come first."""
    grids = [grid for grid, _ in areas]
    homes = rollcall.homes_of(desk.session, areas)
    answers = rollcall.answers_of(desk.session, call.id, grids)
    first = first_in(desk.session, grids, desk.now) if vulnerable else ()
    return board(homes, answers, call.question, first)


def key_of(desk: Desk, grid: int, home: Home) -> str:
    """The household that a door means: without its unit, or its compound, the only one of the roster it can be."""
    found = [] if home.unit and not desk.town.compounds else rollcall.doors_like(desk.session, grid, home)
    return found[0] if len(found) == 1 else home.key


def areas_seen(desk: Desk, notice: Broadcast, call: RollCall) -> Areas:
    """Of the grids it was for those whose doors the actor may read of."""
    return [each for each in areas(desk, notice, call) if neighbours.may_see(desk, notice.author, each[0])]


def areas(desk: Desk, notice: Broadcast, call: RollCall) -> Areas:
    """The grids it was for with their buildings; those of its group where it was read from one."""
    if call.chat_id is None:
        return neighbours.areas_of(desk, notice)
    return [(grid, []) for grid in grids_of(desk, notice.scope_id)]
