"""How a talk flows: what the last few messages of a group tell about the next, as named clues."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from math import log
from typing import NamedTuple

from rules.places import nickname
from rules.sieve import quick

KEPT_PAST = 8
ASKING = quick(r"[?？]|[吗么没呢不][?？!！。\s]*$|请问|问下|问一下|咋|怎么|哪|谁|几点|多久|啥时")
_GAPS = tuple(timedelta(minutes=minutes) for minutes in (1, 3, 10, 30))
_WITHIN = ("gap_1", "gap_3", "gap_10", "gap_30")
_OWN_GAPS, _OWN_WITHIN = _GAPS[1:], ("own_gap_3", "own_gap_10", "own_gap_30")
_MURMUR = timedelta(minutes=10)
_LATELY = timedelta(minutes=4)
_LEADS = (-1.0, -0.6, -0.2)
_MURMURS = [f"murmur_{least}" for least in _LEADS]
_MEMORY, _LEAST_GAP, _MOST_GAP, _LEAST_LEAD = 30, 0.3, 60.0, -4.0
_LEAD_LIMITS = (-3.1, -2.9, -2.7, -2.5, -2.3, -2.1, -1.9)
_GAP_LIMITS, _SAME_LIMITS = (0.2, 0.5, 0.8, 1.1, 1.4, 1.7), (0.3, 0.4, 0.5)
_LEAD_SIGNS, _GAP_SIGNS, _SAME_SIGNS = (
    [f"tone_{name}_{least}" for least in limits]
    for name, limits in (("lead", _LEAD_LIMITS), ("gap", _GAP_LIMITS), ("same", _SAME_LIMITS))
)
_IDLE = 4
_IDLES = tuple(f"idle_{least}" for least in range(1, _IDLE + 1))
_ADDRESS = re.compile(r"[\dA-Za-z#\-\s_·.()（）@,，]+|[一二三四五六七八九十]?[号栋幢座]楼?|单元|安置区|小区|社区|物业")
_BEFORE_NAMES, _BEHIND_NAMES = "老小阿大", "姐哥叔姨婶嫂爷奶妈爸总工师队伯"
_NO_NAMES = frozenset("号楼栋幢座单元门层室网格员物业社区客服保安的人家")
_TITLES = frozenset("姐哥叔姨婶嫂爷奶妈爸总工师傅老小阿大伯公婆姑队")


class Tone(NamedTuple):
    """How a group talks of late: how near to asking its messages are, how many minutes part them (their logarithm),
    and how many are of who has just spoken."""

    lead: float = -2.3
    gap: float = 1.4
    same: float = 0.4


class Past(NamedTuple):
    """A message before; it has no tickets where it was about none, `lead` and `likely` are those of its reading, `tone`
    is that of the group with it."""

    sender: str
    text: str
    at: datetime
    role: str
    tickets: tuple[int, ...] = ()
    lead: float = -1.0
    likely: tuple[str, ...] = ()
    pairs: frozenset[str] = frozenset()
    tone: Tone = Tone()


def tone_with(past: Sequence[Past], sender: str, at: datetime, lead: float) -> Tone:
    """The tone of a group once somebody has spoken: each message moves it a little."""
    if not past:
        return Tone()
    lead_before, gap_before, same_before = past[-1].tone
    gap = log(min(max((at - past[-1].at).total_seconds() / 60, _LEAST_GAP), _MOST_GAP))
    same = float(sender in [each.sender for each in past])
    return Tone(
        lead_before + (max(lead, _LEAST_LEAD) - lead_before) / _MEMORY,
        gap_before + (gap - gap_before) / _MEMORY,
        same_before + (same - same_before) / _MEMORY,
    )


@lru_cache(4096)
def calls(name: str) -> re.Pattern[str]:
    """How people may call whoever has this nickname: 崔姐, 老崔, 小梅, 于洋, or the number of the room."""
    words = _ADDRESS.sub(" ", name).split()
    found = {word[i : i + 2] for word in words for i in range(len(word) - 1)}
    found = {pair for pair in found if not set(pair) <= _NO_NAMES}
    for word in words:
        first = word[1] if len(word) > 1 and word[0] in _BEFORE_NAMES else word[0]
        if first not in _NO_NAMES and first not in _TITLES:
            found |= {first + title for title in _BEHIND_NAMES} | {title + first for title in _BEFORE_NAMES}
    room = nickname(name).room
    either = [re.escape(each) for each in sorted(found)] + ([rf"(?<!\d){room}(?!\d)"] if len(room) > 2 else [])
    return re.compile("|".join(either) or r"(?!)")


def about(past: Sequence[Past], ticket: int, sender: str, at: datetime) -> Iterator[str]:
    """What the last messages tell about the next being of a ticket."""
    if not past:
        return
    near = [ticket in each.tickets for each in past[-_IDLE:]]
    yield from (f"of_last_four_{least}" for least in range(1, sum(near) + 1))
    if len(near) > 1 and near[-2] and not near[-1]:
        yield "before_the_last"
    last = next((each for each in reversed(past) if ticket in each.tickets), None)
    if last is not None:
        yield from _after(last, last is past[-1], sender, at)
        yield from _of_own(past, ticket, sender, at)


def _after(last: Past, now: bool, sender: str, at: datetime) -> Iterator[str]:
    """What the last message about a ticket tells: `now` if it was the very last."""
    if last.sender == sender:
        yield "own_words_go_on" if now else "own_words_last"
        return
    if ASKING.search(last.text) and at - last.at < _LATELY:
        yield "answers" if now else "answers_late"
    if calls(sender).search(last.text):
        yield "called_upon"
    if last.role == "staff":
        yield "after_staff"


def _of_own(past: Sequence[Past], ticket: int, sender: str, at: datetime) -> Iterator[str]:
    """What the sender's own last message tells."""
    own = _own(past, sender)
    if own is None:
        return
    if ticket not in own.tickets:
        yield "own_last_words_elsewhere"
        return
    yield "own_last_words"
    yield from _OWN_WITHIN[bisect_left(_OWN_GAPS, at - own.at) :]
    if past[-1].sender != sender and ticket in past[-1].tickets:
        yield "dialogue"


