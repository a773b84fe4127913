"""Answering staff who ask for one figure: how many were told or done, how satisfied people are, how long it takes."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from handlers.desk import Desk
from handlers.query_asked import SHOWN, Where, at_house, cannot, house_told, kinds_of, leads, looks, readable, there
from handlers.query_counted import of_kind
from models.ticket import Ticket
from models.work import done_between, told_between
from rules.query_table import Asked, What
from rules.query_when import When
from rules.rates import Case, Rates, Ratio, Spread, rates_of
from rules.tickets import ACTIVE

MOST_MATTERS = 3
# What a figure of a day is told beside.
BESIDE = {"today": "yesterday", "yesterday": "before"}
COMPARED = BESIDE | {"week": "last_week", "month": "last_month"}
# Figures that only who leads a place is told, as the rates have them.
RATES: Mapping[What, Callable[[Rates], Ratio | Spread]] = {
    What.SATISFACTION: lambda rates: rates.satisfaction,
    What.TO_CLAIM: lambda rates: rates.claim,
    What.TO_RESOLVE: lambda rates: rates.resolve,
    What.ON_TIME: lambda rates: rates.on_time,
    What.RESPONSE: lambda rates: rates.response,
    What.CLOSED: lambda rates: Ratio(rates.rated.whole, rates.tickets),
    What.RESOLUTION: lambda rates: rates.resolution,
    What.REOPENED: lambda rates: rates.reopened,
}
# The tickets that a figure is about; an unkind word is read first.
SHOWN_OF: Mapping[What, Callable[[Ticket], bool]] = {
    What.REOPENED: lambda ticket: bool(ticket.reopened),
    What.SATISFACTION: lambda ticket: ticket.rating == "unsatisfied",
}


def told(desk: Desk, asked: Asked, where: Where) -> bool:
    """How many were told in a time, this month's where none is named, of what, and how many of them are left."""
    when = _when(asked)
    found = _told_in(desk, asked, where, when)
    if found is None:
        return cannot(desk)
    if asked.thing and not (found or kinds_of(desk, asked.thing)):
        return False
    beside = (COMPARED if asked.compared else BESIDE).get(when.kind, "")
    before = _told_in(desk, asked, where, When(beside, "")) if beside else None
    # Half a week is told beside the same half of the last one.
    gone = desk.local_now - when.bounds(desk.local_now)[0] if when.kind in ("week", "month") else None
    reached = When(beside, "").bounds(desk.local_now)[0] + gone if beside and gone else None
    matters = Counter(desk.matter(each.matter).name(desk.res.texts.locale) for each in found)
    figures = {
        "left": sum(each.state in ACTIVE for each in found),
        "untaken": sum(each.state == "open" and each.submitted_by is None for each in found),
        "before": None if before is None else len(before),
        "beside": When(beside, "").said(english=desk.res.texts.locale == "en") if beside else "",
        "thing": asked.thing,
        "so_far": sum(each.created_at < reached for each in before) if before is not None and reached else None,
        "matters": [{"name": name, "count": count} for name, count in matters.most_common(MOST_MATTERS)],
    }
    return _tell(desk, asked, where, when, found, figures)


def done(desk: Desk, asked: Asked, where: Where) -> bool:
    """How many were done in a time, this month's where none is named."""
    when = _when(asked)
    ended = done_between(desk.session, *when.bounds(desk.local_now), places=desk.town.held_below(desk.actor))
    found = at_house(asked.house, readable(desk, there(desk, where, ended)))
    return _tell(desk, asked, where, when, found, {"waits": sum(each.state == "resolved" for each in found)})


def rate(desk: Desk, asked: Asked, where: Where) -> bool:
    """A rate or a length of what was told in a time, with what it is of."""
    when = _when(asked)
    found = _told_in(desk, asked, where, when)
    if not leads(desk) or found is None:
        return cannot(desk)
    rates = rates_of(map(_case, found), desk.now)
    figure = RATES[asked.what](rates)
    if isinstance(figure, Ratio):
        told = {"part": figure.part, "whole": figure.whole, "closed": rates.rated.whole}
    else:
        told = {"whole": figure.count, "half": _minutes(figure.median), "most": _minutes(figure.p90)}
    is_shown = SHOWN_OF.get(asked.what)
    shown = list(filter(is_shown, found)) if is_shown else []
    return _tell(desk, asked, where, when, shown, told)


def _tell(
    desk: Desk, asked: Asked, where: Where, when: When, tickets: Sequence[Ticket], figures: dict[str, Any]
) -> bool:
    words: dict[str, Any] = {
        "kind": str(asked.what),
        "place": house_told(desk, asked.house, where),
        "when": when.said(english=desk.res.texts.locale == "en"),
        "count": len(tickets),
    }
    shown = tickets if len(tickets) <= SHOWN and asked.what is not What.DONE else []
    desk.reply("query_figure", words | figures, buttons=looks(desk, shown), purpose="asked")
    return True


def _when(asked: Asked) -> When:
    return asked.when or When("month", "")


def _told_in(desk: Desk, asked: Asked, where: Where, when: When) -> list[Ticket] | None:
    """What was told there in that time, the oldest first; None of a time to come."""
    since, until = when.bounds(desk.local_now)
    if since > desk.now:
        return None
    found = told_between(desk.session, desk.town.held_below(desk.actor), since, until)
    near = at_house(asked.house, readable(desk, there(desk, where, found)))
    return of_kind(desk, asked.thing, near) if asked.thing else near


def _case(ticket: Ticket) -> Case:
    return Case(
        matter=ticket.matter, state=ticket.state, level="grid", created=ticket.created_at, claimed=ticket.claimed_at,
        contacted=ticket.contacted_at, resolved=ticket.resolved_at, claim_due=ticket.claim_due_at,
        resolve_due=ticket.resolve_due_at, answer="solved" if ticket.state == "closed" else "", rating=ticket.rating,
        reopened=ticket.reopened,
    )  # fmt: skip


def _minutes(span: timedelta | None) -> int:
    return max(round((span or timedelta()).total_seconds() / 60), 1)
