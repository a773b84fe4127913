"""The command line: what the desk is asked to do, and what is told of it."""

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from bot.plainly import fail, plainly, read_standard_input, reader, settings
from config.settings import Settings

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="GridDesk (小格): a resident service desk in the chat groups people already have.",
)


class Table(StrEnum):
    """What can be exported."""

    TICKETS = "tickets"
    RECEIPTS = "receipts"
    TOWN = "town"


class Load(StrEnum):
    """How much is reported."""

    LOW = "low"
    MID = "mid"
    HIGH = "high"


class By(StrEnum):
    """What the rates are told apart by."""

    GRID = "grid"
    COMMUNITY = "community"
    STREET = "street"
    MATTER = "matter"


class Form(StrEnum):
    """How a table is written."""

    CSV = "csv"
    JSONL = "jsonl"


OLDEST, NEWEST = 1970, 9998


def _moment(text: str) -> datetime:
    """A day, or a day with a time, as people type it after --since."""
    try:
        moment = datetime.fromisoformat(text)
        # At the ends of the calendar a day in another zone is none.
        return moment.replace(year=min(max(moment.year, OLDEST), NEWEST))
    except ValueError:
        raise typer.BadParameter(f"{text} is no day; allowed: 2026-11-20, or with a time 2026-11-20T08:00") from None


Since = Annotated[
    datetime | None,
    typer.Option(parser=_moment, metavar="day", help="From this day on, such as 2026-11-20 or 2026-11-20T08:00."),
]


def in_zone(moment: datetime | None, wanted: Settings) -> datetime | None:
    """A moment typed without its zone is one of DESK_TIMEZONE."""
    return moment if moment is None or moment.tzinfo else moment.replace(tzinfo=wanted.timezone)


