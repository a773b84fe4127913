"""The demo: the whole desk on a playground in one process; the only module here that knows the desk."""

import asyncio
import os
import signal
import sys
import threading
import webbrowser
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

import typer

from bot.app import RunningDesk, running_desk
from bot.town_import import import_file
from config.settings import Settings, key_name
from models.delivery import waiting_bots
from models.locks import FileTenure
from playground import scene
from playground.player import Player, load
from playground.server import Playground
from playground.things import Bot
from templates import Texts

TOKEN = "1000:playground"
KEPT = ("DESK_LOCALE", "DESK_TIMEZONE", "DESK_POLICY_DIR", "DESK_GATEWAY")
# Looks at what is still to be sent; after so many in a row that see nothing leave, the rest is held by a limit.
LOOKS, LOOK_AGAIN, HELD = 250, 0.02, 15


async def show(port: int, speed: float, folder: Path) -> None:
    """Runs until Ctrl-C, on `port` or, where it is taken, any other; the database is made anew in `folder`.

    Raises SettingsFaults, ConfigurationFaults, and DatabaseTrouble while another demo uses the folder.
    """
    _empty(folder)
    me = asyncio.current_task()
    assert me is not None
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, me.cancel)
    playground = Playground()
    bot = playground.bot(TOKEN, username="griddesk_demo_bot")
    scene.build(playground.world, bot)
    try:
        await _listen(playground, port)
        await _play(playground, bot, speed, _settings(playground.url, folder))
    except asyncio.CancelledError:
        typer.echo("再见。Bye.")
    finally:
        await playground.stop()


async def _listen(playground: Playground, port: int) -> None:
    try:
        await playground.start(port=port)
    except OSError:
        await playground.start()


async def _play(playground: Playground, bot: Bot, speed: float, wanted: Settings) -> None:
    """The desk on the playground, and the recorded day, until cancelled."""
    day = load(scene.DAY_FILE)
    import_file(wanted, scene.TOWN_FILE)
    async with running_desk(wanted) as desk, asyncio.TaskGroup() as group:
        await desk.sweeper.forward(_till_morning(desk.clock.now(), wanted.timezone))
        _keep_time(playground, desk)
        _point_to(address(playground.url, wanted))
        group.create_task(Player(playground.world, bot, speed, labels=labels(wanted)).play(day))
        await asyncio.Event().wait()


def _empty(folder: Path) -> None:
    """The demo's own files are removed, nothing else; raises DatabaseTrouble while another demo uses them."""
    tenure = FileTenure(folder / "desk.db")
    for name in ("desk.db", "desk.db-wal", "desk.db-shm"):
        (folder / name).unlink(missing_ok=True)
    tenure.close()


def _till_morning(now: datetime, zone: ZoneInfo) -> timedelta:
    """At night nobody reports a blocked drain: the demo's clock starts at eight then, else it is what it is."""
    there = now.astimezone(zone)
    morning = there.replace(hour=8, minute=5, second=0, microsecond=0)
    if 8 <= there.hour < 17:
        return timedelta()
    return (morning if there < morning else morning + timedelta(days=1)) - there


def _settings(api: str, folder: Path) -> Settings:
    """The person's own settings where they are harmless or misspelt, on the playground and a database of its own."""
    others = {key_name(key) for key in Settings.__dataclass_fields__} - set(KEPT)
    kept = {key: value for key, value in os.environ.items() if key not in others}
    ours = {
        "DESK_DATABASE_URL": f"sqlite+aiosqlite:///{folder}/desk.db",
        "DESK_BOT_TOKENS": TOKEN,
        "DESK_TELEGRAM_API": api,
        "DESK_HTTP_PORT": "0",
        "DESK_ADMINS": str(scene.ADMIN),
    }
    return Settings.from_environment(kept | ours)


def labels(wanted: Settings) -> dict[str, str]:
    """The words on the desk's buttons, by those that the day presses."""
    ours, theirs = (Texts(locale, wanted.timezone).words for locale in ("zh", wanted.locale))
    return {word: theirs[key] for key, word in ours.items() if key in theirs}


def address(url: str, wanted: Settings) -> str:
    """The page in the desk's language and with its hours."""
    asked = {"lang": wanted.locale, "tz": str(wanted.timezone)}
    usual = {"lang": Settings().locale, "tz": str(Settings().timezone)}
    differs = {key: value for key, value in asked.items() if value != usual[key]}
    return f"{url}/?{urlencode(differs, safe='/')}" if differs else url


def _keep_time(playground: Playground, desk: RunningDesk) -> None:
    """The platform, its limits and the desk go by one clock, and the page's buttons push it.

    What falls due on the way is sent before the clock goes on, so that each message stands at its own time.
    """

    def now() -> float:
        return desk.clock.now().timestamp()

    def tell() -> dict[str, object]:
        told: dict[str, object] = {"desk_time": desk.clock.now().isoformat()}
        playground.page.set_clock(told)
        return told

    async def push(seconds: float) -> dict[str, object]:
        async for due in desk.sweeper.leaps(timedelta(seconds=seconds)):
            # What a limit held back may leave by the new time.
            desk.wake_senders(desk.senders)
            if due:
                await _all_sent(desk)
            tell()
        # No later leap will let go what a limit holds now.
        await _all_sent(desk, LOOKS)
        return tell()

    playground.world.now = playground.limits.clock = now
    for sender in desk.senders.values():
        sender.clock = now
    tell()
    playground.page.on_clock = push


async def _all_sent(desk: RunningDesk, held: int = HELD) -> None:
    idle = 0
    for _ in range(LOOKS):
        idle = 0 if any(sender.busy for sender in desk.senders.values()) else idle + 1
        if idle > held or (idle and not await desk.database.run(waiting_bots)):
            return
        await asyncio.sleep(LOOK_AGAIN)


def _point_to(url: str) -> None:
    """Prints the address, and opens it where there is a display."""
    typer.echo(f"小格在这里 · GridDesk is here:  {url}\nCtrl-C ends it.")
    if sys.platform == "darwin" or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        # A thread of its own: some browsers do not return before they are closed.
        threading.Thread(target=webbrowser.open, args=(url,), daemon=True).start()
