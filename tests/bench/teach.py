"""Teaches the reader what is shipped, and shows what it knows of hands it has not learnt from.

`python -m tests.bench.teach weights` writes config/model/reader.npz, `clues` config/lexicon/clues.yaml,
`needs` config/model/needs.json after patterns of danger were edited,
`folds` prints how each hand's files and days are read by a reader that has learnt from the other hands only,
`messages` the same of the hands that wrote no days, three or four of them left out at a time, and
`held FILE...` the same of labelled files of tests/messages, left out together; the clues are those shipped.
"""

import sys
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from config.corpus import CORPUS, LABELLED, corpus_file, labelled_lines, load_labelled
from config.lexicon import NEEDS, load_reader, needs_text
from handlers.learning import learn, train
from handlers.learning_streams import Line, learn_clues
from handlers.reading import read_lines
from rules.corpus import Utterance
from rules.model import Model
from rules.parsing import Context, Reader, read_many
from rules.scoring import Ratio, Score, f1, score_singles, score_streams
from tests.bench.process import ROOT

MESSAGES = CORPUS.parent
# The hands that wrote days, and their files; what stands nowhere here is of the first hand.
HANDS = {
    "second": ("residents-north.txt", "residents-modern.txt", "complaints.txt", "streams-own-training-2.jsonl"),
    "third": ("residents-county.txt", "danger.txt", "silence.txt", "streams-own-training-3.jsonl"),
    "first": ("singles-a.jsonl", "streams-a.jsonl", "streams-own-training.jsonl", "streams-own-training-4.jsonl"),
    "fifth": ("streams-own-training-5.jsonl",),
    "north": (
        "streams-cotton-training.jsonl",
        "streams-danwei-training.jsonl",
        "streams-factory-training.jsonl",
        "streams-midrise-training.jsonl",
    ),
    "south": ("streams-harbour-training.jsonl", "streams-lanes-training.jsonl", "streams-towers-training.jsonl"),
    "towns": (
        "streams-arcade-training.jsonl",
        "streams-county-training.jsonl",
        "streams-market-training.jsonl",
        "streams-resettled-training.jsonl",
    ),
    "edges": (
        "streams-railway-training.jsonl",
        "streams-riverside-training.jsonl",
        "streams-slope-training.jsonl",
        "streams-steppe-training.jsonl",
    ),
    "hearths": ("streams-courtyards-training.jsonl", "streams-machineworks-training.jsonl"),
    "lanes": ("streams-dormitories-training.jsonl", "streams-stalls-training.jsonl"),
    "heights": ("streams-newtowers-training.jsonl", "streams-steps-training.jsonl"),
    "plains": (
        "streams-eastcoast-training.jsonl",
        "streams-lakeside-training.jsonl",
        "streams-plainnorth-training.jsonl",
    ),
}
# Each of these files is of a hand of its own.
FOLDS = (
    ("residents-danwei.txt", "residents-market.txt", "talk-running.txt"),
    ("residents-resettled.txt", "residents-harbour.txt", "danger-near.txt"),
    ("residents-hills.txt", "residents-mining.txt", "danger-away.txt"),
    ("residents-towers.txt", "silence-near.txt", "soft-matters.txt", "things.txt"),
)
_SENDERS = {"staff": "物业", "trader": "开锁", "resident": ""}
_HEAD = """# How much each clue speaks for a place of a message: a ticket, or (new_) a new one, or (none_) none at all.
# Learnt from labelled group days by `python -m tests.bench.teach clues`; rules/clues.py, rules/placing.py name them.
"""


def without(names: Collection[str]) -> Reader:
    """A reader that has not learnt from these files."""
    left = [said for path in sorted(CORPUS.glob("*.txt")) if path.name not in names for said in corpus_file(path)]
    reader = load_reader()
    extra = [said for path in LABELLED if path.name not in names for said in load_labelled(path, reader.lexicon)]
    return replace(reader, model=Model(learn(reader.lexicon, left, extra)))


def days(hand: str) -> list[Line]:
    """The group days of this hand."""
    return [line for name in HANDS[hand] if name.startswith("streams") for line in labelled_lines(MESSAGES / name)]


