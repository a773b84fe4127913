"""Who must agree to what somebody proposes for a ticket: 挂账, 延期, 不实, a second 退单."""

from collections.abc import Collection
from typing import Literal

from rules.town import Level

Kind = Literal["suspend", "extend", "false_report", "bounce"]
Group = frozenset[Level]


def needed(kind: Kind, approvers: Collection[Level]) -> tuple[Group, ...]:
    """One level of each group must agree; `approvers` are those who may suspend."""
    return {
        "suspend": (frozenset(approvers),),
        "extend": (frozenset({Level.GRID, Level.COMMUNITY, Level.STREET}),),
        "false_report": (frozenset({Level.COMMUNITY}), frozenset({Level.STREET})),
        "bounce": (frozenset({Level.STREET}),),
    }[kind]


def missing(kind: Kind, agreed: Collection[Level], approvers: Collection[Level]) -> tuple[Group, ...]:
    """The groups of which nobody has agreed yet; none when it is agreed."""
    return tuple(group for group in needed(kind, approvers) if not group & set(agreed))


def may_decide(kind: Kind, level: Level | None, agreed: Collection[Level], approvers: Collection[Level]) -> bool:
    """Whether the word of this level is waited for."""
    return any(level in group for group in missing(kind, agreed, approvers))
