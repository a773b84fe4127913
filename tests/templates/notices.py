"""What handlers give to the messages of notices, receipts and schedules: sample values, full and bare."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from rules.receipts import Home, Line

NOW = datetime(2026, 11, 20, 0, 30, tzinfo=UTC)
FAULTS = (
    "unknown", "which", "which_house", "who", "nobody", "elsewhere",
    "wave", "file", "album", "long", "bots", "past", "far", "over", "odd",
    "owner", "incomplete", "households", "deadline", "choices", "closed", "named", "aged",
    "none", "moment", "rule", "photos", "question", "refused", "refused_file", "unsaid", "sent", "fixed", "whole",
    "hour",
)  # fmt: skip
STATES = (
    "sending", "waiting", "discarded", "rejected", "late", "changed", "changing", "recalled", "too_old", "done", "odd",
    "active", "paused", "ended",
)  # fmt: skip
LISTED = ("waiting", "sending", "queued", "done", "recalled", "rejected", "late")
KINDS = ("", "water", "power", "gas", "weather", "clinic", "fraud", "meeting", "payment", "activity", "rollcall")
FIELDS = ("when", "at", "until", "level", "where", "why", "what", "todo", "how", "*")
PREFIXES = ("broadcast_", "fact_", "receipt_", "roster_", "schedule_", "audience_list_")


def speaks_of(name: str) -> bool:
    """Whether a message is about notices."""
    return name.startswith(PREFIXES)


def _said(locale: str, full: bool) -> dict[str, Any]:
    zh = locale == "zh"
    return {
        "text": "今天下午来社区领表" if zh else "Please fetch the form",
        "words": "今天下午来社区领表" if zh else "Please fetch the form",
        "name": ("陈书记" if zh else "Secretary Chen") * full,
        "author": "高晓燕" if zh else "Gao Xiaoyan",
        "approver": ("社区书记" if zh else "Community secretary") * full,
        "role": "社区书记" if zh else "Community secretary",
        "place": "达濠社区" if zh else "Dahao",
        "issuer": "达濠社区" if zh else "Dahao",
        "names": ["一网格群" if zh else "Grid One"],
        "reason": ("太早了" if zh else "too early") * full,
        "rule": "每天 08:30" if zh else "every day 08:30",
        "where": ("社区一楼" if zh else "ground floor") * full,
        "why": "换管道" if zh else "new pipes",
        "what": "领表" if zh else "forms",
        "asks": ("每户点人数：参加" if zh else "Each household presses a number") * full,
        "how": "到窗口办" if zh else "at the desk",
        "todo": "带身份证" if zh else "bring your card",
        "weekday": "一" if zh else "Mon",
        "weekdays": ["一", "三"] if zh else ["Mon", "Wed"],
        "fields": ["时间", "原因"] if zh else ["when", "why"],
        "building": "3" * full,
        "called": "骨干" if zh else "core",
        "lists": [("骨干", "高晓燕") if zh else ("core", "Gao Xiaoyan")] * full,
        "signed": (["高晓燕"] if zh else ["Gao Xiaoyan"]) * full,
        "unsigned": (["高亚丽"] if zh else ["Gao Yali"]) * full,
        "recognised": ["13812345678"] * full,
        "unheard": (["朝阳社区"] if zh else ["Chaoyang"]) * full,
        "by": "陈书记" if zh else "Secretary Chen",
    }


def variants(locale: str) -> Iterator[dict[str, Any]]:
    """Every shape of values that any of these messages may be given."""
    for full in (True, False):
        base = _said(locale, full) | _counted(full)
        for state in STATES:
            yield base | {"state": state, "kind": "water", "field": "when", "why": base["why"]}
        yield base | {"open": False, "state": "done", "kind": "", "field": "*"}
        for fault in FAULTS:
            yield base | {"state": "done", "kind": fault if fault in FAULTS else "", "field": "*"}
        for why in ("approval", "over", "nobody", "past", "late", "owner", "quiet", "red", ""):
            yield base | {"state": "active", "kind": "", "field": "at", "why": why}
        for kind in KINDS:
            yield base | {"state": "done", "kind": kind, "field": "what"}
        for field in FIELDS:
            yield base | {"state": "done", "kind": "water", "field": field}


def _counted(full: bool) -> dict[str, Any]:
    homes = [Home("3", "2", "501"), Home("3", "2", "502")]
    listed = [
        {"id": n, "state": state, "text": "x", "at": NOW, "rule": "y", "weekday": "", "next": NOW, "name": "z"}
        for n, state in enumerate(LISTED)
    ]
    return {
        "now": NOW, "id": 12, "again": full, "link": "https://t.me/desk_bot?start=b" * full, "level": "red" * full,
        "starts": NOW if full else None, "ends": NOW + timedelta(hours=8), "call": "12345", "change": full,
        "buildings": ["3", "5"] * full, "whom": "3" * full, "readers": "",
        "lines": [Line("3", 41, 56), Line("5", 3), Line("", 2)] * full, "closed": full,
        "groups": 9375 if full else 1, "people": 2 * full, "unreachable": 1 * full,
        "households": full, "personal": not full,
        "hushed": 3 * full, "everybody": full, "doors": full, "dated": full, "by_night": False, "messages": 9375,
        "seconds": 347 if full else 1, "every": 10 * full, "receipts": full, "lead": 24 * full,
        "leaves": NOW + timedelta(hours=12) if full else None, "total": 9375 if full else 2, "sent": 3120, "moving": 5,
        "failed": 5 * full, "refused": 4 * full, "late": 3 * full, "recalled": 9, "waiting": 1, "queued": 1,
        "following": None,
        "notices": listed * full, "own": listed[:2],
        "schedules": [{**each, "state": state} for each in listed for state in ("active", "paused")] * full,
        "known": 1 * full, "number": 9 * full, "count": 2, "before": 1 * full, "homes": homes, 
        "since": NOW, "apart": 30, "recurring": not full, "schedule": 2, "taken": 41,
        "of": 56 * full, "missing": 15, "strike": full, "next": NOW, "moment": NOW, "at": "08:30", "days": [1] * full,
        "unlisted": ["3-9-1999"] * full, "which": [["3-2-501", "5-2-501"]] * full, "open": full, "silent": 4 * full,
        "gone": full, "last": full, "stage": "private" if full else "",
        "months": [3] * full, "working": full,
    }  # fmt: skip
