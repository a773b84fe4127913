"""The log of API calls: a ring of the latest, asked for from Python and over HTTP."""

from collections import Counter, deque
from typing import Any, NamedTuple


class Logged(NamedTuple):
    """One call: `at` Unix seconds, `code` the HTTP status (0: the connection was closed on purpose)."""

    number: int
    at: float
    seconds: float
    bot: int
    method: str
    chat: int | None
    message: int | None
    code: int
    description: str


class Calls:
    """The last `keep` calls, and how many of each method and outcome there ever were."""

    def __init__(self, keep: int = 20_000) -> None:
        self.recent: deque[Logged] = deque(maxlen=keep)
        self.totals: Counter[tuple[str, int]] = Counter()
        self.last = 0

    def add(self, **fields: Any) -> None:
        self.last += 1
        logged = Logged(self.last, **fields)
        self.recent.append(logged)
        self.totals[logged.method, logged.code] += 1

    def since(self, number: int = 0, method: str = "") -> list[Logged]:
        """Calls after that number, oldest first; `method` as it was called, in any case."""
        wanted = method.lower()
        return [call for call in self.recent if call.number > number and wanted in ("", call.method.lower())]

    def listing(self, number: int = 0, method: str = "") -> dict[str, Any]:
        totals = [{"method": name, "code": code, "count": count} for (name, code), count in self.totals.items()]
        return {"last": self.last, "calls": [call._asdict() for call in self.since(number, method)], "totals": totals}
