"""What staff ask in plain words: what, of which thing, when, and in which house."""

import re
from dataclasses import dataclass

from rules.commands import NARROW
from rules.places import Address, addresses
from rules.query_compared import compared_in, past_in
from rules.query_table import NOWHERE, Asked, What, asked_of_table
from rules.query_when import When, when_in

_BUSIEST = re.compile(
    r"(?:现在|目前|最近|今天)*+(?:谁|哪(?:个|位|一个)(?:网格员|人|同事)?|网格员(?:里|中)?谁)(?:现在|手上|手里|的)*+"
    r"(?:最忙|最累|(?:事|活|单子?)最多)的?(?:呢|啊)?"
    r"|谁(?:现在|手上|手里)*(?:都)?(?:还|都)?(?:有)?(?:单子?)?没(?:办|弄|处理|做)完的?(?:单子?)?(?:呢|啊)?"
    # 小高手上有几件: told with everybody's.
    r"|(?!我)[\u4e00-\u9fff]{2,4}?(?:现在|目前)?(?:手[上里])(?:现在|还)?有?(?:几|多少|哪些|什么)(?:[件个单条](?:单子?|活|事)?|单子?|活|事)?(?:没(?:办|弄)完?的?)?(?:呢|啊)?"
)
_TABLE = r"(?:数据|工单|单子|表格?|附表|台账|日报|周报|excel)"
_SHEET = re.compile(
    rf"(?:把|给我|帮我)*+的?{_TABLE}?都?(?:导出来?(?:一下|一份|个|成)*+|导(?:一下|一份|一张|一个|个|张))的?{_TABLE}?(?:给我|吧)*+"
    r"|(?:发|给|要)我?(?:一下|一份|一张|个)*+(?:附表|报表|表格?|台账|excel)(?:给我|吧)*+",
    re.IGNORECASE,
)
_DONE_BY = re.compile(
    r"(?P<who>(?!我|一共|总共|共|都|已经|小区|[网社街])[\u4e00-\u9fff]{2,5}?)(?:一共|总共|都)?(?:办[结完好]?|处理|解决|完成|结|修)了?(?:几|多少)(?:[件单个条])?(?:事|单子?|活)?(?:了|呢|啊)*"
)
# 重复投诉 is of how it was told, 红牌督办 of what the desk did: neither is a trouble.
_HOW_MANY = r"(?:几|多少)(?:[件次个单])?"
_TOLD_AGAIN = re.compile(
    r"(?:重复|反复|多次)(?:投诉|反映|上报|报|来电|报事|提)(?:的)?(?:单子?|工单|事|问题|人)?"
    r"|督办|[红黄]牌|吹哨|转到(?:社区|街道|部门)"
)
# 上周物业超时几件: who was late in what is past is kept nowhere.
_LATE_THING = re.compile(rf"[\u4e00-\u9fff]{{2,8}}(?:超时|超期|逾期)的?(?:有|了)?{_HOW_MANY}的?")
_NOTICES = re.compile(r".{0,12}?(?:通知|公告)(?:都)?发(?:出去|到群里?)?(?:了|过)?(?:没有?|吗|么)")
_POLITE = re.compile(
    r"^(?:(?:小格|您好|你好|请问|麻烦|帮我|给我|让我|问一?下|看一?下|查一?下|看看|查查|我想|想|请|一下|[我来][问看查])[,，、\s]*)*+"
)
# counting ---------------------------------------------------------------------------------------------------
_EACH = r"(?:次|回|件|起|家|户|处|个|台|部|栋|幢|单|条|盏|趟|例|宗|辆|扇)"
_SOME = rf"(?:几{_EACH}|多少{_EACH}?)"
_SIGN = r"[^,.;:!?，。；：！？、\s]"
_COUNTS = re.compile(rf"(?P<a>{_SIGN}{{0,14}}?)(?P<how>{_SOME})(?P<b>{_SIGN}{{0,14}})")
_FILLED = re.compile(
    r"^(?:一共|总共|共|都|还|又|是|有|报了?|反映了?|来了?|发生了?|出了?)+|(?:一共|总共|共|有|报了?|反映了?|的|是)+$"
)
_UNDONE = r"(?:没有?|未)(?:办|弄|处理|修|解决|做|完成?)(?:完|好|掉)?"
_STILL = re.compile(rf"(?:还|都|一直)*(?:{_UNDONE}|没有?(?:清|拆|通|换|恢复|整改)(?:理|好|完)?)(?:的)?$")
_NO_COUNT = re.compile(
    r"钱|电话|多少号|岁|度|[天月年]$|分钟|小时|人(?:来|参加|报名|去)|好几|满意|率$|知道|清楚|晓得|平均|名额|收到|签收"
)
_WORKED = re.compile(r"(?:[换修装清通补拆贴发收跑找叫约问看去来接打扫搬剪]|通知|走访|入户|登记|处理)[了过](?:几|多少)")
# 打架动刀了有人管没 tells of it, 电梯里困了几个人 may.
_TELLS_FIRST = re.compile(r"了(?:是|有|没|谁|怎|咋)")
_HARMED = re.compile(r"[困晕倒伤死淹埋][了着住]?(?:几|多少)个")
_HELP = (
    r"(?!来|去|救|帮|管|能|会|可以|可能|知道|在|看|处理|修|弄|接|跟|负责|值|打电话|打[1个]|报警|叫|喊|方便|空|时间|办法|联系|电话|什么|啥|哪|谁"
    r"|进展|消息|结果|回[音复话]|情况|问题|要|收到|签收|报名|需要|必要|关系|事)"
)
_EXISTS = (
    re.compile(
        rf"(?:有没有|有无|有没(?!有)|是否有|是不是有)人?+{_HELP}(?P<thing>{_SIGN}{{2,14}}?)(?:的事|的|过|了)*(?:吗|么|没有)?(?:怎么办)?"
    ),
    re.compile(rf"有人?+{_HELP}(?P<thing>{_SIGN}{{2,14}}?)(?:的事|的|过|了)*(?:吗|么|没有|没)(?:怎么办)?"),
)
_TROUBLE = re.compile(rf"(?!.*(?:不是|又)){_HELP}(?P<thing>{_SIGN}{{1,12}}?了)(?:没有?|吗|么)")
_OFTEN = re.compile(rf"(?P<thing>{_SIGN}{{2,8}}?)(?:的事情?|的单子?|报)?得?(?:多吗|多不多)(?:啊|呀)?")
_KINDS = r"(?:楼栋|栋楼|幢楼|栋|幢|楼|小区|社区|网格|地方)"
_PLACES = (
    re.compile(
        rf"是?哪(?:个|些|几个|几|一)?(?P<by>{_KINDS})的?(?:报?(?:事情?|单子?|工单|问题)|报|(?P<thing>{_SIGN}{{2,12}}?))(?:报)?(?:得|的)?最多的?"
    ),
    re.compile(
        rf"(?P<thing>{_SIGN}{{2,8}}?)(?:的?(?:事情?|单子?|问题))?(?:是|在)?哪(?:个|一)?(?P<by>{_KINDS})(?:报|坏|停|出)?(?:得|的)?最多的?"
    ),
    re.compile(
        rf"(?P<thing>{_SIGN}{{2,12}}?)(?:得)?(?:最多)?的(?:是|在|都在)哪(?:个|些|几个|几|一|里|儿)?(?P<by>{_KINDS})?"
    ),
)
_LEVELS = {"社区": "community", "网格": "grid", "小区": "compound"}
_DEMANDS = re.compile(
    rf"(?:统计|汇总)(?:一?下)?(?:所有|全部)?的?(?P<sum>{_SIGN}{{2,12}}?)(?:的?(?:情况|数量|件数|次数|单子|工单))?"
    rf"|(?:列一?下|列出|列个)(?:所有|全部)?的?(?P<list>{_SIGN}{{2,12}}?)(?:的?(?:单子?|工单|投诉|清单))?"
    rf"|(?:把|我?要看|我想看)(?:所有|全部)?的?(?P<see>{_SIGN}{{2,12}}?)的?(?:单子?|工单|投诉|清单)(?:都|全)?(?:给我|发我|列出来|列一下)?"
)
_ALONE = re.compile(rf"(?!.*[才就又都刚]){_SIGN}{{2,5}}(?<![了吗呢吧样好的])")


