"""Asks services outside what waits to be asked: taken in one transaction, asked in none, answered in another."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlmodel import Session

from bot.gateway import GatewayError
from bot.metrics import Metrics
from bot.outside import OutsideTrouble
from handlers.outside import Question
from models.delivery import waiting_bots
from models.session import Database, is_lost

log = logging.getLogger(__name__)
D = TypeVar("D")
LOOK_EVERY = 0.5
FAILURES, REST = 3, 60.0


@dataclass(frozen=True, slots=True)
class Errand(Generic[D]):
    """One service and what it is for. `take`, `came` and `failed` run in transactions of their own, `ask` in none.

    `ask` is None where there is no such service: then what still waits for it is told that nobody will answer.
    """

    name: str
    patience: float
    take: Callable[[D], Question | None]
    ask: Callable[[Any], Awaitable[str]] | None
    came: Callable[[D, Question, str | None], bool]
    failed: Callable[[D, Question], None]


class Asker(Generic[D]):
    """Runs an errand, one question after the other; after several failures it rests, and nobody waits for it."""

    def __init__(
        self,
        errand: Errand[D],
        database: Database,
        open_desk: Callable[[Session], D],
        wake: Callable[[Collection[int]], None],
        metrics: Metrics,
    ) -> None:
        self._errand, self._database, self._open_desk = errand, database, open_desk
        self._wake, self._metrics = wake, metrics
        self._failures, self._rests_until = 0, 0.0

    @property
    def name(self) -> str:
        return self._errand.name

    async def run(self) -> None:
        """Works until cancelled; where there is no service, only until nothing waits for it any more."""
        while True:
            if await self.once():
                continue
            if self._errand.ask is None:
                return
            await asyncio.sleep(LOOK_EVERY)

    async def once(self) -> bool:
        """Sees one question through, whatever comes of it; False when none is due."""
        question: Question | None = await self._database.run(self._take)
        if question is None:
            return False
        outcome, answer = await self._answer(question)
        if outcome in ("slow", "down"):
            self._tired()
            if question.again and not self._resting:
                await self._database.run(self._failed, question)
                self._count(outcome)
                return True
        await self._settle(question, outcome, answer)
        return True

    def _take(self, session: Session) -> Question | None:
        return self._errand.take(self._open_desk(session))

    def _failed(self, session: Session, question: Question) -> None:
        self._errand.failed(self._open_desk(session), question)

    @property
    def _resting(self) -> bool:
        return time.monotonic() < self._rests_until

    def _tired(self) -> None:
        self._failures += 1
        if self._failures >= FAILURES:
            self._rests_until = time.monotonic() + REST

    async def _answer(self, question: Question) -> tuple[str, str | None]:
        if question.hopeless or self._errand.ask is None:
            return question.hopeless or "off", None
        if self._resting:
            return "resting", None
        try:
            async with asyncio.timeout(self._errand.patience):
                answer = await self._errand.ask(question.row)
        except TimeoutError:
            log.warning("The %s service is too slow", self._errand.name)
            return "slow", None
        except (OutsideTrouble, GatewayError) as error:
            log.warning("The %s service does not answer: %s", self._errand.name, error)
            return "down", None
        self._failures = 0
        return "answered", answer

    async def _settle(self, question: Question, outcome: str, answer: str | None) -> None:
        """Applies what came; what cannot be applied is given up, so that it blocks nothing behind it."""
        try:
            understood, bots = await self._database.run(self._apply, question, answer)
        except Exception as error:  # A supervised loop: only a lost database is waited for.
            if is_lost(error):
                raise
            self._metrics.alarms.labels(self._errand.name).inc()
            log.exception("An answer of the %s service could not be applied", self._errand.name)
            await self._database.run(self._give_up, question)
            return
        self._count(outcome if understood or answer is None else "nonsense")
        self._wake(bots)

    def _apply(self, session: Session, question: Question, answer: str | None) -> tuple[bool, Collection[int]]:
        understood = self._errand.came(self._open_desk(session), question, answer)
        session.flush()
        self._database.notify(session, "outbox")
        return understood, waiting_bots(session)

    def _give_up(self, session: Session, question: Question) -> None:
        question.end(session)

    def _count(self, outcome: str) -> None:
        self._metrics.outside.labels(self._errand.name, outcome).inc()
