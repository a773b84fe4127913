"""Loads the reader: the taxonomy, the words a street may edit, and the model's weights."""

import json
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from config import lexicon_files
from config.faults import Fault, said
from rules.danger import DangerReader
from rules.lexicon import CUE, PHRASE, SENSE, SIGN, THING, Danger, Lexicon, Matter, People, Turns, WordIndex
from rules.model import LEAST, MOST, SUBJECT, Model, Sheet, packed
from rules.parsing import Reader
from rules.sieve import Known, Need, ways_of
from rules.spots import PlaceReader
from rules.wording import Dialect

WEIGHTS = "model/reader.npz"
# Read out of the patterns they would take half the time of loading.
NEEDS = "model/needs.json"
# What a street's corrections have taught besides; read only where it stands in the street's own folder.
LEARNT = "model/learnt.json"
SPOTS, CLUES = "spots", "clues"
_ARRAYS = ("keys", "weights", "bias", "out", "out_bias")
_HOME = lexicon_files.HOME
_ROLES = (("things", THING), ("signs", SIGN), ("phrases", PHRASE))


def load_reader(policy_dir: Path | None = None) -> Reader:
    """The reader with the words of this repository and, laid over them key by key, those in `policy_dir`.

    What is wrong in the latter is told by config.lexicon_files.lexicon_faults.
    """
    return _reader(policy_dir) if policy_dir else _our_reader()


def _reader(policy_dir: Path | None = None) -> Reader:
    lexicon = load_lexicon(policy_dir)
    dangers = DangerReader(lexicon.dangers, lexicon.turns, load_needs())
    english = cache(partial(DangerReader, lexicon.english, lexicon.turns, {}))
    model = Model(load_weights(policy_dir))
    return Reader(lexicon, Dialect(lexicon.dialect), PlaceReader(lexicon.places), dangers, english, model)


@cache
def _our_reader() -> Reader:
    """Ours alone, made once in a process: nothing changes in it."""
    return _reader()


def load_weights(policy_dir: Path | None = None) -> Sheet:
    """The weights of the model: those a street has trained, else those of this repository. Raises ValueError for those
    of an earlier version."""
    with np.load(_found(WEIGHTS, policy_dir), allow_pickle=False) as file:
        names = json.loads(file["names"].tobytes())
        rows = {name: file[name] for name in _ARRAYS}
        if not any(head.startswith(SUBJECT) for head in names["heads"]):
            raise ValueError("an earlier version made it")
        if rows["weights"].dtype == np.int8:
            rows["weights"] = packed(rows["weights"].clip(LEAST, MOST))
        return Sheet(tuple(names["heads"]), words=names["words"], scale=int(file["scale"][0]), **rows)


def load_needs() -> Known:
    """What the patterns of this repository's dangers need; a street's own are not among them."""
    return msgspec.json.decode((_HOME / NEEDS).read_bytes(), type=dict[str, list[list[Need]]])


def needs_text() -> bytes:
    """What the patterns need, as it should stand in that file: a line for each."""
    lexicon = load_lexicon()
    patterns = DangerReader(lexicon.dangers, lexicon.turns, {}).patterns
    lines = (msgspec.json.encode({text: [list(map(sorted, way)) for way in ways_of(text)]}) for text in patterns)
    return b"{" + b",\n".join(sorted({line[1:-1] for line in lines})) + b"}\n"


def learnt_here(policy_dir: Path) -> bool:
    """Whether corrections have taught anything there."""
    return any((policy_dir / name).exists() for name in (WEIGHTS, LEARNT))


def learnt_faults(policy_dir: Path | None) -> list[Fault]:
    """What a street has learnt and cannot be read any more."""
    found = []
    for name, load in ((WEIGHTS, load_weights), (LEARNT, load_learnt)):
        path = policy_dir / name if policy_dir else None
        if path and path.exists():
            try:
                load(policy_dir)
            except (ValueError, OSError, LookupError, EOFError, TypeError, zipfile.BadZipFile) as problem:
                found.append(Fault(str(path), 1, said("learnt", problem=problem)))
    return found


