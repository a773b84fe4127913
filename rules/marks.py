"""What a message shows beside its letters: the words of the lexicon in it, its length, and who writes."""

from bisect import bisect_right
from functools import cache

from rules.lexicon import CUE, PHRASE, SIGN, THING, Hit

_BITS = {THING: 1, SIGN: 2, PHRASE: 4, CUE: 8}
_LIMITS = (4, 8, 16, 32, 64)
_LENGTHS = ("length:3", "length:7", "length:15", "length:31", "length:63", "length:64")


def marks(hits: list[Hit], length: int, role: str) -> tuple[str, ...]:
    """Names the model has weights for: `phrase:MATTER`, `both:MATTER` (thing and sign), `cue:KIND`, `role:staff` ..."""
    roles: dict[str, int] = {}
    for _, said, owner in hits:
        roles[owner] = roles.get(owner, 0) | _BITS[said]
    found = [mark for each in roles.items() for mark in _of(*each)]
    if role != "resident":
        found.append(f"role:{role}")
    found.append(_LENGTHS[bisect_right(_LIMITS, length)])
    return tuple(found)


@cache
def _of(owner: str, seen: int) -> tuple[str, ...]:
    if seen & _BITS[CUE]:
        return (f"cue:{owner}",)
    phrase = (f"phrase:{owner}",) if seen & _BITS[PHRASE] else ()
    thing = (f"{'both' if seen & _BITS[SIGN] else 'thing'}:{owner}",) if seen & _BITS[THING] else ()
    return phrase + thing
