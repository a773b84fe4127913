"""YAML with lines: what is kept as written, and what is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.faults import Fault
from config.form import Form, form_of
from config.marked import Keys, Rows, Scalar, merge, read_yaml, run_together


def faults_of(text: str) -> list[tuple[int, str]]:
    faults: list[Fault] = []
    read_yaml(text, "f.yaml", faults)
    return [(fault.line, fault.text) for fault in faults]


def keys_of(text: str, file: str = "f.yaml") -> Keys:
    faults: list[Fault] = []
    node = read_yaml(text, file, faults)
    assert not faults
    assert isinstance(node, Keys)
    return node


def test_values_stay_as_they_were_written() -> None:
    keys = keys_of('code: 007\nsure: no\nat: 08:00\nbig: 1_000\nempty:\nquoted: ""\n')
    texts = {key: node.text for key, node in keys.values.items() if isinstance(node, Scalar)}
    assert texts == {"code": "007", "sure": "no", "at": "08:00", "big": "1_000", "empty": "", "quoted": ""}
    assert [key for key, node in keys.values.items() if isinstance(node, Scalar) and node.empty] == ["empty"]


def test_every_value_knows_its_line() -> None:
    keys = keys_of("a: 1\n# nothing\nb:\n  - x\n  - {c: 2}\n")
    rows = keys.values["b"]
    assert isinstance(rows, Rows)
    assert [node.line for node in rows.rows] == [4, 5]
    assert keys.lines == {"a": ("f.yaml", 1), "b": ("f.yaml", 3)}


@pytest.mark.parametrize(
    ("text", "line", "fault"),
    [
        ("a: 1\nb: [1, 2\nc: 3\n", 3, "not valid YAML: expected ',' or ']'"),
        ("a: 1\n\tb: 2\n", 2, "not valid YAML: a tab; indent with spaces"),
        ("a: 1\nb: 2\na: 3\n", 3, "'a' stands here twice, first on line 1"),
        ("a: &x {p: 1}\nb:\n  <<: *x\n", 3, "a key must be a plain word"),
        ("a: 1\n? [x, y]\n: 2\n", 2, "a key must be a plain word"),
        ("a: &x\n  - *x\n", 1, "an alias (*) that contains itself"),
        ("a: *nobody\n", 1, "not valid YAML: found undefined alias"),
        ("a: 1\n---\nb: 2\n", 2, "not valid YAML: but found another document"),
        ("a: 1\nb: \x07\n", 2, "a character that YAML does not allow: #x0007"),
        ("[" * 5000, 1, "nested too deeply to be read"),
        ("a:\n  - b: 1\n    name： x\n", 3, "not valid YAML: a wide ：; write : and a blank after it"),
        ("a: 'never closed\n", 2, "not valid YAML: found unexpected end of stream"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_line(text: str, line: int, fault: str) -> None:
    assert len(faults_of(text)) == 1
    found_line, found = faults_of(text)[0]
    assert (found_line, found[: len(fault)]) == (line, fault)


def test_aliases_that_multiply_are_read_once() -> None:
    layers = "\n".join(f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]" for n in range(1, 30))
    assert not faults_of(f"l0: &l0 [x]\n{layers}\n")


def test_an_override_goes_key_by_key_and_keeps_its_own_place() -> None:
    merged = merge(keys_of("a: {x: 1, y: [1, 2]}\nb: 2\n"), keys_of("a:\n  y: [3]\n  z: 4\n", "own.yaml"))
    assert isinstance(merged, Keys)
    inner = merged.values["a"]
    assert isinstance(inner, Keys)
    assert set(merged.values) == {"a", "b"}
    assert set(inner.values) == {"x", "y", "z"}
    assert isinstance(inner.values["y"], Rows)
    assert len(inner.values["y"].rows) == 1
    assert inner.lines["x"] == ("f.yaml", 1)
    assert inner.lines["z"] == ("own.yaml", 3)


scalars = st.text("abc01:#-&*!%@`{}[]'\"|> \n\t,?<", max_size=12)


@given(st.text("ab01:#-&*!%@{}[]'\"|> \n\t,?<", max_size=60))
def test_any_text_is_read_or_told_never_raised(text: str) -> None:
    faults: list[Fault] = []
    node = read_yaml(text, "f.yaml", faults)
    assert all(1 <= fault.line <= text.count("\n") + 2 for fault in faults)
    if node is not None:
        found: list[Fault] = []
        form = form_of(node, found, "it")
        assert bool(form) is not bool(found)


@given(st.dictionaries(st.sampled_from("abcdef"), st.integers()), st.sets(st.sampled_from("abcdef")))
def test_unasked_keys_are_exactly_those_told(given_keys: dict[str, int], asked: set[str]) -> None:
    faults: list[Fault] = []
    text = "".join(f"{key}: {value}\n" for key, value in given_keys.items()) or "{}"
    form = Form(keys_of(text), faults, "it")
    for key in asked:
        form.text(key, default="")
    form.finish()
    told = {fault.text.split("'")[1] for fault in faults}
    assert told == given_keys.keys() - asked


@pytest.mark.parametrize(
    ("text", "hinted"),
    [
        ("level： grid", True),
        ("code:gm", True),
        ("gas_company：1234", True),
        ("https://desk.example.org", False),
        ("level", False),
        ("第一网格：居民群", False),
    ],
)
def test_a_key_that_runs_into_its_value_is_told_how_to_be_written(text: str, hinted: bool) -> None:
    assert run_together(text) is hinted
    faults: list[Fault] = []
    form_of(Scalar("f.yaml", 1, text), faults, "safety")
    assert ("write `key: value`" in faults[0].text) is hinted
