"""What is said next of a danger that has been told, and of no other one: 还有一个孕妇, 他拿刀了, 醒过来了."""

import re

from rules.danger import denies
from rules.wording import narrow

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
    return bool(_MORE_OF_IT.match(words.strip())) and not names_another(words)


def names_another(words: str) -> bool:
    """Whether words name somewhere else: 小区门口也倒了一个."""
    return bool(_ELSEWHERE.search(words))


# 小区门口也倒了一个, 南门又晕倒两个人; a bicycle that fell over as well is nobody.
_ONE_MORE = re.compile(
    r"(?!.*(?:[桶杆牌栏盆伞柜架箱瓶吗么?]|车(?![库站棚])|[树墙灯](?![下边底])))(?!.*(?:也|又)(?:不|没|差点)).*"
    r"(?:又|也|还有?|另外?|第二)[^,.!;]{0,4}(?:[晕昏摔病]?倒|[晕昏]|躺)(?:过去|在地上|[了着下]|地上)*"
    r"(?:[一两二三俩几]?[个位名])(?=$|[,.!~ 人老男女大小孩娃年姑阿不叫没了])"
)
_THERE = re.compile(
    r"那[边里儿头]|[东南西北前后大正侧]门|桥|车[库站棚]|地库|广场|公园|花园|路口|操场|市场|超市|学校|工地|河边|[树墙灯][下边底]"
    r"|\d号?楼|[栋幢]|单元|院[子里]"
)


def tells_of_another_person(words: str) -> bool:
    """Whether somebody else lies somewhere else than who was just told of: 小区门口也倒了一个."""
    said = narrow(words)
    return bool(_ONE_MORE.match(said)) and (names_another(said) or bool(_THERE.search(said)))


def tells_worse(words: str) -> bool:
    """Whether somebody is hurt, or about to be with more than hands: 动刀了, 流血了, 人不动了."""
    return bool(_WORSE.search(words)) and not _NOT_WORSE.search(words)


def sees_from_afar(words: str) -> bool:
    """Whether a fire is seen from where they are, and not there: 6号楼也看得到 好大的烟."""
    return bool(_SEEN_FROM.search(words)) and not _BURNS_THERE.search(words)


# Fire and smoke are seen from every house; a thing, a place, 我家, 又 and 也 tell that it may be another.
_FIRE_SEEN = re.compile(
    r"(?=.*[火烟烧着])(?:天[哪啊呐]|妈呀|我的[天妈]|出来|上来|上去|起来|真的?|果然|确实|还真|好像|现在|已经|都|还在?|正在|越来越|越"
    r"|好|很|太|这么|那么|有|开始|看[到见]|大|黑|浓|白|滚滚|明火|火(?:苗|光|势|焰|情|灾)?|烟(?:雾|味)?|[着起冒烧燃窜蹿]|一?[股片团]|的|得|了|呢"
    r"|大家|快|赶紧|赶快|来人|人|跑|下楼|救|灭|打|报警|119|[!！,，.。~啊呀哪呐哇哎唉 ])++"
)
_CRIES = re.compile(r"(?:快|赶紧|赶快|来人|救火|救人|帮忙|[!！,，.。~啊呀哪呐哇哎 ]){2,}+")

# 真有煤气味, 真困人了 says that it is so, of what was just told.
_SO_IT_IS = re.compile(r"(?:天[哪啊呐]|妈呀|[,!！ ])*(?:还|好像|是)?(?:(?:真的?|确实)(?=[有是困着打闻看漏])|果然)")


def is_so(words: str) -> bool:
    """Whether words say that what was told is so, and name no place or thing of its own: 真困人了, 真有煤气味."""
    said = narrow(words).strip()
    return bool(_SO_IT_IS.match(said)) and not (
        _AT_HOME.search(said) or _ELSEWHERE.search(said) or _ANOTHER.search(said)
    )


def is_of_fire_seen(words: str) -> bool:
    """Whether words tell of fire or smoke and of nothing that it could be another of: 真着火了, 火大了, 冒黑烟了."""
    return bool(_FIRE_SEEN.fullmatch(narrow(words).strip()))


def only_cries(words: str) -> bool:
    """Whether words cry for people and tell nothing else: 快来人啊."""
    return bool(_CRIES.fullmatch(narrow(words).strip()))


