"""The command line: one clear line and exit code 2 for whatever is wrong, never a traceback."""

import asyncio
import io
import logging
import os
import signal
import sys
import threading
import webbrowser
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn
from zoneinfo import ZoneInfo

import typer
from sqlalchemy.exc import DBAPIError

from config.marked import ConfigurationFaults, Fault
from config.settings import Settings, SettingsFaults
from models.session import Database, DatabaseTrouble, first_line

if TYPE_CHECKING:
    from models.town_import import Changes
    from playground.server import Playground
    from playground.things import Bot

DEMO_TOKEN = "1000:playground"
MOMENTS = ["%Y-%m-%d", "%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M:%S%z"]
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

    try:
        yield
    except (SettingsFaults, ConfigurationFaults, DayFaults) as faults:
        fail(*(str(fault) for fault in faults.faults))
    except (DatabaseTrouble, CannotStart) as trouble:
        fail(str(trouble))
    except DBAPIError as refusal:
        fail(f"The database does not do it: {first_line(refusal.orig)}")
    except BrokenPipeError:
        raise
    except OSError as trouble:
        fail(f"{trouble.filename or 'The system'}: {trouble.strerror or trouble}")


def settings() -> Settings:
    return Settings.from_environment(os.environ)


def log(level: int) -> None:
    """The desk's own log on standard error from this level on, of libraries only what is wrong."""
    logging.basicConfig(level=max(level, logging.WARNING), format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    for ours in ("bot", "handlers", "models"):
        logging.getLogger(ours).setLevel(level)


@app.command()
def run() -> None:
    """Runs the desk for the bots of DESK_BOT_TOKENS."""
    from bot.app import run_desk

    log(logging.INFO)
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
    """Runs the whole desk on this machine, playing a day."""
    log(logging.WARNING)
    with plainly():
        asyncio.run(_demo(port, speed, _emptied(folder)))


async def _demo(port: int, speed: float, folder: Path) -> None:
    """The playground and the desk in one process, until Ctrl-C."""
    from playground import scene
    from playground.server import Playground

    me = asyncio.current_task()
    assert me is not None
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, me.cancel)
    playground = Playground()
    bot = playground.bot(DEMO_TOKEN, username="griddesk_demo_bot")
    scene.build(playground.world, bot)
    try:
        try:
            await playground.start(port=port)
        except OSError:
            await playground.start()
        await _play(playground, bot, speed, _demo_settings(playground.url, folder))
    except asyncio.CancelledError:
        typer.echo("再见。Bye.")
    finally:
        await playground.stop()


async def _play(playground: "Playground", bot: "Bot", speed: float, wanted: Settings) -> None:
    """The desk on the playground, and the recorded day, until cancelled."""
    from bot.app import running_desk
    from playground.player import Player, load

    day = load(playground_file("day.jsonl"))
    _import_file(wanted, playground_file("town.yaml"))
    async with running_desk(wanted) as desk, asyncio.TaskGroup() as group:
        await desk.sweeper.forward(_till_morning(desk.clock.now(), wanted.timezone))
        playground.world.now = lambda: desk.clock.now().timestamp()
        playground.page.set_clock({"desk_time": desk.clock.now().isoformat()})
        playground.page.on_clock = _pusher(desk.http_url)
        _show(playground.url)
        group.create_task(Player(playground.world, bot, speed).play(day))
        await asyncio.Event().wait()


def _emptied(folder: Path) -> Path:
    """The demo's own files are removed, nothing else; raises DatabaseTrouble while another demo uses them."""
    from models.locks import FileTenure

    tenure = FileTenure(folder / "desk.db")
    for name in ("desk.db", "desk.db-wal", "desk.db-shm"):
        (folder / name).unlink(missing_ok=True)
    tenure.close()
    return folder


def _till_morning(now: datetime, zone: ZoneInfo) -> timedelta:
    """At night nobody reports a blocked drain: the demo's clock starts at eight then, else it is what it is."""
    there = now.astimezone(zone)
    morning = there.replace(hour=8, minute=5, second=0, microsecond=0)
    if 8 <= there.hour < 17:
        return timedelta()
    return (morning if there < morning else morning + timedelta(days=1)) - there


