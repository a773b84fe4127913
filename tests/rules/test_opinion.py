"""An answer from outside is an opinion the desk can use, or none; whatever it says, it names only what there is."""

import json
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from config.policies import load_policies
from rules.deciding import KINDS
from rules.opinion import MOST_MATTERS, Opinion, question, read_answer
from tests.rules.words import WORDS

TAXONOMY = load_policies(None, ZoneInfo("Asia/Shanghai")).taxonomy
MATTERS = sorted(TAXONOMY.matters)
VALUES = (
    st.none() | st.integers() | st.text(max_size=6) | st.lists(st.sampled_from((*MATTERS[:3], "nothing")), max_size=5)
)
ANSWERS = st.dictionaries(st.sampled_from(("kind", "matters", "why")), VALUES | st.sampled_from(KINDS)).map(json.dumps)


@given(st.lists(WORDS | ANSWERS, max_size=3).map("\n".join))
def test_whatever_is_answered_names_only_what_there_is(answer: str) -> None:
    found = read_answer(answer, TAXONOMY)
    if found is not None:
        assert found.kind in KINDS
        assert set(found.matters) <= set(MATTERS)
        assert found.asks == bool(found.matters)
        assert len(set(found.matters)) == len(found.matters) <= MOST_MATTERS


@given(WORDS, st.sampled_from(KINDS), st.lists(st.sampled_from(MATTERS), min_size=1, max_size=3, unique=True))
def test_a_plain_answer_is_read_wherever_it_stands(aside: str, kind: str, matters: list[str]) -> None:
    answer = f"{aside} {json.dumps({'kind': kind, 'matters': matters})}"
    assert read_answer(answer, TAXONOMY) == Opinion(kind, tuple(matters) if kind == "request" else ())


@given(WORDS)
def test_what_was_written_is_told_as_data_whole(words: str) -> None:
    task, said = question(words, TAXONOMY)
    assert json.loads(said["content"]) == {"message": words}
    assert task == question("", TAXONOMY)[0]