# 楼上还有老人, 六楼那家有孩子, 我妈还在上面没下来: who is still where it burns, and nothing else.
_SOMEWHERE = (
    r"(?:楼[上下道]|[里上下]面|里头|上头|屋里|家里|隔壁|对门|顶楼|[一二三四五六七八九十\d]{1,3}[楼层]"
    r"|\d{3,4}室?|[那这]家|窗口|阳台|电梯|轿厢|里|的|,| )"
)
_SOMEBODY = (
    r"(?:(?:[一二两三四五六七八九十几\d]|好几|好多)?[个位名]?(?:瘫痪|坐轮椅|行动不便|腿脚不好|卧床|生病|怀孕|走不动)?的?"
    r"(?:老人|老太太?|老头子?|老爷子|老两口|大[爷妈娘]|奶奶|爷爷|婆婆|阿[姨婆公]|孩子|小孩|娃娃?|宝宝|婴儿|小朋友|孕妇|大肚子|病人|残疾人"
    r"|一家(?:子|人|[三四五六]口)?|邻居|人(?![要想买卖用知收吃]))"
    r"|(?:我|他|她|咱)?(?:们?家)?的?(?:老?[妈爸爹娘]|妈妈|爸爸|老伴|老公|老婆|婆婆|公公|岳[父母]|儿子|女儿|闺女|孙[子女]|孩子|老人))"
)
_STILL_IN = (
    r"(?:(?:都|还|被|一直|也)*+(?:困|堵|关|躺|睡)?在(?:里面?|里头|上面?|上头|屋里|家里?|楼上|床上|窗口|阳台上?|电梯里?)"
    r"|(?:都|还|也)?没(?:有)?(?:跑|走|撤|逃|救)?(?:出来|下来|下楼|出得来)|(?:都|还|也)?(?:跑|走|下|出)不(?:动|了|来|出来|下来|去))"
)
_STILL_THERE = re.compile(
    rf"(?!.*[吗么?])(?:快|啊|好像|应该|听说|他们?|现在|{_SOMEWHERE})*+"
    rf"(?:(?:还(?:有|住着)|(?<=[楼层家里面头上室\d])(?:还)?(?:有|住着)){_SOMEBODY}(?:{_STILL_IN}|还|[, ])*+"
    rf"|{_SOMEBODY}(?:{_STILL_IN}[, ]*)++)"
    r"(?:快(?:去|来|点|救)?(?:救|看看?|人)*|救救?(?:他们?|她们?|人)?|赶紧|帮忙|怎么办|[了啊呀哦呢,.!~ ])*+"
)


def tells_of_people_there(words: str) -> bool:
    """楼上还有老人, 我妈还在上面没下来: somebody is still where a danger was told of; 楼上还有人吗 asks."""
    return bool(_STILL_THERE.fullmatch(narrow(words).strip()))


# 醒过来了 of who did not wake, 是我家锅烧干了 of a smell, and nothing else; 还没醒 and 醒了又晕了 are no end.
_WHO = (
    r"(?:人|[我他她](?!们?家)|(?:我)?(?:老?[妈爸爹娘]|妈妈|爸爸|老伴|老公|老婆|奶奶|爷爷|婆婆|公公|儿子|女儿|孙[子女])"
    r"|孩子|娃|老人|老头|老太太)"
)
_NOW = r"(?:现在|刚刚?|刚才|已经?|终于|总算|都|自己|把|被|让|给|是|的|原来)"
_TAKEN = (
    r"(?:(?:120|救护车|医生)(?:来了)?)?"
    r"(?:(?:拉|接|抬)走了|(?:[拉接]|送)(?:去|到|往)?医院(?:去)?了|上救护车了)"
)
_BURNT = (
    r"(?:(?:我们?|俺)?家里?)?的?"
    r"(?:(?:锅|菜|饭|粥|汤|肉|水壶)(?:烧|煮|炖|炒|煎)?(?:干|糊|焦)锅?了|(?:烧|煮|炖|炒|煎)(?:[一-龥]{0,3}糊|[干糊焦]锅)了)"
)
_AIRED = r"味(?:道|儿)?(?:已经|都|也)?(?:散|没有?)了|闻不[到着]了|没(?:有)?味(?:道|儿)?了"
_ENDS = {
    "unconscious": rf"醒(?:过来)?了|缓过来了|好[多些]了|能说话了|[吐咳]出来了|脱离危险了|{_TAKEN}",
    "gas": rf"{_BURNT}|{_AIRED}",
    "fumes": rf"醒(?:过来)?了|缓过来了|好[多些]了|{_AIRED}|{_TAKEN}",
    "fire": rf"{_BURNT}",
    "suicide": r"[劝拉救抱]下来了|劝住了|下来了",
    "crime": r"(?:警察|民警|保安)(?:来了)?(?:把[他她人])?(?:带|抓|领)走了|(?:小偷|贼)(?:被)?抓[住到]了",
}
_THANKS = (
    r"(?:没(?:大|什么)?事了?|虚惊(?:一场)?|不好意思|对不起|抱歉|谢谢|多谢|感谢|麻烦|辛苦|打扰|不用来|放心"
    r"|大家|各位|你们|了|吧|啊|呀|哦|[,.!~ ])"
)
_PAST = {
    danger: re.compile(rf"(?:{_WHO}|{_NOW}|{_THANKS})*+(?:(?:{ends})(?:{_WHO}|{_NOW}|{_THANKS})*+)++")
    for danger, ends in _ENDS.items()
}


