"""What somebody at work tells of what they have begun on, 我联系物业了, 明天上午去, and who hurries there."""

import re

from rules.done import without_signs

_DOER = (
    r"(?:物业|维保|师傅|电梯公司|厂家|供电(?:局|所|公司)?|电力(?:公司)?|自来水(?:公司)?|水务|燃气(?:公司)?|煤气公司|热力(?:公司)?"
    r"|供暖(?:公司)?|环卫|保洁|保安|城管|派出所|民警|社区|街道|房管|开发商|施工队|工人|电工|水工|管道工|维修(?:工|队|部)?)"
)
_WHOM = rf"(?:{_DOER}|业主|住户|居民|报事人|家属|对方|人家|他们?家?|她)"
_BY_NOW = r"(?:[我俺])?(?:已经?|刚[刚才]?+|都|先|也|正在?)*"
_DAY = (
    r"(?:今天|明天|后天|今晚|明早|(?:下?周|礼拜|星期)[一二三四五六日天]|早上|上午|中午|下午|晚上|一会儿?|等下|待会儿?|马上|这就"
    r"|[点\d半:]++)"
)
_SAYS = (
    rf"(?=.*[了过已刚我俺]){_BY_NOW}(?:联系|通知|约|找|叫|催|报告?给?|反映给|告诉|转给|安排)(?:了|过|上|好)?(?:一下)?{_WHOM}(?:了|过了?|啦|去了|来了)?",
    rf"{_BY_NOW}(?:联系|约|通知)(?:过|上|好)?了",
    rf"{_BY_NOW}(?:让|叫|派|喊|请|安排)(?:{_WHOM})?(?:[一-龥]{{1,3}})?(?:过去|上门|[去来到])(?:看|修|弄|查|换|处理|疏通)?了",
    rf"{_BY_NOW}(?:给|跟|和|与)?{_WHOM}?(?:打(?:过|了|完)?电话|通(?:过|了)电话|说(?:过|好|了)|讲(?:过|好|了)|约(?:好|了)|打(?:过|了)?招呼)了?",
    rf"{_WHOM}(?:已经?|都|正|就)*(?:在(?:修|弄|看|查|换|处理|抢修|疏通|路上|赶来?|来的?路上)|[来去到]|出发|接单?|答应)(?:了|呢|着)?",
    rf"{_BY_NOW}在?(?:修|弄|查|换|处理|联系|协调|跟进|疏通|抢修)(?:着|中|了?一半)(?:呢)?",
    rf"{_BY_NOW}在(?:修|弄|查|换|处理|联系|协调|跟进|疏通|抢修|等(?:配件|材料|零件|师傅|物业|维保|厂家|货))(?:了|呢)?",
    rf"(?:[我俺]|师傅|物业|维保)?{_DAY}++(?:就|再|才|能)?(?:去|来|到|过[去来]|上门)(?:看看?|修|弄|处理|一趟|换|疏通)?(?:一下)?",
)
_BEGUN = re.compile("|".join(_SAYS))
_CONTACTED = re.compile(
    rf"{_BY_NOW}(?:联系|通知|约|找|叫|催|报|问)(?:了|过|上|好)*{_WHOM}"
    r"|[我俺]?(?:已经|正)?在(?:办|弄|处理|跟进|搞|修|协调)(?:着|中|了|呢)*$"
    rf"|{_BY_NOW}(?:给|跟|和|与){_WHOM}(?:打(?:过|了|完)?电话|说|约|联系)|[我俺](?:在|正在)(?:(?:修|弄|查|换|处理)[这那]?个?|现场)(?:着|呢|了|啊)*$|(?:入户|上门)[一-龥]{{0,4}}了"
)
_IS_NOT = re.compile(
    r"[?？吗么]|谁|哪|怎么|啥|什么|几点|没(?:人|有|空|联系|打)|联系不上|打不通|不(?:在|来|去|是|用)|别"
)
# Who only says what should be done has not begun: 联系物业看看, 下午开会，通知住户.
_DOES = re.compile(r"[了过已刚我俺正在]")
_CLAUSE = re.compile(r"[,，。;；、\s]+")
LONGEST = 40
_SOON = (
    r"(?:大概|大约|估计|预计|最[多晚快]|再?过|再|还[要有]|要)*(?:[半\d一二两三四五六七八九十几多]{1,4}个?(?:多|半)?(?:小时|钟头?|分钟?|刻钟)"
    r"|(?:今[天晚早]|明[天早晚]|后天|(?:下?周|礼拜|星期)[一二三四五六日天]|早上|上午|中午|下午|傍晚|晚上|一会儿?|等下|待会儿?|马上|这就|很快"
    r"|[\d一二两三四五六七八九十]{1,3}[点:](?:[\d一二两三四五六七八九十]{1,3}分?|半|[一三]刻|多|钟)?)+)(?:左右|之前|以前|前|之内|以内|内|后|钟)*"
)
_WHEN = re.compile(
    rf"(?:收到|好的?|嗯)?[,，\s]*(?:[我俺]|{_DOER}(?:那边)?(?:说|讲)?)?(?:已经?|正|都)*(?:(?:在?路上|出发)了?)?[,，\s]*"
    rf"(?:[我俺]|{_DOER})?{_SOON}(?:[我俺]|{_DOER})?(?:就|再|才|会?能?|可以|应该)*(?P<come>(?:赶?到|[来去]|过[来去]|上门|到现场)"
    r"(?:看看?|修|弄|处理|换|疏通)?(?:一下|一趟)?了?)?"
)
_FROM_NOW = re.compile(r"小时|钟头|分钟|刻钟|一会|等下|待会|马上|这就|很快|路上")
_HURRIES = re.compile(
    r"(?:好的?|收到|嗯|行)?[，,\s]*我?(?:已经?|正|这就|马上)?在?"
    r"(?:来了|过来了|[赶跑]过[去来]了?|往(?:那边|那儿|现场|过)[赶跑走去]了?|[赶跑]着呢|开车过去|(?:去|帮[着忙]?)找(?:找|人)?)(?:吧|啊|呢)*+"
)


def first_clause(words: str) -> str:
    """The first that is said."""
    return _CLAUSE.split(words.strip(" ，。,.:："), 1)[0]


def has_begun(words: str) -> bool:
    """Whether the first that is said is work begun, or when it will be; who asks, or says what is not, has not."""
    first = first_clause(words)
    return len(words) <= LONGEST and bool(_BEGUN.fullmatch(first)) and not _IS_NOT.search(words)


def begins(words: str) -> bool:
    """Whether any clause tells of work begun by who says it: 入户量了，联系热力公司下午来; 联系物业吧 does not."""
    whole = len(words) <= LONGEST and not _IS_NOT.search(words) and _DOES.search(words)
    return bool(whole) and any(_CONTACTED.match(each) for each in _CLAUSE.split(words.strip(" ，。,.:：")))


def tells_when(words: str) -> bool:
    """Whether words say when somebody will be there, and nothing else: 在路上，半小时到, 师傅两点来; 两点 does not."""
    found = _WHEN.fullmatch(without_signs(words)) if len(words) <= LONGEST else None
    return found is not None and (found["come"] is not None or "路上" in words)


def is_from_now(words: str) -> bool:
    """Whether a time is told from the moment it is said: 半小时到, 马上来."""
    return bool(_FROM_NOW.search(words))


def is_hurrying(text: str) -> bool:
    """Whether who was called comes: 来了, 在赶过去, 正往那边跑."""
    return bool(_HURRIES.fullmatch(without_signs(text)))
