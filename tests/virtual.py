"""An event loop whose time stands still while there is work, and leaps to the next timer when there is none."""

import asyncio
import selectors
from collections.abc import Callable, Coroutine
from concurrent.futures import Executor
from typing import Any, TypeVar

T = TypeVar("T")
PATIENCE = 0.05
# A wait too short for the clock's digits would else be waited for again and again.
CREEP = 1e-7


class _LeapingSelector(selectors.DefaultSelector):
    """Instead of waiting for a timer it leaps there, unless a thread is at work for the loop."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 0.0
        self.busy = 0

    def select(self, timeout: float | None = None) -> Any:
        if self.busy:
            return super().select(PATIENCE if timeout is None or timeout > 0 else 0)
        if timeout is None:
            return super().select(None)
        self.now += max(timeout, CREEP)
        return super().select(0)


class VirtualLoop(asyncio.SelectorEventLoop):
    """Timers take no time; what threads do takes no time either, and nothing overtakes it."""

    def __init__(self) -> None:
        self._leaping = _LeapingSelector()
        super().__init__(self._leaping)

    def time(self) -> float:
        return self._leaping.now

    def run_in_executor(  # type: ignore[override]
        self, executor: Executor | None, func: Callable[..., Any], *args: Any
    ) -> Any:
        self._leaping.busy += 1
        future = super().run_in_executor(executor, func, *args)
        future.add_done_callback(self._rested)
        return future

    def _rested(self, _future: object) -> None:
        self._leaping.busy -= 1


def run_virtually(work: Callable[[VirtualLoop], Coroutine[Any, Any, T]]) -> T:
    """Runs it on a loop of its own to its end."""
    loop = VirtualLoop()
    try:
        return loop.run_until_complete(work(loop))
    finally:
        loop.run_until_complete(loop.shutdown_asyncgens())
        loop.close()