def asked_in(text: str, placed: bool = False) -> Asked | None:
    """What somebody asks for: 哪些超期了, 上周电梯坏了几次, 今天有没有人打架, 谁最忙; None where nothing of the kind.

    The names of places are to be taken out before; `placed` says that there were any.
    """
    plain = _plain(text)
    if _BUSIEST.fullmatch(plain):
        return Asked(What.BUSIEST)
    if asked := asked_of_table(plain, placed) or compared_in(plain) or past_in(plain, placed):
        return asked
    when, rest = when_in(plain)
    rest = rest.lstrip(",，、")
    if _SHEET.fullmatch(rest):
        return Asked(What.SHEET, when=when)
    if _NOTICES.fullmatch(rest):
        return Asked(What.NOTICES)
    if found := _DONE_BY.fullmatch(rest):
        return Asked(What.DONE_BY, found["who"], when)
    if _LATE_THING.fullmatch(rest) or _TOLD_AGAIN.search(rest):
        return Asked(What.OTHER) if only_asks(text) else None
    return _of_things(rest, when, "?" in text or "？" in text)


def _of_things(rest: str, when: When | None, marked: bool) -> Asked | None:
    """A question of how many, whether any, or where; of a house only where it can be nothing but a question."""
    told = addresses(rest)
    if len(told) > 1 or _TELLS_FIRST.search(rest):
        return None
    house = told[0] if told else NOWHERE
    plain = (rest[: house.start] + rest[house.end :]).lstrip("的")
    for sign in _EXISTS:
        if found := sign.fullmatch(plain):
            return Asked(What.COUNT, found["thing"], when, house)
    for sign in _PLACES:
        if (found := sign.fullmatch(plain)) and (found["by"] or "最多" in plain or "的在" in plain or "的是" in plain):
            return Asked(What.WHERE, _thing(found["thing"] or ""), when, house, _LEVELS.get(found["by"] or "", "house"))
    if found := _DEMANDS.fullmatch(plain):
        return _counted(found["sum"] or found["list"] or found["see"], when, house)
    if (found := _COUNTS.fullmatch(plain)) and not _NO_COUNT.search(plain):
        # 3号楼有几户没水 and 换了几个灯 tell as much as they ask.
        loose = not (marked or (when is not None and when.is_long) or "的" in found["a"][-3:])
        a = found["a"].removesuffix("了") if found["b"] else found["a"]
        works = _WORKED.search(plain) or _HARMED.search(plain)
        told_so = loose and (house or not (found["a"] or when) or works)
        return None if told_so else _counted(_FILLED.sub("", a) + found["b"], when, house, loose)
    if found := _TROUBLE.fullmatch(plain) or _OFTEN.fullmatch(plain):
        return Asked(What.COUNT, found["thing"].removesuffix("了"), when, house)
    if when is not None and when.is_long and _ALONE.fullmatch(plain):
        return Asked(What.COUNT, plain, when, house)
    return None


