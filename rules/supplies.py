"""Water, power, gas, heat and the network: which of them words name, and which 2栋也停了 leaves unsaid."""

import re

_WORDS = {
    "utility.water_outage": re.compile("水|龙头|water|taps?", re.IGNORECASE),
    "utility.power_outage": re.compile("电(?![梯动瓶话视])|闸|灯|黑|空开|power|electric|light", re.IGNORECASE),
    "utility.gas_supply": re.compile("气|火|灶|gas|stove", re.IGNORECASE),
    "utility.heating": re.compile("暖|热|凉|冷|冻|温|[度℃]|heat|radiator|cold", re.IGNORECASE),
    "utility.telecom": re.compile(
        "网|信号|宽带|电视|机顶盒|光猫|路由|掉线|移动|联通|电信|wi-?fi|internet|signal", re.IGNORECASE
    ),
}


def is_unsaid(matter: str, words: str) -> bool:
    """Whether a matter is of a supply that words do not name."""
    own = _WORDS.get(matter)
    return own is not None and own.search(words) is None
