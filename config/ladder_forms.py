"""Reads config/ladder.yaml, with the limits that stand beside it in other files, into the numbers of the ladder."""

from collections.abc import Mapping
from datetime import timedelta

from config.faults import said
from config.form import Form
from config.ladder_shapes import Ladder
from config.policy_forms import built, clock_of, day_of
from config.policy_shapes import DeskNumbers, ServiceTimes
from rules.bounce import BouncePolicy
from rules.budget import Budget
from rules.closing import ClosingPolicy
from rules.contact import ContactPolicy
from rules.delay import SuspensionPolicy
from rules.duty import DutyHours
from rules.handover import Reminding
from rules.incident import IncidentPolicy
from rules.rates import Weights
from rules.resolving import REMINDERS, ResolvePolicy, Rung
from rules.supervision import SupervisionPolicy
from rules.taxonomy import ServiceClass
from rules.town import Level
from rules.whistle import WhistlePolicy

Services = Mapping[ServiceClass, ServiceTimes]
_NOTHING = timedelta(0)


def read_ladder(
    form: Form,
    budget_form: Form,
    desk_form: Form,
    desk: DeskNumbers,
    services: Services | None,
    hours: DutyHours | None,
) -> Ladder | None:
    """Everything after the claim; None, with faults, while a part of it (or of what it stands on) is wrong."""
    contact, resolve = _classes(form.form("classes"), services, hours)
    answer_wait = form.long("answer_wait")
    suspension = _suspension(form.form("suspension"))
    closing = _closing(form.form("closing"), desk_form, desk)
    bounce = _bounce(form.form("bounce"), desk_form, desk)
    incident = _incident(desk_form, desk)
    whistle = _whistle(form.form("whistle"), hours)
    supervision = _supervision(form.form("supervision"), hours)
    rota = form.form("rota")
    rota_ahead, rota_told_at = rota.long("look_ahead"), rota.clock_time("told_at")
    weights, budget = _weights(form.form("score")), _budget(budget_form)
    handover = _handover(form.form("handover"))
    if not (services and suspension and closing and bounce and incident and whistle and supervision):
        return None
    if not (weights and budget and handover and form.sound):
        return None
    return Ladder(
        contact=contact,
        resolve=resolve,
        answer_wait=answer_wait,
        suspension=suspension,
        closing=closing,
        bounce=bounce,
        incident=incident,
        whistle=whistle,
        supervision=supervision,
        rota_ahead=rota_ahead,
        rota_told_at=rota_told_at,
        weights=weights,
        budget=budget,
        handover=handover,
    )


def _classes(
    form: Form, services: Services | None, hours: DutyHours | None
) -> tuple[dict[ServiceClass, ContactPolicy], dict[ServiceClass, ResolvePolicy]]:
    """The contact and resolve policies of the classes that promise such; a faulty one is left out."""
    contact: dict[ServiceClass, ContactPolicy] = {}
    resolve: dict[ServiceClass, ResolvePolicy] = {}
    for each in ServiceClass:
        part, times = form.form(each), services and services[each]
        grace = part.span("grace", day=day_of(times.clock if times else None, hours)) or _NOTHING
        extension, rungs = part.number("extension"), _rungs(part.form("steps"))
        asks = times and _contact(part, times, grace)
        ladder = times and rungs is not None and _resolve(part, times, rungs, extension)
        contact |= {each: asks} if asks else {}
        resolve |= {each: ladder} if ladder else {}
    return contact, resolve


def _contact(form: Form, times: ServiceTimes, grace: timedelta) -> ContactPolicy | None:
    limit = times.contact
    return built(form, lambda: ContactPolicy(limit, grace, times.clock)) if limit else None


def _resolve(form: Form, times: ServiceTimes, rungs: tuple[Rung, ...], extension: float) -> ResolvePolicy | None:
    limit = times.resolve
    if not limit:
        return None
    return built(form, lambda: ResolvePolicy(limit, times.clock, rungs, times.resolve_at_street, extension))


def _rungs(form: Form) -> tuple[Rung, ...] | None:
    """`action: times the limit`, in the ladder's order; `never` and what is left out are no rungs. None on a fault."""
    wanted = (action for action in REMINDERS if form.names(action) and not form.is_never(action))
    rungs = tuple(Rung(form.number(action), action) for action in wanted)
    return rungs if form.sound else None


def _suspension(form: Form) -> SuspensionPolicy | None:
    longest = form.long("longest")
    approvers = tuple(Level(word) for word in form.texts("approvers", [each.value for each in Level]))
    return built(form, lambda: SuspensionPolicy(longest, approvers))


def _closing(form: Form, desk_form: Form, desk: DeskNumbers) -> ClosingPolicy | None:
    sample, after = form.number("sample"), form.long("sample_after")
    seed, least = form.count("sample_seed"), form.count("least_words")
    empty = frozenset(word.casefold() for word in form.texts("empty_words"))
    silence = _some(desk_form, "confirm_silence", desk.confirm_silence)
    return built(form, lambda: ClosingPolicy(silence, sample, after, seed, least, empty)) if silence else None


def _bounce(form: Form, desk_form: Form, desk: DeskNumbers) -> BouncePolicy | None:
    clock, free = clock_of(form), form.count("free")
    window = _some(desk_form, "bounce_window", desk.bounce_window)
    return built(form, lambda: BouncePolicy(window, clock, free)) if window and clock else None


def _incident(desk_form: Form, desk: DeskNumbers) -> IncidentPolicy | None:
    window = _some(desk_form, "join_window", desk.join_window)
    if not window:
        return None
    told_at, reporters, buildings = desk.community_told_at, desk.incident_reporters, desk.incident_buildings
    return built(desk_form, lambda: IncidentPolicy(told_at, reporters, buildings, window, desk.incident_repaint))


def _whistle(form: Form, hours: DutyHours | None) -> WhistlePolicy | None:
    working = day_of("working", hours)
    normal, plan, emergency = form.span("normal", day=working), form.span("plan", day=working), form.long("emergency")
    return built(form, lambda: WhistlePolicy(normal or _NOTHING, emergency, plan or _NOTHING))


def _supervision(form: Form, hours: DutyHours | None) -> SupervisionPolicy | None:
    clock = clock_of(form)
    reply = form.span("reply", day=day_of(clock, hours)) or _NOTHING
    return built(form, lambda: SupervisionPolicy(reply, clock)) if clock else None


def _handover(form: Form) -> Reminding | None:
    remind, again, most = form.long("remind"), form.long("again"), form.count("most", 0)
    return built(form, lambda: Reminding(remind, again, most))


def _weights(form: Form) -> Weights | None:
    response, resolution, satisfaction = (form.number(key) for key in ("response", "resolution", "satisfaction"))
    return built(form, lambda: Weights(response, resolution, satisfaction))


def _budget(form: Form) -> Budget | None:
    every = form.long("summary_every")
    at_once = frozenset(ServiceClass(word) for word in form.texts("at_once", [str(each) for each in ServiceClass]))
    daily, pings = form.count("worker_daily", least=1), form.count("group_pings", least=1)
    return built(form, lambda: Budget(every, at_once, daily, pings))


def _some(form: Form, key: str, span: timedelta) -> timedelta | None:
    """A span that stands in another file and must be longer than nothing here; None on a fault."""
    if form.sound and not span:
        form.fault(said("above_nothing", key=key), key)
    return span or None
