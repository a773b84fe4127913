"""The figures as the tables of docs/bench.md."""

import os
import platform
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from tests.bench.contest import Contest
from tests.bench.growth import Cost

SENDS_GOAL, UPDATES_GOAL, CARD_GOAL = 1.0, 5.0, 1.0
TITLES = {
    "desk": "the desk",
    "aiogram": "aiogram echo",
    "quiet": "aiogram, answers 3 %",
    "ptb": "python-telegram-bot echo",
}


def machine() -> str:
    """Where the figures come from."""
    cpu = Path("/proc/cpuinfo")
    lines = cpu.read_text().splitlines() if cpu.exists() else []
    model = next(
        (line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine()
    )
    return f"{os.cpu_count()} cores ({model}), Python {platform.python_version()}, {platform.system()}"


def contest_table(contest: Contest) -> str:
    """Both loads, each contestant, and what the desk is to it."""
    rows = ["| | every message a request: sends a CPU second | an ordinary day: updates a CPU second | memory, MB |"]
    rows.append("|---|---|---|---|")
    for name, title in TITLES.items():
        sends = f"{contest.sends(name):,.0f}" if name != "quiet" else "-"
        rows.append(f"| {title} | {sends} | {contest.updates(name):,.0f} | {contest.memory[name]:.0f} |")
    for name in ("aiogram", "quiet", "ptb"):
        sends = f"{contest.sends_ratio(name):.2f}" if name != "quiet" else "-"
        rows.append(f"| the desk / {TITLES[name]} | {sends} | {contest.updates_ratio(name):.2f} | |")
    return "\n".join(rows)


def spread(contest: Contest) -> str:
    """How far the rounds lie apart, which tells how calm the machine was."""
    sends = [each["desk"].sends_per_cpu / each["aiogram"].sends_per_cpu for each in contest.requests]
    updates = [each["desk"].messages_per_cpu / each["aiogram"].messages_per_cpu for each in contest.days]
    told = f"{contest.tickets} tickets of {contest.told} requests among {_messages(contest)} messages"
    return f"Rounds: sends {_list(sends)}; updates {_list(updates)}. {told}."


def _messages(contest: Contest) -> int:
    return sum(each["desk"].messages for rounds in (contest.requests, contest.days) for each in rounds)


def _list(ratios: Sequence[float]) -> str:
    return ", ".join(f"{ratio:.2f}" for ratio in ratios)


def card_line(seconds: Sequence[float]) -> str:
    ordered = sorted(seconds)
    return (
        f"From a resident's words to the card in the workers' group: median {median(ordered) * 1000:.0f} ms, "
        f"longest {ordered[-1] * 1000:.0f} ms of {len(ordered)}."
    )


def growth_table(costs: Sequence[Cost]) -> str:
    rows = ["| groups | open tickets | a request, ms | a message of a day, ms | a second of nothing, ms |"]
    rows.append("|---|---|---|---|---|")
    for cost in costs:
        size = f"| {cost.size.grids * 3:,} | {cost.size.tickets:,} "
        rows.append(size + f"| {cost.request:.2f} | {cost.message:.2f} | {cost.idle_second:.1f} |")
    return "\n".join(rows)


def waiting_line(costs: Sequence[tuple[int, float]]) -> str:
    told = ", ".join(f"{cost:.2f} ms with {waiting:,} waiting" for waiting, cost in costs)
    return f"CPU for one message sent under Telegram's limits: {told}."


def goals(contest: Contest, card: Sequence[float]) -> list[tuple[str, bool]]:
    """What must hold, and whether it did."""
    sends, updates, slowest = contest.sends_ratio("aiogram"), contest.updates_ratio("aiogram"), max(card)
    return [
        (
            f"(a) sends a CPU second beside the bare aiogram echo: {sends:.2f} (goal {SENDS_GOAL:g})",
            sends >= SENDS_GOAL,
        ),
        (
            f"(b) updates a CPU second on an ordinary day: {updates:.2f} (goal {UPDATES_GOAL:g})",
            updates >= UPDATES_GOAL,
        ),
        (f"a card in the workers' group within {slowest:.2f} s (goal {CARD_GOAL:g})", slowest < CARD_GOAL),
    ]
