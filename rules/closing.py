"""Closing: who may close a matter, what counts as evidence, who is asked again, and who has a reopened ticket."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import Any

from rules.commands import nods
from rules.done import core, tells_it_is_over
from rules.escalation import report_up
from rules.objections import refuse
from rules.taxonomy import ClosingLevel
from rules.town import Level
from rules.wording import narrow

# The lowest level that may close: a department's matter stands with the street that calls it.
_CLOSERS: dict[ClosingLevel, Level] = {
    "grid": Level.MICRO_GRID,
    "community": Level.COMMUNITY,
    "street": Level.STREET,
    "department": Level.STREET,
}
_SCALE = 2**64
_SO = r"(?:情况)?(?:属实|没问题|确实好了|是好的|可以(?:办结|结单)了?)的?"
_CHECKED = r"(?:我们?)?(?:已经?(?:现场)?核实(?:过了?|了)?|(?:现场)?核实(?:过了?|了))"
_LOOKED = r"(?:我们?)?(?:去|去?现场)?(?:看|查看)(?:过了?|了)"
_IS_SO = re.compile(
    rf"{_SO}|{_CHECKED}(?:[,。 ]*{_SO})?|{_LOOKED}[,。 ]*(?:{_SO}|好的|好了|没事了?|修好了|可以了?)|同意办结"
)
_MENDED = r"(?:修|弄|搞|办|处理|解决|清理?|疏通|通|换|整改|落实|恢复|到位|拆|扫|收|做|好|亮|干净|达标|合格)"
_AGAIN = r"(?:重新|从新|再)(?:去|来|跑|派人|安排人?)*(?:一趟|一次|一下|修|弄|处理|办|清|换|看看|做)"
_IS_NOT = re.compile(
    rf"(?:还|都|并|根本|压根|一直)*(?:没有?|未){_MENDED}|不(?:属实|合格|达标|到位|过关|通过|同意办结|行(?!人)|亮|通(?!知)|转|热)"
    r"|驳回|不同意(?!见)|返工|打回|退回去|不算(?:办结|办好|修好|好)"
    r"|还(?:是|在)?(?:漏|堵|臭|黑|响|吵|滴|冒|渗|脏|坏|暗|晃|卡|闪|缺|堆|占|停|那样|老样子)|又(?:坏|漏|堵|停|断|黑|不)"
    rf"|{_AGAIN}"
)
_GOES_AGAIN = re.compile(_AGAIN)
# Told of another time or as it may be, or not of what was seen there.
_NOT_TOLD = re.compile(
    r"^我(?:马上|这就|等会儿?|下午|晚上|明天|一会儿?)*再|[?？]|[吗么呢吧]\W*$|如果|要是|万一|是不是|有没有|好没|别|不要|之前|以前|昨|前天|上次|本来|原来|(?:没有?|未)(?:空|时间|去|来得及|看|核实|问题|意见|说)|怕"
)
_MAY_CLOSE = re.compile(r"(?:那|就|可以|予以|同意)*(?:办结|结单|结案|结)(?:掉)?(?:了|吧)*")
_SIGNS = " ,。;!?:.、~…\n\t"


@dataclass(frozen=True, slots=True)
class ClosingPolicy:
    """How long the reporter may keep silent, how many are asked again and when, and what words are no evidence.

    `sample` is a share from 0 to 1; another `seed` draws another sample. `least_words` counts characters.
    Raises ValueError when a share or a time is impossible.
    """

    silence: timedelta = timedelta(hours=48)
    sample: float = 0.1
    sample_after: timedelta = timedelta(days=3)
    seed: int = 1
    least_words: int = 2
    empty_words: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        refuse(
            (not 0 <= self.sample <= 1, "a sample is a share from 0 to 1"),
            (min(self.silence, self.sample_after) <= timedelta(0), "the reporter must have time to answer"),
        )

    def to_dict(self) -> dict[str, Any]:
        """JSON-able; `from_dict` gives the same policy back."""
        return {
            "silence_seconds": self.silence.total_seconds(),
            "sample": self.sample,
            "sample_after_seconds": self.sample_after.total_seconds(),
            "seed": self.seed,
            "least_words": self.least_words,
            "empty_words": sorted(self.empty_words),
        }

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> "ClosingPolicy":
        """The policy a ticket keeps. Raises KeyError or ValueError when it is not one of ours."""
        return cls(
            silence=timedelta(seconds=stored["silence_seconds"]),
            sample=float(stored["sample"]),
            sample_after=timedelta(seconds=stored["sample_after_seconds"]),
            seed=int(stored["seed"]),
            least_words=int(stored["least_words"]),
            empty_words=frozenset(stored["empty_words"]),
        )


@dataclass(frozen=True, slots=True)
class Reopening:
    """Where a reopened ticket goes: `same_owner` keeps who had it."""

    level: Level
    same_owner: bool


def may_close(matter: ClosingLevel, stands: Level, department_done: bool = False) -> bool:
    """Whether a ticket that stands at this level may be closed there; a department's matter also needs its work."""
    reached = not _CLOSERS[matter].above(stands)
    return reached and (matter != "department" or department_done)


