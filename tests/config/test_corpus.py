"""Labelled files are read as utterances to learn from."""

import json
from pathlib import Path

from config.corpus import CORPUS, LABELLED, load_labelled
from config.lexicon import load_lexicon

LEXICON = load_lexicon()
OPENS = {"stream": "s", "sender": "", "text": "又没电了", "kind": "request"}
TICKET = {"id": "T1", "opens": True, "matter": "utility.power_outage", "class": "P1"}


def written(folder: Path, *lines: dict[str, object]) -> Path:
    path = folder / "days.jsonl"
    path.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    return path


def test_a_neighbour_who_joins_asks_for_something_and_says_not_for_what(tmp_path: Path) -> None:
    first, second, other = load_labelled(
        written(
            tmp_path,
            {**OPENS, "tickets": [TICKET]},
            {**OPENS, "text": "蒸箱冰凉", "tickets": [{"id": "T1", "opens": False}]},
            {**OPENS, "text": "在报了", "kind": "ack", "tickets": [{"id": "T1", "opens": False}]},
        ),
        LEXICON,
    )
    assert (first.kind, first.matters) == ("request", ("utility.power_outage",))
    assert (second.kind, second.matters) == ("request", ())
    assert (other.kind, other.matters) == ("ack", ())


def test_what_a_line_of_a_day_is_about_is_told_by_its_ticket(tmp_path: Path) -> None:
    """来电了 is about the power cut, and talk about nothing; of a message alone nobody has told."""
    path = written(
        tmp_path,
        {**OPENS, "tickets": [TICKET]},
        {**OPENS, "text": "来电了", "kind": "update", "tickets": [{"id": "T1", "opens": False}]},
        {**OPENS, "text": "吃了吗", "kind": "chatter", "tickets": []},
        {**OPENS, "stream": "t", "text": "来电了", "kind": "update", "tickets": [{"id": "T1", "opens": False}]},
        {"id": "1", "sender": "", "text": "来电了", "kind": "update", "requests": []},
    )
    power = ("utility.power_outage",)
    assert [said.subjects for said in load_labelled(path, LEXICON)] == [power, power, (), (), None]


def test_what_validates_is_never_learnt() -> None:
    kept = {path.name for path in CORPUS.parent.glob("*.jsonl")} - {path.name for path in LABELLED}
    assert kept == {
        "danger-dawn-validation.jsonl",
        "danger-dusk-validation.jsonl",
        "danger-evening-validation.jsonl",
        "danger-night-validation.jsonl",
        "danger-noon-validation.jsonl",
        "danger-validation.jsonl",
        "singles-county-validation.jsonl",
        "singles-doors-validation.jsonl",
        "singles-estate-validation.jsonl",
        "singles-hilltown-validation.jsonl",
        "singles-lanes-validation.jsonl",
        "singles-letters-validation.jsonl",
        "singles-north-validation.jsonl",
        "singles-oldyard-validation.jsonl",
        "singles-shops-validation.jsonl",
        "singles-walkup-validation.jsonl",
        "streams-estate-validation.jsonl",
        "streams-oldmill-validation.jsonl",
        "streams-riverbend-validation.jsonl",
        "streams-validation.jsonl",
        "streams-walkup-county-validation.jsonl",
    }