def log(level: int) -> None:
    """The desk's own log on standard error from this level on, of libraries only what is wrong."""
    logging.basicConfig(level=max(level, logging.WARNING), format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    for ours in ("bot", "handlers", "models"):
        logging.getLogger(ours).setLevel(level)


@app.command()
def run() -> None:
    """Runs the desk for the bots of DESK_BOT_TOKENS."""
    import signal

    # Else a reload while the desk starts would end it, and systemd takes that for a clean end.
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    import asyncio

    from bot.app import run_desk

    log(logging.INFO)
    with plainly():
        wanted = settings()
        if not wanted.bot_tokens:
            fail("DESK_BOT_TOKENS is empty: put a bot's token there (from @BotFather), or try `make demo` without one.")
        asyncio.run(run_desk(wanted))


@app.command()
def demo(
    port: Annotated[
        int, typer.Option(min=0, max=65535, help="The page's port; another free one if it is taken.")
    ] = 8090,
    speed: Annotated[
        float, typer.Option(min=0.01, help="How many times faster than recorded the day is played.")
    ] = 1.0,
    folder: Annotated[Path, typer.Option(help="Where the demo's database is made anew.")] = Path("data/demo"),
) -> None:
    """Runs the whole desk on this machine, playing a day."""
    import asyncio

    from playground.demo import show

    log(logging.WARNING)
    with plainly():
        asyncio.run(show(port, speed, folder))


@app.command("import")
def import_town(
    file: Annotated[Path, typer.Argument(help="The town's file; docs/commands.md shows one.")],
) -> None:
    """Makes the town as a YAML file says.

    What the file does not name stays; where anything in it is wrong, nothing is changed.
    """
    from bot.town_import import import_file

    with plainly():
        changes = import_file(settings(), file)
    typer.echo(
        f"Changed: {changes.places} places, {changes.groups} groups, {changes.people} people, "
        f"{changes.departments} departments, {changes.rota} rotas, {changes.care} care visits."
    )


@app.command()
def migrate() -> None:
    """Brings the database's tables to this version."""
    from bot.database import migrated
    from models.migrations import revisions

    with plainly(), migrated(settings()) as database:
        typer.echo(f"The tables stand at revision {revisions(database)[0]}.")


@app.command()
def carry(
    file: Annotated[Path, typer.Argument(help="The SQLite file; no desk may be running on it.")],
) -> None:
    """Brings all that a SQLite file holds into the empty database of DESK_DATABASE_URL.

    Tickets, people and messages keep their numbers; the file stays as it is.
    """
    from bot.database import migrated
    from models.carrying import carry as copied

    with plainly(), migrated(settings()) as database:
        copies = "" if database.is_sqlite else " This desk makes no copies of it: docs/operations.md, Backup."
        typer.echo(f"{copied(file, database)} rows of {file} have arrived.{copies}")


@app.command()
def doctor(verbose: Annotated[bool, typer.Option(help="Show tracebacks and refusals too.")] = False) -> None:
    """Says what is wrong with the desk and what to do."""
    from bot.checkup import checkup

    log(logging.ERROR)
    with plainly():
        for line in checkup(settings(), verbose):
            typer.echo(line)


@app.command()
def replay(
    file: Annotated[Path, typer.Argument(help="Lines with t, sender and text, as tests/messages/streams-a.jsonl.")],
) -> None:
    """Prints what the desk makes of a recorded day.

    Nothing is sent or kept.
    """
    from bot.replay import load
    from bot.replay import replay as play
    from bot.resources import resources_for

    with plainly():
        wanted, spoken = settings(), load(file)
        resources = resources_for(wanted)
        for day in play(spoken, resources, wanted.timezone):
            for line in day.lines():
                typer.echo(line)


@contextmanager
def _lines_named() -> Iterator[None]:
    """A line that is no message is told by its number."""
    try:
        yield
    except ValueError as fault:
        fail(str(fault))


@app.command("read")
def read_messages(
    jsonl: Annotated[
        bool, typer.Option(help="Lines of JSON from standard input, one reading each to standard output.")
    ] = True,
) -> None:
    """Reads messages from standard input as the desk would."""
    read_standard_input()


@app.command()
def evaluate(
    files: Annotated[list[Path], typer.Argument(help="Labelled messages, as tests/messages/singles-a.jsonl.")],
) -> None:
    """Prints how well labelled messages are read."""
    from handlers.evaluating import evaluate as judge

    with plainly(), _lines_named():
        typer.echo(judge(files, reader()))


@app.command()
def rates(
    since: Since = None,
    by: Annotated[By | None, typer.Option(help="One table for each of these, in the order of their names.")] = None,
) -> None:
    """Prints every rate with its denominator, and what it leaves out."""
    from bot.rates import lines

    with plainly():
        wanted = settings()
        for line in lines(wanted, in_zone(since, wanted), by.value if by else None):
            typer.echo(line)


@app.command()
def simulate(
    grids: Annotated[int, typer.Option(min=1, max=2000, help="Grids of the street.")] = 95,
    days: Annotated[int, typer.Option(min=1, max=366, help="Days to live through.")] = 90,
    load: Annotated[Load, typer.Option(help="Tickets a grid and day, as config/simulation.yaml tells.")] = Load.MID,
    workers: Annotated[float, typer.Option(min=0.05, max=1, help="Share of the grid workers that are there.")] = 1.0,
    seed: Annotated[int, typer.Option(help="The same seed, the same days.")] = 1,
) -> None:
    """Lives through a street's days by chance, and prints the rates."""
    from bot.simulation_report import Wanted, lived

    with plainly():
        for line in lived(settings(), Wanted(grids, days, load.value, workers, seed)):
            typer.echo(line)


@app.command()
def train() -> None:
    """Learns from what workers corrected; keeps what reads better."""
    from bot.training import lines
    from handlers.retraining import TooFew

    with plainly():
        wanted = settings()
        if wanted.policy_dir is None:
            fail("DESK_POLICY_DIR is not set: what is learnt is kept in its folder `model`, and `run` reads it there.")
        reader()
        try:
            for line in lines(wanted, wanted.policy_dir):
                typer.echo(line)
        except TooFew as why:
            fail(str(why))


@app.command()
def export(
    what: Annotated[Table, typer.Argument(help="What is written.")],
    form: Annotated[Form, typer.Option("--format", help="Of the tables; the town is YAML.")] = Form.CSV,
    since: Since = None,
) -> None:
    """Writes tickets, receipts or the town to standard output.

    Tickets, and receipts of notices, are a table; the town is an import file with everything bound and invited since.
    """
    from bot.database import as_it_stands
    from models import export as tickets
    from models import export_receipts as receipts
    from models import town_export
    from models.town import load

    with plainly():
        wanted = settings()
        first = in_zone(since, wanted)
        with as_it_stands(wanted) as database, database.snapshot() as session:
            if what is Table.TOWN:
                typer.echo(town_export.told(session), nl=False)
                return
            table = receipts if what is Table.RECEIPTS else tickets
            found = table.rows(session, load(session, (), wanted.timezone), wanted.timezone, first)
            tickets.write(found, sys.stdout, form, table.HEADER)
