"""Whether the same household is asked for the same fact again: what is asked, of whom, and what counts as the same."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from rules.wording import narrow

LONGEST = 200
_ASKS = re.compile(
    r"登记|统计|填[报写表]|报[一下给到]|上报|接龙|摸排|排查|核实|回复|告诉|提供|几[口个人户辆名]|多少|是否|有没有"
    r"|\b(?:how many|please (?:tell|reply|fill|report|register))\b",
    re.IGNORECASE,
)
_RECEIPT = re.compile(r"收到.{0,3}回复|回复.{0,2}收到")
_NUMBER = re.compile(r"\d+")
_POLITE = re.compile(r"各位|大家|居民|业主|朋友|邻居|通知|您好|你好|请|谢谢|感谢|收到|回复|一下|[^\w]|_")


@dataclass(frozen=True, slots=True)
class FactPolicy:
    """The same fact is asked of the same household once in `apart`.

    `topics` are facts by name, with the words that ask for them; where none fits, words are the same fact when their
    pairs of signs are `alike` (0 to 1) and their numbers equal. Raises ValueError for what cannot be.
    """

    apart: timedelta = timedelta(days=30)
    alike: float = 0.7
    topics: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.apart <= timedelta(0) or not 0 < self.alike <= 1:
            raise ValueError("asks of a fact need a span longer than nothing and a likeness above 0, up to 1")


@dataclass(frozen=True, slots=True)
class Asked:
    """An ask: its topic ("" none of those known), its words as they are compared, and whom it asks.

    `paths` are places as their ancestors' ids, from the top; no `buildings` means all of them.
    """

    topic: str
    words: str
    paths: tuple[tuple[int, ...], ...]
    buildings: tuple[str, ...] = ()


def asked(
    policy: FactPolicy, words: str, receipts: bool, paths: Iterable[Sequence[int]], buildings: Iterable[str] = ()
) -> Asked | None:
    """What these words ask of the households there; None where they ask nothing. A receipt is an answer, too."""
    plain = narrow(words)
    asks = bool(_ASKS.search(_RECEIPT.sub("", plain)))
    if not (asks or receipts):
        return None
    topic = next((name for name, signs in policy.topics.items() if asks and any(sign in plain for sign in signs)), "")
    return Asked(topic, _plain(plain), tuple(tuple(path) for path in paths), tuple(buildings))


def same(policy: FactPolicy, one: Asked, other: Asked) -> bool:
    """Whether a household may well be asked by both, for one fact."""
    return _meet(one, other) and _one_fact(policy, one, other)


def _one_fact(policy: FactPolicy, one: Asked, other: Asked) -> bool:
    if one.topic or other.topic:
        return one.topic == other.topic
    if _NUMBER.findall(one.words) != _NUMBER.findall(other.words):
        return False
    pairs, others = _pairs(one.words), _pairs(other.words)
    return bool(pairs | others) and len(pairs & others) >= policy.alike * len(pairs | others)


def _meet(one: Asked, other: Asked) -> bool:
    """Whether a place of one lies in a place of the other, with a building in common where both name some."""
    apart = one.buildings and other.buildings and not set(one.buildings) & set(other.buildings)
    inside = (a[: len(b)] == b[: len(a)] for a in one.paths for b in other.paths)
    return not apart and any(inside)


def _plain(words: str) -> str:
    return _POLITE.sub("", words.lower())[:LONGEST]


def _pairs(words: str) -> set[str]:
    return {words[at : at + 2] for at in range(len(words) - 1)} or ({words} if words else set())