def teach_clues() -> None:
    """Two hands are left out at a time, which takes half as long as one."""
    hands = list(HANDS)
    readers = {pair: without([*HANDS[pair[0]], *HANDS[pair[1]]]) for pair in zip(hands[::2], hands[1::2], strict=True)}
    weights = learn_clues([(days(hand), reader) for pair, reader in readers.items() for hand in pair])
    lines = "".join(f"{name}: {weight:g}\n" for name, weight in sorted(weights.items()))
    (ROOT / "config" / "lexicon" / "clues.yaml").write_text(_HEAD + lines, encoding="utf-8")


def folds() -> Iterator[str]:
    """A line for each file of each hand, read by a reader that knows the others, and for each hand's days."""
    readers = {hand: without(HANDS[hand]) for hand in HANDS}
    for hand, names in HANDS.items():
        for name in names:
            if name.endswith(".txt"):
                yield _told(name, _scored(list(corpus_file(CORPUS / name)), readers[hand]))
            elif name.startswith("singles"):
                yield _told(name, _judged(labelled_lines(MESSAGES / name), readers[hand]))
    for hand in HANDS:
        clues = learn_clues([(days(other), readers[other]) for other in HANDS if other != hand])
        lexicon = replace(readers[hand].lexicon, clues=clues)
        yield _sorted(f"the {hand} hand", days(hand), replace(readers[hand], lexicon=lexicon))


def messages() -> Iterator[str]:
    """A line for each file of the hands that wrote messages only."""
    for names in FOLDS:
        reader = without(names)
        for name in names:
            yield _told(name, _scored(list(corpus_file(CORPUS / name)), reader))


def held(names: Sequence[str]) -> Iterator[str]:
    """A line for each of these labelled files, read by weights that have learnt from none of them."""
    reader = without(names)
    for name in names:
        lines = labelled_lines(MESSAGES / name)
        yield _sorted(name, lines, reader) if name.startswith("streams") else _told(name, _judged(lines, reader))


def _scored(said: Sequence[Utterance], reader: Reader) -> Score:
    readings = read_many([(each.text, Context(sender=_SENDERS[each.role])) for each in said], reader)
    told = [
        {
            "kind": reading.kind,
            "confidence": reading.confidence,
            "requests": [
                {**dict.fromkeys(("building", "unit", "room", "place"), ""), "matter": request.matter,
                 "class": request.service_class, "alternatives": request.alternatives}
                for request in reading.requests
            ],
        }
        for reading in readings
    ]  # fmt: skip
    return score_singles(zip(map(_truth, said), told, strict=True))


def _truth(said: Utterance) -> Line:
    nowhere = dict.fromkeys(("building", "unit", "room", "place"), "")
    asked = [{**nowhere, "matter": matter, "class": "P0" if said.danger else ""} for matter in said.matters]
    return {"kind": said.kind, "text": said.text, "requests": asked}


def _judged(truth: Sequence[Line], reader: Reader) -> Score:
    return score_singles(zip(truth, read_lines(truth, reader), strict=True))


def _told(name: str, score: Score) -> str:
    found = (score.request_precision, score.request_recall)
    kept = (score.group, score.matter, score.matter_top3, score.p0_recall, score.p0_precision)
    shown = " ".join(f"{ratio.value:.3f}" for ratio in kept)
    return f"{name}: request {_pair(*found)} F1 {f1(*found):.3f}; group, matter, top 3, P0 found, right {shown}"


def _sorted(hand: str, lines: Sequence[Line], reader: Reader) -> str:
    ratios = score_streams(list(zip(lines, read_lines(lines, reader), strict=True)))
    opened = (ratios["open_precision"], ratios["open_recall"])
    joined = (ratios["join_precision"], ratios["join_recall"])
    return f"days of {hand}: opened F1 {f1(*opened):.3f}, joined {_pair(*joined)} F1 {f1(*joined):.3f}"


def _pair(precision: Ratio, recall: Ratio) -> str:
    return f"{precision.value:.3f} {recall.value:.3f}"


def main(wanted: str, *names: str) -> None:
    if wanted == "weights":
        train(ROOT / "config" / "model" / "reader.npz")
    elif wanted == "clues":
        teach_clues()
    elif wanted == "needs":
        (ROOT / "config" / NEEDS).write_bytes(needs_text())
    else:
        for line in held(names) if wanted == "held" else messages() if wanted == "messages" else folds():
            print(line, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
