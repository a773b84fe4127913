"""`rates` from the command line: the tables of the whole desk or of its parts."""

from collections.abc import Iterator
from datetime import datetime

from bot.clock import desk_now
from bot.database import as_it_stands
from bot.resources import sound_policies
from config.settings import Settings
from handlers.rates import table
from models.rates import cases
from models.town import load
from rules.rates import By, grouped, rates_of, score
from templates import Texts


def lines(settings: Settings, since: datetime | None, by: By | None) -> Iterator[str]:
    """A block of lines for each part, or one for all. Raises DatabaseTrouble, ConfigurationFaults."""
    texts = Texts(settings.locale, settings.timezone, settings.policy_dir)
    weights = sound_policies(settings, texts).ladder.weights
    with as_it_stands(settings) as database, database.snapshot() as session:
        now, found = desk_now(session), list(cases(session, load(session, (), settings.timezone), since))
    parts = grouped(found, by, now) if by else {"": rates_of(found, now)}
    yield from table(parts, {name: score(rates, weights) for name, rates in parts.items()}, texts)
