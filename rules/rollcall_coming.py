"""Who says of themselves that they come to what neighbours are asked to, or do not: 我来 带两个孩子, 加班 就不去了."""

import re
from dataclasses import dataclass

from rules.rollcall import COUNTS, OPTIONS, Asked
from rules.rollcall_words import KIN, SIGNS, TAIL, N, beside, number, plainly
from rules.wording import narrow

_COMES = r"(?:参加|报名|到场?|[来去])"
_ASKS_WHO_COMES = re.compile(rf"(?:能|想|要|会)?{_COMES}|人数?")
_WHEN = (
    r"(?:这次|到时候?|那天|今[天晚]|明[天晚]|后天|(?:这|下|本)?(?:周|礼拜|星期)[一二三四五六日天末]?|[早晚]上|[上下中]午"
    r"|准时|一起|也|都|就|还是|又|先|要|想|能|得|可以|会|真|实在|可能|恐怕|估计|怕是|肯定|一定|必须)*+"
)
_WITH = rf"(?:[和跟同与带领](?:着|上)?(?:[我俺]?(?:{N}个?)?(?:{KIN}|小孩|孩子们?|娃|人|家人)[和跟同与、]?)+)?"
_SELF = (
    rf"[我俺咱]们?(?:家(?:里人?)?|全家|一家(?:人|子)?|(?:一家)?{N}口人?|{N}个?人?|娘俩|爷俩|娘儿俩|爷儿俩|老两口|两口子)*+"
    rf"{_WHEN}{_WITH}{_WHEN}"
)
_YES = re.compile(
    rf"(?:{_SELF}|(?=.{{0,8}}(?:肯定|一定|必须|准时)){_WHEN}){_COMES}(?!了|过|得|自|年|回|电)(?:个名)?{TAIL}"
    rf"|(?:[算加带报]|捎)上?[我俺咱]们?(?:(?:一|{N})(?:个|份|位|家|口)?|[俩仨]|家|全家|一家)*(?:人|子)?(?:的名)?{TAIL}"
)
_NO = re.compile(
    rf"(?:{_SELF}|{_WHEN})(?:不(?:{_COMES}|(?:[去来])?(?:凑热闹|掺和))|{_COMES}不(?:了|成)|没(?:空|时间)(?:{_COMES})?){TAIL}"
)
_OF_SELF = re.compile(r"[我俺咱]|^(?:这次|就|还是|实在)")
_ALL = re.compile(r"[都全]|一家")
# Alone it calls off what was told before; who has told nothing may speak of anything.
_CALLS_OFF = re.compile(rf"[我俺咱]们?家?(?:不{_COMES}|{_COMES}不了)了")
_MAY = re.compile(r"可能|恐怕|估计|怕是")
_EXCLAIMS = re.compile(r"[我俺]去")
_HOW_MANY = re.compile(rf"{N}(?:口|个|位)|{N}人|(俩|仨)|两口子")
_INVITES = re.compile(r"谁|有没有人|有人|一起|一块|组团|[去来]不[去来]|要不要|[去来吃喝玩跳打]\w{0,4}吗|帮|走[吗不起]")
_ASKS = re.compile(r"[?？]|吗|行不行|可以不")
LONGEST = 40


@dataclass(frozen=True, slots=True)
class Coming:
    """How many of a household come (0: nobody, None: some, and no number was told), and what else was said."""

    people: int | None
    rest: str


def asks_who_comes(question: Asked) -> bool:
    """Whether people are asked to something: 参加 or 不参加, how many come."""
    first = narrow(question.items[0])
    if question.shape == OPTIONS:
        second = narrow(question.items[-1])
        return len(question.items) == 2 and bool(_ASKS_WHO_COMES.fullmatch(first)) and second.startswith("不")
    return question.shape == COUNTS and question.parts == 1 and bool(_ASKS_WHO_COMES.fullmatch(first))


def coming(words: str, question: Asked) -> Coming | None:
    """What somebody says of coming; None where they ask, tell of others, only exclaim (我去), may come or call off."""
    plain = plainly(words)
    if not asks_who_comes(question) or len(plain) > LONGEST:
        return None
    clauses = [clause for clause in re.split(f"[{re.escape(SIGNS)}]+", plain) if clause]
    told = [(clause, yes) for clause in clauses if (yes := _says(clause, plain)) is not None]
    if len({yes for _, yes in told}) != 1:
        return None
    rest = "，".join(clause for clause in clauses if clause not in {each for each, _ in told})
    if not told[0][1]:
        return None if _ASKS.search(plain) or _CALLS_OFF.fullmatch(plain) else Coming(0, rest)
    exclaims = bool(_EXCLAIMS.fullmatch(told[0][0])) and (rest or "去" not in question.items[0])
    return None if exclaims or _MAY.search(plain) else Coming(_people(plain), rest)


def invites(words: str) -> bool:
    """Whether words ask neighbours to something, which 我来 and 算我一个 would answer."""
    return bool(_INVITES.search(narrow(words)))


def without_subject(words: str, subject: str) -> str:
    """我来 of 包饺子我来 where 周六包饺子 is what was asked; "" where words begin by naming nothing of it."""
    plain, asked = words.strip(), narrow(subject)
    for end in range(len(plain), 1, -1):
        if narrow(plain[:end]) in asked and re.fullmatch(r"[\u4e00-\u9fff]+", plain[:end]):
            return re.sub(r"^(?:的话|那个|那天|的|呢)?[\s,，。:：、]*", "", plain[end:])
    return ""


def _says(clause: str, whole: str) -> bool | None:
    if _NO.fullmatch(clause):
        return False if _OF_SELF.search(whole) else None
    return True if _YES.fullmatch(clause) else None


def _people(plain: str) -> int | None:
    """我们三口 are 3, 我带两个孩子 3, 我和老伴 2; one where nobody else is named, None for 我家都来."""
    if others := beside(plain):
        return 1 + others
    told = _HOW_MANY.search(plain)
    if told is None:
        return None if _ALL.search(plain) else 1
    return 2 if told.group() == "两口子" else number(next(part for part in told.groups() if part))
