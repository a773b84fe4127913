"""Whatever is said after whatever talk: what is apart, what is recalled, lists of names, and groups' ends."""

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from rules.apart import (
    is_apart,
    is_in_other_building,
    is_in_other_danger,
    is_in_other_unit,
    tells_other_unit,
)
from rules.chain import is_chain, lost, read_chain
from rules.flow import Past, about, beside, murmurs
from rules.recalling import of_known_supply, recalled
from rules.scene import OpenTicket, pairs_of
from rules.temporary import matter_in
from tests.rules.test_scene import MATTERS, NOON, TURNS, heard, ticket_lists, tickets
from tests.rules.words import NAMES, SAYINGS, WORDS

LINES = st.lists(
    st.sampled_from(
        ("接龙 体检", "1. 3-502 2人", "2、3栋2单元501 张 3", "3.老王家", "4 3-2-501 1", "谢谢", "", "5. 着火了")
    ),
    max_size=8,
).map("\n".join)


@settings(max_examples=80)
@given(WORDS, NAMES, tickets())
def test_what_is_apart_for_one_reason_is_apart(text: str, sender: str, ticket: OpenTicket) -> None:
    said = heard(text, sender)
    one = is_in_other_danger(said, ticket) or is_in_other_building(said, ticket, TURNS)
    assert is_apart(said, ticket, TURNS) or not one
    assert not is_in_other_unit(said, ticket, TURNS) or tells_other_unit(text, ticket.unit)


@settings(max_examples=80)
@given(SAYINGS, NAMES, ticket_lists())
def test_what_is_recalled_is_what_was_asked_or_a_tickets(text: str, sender: str, known: list[OpenTicket]) -> None:
    said = heard(text, sender)
    asked = next(iter(said.reading.requests), None)
    found = recalled(said, asked, known, TURNS)
    assert found is None or found.matter in {ticket.matter for ticket in known} | ({asked.matter} if asked else set())
    assert recalled(said, asked, [], TURNS) == asked
    assert not (asked and asked.danger) or found == asked


@settings(max_examples=80)
@given(SAYINGS, NAMES, st.lists(st.sampled_from(MATTERS), max_size=3))
def test_no_danger_is_taken_for_a_supply(text: str, sender: str, matters: list[str]) -> None:
    reading = heard(text, sender).reading
    found = of_known_supply(reading, text, matters)
    assert [each.danger for each in found.requests if each.danger] == [
        each.danger for each in reading.requests if each.danger
    ]
    assert {each.matter for each in found.requests} <= {*matters, *(each.matter for each in reading.requests)}
    assert of_known_supply(reading, text, []) == reading


@settings(max_examples=80)
@given(st.lists(st.tuples(NAMES, SAYINGS, st.integers(0, 400)), max_size=8), NAMES, SAYINGS)
def test_clues_of_the_talk_before_are_the_same_each_time(
    said: list[tuple[str, str, int]], sender: str, text: str
) -> None:
    past = [
        Past(name, words, NOON - timedelta(minutes=ago), "resident", (1,), 0.0, MATTERS[:1], pairs_of(words))
        for name, words, ago in sorted(said, key=lambda each: -each[2])
    ]
    assert list(about(past, 1, sender, NOON)) == list(about(past, 1, sender, NOON))
    pairs = pairs_of(text)
    assert list(beside(past, sender, pairs, NOON)) == list(beside(past, sender, pairs, NOON))
    assert list(murmurs(past, MATTERS, NOON)) == list(murmurs(past, MATTERS, NOON))
    assert list(about([], 1, sender, NOON)) == []


@given(LINES | WORDS)
def test_a_list_of_names_has_no_more_entries_than_lines_and_no_door_twice(text: str) -> None:
    chain = read_chain(text)
    doors = [entry.door for entry in chain.entries]
    assert len(chain.entries) + len(chain.unread) <= len(text.splitlines())
    assert len(doors) == len(set(doors))
    assert lost(chain, [chain]) == ()
    assert is_chain(text) == is_chain(text)


@given(WORDS | st.sampled_from(("128", "广播 12", "集合3", "到12月1日", "活动到明天8点")))
def test_a_group_for_one_matter_has_a_number_or_an_end(words: str) -> None:
    matter = matter_in(words, NOON)
    assert matter is None or (matter.kind == "activity") == (matter.until is not None)
    assert matter is None or matter.kind == "activity" or matter.number >= 0
