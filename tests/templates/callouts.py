"""What handlers give to the messages of call-outs and of groups for one matter: sample values, full and bare."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

NOW = datetime(2026, 11, 20, 0, 30, tzinfo=UTC)
PREFIXES = ("callout_", "temporary_", "profession_")
KINDS = (
    "activity", "broadcast", "callout", "ticket", "incident", "who", "private", "standing", "over", "unknown", "how",
    "caller", "when", "past", "far", "where", "place", "which", "elsewhere", "role", "many", "asleep", "nobody",
)  # fmt: skip
STATES = (
    "calling", "over", "cancelled", "seated", "reserve", "declined", "withdrew", "arrived", "absent", "replaced",
    "asked",
)  # fmt: skip


def speaks_of(name: str) -> bool:
    """Whether a message is about these."""
    return name.startswith(PREFIXES)


def variants(locale: str) -> Iterator[dict[str, Any]]:
    """Every shape of values that any of these messages may be given."""
    for full in (True, False):
        base = _given(locale, full)
        for kind in KINDS:
            yield base | {"kind": kind, "state": "calling", "why": "time", "minutes": 60}
        for state in STATES:
            for why in ("complete", "again"):
                yield base | {"kind": "who", "state": state, "why": why, "minutes": 10}


def _given(locale: str, full: bool) -> dict[str, Any]:
    zh = locale == "zh"
    role, name = ("网格员", "高晓燕") if zh else ("Grid worker", "Gao Xiaoyan")
    row = {"role": role, "got": 2 * full, "of": 3, "people": 1 if full else 9, "names": [name] * full,
           "reserve": 1 * full, "asked": 2 * full, "later": 1 * full, "arrived": 1 * full}  # fmt: skip
    return {
        "now": NOW, "id": 3, "until": NOW + timedelta(hours=8), "leaves": NOW + timedelta(days=1), "at": NOW,
        "spot": "采样点" if zh else "the gate", "note": ("带手电" if zh else "bring a lamp") * full, "by": name,
        "words": "医生" if zh else "doctor", "role": role, "again": full, "count": 2 * full, "rows": [row, row],
        "later": 1 * full,
        "complete": full, "names": [name, name],
        "missing": [{"role": role, "count": 1, "asked": 2 * full}] * (1 + full),
        "morning": NOW if full else None, "ringing": 1, "people": 1,
        "told": 2 * full, "there": full, "unreachable": 1 * full, "name": name,
        "profession": "医生" if zh else "doctor", "take": full, "holders": [{"name": name, "words": ["x"]}] * full,
    }  # fmt: skip
