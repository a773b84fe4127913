"""Reads the parts of the policy files into the rules' own shapes."""

import re
from collections.abc import Callable, Collection, Mapping
from datetime import timedelta
from typing import TypeVar, cast
from zoneinfo import ZoneInfo

from config.faults import nearest, said
from config.form import Form
from config.policy_shapes import (
    DeskNumbers,
    DeskTimes,
    DigestPatience,
    Outside,
    QuietHours,
    Safety,
    ServiceTimes,
    Weekday,
)
from rules.calendar import WorkingDays
from rules.care import CarePolicy
from rules.composing import LEVELS
from rules.doubt import Thresholds
from rules.duty import CLOCKS, Clock, DutyHours
from rules.escalation import ACTIONS, ClaimPolicy, Step, allowed_actions
from rules.fact import FactPolicy
from rules.flood import Flood
from rules.taxonomy import ServiceClass, Taxonomy
from rules.throttle import Limits

T = TypeVar("T")
# Group talk that became no ticket: longer than this there is nothing it could still be needed for.
LONGEST_RETENTION = timedelta(days=30)
_DAY = timedelta(days=1)
_TELEPHONE = re.compile(r"\+?[0-9][0-9 ()-]{1,22}[0-9](?:[ ,]*(?:转|ext\.?) ?[0-9]{1,6})?")


def read_duty_hours(form: Form, zone: ZoneInfo, working: WorkingDays) -> DutyHours | None:
    """{start, end} as the duty hours of a desk in `zone` with these working days."""
    start, end = form.clock_time("start"), form.clock_time("end")
    return built(form, lambda: DutyHours(start, end, zone, working=working))


def read_quiet_hours(form: Form) -> QuietHours:
    """{start, end}; they may run over midnight."""
    start, end = form.clock_time("start"), form.clock_time("end")
    if form.sound and start == end:
        form.fault(said("same_time", time=f"{start:%H:%M}", allowed="two_times"))
    return QuietHours(start, end)


def read_claims(form: Form, hours: DutyHours | None) -> Mapping[ServiceClass, ClaimPolicy] | None:
    """The claim ladder of every service class."""
    claims = {each: _claim(form.form(each), each, hours) for each in ServiceClass}
    return whole(claims)


def read_service(form: Form, hours: DutyHours | None) -> Mapping[ServiceClass, ServiceTimes] | None:
    """What every service class promises besides the claim."""
    return whole({each: _service_times(form.form(each), hours) for each in ServiceClass})


def read_throttle(form: Form) -> Limits | None:
    """The rate limits of one bot."""
    on = form.flag("on", default=True)
    chat = form.number("chat_per_second")
    counts = {key: form.count(key) for key in _THROTTLE_COUNTS}
    return built(form, lambda: Limits(**counts, chat_per_second=chat, on=on))


def read_flood(form: Form) -> Flood | None:
    """How many tickets one person may open."""
    tickets, p0 = form.count("tickets", least=1), form.count("p0_tickets")
    minutes = form.number("minutes")
    return built(form, lambda: Flood(tickets, minutes, p0))


def read_facts(form: Form) -> FactPolicy | None:
    """How soon the same fact may be asked of the same household again, and what is the same fact."""
    apart, alike, topics = form.long("apart"), form.number("alike"), form.form("topics")
    words = {name: topics.texts(name) for name in topics.keys.values}
    return built(form, lambda: FactPolicy(apart, alike, words)) if topics.sound else None


def read_times(form: Form) -> DeskTimes | None:
    """When the desk reports and looks after itself."""
    weekday = form.choice("street_digest_day", Weekday)
    times = {key: form.clock_time(key) for key in _TIMES}
    return DeskTimes(**times, street_digest_day=weekday) if weekday else None


def read_care(form: Form) -> CarePolicy | None:
    """When a visit that was not made is told to whom, and how early a certification is."""
    leader, secretary, consent = form.long("leader"), form.long("secretary"), form.long("consent")
    ahead = tuple(form.long(key) for key in ("first", "again", "last"))
    before, festivals = form.long("before"), form.texts("festivals")
    weather = form.texts("weather", list(dict.fromkeys(LEVELS.values())))
    return built(form, lambda: CarePolicy(leader, secretary, ahead, consent, festivals, before, weather))


def read_digest(form: Form) -> DigestPatience:
    """How late a digest may be."""
    return DigestPatience(daily=form.long("daily"), weekly=form.long("weekly"), monthly=form.long("monthly"))


def read_desk(form: Form) -> DeskNumbers:
    """The desk's patience."""
    return DeskNumbers(
        retention=form.long("retention", most=LONGEST_RETENTION),
        words_kept=_some(form, "words_kept"),
        away=form.long("away"),
        leave_unbound=form.long("leave_unbound"),
        temporary_stay=form.long("temporary_stay"),
        confirm_silence=form.long("confirm_silence"),
        join_window=form.long("join_window"),
        p0_repeat=_some(form, "p0_repeat"),
        p0_call=_some(form, "p0_call"),
        p0_doubt=_some(form, "p0_doubt"),
        bounce_window=form.long("bounce_window"),
        photo_waits=form.long("photo_waits"),
        photo_joins=form.long("photo_joins"),
        community_told_at=form.count("community_told_at", least=1),
        incident_reporters=form.count("incident_reporters", least=1),
        incident_buildings=form.count("incident_buildings", least=1),
        incident_repaint=_some(form, "incident_repaint"),
        backups_kept=form.count("backups_kept", least=1),
    )


