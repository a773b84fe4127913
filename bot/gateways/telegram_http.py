"""The Telegram gateway but for the library that sends: accounts, fetching, webhooks, files, what a failure means."""

import asyncio
import time
from abc import ABC, abstractmethod
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any, ClassVar, TypeVar

import aiohttp
import msgspec
from msgspec import Raw, Struct

from bot.gateway import (
    Account,
    AccountGone,
    Calls,
    Capabilities,
    GatewayError,
    Gone,
    Moved,
    Outcome,
    RawUpdate,
    Refused,
    Sent,
    TryLater,
    Unclear,
)
from bot.gateways import telegram_wire
from bot.gateways.checks import bot_of, unfit
from bot.gateways.telegram_acts import Call, Library, Unreadable, perform
from bot.gateways.telegram_answers import Declined, failure_of, outcome_of, result_of, updates_of
from bot.gateways.telegram_shapes import UNREADABLE, Standing, User, full_name
from bot.outside import trust
from rules.messages import Act, Incoming, Outgoing

T = TypeVar("T")

TELEGRAM = "https://api.telegram.org"
ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "my_chat_member")
SEND_SECONDS = 20.0
ASK_SECONDS = 20.0
FILE_SECONDS = 60.0
RECONNECT_SECONDS = 1.0

_UNSENT = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError)


class _Myself(User):
    can_read_all_group_messages: bool = False


class _Hook(Struct):
    url: str = ""
    pending_update_count: int = 0
    last_error_message: str = ""


class _File(Struct):
    file_path: str


