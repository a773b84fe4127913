"""Completing where a matter is: what the words tell, and what the nickname adds to it."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple, TypeAlias

from rules.lexicon import SIGN, Hit, Matter
from rules.places import Address, lane_to, next_door, nickname, numeral, told_addresses
from rules.spots import PlaceReader, Spot
from rules.taxonomy import UNCLASSIFIED
from rules.wording import clauses

_COUNT = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_FLOOR = re.compile(r"(\d{1,2}|[一二三四五六七八九十几]{1,3})[楼层]")
# Whom a message calls, where somebody was followed from, another house that its own is only likened to,
# 跟五号楼一样是屋面吗, and what was mistyped.
_NOT_HERE = re.compile(
    r"@\S+|(?<![^,。!?;…\s])(?=[^,。!?;…\s])(?:[^,。!?;…\s]*[…,\s]*+[打说写]错了)++"
    r"|从[^,.!?\s]{1,8}?(?=[一就]?[直路]?(?:(?:跟|追|尾随)[着了到上]*[我她他]|被[^,.!?\s]{0,3}(?:跟|追|尾随)))"
    rf"|(?:我家|我住|我是)(?:在)?{_COUNT}(?:号楼|[栋幢座])[^!?;]{{0,8}}(?=我?说的(?:却|可)?是{_COUNT}(?:号楼|[栋幢座]))"
    rf"|(?<!是)不(?:住|在|是)\s?{_COUNT}(?:号楼|[楼栋幢座])(?=[\s,]*(?:我|是|在))"
    r"|(?:跟|和|同|像)(?:\d{1,3}|[一二三四五六七八九十]{1,3})(?:号楼|栋|幢|座|#)[^,。!?;]{0,6}?(?:一样|似的|是不是一|是一[个回条根路]|同一)"
)
_NOWHERE = Address()
# By what each of those is known: most messages are spared the whole look.
_MAY_BE_ELSEWHERE = re.compile(
    r"@|从.{1,9}[跟追随]|[打说写]错|说的(?:却|可)?是|(?:[跟和同像]|不[住在是]\s?)[\d一二三四五六七八九十]"
)
# What hangs there hangs in no home: 一楼大厅天花板滴水.
_LOBBIES = ("大厅", "大堂", "门厅")
_SPOTLESS = ("errand.", "policy_inquiry.", "emergency_health.test_vaccine", "property_repair.property_service")
_CORRIDORS = frozenset(
    {
        "property_repair.corridor_light",
        "safety_hazard.corridor_clutter",
        "sanitation.illegal_posting",
        "emergency_health.disinfection",
        "public_security.group_rental",
    }
)
_ABOUT_OTHERS = frozenset(
    {
        "welfare_care.elder_care",
        "welfare_care.child_care",
        "welfare_care.counseling",
        "welfare_care.medical_help",
        "dispute.family",
        "public_security.crime_in_progress",
    }
)
# Where medicine, water, heat or a flood comes from is not where it is needed: 水龙头没水，是不是又修水塔.
_COMES_FROM = {
    "welfare_care.medical_help": re.compile("药店|药房|诊所|卫生[室站院]|医院"),
    "utility": re.compile("(?:水塔|水厂|水?泵房|锅炉房|换热站|供热站|热力站|变电所|水库)$"),
    "emergency_health.extreme_weather": re.compile("(?:河沟|河边|水渠|水塘|池塘|水库|河坝|江边|湖边)$"),
}
# Whose trouble it is lives below the room that is told: 602漏水把我家吊顶泡了.
_FROM_ABOVE = frozenset({"property_repair.leak", "dispute.leak_dispute"})
_MY_WALL = re.compile(r"[我俺咱]们?家[^,.!?]{0,4}(?:墙|顶|棚|地面|楼板)[^,.!?]{0,6}(?:裂|缝|鼓|塌|掉|酥)")
# Of these nobody writes from outside without saying where.
_AT_HOME = frozenset(
    {"safety_hazard.gas_leak", "safety_hazard.fire", "sanitation.odor", "public_facility.sewer_overflow"}
)
_NEVER_HOME = frozenset(
    {
        "property_repair.elevator_fault",
        "property_repair.access_gate",
        "public_security.group_rental",
    }
)
# A unit has but one; 三单元门口 is said of another's as well.
_OF_UNIT, _NUMBERED_DOOR = ("单元门口", "单元口"), re.compile(rf"{_COUNT}单元门?口")
# Where somebody works or learns is not where they need help.
_WORKED_AT = ("工地", "学校", "幼儿园", "车间")
_OF_A_LIFE = frozenset(
    {
        "dispute.labor_consumer",
        "welfare_care.disability",
        "welfare_care.social_assistance",
        "welfare_care.counseling",
        "public_security.group_rental",
    }
)
# Another thing follows; another house has the same.
_BESIDES = re.compile(r"还有|另外|顺便|顺带|对了|再一个|再就是")
_TOO = re.compile(
    r"也(?:都|全|又|在|一直)*(?:是[的了啊呀,. ]*$|[坏停黑漏堵灭关卡掉裂渗返滴趴]|不(?!是|用)|没(?!事|问题)"
    r"|一样|这样|打不|刷不)|同样"
)
_ANYWHERE = ("楼道", "楼梯")
# What a matter names anyhow.
_THINGS = {
    "property_repair.access_gate": "道闸",
    "public_facility.fitness_facility": "健身器材",
    "safety_hazard.fire_lane": "消防通道",
}
# Where a lift has come to stand.
_HANGS = re.compile(
    rf"(?:停|卡|困|关|悬|死)(?:在|到|了)*[^,.!?\s]{{0,2}}{_COUNT}(?:楼|层)|{_COUNT}(?:楼|层)半?的?"
    rf"(?:(?:和|跟|与)?{_COUNT}(?:楼|层)的?)?(?:之间|中间|当中|停|卡|就?死|不动|[就又]?不关|的?门关)"
)
_UNIT_DOOR = re.compile(r"单元门(?!口|牌|禁)")
_OPPOSITE = re.compile(r"对面那?(?:栋|幢|座|号)?楼")
# Who hands over their money behind a door.
_LOCKED_IN = re.compile(r"锁.{0,3}(?:[房屋]?门|[房屋]里|书房|卧室)|门.{0,2}反?锁|关.{0,2}(?:[房屋]里|书房|卧室)")
# 隔壁单元有水 tells that it is of this one alone.
_OTHER_UNIT = re.compile(
    r"(?:隔壁|隔离|对面|旁边)单元(?!的?(?:都|就|好像|倒是|也)?(?:有[水电气]|有暖气|没停|不停|正常|好好的|没事|不漏|亮))"
)
# What all of a compound lacks is of no house, whoever says so.
EVERYWHERE = "全小区"
_EVERYWHERE = re.compile(
    r"(?:全|整个?|[我咱俺]们(?:这个?)?|本)小区(?!门|里?的|[东南西北]门)|^小区(?:里|内)?(?=都|全|又|也|怎么|咋|停|断|没)"
    r"|(?:全|整个?)(?:大?院|家属院|厂区|社区|村|镇|组)(?:儿|子|里)?"
    r"(?=都|全|又|也|还|是不是|咋|怎么|停|断|没|冇|黑|[了吧啊?!,. ]|$)"
)
_DOOR = r"(?:[1-9]|[1-4]\d)(?:0[1-9]|1[0-9]|2[0-4])(?:室|户)?"
_ROOMS_LISTED = re.compile(rf"(?<![\d\-单元门]){_DOOR}(?:\s*(?:[、,和及跟与或]|还是)\s*|\s+){_DOOR}(?!\d)")
# 一到三单元都没气, 2门3门都没电: of one house, and of no one unit of it.
_UNITS_LISTED = re.compile(rf"{_COUNT}(?:(?:单元|门)[、,和跟与到至]?|[、和到至]){_COUNT}(?:单元|门(?!口))")
# What is behind a neighbour's door is not at home: 对门门缝往外冒烟. What drips from theirs is one's own trouble.
_THEIRS = re.compile(
    r"(?:对门|隔壁|隔离|楼上|楼下|邻居|那家|那户)[^,.!?;…]{0,8}?(?:门缝|猫眼|屋里|家里|里头|里面|窗台?|阳台|厨房|厕所)"
)
# Where somebody looks out from: 我从阳台看见的.
_SEEN_FROM = re.compile(
    r"(?:从|在|隔着)[^,.!?;\s]{0,5}?(?:阳台|窗户?[口台边里]?|厨房|客厅)[^,.!?;\s]{0,3}?(?:看|望|瞧|瞅|瞟)"
)
_BESIDE = frozenset({"safety_hazard.fire", "safety_hazard.gas_leak"})
# Who catches what drips has it at home: 六楼炕上摆脸盆了, 接了三个盆.
_CAUGHT = re.compile(
    r"[盆桶锅碗].{0,4}(?:接|摆|满|滴)|(?:接|摆|拿|用).{0,6}[盆桶锅碗]|[滴漏淌淋掉](?:到|在|我).{0,5}(?:床|枕|被|碗|沙发|头上)"
)
# What is shut, frozen or wet in the stairs of a unit: 雪把单元门堵死了.
_IN_STAIRS = frozenset(
    {
        "emergency_health.extreme_weather",
        "property_repair.leak",
        "emergency_health.disinfection",
        "sanitation.odor",
        "sanitation.pest_control",
        "safety_hazard.fire",
    }
)
_STAIRS = re.compile(r"单元门|楼门|楼道|走廊|楼梯|扶手|门外头?|电梯里|[我这]们?这层")
# Where houses are called 七楼: a bin between two of them hangs in no stairs.
_BY_THE_HOUSES = ("sanitation.g", "public_facility.")
_BETWEEN_HOUSES = re.compile(rf"{_COUNT}楼(?:和|跟|与|、){_COUNT}楼的?(?:之间|中间|当[中间])")
# A car under one's own window is at home; ice where all walk is nobody's: 院里道上一步一滑.
_UNDER_MY_WINDOW = re.compile(r"[我俺]们?家?的?(?:窗[户子]?|门前|后窗)(?:[跟前外底根下]|划|停|占|谁|,|$)")
_ON_THE_WAY = re.compile(
    r"(?:院里?|小区里?|村里?)(?:的|那条)?(?:道|路|地)上|(?<![^,.!?\s])(?:道|路|马路|地)上[^,.!?]{0,8}(?:滑|冰|雪)"
)
# Before one's own door, wherever that is.
_AT_THE_DOOR = re.compile(r"我.{0,3}车位|门[口前外]|店[前外里]|我店|我们?这[里儿]")
_AT_MY_DOOR = re.compile(r"(?:门外|外[头面])[^,.!?;]{0,8}[砸踹撞踢拍]门|我(?:一)?(?:回|进)(?:到)?(?:家|门)")
# What somebody disabled is due, and where it is asked for; chairs and rails are brought home.
_PAPERS = re.compile(
    r"^(?!.*(?:轮椅|扶手|坡|拐|眼|上门|来家))(?=.*(?:补贴|残疾证|残联.{0,4}证)).*(?:[办领换申评]|找[谁哪]|断|停发|多久|好久|怎么)"
    r"|^(?!.*(?:坏|断|装|[我俺]家|上门)).*(?:怎么|如何|咋)[^,.!?]{0,4}(?:申请|办理|申领|弄)"
)
_RAMP = re.compile(r"(?:单元|楼|门)[门口]?(?:门?口)?.{0,6}(?:坡|台阶)|(?:坡道?|台阶).{0,4}(?:单元|门口)")
_ROOF = re.compile(r"[楼房屋]顶|屋面|天台")
Spans: TypeAlias = tuple[tuple[int, int], ...]
Turns: TypeAlias = Mapping[str, re.Pattern[str]]


class Gazetteer(NamedTuple):
    """The reader of spots and the turns of speech that tell whose place it is."""

    places: PlaceReader
    turns: Turns


class Where(NamedTuple):
    """Where a matter is; "" is not told."""

    building: str = ""
    unit: str = ""
    room: str = ""
    place: str = ""


class Part(NamedTuple):
    """The part of a message that is about one matter: clauses that speak of it, and those that speak of no other."""

    own: Spans
    free: Spans


def whole(narrowed: str) -> Part:
    """The part of a matter that is alone in its message."""
    every = ((0, len(narrowed)),)
    return Part(every, every)


def parts_of(matters: Sequence[str], narrowed: str, hits: list[Hit]) -> list[Part]:
    """The part of each of several matters, by words of the lexicon; one that no clause speaks of may be in any."""
    spans = clauses(narrowed)
    said = {span: narrowed[slice(*span)] for span in spans}
    spoken = [_speaking(matter, said, hits) for matter in matters]
    parts = []
    for number, own in enumerate(spoken):
        others = set[tuple[int, int]]().union(*(each for place, each in enumerate(spoken) if place != number)) - own
        free = tuple(span for span in spans if span not in others)
        parts.append(Part(tuple(sorted(own)) or free or spans, free))
    return parts


def _speaking(matter: str, said: Mapping[tuple[int, int], str], hits: list[Hit]) -> set[tuple[int, int]]:
    """The clauses with its things or phrases; where there are none those with its signs, which other matters share."""
    own = [(word, role) for word, role, owner in hits if owner == matter]
    words = {word for word, role in own if role != SIGN} or {word for word, _ in own}
    return {span for span, clause in said.items() if any(word in clause for word in words)}


def locate(matter: Matter, narrowed: str, part: Part, sender: str, gazetteer: Gazetteer) -> Where:
    """The place of a matter told in a message; `part` is what of the message is about it.

    A door of a lane has the lane as its place: 5号 of 三巷 is not 5号 of 四巷.
    """
    where = _located(matter, narrowed, part, sender, gazetteer)
    if (where.unit or where.room) and not (where.building or where.place):
        where = where._replace(place=gazetteer.places.house_named(sender))
    elif where.room:
        # Whoever knows the door needs no 顶楼, nor where its smoke comes from.
        where = where._replace(place="")
    elif where.unit and where.place in _OF_UNIT and not _NUMBERED_DOOR.search(narrowed):
        where = where._replace(place="")
    lane = where.building and (lane_to(where.building, narrowed) or lane_to(where.building, sender))
    if not lane or lane[-1] in where.place:
        return where
    road = where.place.endswith(("路", "街", "道"))
    return where._replace(place=f"{where.place}{lane}" if road else f"{lane}{where.place}")


def _located(matter: Matter, narrowed: str, part: Part, sender: str, gazetteer: Gazetteer) -> Where:
    nick = nickname(sender)
    words = _NOT_HERE.sub(_blanked, narrowed) if _MAY_BE_ELSEWHERE.search(narrowed) else narrowed
    spot = _spot(matter, words, part, gazetteer.places)
    if spot and (spot.between or len(told_addresses(spot.text)) > 1):
        return Where(place=spot.text)
    told = _beside(_as_at_home(_told(words, part.own, spot), nick), words, sender, gazetteer.turns)
    told = _as_one(told, nick, words)
    if spot and not told.building and _may_be_home(matter) and _is_own_floor(spot.text, nick):
        spot = None
    place = _at(spot.text, matter) if spot and _tells_where(spot.text, matter, words) else ""
    scope = (
        "home"
        if _writes_from_home(matter.name, words, gazetteer.turns)
        else _scope(matter, words, _of_part(words, part), spot, gazetteer.turns)
    )
    if told.building == nick.building and _is_own(matter, told, nick, scope, spot, words, gazetteer.turns):
        told = _NOWHERE
    if told.building:
        return Where(told.building, told.unit, told.room, place)
    if not (told or place) and matter.name.startswith("utility.") and _EVERYWHERE.search(words):
        return Where(place=EVERYWHERE)
    above = matter.name in _FROM_ABOVE or (
        matter.name == "safety_hazard.dangerous_structure" and _MY_WALL.search(words)
    )
    if told.room and nick.room and above and not (told.unit or _ROOMS_LISTED.search(words)):
        return _completed("home", "", nick)
    if told.room and not told.unit and _ROOMS_LISTED.search(words):
        return Where(nick.building, nick.unit, "", place)
    if told.unit or told.room:
        return Where(nick.building, told.unit or nick.unit, told.room, place)
    if not (place or nick) and matter.scope != "none" and (matter.scope != "spot" or _AT_THE_DOOR.search(words)):
        return Where(place=gazetteer.places.corner(sender))
    return _completed(scope, place, nick)


def _writes_from_home(matter: str, words: str, turns: Turns) -> bool:
    """Whether somebody writes from home, as whom it is done to does."""
    if matter == "dispute.family":
        mine = turns["my_man"].search(words) and not (turns["next_door"].search(words) or turns["parts"].search(words))
        return bool(mine or turns["done_to_me"].search(words))
    if matter == "public_security.crime_in_progress":
        return bool(_AT_MY_DOOR.search(words)) and not turns["next_door"].search(words)
    if matter == "property_repair.facade_roof":
        return bool(_CAUGHT.search(words))
    if "parking_" in matter:
        return bool(_UNDER_MY_WINDOW.search(words))
    return matter == "public_security.fraud" and bool(_LOCKED_IN.search(words))


def _as_at_home(told: Address, nick: Address) -> Address:
    """An address with what the nickname knows of it: B座 of who lives in 9栋B座, the unit of 18幢402 of one's own."""
    if told.building.isalpha() and told.building == nick.unit and not told.unit:
        return told._replace(building=nick.building, unit=nick.unit)
    if told.building and not told.unit and told.room and (told.building, told.room) == (nick.building, nick.room):
        return told._replace(unit=nick.unit)
    return told


