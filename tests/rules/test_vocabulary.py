"""Which row an n-gram has: its own, in the order of the keys, and none where it is unknown."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from rules.features import keys
from rules.vocabulary import Vocabulary, distinct
from tests.rules.words import SAYINGS


@given(st.lists(SAYINGS, min_size=1, max_size=6), SAYINGS)
def test_each_known_run_of_signs_has_a_row_of_its_own(said: list[str], other: str) -> None:
    known = distinct(*keys(said), 1)
    vocabulary = Vocabulary(known)
    assert vocabulary.rows(known).tolist() == list(range(1, len(known) + 1))
    found, _ = keys([other])
    (rows,) = vocabulary.rows_of([other])
    assert all((known[row - 1] == key) if row else (key not in known) for row, key in zip(rows, found, strict=True))


@given(st.lists(SAYINGS, min_size=1, max_size=6))
def test_what_few_texts_have_is_left_out(said: list[str]) -> None:
    found, counts = keys(said)
    owner = np.repeat(np.arange(len(said)), counts)
    often = {key for key in found.tolist() if len(set(owner[found == key].tolist())) > 1}
    assert set(distinct(found, counts, 2).tolist()) <= often
