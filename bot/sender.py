"""Empties one bot's outbox: what may leave is claimed, sent at once to many chats, and what became of it is kept."""

import asyncio
import logging
import math
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from bot import outcomes
from bot.gateway import Gateway, Gone, Moved, Outcome, TryLater, Unclear
from bot.metrics import Metrics
from bot.outcomes import Ended, Outcomes, Undelivered, counts, holds_chat
from models import delivery
from models.delivery import DeliveryRow, ReadyRow
from models.session import Database, first_line, is_lost
from rules.messages import Act, Button, Outgoing, Upload
from rules.throttle import WHOLE_BOT, Limits, Waiting, Window, pick

log = logging.getLogger(__name__)
IN_FLIGHT = 48
CHAIN = 8
LOOK_AT = 64
GATHER_SECONDS = 0.01
LONGEST_DRAWING = 120.0
LEASE = 300.0
LOOK_EVERY = 30.0
SHORTEST_WAIT = 0.1
SPAN = timedelta(minutes=1)

Enclose = Callable[[Mapping[str, Any]], Awaitable[Upload]]


class AccountRefused(Exception):
    """The platform refuses this bot's token: its rows wait."""


@dataclass(frozen=True, slots=True)
class Stage:
    """What a turn goes by, taken before it leaves for the database's thread: sends go on landing meanwhile.

    `held` are the chats that must wait, and until when; `flying` the rows in flight.
    """

    ended: Sequence[Ended]
    held: Mapping[int, float]
    passed_over: frozenset[int]
    flying: frozenset[int]
    room: int


@dataclass(slots=True)
class Turn:
    """What one transaction claimed, a chain a chat; `full` when more that may leave may stand behind those chats.

    `next_at` is when (monotonic) something else may leave.
    """

    chains: list[list[DeliveryRow]] = field(default_factory=list)
    looked_at: set[int] = field(default_factory=set)
    full: bool = False
    next_at: float = math.inf


def _there(message: int | None) -> int | None:
    """Not what stayed behind when a group became a supergroup."""
    return message if message is None or message > 0 else None


def outgoing(row: DeliveryRow) -> Outgoing:
    """What a claimed row asks of the platform."""
    said = row.payload
    edits = row.act not in ("send", "answer", "leave")
    return Outgoing(
        act=Act(row.act),
        chat=row.chat_id,
        topic=row.topic,
        message=(row.target or said.get("message")) if edits else None,
        text=said.get("text", ""),
        buttons=tuple([tuple([Button(**button) for button in line]) for line in said.get("buttons", ())]),
        reply_to=_there(row.target or said.get("reply_to")) if row.act == "send" else None,
        photos=tuple(said.get("photos", ())),
        document=said.get("document", ""),
        file=said.get("file", ""),
        voice=said.get("voice", ""),
        upload=_page(said.get("page")),
        caption=said.get("caption", False),
        callback_id=said.get("callback_id", ""),
        alert=said.get("alert", False),
        silent=said.get("silent", False),
        ask_reply=said.get("ask_reply", False),
    )


def _page(page: Sequence[str] | None) -> Upload | None:
    """A page is kept with its message, as it was when that was said."""
    return Upload(page[0], page[1].encode()) if page else None


