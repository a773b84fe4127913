"""What surely is no word of a ticket: it tells of another danger, matter or building, or answers other talk."""

import re
from collections.abc import Iterable
from datetime import timedelta
from functools import lru_cache

from rules.flow import calls, is_talk_of_another
from rules.going_on import tells_what_to_do
from rules.parsing import Reading, Request
from rules.places import addresses, lane_to, nickname, numeral, other_lane, told_addresses
from rules.scene import Heard, OpenTicket, Turns, is_same_here, pairs_of
from rules.supplies import asks_of_another, is_supply, is_unsaid, runs_out
from rules.twins import DRY, LEAK
from rules.wording import narrow

ILL = "unconscious"
_OF_A_PERSON = frozenset({ILL, "suicide", "violence", "missing", "fumes"})
_OF_A_UNIT = frozenset(f"property_repair.{each}" for each in ("elevator_fault", "corridor_light", "access_gate"))
_OWN = re.compile(r"[我俺咱](们)?(家|屋|也|爸|妈|爹|娘|爷|奶|公|婆|老|儿|女|孩|娃|不想|想|要|被)")

_INDOORS = re.compile(r"房间|家里|屋[里子]|厨房|卫生间|厕所|客厅|卧室|书房|阳台|马桶")
_SHOP = re.compile(r"店(?!员)|铺[面子位]?|门市|门面|底商|[餐饭面菜]馆|超市")
_FLOODED = re.compile(r"车库|地库|地下室|坡道|马路|路[面上口]|桥洞|涵洞|地道|广场|[东南西北]门")
_NO_HOME = {
    "property_repair.drain_block": _SHOP,
    "property_repair.leak": _SHOP,
    "property_repair.corridor_light": re.compile(r"楼道|走廊|过道|楼梯"),
    "emergency_health.extreme_weather": _FLOODED,
    "public_facility.ponding": _FLOODED,
}

# Margins of the matter that is plainly asked for, and leads of its request; how far above a ticket's matter it is felt.
_PLAIN, _NAMED = 0.8, 0.3
_SURELY, _TOLD, _NEARLY = 1.4, 1.0, 0.2
_FAR_MORE, _SO_MUCH_MORE, _MUCH_MORE, _MORE, _UNFELT = 2.0, 2.2, 1.4, 0.8, -1.1
_SPREADS = timedelta(minutes=10)
_IN_PARTS, _LONG_DONE = timedelta(minutes=3), timedelta(minutes=30)
# After how long talk that reminds of nothing is none of a ticket, and what of it never is: it may be news.
_IDLE_AFTER, _IDLE_AFTER_DANGER = timedelta(minutes=10), timedelta(minutes=20)
_ANOTHER_FIRE = timedelta(minutes=30)
_IDLE, _SAYS_LITTLE = -2.0, 4
_NO_IDLE_TALK = frozenset({
    "again", "still", "fixed", "hurry", "impatient", "wants_somebody", "agrees", "hazard", "for_long", "frail",
    "at_home",
})  # fmt: skip
_HAN, _PICTURED = re.compile(r"[\u4e00-\u9fff]"), re.compile(r"\[(?:图片|视频|照片|语音)")
# 谁家的猫跑到6号楼了 is no word of the fire there, whoever says it; 谁家的狗咬人了 is of something else again.
_ASTRAY = re.compile(
    r"(?:这是|看看|问下|问一下|群里问下)?谁家的?(?:小|大|一只|只)?(?:[猫狗鸡鸭鹅鸟兔]|猫咪|狗狗|狗子|泰迪|金毛|兔子|鹦鹉|快递|外卖|衣服|被子|袜子|钥匙|手机|雨伞|伞|鞋)"
    r"[^,。?!;]{0,14}[?!.。~ ]*"
)
# 带娃去打疫苗 is an errand of who says it; whoever is taken to hospital may be who a ticket is of.
_ERRAND = re.compile(
    r"(?:我们?|今天|今早|明天|刚刚?|刚才|正|正在|现在|上午|下午|早上|先|要|准备|得|去|来)*+(?:带|陪|送|接|抱|领)(?:着|了|完|好)?"
    r"(?:我?(?:家|们家)?(?:的)?(?:娃娃?|孩子|小孩|小朋友|宝宝|宝贝|儿子|女儿|闺女|孙子|孙女|外孙女?|老人|老?[妈爸]|狗狗?|猫))"
    r"(?:一起|出去|出门|下楼|回家|去|到|在|上|来|打|完|做|参加|刚)*+"
    r"(?:疫苗|预防针|防疫针|体检|体测|上?学|学校|放学|幼儿园|公园|补课|补习班|兴趣班|辅导班|培训班|画画|跳舞|游泳|钢琴|玩|遛弯|散步|逛街|超市|吃饭|理发|洗澡|打球)"
    r"(?:了|去|回来|完|呢|啊|呀|哈|[,.!~ ])*+"
)
_HARMED = re.compile(r"咬|伤|[烧燃炸烟火着电困堵漏淹掉砸压摔死]|卡[住在]|里面|下不来|救")
# 我过去砸门 is said by who helps; 有人砸门 is another danger.
_BREAKS_IN = re.compile(
    r"(?!.*(?:有人|谁|陌生|喝|醉|偷|贼|抢|我家|俺家|咱家|我们家))"
    r".*[砸踹撬踢撞](?:了|开|破|碎)?[那这个块扇的他她它家]{0,3}(?:门|窗|玻璃|锁)"
)
_SAW_TOO = re.compile(r"[我俺咱]们?(?:这(?:边|里))?也(?:都|刚|能)?(?:闻|看|听|瞧)(?:到|见|着)")


