"""YAML in which every value knows its file and line, so that a fault can be shown where it stands."""

import re
from collections.abc import Container
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any

import yaml

from config.faults import Fault, Kind, Said, said


@dataclass(frozen=True, slots=True)
class Scalar:
    """A single value as it was written: `text` keeps 007, no and 08:00 as they stand; `empty` when none was given."""

    file: str
    line: int
    text: str
    empty: bool = False


@dataclass(frozen=True, slots=True)
class Rows:
    """A list."""

    file: str
    line: int
    rows: "tuple[Node, ...]" = ()


@dataclass(frozen=True, slots=True)
class Keys:
    """A mapping; `lines` says where each key stands (an override keeps its own file and line)."""

    file: str
    line: int
    values: "dict[str, Node]" = field(default_factory=dict)
    lines: dict[str, tuple[str, int]] = field(default_factory=dict)


Node = Scalar | Rows | Keys
# Ten times as fast, but what is nested too deeply ends the process: for our own files.
QUICK: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_RUN_TOGETHER = re.compile(r"[A-Za-z_]+\s*(?:：|:(?=[^\s/]))")
_WIDE_COLON = re.compile(r"^\s*(?:-\s*)?\{?\s*[A-Za-z_]+\s*：", re.MULTILINE)
# A telephone turns "1" into “1” while it is typed.
_QUOTED = re.compile(r"[“”‘’]([^“”‘’]*)[“”‘’]")
_KINDS = {Scalar: Kind.VALUE, Rows: Kind.LIST, Keys: Kind.KEYS}
_UNREADABLE = (
    ("expected ',' or", "yaml_bracket"),
    ("mapping values are not allowed", "yaml_colon"),
    ("could not find expected ':'", "yaml_no_colon"),
    ("expected <block end>", "yaml_indent"),
    ("expected the node content", "yaml_indent"),
    ("'\\t'", "yaml_tab"),
    ("unexpected end of stream", "yaml_quote"),
)


def run_together(node: Node | str) -> bool:
    """Whether a key runs into its value: 名： of a Chinese keyboard, or no blank after the colon."""
    text = node if isinstance(node, str) else node.text if isinstance(node, Scalar) else ""
    return _RUN_TOGETHER.match(text) is not None


def kind_of(node: Node) -> Kind:
    """What a node is."""
    return Kind.NOTHING if isinstance(node, Scalar) and node.empty else _KINDS[type(node)]


def text_of(path: Path, faults: list[Fault]) -> str | None:
    """A file's text; None where it cannot be read, which is added to `faults`."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        faults.append(Fault(str(path), error.object[: error.start].count(b"\n") + 1, said("no_utf8")))
    except OSError as error:
        faults.append(Fault(str(path), 1, said("unreadable", problem=error.strerror)))
    return None


def read_yaml(text: str, file: str, faults: list[Fault], loader: Any = yaml.SafeLoader) -> Node | None:
    """The one document of a YAML text; None when it is empty or cannot be read, which is added to `faults`."""
    try:
        root = yaml.compose(text, Loader=loader)
        return _Marker(file, faults).mark(root) if root is not None else None
    except yaml.MarkedYAMLError as problem:
        faults.append(_syntax_fault(problem, file, text))
    except yaml.reader.ReaderError as problem:
        line = text[: problem.position].count("\n") + 1
        faults.append(Fault(file, line, said("character", character=f"#x{problem.character:04x}")))
    except RecursionError:
        faults.append(Fault(file, 1, said("deep")))
    return None


def merge(base: Node, over: Node) -> Node:
    """`over` laid on `base`, key by key; single values and lists replace the whole."""
    if not (isinstance(base, Keys) and isinstance(over, Keys)):
        return over
    values = dict(base.values)
    for key, node in over.values.items():
        values[key] = merge(values[key], node) if key in values else node
    return Keys(over.file, over.line, values, base.lines | over.lines)


def without(node: Node, wrong: Container[int], gone: set[str]) -> Node | None:
    """What is left when the values with these identities go, a list as a whole; None for nothing.

    Their keys are added to `gone`.
    """
    if id(node) in wrong or (isinstance(node, Rows) and any(id(row) in wrong for row in node.rows)):
        return None
    if not isinstance(node, Keys):
        return node
    left = {key: without(value, wrong, gone) for key, value in node.values.items()}
    gone |= {key for key, value in left.items() if value is None}
    return Keys(node.file, node.line, {key: value for key, value in left.items() if value is not None}, node.lines)


def keys_in(node: Node) -> set[str]:
    """All keys of a mapping and of those in it."""
    return {*node.values, *chain.from_iterable(map(keys_in, node.values.values()))} if isinstance(node, Keys) else set()


class _Marker:
    """Turns composed YAML into marked nodes, telling of doubled keys, merge keys and loops."""

    def __init__(self, file: str, faults: list[Fault]) -> None:
        self._file, self._faults = file, faults
        self._open: set[int] = set()
        self._done: dict[int, Node] = {}

    def mark(self, node: yaml.Node) -> Node:
        if id(node) in self._done:
            return self._done[id(node)]
        if id(node) in self._open:
            self._fault(node, said("alias_loop"))
            return Scalar(self._file, _line(node), "", empty=True)
        self._open.add(id(node))
        marked = self._mark(node)
        self._open.discard(id(node))
        self._done[id(node)] = marked
        return marked

    def _mark(self, node: yaml.Node) -> Node:
        if isinstance(node, yaml.MappingNode):
            return self._keys(node)
        if isinstance(node, yaml.SequenceNode):
            return Rows(self._file, _line(node), tuple(self.mark(row) for row in node.value))
        written = isinstance(node, yaml.ScalarNode) and node.style
        text = str(node.value) if written else _unquoted(str(node.value))
        return Scalar(self._file, _line(node), text, empty=node.tag == "tag:yaml.org,2002:null")

    def _keys(self, node: yaml.MappingNode) -> Keys:
        keys = Keys(self._file, _line(node))
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode) or key.tag == "tag:yaml.org,2002:merge":
                self._fault(key, said("odd_key"))
            elif key.value in keys.values:
                self._fault(key, said("key_twice", key=key.value, line=keys.lines[key.value][1]))
            else:
                keys.values[key.value] = self.mark(value)
                keys.lines[key.value] = (self._file, _line(key))
        return keys

    def _fault(self, node: yaml.Node, told: Said) -> None:
        self._faults.append(Fault(self._file, _line(node), told))


def _unquoted(text: str) -> str:
    quoted = _QUOTED.fullmatch(text)
    return quoted[1] if quoted else text


def _line(node: yaml.Node) -> int:
    line: int = node.start_mark.line
    return line + 1


def _syntax_fault(problem: yaml.MarkedYAMLError, file: str, text: str) -> Fault:
    mark: Any = problem.problem_mark or problem.context_mark
    wide = _WIDE_COLON.search(text)
    if wide and mark and (line := text.count("\n", 0, wide.end()) + 1) <= mark.line + 1:
        return Fault(file, line, said("yaml_wide"))
    what = problem.problem or "cannot be read"
    name = next((name for words, name in _UNREADABLE if words in what), "yaml")
    return Fault(file, mark.line + 1 if mark else 1, said(name, problem=what))