def _beside(told: Address, words: str, sender: str, turns: Turns) -> Address:
    """An address with the door of a lane that is told by its number alone, unless one's own is the trouble."""
    if told.building or turns["own_home"].search(words) or turns["whole_building"].search(words):
        return told
    return told._replace(building=next_door(words, sender))


def _of_part(words: str, part: Part) -> str:
    """What is said of one of several matters: 厨房下水堵了 tells nothing of where 楼道灯 is."""
    if len(part.own) == 1:
        return words[slice(*part.own[0])]
    return ",".join([words[start:end] for start, end in part.own])


def _as_one(told: Address, nick: Address, words: str) -> Address:
    """An address without the unit or the room that is only the first of several."""
    if (told.unit or not told) and ("单元" in words or "门" in words) and _UNITS_LISTED.search(words):
        return told._replace(building=told.building or nick.building, unit="", room="")
    if told.building and told.room and not told.unit and _ROOMS_LISTED.search(words):
        return told._replace(room="")
    return told


def _blanked(found: re.Match[str]) -> str:
    return " " * len(found.group())


def _is_own(
    matter: Matter, told: Address, nick: Address, scope: str, spot: Spot | None, words: str, turns: Turns
) -> bool:
    """Whether a building told is only the sender's, and the nickname knows the rest: their home or their lift."""
    if told.room or (told.unit and (told.unit != nick.unit or (spot and spot.inside and "顶" not in spot.text))):
        return False
    home = scope == "home" and bool(turns["own_home"].search(words) or turns["in_my_rooms"].search(words))
    return home or (not told.unit and matter.name == "property_repair.elevator_fault")