class Sender:
    """Sends for one bot while this process holds its lock.

    `real_now` stamps the rows; limits, parks and pauses go by a clock that never jumps. `undelivered` is told, in the
    transaction that notes it, of what will not arrive as it is. A chat has one chain of sends in flight at a time, so
    that nothing overtakes. `enclose` makes the picture or table that a row names; it is asked again if the send is.
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
        self.enclose: Enclose | None = None
        self.clock: Callable[[], float] = time.monotonic
        self.bot, self._database, self._gateway, self._limits = bot, database, gateway, limits
        self._real_now, self._metrics = real_now, metrics
        self._outcomes = Outcomes(undelivered, metrics)
        self._window = Window()
        self._parked: dict[int, float] = {}
        self._passed_over: set[int] = set()
        self._earliest = math.inf
        self._flying: set[int] = set()
        self._looked_for_lost = self.clock()
        self._ended: list[Ended] = []
        self._stir = asyncio.Event()
        self._stopping = self._refused = False

    @property
    def busy(self) -> bool:
        """Whether anything is in flight."""
        return bool(self._flying)

    def wake(self) -> None:
        """Says that there may be something to send."""
        self._stir.set()

    def go_by(self, limits: Limits) -> None:
        """Keeps other limits from the next turn on."""
        self._limits = limits

    def stop(self) -> None:
        """Claims nothing more; `run` returns when what is in flight has ended."""
        self._stopping = True
        self._stir.set()

    async def run(self, poll: float = LOOK_EVERY) -> None:
        """Decides what a dead process left, then sends until stopped; raises AccountRefused when the token is.

        Looks by itself every `poll` seconds: often where other processes write to the outbox too.
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
        self._parked, self._passed_over, self._flying, self._earliest = {}, set(), set(), math.inf
        self._window, self._refused = Window(), False
        now, clock = self._real_now(), self.clock()
        recovered, lately = await self._database.run(self._look_back, now)
        self._ended = []
        for chat, at in lately:
            self._window.add(chat, clock - (now - at).total_seconds())
        if recovered:
            log.warning("Bot %s: %d sends were in flight when the desk stopped", self.bot, recovered)

    def _look_back(self, session: Session, now: datetime) -> tuple[int, list[tuple[int, datetime]]]:
        self._outcomes.settle(session, self._ended, now)
        return delivery.recover(session, self.bot, now), delivery.sent_since(session, self.bot, now - SPAN)

    async def _rest(self, turn: Turn, poll: float) -> None:
        """Until there is something to do; while sends are in flight a little longer, so that one commit serves many."""
        if turn.full or self._over():
            return
        pause = max(min(turn.next_at - self.clock(), poll, 1.0 if self._flying else poll), 0.0)
        with suppress(TimeoutError):
            async with asyncio.timeout(pause):
                await self._stir.wait()
        if self._flying:
            await asyncio.sleep(GATHER_SECONDS)

    # one turn: note what ended, claim what may leave -------------------------------------------------------------

    async def _take_turn(self) -> Turn:
        stage = self._stage()
        try:
            turn: Turn = await self._database.run(self._settle_and_claim, stage)
        except Exception as error:  # A supervised loop: what ended must be noted, however long it takes.
            # A newer edit that another process was writing breaks a rule once; the next turn sees it.
            self._ended = [*stage.ended, *self._ended]
            if not (is_lost(error) or isinstance(error, IntegrityError)):
                await self._land_all()
                raise
            self._metrics.alarms.labels("database").inc()
            log.error("Bot %s waits for the database: %s", self.bot, first_line(error))
            await asyncio.sleep(1.0)
            return Turn(next_at=0.0)
        self._take_off(turn)
        return turn

    async def _land_all(self) -> None:
        """Waits for what is in flight: cut off, it would be sent again."""
        while self._flying:
            self._stir.clear()
            await self._stir.wait()

    def _take_off(self, turn: Turn) -> None:
        now = self.clock()
        for chain in turn.chains:
            self._flying.update(row.id for row in chain)
            if counts(chain[0]):
                self._parked[chain[0].chat_id] = math.inf
                for row in chain:
                    self._window.add(row.chat_id, now)
        turn.next_at = self._earliest = min(turn.next_at, self._earliest)
        if turn.full:
            self._passed_over |= turn.looked_at
        else:
            self._passed_over, self._earliest = set(), math.inf

    def _stage(self) -> Stage:
        clock = self.clock()
        self._parked = {chat: until for chat, until in self._parked.items() if until > clock}
        ended, self._ended = self._ended, []
        claims = not (self._stopping or self._refused)
        room = IN_FLIGHT - len(self._flying) if claims else 0
        return Stage(ended, dict(self._parked), frozenset(self._passed_over), frozenset(self._flying), room)

    def _settle_and_claim(self, session: Session, stage: Stage) -> Turn:
        self._outcomes.settle(session, stage.ended, self._real_now())
        self._find_lost(session, stage)
        return self._claim(session, stage) if stage.room > 0 else Turn()

    def _find_lost(self, session: Session, stage: Stage) -> None:
        """Rows that were claimed while this process lost and regained its lock would else wait for the next start."""
        if self.clock() - self._looked_for_lost > LEASE:
            self._looked_for_lost = self.clock()
            delivery.recover(session, self.bot, self._real_now() - timedelta(seconds=LEASE), stage.flying)

    def _claim(self, session: Session, stage: Stage) -> Turn:
        now, clock, held, room = self._real_now(), self.clock(), stage.held, stage.room
        if WHOLE_BOT in held:
            return Turn(next_at=held[WHOLE_BOT])
        most = LOOK_AT if self._limits.on else room
        found = delivery.ready(session, self.bot, held.keys() | stage.passed_over, now, most)
        picked = pick([_waiting(row) for row in found.rows], self._window, held, self._limits, clock, room)
        chosen = {row.id: row for row in found.rows}
        rows = delivery.claim(session, _at_most_a_chain([chosen[each] for each in picked.now]), now)
        behind = found.full and not picked.spent and len(rows) < room
        turn = Turn(_chains(rows), {row.chat_id for row in found.rows}, behind)
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
            outcome = await self._gateway.send(self.bot, await self._whole(row))
        except Exception as error:  # A supervised loop: one row that breaks the gateway holds up nobody else.
            log.exception("Row %s could not be given to the gateway", row.id)
            outcome = Unclear(repr(error))
        self._metrics.sends.labels(type(outcome).__name__).inc()
        return outcome

    async def _whole(self, row: DeliveryRow) -> Outgoing:
        """With the picture or table it encloses; what cannot be made is left out, and the words go alone."""
        out, asked = outgoing(row), row.payload.get("encloses")
        if not asked or self.enclose is None:
            return out
        try:
            async with asyncio.timeout(LONGEST_DRAWING):
                return replace(out, upload=await self.enclose(asked))
        except Exception:  # A supervised loop: a picture nobody can draw must not hold up the words under it.
            self._metrics.alarms.labels("enclosure").inc()
            log.exception("What row %s encloses could not be made", row.id)
            return out

    def _land(self, ended: Ended) -> None:
        self._flying.discard(ended.row.id)
        self._ended.append(ended)
        self._stir.set()

    def _hold(self, row: DeliveryRow, outcome: Outcome) -> float:
        """Until when the chat waits, so that the order is kept; a row that stays unclear waits without its chat."""
        if isinstance(outcome, TryLater):
            until = self.clock() + max(outcome.after, SHORTEST_WAIT)
            if outcome.whole_bot:
                self._parked[WHOLE_BOT] = max(until, self._parked.get(WHOLE_BOT, 0.0))
            return until
        held = isinstance(outcome, Unclear) and holds_chat(row)
        return self.clock() + outcomes.UNCLEAR_PAUSE if held else 0.0


def _refuses_account(outcome: Outcome) -> bool:
    return isinstance(outcome, Gone) and outcome.reason == "account"


def _waiting(row: ReadyRow) -> Waiting:
    return Waiting(row.id, row.chat_id, row.chat_id < 0, row.priority, counts(row))


def _at_most_a_chain(rows: Sequence[ReadyRow]) -> list[ReadyRow]:
    """Without what would wait behind a whole chain of its chat: claimed, it would count as in flight at a crash."""
    seen: Counter[int] = Counter()
    kept = []
    for row in rows:
        seen[row.chat_id] += counts(row)
        if seen[row.chat_id] <= CHAIN:
            kept.append(row)
    return kept


def _chains(rows: Sequence[DeliveryRow]) -> list[list[DeliveryRow]]:
    chains: dict[object, list[DeliveryRow]] = {}
    for row in rows:
        chains.setdefault(row.chat_id if counts(row) else ("alone", row.id), []).append(row)
    return list(chains.values())
