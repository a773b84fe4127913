"""The buildings that words name, each with the compound and the places that were told before it."""

import re
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from rules.announcing import buildings_in
from rules.cards import where
from rules.places import Address, addresses
from rules.wording import narrow

_BUILDINGS = re.compile(
    r"(?:[\d一二三四五六七八九十]{1,3}\s*(?:-|~|到|至|、|,|和)\s*)*[\d一二三四五六七八九十A-Za-z]{1,3}\s*(?:号楼|栋|幢|座)"
    r"(?:\s*[\d一二三四五六七八九十]{1,3}\s*单元)?"
)
_ENGLISH = re.compile(
    r"\b(?:buildings?|blocks?|bldgs?)\b\.? ?(?:no\b\.? ?)?(\d{1,3}|[A-Z]\b)"
    r"((?: ?(?:,? and|,|&|-|to) ?\d{1,3})*)(?:,? ?unit ?(\d{1,2}))?",
    re.IGNORECASE,
)
_HOUSE = re.compile(r"(?<!\d)(\d{1,3}|[A-Z])号楼")
_ESTATE = "小区"
_NO_HOUSE = rf"(?!{_ESTATE}|\s*(?:[\dA-Za-z]|[一二三四五六七八九十]+[期区号栋幢]))"
_JOINT = re.compile(r"(?:[\s,、;+()/和与及的]|\band\b)*")


class House(NamedTuple):
    """One building, without a number all of its compound; `unit` "" where all of it is meant.

    `places` are those told before it, none where none was.
    """

    number: str
    unit: str = ""
    compound: str = ""
    places: tuple[int, ...] = ()

    @property
    def key(self) -> str:
        """As it is kept and compared: 3, 幸福里/3, and 幸福里/ for all of it."""
        return f"{self.compound}/{self.number}" if self.compound else self.number


class Sign(NamedTuple):
    """What tells of the buildings behind it where they are: a compound, or a place it may be."""

    start: int
    end: int
    compound: str = ""
    places: tuple[int, ...] = ()


def compounds_named(words: str, known: Iterable[str]) -> tuple[list[Sign], str]:
    """The compounds that words name, in order, and the words without them, as long as they were."""
    found: list[Sign] = []
    for name in sorted(known, key=len, reverse=True):
        for match in re.finditer(re.escape(name) + f"(?:{_ESTATE})?", words):
            found.append(Sign(match.start(), match.end(), name))
            words = words[: match.start()] + " " * len(match.group()) + words[match.end() :]
    return sorted(found), words


def as_estate(words: str, known: Iterable[str]) -> tuple[str, str]:
    """The compound that is named without a house of it, and the words as they would be said in it: 小区停电了.

    Both as they were where none is.
    """
    for name in sorted(known, key=len, reverse=True):
        plain = re.sub(rf"{re.escape(name)}(?:{_ESTATE})?{_NO_HOUSE}", _ESTATE, words)
        if plain != words:
            return name, plain
    return "", words


class _Where:
    """The compounds and places that hold for the next building."""

    def __init__(self, words: str) -> None:
        self.words, self.end = words, 0
        self.compounds: tuple[str, ...] = ()
        self.places: tuple[int, ...] = ()
        self.used: set[bool] = set()

    def turn(self, sign: Sign) -> None:
        """A sign right behind one of its kind is told with it, else it takes its place; a place ends a compound."""
        is_place, beside = not sign.compound, bool(_JOINT.fullmatch(self.words, self.end, sign.start))
        again = is_place in self.used or not beside
        if is_place:
            self.places = sign.places if again else (*self.places, *sign.places)
            self.compounds = () if False in self.used else self.compounds
        else:
            self.compounds = (sign.compound,) if again else (*self.compounds, sign.compound)
        self.used.discard(is_place)
        self.end = sign.end

    def houses(self, number: str, unit: str) -> list[House]:
        """One building of each compound."""
        self.used = {True, False}
        return [House(number, unit, compound, self.places) for compound in self.compounds or ("",)]

    def left(self) -> list[House]:
        """The compounds that no building followed."""
        return [] if False in self.used else [House("", "", each, self.places) for each in self.compounds]


def houses_in(words: str, signs: Sequence[Sign] = ()) -> tuple[tuple[House, ...], str]:
    """The buildings named, where the signs before each tell that it is; and the words without them.

    Compounds that no building follows are meant as a whole; one alone is of the buildings before it.
    """
    numbers, rest = _numbers(words)
    found, where_told = list[House](), _Where(words)
    told: list[tuple[int, Sign | list[tuple[str, str]]]] = [*((sign.start, sign) for sign in signs), *numbers]
    for _, each in sorted(told, key=lambda pair: pair[0]):
        if isinstance(each, Sign):
            where_told.turn(each)
        else:
            found += [house for pair in each for house in where_told.houses(*pair)]
    left = where_told.left()
    if len(left) == 1 and found and not any(house.compound for house in found):
        return tuple(dict.fromkeys(house._replace(compound=left[0].compound) for house in found)), rest
    return tuple(dict.fromkeys([*found, *left])), rest


