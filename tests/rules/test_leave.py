"""Leave as people type it: tables of sentences, and dates that always lie where they should."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.leave import asks_leave, leave_in, told_in_english
from tests.moments import moments as between

SHANGHAI = ZoneInfo("Asia/Shanghai")
# Friday.
NOW = datetime(2026, 11, 20, 9, 30, tzinfo=SHANGHAI)


def read(words: str, now: datetime = NOW) -> tuple[str, str, str, str] | None:
    found = leave_in(words, now, SHANGHAI)
    return (shown(found.start), shown(found.end), found.who, found.substitute) if found else None


def shown(moment: datetime) -> str:
    return f"{moment.astimezone(SHANGHAI):%m-%d %H:%M}"


@pytest.mark.parametrize(
    ("words", "start", "end", "who", "substitute"),
    [
        ("我请假到周三, 让亚丽顶", "11-20 09:30", "11-26 00:00", "", "亚丽"),
        ("我请假到周三，让亚丽顶", "11-20 09:30", "11-26 00:00", "", "亚丽"),
        ("请假到下周五 高亚丽顶班", "11-20 09:30", "11-28 00:00", "", "高亚丽"),
        ("明天请假，麻烦李刚帮我顶一下", "11-21 00:00", "11-22 00:00", "", "李刚"),
        ("我明天后天请假，亚丽顶", "11-21 00:00", "11-23 00:00", "", "亚丽"),
        ("明后天请假", "11-21 00:00", "11-23 00:00", "", ""),
        ("周六周日请假", "11-21 00:00", "11-23 00:00", "", ""),
        ("23号和24号请假", "11-23 00:00", "11-25 00:00", "", ""),
        ("后天到大后天请假", "11-22 00:00", "11-24 00:00", "", ""),
        ("周一到周三请假，由李刚代班", "11-23 00:00", "11-26 00:00", "", "李刚"),
        ("11月25日到27日请假", "11-25 00:00", "11-28 00:00", "", ""),
        ("11.25-11.27休假", "11-25 00:00", "11-28 00:00", "", ""),
        ("12月30号到1月2号请年假", "12-30 00:00", "01-03 00:00", "", ""),
        ("请假三天", "11-20 09:30", "11-23 00:00", "", ""),
        ("从明天起请3天假", "11-21 00:00", "11-24 00:00", "", ""),
        ("下周请假一周，李刚替我", "11-23 00:00", "11-30 00:00", "", "李刚"),
        ("下周请假", "11-23 00:00", "11-30 00:00", "", ""),
        ("今天下午请假", "11-20 12:00", "11-20 18:00", "", ""),
        ("请半天假", "11-20 09:30", "11-20 12:00", "", ""),
        ("请假2小时", "11-20 09:30", "11-20 11:30", "", ""),
        ("请假到今天下午三点半", "11-20 09:30", "11-20 15:30", "", ""),
        ("请假到明天中午12点", "11-20 09:30", "11-21 12:00", "", ""),
        ("请假到月底", "11-20 09:30", "12-01 00:00", "", ""),
        ("周末请假", "11-21 00:00", "11-23 00:00", "", ""),
        ("高晓燕病了，请假到周一，让亚丽顶", "11-20 09:30", "11-24 00:00", "高晓燕", "亚丽"),
        ("帮高晓燕请假到25号", "11-20 09:30", "11-26 00:00", "高晓燕", ""),
        ("请假到2027年1月5日", "11-20 09:30", "01-06 00:00", "", ""),
        ("请假到５号", "11-20 09:30", "12-06 00:00", "", ""),
        ("请假到周五", "11-20 09:30", "11-28 00:00", "", ""),
        ("请假到本周五", "11-20 09:30", "11-21 00:00", "", ""),
        ("我明晚请假", "11-21 18:00", "11-22 00:00", "", ""),
        ("请假到周三晚上", "11-20 09:30", "11-26 00:00", "", ""),
        ("我十二月三号请假", "12-03 00:00", "12-04 00:00", "", ""),
        ("请假到三十号", "11-20 09:30", "12-01 00:00", "", ""),
        ("请假一个月", "11-20 09:30", "12-20 00:00", "", ""),
        ("我请假到周三，3号楼的事让亚丽顶", "11-20 09:30", "11-26 00:00", "", "亚丽"),
        ("我下午请假", "11-20 12:00", "11-20 18:00", "", ""),
        ("请假到下午三点半", "11-20 09:30", "11-20 15:30", "", ""),
        ("今晚8点到10点请假，亚丽顶", "11-20 20:00", "11-20 22:00", "", "亚丽"),
        ("明天上午9点到11点请假", "11-21 09:00", "11-21 11:00", "", ""),
        ("病了请假两天", "11-20 09:30", "11-22 00:00", "", ""),
        ("感冒了 请假一天", "11-20 09:30", "11-21 00:00", "", ""),
        ("家里有事请假半天", "11-20 09:30", "11-20 12:00", "", ""),
        ("小高病了请假两天", "11-20 09:30", "11-22 00:00", "小高", ""),
        ("我发烧了，今天不来了", "11-20 00:00", "11-21 00:00", "", ""),
        ("我肚子疼，明天来不了，让亚丽顶一下", "11-21 00:00", "11-22 00:00", "", "亚丽"),
        ("发烧了 今天来不了", "11-20 00:00", "11-21 00:00", "", ""),
        ("孩子病了明天不来", "11-21 00:00", "11-22 00:00", "", ""),
        ("我妈住院了，明天来不了", "11-21 00:00", "11-22 00:00", "", ""),
        ("亚丽替我两天", "11-20 09:30", "11-22 00:00", "", "亚丽"),
        ("明天亚丽顶我", "11-21 00:00", "11-22 00:00", "", "亚丽"),
        ("我明天休息", "11-21 00:00", "11-22 00:00", "", ""),
        ("我明天不在", "11-21 00:00", "11-22 00:00", "", ""),
        ("我明天不在岗，让亚丽顶", "11-21 00:00", "11-22 00:00", "", "亚丽"),
        ("明天我休息 让亚丽顶", "11-21 00:00", "11-22 00:00", "", "亚丽"),
        ("我周三到周五轮休，亚丽替我。", "11-25 00:00", "11-28 00:00", "", "亚丽"),
    ],
)
def test_leave_as_it_is_typed(words: str, start: str, end: str, who: str, substitute: str) -> None:
    assert asks_leave(words)
    assert read(words) == (start, end, who, substitute)


@pytest.mark.parametrize(
    "words",
    [
        "我请假",
        "请假到2月30日",
        "请假到11月20日08点",
        "请假到2025年1月1日",
        "请假到2029年1月1日",
        "请假0天",
        "请假到25点",
    ],
)
def test_a_leave_without_a_time_that_can_be_is_asked_about(words: str) -> None:
    assert asks_leave(words)
    assert read(words) is None


@pytest.mark.parametrize(
    "words",
    [
        "楼道灯坏了", "请问几点开门", "明天到周三停水", "请物业来看看", "我明天休息吗", "我明天不休息", "明天休息",
        "我明天不在家", "王阿姨明天不在", "我不在", "我明天不在，业主说下周", "1号他下午不在",
        "我今天中午休息", "我休息一下", "你们明天休息 我去", "1号我明天休息", "业主发烧了，今天不来了",
        "我发烧了，今天来吗", "师傅病了，今天不来了", "我今天不来了", "他说我发烧了", "我发烧了",
        "物业明天休息 让业主顶着", "老人病了，今天不来了", "明天谁替我", "亚丽替我去一趟", "明天亚丽替我去看看",
    ],
)  # fmt: skip
def test_talk_asks_for_no_leave(words: str) -> None:
    assert not asks_leave(words)


moments = between(datetime(2025, 1, 1), datetime(2027, 12, 31))


@given(moments, st.sampled_from("一二三四五六日天"))
def test_a_weekday_is_the_next_one(now: datetime, sign: str) -> None:
    found = leave_in(f"请假到周{sign}", now, SHANGHAI)
    assert found
    today, last = now.astimezone(SHANGHAI).date(), (found.end - timedelta(seconds=1)).astimezone(SHANGHAI).date()
    assert last.isoweekday() == ("一二三四五六日".index(sign.replace("天", "日")) + 1)
    assert 1 <= (last - today).days <= 7


@given(moments, st.dates(date(2025, 1, 1), date(2028, 6, 1)))
def test_a_written_date_is_that_date(now: datetime, day: date) -> None:
    found = leave_in(f"请假到{day.year}年{day.month}月{day.day}日", now, SHANGHAI)
    today = now.astimezone(SHANGHAI).date()
    ahead = (day - today).days
    if 0 <= ahead <= 364:
        assert found
        assert found.end.astimezone(SHANGHAI).date() == day + timedelta(days=1)
    if ahead < 0 or ahead > 367:
        assert found is None


@given(moments, st.text("请假到周三五一二十半天月日号点下午明后从让亚丽顶班0123456789.-: ,", max_size=25))
def test_any_words_are_read_or_refused(now: datetime, words: str) -> None:
    found = leave_in(words, now, SHANGHAI)
    if found:
        assert found.start < found.end
        assert found.end > now
        assert found.end - found.start <= timedelta(days=367)


@pytest.mark.parametrize(
    ("words", "start", "end", "substitute"),
    [
        ("off tomorrow", "11-21 00:00", "11-22 00:00", ""),
        ("I'm sick today", "11-20 00:00", "11-21 00:00", ""),
        ("on leave mon-wed", "11-23 00:00", "11-26 00:00", ""),
        ("can't come in tomorrow, by Yali", "11-21 00:00", "11-22 00:00", "Yali"),
        ("on leave from monday to friday", "11-23 00:00", "11-28 00:00", ""),
    ],
)
def test_leave_in_english(words: str, start: str, end: str, substitute: str) -> None:
    chinese = told_in_english(words)
    assert asks_leave(chinese)
    assert read(chinese) == (start, end, "", substitute)


@pytest.mark.parametrize(
    "words", ["the lift is off today", "off", "day off work party tomorrow at 5", "he is sick today"]
)
def test_talk_in_english_asks_for_none(words: str) -> None:
    assert told_in_english(words) == words
