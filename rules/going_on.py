"""What is said next of a danger that has been told, and of no other one: 还有一个孕妇, 他拿刀了, 6号楼也看得到."""

import re

# 他拿刀了 is of whom its sender has told of; 小区门口有人拿刀 is of somebody else.
_OF_HIM = re.compile(r"[他她]|[老丈前][公夫婆]|妻子|男朋友|女朋友|对象|那(?:个)?(?:男|女)的")
_OF_ANOTHER = re.compile(r"有人|有个|一群|一帮|[两几]个人|别人|邻居|隔壁|楼上|对门")
# 还有一个孕妇，她喘不上气 right after 我被关在电梯里了.
_MORE_OF_IT = re.compile(r"(?:里面|这里|车里|电梯里)?还有(?!人说)|[他她](?!家|们家)|里面|那?(?:个)?[男女]的")
_ELSEWHERE = re.compile(r"家|屋|房间|厨房|客厅|卧室|阳台|厕所|卫生间|楼[上下道]|隔壁|对门|小区|门口|路[上边]|另")
_WORSE = re.compile(r"刀|斧|棍|锤|枪|血|救命|昏|晕|不动了|没动静|没声音?了|快死|要死|掐|勒|孩子也|小孩也|连孩子")
_NOT_WORSE = re.compile(r"没(?:有|见|看到|拿|动)?[^,，。]{0,2}(?:刀|棍|血)")
_SEEN_FROM = re.compile(r"(?:号楼|[栋幢]|单元|这[边里]|[我俺咱]们?家)(?:这[边里])?[也都能就可以]{1,4}看得?[到见]")
_BURNS_THERE = re.compile(r"烧|着火|起火|着了|火着")


def is_of_them(words: str) -> bool:
    """Whether words may be of whoever was told of: 他拿刀了, and not 小区门口有人拿刀."""
    return bool(_OF_HIM.search(words)) and not _OF_ANOTHER.search(words)


def tells_more(words: str) -> bool:
    """Whether words begin as more of what was just told, and name nowhere else: 还有一个孕妇，她喘不上气."""
    return bool(_MORE_OF_IT.match(words.strip())) and not _ELSEWHERE.search(words)


def tells_worse(words: str) -> bool:
    """Whether somebody is hurt, or about to be with more than hands: 动刀了, 流血了, 人不动了."""
    return bool(_WORSE.search(words)) and not _NOT_WORSE.search(words)


def sees_from_afar(words: str) -> bool:
    """Whether a fire is seen from where they are, and not there: 6号楼也看得到 好大的烟."""
    return bool(_SEEN_FROM.search(words)) and not _BURNS_THERE.search(words)
