"""The training corpus: its short notation, and the registers each utterance is tried in."""

import random
from bisect import bisect
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from zlib import crc32


@dataclass(frozen=True, slots=True)
class Registers:
    """What people put before and after a report or talk, slips they make, what fills templates, who says which kind.

    `asides` are what people add whatever the matter.
    """

    front: Sequence[str]
    back: Sequence[str]
    soft: Sequence[str]
    places: Sequence[str]
    slips: Mapping[str, str]
    slots: Mapping[str, Sequence[str]]
    senders: Mapping[str, Mapping[str, float]]
    asides: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Utterance:
    """A labelled message: kind, matters, the danger it tells ("" none), who writes.

    `subjects` are the matters it is about, asked for or not; None where nobody has told.
    """

    text: str
    kind: str
    matters: tuple[str, ...] = ()
    danger: str = ""
    role: str = "resident"
    weight: float = 1.0
    subjects: tuple[str, ...] | None = None


def utterances(lines: Iterable[str]) -> Iterator[Utterance]:
    """Reads the notation: a heading `== kind` or `== matter [matter ...]`, then one message a line.

    `== chatter 0.7` gives its lines a weight; what weighs less than one is learnt as it is, in no other dress. `!gas `
    before a message names the danger it tells, `@staff ` or `@trader ` who writes it.
    """
    heading: tuple[str, ...] = ()
    for raw in lines:
        line = raw.rstrip("\n")
        if line.startswith("== "):
            heading = tuple(line[3:].split())
        elif line.strip() and not line.startswith("# "):
            yield _utterance(line, heading)


def _utterance(line: str, heading: tuple[str, ...]) -> Utterance:
    danger, role = "", "resident"
    if line.startswith("!"):
        danger, _, line = line[1:].partition(" ")
    if line.startswith(("@staff ", "@trader ")):
        role, _, line = line[1:].partition(" ")
    text = line.replace("\\n", "\n")
    weight = float(heading[-1]) if heading[-1][0].isdigit() else 1.0
    named = heading[:-1] if heading[-1][0].isdigit() else heading
    if "." in named[0]:
        return Utterance(text, "request", named, danger, role, weight)
    return Utterance(text, named[0], (), danger, role, weight)


def spoken(
    said: Sequence[Utterance], things: Sequence[str], registers: Registers, each: int, seed: int
) -> list[Utterance]:
    """The utterances, templates filled `each` times with things of the lexicon and short reports of the corpus."""
    troubles = [one.text for one in said if one.kind == "request" and len(one.text) < 13 and "{" not in one.text]
    slots = {**registers.slots, "thing": things, "trouble": troubles}
    plainly = [one for one in said if "{" not in one.text]
    templates = [one for one in said if "{" in one.text]
    return plainly + [_filled(one, slots, chance_of(one.text, seed, turn)) for one in templates for turn in range(each)]


def _filled(said: Utterance, slots: Mapping[str, Sequence[str]], chance: random.Random) -> Utterance:
    text = said.text
    for slot, words in slots.items():
        text = text.replace("{" + slot + "}", chance.choice(words))
    return replace(said, text=text, weight=0.5)


def chance_of(text: str, seed: int, turn: int) -> random.Random:
    """What is drawn for a text is drawn for it alone: another text in the corpus changes nothing of it."""
    return random.Random(crc32(f"{seed} {turn} {text}".encode()))


def in_registers(said: Sequence[Utterance], registers: Registers, copies: int, seed: int) -> list[Utterance]:
    """Every utterance as it is, and `copies` times in another dress; requests are also joined in pairs."""
    dressed = [_signed(each, registers, chance_of(each.text, seed, 0)) for each in said]
    for copy in range(1, copies + 1):
        for each in said:
            chance = chance_of(each.text, seed, copy)
            other = _aside(_dress(each, registers, chance), registers.asides, chance)
            dressed.append(_signed(other, registers, chance))
    return dressed + list(_pairs([each for each in said if each.kind == "request"], seed))


def _aside(said: Utterance, asides: Sequence[str], chance: random.Random) -> Utterance:
    shares = {"request": 0.45, "update": 0.2, "chatter": 0.15, "thanks": 0.15, "quarrel": 0.15, "rumour": 0.2}
    if not asides or chance.random() >= shares.get(said.kind, 0.0):
        return said
    aside, link = chance.choice(asides), chance.choice((",", " ", "。", ""))
    return replace(said, text=said.text + link + aside if chance.random() < 0.6 else aside + link + said.text)


def _signed(said: Utterance, registers: Registers, chance: random.Random) -> Utterance:
    if said.role != "resident":
        return said
    draw = chance.random()
    for role, shares in registers.senders.items():
        share = shares.get(said.kind, 0.0)
        if draw < share:
            return replace(said, role=role)
        draw -= share
    return said


def _dress(said: Utterance, registers: Registers, chance: random.Random) -> Utterance:
    text = said.text
    if chance.random() < 0.4 and said.kind in ("request", "update", "chatter", "rumour"):
        text = _placed(text, said.kind, registers, chance)
    if chance.random() < 0.35:
        front = registers.front if said.kind == "request" else registers.front[:24]
        text = chance.choice(front) + chance.choice((",", " ", "")) + text
    if chance.random() < 0.4:
        back = registers.back if said.kind == "request" else registers.soft
        text = text + chance.choice((",", " ", "")) + chance.choice(back)
    if chance.random() < 0.3:
        text = text.replace(",", chance.choice((" ", "", "。")))
    if chance.random() < 0.12:
        text = _slip(text, registers.slips, chance)
    return replace(said, text=text)


def _placed(text: str, kind: str, registers: Registers, chance: random.Random) -> str:
    """The words with a place, mostly before them; who asks for something often adds it: 家里漏水了 3号楼2单元501."""
    place = chance.choice(registers.places)
    behind = chance.random() < (0.35 if kind == "request" else 0.1)
    return text + chance.choice((",", " ", "。", " ")) + place if behind else place + text


def _slip(text: str, slips: Mapping[str, str], chance: random.Random) -> str:
    right = [word for word in slips if word in text]
    if right and chance.random() < 0.6:
        word = chance.choice(right)
        return text.replace(word, slips[word], 1)
    spot = chance.randrange(len(text))
    return text[:spot] + text[spot + 1 :] if len(text) > 6 else text


def _pairs(requests: Sequence[Utterance], seed: int) -> Iterator[Utterance]:
    """Nearly half of the requests, each joined with the one that stands behind it on a ring of their numbers."""
    links = (",", ",还有", "。另外", ",顺便问下", ";", " ", ",而且", "。再就是", ",还", "，又", "\n2. ", ",顺便", "、")
    ring = sorted(requests, key=lambda each: (crc32(each.text.encode()), each.text))
    places = [crc32(each.text.encode()) for each in ring]
    for first in requests:
        chance = chance_of(first.text, seed, -1)
        if chance.random() < 0.45:
            second = ring[bisect(places, chance.getrandbits(32)) % len(ring)]
            if len(first.text) + len(second.text) < 60:
                yield Utterance(
                    first.text + chance.choice(links) + second.text,
                    "request",
                    tuple(dict.fromkeys((*first.matters, *second.matters))),
                    first.danger or second.danger,
                )
