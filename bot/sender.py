"""Empties one bot's outbox: what may leave is claimed, sent at once to many chats, and what became of it is kept."""

import asyncio
import logging
import math
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlmodel import Session

from bot.gateway import Gateway, Gone, Moved, Outcome, Refused, Sent, TryLater, Unclear
from bot.metrics import Metrics
from models import delivery
from models.delivery import DeliveryRow, ReadyRow
from models.outbox import DROPPED, GONE, REFUSED
from models.session import Database, is_lost
from rules.messages import Act, Button, Outgoing
from rules.throttle import WHOLE_BOT, Limits, Waiting, Window, pick

log = logging.getLogger(__name__)
IN_FLIGHT = 48
LOOK_AT = 200
GATHER_SECONDS = 0.01
UNCLEAR_PAUSE = 5.0
LONGEST_PAUSE = 600.0
LONGEST_SEND = 120.0
SPAN = timedelta(minutes=1)

Undelivered = Callable[[Session, DeliveryRow, Outcome], None]


class AccountRefused(Exception):
    """The platform refuses this bot's token: its rows wait."""


@dataclass(frozen=True, slots=True)
class Ended:
    """What became of a claimed row; None when its turn never came."""

    row: DeliveryRow
    outcome: Outcome | None


@dataclass(slots=True)
class Turn:
    """What one transaction claimed, a chain a chat; `full` when more may stand behind the chats it looked at.

    `next_at` is when (monotonic) something else may leave.
    """

    chains: list[list[DeliveryRow]] = field(default_factory=list)
    looked_at: set[int] = field(default_factory=set)
    full: bool = False
    next_at: float = math.inf


def outgoing(row: DeliveryRow) -> Outgoing:
    """What a claimed row asks of the platform."""
    said = row.payload
    edits = row.act not in ("send", "answer", "leave")
    return Outgoing(
        act=Act(row.act),
        chat=row.chat_id,
        topic=row.topic,
        message=(row.target or row.message_id or said.get("message")) if edits else None,
        text=said.get("text", ""),
        buttons=tuple(tuple(Button(**button) for button in line) for line in said.get("buttons", ())),
        reply_to=(row.target or said.get("reply_to")) if row.act == "send" else None,
        photos=tuple(said.get("photos", ())),
        document=said.get("document", ""),
        caption=said.get("caption", False),
        callback_id=said.get("callback_id", ""),
        alert=said.get("alert", False),
        silent=said.get("silent", False),
        ask_reply=said.get("ask_reply", False),
    )


