"""The service class after reading the words: what makes an ordinary matter urgent, or a danger to life."""

import re
from collections.abc import Mapping

from rules.danger import DangerReader
from rules.lexicon import Matter

FRAUD = "fraud"
_URGENT = {"property_repair.leak": "burst", "city_order.illegal_construction": "building_now"}


def service_class(
    matter: Matter, words: str, danger: str, turns: Mapping[str, re.Pattern[str]], dangers: DangerReader
) -> str:
    """P0 with a danger to life, P1 when the words make the matter urgent, else the matter's own class."""
    if danger or matter.service_class == "P0":
        return "P0"
    if matter.name in _URGENT and turns[_URGENT[matter.name]].search(words):
        return "P1"
    going = matter.name == "public_security.fraud" and turns["transferring"].search(words)
    if going and not (dangers.speaks_of_none(words) or dangers.sounds_like((FRAUD,), words)):
        return "P0"
    return matter.service_class
