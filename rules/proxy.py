"""代报: for whom staff report, as they put it at the end of their words."""

import re

_TELLER = re.compile(
    r"[(（]\s*+(?P<who>[^()（），,。]{1,16}?)\s*+(?:刚|刚才|早上|上午|中午|下午|晚上)?+(?:打?来?电话|微信|当面|上门|托我)?+"
    r"(?:里|来)?+(?:说|讲|报|反映|告诉我?)的?+\s*+[)）][。.]?+\s*+"
)


def teller(words: str) -> str:
    """王阿姨 of 路灯不亮 (王阿姨电话说的); "" where nobody is named so."""
    at = max(words.rfind("("), words.rfind("（"))
    found = _TELLER.fullmatch(words[at:]) if at >= 0 else None
    return found["who"] if found else ""