def _at(place: str, matter: Matter) -> str:
    """A spot without the thing there that the matter tells of: 东门 of 东门道闸坏了."""
    return place.removesuffix(_THINGS.get(matter.name, "")).rstrip("的") or place


def _tells_where(place: str, matter: Matter, words: str) -> bool:
    """Whether a spot is one to go to: no stairs at large, no floor that somebody climbs to while the lift stands."""
    if matter.name == "property_repair.elevator_fault":
        return not _FLOOR.match(place) or bool(_HANGS.search(words))
    return place not in _ANYWHERE


def _may_be_home(matter: Matter) -> bool:
    return matter.scope == "home" or matter.name == "public_facility.sewer_overflow"


def _is_own_floor(place: str, nick: Address) -> bool:
    """Whether a place is no more than the floor that the sender lives on."""
    floor = _FLOOR.fullmatch(place)
    return floor is not None and numeral(floor.group(1)) == nick.room[:-2].lstrip("0")


def each_house(narrowed: str) -> list[Part]:
    """The parts of one trouble that several houses have: 4号楼电梯坏了 5号楼也坏了; [] where they are not told so."""
    spans = clauses(narrowed) if "也" in narrowed or "同样" in narrowed else ()
    named = [(span, _building(narrowed[slice(*span)])) for span in spans]
    first = next((building for _, building in named if building), "")
    others = [(span, building) for span, building in named if building and _TOO.search(narrowed[slice(*span)])]
    others = [each for each in others if each[1] != first]
    if not first or not others:
        return []
    starts = [spans[0][0], *(span[0] for span, _ in others)]
    ends = [*starts[1:], len(narrowed)]
    return [Part(((start, end),), ((start, end),)) for start, end in zip(starts, ends, strict=True)]


