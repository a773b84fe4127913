"""What staff say of a notice in their own words: 驳回 时间写错了, 可以 发, 撤回 1, 改 1 明早九点停水."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from rules.commands import NARROW

LONGEST_REASON = 200
_N = r"\d{1,9}(?:号(?:通知|广播)?)?"
_REFUSES = r"(?:驳回|不同意|不批准?)了?(?:吧|啊)?"
# 不行，我明天没空 refuses a notice only where it was just laid before somebody.
_STOPS = r"(?:不行|不可以|先?(?:别|不要|不能)发)了?(?:吧|啊)?"
_GAP = r"[,，:：。、\s]+"
_WHY = rf"(?P<why>[^?？]{{2,{LONGEST_REASON}}})"
_AGREES = re.compile(
    r"(?:(?:好的?|行|嗯|可以|就这样|没问题|看过了|同意)[,，。、\s]*)*+(?:(?P<number>\d{1,9})号(?:通知|广播)[,，\s]*)?"
    r"(?:就)?(?:可以)?(?:发|发送|发出去?)(?:吧|啊|嘛)?"
    r"|同意[,，、\s]+(?:时间|内容)?(?:没问题|没意见|就这么办|可以)"
)
_REFUSED = re.compile(
    rf"(?:{_REFUSES}|(?P<soft>{_STOPS}))(?:\s*(?P<number>\d{{1,9}})(?:号(?:通知|广播)?)?)?{_GAP}{_WHY}", re.DOTALL
)
_REFUSED_LAST = re.compile(rf"(?P<why>[^?？]{{2,60}}?){_GAP}(?:{_REFUSES}|(?P<soft>{_STOPS}))")
_NOTICE = r"(?:通知|广播|公告)"
_JUST = rf"(?:把|将)?(?:刚才|刚刚|刚发|上面|上一?条|那|这)(?:那|这)?(?:发)?的?(?:个|条)?{_NOTICE}?(?:的)?"
_SLIP = r"(?:(?:不好意思|抱歉)[,，\s]*)?(?:(?:通知|广播)?(?:发|写|弄)错了?[,，。\s]*)?"
_TAKES_BACK = re.compile(
    rf"{_SLIP}(?:(?:撤回|撤掉|撤销|取消(?=.*?{_NOTICE}))(?:一下)?[\s:：]*(?:{_NOTICE}[\s:：]*)?(?:{_N}|{_JUST})?{_NOTICE}?"
    rf"|(?:把)?(?:{_N}|{_JUST})(?:撤回|撤掉|撤了))(?:吧|了)?"
)
_BARE = re.compile(r"(?:撤回|撤掉|撤销)(?:一下)?(?:吧|了)?")
_CHANGES = re.compile(
    rf"(?:修改|更改|改)[\s:：]*(?:{_NOTICE}[\s:：]*)?(?P<number>\d{{1,9}})(?:号(?:通知|广播)?)?(?![\d楼栋幢座单个点月日年户元])[\s:：,，]+(?P<words>.+)"
    rf"|(?:修改|更改|改)[\s:：,，]+(?P<unnumbered>.+)"
    rf"|(?P<just>{_JUST})改(?:成|为|一下)?[\s:：,，]*(?P<anew>.+)",
    re.DOTALL,
)

_ALL = r"(?:全体|所有的?|各个?|每个|全|整个)"
_READERS = (
    rf"(?P<readers>{_ALL}(?:街道|社区|网格)的?(?:书记|网格员|网格长|居民群|工作群)?"
    rf"|{_ALL}(?:网格员|网格长|居民群|工作群)|居民群|工作群|指挥群)"
)
# Where a colon follows, 网格员 is as good as 全体网格员, and 居民 are read in their groups.
_PEOPLE = r"(?P<readers>网格员|网格长|微网格长|楼长|单元长|志愿者|社区书记|物业|居民|业主|住户)们?"
_RESIDENTS = frozenset({"居民", "业主", "住户"})
_SOON = r"(?:今天|今晚|明天|明早|明晚|后天|上午|中午|下午|晚上|本?周[一二三四五六日天末]|下周|\d{1,2}[:：点月])"
_TELLS = (
    re.compile(rf"(?:请|帮我|麻烦)?通知(?:一下)?{_READERS}(?:{_GAP}|(?={_SOON}))(?P<words>[^?？]{{4,}})", re.DOTALL),
    re.compile(
        rf"(?:请|帮我|麻烦)?(?:给|向|在){_READERS}(?:里)?发(?:一?[个条])?(?:通知|消息)?{_GAP}(?P<words>[^?？]{{4,}})",
        re.DOTALL,
    ),
    re.compile(rf"(?:请|帮我|麻烦)?通知(?:一下)?(?:各位|全体)?{_PEOPLE}\s*[:：]\s*(?P<words>[^?？]{{4,}})", re.DOTALL),
)
# 通知 is a word of its own where readers and what they are to know follow.
_TELLS_THOSE = re.compile(
    rf"(?:请|帮我|麻烦)?通知(?:一下)?[:：\s]*(?P<readers>[^\s,，:：。、?？]{{2,16}}){_GAP}(?P<words>[^?？]{{4,}})",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Said:
    """`verb`: agree, refuse, recall or change; of which notice, 0 where untold; the reason or the new text.

    `soft` words mean it only where a notice was just laid before who says them; `just` is the one sent last.
    """

    verb: str
    number: int = 0
    words: str = ""
    soft: bool = False
    just: bool = False


def tells_all(text: str) -> str:
    """What staff would have sent to many, as 广播 takes it: 通知全街道：明天上午九点检查; "" where it is none."""
    plain = text.strip()
    found = next(filter(None, (each.fullmatch(plain) for each in _TELLS)), None)
    if found is None:
        return ""
    readers = "居民群" if found["readers"] in _RESIDENTS else found["readers"]
    return f"{readers}：{found['words'].strip()}"


def tells_those(text: str) -> tuple[str, str]:
    """Whom staff would have told what, whoever that is: 通知云祥家园8栋 明天9点停电; two "" where it is none."""
    found = _TELLS_THOSE.fullmatch(text.strip())
    return (found["readers"], found["words"].strip()) if found else ("", "")


def said_of_notice(text: str) -> Said | None:
    """What somebody says of a notice, None where it is nothing of the kind."""
    plain = text.strip(" 。.!！~").translate(NARROW)
    if found := _AGREES.fullmatch(plain):
        return Said("agree", int(found["number"] or 0))
    if found := _REFUSED.fullmatch(plain) or _REFUSED_LAST.fullmatch(plain):
        number = int(found.groupdict().get("number") or 0)
        return Said("refuse", number, found["why"].strip(), soft=bool(found["soft"]))
    return _of_sent(plain)


def _of_sent(plain: str) -> Said | None:
    if _TAKES_BACK.fullmatch(plain):
        number = re.search(r"\d+", plain)
        return Said("recall", int(number[0]) if number else 0, just=not number and not _BARE.fullmatch(plain))
    found = _CHANGES.fullmatch(plain)
    if found is None:
        return None
    words = found["words"] or found["unnumbered"] or found["anew"]
    return Said("change", int(found["number"] or 0), words.strip(), just=bool(found["just"]))


# 改 5号楼 and 不对，是5号楼, where the question was what to change.
_SAYS_CHANGE = re.compile(r"(?:修改|更改|编辑|改)(?:\s*\d{1,9}号?(?=[\s:：]))?[\s:：,，]+(?=\S)")
_MEANS_READERS = re.compile(
    r"(?:不对|写?错了)?[\s,，]*(?:楼栋|楼号|范围|地点|位置)?\s*(?:应该|要|改|换)*(?:成|为|到|是|发给)?[\s:：]*"
)
# 时间改到明天五点 for a text that has no parts.
_OF_ONE_PART = re.compile(r"(?:时间|地点|截止|原因|级别|注意|办法)\s*(?:[:：\s]|[改换推提延是为到成])[^\n]{1,28}")
_PARTS = re.compile(r"时间|地点|截止|原因|注意")
_GIVES_UP = re.compile(r"(算了|取消|(先|还是)?(别|不)(发|改)了?|不停(水|电|气)了?)[吧啊，,。 ]*.{0,6}$")
_EVERYBODY = re.compile(r"[@＠](?:所有人|全体成员|全体|大家|all\b|everyone\b)\s*[,，:：]?\s*", re.IGNORECASE)
_LIKE_A_TIME = re.compile(r"\d\s*[点:：]|\d\s*月\s*\d|^[明后去]年")


def change_told(words: str) -> str:
    """What stands behind 改 or 改 3号: the new words; "" where nothing does."""
    found = _SAYS_CHANGE.match(words)
    return words[found.end() :] if found else ""


def readers_meant(words: str) -> str:
    """Whom words tell that say whom it is for, without what leads to it: 5号楼 of 不对，是5号楼."""
    found = _MEANS_READERS.match(words)
    return words[found.end() :] if found else words


def names_one_part(words: str) -> bool:
    """Whether words change one part of a text, 时间改到明天五点, and are no new text."""
    return bool(_OF_ONE_PART.fullmatch(words.strip())) and len(_PARTS.findall(words)) == 1


def gives_up(words: str) -> bool:
    """Whether somebody who was asked about their notice does not send it, or leaves it as it is: 算了, 先别发."""
    return bool(_GIVES_UP.match(words.strip()))


def calls_everybody(words: str) -> bool:
    """Whether words call everybody, as @所有人 does: a message of a bot in a group reaches all in it already."""
    return bool(_EVERYBODY.search(words))


def without_calls(words: str, instead: str = "") -> str:
    """Words without such calls."""
    return _EVERYBODY.sub(instead, words)


def is_like_a_time(words: str) -> bool:
    """Whether words may tell when, though nobody can read it: 2月30日9点, 明年."""
    return bool(_LIKE_A_TIME.search(words))


def verb_in(words: str, verbs: Iterable[str]) -> tuple[str, str, str] | None:
    """One of the verbs typed of a notice, with the number and the rest: 同意 12, 驳回12 太早了."""
    number = r"(\d{1,9})号?(?![\d楼栋幢座单]|\s+号?[楼栋幢座]|\s*[,，、]\s*\d)"
    either = "|".join(map(re.escape, verbs))
    found = re.fullmatch(rf"({either})\s*(?:[:：]\s*)?(?:{number})?(?:[\s,，:：。]+(.*))?", words.strip(), re.DOTALL)
    return (found[1], found[2] or "", found[3] or "") if found else None
