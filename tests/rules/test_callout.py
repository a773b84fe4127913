"""A call-out's words, the order in which people are asked, and its moments."""

from datetime import UTC, datetime, timedelta
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.callout import (
    STEPS,
    CalloutPolicy,
    Candidate,
    Told,
    Unclear,
    assigned,
    calls,
    may_ring,
    more_to_ask,
    steps,
    told,
)

NOW = datetime(2026, 11, 20, 8, 12)
MORNING = datetime(2026, 11, 21, 7, 0)
LABELS = {"网格员": "grid_worker", "社区民警": "community_police", "医生": "医生", "志愿者": "volunteer"}
TEAM = {"grid_worker": 1, "医生": 1, "community_police": 1}
POLICY = CalloutPolicy(teams={"三人小组": TEAM})
PLACES = ("光明街道", "朝阳社区", "第一网格")
WANTED = (("grid_worker", 3), ("医生", 1))


def read(text: str) -> Told | Unclear:
    return told(text, NOW, POLICY, LABELS, PLACES)


@pytest.mark.parametrize(
    ("text", "at", "spot", "wanted", "note"),
    [
        ("明早7点 朝阳社区采样点: 3名网格员 1名医生", MORNING, "朝阳社区采样点", WANTED, ""),
        ("明早7点朝阳社区采样点, 要3名网格员 1名医生", MORNING, "朝阳社区采样点", WANTED, ""),
        ("明早７点，朝阳社区采样点，需要三名网格员、一名医生。", MORNING, "朝阳社区采样点", WANTED, ""),
        ("朝阳社区采样点 明早7点 要3个网格员和1个医生 带手电", MORNING, "朝阳社区采样点", WANTED, "带手电"),
        ("请明早7点到朝阳社区采样点集合，网格员3名，医生1名", MORNING, "朝阳社区采样点", WANTED, ""),
        ("：明早7点，朝阳社区采样点，3名网格员、1名医生", MORNING, "朝阳社区采样点", WANTED, ""),
        ("明早7点 河堤：5志愿者", MORNING, "河堤", (("volunteer", 5),), ""),
        ("明早7点 3号楼下: 三人小组", MORNING, "3号楼下", tuple(TEAM.items()), ""),
        ("明早7点 河堤: 2组三人小组 1名志愿者", MORNING, "河堤",
         (("grid_worker", 2), ("医生", 2), ("community_police", 2), ("volunteer", 1)), ""),
        ("明早7点 河堤: 3名网格员，每人带2个喇叭", MORNING, "河堤", (("grid_worker", 3),), "每人带2个喇叭"),
    ],
)  # fmt: skip
def test_what_is_typed(text: str, at: datetime, spot: str, wanted: tuple[tuple[str, int], ...], note: str) -> None:
    assert read(text) == Told(at, spot, wanted, note)


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("朝阳社区采样点: 3名网格员", "when", ""),
        ("明早 朝阳社区采样点: 3名网格员", "when", ""),
        ("今天7点 朝阳社区采样点: 3名网格员", "past", "30"),
        ("12月30日7点 朝阳社区采样点: 3名网格员", "far", "30"),
        ("明早7点: 3名网格员", "where", ""),
        ("明早7点 夕阳社区采样点: 3名网格员", "place", "夕阳社区"),
        ("明早7点 朝阳社区采样点", "who", ""),
        ("明早7点 朝阳社区采样点: 3名飞行员", "role", "飞行员"),
        ("明早7点 朝阳社区采样点: 3名网格员 1名飞行员", "role", "飞行员"),
        ("明早7点 朝阳社区采样点: 99名网格员", "many", "50"),
        ("明早7点 朝阳社区采样点: 0名网格员", "many", "50"),
    ],
)
def test_what_cannot_be(text: str, kind: str, words: str) -> None:
    assert read(text) == Unclear(kind, words)


