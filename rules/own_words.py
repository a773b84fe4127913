"""What staff say of their work in their own words: of several tickets at once, and how far they are with one."""

import re

from rules.commands import NARROW

_N = r"(?:编号|#)?\d{1,6}(?:号单|号)?"
_NEXT = r"(?:\s*(?:[,，、和与跟]|还有)\s*|\s+|(?<=[号单]))"
_TAKES = r"接(?:[单丹担但旦弹]|下)?了?"
_WITH_NUMBERS = re.compile(
    rf"我?(?:来|都|也)?{_TAKES}[\s:：]*{_N}(?:{_NEXT}{_N})*+\s*了?吧?"
    rf"|{_N}(?:{_NEXT}{_N})+\s*(?:我|都|全|两个|两件|来|也)*+{_TAKES}吧?"
)
_ALL = re.compile(
    r"(?:[这那]?[两几三][个件单])?(?:那?我)?(?:都|全都?|全部)(?:给我|由我|我)?来?接(?:单|下)?了?(?:吧|哈|啊)?|(?:都|全)归?我(?:来)?(?:接|吧)"
)
_USUAL = re.compile(rf"接单了?\s*{_N}")
_ON_WAY = re.compile(
    r"我?(?:已经?|正|都)?(?:在路上|路上|在往那边(?:走|赶)|在赶|出发|马上就?(?:到|来|去|过来|过去)|快到|就到|这就(?:到|来|去|过去|过来)"
    r"|(?:再?过?\d{1,2}|[十半几])(?:来?分钟?|个?(?:小时|钟头))(?:后|内|左右)?就?(?:能到|到|过去)|(?:一会儿?|待会儿?)就?(?:到|去|过去|过来))了?"
)
_HOLDS_UP = re.compile(
    r"[没缺](?:有)?(?:货|配件|材料|零件|工具)|没(?:人在家|找到|修完|弄完|换完|处理完)|等(?:着)?(?:配件|到?货|材料|师傅|厂家|物业|维保)"
    r"|(?:明天|后天|上午|下午|晚上|今晚|周[一二三四五六日天]|下周|改天|回头|晚点|过两天)[^。,，]{0,6}"
    r"(?:再(?:来|去|修|弄|换|看|处理)|[来去](?:修|弄|换|看|处理)|到货)"
    r"|(?:师傅|厂家|维保|物业|电工|水工)[^。,，]{0,6}(?:来|到|修|说)|正在?(?:修|换|处理|弄|查|联系)|联系不上|打不通|约好"
    r"|已经?(?:联系|通知|报给|约|关阀|断电|围起来)|阀门?关了"
)
_ASKS = re.compile(r"[?？]|[吗么呢没]\W*$|怎么|什么|哪|谁|几点|多少|能不能|是不是|有没有|帮我|请帮|麻烦|提醒|大家|发个")
_WRONG = (
    r"(?:刚才|刚刚|上面|上一?条|[那这]个?条?)?我?"
    r"(?:发|弄|搞|点|按|写|回|办)错(?:了|单了?|单子了?|卡片?了?|地方了?)"
)
_TAKES_BACK = re.compile(
    rf"(?:不好意思|抱歉|哎呀)?[,，\s]*{_WRONG}"
    r"(?:[,，。\s]*(?:应该)?(?:是|给|算)到?\s*(?P<n>\d{1,6})(?:号单|号)?的?(?:单子?)?)?"
)
_DIGEST = re.compile(
    r"(?:小格[,，\s]*)?(?:给我|让我|我)?(?:看看?|看一下|发|来)?(?:一下|一份|个)?(?:社区|街道)?的?"
    r"(?:(?P<day>日报|(?:今天|今日)的?(?:日报|情况|进展|数据|总体)?(?:怎么样|咋样|如何|怎样)|(?:今天|今日)的?(?:日报|情况|数据))"
    r"|(?P<week>周报|(?:这周|本周|这个?星期|这一周)的?(?:周报|情况|进展|数据|总体)?(?:怎么样|咋样|如何|怎样)"
    r"|(?:这周|本周|这个?星期|这一周)的?(?:周报|情况|数据)))了?(?:呢|啊|呀)?"
)


def asks_digest(text: str) -> str:
    """Whether somebody asks how their place stands: of the "day", of the "week", or "" where they do not."""
    found = _DIGEST.fullmatch(text.strip(" 。.!！?？~，,"))
    return "" if found is None else "day" if found["day"] else "week"


def takes_back(text: str) -> int | None:
    """Of which ticket somebody meant a result that they told of the wrong one: 0 where untold; None if they did not."""
    found = _TAKES_BACK.fullmatch(text.translate(NARROW).strip(" 。.!！~，,"))
    return int(found["n"] or 0) if found else None


def is_on_way(text: str) -> bool:
    """Whether somebody says that they are coming, and nothing else: 在路上, 马上到."""
    return bool(_ON_WAY.fullmatch(text.strip(" 。.!！~，,")))


def tells_of_work(text: str) -> bool:
    """Whether somebody at work says how far they are, or what holds them up: 在路上, 灯泡没货 明天再来."""
    return is_on_way(text) or (bool(_HOLDS_UP.search(text)) and not _ASKS.search(text))


def takes(text: str) -> tuple[int, ...] | None:
    """The numbers that somebody takes at once, 接1和2, or with a slip, 接丹 2; none told is all, 都接了; else None."""
    plain = text.translate(NARROW).strip(" 。.!！~，,")
    if _ALL.fullmatch(plain):
        return ()
    if _USUAL.fullmatch(plain) or not _WITH_NUMBERS.fullmatch(plain):
        return None
    return tuple(dict.fromkeys(map(int, re.findall(r"\d+", plain))))
