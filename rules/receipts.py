"""收到: who has taken note, counted by household, and who is still to be asked."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from rules.cards import plain_door
from rules.houses import doors_told, number_of
from rules.places import Address, in_order, nickname
from rules.wording import may_be_receipt, narrow

# 代我妈收到, 我妈也收到了: of one's own household; 帮楼上收到 is of nobody's that is known.
_KIN = (
    r"(?:[我俺咱]们?)?家?里?的?(?:爸妈|父母|妈妈?|爸爸?|爹|娘|老[爸妈爹娘]|老伴|老公|老婆|爱人|媳妇|婆婆|公公|岳[父母]|丈母娘|爷爷"
    r"|奶奶|姥姥|姥爷|外[公婆]|儿子|女儿|闺女|孩子|家人|老人|老两口)"
)
_TITLE = r"[一-龥]?(?:书记|主任|领导|经理|网格[员长]|楼长|组长|站长)"
# 好的 alone may be said to anybody.
_TO_STAFF = rf"(?:谢谢|多谢|感谢|辛苦)了?(?:{_TITLE}|社区)"
_SAID = re.compile(
    rf"(?:(?:^|(?<=[\s,.!]))(?:我?[代帮替]{_KIN}(?:[说回]一?声|回复?|说|点)?|(?:我[和跟])?{_KIN}(?:[也都]|让我说|说)*+)已?(?:收到|知道)"
    r"|(?:^|(?<=[\s,.!]))(?:[我俺]们?(?:全?家)?都?|回复|回)?已?(?:收到|知道|看到(?=了)|已阅)"
    rf"|已?收到|已阅|已?知道|(?:^|(?<=[\s,.!\d]))看到(?=了)|received|got it|^(?:好的|好嘞),? ?(?={_TO_STAFF}))"
    r"(?:了|啦|哈|啊|呀)?",
    re.IGNORECASE,
)
# 谢谢小高 thanks the worker, 我妈去 says who comes.
_COURTESY = re.compile(
    r"(?:谢谢|多谢|感谢|辛苦)了?[小老][一-龥](?![一-龥])"
    r"|(?<=[\s,.!])[我俺](?:妈|爸|老伴|爱人|老公|老婆|儿子|女儿|婆婆|公公)?(?:会|就)?(?:准时|按时|一定)?(?:去|来|到|参加)(?:[领拿取])?(?=[\s,.!]|$)"
    rf"|(?:谢谢|多谢|感谢|辛苦)了?{_TITLE}|{_TITLE}(?=[\s,.!~。]|$)|\[[^\[\]\s]{{1,4}}\]"
    r"|谢谢|多谢|感谢|辛苦|好的|好|嗯|大家|小格|您|你|们|了|社区|书记|网格员|通知|户|室|家|已|[\s,.!~:;、。！～·\-]|[👌👍🙏🌹😊💪❤️🏻🏼🏽🏾]"
)
_RECEIVED = re.compile(r"[^一-龥A-Za-z]*+(?:[我俺]们?家?)?(?:都|也|已经?)?(?:收到|已阅|received)", re.IGNORECASE)
_HOUSEHOLD = re.compile(r"(?<=\d)[户室]")
_RECEIPTS = re.compile(
    r"(?:看|谁|还有谁)?(?:[没未](?:签收?|收到|回复?|看)的?|催[办签促]?(?:一下)?|签收|回执|签收情况|receipts?|missing|urge)"
    r"\s*(\d{1,9})?号?[。.?？]?",
    re.IGNORECASE,
)
_WHO = "谁家?|还有谁|哪些人|哪几[户家]|还有哪[些几][户家人]?|几[户家]|有几[户家]|有多少[户家人]"
_MISSING = re.compile(
    rf"(?:看看?)?(?:(?:{_WHO})都?还?[没未](?:签收?|收到|回复?|看)|(?:还)?[没未]签收)的?(?:有哪些|有谁|有几户|名单)?\s*(\d{{1,9}})?号?[吗呢。.?？]?"
)


@dataclass(frozen=True, slots=True)
class Home:
    """One household; `lane` is that of a numbered door, where it was told.

    `building` is a number, with its compound where the number is not enough: 3, 幸福里/3.
    """

    building: str
    unit: str
    room: str
    lane: str = ""

    @property
    def key(self) -> str:
        """As it is counted: 3-2-501, 幸福里/3-2-501, or 3巷5-301 in a lane; without the unit where none is known."""
        house = self.building
        if self.lane:
            compound, slash, number = house.rpartition("/")
            house = f"{compound}{slash}{self.lane}{number}"
        return "-".join(part for part in (house, self.unit, self.room) if part)

    @property
    def keys(self) -> tuple[str, ...]:
        """Those by which it may have been kept: its own, and that of a home of any compound."""
        return (self.key, f"/{plain_door(self.key)}") if "/" in self.building else (self.key,)


def walk(home: Home) -> tuple[tuple[int, str], ...]:
    """By what doors are sorted for whoever goes from one to the next."""
    compound, _, number = home.building.rpartition("/")
    return in_order(compound, number, home.unit, home.room)


@dataclass(frozen=True, slots=True)
class Taken:
    """One household that has taken note: its key, its building ("" unknown)."""

    key: str
    building: str


def by_person(user: int) -> Taken:
    """The receipt of somebody who speaks for no household: of a notice to colleagues."""
    return Taken(f"u{user}", "")


@dataclass(frozen=True, slots=True)
class Line:
    """A building's count: how many have taken note of how many, None where no roster is known."""

    building: str
    taken: int
    of: int | None = None


