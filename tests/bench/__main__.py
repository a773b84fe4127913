"""`python -m tests.bench`: the desk's speed beside bare echo bots, its cards' haste, and how its cost grows."""

import argparse
import asyncio
import sys
import tempfile
import time
from pathlib import Path

from tests.bench import contest, growth, latency, report
from tests.bench.contestants import desk
from tests.bench.stage import Stage, TooSlow, stage
from tests.bench.town import Town

# What a run may take; on a machine so slow that the contest alone takes longer, growth is left out.
CONTEST_SECONDS = 400.0
LIMIT_SECONDS = 1200.0
CARDS = 20


async def measure(rounds: int, with_growth: bool) -> bool:
    """Prints all figures; whether every goal was reached."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="desk-bench-") as place:
        folder = Path(place)
        async with stage() as standing, asyncio.timeout(LIMIT_SECONDS):
            reached = await _speed(standing, folder, rounds)
            if with_growth and time.monotonic() - began < CONTEST_SECONDS:
                await _growth(standing, folder)
    return reached


async def _speed(standing: Stage, folder: Path, rounds: int) -> bool:
    print(f"Machine: {report.machine()}\n", flush=True)
    town = Town(standing.bot(9_000), standing.playground.world)
    town.build()
    with desk(town, standing.api, folder / "cards") as ours:
        cards = await latency.card_seconds(standing, ours, CARDS)
    print(report.card_line(cards), flush=True)
    found = await contest.hold(standing, folder, rounds)
    print(f"\n{report.contest_table(found)}\n\n{report.spread(found)}\n", flush=True)
    goals = report.goals(found, cards)
    for words, held in goals:
        print("reached" if held else "MISSED ", words, flush=True)
    return all(held for _, held in goals)


async def _growth(standing: Stage, folder: Path) -> None:
    costs = [
        await growth.cost_of(standing, size, number, folder / f"size-{number}")
        for number, size in enumerate(growth.SIZES, 10)
    ]
    print(f"\n{report.growth_table(costs)}\n", flush=True)
    waiting = [
        (rows, await growth.cost_of_waiting(standing, rows, number, folder / f"waiting-{number}"))
        for number, rows in enumerate(growth.WAITING, 20)
    ]
    print(report.waiting_line(waiting), flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="rounds of the contest; medians are told")
    parser.add_argument("--no-growth", action="store_true", help="only the contest and the cards")
    chosen = parser.parse_args()
    try:
        reached = asyncio.run(measure(chosen.rounds, not chosen.no_growth))
    except (TooSlow, TimeoutError) as slow:
        sys.exit(f"The machine is too busy to measure anything: {slow}")
    sys.exit(0 if reached else 1)


if __name__ == "__main__":
    main()
