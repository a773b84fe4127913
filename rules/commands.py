"""What people type: the button words with a ticket number, and slash commands, Chinese and English."""

import re
from dataclasses import dataclass, replace

from rules.english_talk import says_same, wants_somebody
from rules.places import numeral
from rules.wording import narrow

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
    "更多": "more",
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
    "我也想问": "join",
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
    "more": "more",
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
# What residents type in English in their group; everything else is typed in English with a slash.
ENGLISH = {
    "same here": "join",
    "i saw it too": "join",
    "withdraw": "withdraw",
    "false alarm": "misread",
    "solved": "confirm",
    "not solved": "deny",
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
    "more",
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
_LONGEST_WORD = 3


def is_staff_word_alone(text: str) -> bool:
    """Whether it is the word of one of the staff's buttons and nothing else: 办结 by a resident reports nothing."""
    word = typed(text) if len(text) <= _LONGEST_WORD else None
    return word is not None and word.action in STAFF - {"mistake"} and not (word.rest or word.number)


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
# Those that begin with a sign, the longest first.
_BEGINNING = {sign: [word for word in WORDS if word[0] == sign] for sign in {word[0] for word in WORDS}}
# A count of something (3个人, 2号楼) is no ticket's number.
NUMBER = re.compile(
    r"[\s,，:：]*(?:编号|#|№)?\s*(\d{1,9})\s*(?:号单|号)?"
    r"(?!\d|[-.:：]\d|[号楼栋幢座单个人户件台条点层米度元块年月日时分秒辆只张次位名家种类天])"
)
_SPELT = re.compile(r"([一二两三四五六七八九十]{1,3})号(?:单|(?![楼栋幢座门线院房单下上中早晚]))")
# 回复 1 师傅十点到 answers the card of 1.
_ANSWERS = re.compile(r"^(?:回复|回)(?:一下)?[\s:：]*(?=(?:编号|#)?\d|[一二两三四五六七八九十]+号单)")
# 同意1号通知 is about no ticket 1.
OF_NOTICE = re.compile(r"(同意|驳回)了?[\s,，:：]*(?:📣)?\s*(\d{1,9})\s*号?通知(?![\u4e00-\u9fff])(.*)", re.DOTALL)
# The 1 of 答复 1. 上午收到 2. 换了灯 is an item's.
ITEMS = re.compile(r"[\s,，:：]*1([.．、)）])(?!\d).+?(?<![\d.:])2\1(?!\d)", re.DOTALL)
ALONE = re.compile(r"$|[\s\d,，:：。.!！#№]|编号")
# 延期到周一，等配件 and 延期两天，等配件 run into their word; 延期两天了 and 延期到几号 are talk.
LONGER = re.compile(
    r"(?:(?:[到至][^\s,，。:：?？]{1,12}|[一二两三四五六七八九十半]{1,3}个?(?:工作日|天|小时|钟头)))(?=$|[\s,，。:：]+[^?？]+$)"
)
# 补充一下，上次她还骂人 is 补充 with its words; 大家补充一下 and 补充一下材料就行吗 are talk.
MORE = re.compile(
    r"(?:我?再?)补充(?:一下|一点|一句|几句|下)[,，:：\s]*+(?!大家|各位|你们|[材资]料|信息|完整|刚才)(?=[^?？]*+$)(?!.*[吗么]\s*$)",
    re.DOTALL,
)
PUNCTUATION = " ,，:：。.!！\n"
# Full-width digits, letters and signs as narrow ones, one for one; punctuation in people's sentences stays theirs.
NARROW = {0xFF10 + n: 0x30 + n for n in range(10)} | {0xFF21 + n: 0x41 + n for n in range(26)}
NARROW |= {0xFF41 + n: 0x61 + n for n in range(26)} | {0x3000: 0x20, 0xFF0F: 0x2F, 0xFF03: 0x23}
STATUS = re.compile(
    r"(到哪一?步了|进展(怎么样|如何|咋样)|(办|修|弄|处理|解决)得?(怎么样|咋样|如何)了|什么时候(能)?(修好|办好)|有(消息|进展|结果|回音|信儿?|眉目|着落|下文|准信儿?|准话|谱)了?(吗|没|么)|"
    r"我(昨天|前天|早上|上午|刚才|上周|上个?月|上次|前几天|那天|之前)?(报|反映)的.{0,8}(呢|怎么样|咋样|修好(没|了吗|了没))|"
    r"(那个?|那件|我的|我家的)事.{0,4}(怎么样|咋样|如何)了?|^我(以前|之前|最近|昨天)?(报|反映)过(事|什么|几件|哪些事?)?(吗|没有?|了)?[?？呀啊呢]*$|的(事情?|问题)(到底|现在|今天)?(怎么说|咋说|怎么样|咋样|如何)了?[?？呀啊呢]*$|^(进度|怎么样了|咋样了)[?？呀啊呢]*$|"
    r"^(小格[，, ]*)?(帮我|帮忙)?催(一下|一催|催|下)[吧呗]?$|"
    r"^(还要等多久|什么时候来|几时来|啥时候来|有人(来看|来|管)(吗|没))[?？呀啊呢]*$)"
)
# A question how far it is, and nothing that could be a report of its own.
ASKS_ONLY = re.compile(
    r"(?:小格|小高|师傅|请问|那)?[,， ]*(?:(?:你们|师傅|人|工人|物业)?(?:到底|今天|明天)?"
    r"(?:什么时候|啥时候|啥时间|啥前儿|几时|几点|多会儿|撒子时候|好久)(?:能|会|才|有人)?"
    r"(?:来人|来修|来看|来清|来弄|过来|来|到|修好|弄好|有人来|返电|来电|来水"
    r"|回复?我|答复我?|给(?:我|个)?(?:一?个)?(?:回(?:话|复|信|音)|答复|消息|信儿?)|联系我|有(?:个)?(?:结果|答复|回复|回话|消息|信儿?|说法))"
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
PERSON = re.compile(
    r"(?:有(?:没有)?人(?:在)?(?:吗|么)?[,，。?？\s]*)?(?:(?:我|要|想|找|请|能不能|可以)*(?:找|转|接)个?(?:人工|真人|客服)(?:客服|服务|说话|聊)?|人工(?:客服|服务)?|真人|客服"
    r"|我?(?:要|想)?(?:找|和|跟)*个?(?:真|活)?人(?:说话|说|讲话|聊)|(?:别|不要|不想)(?:让|跟|和)?机器人?(?:回我?|说话|说|聊)?)(?:吗|么)?"
    r"|有(?:没有)?(?:真|活)?人(?:在)?(?:吗|么)|叫你们领导来?|你们领导(?:在(?:吗|哪))?|(?:我?好?无聊[,，\s]*)?陪我(?:聊聊天?|说(?:说|会儿?)?话)"
    r"|(?:你|您|这)是(?:真人|人|活人|人工)(?:还是|吗)(?:机器人?|AI|ai)?|你?是(?:机器人?|AI|ai)(?:回的|吧)?吗?"
)
CALLED = re.compile(r"@?(?:小格[,，!！~\s]*)+(?!子|局|力)(?:$|(?<=[,，!！~\s格])\S)")
HELP = re.compile(r"(?:这个?)?怎么(?:用|弄)|(?:你们?的?)?电话(?:号码)?(?:是)?多少|[Hh]elp")
WHO = re.compile(
    r"(?:请问)?(?:小格)?[,，\s]*(?:你是(?:谁|什么|哪位|干什么的|机器人|真人)|您(?:是)?哪位|你叫(?:什么|啥)(?:名字)?"
    r"|who are you)吗?",
    re.IGNORECASE,
)
REPORTED = r"(?:举报|投诉|告发|揭发|检举)(?:了|过)?"
WHO_REPORTED = re.compile(
    rf"[^?？!！。;；]{{0,20}}?(?:有没有[人谁]{REPORTED}[^?？!！,，。;；]{{0,10}}|有[人谁]{REPORTED}[^?？!！,，。;；]{{0,10}}(?:吗|没有?)"
    rf"|(?<![找向跟问给])谁{REPORTED}(?![都也])[^?？!！,，。;；]{{0,8}}"
    rf"|被(?:人)?{REPORTED}[^?？!！。;；]{{0,10}}谁(?:报|{REPORTED})的)[?？]*"
)
# Possessive throughout: 好的好的好的 has one way to be read.
NOD = re.compile(
    r"(?:(?>谢谢|多谢|感谢|辛苦|好的|好嘞|好|行|嗯|哦|是的|对|可以|我?知道|我?明白|收到|没事|不客气|太好|真快"
    r"|ok|OK|Ok|thanks|thank you)"
    r"[了啊呀哈您你们大家小格网员吧的么\s,，。!！~～.]*+|[👍🙏👌❤️😊🌹💪\s]++)++"
)


_RUNS_ON = re.compile(r"\d+[一-龥]")


@dataclass(frozen=True, slots=True)
class Typed:
    """A typed action: which, on which ticket (None when not told), and the words after it.

    `tail` is all that follows the action, should the number prove to be a part of the words.
    """

    action: str
    number: int | None = None
    rest: str = ""
    tail: str = ""

    @property
    def runs_on(self) -> bool:
        """Whether its number goes on in words, as a room's does: 601答应了."""
        return _RUNS_ON.match(self.tail) is not None


def typed(text: str, command: str = "", arguments: str = "") -> Typed | None:
    """The action somebody typed as `办结 128 已换灯泡`, `128 办结` or `/resolve 128 bulb replaced`; else None."""
    if command:
        action = SLASH.get(command)
        return _with_number(action, arguments) if action else None
    plain = text.translate(NARROW).strip().lstrip("/")
    plain = MORE.sub("补充 ", plain, count=1) if MORE.match(plain) else plain
    of_notice = OF_NOTICE.fullmatch(plain)
    if of_notice:
        return Typed("broadcast", None, " ".join(of_notice.groups()).strip(PUNCTUATION))
    for word in _BEGINNING.get(plain[:1], ()):
        if plain.startswith(word):
            return _after_word(word, plain[len(word) :])
    leading = NUMBER.match(plain)
    if leading:
        tail = plain[leading.end() :].lstrip(" ,，:：")
        for word in _BEGINNING.get(tail[:1], ()):
            if tail.startswith(word) and ACTIONS[word] in STAFF and (found := _after_word(word, tail[len(word) :])):
                return replace(found, number=int(leading[1]), rest=found.tail.strip(PUNCTUATION))
    return None


def in_english(text: str) -> Typed | None:
    """The action of a resident's button, typed as it is read in English: same here, withdraw."""
    action = ENGLISH.get(text.strip(PUNCTUATION).casefold()) or ("join" if says_same(text) else "")
    return Typed(action) if action else None


def _after_word(word: str, tail: str) -> Typed | None:
    """The word must stand alone: 接单员 or 收到了吗 is talk, not an action."""
    if ACTIONS[word] == "report_for":
        return Typed("report_for", None, tail.strip(" :：,，"))
    if word == "看":
        # 看了，灯是亮的 tells what somebody saw.
        return _with_number("look", tail) if NUMBER.match(tail) or not tail.strip(PUNCTUATION) else None
    after = tail.removeprefix("了")
    longer = word == "延期" and LONGER.match(after) and not re.search(r"[?？吗什几谁哪行]|可以", after)
    return _with_number(ACTIONS[word], after) if longer or ALONE.match(after) else None


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


def asks_for_person(text: str) -> bool:
    """Whether somebody would rather speak to a person, or asks if this is one: that is told, and is no news."""
    plain = text.strip(" 。.!！?？吧啊呀呢")
    return (bool(PERSON.fullmatch(plain)) or wants_somebody(text)) and not asks_who_this_is(text)


def asks_for_help(text: str) -> bool:
    """Whether somebody only asks how this is used, or whom they speak with."""
    return bool(HELP.fullmatch(text.strip(" 。.!！?？吧啊呀呢"))) or asks_who_this_is(text)


def calls_by_name(text: str) -> bool:
    """Whether somebody turns to the desk by its name: 小格 我家水表不准."""
    return bool(CALLED.match(text.strip()))


def asks_who_reported(text: str) -> bool:
    """Whether somebody asks who reported a neighbour or them, or whether anybody did: 有人举报群租吗, 谁举报的我."""
    return bool(WHO_REPORTED.fullmatch(text.strip(" 。.!！~吧啊呀呢")))


def asks_who_this_is(text: str) -> bool:
    """Whether somebody only asks whom they speak with: 你是谁呀."""
    return bool(WHO.fullmatch(text.strip(" 。.!！?？吧啊呀呢")))


def asks_how_near(text: str) -> bool:
    """到哪了, 师傅到哪里了: somebody asks that and nothing else, whatever it may be read as."""
    return bool(WHERE.fullmatch(narrow(text).strip()))


def asks_status(text: str) -> bool:
    """Whether somebody asks how far their report has come."""
    return bool(STATUS.search(narrow(text))) or asks_nothing_else(text)


def asks_nothing_else(text: str) -> bool:
    """Whether somebody only asks how far it is: 有人来吗, 什么时候来人."""
    return bool(ASKS_ONLY.fullmatch(narrow(text).strip()))


def with_number(text: str) -> tuple[int, bool, str] | None:
    """The number that words begin with, whether it is called a ticket's (3号单, 三号单), and the words."""
    plain = _ANSWERS.sub("", text.translate(NARROW).strip(), count=1)
    if spelt := _SPELT.match(plain):
        plain = f"{numeral(spelt[1])}号单{plain[spelt.end() :]}"
    leading = NUMBER.match(plain)
    if leading is None:
        return None
    return int(leading[1]), leading[0].rstrip().endswith("单"), plain[leading.end() :].lstrip(" ,，、:：的单也都")