def save_weights(sheet: Sheet, path: Path) -> None:
    """Writes a weights file, the same bytes for the same weights."""
    names = json.dumps({"heads": sheet.heads, "words": sheet.words}, ensure_ascii=False).encode()
    arrays = {
        "names": np.frombuffer(names, np.uint8),
        **{name: getattr(sheet, name) for name in _ARRAYS},
        "scale": np.array([sheet.scale]),
    }
    _replace(path, lambda fresh: np.savez_compressed(fresh, **arrays))


def load_learnt(policy_dir: Path | None) -> dict[str, Any]:
    """Spots and weights of clues that a street's corrections have taught; nothing where there are none."""
    path = policy_dir / LEARNT if policy_dir else None
    told = json.loads(path.read_text(encoding="utf-8")) if path and path.exists() else {}
    return {SPOTS: [], CLUES: {}} | told


def save_learnt(policy_dir: Path, name: str, learnt: Any) -> None:
    """Adds to what a street's corrections have taught."""
    known = load_learnt(policy_dir)
    known[name] = sorted({*known[SPOTS], *learnt}) if name == SPOTS else learnt
    words = json.dumps(known, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    _replace(policy_dir / LEARNT, lambda fresh: fresh.write_text(words, encoding="utf-8"))


def _replace(path: Path, write: Callable[[Path], object]) -> None:
    """A desk that starts meanwhile finds the whole file, old or new."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f"new-{path.name}")
    write(fresh)
    fresh.replace(path)


def load_lexicon(policy_dir: Path | None = None) -> Lexicon:
    """The words alone."""
    speech = _yaml("lexicon/matters.yaml", policy_dir)
    kinds, senses = _yaml("lexicon/kinds.yaml", policy_dir), _yaml("lexicon/senses.yaml", policy_dir)
    matters = {matter.name: matter for matter in _matters(_yaml("taxonomy.yaml", policy_dir), speech)}
    people = _yaml("lexicon/people.yaml", policy_dir)
    dangers = tuple(_dangers(_yaml("lexicon/danger.yaml", policy_dir)))
    places, learnt = _yaml("lexicon/places.yaml", policy_dir), load_learnt(policy_dir)
    return Lexicon(
        matters=matters,
        words=WordIndex([*_words(speech), *_owned(kinds, CUE), *_owned(senses, SENSE)]),
        dialect=_yaml("lexicon/dialect.yaml", policy_dir),
        places=places | {SPOTS: [*places.get(SPOTS, ()), *learnt[SPOTS]]},
        dangers=dangers,
        english=tuple(_in_english(dangers, _yaml("lexicon/english.yaml", policy_dir))),
        people=People(people["staff"], people["traders"]),
        turns=_turns(_yaml("lexicon/patterns.yaml", policy_dir)),
        clues=_yaml("lexicon/clues.yaml", policy_dir) | learnt[CLUES],
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


def _owned(lists: Mapping[str, Any], role: str) -> Iterator[tuple[str, str, str]]:
    for owner, words in lists.items():
        for word in words:
            yield str(word), role, owner


def _turns(told: Mapping[str, list[str]]) -> Turns:
    """The turns of speech, and `who` for all trades together."""
    trades = [pattern for name, said in told.items() if name.startswith("who.") for pattern in said]
    return Turns({**told, "who": trades})


def _dangers(told: Mapping[str, Any]) -> Iterator[Danger]:
    groups: Mapping[str, str] = told.get(lexicon_files.GROUPS, {})
    for name, kind in told.items():
        if name == lexicon_files.GROUPS:
            continue
        keys = ("say", "unless", "plainly", "otherwise")
        yield Danger(name, kind["matter"], *(_spelt(kind.get(key, ()), groups) for key in keys))


def _spelt(patterns: Iterable[str], groups: Mapping[str, str]) -> tuple[str, ...]:
    """The patterns, with every word of a group where they have its name: <孩子>."""
    return tuple(
        lexicon_files.NAMED.sub(lambda found: f"(?:{groups.get(found[1], found[0])})", pattern) for pattern in patterns
    )


def _in_english(dangers: Iterable[Danger], told: Mapping[str, Any]) -> Iterator[Danger]:
    """The same dangers, with the words that tell of them in English."""
    groups: Mapping[str, str] = told.get(lexicon_files.GROUPS, {})
    for danger in dangers:
        words = told.get(danger.name, {})
        say, unless = (_spelt(words.get(key, ()), groups) for key in ("say", "unless"))
        yield replace(danger, say=say, unless=unless, plainly=(), otherwise=())
