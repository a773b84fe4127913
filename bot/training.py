"""`train` on the command line: what was told is read from the database, what is learnt is said line by line."""

from collections.abc import Iterator
from pathlib import Path

from bot.database import as_it_stands
from config.settings import Settings
from handlers.retraining import Told, retrain
from models.correction import corrections, mergers


def lines(settings: Settings, folder: Path) -> Iterator[str]:
    """A line for each thing tried, and what became of it in `folder`. Raises DatabaseTrouble, TooFew."""
    with as_it_stands(settings) as database, database.snapshot() as session:
        told = Told(corrections(session, by_people=True), corrections(session, by_people=False), mergers(session))
    kept = False
    for trial in retrain(told, folder):
        kept |= trial.better
        yield str(trial)
    if kept:
        yield f"It stands in {folder / 'model'}; a running desk takes it when it is started again."
    else:
        yield "Nothing is changed."
