"""What is said of trouble that was told: that it is over, 通了通了 谢谢小高, 停了 算了, and what only sounds so."""

import re

_GAP = r"[^\w?？]*+"
_SURELY = r"(?:现在|这下|刚刚?|刚才|已经?|终于|总算|又|也|都|全部?|自己)*+"
# Said of any trouble; of what, is for the talk to tell.
_OF_ANY = (
    r"(?:(?:[修弄搞换接焊补装]|处理)?好了|搞定了|解决了|(?:恢复)?正常了|没问题了|好使了?"
    r"|(?:可以|能)(?:[用坐走开刷洗]|进去?|上网)了)"
)
_CLEARED = (
    r"(?:(?:垃圾|东西|杂物|纸箱|箱子|车子?|摊子?|人)?(?:都|已经|全)*+[收清拉搬挪移开运扫拖骑]走了"
    r"|[挪搬移]开了|能(?:过|走|进)(?:人|车|去)?了|(?:清|扫|收拾|打扫)(?:干净|完|好)了)"
)
_FLOWS = (
    r"(?:(?:下水道?|管道|马桶|地漏|水管|水)?(?:都|已经)*+(?:疏?通开?|不(?:堵|冒|返水?|漏|滴|渗)|下(?:得)?去|下水|退)了)"
)
_LIGHTS = r"(?:(?:[路楼]道?灯|灯)?(?:都|已经|又)*+亮(?:了|堂(?:堂的?)?了?|起来了))"
_QUIET = (
    r"(?:(?:音乐|音响|电钻|他们|楼上|楼下|那家)?(?:都|已经)*+"
    r"(?:(?:停工?|消停|[安清]静|清净|静|不[响敲吵钻放跳唱]|收工|结束)了|没(?:声音?|动静)(?:儿)?了|能睡(?:着|觉)?了))"
)
_DRY = r"(?:(?:水)?(?:都|已经)*+不(?:漏|滴|渗|流|喷|滋|冒)水?了)"
_FRESH = r"(?:(?:都|已经)*+(?:没有?(?:臭|怪|油烟)?味道?(?:儿)?|不[臭呛]|清爽)了)"
# 又自己动了 and 自己开了 are trouble.
_MOVES = r"(?:(?:电梯|梯子)?(?:都|已经)*+(?:(?<!自己)动|活|有反应|能(?:坐|走|动|上下))了)"
_OPENS = (
    r"(?:(?:门|门禁|道闸|杆子?|闸杆?)?(?:都|已经)*+"
    r"(?:(?<!自己)[动抬]|(?<!自己)(?<!又)开|活|抬起来|有反应|能(?:刷|开|进|关|走))了)"
)
_KIN = r"(?:我(?:们)?(?:家)?)?(?:老公|老婆|爱人|媳妇|儿子|女儿|孩子|[爸妈弟哥姐妹]|爸爸|妈妈|公公|婆婆|室友|同事)"
_THERE = (
    rf"(?:(?:车|电动车|东西|快递)?(?:找到|找着|找回来)了|虚惊一场|没(?:有|被)*丢|没(?:有)?被?偷"
    rf"|(?:原来)?(?:是|被|让)?(?:我)?{_KIN}(?:给)?[骑开推拿借挪]走了|(?:是)?我(?:自己)?(?:记错|忘)了)"
)
_GIVEN = r"(?:(?:药|菜|饭|米|东西|货|快递|件)?(?:都|已经)*+(?:拿到|收到|买到|送到|取到|送来|领到)(?:手)?了)"
_ARRANGED = r"(?:(?:证|证明|卡|钱|补贴|认证)?(?:都|已经)*+(?:办下来|领到|到账|到手|开出来|拿到|认证上|报上|交上)了)"
_OF_MATTER = {
    "errand.delivery": _GIVEN,
    "errand.document_agency": _ARRANGED,
    "errand.home_certification": _ARRANGED,
    "errand.bill_payment": r"(?:(?:费|钱|水费|电费|话费)?(?:都|已经)*+(?:交上|交|缴|充上|充|到账)了)",
    "errand.phone_help": r"(?:(?:手机|电视)?(?:都|已经)*+(?:会用|学会|会弄|不念|不叫|调好|看得见)了)",
    "policy_inquiry.senior_benefit": _ARRANGED,
    "policy_inquiry.certificate": _ARRANGED,
    "emergency_health.quarantine_supply": _GIVEN,
    "public_facility.street_light": _LIGHTS,
    "public_facility.sewer_overflow": _FLOWS,
    "public_facility.ponding": r"(?:水)?(?:都|已经)*+(?:退(?:去|下去|完|干净?)?|(?:排|抽)(?:完|掉|走|干净?)|下去)了",
    "property_repair.corridor_light": _LIGHTS,
    "property_repair.drain_block": _FLOWS,
    "property_repair.leak": _DRY,
    "property_repair.elevator_fault": _MOVES,
    "property_repair.access_gate": _OPENS,
    "sanitation.garbage_overflow": _CLEARED,
    "sanitation.bulky_waste": _CLEARED,
    "sanitation.odor": _FRESH,
    "city_order.street_vending": rf"(?:{_CLEARED}|(?:都|已经)*+(?:走|收摊|撤)了)",
    "city_order.parking_violation": _CLEARED,
    "city_order.bike_parking": _CLEARED,
    "city_order.construction_nuisance": _QUIET,
    "city_order.cooking_fume": _FRESH,
    "property_repair.facade_roof": _DRY,
    "utility.gas_supply": r"(?:(?:都|已经)*+(?:有[火气]|点着|打着|活)了)",
    "utility.heating": r"(?:(?:暖气|管子)?(?:都|又|也)?(?:热乎?|温乎|暖和|烫手?)了)",
    "utility.telecom": r"(?:(?:都|已经)*+(?:有(?:网|信号|影)|连上|能(?:看|上|扫))了)",
    "utility.water_quality": r"(?:(?:水)?(?:都|已经)*+清(?:亮|澈)?了)",
    "safety_hazard.corridor_clutter": _CLEARED,
    "safety_hazard.fire_lane": _CLEARED,
    "safety_hazard.ebike_charging": _CLEARED,
    "dispute.noise": _QUIET,
    "dispute.parking_dispute": _CLEARED,
    "public_security.theft": _THERE,
}
_FEAR = re.compile(r"怕|不敢|报复|(?:让|被)他(?:知道|晓得|打)")
_COMES = re.compile(r"[出回过上下进]来|追|踹|砸")
_COMES_HOME = re.compile(r"(?<![水电气网灯车梯热暖])(?:回来|到家|回家|找到|找着)了")
_ASKED = re.compile(r"[?？吗嘛么]|[没呢]\W*$|有没有|谁|几点")
_PARTS = re.compile(
    r"[,，、。;；!！\s]+(?:但是?|不过|可是|就是|还有|另外)?|但是|不过|可是|还有(?!人|没)|另外|(?<!\d)\d{1,2}[.、)）](?!\d)|[①-⑨]"
)
# What is left of it, or is only hoped for.
_LEFT = re.compile(
    r"[?？]|[吗嘛么]\W*$|没[呢]?\W*$|但|不过|可是|只是|就是|还(?!(?:给|送|是(?:你|小|老|社区|物业))|不错)|又|再|一半|一会|好像|应该|可能|估计|差不多|快[好了]"
    r"|才怪|[个见]鬼|要是|如果|假如|希望|盼"
    r"|明天|待会|等[会下]|雨停|到底|怎么办|赔|啥时|什么时候|几时|[不没](?:好|热|通|亮|行|见好)|味(?:道|儿)?(?:大|重|散不)|[黏粘脏]|埋汰"
    r"|(?<!不)[闪抖晃慢凉冷暗]|[黑堵湿停响冒漏]着|滴答|温吞|剩|掉线|全是|一地|怪(?!不得)|[关刷打]不[上开了住]|灭了|[很太]小|就(?:一|有)"
    r"|一开[^,.!? ]{0,3}就|没[^,.!? ]{0,3}(?:分钟|会儿)"
    # 米送到了 油没送, 药拿到了 少了一盒.
    r"|(?:[药菜米油面蛋奶饭货证钱]|东西|的)(?:都|也)*没(?:有\W*$|[送买给拿领到带收])|少了?[一两半几\d]|[送买拿发]错"
)
_OPENED = re.compile(r"开了|抬(?:起来)?了")
_WILL_NOT_SHUT = re.compile(r"关不|合不[上拢]|[敞开]着|[落放]不下|不(?:自动)?(?:关|落)|没关|大开")
# Of neighbours: 修好了我请客, 上次修好了, 隔壁小区的修好了.
_NOT_NOW_OR_HERE = re.compile(
    r"(?:告诉|通知)(?:我|大家|一声)|[说讲喊叫]一声|请客|红包|[去前]年|上(?:次|回|个?月|周|个?星期)|昨[天晚]|前天|以前|[几两三]次了"
    r"|(?:隔壁|旁边|别的|其[他它]|人家|对面)(?:的)?(?:小区|楼|[那这]?边|单元|那家)"
)
_BUT = re.compile(r"但|不过|可是|只是|就是(?!好)")
_NAME = r"(?:(?![没不又还也再都未吗么])[一-龥]){0,5}"
_BEFORE = rf"(?:(?:嗯|哦|噢|哈+|哎呀?|太好了|谢天谢地|不好意思|小格|算了|原来){_GAP})*+"
_THANKED = rf"(?:谢谢|多谢|感谢|谢了|辛苦了?){_NAME}"
_THANKS = (
    rf"(?:{_THANKED}|算了|不用(?:来|管|修|看|麻烦)?了|不好意思"
    r"|(?:[一-龥]{2,3}|师傅|物业)?(?:效率|速度|动作)(?:真|很|就是)?(?:高|快|利索)|(?:真|太|好)(?:快|及时|给力|棒)[了啊呀]?|点赞|给力"
    r"|要得|得劲|中|好[嘞咧嘢]|真好|舒服了?|爽|晚安|厉害)"
)


