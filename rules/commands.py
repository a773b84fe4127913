"""What people type: the button words with a ticket number, and slash commands, Chinese and English."""

import re
from dataclasses import dataclass, replace

ACTIONS = {
    "接单": "claim",
    "去不了": "cannot_go",
    "已联系": "contact",
    "到场": "arrive",
    "办结": "resolve",
    "上报": "report_up",
    "转派": "hand_over",
    "误会": "mistake",
    "是真的": "real",
    "快报": "flash",
    "改类别": "recategorize",
    "并案": "merge",
    "地点": "relocate",
    "拆单": "split",
    "公告": "announce",
    "值班": "duty",
    "排班": "rota",
    "请假": "leave",
    "换班": "swap",
    "交接单": "handover",
    "签收": "receive",
    "看": "look",
    "今日": "today",
    "吹哨": "whistle",
    "撤哨": "release",
    "答复": "order_reply",
    "评价": "grade",
    "退回": "send_back",
    "报到": "report_in",
    "计划": "plan",
    "办完": "finish",
    "临时群": "temporary",
    "集合": "callout",
    "取消集合": "callout_cancel",
    "专业": "profession",
    "广播": "broadcast",
    "定时": "schedule",
    "存名单": "audience_list",
    "花名册": "roster",
    "代签": "sign_for",
    "接龙": "rollcall",
    "点名": "rollcall",
    "代答": "answer_for",
    "收成名单": "chain",
    "入户": "doors",
    "探访": "care",
    "加探访": "care_add",
    "停探访": "care_stop",
    "加一次探访": "care_extra",
    "探访名单": "care_list",
    "我家也是": "join",
    "我也看到了": "join",
    "补充": "add",
    "撤回": "withdraw",
    "误会了": "misread",
    "解决了": "confirm",
    "没解决": "deny",
    "满意": "rate_satisfied",
    "基本满意": "rate_mostly",
    "不满意": "rate_unsatisfied",
    "代报": "report_for",
    "收到": "receipt",
    "重点户": "household",
    "问居民": "question",
    "退单": "bounce",
    "延期": "extend",
    "挂账": "suspend",
    "不实": "false_report",
    "督办": "supervise",
    "签发": "sign",
    "同意": "agree",
    "驳回": "refuse",
    "说明": "state",
    "帮助": "help",
}
SLASH = {
    "household": "household",
    "ask": "question",
    "bounce": "bounce",
    "extend": "extend",
    "suspend": "suspend",
    "false": "false_report",
    "supervise": "supervise",
    "sign": "sign",
    "agree": "agree",
    "refuse": "refuse",
    "statement": "state",
    "claim": "claim",
    "cannot": "cannot_go",
    "contacted": "contact",
    "arrived": "arrive",
    "resolve": "resolve",
    "escalate": "report_up",
    "assign": "hand_over",
    "mistake": "mistake",
    "real": "real",
    "flash": "flash",
    "category": "recategorize",
    "merge": "merge",
    "place": "relocate",
    "split": "split",
    "announce": "announce",
    "duty": "duty",
    "today": "today",
    "rota": "rota",
    "leave": "leave",
    "swap": "swap",
    "handover": "handover",
    "receive": "receive",
    "look": "look",
    "whistle": "whistle",
    "release": "release",
    "answer": "order_reply",
    "grade": "grade",
    "sendback": "send_back",
    "reportin": "report_in",
    "plan": "plan",
    "finish": "finish",
    "tempgroup": "temporary",
    "callout": "callout",
    "callcancel": "callout_cancel",
    "profession": "profession",
    "broadcast": "broadcast",
    "schedule": "schedule",
    "keeplist": "audience_list",
    "roster": "roster",
    "signfor": "sign_for",
    "rollcall": "rollcall",
    "answerfor": "answer_for",
    "chain": "chain",
    "doors": "doors",
    "visit": "care",
    "visitadd": "care_add",
    "visitstop": "care_stop",
    "visitextra": "care_extra",
    "visitlist": "care_list",
    "metoo": "join",
    "add": "add",
    "withdraw": "withdraw",
    "misread": "misread",
    "solved": "confirm",
    "unsolved": "deny",
    "satisfied": "rate_satisfied",
    "mostly": "rate_mostly",
    "unsatisfied": "rate_unsatisfied",
    "reportfor": "report_for",
    "report": "report",
    "my": "my",
    "start": "start",
    "help": "help",
}
CORRECTIONS = frozenset({"recategorize", "merge", "relocate", "split"})
PAPERS = frozenset(
    {"handover", "receive", "whistle", "release", "grade", "send_back", "report_in", "plan", "finish", "order_reply"}
)
CARE = frozenset({"care", "care_add", "care_stop", "care_extra", "care_list"})
LADDER = frozenset(
    {"question", "bounce", "extend", "suspend", "false_report", "supervise", "sign", "agree", "refuse", "state"}
)
CALLOUTS = frozenset({"callout", "callout_cancel"})
NOTICES = frozenset({"broadcast", "schedule", "audience_list", "roster", "sign_for"})
ROLLCALL = frozenset({"rollcall", "answer_for", "chain", "doors"})
STAFF = CORRECTIONS | {
    *NOTICES,
    *ROLLCALL,
    *LADDER,
    *CALLOUTS,
    "temporary",
    "profession",
    "real",
    "flash",
    "household",
    *CARE,
    "duty",
    "today",
    "rota",
    "leave",
    "swap",
    *PAPERS,
    "announce",
    "look",
    "claim",
    "cannot_go",
    "contact",
    "arrive",
    "resolve",
    "report_up",
    "hand_over",
    "mistake",
}
NUMBERLESS = frozenset(
    {
        *CARE,
        *NOTICES,
        *CALLOUTS,
        *ROLLCALL,
        "household",
        "report",
        "report_for",
        "announce",
        "duty",
        "today",
        "rota",
        "leave",
        "swap",
        "my",
        "temporary",
        "profession",
    }
) | {"start", "help"}
WORDS = sorted(ACTIONS, key=len, reverse=True)
# A count of something (3个人, 2号楼) is no ticket's number.
NUMBER = re.compile(
    r"[\s,，:：]*(?:编号|#|№)?\s*(\d{1,9})\s*(?:号单|号)?"
    r"(?!\d|[-.:：]\d|[号楼栋幢座单个人户件台条点层米度元块年月日时分秒辆只张次位名家种类天])"
)
# The 1 of 答复 1. 上午收到 2. 换了灯 is an item's.
ITEMS = re.compile(r"[\s,，:：]*1([.．、)）])(?!\d).+?(?<![\d.:])2\1(?!\d)", re.DOTALL)
OTHER_NUMBER = re.compile(r"(?:到|入|进|和|与|跟)?\s*(?:编号|#|№)?\s*(\d{1,9})\s*(?:号单|号)?")
ALONE = re.compile(r"$|[\s\d,，:：。.!！#№]|编号")
PUNCTUATION = " ,，:：。.!！\n"
# Full-width digits, letters and signs as narrow ones, one for one; punctuation in people's sentences stays theirs.
NARROW = {0xFF10 + n: 0x30 + n for n in range(10)} | {0xFF21 + n: 0x41 + n for n in range(26)}
NARROW |= {0xFF41 + n: 0x61 + n for n in range(26)} | {0x3000: 0x20, 0xFF0F: 0x2F, 0xFF03: 0x23}
STATUS = re.compile(
    r"(到哪一?步了|进展(怎么样|如何|咋样)|办得?(怎么样|咋样)了|修得?(怎么样|咋样)了|什么时候(能)?(修好|办好)|有(消息|进展|结果|回音)了?(吗|没|么)|"
    r"我(昨天|前天|早上|上午|刚才)?(报|反映)的.{0,8}(呢|怎么样|咋样|修好(没|了吗|了没))|"
    r"(那个?|那件|我的|我家的)事.{0,4}(怎么样|咋样|如何)了?|^(进度|怎么样了|咋样了)[?？呀啊呢]*$|"
    r"^(小格[，, ]*)?(帮我|帮忙)?催(一下|一催|催|下)[吧呗]?$|"
    r"^(还要等多久|什么时候来|几时来|啥时候来|有人(来看|来|管)(吗|没))[?？呀啊呢]*$)"
)
# A question how far it is, and nothing that could be a report of its own.
ASKS_ONLY = re.compile(
    r"(?:小格|小高|师傅|请问|那)?[,， ]*(?:(?:你们|师傅|人|工人|物业)?(?:到底|今天|明天)?"
    r"(?:什么时候|啥时候|啥时间|啥前儿|几时|几点|多会儿|撒子时候|好久)(?:能|会|才|有人)?"
    r"(?:来人|来修|来看|来清|来弄|过来|来|到|修好|弄好|有人来|返电|来电|来水)"
    r"|(?:还|怎么|到底)*+(?:有没有|没有?)人(?:来|管|修|理|来看|来修|来管)(?:吗|嘛|么|了)?|(?:师傅|人)?来了(?:没有?|吗|么)"
    r"|有人(?:来看|来|管)(?:吗|没有?|么|不)|(?:今天|明天|现在)?能?(?:修|弄|办|处理)好了?(?:吗|没有?|么|不)"
    r"|(?:灯|电梯|水|门)?(?:今天|明天)?(?:能)?修(?:好)?了?(?:吗|没有?|么|不)|(?:弄|办|处理|解决)了(?:吗|没有?|么)|(?:师傅|人)?到哪儿?了|怎么样了|咋样了|进度|还要等多久|还要多久"
    r"|(?i:any (?:update|news)s?(?: on (?:this|it|that))?"
    r"|when (?:will|can|is) (?:it|someone|somebody|anybody|anyone|you|they)(?: be)? (?:come|coming|fixed|done|here)))"
    r"[?？!！.。呀啊呢嘛哦哟吧了 ]*+"
)
WHERE = re.compile(
    r"(小格[，, ]*)?((维修|修理)?师傅|维保|修的人|人)?(现在)?(到|走到|来到)(哪|哪里|哪儿)(了|啦)[?？呀啊呢。 ]*"
)
TAKES = re.compile(
    r"(好的|好嘞|好|行|收到)?[，,\s]*(我)?"
    r"(接了|接单了?|接下了|来接|我接|我来|我去|马上去|马上到|这就去|去看看)(了)?(一下)?"
)
ARRIVES = re.compile(r"我?(?:已经?|刚)?(?:到了|到现场了?|到场了|到楼下了|到门口了|在现场了?|到地方了)")
CONTACTS = re.compile(
    r"我?(?:已经?|刚)?(?:(?:跟|和|与)?(?:他|她|人家|住户|居民|业主)?(?:联系(?:上|好|过)?|通过电话|说好|约好)了)"
)
# 我明天休息，给亚丽: why it is given is told first.
_AWAY = (
    r"(?:我?(?:今天|明天|后天|这两天|下午|上午|晚上)?我?(?:要|得)?"
    r"(?:休息|请假|有事|不在|开会|走不开|忙不过来|没空|去不了)[,，。\s]+)?"
)
GIVES = re.compile(
    rf"{_AWAY}(?:"
    r"(?:(?:转|交|派|转派|转交)给?|给)(?P<to>[\u4e00-\u9fff]{2,5}?)(?:去|来|处理|办|看看|跑一趟|一下|吧|了)*"
    r"|让(?P<who>[\u4e00-\u9fff]{2,4}?)(?:去|来|处理|办|跑)(?:看看|一下|一趟|处理|吧|了)*)"
)
# 修好了 ends it; 快修好了, 修好了一半 and 修好了吗 do not.
HAS_DONE = re.compile(
    r"(?:灯|水管|水|电|门|门锁|电梯|下水道|垃圾)?(?:都|全|也)?(?:已经?|刚)?(?:给)?(?:他们?|她|人家)?(?:修|弄|换|搞|处理|解决|清理?|疏?通|装|收拾|打扫|补|接|办|拆|贴)"
    r"(?:好|完|通|掉|干净|到位|上)了"
    r"(?:[,，。、\s]+(?!(?:但|可|不过|还|就是|只是|等|明|一半|别))[^?？吗没还等明再但号栋少缺差剩待午]{1,60})?"
)
# 好了, 灯亮了: it is over, whatever was done; 换灯泡了，好了 tells that first.
IS_OVER = re.compile(
    r"(?P<told>[^?？吗没还等明再先待但别\d][^?？吗没还等明再先待但别]{1,40}[,，。、\s]+)?"
    r"(?:都|全|已经|现在|这次|又)*+(?:灯|水|电|气|网|门|电梯|垃圾|暖气)?(?:都|全|已经)*+"
    r"(?:(?:好|通|亮|清|热|干净|正常|能用|可以用|恢复|完事)了|恢复正常了?|搞定了?|[来有][水电气]了)"
)
CONSENT = re.compile(r"(?:好|行|嗯|中|成)(?:的|啊|吧|嘞|呀)?|没(?:问题|意见)|ok", re.IGNORECASE)
_URGE = r"(?:督办|催办|催)(?:一下|下|催)?"
NAMED = re.compile(
    rf"(?:帮我|请|麻烦)?(?:{_URGE}\s*(?P<first>\d{{1,9}})\s*号?单|(?P<last>\d{{1,9}})\s*号单(?:再)?{_URGE})(?:吧|啊|呗)?"
    r"|(?P<asked>\d{1,9})\s*号单(?:现在|目前)?(?:(?:办好|办完|有进展)了?(?:没有?|吗|么)"
    r"|(?:怎么样|咋样|如何|到哪一?步|到哪|什么情况|啥情况|办得怎么样|谁在办|谁接的?)了?(?:呢|啊)?)"
)
SENDS = re.compile(
    r"(?:(?:好的?|行|可以|就这样|没问题)[,，\s]*)?(?:(?:现在|马上|就这样)?发(?:送|出去?|掉)?|确认发送)(?:吧|啊|呗|嘛)?"
)
_WHAT = r"(?:有没有|有哪些|有什么|有啥|还有什么|还有哪些|哪些|什么|哪几件|有几件|几件)"
_WHICH = r"(?:有哪些|是哪些|有几件|有多少)?(?:吗|么|呢|啊)?"
WAITS = re.compile(
    rf"(?:今天|现在|目前)?(?:还)?{_WHAT}?(?:事|单子|单|件)?(?:是)?(?:等着|等|需要|要|该)我(?:来)?(?:定|批|签字|签发|签|审|拍板|办|处理)"
    rf"的?(?:事|单子)?{_WHICH}"
    rf"|(?:今天|现在|目前)?(?:还)?{_WHAT}?(?:单子|单|工单)?超期(?:了|没办完?)?的?(?:单子|单|工单)?{_WHICH}"
    r"|(?:今天|现在)?我?(?:手上|手里|这儿|这里)?(?:还)?有?(?:什么|啥|哪些)(?:事|单子|单|工单|活)(?:要办|没办|要做)?(?:吗|么|呢|啊)?"
)
PERSON = re.compile(
    r"我?(?:要|想|找|请)*(?:找|转|接)?(?:人工|真人|客服)(?:服务)?|我?(?:要|想)?(?:和|跟)?(?:真)?人说话|叫你们领导来?"
    r"|你是(?:谁|什么|机器人|真人)吗?|(?:这个?)?怎么(?:用|弄)|(?:你们?的?)?电话(?:号码)?(?:是)?多少|[Hh]elp|who are you"
)
VERDICT = re.compile(
    r"(?:(?:好的?|行|嗯|收到|看了|ok)[,，、。\s]*)?(?:我)?"
    r"(?:(?P<yes>同意|批准|批了|准了|可以|agreed?|approved?)|(?P<no>驳回|不同意|不批准?|不可以|不行|refused?|disagree))[了吧啊的。.!！\s]*",
    re.IGNORECASE,
)
# Possessive throughout: 好的好的好的 has one way to be read.
NOD = re.compile(
    r"(?:(?>谢谢|多谢|感谢|辛苦|好的|好嘞|好|行|嗯|哦|是的|对|可以|知道|明白|收到|没事|不客气|太好|真快"
    r"|ok|OK|Ok|thanks|thank you)"
    r"[了啊呀哈您你们大家小格网员吧的么\s,，。!！~～.]*+|[👍🙏👌❤️😊🌹💪\s]++)++"
)


