"""The desk as one running thing: every part is chosen and joined here, and nowhere else."""

import asyncio
import gc
import logging
import signal
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Sequence
from contextlib import asynccontextmanager, suppress
from functools import lru_cache, partial

from sqlmodel import Session

from bot.asking import Asker
from bot.calls import CallPort
from bot.clock import DeskClock, Sweeper, real_now
from bot.enclosures import Enclosures
from bot.errands import Services
from bot.gateway import Account, AccountGone, Gateway, GatewayError, Outcome
from bot.gateways import make_gateway
from bot.greeting import blind_bots, tell_commands
from bot.hearing import Hearing, Hook
from bot.heartbeat import Heartbeat
from bot.http import Pages, Server
from bot.intake import Committer, Poller
from bot.lookout import sounds_like_danger
from bot.loops import CannotStart, Loops
from bot.metrics import Metrics
from bot.nightly import Nightly
from bot.reloading import Reloader
from bot.resources import resources_for
from bot.sender import AccountRefused, Sender
from bot.worker import Worker
from config.faults import Fault
from config.lexicon import learnt_here
from config.settings import Settings, bot_id, webhook_secret
from handlers import admin, dispatch, dispatch_due, doctor
from handlers.desk import Desk, Resources
from handlers.resources import Deaf
from models.delivery import DeliveryRow, waiting_bots
from models.locks import FileTenure, ServerTenure, Tenure, migrating
from models.migrations import migrate
from models.session import Database

log = logging.getLogger(__name__)
LOOK_TOGETHER, LOOK_ALONE = 1.0, 30.0
DRAIN_SECONDS = 2.0
LONGEST_PAUSE = 30.0
# A thousand bits of half a millisecond: a tenth of the first seconds, which a message hardly feels.
READY_PAUSE = 0.005


