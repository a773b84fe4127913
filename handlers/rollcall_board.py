"""The asker's side of a roll call: the board, the list, who is asked once more, and the result at the deadline."""

from typing import Any

from handlers import rollcall_card
from handlers.broadcast_making import dated, quiet, stands_at
from handlers.broadcast_sending import buttons_of, log
from handlers.desk import HIGH, LOW, Buttons, Desk
from handlers.neighbours import STEWARDS, Areas, chase, doors_by_keeper
from handlers.rollcall_card import areas, areas_seen, counted, drop_rest, here, sums, takes_answers
from models import broadcast_sending, rollcall
from models.broadcast import LIVE, Broadcast
from models.rollcall import ASKING, CLOSED, CLOSING, ERASED, RollCall
from rules.receipts import Home, by_unit
from rules.rollcall import verb_in
from rules.rollcall_board import Board, Row

AT_A_TIME, GROUPS_AT_A_TIME = 20, 200
DOORS, LINES, LISTED = 40, 30, 8
LIST, NAMES = frozenset({"列表", "list"}), frozenset({"名单", "收名单", "names"})
LOOK = frozenset(
    {"看", "催", "催办", "没答", "没答的", "谁没答", "回执", "进度", "统计", "情况", "look", "urge", "missing"}
)


def show(desk: Desk, words: str) -> bool:
    """`接龙 看 12`, `接龙 名单 12`, `接龙 列表`; whether it was that. Without a number the newest is meant."""
    verb, number = verb_in(words)
    if verb in LIST:
        _list(desk)
    elif verb in LOOK:
        _look(desk, number)
    elif verb in NAMES:
        _names(desk, number)
    else:
        return False
    return True


def sent(desk: Desk) -> bool:
    """Whether there is a roll call that the actor may see."""
    return any(_seen(desk, str(call["id"])) for call in _recent(desk))


def _list(desk: Desk) -> None:
    desk.reply("rollcall_list", {"calls": _recent(desk)}, purpose="answer")


def _recent(desk: Desk) -> list[dict[str, Any]]:
    """The newest roll calls of the actor's place, above and below."""
    place = stands_at(desk)
    spots = (*desk.town.below(place), *desk.town.above(place)) if place is not None else ()
    rows = rollcall.recent(desk.session, [spot.id for spot in spots], LISTED)
    return [
        {"id": r.id, "text": r.fields.get("what") or r.words, "closed": r.stage != ASKING, "limit": r.deadline_at}
        for r in rows
    ]


def _meant(desk: Desk, number: str) -> tuple[Broadcast, RollCall, Areas] | None:
    """The roll call told, without a number the newest the actor may see; else those there are have been told."""
    calls = _recent(desk)
    numbers = [number] if number else [str(call["id"]) for call in calls]
    found = next((seen for each in numbers if (seen := _seen(desk, each))), None)
    if found is None:
        mine = [call for call in calls if _seen(desk, str(call["id"]))]
        desk.reply("rollcall_unknown", {"number": number, "calls": mine}, purpose="answer")
    elif not desk.private_bot(desk.actor):
        desk.answer("rollcall_private", link=desk.private_link("r"))
        return None
    return found


def _look(desk: Desk, number: str) -> None:
    """The board of one roll call, of the grids whose doors the actor may read of."""
    found = _meant(desk, number)
    if found is None:
        return
    notice, call, mine = found
    log(desk, notice, "board")
    words = board_words(desk, notice, call, counted(desk, call, mine, vulnerable=True))
    desk.say(desk.actor, "rollcall_board", words, purpose="rollcall_look", buttons=_buttons(desk, notice, words))


def _names(desk: Desk, number: str) -> None:
    found = _meant(desk, number)
    if found is not None:
        _hand(desk, found[0], found[2])


def _seen(desk: Desk, number: str) -> tuple[Broadcast, RollCall, Areas] | None:
    found = rollcall_card.numbered(desk, number)
    if found is None or found[1].stage == ERASED:
        return None
    mine = areas_seen(desk, *found)
    return (*found, mine) if mine else None


def hand_list(desk: Desk, arg: str) -> None:
    """名单: every household with its answer, as a file in private."""
    found = _seen(desk, arg)
    if found is None:
        desk.answer("stale_button")
        return
    _hand(desk, found[0], found[2])


def _hand(desk: Desk, notice: Broadcast, mine: Areas) -> None:
    log(desk, notice, "list")
    _say_list(desk, desk.actor, notice, mine)
    if desk.said.callback_id or not desk.in_private:
        desk.answer("rollcall_list_sent")