# 2号楼好了, 我们楼的电梯好了: where it is over, which the talk has told already.
_HERE = (
    r"(?:(?:(?:[我咱俺]们?)?[这那]?(?:[\dA-Za-z]{1,3}|[一二三四五六七八九十]{1,3})?(?:号楼|号?[楼栋幢座])(?:[\d一二三四五六]单元)?"
    r"|[我咱俺]们?(?:家|这边))的?"
    rf"(?:电梯|水|电|灯|暖气)?{_GAP})?+"
)


def _over(ends: str) -> re.Pattern[str]:
    return re.compile(
        rf"{_BEFORE}(?:{_THANKED}[了啦啊呀]?{_GAP})?{_HERE}(?:{_SURELY}{ends}{_GAP}){{1,3}}(?:{_THANKS}[了啦啊呀哦]?{_GAP})*+"
    )


_ANY = _over(_OF_ANY)
_MATTERS = {matter: _over(ends) for matter, ends in _OF_MATTER.items()}
_BOTH = {matter: _over(f"(?:{ends}|{_OF_ANY})") for matter, ends in _OF_MATTER.items()}


def is_over_of(words: str, matter: str) -> bool:
    """Whether words say of this matter, and of few others, that it is over: 通了 of a drain, 找到了 of a theft."""
    return matter in _MATTERS and bool(_MATTERS[matter].fullmatch(_plain(words)))


