"""What the audit log keeps of a ticket: how it was opened, and what has changed since it was last told."""

from datetime import datetime
from typing import Any

from sqlmodel import Session, SQLModel

# What the audit log can be played back to, and where what is not recorded yet waits in a session.
STANDING = frozenset({
    "state", "level", "place_id", "claimed_by", "matter", "service_class", "reopened", "bounces",
    "extended", "waiting_since", "review_at", "merged_into", "ruled", "colour", "rating", "rung", "taken_at",
    "contacted_at", "contact_asked_at", "resolved_at", "closed_at", "asked_again_at",
})  # fmt: skip
_IN_ORDER = sorted(STANDING)
UNRECORDED = "unrecorded"


def note_change(session: Session, ticket: int, action: str, changed: dict[str, Any]) -> None:
    """Keeps what an action has changed of a ticket's standing until it is recorded."""
    waiting = session.info.setdefault(UNRECORDED, {}).setdefault(ticket, {"did": [], "now": {}})
    waiting["did"].append(action)
    waiting["now"] |= changed


def changes_of(session: Session, ticket: int) -> dict[str, Any]:
    """What was done to a ticket's standing since it was last recorded, for the log: `did` and `now`."""
    found: dict[str, Any] = session.info.get(UNRECORDED, {}).pop(ticket, {})
    return found


def opening_of(ticket: SQLModel) -> dict[str, Any]:
    """How a new ticket stands, for the log: what is told of it."""
    kept = vars(ticket)
    return {name: plainly(value) for name in _IN_ORDER if (value := kept[name]) not in (None, 0, "")}


def plainly(value: Any) -> Any:
    """A value as the log keeps it."""
    return value.isoformat() if isinstance(value, datetime) else value
