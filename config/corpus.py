"""Loads what the reader's model learns from: the corpus, the words of the lexicon, labelled files and corrections."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

from rules.corpus import Registers, Utterance, utterances
from rules.deciding import OTHER
from rules.lexicon import PHRASE, THING, Lexicon

CORPUS = Path(__file__).parent.parent / "tests" / "messages" / "training"
# Labelled files that the weights learn from too; those named "validation" only judge.
LABELLED = tuple(
    sorted(path for path in CORPUS.parent.glob("*.jsonl") if "validation" not in path.name),
)
_ALWAYS_DANGER = {
    "safety_hazard.gas_leak": "gas",
    "safety_hazard.fire": "fire",
    "emergency_health.missing_person": "missing",
    "public_security.crime_in_progress": "crime",
}
_P0_DANGER = {
    **_ALWAYS_DANGER,
    "property_repair.elevator_fault": "lift",
    "dispute.family": "violence",
    "welfare_care.medical_help": "unconscious",
    "welfare_care.counseling": "suicide",
    "public_security.fraud": "fraud",
}


def load_corpus() -> list[Utterance]:
    """Every utterance of the corpus, files in the order of their names."""
    return [said for path in sorted(CORPUS.glob("*.txt")) for said in corpus_file(path)]


def load_registers(corpus: list[Utterance]) -> Registers:
    """The registers beside the corpus, with its asides."""
    told = yaml.safe_load((CORPUS / "registers.yaml").read_text(encoding="utf-8"))
    return Registers(**told, asides=[said.text for said in corpus if said.kind == "aside"])


def corpus_file(path: Path) -> Iterator[Utterance]:
    """The utterances of one file of the corpus."""
    with path.open(encoding="utf-8") as lines:
        yield from utterances(lines)


def lexicon_utterances(lexicon: Lexicon) -> list[Utterance]:
    """The phrases of the lexicon, each a report by itself."""
    return [
        Utterance(word, "request", (owner,), _ALWAYS_DANGER.get(owner, ""), weight=0.5)
        for word, role, owner in lexicon.words.words
        if role == PHRASE
    ]


def things(lexicon: Lexicon) -> list[str]:
    """What reports are about, for the templates."""
    return sorted({word for word, role, _ in lexicon.words.words if role == THING and len(word) > 1})


def load_labelled(path: Path, lexicon: Lexicon, weight: float = 1.0) -> list[Utterance]:
    """A labelled JSON-lines file (or corrections in the same form) as utterances. Raises ValueError with the line."""
    opened: dict[tuple[str, str], str] = {}
    return [
        replace(_labelled(line, number, lexicon, weight), subjects=_subjects(line, opened))
        for number, line in enumerate(labelled_lines(path), 1)
    ]


def labelled_lines(path: Path) -> list[dict[str, Any]]:
    """The objects of a JSON-lines file. Raises ValueError naming the line that is none."""
    return [line for _, line in numbered_lines(path)]


def numbered_lines(path: Path) -> list[tuple[int, dict[str, Any]]]:
    """The same, each with its number in the file."""
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise ValueError(f"{path}: this is no UTF-8 text; save the file as UTF-8") from None
    return [(number, _object(path, number, line)) for number, line in enumerate(text.splitlines(), 1) if line.strip()]


def _object(path: Path, number: int, line: str) -> dict[str, Any]:
    try:
        found = json.loads(line)
    except ValueError as fault:
        raise ValueError(f"{path}:{number}: this is no JSON: {fault}") from fault
    if not isinstance(found, dict):
        raise ValueError(f"{path}:{number}: not an object of JSON")
    return found


def _subjects(line: dict[str, Any], opened: dict[tuple[str, str], str]) -> tuple[str, ...] | None:
    """The matters of the tickets that a line of a day is about; `opened`: those of the lines before, which grow."""
    if "stream" not in line:
        return None
    tickets = line.get("tickets", [])
    opened |= {(line["stream"], each["id"]): each["matter"] for each in tickets if each.get("opens")}
    named = [(line["stream"], each["id"]) for each in tickets]
    return tuple(dict.fromkeys(opened[each] for each in named if each in opened))


def _labelled(line: dict[str, Any], number: int, lexicon: Lexicon, weight: float) -> Utterance:
    """A neighbour who joins a ticket asks for something, but need not say for what."""
    requests = line.get("requests") or [each for each in line.get("tickets", []) if each.get("opens")]
    unknown = [each["matter"] for each in requests if each["matter"] not in lexicon.matters]
    if unknown or "text" not in line or "kind" not in line:
        raise ValueError(f"line {number}: {'unknown matter ' + unknown[0] if unknown else 'text and kind are needed'}")
    danger = next((_P0_DANGER.get(each["matter"], OTHER) for each in requests if each.get("class") == "P0"), "")
    role = lexicon.people.role(line.get("sender", ""))
    matters = tuple(dict.fromkeys(each["matter"] for each in requests)) if line["kind"] == "request" else ()
    return Utterance(line["text"], line["kind"], matters, danger if matters else "", role, weight)
