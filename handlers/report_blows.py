"""Blows heard behind a door of which a quarrel has just been told are of that: its quiet ticket becomes the danger."""

from collections.abc import Sequence
from datetime import timedelta

from handlers.desk import Desk, Told
from rules.blows import tells_of_blows
from rules.deciding import DANGERS
from rules.flow import Past
from rules.parsing import Request
from rules.places import addresses
from rules.tickets import ACTIVE

LATELY = timedelta(hours=1)
VIOLENCE = "violence"


def blows_heard(desk: Desk, before: Sequence[Past], words: str, told: Told) -> bool:
    """Whether 我也听到了 好像在打人 was said of what is quiet: nothing of it goes onto a card of the group."""
    if not tells_of_blows(words):
        return False
    named = {each.building for each in addresses(words)} or {desk.home_told.building}
    quarrels = (t for t in desk.spoken_of(before, LATELY) if t.quiet and t.matter in DANGERS[VIOLENCE])
    quarrel = next((each for each in quarrels if each.state in ACTIVE and named <= {"", each.building}), None)
    if quarrel is None:
        return False
    desk.join(quarrel, Request(quarrel.matter, "P0", danger=VIOLENCE), words, told)
    return True