def _building(clause: str) -> str:
    """The one building that a clause names."""
    found = {each.building for each in told_addresses(clause)} - {""}
    return found.pop() if len(found) == 1 else ""


def _not_beside(words: str, spans: Spans) -> list[Address]:
    """The addresses told but for those of another matter behind it: 楼道灯坏了 顺便问下3栋的垃圾."""
    end = max((end for _, end in spans), default=0)
    beside = _BESIDES.search(words, end)
    return [each for each in told_addresses(words) if beside is None or each.start < beside.start()]


def _told(words: str, spans: Spans, spot: Spot | None) -> Address:
    """The address in these clauses, else the one told anywhere, unless they name a spot of their own out of doors."""
    near = [address for start, end in spans for address in told_addresses(words[start:end])]
    alone = spans == ((0, len(words)),) or (spot is not None and not spot.inside)
    found = near if near or alone else _not_beside(words, spans)
    if not found and spot and not spot.inside:
        # 2幢北门, in another clause than the trouble there.
        found = [each for each in told_addresses(words) if words[each.end :].lstrip("的").startswith(spot.text)]
    if not found:
        return _NOWHERE
    best = max(found, key=lambda each: bool(each.building) * 4 + bool(each.room) * 2 + bool(each.unit))
    if best.building and not best.room and len(found) > 1:
        rest = next((each for each in found if not each.building), Address())
        return Address(best.building, best.unit or rest.unit, rest.room)
    return best


