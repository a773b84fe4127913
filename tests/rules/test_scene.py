"""Whatever is said beside whatever tickets, a message is placed where it may be, and nothing hangs on chance."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.lexicon import load_reader
from rules.clues import clues
from rules.conversation import Conversation
from rules.hearing import Ear
from rules.joining import joins, named_together
from rules.parsing import Context, Request, read
from rules.placing import NEW, NONE, Weights, choices, options
from rules.scene import Heard, OpenTicket, Scene, is_fixed, is_over, is_same_here
from tests.rules.words import NAMES, SAYINGS, WORDS

NOON = datetime(2026, 3, 4, 4, tzinfo=UTC)
READER = load_reader()
TURNS, WEIGHTS = READER.lexicon.turns, Weights(READER.lexicon.clues)
EAR = Ear.of(READER)
MATTERS = ("property_repair.elevator_fault", "property_repair.leak", "utility.water_outage", "errand.delivery")


@st.composite
def ticket_lists(draw: st.DrawFn) -> list[OpenTicket]:
    """The tickets of a group, oldest first, with numbers as a table gives them."""
    numbers = sorted(draw(st.sets(st.integers(1, 10**6), max_size=5)))
    return [draw(tickets(number)) for number in numbers]


@st.composite
def tickets(draw: st.DrawFn, number: int = 1) -> OpenTicket:
    opened = NOON - timedelta(minutes=draw(st.integers(0, 3000)))
    opener = draw(NAMES)
    return OpenTicket(
        number, draw(st.sampled_from(MATTERS)), draw(st.sampled_from(("", "3", "12"))),
        draw(st.sampled_from(("", "2"))), draw(st.sampled_from(("", "501"))),
        opened_at=opened, heard_at=draw(st.sampled_from((opened, NOON))),
        resolved=draw(st.booleans()), words=draw(SAYINGS), people=frozenset({opener, draw(NAMES)}), opener=opener,
    )  # fmt: skip


def heard(text: str, sender: str, role: str = "resident", last: int = 0) -> Heard:
    return Heard(sender, text, NOON, role, read(text, Context(sender=sender), READER), last)


@settings(max_examples=120)
@given(WORDS, NAMES, st.sampled_from(("resident", "staff", "trader")), ticket_lists())
def test_a_message_goes_to_tickets_that_there_are_or_opens(
    text: str, sender: str, role: str, known: list[OpenTicket]
) -> None:
    said = heard(text, sender, role, known[-1].id if known else 0)
    placed = EAR.place(said, known)
    assert {link.ticket for link in placed.tickets if not link.opens} <= {ticket.id for ticket in known}
    assert placed == EAR.place(said, known)
    if any(link.opens for link in placed.tickets):
        assert placed.reading.kind == "request"
    if not placed.tickets:
        assert placed.reading.kind != "request"


@settings(max_examples=120)
@given(WORDS, NAMES, ticket_lists())
def test_every_place_is_weighed_once_and_the_best_stands_first(text: str, sender: str, known: list[OpenTicket]) -> None:
    scene = Scene(heard(text, sender), known, TURNS)
    assert [each.ticket for each in options(scene)] == [NONE, NEW, *(ticket.id for ticket in known)]
    ranked = choices(scene, WEIGHTS)
    assert ranked == sorted(ranked, reverse=True)
    told = {each.ticket: sum(WEIGHTS.get(clue, 0) for clue in each.clues) for each in options(scene)}
    assert {each.ticket: each.score for each in ranked} == pytest.approx(told, abs=1e-3)
    unweighed = [(each.score, each.ticket) for each in choices(scene, Weights({}))]
    assert unweighed == sorted(((0, each.ticket) for each in options(scene)), reverse=True)


@settings(max_examples=120)
@given(WORDS, NAMES, st.sampled_from(("resident", "staff", "trader")))
def test_what_asks_for_nothing_beside_nothing_is_talk_whatever_it_weighs(text: str, sender: str, role: str) -> None:
    said = heard(text, sender, role)
    weighed = Conversation(TURNS, WEIGHTS).beside(said, [])
    placed = EAR.place(said, [])
    assert bool(said.reading.requests) or weighed == (placed.reading.kind, placed.tickets)


@settings(max_examples=120)
@given(WORDS, NAMES, ticket_lists())
def test_clues_of_a_ticket_do_not_hang_on_the_order_of_others(text: str, sender: str, known: list[OpenTicket]) -> None:
    """Only which of several was spoken of last is told by where they stand."""
    by_place = {"spoke_last_in_it", "latest", "late"}
    scene, turned = (Scene(heard(text, sender), each, TURNS) for each in (known, known[::-1]))
    for ticket in known:
        told, again = ([clue for clue in clues(each, ticket) if clue not in by_place] for each in (scene, turned))
        assert told == again
        assert told.count("shared_words") <= 4


@settings(max_examples=120)
@given(st.lists(tickets(), max_size=4), tickets(), NAMES, st.sampled_from(("", "3", "12")))
def test_a_request_joins_only_the_same_unresolved_trouble(
    others: list[OpenTicket], ticket: OpenTicket, sender: str, building: str
) -> None:
    request = Request(ticket.matter, "P2", building)
    found = joins(request, [*others, ticket], NOON, sender)
    if found is not None:
        assert found.matter == request.matter and not found.resolved
        assert not building or found.building in ("", building)


@given(WORDS, NAMES, ticket_lists())
def test_several_are_named_only_with_several_buildings(text: str, sender: str, known: list[OpenTicket]) -> None:
    named = named_together(heard(text, sender), known)
    told = {ticket.building for ticket in known if ticket.id in named}
    assert all(f"{building}" in text for building in told)
    assert all(not ticket.resolved for ticket in known if ticket.id in named)


@given(WORDS)
def test_over_is_told_for_more_matters_where_it_is_told_for_all(text: str) -> None:
    assert not is_fixed(text, TURNS) or all(is_over(text, matter, TURNS) for matter in MATTERS)
    assert not (EAR.fixed(text) and EAR.again(text))
    assert not is_same_here(text * 40, TURNS) or not text


@settings(max_examples=40)
@given(st.lists(st.tuples(SAYINGS, NAMES), max_size=6))
def test_a_day_opens_tickets_in_order_and_speaks_of_none_before(said: list[tuple[str, str]]) -> None:
    talk, opened = Conversation(TURNS, WEIGHTS), 0
    for minute, (text, sender) in enumerate(said):
        reading = read(text, Context(sender=sender), READER)
        told = talk.hear(sender, text, NOON + timedelta(minutes=minute), "resident", reading)
        for link in told.tickets:
            assert link.ticket == opened + 1 if link.opens else link.ticket <= opened
            opened += link.opens
    assert len(talk.known(NOON)) == opened


@pytest.mark.parametrize(
    ("words", "over"),
    [
        ("铲干净了", True), ("纸箱运走了", True), ("门掰直了", True), ("两台都调试好了", True), ("挪了 可算", True),
        ("送电了", True), ("还没挪了", False), ("挪了没", False), ("铲完了一半", False), ("掏完了吗", False),
        ("挪了两步", False), ("又挪了一辆过来", False), ("挪了一下还挡着", False), ("送电了又跳", False),
        ("运走了又堆上了", False), ("保洁在运", False), ("围上了", False),
    ],
)  # fmt: skip
def test_what_is_cleared_away_is_done(words: str, over: bool) -> None:
    assert is_fixed(words, TURNS) is over


@pytest.mark.parametrize(
    ("words", "back"),
    [
        ("没事 孩子会弄", True), ("算了 我们自己找人", True), ("找到了 邻居拿错了", True), ("没事 物业来修不了", False),
        ("没事，我让儿子去看看漏成啥样", False), ("没事 孩子会送急诊", False), ("算了,我们自己找,找不到阀门", False),
        ("找到了,被别人拿走了", False),
    ],
)  # fmt: skip
def test_who_sees_to_it_themselves_takes_it_back(words: str, back: bool) -> None:
    assert EAR.takes_back(words) is back
