"""Every decision is tried on what nobody thought of: each module of rules/ has a property."""

import importlib
import inspect
import pkgutil
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from hypothesis import example, given, note
from hypothesis import strategies as st

import rules

RULES, TESTS = (Path(__file__).parents[2] / name for name in ("rules", "tests"))
PIECES = [
    *" \n，。？！、-+/@.:…～“）①½²٣１👌㊗\u200b\ufe0f", *"我你不没了吗去来好到", "3号楼", "2单元", "501", "1号单",
    "收到", "办结", "还没", "马上到", "明天", "周五", "3点", "点半", "2月30日", "25:00", "31号", "每月", "接龙",
    "一百二十", "全部", "电梯", "hello", "done", "'t", "13800138000", "9" * 20,
]  # fmt: skip


def test_every_module_of_the_rules_has_a_property() -> None:
    modules = {path.stem for path in RULES.glob("*.py")} - {"__init__"}
    texts = [path.read_text(encoding="utf-8") for path in TESTS.rglob("*.py")]
    tried = {name for text in texts if "@given(" in text for name in re.findall(r"from rules\.(\w+) import", text)}
    assert modules - tried == set()


def public() -> Iterator[Callable[..., Any]]:
    for module in (f"rules.{each.name}" for each in pkgutil.iter_modules(rules.__path__)):
        for name, told in vars(importlib.import_module(module)).items():
            if inspect.isfunction(told) and told.__module__ == module and not name.startswith("_"):
                yield told


def needs(told: Callable[..., Any]) -> list[str]:
    return [each.name for each in inspect.signature(told).parameters.values() if each.default is each.empty]


# What needs no more than words that people wrote, unless it says what it raises.
READERS = [each for each in public() if needs(each) in (["words"], ["text"]) and "Raises" not in (each.__doc__ or "")]


@given(words=st.lists(st.sampled_from(PIECES) | st.text(max_size=2), max_size=8).map("".join))
@example("")
def test_nothing_that_people_write_is_too_odd_to_be_read(words: str) -> None:
    for read in READERS:
        note(f"{read.__module__}.{read.__name__}({words!r})")
        found = read(words)
        if inspect.isgenerator(found):
            list(found)
