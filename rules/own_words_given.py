"""To whom somebody gives what is to be done, in their own words: 转给亚丽, 换晓燕去, 让亚丽管电梯."""

import re

# 我明天休息，给亚丽: why it is given is told first.
_AWAY = (
    r"(?:我?(?:今天|明天|后天|这两天|下午|上午|晚上)?我?(?:要|得)?"
    r"(?:休息|请假|有事|不在|开会|走不开|忙不过来|没空|去不了)[,，。\s]+)?"
)
_GIVES = re.compile(
    rf"(?:{_AWAY}(?:"
    r"(?:(?:转派|转交|[转交派])给?|给)(?![他她]|人家|住户|业主|居民|老人|大爷|大妈|阿姨)(?P<to>[\u4e00-\u9fff]{2,5}?)(?:过?[去来](?:劝劝|瞧瞧|查查|催催|管管|问问)?|处理|办|看看|跑一趟|一下|吧|了)*"
    r"|让(?P<who>[\u4e00-\u9fff]{2,4}?)(?:马上|赶紧|现在|赶快|先|再)?(?:过?[去来]|处理|办|跑|接手?|负责|跟进?|管)(?:劝劝|瞧瞧|查查|催催|管管|问问|看看|一下|一趟|处理|弄|办|吧|了)*"
    r"|(?:换成?|改由|改成|改派给?|改让|安排|派)(?!人|师傅|维保|物业|新|个)(?P<other>(?!.{0,3}了)[\u4e00-\u9fff]{2,4}?)(?:马上|赶紧|现在|赶快|先|再)?(?:过?[去来]|上|负责|处理|接手|跟进?)(?:劝劝|瞧瞧|查查|催催|管管|问问|看看|一下|一趟|处理|弄|办|吧)*"
    r"|(?:麻烦|请|@)?(?P<asked>(?![明后今]|[上下]午|晚上|周[一二三四五六日天])(?:(?!我)[\u4e00-\u9fff]){2,4}?)[,，\s]*你?(?:(?:帮我|帮忙|替我|代我)(?:去|跑|处理|看看?|接|弄|办)?"
    r"|(?:去|跑|处理|看看?|接|弄|办)(?=一下|一趟|吧)|[去来]$)(?:一下|一趟|看看|处理|吧)*)"
    r")(?:[,，。\s]+(?:我|要|得|因为|家里|这边)[^?？吗]{1,24})?"
)
# 让亚丽管电梯, 等会儿让晓燕跑一趟 高空抛物.
_GIVES_THING = re.compile(
    r"(?:等会儿?|待会儿?|一会儿?|下午|明天|先|那|就)*(?:让|安排|派)(?P<who>[\u4e00-\u9fff]{2,4}?)(?:去|来)?"
    r"(?:(?:处理|看看|看|修|管|弄|办|跟进?|负责)(?:一下)?|跑一趟|去一趟|一趟)[,，\s]*(?P<thing>[\u4e00-\u9fff]{2,8}?)(?:的事|那[个件单]|吧|啊)*"
)


# 我去看停电, 我来处理井盖的事, 去看对讲门.
_TAKES_THING = re.compile(
    r"(?:好的?|行|收到)?[,，\s]*(?:我(?:马上|现在|这就|先)?[来去]|(?:马上|现在|这就)?去)(?:处理|看看|看|修|管|弄|办|跟进?|接)(?:一下)?[,，\s]*"
    r"(?P<thing>(?!吧|啊|呢|了|的|看)[\u4e00-\u9fff]{1,8}?)(?:的事情?|那[个件单]|吧|啊)*"
)


def thing_taken(plain: str) -> str:
    """What somebody says that they go and see to, "" where it is not told: 我去看停电."""
    found = _TAKES_THING.fullmatch(plain)
    return found["thing"] if found else ""


def given_to(plain: str) -> str:
    """Whom words give it to, "" where they give it to nobody; whether there is such a colleague is not known here."""
    found = _GIVES.fullmatch(plain)
    return next(filter(None, found.groups())) if found else ""


def thing_given(plain: str) -> tuple[str, str] | None:
    """Of what, and to whom: 让亚丽管电梯."""
    found = _GIVES_THING.fullmatch(plain)
    return (found["thing"], found["who"]) if found else None