_AT_HOME_TOO = re.compile(r"^(?:我|俺|咱)们?(?:家|这?楼里?|[这那]?栋楼?|单元|[这那]边|这楼)也")
_THE_SAME = re.compile(
    r"(?:(?:[我俺咱]们?(?:家里?|这里?|这?边|单元|楼)?)?(?:也是|也一样|也这样|一样|同样)|同上|加一|\+1)"
    r"(?:[的呢啊呀哦了诶哎]|[\s,，.。!！~])*+"
)
_FAILS_TOO = re.compile(
    r"(?:[我俺咱]们?)?(?:家里?|[这那]?栋楼?|[这那]?楼里?|幢|单元|[这那]边|这里?)?的?也(?:坏|停|不行|不动|不好使)了?[啊呀哦啦唉]*+[\s,，。.!！~]*+"
)
_OWN_TROUBLE = re.compile(r"[我俺咱]们?(?:家|这|楼|栋|单元)|也(?:没|停|是|漏|堵|坏|不)|一样|同样")
_BUILDING = re.compile(r"楼|栋|幢|座|building|block", re.IGNORECASE)
_EVERYWHERE = re.compile(r"小区|全部|整个")
_UNITS = re.compile(r"((?:[\d一二三四五六七八九十]{1,2}[、,，和及跟\s]+)+[\d一二三四五六七八九十]{1,2})\s*(?:个)?单元")
_NEXT = re.compile(r"[、,，和及跟\s]+")
_ALL_OF_THEM = re.compile(r"都|全|所有|两[部台个]|[几每各]个?单元")


def sees_too(words: str) -> bool:
    """我也看到了: of what stands outside, wherever whoever says so lives; what is smelt or heard too is at home."""
    return any(found.group()[-2] in "看瞧" for found in _SAW_TOO.finditer(words))


def is_at_home_too(words: str) -> bool:
    """Whether words begin with one's own home that has it too: 我们楼也是."""
    return bool(_AT_HOME_TOO.search(words))


def is_the_same(words: str) -> bool:
    """Whether words say that it is the same, and nothing else: 我家也一样, +1."""
    return bool(_THE_SAME.fullmatch(words.strip()))


def only_fails_too(words: str) -> bool:
    """Whether words name nothing that has failed: 也坏了 is of what was just told."""
    return bool(_FAILS_TOO.fullmatch(words))


def tells_own_trouble(words: str) -> bool:
    """Whether somebody says that they have it as well: 我家也没水."""
    return bool(_OWN_TROUBLE.search(words))


def names_building(words: str) -> bool:
    """Whether a whole building is spoken of: 我们楼, 整栋."""
    return bool(_BUILDING.search(words))


def is_everywhere(words: str) -> bool:
    """Whether all of a compound is spoken of: 整个小区."""
    return bool(_EVERYWHERE.search(words))


def is_of_this_unit_too(words: str, unit: str) -> bool:
    """Whether trouble is of several units and of this: 3号楼1、2单元电梯都坏了; 3号楼电梯都坏了 is of each."""
    listed = {numeral(each) for units in _UNITS.findall(words) for each in _NEXT.split(units)}
    named = listed | {each.unit for each in addresses(words)} - {""}
    return unit in listed if named else bool(_ALL_OF_THEM.search(words))


