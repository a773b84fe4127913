"""接龙, 点名: what every household is asked, what an answer says, and the board of who has answered and who is left."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeAlias

from rules.places import numeral
from rules.receipts import Home
from rules.wording import narrow

KIND = "rollcall"
OPTIONS, COUNTS = "options", "counts"
MOST_OPTIONS, MOST_ITEMS, LONGEST_LABEL, LONGEST_ANSWER = 6, 3, 12, 30
DOORLESS = "u"
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
_NEEDS = re.compile(r"^[需要想会]+(?=.)")
_CHINESE = re.compile(r"[一-龥]")
# What is chosen from where no options were told.
_USUAL = (
    (re.compile(r"参加|报名|去不去|来不来"), ("参加", "不参加")),
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
        if self.steward >= self.chase:
            raise ValueError("the steward's list comes after people were asked: steward must be shorter than chase")

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


# an answer in words -------------------------------------------------------------------------------------------------

_N = r"(\d{1,3}|[零一二两三四五六七八九十俩仨]{1,3})"
_WORDS = {"俩": "2", "仨": "3"}
_WHOLE = re.compile(rf"(?:一?共计?|总共|合计|全家|一家)\s*{_N}|{_N}\s*口")
_EACH = re.compile(rf"{_N}\s*个?(?:大人?|成人|老人?|小孩?子?|孩子?|娃)|(?:大人|成人|老人|小孩|孩子|娃)\s*{_N}")
_OF = re.compile(
    rf"{_N}\s*(?:个人|个|人|位|名|户|份|辆|台|斤|箱|盒|袋|桶|只|张|套|件|people|persons?)(?!月|小时|楼|单元)"
)
_TIMES = re.compile(rf"[x×*+]\s*{_N}|^{_N}$|(?:^|\s){_N}(?=\s|$)|(?<=\D){_N}$", re.IGNORECASE)
_TWIN = re.compile(r"俩|仨")
_SPOKEN = re.compile(
    rf"(?:[A-Za-z]?\d{{1,3}}(?:[-#]|号楼|栋|幢)(?:\d{{1,2}}(?:-|单元))?\d{{3,4}}室?\s*+[:,]?)?\s*+(?:我们?家?|俺家?)?\s*+"
    rf"(?:改成|改为|改|就)?\s*+(?:来|去|要|报名?|参加|算|加)?\s*+(?:\+\s*+)?{_N}\s*+(?:个人|个|人|位|口人?|户|份|盒|箱|袋|斤)[了吧啊哈.!~]*"
)
_AMENDS = r"(?:(?:改(?:一下|下)|更正(?:一下|下)?|不对|不是|(?:刚才|前面|之前)?(?:说|写|报|打)错了|还是)[, ]*+)?"
_MENDED = re.compile(
    rf"{_AMENDS}(?P<told>.*?)(?:[, ]+(?:改一下|更正(?:一下)?|(?:刚才|前面|之前)?(?:说|写|报|打)错了))?[吧了啊哈.!~]*"
)
_CALLS_OFF = re.compile(
    r"(?:(?:我们?家|俺家)(?:还是|就|都|明天|周[一二三四五六日天])*+|还是)"
    r"(?:(?:不去|不来|不参加|不报名?|去不了|来不了|参加不了)了?)[吧啊哈,.!~]*+"
)
_NONE = re.compile(
    r"[去来]不[了成]|不(?:去|来|参加|要|需要?|用|报|下楼|订)|没人|没有|取消|退出|\bno\b|\bnone\b", re.IGNORECASE
)
_SOME = re.compile(r"参加|报名|去|来|要|订|需要?|算我|加我|接龙|\byes\b|^\+$|\+$", re.IGNORECASE)


def amount(words: str) -> int | None:
    """How many somebody tells: 「2人」, 「两大一小」, 「一家三口」, 「+1」, 「不去」; None where it tells none."""
    plain = narrow(words).strip()
    for pattern, take in ((_WHOLE, _first), (_EACH, _sum), (_OF, _first), (_TIMES, _last)):
        numbers = [_number(next(part for part in groups if part)) for groups in _groups(pattern, plain)]
        if numbers:
            return take(numbers)
    twin = _TWIN.search(plain)
    if twin:
        return int(_WORDS[twin.group()])
    return 0 if _NONE.search(plain) else 1 if _SOME.search(plain) else None


def _groups(pattern: re.Pattern[str], plain: str) -> list[tuple[str | None, ...]]:
    return [found.groups() for found in pattern.finditer(plain)]


def _first(numbers: list[int]) -> int:
    return numbers[0]


def _last(numbers: list[int]) -> int:
    return numbers[-1]


def _sum(numbers: list[int]) -> int:
    return sum(numbers)


def _number(words: str) -> int:
    return int(_WORDS.get(words) or numeral(words).lstrip("0") or 0)


def picked(words: str, question: Asked) -> dict[int, int] | None:
    """The values in typed words, by item: an option's place in the list, or numbers; None when there are none."""
    plain = narrow(words).strip(" .,!?。~")
    if question.shape == OPTIONS:
        return _option(plain, question.items)
    if question.parts == 1:
        told = amount(plain)
        return None if told is None else {0: told}
    return _several(plain, question.items)


