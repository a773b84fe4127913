"""How a simulated street lives: config/simulation.yaml as numbers with their shapes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from math import log
from pathlib import Path

from config.faults import ConfigurationFaults, Fault, said
from config.form import Form, form_of
from config.marked import Scalar, read_yaml
from rules.rates import CLOSING_LEVELS
from rules.taxonomy import ServiceClass
from rules.tickets import RATINGS

FILE = Path(__file__).parent / "simulation.yaml"
LOADS = ("low", "mid", "high")
_P90 = 1.2815515655446004


@dataclass(frozen=True, slots=True)
class Wait:
    """How long something takes: log-normal, by its median and its 90th percentile."""

    median: timedelta
    p90: timedelta

    @property
    def spread(self) -> float:
        """The standard deviation of the logarithm."""
        return log(self.p90 / self.median) / _P90


@dataclass(frozen=True, slots=True)
class Behaviour:
    """What residents and workers do, and how long they take; shares are from 0 to 1, `hours` weigh a day's hours."""

    tickets_a_day: Mapping[str, float]
    neighbours: float
    hours: tuple[float, ...]
    closes_at: Mapping[str, float]
    notice: Wait
    called: Wait
    contact: Wait
    answer: Wait
    resolve: Mapping[ServiceClass, Wait]
    work: Wait
    share_of_day: float
    in_hand: int
    wakes: float
    silent: float
    bounced: float
    reopened: float
    confirmed: float
    rated: float
    ratings: Mapping[str, float]
    grids_a_community: int


def load_behaviour(file: Path = FILE) -> Behaviour:
    """The behaviour that a file tells. Raises ConfigurationFaults, OSError."""
    faults: list[Fault] = []
    node = read_yaml(file.read_text(encoding="utf-8"), str(file), faults)
    form = form_of(node, faults, file.stem) if node else None
    behaviour = _behaviour(form) if form else None
    if form:
        form.finish()
    if behaviour is None or faults:
        raise ConfigurationFaults(faults)
    return behaviour


def _behaviour(form: Form) -> Behaviour:
    resolve = form.form("resolve")
    return Behaviour(
        tickets_a_day=_numbers(form.form("tickets_a_day"), LOADS),
        neighbours=form.number("neighbours"),
        hours=_hours(form),
        closes_at=_numbers(form.form("closes_at"), CLOSING_LEVELS),
        resolve={each: _wait(resolve.form(each)) for each in ServiceClass},
        share_of_day=form.number("share_of_day"),
        in_hand=form.count("in_hand", least=1),
        ratings=_numbers(form.form("ratings"), RATINGS),
        grids_a_community=form.count("grids_a_community", least=1),
        notice=_wait(form.form("notice")),
        called=_wait(form.form("called")),
        contact=_wait(form.form("contact")),
        answer=_wait(form.form("answer")),
        work=_wait(form.form("work")),
        wakes=form.number("wakes"),
        silent=form.number("silent"),
        bounced=form.number("bounced"),
        reopened=form.number("reopened"),
        confirmed=form.number("confirmed"),
        rated=form.number("rated"),
    )


def _wait(form: Form) -> Wait:
    median, p90 = form.long("median"), form.long("p90")
    if form.sound and not timedelta() < median <= p90:
        form.fault(said("median"))
    return Wait(median, p90)


def _numbers(form: Form, names: tuple[str, ...]) -> Mapping[str, float]:
    return {name: form.number(name) for name in names}


def _hours(form: Form) -> tuple[float, ...]:
    """What each hour of a day weighs."""
    told = [row.text for row in form.rows("hours", needed=True) if isinstance(row, Scalar)]
    if len(told) == 24 and all(each.isdigit() for each in told) and any(map(int, told)):
        return tuple(map(float, told))
    form.fault(said("hours"), "hours")
    return ()
