"""Values in messages: quoted and cut safely, and times as people say them."""

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from templates import LONGEST_VALUE, Texts, plain, quote, whole

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 20, 0, 30, tzinfo=UTC)
TEXTS = {locale: Texts(locale, SHANGHAI) for locale in ("zh", "en")}


@given(value=st.text(max_size=1000))
def test_no_value_brings_control_signs_or_no_end(value: str) -> None:
    shown = plain(value)
    assert isinstance(shown, str)
    assert len(shown) <= LONGEST_VALUE
    assert not re.search("[\u0000-\u0009\u000b-\u001f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]", shown)


@given(value=st.text(max_size=4000))
def test_a_whole_text_keeps_its_length_but_no_control_signs(value: str) -> None:
    shown = str(whole(value))
    assert len(shown) <= len(value)
    assert not re.search("[\u0000-\u0009\u000b-\u001f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]", shown)
    assert shown == value or not value.isprintable()


@given(value=st.text(max_size=300), most=st.integers(2, 100))
def test_a_quotation_is_one_line_of_its_length(value: str, most: int) -> None:
    shown = quote(value, most)
    assert len(shown) <= most
    assert "\n" not in shown
    assert shown == " ".join(value.split()) or shown.endswith("…")


@given(words=st.text(max_size=60).filter(lambda words: "49" not in words))
def test_what_looks_like_a_template_is_not_run(words: str) -> None:
    text = TEXTS["zh"].render("reopened_staff", n=1, name="", said=f"{{{{ 7 * 7 }}}} {words}")
    assert "{{ 7 * 7 }}" in text
    assert "49" not in text


@pytest.mark.parametrize(
    ("locale", "moment", "said"),
    [
        ("zh", NOW, "08:30"),
        ("zh", NOW - timedelta(days=1), "11月19日08:30"),
        ("en", NOW - timedelta(days=1), "19 Nov 08:30"),
        ("zh", NOW + timedelta(hours=16), "11月21日00:30"),
    ],
)
def test_times_as_people_say_them(locale: str, moment: datetime, said: str) -> None:
    assert TEXTS[locale].clock(moment, NOW) == said


def _there(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=TEXTS["zh"].zone)


@pytest.mark.parametrize(
    ("locale", "minutes", "said"),
    [
        ("zh", 1, "1分钟"), ("zh", 119, "119分钟"), ("zh", 120, "2小时"), ("zh", 331, "5小时"),
        ("en", 1, "1 minute"), ("en", 119, "119 minutes"), ("en", 331, "5 hours"),
    ],
)  # fmt: skip
def test_a_wait_as_people_say_it(locale: str, minutes: int, said: str) -> None:
    assert Texts(locale, SHANGHAI).wait(minutes) == said


@pytest.mark.parametrize(
    ("locale", "starts", "ends", "said"),
    [
        ("zh", _there(22, 8), _there(22, 12), "11月22日08:00到12:00"),
        ("zh", _there(22, 0), _there(23, 0), "11月22日全天"),
        ("zh", _there(22, 0), _there(25, 0), "11月22日到11月24日"),
        ("zh", _there(22, 18), _there(23, 0), "11月22日18:00到24:00"),
        ("zh", _there(22, 18), _there(24, 0), "11月22日18:00到11月23日"),
        ("zh", _there(22, 18), _there(23, 6), "11月22日18:00到11月23日06:00"),
        ("en", _there(22, 0), _there(23, 0), "22 Nov, all day"),
        ("en", _there(22, 18), _there(24, 0), "22 Nov 18:00 to the end of 23 Nov"),
    ],
)
def test_spans_as_people_say_them(locale: str, starts: datetime, ends: datetime, said: str) -> None:
    assert TEXTS[locale].span(starts, ends) == said
