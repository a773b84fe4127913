"""The number that answers at night: what the reporter of an urgent matter is given while nobody is on duty."""

from collections.abc import Iterable, Mapping


def number_for(owner: str, numbers: Iterable[Mapping[str, str]], otherwise: str) -> str:
    """The nearest round-the-clock number of a matter's owners (物业/维保), else the one that takes everything.

    `numbers` are those of the compound, of the places around it from the nearest on, and the operator's.
    """
    parts = owner.split("/")
    return next((mine[part] for mine in numbers for part in parts if mine.get(part)), otherwise)
