"""Reads a leave that somebody types: 「我请假到周三, 让亚丽顶」 is from when, until when, and who stands in."""

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from rules.times import ENGLISH_WEEK
from rules.wording import narrow

_DAY = timedelta(days=1)
_LONGEST = timedelta(days=366)
_MIDNIGHT, _NOON = time(0), time(12)
_DIGITS = {"零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
_WEEKDAYS = {
    sign: number for number, signs in enumerate(("一", "二", "三", "四", "五", "六末", "日天")) for sign in signs
}
_NEAR = {"今": 0, "当": 0, "明": 1, "后": 2, "大后": 3}
# When a part of the day begins, and when it ends.
_PARTS = {
    "早上": (_MIDNIGHT, time(8)),
    "上午": (_MIDNIGHT, _NOON),
    "中午": (_NOON, _NOON),
    "下午": (_NOON, time(18)),
    "晚上": (time(18), _MIDNIGHT),
    "晚": (time(18), _MIDNIGHT),
    "早": (_MIDNIGHT, time(8)),
}

_COUNT = r"\d{1,3}|[一二两三四五六七八九十]{1,3}|半"
_DATE = (
    r"(?:(?P<year>\d{4})[年./-])?(?P<month>\d{1,2})[月./-](?P<day>\d{1,2})[日号]?|(?P<date>\d{1,2})(?:日|号(?![楼栋幢门单线院]))"
    r"|(?P<near>大?后|[今明当])(?:[天日]|(?=[早晚]))"
    r"|(?P<week>下下|[下本这上])?个?(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天末])|(?P<whole>[下本这])个?(?:周|星期|礼拜)|(?P<end>月底)"
    # 下午请假, 今晚8点到10点: of today, or of the day before it.
    r"|(?P<bare>(?=早上|上午|中午|下午|晚上|(?<!\d)\d{1,2}[点时:]|(?<=[到至~-])[一二两三四五六七八九十]{1,2}[点时]))"
)
_TIME = (
    r"(?P<part>早上|上午|中午|下午|晚上|早|晚)?"
    r"(?:(?P<hour>\d{1,2}|[一二两三四五六七八九十]{1,2})[点时:](?P<minute>\d{2}|半)?分?)?"
)
_MOMENT = re.compile(rf"(?:{_DATE}){_TIME}")
_SPAN = re.compile(rf"(?P<count>{_COUNT})(?:个?(?P<unit>天|日|周|星期|礼拜|小时|钟头)|个(?P<months>月))")
# 十二月三号, 三号; 三号楼 is a house.
_SPELT = re.compile(r"[一二三四五六七八九十]{1,3}(?=月(?!底)|日(?!子)|号(?![楼栋幢门单线院]))")
_UNTIL = re.compile(r"(?:到|至|-|~)\s*$")
_ASKS = re.compile(r"请.{0,6}假|休.{0,4}假|[病事年婚产]假")
# 今天谁请假 asks, as 我明天可以请假吗 and 请假三天谁来顶 do not.
_ASKS_WHO = re.compile(
    r"(?!.*(?:[我俺咱顶代替帮给批能想要]|可以))"
    r"(?=.*(?:谁|哪[天些几个]|[几多][个少位]人?|有没有|是不是|(?:为什么|为啥|怎么)|的有|[吗么]$|了没有?$))"
)
# Days (each an @), whoever writes it, and nothing else but who stands in; a rest at noon is none.
_DAYS_OFF = (
    r"(?:要|想|得|就)?(?:休息|轮休|调休|补休|歇班|不上班|不在(?:岗|班|单位|社区)?)"
    r"(?:(?:一整?|半|[两二三四五]|\d)天)?"
)
_BY = (
    r"(?:让|由|请|叫|找|拜托|麻烦)?\s*[\u4e00-\u9fff]{2,4}?(?:来|先|帮忙?|帮我|暂时)?"
    r"(?:顶|代|替|值)(?:我|班|一下|一天)*+"
)
_RESTS = re.compile(
    rf"\s*(?:(?:我\s*@(?:[到至、-]?@)?|@(?:[到至、-]?@)?[,\s]*我)\s*{_DAYS_OFF}(?:[,。;\s]+{_BY})?"
    rf"|@(?:[到至、-]?@)?\s*{_DAYS_OFF}[,。;\s]+{_BY})[。.!~\s]*"
)
_ILL = (
    r"(?:发高?烧|高烧|感冒|生?病|(?:身体|胃|人)?不舒服|[头肚牙腰]子?[疼痛]|受伤|住院|(?:家里)?有(?:急|点)事|家里有事)"
)
_FAMILY = r"(?:孩子|娃|宝宝|(?<=我)(?:家?老人|[爸妈]妈?|母亲|父亲|爱人|老公|老婆|媳妇|女儿|儿子))?"
# 发烧了，今天不来了, 孩子病了明天不来: what ails the writer or theirs, the day, and that they stay away.
_STAYS_AWAY = re.compile(
    rf"\s*(?:我家?|@|\s)*{_FAMILY}(?:有点|突然|昨晚|半夜)?(?:{_ILL}|病)了?[,。;\s]*我?\s*@(?:[到至、-]?@)?[,\s]*我?就?"
    rf"(?:不来|来不了|不能来|不去|去不了|不上班|上不了班|休息)了?(?:[,。;\s]+{_BY})?[。.!~\s]*"
)
# 亚丽替我两天, 明天亚丽顶我: who stands in, and when.
_STOOD_IN = re.compile(
    r"\s*(?:@(?:[到至、-]?@)?[,\s]*)?(?:让|由|请|叫)?[\u4e00-\u9fff]{2,4}?(?:来|先|暂时)?(?:顶|代|替)我(?:的?班)?\s*(?:@(?:[到至、-]?@)?)?[。.!~\s]*"
)
# 谁能替我 asks, and names nobody.
_NAME = r"(?!谁|有人|哪)[\u4e00-\u9fffA-Za-z·]"
# 第二网格高晓燕, where two have the same name.
_PLACE = rf"(?:{_NAME}{{1,14}}(?:网格|社区|街道))?"
_STANDS = r"(?:[来先去暂]|帮忙?|临时|一下)*(?:我|他|她)?(?:顶|代|替|值)"
_SUBSTITUTE = (
    re.compile(rf"(?:让|由|请(?!.{{0,6}}假)|叫|找|拜托|麻烦)\s*({_PLACE}{_NAME}{{2,6}}?)\s*{_STANDS}"),
    re.compile(rf"(?:^|[,。;\s])({_PLACE}{_NAME}{{2,4}}?){_STANDS}"),
)
# 有事找马师傅, 单子给亚丽: who may be nobody of the staff.
_MEANWHILE = re.compile(
    rf"(?:有(?:什么|急)?事|单子?|工单|活儿?|手上的)(?:都|先|就|请|可以|全)*"
    rf"(?:找|联系|交给|转给|交|给|打给?)\s*({_PLACE}{_NAME}{{2,4}}?)"
    r"(?:的?电话)?(?:吧|就行|就好|即可|哈|啊)*(?=$|[,，。.!！~\s])|(?:^|[,，。;\s])找\s*(?P<last>[\u4e00-\u9fff]{2,4})$"
)
_WHO = re.compile(
    rf"(?:帮|给|替|为)\s*({_PLACE}{_NAME}{{2,4}}?)\s*请|^\s*(?![请休])({_PLACE}{_NAME}{{2,4}}?)\s*(?:要|想)?\s*(?:生?病|身体|家里|有事|请|休)"
)
_SWAPS = re.compile(
    rf"(?:和|跟|与|同|找)\s*({_NAME}{{2,6}}?)(?:的?(?:{_DATE}){_TIME})?的?\s*"
    r"(?:换个?班|调个?班|互换|对调|换一下班?|调一下班?|换值班|换$)"
)
_BACK = re.compile(
    r"我?(?:要|现在|今天)?(?:销假|回来上班了?|回来了,?销假|取消(?:请假|休假|休息)|不(?:请假?|休息?|休假)了|回来了?[,\s]*(?:正常)?上班了?)[了。.!]*"
)
_ENGLISH: tuple[tuple[re.Pattern[str], str], ...] = (
    *(
        (re.compile(rf"\b{name}[a-z]*\b", re.IGNORECASE), f"周{sign}")
        for name, sign in zip(ENGLISH_WEEK, "一二三四五六日", strict=True)
    ),
    (re.compile(r"\btoday\b", re.IGNORECASE), "今天"),
    (re.compile(r"\b(?:tomorrow|tmrw)\b", re.IGNORECASE), "明天"),
    (re.compile(r"\bnext week\b", re.IGNORECASE), "下周"),
    (re.compile(r"\bthis afternoon\b", re.IGNORECASE), "今天下午"),
    (re.compile(r"\b(?:until|till|to)\s+", re.IGNORECASE), "到"),
    (re.compile(r"\bwith\s+(\S+)", re.IGNORECASE), r"和\1"),
    (re.compile(r"\bfor\s+([^\s\d]\S*)", re.IGNORECASE), r"替\1请假 "),
    (re.compile(r"\bby\s+(\S+)", re.IGNORECASE), r"让\1顶"),
)
_DAY_ENGLISH = rf"(?:today|tomorrow|tmrw|next week|this afternoon|(?:on )?(?:{'|'.join(ENGLISH_WEEK)})[a-z]*)"
# off tomorrow, sick today, on leave mon-wed, can't come in tomorrow.
_AWAY_ENGLISH = re.compile(
    r"(?:sorry[, ]*)?(?:i ?['’]?(?:m|ll be)? |i am |i will be |taking )?(?:not feeling well[, ]*|a )?"
    r"(?:off(?: sick| work)?|on (?:sick )?leave|(?:off )?sick|ill|away|out|day off"
    r"|(?:not|can ?['’]?t|cannot|won ?['’]?t) (?:coming|come)(?: in)?)"
    rf" (?:from )?(?P<when>{_DAY_ENGLISH}(?:(?: ?(?:-|to|till|until|and) ?){_DAY_ENGLISH})?)(?P<by>[, ]+by \w+)?[.! ]*",
    re.IGNORECASE,
)
_BOTH = re.compile(r"([今明])([明后])两?天")
_SELF = ("我", "本人", "自己")
_ILLNESS = re.compile(rf"{_ILL}|孩子|娃|宝宝|身体|家里|家中|临时|突然|有事")


@dataclass(frozen=True, slots=True)
class LeaveAsked:
    """From `start` to `end` (UTC). Names as they were typed: `who` "" for the writer, `substitute` "" for nobody.

    `meanwhile` is whom one is to ask: 有事找物业 names nobody who could stand in.
    """

    start: datetime
    end: datetime
    who: str = ""
    substitute: str = ""
    meanwhile: str = ""


@dataclass(frozen=True, slots=True)
class _Reach:
    """A moment people name, as the days it may begin and end on, and the hours told with it (None: none told)."""

    first: date
    last: date
    opens: time | None = None
    closes: time | None = None

    def start(self) -> datetime:
        return datetime.combine(self.first, self.opens or _MIDNIGHT)

    def end(self) -> datetime:
        at = datetime.combine(self.last, self.closes or _MIDNIGHT)
        # An evening ends with its day.
        return at + _DAY if self.closes in (None, _MIDNIGHT) else at


@dataclass(frozen=True, slots=True)
class SwapAsked:
    """Whom somebody wants to swap with, as it was typed, and the days: each begins and ends at midnight (UTC)."""

    other: str
    days: tuple[tuple[datetime, datetime], ...]


def swap_in(words: str, now: datetime, zone: ZoneInfo) -> SwapAsked | None:
    """「周五和亚丽换班」, 「我周五跟亚丽周六换个班」: the swap asked for; None where day or name is missing."""
    text = narrow(words)
    found = _SWAPS.search(text)
    if not found:
        return None
    today = now.astimezone(zone).date()
    try:
        days = [_reach(moment, today, today).first for moment in _MOMENT.finditer(text)]
    except (ValueError, OverflowError):
        return None
    if not days or min(days) < today or max(days) > today + _LONGEST:
        return None
    spans = tuple(_day(day, zone) for day in dict.fromkeys(days))
    return SwapAsked(found[1], spans)


def asks_swap(words: str) -> bool:
    """Whether somebody speaks of swapping a duty with somebody."""
    return bool(_SWAPS.search(narrow(words)))


def returns(words: str) -> bool:
    """Whether somebody says that they are back from leave: 销假."""
    return bool(_BACK.fullmatch(narrow(words).strip()))


def from_english(words: str) -> str:
    """The few English words that a slash command needs, as the Chinese ones that are read here."""
    for pattern, chinese in _ENGLISH:
        words = pattern.sub(chinese, words)
    return words


def told_in_english(words: str) -> str:
    """off tomorrow as the Chinese words that are read here; other words as they are."""
    found = _AWAY_ENGLISH.fullmatch(words.strip())
    return f"{from_english(found['when'] + (found['by'] or ''))} 请假" if found else words


def _day(day: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    ends = (datetime.combine(at, _MIDNIGHT, zone).astimezone(UTC) for at in (day, day + _DAY))
    opens, closes = ends
    return opens, closes


def asks_leave(words: str) -> bool:
    """Whether somebody asks for leave, whether or not they say when; 休息 and 病了，不来了 only where a day is told."""
    text = narrow(words)
    if _ASKS.search(text):
        return not asks_who_is_away(words)
    days = _MOMENT.sub("@", text)
    stood_in = _SPAN.sub("@", days)
    stood_in = stood_in if "@" in stood_in and _STOOD_IN.fullmatch(stood_in) else ""
    return "中午" not in text and bool(_RESTS.fullmatch(days) or _STAYS_AWAY.fullmatch(days) or stood_in)


def asks_who_is_away(words: str) -> bool:
    """Whether somebody asks who is on leave, or whether somebody is: 今天谁请假, 小高请假了没有."""
    text = narrow(words).strip(" 。.!?~呢啊呀")
    return bool(_ASKS.search(text) and _ASKS_WHO.match(text))


def leave_in(words: str, now: datetime, zone: ZoneInfo) -> LeaveAsked | None:
    """The leave that words ask for at `now` (aware); None when they tell no time, or one that is over or too long.

    A day told as the end is a whole day of leave. A weekday is the next one, never a past one.
    """
    text = _plain(words)
    here = now.astimezone(zone).replace(tzinfo=None)
    try:
        told = _told(text, here)
    except (ValueError, OverflowError):
        return None
    if told is None or not max(told[0], here) < told[1] <= told[0] + _LONGEST:
        return None
    start, end = (moment.replace(tzinfo=zone).astimezone(UTC) for moment in told)
    asked = _MEANWHILE.search(_MOMENT.sub(" ", text))
    meanwhile = (asked[1] or asked["last"]) if asked else ""
    return LeaveAsked(start, end, _who(text), _substitute(text), meanwhile)


def days_in(words: str, now: datetime, zone: ZoneInfo) -> tuple[date, date] | None:
    """The first and the last day that words tell, the next ones from `now` (aware) on; None where they tell none."""
    here = now.astimezone(zone).replace(tzinfo=None)
    try:
        told = _told(_plain(words), here)
    except (ValueError, OverflowError):
        return None
    return (told[0].date(), (told[1] - timedelta(microseconds=1)).date()) if told and told[0] < told[1] else None


def _plain(words: str) -> str:
    text = _BOTH.sub(r"\1天\2天", narrow(words))
    return _SPELT.sub(lambda found: str(_number(found.group())), text)


def _told(text: str, here: datetime) -> tuple[datetime, datetime] | None:
    """Start and end by the wall clock. Raises ValueError or OverflowError for a moment that does not exist."""
    found = list(_MOMENT.finditer(text))
    ends = [moment for moment in found if _UNTIL.search(text[: moment.start()])]
    begins = [moment for moment in found if moment not in ends]
    start = _reach(begins[0], here.date(), here.date()) if begins else None
    if ends:
        base = start.first if start else here.date() + _DAY * bool(ends[0]["weekday"])
        begins_at, ends_at = (start.start() if start else here), _reach(ends[0], here.date(), base).end()
        # 今晚8点到10点: the evening's ten.
        late = ends_at <= begins_at and ends[0]["bare"] is not None and not ends[0]["part"]
        return begins_at, ends_at + _DAY / 2 if late else ends_at
    lasting = _lasting(_MOMENT.sub(" ", text), start, here)
    if lasting or start is None:
        return lasting
    return start.start(), _through(start, begins[1:], here.date()).end()


def _through(first: _Reach, further: Sequence[re.Match[str]], today: date) -> _Reach:
    """The last of days that follow each other: 明天后天, 周六周日, 23号和24号."""
    last = first
    for moment in further:
        following = _reach(moment, today, last.last)
        if not last.last < following.first <= last.last + _DAY:
            break
        last = following
    return last


def _lasting(text: str, start: _Reach | None, here: datetime) -> tuple[datetime, datetime] | None:
    """A leave told by its length: days end at midnight, hours are counted."""
    found = _SPAN.search(text)
    if not found:
        return None
    begins = start.start() if start else here
    if found["unit"] in ("小时", "钟头"):
        return begins, begins + timedelta(hours=0.5 if found["count"] == "半" else _number(found["count"]))
    if found["count"] == "半":
        noon = datetime.combine(begins.date(), _NOON)
        return begins, noon if begins < noon else noon + _DAY / 2
    days = _number(found["count"]) * (30 if found["months"] else 1 if found["unit"] in ("天", "日") else 7)
    return begins, datetime.combine(begins.date(), _MIDNIGHT) + days * _DAY


def _reach(moment: re.Match[str], today: date, base: date) -> _Reach:
    """The moment told; a weekday or a date without its week, month or year is the first one from `base` on."""
    first, last = _days(moment, today, base)
    opens, closes = _PARTS.get(moment["part"] or "", (None, None))
    if moment["hour"]:
        opens = closes = _hour(moment["hour"], moment["minute"], moment["part"] or "")
    return _Reach(first, last, opens, closes)


def _days(moment: re.Match[str], today: date, base: date) -> tuple[date, date]:
    monday = today - today.weekday() * _DAY
    if moment["bare"] is not None:
        return base, base
    if moment["near"]:
        return (today + _NEAR[moment["near"]] * _DAY,) * 2
    if moment["whole"]:
        monday += 7 * _DAY * (moment["whole"] == "下")
        return max(monday, today), monday + 6 * _DAY
    if moment["weekday"]:
        return _weekday(moment["week"] or "", moment["weekday"], monday, base)
    if moment["end"]:
        return (base.replace(day=monthrange(base.year, base.month)[1]),) * 2
    return (_dated(moment, base),) * 2


def _weekday(week: str, sign: str, monday: date, base: date) -> tuple[date, date]:
    """周末 begins on its Saturday and ends on its Sunday."""
    weeks = {"下": 1, "下下": 2, "上": -1}.get(week, 0)
    day = monday + (7 * weeks + _WEEKDAYS[sign]) * _DAY
    if not week:
        day = base + (_WEEKDAYS[sign] - base.weekday()) % 7 * _DAY
    return day, day + _DAY if sign == "末" else day


def _dated(moment: re.Match[str], base: date) -> date:
    """A date without its year or month is the next such one."""
    if moment["date"]:
        day, this = int(moment["date"]), base.replace(day=1)
        following = this + monthrange(this.year, this.month)[1] * _DAY
        return this.replace(day=day) if day >= base.day else following.replace(day=day)
    month, day = int(moment["month"]), int(moment["day"])
    if moment["year"]:
        return date(int(moment["year"]), month, day)
    this_year = date(base.year, month, day)
    return this_year if this_year >= base else date(base.year + 1, month, day)


def _hour(hour: str, minute: str | None, part: str) -> time:
    number = _number(hour)
    if part in ("下午", "晚上", "晚") and number < 12:
        number += 12
    return time(0 if number == 24 else number, 30 if minute == "半" else int(minute or 0))


def _number(text: str) -> int:
    """三 is 3, 十二 is 12, 二十 is 20."""
    if text.isdecimal():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return _DIGITS[text[-1]]
    return 10 * (_DIGITS[tens[-1]] if tens else 1) + (_DIGITS[ones[-1]] if ones else 0)


def _substitute(text: str) -> str:
    plain = _MOMENT.sub(" ", text)
    found = next(filter(None, (says.search(plain) for says in _SUBSTITUTE)), None)
    return found[1] if found else ""


def _who(text: str) -> str:
    found = _WHO.search(_MOMENT.sub(" ", text))
    name = (found[1] or found[2]) if found else ""
    return "" if name.startswith(_SELF) or _ILLNESS.match(name) else name
