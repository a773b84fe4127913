"""A danger that goes on: what is said next of it is for those who were called, and no second danger somewhere else."""

from datetime import timedelta

from handlers.desk import Desk, Told
from models.talk import dangers_in
from models.ticket import Ticket, by_desk
from rules.going_on import is_of_them, sees_from_afar, tells_more
from rules.parsing import Request
from rules.places import addresses
from rules.tickets import ACTIVE, State

ONE_DAY, MINUTES, ONE_FIRE = timedelta(days=1), timedelta(minutes=10), timedelta(minutes=15)
AGAINST = frozenset({"violence", "crime"})


def goes_on_with(desk: Desk, request: Request, words: str, told: Told) -> Ticket | None:
    """The danger that is open already and that words tell more of; None where they may tell another."""
    if not request.danger or told.proxy or told.forced or desk.town.is_staff(desk.actor):
        return None
    return _seen_from_afar(desk, request, words) or _of_own(desk, request, words)


def add(desk: Desk, ticket: Ticket, request: Request, words: str, told: Told) -> None:
    """It stands on the ticket; while nobody has that, everybody who was called is rung with it."""
    desk.join(ticket, request, words, told)
    if ticket.state == State.OPEN and ticket.submitted_by is None and not desk.late:
        desk.ring(ticket)


def _of_own(desk: Desk, request: Request, words: str) -> Ticket | None:
    if addresses(words):
        return None
    mine = [each for each in desk.told_within(ONE_DAY) if each.state in ACTIVE and each.danger]
    last = mine[-1] if mine else None
    if last is None:
        return None
    if last.danger in AGAINST and request.danger in AGAINST:
        return last if last.quiet and is_of_them(words) else None
    lately = desk.now - last.created_at <= MINUTES and not request.place
    return last if lately and tells_more(words) else None


def _seen_from_afar(desk: Desk, request: Request, words: str) -> Ticket | None:
    """6号楼也看得到 好大的烟 is of the fire that was just told in this group, and not at 6号楼."""
    if request.danger != "fire" or not sees_from_afar(words):
        return None
    near = (by_desk(desk.session, each) for each in dangers_in(desk.session, desk.said.chat, desk.now - ONE_FIRE))
    return next((each for each in near if each.danger == "fire" and each.state in ACTIVE), None)
