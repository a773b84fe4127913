"""The word files: ours with a street's own laid over them key by key, and what is wrong in the street's, with lines."""

import re
from collections.abc import Collection, Iterator
from functools import reduce
from pathlib import Path
from typing import Any

import yaml

from config.faults import Fault, Kind, nearest, said
from config.marked import QUICK, Keys, Node, Rows, Scalar, kind_of, merge, read_yaml, text_of

HOME = Path(__file__).parent
FOLDER = "lexicon"
# Where a street may add keys of its own; elsewhere the keys are the desk's.
OPEN = frozenset({"dialect.yaml", "matters.yaml"})
# Mappings of mappings: what stands under any key may stand under each.
DEEP = frozenset({"danger.yaml", "english.yaml", "matters.yaml"})
PATTERNS = frozenset({"danger.yaml", "english.yaml", "patterns.yaml"})
NUMBERS = frozenset({"clues.yaml"})
# In danger.yaml: words that mean alike, and where a pattern has the name of such a group.
GROUPS = "groups"
NAMED = re.compile(r"<([一-龥]+)>")
MOST_TOLD = 50
SCOPES = ("home", "unit", "building", "spot", "none")
_EXPECTED = {Kind.VALUE: "value", Kind.LIST: "list", Kind.KEYS: "keys", Kind.NOTHING: "value"}


def words(name: str, policy_dir: Path | None) -> dict[str, Any]:
    """A file of ours with the street's own laid over it; single values and lists replace the whole."""
    ours: dict[str, Any] = _plain(HOME / name)
    path = policy_dir / name if policy_dir else None
    if path is None or not path.exists():
        return ours
    merged: dict[str, Any] = _laid_over(ours, _plain(path))
    return merged


def lexicon_faults(policy_dir: Path | None, matters: Collection[str]) -> list[Fault]:
    """What is wrong in `policy_dir`/lexicon; `matters` are the names of the taxonomy, none if they are not known."""
    folder = policy_dir / FOLDER if policy_dir else None
    if folder is None or not folder.is_dir():
        return []
    faults: list[Fault] = []
    known = sorted(path.name for path in (HOME / FOLDER).glob("*.yaml"))
    for path in sorted(folder.iterdir()):
        if path.name in known:
            _check_file(path, matters, faults)
        elif path.suffix in (".yaml", ".yml"):
            faults.append(Fault(str(path), 1, said("no_word_file", near=nearest(path.name, known), allowed=known)))
    return faults


def _plain(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=QUICK) or {}


def _laid_over(base: Any, over: Any) -> Any:
    if not (isinstance(base, dict) and isinstance(over, dict)):
        return over
    return base | {key: _laid_over(base.get(key), value) for key, value in over.items()}


def _check_file(path: Path, matters: Collection[str], faults: list[Fault]) -> None:
    over = _node(path, faults)
    ours = _node(HOME / FOLDER / path.name, faults)
    if not isinstance(over, Keys) or not isinstance(ours, Keys):
        if over is not None:
            faults.append(Fault(over.file, over.line, said("no_keys", kind=kind_of(over))))
        return
    alike = [node for key, node in ours.values.items() if key != GROUPS]
    shape = reduce(merge, alike) if path.name in DEEP | OPEN else None
    for key, node in over.values.items():
        ask_shape = shape and key != GROUPS and (path.name in OPEN or key in ours.values)
        sample = shape if ask_shape else ours.values.get(key)
        _check(node, sample, key, over.lines[key], ours, faults)
    faults += _unknown_matters(path.name, over, matters)
    if path.name in NUMBERS:
        faults += (fault for value in over.values.values() if (fault := _no_number(value)))
    if path.name in PATTERNS:
        named = _groups(over)
        known = {**_groups(ours), **named}
        faults += (fault for row in (*_rows(over), *named.values()) if (fault := _bad_pattern(row, known)))


def _node(path: Path, faults: list[Fault]) -> Node | None:
    text = text_of(path, faults)
    return None if text is None else read_yaml(text, str(path), faults)


def _check(node: Node, sample: Node | None, key: str, at: tuple[str, int], among: Keys, faults: list[Fault]) -> None:
    """Whether a value has the shape that ours has there, `among` others."""
    if sample is None:
        keys = sorted(among.values)
        allowed = keys if len(keys) <= MOST_TOLD else ()
        faults.append(Fault(*at, said("unknown_key", key=key, near=nearest(key, keys), allowed=allowed)))
    elif type(node) is not type(sample) or (isinstance(node, Scalar) and node.empty):
        told = said("is_kind", key=key, kind=kind_of(node), allowed=_EXPECTED[kind_of(sample)])
        faults.append(Fault(node.file, node.line, told))
    elif isinstance(node, Keys) and isinstance(sample, Keys):
        for name, value in node.values.items():
            _check(value, sample.values.get(name), name, node.lines[name], sample, faults)
    elif isinstance(node, Rows):
        odd = [row for row in node.rows if not isinstance(row, Scalar) or row.empty]
        for row in odd:
            faults.append(Fault(row.file, row.line, said("kind_in", kind=kind_of(row), key=key, allowed="words")))
    elif key == "scope" and isinstance(node, Scalar) and node.text not in SCOPES:
        faults.append(Fault(node.file, node.line, said("is", key=key, value=node.text, allowed=SCOPES)))


def _unknown_matters(name: str, over: Keys, matters: Collection[str]) -> Iterator[Fault]:
    named = [(key, over.lines[key]) for key in over.values] if name == "matters.yaml" else []
    if name == "danger.yaml":
        kinds = [kind.values.get("matter") for kind in over.values.values() if isinstance(kind, Keys)]
        named = [(each.text, (each.file, each.line)) for each in kinds if isinstance(each, Scalar)]
    for matter, at in named:
        if matters and matter not in matters:
            yield Fault(*at, said("no_matter", matter=matter, near=nearest(matter, matters)))


def _rows(node: Node) -> Iterator[Scalar]:
    if isinstance(node, Keys):
        for value in node.values.values():
            yield from _rows(value)
    elif isinstance(node, Rows):
        yield from (row for row in node.rows if isinstance(row, Scalar))


def _groups(node: Keys) -> dict[str, Scalar]:
    """The words that patterns name in <>, where a file has such."""
    groups = node.values.get(GROUPS)
    named = groups.values.items() if isinstance(groups, Keys) else ()
    return {name: words for name, words in named if isinstance(words, Scalar)}


def _bad_pattern(row: Scalar, groups: Collection[str]) -> Fault | None:
    try:
        re.compile(row.text)
    except re.error as problem:
        return Fault(row.file, row.line, said("pattern", text=row.text, problem=problem.msg))
    unknown = next((name for name in NAMED.findall(row.text) if name not in groups), "")
    if not unknown:
        return None
    return Fault(row.file, row.line, said("no_group", group=unknown, near=nearest(unknown, groups)))


def _no_number(node: Node) -> Fault | None:
    try:
        float(node.text if isinstance(node, Scalar) else "0")
    except ValueError:
        return Fault(node.file, node.line, said("no_number", text=node.text))  # type: ignore[union-attr]
    return None