def _demo_settings(api: str, folder: Path) -> Settings:
    """The person's own settings where they are harmless, on the playground and a database of its own."""
    from playground import scene

    kept = {
        k: v for k, v in os.environ.items() if k in ("DESK_LOCALE", "DESK_TIMEZONE", "DESK_POLICY_DIR", "DESK_GATEWAY")
    }
    ours = {
        "DESK_DATABASE_URL": f"sqlite+aiosqlite:///{folder}/desk.db",
        "DESK_BOT_TOKENS": DEMO_TOKEN,
        "DESK_TELEGRAM_API": api,
        "DESK_HTTP_PORT": "0",
        "DESK_ADMINS": str(scene.ADMIN),
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
        # A thread of its own: some browsers do not return before they are closed.
        threading.Thread(target=webbrowser.open, args=(url,), daemon=True).start()


@app.command("import")
def import_town(file: Path) -> None:
    """Makes the town exactly as a YAML file says."""
    with plainly():
        changes = _import_file(settings(), file)
    typer.echo(
        f"Changed: {changes.places} places, {changes.groups} groups, {changes.people} people, "
        f"{changes.departments} departments."
    )


def _import_file(wanted: Settings, file: Path) -> "Changes":
    from config.town import read_town
    from models.town_import import apply, known_departments, known_places

    text = _text(file)
    with _migrated(wanted) as database, database.transaction() as session:
        town = read_town(text, str(file), known_places(session), known_departments(session))
        return apply(session, town)


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise ConfigurationFaults([Fault(str(file), line, "this is no UTF-8 text")]) from None


@contextmanager
def _opened(wanted: Settings) -> Iterator[Database]:
    """The database, if it can be reached."""
    database = Database(wanted.database_url)
    try:
        database.check()
        yield database
    finally:
        database.close()


@contextmanager
def _migrated(wanted: Settings) -> Iterator[Database]:
    """The database with this version's tables."""
    from models.locks import migrating
    from models.migrations import migrate as bring_up

    with _opened(wanted) as database:
        with migrating(database):
            bring_up(database)
        yield database


def _needs_file(wanted: Settings) -> None:
    """Who only looks makes no empty database where there is none."""
    file = wanted.database_file
    if file is not None and not file.exists():
        raise DatabaseTrouble(f"There is no database at {file} (DESK_DATABASE_URL): run or import makes it")


@app.command()
def migrate() -> None:
    """Brings the database's tables to this version."""
    from models.migrations import revisions

    with plainly(), _migrated(settings()) as database:
        typer.echo(f"The tables stand at revision {revisions(database)[0]}.")


@app.command()
def doctor(verbose: Annotated[bool, typer.Option(help="Show tracebacks and refusals too.")] = False) -> None:
    """Says what is wrong with the desk and what to do."""
    from bot.checkup import checkup

    log(logging.ERROR)
    with plainly():
        wanted = settings()
        _needs_file(wanted)
        for line in checkup(wanted, verbose):
            typer.echo(line)


@app.command()
def replay(file: Path) -> None:
    """Prints what the desk makes of a recorded group day."""
    from bot.replay import load
    from bot.replay import replay as play
    from bot.resources import resources_for

    with plainly():
        wanted, spoken = settings(), load(file)
        resources = resources_for(wanted)
        for day in play(spoken, resources, wanted.timezone):
            for line in day.lines():
                typer.echo(line)


@app.command("read")
def read_messages(
    jsonl: Annotated[
        bool, typer.Option(help="Lines of JSON from standard input, one reading each to standard output.")
    ] = True,
) -> None:
    """Reads messages as the desk would: needs no database and no network."""
    from config.lexicon import load_reader
    from handlers.reading import read_jsonl

    with plainly():
        read_jsonl(sys.stdin.buffer, sys.stdout.buffer, load_reader(settings().policy_dir))


@app.command()
def evaluate(files: list[Path]) -> None:
    """Prints how well labelled messages are read."""
    from config.lexicon import load_reader
    from handlers.reading import evaluate as judge

    with plainly():
        typer.echo(judge(files, load_reader(settings().policy_dir)))


@app.command()
def export(
    what: Annotated[Table, typer.Argument()],
    form: Annotated[Form, typer.Option("--format")] = Form.CSV,
    since: Annotated[datetime | None, typer.Option(formats=MOMENTS, help="In DESK_TIMEZONE.")] = None,
) -> None:
    """Writes the tickets as a table to standard output."""
    from models.export import rows, write
    from models.migrations import need_newest
    from models.town import load

    with plainly():
        wanted = settings()
        _needs_file(wanted)
        first = since if since is None or since.tzinfo else since.replace(tzinfo=wanted.timezone)
        with _opened(wanted) as database:
            need_newest(database)
            with database.snapshot() as session:
                write(rows(session, load(session, ()), wanted.timezone, first), sys.stdout, form)


def main() -> None:
    """What the desk says is Chinese, so it is written as UTF-8 whatever the terminal is set to."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    app()


if __name__ == "__main__":
    main()
