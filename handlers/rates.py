"""The rates of the desk as a table: every figure with what it is a share of, and what was left out of it."""

from collections.abc import Iterator, Mapping
from datetime import timedelta

from rules.rates import CLOSING_LEVELS, Rates, Ratio, Spread
from templates import Texts

RATIOS = (
    "response", "resolution", "resolution_with_silence", "satisfaction", "rated", "on_time", "reopened", "duplicate",
    "bounced", "first_dispatch",
)  # fmt: skip
SPREADS = ("ack", "claim", "contact", "resolve")


def table(groups: Mapping[str, Rates], scores: Mapping[str, float | None], texts: Texts) -> Iterator[str]:
    """One block of lines a group, each figure with its denominator; a score where there is something to weigh."""
    for name, rates in groups.items():
        yield f"== {name or texts.word('rates_all')}  {texts.word('rates_tickets')} {rates.tickets}"
        yield from _shares(rates, texts)
        yield from _levels(rates, texts)
        yield from (_line(texts, each, spread(getattr(rates, each))) for each in SPREADS)
        yield _line(texts, "excluded", _excluded(rates, texts))
        if (points := scores.get(name)) is not None:
            yield _line(texts, "score", f"{100 * points:.1f}")


def _shares(rates: Rates, texts: Texts) -> Iterator[str]:
    for each in RATIOS:
        yield _line(texts, each, share(getattr(rates, each)))
    yield _line(texts, "overdue", str(rates.overdue))
    hops = rates.hops
    yield _line(texts, "hops", f"{hops.value:.2f}  {hops.part}/{hops.whole}" if hops.value is not None else "-")


def _levels(rates: Rates, texts: Texts) -> Iterator[str]:
    told = [f"{texts.word(level)} {share(rates.closed_at[level])}" for level in CLOSING_LEVELS]
    yield _line(texts, "level_share", "  ".join(told))


def _excluded(rates: Rates, texts: Texts) -> str:
    return "  ".join(f"{texts.word(f'rates_{reason}')} {count}" for reason, count in rates.excluded.items())


def _line(texts: Texts, name: str, told: str) -> str:
    return f"  {texts.word(f'rates_{name}')}  {told}"


def share(ratio: Ratio) -> str:
    """93.0%  40/43; a dash where there is nothing to divide by."""
    return f"{100 * ratio.value:.1f}%  {ratio.part}/{ratio.whole}" if ratio.value is not None else f"-  {ratio.part}/0"


def spread(told: Spread) -> str:
    """The median and the 90th percentile as hours and minutes, with how many they are of."""
    if told.median is None or told.p90 is None:
        return "-  0"
    return f"{_span(told.median)} / {_span(told.p90)}  {told.count}"


def _span(span: timedelta) -> str:
    minutes, seconds = divmod(round(span.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}"
