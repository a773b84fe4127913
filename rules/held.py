"""What somebody at work tells of a ticket they hold, and what of something else."""

import re
from collections.abc import Sequence

from rules.commands import nods
from rules.parsing import Request
from rules.places import addresses

# 反映 and 又有 bring something new; 居民说 tells how it goes.
_NEW = re.compile(
    r"反映|投诉|报修|来报|新报|再报|报一[个件下条]|另外|另一|又[有来]|还有[一两几个]|接到|群里"
    r"|有(?:人|居民|业主|住户|群众)(?:说|报|讲)|[我咱俺](?:们)?(?:家|楼|小区)"
)
_ANOTHER = re.compile(
    r"又|另|第二|还有[一两几]|隔壁|旁边|对面|楼上|楼下|办公室|学校|医院|超市|饭店|餐馆|小区|[也都](?=[着起冒晕困有漏])"
)
_FLOOR = re.compile(r"[\d一二三四五六七八九十]{1,3}[楼层]")
_OF_WORK = re.compile(
    r"没(?:有)?人(?:在家|接|开门|应|[,，。 ]|$)|没接|不接|敲(?:了|过|他家)?(?:半天|好久)?门"
    r"|打(?:了|过|他)?(?:几[个次遍])?电话|打不通|联系不上|不在家"
    r"|不(?:让|给|肯)(?:进|开门|修|换|动)|[修弄换拆进]不了|没法(?:修|弄|换|进)|[修弄换]不[好上动]|打不开|进不去|找不到"
    r"|(?:物业|业主|房东|住户|师傅|厂家|维保|对方|人家|他|她)(?:那边)?(?:说|要|讲|答应|同意|不同意|让|叫)"
    r"|[要得]换|换过|[修弄拆装看查]过|烧[黑坏断]|[转交](?:给)?(?:物业|社区|维保|厂家)|等(?:配件|师傅|物业|厂家|维保)"
)
# Of whose doings a worker tells while they see to something else.
_WORK_MATTERS = frozenset({"dispute.property_dispute", "dispute.leak_dispute", "property_repair.property_service"})
_GREETS = re.compile(
    r"(?:你好|您好|hi|hello|喂|小格|早上?好?|上午好|中午好|下午好|晚上好|晚安|在|测试|test)[吗么呀啊哦\s]*+",
    re.IGNORECASE,
)
_ASKS = re.compile(r"[?？]|[吗么呢]\W*$|怎么|什么|哪|谁|几点|多少|能不能|是不是|有没有|帮我|麻烦")
_LEAST_SIGNS = 4
_ENDS = " 。.!！?？~，,"


def reports_anew(words: str) -> bool:
    """Whether somebody says themselves that it is something new: 居民反映…, 又有…, 我家…"""
    return bool(_NEW.search(words))


def tells_of_another(words: str, place: str, spot: str) -> bool:
    """Whether a danger is told beside the one at this spot: 隔壁也着火了, 地下车库; 还有煤气味 is the same, 3楼 too."""
    floor = _FLOOR.fullmatch(place)
    return bool(_ANOTHER.search(words)) or not (floor or _is_at(place, spot))


def names_elsewhere(words: str, building: str, unit: str) -> bool:
    """Whether words name another house than this one, or another staircase of it."""
    told = [each for each in addresses(words) if each.building or each.unit]
    return any(each.building not in ("", building) or (unit and each.unit not in ("", unit)) for each in told)


def is_of_work(words: str, requests: Sequence[Request], sure: bool, matter: str, spot: str) -> bool:
    """Whether words in which something was read are of work on this matter: 打电话没人接, 灯坏了两个 of a light.

    A place that they name is another one, and what is surely another trouble is a report.
    """
    if not all(_is_at(each.place, spot) for each in requests):
        return False
    same = not requests or any(each.matter == matter for each in requests)
    if same or addresses(words) or _ASKS.search(words):
        return same
    told = _OF_WORK.search(words) or all(each.matter in _WORK_MATTERS for each in requests)
    return not sure or bool(told)


def tells_how_it_goes(words: str) -> bool:
    """Whether words tell of work that meets something: 他家没人，门锁了; 要换整个灯座."""
    return bool(_OF_WORK.search(words))


def _is_at(place: str, spot: str) -> bool:
    """Whether a named place may be this spot; where either is not told, it may."""
    return not place or not spot or place in spot or spot in place


def hardly_speaks(words: str) -> bool:
    """Whether there are so few signs, 在吗 or ？, that nobody need read them."""
    return sum(map(str.isalnum, words)) < _LEAST_SIGNS


def says_something(words: str) -> bool:
    """Whether words tell anything at all: no greeting, no thanks and no question."""
    plain = words.strip(_ENDS)
    return len(plain) > 1 and not (_GREETS.fullmatch(plain) or nods(words) or _ASKS.search(words))


_POINTS_AT = re.compile(
    r"(?!(?:[你我他她咱它]们?|自己|大家|别人|谁|[今明昨后]天|[上下中]午|[早晚]上|周[一二三四五六日末]|群里|社区|街道|网格|小区)(?:的|[那这]))"
    r"(?P<thing>[灯水电气网门井树墙路]|[一-龥]{2,8}?)(?:的)?(?:[那这][个件单边](?:事|单子?)?|的?那事)[,，\s]*(?P<rest>[^?？]{2,60})"
)


def points_at(words: str) -> str:
    """The thing that somebody points at as known, and says something of: 油烟那个要城管来管; "" of none."""
    found = _POINTS_AT.fullmatch(words.strip(" 。.!！~"))
    return found["thing"] if found and not found["rest"].endswith(("吗", "么", "呢")) else ""
