"""What a message shows beside its letters: the words of the lexicon in it, its length, and who writes."""

from bisect import bisect_right
from functools import lru_cache
from itertools import combinations

from rules.lexicon import CUE, PHRASE, SENSE, SIGN, THING, WordIndex

_BITS = {THING: 1, SIGN: 2, PHRASE: 4, CUE: 8, SENSE: 16}
_LIMITS = (4, 8, 16, 32, 64)
_LENGTHS = ("length:3", "length:7", "length:15", "length:31", "length:63", "length:64")
_KEPT = 1 << 16


def marks(words: WordIndex, shown: int, length: int, role: str) -> tuple[str, ...]:
    """Names the model has weights for: `phrase:MATTER`, `both:MATTER` (thing and sign), `cue:KIND`, `role:staff`,
    `sense:NAME` and, for each two senses, `sense:NAME+NAME`; `shown` is what the words found show."""
    writer = () if role == "resident" else (f"role:{role}",)
    return (*_seen(words, shown), *writer, _LENGTHS[bisect_right(_LIMITS, length)])


@lru_cache(_KEPT)
def _seen(words: WordIndex, shown: int) -> tuple[str, ...]:
    roles: dict[str, int] = {}
    for owner, role in words.roles(shown):
        roles[owner] = roles.get(owner, 0) | _BITS[role]
    senses = [owner for owner, seen in roles.items() if seen & _BITS[SENSE]]
    pairs = (f"sense:{one}+{other}" for one, other in combinations(senses, 2))
    return (*(mark for each in roles.items() for mark in _of(*each)), *pairs)


def _of(owner: str, seen: int) -> tuple[str, ...]:
    if seen & (_BITS[CUE] | _BITS[SENSE]):
        return (f"{'cue' if seen & _BITS[CUE] else 'sense'}:{owner}",)
    phrase = (f"phrase:{owner}",) if seen & _BITS[PHRASE] else ()
    thing = (f"{'both' if seen & _BITS[SIGN] else 'thing'}:{owner}",) if seen & _BITS[THING] else ()
    return phrase + thing
