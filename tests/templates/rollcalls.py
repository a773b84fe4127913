"""What handlers give to the messages of roll calls, chains and door campaigns: sample values, full and bare."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from rules.rollcall_board import Row

NOW = datetime(2026, 11, 20, 0, 30, tzinfo=UTC)
PREFIXES = ("rollcall_", "chain_", "door_")
FAULTS = (
    "unknown",
    "which",
    "which_house",
    "nothing",
    "past",
    "people",
    "unlisted",
    "nobody_left",
    "elsewhere",
    "odd",
    "unwritten",
)
STATES = ("waiting", "away", "phoned", "visited", "refused", "proxy", "answered", "running", "done", "ended")


def speaks_of(name: str) -> bool:
    """Whether a message is about roll calls, chains or door campaigns."""
    return name.startswith(PREFIXES)


def variants(name: str, locale: str) -> Iterator[dict[str, Any]]:
    """Every shape of values that this message may be given."""
    settles = name in ("door_noted", "door_taken")
    for full in (True, False):
        base = _said(locale, full) | _numbers(full) | _lines(name, locale, full)
        for state in STATES[:7] if settles else STATES[7:]:
            yield base | {"state": state, "kind": "past"}
        for kind in FAULTS:
            yield base | {"kind": kind, "state": "visited" if settles else "running"}
        for counts in (True, False):
            yield base | {"counts": counts, "kind": "past", "state": "visited" if settles else "running"}
        yield base | {"left": 0, "listed": False, "over": False, "kind": "past", "state": "away" if settles else "done"}


def _said(locale: str, full: bool) -> dict[str, Any]:
    zh = locale == "zh"
    return {
        "text": "体检几人参加" if zh else "how many people come",
        "title": ("体检报名" if zh else "check-up") * full,
        "group": "第一网格居民群" if zh else "Residents of Grid One",
        "name": ("高晓燕" if zh else "Gao Xiaoyan") * full,
        "names": ["高晓燕"] if zh else ["Gao Xiaoyan"],
        "choice": "参加" if zh else "Yes",
        "items": ["下楼", "上门"] if zh else ["come", "visit"],
        "said": "需要帮助" if zh else "Need help",
        "missing": ["上门"] * full if zh else ["visit"] * full,
        "measure": "人" if zh else "people",
        "words": "3号楼" if zh else "Building 3",
        "unread": ["6. 王阿姨" if zh else "6. Mrs Wang"] * full,
        "values": [{"item": "下楼" if zh else "come", "count": 2}],
        "sums": [{"item": "下楼" if zh else "come", "count": 63, "measure": "人" if zh else "people", "counts": full}],
        "silent": ["第二网格"] * full if zh else ["Grid Two"] * full,
    }


def _numbers(full: bool) -> dict[str, Any]:
    return {
        "now": NOW, "limit": NOW + timedelta(hours=9), "id": 12, "number": 7 * full, "known": full, "counts": full,
        "building": "3" * full, "change": full, "closed": not full, "typed": full, "most": 4, "more": 4 * full,
        "answered": 41 * full, "of": 56 * full or None, "left": 15 * full, "doorless": 3 * full, "asked": full,
        "half": 2 * full,
        "count": 5, "gone": ["1-1-202 1"] * full, "follows": full, "forwarded": not full, "told": full,
        "doors": [{"key": "3-2-501", "half": full}] * full, "link": "https://t.me/desk_bot?start=r" * full,
        "home": "3-2-501", "hold": 30, "listed": full, "back": full, "over": not full, "away": 2 * full,
        "next": NOW + timedelta(hours=4) if full else None, "again": NOW + timedelta(hours=4) if full else None,
        "at": NOW if full else None, "homes": 56, "total": 56, "people": 9 if full else 0, "unlisted": ["7"] * full,
        "which": ["35"] * full,
        "wordless": ["3-1-101"] * full, "n": 128, "helped": [128, 129] * full, "night": "12345" * full,
        "numbers": {"police": "110", "ambulance": "120"},
        "calls": [{"id": 1, "text": "x", "closed": full, "limit": NOW}] * full,
        "campaigns": [{"text": "x", "state": state, "limit": NOW} for state in STATES[7:]] * full,
    }  # fmt: skip


def _lines(name: str, locale: str, full: bool) -> dict[str, Any]:
    place = "第一网格" if locale == "zh" else "Grid One"
    row = Row(1, "3", "1", 41, 56, (63,), 2)
    buildings = [{"building": "3", "count": 41}] if name == "door_preview" else ["3", "5"]
    lines = {
        "rollcall_face": [row] * full,
        "rollcall_board": [
            {"place": place * full, "building": "3", "answered": 41, "of": 56, "half": 2, "sums": (), "units": [row]}
        ],
        "door_progress": [{"place": place * full, "building": "3", "left": 15, "homes": 56, "away": 2 * full}],
    }
    if name == "rollcall_steward":
        lines[name] = [("3", "2" * full, ["101", "102"])]
    return {"buildings": buildings, "lines": lines.get(name, []), "example": "3-2-101", "answer": "2"}
