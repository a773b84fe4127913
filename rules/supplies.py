"""Water, power, gas, heat and the network: which words name, which 2栋也停了 leaves unsaid, and which are back."""

import re

from rules.wording import narrow

# By one sign each; the network is never announced so.
SUPPLIES = {
    "水": "utility.water_outage",
    "电": "utility.power_outage",
    "气": "utility.gas_supply",
    "暖": "utility.heating",
}
_GROUP = "utility."
_NAMED = re.compile(r"[水电气暖网热]|信号")
_WORDS = {
    "utility.water_outage": re.compile("水|龙头|water|taps?", re.IGNORECASE),
    "utility.power_outage": re.compile(
        "电(?![梯动瓶话视信])|闸|灯|黑|空开|跳(?:了|$)|power|electric|light", re.IGNORECASE
    ),
    "utility.gas_supply": re.compile("气|火|灶|gas|stove", re.IGNORECASE),
    "utility.heating": re.compile("暖|热|凉|冷|冻|温|[度℃]|heat|radiator|cold", re.IGNORECASE),
    "utility.telecom": re.compile(
        "网|信号|宽带|电视|机顶盒|光猫|路由|掉线|移动|联通|电信|wi-?fi|internet|signal", re.IGNORECASE
    ),
}


def is_supply(matter: str) -> bool:
    """Whether a matter is of a supply that fails."""
    return matter.startswith(_GROUP)


def names_a_supply(words: str) -> bool:
    """Whether water, power, gas, heating or the network is named."""
    return bool(_NAMED.search(words))


def is_unsaid(matter: str, words: str) -> bool:
    """Whether a matter is of a supply that words do not name."""
    own = _WORDS.get(matter)
    return own is not None and own.search(words) is None


# 又停 天天停: what it is that stops is left to what was told before.
_ONLY_STOPS = re.compile(
    r"(?=.*[停断])(?:停|断|又|怎么|咋|天天|老是|总是|老|总|动不动|三天两头|一天到晚|还|真的?|都|也|这|的"
    r"|了|啊|呀|呢|吧|啦|[,.!?~ ])++"
)
# 水龙头滴水 is of water that there is; 只滴水, 滴了几滴 is how it fails.
_RUNS_OUT = re.compile(
    r"(?!.*(?:只|才|就|几滴|[一两半]滴|没水|停水|[吗么?]))"
    r".*(?:龙头|马桶|水管|花洒|阀门?|热水器|水箱|接头)[^,.!?]{0,4}"
    r"(?:滴|漏|渗|流个不停|[关拧]不(?:[上紧严住]|[, ])|[关拧]不了)"
)


def only_stops(words: str) -> bool:
    """Whether words say that something stops, once more, and not what: 又停 天天停."""
    return bool(_ONLY_STOPS.fullmatch(narrow(words).strip()))


def runs_out(words: str) -> bool:
    """Whether water drips or leaks at home, of which there must be some: 我家水龙头滴水."""
    return bool(_RUNS_OUT.match(narrow(words)))


# What makes it dark: 黑灯瞎火的 may be of each, and is of the one that was told.
_DARK = frozenset({"utility.power_outage", "public_facility.street_light", "property_repair.corridor_light"})
_NAMES_A_LIGHT = re.compile("电|灯(?!瞎火|黑火)")


def is_same_dark(one: str, other: str, words: str) -> bool:
    """Whether two matters are names of one darkness that words do not tell apart."""
    return {one, other} <= _DARK and _NAMES_A_LIGHT.search(words) is None


_SIGNS = {
    "utility.water_outage": r"(?:自来)?水",
    "utility.power_outage": r"电(?![梯动瓶话视信])",
    "utility.gas_supply": r"(?:燃|煤|天然)?气",
    "utility.heating": r"暖气?",
    "utility.telecom": r"(?:网络?|信号)",
}
_ENGLISH = {
    "utility.water_outage": "water", "utility.power_outage": "power|electricity", "utility.gas_supply": "gas",
    "utility.heating": "heating|heat", "utility.telecom": "internet|wi-?fi|signal",
}  # fmt: skip
_IS_SO = "(?:[了啦咯喽]|$)"
_BACK = {
    matter: re.compile(
        rf"(?:来|有|通|送|恢复供?){sign}{_IS_SO}|{sign}(?:又|都|已经?|终于|刚|也|全|供应)*+(?:来|有|通|恢复|热|好){_IS_SO}"
        rf"|\b(?:{_ENGLISH[matter]})(?: is|'s| came)? (?:back|on again)",
        re.IGNORECASE,
    )
    for matter, sign in _SIGNS.items()
}
_CUT = {
    matter: re.compile(
        rf"(?:停|断|没有?|缺){sign}|{sign}[^,，。;；]{{0,2}}(?:停|断|没)|no (?:{_ENGLISH[matter]})", re.IGNORECASE
    )
    for matter, sign in _SIGNS.items()
}
_TRIPPED = re.compile("[跳拉合]闸|空开|保险丝|power (?:cut|outage)|outage", re.IGNORECASE)