class RunningDesk:
    """The parts of one desk in this process; made by `running_desk`."""

    def __init__(self, settings: Settings, database: Database, gateway: Gateway, accounts: dict[int, Account]) -> None:
        self.settings, self.database, self.gateway, self.accounts = settings, database, gateway, accounts
        # An update is looked at as it comes in and handled soon after.
        read = lru_cache(maxsize=1000)(gateway.read)
        self.resources: Resources = resources_for(settings, accounts, read)
        self.metrics = Metrics()
        self.loops = Loops(self.metrics)
        self.clock = DeskClock(settings.clock_speed)
        lost = partial(self._tell, admin.tell_lost)
        self.worker = Worker(database, self.open_desk, read, dispatch.handle, self.wake_senders, self.metrics, lost)
        urgent = partial(sounds_like_danger, self.resources)
        self.committer = Committer(database, self.clock.now, real_now, self.worker.wake, self.metrics, urgent)
        self.enclosures = Enclosures(database, self.resources)
        self.sweeper = Sweeper(database, self.clock, self._sweep, self.wake_senders, self.metrics)
        self.senders = {bot: self._sender(bot) for bot in accounts}
        self.hearings = {bot: Hearing(bot) for bot in accounts}
        self.services = Services(settings, self.resources, gateway)
        self.askers = [
            Asker(errand, database, self.open_desk, self.wake_senders, self.metrics)
            for errand in self.services.errands()
        ]
        self.pages = self._pages()
        self.resources.troubles = self.pages.failing
        self.resources.stopped = self._stopped
        self.resources.deaf = self._deaf
        self.resources.ahead = lambda: gateway.ahead
        self.resources.can_call = bool(settings.call_url)
        self.server = Server(self.pages, settings.http_port, public=settings.mode == "webhook")
        self.reloader = Reloader(settings, self.resources, database, self._tell_policies, self.metrics)
        self.tenure: Tenure = FileTenure(None)
        self._intakes: list[asyncio.Task[None]] = []
        self._tasks: list[asyncio.Task[None]] = []

    @property
    def http_url(self) -> str:
        """Where health and metrics are."""
        return self.server.url

    @property
    def _poll(self) -> float:
        """How often loops look by themselves: often where other processes share the database."""
        return LOOK_ALONE if self.database.is_sqlite else LOOK_TOGETHER

    def open_desk(self, session: Session) -> Desk:
        """The unit of work of a transaction."""
        return Desk(session, self.resources, self.clock.now(), real_now())

    def wake_senders(self, bots: Collection[int]) -> None:
        """Says that these bots have something to send."""
        for bot in bots:
            if bot in self.senders:
                self.senders[bot].wake()

    def heard(self, channel: str) -> None:
        """Another process has put something into the inbox or the outbox."""
        if channel == "inbox":
            self.worker.wake()
        else:
            self.wake_senders(self.senders)

    def _sweep(self, session: Session) -> int:
        return dispatch_due.sweep(self.open_desk(session))

    def _stopped(self) -> set[int]:
        """The bots whose loops are over for good: the platform refuses their token."""
        return {bot for bot in self.accounts for name in self.loops.ended if name.endswith(f" {bot}")}

    def _deaf(self) -> list[Deaf]:
        """The bots that do not hear all that is said to them."""
        return [deaf for hearing in self.hearings.values() if (deaf := hearing.trouble())]

    async def _ailments(self) -> Sequence[doctor.Finding]:
        return await self.database.run(lambda session: doctor.ailments(self.open_desk(session)))

    def _undelivered(self, session: Session, row: DeliveryRow, outcome: Outcome) -> None:
        dispatch.undelivered(self.open_desk(session), row, outcome)

    def _sender(self, bot: int) -> Sender:
        limits = self.resources.policies.throttle
        sender = Sender(bot, self.database, self.gateway, limits, self._undelivered, real_now, self.metrics)
        sender.enclose = self.enclosures.make
        return sender

    def _pages(self) -> Pages:
        hooks = {bot_id(t): webhook_secret(t) for t in self.settings.bot_tokens if self.settings.mode == "webhook"}
        return Pages(
            self.database,
            self.gateway,
            self.committer,
            self.clock,
            self.sweeper,
            self.loops,
            self.metrics,
            hooks,
            deaf=self._deaf,
            heard=lambda bot: self.hearings[bot].heard(),
            unsafe=lambda: len(doctor.missing_safety(self.resources.policies, self.resources.texts)),
        )

    # running -----------------------------------------------------------------------------------------------------

    def start(self, group: asyncio.TaskGroup) -> None:
        """Starts every loop in `group`."""
        keep = partial(self._start, group, self._tasks)
        keep("locks", self.tenure.run)
        keep("committer", self.committer.run)
        keep("worker", partial(self.worker.run, self._poll))
        keep("clock", self.sweeper.run)
        keep("greeting", self._greet)
        keep("reader", self._ready)
        for asker in self.askers:
            keep(asker.name, asker.run)
        keep("policies", partial(self.reloader.run, self._go_by_policies))
        if self.settings.call_url:
            keep("calls", CallPort(self.database, self.settings.call_url, real_now, self.metrics).run)
        if self.settings.heartbeat_url:
            keep("heartbeat", Heartbeat(self.settings.heartbeat_url, self._ailments, self.metrics).run)
        if self.database.path is not None:
            keep("backup", self._nightly(self.database).run)
        for bot, sender in self.senders.items():
            sends = partial(self._while_ours, bot, partial(sender.run, self._poll))
            hook, polls = partial(self._hook, bot), partial(self._while_ours, bot, partial(self._poll_bot, bot))
            takes_in = hook if self.settings.mode == "webhook" else polls
            keep(f"sender {bot}", partial(self._while_known, bot, sends))
            self._start(group, self._intakes, f"intake {bot}", partial(self._while_known, bot, takes_in))

    def _start(
        self,
        group: asyncio.TaskGroup,
        tasks: list["asyncio.Task[None]"],
        name: str,
        work: Callable[[], Awaitable[None]],
    ) -> None:
        tasks.append(group.create_task(self.loops.keep(name, work), name=name))

    async def _poll_bot(self, bot: int) -> None:
        # A webhook that is still set would answer every poll with a conflict.
        await self.gateway.unlisten(bot)
        strict, hearing = self.database.is_sqlite, self.hearings[bot]
        poller = Poller(bot, self.gateway, self.committer, self.metrics, strict, hearing, self._rival_of(bot))
        await poller.run()

    def _nightly(self, database: Database) -> Nightly:
        policies = self.resources.policies
        assert database.path is not None
        return Nightly(
            database.path,
            policies.desk.backups_kept,
            policies.times.backup,
            self.settings.timezone,
            self.clock.now,
            self.metrics,
        )

    async def _while_ours(self, bot: int, work: Callable[[], Awaitable[None]]) -> None:
        """Works only while this process serves the bot; when that is lost the work is cut off at once."""
        while True:
            await self.tenure.granted(bot)
            # Not a TaskGroup: whatever ends first decides, and a failure keeps its own type.
            working = asyncio.ensure_future(work())
            lost = asyncio.ensure_future(self.tenure.lost(bot))
            try:
                await asyncio.wait({working, lost}, return_when=asyncio.FIRST_COMPLETED)
                if working.done():
                    return working.result()
                log.warning("Bot %s is no longer served by this process", bot)
            finally:
                for task in (working, lost):
                    task.cancel()
                await asyncio.wait({working, lost})

    async def _while_known(self, bot: int, work: Callable[[], Awaitable[None]]) -> None:
        """Works until the platform surely refuses the account: one odd refusal is tried anew, a sure one is told."""
        try:
            await work()
        except (AccountGone, AccountRefused) as refusal:
            await self._make_sure(bot)
            raise GatewayError(f"{refusal}, but knows it when asked again") from None

    async def _make_sure(self, bot: int) -> None:
        try:
            await self.gateway.introduce(bot)
        except AccountGone:
            await self._tell(admin.tell_refused, bot)
            raise

    async def _hook(self, bot: int) -> None:
        """Has the platform call us, and sees to it that it does."""
        secret = self.pages.secrets[bot]
        url = f"{self.settings.webhook_url.rstrip('/')}/telegram/{bot}"
        await Hook(bot, self.gateway, url, secret, self.hearings[bot], self._rival_of(bot)).run()

    def _rival_of(self, bot: int) -> Callable[[], Awaitable[None]]:
        return partial(self._tell, admin.tell_rival, bot)

    async def _greet(self) -> None:
        await self.database.run(self.open_desk)
        known = [bot for bot, account in self.accounts.items() if not account.refused]
        await tell_commands(self.gateway, known, self.resources.texts)
        blind = await blind_bots(self.gateway, self.accounts.values(), self.resources.directory)
        await self._tell(dispatch.opened, blind)

    async def _ready(self) -> None:
        """Has the reader make itself ready beside all else, so that no early message waits for it."""
        for _ in self.resources.ready():
            await asyncio.sleep(READY_PAUSE)

    async def _tell(self, tell: Callable[..., None], about: object) -> None:
        """Has a handler tell people something, and sees it sent."""

        def told(session: Session) -> Collection[int]:
            tell(self.open_desk(session), about)
            self.database.notify(session, "outbox")
            return waiting_bots(session)

        self.wake_senders(await self.database.run(told))

    def _tell_policies(self, session: Session, faults: Sequence[Fault]) -> None:
        dispatch.reloaded(self.open_desk(session), faults)
        self.database.notify(session, "outbox")

    def _go_by_policies(self) -> None:
        """Has the senders keep the limits that are in force now, and say what was made of it."""
        for sender in self.senders.values():
            sender.go_by(self.resources.policies.throttle)
            sender.wake()

    async def stop(self) -> None:
        """Takes in nothing more, lets sends in flight end for a moment, then ends every loop."""
        for task in self._intakes:
            task.cancel()
        await self.server.close()
        for sender in self.senders.values():
            sender.stop()
        senders = [task for task in self._tasks if task.get_name().startswith("sender")]
        if senders:
            await asyncio.wait(senders, timeout=DRAIN_SECONDS)
        for task in self._tasks:
            task.cancel()
        await self.services.close()