def _some(form: Form, key: str) -> timedelta:
    """A length of time that is longer than nothing."""
    span = form.span(key)
    if span == timedelta(0):
        form.fault(said("above_nothing", key=key), key)
    return span or timedelta(seconds=1)


def read_reading(form: Form) -> Thresholds | None:
    """How sure a reading must be."""
    ask, sure, alarm = form.number("ask"), form.number("sure"), form.number("alarm")
    return built(form, lambda: Thresholds(ask, sure, alarm))


def read_opinion(form: Form, reading: Thresholds | None) -> Outside:
    """What may be asked of a model of language outside, about what is not `reading.sure`."""
    least = form.number("least")
    if form.sound and reading and least >= reading.sure:
        form.fault(said("least_sure", least=least, sure=reading.sure, allowed="less"), "least")
    return Outside(form.long("patience"), form.count("daily"), least=least)


def read_speech(form: Form) -> Outside:
    """What may be asked of a service that writes voice notes down."""
    return Outside(form.long("patience"), form.count("daily"), longest=form.long("longest"))


def read_safety(form: Form, taxonomy: Taxonomy | None) -> Safety:
    """The numbers people ring; those that answer day and night are named by the owners of `taxonomy`."""
    given = {key: _telephone(form, key) for key in ("police", "fire", "ambulance", "crisis_line", "city_hotline")}
    own = {key: _telephone(form, key, default="") for key in ("gas_company", "duty_telephone")}
    owners = {part for matter in (taxonomy or {}).values() for part in matter.owner.split("/")}
    there = form.form("round_the_clock_at") if form.has("round_the_clock_at") else None
    return Safety(
        **given,
        **own,
        round_the_clock=_by_owner(form.form("round_the_clock"), owners),
        round_the_clock_at={name: _by_owner(there.form(name), owners) for name in there.keys.values} if there else {},
    )


def _telephone(form: Form, key: str, default: str | None = None) -> str:
    """A number that can be rung, not the name of who answers it."""
    number = form.text(key, default)
    if number and not _TELEPHONE.fullmatch(number):
        form.fault(said("is", key=key, value=number, allowed="telephone"), key)
    return number


def _by_owner(form: Form, owners: Collection[str]) -> dict[str, str]:
    numbers = {owner: _telephone(form, owner, default="") for owner in form.keys.values}
    for owner in numbers.keys() - owners if owners else ():
        told = said("no_owner", owner=owner, near=nearest(owner, owners), allowed=sorted(owners))
        form.fault(told, owner)
    return {owner: number for owner, number in numbers.items() if number}


_TIMES = ("community_digest", "street_digest", "monthly_digest", "admin_line", "care", "burden", "backup")
_THROTTLE_COUNTS = (
    "bot_per_second",
    "reserved_bot_per_second",
    "chat_burst",
    "group_per_minute",
    "reserved_group_per_minute",
)


def _claim(form: Form, service_class: ServiceClass, hours: DutyHours | None) -> ClaimPolicy | None:
    clock = clock_of(form)
    limit = form.span("claim", day=day_of(clock, hours)) or timedelta(0)
    skip = form.flag("night_skip", default=False)
    steps = _steps(form.form("steps"), service_class)
    if clock is None or steps is None:
        return None
    return built(form, lambda: ClaimPolicy(limit, clock, steps, skip))


def _steps(form: Form, service_class: ServiceClass) -> tuple[Step, ...] | None:
    """`action: times the limit`, in the ladder's order; `never` and what is left out are no steps."""
    steps = []
    for action in ACTIONS:
        if not form.names(action) or form.is_never(action):
            continue
        steps.append(Step(form.number(action), action))
        if action not in allowed_actions(service_class):
            told = said("step_of", what=str(service_class), step=action, allowed=allowed_actions(service_class))
            form.fault(told, action)
    return tuple(steps) if form.sound else None


def _service_times(form: Form, hours: DutyHours | None) -> ServiceTimes | None:
    clock = clock_of(form)
    day = day_of(clock, hours)
    later = {key: None if form.is_never(key) else form.span(key, form.names(key), day) for key in _PROMISES}
    contact, resolve = later["contact"], later["resolve"]
    if form.sound and contact and resolve and contact > resolve:
        form.fault(said("longer", key="contact", other="resolve", allowed="no_longer"), "contact")
    return ServiceTimes(clock=clock, **later) if clock else None


_PROMISES = ("contact", "resolve", "resolve_at_street")


def clock_of(form: Form) -> Clock | None:
    """The service clock a form names."""
    return cast(Clock | None, form.word("clock", CLOCKS))


def day_of(clock: Clock | None, hours: DutyHours | None) -> timedelta:
    """How long a written d is: a whole day by the calendar, one day's duty hours on the other clocks."""
    return hours.length if hours and clock in ("duty", "working") else _DAY


def built(form: Form, build: Callable[[], T]) -> T | None:
    """What `build` makes of a sound form; the rules' own objection becomes a fault."""
    if not form.sound:
        return None
    try:
        return build()
    except ValueError as problem:
        for objection in problem.args:
            form.fault(said(objection))
        return None


def whole(parts: Mapping[ServiceClass, T | None]) -> Mapping[ServiceClass, T] | None:
    """The parts of all classes; None while one of them is missing."""
    found = {key: part for key, part in parts.items() if part is not None}
    return found if len(found) == len(parts) else None
