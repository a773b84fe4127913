"""Plays the audit log of a ticket back to how the ticket stands, and finds what could not have happened."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from rules.tickets import MOVES, State, may

Event = tuple[str, Mapping[str, Any]]


class Impossible(ValueError):
    """The log tells something that no ticket does."""


def after(action: str, state: str) -> State:
    """The state after an action that may start there."""
    assert may(action, state), f"{action} from {state}"
    return MOVES[action].target or State(state)


def replay(events: Iterable[Event]) -> dict[str, Any]:
    """How a ticket stands after these events, (kind, data) in order: what is told of it, nothing empty.

    An event's `did` names the actions it stands for, its `now` what they have changed. Raises Impossible for an action
    that may not start from where the ticket was, and for one that ended elsewhere.
    """
    standing: dict[str, Any] = {}
    for kind, data in events:
        state = standing.get("state")
        for action in data.get("did", ()):
            if state is None or not may(action, state):
                raise Impossible(f"{kind}: {action} from {state}")
            state = after(action, state)
        standing |= data.get("now", {})
        if state is not None and standing["state"] != state:
            raise Impossible(f"{kind}: {standing['state']} instead of {state}")
    return {name: _moment(value) for name, value in standing.items() if value not in (None, 0, "", False)}


def _moment(value: Any) -> Any:
    try:
        return datetime.fromisoformat(value) if isinstance(value, str) and len(value) > 18 else value
    except ValueError:
        return value