def _say_list(desk: Desk, user: int, notice: Broadcast, mine: Areas, **how: Any) -> None:
    words = {"id": notice.id, "text": _title(desk, notice)}
    file = {"roll": notice.id, "areas": mine, "sheet": f"{notice.id} {_title(desk, notice)[:30]}.xlsx"}
    desk.say(user, "rollcall_file", words, encloses=file, purpose="rollcall", **how)


def _title(desk: Desk, notice: Broadcast) -> str:
    """What it asks; 今天 by its date when that day is over."""
    return dated(desk, notice, notice.what, desk.now)


def board_words(desk: Desk, notice: Broadcast, call: RollCall, found: Board) -> dict[str, Any]:
    """What is left first, then building by building and unit by unit."""
    grids = {row.place for row in found.rows}
    return {
        "id": notice.id,
        "text": _title(desk, notice),
        "limit": call.deadline_at,
        "closed": not takes_answers(desk, call),
        "answered": found.total.answered,
        "half": found.total.half,
        "of": found.total.of,
        "sums": sums(call.question, found.total),
        "left": len(found.left),
        "doors": [{"key": home.key, "half": (place, home.key) in found.half} for place, home in found.left[:DOORS]],
        "lines": _lines(desk, call, found, len(grids) > 1),
        "doorless": found.doorless,
    }


def _lines(desk: Desk, call: RollCall, found: Board, placed: bool) -> list[dict[str, Any]]:
    """A line a building with its units; without them where they would not fit."""
    units: dict[tuple[int, str], list[Row]] = {}
    for row in found.rows:
        if row.building and row.unit:
            units.setdefault((row.place, row.building), []).append(row)
    buildings = [row for row in found.by_building() if row.building]
    fits = len(found.rows) <= LINES
    return [
        {
            "place": desk.town.spots[row.place].name if placed else "",
            "building": desk.town.house_in_full(row.place, row.building),
            "answered": row.answered,
            "half": row.half,
            "of": row.of,
            "sums": sums(call.question, row),
            "units": units.get((row.place, row.building), []) if fits else [],
        }
        for row in buildings[:LINES]
    ]


def _buttons(desk: Desk, notice: Broadcast, words: dict[str, Any]) -> Buttons:
    doors = (("rollcall_doors_word", "rc_doors"),) if words["left"] else ()
    return desk.choices(notice.id, ("rollcall_list_word", "rc_list"), *doors)


# what falls due -----------------------------------------------------------------------------------------------------


def sweep_boards(desk: Desk) -> int:
    """Draws the askers' boards anew, no more often than the policy says."""
    numbers = rollcall.boards_due(desk.session, desk.real_now, AT_A_TIME)
    for number in numbers:
        found = rollcall_card.call_of(desk, number)
        assert found is not None
        rollcall.change(desk.session, found[1], board_at=None)
        _draw(desk, *found)
    return len(numbers)


def _draw(desk: Desk, notice: Broadcast, call: RollCall) -> None:
    words = board_words(desk, notice, call, counted(desk, call, areas(desk, notice, call), vulnerable=True))
    buttons = _buttons(desk, notice, words)
    row = desk.row_at(call.board_row)
    if row is None:
        new = desk.say(
            notice.author, "rollcall_board", words, purpose="rollcall_board", bot=notice.bot_id, buttons=buttons,
            key=f"board:{notice.id}",
        )  # fmt: skip
        rollcall.change(desk.session, call, board_row=new or None)
    else:
        desk.repaint(row, "rollcall_board", words, buttons)


def sweep_calls(desk: Desk) -> int:
    """The next step of each roll call: who has not answered is asked, it is closed, its result told, it is erased."""
    numbers = rollcall.due(desk.session, desk.now, AT_A_TIME)
    for number in numbers:
        found = rollcall_card.call_of(desk, number)
        assert found is not None
        _step(desk, *found)
    return len(numbers)


def _step(desk: Desk, notice: Broadcast, call: RollCall) -> None:
    if call.stage == CLOSED:
        rollcall.erase(desk.session, call)
    elif call.stage == ASKING and desk.now >= call.deadline_at:
        _close(desk, notice, call)
    elif (morning := quiet(desk).until(desk.now)) is not None:
        at = morning if call.stage == CLOSING else min(morning, call.deadline_at)
        rollcall.change(desk.session, call, due_at=at)
    elif call.stage == CLOSING:
        _tell_groups(desk, notice, call)
    else:
        act, name = (_list_for_stewards, "rollcall_steward") if call.chased else (_chase, "rollcall_chase")
        _, due = desk.policies.rollcall.next_step(desk.now, call.deadline_at, chased=True)
        rollcall.change(desk.session, call, chased=True, due_at=due)
        if notice.state in LIVE:
            log(desk, notice, name, told=act(desk, notice, call))


