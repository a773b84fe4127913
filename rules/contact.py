"""A claim without a word: whoever claimed is asked once, then the claim lapses and the ticket is offered again."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from rules.duty import Clock, DutyHours, Pause, after, clock_named
from rules.escalation import Wait

# Who is served: whoever else was rung, the property manager or a mechanic, is not.
_THEM = (
    r"(?:[他她您]们?|人家|家属|本人|对方|[业房户]主|住户|居民|租户|商户|报(?:事)?的?人|老人家?|大?[爷妈姐哥叔婶]|[阿大]?[姨爷妈叔婶娘]|奶奶|爷爷"
    r"|[\u4e00-\u9fff]{0,2}(?:阿姨|大爷|大妈|奶奶|爷爷|女士|先生|师母|老师))"
)
_WHEN = r"(?:[今明后下上中晚周]|礼拜|星期|\d|[一二两三四五六七八九十]{1,2}点|到|时间|$)"
_SPOKE = re.compile(
    rf"打(?:过|了个?|通了?)电话了?|电话(?:里)?(?:打|联系|沟通|问|说|讲)?(?:过|好|通)了|通(?:过|了)电话|回(?:过|了)电话"
    rf"|(?:联系|沟通)(?:上|过|好|到)(?:{_THEM})?了?|已经?(?:联系|沟通)[了过上]?{_THEM}|(?:联系|沟通)(?:[了过到]{_THEM}|{_THEM}了)"
    rf"|[跟和与同给向]{_THEM}家?(?:都|已经?)?(?:(?:联系|说|讲|沟通|商量|解释)(?:[好过了清明通]|上了|定)|(?:通|约|回|打)[了过好定通])"
    rf"|约(?:[好定]?了|[好在定]){_WHEN}|(?:问|告诉|通知|看望|见)(?:(?:过|到|了){_THEM}|{_THEM}[过了])"
    r"|(?:上门|入户|进门|到场|到现场)(?:了|看了|看过|查看|过了)|到场"
)
_OTHERS = re.compile(
    r"物业|师傅|维[修保]|运维|值班|水厂|电厂|房管|厂[家商]|电工|水工|工人|工程队|施工|供[电水热]|自来水|燃气|公司|环卫|城管|社区|街道|书记|主任|派出所|警|消防|医院|保安|门卫|领导|同事|网格"
)
# Nobody was reached; or, in the same clause, it is still to be done.
_UNREACHED = re.compile(
    r"[?？吗]|没(?:人|接|有?联系|有?打|找|见|在|空)|不(?:接|在|通)|[联打][系通]?不上|空号|关机|停机|占线"
)
_TO_COME = re.compile(
    r"[没未不]|(?<!约)(?<!约[了好在])(?:明[天早]|后天)|待会|等会|一会|准备|打算|马上|再[去来打联]|[想要去先][打联问找上约]|应该|可能|如果|要是|等.{0,6}[打联约]"
)


def tells_of_contact(words: str) -> bool:
    """Whether a note tells that whoever reported it has been spoken to: 打过电话了, 跟业主说好了, but not 已报物业."""
    clauses = re.split(r"[,，。;；!！\s]+", words)
    spoke = any(_SPOKE.search(each) and not (_OTHERS.search(each) or _TO_COME.search(each)) for each in clauses)
    return spoke and not _UNREACHED.search(words)


_NO_SIGN = re.compile(r"没(联系|打|接|见|找|人)|联系不上|打不通|不(是|归)我|转给|不接")


def is_no_sign(words: str) -> bool:
    """Whether a note is no sign of work: 还没联系上 and 这个不是我的 say that nobody has been reached."""
    return bool(_NO_SIGN.search(words))


@dataclass(frozen=True, slots=True)
class ContactPolicy:
    """How soon the reporter is spoken to, and how long the claimer has after being asked.

    Raises ValueError when one of them is not positive.
    """

    limit: timedelta
    grace: timedelta
    clock: Clock

    def __post_init__(self) -> None:
        if min(self.limit, self.grace) <= timedelta(0):
            raise ValueError("the contact limit and its grace must be longer than nothing")

    def to_dict(self) -> dict[str, Any]:
        """JSON-able; `from_dict` gives the same policy back."""
        seconds = {"limit_seconds": self.limit.total_seconds(), "grace_seconds": self.grace.total_seconds()}
        return {**seconds, "clock": self.clock}

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> "ContactPolicy":
        """The policy a ticket keeps. Raises KeyError or ValueError when it is not one of ours."""
        limit, grace = (timedelta(seconds=stored[f"{key}_seconds"]) for key in ("limit", "grace"))
        return cls(limit, grace, clock_named(stored["clock"]))


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim of a ticket: `asked` when the question reached them, `contacted` at the first sign of work on it.

    已联系, any reply, a photo or a voice note to the card is such a sign; so are 延期, 挂账, 问居民, the answer to an
    order, and a called department at work. Times are aware; None until they happen.
    """

    created: datetime
    claimed: datetime
    asked: datetime | None = None
    contacted: datetime | None = None


@dataclass(frozen=True, slots=True)
class Ask:
    """Ask the claimer in private now; without a sign the claim lapses once they have had their grace."""


@dataclass(frozen=True, slots=True)
class Lapse:
    """The claim ends now and the ticket is offered again; nobody is blamed in the group."""


@dataclass(frozen=True, slots=True)
class Kept:
    """The claimer is at work: nothing more is due."""


Decision = Wait | Ask | Lapse | Kept


def contact_due(policy: ContactPolicy, created: datetime, hours: DutyHours, pauses: Sequence[Pause] = ()) -> datetime:
    """Until when the reporter should have been spoken to (UTC): counted from the ticket's creation."""
    return after(created, policy.limit, policy.clock, hours, pauses)


def next_contact(
    policy: ContactPolicy, claim: Claim, now: datetime, hours: DutyHours, pauses: Sequence[Pause] = ()
) -> Decision:
    """What to do at `now` with a claimed ticket: Wait's index is 0 before the question, 1 after it.

    Who claims late is not asked before the grace has passed once. The question is asked once a claim, and the claim
    never lapses without it, however late the desk looks.
    """
    if claim.contacted is not None:
        return Kept()
    if claim.asked is None:
        ask_at = max(contact_due(policy, claim.created, hours, pauses), graced(policy, claim.claimed, hours, pauses))
        return Ask() if ask_at <= now else Wait(ask_at, 0)
    lapses = graced(policy, claim.asked, hours, pauses)
    return Lapse() if lapses <= now else Wait(lapses, 1)


def graced(policy: ContactPolicy, since: datetime, hours: DutyHours, pauses: Sequence[Pause]) -> datetime:
    """Until when somebody who was asked then has time for a sign of work."""
    return after(since, policy.grace, policy.clock, hours, pauses)
