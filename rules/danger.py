"""Life in danger: words that must never be met with silence, and what only sounds like them."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rules.lexicon import Danger


@dataclass(frozen=True, slots=True)
class Alarm:
    """A danger told: its kind, its matter, the words that said it, and whether it sounds past or elsewhere."""

    name: str
    matter: str
    words: str
    doubtful: bool


class DangerReader:
    """Compiled patterns of danger.yaml, with the turns of speech `elsewhere`, `over` and `here`."""

    def __init__(self, dangers: Iterable[Danger], turns: Mapping[str, re.Pattern[str]]) -> None:
        self._elsewhere, self._over, self._here = turns["elsewhere"], turns["over"], turns["here"]
        self._kinds = [
            (each, re.compile(f"[{each.near}]" if each.near else ""), _any(each.say), _any(each.unless))
            for each in dangers
        ]

    def alarms(self, words: str) -> tuple[Alarm, ...]:
        """Dangers told in standardised words, the first of each kind."""
        found = []
        for kind, near, say, unless in self._kinds:
            match = near.search(words) and say.search(words)
            if match and not unless.search(words):
                found.append(Alarm(kind.name, kind.matter, match.group(), self._doubtful(words)))
        return tuple(found)

    def _doubtful(self, words: str) -> bool:
        elsewhere = self._elsewhere.search(words) and not self._here.search(words)
        return bool(elsewhere or self._over.search(words))


def _any(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns) or r"(?!)")
