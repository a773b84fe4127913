"""Who has the same trouble, and in which building."""

import pytest
from hypothesis import given

from rules.apart import (
    is_at_home_too,
    is_everywhere,
    is_the_same,
    names_building,
    only_fails_too,
    tells_own_trouble,
)
from tests.rules.words import SAYINGS


@pytest.mark.parametrize(
    ("words", "home", "same", "fails"),
    [
        ("我们楼也是", True, True, False),
        ("我家也没水", True, False, False),
        ("我家也一样啊", True, True, False),
        ("同上", False, True, False),
        ("也坏了", False, False, True),
        ("我们这栋也停了", True, False, True),
        ("电梯也坏了", False, False, False),
    ],
)
def test_who_has_the_same(words: str, home: bool, same: bool, fails: bool) -> None:
    assert (is_at_home_too(words), is_the_same(words), only_fails_too(words)) == (home, same, fails)


def test_where_and_what_it_is() -> None:
    assert names_building("我们楼") and not names_building("我家")
    assert is_everywhere("整个小区没电") and not is_everywhere("3号楼没电")
    assert tells_own_trouble("我家也没水") and not tells_own_trouble("物业收费真高")


@given(SAYINGS)
def test_whatever_is_said_behind_a_home_it_is_that_home(words: str) -> None:
    assert is_at_home_too(f"我家也{words}")
