"""Leave and swaps as staff type them: who is away, who stands in, who does whose duty."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any

from handlers.desk import HIGH, Desk
from models import outbox
from models.rota import add_leave, ask_swap, decide_swap, end_leaves, swaps_asked
from models.ticket import Ticket
from models.work import taken_by
from rules import leave, onduty
from rules.leave import LeaveAsked, SwapAsked
from rules.people import named, spoken_of
from rules.rota import Leave, Rota, Swap
from rules.tickets import TAKEN

MOST_NAMES = 8


def heard(desk: Desk) -> bool:
    """Takes 我请假到周三, 让亚丽顶, 周五和亚丽换班 and 销假; False where staff speak of something else."""
    text = leave.told_in_english(desk.said.text)
    if not desk.by_staff or not text or desk.said.reply_to is not None:
        return False
    if leave.returns(text):
        _return(desk)
    elif leave.asks_swap(text):
        return _swap(desk, text)
    elif leave.asks_leave(text):
        return _leave(desk, text)
    elif leave.asks_who_is_away(text):
        return _tell_away(desk, text)
    else:
        return False
    return True


def ask_leave(desk: Desk, words: str) -> None:
    """`/leave until wednesday by Yali`."""
    text = leave.from_english(words)
    if not _leave(desk, text if leave.asks_leave(text) else f"{text} 请假"):
        desk.reply("leave_how", purpose="asked")


def ask_swapping(desk: Desk, words: str) -> None:
    """`/swap friday with Yali`."""
    text = leave.from_english(words)
    if not _swap(desk, text if leave.asks_swap(text) else f"{text}换班"):
        desk.reply("swap_how", purpose="asked")


# leave --------------------------------------------------------------------------------------------------------


def _leave(desk: Desk, text: str) -> bool:
    asked = leave.leave_in(text, desk.now, desk.res.texts.zone)
    if asked is None:
        return _how(desk, "leave_how")
    crew = onduty.crew(desk.town, desk.actor)
    others = {u: n for u, n in crew.items() if asked.who or u != desk.actor}
    substitute = _one(desk, asked.substitute, others)
    if asked.substitute and substitute is None:
        return True
    if substitute is None and len(meant := named(asked.meanwhile, others)) == 1 and meant[0] != desk.actor:
        substitute = meant[0]
    person = _one(desk, asked.who, {u: n for u, n in crew.items() if u != substitute}) if asked.who else desk.actor
    if person is None:
        return True
    if not onduty.may_arrange(desk.town, desk.actor, person):
        desk.answer("leave_not_yours")
        return True
    _keep(desk, asked, person, substitute)
    return True


def _tell_away(desk: Desk, text: str) -> bool:
    """Who is away of those the actor sees, today or on the days that are told; of who is named, they alone."""
    if not desk.in_private:
        return False
    led = (user for user in desk.town.officers if onduty.may_arrange(desk.town, desk.actor, user))
    seen = onduty.crew(desk.town, desk.actor) | {user: desk.town.officers[user].name for user in led}
    meant = spoken_of(text, seen) or seen
    zone = desk.res.texts.zone
    first, last = leave.days_in(text, desk.now, zone) or (desk.local_now.date(),) * 2
    begins, ends = (datetime.combine(day, time(0), zone) for day in (first, last + timedelta(days=1)))
    rows = [
        {"who": seen[each.person], "starts": each.start, "ends": each.end, "substitute": _name(desk, each.substitute)}
        for each in sorted(desk.town.rota.leaves, key=lambda each: (each.start, each.person))
        if each.person in meant and each.start < ends and each.end > max(begins, desk.now)
    ]
    desk.reply("leave_away", {"leaves": rows[:MOST_NAMES], "more": max(0, len(rows) - MOST_NAMES)}, purpose="asked")
    return True


def _keep(desk: Desk, asked: LeaveAsked, person: int, substitute: int | None) -> None:
    away = Leave(person, asked.start, asked.end, substitute)
    add_leave(desk.session, away, desk.actor, desk.now)
    desk.town_changed()
    officer = desk.town.officers[person]
    words = {
        "who": officer.name, "substitute": _name(desk, substitute), "starts": asked.start, "ends": asked.end,
        "gaps": len(_gaps(desk, away)), "office": _office(desk, person, substitute),
    }  # fmt: skip
    held = _held(desk, person, substitute) if asked.start <= desk.now else []
    count = len(taken_by(desk.session, person)) - len(held)
    words |= {"count": count, "passed": len(held), "own": person == desk.actor}
    desk.reply("leave_noted", words, purpose="answer")
    for user in {person, substitute or person} - {desk.actor}:
        desk.tell(desk.town.officers[user], "leave_told", words | {"yours": user == substitute}, priority=HIGH)
    for secretary in _secretaries(desk, person):
        if secretary not in (desk.actor, person, substitute):
            desk.tell(desk.town.officers[secretary], "leave_told", words | {"yours": False}, priority=HIGH)
    _pass_on(desk, held, substitute)


def _office(desk: Desk, person: int, substitute: int | None) -> str:
    """The office in which a substitute does not stand in, "" for none."""
    offices = onduty.offices_of(desk.town, person, substitute) if substitute else []
    return desk.word(offices[0]) if offices else ""


def sweep_leaves(desk: Desk) -> int:
    """When duty begins, what somebody has who is on leave by now goes to whoever stands in."""
    if desk.slot("leaves", desk.policies.duty_hours.start) is None:
        return 0
    for person in {each.person for each in desk.town.rota.leaves if desk.town.rota.is_away(each.person, desk.now)}:
        substitute = desk.town.rota.stands_in(person, desk.now)
        _pass_on(desk, _held(desk, person, substitute), substitute)
    return 1


def _held(desk: Desk, person: int, substitute: int | None) -> list[Ticket]:
    """What somebody has in hand that their substitute may take."""
    if substitute is None:
        return []
    may_take = (each for each in taken_by(desk.session, person) if desk.town.may_handle(substitute, each.place_id))
    return [each for each in may_take if each.state in TAKEN and not (each.sealed or desk.is_led(each))]


def _pass_on(desk: Desk, held: Sequence[Ticket], substitute: int | None) -> None:
    """A card with 接单 of each: until that is pressed nobody has it, and its ladder begins anew."""
    officer = desk.town.officers.get(substitute or 0)
    for ticket in held:
        if not desk.lapse(ticket) or officer is None:
            continue
        for row in outbox.cards(desk.session, ticket.id):
            if row.chat_id == officer.user:
                desk.retract(row)
        if officer.reachable:
            desk.card(ticket, "staff", officer.user)
        if ticket.service_class == "P0":
            desk.ring(ticket)


def _gaps(desk: Desk, away: Leave) -> Sequence[object]:
    """Where nobody is on because of a leave that has just been kept."""
    rota, start, hours = desk.town.rota, max(away.start, desk.now), desk.policies.duty_hours
    before = Rota(rota.zone, rota.lines, tuple(each for each in rota.leaves if each != away), rota.swaps)
    places = {line.place for line in rota.lines if line.person in (away.person, away.substitute)}
    with_it, without = (
        [gap for place in places for gap in onduty.gaps(desk.town, each, place, start, away.end - start, hours)]
        for each in (rota, before)
    )
    return [gap for gap in with_it if gap not in without]


def _return(desk: Desk) -> None:
    """销假: whoever is back is on again as before."""
    ended = end_leaves(desk.session, desk.actor, desk.now)
    if ended:
        desk.town_changed()
    desk.reply("leave_ended" if ended else "leave_none", purpose="answer")


# swaps --------------------------------------------------------------------------------------------------------


def _swap(desk: Desk, text: str) -> bool:
    asked = leave.swap_in(text, desk.now, desk.res.texts.zone)
    if asked is None:
        return _how(desk, "swap_how")
    crew = onduty.crew(desk.town, desk.actor)
    other = _one(desk, asked.other, {u: n for u, n in crew.items() if u != desk.actor})
    if other is not None:
        _ask(desk, asked, other)
    return True


def _ask(desk: Desk, asked: SwapAsked, other: int) -> None:
    """Asks the other: in private where that can be, else under the words in the group."""
    spans = [_shift(desk, (desk.actor, other), *day) for day in asked.days]
    rows = [ask_swap(desk.session, Swap(desk.actor, other, *span)) for span in spans]
    colleague = desk.town.officers[other]
    words = {"who": desk.town.officers[desk.actor].name, "other": colleague.name, "dates": [s for s, _ in spans]}
    arg = ".".join(map(str, rows))
    buttons = desk.choices(arg, ("agree", "swap_agree"), ("refuse", "swap_refuse"))
    if desk.tell(colleague, "swap_asked", words, buttons=buttons, priority=HIGH, purpose="swap"):
        desk.reply("swap_sent", words, purpose="answer")
    elif desk.in_private:
        desk.reply("swap_unreachable", words, purpose="answer")
    else:
        desk.answered = True
        desk.reply("swap_asked", words, buttons=buttons, priority=HIGH, purpose="swap")


def _shift(desk: Desk, people: tuple[int, int], opens: datetime, closes: datetime) -> tuple[datetime, datetime]:
    """The duties of that day with the night that begins on it; the whole day where there is no rota."""
    return desk.town.rota.shift(people, opens.astimezone(desk.res.texts.zone).date()) or (opens, closes)


def answer(desk: Desk, agreed: bool) -> bool:
    """同意 or 驳回 typed by itself: the answer to every swap that waits for it; False where none does."""
    rows = swaps_asked(desk.session, desk.actor, desk.now)
    if rows:
        _settle(desk, rows, agreed)
    return bool(rows)


def decide(desk: Desk, arg: str, agreed: bool) -> None:
    """同意: the swap counts from now on; 驳回: everything stays as it was."""
    wanted = {int(part) for part in arg.split(".") if part.isdecimal()}
    rows = [row for row in swaps_asked(desk.session, desk.actor, desk.now) if row.id in wanted]
    if rows:
        _settle(desk, rows, agreed)
    else:
        desk.answer("swap_not_yours")


def _settle(desk: Desk, rows: Sequence[Any], agreed: bool) -> None:
    done = [row for row in rows if decide_swap(desk.session, row.id, agreed, desk.now)]
    desk.town_changed()
    words = {"other": _name(desk, desk.actor), "agreed": agreed, "dates": _days(desk, done)}
    for one in {row.one for row in done}:
        asker = desk.town.officers.get(one)
        if asker:
            theirs = [row for row in done if row.one == one]
            desk.tell(asker, "swap_decided", words | {"dates": _days(desk, theirs)}, priority=HIGH)
    if desk.said.callback_id:
        desk.edit_here("swap_decided", words, ())
        desk.answer()
    else:
        desk.reply("swap_decided", words, purpose="answer")


def _days(desk: Desk, rows: Sequence[Any]) -> list[datetime]:
    """When swaps begin, each day once: who has asked twice reads one day."""
    return list({desk.res.texts.local(row.starts_at).date(): row.starts_at for row in rows}.values())


# people -------------------------------------------------------------------------------------------------------


def _one(desk: Desk, typed: str, people: dict[int, str]) -> int | None:
    """Whom a name means; where that is nobody or not sure, that has been said."""
    found = named(typed, people) if typed else []
    if len(found) == 1:
        return found[0]
    if typed:
        names = [people[user] for user in found[:MOST_NAMES]]
        desk.reply("person_which", {"typed": typed, "names": names}, purpose="answer")
    return None


def _name(desk: Desk, user: int | None) -> str:
    officer = desk.town.officers.get(user or 0)
    return officer.name if officer else ""


def _secretaries(desk: Desk, person: int) -> list[int]:
    places = [place for _, place in desk.town.officers[person].roles if place in desk.town.spots]
    return list(dict.fromkeys(o.user for at in places for o in desk.town.serving(at, ("community_secretary",))))


def _how(desk: Desk, template: str) -> bool:
    """How to say it, in private; in a group such words are talk."""
    if not desk.in_private:
        return False
    desk.reply(template, purpose="asked")
    return True