def is_back_of_another(words: str, matter: str, told: str) -> bool:
    """来电了 of a lift: words of a supply that is back, none of which the matter is, nor was told to lack."""
    back = {each for each, sign in _BACK.items() if sign.search(words)}
    return bool(back) and not back & {matter, *_lacked(told)}


def asks_of_another(words: str, matter: str, told: str) -> bool:
    """明天停电吗 beside cold radiators: words that ask of a supply, which the matter is not, nor was told to lack."""
    named = _lacked(words) if _ASKS_WHETHER.search(words) else frozenset()
    return bool(named) and not named & {matter, *_lacked(told)}


def _lacked(words: str) -> frozenset[str]:
    lacked = {each for each, cut in _CUT.items() if cut.search(words)}
    return frozenset({*lacked, "utility.power_outage"} if _TRIPPED.search(words) else lacked)


_ASKS_WHETHER = re.compile(r"[?？]|吗|[不没么][啊呀]?\s*$|什么时候|几点|会不会|是不是|\b(?:is|will|when)\b")
# What is wrong with a supply that is back: its own words, and the matter that they tell.
_LITTLE = r"(?:好|很|太|挺|真|有点|特别|比较|还是|那么|这么)小|小得|小(?=$|[了的啊呀哦,.!~\s])|细|弱"
_NOW_AND_THEN = r"时有时无|断断续续|一会儿?有一会儿?没|不稳"
_WRONG = {
    "utility.water_outage": (
        (
            "utility.water_quality",
            r"黄|浑|浊|脏|黑|锈|红|臭|腥|怪味|有(?:股|点)?味|泥|沙|渣|漂白|白色|乳白|发白|不干净",
        ),
        ("utility.water_outage", rf"{_LITTLE}|没(?:有)?劲|水压|上不(?:去|来)|滴|{_NOW_AND_THEN}"),
    ),
    "utility.power_outage": (("utility.power_outage", rf"闪|暗|电压|跳闸|带不动|只有一半|不全|{_NOW_AND_THEN}"),),
    "utility.heating": (("utility.heating", "不热|温(?!度正常)|凉|冷|不够|一半"),),
    "utility.gas_supply": (("utility.gas_supply", rf"{_LITTLE}|打不着|点不着|{_NOW_AND_THEN}"),),
    "utility.telecom": (("utility.telecom", rf"慢|卡|掉线|{_NOW_AND_THEN}"),),
}
_BACK_FIRST = {
    matter: re.compile(
        rf"(?:[^,.!?;。，！？；\s]{{0,8}}?)(?:来|有|通|送|恢复供?){sign}(?:是)?(?:了|啦|喽|咯|来着)?"
        rf"|(?:[^,.!?;。，！？；\s]{{0,8}}?){sign}(?:是)?(?:又|都|已经?|终于|刚|也|倒)*+(?:来|有|通|恢复|热)(?:是)?(?:了|啦|喽|咯)"
    )
    for matter, sign in _SIGNS.items()
}
_DENIED = re.compile(r"不(?:怎么|太|再|那么)?$|没有?$|(?:之前|刚才|开始|早上|昨天)[^,，。 ]{0,4}$")
_GONE = re.compile(r"(?:了|啦)?(?:一会儿?|一阵)?(?:就|后来)?(?:好|清|干净|正常)了")
_ASKS_OF_IT = re.compile(r"[?吗]|么\s*$|会不会|是不是|(?P<sign>[黄浑小热])不(?P=sign)|先放|放一放|放一会|放掉")


def wrong_when_back(words: str) -> str:
    """The matter of what is wrong with a supply that is back: 水来了 就是黄得很; "" where it is only back."""
    plain = narrow(words).strip()
    for supply, back in _BACK_FIRST.items():
        found = back.match(plain)
        rest = plain[found.end() :] if found else ""
        if not rest or _ASKS_OF_IT.search(rest) or _GONE.search(rest):
            continue
        for matter, wrong in _WRONG[supply]:
            told = re.search(wrong, rest)
            if told and not _DENIED.search(rest[: told.start()]):
                return matter
    return ""
