"""The number that answers at night: what the reporter of an urgent matter is given while nobody is on duty."""

from collections.abc import Mapping


def number_for(owner: str, numbers: Mapping[str, str], otherwise: str) -> str:
    """The first round-the-clock number among a matter's owners (物业/维保), else the one that takes everything."""
    return next((numbers[part] for part in owner.split("/") if numbers.get(part)), otherwise)
