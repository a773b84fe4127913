"""The updates that wait for one bot, and which kinds it asked for."""

from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import islice

BY_NAME_ONLY = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
DAY = 86_400.0
MOST = 200_000


@dataclass(frozen=True, slots=True)
class Update:
    """One update as JSON; `lane` is the chat whose order it keeps, 0 if none; `at` Unix seconds."""

    id: int
    lane: int
    body: bytes
    at: float


class Updates:
    """Unconfirmed updates of one bot, oldest first, at most MOST; `wake` is called with each new one."""

    def __init__(self, first_id: int, now: Callable[[], float]) -> None:
        self.pending: OrderedDict[int, Update] = OrderedDict()
        self.next_id = first_id
        self.allowed: frozenset[str] = frozenset()
        self.wake: Callable[[Update], None] | None = None
        self._now = now

    def allow(self, kinds: Iterable[str]) -> None:
        """What to queue from now on; nothing named means everything but what must be asked for by name."""
        self.allowed = frozenset(kinds)

    def wants(self, kind: str) -> bool:
        return kind in self.allowed if self.allowed else kind not in BY_NAME_ONLY

    def put(self, kind: str, body: bytes, lane: int = 0) -> None:
        """Queue one update; `body` is the JSON of what it carries under the key `kind`."""
        if self.wants(kind):
            self.put_raw(b'"%s":%s' % (kind.encode(), body), lane)

    def put_raw(self, fields: bytes, lane: int = 0) -> None:
        """Queue whatever fields are given, wanted or not."""
        number, self.next_id = self.next_id, self.next_id + 1
        update = Update(number, lane, b'{"update_id":%d,%s}' % (number, fields), self._now())
        self.pending[number] = update
        if len(self.pending) > MOST:
            self.pending.popitem(last=False)
        if self.wake is not None:
            self.wake(update)

    def confirm(self, offset: int) -> None:
        """Forget those below `offset`; a negative one forgets all but the last -offset.

        An offset beyond the newest id confirms nothing, as on Telegram, where ids may start anew.
        """
        if offset < 0:
            while len(self.pending) > -offset:
                self.pending.popitem(last=False)
        elif 0 < offset <= self.next_id:
            while self.pending and next(iter(self.pending)) < offset:
                self.pending.popitem(last=False)

    def first(self, limit: int) -> list[Update]:
        """Up to `limit` unconfirmed updates; what is older than a day is lost, as on Telegram."""
        limit_date = self._now() - DAY
        while self.pending and next(iter(self.pending.values())).at < limit_date:
            self.pending.popitem(last=False)
        return list(islice(self.pending.values(), limit))
