"""The bots that take part: how each is started, and when it has nothing left to do."""

import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.bench.process import ROOT, environment, running
from tests.bench.town import Crowd, Town

FLOOD = "flood: {tickets: 100000, minutes: 10, p0_tickets: 0}\n"
NO_LIMITS = "throttle: {on: no}\n" + FLOOD
_TO_DO = (
    "SELECT (SELECT count(*) FROM inbox WHERE state = 0)"
    " + (SELECT count(*) FROM outbox WHERE state = 'pending')"
    " + (SELECT count(*) FROM outbox WHERE state = 'sending')"
)


@dataclass
class Contestant:
    """One bot with a town of its own."""

    name: str
    town: Town
    pid: int
    crowd: Crowd = field(init=False)

    def __post_init__(self) -> None:
        self.crowd = Crowd(self.town)

    def done(self, messages: int, sends: int) -> bool:
        """Whether that many messages are dealt with, when it has sent so much since: an echo answers each."""
        return sends >= messages and not self.town.bot.updates.pending


class QuietEcho(Contestant):
    """An echo that answers few messages: how far it is shows only in what it has confirmed."""

    def done(self, messages: int, sends: int) -> bool:
        return not self.town.bot.updates.pending


@dataclass
class Desk(Contestant):
    """The desk on a SQLite file."""

    database: Path = Path()

    def done(self, messages: int, sends: int) -> bool:
        """An update is confirmed once it is in the inbox: with both boxes empty nothing is left to do."""
        return not self.town.bot.updates.pending and self.count(_TO_DO) == 0

    def count(self, question: str) -> int:
        """The single number that a query answers, read beside the running desk."""
        with closing(sqlite3.connect(f"file:{self.database}?mode=ro", uri=True, timeout=10)) as connection:
            number: int = connection.execute(question).fetchone()[0]
            return number


@contextmanager
def echo(library: str, town: Town, api: str, folder: Path) -> Iterator[Contestant]:
    """A bare echo bot: aiogram, quiet or ptb."""
    arguments = ["-m", "tests.bench.echo", library, api, town.bot.token]
    with running(arguments, {}, folder / f"{library}.log") as pid:
        yield (QuietEcho if library == "quiet" else Contestant)(library, town, pid)


def _nothing(database: Path) -> None:
    """A desk that begins with an empty day."""


@contextmanager
def desk(
    town: Town,
    api: str,
    folder: Path,
    limits: str = NO_LIMITS,
    prepare: Callable[[Path], None] = _nothing,
) -> Iterator[Desk]:
    """The desk as `main.py run` starts it, with the town imported and `prepare` done to its database."""
    (folder / "policies").mkdir(parents=True)
    (folder / "policies" / "limits.yaml").write_text(limits, encoding="utf-8")
    (folder / "town.yaml").write_text(town.file(), encoding="utf-8")
    database = folder / "desk.db"
    settings = {
        "DESK_DATABASE_URL": f"sqlite+aiosqlite:///{database}",
        "DESK_BOT_TOKENS": town.bot.token,
        "DESK_TELEGRAM_API": api,
        "DESK_HTTP_PORT": "0",
        "DESK_POLICY_DIR": str(folder / "policies"),
    }
    imported = [sys.executable, "main.py", "import", str(folder / "town.yaml")]
    subprocess.run(imported, cwd=ROOT, env=environment(settings), check=True, capture_output=True, timeout=120)
    prepare(database)
    with running(["main.py", "run"], settings, folder / "desk.log") as pid:
        yield Desk("desk", town, pid, database=database)
