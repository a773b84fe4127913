"""What makes reading fast changes no reading."""

import json
import re
from pathlib import Path

import numpy as np
import pytest

from config.lexicon import NEEDS, load_lexicon, load_needs, load_reader, needs_text
from rules.danger import TROUBLES
from rules.deciding import likeliest
from rules.features import keys
from rules.judging import prepare
from rules.lexicon import Hit
from rules.model import GRAIN, LEAST, MOST, packed, product, unpacked
from rules.parsing import Context, read, read_many, read_supposing
from rules.sieve import Sieve, quick
from rules.vocabulary import Vocabulary, distinct
from rules.wording import Beginnings, clauses
from tests.bench.process import ROOT

READER = load_reader()
LABELLED = Path(__file__).parents[1] / "messages" / "singles-a.jsonl"
LINES = [json.loads(line) for line in LABELLED.read_text(encoding="utf-8").splitlines()]
TEXTS = [line["text"] for line in LINES] + ["", "水", "漏水" * 300]
CORPUS = [line for path in LABELLED.parent.glob("training/*.txt") for line in path.read_text("utf-8").splitlines()]
READY = prepare([(text, "") for text in TEXTS], READER)


def test_messages_read_together_are_read_as_alone() -> None:
    messages = [(line["text"], Context(sender=line["sender"])) for line in LINES[:150]]
    assert read_many(messages, READER) == [read(text, context, READER) for text, context in messages]


def test_nothing_read_is_no_reading() -> None:
    assert read_many([], READER) == []


def test_what_asks_for_something_would_ask_for_the_same() -> None:
    messages = [(line["text"], Context(sender=line["sender"])) for line in LINES]
    supposed = read_supposing(messages, READER)
    assert [reading for reading, _ in supposed] == read_many(messages, READER)
    assert all(asks == reading.requests for reading, asks in supposed if reading.requests)
    assert any(asks for reading, asks in supposed if not reading.requests)


@pytest.mark.parametrize("words", [["电梯", "电", "梯口", "a.b", "]^-"], ["冇"], []])
def test_no_word_begins_where_none_is_looked_for(words: list[str]) -> None:
    text = "电梯口的电a.b冇]^-电"
    begun = {start for start in range(len(text)) if any(text.startswith(word, start) for word in words)}
    assert begun <= set(Beginnings(words).places(text))


def test_every_word_is_found_where_it_stands() -> None:
    words = [Hit(*line) for line in READER.lexicon.words.words]
    for text in (each.standard for each in READY[::7]):
        expected = [hit for start in range(len(text)) for hit in words if text.startswith(hit.word, start)]
        assert sorted(READER.lexicon.words.find(text)[0]) == sorted(expected)


def test_margins_are_sums_over_the_features_of_each_text() -> None:
    sheet = READER.model.sheet
    row_of = {key: number for number, key in enumerate(sheet.keys.tolist(), 1)}
    weights = unpacked(sheet.weights, len(sheet.bias))
    margins = READER.model.margins([each.plain for each in READY], [each.marks for each in READY])
    for each, line in zip(READY[-40:], margins[-40:], strict=True):
        rows = [row_of.get(key, 0) for key in keys([each.plain])[0].tolist()]
        rows += [sheet.words[mark] for mark in each.marks if mark in sheet.words]
        total = weights[rows].sum(axis=0, dtype=np.int64)
        held = np.maximum(np.rint(total * (GRAIN / sheet.scale / len(rows) ** 0.5) + sheet.bias), 0).astype(np.int64)
        assert (line == held @ sheet.out / GRAIN**2 + sheet.out_bias / GRAIN).all()


@pytest.mark.parametrize("units", [1, 7, 16, 17, 128])
def test_weights_are_unpacked_as_they_were(units: int) -> None:
    weights = np.random.Generator(np.random.PCG64(units)).integers(LEAST, MOST + 1, (50, units)).astype(np.int8)
    assert (unpacked(packed(weights), units) == weights).all()


def test_a_product_in_pieces_is_that_of_whole_numbers() -> None:
    chance = np.random.Generator(np.random.PCG64(1))
    one, other = chance.integers(-4000, 4000, (300, 128)), chance.integers(-4000, 4000, (128, 102))
    assert (product(one.astype(np.float64), other.astype(np.float64)) == one @ other).all()


