"""`doctor` from the command line: what the settings, the database, the running desk and Telegram say is wrong."""

import asyncio
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace

import aiohttp
import msgspec

from bot.clock import desk_now, real_now
from bot.database import as_it_stands
from bot.gateway import AccountGone, Gateway, GatewayError
from bot.gateways import make_gateway
from bot.greeting import blind_bots
from bot.http import Health
from bot.resources import resources_for
from config.settings import Settings
from handlers import doctor
from handlers.desk import Desk, Resources
from models.health import refusals, tracebacks
from models.town import load

PATIENCE = 10.0


def checkup(settings: Settings, verbose: bool) -> Iterator[str]:
    """One line a finding, "all well" if there is none. Raises DatabaseTrouble when it cannot look."""
    resources = resources_for(settings)
    with as_it_stands(settings) as database:
        with database.snapshot() as session:
            resources.directory = load(session, settings.admins, settings.timezone)
        found = asyncio.run(_ask(settings, resources))
        with database.snapshot() as session:
            desk = Desk(session, resources, desk_now(session), real_now())
            found += [*doctor.sentences(desk), *doctor.reminder(desk)]
            yield from found or [desk.text("admin_line", findings=[])]
            yield from _details(desk) if verbose else ()


async def _ask(settings: Settings, resources: Resources) -> list[str]:
    return [*await _ask_desk(settings, resources), *await _ask_platform(settings, resources)]


async def _ask_desk(settings: Settings, resources: Resources) -> list[str]:
    """What the desk that runs on this machine says of itself is put into `resources`; that none runs is a finding."""
    if not settings.http_port or not settings.bot_tokens:
        return []
    address = f"127.0.0.1:{settings.http_port}"
    try:
        async with (
            aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(PATIENCE)) as web,
            web.get(f"http://{address}/healthz") as answer,
        ):
            state = msgspec.json.decode(await answer.read(), type=Health)
    except (aiohttp.ClientError, TimeoutError, msgspec.DecodeError):
        words = {"address": address, "shell": resources.shell}
        return [resources.texts.render("finding_not_running", now=real_now(), **words)]
    down = state.failing | ({"database": f"database: {state.database}"} if state.database != "ok" else {})
    resources.troubles = lambda: down
    resources.stopped = lambda: {int(name.rpartition(" ")[2]) for name in state.ended}
    resources.deaf = lambda: state.deaf
    return []


async def _ask_platform(settings: Settings, resources: Resources) -> list[str]:
    """What the platform finds wrong; the accounts it tells are put into `resources`."""

    def finding(name: str, **words: str) -> list[str]:
        return [resources.texts.render(f"finding_{name}", now=real_now(), **words)]

    if not settings.bot_tokens:
        return finding("no_token")
    gateway = make_gateway(settings.gateway, settings.bot_tokens, settings.telegram_api)
    try:
        async with asyncio.timeout(PATIENCE):
            refused = await _meet(gateway, resources)
        return [line for why in refused for line in finding("token_refused", reason=why)]
    except AccountGone as refusal:
        return finding("token_refused", reason=str(refusal))
    except (GatewayError, TimeoutError) as trouble:
        return finding("no_platform", reason=str(trouble) or f"{PATIENCE:.0f} s")
    finally:
        with suppress(GatewayError):
            await gateway.close()


async def _meet(gateway: Gateway, resources: Resources) -> list[str]:
    """Takes up the accounts; an administrator of its groups hears everything, whatever its privacy mode.

    Returns why some are refused, but those that the desk that runs has told.
    """
    accounts = await gateway.open()
    resources.ahead = lambda: gateway.ahead
    blind = await blind_bots(gateway, accounts, resources.directory)
    resources.accounts = {account.id: replace(account, reads_all=account.username not in blind) for account in accounts}
    told = resources.stopped()
    return [account.refused for account in accounts if account.refused and account.id not in told]


def _details(desk: Desk) -> Iterator[str]:
    for bot, update, chat, came, error in tracebacks(desk.session):
        post = desk.town.posts.get(chat)
        where, when = post.name if post else chat, desk.res.texts.local(came)
        yield f"--- update {update} of bot {bot}, {when:%Y-%m-%d %H:%M}, {where}\n{error}"
    for row, act, error in refusals(desk.session):
        yield f"--- outbox row {row} ({act}): {error}"
