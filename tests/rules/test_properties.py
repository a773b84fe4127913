"""Every decision is tried on what nobody thought of: each module of rules/ has a property."""

import re
from pathlib import Path

RULES, TESTS = (Path(__file__).parents[2] / name for name in ("rules", "tests"))


def test_every_module_of_the_rules_has_a_property() -> None:
    modules = {path.stem for path in RULES.glob("*.py")} - {"__init__"}
    texts = [path.read_text(encoding="utf-8") for path in TESTS.rglob("*.py")]
    tried = {name for text in texts if "@given(" in text for name in re.findall(r"from rules\.(\w+) import", text)}
    assert modules - tried == set()
