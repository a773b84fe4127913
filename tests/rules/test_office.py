"""Questions about those who serve a grid, and what is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.office import Office, asked

PLAIN = {
    "网格员电话多少": Office.WORKER,
    "我们网格员叫什么名字": Office.WORKER,
    "谁有网格员电话": Office.WORKER,
    "社区几点上班": Office.COMMUNITY,
    "居委会在哪": Office.COMMUNITY,
    "社区周六上班吗": Office.COMMUNITY,
    "物业电话有吗": Office.OTHER,
    "派出所电话": Office.OTHER,
}


@given(
    st.sampled_from(sorted(PLAIN)),
    st.sampled_from(["", "请问", "你好，", "小格 ", "问一下，"]),
    st.sampled_from(["", "？", "啊", "呀？", "。"]),
)
def test_courtesy_around_a_question_changes_nothing(question: str, before: str, after: str) -> None:
    assert asked(f"{before}{question}{after}") is PLAIN[question]


@given(
    st.sampled_from(sorted(PLAIN)), st.sampled_from(["我家着火了", "电梯困人了", "水管爆了", "有煤气味"]), st.booleans()
)
def test_whatever_is_told_besides_it_is_no_such_question(question: str, trouble: str, first: bool) -> None:
    assert asked(f"{trouble}，{question}" if first else f"{question}，{trouble}") is None


@pytest.mark.parametrize(
    "words",
    [
        "社区上班了",
        "社区电话打不通",
        "社区电话没人接",
        "网格员什么时候来",
        "社区门口有煤气味",
        "谁有物业电话",
        "我在社区上班吗",
        "请问" * 200,
        "我们小区的" * 200 + "网格员",
    ],
)
def test_what_says_more_or_something_else(words: str) -> None:
    assert asked(words) is None