# starting ---------------------------------------------------------------------------------------------------------


@asynccontextmanager
async def running_desk(settings: Settings, gateway: Gateway | None = None) -> AsyncIterator[RunningDesk]:
    """A whole desk that runs beside the body; `gateway` replaces the one the settings name.

    Raises CannotStart or DatabaseTrouble with one clear line, also later, when the desk finds that it must not run.
    """
    if not settings.bot_tokens:
        raise CannotStart("DESK_BOT_TOKENS is empty: put a bot's token there, from @BotFather")
    database = Database(settings.database_url)
    platform = gateway or make_gateway(settings.gateway, settings.bot_tokens, settings.telegram_api)
    tenure: Tenure | None = None
    try:
        tenure = FileTenure(database.path) if database.is_sqlite else None
        await asyncio.to_thread(_prepare, database)
        accounts = {account.id: account for account in await _introduce(platform)}
        if abs(platform.ahead) > doctor.WRONG:
            log.error("The clock of this machine is wrong, by the platform's: ahead by %s", platform.ahead)
        desk = RunningDesk(settings, database, platform, accounts)
        tenure = desk.tenure = tenure or ServerTenure(database.url, accounts, desk.heard)
        await database.run(desk.clock.open)
        await desk.server.open()
        async with _loops_of(desk):
            if settings.policy_dir and learnt_here(settings.policy_dir):
                log.info("The reader goes by what was learnt from corrections: %s", settings.policy_dir / "model")
            for account in accounts.values():
                if account.refused:
                    log.error("DESK_BOT_TOKENS: %s; the desk is open without it", account.refused)
            known = (f"@{account.username}" for account in accounts.values() if not account.refused)
            log.info("The desk is open: %s, %s", ", ".join(known), desk.http_url)
            yield desk
    finally:
        with suppress(GatewayError):
            await platform.close()
        if tenure is not None:
            tenure.close()
        database.close()


