"""`train`: learns from what people corrected, and keeps what it has learnt only where that reads better than before."""

import io
import json
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import Any

from config.corpus import CORPUS, labelled_lines, load_corpus, load_labelled
from config.lexicon import CLUES, SPOTS, WEIGHTS, load_reader, save_learnt, save_weights
from handlers.learning import learn
from handlers.learning_streams import cases_of
from handlers.reading import read_jsonl
from rules.corpus import Utterance
from rules.model import Model
from rules.parsing import Reader
from rules.placing_training import Plan, as_placed, fit
from rules.scoring import f1, score_streams
from rules.spots import PlaceReader

Line = Mapping[str, Any]
Day = Sequence[Line]
EVERY = 3
ALLOWANCE = 0.015
# How much of what pairs teach is tried in turn: what costs ordinary days too much may be borne in part.
SHARES = (1.0, 0.9, 0.8, 0.7, 0.6, 0.5)
SECOND_HAND = 0.5
# Fitted anew from nothing the clues get worse, from a few pairs alone they forget: so near, and beside known days as
# they are placed at present, each as heavy, for the reader has learnt from those and is too sure of where they belong.
# Of the known days only some of every hand: among all of them what a few workers put together would not be heard.
# Held so hard, and the pairs weighed as much more, what they teach stays with the clues that they are of.
NEAR, TIMES, KNOWN_DAYS = Plan(passes=100, step=0.05, hold=2.0, opening=1.0, talk=1.0), 80, 45
SETS = CORPUS.parent


@dataclass(frozen=True, slots=True)
class School:
    """What is learnt besides corrections, and the labelled files that nothing is learnt from, which only judge."""

    corpus: Callable[[], Sequence[Utterance]] = load_corpus
    labelled: Sequence[Path] = tuple(sorted(path for path in SETS.glob("*.jsonl") if "validation" not in path.name))
    judges: Sequence[Path] = tuple(sorted(SETS.glob("*validation*.jsonl")))


class TooFew(Exception):
    """There is too little to learn from; the words are one line."""


@dataclass(frozen=True, slots=True)
class Told:
    """What people have corrected, in the form of the labelled files: messages, messages that a second opinion alone
    has judged, and pairs of messages that a worker has put together."""

    lines: Sequence[Line]
    opinions: Sequence[Line] = ()
    pairs: Sequence[Day] = ()

    def known(self, matters: Mapping[str, Any]) -> "Told":
        """Without what the taxonomy no longer has."""

        def sound(line: Line) -> bool:
            asked = (*line.get("requests", ()), *(t for t in line.get("tickets", ()) if t["opens"]))
            return all(each["matter"] in matters for each in asked)

        pairs = [pair for pair in self.pairs if all(map(sound, pair))]
        return Told([*filter(sound, self.lines)], [*filter(sound, self.opinions)], pairs)


@dataclass(frozen=True, slots=True)
class Trial:
    """One thing learnt: how many of the `held` back corrections are read right, at present and with it, and how well
    the talk of the repository's validation files is."""

    what: str
    learnt: int
    held: int
    present: int
    fresh: int
    talk: float
    fresh_talk: float

    @property
    def better(self) -> bool:
        """More corrections right, and ordinary talk hardly worse: a cure for one mistake may cost many."""
        return self.fresh > self.present and self.fresh_talk >= self.talk - ALLOWANCE

    def __str__(self) -> str:
        verdict = "better: kept" if self.better else "not better: the present one stays"
        return (
            f"{self.what}: learnt from {self.learnt}; of {self.held} held back, present {self.present} right, "
            f"new {self.fresh} right; validation present {self.talk:.3f}, new {self.fresh_talk:.3f}; {verdict}"
        )


