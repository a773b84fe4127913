"""吹哨报到: what each department that a street has called still owes, and until when."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Literal, get_args

from rules.duty import DutyHours, after

Urgency = Literal["normal", "emergency"]
Grade = Literal["good", "fair", "poor"]
GRADES: tuple[Grade, ...] = get_args(Grade)
READ = re.compile(
    r"(?:(?:好的?|行|嗯|ok)[,，\s]*)?收到了?(?:[,，。\s]*(?:谢谢|马上|尽快|这就|我们|安排|处理|派人|就去|过去|去看|看看)){0,4}+"
    r"|好的?|好嘞|知道了|明白了?|ok",
    re.IGNORECASE,
)

_PLANS = re.compile(
    r"计划[:：,，\s]*(?:我们|安排|派人|在|于|到|[今明后]天|今晚|明早|大后天|(?:下?周|下?星期|下?礼拜)[一二三四五六日天末]|[上下中]午|早上|晚上|傍晚|本周|月底"
    r"|[\d一二三四五六七八九十半]{1,3}[:：点时月日号分]?半?|[之以]?前|完成|去|来|现场|上门|再|就|把|将|[,，\s])*"
    r"(?:修(?!改|订|养)|更?换(?!届|班)|处[理置]|完成|办[完结理好]|弄好|疏通|安装|装好|清[理运走除]|拆|解决|整改|恢复|加固|抢修|补|查看|检[查修])[^?？吗]*"
)


class Stage(StrEnum):
    """How far a department has come; a released one was called by mistake or is needed no more."""

    CALLED = "called"
    REPORTED_IN = "reported_in"
    PLANNED = "planned"
    FINISHED = "finished"
    GRADED = "graded"
    RELEASED = "released"


OWING = frozenset({Stage.CALLED, Stage.REPORTED_IN, Stage.PLANNED})
OVER = frozenset({Stage.GRADED, Stage.RELEASED})
# The department reports in, plans and finishes; the street grades, sends back and releases.
MOVES: dict[str, tuple[frozenset[Stage], Stage]] = {
    "report_in": (frozenset({Stage.CALLED}), Stage.REPORTED_IN),
    "plan": (frozenset({Stage.REPORTED_IN, Stage.PLANNED}), Stage.PLANNED),
    "finish": (frozenset({Stage.REPORTED_IN, Stage.PLANNED}), Stage.FINISHED),
    "grade": (frozenset({Stage.FINISHED}), Stage.GRADED),
    "send_back": (frozenset({Stage.FINISHED}), Stage.REPORTED_IN),
    "release": (OWING, Stage.RELEASED),
}


@dataclass(frozen=True, slots=True)
class WhistlePolicy:
    """How soon a called department reports in: `normal` on the working clock, `emergency` by the calendar.

    `plan` is how soon it then says what it will do; in an emergency as soon as it had to report in. Raises ValueError
    when one of them is not positive.
    """

    normal: timedelta = timedelta(hours=13)
    emergency: timedelta = timedelta(minutes=30)
    plan: timedelta = timedelta(hours=13)

    def __post_init__(self) -> None:
        if min(self.normal, self.emergency, self.plan) <= timedelta(0):
            raise ValueError("a called department must have time to report in")


@dataclass(frozen=True, slots=True)
class Call:
    """One department called for one ticket.

    `due` is until when it reports in, then until when it says what it will do, then the day its plan promises.
    """

    department: str
    urgency: Urgency
    called: datetime
    due: datetime | None
    stage: Stage = Stage.CALLED
    words: str = ""
    grade: Grade | None = None

    def may(self, action: str) -> bool:
        """Whether the action may be taken now."""
        return self.stage in MOVES[action][0]

    def _moved(self, action: str) -> "Call":
        if not self.may(action):
            raise ValueError(f"{action} cannot follow {self.stage}")
        return replace(self, stage=MOVES[action][1])

    def report_in(self, by: datetime | None = None) -> "Call":
        """报到; its plan is awaited until `by`. Raises ValueError, as each of these does, where it cannot follow."""
        return replace(self._moved("report_in"), due=by)

    def plan(self, words: str, by: datetime) -> "Call":
        """What the department will do, and by when; it may be planned anew."""
        return replace(self._moved("plan"), words=words, due=by)

    def finish(self, words: str) -> "Call":
        """What the department did."""
        return replace(self._moved("finish"), words=words, due=None)

    def graded(self, grade: Grade) -> "Call":
        """The street's word on it, which ends the call."""
        return replace(self._moved("grade"), grade=grade)

    def send_back(self, words: str, by: datetime) -> "Call":
        """The street finds it not done: the department has it again, until `by`."""
        return replace(self._moved("send_back"), words=words, due=by)

    def hasten(self, by: datetime, now: datetime) -> "Call":
        """A normal call becomes an emergency: what it owes, it owes by `by`; a plan that can be kept stands.

        Raises ValueError where nothing is owed.
        """
        if self.stage not in OWING:
            raise ValueError(f"nothing is owed that is {self.stage}")
        promised = self.due if self.due and self.due > now else by
        due = promised if self.stage is Stage.PLANNED else min(promised, by)
        return replace(self, urgency="emergency", due=due)

    def release(self, words: str) -> "Call":
        """The street needs it no more, or called the wrong one."""
        return replace(self._moved("release"), words=words, due=None)


def call(policy: WhistlePolicy, department: str, urgency: Urgency, now: datetime, hours: DutyHours) -> Call:
    """吹哨: a department called at `now`."""
    normal = urgency == "normal"
    due = after(now, policy.normal, "working", hours) if normal else after(now, policy.emergency, "calendar", hours)
    return Call(department, urgency, now, due)


def plan_due(policy: WhistlePolicy, urgency: Urgency, now: datetime, hours: DutyHours) -> datetime:
    """Until when a department that reports in (or has it again) at `now` says what it will do."""
    if urgency == "normal":
        return after(now, policy.plan, "working", hours)
    return after(now, policy.emergency, "calendar", hours)


def all_over(calls: Iterable[Call]) -> bool:
    """Whether every department is graded or released, so that the ticket's lead may close it."""
    return all(each.stage in OVER for each in calls)


def work_done(calls: Iterable[Call]) -> bool:
    """Whether some department has finished what it was called for; closing a department's matter needs it."""
    return any(each.stage in (Stage.FINISHED, Stage.GRADED) for each in calls)


def acknowledges(text: str) -> bool:
    """Whether somebody only says that they have read it: 收到, 好的, 收到，马上安排."""
    return bool(READ.fullmatch(text.strip(" 。.!！~")))


def plans(words: str) -> bool:
    """Whether an office says when it will do it: 计划今天下午修好; 计划下周团建 is none."""
    return bool(_PLANS.fullmatch(words.strip()))


def graded(text: str, offices: Iterable[str], grades: Iterable[str]) -> tuple[str, str] | None:
    """Which office somebody gives which grade, and says nothing else: 水务满意, 给城管评不满意, 燃气局这次基本满意。"""
    named = "|".join(map(re.escape, sorted(offices, key=len, reverse=True)))
    words = "|".join(map(re.escape, sorted(grades, key=len, reverse=True)))
    said = (
        rf"(?:给|评价|评)?[\s:：]*(?P<office>{named})(?:局|办|所|队)?"
        rf"(?:这次|处理得?|弄得|办得|很|挺|评价?|打|是|[\s,，:：])*(?P<grade>{words})(?:吧|了)?"
    )
    found = re.fullmatch(said, text.strip(" 。.!！~"), re.IGNORECASE) if named and words else None
    return (found["office"], found["grade"]) if found else None
