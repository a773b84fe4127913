"""What residents ask and say of a supply that is off: until when, whether they are meant too, that it is not back."""

import re
from dataclasses import dataclass
from functools import lru_cache

from rules.supplies import SUPPLIES, is_supply
from rules.wording import narrow

# A message is asked of several times while it is heard.
_KEPT = 64
# 停到几点, 1号楼停不停, 又停水: asked of what was told beforehand, and nothing else is said.
_SUPPLY = r"(?:自来水|水|电|暖气?|燃气|煤气|天然气|气)"
_WHEN = r"(?:几点钟?|什么时[候间]|啥时[候间]?|几时|哪天|几号|星期几|周几|多会儿?|多久|多长时间|几天|几个小时)"
_WHERE = (
    r"(?:(?:我们?|咱们?|俺们?)?\d{1,3}(?:号楼|栋楼?|幢|座|号)(?:\d单元)?"
    r"|(?:我们?|咱们?|俺们?)(?:[这那])?(?:小区|楼|栋|家|边|单元)?|小区)?"
)
_DAY_TOLD = (
    r"(?:今[天儿早晚日]|明[天儿早晚日]|后天|早上|上午|中午|下午|晚上|那天"
    r"|(?:星期|周|礼拜)[一二三四五六日天]|(?:\d{1,2}月)?\d{1,2}[号日])"
)
_WHOLE_DAY = rf"{_DAY_TOLD}{{0,2}}"
_ASKING = (
    r"(?:(?:请问|请教|麻烦|劳驾|再?想?问(?:一)?[下问声]"
    r"|(?:有?谁|有人|大家)?知道|不知道?|那(?!天)|小格|哎|诶|喂|到底|究竟)[,. ]*+)*+"
)
_PARTICLES = r"(?:来着|[啊呀呢吗嘛吧的哦哟呗哈嘞咧诶噻,.!? ])*+"
_TRUE = r"(?:是真的(?:吗|么|假的)?|真的假的|是不是真的|是真是假)"
_ASKS_PLAN = re.compile(
    rf"{_ASKING}"
    rf"(?:{_WHERE}{_WHOLE_DAY}(?:停?{_SUPPLY})?[要会是得]?停{_SUPPLY}?(?:[要得]?停)?[到要得是]?{_WHEN}(?:才?结束|为止|开始)?"
    rf"|{_WHERE}{_WHOLE_DAY}是?{_WHEN}(?:要|会|开始)?停{_SUPPLY}?"
    rf"|{_WHERE}{_WHOLE_DAY}[也都还]?(?:(?:要|会)?停{_SUPPLY}?(?:不停|吗|么|不)|(?:会不会|要不要)停)(?:{_SUPPLY})?"
    rf"|{_WHERE}{_WHOLE_DAY}停不停{_SUPPLY}"
    rf"|{_WHERE}{_WHOLE_DAY}是不是{_WHERE}{_WHOLE_DAY}(?:(?:真的?|又|还|也)?(?:要|会)停{_SUPPLY}了?|(?:真的?|又|还|也)?停{_SUPPLY})"
    rf"|{_WHERE}{_WHOLE_DAY}(?:是|真的?|还)?(?:要|会)停{_SUPPLY}了?(?:吗|么|吧|不|是吧|对吧|对不对|是不是|是吗)"
    rf"|{_WHERE}{_DAY_TOLD}{{1,2}}(?:是|真|还|不)?停{_SUPPLY}(?:吗|么|吧|不|是吧|对吧|对不对|是不是|是吗|[?])"
    rf"|{_WHERE}{_WHOLE_DAY}[也都]?不停{_SUPPLY}?(?:吗|么|吧)"
    rf"|是{_DAY_TOLD}停{_SUPPLY}(?:吗|么|吧)"
    rf"|(?:听说)?{_WHERE}{_WHOLE_DAY}(?:要|会)?停{_SUPPLY}{_TRUE}|听说{_WHERE}{_WHOLE_DAY}(?:又|还)?(?:要|会)停{_SUPPLY}了?"
    rf"|停{_SUPPLY}的?(?:通知|公告|告示)(?:贴|发|出|下)?(?:出?来)?了?(?:没有?|吗|么)"
    rf"|是?{_DAY_TOLD}停{_SUPPLY}还是{_DAY_TOLD}(?:停{_SUPPLY}?)?"
    rf"|(?:怎么|咋|为什么|为啥)?又要?停{_SUPPLY}|(?:为什么|为啥)要?停{_SUPPLY})"
    rf"{_PARTICLES}"
)
# 几点来水啊: asked while it lasts. 我家也停了 names no supply, and is of the one that is known to be off.
_BACK = r"(?:来|恢复|有|送|供|通)"
_ASKS_BACK = re.compile(
    rf"{_ASKING}{_WHERE}{_WHOLE_DAY}"
    rf"(?:[要得]?(?:等到?|到)?{_WHEN}(?:钟)?(?:能|会|才|可以|要)*+{_BACK}++{_SUPPLY}"
    rf"|{_SUPPLY}[要得]?(?:等到?|到)?{_WHEN}(?:能|会|才|可以|要)*+{_BACK}++"
    rf"|(?:离)?{_BACK}{_SUPPLY}(?:还)?[要得]?(?:等到?|到)?{_WHEN}|还[要得]{_WHEN}才?(?:能)?{_BACK}{_SUPPLY})"
    rf"(?:了)?{_PARTICLES}"
)
_ASKS_IF_BACK = re.compile(
    rf"{_ASKING}{_WHERE}{_WHOLE_DAY}(?:家里?|大家|你们|你们那边?|都)?"
    rf"(?:(?:来|有|通){_SUPPLY}了|{_SUPPLY}(?:来|有|通)了)(?:没有?|吗|么|没得){_PARTICLES}"
)
# 能不能洗澡啊, 今晚能做饭吗: whether what it is wanted for can be done.
_WASHES = r"洗澡|洗头|洗衣服?|洗碗|洗菜|冲凉|冲厕所|用水|接水|喝水"
_COOKS = r"做饭|煮饭|烧饭|炒菜|烧水|开火|用气"
_CAN = r"(?:能不能|可不可以|能否|能|可以)"
_USABLE = re.compile(
    r"(?:请问|大家|你们|各位|那|我们?|咱们?|家里|楼里|现在|今天|今晚|晚上|中午|等下|待会儿?|到时候?|还|,)*"
    rf"(?:{_CAN}(?:正常|先|再)*(?:(?P<washes>{_WASHES})|(?P<cooks>{_COOKS}))(?:了)?(?P<asks>吗|么|不|嘛|没)?{_PARTICLES})"
)
# 娃等着冲奶粉: what it is wanted for, and no trouble besides.
_WANTED_FOR = re.compile(
    r"[一-龥]{0,5}(?:等着?|急着?|赶着|好|还)要?(?:去|用|给[一-龥]{1,3})?(?:做饭|煮饭|烧饭|炒菜|冲奶粉?|洗澡|洗头|洗衣服?|洗菜|烧水|喝水|吃药|吃饭|上厕所|用水|用电|用气|上班)"
    rf"{_PARTICLES}"
)
_SENTENCES = re.compile(r"[,.!?; \n]+|(?<=[啊呀呢嘛])(?=[一-龥])")
_OFF_TOO = re.compile(
    r"(?:(?:我|俺|咱)们?(?:家里?|这(?:边|里|栋楼?|个?单元)?|楼|栋|单元)?"
    r"|(?:(?:我|俺|咱)们?)?(?:这)?\d{1,3}(?:号楼|栋楼?|幢|座|#|号)(?:\d{1,2}单元)?(?:这边|那边)?|\d{1,2}单元)"
    r"也(?:是|一样|停了?|断了?|没有?了?)[啊呀了的哦,.!~ ]*+"
)
# 6栋停不停嘛, 2号楼停吗: somebody asks, and has no trouble.
_ASKS_WHETHER = re.compile(
    rf"{_WHERE}{_WHOLE_DAY}[也都]?(?:(?:要|会)?停{_SUPPLY}?(?:不停{_SUPPLY}?|吗|么)|(?:会不会|要不要)停{_SUPPLY}?)"
    r"[啊呀呢嘛的哦,.!? ]*+"
)
# 怎么还没来水, 水到现在还没通; 电话, 电梯 and 水费 are no supply.
_NO_SUPPLY = "[费表话梯泵管桶池井站线车动瓶视信卡路工味氛灯闸压]"
_NOT = r"(?<!有)(?:没有?|冇|未|不)"
_STILL_LACKS = re.compile(
    rf"(?:还|仍然?|依然|怎么|咋|到现在)[^,.!? ]{{0,4}}{_NOT}(?:来|通|恢复|送|给|供)?{_SUPPLY}(?!{_NO_SUPPLY})"
    rf"|{_SUPPLY}(?!{_NO_SUPPLY})(?:到现在|现在)?(?:还|仍|怎么|咋)[^,.!? ]{{0,3}}{_NOT}(?:来|通|恢复|送)"
)
_ELSEWHERE = re.compile(
    r"老家|乡下|公司|单位|学校|厂里|店里|娘家|(?:我|你|他|她)[爸妈哥姐弟妹]家?那|(?:隔壁|别的|其他)小区|人家"
)
_WHY = re.compile(r"怎么|咋|为什么|为啥|到现在|什么情况|啥情况")
_ASKS = re.compile(r"^(?!.*(?:怎么|咋|不是说)).*[吗么][? ]*$")
_BUILDING = re.compile(r"\d{1,3}(?=号|栋|幢|座)")


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of something planned: its matter ("" for whatever is), and of which building ("" for one's own)."""

    matter: str
    building: str


def asks_of_plan(text: str) -> Question | None:
    """停到几点, 1号楼停不停, 又停水; None where more is said, or that it is so: 停水了."""
    words = _plain(text)
    if not _ASKS_PLAN.fullmatch(words):
        return None
    building = _BUILDING.search(words)
    return Question(_supply_in(words), building.group() if building else "")


@lru_cache(_KEPT)
def asks_back(text: str) -> str | None:
    """The supply of which 几点来水啊 asks when it is back; None where anything else is said."""
    words = _plain(text)
    return _supply_in(words) if _ASKS_BACK.fullmatch(words) else None


def asks_if_back(text: str) -> str | None:
    """The supply of which 有水了没 asks whether it is there again; None where anything else is said."""
    words = _plain(text)
    return _supply_in(words) if _ASKS_IF_BACK.fullmatch(words) else None


def asks_if_usable(text: str) -> frozenset[str]:
    """The supplies of which 能不能洗澡啊 asks whether they are there; none where anything else is said."""
    words = _plain(text)
    found = _USABLE.fullmatch(words)
    if found is None or not (found["asks"] or "不" in words or "否" in words or words.endswith("?")):
        return frozenset()
    water = SUPPLIES["水"]
    return frozenset({water} if found["washes"] else {water, SUPPLIES["气"], SUPPLIES["电"]})


def wants_it_for(text: str) -> bool:
    """Whether it is only told what a supply is wanted for: 娃等着冲奶粉."""
    return bool(_WANTED_FOR.fullmatch(_plain(text)))


@lru_cache(_KEPT)
def without_question(text: str) -> tuple[str, str]:
    """Of 啥时候来气啊 饭都做不成 the question, and what is said beside it; no question where no part asks for one."""
    words = _plain(text)
    if _asks(words):
        return words, ""
    parts = [part for part in _SENTENCES.split(words) if part]
    asked = next((part for part in parts if _asks(part)), "")
    return asked, " ".join(part for part in parts if part != asked) if asked else ""


def _asks(words: str) -> bool:
    return bool(_ASKS_PLAN.fullmatch(words) or _ASKS_BACK.fullmatch(words))


def _supply_in(words: str) -> str:
    return next((matter for sign, matter in SUPPLIES.items() if sign in words), "")


@lru_cache(_KEPT)
def _plain(text: str) -> str:
    return narrow(text).replace("。", ".").replace("、", ",").strip()


def is_off_too(text: str) -> bool:
    """我家也停了: the same as was just told, whatever that is; 我家也停电了 and 我家也停了两天了 tell more."""
    return bool(_OFF_TOO.fullmatch(_plain(text)))


def names_house_off(text: str) -> bool:
    """2号楼也停了, 我们1栋也没了: of a whole house, where 我家也是 may be of anything that was told last."""
    words = _plain(text)
    return bool(_BUILDING.search(words)) and words.rstrip("啊呀了的哦,.!~ ").endswith(("停", "断", "没", "没有"))


def asks_if_meant(text: str) -> bool:
    """6栋停不停嘛: somebody asks whether they are meant too; 又停水 and 停到几点 may be said by who has the trouble."""
    return bool(_ASKS_WHETHER.fullmatch(_plain(text)))


def still_lacks(text: str) -> frozenset[str]:
    """The supplies that words say are still not back: 怎么还没来水; none for 还没停水, 有没有水 and 来水了吗."""
    words = _plain(text)
    if _ASKS.search(words):
        return frozenset()
    told = "".join(found.group() for found in _STILL_LACKS.finditer(words))
    return frozenset(matter for sign, matter in SUPPLIES.items() if sign in told)


@lru_cache(_KEPT)
def supplies_missed(text: str) -> frozenset[str]:
    """The supplies that are still not back, or of which it is asked when they are: 还没来水, 啥时候来电."""
    back = asks_back(without_question(text)[0])
    return still_lacks(text) | ({back} if back else frozenset())


def is_not_ours(text: str) -> bool:
    """Whether it is told of another place than here, or only guessed: 我老家还没来电, 公司还没来网, 还没来水吧."""
    return bool(_ELSEWHERE.search(text)) or _plain(text).rstrip(".!?~ ").endswith("吧")


def wonders_why(text: str) -> bool:
    """Whether it is no question whether it is back: 怎么还没来水, 到现在没来水; 还没来水？ may be one."""
    return bool(_WHY.search(_plain(text))) or not _plain(text).endswith("?")


def lacks_another(text: str, matter: str) -> bool:
    """Whether 还没来水 or 啥时候来电 is said, and this matter is that of another supply."""
    missed = supplies_missed(text)
    return bool(missed) and is_supply(matter) and matter not in missed