def is_over(words: str, matter: str) -> bool:
    """Whether words say nothing but that what they are told of is over; 好了没, 好像好了 and 好了又停了 do not."""
    return bool(_BOTH.get(matter, _ANY).fullmatch(_plain(words)))


def is_over_beside(words: str, matter: str) -> bool:
    """Whether words say beside others that it is over: 动了动了 要得, and that nothing is left of it."""
    return not leaves_some(words) and any(is_over(part, matter) for part in parts_of(_plain(words)))


def stands_open(words: str, told: str) -> bool:
    """Whether it opened is the very trouble that was told: 门开了 of a gate that will not shut."""
    return bool(_OPENED.search(words)) and bool(_WILL_NOT_SHUT.search(told))


def leaves_some(words: str) -> bool:
    """Whether words tell of what is left, or only hope: 应该好了, 桶清了 味还在."""
    return bool(_LEFT.search(_plain(words)))


def is_of_elsewhere(words: str) -> bool:
    """Whether words tell of another time or place, or of what is to come then: 上次修好了, 修好了我请客."""
    return bool(_NOT_NOW_OR_HERE.search(words))


def names_nothing(words: str) -> bool:
    """Whether these are words for the end of anything: 好了 may as well answer a neighbour."""
    return bool(_ANY.fullmatch(_plain(words)))


def tells_of_fear(words: str) -> bool:
    """Whether somebody lets it be for fear: 别管了 我怕惹麻烦."""
    return bool(_FEAR.search(words))


def tells_but(words: str) -> bool:
    """Whether something is left: 好是好了 就是有点响."""
    return bool(_BUT.search(words))


def comes_at_somebody(words: str) -> bool:
    """Whether somebody comes out or breaks in: told of violence 他追出来了 is no end, as 人出来了 is of a lift."""
    return bool(_COMES.search(words))


def without_comers(words: str) -> str:
    """The words without 回来了 of people: 儿子回来了 3个 is no news of a supply."""
    return _COMES_HOME.sub("", words)


def waits_for_answer(words: str) -> bool:
    """Whether a message asks something that the next one may answer."""
    return bool(_ASKED.search(words))


def ends_asking(words: str, *besides: str) -> bool:
    """Whether words end as a question, or in one of these."""
    return words.rstrip("?？。.!！ ").endswith(("吗", "嘛", "么", *besides))


def parts_of(words: str) -> list[str]:
    """The parts of a message, each said by itself: 垃圾清了 下水道还没弄."""
    return [part for part in _PARTS.split(words) if part]


def _plain(words: str) -> str:
    return re.sub(r"了?[啦咯喽]", "了", words.strip())


# 又念起来了, 水槽又吐了 of what was told in those words; 又来了 and 又是 may be of anything.
_AGAIN_SO = re.compile(r"又(?:开始|自己|给|在|往\w|一直|老|都)*([一-龥])")
_OF_ANYTHING = frozenset("来去说是在看要到上不没了给有想让把被一个人们这那下出开得过回会能跟和和讲打吃买走问")


def is_back_as_told(words: str, told: str) -> bool:
    """Whether words say that it does again what was told of it: 又念起来了 of a telephone that reads aloud."""
    plain = re.sub(r"[。.\s]", "", words)
    return any(sign not in _OF_ANYTHING and sign in told for sign in _AGAIN_SO.findall(plain))
