"""How many tickets one person may open in a short while, so that a flood of messages is not a flood of tickets."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from rules.taxonomy import ServiceClass


@dataclass(frozen=True, slots=True)
class Flood:
    """`tickets` in any `minutes`; life safety may add `p0_tickets`: a talkative day locks nobody out."""

    tickets: int = 8
    minutes: float = 10
    p0_tickets: int = 3


def allowed(opened_at: Sequence[datetime], now: datetime, service_class: ServiceClass, limits: Flood) -> bool:
    """Whether one more ticket may be opened by a person who opened tickets at these moments (any order, aware)."""
    since = now - timedelta(minutes=limits.minutes)
    opened = sum(1 for moment in opened_at if moment > since)
    extra = limits.p0_tickets if service_class is ServiceClass.P0 else 0
    return opened < limits.tickets + extra