def is_apart(heard: Heard, ticket: OpenTicket, turns: Turns) -> bool:
    """Whether a request surely is none of a ticket: it tells of another danger, matter or building.

    A supply that fails has one cause: then another building is no other ticket, unless the ticket is of one building.
    """
    asked = heard.reading.requests
    if is_in_other_danger(heard, ticket):
        return True
    if asked and heard.reading.likely[0] != ticket.matter and speaks_of_another(heard, ticket, turns):
        return True
    return is_in_other_building(heard, ticket, turns)


def is_in_other_building(heard: Heard, ticket: OpenTicket, turns: Turns) -> bool:
    """Whether trouble is told of another building: 9栋电梯也坏了; of a supply, where the ticket is of one building."""
    told = _buildings(heard.text)
    elsewhere = bool(told and ticket.building and ticket.building not in told)
    if not elsewhere and not _is_in_other_lane(heard, ticket):
        return False
    if is_supply(ticket.matter) and not _is_of_one_building(ticket):
        return False
    return bool(heard.reading.requests) or is_same_here(heard.text, turns)


def spreads(heard: Heard, ticket: OpenTicket, known: Iterable[OpenTicket]) -> bool:
    """Whether a supply has just failed in two buildings: where it fails in a third as well, that is one cause."""
    if not is_supply(ticket.matter) or ticket.resolved:
        return False
    alike = [each for each in known if each.matter == ticket.matter and not each.resolved]
    return len({each.building for each in alike if heard.at - each.heard_at < _SPREADS}) > 1


def _is_in_other_lane(heard: Heard, ticket: OpenTicket) -> bool:
    """Whether words, or who asks for something, are of the same number in another lane: 四巷5号, after 三巷5号."""
    if not ticket.building or ("巷" not in ticket.place and "弄" not in ticket.place):
        return False
    asks_at_home = bool(heard.reading.requests) and not _buildings(heard.text)
    return other_lane(lane_to(ticket.building, heard.sender if asks_at_home else heard.text), ticket.place)


def _is_of_one_building(ticket: OpenTicket) -> bool:
    """Whether the words of a ticket name its building, 7栋停电了, and nobody of another has told of the same."""
    homes = {nickname(each).building for each in ticket.people} - {""}
    return len(homes) < 2 and ticket.building in _buildings(ticket.words)


@lru_cache(4096)
def _buildings(words: str) -> frozenset[str]:
    # Asked of every ticket with every message of its group.
    return frozenset({address.building for address in addresses(words)} - {""})


def is_in_other_unit(heard: Heard, ticket: OpenTicket, turns: Turns) -> bool:
    """Whether something is told of another unit than that of a ticket which is done, or is of a unit's own thing."""
    if not tells_other_unit(heard.text, ticket.unit):
        return False
    tells = bool(heard.reading.requests)
    return tells if ticket.resolved else is_of_a_unit(ticket.matter) and (tells or is_same_here(heard.text, turns))


def tells_other_unit(words: str, unit: str) -> bool:
    """Whether words name units, and this is none of them."""
    told = {address.unit for address in addresses(words)} - {""}
    return bool(unit and told and unit not in told)


def is_of_a_unit(matter: str) -> bool:
    """Whether each unit has a thing of its own that fails: its lift, its lamps, its door."""
    return matter in _OF_A_UNIT


def is_of_other_premises(matter: str, told: str, known: str) -> bool:
    """Whether one of two tells of the inside of a home, and the other of a shop's drain, the corridor's lamp or water
    in a garage.

    我们店也返水 may be of the same pipe.
    """
    sign = _NO_HOME.get(matter)
    if sign is None or (sign is _SHOP and "也" in told):
        return False
    outside, inside = ([bool(each.search(words)) for words in (told, known)] for each in (sign, _INDOORS))
    return any(outside[n] and not inside[n] and inside[1 - n] and not outside[1 - n] for n in (0, 1))


def is_in_other_danger(heard: Heard, ticket: OpenTicket) -> bool:
    """Whether a danger is told that is not the matter of a ticket. Who breaks in while a danger goes on helps."""
    meant = _meant_of_it(heard, ticket)
    return any(
        request.danger and request.matter != ticket.matter and request.danger != meant
        for request in heard.reading.requests
    )


