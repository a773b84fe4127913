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
FREE = frozenset({State.OPEN}) | TAKEN
ANSWERED = frozenset({State.CLOSED, State.CLOSED_UNCONFIRMED})
DONE = frozenset({State.RESOLVED}) | ANSWERED


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
    "take_back": _move(State.RESOLVED, State.CLAIMED),
    "submit": _move(TAKEN, State.OPEN),
    "hand_over": _move(FREE, State.CLAIMED),
    "report_up": _move(FREE, State.OPEN),
    "bounce": _move(FREE, State.OPEN),
    "question": _move(TAKEN | {State.SUSPENDED}, None),
    "extend": _move(FREE, None),
    "suspend": _move(FREE, State.SUSPENDED),
    "move_review": _move(State.SUSPENDED, None),
    "resume": _move(State.SUSPENDED, State.CLAIMED),
    "supervise": _move(ACTIVE, None),
    "state": _move(UNFINISHED, None),
    "mistake": _move(FREE, State.MISTAKEN),
    "unmistake_open": _move(State.MISTAKEN, State.OPEN),
    "unmistake_claimed": _move(State.MISTAKEN, State.CLAIMED),
    "unmistake_on_site": _move(State.MISTAKEN, State.ON_SITE),
    "false_report": _move(ACTIVE, State.MISTAKEN),
    "note": _move(UNFINISHED, None),
    "believe": _move(UNFINISHED, None),
    "correct": _move(UNFINISHED, None),
    "recategorize": _move(UNFINISHED, None),
    "merge": _move(UNFINISHED, State.MERGED),
    # the desk itself
    "climb": _move(State.OPEN, State.OPEN),
    "contact_asked": _move(TAKEN, None),
    "lapse": _move(TAKEN, State.OPEN),
    "rung": _move(ACTIVE, None),
    "go_on": _move(UNFINISHED, None),
    "wake": _move(State.SUSPENDED, State.OPEN),
    "silence": _move(State.RESOLVED, State.CLOSED_UNCONFIRMED),
    "follow_up": _move(ANSWERED, None),
    "clock": _move(UNFINISHED, None),
    # residents
    "join": _move(UNFINISHED, None),
    "add": _move(UNFINISHED, None),
    "withdraw": _move(UNFINISHED, State.WITHDRAWN),
    "misread": _move(UNFINISHED, State.MISTAKEN),
    "confirm": _move(frozenset({State.RESOLVED, State.CLOSED_UNCONFIRMED}), State.CLOSED),
    "deny": _move(frozenset({State.RESOLVED, State.CLOSED_UNCONFIRMED}), State.CLAIMED),
    "come_back": _move(DONE, State.CLAIMED),
    "come_back_up": _move(DONE, State.OPEN),
    "rate": _move(State.CLOSED, None),
}

RATINGS = ("satisfied", "mostly", "unsatisfied")


def is_done(state: str, submitted: bool) -> bool:
    """Whether the work on a ticket is said to be done: what is told now is new, or it is back."""
    return submitted or state not in ACTIVE


def may(action: str, state: str) -> bool:
    """Whether the action may start from this state."""
    return state in MOVES[action].sources
