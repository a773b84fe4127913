"""Words said over and over, against every pattern of the rules that must match as a whole: none takes long."""

import importlib
import pkgutil
import re
import time
from collections.abc import Iterator

import pytest

import rules

# Forty signs are few; of what repeats within what repeats each more takes twice as long, and shorter ones fail sooner.
LENGTHS = range(12, 45, 4)
ENOUGH = 0.1
_LOOKS = re.compile(r"\(\?[!<=][^)]*\)")


def patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    for module in pkgutil.iter_modules(rules.__path__):
        for name, told in vars(importlib.import_module(f"rules.{module.name}")).items():
            several = told.values() if isinstance(told, dict) else told if isinstance(told, tuple | list) else [told]
            yield from ((f"{module.name}.{name}", each) for each in several if isinstance(each, re.Pattern))


@pytest.mark.parametrize(("name", "pattern"), [pytest.param(*each, id=each[0]) for each in patterns()])
def test_its_own_words_repeated_are_soon_refused(name: str, pattern: re.Pattern[str]) -> None:
    own = re.findall(r"[一-龥]{1,4}|[a-z]{2,}", _LOOKS.sub("", pattern.pattern))
    for words in {*own[:80], "1", "点", "号", " ", ","}:
        for length in LENGTHS:
            began = time.thread_time()
            pattern.match((words * length)[:length] + "〇")
            assert time.thread_time() - began < ENOUGH, (name, words, length)
