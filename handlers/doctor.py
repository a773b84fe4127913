"""What is wrong with the desk, and what to do about it: the findings of `doctor` and of the admin's morning line."""

import logging
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from config.policy_shapes import Policies
from handlers.desk import HIGH, Desk
from models import health
from models.alarm import alarm_of, change_alarm
from models.slot import opened_at
from models.ticket import by_desk, move
from models.ticket_due import begun_after, brought_back
from rules.deciding import DANGERS, OTHER
from rules.duty import missing_year
from rules.messages import Act
from rules.recurrence import latest
from rules.routing import Spot
from rules.town import Purpose
from rules.town import Role as RoleName
from templates import Texts

log = logging.getLogger(__name__)
STUCK, URGENT_STUCK, WAITING = timedelta(minutes=10), timedelta(minutes=1), timedelta(minutes=2)
# Of the morning line; and of /doctor, which fits into one message.
SHOWN, MOST = 5, 30
NAMED = 10
# Megabytes: the nightly copies need room, too.
LEAST_ROOM = 500
WRONG = timedelta(minutes=2)
COPY_LATE = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend: the name of its sentence in templates/*/finding_*.j2 and the words it needs."""

    name: str
    words: dict[str, object] = field(default_factory=dict)


def findings(desk: Desk) -> list[Finding]:
    """Everything the database can tell, the gravest first."""
    kept = *_disk(desk), *_copies(desk)
    return [*ailments(desk), *kept, *_traffic(desk), *_numbers(desk), *_deciding(desk), *_town(desk)]


def ailments(desk: Desk) -> list[Finding]:
    """What is overdue, stuck or dead: while there is any of it, no heartbeat leaves the desk."""
    late = sum(health.overdue(desk.session, desk.now - health.OVERDUE).values())
    stuck = health.stuck_sends(desk.session, desk.real_now - STUCK, desk.real_now - URGENT_STUCK)
    waiting = health.waiting_updates(desk.session, desk.real_now - WAITING)
    loops = desk.res.troubles()
    found = [Finding(name, {"count": count}) for name, count in (("overdue", late), ("stuck", stuck)) if count]
    found += [Finding("waiting", {"count": waiting})] if waiting else []
    found += [Finding("loops", {"names": "、".join(sorted(loops)), "why": _one_of(loops)})] if loops else []
    found += [
        Finding(f"deaf_{deaf.kind}", {"bot": desk.account_name(deaf.bot), "minutes": deaf.minutes, "why": deaf.why})
        for deaf in desk.res.deaf()
    ]
    found += _clock(desk)
    return found + [Finding("bot_stopped", {"bot": desk.account_name(bot)}) for bot in sorted(desk.res.stopped())]


def _one_of(loops: Mapping[str, str]) -> str:
    """Why the first of them stands; where the database is lost that is why all do."""
    lost = [why for why in loops.values() if "database" in why]
    return next(iter([*lost, *loops.values()]), "")


def _clock(desk: Desk) -> list[Finding]:
    """A machine's clock that is wrong: nudges, hours on cards and digests are as wrong as that."""
    ahead = desk.res.ahead()
    words: dict[str, object] = {"ahead": ahead > timedelta(), "minutes": int(abs(ahead).total_seconds() // 60)}
    begun = len(begun_after(desk.session, desk.now + WRONG))
    found = [Finding("clock", words)] if abs(ahead) > WRONG else []
    return found + ([Finding("begun_ahead", {"count": begun})] if begun else [])


def sweep_clocks(desk: Desk) -> int:
    """Tickets from when this machine's clock was ahead begin now: what is due of them would be as far away as that.

    Not while the platform's clock has not been asked, or says that this one is wrong: then it may be behind.
    """
    begun, ahead = begun_after(desk.session, desk.now + WRONG), desk.res.ahead()
    if begun and (not ahead or abs(ahead) > WRONG):
        desk.took = True
        return 0
    for number in begun:
        ticket = by_desk(desk.session, number)
        by = ticket.created_at - desk.now
        if not move(desk.session, ticket, "clock", "created_at", **brought_back(ticket, desk.now)):
            continue
        sounding = alarm_of(desk.session, ticket.id)
        if sounding and sounding.due_at:
            change_alarm(desk.session, sounding, began_at=min(sounding.began_at, desk.now), due_at=desk.now)
        desk.record(ticket.id, "clock", seconds=int(by.total_seconds()))
        desk.reckon_anew(ticket)
        desk.refresh(ticket)
    return len(begun)


def _disk(desk: Desk) -> list[Finding]:
    room = desk.res.room()
    return [Finding("disk", {"megabytes": room})] if room is not None and room < LEAST_ROOM else []


def _copies(desk: Desk) -> list[Finding]:
    """A nightly copy that should be there since an hour: it is tried every ten minutes, and at once at a start."""
    zone = desk.res.texts.zone
    newest = desk.res.copied(desk.now.astimezone(zone).date())
    due = latest(desk.now - COPY_LATE, desk.policies.times.backup, zone)
    opened = opened_at(desk.session)
    if newest is None or opened is None or desk.real_now - opened < COPY_LATE or newest >= due.astimezone(zone).date():
        return []
    day = None if newest == date.min else datetime.combine(newest, time(12), zone)
    return [Finding("no_copy", {"day": day})]


def missing_safety(policies: Policies, texts: Texts) -> list[Finding]:
    """Kinds of danger without a text, and numbers that must be there: lives hang on them."""
    kinds = [kind for kind in (*DANGERS, OTHER) if not _says_something(policies, texts, f"danger_{kind}")]
    found = [Finding("no_danger_text", {"names": "、".join(kinds)})] if kinds else []
    found += [] if policies.safety.gas_company else [Finding("no_gas_company")]
    return found + ([] if policies.safety.duty_telephone else [Finding("no_duty_telephone")])


def _says_something(policies: Policies, texts: Texts, name: str) -> bool:
    return texts.exists(name) and bool(texts.render(name, numbers=policies.safety).strip())


def sentences(desk: Desk) -> list[str]:
    """The findings as people read them."""
    return [desk.text(f"finding_{f.name}", **f.words, shell=desk.res.shell) for f in findings(desk)]


def reminder(desk: Desk) -> list[str]:
    """What the operator must see to, told who asks and once a month."""
    return [] if desk.res.copies else [desk.text("finding_own_copies")]


def tell(desk: Desk) -> None:
    """/doctor: the findings, to the admin who asks."""
    desk.reply("admin_line", _line(desk, sentences(desk), MOST, reminder(desk)))


def _line(desk: Desk, found: list[str], most: int, besides: list[str]) -> dict[str, object]:
    more = max(0, len(found) - most)
    return {"findings": found[:most] + besides, "more": more, "asked": most == MOST, "shell": desk.res.shell}


def sweep_admin_line(desk: Desk) -> int:
    """Daily one line to every admin: all well, or what is wrong and what to do; once a month what is theirs to do."""
    moment = desk.slot("admin", desk.policies.times.admin_line)
    if moment is None:
        return 0
    readers = [user for user in desk.town.all_admins() if desk.private_bot(user)]
    found, besides = sentences(desk), reminder(desk) if desk.res.texts.local(moment).day == 1 else []
    year = missing_year(desk.now, desk.policies.duty_hours)
    if year:
        log.warning("holidays.yaml has no table for %s: working days are counted by plain weekdays", year)
    for user in readers:
        words = _line(desk, found, SHOWN, besides)
        key = f"admin:{moment:%Y%m%d}:{user}"
        desk.say(user, "admin_line", words, key=key, bot=desk.private_bot(user), priority=HIGH, purpose="digest")
    return 1


def _traffic(desk: Desk) -> Iterator[Finding]:
    today = desk.real_now - timedelta(days=1)
    if aside := health.set_aside(desk.session, today):
        yield Finding("aside", {"count": aside})
    if refused := health.refused_sends(desk.session, today):
        yield Finding("refused", {"count": refused})
    lacking = health.without_rights(desk.session)
    for chat, name in sorted({(chat, "pin" if act == Act.PIN else "rights") for chat, act in lacking}):
        post = desk.town.posts.get(chat)
        yield Finding(name, {"group": post.name if post else str(chat)})
    if calls := health.refused_calls(desk.session, today):
        yield Finding("calls_refused", {"count": calls})


def _numbers(desk: Desk) -> Iterator[Finding]:
    year = missing_year(desk.now, desk.policies.duty_hours)
    if year:
        yield Finding("no_holidays", {"year": year})
    yield from missing_safety(desk.policies, desk.res.texts)
    strange = _strange(desk)
    if strange:
        yield Finding("no_such_place", {"names": "、".join(strange)})


def _strange(desk: Desk) -> list[str]:
    """The names in round_the_clock_at that nothing in the town is called by: their numbers are told to nobody."""
    town = desk.town
    known = {*town.compounds, *town.by_code, *(spot.name for spot in town.spots.values())}
    return sorted(set(desk.policies.safety.round_the_clock_at) - known)


def _deciding(desk: Desk) -> Iterator[Finding]:
    """Who looks after the desk, and who decides for communities and streets."""
    town = desk.town
    if not town.all_admins():
        yield Finding("no_admin")
    silent = [user for user in sorted(town.admins) if user not in town.officers and not desk.private_bot(user)]
    if silent:
        yield Finding("admin_unreachable", {"names": "、".join(map(str, silent))})
    for level, role in (("community", RoleName.COMMUNITY_SECRETARY), ("street", RoleName.STREET_CENTER)):
        lacking = [spot for spot in town.spots.values() if spot.level == level and not town.holders(spot.id, (role,))]
        yield from _at("no_decider", desk, lacking, role=desk.word(role))


def _town(desk: Desk) -> Iterator[Finding]:
    town = desk.town
    for account in desk.res.accounts.values():
        if not account.reads_all:
            yield Finding("privacy_mode", {"bot": account.username})
    grids = [spot for spot in town.spots.values() if spot.level == "grid"]
    if not grids:
        yield Finding("no_places")
    elif not any(post.purpose == Purpose.RESIDENTS for post in town.posts.values()):
        yield Finding("no_residents")
    lived_in = [spot for spot in grids if _lived_in(desk, spot)]
    yield from _at("no_worker", desk, (spot for spot in lived_in if not town.serving(spot.id, ("grid_worker",))))
    yield from _at("nobody_reachable", desk, (spot for spot in lived_in if _unreached(desk, spot.id)))
    for post in town.posts.values():
        if post.gone and post.place is not None:
            yield Finding("group_gone", {"group": post.name, "chat": post.chat})
        elif post.bot is None and post.purpose == Purpose.RESIDENTS:
            yield Finding("no_bot", {"group": post.name, "chat": post.chat})
    silent = [o.name for o in town.officers.values() if not o.reachable]
    if silent:
        yield Finding("unreachable", {"names": "、".join(silent[:NAMED]), "count": len(silent)})


def _lived_in(desk: Desk, spot: Spot) -> bool:
    """Whether anything can be told of a grid: one that was merged into another has no buildings and no group."""
    return bool(spot.buildings) or any(post.place == spot.id for post in desk.town.posts.values())


def _at(name: str, desk: Desk, spots: Iterable[Spot], **words: object) -> Iterator[Finding]:
    """One line for all places that lack the same."""
    called = [desk.town.called(spot.id) for spot in spots]
    others = max(0, len(called) - NAMED)
    if called:
        yield Finding(name, {"place": "、".join(called[:NAMED]), "others": others, **words})


def _unreached(desk: Desk, place: int) -> bool:
    near = desk.town.serving(place, ("grid_worker", "grid_leader", "community_secretary"))
    return desk.town.staff_group(place, "grid") is None and not any(officer.reachable for officer in near)
