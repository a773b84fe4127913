"""kill -9 under traffic: nothing lost, nothing doubled, no ticket without its card."""

import os
from pathlib import Path

import pytest

from tests.bot.crash import CrashRun, Figures

SEED = int(os.environ.get("CRASH_SEED", "20260504"))
MOMENTS = int(os.environ.get("CRASH_MOMENTS", "200"))


async def survive(url: str, moments: int, folder: Path) -> Figures:
    """Kills the desk so often and returns what it was worth."""
    figures = await CrashRun(url, SEED, moments, folder).run()
    assert figures.moments == moments
    assert figures.tickets > 0
    assert figures.repeated <= figures.in_flight
    return figures


async def test_five_moments(database_url: str, tmp_path: Path) -> None:
    """Five on each engine: the ten of every test run."""
    await survive(database_url, 5, tmp_path)


@pytest.mark.crash
async def test_two_hundred_moments(database_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`make crash` prints the figures; CRASH_MOMENTS makes them fewer."""
    figures = await survive(database_url, MOMENTS, tmp_path)
    with capsys.disabled():
        print(f"\n{database_url.partition(':')[0]}, seed {SEED}: {figures}")
