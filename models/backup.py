"""The nightly copy of the SQLite file: whole, checked, and only so many of them."""

import os
import sqlite3
from contextlib import suppress
from datetime import date
from pathlib import Path


def copies_of(database: Path) -> Path:
    """The folder of a database's copies."""
    return database.parent / "backups"


def copy_of(folder: Path, day: date) -> Path:
    """Where the copy of a day stands."""
    return folder / f"desk-{day.isoformat()}.db"


def newest(folder: Path, until: date) -> date:
    """The day of the newest copy up to a day; the first of all days where there is none.

    Later ones were made while the clock was wrong.
    """
    days = []
    for copy in folder.glob("desk-*.db"):
        # Somebody may have put a copy of their own there.
        with suppress(ValueError):
            days.append(date.fromisoformat(copy.stem.removeprefix("desk-")))
    return max((day for day in days if day <= until), default=date.min)


def back_up(database: Path, folder: Path, day: date, kept: int) -> Path:
    """Copies the database as it stands, while others go on writing, and removes all but the newest `kept` up to it.

    Raises OSError or sqlite3.Error when no sound copy could be made; there is then no file of that day.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    copy = copy_of(folder, day)
    unfinished = copy.with_suffix(".part")
    # One of another night, when the desk was killed in the midst of it, would stay for ever with all that stands in it.
    for left in folder.glob("desk-*.part*"):
        left.unlink()
    os.close(os.open(unfinished, os.O_CREAT | os.O_WRONLY, 0o600))
    try:
        _copy(database, unfinished)
        unfinished.replace(copy)
    finally:
        unfinished.unlink(missing_ok=True)
    for old in sorted(each for each in folder.glob("desk-*.db") if each <= copy)[:-kept]:
        old.unlink()
    return copy


def _copy(database: Path, to: Path) -> None:
    source, target = sqlite3.connect(database), sqlite3.connect(to)
    try:
        source.backup(target)
        target.execute("PRAGMA journal_mode=DELETE")
        (verdict,) = target.execute("PRAGMA quick_check").fetchone()
        if verdict != "ok":
            raise sqlite3.DatabaseError(f"the copy is not sound: {verdict}")
        # What was erased stands in the log beside the database until that is written over.
        source.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        target.close()
        source.close()
