"""What the desk answers over HTTP: health, metrics, webhooks."""

import asyncio
import hmac
import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

import msgspec
import sqlalchemy as sa
from aiohttp import web
from prometheus_client import generate_latest
from sqlmodel import Session

from bot.clock import DeskClock, Sweeper
from bot.gateway import Gateway
from bot.intake import Committer
from bot.loops import CannotStart, Loops
from bot.metrics import Metrics
from handlers.resources import Deaf
from models.health import Backlog, backlog
from models.session import Database, first_line, is_lost

log = logging.getLogger(__name__)
LARGEST_BODY = 1024 * 1024
PATIENCE = 3.0
SECRET = "X-Telegram-Bot-Api-Secret-Token"
SWEEP_LATE = 30.0


class Health(msgspec.Struct):
    """What /healthz answers."""

    status: str
    database: str
    running: list[str]
    failing: dict[str, str]
    ended: dict[str, str]
    deaf: list[Deaf]
    desk_time: datetime


def _nobody_listens(bot: int) -> None:
    """For pages that no bot is heard by."""


@dataclass(frozen=True)
class Pages:
    """The handlers of every path. `secrets` are the webhook secrets by bot.

    `unsafe` counts texts of danger and numbers that are missing; `deaf` tells of bots that do not hear all that is said
    to them, `heard` is told of each call.
    """

    database: Database
    gateway: Gateway
    committer: Committer
    clock: DeskClock
    sweeper: Sweeper
    loops: Loops
    metrics: Metrics
    secrets: Mapping[int, str]
    unsafe: Callable[[], int] = int
    deaf: Callable[[], Iterable[Deaf]] = tuple
    heard: Callable[[int], None] = _nobody_listens

    def application(self) -> web.Application:
        """The aiohttp application with all routes."""
        application = web.Application(client_max_size=LARGEST_BODY)
        application.router.add_get("/healthz", self.health)
        application.router.add_get("/metrics", self.figures)
        application.router.add_post(r"/telegram/{bot:\d{1,19}}", self.webhook)
        return application

    async def health(self, request: web.Request) -> web.Response:
        """200 while the database answers, every loop runs and every bot hears, else 503; the body says which."""
        database = await self._database_trouble()
        down, ended, deaf = self.failing(), dict(self.loops.ended), list(self.deaf())
        ill = bool(database or down or ended or deaf)
        state = Health(
            "failing" if ill else "ok",
            database or "ok",
            sorted(self.loops.running),
            down,
            ended,
            deaf,
            self.clock.now(),
        )
        return web.json_response(msgspec.to_builtins(state), status=503 if ill else 200)

    def failing(self) -> dict[str, str]:
        """The loops that fail, and why."""
        down = dict(self.loops.down)
        if self.sweeper.idle_for() > SWEEP_LATE:
            down["sweep"] = f"the last sweep is {self.sweeper.idle_for():.0f} s ago"
        return down

    async def _database_trouble(self) -> str:
        try:
            async with asyncio.timeout(PATIENCE):
                await self.database.run(_ask)
        except TimeoutError:
            return f"no answer in {PATIENCE:.0f} s"
        except sa.exc.SQLAlchemyError as error:
            return type(error).__name__
        return ""

    async def figures(self, request: web.Request) -> web.Response:
        """The counters, and what waits in the database, as it last was while that does not answer, for Prometheus."""
        self.metrics.loops_down.set(len(self.failing() | self.loops.ended))
        self.metrics.deaf.set(len(list(self.deaf())))
        self.metrics.unsafe.set(self.unsafe())
        try:
            async with asyncio.timeout(PATIENCE):
                self._show(await self.database.run(backlog, self.clock.now()))
            self.metrics.database_up.set(1)
        except (TimeoutError, sa.exc.SQLAlchemyError):
            self.metrics.database_up.set(0)
        text = await asyncio.to_thread(generate_latest, self.metrics.registry)
        return web.Response(body=text, headers={"Content-Type": "text/plain; version=0.0.4; charset=utf-8"})

    def _show(self, waits: Backlog) -> None:
        now, metrics = self.clock.real(), self.metrics
        metrics.inbox_open.set(waits.updates)
        metrics.inbox_lag.set((now - waits.oldest_update).total_seconds() if waits.oldest_update else 0)
        metrics.inbox_aside.set(waits.set_aside)
        for what, count in waits.overdue.items():
            metrics.overdue.labels(what).set(count)
        for priority in range(4):
            count, since = waits.sends.get(priority, (0, now))
            metrics.outbox_pending.labels(priority).set(count)
            metrics.outbox_age.labels(priority).set((now - since).total_seconds())

    async def webhook(self, request: web.Request) -> web.Response:
        """Takes one update; 200 says that it is committed."""
        bot = int(request.match_info["bot"])
        secret = self.secrets.get(bot, "")
        given = request.headers.get(SECRET, "")
        if not secret or not hmac.compare_digest(given.encode(), secret.encode()):
            return web.Response(status=404 if not secret else 403)
        try:
            update = self.gateway.split(await request.read())
        except ValueError:
            return web.Response(status=400)
        try:
            await self.committer.commit(bot, [update])
        except sa.exc.SQLAlchemyError as error:
            log.error("A webhook update of bot %s could not be committed: %s", bot, first_line(error))
            return web.Response(status=503 if is_lost(error) else 400)
        except OverflowError:
            return web.Response(status=400)
        self.heard(bot)
        return web.Response()


def _ask(session: Session) -> None:
    session.connection().execute(sa.text("select 1"))


class Server:
    """The pages on a port; `url` is known after `open`."""

    def __init__(self, pages: Pages, port: int, public: bool) -> None:
        self._pages, self._port, self._host = pages, port, "0.0.0.0" if public else "127.0.0.1"
        self._runner: web.AppRunner | None = None
        self.url = ""

    async def open(self) -> None:
        """Listens; raises CannotStart when the port is taken."""
        runner = web.AppRunner(self._pages.application(), access_log=None, shutdown_timeout=1.0)
        await runner.setup()
        try:
            await web.TCPSite(runner, self._host, self._port).start()
        except OSError as error:
            await runner.cleanup()
            words = (error.strerror or str(error)).lower()
            raise CannotStart(f"Port {self._port} cannot be opened (DESK_HTTP_PORT): {words}") from None
        self._runner = runner
        self.url = f"http://127.0.0.1:{runner.addresses[0][1]}"

    async def close(self) -> None:
        """Stops listening; calls under way get a second."""
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None
