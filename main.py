"""The command line: one clear line and exit code 2 for whatever is wrong, never a traceback."""

import asyncio
import logging
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from config.settings import Settings, SettingsFaults

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="GridDesk (小格): a resident service desk in the chat groups people already have.",
)


class Form(StrEnum):
    """How a table is written."""

    CSV = "csv"
    JSONL = "jsonl"


def fail(*lines: str) -> NoReturn:
    """Says what is wrong and stops with exit code 2."""
    for line in lines:
        typer.echo(line, err=True)
    raise typer.Exit(2)


@contextmanager
def plainly() -> Iterator[None]:
    """Turns every fault a person can mend into its own words."""
    from bot.app import CannotStart

    from bot.replay import DayFaults
    from config.marked import ConfigurationFaults
    from models.session import DatabaseTrouble

    try:
        yield
    except (SettingsFaults, ConfigurationFaults, DayFaults) as faults:
        fail(*(str(fault) for fault in faults.faults))
    except (DatabaseTrouble, CannotStart) as trouble:
        fail(str(trouble))
    except OSError as trouble:
        fail(f"{trouble.filename or 'The system'}: {trouble.strerror or trouble}")


def settings() -> Settings:
    return Settings.from_environment(os.environ)


def log_to(stream: int = logging.INFO) -> None:
    logging.basicConfig(level=stream, format="%(asctime)s %(levelname)s %(name)s: %(message)s", stream=sys.stderr)


@app.command()
def run() -> None:
    """Runs the desk: DESK_BOT_TOKENS says for which bots."""
    from bot.app import run_desk

    log_to()
    with plainly():
        wanted = settings()
        if not wanted.bot_tokens:
            fail("DESK_BOT_TOKENS is empty: put a bot's token there (from @BotFather), or try `make demo` without one.")
        asyncio.run(run_desk(wanted))


@app.command()
def demo(
    port: Annotated[int, typer.Option(help="The page's port; another free one if it is taken.")] = 8090,
    speed: Annotated[float, typer.Option(help="How many times faster than recorded the day is played.")] = 1.0,
) -> None:
    """Runs the whole desk on this machine against the playground, with a recorded group day."""
    from demo import play

    log_to(logging.WARNING)
    with plainly():
        asyncio.run(play(port, speed))


@app.command("import")
def import_town(file: Path) -> None:
    """Makes the places, groups, people and departments of a YAML file exactly so."""
    from config.town import read_town
    from models.migrations import migrate as bring_up
    from models.session import Database
    from models.town_import import apply, known_departments, known_places

    with plainly():
        text = file.read_text(encoding="utf-8")
        database = Database(settings().database_url)
        database.check()
        bring_up(database)
        with database.transaction() as session:
            town = read_town(text, str(file), known_places(session), known_departments(session))
            changes = apply(session, town)
    typer.echo(
        f"places {changes.places}, groups {changes.groups}, people {changes.people}, departments {changes.departments} changed"
    )


@app.command()
def migrate() -> None:
    """Brings the database's tables to this version."""
    from models.migrations import migrate as bring_up
    from models.migrations import revisions
    from models.session import Database

    with plainly():
        database = Database(settings().database_url)
        database.check()
        bring_up(database)
        typer.echo(f"The tables stand at revision {revisions(database)[0]}.")


@app.command()
def doctor(verbose: Annotated[bool, typer.Option(help="Show tracebacks and refusals too.")] = False) -> None:
    """Says what is wrong with the desk and what to do; exits 2 only when it cannot look."""
    from bot.checkup import checkup

    with plainly():
        for line in checkup(settings(), verbose):
            typer.echo(line)


@app.command()
def replay(file: Path) -> None:
    """Feeds a recorded group day through the desk and prints what became of it."""
    from bot.replay import load
    from bot.replay import replay as play
    from bot.resources import resources_for

    with plainly():
        wanted = settings()
        resources = resources_for(wanted)
        for stream, became, tickets in play(load(file), resources, wanted.timezone):
            typer.echo(f"== {stream or file.name}")
            for each in became:
                marks = [f"opens {n}" for n in each.opened] + [f"joins {n}" for n in each.joined]
                typer.echo(
                    f"{each.spoken.at:%H:%M} {each.spoken.sender}: {each.spoken.text}  -> {', '.join(marks) or '-'}"
                )
            for ticket in tickets:
                where = " ".join(p for p in (ticket.building, ticket.unit, ticket.room, ticket.spot) if p)
                typer.echo(
                    f"#{ticket.number} {ticket.matter} {ticket.service_class} {where or '-'} {ticket.state} households {ticket.households}"
                )


@app.command()
def export(
    what: Annotated[str, typer.Argument(help="tickets")],
    form: Annotated[Form, typer.Option("--format")] = Form.CSV,
    since: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d", "%Y-%m-%dT%H:%M"])] = None,
) -> None:
    """Writes the tickets as a table to standard output."""
    from models.export import rows, write
    from models.session import Database
    from models.town import load

    if what != "tickets":
        fail(f"there is no table of {what}: tickets")
    with plainly():
        wanted = settings()
        database = Database(wanted.database_url)
        database.check()
        from_when = since.replace(tzinfo=wanted.timezone) if since else None
        with database.transaction() as session:
            town = load(session, ())
            write(rows(session, town, wanted.timezone, from_when), sys.stdout, form)


Work = Callable[[], None]

if __name__ == "__main__":
    app()
