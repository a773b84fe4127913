"""The desk beside the bare echo bots: the same loads in turn, in several rounds, and the medians of their ratios."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.bench.contestants import Contestant, Desk, desk, echo
from tests.bench.process import memory_megabytes
from tests.bench.stage import Figure, Load, Stage, day, requests
from tests.bench.town import Town

ECHOES = ("aiogram", "quiet", "ptb")
# python-telegram-bot is given less, or a run would be mostly waiting for it.
REQUESTS = {"desk": 500, "aiogram": 500, "ptb": 200}
DAY = {"desk": 3000, "aiogram": 800, "quiet": 2000, "ptb": 200}
WARM_UP = 200
Round = Mapping[str, Figure]


@dataclass(frozen=True, slots=True)
class Contest:
    """What every round measured, by contestant; `read` how many of the requests told became tickets of their own."""

    requests: Sequence[Round]
    days: Sequence[Round]
    memory: Mapping[str, float]
    told: int
    tickets: int

    def sends(self, name: str) -> float:
        """Sent messages a CPU second while every message is a request."""
        return median(each[name].sends_per_cpu for each in self.requests)

    def updates(self, name: str) -> float:
        """Updates a CPU second on an ordinary day."""
        return median(each[name].messages_per_cpu for each in self.days)

    def sends_ratio(self, other: str) -> float:
        """The desk's sends beside another's, each round by itself, then the median."""
        return _ratio(self.requests, other, lambda figure: figure.sends_per_cpu)

    def updates_ratio(self, other: str) -> float:
        return _ratio(self.days, other, lambda figure: figure.messages_per_cpu)


def _ratio(rounds: Sequence[Round], other: str, by: Callable[[Figure], float]) -> float:
    return median(by(each["desk"]) / by(each[other]) for each in rounds)


async def hold(stage: Stage, folder: Path, rounds: int) -> Contest:
    """All contestants on one stage, warmed up, then each load in turn, `rounds` times."""
    with ExitStack() as running:
        ours = running.enter_context(desk(_town(stage, 1), stage.api, folder / "desk"))
        echoes = [
            running.enter_context(echo(name, _town(stage, number), stage.api, folder))
            for number, name in enumerate(ECHOES, 2)
        ]
        everybody = (ours, *echoes)
        for each in everybody:
            await stage.measure(each, WARM_UP, requests)
        before = ours.count("SELECT count(*) FROM ticket")
        asked, days = [], []
        for _ in range(rounds):
            asked.append(await _in_turn(stage, everybody, REQUESTS, requests))
            days.append(await _in_turn(stage, everybody, DAY, day))
        return Contest(asked, days, _memory(everybody), _told(asked, days), _tickets(ours) - before)


async def _in_turn(stage: Stage, everybody: Sequence[Contestant], sizes: Mapping[str, int], load: Load) -> Round:
    return {each.name: await stage.measure(each, sizes[each.name], load) for each in everybody if each.name in sizes}


def _town(stage: Stage, number: int) -> Town:
    town = Town(stage.bot(number * 1000), stage.playground.world)
    town.build()
    return town


def _memory(contestants: Sequence[Contestant]) -> dict[str, float]:
    return {each.name: memory_megabytes(each.pid) for each in contestants}


def _told(*loads: Sequence[Round]) -> int:
    return sum(each["desk"].requests for rounds in loads for each in rounds)


def _tickets(ours: Desk) -> int:
    return ours.count("SELECT count(*) FROM ticket")
