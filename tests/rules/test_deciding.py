"""From margins to what is asked for: what stands still or is gone is no danger yet, somebody in it is."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.lexicon import load_reader
from rules.danger import Alarm
from rules.deciding import (
    DANGERS,
    KINDS,
    OTHER,
    Leaning,
    Outline,
    dangers_of,
    felt_dangers,
    hinted,
    is_denied,
    is_felt_alone,
    is_one_trouble,
    is_outdone,
    kind_of,
    lead_of,
    lead_of_letter,
    may_alarm,
)
from rules.parsing import Context, read

READER = load_reader()
GAS, FIRE, LIFT, NOISE = (
    "safety_hazard.gas_leak",
    "safety_hazard.fire",
    "property_repair.elevator_fault",
    "dispute.noise",
)
COLUMN = {name: at for at, name in enumerate([*(f"!{each}" for each in (*DANGERS, OTHER)), GAS, FIRE, LIFT])}


def stands_out(reach: float = 0.0, score: float = 0.0, felt: float | None = None, **margins: float) -> Outline:
    """A message of which these dangers and matters are felt so much, and no other."""
    line = np.full(len(COLUMN), -2.0)
    for name, margin in margins.items():
        line[COLUMN[name if name in COLUMN else f"!{name}"]] = margin
    most = max([*(line[COLUMN[f"!{each}"]] for each in DANGERS), -1.0]) if felt is None else felt
    return Outline(line, reach, "chatter", [0], [score], float(most), (0.0,) * len(KINDS), {})


def told(*names: str, doubtful: bool = False) -> list[Alarm]:
    return [Alarm(name, "", "", doubtful) for name in names]


@pytest.mark.parametrize(
    ("text", "service_class"),
    [
        ("2号梯到七楼抖一下,吓人", "P1"),
        ("电梯门夹人,我的书包带被夹了一下", "P1"),
        ("左边电梯又不动了,停在六楼", "P1"),
        ("左边电梯卡住了,里头有个孩子在哭", "P0"),
        ("电梯抖了一下不动了,我们三个在里面", "P0"),
        ("昨天给骗了八千,钱转过去了,怎么办", "P1"),
        ("电话里让我下个软件,我没下,是骗子吧", "P1"),
        ("骗子让我妈转钱,她正在转", "P0"),
        ("我妈正在银行给骗子转账,谁去拦一下", "P0"),
    ],
)
def test_a_lift_or_money_is_a_danger_when_somebody_is_in_it(text: str, service_class: str) -> None:
    (request,) = read(text, Context(sender="1-1-101 赵"), READER).requests
    assert request.service_class == service_class


def test_only_dangers_are_shy() -> None:
    assert Leaning().shy.keys() <= DANGERS.keys()


@given(st.sampled_from(sorted(READER.lexicon.matters)), st.sampled_from(sorted(READER.lexicon.matters)))
def test_two_names_of_one_trouble_are_so_either_way(one: str, other: str) -> None:
    assert is_one_trouble(one, other) == is_one_trouble(other, one)


@given(st.sampled_from(sorted(DANGERS)))
def test_a_matter_of_a_danger_tells_its_kind(danger: str) -> None:
    assert all(DANGERS[kind_of(matter)] == DANGERS[danger] for matter in DANGERS[danger])


@given(
    st.floats(-3, 3),
    st.floats(-2, 2),
    st.floats(-2, 2),
    st.booleans(),
    st.sampled_from(["resident", "staff", "trader"]),
)
def test_a_letter_is_never_further_from_asking_than_talk(
    reach: float, score: float, felt: float, talked: bool, role: str
) -> None:
    outline = Outline(np.zeros(len(KINDS)), reach, "chatter", [0], [score], felt, (0.0,) * len(KINDS), {})
    assert lead_of_letter(outline, role, Leaning()) >= lead_of(outline, talked, (), role, Leaning())


@pytest.mark.parametrize(
    ("margins", "first", "alarms", "found"),
    [
        ({}, NOISE, (), ()),
        ({"gas": -0.1}, GAS, (), ("gas",)),
        ({"gas": -0.3}, GAS, (), ()),
        ({"gas": 0.3}, NOISE, (), ()),
        ({"gas": 0.4}, NOISE, (), ("gas",)),
        ({}, NOISE, told("gas"), ("gas",)),
        ({}, NOISE, told("gas", doubtful=True), ()),
        ({"lift": -0.1, "gas": -0.1}, LIFT, (), ()),
        ({"lift": 0.1, "gas": -0.1}, LIFT, (), ("lift",)),
        ({"fire": 0.9, "gas": 0.5}, FIRE, (), ("fire", "gas")),
        ({"fire": 0.9, "gas": 0.5}, FIRE, told("gas"), ("gas", "fire")),
        ({"gas": 0.9}, GAS, told("fumes"), ("fumes",)),
        ({"gas": 0.9}, GAS, told("fumes", "gas"), ("gas", "fumes")),
        ({}, NOISE, told(OTHER), (OTHER,)),
        ({OTHER: -0.1, "gas": 0.0}, NOISE, (), (OTHER,)),
        ({OTHER: -0.2, "gas": 0.0}, NOISE, (), ()),
        ({OTHER: 0.9, "gas": 0.4}, NOISE, (), ("gas",)),
    ],
)
def test_what_is_felt_or_told_is_a_danger(
    margins: dict[str, float], first: str, alarms: list[Alarm], found: tuple[str, ...]
) -> None:
    assert dangers_of(stands_out(**margins), COLUMN, first, alarms, Leaning()) == found


@given(st.dictionaries(st.sampled_from(sorted(DANGERS)), st.floats(-2, 2)), st.sampled_from(sorted(DANGERS)))
def test_a_danger_that_is_told_is_found_whatever_is_felt(margins: dict[str, float], name: str) -> None:
    assert name in dangers_of(stands_out(**margins), COLUMN, NOISE, told(name), Leaning())


@pytest.mark.parametrize(
    ("margins", "score", "first", "name", "outdone"),
    [
        ({"fire": -0.1}, 0.7, NOISE, "fire", True),
        ({"fire": 0.1}, 0.7, NOISE, "fire", False),
        ({"fire": -0.1}, 0.5, NOISE, "fire", False),
        ({"fire": -0.1, FIRE: 0.2}, 0.7, NOISE, "fire", False),
        ({"fire": -0.1, FIRE: 0.2}, 0.9, NOISE, "fire", True),
        ({"fire": -0.1}, 0.7, GAS, "fire", False),
        ({"fire": -0.1}, 0.7, "welfare_care.elder_care", "fire", False),
        ({OTHER: -0.9}, 0.7, NOISE, OTHER, False),
    ],
)
def test_a_danger_told_is_outdone_by_what_is_harmless_and_felt_more(
    margins: dict[str, float], score: float, first: str, name: str, outdone: bool
) -> None:
    (alarm,) = told(name)
    assert is_outdone(stands_out(score=score, **margins), COLUMN, first, alarm, Leaning()) is outdone


@pytest.mark.parametrize(
    ("margins", "name", "denied", "alone"),
    [
        ({"fire": -1.2}, "fire", True, False),
        ({"fire": -1.1}, "fire", False, False),
        ({"fire": -0.1}, "fire", False, True),
        ({"fire": -0.2}, "fire", False, False),
        ({OTHER: -1.9}, OTHER, False, False),
    ],
)
def test_a_danger_told_is_denied_only_by_next_to_nothing(
    margins: dict[str, float], name: str, denied: bool, alone: bool
) -> None:
    (alarm,), outline = told(name), stands_out(**margins)
    assert is_denied(outline, COLUMN, alarm, Leaning()) is denied
    assert is_felt_alone(outline.margins, COLUMN, alarm, Leaning()) is alone


@pytest.mark.parametrize(
    ("margins", "first", "felt"),
    [
        ({"fire": -0.1}, NOISE, {"fire"}),
        ({"fire": -0.3}, NOISE, set()),
        ({"fire": -0.3}, GAS, {"gas"}),
        ({OTHER: -0.1}, NOISE, {OTHER}),
        ({OTHER: -0.2}, NOISE, set()),
    ],
)
def test_which_dangers_are_felt(margins: dict[str, float], first: str, felt: set[str]) -> None:
    assert felt_dangers(stands_out(**margins), COLUMN, first, Leaning()) == felt


@pytest.mark.parametrize(
    ("felt", "alarms", "only"),
    [
        (0.9, told("fire"), False),
        (0.9, told("fire", doubtful=True), True),
        (-0.9, [*told("fire"), *told("gas", doubtful=True)], False),
        (0.4, (), False),
        (0.3, (), True),
    ],
)
def test_what_is_only_hinted_at(felt: float, alarms: list[Alarm], only: bool) -> None:
    assert hinted(stands_out(felt=felt), alarms, Leaning()) is only


@pytest.mark.parametrize(
    ("reach", "score", "felt", "talked", "alarms", "role", "asks"),
    [
        (0.8, 0.0, -1.0, False, (), "resident", True),
        (0.7, 0.0, -1.0, False, (), "resident", False),
        (0.7, 0.0, -0.1, False, (), "resident", True),
        (0.7, -0.2, -0.1, False, (), "resident", False),
        (1.4, 0.0, -1.0, True, (), "resident", False),
        (1.5, 0.0, -1.0, True, (), "resident", True),
        (1.0, 0.0, -1.0, False, (), "staff", False),
        (1.1, 0.0, -1.0, False, (), "staff", True),
        (1.2, 0.0, -1.0, False, (), "trader", False),
        (-0.8, 0.0, -1.0, False, told("fire"), "resident", True),
        (-0.8, 0.0, -1.0, False, told("fire", doubtful=True), "resident", False),
        (-0.8, 0.0, -1.0, False, told("fire"), "staff", False),
    ],
)
def test_what_a_request_needs(
    reach: float, score: float, felt: float, talked: bool, alarms: list[Alarm], role: str, asks: bool
) -> None:
    assert (lead_of(stands_out(reach, score, felt), talked, alarms, role, Leaning()) > 0) is asks
    if any(not alarm.doubtful for alarm in alarms):
        assert may_alarm(reach, role, Leaning()) is asks


@pytest.mark.parametrize(
    ("text", "matter"),
    [
        ("老伴的老年证过期了,我俩都走不动 能帮代办一下不", "errand.document_agency"),
        ("娃的麻腮风疫苗在哪打啊 社区卫生站周末开门不", "emergency_health.test_vaccine"),
        ("一单元门口那棵槐树枯了半边,枝子往下掉", "safety_hazard.dangerous_structure"),
        ("地下室淹完一股霉味 能给消消毒不", "emergency_health.disinfection"),
        ("给我出个居住的证明 孩子转学要 上午有人吗", "policy_inquiry.certificate"),
    ],
)
def test_what_goes_with_a_matter_is_no_second_one(text: str, matter: str) -> None:
    assert [each.matter for each in read(text, Context("5-1-502 赵"), READER).requests] == [matter]


@pytest.mark.parametrize(
    ("text", "matter"),
    [
        ("电线杆子拉线松了 杆子往房那边歪", "safety_hazard.dangerous_structure"),
        ("单元门口的灯杆歪了,谁撞的", "safety_hazard.dangerous_structure"),
        ("平房四排头上那根电线杆子歪了 快躺人家房顶了", "safety_hazard.dangerous_structure"),
        ("路灯杆歪了 晚上也不亮", "public_facility.street_light"),
        ("电线杆歪了 线耷拉到房檐上", "public_facility.dangling_cable"),
    ],
)
def test_a_pole_that_leans_is_no_lamp_and_no_cable(text: str, matter: str) -> None:
    assert [each.matter for each in read(text, Context(), READER).requests] == [matter]
