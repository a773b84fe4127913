"""When a door is tried again, and what is left of a round."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.doors import (
    AWAY,
    OPEN,
    OVER,
    PHONED,
    REFUSED,
    VISITED,
    Door,
    DoorPolicy,
    back_at,
    found_at,
    progress,
    verb_in,
)
from tests.moments import moments as between

ZONE = ZoneInfo("Asia/Shanghai")
POLICY = DoorPolicy()


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("now", "again"),
    [
        (at(20, 9, 30), at(20, 13, 30)),
        (at(20, 16), at(20, 20)),
        (at(20, 16, 1), at(21, 9)),
        (at(20, 22), at(21, 9)),
        (at(20, 2), at(20, 9)),
        (at(30, 20), at(30, 9) + timedelta(days=1)),
    ],
)
def test_nobody_at_home_is_tried_later_that_day_or_the_next_morning(now: datetime, again: datetime) -> None:
    assert back_at(POLICY, now.astimezone(UTC), ZONE) == again


@given(between(datetime(2026, 1, 1), datetime(2026, 12, 1)))
def test_it_is_always_later_and_in_hours(now: datetime) -> None:
    again = back_at(POLICY, now, ZONE)
    assert now < again <= now + timedelta(days=1, hours=9)
    assert POLICY.first <= again.astimezone(ZONE).time() <= POLICY.last


_doors = st.builds(
    Door, st.sampled_from([1, 2]), st.sampled_from(["1", "2"]), st.sampled_from([*OPEN, *OVER]),
    st.sampled_from([None, at(20, 9), at(20, 10)]),
)  # fmt: skip


@given(st.lists(_doors, max_size=30))
def test_what_is_left_is_what_a_count_by_hand_gives(doors: list[Door]) -> None:
    rows = progress(doors)
    assert sum(row.homes for row in rows) == len(doors)
    assert sum(row.left for row in rows) == sum(door.state in OPEN for door in doors)
    for row in rows:
        mine = [door for door in doors if (door.place, door.building) == (row.place, row.building)]
        assert row.away == sum(door.state == AWAY for door in mine)
        backs = [door.again for door in mine if door.state == AWAY and door.again]
        assert row.back == min(backs, default=None)


@pytest.mark.parametrize("wrong", [{"first": POLICY.last, "last": POLICY.first}, {"hold": timedelta(0)}, {"shown": 0}])
def test_numbers_that_cannot_be(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError):
        DoorPolicy(**wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("发送", (True, "")),
        ("发送 12", (True, "12")),
        ("send 3", (True, "3")),
        ("不发", (False, "")),
        ("取消12号。", (False, "12")),
        ("发送通知", None),
        ("3号楼", None),
    ],
)
def test_a_list_is_sent_or_given_up(words: str, told: tuple[bool, str] | None) -> None:
    found = verb_in(words)
    assert (tuple(found) if found else None) == told


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("没人", (AWAY, "")),
        (" 敲门没人应,下午再去", (AWAY, "下午再去")),
        ("见到了", (VISITED, "")),
        ("家见到人了 老人一个人", (VISITED, "老人一个人")),
        ("打过电话了", (PHONED, "")),
        ("不开门", (REFUSED, "")),
        ("没人修", None),
        ("换了软管", None),
        ("见到王阿姨的猫", None),
        ("不在群里", None),
    ],
)
def test_what_is_said_behind_a_door(words: str, found: tuple[str, str] | None) -> None:
    assert found_at(words) == found
