"""The lists of roll calls and door campaigns as tables: every household, what is left first."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlmodel import Session

from bot.sheets import Cell, Table
from models import door, rollcall
from rules.doors import OPEN
from rules.houses import as_called
from rules.receipts import Home
from rules.rollcall import COUNTS
from rules.rollcall_board import DOORLESS, board, home_of
from rules.routing import Directory
from templates import Texts

HOME = ("grid", "building", "unit", "room")
Time = Callable[[datetime | None], str]


def rollcall_table(session: Session, town: Directory, texts: Texts, time: Time, asked: Mapping[str, Any]) -> Table:
    """The households of some grids with what each has answered; those that have not come first."""
    word, call = texts.word, rollcall.fetch(session, asked["roll"])
    areas = [(place, list(buildings)) for place, buildings in asked["areas"]]
    grids = [place for place, _ in areas]
    if call is None:
        return Table(word("sheet_rollcall"), [word(f"sheet_{name}") for name in HOME], [])
    question = call.question
    found = board(rollcall.homes_of(session, areas), rollcall.answers_of(session, call.id, grids), question)
    told: dict[tuple[int, str], dict[int, Any]] = {}
    for row in rollcall.told_of(session, call.id, grids):
        told.setdefault((row.place_id, row.household), {})[row.item] = row
    items = list(question.items) if question.shape == COUNTS else [word("sheet_choice")]
    header = [*(word(f"sheet_{name}") for name in ("answered", *HOME)), *items]
    header += [word(f"sheet_{name}") for name in ("told", "answered_at", "note")]
    rows = [_left(town, word, place, home, told, len(items)) for place, home in found.left]
    for (place, key), values in told.items():
        if (place, key) not in found.half or key.startswith(DOORLESS):
            rows.append(_answer(town, word, time, (place, key), values, question.items, question.shape))
    return Table(word("sheet_rollcall"), header, rows)


def _left(
    town: Directory, word: Callable[[str], str], place: int, home: Home, told: Mapping[Any, Any], items: int
) -> list[Cell]:
    values = told.get((place, home.key), {})
    state = word("sheet_half") if values else word("sheet_no")
    numbers: list[Cell] = [values[item].value if item in values else None for item in range(items)]
    return [state, *_home(town, place, home), *numbers, None, None, None]


def _answer(
    town: Directory, word: Callable[[str], str], time: Time, whose: tuple[int, str], values: Mapping[int, Any],
    items: Sequence[str], shape: str,
) -> list[Cell]:  # fmt: skip
    place, key = whose
    home = Home("", "", "") if key.startswith(DOORLESS) else home_of(key)
    last = max(values.values(), key=lambda row: row.at)
    counts: list[Cell] = [values[item].value if item in values else None for item in range(len(items))]
    chosen: list[Cell] = counts if shape == COUNTS else [items[values[0].value]]
    state = word("sheet_doorless") if key.startswith(DOORLESS) else word("sheet_yes")
    return [state, *_home(town, place, home), *chosen, word(f"told_{last.how}"), time(last.at), last.note]


def _home(town: Directory, place: int, home: Home) -> list[Cell]:
    return [town.spots[place].name if place in town.spots else "", as_called(home.building), home.unit, home.room]


def doors_table(session: Session, town: Directory, texts: Texts, time: Time, asked: Mapping[str, Any]) -> Table:
    """The households of a campaign with what became of each; those that nobody has reached come first."""
    word = texts.word
    names = ("outcome", *HOME, "tries", "visited_by", "answered_at", "note")
    rows = sorted(door.rows_of(session, asked["doors"]), key=lambda row: (row.state not in OPEN, row.turn))
    told: list[list[Cell]] = [
        [
            word(f"door_{row.state}"), *_home(town, row.place_id, Home(row.building, row.unit, row.room)), row.tries,
            town.officers[row.by].name if row.by in town.officers else "", time(row.at), row.note,
        ]
        for row in rows
    ]  # fmt: skip
    return Table(word("sheet_doors"), [word(f"sheet_{name}") for name in names], told)
