"""Questions about those who serve a grid: 网格员电话多少, 社区几点上班, 居委会在哪. That and nothing else is said."""

import re
from enum import StrEnum

from rules.wording import narrow


class Office(StrEnum):
    """Whom somebody asks for: the grid worker, the community or street, or others, of whom the desk knows nothing."""

    WORKER = "worker"
    COMMUNITY = "community"
    OTHER = "other"


_WHO = (
    r"(?:(?P<worker>网格员|网格长)|(?P<community>社区|居委会?|村委会?|街道办?(?:事处)?|值班室)"
    r"|(?P<other>物业|派出所|服务站|便民服务?(?:中心|站|窗口)|党群服务中心|卫生(?:院|站|服务站|服务中心)))"
    r"(?:的?(?:工作人员|值班人员|书记|值班室?|办公室|办公点|窗口|服务站|那边))?+的?"
)
_NUMBER = r"(?:值班|联系|办公|座机)?(?:电话号码|电话号|电话|号码|联系方式|联系电话|微信号?|手机号?码?)"
_DAY = r"(?:今天|明天|早上|上午|中午|下午|晚上|周末|周[六日天]|星期[六日天]|节假日|放假)?都?"
_OPENS = r"(?:上下班|上班|下班|开门|关门|办公|营业|值班)"
_WHAT = (
    rf"(?:{_NUMBER}(?:是)?(?:多少号?|是?什么|几号|有吗|有没有|谁有|谁知道|给(?:一)?(?:个|下)|发(?:一)?下)?"
    r"|(?:要)?(?:怎么|咋)(?:联系|找|走|去)|(?:叫什么(?:名字)?|是谁|是哪(?:一)?(?:位|个))"
    r"|(?:搬)?(?:在|到)(?:哪(?:里|儿|个位置)?|什么(?:地方|位置))|(?:地址|位置)(?:是|在)?(?:哪(?:里|儿)?|多少|有吗)?"
    rf"|{_DAY}(?:几点|什么时候|啥时候|是不是|还){_OPENS}(?:时间)?"
    rf"|{_DAY}{_OPENS}(?:时间(?:是)?(?:几点|什么时候|多少)?|几点|吗|不|么))"
)
_HAILS = (
    r"(?:(?:你好|您好|请问(?:一)?下?|问(?:一)?下|打听(?:一)?下|想?问(?:一)?下|小格|在吗|麻烦问下|哪位知道|谁知道|有谁知道|有没有人知道)"
    r"[,. ]*+)*+"
)
_OURS = r"(?:(?:我们|咱们?|你们|这边|本|这个?)(?:的)?)?+(?:(?:小区|片区?|网格(?!员|长)|楼)的?)?+"
_HAS = r"(?:谁有|有没有|有|求|给(?:一)?个|告诉(?:一)?下|发(?:一)?下|谁知道)"
_ENDS = r"[啊呀呢吗嘛哈的吧,.!? ]*+(?:(?:有人|谁|哪位)知道[吗么啊呀.!? ]*+)?"
# 网格员叫什么 电话多少: of one office.
_ASKS = re.compile(rf"{_HAILS}{_OURS}{_WHO}{_WHAT}(?:[,. ]*(?:还有|和)?{_WHAT})?{_ENDS}")
_ASKS_FOR = re.compile(rf"{_HAILS}{_HAS}{_OURS}{_WHO}{_NUMBER}{_ENDS}")


def asked(text: str) -> Office | None:
    """Whom a question is about; None where something else is said, or more, or neighbours are asked: 谁有物业电话."""
    words = narrow(text).translate(str.maketrans("。、", ".,")).strip()
    found = _ASKS.fullmatch(words) or _ASKS_FOR.fullmatch(words)
    office = Office(found.lastgroup or Office.OTHER) if found else None
    return None if office is Office.OTHER and "谁" in words else office