def retrain(told: Told, policy_dir: Path, school: School | None = None) -> Iterator[Trial]:
    """Learns weights, spots and clues, each judged by every third correction of its kind; writes what is better.

    Raises TooFew.
    """
    present = load_reader(policy_dir)
    told = told.known(present.lexicon.matters)
    if not (told.lines or told.pairs):
        raise TooFew("No corrections yet: workers make them with 改类别, 地点, 误会, 拆单, 并案.")
    if len(told.lines) < EVERY and len(told.pairs) < EVERY:
        found = f"{len(told.lines)} corrected readings and {len(told.pairs)} merged tickets"
        raise TooFew(f"{found} are too few: every third is held back to judge by, so there must be {EVERY} of a kind.")
    return _Lessons(told, present, policy_dir, school or School()).trials()


@dataclass(frozen=True, slots=True)
class _Lessons:
    """What was told, who learns, where it is kept, and beside what."""

    told: Told
    present: Reader
    folder: Path
    school: School

    def trials(self) -> Iterator[Trial]:
        if len(self.told.lines) >= EVERY:
            yield self._weights()
        if _new_spots(self.told.lines, self.present):
            yield self._spots()
        if len(self.told.pairs) >= EVERY:
            yield self._clues()

    def _weights(self) -> Trial:
        """What a message is."""
        learnt, held = _parted(self.told.lines)
        lexicon = self.present.lexicon
        extra = [said for path in self.school.labelled for said in load_labelled(path, lexicon)]
        with tempfile.TemporaryDirectory() as folder:
            for name, lines, weight in (("workers", learnt, 1.0), ("opinions", self.told.opinions, SECOND_HAND)):
                path = Path(folder) / name
                path.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
                extra += load_labelled(path, lexicon, weight)
        sheet = learn(lexicon, self.school.corpus(), extra)
        fresh = replace(self.present, model=Model(sheet))
        trial = self._judged("readings", (learnt, held), fresh, _read_right, _talk)
        if trial.better:
            save_weights(sheet, self.folder / WEIGHTS)
        return trial

    def _spots(self) -> Trial:
        """Where it is: names that workers have given and the reader passes over."""
        learnt, held = _parted(self.told.lines)
        spots = _new_spots(learnt, self.present)
        places: dict[str, Any] = dict(self.present.lexicon.places)
        places["spots"] = [*places.get("spots", ()), *spots]
        lexicon = replace(self.present.lexicon, places=places)
        fresh = replace(self.present, lexicon=lexicon, places=PlaceReader(places))
        trial = self._judged("places", (learnt, held), fresh, _placed_right, _talk)
        if trial.better:
            save_learnt(self.folder, SPOTS, spots)
        return trial

    def _clues(self) -> Trial:
        """Which messages belong together: weights moved only as far as what workers put together asks for, and as
        ordinary days bear."""
        learnt, held = _parted(self.told.pairs)
        days = [line for day in _known_days(self.school.labelled) for line in day]
        own = [case for pair in learnt for case in cases_of(pair, self.present)]
        weights = self.present.lexicon.clues
        whole = fit([as_placed(case, weights) for case in cases_of(days, self.present)] + own * TIMES, NEAR, weights)
        tried = list[Trial]()
        for share in SHARES:
            clues = between(weights, whole, share)
            fresh = replace(self.present, lexicon=replace(self.present.lexicon, clues=clues))
            tried.append(self._judged("joins", (learnt, held), fresh, _joined_right, _sorted, *tried[:1]))
            if tried[-1].better:
                save_learnt(self.folder, CLUES, clues)
                return tried[-1]
        return tried[0]

    def _judged(
        self,
        what: str,
        parts: tuple[Sequence[Any], Sequence[Any]],
        fresh: Reader,
        right: Callable[[Sequence[Any], Reader], int],
        talk: Callable[[Sequence[Line], Reader], float],
        before: Trial | None = None,
    ) -> Trial:
        """Beside the present reader, whose figures a trial `before` may have told already."""
        (learnt, held), present = parts, self.present
        lines = [line for path in self.school.judges for line in labelled_lines(path)]
        now = (before.present, before.talk) if before else (right(held, present), talk(lines, present))
        return Trial(what, len(learnt), len(held), now[0], right(held, fresh), now[1], talk(lines, fresh))


