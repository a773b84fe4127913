"""What an answer to a roll call says: 2人, 两大一小, 下楼2 上门1, 不去."""

import re
from collections.abc import Collection, Iterable

from rules.houses import doors_told
from rules.places import Address, numeral
from rules.rollcall import OPTIONS, Asked
from rules.rollcall_choice import choice
from rules.rollcall_coming import asks_who_comes
from rules.rollcall_first import together
from rules.rollcall_numbers import numbers
from rules.rollcall_words import KIN, Said
from rules.wording import narrow

LONGEST_ANSWER, LONGEST_SAID, LONGEST_UNREAD = 30, 60, 12
_ASKS = re.compile(r"[?？]|吗|么$|怎么|咋|谁|哪|什么|啥|几|多少")
_NEEDS = re.compile(r"^[需要想会]+(?=.)")
_N = (
    r"(\d{1,3}|(?<![零一二两三四五六七八九十])(?:[二三四五]?十[一二三四五六七八九]?|[零一二两三四五六七八九])"
    r"(?![一二两三四五六七八九十])|[俩仨])"
)
_WORDS = {"俩": "2", "仨": "3"}
_WHOLE = re.compile(rf"(?:一?共计?|总共|合计|全家|一家)\s*{_N}|{_N}\s*口")
_EACH = re.compile(rf"{_N}\s*个?(?:大人?|成人|老人?|小孩?子?|孩子?|娃)|(?:大人|成人|老人|小孩|孩子|娃)\s*{_N}")
_OF = re.compile(
    rf"{_N}\s*(?:个人|个|人|位|名|户|份|辆|台|斤|箱|盒|袋|桶|只|张|套|件|people|persons?)(?!月|小时|楼|单元)"
)
_TIMES = re.compile(rf"[x×*+]\s*{_N}|^{_N}$|(?:^|\s){_N}(?=\s|$)|(?<=\D){_N}$", re.IGNORECASE)
_TWIN = re.compile(r"俩|仨")
_SPOKEN = re.compile(
    rf"(?:[A-Za-z]?\d{{1,3}}(?:[-#]|号楼|栋|幢)(?:\d{{1,2}}(?:-|单元))?\d{{3,4}}室?\s*+[:,]?)?\s*+(?:我们?家?|俺家?)?\s*+"
    rf"(?:改成|改为|改|就)?\s*+(?:来|去|要|报名?|参加|算|加)?\s*+(?:\+\s*+)?{_N}\s*+(?:个人|个|人|位|口人?|户|份|盒|箱|袋|斤)[了吧啊哈.!~]*"
)
_AMENDS = r"(?:(?:改(?:一下|下)|更正(?:一下|下)?|不对|不是|(?:刚才|前面|之前)?(?:说|写|报|打)错了|还是)[, ]*+)?"
_MENDED = re.compile(
    rf"{_AMENDS}(?P<told>.*?)(?:[, ]+(?:改一下|更正(?:一下)?|(?:刚才|前面|之前)?(?:说|写|报|打)错了))?[吧了啊哈.!~]*"
)
_CALLS_OFF = re.compile(
    r"(?:(?:我们?家|俺家)(?:还是|就|都|明天|周[一二三四五六日天])*+|还是)"
    r"(?:(?:不去|不来|不参加|不报名?|去不了|来不了|参加不了)了?)[吧啊哈,.!~]*+"
)
_NONE = re.compile(
    r"[去来]不[了成]|不(?:去|来|参加|要|需要?|用|报|下楼|订)|没人|没有|取消|退出|\bno\b|\bnone\b", re.IGNORECASE
)
# 我老伴去，我不去
_OTHER_GOES = re.compile(rf"(?:{KIN}|[我俺])(?:自己|一个人|也|要)*(?:去|来|参加)")
# 全家都去 tells no number.
_ALL = re.compile(r"都|全家|一家")
_SOME = re.compile(r"参加|报名|去|来|要|订|需要?|算我|加我|接龙|\byes\b|^\+$|\+$", re.IGNORECASE)


def amount(words: str) -> int | None:
    """How many somebody tells: 「2人」, 「两大一小」, 「一家三口」, 「+1」, 「不去」; None where it tells none."""
    plain = narrow(words).strip()
    for pattern, take in ((_WHOLE, _first), (_EACH, _sum), (_OF, _first), (_TIMES, _last)):
        numbers = [_number(next(part for part in groups if part)) for groups in _groups(pattern, plain)]
        if numbers:
            return take(numbers)
    twin = _TWIN.search(plain)
    if twin:
        return int(_WORDS[twin.group()])
    if _NONE.search(plain):
        return None if _OTHER_GOES.search(_NONE.sub("", plain)) else 0
    return together(plain) or (1 if _SOME.search(plain) and not _ALL.search(plain) else None)


def _groups(pattern: re.Pattern[str], plain: str) -> list[tuple[str | None, ...]]:
    return [found.groups() for found in pattern.finditer(plain)]


def _first(numbers: list[int]) -> int:
    return numbers[0]


def _last(numbers: list[int]) -> int:
    return numbers[-1]


def _sum(numbers: list[int]) -> int:
    return sum(numbers)


