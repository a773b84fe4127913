"""Who is to be visited when: by the calendar, by the last visit, or before a date of the person."""

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from rules.calendar import WorkingDays
from rules.objections import refuse
from rules.wording import clauses, narrow


class Rhythm(StrEnum):
    """By what a visit falls due; `after` counts from the last one."""

    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    AFTER = "after"
    BIRTHDAY = "birthday"
    PENSION = "pension"


MONTHS = {Rhythm.MONTHLY: 1, Rhythm.QUARTERLY: 3, Rhythm.BIRTHDAY: 12}
EARLY = {Rhythm.WEEKLY: timedelta(days=3), Rhythm.MONTHLY: timedelta(days=7), Rhythm.QUARTERLY: timedelta(days=14)}
OF_A_DATE = frozenset({Rhythm.BIRTHDAY, Rhythm.PENSION})
WORDS = {
    "每周": Rhythm.WEEKLY, "每月": Rhythm.MONTHLY, "每季": Rhythm.QUARTERLY, "每季度": Rhythm.QUARTERLY,
    "生日": Rhythm.BIRTHDAY, "认证": Rhythm.PENSION, "养老认证": Rhythm.PENSION,
    **{str(rhythm): rhythm for rhythm in Rhythm if rhythm != Rhythm.AFTER},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class CarePolicy:
    """`leader` and `secretary` hear of a visit so long after it was due; a certification is told of so long ahead.

    One more visit is proposed so long `before` one of the `festivals`, and when a weather warning of one of these
    levels goes out.
    """

    leader: timedelta
    secretary: timedelta
    ahead: tuple[timedelta, ...]
    consent: timedelta
    festivals: tuple[str, ...] = ()
    before: timedelta = timedelta(days=3)
    weather: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        first = "the leader is told first, after the visit was due, then the secretary"
        nearer = "the days ahead of a certification must come nearer"
        in_order = list(self.ahead) == sorted(self.ahead, reverse=True)
        refuse((not timedelta() < self.leader <= self.secretary, first), (not in_order, nearer))


@dataclass(frozen=True, slots=True)
class Plan:
    """How often somebody is visited: since `start`, after `days` for Rhythm.AFTER, by `day` for what has a date."""

    rhythm: Rhythm
    start: date
    days: int = 0
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Occasion:
    """One visit that is to be made: `cycle` names it for ever, `told` is the last day it was to be told of.

    It is late after `due`.
    """

    cycle: date
    told: date
    due: date


def occasion(plan: Plan, last: date | None, today: date, policy: CarePolicy) -> Occasion | None:
    """The visit that stands now, if one does; `last` is the day of the last visit."""
    if plan.rhythm == Rhythm.PENSION:
        return _ahead(plan.day or plan.start, today, policy.ahead)
    due = _due(plan, last, today)
    return Occasion(due, due, due) if due is not None and due <= today else None


def _due(plan: Plan, last: date | None, today: date) -> date | None:
    """The last day up to today on which it fell due; the day it falls due for the first time may lie ahead.

    None where somebody was there that day, or shortly before.
    """
    if plan.rhythm == Rhythm.AFTER:
        return last + timedelta(days=plan.days) if last else plan.start
    found = _by_the_calendar(plan, today)
    seen = last is not None and last >= found - EARLY.get(plan.rhythm, timedelta())
    return found if found >= plan.start and not seen else None


def _by_the_calendar(plan: Plan, today: date) -> date:
    if plan.rhythm == Rhythm.WEEKLY:
        return plan.start + timedelta(days=max((today - plan.start).days // 7, 0) * 7)
    from_day = plan.day if plan.rhythm == Rhythm.BIRTHDAY and plan.day else plan.start
    return _recent(from_day, MONTHS[plan.rhythm], today)


def _recent(start: date, months: int, today: date) -> date:
    """The last of the days that come every so many months after `start`."""
    steps = ((today.year - start.year) * 12 + today.month - start.month) // months
    found = month_after(start, steps * months)
    return found if found <= today or steps <= 0 else month_after(start, (steps - 1) * months)


def _ahead(day: date, today: date, ahead: Sequence[timedelta]) -> Occasion | None:
    """A day of every year: told of some time before it comes."""
    coming = month_after(day, (today.year - day.year) * 12)
    if coming < today:
        coming = month_after(day, (today.year + 1 - day.year) * 12)
    told = [coming - span for span in ahead if coming - span <= today]
    return Occasion(coming, told[-1], coming) if told else None


def month_after(day: date, months: int) -> date:
    """The same day so many months later, or that month's last."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def festival_ahead(policy: CarePolicy, today: date, calendar: WorkingDays) -> str:
    """The festival before which a visit is proposed today, "" if none."""
    name = calendar.beginning(today + policy.before)
    return name if any(each in name for each in policy.festivals) else ""


# what is typed ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Entry:
    """Somebody to be visited, as typed; `missing` names what was not told: name, rhythm, consent, date."""

    name: str = ""
    home: str = ""
    reason: str = ""
    plan: Plan | None = None
    consent: str = ""
    expires: date | None = None
    missing: tuple[str, ...] = field(default=())


class Found(StrEnum):
    """How somebody was found who was to be visited; nobody who opens is no visit."""

    WELL = "well"
    UNMET = "unmet"
    UNWELL = "unwell"
    IN_DANGER = "in_danger"


_UNMET = re.compile(
    r"(?:今天|上门|家里?|屋里|人|她|他|又|还是|一直|去了|敲了?(?:半天|好久|几次|几遍)?门?了?|[打拨]?电话(?:也|都)?)*+"
    r"(?:没有?人(?:应门?|答应|开门?|在家?|接)?|[没不]应(?:门|声)?|[没不]开门|[没不]在家?|[没未](?:见|见到|见着|碰到|碰着)(?:人|面)?"
    r"|[打拨]不通|关机|联系不上(?:人)?)了?|no answer|no(?:body|t)(?: at)? home|nobody (?:answered|opened)",
    re.IGNORECASE,
)  # fmt: skip
_MET = re.compile(r"(?<![没未不])(?:见到|见着|碰到|碰着|开了?门)|都好|[挺很还]好|is (?:well|fine)", re.IGNORECASE)
_UNWELL = re.compile(
    r"(?<![没不])(?<!没有)(?<!不怎么)(?:不舒服|难受|[胸心头肚腿腰][口里子]?(?:很|好|有点)?[疼痛闷慌晕]|头昏|发烧|发热|喘不上|喘得"
    r"|(?<![防怕])(?<!怕[她他])摔|跌倒|昏|吐了|吃不下|不吃饭|起不来|下不了床|动不了|受伤|流血|叫不醒|喊[疼痛]|呻吟|没反应|(?:住|进)了?院(?!部)|手脚?(?:发|有点)?麻|(?:脚|腿|脸)肿|说话(?:有点|都|很)?(?:不清|含糊)|药吃多|不想活|想不开"
    r"|unwell|chest pain|dizzy|fell|fever)(?!.{0,4}(?:好了|好多了|不[疼痛晕]了))",
    re.IGNORECASE,
)


# What cannot wait for a word of anybody; what was so on another day, or has been seen to, can.
_DYING = re.compile(
    r"(?<![没不未怕防])(?<!怕[她他])(?<!没有)(?<!不会)(?<!担心)(?<!以为)(?:[叫喊摇推拍](?:[他她了都也]|半天|几声)*+不醒|没有?了?(?:呼吸|心跳|脉搏|意识|知觉)"
    r"|呼吸(?:很|好|非常|特别|越来越|有点|比较|太)*+(?:弱|微弱|困难|急促)|喘不[上过]来?气|昏迷|[晕昏]倒|[晕昏]过去|不省人事|休克|抽搐|口吐白沫"
    r"|[吐咳便]血|大出血|流血不止|血止不住|[倒躺趴摔]在(?:地|厕所|卫生间|浴室|床边|床下|厨房)(?!.{0,4}(?:歇|休息|睡觉|凉快))"
    r"|(?:摔|跌|滑)倒?了?[^好]{0,6}(?:起不来|爬不起|动不了)|嘴(?:角)?歪|突然(?:说不[出清]话?|动不了|看不见)|半边(?:身子|身体)?(?:动不了|没知觉)"
    r"|(?:喝|吃)了?农药|吃了?(?:一整?|半|整)瓶|不想活|(?<!儿子)(?<!女儿)(?<!闺女)(?<!孙子)(?<!孙女)想死(?!.{0,3}(?:[你她他我]|儿|女|闺|孙))|寻死|自杀|上吊|割[腕脉]|(?:煤气|燃气|液化气)(?:味|漏|泄)|(?<![胎椅车球垫圈床])(?<![胎椅车球垫圈床].)(?<![胎椅车球垫圈床]..)漏气|着火|起火|冒烟(?!的)|救命(?![药钱恩])|求救"
    r"|unconscious|not breathing|won't wake|can't wake|collapsed|smell of gas|on fire)",
    re.IGNORECASE,
)
_HEARD_INSIDE = re.compile(
    r"(?:屋里|屋内|里面|里头|房里|家里|听见|听到|听得见)(?!.{0,4}(?:没|电视|收音机|狗|猫)).{0,6}(?:动静|哼|呻吟|喊|哭|倒|咚|味|救)"
)
_NO_MORE = re.compile(
    r"送(?:到|去|往|了)?医|(?:拉|接|送)走了|住院|出院|好(?:多|转|些)?了|(?<!不)醒了|(?<!不)过来了"
    r"|(?:上(?:次|周|个?月|回)|昨[天晚夜日]|前[天几]天?|去年|以前)(?!.{0,3}(?:开始|起(?![床夜来身])|就|到现在|以来|一直))"
    r"|疤(?!.{0,4}(?:裂|破|血))|(?:火|扑|熄|浇|已经?)灭了|演练|讲|宣传|检查|没事"
)
_NOW = re.compile(r"现在|今[天早晚晨]|刚才?|刚刚|这会儿")


def how_found(note: str, shut: bool = False) -> Found:
    """敲门没人应 is no visit, 说胸口疼 is one that others must hear of, 叫不醒 what everybody is called for; `shut`
    where it is known that nobody opened."""
    words = narrow(note).strip()
    shut = shut or nobody_opened(words)
    if _in_danger(words, shut) or any(_in_danger(words[each.end() :], False) for each in _NOW.finditer(words)):
        return Found.IN_DANGER
    if shut:
        return Found.UNMET
    return Found.UNWELL if _UNWELL.search(words) else Found.WELL


def _in_danger(words: str, shut: bool) -> bool:
    """昨天摔了 is of another day; of 昨天摔了，今天叫不醒 what follows 今天 is not."""
    return not _NO_MORE.search(words) and bool(_DYING.search(words) or (shut and _HEARD_INSIDE.search(words)))


_PLAINLY = re.compile(
    r"(?:[\s,，:：]*+(?:(?:今天|上午|下午|刚才?|已经|上门)*+(?:去过|看过|见到|探访过?|去看过?)了"
    r"|都好|[挺很还]好|精神[挺很还]?好|都?正常|没事)的?)++[.。!！~～ ]*"
)


def tells_how_found(note: str) -> bool:
    """Whether words after a name tell of a visit, though nobody said 探访: 没人应门, 都好; 家灯坏了 does not."""
    return how_found(note) is not Found.WELL or bool(_PLAINLY.fullmatch(note))


def nobody_opened(note: str) -> bool:
    """敲门没人应, whatever was heard inside; 打电话没人接，上门见到了 is a visit."""
    words = narrow(note).strip()
    unmet = _UNMET.fullmatch(words) or any(_UNMET.fullmatch(words, *span) for span in clauses(words))
    return bool(unmet) and not _MET.search(words)


_SEPARATED = re.compile(r"[;；,，、\n]+")
_HOME = re.compile(r"[一-龥A-Za-z]{0,8}\d{1,3}(?:号楼|栋|幢|座|-)\d{1,3}(?:(?:单元|-)\d{1,4}(?:室|号)?)?")
_EVERY = re.compile(r"(?:每|every )(\d{1,3})(?:天| days)")
_DATE = re.compile(r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?")
_UNTIL = ("到", "至", "有效", "until", "till")
_IN_LETTERS = re.compile(r"[A-Za-z][A-Za-z .,;'-]*?(?=\d)")
_GLUE = "_"
_KEPT_TOGETHER = re.compile(
    r"\b(?:until|till|birthday|pension) (?=\d)|\bevery \d{1,3} days\b"
    r"|\b(?:own consent|consent by \w+|lives alone|living alone)",
    re.IGNORECASE,
)
_CONSENT = re.compile(r"同意|consent", re.IGNORECASE)


def entry(words: str, start: date, policy: CarePolicy) -> Entry:
    """`王奶奶 3-2-501 独居 每周 本人同意 到2027-11-20`: the name first, the rest in any order.

    With ; or 、 between them the parts may have blanks in them.
    """
    name, *parts = _parts(narrow(words).strip(), start)
    found = {"home": "", "reason": "", "consent": ""}
    plan, expires = None, None
    for part in filter(None, parts):
        day, told = _day_in(part), plan_of(part, start)
        if _CONSENT.search(part):
            found["consent"] = part
        elif told:
            plan = told
        elif day and part.lower().startswith(_UNTIL):
            expires = day
        elif _HOME.fullmatch(part):
            found["home"] = part
        else:
            found["reason"] = f"{found['reason']} {part}".strip()
    missing = [key for key, there in (("name", name), ("rhythm", plan), ("consent", found["consent"])) if not there]
    if plan and plan.rhythm in OF_A_DATE and plan.day is None:
        missing.append("date")
    if expires and expires < start:
        missing.append("until")
    return Entry(name, plan=plan, expires=expires or start + policy.consent, missing=tuple(missing), **found)


def _parts(text: str, start: date) -> list[str]:
    """The parts that words tell; between blanks, a name in letters goes up to the home: Mrs Wang 3-2-501 alone."""
    separated = [part.strip() for part in _SEPARATED.split(text)]
    letters, home = _IN_LETTERS.match(text), _HOME.search(text)
    by_blanks = not any(plan_of(part, start) for part in separated)
    if by_blanks and letters and home and letters.end() == home.start():
        rest = _SEPARATED.sub(" ", _KEPT_TOGETHER.sub(_joined, text[home.end() :]))
        return [letters[0].strip(" ,;"), home[0], *(part.replace(_GLUE, " ") for part in rest.split())]
    return separated if len(separated) > 1 else text.split() or [""]


def _joined(found: re.Match[str]) -> str:
    return found[0].replace(" ", _GLUE)


def plan_of(part: str, start: date) -> Plan | None:
    """每周, 每14天, 生日1940-05-03, pension 2027-03-01; None for what says nothing of how often."""
    every = _EVERY.fullmatch(part)
    if every and int(every[1]):
        return Plan(Rhythm.AFTER, start, int(every[1]))
    day = _day_in(part)
    word = _DATE.sub("", part).strip(" :：").lower()
    rhythm = WORDS.get(word)
    return Plan(rhythm, start, day=day if rhythm in OF_A_DATE else None) if rhythm else None


def _day_in(part: str) -> date | None:
    found = _DATE.search(part)
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


_WENT = re.compile(
    r"(?:我|今天|上午|下午|刚[刚才]?+|已经|早上)*(?:去看(?:望|过|了)|看(?:望|过)了?|探访(?:过|了)?|走访(?:过|了)?|去过?了?看?)(?=[\u4e00-\u9fffA-Za-z])"
)


def after_going(words: str) -> tuple[str, bool]:
    """去看了王奶奶，挺好的 without what tells that somebody went, and whether it was told."""
    found = _WENT.match(words.strip())
    return (words.strip()[found.end() :], True) if found else (words, False)


def whom(words: str, names: Sequence[str]) -> tuple[str, str]:
    """The name that typed words begin with, the longest of those known, and the rest; ("", words) for none."""
    text = words.strip()
    found = max((name for name in names if text.startswith(name)), key=len, default="")
    return found, text[len(found) :].strip(" ，,。.:：")
