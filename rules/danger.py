"""Life in danger: words that must never be met with silence, and what only sounds like them."""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from rules.lexicon import Danger
from rules.sieve import Sieve


class Alarm(NamedTuple):
    """A danger told: its kind, its matter, the words that said it, and whether it sounds past, far off or supposed."""

    name: str
    matter: str
    words: str
    doubtful: bool


class DangerReader:
    """Compiled patterns of danger.yaml, with the turns of speech `elsewhere`, `supposed`, `over` and `here`."""

    def __init__(self, dangers: Iterable[Danger], turns: Mapping[str, re.Pattern[str]]) -> None:
        self._elsewhere, self._here = turns["elsewhere"], turns["here"]
        self._supposed, self._over = turns["supposed"], turns["over"]
        self._kinds = [(each, _any(each.say), _any(each.unless)) for each in dangers]
        self._sieve = Sieve([kind.say for kind, _, _ in self._kinds])

    def alarms(self, words: str) -> tuple[Alarm, ...]:
        """Dangers told in standardised words, the first of each kind."""
        return tuple(alarm for number in self._sieve.open(words) if (alarm := self._alarm(number, words)))

    def _alarm(self, number: int, words: str) -> Alarm | None:
        kind, say, unless = self._kinds[number]
        match = say.search(words)
        if not match or unless.search(words):
            return None
        return Alarm(kind.name, kind.matter, match.group(), self._doubtful(words))

    def _doubtful(self, words: str) -> bool:
        elsewhere = self._elsewhere.search(words) and not self._here.search(words)
        return bool(elsewhere or self._over.search(words) or self._supposed.search(words))


def _any(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns) or r"(?!)")