def _number(words: str) -> int:
    return int(_WORDS.get(words) or numeral(words).lstrip("0") or 0)


def said(words: str, question: Asked, left: Collection[int] = ()) -> Said | None:
    """What words say that plainly answer; `left` are the items a household has not told yet. None for any others."""
    if len(words) > LONGEST_SAID:
        return None
    return choice(words, question.items) if question.shape == OPTIONS else numbers(words, question, left)


def picked(words: str, question: Asked) -> dict[int, int] | None:
    """The values in typed words, by item: an option's place in the list, or numbers; None when there are none."""
    plainly = said(words, question)
    if plainly is not None and not plainly.rest:
        return plainly.values
    plain = narrow(words).strip(" .,!?。~")
    if question.shape == OPTIONS:
        return _option(plain, question.items) or _comes(plain, question)
    if question.parts == 1:
        told = amount(plain)
        return None if told is None else {0: told}
    return _several(plain, question.items)


def _option(plain: str, labels: tuple[str, ...]) -> dict[int, int] | None:
    bare = re.sub(r"^(?:我家?|我们家?|选|就)\s*|[了吧啊哈]$", "", plain)
    if bare.isdecimal() and 0 < int(bare) <= len(labels):
        return {0: int(bare) - 1}
    found = [place for place, label in enumerate(labels) if narrow(label).lower() == bare.lower()]
    return {0: found[0]} if found else None


def _comes(plain: str, question: Asked) -> dict[int, int] | None:
    """+1 and 两个人 come."""
    people = amount(plain) if asks_who_comes(question) else None
    return None if people is None else {0: int(people == 0)}


def may_answer(words: str, question: Asked) -> bool:
    """Whether short words look like an answer that cannot be counted: 全家都在, 可能去; no question, no thanks."""
    plain = narrow(words).strip()
    about = [re.escape(_NEEDS.sub("", narrow(item))) for item in question.items]
    sign = rf"{_N}|都|全家|[在去来要]|不" + "".join(f"|{name}" for name in about)
    return len(plain) <= LONGEST_UNREAD and bool(re.search(sign, plain)) and not (asks(plain) or "谢" in plain)


def asks(words: str) -> bool:
    """Whether words ask something: 2箱多少钱."""
    return bool(_ASKS.search(words))


def spoken(words: str) -> bool:
    """Whether words are a number and no more than whose it is: 我家2个, 3-2-501 来1个人; 来两个人 may call for help.

    That it mends what was told before may stand beside it: 改一下，我家3个, 我家3个，刚才说错了.
    """
    plain = narrow(words).strip()
    mended = _MENDED.fullmatch(plain) if len(plain) <= LONGEST_ANSWER and not plain.startswith("来") else None
    return mended is not None and bool(_SPOKEN.fullmatch(mended["told"]))


def calls_off(words: str) -> bool:
    """Whether somebody who has answered says that it is off: 我家不去了, 还是不参加了."""
    return bool(_CALLS_OFF.fullmatch(narrow(words).strip()))


def _several(plain: str, labels: tuple[str, ...]) -> dict[int, int] | None:
    """「下楼2 上门1」 or 「2人下楼，1人上门」: which of the two ways it is, what names more of the items tells."""
    names = [re.escape(_NEEDS.sub("", narrow(label))) for label in labels]
    after = _beside(plain, [rf"{name}\s*:?\s*{_N}" for name in names])
    before = _beside(plain, [rf"{_N}\s*(?:个|口)?(?:人|位|名)?\s*[需要想会]?\s*{name}" for name in names])
    found = before if len(before) > len(after) else after
    numbers = re.findall(r"\d+", plain)
    if not found and len(numbers) == len(labels) and not re.sub(r"[\d\s,、/人]", "", plain):
        found = {place: int(number) for place, number in enumerate(numbers)}
    if not found and _NONE.search(plain):
        return dict.fromkeys(range(len(labels)), 0)
    return found or None


def _beside(plain: str, patterns: list[str]) -> dict[int, int]:
    told = ((place, re.search(pattern, plain)) for place, pattern in enumerate(patterns))
    return {place: _number(match[1]) for place, match in told if match}


_ABOUT_DOOR = re.compile(r"[我家住是在的户室号单元,。.!~、\s-]|你好|您好")
_LINE = re.compile(r"[\n;；]")
_CLAUSE = re.compile(r"[，,。.;；!！]|(?<!\d)\s")


def only_door(words: str, compounds: Iterable[str] = ()) -> Address | None:
    """The door that words tell, and nothing else: 我家3-2-501; else None."""
    plain = narrow(words) if len(words) < 40 else ""
    told, plain = doors_told(plain, compounds)
    if len(told) != 1 or not told[0].room or _ABOUT_DOOR.sub("", plain[: told[0].start] + plain[told[0].end :]):
        return None
    return told[0]


def lines_of(words: str) -> list[str]:
    """What is told for one household after the other."""
    return [line for line in _LINE.split(words) if line.strip()]


def first_clause(words: str) -> tuple[str, str]:
    """The first of what words say, and the rest: 3人在家，楼下着火了."""
    first, *others = _CLAUSE.split(words.strip(), maxsplit=1)
    return first, "".join(others)