def _spot(matter: Matter, words: str, part: Part, places: PlaceReader) -> Spot | None:
    if matter.name.startswith(_SPOTLESS):
        return None
    if matter.name.startswith(_BY_THE_HOUSES) and (told := _BETWEEN_HOUSES.search(words)):
        return Spot(told.group(), told.start(), inside=False, between=True)
    found = [spot for start, end in part.own for spot in places.told_spots(words[start:end])]
    if not found and part.free != part.own:
        found = [spot for start, end in part.free for spot in places.told_spots(words[start:end])]
    if not found and any(words[start:].startswith("旁") for start, _ in part.own):
        # 5号楼跟6号楼中间的路灯灭着,旁边下水井往外冒
        found = list(places.told_spots(words))
    if not found:
        return None
    if elsewhere := _COMES_FROM.get(matter.name.partition(".")[0]) or _COMES_FROM.get(matter.name):
        found = [spot for spot in found if not elsewhere.search(spot.text)]
    if matter.name in _OF_A_LIFE:
        found = [spot for spot in found if not spot.text.endswith(_WORKED_AT)]
    if matter.name in _CORRIDORS or matter.scope in ("home", "none"):
        found = [spot for spot in found if not spot.vague]
    return max(found, key=lambda spot: spot.rank, default=None)


