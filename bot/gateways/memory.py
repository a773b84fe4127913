"""The gateway in memory, for tests: it answers as a platform would, or as its script says, crashes included."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from bot.gateway import (
    Account,
    AccountGone,
    Calls,
    Capabilities,
    Conflict,
    GatewayError,
    Gone,
    Outcome,
    RawUpdate,
    Refused,
    Sent,
)
from bot.gateways import telegram_wire
from bot.gateways.checks import bot_of, unfit
from bot.gateways.memory_crowd import Crowd
from rules.messages import Act, Incoming, Outgoing

DESK = Account(700, "desk_bot", "小格", reads_all=True)


class Crash(BaseException):
    """The process dies here; a BaseException, so that nothing outlives it by catching Exception."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """One call of `send` and what it answered; None when the process died on the way."""

    bot: int
    out: Outgoing
    outcome: Outcome | None


@dataclass(slots=True)
class _Script:
    """What the next `times` fitting sends answer instead."""

    outcome: Outcome | type[Crash]
    chat: int | None
    act: Act | None
    times: int
    delivered: bool
    seconds: float

    def fits(self, out: Outgoing) -> bool:
        return self.times > 0 and self.chat in (None, out.chat) and self.act in (None, out.act)


class MemoryGateway(Crowd):
    """What the desk sends shows in the crowd's chats; `sent` holds every send in order with its outcome.

    `files` is what can be downloaded (by file id), `webhooks` and `commands` what was set (by bot), `revoked` are bots
    whose tokens are not known any more.
    """

    name = "memory"
    capabilities = Capabilities()

    def __init__(self, accounts: Sequence[Account] = (DESK,), now: Callable[[], datetime] | None = None) -> None:
        super().__init__(accounts, now)
        self.sent: list[Delivery] = []
        self.files: dict[str, bytes] = {}
        self.webhooks: dict[int, tuple[str, str]] = {}
        self.commands: dict[tuple[int, str], list[tuple[str, str]]] = {}
        self.revoked: set[int] = set()
        self.ahead = timedelta()
        self._scripts: list[_Script] = []
        self._fetch_failures: list[GatewayError] = []

    @classmethod
    def of(cls, tokens: Sequence[str]) -> "MemoryGateway":
        """One account a token."""
        return cls([Account(bot_of(token), f"desk_{bot_of(token)}_bot", "小格", reads_all=True) for token in tokens])

    def script(
        self,
        outcome: Outcome | type[Crash],
        *,
        chat: int | None = None,
        act: Act | None = None,
        times: int = 1,
        delivered: bool = False,
        seconds: float = 0.0,
    ) -> None:
        """The next `times` sends to `chat` by `act` (any if None) answer `outcome` after `seconds`.

        `delivered`: people see it all the same, as when only the answer is lost. Crash dies instead of answering:
        before the message is out, or with `delivered` after. A scripted Sent keeps the real message id.
        """
        self._scripts.append(_Script(outcome, chat, act, times, delivered or isinstance(outcome, Sent), seconds))

    def fail_fetch(self, error: GatewayError, times: int = 1) -> None:
        """The next `times` fetches raise `error`."""
        self._fetch_failures += [error] * times

    async def open(self) -> Sequence[Account]:
        known = [account for account in self.accounts if account.id not in self.revoked]
        gone = [replace(account, refused="refused") for account in self.accounts if account.id in self.revoked]
        return [*known, *gone]

    async def introduce(self, bot: int) -> Account:
        if bot in self.revoked:
            raise AccountGone(f"the token of bot {bot} is refused")
        return next(account for account in self.accounts if account.id == bot)

    async def close(self) -> None: ...

    async def fetch(self, bot: int, after: int, wait: float) -> Sequence[RawUpdate]:
        if bot in self.revoked:
            raise AccountGone(f"the token of bot {bot} is refused")
        if self._fetch_failures:
            raise self._fetch_failures.pop(0)
        if bot in self.webhooks:
            raise Conflict("can't use getUpdates method while webhook is active")
        self._confirm(bot, after)
        if not self._waiting[bot] and wait > 0:
            await self._wait(wait)
        return list(self._waiting[bot].values())[:100]

    def unconfirmed(self, bot: int) -> list[RawUpdate]:
        """What the desk has not confirmed yet."""
        return list(self._waiting[bot].values())

    def _confirm(self, bot: int, after: int) -> None:
        self._waiting[bot] = {number: raw for number, raw in self._waiting[bot].items() if number >= after}

    async def _wait(self, seconds: float) -> None:
        self._arrived.clear()
        try:
            async with asyncio.timeout(seconds):
                await self._arrived.wait()
        except TimeoutError:
            return

    async def listen(self, bot: int, url: str, secret: str) -> None:
        self.webhooks[bot] = (url, secret)

    async def calls(self, bot: int) -> Calls:
        url, _ = self.webhooks.get(bot, ("", ""))
        return Calls(url, len(self._waiting[bot]), "")

    async def unlisten(self, bot: int) -> None:
        self.webhooks.pop(bot, None)

    def split(self, body: bytes) -> RawUpdate:
        return telegram_wire.split(body)

    def read(self, bot: int, body: bytes) -> Incoming:
        username = next((account.username for account in self.accounts if account.id == bot), "")
        return telegram_wire.read(bot, username, body)

    async def send(self, bot: int, out: Outgoing) -> Outcome:
        script = next((script for script in self._scripts if script.fits(out)), None)
        if script is None:
            return self._record(bot, out, self._apply(bot, out))
        script.times -= 1
        await asyncio.sleep(script.seconds)
        return self._play(script, bot, out)

    def _play(self, script: _Script, bot: int, out: Outgoing) -> Outcome:
        done = self._apply(bot, out) if script.delivered else None
        if isinstance(script.outcome, type):
            self.sent.append(Delivery(bot, out, None))
            raise script.outcome
        real = isinstance(script.outcome, Sent) and isinstance(done, Sent)
        return self._record(bot, out, done if real and done else script.outcome)

    def _record(self, bot: int, out: Outgoing, outcome: Outcome) -> Outcome:
        self.sent.append(Delivery(bot, out, outcome))
        return outcome

    def _apply(self, bot: int, out: Outgoing) -> Outcome:
        refused = unfit(out, self.capabilities)
        if refused is not None:
            return refused
        if bot not in (account.id for account in self.accounts):
            return Gone("account", f"no token for bot {bot}")
        if out.document and not Path(out.document).is_file():
            return Refused("bad_request", f"{out.document}: no such file")
        return self._answer(out) if out.act is Act.ANSWER else self.chat(out.chat).apply(out)

    def _answer(self, out: Outgoing) -> Outcome:
        if self.answers.get(out.callback_id, "") is not None:
            return Refused("stale_query", "query is too old and response timeout expired or query ID is invalid")
        self.answers[out.callback_id] = out.text
        return Sent()

    async def standing(self, bot: int, chat: int, user: int | None = None) -> str:
        if user is None or user == bot:
            return self.chat(chat).standing
        return self.standings.get((chat, user), "left")

    async def download(self, bot: int, file_id: str) -> bytes:
        if file_id not in self.files:
            raise GatewayError("wrong file_id or the file is temporarily unavailable")
        return self.files[file_id]

    async def set_commands(self, bot: int, commands: Sequence[tuple[str, str]], language: str = "") -> None:
        self.commands[bot, language] = list(commands)