def is_past(text: str, danger: str) -> bool:
    """Whether words say that a danger of this kind, told before, is over or was none, and nothing else."""
    words = narrow(text).replace("。", ".").strip()
    ends = _PAST.get(danger)
    return bool(ends and ends.fullmatch(words)) or (danger in ("gas", "fire") and denies(words))


# A neighbour who has gone there: 我到了 她说腿疼 动不了; 我到家了 我妈倒在地上 is of somebody else.
_IS_THERE = re.compile(
    r"我(?:已经|刚刚?|现在|也)*(?:到|上来|过来|下来|进来|上去|过去|进去|赶到)了(?!家)"
    r"|我(?:现在|正|就|还)*(?:在(?:[他她]|老人家?)(?:家|这|那|旁边|身边|门口)|(?:陪|扶|看|守)着)"
)
_OF_THEM = re.compile(r"[他她]|老人家?|[奶爷][奶爷]")
_OWN = re.compile(
    r"[我俺咱](?:们?家|妈|爸|爹|娘|老|婆|公|儿|女儿|孩|奶|爷|媳|姐|哥|弟|妹|孙)"
    r"|邻居|路[上边]|门口有|楼[道下]|又|另|还有"
)
# 别打了 拉开了: said to those who fight, and of them.
_PLEAS = re.compile(
    r"(?:(?:大家|你们|他们|两个|两人|人|都|已经|刚刚?|被|快|再|求求?你们?|好了|行了)*+"
    r"(?:别(?:再)?(?:打|闹|动手)(?:架|人)?了?|不要打了|住手|[拉劝分](?:开|住)了?|散(?:开|了)|不打了|打完了|停手了?)"
    r"[啊呀吧啦哦的,，。.!！~\s]*+)++"
)


def tells_from_there(words: str) -> bool:
    """Whether a neighbour tells how somebody is of whom the group has just been told: 我到了 她说腿疼 动不了."""
    return bool(_IS_THERE.search(words)) and bool(_OF_THEM.search(words)) and not _OWN.search(words)


def pleads(words: str) -> bool:
    """Whether words only call on those who fight to stop, or say that they were parted: 别打了 拉开了."""
    return bool(_PLEAS.fullmatch(words.strip()))


_ANOTHER = re.compile(r"又|另|还有|第二|隔壁|[也都](?=[着起冒晕困有漏])")
_AT_HOME = re.compile(r"[我俺咱]们?家|家里|屋里?|厨房|客厅|卧室|阳台|厕所|卫生间|楼上|楼下|隔壁|对门|楼道|电梯")
_CALLS = re.compile(r"1[12][09]|报警|救护车")
# What somebody is told to do about what they have just told.
_ADVISES = re.compile(
    r"(?:你|那|还是|要不|可以|得|赶紧|赶快|快|直接|先)*(?:去|打)?(?:报警|报个警|110)(?:呀|啊|吧|啦|呗|哈|[!！。~ ])*"
)


# 嘴歪是中风!快打120, 别给他喝水 侧着躺: what to do about whoever was just told of, and nobody else.
_TO_DO = re.compile(
    r"(?=.*(?:120|救护车|侧[着躺卧过]|平躺|掐人中|按压|别动[他她]|别[给喂让][他她]))"
    r"(?!.*(?:有人|有个|我们?家|[我咱俺]们?的?(?:家|老|爸|妈|爹|娘|爷|奶|儿|女|孩|娃|丈|妻|弟|妹|哥|姐)|[又也另]|还有|隔壁|这边|[倒晕昏摔]|[一两二三几]个|[\d一二三四五六七八九十]+(?:号?楼|栋|幢|单元|室)))"
    r".{2,24}"
)


def tells_what_to_do(words: str) -> bool:
    """Whether words only tell what to do about whoever was just told of: 快打120!门打开!"""
    return bool(_TO_DO.fullmatch(narrow(words).strip()))


def tells_another(words: str) -> bool:
    """Whether staff who cry danger in a house tell of another than the one just told there: 又着了, 隔壁也冒烟."""
    return bool(_ANOTHER.search(words))


def burns_at_home(words: str) -> bool:
    """Whether it burns, by these words, where somebody lives and not where trouble was just told."""
    return bool(_AT_HOME.search(words))


def calls_for_help(words: str) -> bool:
    """Whether words ask that somebody be rung: 快打119, 报警啊."""
    return bool(_CALLS.search(words))


def only_advises(words: str) -> bool:
    """Whether words tell somebody to ring the police and nothing else: 那你报警呀."""
    return bool(_ADVISES.fullmatch(words.strip()))
