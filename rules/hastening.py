"""What who leads says so that a ticket goes faster: 抓紧办, 今天必须修好, 怎么还没人去, 催一下电梯的事."""

import re

_DO = r"(?:办理?|修理?|处理|解决|弄|搞|整改|清理?|落实|安排|派人(?:去|过去)?|跟进|去(?:看看?|处理|修|一趟)?)"
_END = r"(?:好|完|掉)?(?:一下|下|点儿?|吧|啊|呀|哈)*+"
_HURRY = (
    r"(?:麻烦|请|务必|要|得|大家|给我|还是)*+(?:抓紧|赶紧|赶快|尽快|尽早|快点儿?|加快)(?:时间|进度)?"
    rf"(?:{_DO}(?:这[个件]事?)?)?{_END}"
)
_MUST = (
    r"(?:这[个件]事?)?(?:今天|今晚|明天|明早|本周|这周|上午|下午|中午|晚上|下班|天黑)*+(?:之内|以内|内|之前|以前|前)?"
    rf"(?:必须|一定要|务必|务必要|要|得){_DO}(?:好|完|掉|到位)(?:吧|啊|呀|哈)*+"
)
_WHY = (
    r"(?:怎么|为什么|为啥|咋)(?:到现在)?(?:还|都)(?:没有?|不)(?:人|动静|动)?(?:去|来|接|管|理)?"
    rf"(?:{_DO}?)(?:好|完)?(?:了|呢|啊|呀)*+"
)
_SAYS = re.compile(rf"(?:(?:{_HURRY}|{_MUST}|{_WHY})[,，。.!！?？\s]*)++")
_ABOUT = re.compile(
    r"(?:帮我|请|麻烦)?(?:催(?:一下|下|催|办)|督办(?:一下)?)(?:[这那][个件台部])?(?P<what>[^?？\d,，。]{2,16}?)"
    r"(?:的?(?:这|那)?[件个]?(?:事|单子?)|那个)?(?:吧|啊|呗)?"
)


def hastens(text: str) -> bool:
    """Whether somebody presses for it, and says nothing else."""
    return bool(_SAYS.fullmatch(text.strip()))


def about(text: str) -> str:
    """Of what somebody would have it pressed for, without its number: 催一下电梯的事; "" where they do not."""
    found = _ABOUT.fullmatch(text.strip(" 。.!！~"))
    return found["what"] if found else ""
