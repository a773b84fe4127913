"""Who fell is heard, and so is where it is slippery, once the group has told of ice: 6栋门口也是 摔了一个."""

from collections.abc import Sequence
from datetime import timedelta

from handlers.desk import Desk, Told
from handlers.report_taking import take_all
from models.ticket import Ticket, by_desk, move, similar
from rules.cards import gathered
from rules.doubt import Doubt
from rules.flow import Past
from rules.parsing import Reading, Request
from rules.places import addresses
from rules.slips import ICE, place_in, tells_of_fall, tells_of_ice
from rules.tickets import ACTIVE

# How long after ice was spoken of a fall is taken to be on it.
ICY = timedelta(hours=12)
HURT = "welfare_care.medical_help"
# What is felt less is of no matter: 门口又滑倒一个老太太 is of no bicycles.
FELT = 0.0


def slips_heard(desk: Desk, before: Sequence[Past], words: str, reading: Reading, told: Told) -> bool:
    """Whether words that ask for nothing by themselves tell of a fall, or of ice where others have told of it."""
    fell = tells_of_fall(words)
    if not (fell or tells_of_ice(words)):
        return False
    sure = bool(reading.requests) and desk.doubt_of(reading) is Doubt.SURE
    dangers = any(each.danger for each in reading.requests)
    icy = reading.grip < FELT or all(each.matter in ICE for each in reading.requests)
    if sure and not (fell and icy and not dangers):
        return False
    spoken_of = desk.spoken_of(before, ICY)
    ice = next((each for each in spoken_of if each.matter in ICE and each.state in ACTIVE), None)
    named, at = next(iter(addresses(words)), None), place_in(words)
    if ice is None and not (fell and at):
        return False
    building = (named.building if named else "") or (desk.home_told.building if at else "")
    place = f"{building}号楼{at}" if building and at else at
    if ice is not None and not place:
        desk.join(ice, Request(ice.matter, ice.service_class), words, told)
        return _noted(desk, [ice], words, fell)
    if ice is not None:
        asked = Request(ice.matter, ice.service_class, building, place=place)
        taken = take_all(desk, (asked,), words, told._replace(why=reading.why))
        near = similar(desk.session, [ice.place_id, told.place.id], ice.matter, [building], desk.now - ICY)
        mine = [by_desk(desk.session, each.id) for each in near if desk.reported(each)]
        return _noted(desk, mine, words, fell) and taken
    asked = Request(HURT, desk.matter(HURT).service_class, building, place=place)
    return take_all(desk, (asked,), words, told._replace(why=reading.why, doubtful=True))


def _noted(desk: Desk, tickets: Sequence[Ticket], words: str, fell: bool) -> bool:
    """Whoever sees to the ice reads that somebody fell on it."""
    for ticket in tickets[-1:] if fell else ():
        if words != ticket.words and move(desk.session, ticket, "add", news=gathered(ticket.news, desk.noted(words))):
            desk.refresh(ticket)
    return True