def _scope(matter: Matter, words: str, own: str, spot: Spot | None, turns: Turns) -> str:
    """How much of the nickname's address is meant: home, unit, building or none."""
    if matter.name == UNCLASSIFIED:
        return _scope_unnamed(words, spot, turns)
    if _only_asks(matter.name, words, turns):
        return "none"
    if matter.scope in ("none", "spot") or (spot and not spot.inside and not _by_home(matter, words, turns)):
        if spot and spot.of_house and matter.scope != "none":
            return "building"
        if matter.scope == "spot" and not spot and turns["whole_building"].search(words):
            return "building"
        in_unit = (spot and spot.inside) or _UNIT_DOOR.search(words)
        return "unit" if matter.scope == "spot" and in_unit else "none"
    if _OPPOSITE.search(words) or (matter.name == "emergency_health.extreme_weather" and _ON_THE_WAY.search(words)):
        return "none"
    if turns["whole_building"].search(words) or _OTHER_UNIT.search(words):
        return "building"
    if turns["whole_unit"].search(words) or (matter.name in _ABOUT_OTHERS and turns["next_door"].search(words)):
        return "unit"
    return _scope_indoors(matter, words, own, spot, turns)


def _only_asks(matter: str, words: str, turns: Turns) -> bool:
    """Whether somebody asks how something is done, and nobody need come."""
    if matter == "errand.document_agency":
        return not turns["bound_to_home"].search(words)
    if matter == "welfare_care.disability":
        return bool(_PAPERS.search(words))
    if matter != "dispute.family" or not turns["parts"].search(words):
        return False
    return not (turns["own_home"].search(words) or turns["next_door"].search(words))


