"""What is wrong in a street's own wording, told before anybody waits for a message."""

from collections.abc import Iterator
from pathlib import Path

import yaml
from jinja2 import TemplateSyntaxError, meta, nodes

from templates import FOLDER, Texts

Told = tuple[str, int, str]
ALWAYS = frozenset({"now"})


def wording_faults(texts: Texts) -> list[Told]:
    """File, line and words for everything wrong in the overriding folder; none without one."""
    own = texts.folders[0]
    if own.is_relative_to(FOLDER) or not own.is_dir():
        return []
    faults: list[Told] = []
    for path in sorted(own.iterdir()):
        faults += _labels(path) if path.name == "words.yaml" else _message(texts, path)
    return faults


def _message(texts: Texts, path: Path) -> Iterator[Told]:
    ours = [file for file in FOLDER.glob(f"*/{path.name}") if file.suffix in (".j2", ".html")]
    if not ours:
        yield str(path), 1, "no message is called so"
        return
    try:
        text = path.read_text(encoding="utf-8")
        texts.environment.compile(text)
    except TemplateSyntaxError as error:
        yield str(path), error.lineno, error.message or "cannot be read"
        return
    except UnicodeDecodeError:
        yield str(path), 1, "this is no UTF-8 text"
        return
    given = ALWAYS.union(*(_names(texts, file.read_text(encoding="utf-8")) for file in ours))
    tree = texts.environment.parse(text)
    for name in sorted(meta.find_undeclared_variables(tree) - given - texts.environment.globals.keys()):
        line = next(node.lineno for node in tree.find_all(nodes.Name) if node.name == name)
        yield str(path), line, f"{name} is not known here; allowed: {', '.join(sorted(given))}"


def _names(texts: Texts, text: str) -> set[str]:
    return meta.find_undeclared_variables(texts.environment.parse(text)) - texts.environment.globals.keys()


def _labels(path: Path) -> Iterator[Told]:
    known = yaml.safe_load((FOLDER / "zh" / "words.yaml").read_text(encoding="utf-8"))
    try:
        given = yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        yield str(path), mark.line + 1 if mark else 1, f"not valid YAML: {error.problem}"
        return
    except (yaml.YAMLError, UnicodeDecodeError):
        yield str(path), 1, "this is no YAML in UTF-8"
        return
    if not isinstance(given, dict):
        yield str(path), 1, "words are expected: a key and its label on each line"
        return
    lines = path.read_text(encoding="utf-8").splitlines()
    for key, label in given.items():
        line = next((n for n, text in enumerate(lines, 1) if text.startswith(f"{key}:")), 1)
        if key not in known:
            yield str(path), line, f"no label is called {key!r}"
        elif not isinstance(label, str):
            yield str(path), line, f"{key} is {label!r}; allowed: a word"