def _chase(desk: Desk, notice: Broadcast, call: RollCall) -> int:
    """Asks in private those who live there, whose chat is open and whose household has not answered."""
    where = areas(desk, notice, call)
    grids = [grid for grid, _ in where]
    have = rollcall.users_of(desk.session, call.id)
    keys = {key for grid in grids for key in rollcall.keys_of(desk.session, call.id, grid)}
    return chase(desk, notice, "rollcall_chase", buttons_of(desk, notice), where, have, keys)


def _list_for_stewards(desk: Desk, notice: Broadcast, call: RollCall) -> int:
    """The doors that have not answered, for the stewards who look after them, in private."""
    left: dict[int, list[Home]] = {}
    for place, home in counted(desk, call, areas(desk, notice, call), vulnerable=True).left:
        left.setdefault(place, []).append(home)
    told = 0
    for grid, homes in left.items():
        for officer, mine in doors_by_keeper(desk, grid, STEWARDS, homes):
            words = {
                "id": notice.id, "text": _title(desk, notice), "total": len(mine), "limit": call.deadline_at,
                "lines": by_unit(mine[:DOORS]), "more": len(mine[DOORS:]), "example": mine[0].key,
                "answer": call.question.example,
            }  # fmt: skip
            key = f"rollcall_steward:{notice.id}:{grid}:{officer.user}"
            told += bool(
                desk.say_once(key, officer.user, "rollcall_steward", words, purpose="rollcall_doors", priority=LOW)
            )
    return told


def _close(desk: Desk, notice: Broadcast, call: RollCall) -> None:
    """No more answers; the cards say so, and who asked gets the result with the list."""
    if not rollcall.move(desk.session, call, CLOSING, ASKING, due_at=desk.now, board_at=desk.real_now):
        return
    log(desk, notice, "rollcall_closed")
    for user in rollcall.users_of(desk.session, call.id) if call.question.parts > 1 else ():
        drop_rest(desk, notice.id, user)
    if notice.state not in LIVE:
        _end(desk, call)
        return
    broadcast_sending.cards_soon(desk.session, notice.id, desk.real_now)


def _tell_groups(desk: Desk, notice: Broadcast, call: RollCall) -> None:
    """One line a group, some groups at a time; the asker first."""
    _tell_asker(desk, notice, call)
    parts = rollcall.parts_after(desk.session, call, GROUPS_AT_A_TIME) if call.chat_id is None else []
    for part in parts:
        found = here(desk, call, part)
        words = {
            "text": _title(desk, notice), "answered": found.total.answered, "half": found.total.half,
            "sums": sums(call.question, found.total), "of": found.total.of, "building": part.building,
        }  # fmt: skip
        desk.say(
            part.chat_id, "rollcall_result", words, purpose="rollcall", bot=part.bot_id, topic=part.topic,
            replies=part.outbox_id, priority=LOW, key=f"result:{notice.id}:{part.id}",
        )  # fmt: skip
    if len(parts) < GROUPS_AT_A_TIME:
        _end(desk, call)
    else:
        rollcall.change(desk.session, call, told_part=parts[-1].id)


def _tell_asker(desk: Desk, notice: Broadcast, call: RollCall) -> None:
    mine = areas(desk, notice, call)
    found = counted(desk, call, mine)
    words = {
        "id": notice.id, "text": _title(desk, notice), "answered": found.total.answered, "half": found.total.half,
        "of": found.total.of, "left": len(found.left), "sums": sums(call.question, found.total),
        "doorless": found.doorless,
    }  # fmt: skip
    file = {"roll": notice.id, "areas": mine, "sheet": f"{notice.id} {_title(desk, notice)[:30]}.xlsx"}
    desk.say(
        notice.author, "rollcall_ended", words, encloses=file, purpose="rollcall_look", bot=notice.bot_id,
        key=f"rollcall:{notice.id}:ended", buttons=_buttons(desk, notice, words), priority=HIGH,
    )  # fmt: skip


def _end(desk: Desk, call: RollCall) -> None:
    keep = call.deadline_at + desk.policies.rollcall.keep
    rollcall.move(desk.session, call, CLOSED, CLOSING, due_at=max(keep, desk.now))
