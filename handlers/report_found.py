"""Danger to life that a worker finds behind a door, on a visit or a round: everybody is called to that home at once."""

from handlers.desk import Desk, Told, around
from handlers.report_taking import take_all
from rules.deciding import DANGERS
from rules.parsing import Request
from rules.places import Address, addresses
from rules.redaction import mask_identity
from rules.routing import Spot

MEDICAL = DANGERS["unconscious"][0]
# What befalls somebody at home; whatever else is read there is that they need help.
AT_HOME = frozenset({"unconscious", "suicide", "gas", "fumes", "fire"})


def called_to(desk: Desk, home: str, words: str, place: Spot) -> None:
    """叫不醒 or 屋里有煤气味 at `home`: its own ticket, and no words but these on its card."""
    told = desk.without_telephones(mask_identity(f"{home} {words}".strip()))
    reading = desk.res.read(told, around(desk.said, desk.now, proxy=True))
    there = next(iter(addresses(told)), Address())
    unread = Request(MEDICAL, "P0", there.building, there.unit, there.room, danger="unconscious")
    dangers = tuple(request for request in reading.requests if request.danger in AT_HOME) or (unread,)
    take_all(desk, dangers, told, Told(place, public=False, forced=True, proxy=True, why=reading.why))
