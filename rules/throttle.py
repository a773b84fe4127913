"""Rate limits as a table and a pure function: what may leave now, and when the next may."""

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf

from rules.objections import refuse

P0 = 0
WHOLE_BOT = 0
SECOND = 1.0
MINUTE = 60.0


@dataclass(frozen=True, slots=True)
class Limits:
    """What one bot may send: sends and edits count, callback answers do not.

    Over any second at most `bot_per_second`; over any minute at most `group_per_minute` to one group; to one chat
    `chat_per_second` with bursts of `chat_burst` (any `chat_burst / chat_per_second` seconds hold at most a burst).
    The last `reserved_bot_per_second` and `reserved_group_per_minute` of them are kept for P0.
    With `on` false only `parked` holds anything back.
    Raises ValueError when a limit is not positive or a reserve leaves nothing for the rest.
    """

    bot_per_second: int = 30
    chat_per_second: float = 1.0
    group_per_minute: int = 20
    reserved_bot_per_second: int = 3
    reserved_group_per_minute: int = 4
    chat_burst: int = 3
    on: bool = True

    def __post_init__(self) -> None:
        least = min(self.bot_per_second, self.group_per_minute, self.chat_burst)
        refuse(
            (least < 1 or self.chat_per_second <= 0, "every limit must be at least 1"),
            (
                self.chat_per_second > 0 and self.burst_span > MINUTE,
                "chat_burst / chat_per_second must fit into a minute",
            ),
            (
                not 0 <= self.reserved_bot_per_second < self.bot_per_second,
                "reserved_bot_per_second must leave something of bot_per_second for the rest",
            ),
            (
                not 0 <= self.reserved_group_per_minute < self.group_per_minute,
                "reserved_group_per_minute must leave something of group_per_minute for the rest",
            ),
        )

    @property
    def burst_span(self) -> float:
        """The seconds that may hold one burst to one chat."""
        return self.chat_burst / self.chat_per_second


@dataclass(frozen=True, slots=True)
class Waiting:
    """A row of the outbox; `id` grows with age's order, `priority` 0 is P0, `counts` false for callback answers."""

    id: int
    chat: int
    is_group: bool
    priority: int
    counts: bool = True


@dataclass(frozen=True, slots=True)
class Picked:
    """The ids that may leave now, in order, and the moment (same clock) when another may.

    `spent` where the bot's own allowance is: nothing less urgent can leave before that moment either.
    Pick again at `next_at`, when a row arrives, and at every outcome of a send: what stands behind a send of its own
    chat, or finds no room, has no moment of its own.
    """

    now: list[int]
    next_at: float | None
    spent: bool = False


class Window:
    """What one bot sent in the last minute, by chat; the caller keeps one a bot and adds each send as it starts.

    Times are seconds of any one clock that does not go back.
    """

    __slots__ = ("_chats", "_minute", "_second")

    def __init__(self) -> None:
        self._minute: deque[tuple[float, int]] = deque()
        self._second: deque[float] = deque()
        self._chats: dict[int, deque[float]] = {}

    def add(self, chat: int, at: float) -> None:
        """Note a send or an edit to `chat`."""
        self._minute.append((at, chat))
        self._second.append(at)
        self._chats.setdefault(chat, deque()).append(at)

    def advance(self, now: float) -> None:
        """Forget what no limit at `now` can still see."""
        while self._second and self._second[0] + SECOND <= now:
            self._second.popleft()
        while self._minute and self._minute[0][0] + MINUTE <= now:
            self._drop(self._minute.popleft()[1])

    def chats(self) -> int:
        """How many chats it remembers."""
        return len(self._chats)

    def count(self, chat: int) -> int:
        """Sends and edits to `chat` in the last minute."""
        return len(self._chats.get(chat, ()))

    def sent(self, chat: int) -> Sequence[float]:
        """When, in the last minute, `chat` was sent something; oldest first."""
        return self._chats.get(chat, ())

    def last_second(self) -> Sequence[float]:
        """When, in the last second, anything was sent to anybody; oldest first."""
        return self._second

    def _drop(self, chat: int) -> None:
        times = self._chats[chat]
        times.popleft()
        if not times:
            del self._chats[chat]