def houses_told(numbers: Sequence[str], words: str, signs: Sequence[Sign]) -> tuple[House, ...]:
    """These buildings, of which words tell among other things; where they tell of none, the compounds as a whole."""
    told, _ = houses_in(words, signs)
    compounds = {sign.compound for sign in signs if sign.compound}
    only = compounds.pop() if len(compounds) == 1 else ""
    found = [house for house in told if house.number in numbers]
    known = {house.number for house in found}
    found += [House(number, "", only) for number in numbers if number not in known]
    return tuple(found or (house for house in told if not house.number))


def house_kept(key: str) -> House:
    """The building that is kept so."""
    compound, _, number = key.rpartition("/")
    return House(number, "", compound)


def number_of(key: str) -> str:
    """The number of a building that is kept so."""
    return key.rpartition("/")[2]


def as_called(key: str) -> str:
    """A building, or a home in it, as it is written for people: 幸福里3-2-501, Sunny Garden 3."""
    compound, slash, rest = key.rpartition("/")
    return f"{compound} {rest}" if slash and compound.isascii() else compound + rest


def doors_told(words: str, known: Iterable[str]) -> tuple[list[Address], str]:
    """The addresses that narrow words tell, each building with the compound that was named before it; and the words
    without the compounds, as long as they were."""
    signs, rest = compounds_named(words, known)
    told = list(addresses(rest))
    for at, each in enumerate(told):
        before = [sign.compound for sign in signs if sign.end <= each.start]
        if before and each.building:
            told[at] = each._replace(building=House(each.building, compound=before[-1]).key)
    return told, rest


def is_of(key: str, building: str, compounds: Collection[str]) -> bool:
    """Whether a kept building is the one told, or may be: "" is any, it stands in one of `compounds` if in any."""
    house = house_kept(key)
    there = not house.compound or not compounds or house.compound in compounds
    return there and (not house.number or building in ("", house.number))


def said(houses: Iterable[House], locale: str) -> str:
    """Buildings as people call them, each once: 阳光花园3号楼、幸福里."""
    joint = " " if locale == "en" else ""
    names = (joint.join(filter(None, (each.compound, where(each.number, each.unit, "", locale)))) for each in houses)
    return (", " if locale == "en" else "、").join(dict.fromkeys(names))


def _numbers(words: str) -> tuple[list[tuple[int, list[tuple[str, str]]]], str]:
    """Pairs of building and unit, the unit "" for all of it, by where they stand; and the words without them."""
    found = [(match.start(), _english(match)) for match in _ENGLISH.finditer(words)]
    words = _blank(_ENGLISH, words)
    for match in _BUILDINGS.finditer(words):
        units = [(each.building, each.unit) for each in addresses(match.group()) if each.building and each.unit]
        pairs = list[tuple[str, str]]()
        for number in buildings_in(match.group()):
            pairs += [pair for pair in units if pair[0] == number] or [(number, "")]
        found.append((match.start(), pairs))
    return found, _blank(_BUILDINGS, words)


def _blank(pattern: re.Pattern[str], words: str) -> str:
    return pattern.sub(lambda match: " " * len(match.group()), words)


def _english(match: re.Match[str]) -> list[tuple[str, str]]:
    """「Building 3, unit 2」, 「Buildings 3, 5 and 7」, 「buildings 3 to 5」."""
    numbers, before = [match[1].upper()], match[1]
    for joint, number in re.findall(r"(and|,|&|-|to) ?(\d{1,3})", match[2], re.IGNORECASE):
        span = joint.lower() in ("-", "to") and before.isdigit() and 0 < int(number) - int(before) < 100
        numbers += [str(each) for each in range(int(before) + 1, int(number) + 1)] if span else [number]
        before = number
    return [(number, (match[3] or "") if len(numbers) == 1 else "") for number in dict.fromkeys(numbers)]


def as_typed(head: str, words: str) -> str:
    """A building that is none or that several have, as its author wrote it: 「99号楼」, 「Building 99」."""
    told = _HOUSE.search(words)
    found = next((m for m in _ENGLISH.finditer(narrow(head)) if told and told[1] in dict(_english(m))), None)
    if told is None or found is None or words in narrow(head):
        return words
    said = found.group() if len(_english(found)) == 1 else f"{found.group().split()[0]} {told[1]}"
    return ", ".join(" ".join(each.replace(told.group(), f" {said}").split()) for each in words.split("、"))


def one_meant(names: Sequence[str], words: str) -> str:
    """Which of 第一网格3号楼 and 幸福里3号楼 is meant by 幸福里, or by all of it; "" where that is not plain."""
    plain = re.sub(r"^(?:是|就是|发给)|(?:的|那边|那个|吧)+$", "", words.strip(" ,，。.!！"))
    found = [name for name in names if plain in (name, _HOUSE.sub("", name))]
    found = found or [name for name in names if len(plain) > 1 and plain in name]
    return found[0] if len(found) == 1 else ""


def placed(line: str, name: str) -> str:
    """A line whose 3号楼 several places have, with the name of one of them before it: 停水 幸福里3栋 9:00-17:00."""
    house = _HOUSE.search(name)
    told = next((each for each in addresses(narrow(line)) if house and each.building == house[1].upper()), None)
    return f"{line[: told.start]}{name[: house.start()]}{line[told.start :]}" if told and house else line