@pytest.mark.parametrize(
    ("text", "is_call"),
    [
        ("明早7点朝阳社区采样点, 要3名网格员 1名医生", True),
        ("明早7点朝阳社区采样点", False),
        ("3名网格员已经到了", False),
        ("明早7点3名网格员巡查", False),
        ("明早要3名网格员", False),
    ],
)
def test_words_that_call_without_the_word(text: str, is_call: bool) -> None:
    assert calls(text, NOW, POLICY, LABELS) is is_call


@given(st.text(max_size=60))
def test_any_words_are_read_or_refused(text: str) -> None:
    assert isinstance(read(text), Told | Unclear)


def test_the_order_in_which_people_are_asked() -> None:
    people = [
        Candidate(1, ("网格员",)),
        Candidate(2, ("网格员",), near=True, recent=3),
        Candidate(3, ("网格员",), on_duty=True, recent=9),
        Candidate(4, ("网格员",), near=True, recent=1),
        Candidate(5, ("医生", "网格员")),
        Candidate(6, ("志愿者",)),
    ]
    found = assigned({"网格员": 3, "医生": 1}, people)
    assert [each.user for each in found["网格员"]] == [3, 4, 2, 1]
    assert [each.user for each in found["医生"]] == [5]


@given(
    st.lists(st.sets(st.sampled_from(["a", "b", "c"]), min_size=1).map(tuple), max_size=12),
    st.dictionaries(st.sampled_from(["a", "b"]), st.integers(1, 4), min_size=1),
)
def test_everybody_is_asked_for_one_role_of_theirs(roles: list[tuple[str, ...]], wanted: dict[str, int]) -> None:
    people = [Candidate(user, held) for user, held in enumerate(roles)]
    found = assigned(wanted, people)
    asked = [each.user for each in chain.from_iterable(found.values())]
    assert sorted(asked) == [each.user for each in people if set(each.roles) & set(wanted)]
    assert all(role in each.roles for role, some in found.items() for each in some)
    shared = [each for some in found.values() if len(some) > 1 for each in some]
    assert not any(role in each.roles for role, some in found.items() if not some for each in shared)


@given(st.integers(0, 20), st.integers(0, 60))
def test_nobody_is_asked_for_a_full_role_and_never_more_than_enough(free: int, waiting: int) -> None:
    more = more_to_ask(POLICY, free, waiting)
    assert (more == 0) if not free else (more + waiting >= free)
    assert not more or more + waiting <= free * POLICY.at_once + 1


@given(st.integers(1, 60 * 24 * 3))
def test_moments_lie_ahead_and_in_order(minutes: int) -> None:
    began = datetime(2026, 11, 20, 0, 12, tzinfo=UTC)
    starts = began + timedelta(minutes=minutes)
    found = steps(POLICY, began, starts, None)
    assert all(at > began for at in found.values())
    assert {"absent", "over"} <= set(found) <= set(STEPS)
    if "half" in found and "warn" in found:
        assert found["half"] < found["warn"]


@pytest.mark.parametrize(
    ("quiet", "on_night", "starts_in", "hours"),
    [(False, False, 1, 0), (True, True, 1, 0), (True, False, 1, None), (True, False, 12, 8)],
)
def test_who_is_rung_at_night(quiet: bool, on_night: bool, starts_in: int, hours: int | None) -> None:
    now = datetime(2026, 11, 20, 15, 30, tzinfo=UTC)
    morning = now + timedelta(hours=8) if quiet else None
    found = may_ring(now, morning, on_night, now + timedelta(hours=starts_in))
    assert found == (None if hours is None else now + timedelta(hours=hours))


@pytest.mark.parametrize("wrong", [{"at_once": 0.5}, {"last": timedelta(hours=2)}, {"absent": timedelta(hours=3)},
                                   {"widen": timedelta()}])  # fmt: skip
def test_numbers_that_cannot_be(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="call-outs need"):
        CalloutPolicy(**wrong)  # type: ignore[arg-type]