def _counted(words: str, when: When | None, house: Address, loose: bool = False) -> Asked | None:
    undone = bool(_STILL.search(words))
    thing = _thing(_STILL.sub("", words))
    return Asked(What.COUNT, thing, when, house, unfinished=undone, loose=loose) if len(thing) > 1 else None


def _thing(words: str) -> str:
    return re.sub(r"老(?=[坏停堵])", "", _FILLED.sub("", words)).removesuffix("的")


# of certain tickets -----------------------------------------------------------------------------------------

LONGEST = 24
_DOING = r"[修办弄搞处理解决进展情况度状态抓管推整改治落实联系]"
_DONE = r"[修办弄搞通换清来恢复处理解决联系拆搬整改落实疏查移补]"
_STANDS = (
    r"(?:现在|目前|今天|到底|后来)*+(?:(?P<tells>"
    r"(?:是|有)?(?:个)?(?:什么|啥|怎样的)(?:情况|进展|进度|状态|结果|说法)"
    rf"|(?:{_DOING}{{0,4}}得?)(?:怎么样|怎样|咋样|如何)"
    rf"|(?:{_DONE}{{1,4}})(?:好|完|掉|上)?了?(?:没有?|吗|么|没得)|有没有{_DONE}{{1,3}}(?:好|完|掉)?"
    r"|(?:[修办弄搞处理进展进度走]{0,4})到(?:哪一?步|哪里|哪儿?|什么程度)|(?:已经|有)?多久"
    r"|(?:怎么|咋|为什么|为啥)还(?:没有?|不)(?:修|办|弄|搞|处理|恢复|解决)(?:好|完)?"
    r")|(?:是)?谁(?:在|来|去)?(?:修|办|弄|搞|管|跟|接|处理|负责)(?:着|的)?"
    r"|(?:有没有人(?:在)?(?:修|办|弄|搞|管|跟|接|去|来|处理|负责)|有人(?:在)?(?:修|办|弄|搞|管|跟|接|去|来|处理|负责)了?(?:没有?|吗|么))"
    r"|(?:什么时候|啥时候|几时|几点)能?(?:修|办|弄|搞|处理|恢复|解决)(?:好|完)"
    r")(?:了|的|呢|啊|呀|哦|吧)*+"
)
_OF = re.compile(rf"(?P<what>.{{2,{LONGEST}}}?)(?:{_STANDS}|(?P<bare>呢))")
_WHY = re.compile(
    rf"(?:为什么|为啥|怎么|咋)(?P<what>{_SIGN}{{2,12}}?)(?:到现在|一直)?(?:还|都)+(?:没有?|不)(?:修|办|弄|搞|处理|恢复|解决)(?:好|完)?(?:了|呢|啊|呀)*+"
)
_FILLER = re.compile(
    r"那边|这边|那里|这里|那儿|那个|这个|那件|这件|的?那[家户]|的?事(?:情|儿)?|工单|单子|问题|[的那这个件单,，\s]|刚才|昨天|前天|早上|上午|下午"
)
# 下水道堵了那个呢 points at something told before, 那3号楼呢 may be of anything.
_POINTS = re.compile(r"[那这](?:个|件|单|事)$|的事(?:情)?$")
# 满意度怎么样 is of no ticket, though a bin is 满.
_FIGURE = re.compile(r"(?:满意|办结|解决|响应|好评|按时(?:办结)?|超期|重开)[率度]?")
# 1号单的灯怎么样了 is of that ticket, whatever it is about.
_NUMBERED = re.compile(r"\d号?单(?!元)")
# 铁门弹开了 早上不是修好了吗 tells of trouble, 又坏了有人管吗 may.
_TELLS = re.compile(r"了\s|[,，。;；!！?？]|不是")
_SAYS_MORE = re.compile(r"\s|能|又")
# 我家的灯怎么样了 is asked by who has told of it; 小高那边呢 names nobody's trouble.
_OWN = re.compile(r"我(?!们)")
_HAPPENED = re.compile(
    r"(?:(?:今天|今日|今儿个?|到现在|目前|现在)(?:一共|总共|都|又)?|(?:都|又)(?:今天|今日))?"
    r"(?:都|又)?(?:(?:(?:出|发生|来|报)(?:了|过)?|有(?:没有)?)(?:些|点)?(?:什么|啥|哪些)(?:新|大|急|要紧)?|有(?:没有)?(?:新|大|急|要紧))(?:的)?(?:事情?|情况|状况|问题|单子?|工单)?"
    r"(?:没有?|吗|么|了|呢|啊|呀)*+"
)
_TODAY = re.compile(r"今天|今日|今儿")
_PAST = frozenset({"night", "yesterday", "before"})
# 今天有什么事 is as often asked of one's own list.
_CAME = re.compile(r"[出生来报]|情况|状况|新|急|都")


