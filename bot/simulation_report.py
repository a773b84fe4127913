"""`simulate` from the command line: a street lives through its days, and what came of it as people read it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.gateway import Account
from bot.resources import resources_for
from bot.simulated_town import BOT, Size
from bot.simulation import Plan, Street, Tally
from config.settings import Settings
from config.simulation import load_behaviour
from handlers.desk import Resources
from handlers.rates import share, spread, table
from models.migrations import migrate
from models.rates import cases, pings
from models.session import Database
from rules.rates import Burden, Rates, Ratio, burden, rates_of
from rules.taxonomy import ServiceClass

FIRST_DAY = (2026, 3, 2)
# Below this share of a class claimed or resolved in time (of at least so many), or with so much more work unfinished at
# the end than after the first fortnight, the street does not hold.
HOLDS, GROWS, LEAST = 0.8, 1.5, 20
SETTLED_WEEK = 2


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be simulated: `workers` is the share of grid workers that are there."""

    grids: int
    days: int
    load: str
    workers: float
    seed: int


def lived(settings: Settings, wanted: Wanted) -> Iterator[str]:
    """The figures, line by line. Raises ConfigurationFaults."""
    behaviour, resources = load_behaviour(), resources_for(settings)
    resources.accounts = {BOT: Account(BOT, "desk_bot", "小格", reads_all=True)}
    size = Size(wanted.grids, behaviour.grids_a_community, wanted.workers)
    start = datetime(*FIRST_DAY, tzinfo=settings.timezone)
    database = Database("sqlite://")
    migrate(database)
    street = Street(database, resources, behaviour, Plan(start, wanted.days, size, wanted.load), wanted.seed)
    street.run()
    word = resources.texts.word
    yield (
        f"== {wanted.grids} {word('grid')}  {wanted.days} {word('sim_days')}  {word('sim_load')} {wanted.load}"
        f"  {word('grid_worker')} {size.workers}  seed {wanted.seed}"
    )
    yield from _told(street, start + timedelta(days=wanted.days))
    database.close()


def _told(street: Street, end: datetime) -> Iterator[str]:
    resources, tally = street.resources, street.tally
    with street.database.snapshot() as session:
        found, told = list(cases(session, resources.directory)), pings(session, resources.directory)
    yield from table({"": rates_of(found, end)}, {}, resources.texts)
    classes = {each: rates_of([case for case in found if case.service_class == each], end) for each in ServiceClass}
    yield from _classes(classes, resources)
    loud = burden(told, len(street.workers), street.plan.days, resources.policies.duty_hours)
    yield from _noise(tally, loud, len(found), resources)
    yield f"  {resources.texts.word('sim_unfinished')}  {' '.join(map(str, tally.unfinished))}"
    yield from _breaks(classes, tally, resources)


def _noise(tally: Tally, loud: Burden, tickets: int, resources: Resources) -> Iterator[str]:
    word = resources.texts.word
    for name, count in (("to_residents", tally.to_residents), ("to_groups", tally.to_groups)):
        yield f"  {word(f'sim_{name}')}  {count / max(1, tickets):.2f}  {count}/{tickets}"
    yield f"  {word('rates_burden')}  {loud.messages.value or 0:.2f}  {loud.messages.part}/{loud.messages.whole}"
    yield f"  {word('rates_after_hours')}  {share(loud.after_hours)}"


def _classes(classes: dict[ServiceClass, Rates], resources: Resources) -> Iterator[str]:
    word = resources.texts.word
    for each, rates in classes.items():
        yield (
            f"  {each}  {word('rates_response')} {share(rates.response)}"
            f"  {word('rates_on_time')} {share(rates.on_time)}"
            f"  {word('rates_claim')} {spread(rates.claim)}  {word('rates_resolve')} {spread(rates.resolve)}"
        )


def _breaks(classes: dict[ServiceClass, Rates], tally: Tally, resources: Resources) -> Iterator[str]:
    """Where the street does not hold, or that it does."""
    word, weak = resources.texts.word, []
    for each, rates in classes.items():
        for name in ("response", "on_time"):
            told: Ratio = getattr(rates, name)
            if told.whole >= LEAST and told.part < HOLDS * told.whole:
                weak.append(f"{each} {word(f'rates_{name}')} {share(told)}")
    if _grows(tally.unfinished):
        weak.append(f"{word('sim_grows')} {tally.unfinished[SETTLED_WEEK - 1]} → {tally.unfinished[-1]}")
    yield f"{word('sim_breaks')}: {'; '.join(weak)}" if weak else word("sim_holds")


def _grows(unfinished: Sequence[int]) -> bool:
    return len(unfinished) > SETTLED_WEEK and unfinished[-1] > GROWS * unfinished[SETTLED_WEEK - 1]
