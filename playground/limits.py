"""Telegram's limits on sends and edits: so many a second a bot, one a second a chat, twenty a minute a group."""

import math
import time
from collections import deque
from collections.abc import Callable

from playground.refusals import too_many
from playground.things import Chat


class Bucket:
    """Tokens that refill steadily up to `size`."""

    __slots__ = ("at", "rate", "size", "tokens")

    def __init__(self, size: float, rate: float, at: float) -> None:
        self.size = self.tokens = size
        self.rate = rate
        self.at = at

    def lacks(self, cost: float, now: float) -> float:
        """Seconds until `cost` is there; 0 if it is. A cost beyond the size waits for a full bucket."""
        self.tokens = min(self.size, self.tokens + (now - self.at) * self.rate)
        self.at = now
        return max(0.0, (min(cost, self.size) - self.tokens) / self.rate)

    def take(self, cost: float) -> None:
        self.tokens -= cost


class Limits:
    """What may be sent now. All figures can be set; `on` False lets everything through."""

    def __init__(self, on: bool = True, clock: Callable[[], float] = time.monotonic) -> None:
        self.on = on
        self.bot_rate = 30.0
        self.chat_rate = 1.0
        self.chat_burst = 5.0
        self.group_count = 20
        self.group_seconds = 60.0
        self.clock = clock
        self._bots: dict[int, Bucket] = {}
        self._chats: dict[tuple[int, int], Bucket] = {}
        self._groups: dict[tuple[int, int], deque[float]] = {}

    def spend(self, bot: int, chat: Chat, count: int = 1) -> None:
        """Count `count` sends or edits of a bot in a chat; raises the 429 Refusal if they are too many."""
        if not self.on:
            return
        now, key = self.clock(), (bot, chat.id)
        whole = self._bots.setdefault(bot, Bucket(self.bot_rate, self.bot_rate, now))
        one = self._chats.setdefault(key, Bucket(self.chat_burst, self.chat_rate, now))
        waits = [whole.lacks(count, now), one.lacks(count, now)]
        if not chat.private:
            waits.append(self._group_wait(key, count, now))
        if max(waits) > 0:
            raise too_many(math.ceil(max(waits)))
        whole.take(count)
        one.take(count)
        if not chat.private:
            self._groups[key].extend([now] * count)

    def _group_wait(self, key: tuple[int, int], count: int, now: float) -> float:
        times = self._groups.setdefault(key, deque())
        while times and times[0] <= now - self.group_seconds:
            times.popleft()
        over = len(times) + min(count, self.group_count) - self.group_count
        return times[over - 1] + self.group_seconds - now if over > 0 else 0.0
