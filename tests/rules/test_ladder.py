"""One due moment for all clocks of a ticket: never later than any of them asks, and none where nothing is owed."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from config.policies import load_policies
from rules.escalation import due
from rules.ladder import Policies, Standing, next_moment, pauses_of, resolve_due
from rules.taxonomy import ServiceClass
from rules.tickets import State
from rules.town import Level

NOON = datetime(2026, 3, 4, 4, tzinfo=UTC)
SHANGHAI = ZoneInfo("Asia/Shanghai")
GIVEN = load_policies(None, SHANGHAI)
HOURS = GIVEN.duty_hours
minutes = st.integers(0, 20_000).map(lambda count: NOON + timedelta(minutes=count))
maybe = st.none() | minutes


def policies(service_class: ServiceClass) -> Policies:
    ladder = GIVEN.ladder
    return Policies(
        GIVEN.claims[service_class], ladder.contact.get(service_class), ladder.resolve.get(service_class),
        ladder.closing, ladder.answer_wait, HOURS,
    )  # fmt: skip


@st.composite
def standings(draw: st.DrawFn) -> Standing:
    return Standing(
        draw(st.integers(1, 99)), draw(st.sampled_from(list(State))), draw(st.sampled_from((Level.GRID, Level.STREET))),
        NOON, draw(minutes), step=draw(st.integers(0, 9)), rung=draw(st.integers(0, 9)), taken=draw(maybe),
        contacted=draw(maybe), waiting=draw(maybe), review=draw(maybe), resolved=draw(maybe), closed=draw(maybe),
    )  # fmt: skip


@given(st.sampled_from(list(ServiceClass)), standings(), minutes)
def test_no_clock_of_a_ticket_is_slept_through(service_class: ServiceClass, ticket: Standing, now: datetime) -> None:
    given_ = policies(service_class)
    found = next_moment(given_, ticket, now)
    owed = [ticket.waiting + given_.answer_wait] if ticket.waiting else []
    if ticket.state == State.SUSPENDED and ticket.review:
        owed.append(ticket.review)
    if ticket.state == State.OPEN:
        claim = due(given_.claim, ticket.step, ticket.began, HOURS)
        owed += [claim] if claim else []
    assert all(found is not None and found <= moment for moment in owed)
    if ticket.state in (State.WITHDRAWN, State.MERGED, State.MISTAKEN) and not ticket.waiting:
        assert found is None


@given(st.sampled_from(list(ServiceClass)), standings())
def test_a_question_to_the_resident_never_shortens_the_time(service_class: ServiceClass, ticket: Standing) -> None:
    asked, plain = (resolve_due(policies(service_class), each) for each in (ticket, replace(ticket, waiting=None)))
    assert (asked is None) == (plain is None)
    assert asked is None or plain is None or asked >= plain
    assert len(pauses_of(policies(service_class), ticket)) == bool(ticket.waiting)
