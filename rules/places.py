"""Where: building, unit, room and named place, from a message and from the sender's nickname."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple, TypeAlias

from rules.wording import Beginnings, either, matches, narrow

# 五O一 is 五〇一.
_DIGITS = dict(zip("零〇Oo一二两三四五六七八九", (0, 0, 0, 0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))
_CN = "零〇一二两三四五六七八九十"
_NUM = rf"(?:\d{{1,3}}|[{_CN}]{{1,3}})"
_ROOM = rf"(?:\d{{3,4}}|[{_CN}][{_CN}Oo][{_CN}]{{1,2}})"
# 动, 号搂 and 单园 are what a hasty hand makes of them: 3动2单园.
_HOUSE = r"(?:号宿舍楼|号[楼搂喽]|号栋|号幢|号座|栋楼|幢楼|栋|幢|座|#楼|#|[动洞](?=\s?[\d一二三四五六]\s?单))"
_UNIT = r"(?:号?单[元园员圆]|号?门栋|号?门洞|号?门(?=\d|[零〇一二两三四五六七八九十]{3}|左|右|中|东|西)|梯(?!子))"
# Behind a building a door is a unit: 四门 of 八号楼.
_UNIT_OF = rf"(?:{_UNIT}|号?门(?![禁卫店面市]))"
_DASH = r"(?:\s?[-_/·]\s?|\.)"
# A, and A3 where houses go by both.
_LETTER = r"[A-Za-z]\d{0,2}"

_FULL = re.compile(
    rf"(?<![\dA-Za-z.])([甲乙丙丁]?{_NUM}|{_LETTER})(?:{_DASH}(\d{{1,2}})|[座栋]?-([A-Da-d东西中南北])(?=-)){_DASH}(\d{{3,4}})(?!\d)"
)
_MIXED = re.compile(
    rf"(?<![\dA-Za-z第{_CN}])([甲乙丙丁]?{_NUM}|{_LETTER})\s?{_HOUSE}\s?-?\s?(\d{{1,2}})(?:单元)?\s?-\s?(\d{{3,4}})(?!\d)"
)
_DOOR_NUMBER = r"(?:[1-9]|[1-4]\d)(?:0[1-9]|1[0-9]|2[0-4])"
# A3-1105 is a home; B2-117 stands in a garage.
_PAIR = re.compile(
    rf"(?<![\dA-Za-z.:*])(\d{{1,2}}|[A-Za-z]|(?!B\d-\d{{3}}(?!\d)){_LETTER}(?=-{_DOOR_NUMBER}(?!\d|车|号?桩)))[-—_](\d{{3,4}})(?![\d*.%:]|元|块|度|年|斤|米|人|号线)"
)
_PART = re.compile(r"(?<![\dA-Za-z.:*\-])([甲乙丙丁]?\d{1,2})-(\d)(?![\d*.%:\-~/栋幢座]|号[楼栋])")
_BUILDING = re.compile(
    rf"(?<![\dA-Za-z第{_CN}])(?<!\d[-~至到])(?:([甲乙丙丁]?{_NUM})\s?{_HOUSE}|([甲乙丙丁]\d{{1,2}})楼|({_NUM})号?楼(?={_NUM}{_UNIT_OF}|\s*[东西中]单元)|((?:[A-Za-z]\d{{1,2}}|\d{{1,2}}[A-Ha-h])(?=\s?(?:座|栋|幢|号楼))|[A-Za-z])\s?(?:座|栋|幢|楼|号楼|#))"
    rf"(?:[\s,的\-]*(?:({_NUM}|[东西中甲乙丙丁])\s?{_UNIT_OF}|([A-Za-z])座))?"
    rf"(?:[\s,的\-]*({_ROOM})(?!\d|元|块|度|年|斤|多?户|来?人|兆)(?:室|号房|房|户)?)?"
)
_UNIT_ONLY = re.compile(
    rf"(?<![\d第{_CN}A-Za-z])(?<![\d{_CN}][到至、和])({_NUM}|(?<!集)[东西中](?=单元))(?:号?单[元园员圆]|号?门栋|号?门洞|号?门(?=\d{{3}}))(?:[\s,的\-]*({_ROOM})(?!\d|元|块|度|年|斤)(?:室|号房|房|户)?)?"
)
# A door alone is a unit where a stair stands behind it, 二门楼道, 四门五楼, or nothing: 堵着单元门 一门.
_ONE = rf"[1-9{_CN[2:-1]}]"
_DOOR = re.compile(
    rf"(?<![\d第万{_CN}A-Za-z\-到至、和])({_ONE})号?门(?=的?(?:楼道|楼梯|总阀|住户|门弓|门禁)|口那[个盏]|那边|这边|前头|{_ONE}[楼层])"
    rf"|(?:^|(?<=\s)|(?<=我们|咱们|整个))({_ONE})号?门(?=$|\s)"
)
_ROOM_ONLY = re.compile(
    r"(?<![\d.\-*¥$A-Za-z#:尾约第])(?<!血压)(?<!高压)(?<!显示)(?<!血压计)((?:[1-9]|[1-4]\d)(?:0[1-9]|1[0-9]|2[0-4]))(?:室|号房|房|户)?"
    r"(?![\d.*:%]|-(?:19|20)\d\d|天(?!天)|[元块度斤年米分个只万毫瓦级路兆次点台月岁页户块钱包多]|号线|人民|m|M|k|g|w|W|V|v"
    r"|家(?:[都全共各商企店单公餐饭]|门[店面市]|人家|[,.!?\s]|$))"
)
_MEASURES = "元块度斤年米分个只万毫瓦级路兆次台月岁页家户钱包"
_NOT_ROOMS = frozenset({"110", "119", "120", "114", "122", "911", "315", "1024", "1111", "1212", "618", "101010"})
_ENGLISH = re.compile(
    r"(?<![A-Za-z])(?:[Bb]uilding|[Bb]lock|[Bb]ldg)\.? ?(?:[Nn]o\.? ?)?(\d{1,3}|[A-Z])(?![\dA-Za-z])"
    r"(?:,? ?[Uu]nit ?(\d{1,2}))?(?:,? ?(?:[Rr]oom|[Ff]lat|[Aa]pt\.?|[Aa]partment) ?(\d{3,4}))?"
)
# A house of a lane, 25号301, 四巷12号; 12号 alone is a day of the month, 20号1920集合 a day and an hour.
_CALLS, _HOUR = (
    "110|11[49]|12[02]",
    r"\d{1,2}(?:05|1[05]|20)(?:集合|出发|开会|开始|报到|准时|左右|之?前(?!面)|过来|到|[上出]门|截止)",
)
_LANE = re.compile(
    rf"(?<![\dA-Za-z.:第月周天年{_CN}])({_NUM})号房?-?(?!(?:{_CALLS})(?![\d室房])|{_HOUR})((?:[1-9]|[1-4]\d)(?:0[1-9]|1[0-9]|2[0-4]))(?![\d.*:%号点人{_MEASURES}])"
)
_OF_LANE = re.compile(
    rf"(?<=[巷弄])(?<![小条]巷)-?({_NUM})号(?![楼栋幢座院]|才|之?前(?!面)|以[前后]|起|开始|[上中下]午|早上|晚上)[\s\-]?"
    rf"(?:(?!{_CALLS})(\d{{3,4}})(?![\d{_MEASURES}]))?"
)
_LANE_NAME = rf"(?:{_NUM}|[一-龥](?![{_CN}小条个那这])[一-龥])"
_LANE_DOOR = re.compile(rf"({_LANE_NAME})([巷弄])-?({_NUM})号(?![楼栋幢座院])")
_LANE_BEFORE = re.compile(rf"({_LANE_NAME})([巷弄])-?$")
_LANE_OF = re.compile(rf"({_LANE_NAME})([巷弄])")
# In a nickname a number alone is a house, 33号 陆, 4号周阿姨, unless it is that of a thing or a job: 12号线, 8号技师.
_NICK_LANE = re.compile(
    rf"^(?:隔壁)?({_NUM})(?:号(?![线店馆铺员桥路院门机车桌床位技球坑井仓库档楼栋幢座商手]|宿舍|保安|网格|群[主管]|队[长员]|玩家|选手|种子|家政|助理|代购"
    rf"|\s?生日|出生|.{{0,3}}[店铺档摊馆])|座(?=\d))[\s\-]?"
    rf"(?:(\d{{3,4}})(?![\d{_MEASURES}]))?"
)
_LETTER_PAIR = re.compile(r"(?<![\dA-Za-z])([A-Za-z])(\d{3,4})(?!\d)")
_NICK_PART = re.compile(r"(?<![\dA-Za-z.:*\-])(\d{1,2}|[A-Za-z])[-—_](\d{1,2})(?![\d-])")
# 2-1-3 and 12号楼3-1 number the doors of each storey or stair.
_NICK_HOME = re.compile(
    rf"(?<![\dA-Za-z.\-])([甲乙丙丁]?\d{{1,3}}|[A-Za-z])(?:-|\s?{_HOUSE}-?)(\d{{1,2}})-(\d{{1,2}})(?![\d\-号])"
)
_NICK_DOOR = re.compile(rf"(?:(?<=楼)|^|(?<=\s))({_ONE})号?门(?=$|[\s\d老小大阿])")
_NICK_ROOM = re.compile(r"(?<![\dA-Za-z.\-])(\d{3,4})(?![\d天号路])")
_TAIL = re.compile(
    rf"[-\s]*(?:(\d{{3,4}})(?!\d)|\(?[一-龥]{{1,4}}\)?\s*({_DOOR_NUMBER})(?![\d天号路楼])|(\d{{1,2}})号$)"
)
# Where somebody is who tells no house: 12号院东房, 东二排3号, 塘北3号, 下坝组, 周记牛肉面.
_TRADES = (
    "店|铺|超市|摊|馆|车行|琴行|坊|小吃|五金|烟酒|烧腊|卤菜|豆花|热干面|牛肉面|羊汤|麻辣烫|米粉|理发|药房|诊所|客栈|民宿|粮油|水产|海产|包子|早点|凉茶|网吧"
    "|饭庄|建材|布行|沙县|快餐|炖品|糖水|童装|服装"
)
_CREWS = (
    "包装|维修|抢修|物业|业主|老年|志愿|安保|绿化|保洁|装修|施工|秩序|客服|工程|巡逻"
    "|电工|专项|互助|调查|检查|我们|他们|一个|这个|那个|每个|哪个"
)
_NAMED_HOUSE = re.compile(rf"(?<![\d{_CN}号栋])[一-龥]{{1,3}}楼(?=\s?(?:{_NUM}{_UNIT_OF}|\d{{3,4}}))")
_STREETS = ("街", "路", "巷", "口", "门")
_CORNER = re.compile(
    rf"{_NUM}巷[口头尾]?(?!{_NUM}?号)|[BG]\d?-\d{{2,4}}(?:号?车位)?|[甲乙丙丁]?{_NUM}号院(?:[东西南北中][房屋])?"
    rf"|(?:平房|安置区|新村)?(?:[东西南北]?第?{_NUM}[排趟]|[东西南北]排)(?:{_NUM}号)?"
    rf"|[一-龥]{{0,3}}[塘街路湾坝坪村庄屯房坡沟岭冲垸东南西北](?<!铁路)(?<!网线)\d{{1,3}}号"
    rf"|(?:(?<![一-龥])(?!{_CREWS})[一-龥]{{2}}|第?{_NUM})组(?:{_NUM}号)?(?=$|\s|组?长|[老小阿][一-龥]|[一-龥]{{1,3}}$)"
    rf"|(?<![一-龥])(?![卖开住修做送摆]|老街坊)(?P<shop>[一-龥A-Za-z]{{0,6}}?(?:{_TRADES}))(?:小?店|铺|馆)?(?=$|\s|老板|店主|前台|[一-龥]{{1,3}}$)"
)
# 2-117 of B2-117 is no home.
_IN_BAY = re.compile(r"[A-Z]\d-\d")
_FLOOR = re.compile(rf"(?:{_NUM}|十几|几|顶)(?:楼|层)")
_BAY = re.compile(rf"车位[A-Za-z]?\d?-?\d{{1,4}}|[A-Za-z]\d?-?\d{{2,4}}号?车位|{_NUM}号车位")
# Where the first number or letter of an address may stand.
_NUMBERS = re.compile(rf"[\dA-Za-z]+|[{_CN}]|[甲乙丙丁](?=\d)|[东西中](?=单元)")
_MAYBE = re.compile(
    rf"[\dA-Za-z{_CN}](?:(?<=\d)|(?<=[{_CN}])(?=[号栋幢座单门楼#梯])|(?<=[A-Za-z])(?=[座栋幢楼#\-]))|[东西中]单元"
)
# What is in no house, though its last word may be: 北门消防通道.
_OUT_OF_DOORS = re.compile(r"地库|车库|停车|[东南西北]门|大门|正门|后门|侧门")
# Spots that begin with no word of the list, and signs of which each has one.
_BEGINS = re.compile(
    rf"[负地几顶0-9{_CN}](?=[下几0-9{_CN}]{{0,3}}[楼层排组])|[东南西北新前中正](?=[街区])|[A-Za-z](?=区)|[一-龥](?=[一-龥](?:路|街|大道|巷|桥|组))"
)
_BEGUN = frozenset("楼层区路街道排组巷桥")
# 阳光花园5栋 is called so; 在花园3号楼那边 is in a garden.
_COMPOUND = re.compile(
    r"(?!中心|小区|楼下|[前后]面)(?:(?![在到从的里个上下旁])[一-龥]){2,4}(?:花园|广场|公园)"
    r"(?=(?:小区|[东南西北A-Za-z]区)?(?:\d{1,3}(?:号楼|栋|幢|座|#)|物业|业委会|业主|管理处|居委|社区|的?房东)|小区)"
)
_BETWEEN = frozenset("和跟同与、到间至往用边-~")
_BESIDE = re.compile(r"门口|旁|边上|对面|后[面边头身]|前[面边]|底下|下面")
# Words before 门口 and the like that tell what is done there: 罐子搁门口.
_DOING = re.compile(r"[搁滚端爬扔放打]|我|你|他|有人")
# 3栋楼下 tells the house and no more.
_NO_SIDE = ("楼下", "底下", "那边", "电梯口")
# The same words are asked for by who judges, who places and who joins.
_KEPT, _LATELY = 4096, 256
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
    if not words or words[0] not in _CN:
        return words.upper().lstrip("0") or words
    if "十" not in words:
        return "".join(str(_DIGITS[sign]) for sign in words)
    tens, _, ones = words.partition("十")
    return str(_DIGITS.get(tens, 1) * 10 + _DIGITS.get(ones, 0)) if len(words) <= 3 else words


def addresses(text: str) -> tuple[Address, ...]:
    """Every address told in the words, in order, none overlapping another. 「3号下午」 is a date and none."""
    return told_addresses(narrow(text))


@lru_cache(_LATELY)
def told_addresses(words: str) -> tuple[Address, ...]:
    """The same for words already narrow."""
    if not _MAYBE.search(words):
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


@lru_cache(_KEPT)
def nickname(name: str) -> Address:
    """The address in a group nickname: 「8-1-802 李姐」, 「四栋一单元丽姨」, 「2503」; empty when it tells none."""
    words = narrow(name)
    if not _MAYBE.search(words):
        return Address()
    for pattern, build, signs in _NICK_FORMS:
        match = None if signs.isdisjoint(words) else pattern.search(words)
        if match and not _IN_BAY.match(words, match.start() - 1 if match.start() else len(words)):
            told = build(match)
            if any(told):
                lane = _lane_before(words, match.start()) if build in _OF_DOORS else ""
                return _with_tail(Address(*told, lane=lane), words[match.end() :])
    return Address()


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


def _compounds(words: str) -> list[tuple[int, int]]:
    """Where names of compounds stand that sound like a place in them."""
    return [found.span() for found in _COMPOUND.finditer(words)] if "园" in words or "广场" in words else []


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
    return "" if len(words) > 1 and "十" not in words and words[0] in _CN else numeral(words)


def _english(match: re.Match[str]) -> _Told:
    return match.group(1), match.group(2) or "", match.group(3) or ""


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
_BLOCK = frozenset("楼搂喽栋幢座#动洞")
_STROKE = frozenset("-_—")
_FORMS = (
    (_FULL, _full, _STROKE | frozenset("/.·")),
    (_MIXED, _full, _STROKE),
    (_BUILDING, _house, _BLOCK),
    (_ENGLISH, _english, frozenset("kdg")),
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
    *_FORMS[2:8],
    (_NICK_DOOR, _door, frozenset("门")),
    (_NICK_LANE, _lane, frozenset("号座")),
    (_LETTER_PAIR, _pair, _DIGIT),
    (_NICK_PART, _part, _STROKE),
    *_FORMS[8:],
    (_NICK_ROOM, _room, _DIGIT),
)


class Spot(NamedTuple):
    """A named place in the words: its text, where it begins, whether inside a building, how sure (3 most, 1 loose).

    `between` houses it is in none of them; `of_house` it is at the house of who writes.
    """

    text: str
    start: int
    inside: bool
    rank: int = 2
    vague: bool = False
    between: bool = False
    of_house: bool = False


_LONGEST_SPOT = 12
_NO_MORE = re.compile(r"[就在是的那这里边儿上旁处下个头面口外啊呀哈嘛吧呗啦 ,。!~]*")


class PlaceReader:
    """Finds named places with a street's own list of spots."""

    def __init__(self, places: Mapping[str, Iterable[str]]) -> None:
        self._inside = frozenset(places.get("inside", ()))
        self._corridor = frozenset(places.get("corridor", ()))
        self._vague = frozenset(places.get("vague", ()))
        self._houses = tuple(places.get("house", ()))
        listed = {*places.get("spots", ()), *self._corridor}
        spots = either(listed)
        own = rf"(?<![号栋幢座#\d{_CN}]){either(self._houses)}" if self._houses else "(?!)"
        sides = either(places.get("sides", ()))
        house = rf"(?:(?:{_NUM}|[A-Za-z])\s?{_HOUSE}|[A-Za-z]座)"
        layer = r"[上下道梯顶栋层半泥灰水油雪冰皮土膜白黑红黄绿翅毛霜锈渣沙壳]"
        # 垫了三层 and 掉了两层 are counted; 在三层 and 三层往上 tell where.
        counted = r"(?!(?<![第在到从往至上负下])[一两二三几半]层(?!以|往|的?楼|走廊|平台|电梯|住))"
        number = rf"(?!(?<=[面上漂盖落蒙积结])一层){counted}(?:负|地下)?(?:{_NUM}|十几|二十几|几|顶)"
        story = rf"{number}(?:楼半?|层)(?!{layer}|楼?高(?!空)|的人|整栋|{_NUM}\s?(?:号?门(?!口)|单元))"
        floor = rf"{story}(?:[以往][上下])?(?:\s?(?:到|至|-|和)\s?{_NUM}(?:楼|层))?"
        self._corner = lru_cache(_KEPT)(self._read_corner)
        self._sort = lru_cache(_KEPT)(self._read_sort)
        self._between = re.compile(
            rf"(?:{house}|{_NUM}号?(?=和|跟|同|与|、|到))(?:和|跟|同|与|、|到|,)?{house}?(?:和|跟|同|与|、|到){house}"
            rf"(?:之间|中间|的中间|当中|门口|楼下)?|{house}{house}(?:之间|中间|[公共]用|这边|那边)"
            rf"|(?<![\d栋幢座楼-]){_NUM}[-~至到]{house}(?:之间|中间)?|{house}(?:和|跟|同|与)[一-龥]{{2,4}}?(?:之间|中间|当中)|从(?:{house}[头尾]?|[一-龥]{{2,3}}?)[走]?[到至往](?:{house}|[一-龥]{{2,3}}?)[这那]?一?[截段条排]|从{house}[头尾口]?[到至]{house}"
        )
        # 新屋组黑了; 维修组 and 小组 are people.
        village = rf"(?<![一-龥])(?!{_CREWS})[一-龥]{{2}}组(?=[黑停没水电路灯有都全那这又进])"
        self._spot = re.compile(
            rf"(?:(?<![下污雨](?=水井))(?:{floor}|(?:平房区?|安置区)第?{_NUM}排(?:{_NUM}号)?|第?{_NUM}组(?![织长员合团成])|{village}|{own}|{spots}(?<![小中]学(?=生))|[A-Za-z]区|(?:小区)?[东西南北]区(?![\dA-Za-z{_CN}别域])|(?<![上下逛这那一整半条])[东南西北新前中正]街(?![道上边口])|[一-龥]{{2}}(?:路|街(?!道)|大道|巷|桥)(?!面|灯|口|上|边|子|头|仔|哥)|(?!一排){_NUM}排(?!队|骨|水|除|查|车)(?:{_NUM}号)?)(?:的|靠)?)"
            rf"(?:(?:{spots}|{floor}|{sides}|[A-Z]\d?区?|B\d)(?:的)?){{0,3}}"
        )
        self._indoors = re.compile(either((*self._inside, *self._corridor)))
        side_signs = "".join(sorted({word[0] for word in places.get("sides", ())})) or "#"
        self._aside = re.compile(rf"[{''.join(sorted(_BLOCK))}](?:{_NUM}{_UNIT})?的?[{side_signs}]")
        self._beginnings = Beginnings((*listed, *self._houses))
        self._beside_house = re.compile(rf"{house}(?:{_NUM}{_UNIT})?的?(?P<side>(?:{sides})+)")
        self._loose = re.compile(
            r"(?:^|[在到从,。!?;\s把])((?!我|你|他|她|咱|俺|谁|那|这|有|是|一|就|都|家|又|今|昨|刚|淋浴|浴室|卫生|厨房|卧室|厕所|客厅|飘窗|窗台|床|沙发|马桶|水槽|洗菜|洗手|灶|橱|冰箱|空调|暖气|窗|从|在|到|往|像|现|水从|主人|夜里)[一-龥]{2,5}?)"
            r"(门口|旁边|边上|对面|后面|后边|前面|前边|后头|后身|底下|下面|旁)"
        )
        self._road = re.compile(
            r"[条的马走公铁线电短道一上逛这那半回让过顺横挡堵拦占住死着得识到见没细了不]路|[上逛们这那落条满骂了]街|[一-龥]的路|思路|后路"
        )

    def corner(self, name: str) -> str:
        """The place in a nickname that tells no address: 「三和街 五金店」, 「5排 胡大爷」."""
        return self._corner(name)

    def _read_corner(self, name: str) -> str:
        if nickname(name):
            return ""
        words = narrow(name)
        told = _CORNER.search(words)
        spots = [] if told and told["shop"] is None else [spot.text for spot in self.told_spots(words)]
        street = next((spot for spot in spots if spot.endswith(_STREETS)), "")
        return street or (told.group() if told else next(iter(spots), ""))

    def house_named(self, name: str) -> str:
        """The house of a nickname that has a name and no number: 南楼 of 「南楼三门402」."""
        told = _NAMED_HOUSE.search(narrow(name))
        return told.group() if told else ""

    def spots(self, text: str) -> tuple[Spot, ...]:
        """Places told in the words, in order, the surest first where they overlap."""
        return self.told_spots(narrow(text))

    def told_spots(self, words: str) -> tuple[Spot, ...]:
        """The same for words already narrow."""
        taken: list[tuple[int, int, Spot]] = []
        spans = _compounds(words)
        for found, rank in self._found(words):
            for match in found:
                start, end = match.start(1) if match.re is self._loose else match.start(), match.end()
                if any(start < stop and end > begin for begin, stop in spans):
                    continue
                text = words[start:end].strip(" ,的靠")
                if match.re is self._loose and _DOING.search(text):
                    continue
                if match.re is self._beside_house and (text.endswith(_NO_SIDE) or self._is_indoors(match["side"])):
                    continue
                if sort := self._sort(text):
                    inside, vague = sort
                    between = match.re is self._between
                    spans.append((start, end))
                    of_house = text.startswith(self._houses)
                    taken.append(
                        (start, end, Spot(text, start, inside, 1 if vague else rank, vague, between, of_house))
                    )
            if taken and rank == 2:
                break
        return tuple([spot for _, _, spot in sorted(taken)])

    def _is_indoors(self, side: str) -> bool:
        """Whether a house is named of which this is a part: 大堂 of 3栋大堂 is the place, the house is told besides."""
        return side in self._inside

    def is_all(self, words: str) -> bool:
        """Whether narrow words name a spot and nothing else: 花坛边, 就公厕那里."""
        if len(words) > _LONGEST_SPOT or not (spots := self.told_spots(words)):
            return False
        for spot in spots:
            words = words.replace(spot.text, "", 1)
        return bool(_NO_MORE.fullmatch(words))

    def _found(self, words: str) -> Iterator[tuple[Iterator[re.Match[str]], int]]:
        """What may be a spot, and how sure that is, the surest first."""
        if not _BLOCK.isdisjoint(words) and _MAYBE.search(words):
            if not _BETWEEN.isdisjoint(words):
                yield self._between.finditer(words), 3
            if self._aside.search(words):
                yield self._beside_house.finditer(words), 3
        if "车位" in words:
            yield _BAY.finditer(words), 3
        if starts := self._starts(words):
            yield matches(self._spot, words, starts), 2
        if _BESIDE.search(words):
            yield self._loose.finditer(words), 1

    def _starts(self, words: str) -> list[int]:
        """Where a spot may begin: at its first two signs, at a number of storeys, at an area, or two before 路."""
        starts = self._beginnings.places(words)
        if _BEGUN.isdisjoint(words):
            return starts
        return sorted({*starts, *(found.start() for found in _BEGINS.finditer(words))})

    def _read_sort(self, found: str) -> tuple[bool, bool] | None:
        """Whether a spot is inside a building, and whether it is a vague one; None if the words are no spot."""
        if found in self._vague or self._road.search(found) or len(found) < 2:
            return None
        inside = bool(self._indoors.search(found) or _FLOOR.match(found))
        return inside and not _OUT_OF_DOORS.search(found), found in self._corridor
