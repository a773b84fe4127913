"""Festivals and weather bring extra visits: proposed to the secretary, made for everybody on the list with one tap."""

from collections.abc import Sequence
from datetime import date, timedelta

from handlers import care_telling
from handlers.care_telling import PATIENCE, SECRETARIES, today
from handlers.desk import HIGH, Buttons, Desk
from models.care import CarePerson, people_at
from rules import callback
from rules.care import festival_ahead
from rules.town import Level

FESTIVAL, WEATHER = "festival", "weather"


def sweep_festivals(desk: Desk) -> int:
    """Some days before a festival each community with a list is asked, once."""
    days = desk.policies.duty_hours.working
    why = days.label(festival_ahead(desk.policies.care, today(desk), days), desk.res.texts.locale)
    if not why or desk.slot("care_festival", desk.policies.times.care, patience=PATIENCE) is None:
        return 0
    eve = today(desk) + desk.policies.care.before - timedelta(days=1)
    communities = [spot.id for spot in desk.town.spots.values() if spot.level == Level.COMMUNITY]
    return sum(_offer(desk, community, why, eve, f"festival:{today(desk):%Y%m%d}") for community in communities)


def warned(desk: Desk, notice: int, level: str, areas: Sequence[int]) -> None:
    """A weather warning has gone out there: the communities' secretaries are asked."""
    if level not in desk.policies.care.weather:
        return
    spots = [spot for area in areas for spot in desk.town.below(area)]
    above = [desk.town.at_level(area, Level.COMMUNITY) for area in areas]
    communities = dict.fromkeys(
        spot.id for spot in (*above, *spots) if spot is not None and spot.level == Level.COMMUNITY
    )
    for community in communities:
        _offer(desk, community, desk.word("kind_weather"), today(desk), f"weather:{notice}", weather=True)


def _offer(desk: Desk, community: int, why: str, due: date, key: str, weather: bool = False) -> int:
    """One message to each secretary; how many. Nothing where nobody stands on a list."""
    people = _people(desk, community)
    officers = [o for o in desk.town.holders(community, SECRETARIES) if o.reachable] if people else []
    spot = desk.town.spots[community]
    words = {"why": why, "count": len(people), "place": spot.name, "weather": weather}
    arg = f"{community}.{today(desk):%Y%m%d}.{due:%Y%m%d}.{WEATHER if weather else FESTIVAL}"
    for officer in officers:
        desk.say_once(
            f"care:{key}:{community}:{officer.user}", officer.user, "care_offer", words, buttons=_buttons(desk, arg),
            purpose="care_offer", priority=HIGH,
        )  # fmt: skip
    return len(officers)


def _buttons(desk: Desk, arg: str) -> Buttons:
    return desk.choices(arg, "care_more", "care_enough")


def _people(desk: Desk, community: int) -> list[CarePerson]:
    """Everybody on the lists there, each once."""
    found = people_at(desk.session, [spot.id for spot in desk.town.below(community)])
    return list({(person.name, person.home): person for person in found}.values())


def more(desk: Desk, arg: str) -> None:
    """加探访: one more visit to everybody; told at once, in quiet hours in the morning. Twice is once."""
    read = _read(desk, arg)
    if read is None:
        return
    community, offered, due, why = read
    people = _people(desk, community)
    care_telling.visit_once_more(desk, people, why, offered, due)
    desk.edit_here("care_extra", {"why": why, "count": len(people)}, ())
    desk.answer("care_extra", why=why, count=len(people))


def enough(desk: Desk, arg: str) -> None:
    """不用: no visits are made for it."""
    read = _read(desk, arg)
    if read is not None:
        desk.edit_here("care_offer_left", {"why": read[3]}, ())
        desk.answer()


def _read(desk: Desk, arg: str) -> tuple[int, date, date, str] | None:
    """What a button says, to a secretary of the community; else that has been said."""
    place, offered, due, kind = (*arg.split("."), "", "", "")[:4]
    community = callback.number(place) if callback.number(place) in desk.town.spots else 0
    mine = community and any(o.user == desk.actor for o in desk.town.holders(community, SECRETARIES))
    try:
        days = [date(int(each[:4]), int(each[4:6]), int(each[6:])) for each in (offered, due)]
    except (ValueError, OverflowError):
        days = []
    why = _why(desk, kind, days[1]) if len(days) == len((offered, due)) else ""
    if not mine or not why:
        desk.answer("stale_button")
        return None
    return community, days[0], days[1], why


def _why(desk: Desk, kind: str, due: date) -> str:
    """For what: the weather, or the festival whose eve `due` is."""
    if kind == WEATHER:
        return desk.word("kind_weather")
    days = desk.policies.duty_hours.working
    name = days.beginning(due + timedelta(days=1)) if kind == FESTIVAL else ""
    return days.label(name, desk.res.texts.locale)