def _meant_of_it(heard: Heard, ticket: OpenTicket) -> str:
    """The danger that words sound like though they are of the one that goes on: 我过去砸门, 别给他喝水 快打120."""
    if not _goes_on_as_danger(heard, ticket):
        return ""
    if tells_what_to_do(heard.text):
        return ILL
    return "crime" if _BREAKS_IN.match(heard.text) else ""


def _goes_on_as_danger(heard: Heard, ticket: OpenTicket) -> bool:
    return ticket.service_class == "P0" and heard.at - ticket.heard_at < _IDLE_AFTER


def is_danger_elsewhere(heard: Heard, ticket: OpenTicket) -> bool:
    """Whether a danger is told of another home than a ticket's, and not by somebody who only saw the same.

    Of a person that is any other home; fire, gas or a lift is another only in another unit.
    """
    meant = _meant_of_it(heard, ticket)
    return any(
        request.danger
        and not (meant == request.danger == ILL)
        and (_is_elsewhere(heard, request, ticket) or _burns_anew(heard, request, ticket))
        for request in heard.reading.requests
    )


def _burns_anew(heard: Heard, request: Request, ticket: OpenTicket) -> bool:
    """冒烟了 4楼阳台 long after anybody spoke of the cigarette end by the slide: of another fire, which rings."""
    idle = heard.at - ticket.heard_at >= _ANOTHER_FIRE and heard.sender not in ticket.people
    elsewhere = not ticket.building or (bool(request.building) and request.building != ticket.building)
    return request.danger == "fire" and idle and elsewhere


def _is_elsewhere(heard: Heard, request: Request, ticket: OpenTicket) -> bool:
    told = (request.building, request.unit, request.room)
    known = (ticket.building, ticket.unit, ticket.room)
    differs = [bool(one and other) and one != other for one, other in zip(told, known, strict=True)]
    # 我也闻到了 in the same building is of the same smell, whichever unit it is smelt in.
    words = heard.text if differs[0] else _SAW_TOO.sub("", heard.text)
    own = bool(_OWN.search(words))
    if request.danger in _OF_A_PERSON:
        return any(differs) and (own or bool(_OWN.search(ticket.words)))
    named = {address.unit for address in addresses(heard.text)} - {""}
    return any(differs[:2]) and (own or bool(named))


def asks_plainly(heard: Heard) -> bool:
    """Whether a message can only be a request: surely felt as one of its matter, or so felt and with an address, or it
    surely tells of a danger."""
    reading = heard.reading
    if not reading.requests:
        return False
    if is_plain(reading):
        return True
    if reading.lead > _TOLD and not reading.hinted and any(request.danger for request in reading.requests):
        return True
    return reading.grip > _NAMED and reading.lead > _NEARLY and _tells_address(heard.text)


def is_plain(reading: Reading) -> bool:
    """Whether what is asked for is surely felt as one of its matter: 没暖气 is of hardly a word, and of no other."""
    surely, far = reading.lead > _SURELY, reading.grip > _FAR_MORE and reading.lead > _TOLD
    return bool(reading.requests) and reading.grip > _PLAIN and (surely or far)


def asks_plainly_for_another(heard: Heard, ticket: OpenTicket) -> bool:
    """Whether all that is plainly asked for is of other matters than the ticket's, and felt far more than that is:
    3号楼2单元楼道灯坏了 just after a leak. What somebody goes on to say at once may be the other half of it, unless
    it is felt as nothing but its own matter: 单元门锁不上 after 楼道灯不亮. 2栋也停了 names no supply of its own."""
    if not asks_plainly(heard) or any(request.matter == ticket.matter for request in heard.reading.requests):
        return False
    if is_dry_of(heard, ticket):
        return False
    if _goes_on_as_danger(heard, ticket):
        return False
    if is_unsaid(ticket.matter, heard.text) and all(
        is_unsaid(each.matter, heard.text) for each in heard.reading.requests
    ):
        return False
    named = _tells_address(heard.text)
    goes_on = not named and heard.sender == ticket.opener and heard.at - ticket.opened_at < _IN_PARTS
    felt = dict(zip(heard.reading.likely, heard.reading.grips, strict=False))
    more = heard.reading.grip - felt.get(ticket.matter, _UNFELT)
    if heard.reading.grip < _FAR_MORE and not named and heard.role != "staff":
        return False
    return more > (_SO_MUCH_MORE if goes_on else _MORE if named else _MUCH_MORE)


_FROM_ABOVE = re.compile("天花板|屋顶|楼顶|顶楼|漏雨|楼上|外墙|窗|暖气")


