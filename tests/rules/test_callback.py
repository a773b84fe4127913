"""What buttons carry: read back as written, and nothing else is read at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.callback import LIMIT, Press, read, write

ACTIONS = st.from_regex(r"[a-z_]{1,16}", fullmatch=True)
ARGS = st.from_regex(r"[A-Za-z0-9_.:-]{0,25}", fullmatch=True)


@given(action=ACTIONS, ticket=st.integers(0, 10**18 - 1), arg=ARGS)
def test_what_is_written_is_read_back_and_fits(action: str, ticket: int, arg: str) -> None:
    data = f"1|{action}|{ticket}|{arg}"
    if len(data) > LIMIT:
        with pytest.raises(ValueError, match="button"):
            write(action, ticket, arg)
        return
    assert write(action, ticket, arg) == data
    assert read(data) == Press(action, ticket, arg)
    assert len(data.encode()) <= 64


NEARLY = st.from_regex(r"1\|[a-z_]{1,17}\|[0-9]{1,19}\|[A-Za-z0-9_.:-]{0,30}", fullmatch=True)


@given(data=st.text(max_size=100) | NEARLY)
def test_reading_never_raises_and_believes_only_its_own_form(data: str) -> None:
    press = read(data)
    if press is not None:
        assert write(press.action, int(data.split("|")[2]), press.arg)
        assert data.isascii()
        assert len(data) <= LIMIT


@pytest.mark.parametrize(
    "data",
    ["", "1", "1|claim|1", "1|claim|1||", "2|claim|1|", "1|Claim|1|", "1|claim|-1|", "1|claim|１|", "1|claim|1|a b",
     "1|claim|1|中", "1|claim|1|\n", "1|claim|1|" + "x" * 41, "1|claim|" + "1" * 19 + "|", " 1|claim|1|"],
)  # fmt: skip
def test_forged_data_is_no_press(data: str) -> None:
    assert read(data) is None


@pytest.mark.parametrize("words", [("Claim", 1, ""), ("claim", -1, ""), ("claim", 1, "a|b"), ("claim", 1, "王")])
def test_what_would_not_be_read_back_is_not_written(words: tuple[str, int, str]) -> None:
    with pytest.raises(ValueError, match="button"):
        write(*words)
