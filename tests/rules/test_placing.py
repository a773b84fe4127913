"""The weights of clues are learnt, and what surely is another matter is never swallowed by an open ticket."""

from datetime import UTC, datetime

import pytest

from config.lexicon import load_reader
from rules.apart import is_apart
from rules.clues import ClueReader, Heard, OpenTicket, Scene
from rules.deciding import UNFELT
from rules.parsing import Context, read
from rules.placing import NEW, NONE, Option
from rules.placing_training import Case, as_placed, fit

NOW = datetime(2026, 3, 4, 10, 0, tzinfo=UTC)
READER = load_reader()
OPEN = (
    "property_repair.elevator_fault", "utility.power_outage", "utility.water_outage", "utility.heating",
    "emergency_health.missing_person", "safety_hazard.fire_lane", "dispute.noise", "sanitation.garbage_overflow",
    "property_repair.corridor_light", "sanitation.pest_control",
)  # fmt: skip


def heard(text: str) -> Heard:
    return Heard("老王", text, NOW, "resident", read(text, Context(), READER))


@pytest.mark.parametrize(
    ("text", "apart"),
    [
        ("3号楼2单元楼道灯也不亮", True),
        ("4号楼电梯坏了", True),
        ("3号楼着火了", True),
        ("3号楼电梯坏了", False),
        ("师傅来了没有", False),
    ],
)
def test_another_matter_or_building_is_no_word_of_this_ticket(text: str, apart: bool) -> None:
    lift = OpenTicket(1, "property_repair.elevator_fault", "3", opened_at=NOW, heard_at=NOW)
    assert is_apart(heard(text), lift, READER.lexicon.turns) is apart


@pytest.mark.parametrize(
    ("text", "matter"),
    [
        ("修好了 能坐了", "property_repair.elevator_fault"),
        ("有电了有电了", "utility.power_outage"),
        ("水龙头出水了，就是有点黄", "utility.water_outage"),
        ("暖气片烫手了", "utility.heating"),
        ("孩子找到了，在超市门口", "emergency_health.missing_person"),
        ("车主下来挪了", "safety_hazard.fire_lane"),
        ("楼上总算消停了", "dispute.noise"),
        ("清运车来了，桶空了", "sanitation.garbage_overflow"),
    ],
)
def test_news_is_about_what_it_is_news_of(text: str, matter: str) -> None:
    """Most felt of ten matters that are told as often; nobody asks for anything."""
    said = heard(text)
    felt = {each: said.reading.subjects.get(each, UNFELT) for each in OPEN}
    assert max(felt, key=lambda each: felt[each]) == matter
    tickets = [OpenTicket(number, each, opened_at=NOW, heard_at=NOW) for number, each in enumerate(OPEN, 1)]
    reader = ClueReader(Scene(said, tickets, READER.lexicon.turns))
    assert [each.matter for each in tickets if "subject_of_all" in reader.clues(each).its_matter] == [matter]


def test_weights_of_clues_follow_the_cases() -> None:
    asks = Case((Option(NONE, ("none_always",)), Option(NEW, ("new_always", "new_asks"))), frozenset({NEW}))
    talks = Case((Option(NONE, ("none_always",)), Option(NEW, ("new_always",))), frozenset({NONE}))
    weights = fit([asks, talks, talks])
    assert weights["new_asks"] > 1 and weights["new_always"] < weights["none_always"]
    assert fit([asks, talks, talks]) == weights


def test_a_case_as_it_is_placed_says_so_whatever_is_true() -> None:
    case = Case(
        (Option(NONE, ("none_always",)), Option(NEW, ("new_always",)), Option(7, ("same_matter",))), frozenset({NEW})
    )
    assert as_placed(case, {"same_matter": 1.0}).true == {7}
    assert as_placed(case, {"none_always": 2.0, "same_matter": 1.0}).true == {NONE}
    assert case.true == {NEW}