@dataclass(frozen=True, slots=True)
class About:
    """Which tickets somebody asks about: those of a house, or that have to do with a `thing`; "" where untold.

    `words` are what the question is about, as it was said; `points` at what was told before: 那个, 那件. What is not
    `plain` is as often said by who tells of trouble: 下水道堵了有人管吗.
    """

    building: str
    unit: str
    thing: str
    words: str
    points: bool = False
    plain: bool = True


def asks_state(text: str) -> About | None:
    """Of which tickets somebody asks how they stand: 那个3号楼电梯呢, 1号楼的灯谁在弄; None where of none."""
    plain = _plain(text)
    found = None if _OWN.match(plain) or _NUMBERED.search(plain) else _WHY.fullmatch(plain) or _OF.fullmatch(plain)
    told = addresses(found["what"]) if found else ()
    if found is None or len(told) > 1 or _TELLS.search(found["what"]):
        return None
    house = told[0] if told else NOWHERE
    thing = _FILLER.sub("", found["what"][: house.start] + found["what"][house.end :])
    if not house and _FIGURE.fullmatch(thing):
        return None
    points = bool(_POINTS.search(found["what"]))
    why = found.re is _WHY
    asks = why or not found["bare"] or bool(house and thing) or points
    tells = (why or bool(found["tells"])) and not _SAYS_MORE.search(found["what"])
    return About(house.building, house.unit, thing, found["what"], points, tells) if asks and (house or thing) else None


