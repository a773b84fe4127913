"""Loads the reader: the taxonomy, the words a street may edit, and the model's weights."""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from config import lexicon_files
from rules.danger import DangerReader
from rules.lexicon import CUE, PHRASE, SIGN, THING, Danger, Lexicon, Matter, People, WordIndex
from rules.model import Model, Sheet
from rules.parsing import Reader
from rules.places import PlaceReader
from rules.wording import Dialect

WEIGHTS = "model/reader.npz"
_HOME = lexicon_files.HOME
_ROLES = (("things", THING), ("signs", SIGN), ("phrases", PHRASE))


def load_reader(policy_dir: Path | None = None) -> Reader:
    """The reader with the words of this repository and, laid over them key by key, those in `policy_dir`.

    What is wrong in the latter is told by config.lexicon_files.lexicon_faults.
    """
    lexicon = load_lexicon(policy_dir)
    dangers = DangerReader(lexicon.dangers, lexicon.turns)
    model = Model(load_weights(policy_dir))
    return Reader(lexicon, Dialect(lexicon.dialect), PlaceReader(lexicon.places), dangers, model)


def load_weights(policy_dir: Path | None = None) -> Sheet:
    """The weights of the model: those a street has trained, else those of this repository."""
    with np.load(_found(WEIGHTS, policy_dir), allow_pickle=False) as file:
        names = json.loads(file["names"].tobytes())
        scale, bias = int(file["scale"][0]), file["bias"]
        return Sheet(tuple(names["heads"]), file["keys"], names["words"], file["weights"], bias, scale)


def save_weights(sheet: Sheet, path: Path) -> None:
    """Writes a weights file, the same bytes for the same weights."""
    names = json.dumps({"heads": sheet.heads, "words": sheet.words}, ensure_ascii=False).encode()
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(
        path,
        names=np.frombuffer(names, np.uint8),
        keys=sheet.keys,
        weights=sheet.weights,
        bias=sheet.bias,
        scale=np.array([sheet.scale]),
    )


def load_lexicon(policy_dir: Path | None = None) -> Lexicon:
    """The words alone."""
    speech = _yaml("lexicon/matters.yaml", policy_dir)
    kinds = _yaml("lexicon/kinds.yaml", policy_dir)
    matters = {matter.name: matter for matter in _matters(_yaml("taxonomy.yaml", policy_dir), speech)}
    people = _yaml("lexicon/people.yaml", policy_dir)
    return Lexicon(
        matters=matters,
        words=WordIndex([*_words(speech), *((word, CUE, kind) for kind, words in kinds.items() for word in words)]),
        dialect=_yaml("lexicon/dialect.yaml", policy_dir),
        places=_yaml("lexicon/places.yaml", policy_dir),
        dangers=tuple(_dangers(_yaml("lexicon/danger.yaml", policy_dir))),
        people=People(people["staff"], people["traders"]),
        turns={name: _either(said) for name, said in _yaml("lexicon/patterns.yaml", policy_dir).items()},
        clues=_yaml("lexicon/clues.yaml", policy_dir),
        kinds=kinds,
    )


def _found(name: str, policy_dir: Path | None) -> Path:
    own = policy_dir / name if policy_dir else None
    return own if own and own.exists() else _HOME / name


def _yaml(name: str, policy_dir: Path | None) -> dict[str, Any]:
    return lexicon_files.words(name, policy_dir)


def _matters(taxonomy: Mapping[str, Any], speech: Mapping[str, Any]) -> Iterator[Matter]:
    for group, lines in taxonomy.items():
        for code, line in lines["matters"].items():
            name = f"{group}.{code}"
            scope = speech.get(name, {}).get("scope", "none")
            yield Matter(name, line["zh"], line["class"], scope, line.get("public", True) is not False, line["level"])


def _words(speech: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    for matter, lists in speech.items():
        for key, role in _ROLES:
            for word in lists.get(key, ()):
                yield str(word), role, matter


def _either(patterns: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


def _dangers(kinds: Mapping[str, Any]) -> Iterator[Danger]:
    for name, kind in kinds.items():
        yield Danger(name, kind["matter"], tuple(kind["say"]), tuple(kind["unless"]))
