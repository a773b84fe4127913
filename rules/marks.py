"""What a message shows beside its letters: the words of the lexicon in it, its length, and who writes."""

from rules.lexicon import CUE, PHRASE, SIGN, THING, Hit

_LENGTHS = ((4, "3"), (8, "7"), (16, "15"), (32, "31"), (64, "63"))


def marks(hits: list[Hit], length: int, role: str) -> tuple[str, ...]:
    """Names the model has weights for: `phrase:MATTER`, `both:MATTER` (thing and sign), `cue:KIND`, `role:staff` ..."""
    roles: dict[str, set[str]] = {}
    for hit in hits:
        roles.setdefault(hit.owner, set()).add(hit.role)
    found = [mark for owner, seen in roles.items() for mark in _of(owner, seen)]
    if role != "resident":
        found.append(f"role:{role}")
    found.append("length:" + next((name for limit, name in _LENGTHS if length < limit), "64"))
    return tuple(found)


def _of(owner: str, seen: set[str]) -> list[str]:
    if CUE in seen:
        return [f"cue:{owner}"]
    found = [f"phrase:{owner}"] if PHRASE in seen else []
    if THING in seen:
        found.append(f"{'both' if SIGN in seen else 'thing'}:{owner}")
    return found