def asks_what_came(text: str, placed: bool = False) -> When | None:
    """Of when somebody asks what was told: 今天出了什么事, 昨晚有啥事没有; None where they do not.

    `placed` somewhere, 今天有什么事 is no question about one's own list.
    """
    plain = _plain(text)
    when, rest = when_in(plain)
    if _HAPPENED.fullmatch(plain) and _TODAY.search(plain) and (placed or _CAME.search(plain)):
        return when or When("today", "今天")
    past = when is not None and when.kind in _PAST
    return when if past and _HAPPENED.fullmatch(rest.lstrip(",，、")) else None


# any other question -----------------------------------------------------------------------------------------

_QUESTION = re.compile(
    rf"(?<=[^好十那这来了过上]){_SOME}|(?<!没)多少|哪(?:些|栋|几[个家栋]|个(?:社区|网格|小区|楼|街道|单元))|^(?:是|我是)?问?有没有|有没有$"
    r"|多吗$|多不多$|怎么样$|咋样$|如何$|什么(?:情况|进展)$|谁(?:在(?:跟|办|管|处理|值班)|最|负责|值班)|是谁$"
    r"|(?:为什么|为啥|怎么|咋)还没人?(?:修|办|弄|处理|解决|管|来|接)|(?<!不是)[^是][了过](?:没有?|吗|么)$|有[^有]{1,6}(?:吗|么)$"
)
# What is told in the same breath, asked for, or passed on from somebody else.
_NO_QUESTION = re.compile(
    r"[,，。;；!！?？\s]|怎么办|咋办|怎么弄|不知道|不晓得|不清楚|找不到|说不清|没多少|多少有|哪[里儿]?都|能不能|可不可以|能[^了]{1,10}[吗么]|不是|我家|帮"
    r"|有没有人?(?:来|去|救|帮|管|能|会|可以|在|看|处理|修)|有人(?:来|去|救|帮|管|能|会|可以|在|看|处理|修|接)|什么时候(?:能|来|修|有人)|谁(?:来|去|能)"
    r"|(?:居民|住户|业主|他|她|大[爷妈]|阿姨|群里|有人)(?:在|都|来|打电话)?(?:说|问|讲|反映|投诉说)"
)
_MANY = re.compile(_SOME)
LONGEST_QUESTION = 24
_GREETS = re.compile(
    r"(?:(?:小格|你好|您好|hello|hi|嗨|哈[喽啰]|在吗|在不在|早上好|下午好|晚上好|早)[,，。.!！~～?？\s啊呀呢]*+){1,3}",
    re.IGNORECASE,
)


def only_asks(text: str) -> bool:
    """Whether somebody asks a question and says nothing else: 满意度多少; 停水了，有人管吗 says more."""
    plain = text.strip(" 。.!！?？~呢啊呀")
    if len(plain) > LONGEST_QUESTION or _NO_QUESTION.search(plain):
        return False
    # 3号楼楼道灯有几个不亮 tells as much as it asks.
    words = plain if "?" in text or "？" in text or not addresses(plain) else _MANY.sub("", plain)
    return bool(_QUESTION.search(words))


def greets(text: str) -> bool:
    """Whether somebody only greets: 你好, 小格在吗."""
    return bool(_GREETS.fullmatch(text.strip()))


def _plain(text: str) -> str:
    """The words without signs around them, and without what is only polite."""
    return _POLITE.sub("", text.translate(NARROW).strip(" 。.!！?？~，,"), count=1)