@dataclass(frozen=True, slots=True)
class Typed:
    """A typed action: which, on which ticket (None when not told), and the words after it.

    `tail` is all that follows the action, should the number prove to be a part of the words.
    """

    action: str
    number: int | None = None
    rest: str = ""
    tail: str = ""


def typed(text: str, command: str = "", arguments: str = "") -> Typed | None:
    """The action somebody typed as `办结 128 已换灯泡`, `128 办结` or `/resolve 128 bulb replaced`; else None."""
    if command:
        action = SLASH.get(command)
        return _with_number(action, arguments) if action else None
    plain = text.translate(NARROW).strip().lstrip("/")
    for word in WORDS:
        if plain.startswith(word):
            return _after_word(word, plain[len(word) :])
    leading = NUMBER.match(plain)
    if leading:
        tail = plain[leading.end() :].lstrip(" ,，:：")
        for word in WORDS:
            if tail.startswith(word) and ACTIONS[word] in STAFF and (found := _after_word(word, tail[len(word) :])):
                return replace(found, number=int(leading[1]), rest=found.tail.strip(PUNCTUATION))
    return None


def _after_word(word: str, tail: str) -> Typed | None:
    """The word must stand alone: 接单员 or 收到了吗 is talk, not an action."""
    if ACTIONS[word] == "report_for":
        return Typed("report_for", None, tail.strip(" :：,，"))
    after = tail.removeprefix("了")
    return _with_number(ACTIONS[word], after) if ALONE.match(after) else None


