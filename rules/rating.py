"""How content somebody is with what was done, in their own words: 非常满意 谢谢, 修好了，很满意, 五星好评."""

import re

from rules.wording import narrow

_SIGNS = r"[\s,.。;!~、…👍🌹🙏😊💐❤️]*+"
_THANKS = (
    r"(?:(?:谢谢|多谢|感谢|辛苦了?|点赞)"
    r"(?:你们?|您|大家|各位|师傅|社区|物业|网格员|[小老]?[一-龥]{1,2}(?=[\s,.!~]|$))?了?)"
)
_DONE = (
    r"(?:(?:已经?|都|终于)?(?:修|弄|换|搞|处理|解决)?好了|解决了|(?:修|来|处理|办)得?(?:很|真|挺|好)?快"
    r"|(?:(?:这次|师傅|小[一-龥]|服务|态度)+(?:很|真|非常|特别|都)*+(?:好|负责|认真|热情)))"
)
_VERY = (
    r"(?:我|我们|对(?:这次|你们|小[一-龥]|师傅)(?:的?(?:服务|处理|维修))?|服务|处理|这次|表示|感到|还是|都)*+"
    r"(?:非常|很|特别|十分|相当|挺|超级?|真的?|太|百分百|100%)*+"
)
_SATISFIED = rf"(?:{_VERY}满意|(?:给|打)?(?:个)?(?:五|5|满)(?:颗)?(?:星|分)(?:好评)?|(?:给|打)?个?好评)"
_MOSTLY = r"(?:比较|还算|基本|大体|总体|基本上|大致)(?:还算)?满意"


def _told(grade: str) -> re.Pattern[str]:
    around = rf"(?:(?:{_DONE}|{_THANKS})[了的啊呀哦]*+{_SIGNS})*+"
    return re.compile(rf"{_SIGNS}{around}{grade}[了的啊呀哦哈吧]*+{_SIGNS}{around}")


_GRADES = {"satisfied": _told(_SATISFIED), "mostly": _told(_MOSTLY)}


def told(words: str) -> str:
    """The grade that is given and nothing else: "satisfied" or "mostly"; "" for 不满意, which says why, and 满意吗."""
    plain = narrow(words).strip()
    return next((grade for grade, pattern in _GRADES.items() if pattern.fullmatch(plain)), "")
