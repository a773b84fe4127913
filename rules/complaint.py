"""Whom a complaint is of: 投诉物业经理骂人 after 投诉保安打人 is another one."""

import re

from rules.parsing import Request
from rules.taxonomy import COMPLAINT

# What people complain of: conduct, the property service, and how things are done.
COMPLAINTS = frozenset({
    COMPLAINT, "property_repair.property_service", "dispute.property_dispute", "other.suggestion",
})  # fmt: skip
_PROPERTY = "物业"
_PEOPLE = {
    "manager": r"经理|物业主任|项目负责人|管家",
    "guard": r"保安|门卫|门岗",
    "cleaner": r"保洁|扫地|清洁工",
    "repairman": r"维修工|维修师傅|电工|电梯工|修电梯的|维保",
    "grid_worker": r"网格员|网格长",
    "community": r"居委|社区|窗口|书记",
    "shop": r"店员|老板|摊主|快递|外卖",
    "neighbour": r"邻居|楼上|楼下|隔壁|对门",
}
_WHO = {who: re.compile(words) for who, words in _PEOPLE.items()}
_OF_PROPERTY = frozenset({"manager", "guard", "cleaner", "repairman"})
_COMPLAINS = re.compile(
    r"投诉|举报|骂|[打推踹搡吼凶训][了我人]|动手|态度|恶劣|刁难|不作为|乱收费|收(?:黑)?钱|要红包|吃拿卡要|威胁|吓唬|欺负|甩脸"
)
_SAYS_SO = re.compile(r"(?:我们?)?(?:要|想)?(?:投诉|举报)(?!电话|热线|到|了|过|谁|哪|有用|有没有|能|吗)")

_LEAK, _LEAK_DISPUTE = "property_repair.leak", "dispute.leak_dispute"
_QUARREL = re.compile(
    r"[赔偿吵骂推赖扯争]|损失|责任|不(?:认|承认|关|管|肯|给|让|理|修|配合|讲理|开门|接电话|当回事)|协商|调解|断一断|评评?理|说法"
    r"|谁[出负]|没钱|[要出花掏]钱|法院|官司|起诉|物业说|(?:邻居|楼上|对方|他们?|她)说"
)


def without_quarrel(requests: tuple[Request, ...], words: str) -> tuple[Request, ...]:
    """漏水漏到楼下 asks for a repair, and who is to pay for it is another thing only where somebody quarrels."""
    leaks = any(request.matter == _LEAK for request in requests) and not _QUARREL.search(words)
    return tuple(each for each in requests if each.matter != _LEAK_DISPUTE) if leaks else requests


def accused(words: str) -> frozenset[str]:
    """Who is named in words; the property service as a whole where none of its people is."""
    named = frozenset(who for who, pattern in _WHO.items() if pattern.search(words))
    return named if named & _OF_PROPERTY or _PROPERTY not in words else named | {_PROPERTY}


def says_so(words: str) -> bool:
    """Whether words are a complaint by their own account, and of somebody: 我要投诉物业经理骂人."""
    return bool(_SAYS_SO.match(words.strip()) and accused(words))


def is_of_another(words: str, first: str) -> bool:
    """Whether words complain of somebody whom the first complaint does not name; who goes on about them does not."""
    then, before = accused(words), accused(first)
    if not (then and before and _COMPLAINS.search(words)) or then & before:
        return False
    whole = {_PROPERTY} & (then | before)
    return not (whole and (then | before) & _OF_PROPERTY)


_SOMEBODY = re.compile(
    r"(?:(?:别|不要|千万)+[^,，。\s]{0,8}我[说报讲]的|刚才|刚刚|昨[天晚]|今天|[,，\s])*+(?:他|她|那(?:个)?人)(?!们单位)"
)
_OF_STAFF = re.compile(r"网格员|师傅|物业|社区|工作人员|来的人|维修|书记|保安")


def begins_with_somebody(words: str) -> bool:
    """他刚才上来骂我了: of whom this is, only what was told before says."""
    return bool(_SOMEBODY.match(words)) and not _OF_STAFF.search(words)
