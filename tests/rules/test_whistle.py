"""吹哨报到: departments come step by step, their times are kept in working days, and nothing leaves the table."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.duty import DutyHours
from rules.whistle import (
    MOVES,
    OVER,
    Call,
    Stage,
    WhistlePolicy,
    all_over,
    call,
    graded,
    plans,
    work_done,
)

HOURS = DutyHours(time(8), time(21), ZoneInfo("Asia/Shanghai"))
POLICY = WhistlePolicy()
FRIDAY = datetime(2026, 3, 6, 2, tzinfo=UTC)
DAY = timedelta(days=1)


def called(department: str = "urban_management") -> Call:
    return call(POLICY, department, "normal", FRIDAY, HOURS)


def test_a_normal_whistle_gives_a_working_day_and_an_emergency_half_an_hour() -> None:
    assert called().due == FRIDAY + 3 * DAY
    night = datetime(2026, 3, 6, 18, tzinfo=UTC)
    assert call(POLICY, "fire", "emergency", night, HOURS).due == night + timedelta(minutes=30)


def test_the_way_of_a_call() -> None:
    each = called().report_in()
    assert (each.stage, each.due) == (Stage.REPORTED_IN, None)
    each = each.plan("周三拆除", FRIDAY + 5 * DAY)
    assert (each.stage, each.words, each.due) == (Stage.PLANNED, "周三拆除", FRIDAY + 5 * DAY)
    assert each.plan("周四拆除", FRIDAY + 6 * DAY).due == FRIDAY + 6 * DAY
    each = each.finish("已拆除")
    assert (each.stage, each.due) == (Stage.FINISHED, None)
    again = each.send_back("还有一处", FRIDAY + 7 * DAY)
    assert (again.stage, again.due) == (Stage.REPORTED_IN, FRIDAY + 7 * DAY)
    each = each.graded("fair")
    assert (each.stage, each.grade, each.stage in OVER) == (Stage.GRADED, "fair", True)
    assert called().release("找错了").stage is Stage.RELEASED


@pytest.mark.parametrize(
    ("stage", "allowed"),
    [
        (Stage.CALLED, {"report_in", "release"}),
        (Stage.REPORTED_IN, {"plan", "finish", "release"}),
        (Stage.PLANNED, {"plan", "finish", "release"}),
        (Stage.FINISHED, {"grade", "send_back"}),
        (Stage.GRADED, set()),
        (Stage.RELEASED, set()),
    ],
)
def test_what_may_follow(stage: Stage, allowed: set[str]) -> None:
    each = Call("fire", "normal", FRIDAY, None, stage)
    assert {action for action in MOVES if each.may(action)} == allowed


def test_what_cannot_follow_is_refused() -> None:
    with pytest.raises(ValueError, match="grade cannot follow called"):
        called().graded("good")
    with pytest.raises(ValueError, match="report_in cannot follow reported_in"):
        called().report_in().report_in()


def test_when_the_lead_may_close() -> None:
    done = called("d").report_in().finish("好了")
    assert (all_over([done]), work_done([done])) == (False, True)
    assert (all_over([done.graded("good"), called().release("")]), work_done([called()])) == (True, False)
    assert not work_done([called().release("")])


def test_a_policy_without_time_is_refused() -> None:
    with pytest.raises(ValueError, match="time to report in"):
        WhistlePolicy(emergency=timedelta(0))


actions = st.lists(st.sampled_from(sorted(MOVES)), max_size=15)


@given(actions)
def test_no_story_leaves_the_table(story: list[str]) -> None:
    each = called()
    for action in story:
        before = each
        steps = {
            "report_in": lambda c: c.report_in(),
            "plan": lambda c: c.plan("改", FRIDAY + 9 * DAY),
            "finish": lambda c: c.finish("好"),
            "grade": lambda c: c.graded("good"),
            "send_back": lambda c: c.send_back("再来", FRIDAY + 9 * DAY),
            "release": lambda c: c.release("免"),
        }
        try:
            each = steps[action](each)
        except ValueError:
            assert not before.may(action)
            assert each is before
        else:
            assert before.may(action)
            assert before.stage not in OVER
        assert (each.grade is not None) is (each.stage is Stage.GRADED)


@pytest.mark.parametrize(
    ("stage", "due", "hastened"),
    [
        (Stage.CALLED, 600, 30),
        (Stage.REPORTED_IN, 600, 30),
        (Stage.REPORTED_IN, 10, 10),
        # What was to be by now has half an hour more; a plan that can be kept stands.
        (Stage.CALLED, -5, 30),
        (Stage.PLANNED, 600, 600),
        (Stage.PLANNED, -5, 30),
    ],
)
def test_a_call_becomes_an_emergency(stage: Stage, due: int, hastened: int) -> None:
    now = datetime(2026, 3, 6, 2, tzinfo=UTC)
    minute = timedelta(minutes=1)
    call = Call("urban_management", "normal", now, now + due * minute, stage).hasten(now + 30 * minute, now)
    assert (call.urgency, call.stage, call.due) == ("emergency", stage, now + hastened * minute)


def test_what_owes_nothing_is_not_hastened() -> None:
    now = datetime(2026, 3, 6, 2, tzinfo=UTC)
    with pytest.raises(ValueError, match="nothing is owed"):
        Call("urban_management", "normal", now, None, Stage.FINISHED).hasten(now, now)


@pytest.mark.parametrize(
    "words", ["计划今天下午修", "计划明天上午10点前修好", "计划周五换灯头", "计划：下午派人去处理"]
)
def test_a_plan(words: str) -> None:
    assert plans(words)


@pytest.mark.parametrize(
    "words", ["计划下周团建", "计划几点开会", "计划生育材料交了", "计划明天修吗", "计划本月换届", "修好了"]
)
def test_what_is_no_plan_of_work(words: str) -> None:
    assert not plans(words)


OFFICES, WORDS = ("城管", "水务", "水务执法"), ("满意", "基本满意", "不满意")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("水务满意", ("水务", "满意")),
        ("水务执法不满意", ("水务执法", "不满意")),
        ("给城管评基本满意", ("城管", "基本满意")),
        ("评价 城管局这次不满意吧。", ("城管", "不满意")),
        ("城管满意吗", None),
        ("居民对城管满意", None),
        ("满意", None),
        ("燃气满意", None),
    ],
)
def test_who_grades_an_office_and_says_nothing_else(words: str, told: tuple[str, str] | None) -> None:
    assert graded(words, OFFICES, WORDS) == told


@given(st.text(alphabet="城管水务执法满意不基本给评局 ", max_size=12))
def test_a_grade_is_one_of_those_there_are(words: str) -> None:
    told = graded(words, OFFICES, WORDS)
    assert told is None or (told[0] in OFFICES and told[1] in WORDS)
    assert graded(words, (), WORDS) is None
