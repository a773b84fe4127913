"""Recurring duties: rules as people say them, and the moments they mean, whatever the clocks do."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.calendar import WorkingDays
from rules.schedule import LAST, Rule, next_after, no_such_hour, read_rule, reminds
from tests.moments import moments as between

SHANGHAI, BERLIN = ZoneInfo("Asia/Shanghai"), ZoneInfo("Europe/Berlin")
ZONES = st.sampled_from([SHANGHAI, BERLIN, ZoneInfo("America/Sao_Paulo"), ZoneInfo("Australia/Lord_Howe")])
MOMENTS = between(datetime(2015, 1, 1), datetime(2029, 1, 1))
RULES = st.builds(
    Rule,
    at=st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    weekdays=st.frozensets(st.integers(0, 6), max_size=3),
    days=st.one_of(st.just(frozenset()), st.frozensets(st.sampled_from([1, 15, 28, LAST]), max_size=2)),
)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("每周一 08:30", Rule(time(8, 30), frozenset({0}))),
        ("每周一、三、五 下午2点", Rule(time(14), frozenset({0, 2, 4}))),
        ("每周一到周五 8点半", Rule(time(8, 30), frozenset(range(5)))),
        ("每周一 下午三点", Rule(time(15), frozenset({0}))),
        ("每周一三点", Rule(time(3), frozenset({0}))),
        ("每周一、三 三点", Rule(time(3), frozenset({0, 2}))),
        ("每天早上八点半", Rule(time(8, 30))),
        ("每天晚上十点一刻", Rule(time(22, 15))),
        ("每月1号上午九点", Rule(time(9), days=frozenset({1}))),
        ("每个工作日十二点", Rule(time(12), working=True)),
        ("每天二十点零五分".replace("零", ""), Rule(time(20, 5))),
        ("每天17：30", Rule(time(17, 30))),
        ("每月1号上午9点", Rule(time(9), days=frozenset({1}))),
        ("每月最后一天 9:00", Rule(time(9), days=frozenset({LAST}))),
        ("每个工作日 8:30", Rule(time(8, 30), working=True)),
        ("30 8 * * 1", Rule(time(8, 30), frozenset({0}))),
        ("0 20 * * 0,7", Rule(time(20), frozenset({6}))),
        ("0 9 1,15 * *", Rule(time(9), days=frozenset({1, 15}))),
        ("every Mon, Wed 08:30", Rule(time(8, 30), frozenset({0, 2}))),
        ("every month on the last day at 9:00", Rule(time(9), days=frozenset({LAST}))),
    ],
)
def test_rules_as_people_say_them(text: str, rule: Rule) -> None:
    assert read_rule(text) == (rule, "")
    assert Rule.of(rule.kept()) == rule


def test_the_words_around_a_rule_stay() -> None:
    assert read_rule("工作群 每周一 08:30: 请报本周") == (Rule(time(8, 30), frozenset({0})), "工作群  : 请报本周")


@pytest.mark.parametrize(
    "text",
    ["每周 8:00", "每天25:00", "每月32号 8:00", "今天8:00", "0 9 1 * 1", "99 9 * * *", "每天都8:00", "0 9 31 2 *"],
)
def test_what_is_no_rule(text: str) -> None:
    assert read_rule(text) is None


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("每周一 25:00 工作群", "25:00"), ("每天二十五点", "二十五点"), ("每天8:75", "8:75"),
        ("每天24:00", ""), ("每天8点", ""), ("每天", ""),
    ],
)  # fmt: skip
def test_an_hour_that_there_is_none_of(text: str, hour: str) -> None:
    assert no_such_hour(text) == hour


@given(RULES, MOMENTS, ZONES)
def test_each_day_that_fits_has_its_moment_once(rule: Rule, start: datetime, zone: ZoneInfo) -> None:
    moment, found = start, []
    for _ in range(12):
        moment = next_after(moment, rule, zone)
        found.append(moment)
    assert found == sorted(set(found))
    days = [_day_of(each, rule, zone) for each in found]
    between = [days[0] + timedelta(days=n) for n in range((days[-1] - days[0]).days + 1)]
    assert days == [day for day in between if rule.fits(day)]


def _day_of(moment: datetime, rule: Rule, zone: ZoneInfo) -> date:
    """The day whose wall clock it was; a time that was left out may have come after midnight."""
    day = moment.astimezone(zone).date()
    return next(
        d for d in (day, day - timedelta(days=1)) if datetime.combine(d, rule.at, zone).astimezone(UTC) == moment
    )


@given(RULES, MOMENTS, ZONES)
def test_nothing_lies_between_now_and_the_next(rule: Rule, now: datetime, zone: ZoneInfo) -> None:
    following = next_after(now, rule, zone)
    assert now < following
    for moment in (now + (following - now) / 2, following - timedelta(seconds=1)):
        assert next_after(moment, rule, zone) == following


def test_clocks_put_forward_and_back_leave_nothing_out_and_double_nothing() -> None:
    rule = Rule(time(2, 30))
    moment, found = datetime(2026, 3, 27, tzinfo=UTC), []
    for _ in range(4):
        moment = next_after(moment, rule, BERLIN)
        found.append(f"{moment.astimezone(BERLIN):%m-%d %H:%M}")
    assert found == ["03-27 02:30", "03-28 02:30", "03-29 03:30", "03-30 02:30"]
    first = next_after(datetime(2026, 10, 24, 12, tzinfo=UTC), rule, BERLIN)
    assert (first.isoformat(), next_after(first, rule, BERLIN).astimezone(BERLIN).day) == (
        "2026-10-25T00:30:00+00:00",
        26,
    )


def test_working_days_know_holidays_and_make_up_days() -> None:
    days = WorkingDays(frozenset({2026}), frozenset({date(2026, 10, 1)}), frozenset({date(2026, 10, 10)}))
    rule = Rule(time(9), working=True)
    assert [rule.fits(date(2026, 10, day), days) for day in (1, 2, 3, 10)] == [False, True, False, True]
    assert next_after(datetime(2026, 9, 30, 9, tzinfo=UTC), rule, SHANGHAI, days).day == 2


@pytest.mark.parametrize("wrong", [{"weekdays": frozenset({7})}, {"days": frozenset({0})}, {"months": frozenset({13})}])
def test_a_rule_that_cannot_be_says_so(wrong: dict[str, frozenset[int]]) -> None:
    with pytest.raises(ValueError, match="go from"):
        Rule(time(9), **wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("每周五下午五点提醒工作群报本周情况", "每周五下午五点 工作群：报本周情况"),
        ("每天早上8点提醒网格员们巡查", "每天早上8点 网格员：巡查"),
        ("每月1号上午9点 通知工作群，交报表", "每月1号上午9点 工作群：交报表"),
    ],
)
def test_a_rule_told_in_passing(words: str, line: str) -> None:
    assert reminds(words) == line


@pytest.mark.parametrize(
    "words", ["每周五下午五点开会", "每天提醒工作群", "明天早上8点提醒工作群开会", "每周五下午五点提醒我开会"]
)
def test_what_is_no_rule_for_readers(words: str) -> None:
    assert reminds(words) == ""
