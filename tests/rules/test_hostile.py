"""Messages that were made to cost time: as long as Telegram takes, and of what patterns are made of."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.lexicon import load_reader
from rules.parsing import Context, alarming, read
from rules.privacy import wish_in
from rules.redaction import for_neighbours, for_outsiders, lists_people, named, redact
from rules.signs import legible
from rules.telephones import mask_telephones, telephones
from tests.rules.words import WORDS

READER = load_reader()
NOON = datetime(2026, 11, 20, 4, tzinfo=UTC)
LONGEST = 4096
# Four times what the slowest takes now, half of what it once took.
ENOUGH = 0.4
PIECES = [
    ("3号楼电梯坏了", "一家", "外孙", "和", "错"),
    ("3号楼电梯坏了", "打", "错", "像", "老婆", "很"),
    ("漏水", "，", " ", "…", "打错", "@"),
    ("3号楼着火了", "没有", "不", "小心", "着火"),
    ("3", "-", "2", "-", "501", "室", " "),
    ("138", "1234", "-", " ", "电话"),
    ("王", "家", "501", "住户", "，"),
    ("a", "-", ".", "@", "#", "://"),
    ("1", "、", "和", " ", "号楼"),
]


def spent(work: Callable[[], object]) -> float:
    began = time.thread_time()
    work()
    return time.thread_time() - began


def mixed(pieces: tuple[str, ...], seed: int) -> str:
    chance = Random(seed)
    return (pieces[0] + "".join(chance.choices(pieces[1:], k=LONGEST)))[:LONGEST]


def hear(words: str) -> None:
    """All that is done with every message, whatever it is."""
    said = legible(words)
    read(said, Context(sender=said[:64], now=NOON), READER)
    alarming(said, READER)
    for look in (redact, for_neighbours, for_outsiders, named, lists_people, telephones, mask_telephones, wish_in):
        look(said)


@pytest.mark.parametrize("pieces", PIECES, ids="".join)
def test_no_mixture_takes_long(pieces: tuple[str, ...]) -> None:
    assert max(spent(partial(hear, mixed(pieces, seed))) for seed in range(2)) < ENOUGH


@pytest.mark.parametrize(
    "sign", ["，", " ", "1", "火", "还", "-", "\n", "需要", "老婆", "a.", "3-2-501 ", "我家也是，"]
)
def test_nothing_said_over_and_over_takes_long(sign: str) -> None:
    assert spent(lambda: hear(sign * (LONGEST // len(sign)))) < ENOUGH


@settings(max_examples=60, deadline=None)
@given(WORDS | st.text(), st.text(max_size=9), st.integers(1, 900))
def test_no_text_at_all_raises(words: str, more: str, times: int) -> None:
    text = (words + more * times)[:LONGEST]
    hear(text)
    read(text, Context(sender=text[:64], now=NOON), READER)
