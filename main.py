"""The command line: one clear line and exit code 2 for whatever is wrong, never a traceback."""

import asyncio
import logging
import os
import shutil
import signal
import sys
import webbrowser
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn
from zoneinfo import ZoneInfo

import typer

from config.settings import Settings, SettingsFaults

if TYPE_CHECKING:
    from models.town_import import Changes

DEMO_TOKEN = "1000:playground"
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
    from bot.replay import DayFaults
    from bot.supervision import CannotStart
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
    folder: Annotated[Path, typer.Option(help="Where the demo's database is made anew.")] = Path("data/demo"),
) -> None:
    """Runs the whole desk on this machine against the playground, with a recorded group day."""
    log_to(logging.WARNING)
    with plainly():
        shutil.rmtree(folder, ignore_errors=True)
        asyncio.run(_demo(port, speed, folder))


async def _demo(port: int, speed: float, folder: Path) -> None:
    """The playground and the desk in one process, until Ctrl-C."""
    from bot.app import running_desk
    from playground import scene
    from playground.player import Player, load
    from playground.server import Playground

    playground = Playground()
    bot = playground.bot(DEMO_TOKEN, username="griddesk_demo_bot")
    scene.build(playground.world, bot)
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    try:
        await playground.start(port=port)
    except OSError:
        await playground.start()
    wanted = _demo_settings(playground.url, folder)
    _import_file(wanted, Path(playground_file("town.yaml")))
    async with running_desk(wanted) as desk:
        await desk.sweeper.forward(_till_morning(desk.clock.now(), wanted.timezone))
        playground.world.now = lambda: desk.clock.now().timestamp()
        playground.page.on_clock = _pusher(desk.http_url)
        _show(playground.url)
        day = asyncio.ensure_future(Player(playground.world, bot, speed).play(load(playground_file("day.jsonl"))))
        await stop.wait()
        day.cancel()
    await playground.stop()
    typer.echo("再见。Bye.")


def _till_morning(now: datetime, zone: ZoneInfo) -> timedelta:
    """At night nobody reports a blocked drain: the demo's clock starts at eight then, else it is what it is."""
    there = now.astimezone(zone)
    morning = there.replace(hour=8, minute=5, second=0, microsecond=0)
    if 8 <= there.hour < 17:
        return timedelta()
    return (morning if there < morning else morning + timedelta(days=1)) - there


def _demo_settings(api: str, folder: Path) -> Settings:
    """The person's own settings where they are harmless, on the playground and a database of its own."""
    kept = {
        k: v for k, v in os.environ.items() if k in ("DESK_LOCALE", "DESK_TIMEZONE", "DESK_POLICY_DIR", "DESK_GATEWAY")
    }
    ours = {
        "DESK_DATABASE_URL": f"sqlite+aiosqlite:///{folder}/desk.db",
        "DESK_BOT_TOKENS": DEMO_TOKEN,
        "DESK_TELEGRAM_API": api,
        "DESK_HTTP_PORT": "0",
        "DESK_ADMINS": "900",
    }
    return Settings.from_environment(kept | ours)


def playground_file(name: str) -> Path:
    return Path(__file__).parent / "playground" / name


def _pusher(desk: str) -> Callable[[float], Awaitable[dict[str, object]]]:
    """The page's clock buttons push the desk's clock."""
    import aiohttp

    async def push(seconds: float) -> dict[str, object]:
        async with (
            aiohttp.ClientSession() as web,
            web.post(f"{desk}/clock/forward", json={"seconds": seconds}) as answer,
        ):
            told: dict[str, object] = await answer.json()
            return told

    return push


def _show(url: str) -> None:
    """Prints the address, and opens it where there is a display."""
    typer.echo(f"小格在这里 · GridDesk is here:  {url}\nCtrl-C ends it.")
    if sys.platform == "darwin" or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        webbrowser.open(url)


@app.command("import")
def import_town(file: Path) -> None:
    """Makes the places, groups, people and departments of a YAML file exactly so."""
    with plainly():
        changes = _import_file(settings(), file)
    typer.echo(
        f"Changed: {changes.places} places, {changes.groups} groups, {changes.people} people, "
        f"{changes.departments} departments."
    )


def _import_file(wanted: Settings, file: Path) -> "Changes":
    from config.town import read_town
    from models.migrations import migrate as bring_up
    from models.session import Database
    from models.town_import import apply, known_departments, known_places

    text = file.read_text(encoding="utf-8")
    database = Database(wanted.database_url)
    try:
        database.check()
        bring_up(database)
        with database.transaction() as session:
            town = read_town(text, str(file), known_places(session), known_departments(session))
            return apply(session, town)
    finally:
        database.close()


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
        for day in play(load(file), resources, wanted.timezone):
            for line in day.lines():
                typer.echo(line)


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


if __name__ == "__main__":
    app()
