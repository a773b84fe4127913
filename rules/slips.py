"""Who fell on ice, and where it is slippery: 6栋门口也是 摔了一个, 5栋到大门的路滑得很."""

import re

# What ice and snow are told as; what lies there is one trouble under either name.
ICE = ("emergency_health.extreme_weather", "public_facility.ponding")
_FELL = re.compile(
    r"(?:滑|摔|跌)(?:倒|了?(?:一|个大|一大)跤|着(?:人)?了|伤了|了(?:一|两|三|好几|几)?个(?!手机|碗|杯|盘|花|东西|瓶|灯))"
    r"|(?:有人|老人|老头|老太太?|大爷|大妈|孩子|小孩|我妈|我爸|我)(?:刚才|刚刚?|又|也|都)*(?:摔|滑倒|跌倒)了(?!手机|碗|杯|盘|花|东西|瓶)"
)
_SLIPPERY = re.compile(
    r"(?:路|地|地面|台阶|门口|坡|楼梯|道|院子|这边)(?:上|面)?(?:也|都|又|还|是|太|很|好|特别|真|可|那个){0,3}"
    r"(?:滑(?:得|的)?(?:很|要命|不行|厉害|死)?(?![滑梯])|全是[冰雪]|都是[冰雪]|结冰|上冻|冻(?:上|住)了)"
)
_NONE = re.compile(
    r"差点|差一点|险些|没摔|没滑|不滑|别摔|别滑|小心|当心|注意|怕|防|以免|要是|万一|会不会|昨[天晚]|前天|去年|上次|以前|电视|视频|手机|[?？]|[吗么]\W*$"
)
_PLACE = re.compile(
    r"(?:到[一-龥]{1,4}?的?)?(?:门口|台阶|大门|[小马]?路(?:上|口)?|坡|楼下|院子|广场|楼梯口|停车场|车棚)(?:台阶|那|上)?"
)


def tells_of_fall(words: str) -> bool:
    """Whether somebody has fallen: 差点摔了, 别摔了 and 摔了个手机 tell of none."""
    return bool(_FELL.search(words)) and not _NONE.search(words)


def tells_of_ice(words: str) -> bool:
    """Whether it is slippery somewhere: 路滑得很; 滑不滑 asks."""
    return bool(_SLIPPERY.search(words)) and not _NONE.search(words)


def place_in(words: str) -> str:
    """Where outside the door: 门口, 到大门的路; "" where that is not told."""
    found = _PLACE.search(words)
    return found.group() if found else ""