def _own(past: Sequence[Past], sender: str) -> Past | None:
    return next((each for each in reversed(past) if each.sender == sender), None)


def beside(past: Sequence[Past], sender: str, pairs: frozenset[str], at: datetime) -> Iterator[str]:
    """What the last messages tell about the next being talk, or something new."""
    if not past:
        return
    yield from _WITHIN[bisect_left(_GAPS, at - past[-1].at) :]
    idle = next((back for back, each in enumerate(reversed(past)) if each.tickets), len(past))
    yield from _IDLES[:idle]
    yield from _after_talk(past[-1], sender, at)
    own = _own(past, sender)
    if own is None:
        yield "not_spoken_lately"
    elif not own.tickets:
        yield "own_talk"
        if at - own.at < _LATELY:
            yield "own_talk_goes_on"
    if any(not each.tickets and pairs & each.pairs for each in past):
        yield "words_of_talk"


def tones(past: Sequence[Past]) -> Sequence[str]:
    """In which tone a group talks: where few say much in haste, most of it is of no ticket."""
    if not past:
        return ()
    lead, gap, same = past[-1].tone
    found = _LEAD_SIGNS[: bisect_left(_LEAD_LIMITS, lead)]
    found += _GAP_SIGNS[: bisect_left(_GAP_LIMITS, gap)]
    found += _SAME_SIGNS[: bisect_left(_SAME_LIMITS, same)]
    return found


def _after_talk(last: Past, sender: str, at: datetime) -> Iterator[str]:
    if is_talk_of_another(last, sender, at):
        yield "after_talk"
        if ASKING.search(last.text):
            yield "answers_talk"


def is_talk_of_another(last: Past, sender: str, at: datetime) -> bool:
    """Whether a message is somebody else's, just said, and about no ticket."""
    return not last.tickets and at - last.at < _LATELY and last.sender != sender


def murmurs(past: Sequence[Past], likely: Sequence[str], at: datetime) -> Iterator[str]:
    """Whether something was said before that may have asked for the same, and was taken for talk."""
    felt = [each for each in past if not each.tickets and each.role == "resident" and at - each.at < _MURMUR]
    if not (felt and likely):
        return
    alike = [each for each in felt if each.likely[:1] and each.likely[0] in likely[:2]]
    yield from _MURMURS[: bisect_left(_LEADS, max([each.lead for each in alike], default=_LEADS[0]))]
    group = likely[0].partition(".")[0]
    if any(each.lead > _LEADS[0] and each.likely and each.likely[0].startswith(group) for each in felt):
        yield "murmur_of_group"
