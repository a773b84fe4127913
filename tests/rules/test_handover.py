"""问题交接单: three questions, each asked until it is answered, and one tap by somebody else."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.handover import MOST_EVENTS, QUESTIONS, TELLING, Handover, Happened, Question, grounds_in, telling
from rules.town import Level

NOON = datetime(2026, 3, 2, 4, tzinfo=UTC)
YAN, CHEN = 501, 601
FORM = Handover(128, "渗漏水", "3栋2单元", "墙面渗水", NOON, 2, (), YAN, Level.COMMUNITY)


def test_three_questions_and_a_signature() -> None:
    form = FORM
    assert form.signing_refusal(CHEN) == "not_complete"
    asked: list[Question] = []
    while form.open_question:
        asked.append(form.open_question)
        form = form.answer(form.open_question, f"关于{form.open_question}")
    assert tuple(asked) == QUESTIONS
    assert form.signing_refusal(YAN) == "own_form"
    signed = form.sign(CHEN, NOON)
    assert (signed.signed_by, signed.signed_at) == (CHEN, NOON)
    assert signed.signing_refusal(CHEN) == "signed_before"
    with pytest.raises(ValueError, match="does not change"):
        signed.answer("why", "改")


def test_nobody_signs_what_is_not_complete() -> None:
    with pytest.raises(ValueError, match="not_complete"):
        FORM.answer("why", "没钱").sign(CHEN, NOON)


def test_an_answer_may_be_given_early_or_anew() -> None:
    form = FORM.answer("asked", "请联系施工单位")
    assert (form.open_question, form.asked) == ("done", "请联系施工单位")
    assert form.answer("asked", "请出资").asked == "请出资"
    assert form.answer("asked", "  ") is form


@pytest.mark.parametrize(
    ("words", "grounds"),
    [
        ("我们没有执法权", ("authority",)),
        ("要动用维修资金，业主意见不一，多方扯皮", ("money", "several_parties")),
        ("查不出漏点，需要专业检测", ("technique",)),
        ("归城管管，两家单位都不同意出钱", ("authority", "money", "several_parties")),
        ("太忙", ()),
    ],
)
def test_grounds_are_read_from_the_answer(words: str, grounds: tuple[str, ...]) -> None:
    assert grounds_in(words) == grounds
    assert FORM.answer("why", words).grounds == grounds


events = st.lists(
    st.builds(
        Happened,
        st.integers(0, 500).map(lambda minutes: NOON + timedelta(minutes=minutes)),
        st.sampled_from([*sorted(TELLING), "nudge", "backup", "community", "street"]),
    ),
    max_size=40,
)


@given(events)
def test_the_form_tells_how_it_began_and_what_people_did_last(history: list[Happened]) -> None:
    told = telling(history)
    mine = sorted((each for each in history if each.action in TELLING), key=lambda each: each.at)
    assert len(told) == min(len(mine), MOST_EVENTS)
    assert list(told) == sorted(told, key=lambda each: each.at)
    if mine:
        assert told[0] == mine[0]
        assert told[-1] == mine[-1]


@given(st.lists(st.tuples(st.sampled_from(QUESTIONS), st.text(max_size=20)), max_size=10))
def test_the_open_question_is_the_first_without_an_answer(answers: list[tuple[Question, str]]) -> None:
    form, given = FORM, set[str]()
    for question, words in answers:
        form = form.answer(question, words)
        given |= {question} if words.strip() else set()
    assert form.open_question == next((question for question in QUESTIONS if question not in given), None)
    assert (form.signing_refusal(CHEN) == "") is (len(given) == len(QUESTIONS))
