"""What handlers give to the messages of call-outs and of groups for one matter: sample values, full and bare."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

NOW = datetime(2026, 11, 20, 0, 30, tzinfo=UTC)
PREFIXES = ("callout_", "temporary_", "profession_")
KINDS = (
    "activity", "broadcast", "callout", "ticket", "incident", "who", "private", "standing", "over", "unknown", "how",
)  # fmt: skip


def speaks_of(name: str) -> bool:
    """Whether a message is about these."""
    return name.startswith(PREFIXES)


def variants(locale: str) -> Iterator[dict[str, Any]]:
    """Every shape of values that any of these messages may be given."""
    for full in (True, False):
        for kind in KINDS:
            yield _given(locale, full) | {"kind": kind}


def _given(locale: str, full: bool) -> dict[str, Any]:
    return {"now": NOW, "id": 3, "until": NOW + timedelta(hours=8), "leaves": NOW + timedelta(days=1)}
