"""Who works on something and asks for more time, whatever stands before and behind it: 灯泡没货 2号单延期两天."""

import re
from dataclasses import dataclass

_WEEKDAY = r"(?:(?:下?下?个?|这个?|本)(?:周|星期|礼拜)[一二三四五六日天末])"
_DATE = r"大?后天|明天|月底|\d{1,2}月\d{1,2}[号日]?|\d{1,2}[号日]"
_UNTIL = rf"到?(?:{_WEEKDAY}|{_DATE})(?:早上|上午|中午|下午|晚上)?(?:\d{{1,2}}点)?"
_SPAN = r"(?:\d{1,2}|[一二两三四五六七几半])个?(?:工作日|天|日|小时|钟头|周|星期)"
_ASKED = re.compile(
    r"(?:(?P<why>[^?？吗]{1,40}?)[,，。;；\s]+)?(?:(?P<number>\d{1,6})号单?的?)?[,，\s]*"
    r"(?:我|也|这[个单件]|单子|要|得|想|先|只能|只好|申请|麻烦|请|能不能|帮我|再|需要|给我|可能)*"
    rf"(?:延期?|延长|宽限|顺延)(?:一下|个)?\s*(?P<when>{_UNTIL}|{_SPAN})(?:吧|了|行吗|可以吗|行不行|再[去弄办修换来])*"
    r"(?:[,，。;；\s]+(?P<more>[^?？吗]{1,40}))?"
)


@dataclass(frozen=True, slots=True)
class Longer:
    """More time of the ticket with this `number`, 0 where untold; `words` are how long, and then why."""

    number: int
    words: str


def extension_asked(plain: str) -> Longer | None:
    """How much longer somebody asks for, and why; None where they ask for nothing, or tell neither why nor of what."""
    found = _ASKED.fullmatch(plain)
    if found is None:
        return None
    why = " ".join(part.strip(" ,，。") for part in (found["why"] or "", found["more"] or "") if part.strip(" ,，。"))
    if not (why or found["number"]):
        return None
    return Longer(int(found["number"] or 0), f"{found['when']} {why}".strip())
