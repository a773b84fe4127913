"""Care visits of the day: who is told of them in private, and to whom the late ones climb; names only there."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from handlers.desk import HIGH, Buttons, Desk
from models.care import (
    CarePerson,
    Standing,
    climb,
    everybody,
    expired,
    forget_people,
    log_views,
    people_at,
    stand,
    standing,
)
from rules import callback, onduty
from rules.care import Occasion, occasion
from rules.messages import Button
from rules.routing import Officer
from rules.town import Level, Role

VISITORS = (Role.GRID_WORKER, Role.MICRO_GRID_LEADER)
LEADERS, SECRETARIES = (Role.GRID_LEADER,), (Role.COMMUNITY_SECRETARY,)
ENTITLED = frozenset({*VISITORS, *LEADERS, *SECRETARIES, Role.HEALTH_WORKER})
MOST, NOON = 15, 12
PATIENCE = timedelta(hours=10)


def today(desk: Desk) -> date:
    return desk.local_now.date()


def sweep_visits(desk: Desk) -> int:
    """Each morning: what has expired is erased, what is due is told, what is late climbs."""
    if desk.slot("care", desk.policies.times.care, patience=PATIENCE) is None:
        return 0
    gone = expired(desk.session, today(desk))
    if gone:
        forget_people(desk.session, gone, 0, desk.now, "expired")
    bring_forth(desk)
    tell(desk, standing_once(desk, [spot.id for spot in desk.town.spots.values()]))
    return 1


def standing_once(desk: Desk, places: Sequence[int]) -> list[Standing]:
    """Who is to be visited today, each person once: of several visits that stand the one that is latest."""
    first: dict[int, Standing] = {}
    for each in standing(desk.session, places, today(desk)):
        first.setdefault(each.person.id, each)
    return list(first.values())


def bring_forth(desk: Desk) -> None:
    """Writes the visits that the calendar brings."""
    for person in everybody(desk.session):
        due = occasion(person.plan, person.visited, today(desk), desk.policies.care)
        if due:
            stand(desk.session, person.id, "", due)


def tell(desk: Desk, visits: Sequence[Standing]) -> None:
    """One message to each who visits, one to each to whom late ones have climbed."""
    lists: defaultdict[int, list[Standing]] = defaultdict(list)
    late: defaultdict[int, list[Standing]] = defaultdict(list)
    unheard: defaultdict[int, int] = defaultdict(int)
    for each in visits:
        near = [officer for officer in _visitors(desk, each.person.place_id) if officer.reachable]
        for officer in near:
            lists[officer.user].append(each)
        above = _above(desk, each, nobody=not near)
        for officer in above:
            late[officer.user].append(each)
        post = desk.town.staff_group(each.person.place_id, Level.GRID)
        if post and not near and not above:
            unheard[post.chat] += 1
    for user, mine in lists.items():
        _tell_one(desk, user, "care_today", mine)
    for user, mine in late.items():
        _tell_one(desk, user, "care_late", mine)
    for chat, count in unheard.items():
        # Nobody can be told in private: the group of staff reads how many, and no name.
        desk.say(chat, "care_group", {"count": count}, purpose="care", when_unclear="drop")


def visit_once_more(
    desk: Desk, people: Sequence[CarePerson], why: str, cycle: date | None = None, due: date | None = None
) -> None:
    """One more visit to these, told at once; in quiet hours in the morning. Of one `cycle` there is one."""
    clock = desk.local_now.time()
    quiet = desk.policies.quiet_hours.holds(clock)
    day = today(desk) + timedelta(days=1 if quiet and clock.hour >= NOON else 0)
    for person in people:
        stand(desk.session, person.id, why, Occasion(cycle or day, day, max(due or day, day)))
    if not quiet:
        mine = {person.id for person in people}
        found = standing(desk.session, list({person.place_id for person in people}), day)
        tell(desk, [each for each in found if each.person.id in mine and each.visit.occasion == why])


def _tell_one(desk: Desk, user: int, template: str, visits: Sequence[Standing]) -> None:
    """The list; whose day has brought enough already reads in their next summary how many, and no name."""
    words = {"total": len(visits), "late": template == "care_late"}
    if not desk.gather(user, "care", "care_waiting", words):
        say_list(desk, user, template, visits)


def _visitors(desk: Desk, place: int) -> list[Officer]:
    """Who is on, by the rota where there is one; else all who look after the place and are not away."""
    town, hours = desk.town, desk.policies.duty_hours
    on = onduty.serving(town, place, VISITORS, desk.now, hours)
    return on or onduty.not_away(town, town.serving(place, VISITORS), desk.now)


def _above(desk: Desk, each: Standing, nobody: bool) -> list[Officer]:
    """To whom it climbs: the leader, then the secretary; at once where nobody below can be told."""
    policy, beyond = desk.policies.care, today(desk) - each.visit.due
    step = 2 if beyond >= policy.secretary else 1 if beyond >= policy.leader else 0
    roles: list[Role] = [*(LEADERS if step >= 1 or nobody else ()), *(SECRETARIES if step == 2 else ())]
    found = [o for o in desk.town.serving(each.person.place_id, roles) if o.reachable]
    if (step or nobody) and not found:
        found = [o for o in desk.town.serving(each.person.place_id, SECRETARIES) if o.reachable]
    climb(desk.session, [each.visit.id], step)
    return found


def tell_found(desk: Desk, person: CarePerson, template: str, words: str, way: Buttons = ()) -> list[str]:
    """Tells leader and secretary at once how somebody was found; returns the names of those told."""
    above = desk.town.serving(person.place_id, LEADERS + SECRETARIES)
    heard = [officer for officer in above if officer.reachable and officer.user != desk.actor]
    by = desk.town.officers[desk.actor].name
    for officer in heard:
        said = {"name": person.name, "home": person.home, "by": by, "note": words}
        desk.say(officer.user, template, said, buttons=way, purpose="care", priority=HIGH)
        log_views(desk.session, [person.id], officer.user, desk.now, "told")
    return [officer.name for officer in heard]


def say_list(desk: Desk, user: int, template: str, visits: Sequence[Standing]) -> None:
    """A list with a button each, in private; that it was read is written down."""
    for at in range(0, len(visits), MOST):
        some = visits[at : at + MOST]
        words = {"calls": lines(desk, some), "total": len(visits)}
        desk.say(user, template, words, buttons=buttons(some), purpose="care")
    log_views(desk.session, [each.person.id for each in visits], user, desk.now, "told")


def buttons(visits: Iterable[Standing]) -> Buttons:
    """One button a visit: done."""
    found = [
        Button(f"{number} {each.person.name[:12]}", callback.write("care_done", 0, each.visit.id))
        for number, each in enumerate(visits, 1)
    ]
    return tuple(tuple(found[at : at + 3]) for at in range(0, len(found), 3))


def lines(desk: Desk, visits: Iterable[Standing]) -> list[dict[str, Any]]:
    """What is said of each visit."""
    return [{"number": number, **_line(desk, each)} for number, each in enumerate(visits, 1)]


def _line(desk: Desk, each: Standing) -> dict[str, Any]:
    return {
        "name": each.person.name, "home": each.person.home, "reason": each.visit.occasion or each.person.reason,
        "late": max((today(desk) - each.visit.due).days, 0), "until": _until(desk, each),
        "visited": each.person.visited,
    }  # fmt: skip


def _until(desk: Desk, each: Standing) -> int | None:
    """In how many days a certification or the like comes to its end."""
    ahead = (each.visit.due - today(desk)).days
    return ahead if ahead > 0 else None


def areas(desk: Desk, user: int) -> list[int]:
    """The places where somebody may know who is visited."""
    return list(dict.fromkeys(desk.town.held_below(user, ENTITLED)))


def counts(desk: Desk, place: int) -> dict[str, int] | None:
    """For a digest: how many are kept there, due and late; None where nobody is."""
    places = [spot.id for spot in desk.town.below(place)]
    kept = len(people_at(desk.session, places))
    found = standing_once(desk, places) if kept else []
    late = sum(each.visit.due < today(desk) for each in found)
    return {"kept": kept, "due": len(found) - late, "late": late} if kept else None