def _option(plain: str, labels: tuple[str, ...]) -> dict[int, int] | None:
    bare = re.sub(r"^(?:我家?|我们家?|选|就)\s*|[了吧啊哈]$", "", plain)
    if bare.isdigit() and 0 < int(bare) <= len(labels):
        return {0: int(bare) - 1}
    found = [place for place, label in enumerate(labels) if narrow(label).lower() == bare.lower()]
    return {0: found[0]} if found else None


def spoken(words: str) -> bool:
    """Whether words are a number and no more than whose it is: 我家2个, 3-2-501 来1个人; 来两个人 may call for help.

    That it mends what was told before may stand beside it: 改一下，我家3个, 我家3个，刚才说错了.
    """
    plain = narrow(words).strip()
    mended = _MENDED.fullmatch(plain) if len(plain) <= LONGEST_ANSWER and not plain.startswith("来") else None
    return mended is not None and bool(_SPOKEN.fullmatch(mended["told"]))


def calls_off(words: str) -> bool:
    """Whether somebody who has answered says that it is off: 我家不去了, 还是不参加了."""
    return bool(_CALLS_OFF.fullmatch(narrow(words).strip()))


def _several(plain: str, labels: tuple[str, ...]) -> dict[int, int] | None:
    """「下楼2 上门1」 or 「2人下楼，1人上门」: which of the two ways it is, what names more of the items tells."""
    names = [re.escape(_NEEDS.sub("", narrow(label))) for label in labels]
    after = _beside(plain, [rf"{name}\s*:?\s*{_N}" for name in names])
    before = _beside(plain, [rf"{_N}\s*(?:个|口)?(?:人|位|名)?\s*[需要想会]?\s*{name}" for name in names])
    found = before if len(before) > len(after) else after
    numbers = re.findall(r"\d+", plain)
    if not found and len(numbers) == len(labels) and not re.sub(r"[\d\s,、/人]", "", plain):
        found = {place: int(number) for place, number in enumerate(numbers)}
    if not found and _NONE.search(plain):
        return dict.fromkeys(range(len(labels)), 0)
    return found or None


def _beside(plain: str, patterns: list[str]) -> dict[int, int]:
    told = ((place, re.search(pattern, plain)) for place, pattern in enumerate(patterns))
    return {place: _number(match[1]) for place, match in told if match}


# the board ----------------------------------------------------------------------------------------------------------


# Bare, for there are many: place, building, unit and room of a household; place and household of an answer with its
# value for each item, None where it has told none.
Door: TypeAlias = tuple[int, str, str, str]
Answer: TypeAlias = tuple[int, str, int | None, int | None, int | None]


@dataclass(frozen=True, slots=True)
class Row:
    """One unit (or the whole): households that have answered wholly, of how many known, and a sum for each item.

    `of` is None where no roster is known; of options the sums are how many households chose each.
    """

    place: int
    building: str
    unit: str
    answered: int
    of: int | None
    sums: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Board:
    """Unit by unit, what is left, and the whole.

    `left` are households of the roster that have not answered wholly, `half` those that have begun; `doorless` are
    people whose household is not known yet.
    """

    rows: tuple[Row, ...]
    left: tuple[tuple[int, Home], ...]
    half: frozenset[tuple[int, str]]
    doorless: int
    total: Row

    def by_building(self) -> tuple[Row, ...]:
        """The same with a building's units together."""
        found: dict[tuple[int, str], list[Row]] = {}
        for row in self.rows:
            found.setdefault((row.place, row.building), []).append(row)
        return tuple(_together(place, building, rows) for (place, building), rows in found.items())


