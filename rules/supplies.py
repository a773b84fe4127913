"""Water, power, gas, heat and the network: which of them words name, and which 2栋也停了 leaves unsaid."""

import re

_WORDS = {
    "utility.water_outage": re.compile("水"),
    "utility.power_outage": re.compile("电(?![梯动瓶话视])|闸|灯|黑"),
    "utility.gas_supply": re.compile("气|火"),
    "utility.heating": re.compile("暖|热|凉|冷|冻"),
    "utility.telecom": re.compile("网|信号|宽带|电视"),
}


def is_unsaid(matter: str, words: str) -> bool:
    """Whether a matter is of a supply that standardised words do not name."""
    own = _WORDS.get(matter)
    return own is not None and own.search(words) is None
