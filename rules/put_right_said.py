"""What staff say to put a ticket right by its number: 6号单改成噪音, 5号单地点是4号楼, 1号和5号是一件事."""

import re

from rules.commands import NARROW, Typed
from rules.places import addresses

_N = r"(?:编号|#)?(?P<n>\d{1,6})"
_M = r"(?:编号|#)?(?P<m>\d{1,6})"
_OF = r"(?:号单|号)?的?[,，:：\s]*"
_TO = r"(?:应该|要|得)?改(?:成|为|到|回)"
_SIGN = r"[^\d?？,，。吗\s]"
_KIND = re.compile(
    rf"{_N}(?:{_OF}(?:类别|分类|类型)(?:错了?|不对)?[,，\s]*(?:应该)?(?:是|{_TO})|号单[,，:：\s]*(?:不是{_SIGN}{{1,8}}[,，\s]*)?{_TO}|改(?:成|为))[:：\s]*"
    rf"(?P<what>(?!.*(?:明天|后天|上午|下午|[点天周]))(?!让|由){_SIGN}{{2,10}}?)(?:吧|的?类)?"
)
_PLACE = re.compile(
    rf"{_N}(?:号单)?的?[,，:：\s]*(?:地点|地址|位置|地方|楼号)(?:写|记|填)?(?:错了?|不对)?[,，\s]*(?:应该)?(?:是|在|{_TO})\s*(?P<what>[^?？吗]{{2,30}}?)(?:吧|的)?"
)
_ONE = re.compile(
    rf"(?:把)?{_N}{_OF}(?:和|跟|与|、|并到|合到){_M}(?:号单|号)?[,，\s]*(?P<same>(?:都?是|报的是)?(?:同?一[件个回码]事?|同一个?(?:问题|事情?)?|重复(?:了|的)?)"
    r"|合并|并案|并(?:一起|掉|了)|合到?一起)?[,，\s]*(?:可以|请|帮我)?(?:合并|并案|并(?:一起|掉|了)?|合到?一起)?(?:一下|吧|了)*"
)
_SPLIT = re.compile(
    rf"(?:把)?{_N}(?:号单|号)(?:拆开|拆单|拆一下|拆成两单|分开|分成两单)[,，:：\s]*(?:还有|另外)?(?P<what>[^?？]{{2,60}})"
)
_ONLY_TO = re.compile(rf"{_TO}[:：\s]*")
_NAMES_PART = re.compile(r"类别|分类|类型|地点|地址|位置|楼号")
LONGEST_SPOT = 6


def corrected_in(text: str) -> Typed | None:
    """Which correction somebody asks for, None of none; the later of two that are one goes with the first."""
    plain = text.translate(NARROW).strip(" 。.!！~")
    for action, sign in (("split", _SPLIT), ("relocate", _PLACE), ("recategorize", _KIND)):
        if found := sign.fullmatch(plain):
            return Typed(action, int(found["n"]), found["what"].strip())
    found = _ONE.fullmatch(plain)
    if found is None or not (found["same"] or re.search(r"合并|并案|并到|合到|并一起|并掉", plain)):
        return None
    first, last = sorted((int(found["n"]), int(found["m"])))
    return Typed("merge", last, str(first)) if first != last else None


def corrected_under(text: str, number: int) -> Typed | None:
    """The same said of the ticket that was just spoken of: 改成渗漏水, 类别不对，是噪音, 地点是3号楼, 改成4号楼."""
    plain = text.translate(NARROW).strip(" 。.!！~")
    if (told := _ONLY_TO.match(plain)) and (house := next(iter(addresses(plain)), None)):
        only_place = house.start == told.end() and house.building and len(plain) - house.end <= LONGEST_SPOT
        return Typed("relocate", number, plain[told.end() :]) if only_place else None
    return corrected_in(f"{number}号单{plain}") if told or _NAMES_PART.match(plain) else None
