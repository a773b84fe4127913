"""Times in words become moments."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.times import moments, with_dates

NOW = datetime(2026, 3, 4, 10, 0, tzinfo=UTC)  # a Wednesday


@pytest.mark.parametrize(
    ("text", "month", "day", "hour", "minute"),
    [
        ("明早八点停水", 3, 5, 8, 0),
        ("今晚7点半开会", 3, 4, 19, 30),
        ("周六上午9点体检", 3, 7, 9, 0),
        ("3号下午停水", 4, 3, 14, 0),
        ("12日08:00检修", 3, 12, 8, 0),
        ("下周一下午三点一刻", 3, 9, 15, 15),
        ("明上午9点停水", 3, 5, 9, 0),
        ("后天早上8点", 3, 6, 8, 0),
        ("明天下午5点3号楼停电", 3, 5, 17, 0),
        ("明天9点3、5号楼停水", 3, 5, 9, 0),
        ("明天9点12栋停水", 3, 5, 9, 0),
        ("明天下午五点二十集合", 3, 5, 17, 20),
        ("今晚12点停水", 3, 5, 0, 0),
        ("今晚0点停水", 3, 5, 0, 0),
        ("明晚零点半停电", 3, 6, 0, 30),
        ("今晚两点抢修", 3, 5, 2, 0),
        ("昨晚1点半还在吵", 3, 4, 1, 30),
        ("明晚十二点半", 3, 6, 0, 30),
        ("晚上11点", 3, 4, 23, 0),
        ("下午2点", 3, 4, 14, 0),
        ("傍晚5点", 3, 4, 17, 0),
        ("凌晨2点", 3, 4, 2, 0),
    ],
)
def test_a_time_told_is_a_moment(text: str, month: int, day: int, hour: int, minute: int) -> None:
    at = moments(text, NOW)[0].at
    assert (at.month, at.day, at.hour, at.minute) == (month, day, hour, minute)


@pytest.mark.parametrize(
    ("text", "month", "day", "hour", "minute"),
    [
        ("tomorrow 9:00-17:00 pipes", 3, 5, 9, 0),
        ("come today at 6:30 pm", 3, 4, 18, 30),
        ("tonight 8:00", 3, 4, 20, 0),
        ("until Friday, 18:00", 3, 6, 18, 0),
        ("next Monday 9am", 3, 9, 9, 0),
        ("next Friday 9am", 3, 13, 9, 0),
        ("by 25 Dec 17:00", 12, 25, 17, 0),
        ("December 1st at 12am", 12, 1, 0, 0),
    ],
)
def test_english_days_and_hours(text: str, month: int, day: int, hour: int, minute: int) -> None:
    told = next(each for each in moments(text, NOW) if each.exact)
    assert (told.at.month, told.at.day, told.at.hour, told.at.minute) == (month, day, hour, minute)
    assert told.words in text


@pytest.mark.parametrize(
    ("text", "year"), [("1月5日9点", 2027), ("12月25日17点", 2026), ("10月1日8点", 2026), ("12月31日次日9点", 2027)]
)
def test_in_december_january_is_next_years(text: str, year: int) -> None:
    found = moments(text, datetime(2026, 12, 28, 10, 0, tzinfo=UTC))
    assert found[-1].at.year == year


def test_an_hour_of_this_night_said_after_midnight_is_still_to_come() -> None:
    assert moments("今晚2点抢修", NOW.replace(hour=0))[0].at == NOW.replace(hour=2)
    assert moments("今晚8点开会", NOW.replace(hour=0))[0].at == NOW.replace(hour=20)


@pytest.mark.parametrize("text", ["3号楼电梯坏了", "5号门进不来", "没有时间", "32号见"])
def test_a_building_is_no_date(text: str) -> None:
    assert moments(text, NOW) == ()


@pytest.mark.parametrize(
    "text",
    [
        "门前堆了垃圾",
        "光明早市",
        "说明一下",
        "以前晚上很安静",
        "开会之后天黑了",
        "明白",
        "今后",
        "后门坏了",
        "the sun is out",
    ],
)
def test_a_sign_alone_is_no_day(text: str) -> None:
    assert moments(text, NOW) == ()


@given(st.text(alphabet="明后今周六日号月点半3号楼12一二十下午:", max_size=20))
def test_no_words_break_the_reader(text: str) -> None:
    for moment in moments(text, NOW):
        assert moment.words in text.replace("：", ":")


@pytest.mark.parametrize(
    ("words", "dated"),
    [
        ("明天上午大扫除", "11月24日上午大扫除"),
        ("今晚和明早停水，后天上午恢复", "11月23日晚和11月24日早停水，11月25日上午恢复"),
        ("大后天开会", "11月26日开会"),
        ("今日起，明日止", "11月23日起，11月24日止"),
        ("光明天地广场、文明日报、今日头条", "光明天地广场、文明日报、今日头条"),
        ("雨后天晴，聪明天使，以后天天如此", "雨后天晴，聪明天使，以后天天如此"),
        ("目前天冷，清明日间", "目前天冷，清明日间"),
        ("come tomorrow or tonight", "come November 24 or November 23 in the evening"),
    ],
)
def test_days_of_another_day_are_told_by_their_dates(words: str, dated: str) -> None:
    assert with_dates(words, date(2026, 11, 23)) == dated
