"""What a question of policy is about: 养老认证在哪弄 after 社保卡过年能办吗 is another one."""

import re

from rules.scene import pairs_of
from rules.wording import narrow

INQUIRIES = "policy_inquiry."
_ABOUT = {
    "social_card": r"社保卡|市民卡",
    "certifying": r"认证|刷脸",
    "pension": r"养老金|退休金|退休工资",
    "retiring": r"办退休|退休手续|退休年龄|延迟退休|几岁退休",
    "paying_in": r"缴费|断缴|补缴|断交|补交|灵活就业|交社保|社保(?:怎么|咋|去哪)?交|交医保|医保(?:怎么|咋|去哪)?交",
    "medical_card": r"医保卡|电子医保",
    "refunds": r"报销|门诊",
    "elsewhere": r"异地(?:就医|备案)?|备案",
    "residence_permit": r"居住证(?!明)|暂住证",
    "identity_card": r"[办补换]身份证|身份证(?:快?到期|快?过期|丢|掉|补|换|怎么办|咋办|在哪|去哪)",
    "register": r"户口(?!本)|落户|户籍",
    "nursery": r"幼儿园",
    "primary": r"小学|一年级|幼升小",
    "secondary": r"初中|小升初|高中",
    "changing_school": r"转学",
    "senior_card": r"老年证|优待证",
    "bus_card": r"公交卡|老年卡|老人卡|乘车卡",
    "old_age": r"高龄(?:补贴|津贴|钱)|尊老金|长寿[金钱]|八十岁补贴",
    "kinship": r"亲属关系",
    "record": r"无犯罪",
    "income": r"收入证明",
    "death": r"死亡证明",
    "residing": r"居住证明",
    "dole": r"失业[金保]|失业登记",
    "business": r"创业",
    "work": r"招聘|招工|找工作|公益性?岗",
    "training": r"培训",
}
_WHAT = {name: re.compile(words) for name, words in _ABOUT.items()}


def about(words: str) -> frozenset[str]:
    """What is named in words of that which people ask about."""
    return frozenset(name for name, pattern in _WHAT.items() if pattern.search(words))


def is_another(words: str, first: str) -> bool:
    """Whether words ask about something that the first question does not; who names nothing goes on with that one."""
    now, before = about(words), about(first)
    return bool(now and before) and not now & before


_WISHES = re.compile(r"建议|提议|意见|希望|最好|能不能|可不可以|可以|小区|社区|物业|大家|咱们?|我们?")


def is_another_wish(words: str, first: str) -> bool:
    """Whether a suggestion is of another thing than the first, with which it has no two signs together in common."""
    told, before = (pairs_of(_WISHES.sub(" ", narrow(each))) for each in (words, first))
    return bool(told and before) and not told & before
