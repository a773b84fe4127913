"""A notice as it is typed: its kinds, what each must say, and which of it is still to be asked for."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from rules.announcing import BETWEEN, ending, is_of_a_spot
from rules.times import Moment, moments
from rules.wording import narrow

LEVELS = {"红": "red", "橙": "orange", "黄": "yellow", "蓝": "blue"}
LEVELS |= {"red": "red", "orange": "orange", "yellow": "yellow", "blue": "blue"}
LONGEST_FIELD = 300
RED = "red"


@dataclass(frozen=True, slots=True)
class Template:
    """One kind of notice: the fields it must have, in the order they are asked for.

    `when` is a span, `at` and `until` are moments, `level` a colour; all else is words. What was typed besides becomes
    `main`. `matter` is what residents report of it: while it lasts the notice is the answer.
    """

    key: str
    zh: str
    en: str
    fields: tuple[str, ...]
    main: str
    matter: str = ""


KINDS: Mapping[str, Template] = {
    each.key: each
    for each in (
        Template("water", "停水", "water", ("when", "why"), "why", "utility.water_outage"),
        Template("power", "停电", "power", ("when", "why"), "why", "utility.power_outage"),
        Template("gas", "停气", "gas", ("when", "why"), "why", "utility.gas_supply"),
        Template("weather", "天气预警", "weather", ("level", "when", "todo"), "todo"),
        Template("clinic", "体检义诊", "clinic", ("when", "where", "todo"), "todo"),
        Template("fraud", "防诈骗", "fraud", ("what",), "what"),
        Template("meeting", "会议", "meeting", ("at", "where", "what"), "what"),
        Template("payment", "缴费", "payment", ("what", "until", "how"), "what"),
        Template("activity", "活动", "activity", ("at", "where", "what"), "what"),
        Template("rollcall", "接龙", "rollcall", ("what", "until"), "what"),
    )
}
ALIASES = {"体检": "clinic", "义诊": "clinic", "预警": "weather", "反诈": "fraud", "防诈": "fraud", "开会": "meeting"}
ALIASES |= {"点名": "rollcall"}
_NAMES = {name: each.key for each in KINDS.values() for name in (each.zh, each.en)} | ALIASES
_CUT = re.compile(r"停([水电气])(?![费车])")
_NO_CUT = re.compile(
    r"(?:[不没未防]|取消|恢复|暂缓|推迟)停?[水电气]|停[水电气](?:取消|推迟|延期|改期|的事|怎么)|已经?恢复|来[水电气]了"
)
_COLON = re.compile(r"(?<!\d)[:：]|[:：](?!\d)|\n")
_EVERY = re.compile(r"每(?:隔)?\s*(\d{1,3})\s*分钟?\s*(?:一|1)?\s*[栋批座]?|every\s+(\d{1,3})\s*min\w*")
_STAGED = re.compile(r"(?:分批|分楼栋?|逐栋)(?:次|发送|发)?(?=[,，\s每\d]|$)[,，\s]*|\bin waves\b,?")
_LEAVES = re.compile(r"(.{1,14}?)\s*(?:发出|发送|再发|发(?=$|[\s,，。]))")
_SENDS = re.compile(r"\b(?:send|leaves?)\s+(?:at\s+)?(.{3,30})", re.IGNORECASE)
_ASKS_RECEIPT = re.compile(
    r"要签收|要回执|请签收|(?:收到|看到|已阅).{0,3}请?(?:回复|回个|扣)|请?回复.?收到|with receipts"
)
_BEFORE = re.compile(r"^\s*(?:之?前|以前|截止)")
_LEVEL = re.compile(r"([红橙黄蓝])色?(?=预警|[\s,，]|$)|\b(red|orange|yellow|blue)\b")


@dataclass(frozen=True, slots=True)
class Typed:
    """A notice as it was typed: kind ("" for plain words), the head that says for whom, the words, and how it is sent.

    `fields` are those the words told. `every` is the pause between waves (`staged`: in waves, whatever the pause),
    `leaves` the moment that was told (local).
    `parted`: a colon stood between head and words, so that the head can be nothing else.
    """

    kind: str
    head: str
    words: str
    fields: Mapping[str, str] = field(default_factory=dict)
    receipts: bool = False
    every: timedelta | None = None
    leaves: datetime | None = None
    parted: bool = False
    staged: bool = False


def typed(text: str, now: datetime, headless: bool = False) -> Typed:
    """Reads 「停水 3号楼 9:00-17:00 换管道」, 「3号楼 每10分钟一栋 明早8点发: 今天…」; `now` is the wall clock.

    `headless`: nothing of it says for whom, all of it is words.
    """
    kind, rest = _kind(text.strip())
    colon = None if headless else _COLON.search(rest)
    head, words = (rest[: colon.start()], rest[colon.end() :]) if colon else (rest, "")
    receipts = bool(_ASKS_RECEIPT.search(rest))
    head = re.sub(r"要签收|要回执|with receipts", " ", head)
    head, staged = _STAGED.subn(" ", head)
    head, every = _wave(head)
    head, leaves = _leaving(head, now)
    if headless:
        head, words = "", rest
    elif kind:
        head, words = _split(head, words, now)
    fields = told(kind, words, now) if kind else {}
    return Typed(kind, head.strip(), words.strip(), fields, receipts, every, leaves, bool(colon), bool(staged))


_OFF = re.compile(r"不(?:要|用|再)?(?:(?P<receipts>签收|回执)|分批)")


def sent_how(words: str, now: datetime, usual: timedelta) -> dict[str, Any]:
    """What 要签收, 不分批, 每10分钟一栋 or 明早8点发 and nothing else change of how a notice is sent.

    Waves are a `usual` pause apart where no other is told.
    """
    plain = words.strip(" ,，。了吧\n")
    off = _OFF.fullmatch(plain)
    if off:
        return {"receipts": False} if off["receipts"] else {"every": timedelta(0)}
    found = typed(f"{plain}：", now)
    if found.kind or found.head.strip(" ,，。"):
        return {}
    return (
        ({"receipts": True} if found.receipts else {})
        | ({"every": found.every or usual} if found.every or found.staged else {})
        | ({"leaves": found.leaves} if found.leaves else {})
    )


def split_head(text: str) -> tuple[str, str, str]:
    """What stands before the colon, the colon, and the words after it; all is head where there is none."""
    colon = _COLON.search(text)
    return (text[: colon.start()], colon.group(), text[colon.end() :]) if colon else (text, "", "")


def with_whole_head(line: str, now: datetime) -> str:
    """全街道：明早8点发：检查 says before its second colon how it is sent: all before that is the head."""
    readers, colon, words = split_head(line)
    found = typed(words, now)
    how = found.parted and (found.leaves or found.every or found.staged)
    return f"{readers} {words}" if colon and how else line


_VERB_LIKE = re.compile(
    r"(?P<word>(?:谁|还有谁)?[没未](?:签收?|收到|看|读|回复?|答)的?|催\w{0,2}|[\u4e00-\u9fff]{2}(?:情况|名单|进度|一下)|情况|名单|进度|状态|统计|汇总|结果|回执|签收"
    r"|停\w?|终止|结束|关闭|作废|删除?|编辑|修改|更改|更正|导出|查看?|查询|重发|再发|补发|转发|预览|确认|帮助"
    r"|status|stats?|progress|receipts?|missing|urge|remind|stop|end|close|delete|edit|export|resend|preview|help)"
    r"(?P<number>\s*\d{1,9}号?)?|(?P<short>[\u4e00-\u9fff]{1,3})(?P<its>\s*\d{1,9}号?)?",
    re.IGNORECASE,
)


def is_bare(words: str, numbered: bool) -> bool:
    """Whether words are only a verb, perhaps with a notice's number, and nothing that could be told to people.

    `numbered`: a short word that is no known verb is one only with its number: 体检 may be asked, 体检 3 not.
    """
    found = _VERB_LIKE.fullmatch(narrow(words).strip(" 。.!?！？"))
    return found is not None and not (numbered and found["short"] and not found["its"])


def _kind(text: str) -> tuple[str, str]:
    for name in sorted(_NAMES, key=len, reverse=True):
        tail = text[len(name) :].removeprefix("通知")
        if text.lower().startswith(name) and (not tail or tail[0] in " :：,，\n　"):
            return _NAMES[name], tail.lstrip(" ,，　")
    return "", text


def _wave(head: str) -> tuple[str, timedelta | None]:
    found = _EVERY.search(narrow(head))
    if found is None:
        return head, None
    return head[: found.start()] + " " + head[found.end() :], timedelta(minutes=int(found[1] or found[2]))


def _leaving(head: str, now: datetime) -> tuple[str, datetime | None]:
    for found in _LEAVES.finditer(head):
        exact = [each for each in moments(found[1], now) if each.exact]
        if exact:
            start = found.start() + narrow(found[1]).find(exact[-1].words)
            return head[:start] + " " + head[found.end() :], exact[-1].at
    english = _SENDS.search(head)
    first = next((each for each in moments(english[1], now) if each.exact), None) if english else None
    if english and first and english[1].startswith(first.words):
        return f"{head[: english.start()]} {head[english.start(1) + len(first.words) :]}", first.at
    return head, None


def _split(head: str, words: str, now: datetime) -> tuple[str, str]:
    """Times and colours belong to the words; without a colon so does all after the first time or blank."""
    level = _LEVEL.search(head)
    if level:
        head, words = head[: level.start()] + head[level.end() :].removeprefix("预警"), f"{level[0]} {words}"
    # 光明街道 names no day: a single sign is no time.
    first = next((each for each in moments(head, now) if len(each.words) > 1), None)
    if first:
        at = narrow(head).find(first.words)
        return head[:at], f"{head[at:]} {words}"
    if not words.strip():
        head, _, words = head.strip().partition(" ")
    return head, words


_NAMES_DAY = re.compile(r"[今明后昨]|周|星期|礼拜|[号日月]|\d[-/]\d|today|tomorrow|[a-z]+day", re.IGNORECASE)
_CHANGES = re.compile(
    r"^\s*(时间)?((推迟|提前|顺延|延|改|换|挪|调整?)[到成为至])?|(改|换|挪|推迟|提前|顺延)[到成为至]?\s*$"
)


def told(kind: str, words: str, now: datetime) -> dict[str, str]:
    """The fields that these words tell of a kind: its times and its colour, and what is left as its main field."""
    template, found, rest = KINDS[kind], dict[str, str](), words
    if "level" in template.fields and (level := _LEVEL.search(rest)):
        found["level"] = LEVELS[level[1] or level[2]]
        rest = rest[: level.start()] + rest[level.end() :].removeprefix("预警")
    for name in ("when", "at", "until"):
        if name in template.fields:
            value, rest = _time_field(name, rest, now)
            found |= {name: value} if value else {}
    rest = rest.strip(" ,，。;；:：\n")
    if rest:
        found[template.main] = rest[:LONGEST_FIELD]
    return found


def retold(kind: str, words: str, now: datetime, before: Mapping[str, str]) -> dict[str, str]:
    """The fields that words told later change: 改到下午两点到五点 is a time, on the day it was, and no reason.

    Nothing where a kind has times and the words tell none: then they must name what they change.
    """
    times = [name for name in ("when", "at", "until") if name in KINDS[kind].fields]
    first = next((before[name] for name in times if name in before), "").partition("/")[0]
    if first and not _NAMES_DAY.search(narrow(words)):
        now = datetime.fromisoformat(first).replace(hour=0, minute=0)
    found = told(kind, words, now)
    if times and not any(name in found for name in times):
        return {}
    rest = _CHANGES.sub("", found.pop(KINDS[kind].main, "")).strip(" ,，。;；:：了吧\n")
    return found | ({KINDS[kind].main: rest} if rest else {})


def _time_field(name: str, words: str, now: datetime) -> tuple[str, str]:
    """A time told in the words as it is kept, and the words without it."""
    found = span(words, now) if name == "when" else moment(words, now)
    if found is None:
        return "", words
    value, start, end = found
    return value, words[:start] + _BEFORE.sub("", words[end:])


# Parts of a day from which hour to which; a day without an hour is whole only where that is said.
_PARTS = {"凌晨": (0, 6), "上午": (8, 12), "下午": (12, 18), "晚上": (18, 22), "晚": (18, 22)}
_PARTS |= {"全天": (0, 24), "整天": (0, 24), "all day": (0, 24)}
_PARTS |= {"morning": (8, 12), "afternoon": (12, 18), "evening": (18, 22), "tonight": (18, 22)}
_PART = re.compile(rf"\s*(?:一|the\s+)?({'|'.join(_PARTS)})(?![a-z])", re.IGNORECASE)
_UNTIL_NOON = re.compile(r"\s*(?:-|~|到|至|—|to|until|till)\s*(?:中午|noon)(?!\s*[\d一二三])", re.IGNORECASE)
_NOON = 12
_GOES_ON = re.compile(r"\s*(?:到|至|-|~|—|、|和|及|与|to\b|and\b)", re.IGNORECASE)


def span(words: str, now: datetime) -> tuple[str, int, int] | None:
    """The first 「从…到…」, 明天上午 or 周六全天 as two ISO times with a slash between, and where it stands."""
    plain = narrow(words)
    told = moments(plain, now)
    for first, second in pairwise((*told, None)):
        start = plain.find(first.words) if first else 0
        found = _from(plain, first, second, start + len(first.words)) if first else None
        if first and found:
            ends, end = found
            begins = first.at if first.exact else _midnight(first.at)
            return f"{begins.isoformat()}/{ends.isoformat()}", start, end
    # A second time that is not understood, 周六周日全天, is for its author to say again.
    return _part_of_day(plain, told[0]) if len(told) == 1 and not told[0].exact else None


def _from(plain: str, first: Moment, second: Moment | None, middle: int) -> tuple[datetime, int] | None:
    """When what begins at `first` ends, and where in the words that is told: an hour, noon, or after whole days."""
    noon = _UNTIL_NOON.match(plain, middle) if first.exact else None
    if noon and first.at.hour < _NOON:
        return first.at.replace(hour=_NOON, minute=0), noon.end()
    at = plain.find(second.words, middle) if second else -1
    if second is None or at < 0 or not BETWEEN.match(plain[middle:at]):
        return None
    end = at + len(second.words)
    if first.exact and second.exact:
        return ending(first, second), end
    whole = not (first.exact or second.exact or _PART.search(first.words) or _PART.search(second.words))
    ends = _midnight(second.at) + timedelta(days=1)
    whole_days = _PART.match(plain, end)
    return (ends, whole_days.end() if whole_days else end) if whole and ends > first.at else None


def _midnight(at: datetime) -> datetime:
    return at.replace(hour=0, minute=0, second=0, microsecond=0)


def _part_of_day(plain: str, day: Moment) -> tuple[str, int, int] | None:
    start = plain.find(day.words)
    end = start + len(day.words)
    behind = _PART.match(plain, end)
    part = behind or _PART.search(day.words)
    if part is None:
        return None
    if _GOES_ON.match(plain, behind.end() if behind else end):
        return None
    first, last = (_midnight(day.at) + timedelta(hours=hour) for hour in _PARTS[part[1].lower()])
    return f"{first.isoformat()}/{last.isoformat()}", start, behind.end() if behind else end


def moment(words: str, now: datetime) -> tuple[str, int, int] | None:
    """The first exact time as an ISO time, and where it stands."""
    plain = narrow(words)
    first = next((each for each in moments(plain, now) if each.exact), None)
    if first is None:
        return None
    start = plain.find(first.words)
    return first.at.isoformat(), start, start + len(first.words)


def next_field(kind: str, fields: Mapping[str, str]) -> str:
    """The field to be asked for next; "" when nothing is missing."""
    return next((name for name in KINDS[kind].fields if not fields.get(name)), "") if kind else ""


def answered(name: str, words: str, now: datetime) -> str:
    """An answer to the question for a field as it is kept; "" when it does not answer it."""
    if name in ("when", "at", "until"):
        found = span(words, now) if name == "when" else moment(words, now)
        return found[0] if found else ""
    if name == "level":
        return next((level for sign, level in LEVELS.items() if sign in words.lower()), "")
    return " ".join(words.split())[:LONGEST_FIELD]


def outage_in(words: str, now: datetime) -> tuple[str, datetime, datetime] | None:
    """The matter and the time of a cut that plain words announce: 明天9点到11点停水，洗水箱; None where they do not."""
    told_of = (found for found in _CUT.finditer(words) if not is_of_a_spot(narrow(words), found))
    named = next(told_of, None)
    if named is None or _NO_CUT.search(words):
        return None
    kind = _NAMES[f"停{named[1]}"]
    starts, ends = window(told(kind, words, now))
    return (KINDS[kind].matter, starts, ends) if starts and ends else None


def window(fields: Mapping[str, str]) -> tuple[datetime | None, datetime | None]:
    """From when to when what the notice tells of lasts; None where it tells no such time."""
    if fields.get("when"):
        starts, _, ends = fields["when"].partition("/")
        return datetime.fromisoformat(starts), datetime.fromisoformat(ends)
    at, until = fields.get("at"), fields.get("until")
    return (datetime.fromisoformat(at) if at else None), (datetime.fromisoformat(until) if until else None)