class TelegramGateway(ABC):
    """Many bots on one HTTP session. `tokens` are digits:text; `api` is a Bot API server's base address.

    A library's gateway adds its name, its `library` and its Bot objects. No error text ever carries a token.
    """

    name: str
    library: ClassVar[Library]
    capabilities = Capabilities()

    def __init__(self, tokens: Sequence[str], api: str = TELEGRAM, send_seconds: float = SEND_SECONDS) -> None:
        self._tokens = {bot_of(token): token for token in tokens}
        self._api = (api or TELEGRAM).rstrip("/")
        self.send_seconds = send_seconds
        self._looked: tuple[datetime, float] | None = None
        self._usernames: dict[int, str] = {}
        self._session: aiohttp.ClientSession | None = None
        self.bots: dict[int, Any] = {bot: self._library_bot(token) for bot, token in self._tokens.items()}

    @abstractmethod
    def _library_bot(self, token: str) -> Any:
        """The library's Bot for a token, sending through this gateway's session."""

    async def open(self) -> Sequence[Account]:
        found = await asyncio.gather(*(self.introduce(bot) for bot in self._tokens), return_exceptions=True)
        accounts, refused = [], []
        for bot, account in zip(self._tokens, found, strict=True):
            if isinstance(account, AccountGone):
                refused.append(Account(bot, str(bot), "", reads_all=True, refused=str(account)))
            elif isinstance(account, BaseException):
                raise account
            else:
                accounts.append(account)
        if not accounts:
            raise AccountGone(f"Telegram refuses the token of bot {', '.join(each.username for each in refused)}")
        return accounts + refused

    async def introduce(self, bot: int) -> Account:
        myself = _decoded(await self._ask(bot, "getMe"), _Myself)
        self._usernames[bot] = myself.username or ""
        name = full_name(myself)
        return Account(bot, myself.username or "", name, myself.can_read_all_group_messages)

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()

    async def fetch(self, bot: int, after: int, wait: float) -> Sequence[RawUpdate]:
        query = {"offset": after, "limit": 100, "timeout": int(wait), "allowed_updates": ALLOWED_UPDATES}
        status, body = await self._post(bot, "getUpdates", query, wait + ASK_SECONDS)
        try:
            bodies = updates_of(status, body)
        except Declined as declined:
            raise failure_of(declined, bot) from None
        return [telegram_wire.raw_update(body) for body in bodies]

    async def listen(self, bot: int, url: str, secret: str) -> None:
        await self._ask(bot, "setWebhook", url=url, secret_token=secret, allowed_updates=ALLOWED_UPDATES)

    async def calls(self, bot: int) -> Calls:
        hook = _decoded(await self._ask(bot, "getWebhookInfo"), _Hook)
        return Calls(hook.url, hook.pending_update_count, hook.last_error_message)

    async def unlisten(self, bot: int) -> None:
        await self._ask(bot, "deleteWebhook")

    def split(self, body: bytes) -> RawUpdate:
        return telegram_wire.split(body)

    def read(self, bot: int, body: bytes) -> Incoming:
        return telegram_wire.read(bot, self._usernames.get(bot, ""), body)

    async def send(self, bot: int, out: Outgoing) -> Outcome:
        refused = unfit(out, self.capabilities)
        if refused is not None:
            return refused
        outcome = await self._attempt(bot, out)
        if out.topic is not None and isinstance(outcome, Gone) and outcome.reason == "topic":
            return await self._attempt(bot, replace(out, topic=None))
        return outcome

    async def _attempt(self, bot: int, out: Outgoing) -> Outcome:
        if bot not in self.bots:
            return Gone("account", f"no token for bot {bot}")
        try:
            async with asyncio.timeout(self.send_seconds):
                return Sent(await self._perform(bot, out))
        except (Declined, Unreadable, aiohttp.ClientError, TimeoutError) as error:
            return _outcome(error, out)

    async def _perform(self, bot: int, out: Outgoing) -> int | None:
        return await perform(Call(self.library, self.bots[bot], out))

    async def standing(self, bot: int, chat: int, user: int | None = None) -> str:
        status, body = await self._post(bot, "getChatMember", {"chat_id": chat, "user_id": user or bot}, ASK_SECONDS)
        try:
            return telegram_wire.standing(_decoded(result_of(status, body), Standing))
        except Declined as declined:
            return _absence(declined, bot)

    async def download(self, bot: int, file_id: str) -> bytes:
        file = _decoded(await self._ask(bot, "getFile", file_id=file_id), _File)
        url = f"{self._api}/file/bot{self._tokens[bot]}/{file.file_path}"
        status, content = await self._exchange("GET", url, FILE_SECONDS)
        if status != 200:
            raise failure_of(Declined(status, None), bot)
        return content

    async def set_commands(self, bot: int, commands: Sequence[tuple[str, str]], language: str = "") -> None:
        named = [{"command": command, "description": words} for command, words in commands]
        await self._ask(bot, "setMyCommands", commands=named, language_code=language)

    async def _ask(self, bot: int, method: str, **query: object) -> Raw:
        status, body = await self._post(bot, method, query, ASK_SECONDS)
        try:
            return result_of(status, body)
        except Declined as declined:
            raise failure_of(declined, bot) from None

    async def _post(self, bot: int, method: str, query: object, seconds: float) -> tuple[int, bytes]:
        url = f"{self._api}/bot{self._tokens[bot]}/{method}"
        return await self._exchange("POST", url, seconds, msgspec.json.encode(query))

    async def _exchange(self, verb: str, url: str, seconds: float, body: bytes | None = None) -> tuple[int, bytes]:
        headers = {"Content-Type": "application/json"} if body is not None else {}
        try:
            async with asyncio.timeout(seconds), self.session.request(verb, url, data=body, headers=headers) as answer:
                if answer.status == 200:
                    self._look_at_its_clock(answer.headers.get("Date", ""))
                return answer.status, await answer.read()
        except (aiohttp.ClientError, TimeoutError) as error:
            # The cause is dropped because aiohttp's texts can carry the address, and the address carries the token.
            raise GatewayError(_words(error), RECONNECT_SECONDS) from None

    def _look_at_its_clock(self, date: str) -> None:
        with suppress(ValueError, TypeError):
            self._looked = parsedate_to_datetime(date).astimezone(UTC), time.monotonic()

    @property
    def ahead(self) -> timedelta:
        """Also right after this machine's clock was put to another time, before the platform has answered again."""
        if self._looked is None:
            return timedelta()
        date, at = self._looked
        return datetime.now(UTC) - date - timedelta(seconds=time.monotonic() - at)

    @property
    def session(self) -> aiohttp.ClientSession:
        """The one HTTP session of all bots; no cap on connections, for each polling bot holds one."""
        if self._session is None or self._session.closed:
            connector = aiohttp.TCPConnector(limit=0, ssl=trust(self._api), ttl_dns_cache=300)
            patience, jar = aiohttp.ClientTimeout(total=None), aiohttp.DummyCookieJar()
            self._session = aiohttp.ClientSession(connector=connector, timeout=patience, cookie_jar=jar)
        return self._session


def _decoded(raw: Raw, shape: type[T]) -> T:
    try:
        return msgspec.json.decode(raw, type=shape)
    except UNREADABLE as error:
        raise GatewayError(f"an answer of unknown shape: {error}") from None


def _outcome(error: Exception, out: Outgoing) -> Outcome:
    if isinstance(error, Declined):
        return outcome_of(error, whole_bot=out.act is Act.ANSWER)
    if isinstance(error, Unreadable):
        return Refused("bad_request", str(error))
    if isinstance(error, _UNSENT):
        return TryLater(RECONNECT_SECONDS)
    return Unclear(_words(error))


def _absence(declined: Declined, bot: int) -> str:
    """Asked about somebody, Telegram refuses where the bot, or the person, is not in the chat."""
    match outcome_of(declined):
        case Gone(reason="kicked", words=words):
            return "left" if "not a member" in words else "kicked"
        case Gone(reason="account") | TryLater() | Moved() | Unclear():
            raise failure_of(declined, bot)
        case _:
            return "left"


def _words(error: Exception) -> str:
    reason = error.os_error.strerror if isinstance(error, aiohttp.ClientConnectorError) else ""
    return f"{type(error).__name__} {reason or ''}".strip()
