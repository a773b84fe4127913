"""Traditional signs are read as simplified ones, and nothing else is."""

from hypothesis import given
from hypothesis import strategies as st

from rules.traditional import SIMPLIFIED
from rules.wording import narrow


def test_no_sign_is_read_as_one_that_is_read_otherwise() -> None:
    assert not SIMPLIFIED.keys() & set(SIMPLIFIED.values())
    assert all(len(sign) == len(read) == 1 for sign, read in SIMPLIFIED.items())


def test_what_a_dialect_writes_stays() -> None:
    assert not SIMPLIFIED.keys() & set("嗰搵係冇咗喺嘅乜唔孃喎")


@given(st.text(alphabet=list(SIMPLIFIED) + list("电梯坏了3 "), max_size=30))
def test_signs_are_read_one_for_one(words: str) -> None:
    assert narrow(words) == "".join(SIMPLIFIED.get(sign, sign) for sign in words)