def _together(place: int, building: str, rows: list[Row]) -> Row:
    known = [row.of for row in rows if row.of is not None]
    sums = tuple(map(sum, zip(*(row.sums for row in rows), strict=True)))
    return Row(place, building, "", sum(row.answered for row in rows), sum(known) if known else None, sums)


def home_of(key: str) -> Home:
    """The household of a key: 3-2-501, or 3-501 where no unit is known."""
    building, _, rest = key.partition("-")
    unit, _, room = rest.rpartition("-")
    return Home(building, unit, room)


def board(
    homes: Iterable[Door], answers: Iterable[Answer], question: Asked, first: Collection[tuple[int, str]] = ()
) -> Board:
    """Who has answered what and who is left, of the known households and those that answered besides.

    At the head of what is left are those in `first`.
    """
    units = _Units(question)
    doors, where = _known(homes, units)
    listed = {(place, building) for place, building, _ in units.counted}
    told = _count(answers, question, units, where)
    half = frozenset(key for key, whole in told.items() if not whole)
    left = [(door[0], Home(*door[1:])) for key, door in doors.items() if not told.get(key)]
    left.sort(key=lambda each: ((each[0], each[1].key) not in first, each[0], *_walk(each[1])))
    rows = units.rows(listed)
    doorless = sum(key.startswith(DOORLESS) for _, key in told)
    return Board(rows, tuple(left), half, doorless, _whole(rows, question))


def _known(
    homes: Iterable[Door], units: "_Units"
) -> tuple[dict[tuple[int, str], Door], dict[tuple[int, str], list[int]]]:
    """The households by place and key, and the unit that counts each. In one loop: there are ten thousand."""
    doors: dict[tuple[int, str], Door] = {}
    where: dict[tuple[int, str], list[int]] = {}
    for door in homes:
        place, building, unit, room = door
        key = place, f"{building}-{unit}-{room}" if building and unit and room else Home(building, unit, room).key
        if key not in doors:
            doors[key] = door
            where[key] = counted = units.at(place, building, unit)
            counted[1] += 1
    return doors, where


class _Units:
    """What is counted of each unit: households that have answered wholly, households there are, a sum for each item."""

    def __init__(self, question: Asked) -> None:
        self.counted: dict[tuple[int, str, str], list[int]] = {}
        self._blank = [0, 0, *[0] * len(question.items)]

    def at(self, place: int, building: str, unit: str) -> list[int]:
        found = self.counted.get((place, building, unit))
        if found is None:
            found = self.counted[place, building, unit] = self._blank.copy()
        return found

    def rows(self, listed: Collection[tuple[int, str]]) -> tuple[Row, ...]:
        """In the order of the doors; a household without one last."""
        found = [
            Row(*unit, told[0], told[1] if unit[:2] in listed else None, tuple(told[2:]))
            for unit, told in self.counted.items()
        ]
        found.sort(key=lambda row: (not row.building, row.place, _short(row.building), _short(row.unit)))
        return tuple(found)


def _count(
    answers: Iterable[Answer], question: Asked, units: _Units, where: dict[tuple[int, str], list[int]]
) -> dict[tuple[int, str], bool]:
    """Counts every value where it belongs; returns of each household whether it has answered wholly."""
    told: dict[tuple[int, str], bool] = {}
    parts, counts = range(2, 2 + question.parts), question.shape == COUNTS
    for row in answers:
        key = row[0], row[1]
        unit = where.get(key)
        if unit is None:
            unit = where[key] = units.at(row[0], *_stranger(row[1]))
            unit[1] += 1
        whole = True
        for at in parts:
            value = row[at]
            if value is None:
                whole = False
            elif counts:
                unit[at] += value  # type: ignore[operator]
            else:
                unit[2 + value] += 1  # type: ignore[operator]
        told[key] = whole
        unit[0] += whole
    return told


def _stranger(household: str) -> tuple[str, str]:
    """Building and unit of a household that no roster has."""
    home = Home("", "", "") if household.startswith(DOORLESS) else home_of(household)
    return home.building, home.unit


def _whole(rows: Sequence[Row], question: Asked) -> Row:
    known = [row.of for row in rows if row.of is not None]
    sums = tuple(sum(row.sums[item] for row in rows) for item in range(len(question.items)))
    return Row(0, "", "", sum(row.answered for row in rows), sum(known) if known else None, sums)


def _walk(home: Home) -> tuple[tuple[int, str], ...]:
    return _short(home.building), _short(home.unit), _short(home.room)


def _short(part: str) -> tuple[int, str]:
    return len(part), part
