"""While an outage that a notice tells of lasts, the notice is the answer to those who report it."""

from datetime import datetime

from handlers.desk import Desk
from models import broadcast
from models.broadcast import Broadcast
from models.known_matter import KnownMatter, take_back
from models.session import insert
from rules.announcing import without_spots
from rules.audience import Audience, Fault, Targets, targets
from rules.composing import KINDS, outage_in
from rules.houses import compounds_named, houses_in
from rules.redaction import redact
from rules.wording import narrow


def explain(desk: Desk, notice: Broadcast, aimed: Targets) -> None:
    """Notes it for each place it is for, with the buildings meant there."""
    announced = _cut(desk, notice)
    if announced is None:
        return
    matter, starts, ends = announced
    areas = {area: [house.key for at, house in aimed.houses if at == area] for area in aimed.areas}
    if not (notice.kind or aimed.houses):
        areas = {area: houses for area in areas if (houses := _houses_in(desk, notice.words, area)) is not None}
    rows = [
        insert(
            desk.session,
            KnownMatter,
            place_id=area,
            matter=matter,
            buildings=houses,
            words=redact(notice.text)[:500],
            starts_at=starts,
            ends_at=ends,
            made_by=notice.author,
        )
        for area, houses in areas.items()
    ]
    broadcast.change(desk.session, notice, known=rows)


def _houses_in(desk: Desk, words: str, area: int) -> list[str] | None:
    """Of which buildings of an area plain words tell, none for all of them; None where they are of others alone."""
    signs, rest = compounds_named(without_spots(narrow(words)), desk.town.compounds)
    houses, _ = houses_in(rest, signs)
    found = targets(Audience(buildings=tuple(house for house in houses if house.number)), desk.town, area)
    if isinstance(found, Fault) or not found.houses:
        return []
    return [house.key for at, house in found.houses if desk.town.within(at, area)] or None


def _cut(desk: Desk, notice: Broadcast) -> tuple[str, datetime, datetime] | None:
    """The matter that a notice announces, and from when to when, whether by its kind or in plain words."""
    template = KINDS.get(notice.kind)
    if template and template.matter and notice.starts_at and notice.ends_at:
        return template.matter, notice.starts_at, notice.ends_at
    return None if notice.kind else outage_in(notice.text, desk.local_now)


def explain_no_more(desk: Desk, notice: Broadcast) -> None:
    """What it told of is not so any more."""
    for row in notice.known:
        take_back(desk.session, row, desk.now)