def _with_number(action: str, tail: str) -> Typed:
    if action in NUMBERLESS:
        return Typed(action, None, tail.strip())
    found = None if ITEMS.match(tail) else NUMBER.match(tail)
    rest = tail[found.end() :] if found else tail
    return Typed(action, int(found[1]) if found else None, rest.strip(PUNCTUATION), tail.strip(PUNCTUATION))


def ticket_number(words: str) -> int | None:
    """The ticket number somebody typed: 「97」, 「到97号单」; None if it is none."""
    found = re.fullmatch(
        r"(?:到|入|进|和|与|跟)?\s*(?:编号|#|№)?\s*(\d{1,9})\s*(?:号单|号)?", words.translate(NARROW).strip()
    )
    return int(found[1]) if found else None


def nods(text: str) -> bool:
    """Whether somebody only thanks, greets a result or says yes."""
    return bool(NOD.fullmatch(text.strip()))


def under_card(text: str) -> Typed | None:
    """What a worker says under a card in their own words, as the action it is: 到了, 转给亚丽, 换好了，是接头松了."""
    plain = text.strip(" 。.!！~")
    if TAKES.fullmatch(plain):
        return Typed("claim")
    if ARRIVES.fullmatch(plain):
        return Typed("arrive")
    if CONTACTS.fullmatch(plain):
        return Typed("contact")
    given = GIVES.fullmatch(plain)
    if given:
        return Typed("hand_over", rest=given["to"] or given["who"])
    return Typed("resolve", rest=plain) if HAS_DONE.fullmatch(plain) or IS_OVER.fullmatch(plain) else None