def by_unit(homes: Iterable[Home]) -> list[tuple[str, str, list[str]]]:
    """Doors as they are walked: building, unit, and the rooms there; in the order they come."""
    found: dict[tuple[str, str], list[str]] = {}
    for home in homes:
        found.setdefault((home.building, home.unit), []).append(home.room)
    return [(building, unit, rooms) for (building, unit), rooms in found.items()]


def acknowledges(text: str, compounds: Iterable[str] = ()) -> Address | None:
    """Somebody types 收到 and nothing else, perhaps with their door: 「3-2-501收到」; None for anything else."""
    words = narrow(text).strip()
    if len(words) > 40 or not may_be_receipt(words):
        return None
    words = _HOUSEHOLD.sub(" ", words)
    if not _SAID.search(words):
        return None
    told, rest = doors_told(words, compounds)
    for each in sorted(told, key=lambda each: each.start, reverse=True):
        rest = rest[: each.start] + " " + rest[each.end :]
    rest = _COURTESY.sub("", _SAID.sub(" ", rest))
    return None if rest or len(told) > 1 else (told[0] if told else Address())


def received(text: str) -> bool:
    """Whether words begin with one that is said of nothing but what came: 收到, 已阅; not 好的, 知道了."""
    return bool(_RECEIVED.match(narrow(text)))


def household(
    user: int,
    name: str,
    said: Address,
    roster: Collection[str],
    buildings: Sequence[str],
    kept: Callable[[str], str] = str,
) -> Taken:
    """Whose receipt it is: the door that was told, else that of the nickname, else the person.

    A door without its building is that of the only building meant; one without its unit is the roster's only such.
    A roster that tells no lanes goes before the lane that is told. `kept` tells how a building is kept.
    """
    told = said if said.room else nickname(name)
    building = told.building or (buildings[0] if len(buildings) == 1 and told.room else "")
    if not (building and told.room):
        return replace(by_person(user), building=kept(told.building or said.building))
    building = kept(building)
    plain = Home(building, told.unit, told.room)
    home = plain if plain.key in roster else replace(plain, lane=told.lane if told.building else "")
    if home.key in roster or told.unit:
        return Taken(home.key, building)
    fitting = [key for key in roster if key.startswith(f"{building}-") and key.endswith(f"-{told.room}")]
    return Taken(fitting[0] if len(fitting) == 1 else home.key, building)


def doors(text: str, compounds: Iterable[str] = ()) -> tuple[Home, ...]:
    """The households told in a list: 「3-2-501、3号楼2单元503」, 「幸福里3-2-501」; each once."""
    told, _ = doors_told(narrow(text), compounds)
    homes = (Home(each.building, each.unit, each.room, each.lane) for each in told if each.building and each.room)
    return tuple({home.key: home for home in homes}.values())


def by_building(
    taken: Iterable[Taken], roster: Mapping[str, Home], buildings: Collection[str] = ()
) -> tuple[Line, ...]:
    """The counts, one line a building: those meant or told of, in order; a household that is not listed counts too."""
    have: dict[str, set[str]] = {building: set() for building in buildings}
    for each in taken:
        have.setdefault(each.building, set()).add(each.key)
    listed: dict[str, set[str]] = {}
    for key, home in roster.items():
        listed.setdefault(home.building, set()).add(key)
    for building in listed:
        have.setdefault(building, set())
    return tuple(
        Line(
            building,
            len(have[building]),
            len(listed[building] | _homes(have[building])) if building in listed else None,
        )
        for building in sorted(have, key=lambda key: (not key, *in_order(key.rpartition("/")[0], number_of(key))))
    )


def _homes(keys: Iterable[str]) -> set[str]:
    return {key for key in keys if not key.startswith("u")}


def missing(taken: Iterable[Taken], roster: Mapping[str, Home], first: Collection[str] = ()) -> tuple[Home, ...]:
    """The households of the roster without a receipt, at the head those whose keys are in `first`."""
    have = {each.key for each in taken}
    left = [home for key, home in roster.items() if key not in have]
    return tuple(sorted(left, key=lambda home: (not any(key in first for key in home.keys), *walk(home))))


def receipts_of(words: str) -> str | None:
    """The number of the notice whose receipts are asked for: 3 of 没签收 3, "" of 催; None where none are."""
    told = _RECEIPTS.fullmatch(words.strip())
    return (told[1] or "") if told else None


def missing_of(words: str) -> str | None:
    """The same of who asks in a sentence who is missing: 还有谁没签收, 几户没回复."""
    told = _MISSING.fullmatch(words.strip())
    return (told[1] or "") if told else None
