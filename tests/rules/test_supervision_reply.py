"""What a supervision reply tells: more words never tell less, and what is told stands in one place."""

from hypothesis import given
from hypothesis import strategies as st

from rules.supervision_reply import ELEMENTS, told
from tests.rules.words import WORDS

FULL = "3月2日9点收到, 已联系居民王阿姨, 已更换灯泡, 预计明天全部完成"
PARTS = st.sampled_from((*FULL.split(","), "谢谢", "再说吧", ""))


@given(WORDS | PARTS, WORDS | PARTS)
def test_another_sentence_takes_nothing_away(one: str, other: str) -> None:
    for element in ELEMENTS:
        assert told(element, f"{one}。{other}") == (told(element, one) or told(element, other))


def test_a_full_reply_tells_everything_and_silence_nothing() -> None:
    assert all(told(element, FULL) for element in ELEMENTS)
    assert not any(told(element, "") for element in ELEMENTS)
