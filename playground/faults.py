"""Faults on demand: what should go wrong, for which calls, and how often."""

from dataclasses import asdict, dataclass
from typing import Any

KINDS = {
    "429": "Too Many Requests with retry_after seconds, before the effect",
    "400": "Bad Request with the words of description",
    "401": "Unauthorized",
    "403": "Forbidden: bot was kicked from the supergroup chat (or description)",
    "409": "Conflict: terminated by other getUpdates request (or description)",
    "500": "Internal Server Error as JSON",
    "502": "Bad Gateway as an HTML page",
    "migration": "the group really becomes a supergroup (or only says so, with `to`)",
    "hang_before": "no answer for `seconds`, then the connection closes; nothing happened",
    "hang_after": "it is done, but no answer for `seconds`, then the connection closes",
    "close_before": "the connection closes at once; nothing happened",
    "close_after": "it is done, then the connection closes without an answer",
    "slow": "it is done and answered after `seconds`",
}


@dataclass(slots=True)
class Fault:
    """One fault. Empty `method`, `bot` or `chat` match all; `times` None never ends; the first `skip` calls pass."""

    kind: str
    method: str = ""
    bot: int | None = None
    chat: int | None = None
    times: int | None = 1
    skip: int = 0
    retry_after: int = 1
    seconds: float = 3600.0
    description: str = ""
    to: int | None = None

    def fits(self, method: str, bot: int, chat: int | None) -> bool:
        return (
            self.method in ("", method)
            and self.bot in (None, bot)
            and (self.chat is None or self.chat == chat)
            and (self.times is None or self.times > 0)
        )


class Faults:
    """The faults in force, first come first served."""

    def __init__(self) -> None:
        self.active: list[Fault] = []

    def add(self, kind: str, method: str = "", times: int | None = 1, **details: Any) -> Fault:
        """Let `times` calls go wrong. `kind` is one of KINDS; ValueError names what is not understood."""
        if kind not in KINDS:
            raise ValueError(f"unknown kind of fault {kind!r}; there are {', '.join(KINDS)}")
        unknown = set(details) - set(Fault.__slots__)
        if unknown:
            raise ValueError(f"unknown fields of a fault: {', '.join(sorted(unknown))}")
        fault = Fault(kind, method.lower(), times=times, **details)
        self.active.append(fault)
        return fault

    def clear(self) -> None:
        self.active.clear()

    def take(self, method: str, bot: int, chat: int | None) -> Fault | None:
        """The fault for this call, counted down; `method` in lower case."""
        for fault in self.active:
            if fault.fits(method, bot, chat):
                return self._use(fault)
        return None

    def _use(self, fault: Fault) -> Fault | None:
        if fault.skip > 0:
            fault.skip -= 1
            return None
        if fault.times is not None:
            fault.times -= 1
            if fault.times <= 0:
                self.active.remove(fault)
        return fault

    def listing(self) -> list[dict[str, Any]]:
        return [asdict(fault) for fault in self.active]