def closing_level(matter: ClosingLevel, stands: Level) -> Level:
    """Where a ticket goes to be closed: the lowest level that may, and never down from where it stands."""
    closer = _CLOSERS[matter]
    return closer if closer.above(stands) else stands


def is_evidence(policy: ClosingPolicy, words: str, photos: int) -> bool:
    """Whether a result shows what was done: a photo, or words that say more than that it is done."""
    said = narrow(words).strip(_SIGNS).casefold()
    empty = not policy.empty_words.isdisjoint((said, core(said)))
    return photos > 0 or (len(said) >= policy.least_words and not empty)


def lets_close(text: str) -> bool:
    """Whether who sees to what is done says that it may be closed: 办结吧, 可以结了."""
    return bool(_MAY_CLOSE.fullmatch(narrow(text).strip(_SIGNS)))


def says_it_is_so(words: str) -> bool:
    """属实, 核实过了，没问题 and 可以办结 by whoever is to see to a result; 核实了吗 and 去核实一下 are not."""
    plain = narrow(words)
    return "?" not in plain and _IS_SO.fullmatch(plain.strip(_SIGNS)) is not None


def says_it_is_not(words: str) -> bool:
    """看了还没好，再去一趟 and 不属实 of a result; 还没好吗, 还没去看 and 昨天没修好，今天好了 are not."""
    clauses = [each for each in re.split(r"[,。;!、~\s]+", narrow(words)) if each]
    told = [_IS_NOT.search(each) is not None and _NOT_TOLD.search(each) is None for each in clauses]
    if nods(clauses[0]) if clauses else False:
        # 好的 再去一趟 answers whoever asked for it.
        told = [is_not and _GOES_AGAIN.search(each) is None for is_not, each in zip(told, clauses, strict=True)]
    last = max((at for at, is_not in enumerate(told) if is_not), default=None)
    ends = last is not None and any(says_it_is_so(each) or tells_it_is_over(each) for each in clauses[last + 1 :])
    return last is not None and not ends and not re.search("[?？]", words)


def silent_until(policy: ClosingPolicy, resolved: datetime) -> datetime:
    """When silence after a result closes the ticket as unconfirmed."""
    return resolved + policy.silence


def asked_again(policy: ClosingPolicy, ticket: int, closed: datetime) -> datetime | None:
    """When the reporter of a closed ticket is asked once more; None for those outside the sample."""
    return closed + policy.sample_after if is_sampled(policy, ticket) else None


def is_sampled(policy: ClosingPolicy, ticket: int) -> bool:
    """Whether a ticket (by its id) is in the sample: always the same answer for the same seed."""
    digest = blake2b(f"{policy.seed}:{ticket}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") < policy.sample * _SCALE


def reopening(reopened_before: int, level: Level) -> Reopening:
    """Who has a ticket whose reporter says no: first the same owner; from then on one level up."""
    if reopened_before == 0:
        return Reopening(level, same_owner=True)
    return Reopening(report_up(level) or level, same_owner=False)


def may_verify(person: int, resolvers: Collection[int]) -> bool:
    """Whether somebody may verify a result of a ticket reopened twice: nobody who has resolved it before."""
    return person not in resolvers
