"""What may happen to a ticket in which state: one table."""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    OPEN = "open"
    CLAIMED = "claimed"
    ON_SITE = "on_site"
    RESOLVED = "resolved"
    SUSPENDED = "suspended"
    CLOSED = "closed"
    CLOSED_UNCONFIRMED = "closed_unconfirmed"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"
    MISTAKEN = "mistaken"


ACTIVE = frozenset({State.OPEN, State.CLAIMED, State.ON_SITE, State.SUSPENDED})
UNFINISHED = ACTIVE | {State.RESOLVED}
TAKEN = frozenset({State.CLAIMED, State.ON_SITE})


@dataclass(frozen=True, slots=True)
class Move:
    """From which states an action may start, and where it ends (None: where it was)."""

    sources: frozenset[State]
    target: State | None


def _move(sources: frozenset[State] | State, target: State | None) -> Move:
    return Move(sources if isinstance(sources, frozenset) else frozenset({sources}), target)


MOVES: dict[str, Move] = {
    # staff
    "claim": _move(State.OPEN, State.CLAIMED),
    "contact": _move(TAKEN, None),
    "arrive": _move(State.CLAIMED, State.ON_SITE),
    "resolve": _move(TAKEN, State.RESOLVED),
    "hand_over": _move(frozenset({State.OPEN}) | TAKEN, State.CLAIMED),
    "report_up": _move(frozenset({State.OPEN}) | TAKEN, State.OPEN),
    "mistake": _move(frozenset({State.OPEN}) | TAKEN, State.MISTAKEN),
    "note": _move(UNFINISHED, None),
    "believe": _move(UNFINISHED, None),
    "correct": _move(UNFINISHED, None),
    "recategorize": _move(UNFINISHED, None),
    "merge": _move(UNFINISHED, State.MERGED),
    # the desk itself
    "climb": _move(State.OPEN, State.OPEN),
    "silence": _move(State.RESOLVED, State.CLOSED_UNCONFIRMED),
    # residents
    "join": _move(UNFINISHED, None),
    "add": _move(UNFINISHED, None),
    "withdraw": _move(UNFINISHED, State.WITHDRAWN),
    "misread": _move(UNFINISHED, State.MISTAKEN),
    "confirm": _move(frozenset({State.RESOLVED, State.CLOSED_UNCONFIRMED}), State.CLOSED),
    "deny": _move(frozenset({State.RESOLVED, State.CLOSED_UNCONFIRMED}), State.CLAIMED),
    "come_back": _move(frozenset({State.RESOLVED, State.CLOSED_UNCONFIRMED, State.CLOSED}), State.CLAIMED),
    "rate": _move(State.CLOSED, None),
}

RATINGS = ("satisfied", "mostly", "unsatisfied")


def may(action: str, state: str) -> bool:
    """Whether the action may start from this state."""
    return state in MOVES[action].sources


def after(action: str, state: str) -> State:
    """The state after the action; raises ValueError where it may not start."""
    if not may(action, state):
        raise ValueError(f"{action} cannot start from {state}")
    return MOVES[action].target or State(state)
