"""Which of two places a message is of that weigh nearly alike."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.lexicon import load_reader
from rules.choosing import chosen, unless_slight
from rules.flow import Past
from rules.parsing import Reading, Request
from rules.placing import NEW, NONE, Choice
from rules.scene import Heard, OpenTicket, Scene

NOON = datetime(2026, 3, 4, 4, tzinfo=UTC)
TURNS = load_reader().lexicon.turns
LONG = "这个话说得很长所以不算是几个字的回答了"
ASKED, IN_DANGER = (Request("property_repair.leak", "P2"),), (Request("safety_hazard.fire", "P0", danger="fire"),)


def heard(grip: float, requests: tuple[Request, ...]) -> Heard:
    return Heard("6-1-402", "", NOON, "resident", Reading("chatter", requests, grip=grip), last=7)


@pytest.mark.parametrize(
    ("ahead", "second", "grip", "requests", "taken"),
    [
        # of the ticket just spoken of, where hardly anything of its own is felt
        (0.4, 7, 0.2, ASKED, 7),
        (0.4, 7, 0.2, (), 7),
        (0.4, 7, 0.6, ASKED, NEW),
        (1.2, 7, 0.2, ASKED, NEW),
        (0.4, 5, 0.2, ASKED, NEW),
        (0.4, 7, 0.2, IN_DANGER, NEW),
        # talk, where nothing is asked for
        (0.4, NONE, -0.4, (), NONE),
        (0.4, NONE, 0.2, (), NEW),
        (0.4, NONE, -0.4, ASKED, NEW),
        (1.2, NONE, -0.4, (), NEW),
    ],
)
def test_what_is_hardly_new_opens_nothing(
    ahead: float, second: int, grip: float, requests: tuple[Request, ...], taken: int
) -> None:
    assert unless_slight(heard(grip, requests), [Choice(ahead, NEW), Choice(0.0, second)]) == taken


@given(
    st.lists(
        st.tuples(st.floats(-3, 3), st.sampled_from([NONE, NEW, 5, 7])), min_size=2, unique_by=lambda each: each[1]
    ),
    st.floats(-1, 2),
    st.sampled_from([(), ASKED, IN_DANGER]),
)
def test_only_what_hardly_leads_gives_way(
    scored: list[tuple[float, int]], grip: float, requests: tuple[Request, ...]
) -> None:
    ranked = sorted((Choice(*each) for each in scored), reverse=True)
    taken = unless_slight(heard(grip, requests), ranked)
    assert taken in (ranked[0].ticket, ranked[1].ticket)
    if ranked[0].ticket != NEW or requests == IN_DANGER or ranked[0].score - ranked[1].score >= 1:
        assert taken == ranked[0].ticket
    assert not (taken == NONE and requests and ranked[0].ticket == NEW)


def scene(words: str, gap: float, last: tuple[int, ...], grave: bool = False, sender: str = "8-2-301") -> Scene:
    past = (Past(sender, "谁拿去", NOON - timedelta(minutes=gap), "resident", last),)
    told = Heard("6-1-402", words, NOON, "resident", Reading("chatter", ()), last[-1] if last else 0, past=past)
    return Scene(told, [OpenTicket(7, "x", service_class="P0" if grave else "P2")], TURNS)


@pytest.mark.parametrize(
    ("words", "role", "ahead", "requests", "over", "taken"),
    [
        ("楼下那么响", "resident", 1.2, (), False, 7),
        ("电瓶车推不动", "resident", 1.2, ASKED, True, 7),
        ("电瓶车推不动", "resident", 1.6, (), False, NEW),
        ("电瓶车推不动", "resident", 1.2, IN_DANGER, False, NEW),
        ("电瓶车推不动", "staff", 1.2, ASKED, False, NEW),
        ("门又关不严了", "resident", 1.2, ASKED, True, NEW),
        ("门又关不严了", "resident", 1.2, ASKED, False, 7),
        (LONG, "resident", 1.2, ASKED, False, NEW),
    ],
)
def test_a_few_words_open_nothing_where_a_ticket_is_nearly_as_likely(
    words: str, role: str, ahead: float, requests: tuple[Request, ...], over: bool, taken: int
) -> None:
    told = replace(scene(words, 5, ()).heard, role=role, reading=Reading("chatter", requests, grip=0.6))
    place = Scene(told, [OpenTicket(7, "property_repair.leak", resolved=over)], TURNS)
    assert chosen(place, [Choice(ahead, NEW), Choice(0.0, 7)]) == taken


@pytest.mark.parametrize(
    ("matter", "taken"),
    [
        ("dispute.noise", NEW),
        ("property_repair.drain_block", 7),
        # two names of one trouble
        ("public_facility.sewer_overflow", 7),
    ],
)
def test_a_few_words_that_ask_for_something_of_another_sort_are_new(matter: str, taken: int) -> None:
    told = replace(scene("水漫进来了", 5, ()).heard, reading=Reading("request", ASKED, grip=0.6))
    assert chosen(Scene(told, [OpenTicket(7, matter)], TURNS), [Choice(1.2, NEW), Choice(0.0, 7)]) == taken


TO_TICKET, TO_NONE = [Choice(0.9, NONE), Choice(0.0, 7)], [Choice(0.9, 7), Choice(0.0, NONE)]


@pytest.mark.parametrize(
    ("ranked", "place", "taken"),
    [
        # 今晚吃啥 three minutes after a report
        (TO_TICKET, scene("别 我们不收", 2, (7,)), NONE),
        # hardly anything new either, right after talk
        ([Choice(0.9, NONE), Choice(0.0, NEW)], scene("别 我们不收", 2, ()), NONE),
        (TO_NONE, scene("馒头刚好出锅", 2, ()), NONE),
        (TO_NONE, scene("馒头刚好出锅", 5, ()), 7),
        (TO_NONE, scene("馒头刚好出锅", 2, (7,)), 7),
        (TO_NONE, scene("馒头刚好出锅", 2, (), sender="6-1-402"), 7),
        (TO_NONE, scene(LONG, 2, ()), 7),
        (TO_NONE, scene("馒头刚好出锅", 2, (), grave=True), 7),
    ],
)
def test_a_few_words_right_after_talk_are_talk(ranked: list[Choice], place: Scene, taken: int) -> None:
    assert chosen(place, ranked) == taken


@given(
    st.permutations([NONE, NEW, 7]),
    st.lists(st.floats(-3, 3), min_size=3, max_size=3),
    st.text(max_size=20),
    st.floats(0, 10),
    st.booleans(),
)
def test_only_one_of_the_first_two_is_chosen(
    places: list[int], scores: list[float], words: str, gap: float, after: bool
) -> None:
    ranked = sorted((Choice(*each) for each in zip(scores, places, strict=True)), reverse=True)
    taken = chosen(scene(words, gap, (7,) if after else ()), ranked)
    assert taken in (ranked[0].ticket, ranked[1].ticket)
    assert not (taken == NEW != ranked[0].ticket)
    if ranked[0].score - ranked[1].score >= 1.5:
        assert taken == ranked[0].ticket
