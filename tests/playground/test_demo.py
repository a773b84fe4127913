"""How long a push of the demo's clock waits for what is still to be sent."""

from types import SimpleNamespace
from typing import Any

from playground.demo import HELD, _all_sent


async def test_what_a_limit_holds_does_not_hold_the_clock() -> None:
    """A day's push behind sixty reports took a minute."""
    looks = 0

    async def run(work: Any) -> frozenset[int]:
        nonlocal looks
        looks += 1
        return frozenset({1000})

    desk: Any = SimpleNamespace(database=SimpleNamespace(run=run), senders={1000: SimpleNamespace(busy=False)})
    await _all_sent(desk)
    assert looks == HELD
