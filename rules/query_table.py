"""What staff may ask: one line for each question, in Chinese and in English, whatever the order of its words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from rules.places import Address, addresses
from rules.query_when import When, when_in

NOWHERE = Address()
NEVER = r"(?!)"


class What(StrEnum):
    """What is asked for."""

    COUNT = "count"
    WHERE = "where"
    OVERDUE = "overdue"
    UNFINISHED = "unfinished"
    UNTAKEN = "untaken"
    DUE = "due"
    SOON = "soon"
    SUSPENDED = "suspended"
    RED = "red"
    YELLOW = "yellow"
    SUPERVISED = "supervised"
    DECIDE = "decide"
    MINE = "mine"
    TODAY = "today"
    TOLD = "told"
    DONE = "done"
    DONE_BY = "done_by"
    SATISFACTION = "satisfaction"
    TO_RESOLVE = "to_resolve"
    TO_CLAIM = "to_claim"
    ON_TIME = "on_time"
    RESPONSE = "response"
    CLOSED = "closed"
    RESOLUTION = "resolution"
    REOPENED = "reopened"
    SLOWEST = "slowest"
    BUSIEST = "busiest"
    SHEET = "sheet"
    NOTICES = "notices"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question: of a `thing` in the words of who asks, of a time, a house; `by` places of which kind.

    `unfinished` is only of what is not done. What is `loose` may as well be told: 井盖丢了几个. `own` is of who asks,
    `compared` is beside the time before.
    """

    what: What
    thing: str = ""
    when: When | None = None
    house: Address = NOWHERE
    by: str = ""
    unfinished: bool = False
    loose: bool = False
    own: bool = False
    compared: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A question: what stays of it in Chinese and in English once time, house and asking words are out.

    Without a word that asks it is one only if it is `bare`, or ends with 的 in Chinese; `counted` asks how many.
    """

    what: What
    zh: str
    en: str
    bare: bool = False
    counted: bool = False


_MEAN = r"(?:平均|一般|通常|大概)"
_LONG = r"(?:多久|多长时间|几天|几个?小时|多少天|多少时间)"
_DONE = r"(?:办结|办完|办好|办掉|办|解决|处理|完成|修好|修|结)(?:完|好|掉)?"
_TAKEN = r"(?:接手|接|管|理|要|认领|处理|办)"
_LATE = r"(?:超期|逾期|超时|过期|没按时(?:办[完结]|办|完成)?)"
_GIVEN = r"(?:发出?|下|给|挂|被|在|吃)?"
_OF_ORDERS = r"(?:督办|中)?(?:没有?(?:答复|回复?|办[完好]?))?"
_SIGN = r"(?:decide|sign|approve)(?: on)?"
# What the Chinese words lose beforehand: 单 and 件, 的 and 了; the English those that only ask, or say nothing.
TABLE = (
    Line(
        What.OVERDUE,
        rf"(?:为(?:什么|啥)?|怎么)?有?{_LATE}(?:没办完?|没办好|没处理|没接|\d{{1,4}})?",
        "overdue",
        bare=True,
    ),
    Line(What.OVERDUE, r"(?:拖|压|办)?得?最[久慢]", "late"),
    Line(
        What.SOON,
        rf"(?:快要?|马上|即将)就?要?(?:到期|到时限|{_LATE})",
        "(?:soon )?due soon|soon due|nearly due",
        bare=True,
    ),
    Line(What.DUE, r"到期|到时限", "due", bare=True),
    Line(What.DUE, r"(?:要|得|该)(?:办完|办好)", "to be finished"),
    Line(
        What.UNTAKEN,
        rf"(?:没有?|没得|无)人来?{_TAKEN}",
        "(?:untaken|unclaimed|not (?:taken|claimed)|has nobody (?:taken|claimed)|nobody has (?:taken|claimed))",
        bare=True,
    ),
    Line(What.UNTAKEN, r"没接", "waiting"),
    Line(
        What.UNFINISHED,
        r"(?:没有?|未)(?:办|弄|处理|修|解决|做|完成?)(?:[完结]|好|掉)?",
        "left|unfinished|not done|not finished|to be done",
    ),
    Line(What.UNFINISHED, NEVER, "open|outstanding", bare=True),
    Line(What.SUSPENDED, r"挂账|挂起来?|挂着", "suspended|put off|on hold|hold"),
    Line(What.RED, rf"{_GIVEN}红牌{_OF_ORDERS}", "(?:under )?red (?:cards?|orders?)", bare=True),
    Line(What.YELLOW, rf"{_GIVEN}黄牌{_OF_ORDERS}", "(?:under )?yellow (?:cards?|orders?)", bare=True),
    Line(What.SUPERVISED, rf"{_GIVEN}(?:督办{_OF_ORDERS}|牌子?)", "(?:under )?(?:supervision|supervised|orders?)"),
    Line(
        What.DECIDE,
        r"(?:等着?|需要|要|该)我?来?(?:定|批|签字|签发|签|审|拍板)",
        rf"(?:else )?(?:do i (?:need )?|must i |should i )?(?:to )?{_SIGN}"
        "|waiting (?:me|my (?:word|decision|signature))|waits me|(?:needs|waits) (?:me|my (?:word|decision|signature))",
    ),
    Line(What.TODAY, r"(?:等着?|需要|要|该)我来?(?:办|处理)|要[办做]|没办", "(?:else )?(?:do i )?to do"),
    Line(What.MINE, r"我?手[上里](?:没(?:办|弄|处理|修)完?)?活?", "do i(?: hand)?", bare=True),
    Line(What.REOPENED, r"(?:没解决)?重开(?:过|率)?", "reopened"),
    Line(What.SATISFACTION, r"(?:满意|好评)[率度]", "satisfaction(?: rate)?", bare=True),
    Line(
        What.SATISFACTION,
        r"(?:居民|群众|大家|老百姓|住户|人)?(?:满意(?:不满意)?|不满意|评价好?|差评)",
        "(?:residents|people|anybody|who) (?:not |un|dis)?(?:happy|satisfied)",
    ),
    Line(
        What.TO_CLAIM,
        rf"{_MEAN}*{_LONG}(?:才?能?有人)?接|接{_MEAN}*要?{_LONG}|{_MEAN}接时间|(?:平均)?响应时间",
        "long (?:until|till|before|to|does it take to)(?: somebody| someone)? (?:takes?|claims?|claimed|taken)(?: it)?",
        bare=True,
    ),
    Line(
        What.TO_RESOLVE,
        rf"{_MEAN}+(?:要|得|用)?{_LONG}(?:能|会|才)?{_DONE}一?"
        rf"|(?:一?{_DONE}一?{_MEAN}+(?:要|得|用)?|{_DONE}一(?:要|得|用)?){_LONG}"
        rf"|{_MEAN}(?:用时|时长|办结时间|办理时间|办结时长)|办结时长",
        "long does it take(?: to (?:finish|fix|resolve|close)(?: it)?)?(?: on average)?"
        "|average time(?: to (?:finish|fix|resolve|close))?",
        bare=True,
    ),
    Line(What.ON_TIME, r"(?:按时|准时)(?:办结|办完)?率?|超期率", "(?:done )?on time(?: rate)?"),
    Line(What.RESPONSE, r"响应率|接率", "response rate", bare=True),
    Line(What.CLOSED, r"办结率|完成率", "(?:closing|completion) rate", bare=True),
    Line(What.RESOLUTION, r"解决率", "(?:resolution|solved) rate", bare=True),
    Line(What.DONE, rf"{_DONE}|干", "done|do|closed|fixed|resolved|finished|solved", counted=True),
    Line(
        What.TOLD,
        r"(?:新?[报增来]|收到|接到|反映|受理|出)?(?:上来|过来)?(?:诉求|问题)?",
        "(?:reported|told|new|came|received|total)?",
        counted=True,
    ),
)
# Which of them who asks may mean of themselves.
OWN = frozenset({What.OVERDUE, What.SOON, What.DUE, What.UNFINISHED, What.DONE})

# words that ask, and words that say nothing -----------------------------------------------------------------
_N = r"(?:单子|工单|事情|单|事|件)"
_MANY = r"(?:几[个件条宗单起张](?!小时|钟头|人|月)|多少[个件条宗单起张]?(?![天时户人]))"
_ASKING = re.compile(
    rf"(?:有|是)?{_MANY}{_N}?"
    rf"|(?:有没有|有无|(?:还|都|又)?有?(?:哪些|哪几[个件单]|什么|啥)|是?哪(?:些|几[个件单]|一?[个件]))(?:是)?{_N}?"
    rf"|怎么样|咋样|如何|怎样|高不高|列表|清单|(?:吗|么|没有|没)(?=[了呢啊呀]*$)"
)
_COUNTED = re.compile(_MANY)
_CASES = re.compile(r"(?:(?<!好)几|多少)(?:[件起宗次回]|单(?!元))|how often", re.IGNORECASE)
_SAYS_NOTHING = re.compile(
    rf"现在|目前|到现在|到目前|至今|一共|总共|我们|咱们?|共|还|都|已经|是|有(?=$)|[的了啊呀呢]|{_N}|剩下?"
)
_STILL = re.compile(r"还|剩")
_NAMES_WORK = re.compile(_N)
_MINE = re.compile(r"我的(?:单子?|工单|活儿?)?")
_BY = re.compile(r"是?哪(?:个|一个|些|几个)?(?P<by>社区|网格)|(?P<last>社区|网格)是?哪个")
_SLOW = re.compile(r"(?:接|办|响应|处理)*得?(?:最?慢|拖?得?最久|超期最多)")
_LEVELS = {"社区": "community", "网格": "grid"}
_ASKS = frozenset({
    "show", "give", "list", "send", "any", "anything", "which", "what", "what's", "whats", "how", "is", "are", "many",
    "did", "has",
})  # fmt: skip
_DROPPED = (_ASKS - {"has"}) | frozenset({
    "please", "can", "could", "you", "me", "all", "the", "a", "was", "were", "there", "still", "now", "right", "yet",
    "one", "ones", "tickets", "ticket", "reports", "report", "cases", "issues", "we", "get", "got", "had", "have",
    "been", "for", "in", "at", "of", "much", "far", "so",
})  # fmt: skip
_MINE_ENGLISH = re.compile(r"my (?:tickets|work|list)")
_ZH = [(line, re.compile(line.zh)) for line in TABLE]
_EN = [(line, re.compile(line.en)) for line in TABLE]


def counts(text: str) -> bool:
    """Whether it is asked how many cases there were: 家暴有几件, and not 有没有人打架 or 困了几个."""
    return bool(_CASES.search(text))


def asked_of_table(plain: str, placed: bool = False) -> Asked | None:
    """Which line of the table somebody asks for; `plain` is without what is only polite, and without names of places.

    `placed` says that a place was named.
    """
    when, rest = when_in(plain)
    told = addresses(rest)
    if len(told) > 1:
        return None
    house = told[0] if told else NOWHERE
    rest = (rest[: house.start] + " " * rest.isascii() + rest[house.end :]).strip(" ,，、:：")
    read = _english if plain.isascii() else _chinese
    found = read(rest, bool(when or house or placed), bool(house or placed))
    if found is None:
        return None
    if found.what is What.SOON and when is not None:
        found = replace(found, what=What.DUE)
    if found.what is What.DUE and when is None:
        found = replace(found, what=What.SOON)
    if found.what is What.TODAY and (house or not (when is None or when.kind == "today")):
        return None
    return replace(found, when=when, house=house)


def _chinese(rest: str, said: bool, placed: bool) -> Asked | None:
    if _MINE.fullmatch(rest):
        return Asked(What.MINE)
    by = _BY.search(rest)
    if by and _SLOW.fullmatch(_SAYS_NOTHING.sub("", rest[: by.start()] + rest[by.end() :])):
        return Asked(What.SLOWEST, by=_LEVELS[by["by"] or by["last"]])
    asks, counts = bool(_ASKING.search(rest)), bool(_COUNTED.search(rest))
    core = _SAYS_NOTHING.sub("", _ASKING.sub("", rest)).strip(" ,，、").removeprefix("有")
    if not core and asks and not counts:
        return Asked(What.TODAY) if _NAMES_WORK.search(rest) or said else None
    if not core and counts and _STILL.search(rest) and (placed or said):
        return Asked(What.UNFINISHED)
    bare = not placed and not rest.endswith("了")
    named = rest.endswith("的") and not placed
    return _line(_ZH, core, asks or named, counts and bool(core or said), bare)


def _english(rest: str, said: bool, placed: bool) -> Asked | None:
    if _MINE_ENGLISH.fullmatch(rest):
        return Asked(What.MINE)
    words = rest.replace(",", " ").split()
    core = " ".join(each for each in words if each not in _DROPPED)
    counts = "how many" in rest
    return _line(_EN, core, bool(_ASKS & set(words)), counts and bool(core or said), bare=True)


def _line(
    lines: Sequence[tuple[Line, re.Pattern[str]]], core: str, asks: bool, counts: bool, bare: bool
) -> Asked | None:
    for line, sign in lines:
        own = line.what in OWN and core.startswith(("我", "i "))
        if not sign.fullmatch(core.removeprefix("我").removeprefix("i ") if own else core):
            continue
        alone = bare and (line.bare or core.endswith(("率", "度", " rate")))
        if counts if line.counted else asks or alone:
            return Asked(line.what, own=own)
    return None
