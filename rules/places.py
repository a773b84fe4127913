"""Where: building, unit and room, from a message and from the sender's nickname."""

import re
from collections.abc import Iterable
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple, TypeAlias

from rules.wording import matches, narrow

# 五O一 is 五〇一.
_DIGITS = dict(zip("零〇Oo一二两三四五六七八九", (0, 0, 0, 0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))
NUMERALS = "零〇一二两三四五六七八九十"
NUMBER = rf"(?:\d{{1,3}}|[{NUMERALS}]{{1,3}})"
_ROOM = rf"(?:\d{{3,4}}|[\d{NUMERALS}][\d{NUMERALS}Oo][\d{NUMERALS}]{{1,2}})"
# 5零1
_MIXED_DIGITS = re.compile(rf"\d+[{NUMERALS[:-1]}Oo][\d{NUMERALS[:-1]}]*")
# 动, 号搂 and 单园 are what a hasty hand makes of them: 3动2单园. 3号2单元 tells a house, 8月3号2单元 none.
HOUSE = (
    r"(?:号宿舍楼|号[楼搂喽]|号栋|号幢|号座|栋楼|幢楼|栋|幢|座|#楼|#|[动洞](?=\s?[\d一二三四五六]\s?单)"
    r"|(?<!月\d)(?<!月\d\d)号(?=\d{1,2}单[元园员圆]))"
)
UNIT = rf"(?:号?单(?:[元园员圆]|(?=\d{{3}}))|号?门[栋洞]|号?门(?=\d|[{NUMERALS}]{{3}}|左|右|中|东|西)|梯(?!子))"
# Behind a building a door is a unit: 四门 of 八号楼.
UNIT_OF = rf"(?:{UNIT}|号?门(?![禁卫店面市]))"
_DASH = r"(?:\s?[-_/·~]\s?|[.。])"
# A, and A3 where houses go by both.
_LETTER = r"[A-Za-z]\d{0,2}"

_FULL = re.compile(
    rf"(?<![\dA-Za-z.])([甲乙丙丁]?{NUMBER}|{_LETTER})(?:{_DASH}(\d{{1,2}})|[座栋]?-([A-Da-d东西中南北])(?=-)){_DASH}(\d{{3,4}})(?!\d)"
)
_MIXED = re.compile(
    rf"(?<![\dA-Za-z第{NUMERALS}])([甲乙丙丁]?{NUMBER}|{_LETTER})\s?{HOUSE}\s?-?\s?(\d{{1,2}})(?:单元)?\s?-\s?(\d{{3,4}})(?!\d)"
)
_DOOR_NUMBER = r"(?:[1-9]|[1-4]\d)(?:0[1-9]|1[0-9]|2[0-4])"
# A3-1105 is a home; B2-117 stands in a garage.
_PAIR = re.compile(
    rf"(?<![\dA-Za-z.:*])(\d{{1,2}}|[A-Za-z]|(?!B\d-\d{{3}}(?!\d)){_LETTER}(?=-{_DOOR_NUMBER}(?!\d|车|号?桩)))[-—_](\d{{3,4}})(?![\d*.%:]|元|块|度|年|斤|米|人|号线)"
)
_PART = re.compile(r"(?<![\dA-Za-z.:*\-])([甲乙丙丁]?\d{1,2})-(\d)(?![\d*.%:\-~/栋幢座]|号[楼栋])")
_BUILDING = re.compile(
    rf"(?<![\dA-Za-z第{NUMERALS}])(?<!\d[-~至到])(?:([甲乙丙丁]?{NUMBER})\s?{HOUSE}|([甲乙丙丁]\d{{1,2}})楼|({NUMBER})号?楼(?={NUMBER}{UNIT_OF}|\s*[东西中]单元)|((?:[A-Za-z]\d{{1,2}}|\d{{1,2}}[A-Ha-h])(?=\s?(?:座|栋|幢|号楼))|[A-Za-z])\s?(?:座|栋|幢|楼|号楼|#))"
    rf"(?:[\s,的\-]*(?:({NUMBER}|[东西中甲乙丙丁])\s?{UNIT_OF}|([A-Za-z])座))?"
    rf"(?:[\s,的\-]*({_ROOM})(?!\d|元|块|度|年|斤|多?户|来?人|兆)(?:室|号房|房|户)?)?"
)
_UNIT_ONLY = re.compile(
    rf"(?<![\d第{NUMERALS}A-Za-z])(?<![\d{NUMERALS}][到至、和])({NUMBER}|(?<!集)[东西中](?=单元))(?:号?单[元园员圆]|号?门栋|号?门洞|号?门(?=\d{{3}}))(?:[\s,的\-]*({_ROOM})(?!\d|元|块|度|年|斤)(?:室|号房|房|户)?)?"
)
# A door alone is a unit where a stair stands behind it, 二门楼道, 四门五楼, or nothing: 堵着单元门 一门.
# 2号门 is a gate.
_ONE = rf"[1-9{NUMERALS[2:-1]}]"
_DOOR = re.compile(
    rf"(?<![\d第万{NUMERALS}A-Za-z\-到至、和])({_ONE})(?:号?门(?=的?(?:楼道|楼梯|总阀|住户|门弓)|{_ONE}[楼层]|\s\d{{3}}(?!\d))"
    r"|门(?=的?门禁|口那[个盏]|那边|这边|前头))"
    rf"|(?:^|(?<=\s)|(?<=我们|咱们|整个))({_ONE})门(?=$|\s)"
)
_ROOM_ONLY = re.compile(
    r"(?<![\d.\-*¥$A-Za-z#:尾约第])(?<![A-Za-z]区)(?<!血压)(?<!高压)(?<!显示)(?<!血压计)((?:[1-9]|[1-4]\d)(?:0[1-9]|1[0-9]|2[0-4]))(?:室|号房|房|户)?"
    r"(?![\d.*:%]|-(?:19|20)\d\d|天(?!天)|[元块度斤年米分个只万毫瓦级路兆次点台月岁页户块钱包多]|号线|人民|m|M|k|g|w|W|V|v"
    r"|家(?:[都全共各商企店单公餐饭]|门[店面市]|人家|[,.!?\s]|$))"
)
_MEASURES = "元块度斤年米分个只万毫瓦级路兆次台月岁页家户钱包"
_NOT_ROOMS = frozenset({"110", "119", "120", "114", "122", "911", "315", "1024", "1111", "1212", "618", "101010"})
# 2 hao lou 3 danyuan, too.
_ENGLISH = re.compile(
    r"(?i:(?<![\dA-Za-z])(\d{1,3}) ?(?:hao ?lou|dong(?= ?\d))(?: ?(\d{1,2}) ?dan ?yuan)?(?:,? ?(\d{3,4})(?!\d))?)"
    r"|(?<![A-Za-z])(?:[Bb]uilding|[Bb]lock|[Bb]ldg)\.? ?(?:[Nn]o\.? ?)?(\d{1,3}|[A-Z])(?![\dA-Za-z])"
    r"(?:,? ?[Uu]nit ?(\d{1,2}))?(?:,? ?(?:[Rr]oom|[Ff]lat|[Aa]pt\.?|[Aa]partment) ?(\d{3,4}))?"
)
# A house of a lane, 25号301, 四巷12号; 12号 alone is a day of the month, 20号1920集合 a day and an hour.
_CALLS, _HOUR = (
    "110|11[49]|12[02]",
    r"\d{1,2}(?:05|1[05]|20)(?:集合|出发|开会|开始|报到|准时|左右|之?前(?!面)|过来|到|[上出]门|截止)",
)
_LANE = re.compile(
    rf"(?<![\dA-Za-z.:第月周天年{NUMERALS}])({NUMBER})号房?-?(?!(?:{_CALLS})(?![\d室房])|{_HOUR})((?:[1-9]|[1-4]\d)(?:0[1-9]|1[0-9]|2[0-4]))(?![\d.*:%号点人{_MEASURES}])"
)
_OF_LANE = re.compile(
    rf"(?<=[巷弄])(?<![小条]巷)-?({NUMBER})号(?![楼栋幢座院]|才|之?前(?!面)|以[前后]|起|开始|[上中下]午|早上|晚上)[\s\-]?"
    rf"(?:(?!{_CALLS})(\d{{3,4}})(?![\d{_MEASURES}]))?"
)
_LANE_NAME = rf"(?:{NUMBER}|[一-龥](?![{NUMERALS}小条个那这])[一-龥])"
_LANE_DOOR = re.compile(rf"({_LANE_NAME})([巷弄])-?({NUMBER})号(?![楼栋幢座院])")
_LANE_BEFORE = re.compile(rf"({_LANE_NAME})([巷弄])-?$")
_LANE_OF = re.compile(rf"({_LANE_NAME})([巷弄])")
# So is a number alone what a neighbour in a lane tells of: 对面3号的阿婆, 12号的下水堵了, but 12号停水 is a day.
_LIVES_IN_LANE = re.compile(rf"(?:^|[一-龥( ]){NUMBER}号(?![楼栋幢座院线店铺])")
_NEXT_DOOR = re.compile(
    rf"(?:^|(?<=[\s,.!?;:面壁们我住是]))({NUMBER})号(?=的?(?:[老阿小][一-龥]|[一-龥]?(?:奶奶|爷爷|大爷|大妈|师傅家)|底楼"
    r"|阁楼|亭子间|[前后]楼|门口|[前后]门|天井|灶间|灶披间|楼[上下梯道]|[二三四五2-5][楼层]|整幢|那[家户]|里[面厢]|屋里|家的?|下水|水管"
    r"|电表|外?墙|漏水|冒[烟火水]|淌|在[搭砌盖])|那边)"
)
# In a nickname a number alone is a house, 33号 陆, 4号周阿姨, unless it is that of a thing or a job: 12号线, 8号技师.
_NICK_LANE = re.compile(
    rf"^(?:隔壁)?({NUMBER})(?:号(?![线店馆铺员桥路院机车桌床位技球坑井仓库档楼栋幢座商手]|门(?!口)|宿舍|保安|网格|群[主管]|队[长员]|玩家|选手|种子|家政|助理|代购"
    rf"|\s?生日|出生|.{{0,3}}[店铺档摊馆])|座(?=\d))[\s\-]?"
    rf"(?:(\d{{3,4}})(?![\d{_MEASURES}]))?"
)
_LETTER_PAIR = re.compile(r"(?<![\dA-Za-z])([A-Za-z])(\d{3,4})(?!\d)")
_NICK_PART = re.compile(r"(?<![\dA-Za-z.:*\-])(\d{1,2}|[A-Za-z])[-—_](\d{1,2})(?![\d-])")
# 2-1-3 and 12号楼3-1 number the doors of each storey or stair.
_NICK_HOME = re.compile(
    rf"(?<![\dA-Za-z.\-])([甲乙丙丁]?\d{{1,3}}|[A-Za-z])(?:-|\s?{HOUSE}-?)(\d{{1,2}})-(\d{{1,2}})(?![\d\-号])"
)
_NICK_DOOR = re.compile(rf"(?:(?<=楼)|^|(?<=\s))({_ONE})号?门(?=$|[\s\d老小大阿])")
_NICK_SPACED = re.compile(r"^(\d{1,2}) ([1-9]) (\d{3,4})(?!\d)")
_NICK_ROOM = re.compile(r"(?<![\dA-Za-z.\-])(\d{3,4})(?![\d天号路])")
_TAIL = re.compile(
    rf"[-\s]*(?:(\d{{3,4}})(?!\d)|\(?[一-龥]{{1,4}}\)?\s*({_DOOR_NUMBER})(?![\d天号路楼])|(\d{{1,2}})号$)"
)
# 2-117 of B2-117 is no home.
_IN_BAY = re.compile(r"[A-Z]\d-\d")
# Where the first number or letter of an address may stand.
_NUMBERS = re.compile(rf"[\dA-Za-z]+|[{NUMERALS}]|[甲乙丙丁](?=\d)|[东西中](?=单元)")
MAYBE = re.compile(
    rf"[\dA-Za-z{NUMERALS}](?:(?<=\d)|(?<=[{NUMERALS}])(?=[号栋幢座单门楼#梯])|(?<=[A-Za-z])(?=[座栋幢楼#\-]))|[东西中]单元"
)
# The same words are asked for by who judges, who places and who joins.
KEPT, _LATELY = 4096, 256
_START = attrgetter("start")
# Building, unit and room.
_Told: TypeAlias = tuple[str, str, str]
_NOTHING: _Told = ("", "", "")


class Address(NamedTuple):
    """Strings of digits or letters; "" is not told. `start` and `end` are its place in the words.

    `lane` is that in which a numbered door stands: 3巷 of 三巷5号.
    """

    building: str = ""
    unit: str = ""
    room: str = ""
    start: int = 0
    end: int = 0
    lane: str = ""

    def __bool__(self) -> bool:
        return bool(self.building or self.unit or self.room)


def in_order(*parts: str) -> tuple[tuple[int, str], ...]:
    """By what numbers of houses, units and rooms are sorted: 3 before 12, A before B."""
    return tuple((len(part), part) for part in parts)


def numeral(words: str) -> str:
    """Chinese numerals as digits ("十二" is "12", "五零一" is "501"); anything else in capitals."""
    if not words or (words[0] not in NUMERALS and not _MIXED_DIGITS.fullmatch(words)):
        return words.upper().lstrip("0") or words
    if "十" not in words:
        return "".join(str(_DIGITS.get(sign, sign)) for sign in words)
    tens, _, ones = words.partition("十")
    return str(_DIGITS.get(tens, 1) * 10 + _DIGITS.get(ones, 0)) if len(words) <= 3 else words


def addresses(text: str) -> tuple[Address, ...]:
    """Every address told in the words, in order, none overlapping another. 「3号下午」 is a date and none."""
    return told_addresses(narrow(text))


@lru_cache(_LATELY)
def told_addresses(words: str) -> tuple[Address, ...]:
    """The same for words already narrow."""
    if not MAYBE.search(words):
        return ()
    found: list[Address] = []
    starts, seen = [match.start() for match in _NUMBERS.finditer(words)], set(words)
    for pattern, build, signs in _FORMS:
        for match in () if signs.isdisjoint(seen) else matches(pattern, words, starts):
            start, end = match.span()
            if all(end <= each.start or start >= each.end for each in found) and any(told := build(match)):
                lane = _lane_before(words, start) if build in _OF_DOORS else ""
                found.append(Address(*told, start, end, lane))
    return tuple(sorted(found, key=_START))


@lru_cache(KEPT)
def nickname(name: str) -> Address:
    """The address in a group nickname: 「8-1-802 李姐」, 「四栋一单元丽姨」, 「2503」; empty when it tells none."""
    words = narrow(name)
    if not MAYBE.search(words):
        return Address()
    for pattern, build, signs in _NICK_FORMS:
        match = None if signs.isdisjoint(words) else pattern.search(words)
        if match and not _IN_BAY.match(words, match.start() - 1 if match.start() else len(words)):
            told = build(match)
            if any(told):
                lane = _lane_before(words, match.start()) if build in _OF_DOORS else ""
                return _with_tail(Address(*told, lane=lane), words[match.end() :])
    return Address()


def next_door(words: str, sender: str) -> str:
    """The door of a lane that who lives in one tells of by its number alone; "" if there is none."""
    told = _NEXT_DOOR.search(words) if "号" in words and _LIVES_IN_LANE.search(narrow(sender)) else None
    return numeral(told[1]) if told else ""


def lane_to(building: str, text: str) -> str:
    """The lane in which a door stands as these words tell it: 三巷 for 12 of 三巷12号; "" if they tell none."""
    found = _LANE_DOOR.finditer(narrow(text)) if "巷" in text or "弄" in text else ()
    return next((match[1] + match[2] for match in found if numeral(match[3]) == building), "")


def lane_of(building: str, told: Iterable[Address]) -> str:
    """The lane in which the door of this number stands, as one of these addresses tells it."""
    return next((each.lane for each in told if each.lane and each.building == building), "")


def other_lane(one: str, other: str) -> bool:
    """Whether two places are in different lanes: 3巷 and 四巷门口, where the same number is another door."""
    lanes = [_LANE_OF.search(place) for place in (one, other) if "巷" in place or "弄" in place]
    told = {numeral(match[1]) + match[2] for match in lanes if match}
    return len(told) > 1


def _lane_before(words: str, start: int) -> str:
    """The lane that stands right before a door's number."""
    found = _LANE_BEFORE.search(words[:start]) if words[start - 1 : start] in ("巷", "弄", "-") else None
    return numeral(found[1]) + found[2] if found else ""


def _with_tail(address: Address, rest: str) -> Address:
    """The room behind what was read, as in 「A座-806-租客」, 「10栋1单元 李姐 502」 and 「5楼1门7号」."""
    tail = _TAIL.match(rest) if rest and not address.room else None
    if tail is None:
        return address
    if tail[3]:
        return address._replace(room=tail[3]) if address.unit else address
    return address._replace(room=tail[1] or tail[2])


def _full(match: re.Match[str]) -> _Told:
    building, *units, room = match.groups()
    unit = next(filter(None, units))
    if (unit.isdigit() and not 0 < int(unit) <= 20) or not _is_building(building):
        return _NOTHING
    return numeral(building), numeral(unit), room


def _pair(match: re.Match[str]) -> _Told:
    return (numeral(match.group(1)), "", match.group(2)) if _is_building(match.group(1)) else _NOTHING


def _part(match: re.Match[str]) -> _Told:
    return (numeral(match.group(1)), numeral(match.group(2)), "") if int(match.group(2)) else _NOTHING


def _house(match: re.Match[str]) -> _Told:
    building = numeral(next(filter(None, match.groups()[:4])))
    return building, _one(match.group(5) or match.group(6) or ""), numeral(match.group(7) or "")


def _one(words: str) -> str:
    """The number of one unit; 一二单元 are two."""
    return "" if len(words) > 1 and "十" not in words and words[0] in NUMERALS else numeral(words)


def _english(match: re.Match[str]) -> _Told:
    building, unit, room = match.groups()[:3] if match[1] else match.groups()[3:]
    return building, unit or "", room or ""


def _lane(match: re.Match[str]) -> _Told:
    return numeral(match.group(1)), "", match.group(2) or ""


def _door(match: re.Match[str]) -> _Told:
    return "", numeral(match[match.lastindex or 0]), ""


def _unit(match: re.Match[str]) -> _Told:
    return "", _one(match.group(1)), numeral(match.group(2) or "")


def _room(match: re.Match[str]) -> _Told:
    return _NOTHING if match.group(1) in _NOT_ROOMS else ("", "", match.group(1))


def _is_building(words: str) -> bool:
    return not words.isdigit() or 0 < int(words) < 200


# Each form with the signs of which it cannot do without one: looking for them first is far cheaper.
_DIGIT = frozenset("0123456789")
HOUSE_SIGNS = frozenset("楼搂喽栋幢座#动洞号")
_STROKE = frozenset("-_—")
_FORMS = (
    (_FULL, _full, _STROKE | frozenset("/.·~。")),
    (_MIXED, _full, _STROKE),
    (_BUILDING, _house, HOUSE_SIGNS),
    (_ENGLISH, _english, frozenset("kdgl")),
    (_OF_LANE, _lane, frozenset("号")),
    (_LANE, _lane, frozenset("号")),
    (_PAIR, _pair, _STROKE),
    (_UNIT_ONLY, _unit, frozenset("元园员圆门")),
    (_DOOR, _door, frozenset("门")),
    (_PART, _part, _STROKE),
    (_ROOM_ONLY, _room, _DIGIT),
)
# A numbered door may be one of a lane, 三巷5号301 and 3巷5-301; a 号楼 is a whole building.
_OF_DOORS = frozenset({_lane, _pair, _full})
_NICK_FORMS = (
    *_FORMS[:2],
    (_NICK_HOME, _full, _STROKE),
    (_NICK_SPACED, _full, frozenset(" ")),
    *_FORMS[2:8],
    (_NICK_DOOR, _door, frozenset("门")),
    (_NICK_LANE, _lane, frozenset("号座")),
    (_LETTER_PAIR, _pair, _DIGIT),
    (_NICK_PART, _part, _STROKE),
    *_FORMS[8:],
    (_NICK_ROOM, _room, _DIGIT),
)