def test_more_rows_than_sixteen_bits_can_number_are_kept_apart() -> None:
    count = 70_000
    texts = [chr(0x4E00 + number % 20_000) + chr(0x3400 + number // 20_000) for number in range(count)]
    known = distinct(*keys(texts), 1)
    assert len(known) > 1 << 16
    rows = np.concatenate(Vocabulary(known).rows_of(texts))
    assert len(np.unique(rows[rows > 0])) == len(known)


def test_equals_are_ranked_by_their_number() -> None:
    scores = np.array([[1.0, 3.0, 3.0, 0.0, 2.0, 1.0], [0.0] * 6])
    assert likeliest(scores).tolist() == [[1, 2, 4, 0, 5], [0, 1, 2, 3, 4]]


def test_the_sieve_lets_through_all_that_is_told_of_danger() -> None:
    dangers = load_lexicon().dangers
    says = [say for danger in dangers for say in danger.say]
    sieve = Sieve(says, load_needs())
    told = 0
    for text in CORPUS:
        found = {number for number, say in enumerate(says) if re.search(say, text)}
        assert found <= set(sieve.open(text)), text
        told += len(found)
    assert told > 300


def test_what_the_patterns_need_is_written_down_as_it_is() -> None:
    written = (ROOT / "config" / NEEDS).read_bytes()
    assert written == needs_text(), "write it anew: python -m tests.bench.teach needs"


def test_what_plainly_fails_is_found_with_the_dangers_as_it_is_by_itself() -> None:
    turns, dangers = READER.lexicon.turns, READER.dangers
    told = 0
    for text in CORPUS[::5]:
        own = [turn for turn in TROUBLES if turns[turn].search(text)]
        parts = [text[start:end] for start, end in clauses(text)]
        apart = [part for part in parts if turns["plainly_fails"].search(part)]
        assert dangers.tells_trouble(text) == bool(own), text
        assert dangers.plainly_fails_in(text, parts) == apart, text
        told += bool(own)
    assert 20 < told < len(CORPUS) / 50


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("水(?:没|停)了|电", "电"),
        ("(?i)ab", "AB"),
        ("(?i:a)b", "Ab"),
        ("[^水]停", "电停"),
        (r"\d火", "3火"),
        ("a?b*", ""),
        ("(?=火)火", "火"),
        ("[一-龥]号", "二号"),
        ("(水|)停", "停"),
        ("(?>水|火)急", "火急"),
        ("停停*?", "停"),
        (r"(水)火\1", "水火水"),
        ("(水|火)(?!电)(急|停)", "火停"),
        ("(?<=水)(停电)(了|啦)", "水停电啦"),
        ("水{0}火", "火"),
        (r"[\d\s\-^]+停", "-^ 停"),
        (r"(?<!\d)(?:[1-9]?\d)*+火", "3火"),
        (r"(?m)^停", "停"),
        (r"\b停|$", "停"),
    ],
)
def test_the_sieve_holds_back_nothing_that_matches(pattern: str, text: str) -> None:
    assert re.search(pattern, text)
    assert Sieve([pattern], {}).open(text) == [0]
    assert quick(pattern).findall(f"门{text}{text}") == re.findall(pattern, f"门{text}{text}")


def test_a_pattern_is_tried_only_where_it_may_begin() -> None:
    assert quick("水(没|停)|[0-3]火|(?=冒)冒?烟").pattern.startswith("(?=[0-3冒水烟])")


def test_each_turn_of_speech_is_found_where_its_pattern_stands() -> None:
    turns = load_lexicon().turns
    for name in ("who", "fixed", "hurry", "not_done", "no_danger", "same_here"):
        assert name in turns
        slow = re.compile(turns.written(name))
        found = [[match.span() for match in turns[name].finditer(text)] for text in TEXTS]
        assert found == [[match.span() for match in slow.finditer(text)] for text in TEXTS], name
    assert "nothing" not in turns
    assert turns.get("nothing") is None


def test_the_sieve_holds_back_what_lacks_a_sign() -> None:
    sieve = Sieve(["(叫|喊)(他)?不醒", "着火|冒烟"], {})
    assert (sieve.open("叫不"), sieve.open("叫他不醒"), sieve.open("楼下冒烟")) == ([], [0], [1])


def test_however_many_are_weighed_together_each_is_weighed_as_by_itself() -> None:
    texts = ["好", *["在"] * 70_000, "漏水", "着火了"]
    together = READER.model.margins(texts, [()] * len(texts))
    for at in (0, 1, 65_536, 65_537, -2, -1):
        assert (together[at] == READER.model.margins([texts[at]], [()])[0]).all()