def between(present: Mapping[str, float], learnt: Mapping[str, float], share: float) -> dict[str, float]:
    """Weights that have gone so far from the present ones to those learnt, in hundredths."""
    names = sorted(present.keys() | learnt.keys())
    gone = ((1 - share) * present.get(name, 0.0) + share * learnt.get(name, 0.0) for name in names)
    return {name: round(weight, 2) for name, weight in zip(names, gone, strict=True)}


def _known_days(labelled: Sequence[Path]) -> list[Day]:
    """Whole days of these files, evenly taken, at most about KNOWN_DAYS."""
    told = ((path, line) for path in labelled for line in labelled_lines(path) if "tickets" in line)
    days: list[Day] = [[line for _, line in day] for _, day in groupby(told, lambda each: (each[0], each[1]["stream"]))]
    return days[:: max(len(days) // KNOWN_DAYS, 1)]


def _parted(told: Sequence[Any]) -> tuple[list[Any], list[Any]]:
    """What is learnt from, and every third, which judges."""
    return (
        [each for number, each in enumerate(told, 1) if number % EVERY],
        [each for number, each in enumerate(told, 1) if number % EVERY == 0],
    )


# how right it is ----------------------------------------------------------------------------------------------


def _read_right(lines: Sequence[Line], reader: Reader) -> int:
    """How many messages are requests, or none, as they should be, with just the right matters."""
    return sum(
        (line["kind"] == "request") == (read["kind"] == "request") and _matters(line) == _matters(read)
        for line, read in zip(lines, _read(lines, reader), strict=True)
    )


def _matters(line: Line) -> set[str]:
    asked = line.get("requests") or [each for each in line.get("tickets", ()) if each["opens"]]
    return {each["matter"] for each in asked} if line["kind"] == "request" else set()


def _talk(lines: Sequence[Line], reader: Reader) -> float:
    """The share of messages that are taken for requests, or for talk, as they should be, each by itself."""
    readings = _read([{**line, "stream": ""} for line in lines], reader)
    right = sum((a["kind"] == "request") == (b["kind"] == "request") for a, b in zip(lines, readings, strict=True))
    return float(right) / max(len(lines), 1)


def _new_spots(lines: Sequence[Line], reader: Reader) -> list[str]:
    """Names of spots that workers have given, that stand in the words, and that the reader passes over."""
    known = set(reader.lexicon.places.get("spots", ()))
    named = {each["place"]: line["text"] for line in lines for each in line["requests"] if 2 <= len(each["place"]) <= 8}
    return sorted(spot for spot, words in named.items() if spot in words and spot not in known)


def _placed_right(lines: Sequence[Line], reader: Reader) -> int:
    """How many messages are where they should be."""
    return sum(
        any(_where(wanted) == _where(found) for wanted in line["requests"] for found in read["requests"])
        for line, read in zip(lines, _read(lines, reader), strict=True)
    )


def _where(asked: Line) -> tuple[str, ...]:
    return asked["building"], asked["unit"], asked["place"]


def _joined_right(pairs: Sequence[Day], reader: Reader) -> int:
    """How many second messages go to the ticket of the first."""
    return sum(_together(*_read(pair, reader)) for pair in pairs)


def _together(first: Line, second: Line) -> bool:
    return bool({each["id"] for each in first["tickets"]} & {each["id"] for each in second["tickets"]})


def _sorted(lines: Sequence[Line], reader: Reader) -> float:
    """How well days are sorted into tickets: the mean of F1 of opening and of joining."""
    days = [line for line in lines if "tickets" in line]
    if not days:
        return 0.0
    ratios = score_streams(list(zip(days, _read(days, reader), strict=True)))
    opened, joined = (f1(ratios[f"{what}_precision"], ratios[f"{what}_recall"]) for what in ("open", "join"))
    return float(opened + joined) / 2


def _read(lines: Sequence[Line], reader: Reader) -> list[dict[str, Any]]:
    """The readings of lines, as `read --jsonl` gives them."""
    sink = io.BytesIO()
    read_jsonl((json.dumps(line).encode() for line in lines), sink, reader)
    return [json.loads(line) for line in sink.getvalue().splitlines()]
