"""What staff say of a notice in their own words: 驳回 时间写错了, 可以 发, 撤回 1, 改 1 明早九点停水."""

import re
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
_SOON = r"(?:今天|今晚|明天|明早|明晚|后天|上午|中午|下午|晚上|本?周[一二三四五六日天末]|下周|\d{1,2}[:：点月])"
_TELLS = (
    re.compile(rf"(?:请|帮我|麻烦)?通知(?:一下)?{_READERS}(?:{_GAP}|(?={_SOON}))(?P<words>[^?？]{{4,}})", re.DOTALL),
    re.compile(
        rf"(?:请|帮我|麻烦)?(?:给|向|在){_READERS}(?:里)?发(?:一?[个条])?(?:通知|消息)?{_GAP}(?P<words>[^?？]{{4,}})",
        re.DOTALL,
    ),
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
    return f"{found['readers']}：{found['words'].strip()}" if found else ""


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
