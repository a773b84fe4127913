"""What stands around an answer to a roll call: whose it is, numbers as they are said, thanks; and what it came to."""

import re
from dataclasses import dataclass

from rules.places import numeral
from rules.wording import narrow

_TWINS = {"俩": "2", "仨": "3"}
N = (
    r"(\d{1,2}(?!\d)|(?:[二三四五]?十[一二三四五六七八九]?|[零一二两三四五六七八九])(?![一二两三四五六七八九十])"
    r"|[俩仨])"
)
KIN = (
    r"(?:老伴儿?|老公|老婆|爱人|媳妇儿?|先生|太太|老头子?|老太太|[爸妈]|爸爸|妈妈|爷爷|奶奶|婆婆|公公|岳[父母]"
    r"|孩子|儿子|儿媳妇?|女儿|女婿|闺女|孙子|孙女|外孙女?|[哥姐弟妹])"
)
# 我家, 我们家里, 俺家现在, 家里就: whose the number is, and nothing of another's.
WHO = (
    r"(?:(?:[我俺咱]们?)(?:家里?|全家|一家|屋里?|这边?)?|家里|家中|全家|一家|屋里)?+"
    r"(?:一共|总共|现在|目前|今年|今天|这几天|最近|就|只剩|只有?|还有|还是|(?<=[家里中就])有|共|改成|改为|是)*+"
)
# 和老伴, 带两个孩子: who comes beside the speaker.
_ONE = rf"(?:{N}个?)?(?:{KIN}|小孩|孩子|娃)"
_BESIDE = re.compile(rf"[和跟同与带领](?:着|上)?(?:[我俺]?{_ONE}[和跟同与、,]?)+")
_EACH = re.compile(_ONE)
TAIL = r"[了啊吧哈呢的呀哦嘛]*+"
SIGNS = " \t\n,、;；。.!~…:"
# 👌 and [抱拳] say nothing; of ？ there is none here.
_PICTURES = re.compile(r"\[[^\[\]\s]{1,4}\]|[^\w\s,、;；。.!~…:?()+#\-/·①-⑥]")
_NOTED = r"(?:收到|好的|嗯嗯?|报告|回复|汇报|接龙|报名|您好|你好|大家好)(?:一下)?"
_THANKS = (
    r"(?:谢谢|多谢|感谢|辛苦|麻烦|劳烦)"
    r"(?:了|您|你们?|大家|各位|社区|书记|主任|领导|网格员|小[一-龥]|的?(?:关心|惦记|关照|挂念))*+"
)
_CALM = r"(?:请?放心吧?|身体(?:都|也|很|挺)*好|一切(?:都)?(?:好|正常)|(?:都|也)(?:很|挺)?好)"
_SLIP = r"(?:(?:刚才|前面|之前)?(?:说|写|报|打|发)错了|改(?:一下|下)|更正(?:一下)?|不对)"
_TITLE = r"(?:[一-龥]?(?:书记|主任|领导|网格员|楼长))"
_THANKED = re.compile(rf"[\s,。.!~]*{_THANKS}{TAIL}[\s,。.!~]*$")
_COURTESY = re.compile(rf"(?:{_NOTED}|{_THANKS}|{_CALM}|{_SLIP}|{_TITLE}){TAIL}")


@dataclass(frozen=True, slots=True)
class Said:
    """An answer in somebody's own words: its values by item, whether it names what was asked, what else is said."""

    values: dict[int, int]
    named: bool = True
    rest: str = ""


def plainly(words: str) -> str:
    """Words without pictures and the thanks at their end, narrow."""
    return _THANKED.sub("", _PICTURES.sub(" ", narrow(words))).strip(SIGNS)


def number(counted: str) -> int:
    """两 and 俩 are 2, 十二 is 12."""
    return int(_TWINS.get(counted) or numeral(counted).lstrip("0") or 0)


def beside(plain: str) -> int:
    """How many are named beside the speaker: 和老伴, 带两个孩子, 跟儿子女儿."""
    named = [found.group() for found in _BESIDE.finditer(plain)]
    return sum(number(one[1]) if one[1] else 1 for each in named for one in _EACH.finditer(each))


def courtesy(plain: str, at: int) -> int:
    """Where what only thanks or greets ends, if it stands there and something parts it from the rest; else `at`."""
    found = _COURTESY.match(plain, at)
    return found.end() if found and ends(plain, found.end()) else at


def ends(plain: str, at: int) -> bool:
    """Whether a phrase may end here."""
    return at == len(plain) or plain[at] in SIGNS


def skipped(plain: str, at: int) -> int:
    """The next place that is no sign."""
    while at < len(plain) and plain[at] in SIGNS:
        at += 1
    return at


_OWES = re.compile(
    r"(?:现在|接龙|点名|那个|这次|还)*(?:有)?(?:谁|哪[些几]?[户家]?|几[户家]|多少[户家])(?:人)?(?:都)?还?没(?:有)?(?:报|答|填|回|登记|接龙|点名)(?:数|名)?(?:的)?(?:呢|啊|了)?"
)
_HAVE = re.compile(
    r"(?:现在|接龙|点名|目前|一共|已经)*(?:(?:报|答|填|回|登记|接龙)了?(?:几|多少)[户家](?:了)?|(?:还)?差(?:几|多少)[户家]|(?:接龙|点名)(?:怎么样|到哪|情况|进度)了?)(?:呢|啊)?"
)


def asks_who_answered(text: str) -> str:
    """Whether staff ask who has not answered a roll call, 名单, or how far it is, 看; "" where neither."""
    plain = text.strip(" 。.!！?？~")
    return "名单" if _OWES.fullmatch(plain) else "看" if _HAVE.fullmatch(plain) else ""
