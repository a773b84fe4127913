"""When somebody is to be visited, and what a typed line says."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.care import (
    CarePolicy,
    Entry,
    Found,
    Occasion,
    Plan,
    Rhythm,
    entry,
    how_found,
    month_after,
    nobody_opened,
    occasion,
    plan_of,
    tells_how_found,
    whom,
)

DAYS = [timedelta(days=n) for n in (90, 30, 7)]
POLICY = CarePolicy(timedelta(days=1), timedelta(days=3), tuple(DAYS), timedelta(days=365))
START = date(2026, 11, 20)
days = st.dates(date(2024, 1, 1), date(2032, 12, 31))
later = st.integers(0, 1500).map(lambda n: timedelta(days=n))


def found(plan: Plan, today: date, last: date | None = None) -> Occasion | None:
    return occasion(plan, last, today, POLICY)


@pytest.mark.parametrize(
    ("rhythm", "today", "cycle"),
    [
        ("weekly", date(2026, 11, 20), date(2026, 11, 20)),
        ("weekly", date(2026, 11, 26), date(2026, 11, 20)),
        ("weekly", date(2026, 11, 27), date(2026, 11, 27)),
        ("weekly", date(2026, 11, 19), None),
        ("monthly", date(2026, 12, 19), date(2026, 11, 20)),
        ("monthly", date(2026, 12, 20), date(2026, 12, 20)),
        ("quarterly", date(2027, 2, 19), date(2026, 11, 20)),
        ("quarterly", date(2027, 2, 20), date(2027, 2, 20)),
        ("quarterly", date(2026, 11, 19), None),
    ],
)
def test_by_the_calendar(rhythm: str, today: date, cycle: date | None) -> None:
    told = found(Plan(Rhythm(rhythm), START), today)
    assert (told and told.cycle) == cycle


@pytest.mark.parametrize(
    ("start", "months", "day"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
    ],
)
def test_a_month_that_is_too_short_ends_sooner(start: date, months: int, day: date) -> None:
    assert month_after(start, months) == day


@given(start=days, ahead=later, rhythm=st.sampled_from(["weekly", "monthly", "quarterly"]))
def test_the_visit_that_stands_is_the_last_one_due(start: date, ahead: timedelta, rhythm: str) -> None:
    today = start + ahead
    told = found(Plan(Rhythm(rhythm), start), today)
    assert told is not None
    assert start <= told.cycle <= today
    longest = {"weekly": 7, "monthly": 31, "quarterly": 92}[rhythm]
    assert (today - told.cycle).days < longest


@given(start=days, ahead=later, rhythm=st.sampled_from([r for r in Rhythm if r not in ("after", "pension")]))
def test_a_cycle_comes_once_and_in_order(start: date, ahead: timedelta, rhythm: Rhythm) -> None:
    today = start + ahead
    plan = Plan(rhythm, start, day=date(1940, 2, 29))
    one, next_day = found(plan, today), found(plan, today + timedelta(days=1))
    if one is not None:
        assert next_day is not None
        assert one.cycle <= next_day.cycle
        assert one.cycle == next_day.cycle or next_day.cycle == today + timedelta(days=1)


@pytest.mark.parametrize(
    ("last", "today", "cycle"),
    [
        (None, START, START),
        (START, date(2026, 12, 3), None),
        (START, date(2026, 12, 4), date(2026, 12, 4)),
        (START, date(2026, 12, 30), date(2026, 12, 4)),
    ],
)
def test_so_long_after_the_last_visit(last: date | None, today: date, cycle: date | None) -> None:
    told = found(Plan(Rhythm.AFTER, START, 14), today, last)
    assert (told and told.cycle) == cycle


@pytest.mark.parametrize(
    ("rhythm", "last", "cycle"),
    [
        ("weekly", date(2026, 11, 20), None),
        ("weekly", date(2026, 11, 17), None),
        ("weekly", date(2026, 11, 16), START),
        ("monthly", date(2026, 11, 13), None),
        ("monthly", date(2026, 11, 12), START),
        ("quarterly", date(2026, 11, 6), None),
        ("quarterly", date(2026, 11, 5), START),
    ],
)
def test_who_was_there_shortly_before_need_not_go_again(rhythm: str, last: date, cycle: date | None) -> None:
    told = found(Plan(Rhythm(rhythm), START), START, last)
    assert (told and told.cycle) == cycle


@pytest.mark.parametrize(
    ("today", "cycle", "told"),
    [
        (date(2026, 11, 30), None, None),
        (date(2026, 12, 1), date(2027, 3, 1), date(2026, 12, 1)),
        (date(2027, 1, 29), date(2027, 3, 1), date(2026, 12, 1)),
        (date(2027, 1, 30), date(2027, 3, 1), date(2027, 1, 30)),
        (date(2027, 2, 22), date(2027, 3, 1), date(2027, 2, 22)),
        (date(2027, 3, 1), date(2027, 3, 1), date(2027, 2, 22)),
        (date(2027, 3, 2), None, None),
        (date(2027, 12, 1), date(2028, 3, 1), date(2027, 12, 2)),
    ],
)
def test_a_pension_is_certified_every_year_and_told_of_thrice(
    today: date, cycle: date | None, told: date | None
) -> None:
    one = found(Plan(Rhythm.PENSION, START, day=date(2025, 3, 1)), today)
    if today == date(2027, 12, 1):
        assert one is None
        one = found(Plan(Rhythm.PENSION, START, day=date(2025, 3, 1)), date(2027, 12, 2))
    assert ((one and one.cycle), (one and one.told)) == (cycle, told)


def test_a_birthday_on_a_leap_day_is_kept_every_year() -> None:
    plan = Plan(Rhythm.BIRTHDAY, START, day=date(1940, 2, 29))
    assert found(plan, date(2027, 2, 27)) is None
    for day in (date(2027, 2, 28), date(2028, 2, 29)):
        told = found(plan, day)
        assert told is not None
        assert told.cycle == day


@pytest.mark.parametrize(
    ("leader", "secretary", "ahead"),
    [(3, 1, DAYS), (0, 1, DAYS), (1, 3, [*DAYS, timedelta(days=8)])],
)
def test_an_order_that_makes_no_sense_is_refused(leader: int, secretary: int, ahead: list[timedelta]) -> None:
    with pytest.raises(ValueError, match=r"first|nearer"):
        CarePolicy(timedelta(days=leader), timedelta(days=secretary), tuple(ahead), timedelta(days=365))


# what is typed ----------------------------------------------------------------------------------------------------


def test_the_parts_come_in_any_order() -> None:
    wanted = Entry("王奶奶", "3-2-501", "独居", Plan(Rhythm.WEEKLY, START), "本人同意", date(2027, 11, 20))
    for words in (
        "王奶奶 3-2-501 独居 每周 本人同意 到2027-11-20",
        "王奶奶，每周，到2027年11月20日，本人同意，3-2-501，独居",
    ):
        assert entry(words, START, POLICY) == wanted


def test_with_signs_between_them_parts_may_have_blanks() -> None:
    told = entry("Grandma Wang; 3-2-501; lives alone; every 14 days; her own consent", START, POLICY)
    assert (told.name, told.reason, told.consent) == ("Grandma Wang", "lives alone", "her own consent")
    assert told.plan == Plan(Rhythm.AFTER, START, 14)
    assert told.expires == date(2027, 11, 20)


@pytest.mark.parametrize(
    ("words", "missing"),
    [
        ("", ("name", "rhythm", "consent")),
        ("王奶奶", ("rhythm", "consent")),
        ("王奶奶 每周", ("consent",)),
        ("王奶奶 独居 本人同意", ("rhythm",)),
        ("王奶奶 认证 本人同意", ("date",)),
        ("王奶奶 认证2027-13-01 本人同意", ("date",)),
        ("王奶奶 认证2027-03-01 本人同意", ()),
    ],
)
def test_what_was_not_told_is_named(words: str, missing: tuple[str, ...]) -> None:
    assert entry(words, START, POLICY).missing == missing


@pytest.mark.parametrize(
    ("part", "rhythm"),
    [
        ("每月", "monthly"), ("每季度", "quarterly"), ("每14天", "after"), ("每0天", None),
        ("生日1940-05-03", "birthday"),
        ("pension 2027-03-01", "pension"), ("独居", None), ("", None), ("after", None),
    ],
)  # fmt: skip
def test_how_often(part: str, rhythm: str | None) -> None:
    plan = plan_of(part, START)
    assert (plan and str(plan.rhythm)) == rhythm


@pytest.mark.parametrize(
    ("words", "name", "rest"),
    [
        ("王奶奶 都好", "王奶奶", "都好"),
        ("王奶奶都好", "王奶奶", "都好"),
        ("王奶奶二号 血压高", "王奶奶二号", "血压高"),
        ("李爷爷 都好", "", "李爷爷 都好"),
    ],
)
def test_whom_the_words_mean(words: str, name: str, rest: str) -> None:
    assert whom(words, ["王奶奶", "王奶奶二号", "王"]) == (name, rest)


@given(words=st.text(max_size=80))
def test_no_line_breaks_it(words: str) -> None:
    told = entry(words, START, POLICY)
    assert bool(told.missing) or told.plan is not None


@pytest.mark.parametrize(
    ("note", "how"),
    [
        *((words, "unmet") for words in (
            "敲门没人应", "没人", "不在家", "敲了半天门没人开", "没见到人", "没见到，邻居说去女儿家了",
            "敲门没人应，电话也没人接", "电话也打不通", "敲门没人应，里面没动静",
            "敲门没人应，听见里面电视响", "no answer",
        )),
        *((words, "unwell") for words in (
            "今天不舒服，说胸口疼", "摔了一跤", "头晕", "手脚麻 说话不清楚", "chest pain since noon",
            "刚才叫不醒 现在醒了",
        )),
        *((words, "in_danger") for words in (
            "叫不醒", "喊他不醒", "呼吸很弱", "敲门没人应 屋里有动静 呼吸很弱", "敲门没人应，听见里面喊疼",
            "没人应 屋里有动静", "敲门没人应，里面有味道", "躺在地上", "摔倒了起不来", "说不想活了", "屋里有煤气味",
            "昏迷了 打了120", "not breathing", "昨天摔了，今天叫不醒", "前几天还好好的，现在昏迷了", "说想死了算了",
            "屋里灯灭了，叫不醒", "昨晚开始昏迷, 叫不醒", "从昨天到现在叫不醒", "昨天起就昏迷", "叫不醒了",
            "喘不过来了，昏迷",
            "厨房漏气", "灶那边漏气", "手腕的疤裂了 大出血", "说要割腕",
        )),
        *((words, "well") for words in (
            "", "都好", "血压有点高，明天陪去医院", "打电话没人接，上门见到了，都好", "老伴不在家，挺好",
            "女儿不在家，一个人有点闷", "没有不舒服", "头不晕了", "上次摔的好多了", "胸口疼好多了", "认证好了",
            "说没人来看她", "怕她摔，装了扶手", "怕她晕倒 装了扶手", "上次晕倒 现在好了", "已送医院", "没有煤气味",
            "讲了煤气中毒预防", "说儿子想死她了", "想死儿子了", "救命药没了", "灶台着火已经灭了",
            "躺在地上乘凉睡觉", "轮胎漏气", "轮椅的胎有点漏气", "气垫床漏气了", "割腕留了疤", "以前割腕，手上有疤",
            "昨晚起床晕倒，已送医院",
        )),
    ],
)  # fmt: skip
def test_what_a_note_says_of_how_somebody_was_found(note: str, how: str) -> None:
    assert str(how_found(note)) == how


@given(note=st.text(max_size=80))
def test_any_note_is_read(note: str) -> None:
    found = how_found(note)
    assert found is Found.IN_DANGER or (found is Found.UNMET) is nobody_opened(note)
    assert found is Found.WELL or tells_how_found(note)


@pytest.mark.parametrize(
    ("note", "told"),
    [
        (" 没人应门", True),
        ("没人应门", True),
        (" 都好", True),
        (" 今天去看过了，挺好的", True),
        (" 摔了一跤", True),
        (" 叫不醒", True),
        ("家灯坏了", False),
        ("说楼道灯不亮", False),
        ("的钥匙在我这", False),
        ("", False),
    ],
)
def test_what_is_said_after_a_name_tells_of_a_visit_or_of_something_else(note: str, told: bool) -> None:
    assert tells_how_found(note) is told