def of_number(text: str) -> Typed | None:
    """What a worker says of a ticket by its number in their own words: 2也接了, 1号修好了."""
    plain = text.translate(NARROW).strip()
    leading = NUMBER.match(plain)
    meant = under_card(plain[leading.end() :].lstrip(" ,，:：的单也都")) if leading else None
    return replace(meant, number=int(leading[1])) if leading and meant else None


def named(text: str) -> Typed | None:
    """What staff say of a ticket by its number in their own words: 3号单怎么样了, 督办一下3号单, 催3号单."""
    found = NAMED.fullmatch(text.translate(NARROW).strip(" 。.!！?？~"))
    if found is None:
        return None
    number = int(found["first"] or found["last"] or found["asked"])
    return Typed("look" if found["asked"] else "supervise", number)


def sends(text: str) -> bool:
    """Whether somebody says of what was laid before them that it may go out: 发吧, 可以，发."""
    return bool(SENDS.fullmatch(text.strip(" 。.!！~")))


def asks_what_waits(text: str) -> bool:
    """Whether one of the staff asks in their own words for what 今日 lists: 有什么要我定的, 哪些超期了."""
    return bool(WAITS.fullmatch(text.strip(" 。.!！?？~")))


def asks_for_person(text: str) -> bool:
    """Whether somebody would rather speak to a person, or asks what this is: that is told, and is no news."""
    return bool(PERSON.fullmatch(text.strip(" 。.!！?？吧啊呀呢")))


def verdict_in(text: str) -> bool | None:
    """Whether somebody agrees to what was laid before them (好的，同意), refuses it (不同意), or says neither."""
    found = VERDICT.fullmatch(text.strip())
    return None if found is None else found["yes"] is not None


def consents(text: str) -> bool:
    """Whether somebody says yes as people do, where a yes was asked for: 行, 好的, 没问题."""
    return bool(CONSENT.fullmatch(text.strip(" 。.!！~")))


def asks_where(text: str) -> bool:
    """到哪了, 师傅到哪里了: somebody asks that and nothing else, whatever it may be read as."""
    return bool(WHERE.fullmatch(text.strip()))


def asks_status(text: str) -> bool:
    """Whether somebody asks how far their report has come."""
    return bool(STATUS.search(text)) or asks_nothing_else(text)


def asks_nothing_else(text: str) -> bool:
    """Whether somebody only asks how far it is: 有人来吗, 什么时候来人."""
    return bool(ASKS_ONLY.fullmatch(text.strip()))
