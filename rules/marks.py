"""What a message shows beside its letters: the words of the lexicon in it, its length, and who writes."""

from bisect import bisect_right
from functools import cache, lru_cache
from itertools import combinations

from rules.lexicon import SENSE, SIGN, THING, WordIndex

_LIMITS = (4, 8, 16, 32, 64)
_LENGTHS = ("length:3", "length:7", "length:15", "length:31", "length:63", "length:64")
_KEPT = 1 << 12


def marks(words: WordIndex, shown: int, length: int, role: str) -> tuple[str, ...]:
    """Names the model has weights for: `phrase:MATTER`, `both:MATTER` (thing and sign), `cue:KIND`, `role:staff`,
    `sense:NAME` and, for each two senses, `sense:NAME+NAME`; `shown` is what the words found show."""
    writer = () if role == "resident" else (f"role:{role}",)
    return (*_seen(words, shown), *writer, _LENGTHS[bisect_right(_LIMITS, length)])


@lru_cache(_KEPT)
def _seen(words: WordIndex, shown: int) -> tuple[str, ...]:
    found, senses, signed = list[str](), list[str](), ""
    # Those of one owner stand together in order of their names: a sign just before a thing.
    for owner, role in words.roles(shown):
        if role == SIGN:
            signed = owner
            continue
        if role == SENSE:
            senses.append(owner)
        found.append(_name("both" if role == THING and owner == signed else role, owner))
    return (*found, *(_name(SENSE, f"{one}+{other}") for one, other in combinations(senses, 2)))


@cache
def _name(role: str, owner: str) -> str:
    return f"{role}:{owner}"