class Sender:
    """Sends for one bot while this process holds its lock.

    `real_now` stamps the rows; limits, parks and pauses go by a clock that never jumps. `undelivered` is told, in the
    transaction that notes it, of what will not arrive as it is. A chat has one chain of sends in flight at a time, so
    that nothing overtakes.
    """

    def __init__(
        self,
        bot: int,
        database: Database,
        gateway: Gateway,
        limits: Limits,
        undelivered: Undelivered,
        real_now: Callable[[], datetime],
        metrics: Metrics,
    ) -> None:
        self.bot, self._database, self._gateway, self._limits = bot, database, gateway, limits
        self._undelivered, self._real_now, self._metrics = undelivered, real_now, metrics
        self._window = Window()
        self._parked: dict[int, float] = {}
        self._passed_over: set[int] = set()
        self._flying = 0
        self._ended: list[Ended] = []
        self._stir = asyncio.Event()
        self._stopping = self._refused = False

    def wake(self) -> None:
        """Says that there may be something to send."""
        self._stir.set()

    def stop(self) -> None:
        """Claims nothing more; `run` returns when what is in flight has ended."""
        self._stopping = True
        self._stir.set()

    async def run(self, poll: float | None = None) -> None:
        """Decides what a dead process left, then sends until stopped; raises AccountRefused when the token is.

        Looks by itself every `poll` seconds where other processes write to the outbox too.
        """
        await self._resume()
        async with asyncio.TaskGroup() as flights:
            while not self._over():
                self._stir.clear()
                turn = await self._take_turn()
                for chain in turn.chains:
                    flights.create_task(self._fly(chain))
                await self._rest(turn, poll)
        if self._refused:
            raise AccountRefused(f"The platform refuses the token of bot {self.bot}")

    def _over(self) -> bool:
        return (self._stopping or self._refused) and not self._flying and not self._ended

    async def _resume(self) -> None:
        self._parked, self._passed_over, self._flying = {}, set(), 0
        self._window = Window()
        now, clock = self._real_now(), time.monotonic()
        recovered, lately = await self._database.run(self._look_back, now)
        self._ended = []
        for chat, at in lately:
            self._window.add(chat, clock - (now - at).total_seconds())
        if recovered:
            log.warning("Bot %s: %d sends were in flight when the desk stopped", self.bot, recovered)

    def _look_back(self, session: Session, now: datetime) -> tuple[int, list[tuple[int, datetime]]]:
        self._settle(session, self._ended)
        return delivery.recover(session, self.bot), delivery.sent_since(session, self.bot, now - SPAN)

    async def _rest(self, turn: Turn, poll: float | None) -> None:
        """Until there is something to do; while sends are in flight a little longer, so that one commit serves many."""
        if turn.full or self._over():
            return
        waits = [turn.next_at - time.monotonic(), math.inf if poll is None else poll]
        pause = max(min(waits), 0.0)
        if self._flying:
            pause = min(pause, 1.0)
        with suppress(TimeoutError):
            async with asyncio.timeout(None if pause == math.inf else pause):
                await self._stir.wait()
        if self._flying:
            await asyncio.sleep(GATHER_SECONDS)

    # one turn: note what ended, claim what may leave -------------------------------------------------------------

    async def _take_turn(self) -> Turn:
        ended, self._ended = self._ended, []
        try:
            turn: Turn = await self._database.run(self._settle_and_claim, ended)
        except Exception as error:  # A supervised loop: what ended must be noted, however long it takes.
            self._ended = ended + self._ended
            if not is_lost(error):
                raise
            self._metrics.alarms.labels("database").inc()
            log.error("Bot %s waits for the database: %s", self.bot, error)
            await asyncio.sleep(1.0)
            return Turn(next_at=0.0)
        self._take_off(turn)
        return turn

    def _take_off(self, turn: Turn) -> None:
        now = time.monotonic()
        for chain in turn.chains:
            self._flying += len(chain)
            if counts(chain[0]):
                self._parked[chain[0].chat_id] = math.inf
                for row in chain:
                    self._window.add(row.chat_id, now)
        if turn.full:
            self._passed_over |= turn.looked_at
        else:
            self._passed_over = set()

    def _settle_and_claim(self, session: Session, ended: Sequence[Ended]) -> Turn:
        self._settle(session, ended)
        room = IN_FLIGHT - self._flying
        if self._stopping or self._refused or room <= 0:
            return Turn()
        return self._claim(session, room)

    def _claim(self, session: Session, room: int) -> Turn:
        now, clock = self._real_now(), time.monotonic()
        held = {chat: until for chat, until in self._parked.items() if until > clock}
        if WHOLE_BOT in held:
            return Turn(next_at=held[WHOLE_BOT])
        most = LOOK_AT if self._limits.on else room
        found = delivery.ready(session, self.bot, held.keys() | self._passed_over, now, most)
        picked = pick([_waiting(row) for row in found.rows], self._window, held, self._limits, clock, room)
        chosen = {row.id: row for row in found.rows}
        rows = delivery.claim(session, [chosen[each] for each in picked.now], now)
        turn = Turn(_chains(rows), {row.chat_id for row in found.rows}, found.full and len(rows) < room)
        turn.next_at = min(
            math.inf if picked.next_at is None else picked.next_at,
            *held.values(),
            math.inf if rows else self._next_retry(session, now, clock),
        )
        return turn

    def _next_retry(self, session: Session, now: datetime, clock: float) -> float:
        moment = delivery.next_retry(session, self.bot, now)
        return math.inf if moment is None else clock + (moment - now).total_seconds()

    # in flight ---------------------------------------------------------------------------------------------------

    async def _fly(self, chain: Sequence[DeliveryRow]) -> None:
        """Sends one chat's rows one after the other; after one that must come again the rest waits behind it."""
        held = 0.0
        for position, row in enumerate(chain, 1):
            outcome = await self._send(row)
            self._land(Ended(row, outcome))
            self._refused |= _refuses_account(outcome)
            if isinstance(outcome, TryLater | Unclear | Moved) or self._refused:
                held = self._hold(row, outcome)
                for rest in chain[position:]:
                    self._land(Ended(rest, None))
                break
        if counts(chain[0]):
            self._parked[chain[0].chat_id] = held

    async def _send(self, row: DeliveryRow) -> Outcome:
        try:
            async with asyncio.timeout(LONGEST_SEND):
                outcome = await self._gateway.send(self.bot, outgoing(row))
        except TimeoutError:
            outcome = Unclear("no answer")
        except Exception as error:  # A supervised loop: one row that breaks the gateway holds up nobody else.
            log.exception("Row %s could not be given to the gateway", row.id)
            outcome = Unclear(repr(error))
        self._metrics.sends.labels(type(outcome).__name__).inc()
        return outcome

    def _land(self, ended: Ended) -> None:
        self._flying -= 1
        self._ended.append(ended)
        self._stir.set()

    def _hold(self, row: DeliveryRow, outcome: Outcome) -> float:
        """Until when the chat waits, so that the order is kept; a row that stays unclear waits without its chat."""
        if isinstance(outcome, TryLater):
            until = time.monotonic() + outcome.after
            if outcome.whole_bot:
                self._parked[WHOLE_BOT] = max(until, self._parked.get(WHOLE_BOT, 0.0))
            return until
        first = isinstance(outcome, Unclear) and row.attempts == 0 and row.when_unclear != "drop"
        return time.monotonic() + UNCLEAR_PAUSE if first else 0.0

    # what became of it -------------------------------------------------------------------------------------------

    def _settle(self, session: Session, ended: Sequence[Ended]) -> None:
        now = self._real_now()
        sent = [(each.row, each.outcome.message) for each in ended if isinstance(each.outcome, Sent)]
        delivery.mark_sent(session, sent, now)
        for each in ended:
            if not isinstance(each.outcome, Sent):
                self._settle_unsent(session, each.row, each.outcome, now)

    def _settle_unsent(self, session: Session, row: DeliveryRow, outcome: Outcome | None, now: datetime) -> None:
        match outcome:
            case Moved(to) if to != row.chat_id:
                delivery.move_chat(session, row.chat_id, to)
                delivery.put_back(session, row, row.attempts)
                self._tell(session, row, outcome)
            case Unclear(words):
                self._settle_unclear(session, row, now, words)
            case Gone("account"):
                delivery.put_back(session, row, row.attempts)
            case Gone(reason, words):
                delivery.mark_ended(session, row, GONE, f"{reason}: {words}")
                self._tell(session, row, outcome)
            case Refused("stale_query", words):
                delivery.mark_ended(session, row, DROPPED, words)
            case Refused(reason, words):
                log.error("The platform refuses row %s for good: %s %s", row.id, reason, words)
                delivery.mark_ended(session, row, REFUSED, f"{reason}: {words}")
                self._tell(session, row, outcome)
            case TryLater(after) if not counts(row):
                delivery.put_back(session, row, row.attempts, now + timedelta(seconds=after))
            case _:
                delivery.put_back(session, row, row.attempts)

    def _settle_unclear(self, session: Session, row: DeliveryRow, now: datetime, words: str) -> None:
        if row.when_unclear == "drop":
            delivery.mark_ended(session, row, DROPPED, f"unclear: {words}")
            return
        pause = min(UNCLEAR_PAUSE * 2 ** min(row.attempts, 10), LONGEST_PAUSE)
        delivery.put_back(session, row, row.attempts + 1, now + timedelta(seconds=pause), f"unclear: {words}")

    def _tell(self, session: Session, row: DeliveryRow, outcome: Outcome) -> None:
        try:
            with session.begin_nested():
                self._undelivered(session, row, outcome)
        except Exception as error:  # A supervised loop: what is made of a failure may not stop the sending.
            if is_lost(error):
                raise
            self._metrics.alarms.labels("undelivered").inc()
            log.exception("Nobody could be told that row %s did not arrive", row.id)


def counts(row: DeliveryRow | ReadyRow) -> bool:
    """Whether a row counts against the limits and keeps its chat's order."""
    return row.act not in delivery.UNCOUNTED


def _refuses_account(outcome: Outcome) -> bool:
    return isinstance(outcome, Gone) and outcome.reason == "account"


def _waiting(row: ReadyRow) -> Waiting:
    return Waiting(row.id, row.chat_id, row.chat_id < 0, row.priority, counts(row))


def _chains(rows: Sequence[DeliveryRow]) -> list[list[DeliveryRow]]:
    chains: dict[object, list[DeliveryRow]] = {}
    for row in rows:
        chains.setdefault(row.chat_id if counts(row) else ("alone", row.id), []).append(row)
    return list(chains.values())
