"""Matters that are only another name of what is told: 没水 beside a leak, the noise of a beating."""

import re

LIFT = "property_repair.elevator_fault"
ODOR = "sanitation.odor"
NOISE, FAMILY = "dispute.noise", "dispute.family"
# 水龙头一直滴水关不上 is one trouble: that there is no water is told in words of its own.
DRY = "utility.water_outage"
LEAK = "property_repair.leak"
ONE_WATER = frozenset({LEAK, DRY})
# What leaks from the roof is one trouble, unless something falls off it as well.
ONE_ROOF = frozenset({LEAK, "property_repair.facade_roof"})
# 下雨积水地库进水了 is one flood, 半夜打孩子 no noise besides, and 她不会用微信 why somebody else writes.
ONE_FLOOD = frozenset({"public_facility.ponding", "emergency_health.extreme_weather"})
PHONE = "errand.phone_help"
_BEATEN = re.compile(r"打(?!牌|麻将|球|扫|鼓|游戏|电话)|动手|家暴|救命")
_NO_PHONE = re.compile(r"(?:不会|不懂|没有?)(?:用|使|玩|弄|发)*(?:微信|手机|智能手?机|打字|消息|上网)")
_TAUGHT = re.compile(r"教|学|帮[^,，。]{0,4}(?:弄|装|设|下载|注册|绑|看)|怎么(?:弄|用|装|搞)")
_WET = re.compile(r"[漏渗滴水湿潮霉泡洇淋]")
# 电梯里有股烧焦味 is of what burns, and of a lift only where that fails as well.
FIRE = "safety_hazard.fire"
_BURNT = re.compile("[焦糊煳]味?|烧")
_STANDS_STILL = re.compile("停|坏|不动|卡|抖|晃|困|关不上|打不开")
_SHED = re.compile(r"(?:砖|墙皮|墙面|外墙|保温|水泥|瓦).{0,6}(?:掉|脱|落|裂|鼓)")
_DRY = re.compile(r"停水|没(?:有)?水|断水|缺水|水压|水(?:流)?(?:太|很|好)?小|不(?:来|出)水|来水")


def without_twins(matters: tuple[str, ...], standard: str) -> tuple[str, ...]:
    """The matters without those that are another name of what is told: 漏水 of a roof, 没水 beside a leak, a smell of
    what burns."""
    if set(matters) >= ONE_WATER and not _DRY.search(standard):
        matters = tuple(name for name in matters if name != DRY)
    if set(matters) >= ONE_ROOF and not _WET.search(standard):
        matters = tuple(name for name in matters if name != LEAK)
    if set(matters) >= ONE_ROOF and not _SHED.search(standard):
        matters = tuple(name for name in matters if name == matters[0] or name not in ONE_ROOF)
    if FIRE in matters and _BURNT.search(standard):
        matters = tuple(name for name in matters if name != ODOR and (name != LIFT or _STANDS_STILL.search(standard)))
    if set(matters) >= ONE_FLOOD:
        matters = tuple(name for name in matters if name == matters[0] or name not in ONE_FLOOD)
    if {FAMILY, NOISE} <= set(matters) and _BEATEN.search(standard):
        matters = tuple(name for name in matters if name != NOISE)
    if len(matters) > 1 and _NO_PHONE.search(standard) and not _TAUGHT.search(standard):
        matters = tuple(name for name in matters if name != PHONE)
    return matters
