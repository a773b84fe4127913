"""What handlers give to the answer of a figure: sample values of each kind, with and without anything to count."""

from collections.abc import Iterator
from typing import Any

KINDS = (
    "told", "done", "to_claim", "to_resolve", "satisfaction", "on_time", "response", "closed", "resolution", "reopened",
)  # fmt: skip


def speaks_of(name: str) -> bool:
    """Whether a message is about these."""
    return name == "query_figure"


def variants(locale: str) -> Iterator[dict[str, Any]]:
    """Every shape of values that the message may be given."""
    zh = locale == "zh"
    matter, when, beside = ("电梯故障", "今天", "昨天") if zh else ("Lift out of order", "today", "yesterday")
    for kind in KINDS:
        for count in (0, 1, 9):
            for place in ("", "3号楼" if zh else "Building 3 "):
                yield {
                    "kind": kind, "place": place, "when": when, "count": count, "left": count // 2,
                    "untaken": count // 4, "before": None if count == 1 else count, "beside": beside,
                    "so_far": 3 if count == 9 else None, "thing": matter if count == 9 else "", "waits": count // 3,
                    "matters": [{"name": matter, "count": each} for each in (5, 4)], "part": count // 2, "whole": count,
                    "closed": count, "half": 45, "most": 300,
                }  # fmt: skip