def _prepare(database: Database) -> None:
    database.check()
    with migrating(database):
        migrate(database)


async def _introduce(gateway: Gateway) -> Collection[Account]:
    """The accounts, asked for until the platform answers. Raises CannotStart where it refuses every token."""
    pause = 1.0
    while True:
        try:
            return await gateway.open()
        except AccountGone as error:
            raise CannotStart(f"DESK_BOT_TOKENS: {error}") from None
        except GatewayError as error:
            log.error("The platform does not answer (%s); again in %.0f s", error, pause)
        await asyncio.sleep(pause)
        pause = min(pause * 2, LONGEST_PAUSE)


@asynccontextmanager
async def _loops_of(desk: RunningDesk) -> AsyncIterator[None]:
    try:
        async with asyncio.TaskGroup() as group:
            desk.start(group)
            try:
                yield
            finally:
                await desk.stop()
    except BaseExceptionGroup as failures:
        raise _first(failures) from None


def _first(failures: BaseExceptionGroup[BaseException]) -> BaseException:
    """What the person should read: why the desk cannot run, else the only failure there is, else all."""
    reason: BaseException = failures.subgroup(CannotStart) or failures
    while isinstance(reason, BaseExceptionGroup) and len(reason.exceptions) == 1:
        reason = reason.exceptions[0]
    return reason


async def run_desk(settings: Settings) -> None:
    """Runs the desk until SIGINT or SIGTERM, reading its policies anew at SIGHUP; raises what `running_desk` raises."""
    me = asyncio.current_task()
    assert me is not None
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, me.cancel)
    if settings.clock_speed != 1:
        log.warning(
            "THE CLOCK IS FAST: service clocks, schedules and digests go %g times as fast", settings.clock_speed
        )
    # Without a handler the signal would end the process.
    asyncio.get_running_loop().add_signal_handler(signal.SIGHUP, log.warning, "The desk is not open yet")
    try:
        async with running_desk(settings) as desk:
            asyncio.get_running_loop().add_signal_handler(signal.SIGHUP, desk.reloader.ask)
            # The reader and the policies stay: to look through them for garbage stops everything for 0.1 s.
            gc.freeze()
            await asyncio.Event().wait()
    except asyncio.CancelledError:
        log.info("The desk is closed")
