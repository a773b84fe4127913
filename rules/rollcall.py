"""接龙, 点名: what every household is asked, and the numbers that roll calls go by."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from rules.objections import refuse
from rules.wording import narrow

KIND = "rollcall"
OPTIONS, COUNTS = "options", "counts"
MOST_OPTIONS, MOST_ITEMS, LONGEST_LABEL = 6, 3, 12
_MEASURES = r"(?:个|口)?(人|位|名|户|份|辆|台|斤|箱|盒|袋|桶|只|张|套|件|口)"
_ENDS = r"\s,、。;:?()"
_COUNT = re.compile(rf"([^{_ENDS}几]*?)(?:几|多少){_MEASURES}([^{_ENDS}]*)")
_HOW_MANY = re.compile(r"how many (\w+)(?: will| want to)? ?([\w' ]*?)(?=[,?.;]|$| and )", re.IGNORECASE)
_TOLD = re.compile(r"(?:报|统计|登记|写|说)(?:一?下|个|上)?(人数|户数|份数|数量)")
_TOLD_IN = {"人数": "人", "户数": "户", "份数": "份", "数量": "份"}
_SLASHED = re.compile(r"[^\s,。:;/?]{1,12}(?:\s?/\s?[^\s,。:;/?]{1,12})+")
_CHOICES = re.compile(r"(?:选项|任选|options?)\s*:?\s*(.+)$", re.IGNORECASE)
_OR = re.compile(rf"([^{_ENDS}]{{1,8}}?)还是([^{_ENDS}]{{1,8}})")
_SPLIT = re.compile(r"[\s、,/]+")
_TAIL = re.compile(r"[吗呢啊呀]$")
_CHINESE = re.compile(r"[一-龥]")
# What is chosen from where no options were told.
_USUAL = (
    (re.compile(r"(?:谁|有没有人)(?:家|也|都|要|想|能|愿意|会)*来"), ("来", "不来")),
    (re.compile(r"(?:谁|有没有人)(?:家|也|都|要|想|能|愿意|会)*去"), ("去", "不去")),
    (re.compile(r"参加|报名|去不去|来不来"), ("参加", "不参加")),
    (re.compile(r"报(?:个)?平安|(?:各?家|家里|是否|大家|你们|都)平安|平安(?:吗|不|否)"), ("平安", "需要帮助")),
    (re.compile(r"需|要"), ("需要", "不需要")),
    (_CHINESE, ("是", "不是")),
    (re.compile(""), ("Yes", "No")),
)


@dataclass(frozen=True, slots=True)
class RollCallPolicy:
    """The numbers of roll calls; config/rollcall.yaml says what each is for. Raises ValueError for what cannot be."""

    usual: timedelta = timedelta(hours=24)
    chase: timedelta = timedelta(hours=3)
    steward: timedelta = timedelta(hours=2)
    most: int = 50
    keep: timedelta = timedelta(days=30)
    offer: int = 3

    def __post_init__(self) -> None:
        spans = (self.usual, self.chase, self.steward, self.keep)
        if min(spans) <= timedelta(0) or min(self.most, self.offer) < 1:
            raise ValueError("a roll call needs spans and numbers above nothing")
        late = "the steward's list comes after people were asked: steward must be shorter than chase"
        early = "people are asked before the deadline: chase must be shorter than usual"
        refuse((self.steward >= self.chase, late), (self.chase >= self.usual, early))

    def next_step(self, now: datetime, deadline: datetime, chased: bool) -> tuple[bool, datetime]:
        """What comes next before the deadline, and when: whether the missing were asked by then, and the moment."""
        steps = [(False, deadline - self.chase), (True, deadline - self.steward), (True, deadline)]
        return next(step for step in steps if (step[0] >= chased and step[1] > now) or step[1] == deadline)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question: every household chooses one of `items` (options) or tells a number for each of them (counts)."""

    shape: str
    items: tuple[str, ...]
    measure: str = ""

    @property
    def parts(self) -> int:
        """How many values make an answer whole."""
        return len(self.items) if self.shape == COUNTS else 1

    @property
    def example(self) -> str:
        """An answer as somebody may type it: 2, 下楼2 上门2, or the first option."""
        if self.shape == OPTIONS:
            return self.items[0]
        return "2" if self.parts == 1 else " ".join(f"{item}2" for item in self.items)


def asked(words: str) -> Asked | None:
    """What is asked: 「几人下楼、几人需上门」, 「周六还是周日」, 「参加/不参加」; None when it is too much."""
    plain = narrow(words).strip()
    counts = _counts(plain)
    if counts:
        return Asked(COUNTS, counts[0], counts[1]) if len(counts[0]) <= MOST_ITEMS else None
    options = _options(plain)
    return Asked(OPTIONS, options) if len(options) <= MOST_OPTIONS else None


def _counts(plain: str) -> tuple[tuple[str, ...], str] | None:
    found = [(after or before, measure) for before, measure, after in _COUNT.findall(plain)]
    found += [(what.strip(), who) for who, what in _HOW_MANY.findall(plain)]
    found += [] if found else [(what, _TOLD_IN[what]) for what in _TOLD.findall(plain)]
    labels = tuple(dict.fromkeys(_label(name) or measure for name, measure in found))
    return (labels, found[0][1]) if found else None


def _label(name: str) -> str:
    return _TAIL.sub("", name.strip())[:LONGEST_LABEL]


def _options(plain: str) -> tuple[str, ...]:
    slashed = _SLASHED.search(plain)
    if slashed and not re.search(r"\d\s?/\s?\d", slashed.group()):
        return _labels(slashed.group().split("/"))
    either, listed = _OR.search(plain), _CHOICES.search(plain)
    if either:
        return _labels(_alike(*either.groups()))
    found = _labels(_SPLIT.split(listed[1])) if listed else ()
    return found if len(found) > 1 else next(usual for sign, usual in _USUAL if sign.search(plain))


def _alike(one: str, other: str) -> tuple[str, str]:
    """「周六还是周日开会」: what follows the second of two alike is no part of it."""
    return (one, other[: len(one)]) if one[:1] == other[:1] else (one, other)


def _labels(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(label for name in names if (label := _label(name))))


_TYPED = re.compile(r"(\D+?)\s*(\d{1,9})?号?[。.?？]?")


def verb_in(words: str) -> tuple[str, str]:
    """What is typed of a roll call that is there, 「看 12」, as a verb and a number; two "" where it is more."""
    found = _TYPED.fullmatch(words.strip())
    return (found[1].lower(), found[2] or "") if found else ("", "")