def _scope_indoors(matter: Matter, words: str, own: str, spot: Spot | None, turns: Turns) -> str:
    """Whether what is in the sender's house is at their home or in its stairs; `own` is said of this matter."""
    inside, name = spot is not None and spot.inside, matter.name
    if name == "welfare_care.disability" and _RAMP.search(words):
        return "unit"
    on_the_roof = spot is not None and name == "property_repair.facade_roof" and _ROOF.search(spot.text)
    if on_the_roof or (spot and inside and "顶" not in spot.text and matter.scope in ("building", "unit")):
        return "unit"
    if spot and spot.text.endswith(_LOBBIES) and f"我家{spot.text}" not in words:
        return "unit"
    own = _THEIRS.sub("", own) if name in _BESIDE else own
    at_home = turns["own_home"]
    if name not in _NEVER_HOME and at_home.search(own) and at_home.search(_SEEN_FROM.sub("", own)):
        return "home"
    if inside or (name in _IN_STAIRS and _STAIRS.search(words)):
        return "unit"
    mine = name == "safety_hazard.falling_object" and turns["hits_mine"].search(words)
    smelt = name in _AT_HOME and not turns["next_door"].search(words)
    return "home" if mine or smelt else matter.scope


def _scope_unnamed(words: str, spot: Spot | None, turns: Turns) -> str:
    """Where is what has no name: at home, in the stairs or nowhere, as its words tell."""
    if spot and not spot.inside:
        return "none"
    if turns["whole_building"].search(words):
        return "building"
    if spot or _STAIRS.search(words):
        return "unit"
    return "home" if turns["own_home"].search(words) else "none"


def _by_home(matter: Matter, words: str, turns: Turns) -> bool:
    """Trouble at home that comes from a spot outside: smoke of the noodle shop below, but no music in the square."""
    heard = matter.scope != "home" or matter.name == "dispute.noise"
    return not heard and bool(turns["own_home"].search(_SEEN_FROM.sub("", words)))


def _completed(scope: str, place: str, nick: Address) -> Where:
    if scope == "none":
        return Where(place=place)
    unit = "" if scope == "building" else nick.unit
    return Where(nick.building, unit, nick.room if scope == "home" else "", place)