def is_dry_of(heard: Heard, ticket: OpenTicket) -> bool:
    """Whether water fails where a pipe leaks, and was shut: 停水也不说一声 in the house of the leak; a roof goes on."""
    dry = bool(heard.reading.requests) and all(request.matter == DRY for request in heard.reading.requests)
    if not dry or ticket.matter != LEAK or ticket.resolved:
        return False
    if runs_out(ticket.words) or _FROM_ABOVE.search(ticket.words):
        return False
    return ticket.building in (_buildings(heard.text) or {nickname(heard.sender).building} - {""})


def tells_anew(heard: Heard, ticket: OpenTicket) -> bool:
    """Whether the trouble of a ticket that was done a while ago is reported as if there had been none: plainly, or by
    somebody who had not spoken of it."""
    same = any(request.matter == ticket.matter for request in heard.reading.requests)
    if not same or heard.role != "resident" or heard.at - ticket.heard_at < _LONG_DONE:
        return False
    return heard.sender not in ticket.people or asks_plainly(heard)


def _tells_address(text: str) -> bool:
    return bool(told_addresses(narrow(text)))


def says_more(heard: Heard, ticket: OpenTicket, turns: Turns) -> bool:
    """Whether somebody only says more of the trouble they told themselves: 现在还在滴 桶都满了."""
    same = any(request.matter == ticket.matter for request in heard.reading.requests)
    return same and heard.sender == ticket.opener and names_nothing_besides(heard.text, turns)


def names_nothing_besides(text: str, turns: Turns) -> bool:
    """Whether words lead to no second thing, as 顺便 does, and name no place."""
    words = narrow(text)
    return not (turns["by_the_way"].search(words) or told_addresses(words))


def speaks_of_another(heard: Heard, ticket: OpenTicket, turns: Turns) -> bool:
    """Whether the words are those of their own matter, and none of them of the ticket's."""
    own, others = turns.get(heard.reading.likely[0]), turns.get(ticket.matter)
    words = narrow(heard.text)
    return bool(own and others and own.search(words) and not others.search(words))


def is_idle_talk(heard: Heard, ticket: OpenTicket, turns: Turns) -> bool:
    """今天真热: whether somebody only talks, when nobody has spoken of a ticket for a while, in no word or turn of
    speech of it and to nobody who has. Whoever was asked something, or is to see a result, may answer in any words."""
    reading, words = heard.reading, narrow(heard.text)
    if ticket.asked or ticket.resolved or reading.kind != "chatter" or reading.requests or reading.lead > _IDLE:
        return False
    if heard.at - ticket.heard_at < (_IDLE_AFTER_DANGER if ticket.service_class == "P0" else _IDLE_AFTER):
        return False
    if len(_HAN.findall(words)) < _SAYS_LITTLE or _PICTURED.search(words) or _calls_one_of(heard, ticket):
        return False
    return not is_same_here(words, turns) and not _reminds_of(words, ticket, turns) and not _may_be_news(words, turns)


def _calls_one_of(heard: Heard, ticket: OpenTicket) -> bool:
    called = any(calls(person).search(heard.text) for person in ticket.people - {heard.sender})
    return called or "@" in heard.text


def _reminds_of(words: str, ticket: OpenTicket, turns: Turns) -> bool:
    """Whether words are those of a ticket, or news of its matter."""
    told = turns.get(ticket.matter)
    return bool(told and told.search(words)) or any(pair in ticket.words for pair in pairs_of(words))


def _may_be_news(words: str, turns: Turns) -> bool:
    return any(turns[turn].search(words) for turn in _NO_IDLE_TALK)


def is_talk(heard: Heard, ticket: OpenTicket, turns: Turns) -> bool:
    """Whether a resident only greets, asks around for something else (有人知道…), or answers who just did."""
    words = narrow(heard.text)
    if turns["greets"].search(words) or turns["invites"].search(words):
        return True
    if _ASTRAY.fullmatch(words) and not (heard.reading.requests or _HARMED.search(words)):
        return True
    if _ERRAND.fullmatch(words) and not heard.reading.requests:
        return True
    if heard.reading.requests or heard.sender in ticket.people or is_same_here(words, turns):
        return False
    if asks_of_another(words, ticket.matter, ticket.words):
        return True
    if _reminds_of(words, ticket, turns):
        return False
    around, before = turns["asks_around"], heard.past[-1:]
    answers = any(is_talk_of_another(last, heard.sender, heard.at) and around.search(last.text) for last in before)
    return answers or bool(around.search(words))