def pick(
    waiting: Sequence[Waiting],
    recent: Window,
    parked: Mapping[int, float],
    limits: Limits,
    now: float,
    room: int,
) -> Picked:
    """What may leave at `now` of `waiting` (one bot's rows, oldest first), at most `room` of it.

    `parked` holds a chat until a moment: a 429 until its retry_after; the chat WHOLE_BOT stands for all of them.
    Order within a chat: one counted send of a chat is picked at a time, the most urgent, then the oldest; while it is
    in flight the caller parks that chat until `math.inf`, so the next cannot overtake it. Chats take turns by urgency,
    then who was sent least in the last minute, then age, so that one busy group starves nobody.
    With `limits.on` false everything that is not parked leaves at once, a chat's sends in order.
    """
    recent.advance(now)
    if parked.get(WHOLE_BOT, 0.0) > now:
        return Picked([], _finite(parked[WHOLE_BOT]))
    if not limits.on:
        return _all_of(waiting, parked, now, room)
    answers = [row.id for row in waiting if not row.counts][: max(room, 0)]
    queue = _Queue(recent, parked, limits, now, room - len(answers))
    for row in _heads(waiting, recent):
        if not queue.offer(row):
            break
    return Picked(answers + queue.picked, _finite(queue.next_at), queue.spent)


def _all_of(waiting: Sequence[Waiting], parked: Mapping[int, float], now: float, room: int) -> Picked:
    free = [row for row in waiting if not row.counts or parked.get(row.chat, 0.0) <= now]
    free.sort(key=lambda row: (row.counts, row.priority))
    held = (parked[row.chat] for row in waiting if row.counts and parked.get(row.chat, 0.0) > now)
    return Picked([row.id for row in free[: max(room, 0)]], _finite(min(held, default=inf)))


def _heads(waiting: Sequence[Waiting], recent: Window) -> list[Waiting]:
    """The row of each chat whose turn it is, in the order of turns."""
    heads: dict[int, Waiting] = {}
    for row in waiting:
        if row.counts:
            head = heads.setdefault(row.chat, row)
            if row.priority < head.priority:
                heads[row.chat] = row
    return sorted(heads.values(), key=lambda row: (row.priority, recent.count(row.chat), row.id))


class _Queue:
    """One pass over the chats' turns: what is picked, and when the first of what stays may leave."""

    __slots__ = ("_limits", "_now", "_parked", "_recent", "_room", "_second", "next_at", "picked", "spent")

    def __init__(self, recent: Window, parked: Mapping[int, float], limits: Limits, now: float, room: int) -> None:
        self._recent, self._parked, self._limits, self._now, self._room = recent, parked, limits, now, room
        self._second = list(recent.last_second())
        self.picked: list[int] = []
        self.next_at = inf
        self.spent = False

    def offer(self, row: Waiting) -> bool:
        """Pick the row, or remember when it may go; whether those after it need to be asked."""
        if len(self.picked) >= self._room:
            return False
        bot_opens = self._bot_opens(row)
        if bot_opens > self._now:
            self.next_at, self.spent = min(self.next_at, bot_opens), True
            return False
        at = max(self._parked.get(row.chat, 0.0), self._chat_opens(row))
        if at > self._now:
            self.next_at = min(self.next_at, at)
        else:
            self.picked.append(row.id)
            self._second.append(self._now)
        return True

    def _chat_opens(self, row: Waiting) -> float:
        times, limits = self._recent.sent(row.chat), self._limits
        opens = _opens(times, limits.chat_burst, limits.burst_span)
        if not row.is_group:
            return opens
        reserved = 0 if row.priority == P0 else limits.reserved_group_per_minute
        return max(opens, _opens(times, limits.group_per_minute - reserved, MINUTE))

    def _bot_opens(self, row: Waiting) -> float:
        reserved = 0 if row.priority == P0 else self._limits.reserved_bot_per_second
        return _opens(self._second, self._limits.bot_per_second - reserved, SECOND)


def _opens(times: Sequence[float], most: int, span: float) -> float:
    """When one more may follow `times` (oldest first) with at most `most` in any `span`; 0 when it may at once."""
    return times[-most] + span if len(times) >= most else 0.0


def _finite(moment: float) -> float | None:
    return None if moment == inf else moment
