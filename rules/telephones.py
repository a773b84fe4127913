"""Telephones in what residents write: whose they are, and how they are written where many read them."""

import re
from collections.abc import Iterator

# 20261120 is a day.
_DAY = r"(?!20[12]\d(?:0[1-9]|1[0-2])[0-3]\d)"
_NUMBER = re.compile(
    r"(?<![\d+])(?:\+?86[-\s]?)?(?P<mobile>1[3-9]\d)[-\s]?\d{4}[-\s]?(?P<tail>\d{4})(?!\d)"
    r"|(?<!\d)[(（]?(?P<area>0(?:10|2\d|[3-9]\d\d))(?:[)）\-－—\s]\s?)?\d{3,4}[-\s]?(?P<last>\d{4})(?!\d)"
    r"|(?<!\d)\+(?P<country>[1-9]\d{0,2})(?:[-\s]?\d){4,8}[-\s]?(?P<end>\d{4})(?!\d)"
    rf"|(?:(?<=电话)|(?<=座机)|(?<=固话)|(?<=号码)|(?<=电话号))(?P<called>[是为:：\s]*){_DAY}\d{{3,4}}[-\s]?(?P<rest>\d{{4}})(?!\d)"
)
_MAYBE = re.compile(r"\d{4}")
# 让物业电话联系我 and 请维修师傅打138… ask somebody to ring; 物业电话 is theirs.
_ASKED = "(?<![给跟和与向对找问让叫请烦托帮把诉])"
_OWN = re.compile(r"(?:我是|请|[让叫]|麻烦|告诉|通知|联系我|[打给找]我|我的?(?:手机|电话|号))[^,，。;；!！?？]*$")
_OFFICE = (
    r"(?:物业|管家|客服|前台|门卫|门岗|保安|监控|值班|服务|办事处|派出所|居委会?|社区|街道|网格员?|供电|供水|供热|水务|自来水|燃气|热力|电力"
    r"|电梯|维保|(?<!家)(?:维修|抢修|报修)|公司|快递|驿站|超市|商店|饭店|药店|门店|菜店|水站|医院|诊所|学校|幼儿园|中介|开锁|疏通|搬家|送水"
    r"|师傅|经理|主任|书记|站长|所长|队长|老板)"
)
_CALLED = (
    r"(?:办公室|公司|中心|[部处站室的]|24小时|服务|值班|投诉|咨询|预约)*+(?:联系)?(?:座机|手机|电话|号码|热线)号?码?"
)
_OF_BUSINESS = re.compile(rf"(?:{_ASKED}{_OFFICE}{_CALLED}|热线|客服|师傅|经理)[是为:：\s]*$")
_IS_BUSINESS = re.compile(rf"[\s,，]*这?个?是?[(（]?{_OFFICE}(?:的|公司|中心)*(?:(?:座机|手机|电话|号码|热线)|[)）])")
_BEFORE = 24
# How a telephone stands that was masked: 138****5678.
MASKED = re.compile(r"(?<![\d*])(?:1[3-9]\d|0\d{2,3}-|\+\d{1,3})?\*{4}\d{4}(?!\d)")
_ALONE = re.compile(
    r"[\s,，]*+(?:(?:有事|可以|请|就|直接|师傅|你们|来了|到了|来之前|上门前?|麻烦|需要的话|快)[\s,，]*+)*+(?:打|拨|联系|找)?(?:我|这个|下)*+的?"
    rf"(?:手机|电话|联系|号码?)*+[是为:：\s]*+{MASKED.pattern}(?:[\s,，]*+(?:找我|联系|打这个|就行|即可|都行|谢谢))*+[\s。.!！~]*+"
)


def telephones(text: str) -> tuple[str, ...]:
    """The numbers of people that stand in the text, each once; not those of offices, shops and hotlines."""
    return tuple(dict.fromkeys(_bare(found) for found in _own(text)))


def mask_telephones(text: str) -> str:
    """The text with the middle of those numbers blotted out: 138****5678, 0571-****1234."""
    if not _MAYBE.search(text):
        return text
    said, end = list[str](), 0
    for found in _own(text):
        said += (text[end : found.start()], _masked(found))
        end = found.end()
    return "".join((*said, text[end:])) if said else text


def without_telephones(text: str, mask: str) -> str:
    """The text with `mask` for every number, whosever it is, and for what is left of those that were masked."""
    bare = _NUMBER.sub(lambda found: (found["called"] or "") + mask, text) if _MAYBE.search(text) else text
    return MASKED.sub(mask, bare)


def _own(text: str) -> Iterator[re.Match[str]]:
    for found in _NUMBER.finditer(text) if _MAYBE.search(text) else ():
        start = found.start() + len(found["called"] or "")
        before = text[max(0, start - _BEFORE) : start]
        of_business = _OF_BUSINESS.search(before) or _IS_BUSINESS.match(text, found.end())
        if _OWN.search(before) or not of_business:
            yield found


def _bare(found: re.Match[str]) -> str:
    return found.group().removeprefix(found["called"] or "").strip()


def _masked(found: re.Match[str]) -> str:
    if found["mobile"]:
        return f"{found['mobile']}****{found['tail']}"
    if found["area"]:
        return f"{found['area']}-****{found['last']}"
    if found["country"]:
        return f"+{found['country']}****{found['end']}"
    return f"{found['called']}****{found['rest']}"


def is_telephone(words: str) -> bool:
    """Whether words only tell a masked number to ring: 电话138****5678, 有事打我138****5678."""
    return bool(_ALONE.fullmatch(words))
