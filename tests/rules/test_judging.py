"""Weighing messages: together or alone it is the same, and what tells of danger is seen in one cheap look."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.lexicon import load_reader
from rules.judging import alarming, judge, likeliest_of, weighed

READER = load_reader()
SAID = st.lists(
    st.sampled_from(["着火了", "电梯困人了", "没水了", "好的", "3号楼", "不", "help", "fire", "吗", "\n", "哈哈哈哈"]),
    max_size=6,
).map("".join)


@given(st.lists(st.one_of(SAID, st.text(max_size=20)), max_size=6))
def test_messages_weighed_together_are_what_each_is_alone(texts: list[str]) -> None:
    together = [judge(words, outline, READER) for words, outline in weighed([(text, "") for text in texts], READER)]
    alone = [judge(*weighed([(text, "")], READER)[0], READER) for text in texts]
    for one, other in zip(together, alone, strict=True):
        assert (one.words, one.alarms, one.outline.ranked) == (other.words, other.alarms, other.outline.ranked)
        assert one.lead == pytest.approx(other.lead)


@given(SAID)
def test_whatever_tells_of_danger_is_alarming(text: str) -> None:
    words, outline = weighed([(text, "")], READER)[0]
    judged = judge(words, outline, READER)
    assert alarming(text, READER) or not judged.alarms
    assert likeliest_of(outline, READER) in READER.lexicon.matters
