"""What is wrong in a street's own wording, told before anybody waits for a message."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from jinja2 import TemplateSyntaxError, meta, nodes

from rules.cards import RATING_ROW
from rules.commands import ACTIONS
from templates import FOLDER, Texts, plain

# Where something is wrong, the name of the sentence that says so, and what stands in that.
Told = tuple[str, int, str, dict[str, Any]]
ALWAYS = frozenset({"now"})
# What stands together: were two of these alike, nobody would know which of the two they press.
BUTTONS = (
    {
        *ACTIONS.values(),
        *RATING_ROW[0],
        "join_home",
        "join_spot",
        "join_question",
        "resume",
        "whistle_go",
        "whistle_now",
    },
    {"bc_send", "bc_named", "bc_anyway", "bc_change", "bc_drop", "bc_sign", "bc_unsign"},
    {"co_send", "co_drop", "co_yes", "co_no", "co_here", "co_cancel"},
    {"care_more", "care_enough"},
)


def wording_faults(texts: Texts) -> list[Told]:
    """Everything wrong in the overriding folder; nothing without one."""
    own = texts.folders[0]
    if own.is_relative_to(FOLDER) or not own.is_dir():
        return []
    faults: list[Told] = []
    for path in sorted(own.iterdir()):
        faults += _labels(texts, path) if path.name == "words.yaml" else _message(texts, path)
    return faults


def _message(texts: Texts, path: Path) -> Iterator[Told]:
    ours = [file for file in FOLDER.glob(f"*/{path.name}") if file.suffix in (".j2", ".html")]
    if not ours:
        yield str(path), 1, "no_message", {}
        return
    try:
        text = path.read_text(encoding="utf-8")
        texts.environment.compile(text)
    except TemplateSyntaxError as error:
        yield str(path), error.lineno, "template", {"problem": error.message}
        return
    except UnicodeDecodeError:
        yield str(path), 1, "no_utf8", {}
        return
    given = ALWAYS.union(*(_names(texts, file.read_text(encoding="utf-8")) for file in ours))
    tree = texts.environment.parse(text)
    for name in sorted(meta.find_undeclared_variables(tree) - given - texts.environment.globals.keys()):
        line = next(node.lineno for node in tree.find_all(nodes.Name) if node.name == name)
        yield str(path), line, "unknown_name", {"word": name, "allowed": sorted(given)}


def _names(texts: Texts, text: str) -> set[str]:
    return meta.find_undeclared_variables(texts.environment.parse(text)) - texts.environment.globals.keys()


def _labels(texts: Texts, path: Path) -> Iterator[Told]:
    try:
        given = yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        yield str(path), mark.line + 1 if mark else 1, "yaml", {"problem": error.problem}
        return
    except (yaml.YAMLError, UnicodeDecodeError):
        yield str(path), 1, "no_utf8", {}
        return
    if not isinstance(given, dict):
        yield str(path), 1, "no_labels", {}
        return
    ours = Texts(texts.locale, texts.zone).words
    lines = path.read_text(encoding="utf-8").splitlines()
    for key, label in given.items():
        line = next((n for n, text in enumerate(lines, 1) if text.startswith(f"{key}:")), 1)
        if told := _label(key, label, ours, ours | given):
            yield str(path), line, *told


def _label(key: str, label: object, ours: dict[str, str], words: dict[str, str]) -> tuple[str, dict[str, Any]] | None:
    """What is wrong with one label, beside ours and all as they will be."""
    if key not in ours:
        return "no_label", {"key": key}
    if not isinstance(label, str) or (ours[key] and not str(plain(label)).strip()):
        return "is", {"key": key, "value": label, "allowed": "words"}
    beside = next((some & words.keys() for some in BUTTONS if key in some), set())
    alike = [each for each in beside if words[each] == label and ours[each] != ours[key]]
    return ("label_twice", {"key": key, "value": label, "other": min(alike)}) if alike else None
