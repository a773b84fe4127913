"""What must not stand in a residents' group: rooms, telephones, identity numbers."""

import re
from collections.abc import Iterable

from rules.places import addresses
from rules.telephones import MASKED, without_telephones

IDENTITY = re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)|(?<!\d)\d{15}(?!\d)")
# 18 signs with a birthday in them; numbers of parcels and orders seldom have one.
_PERSONAL = re.compile(
    r"(?<![0-9A-Za-z])[1-8][0-9]{5}(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx](?![0-9A-Za-z])"
)
MOBILE = re.compile(r"(?<!\d)(?:\+?86[-\s]?)?1[3-9]\d[-\s]?\d{4}[-\s]?\d{4}(?!\d)")
LANDLINE = re.compile(r"(?<!\d)0\d{2,3}[-\s]\d{7,8}(?!\d)")
HOME = re.compile(
    r"(?<![\dA-Za-z])(?P<building>\d{1,3}|[A-Za-z])(?:号楼|栋|幢|座|#)?[-—_](?P<unit>\d{1,2})(?:单元)?[-—_](?P<room>\d{3,4})(?!\d)"
)
PAIR = re.compile(r"(?<![\d.:A-Za-z])(?P<building>\d{1,2}|[A-Za-z])[-—_](?P<room>\d{3,4})(?![\d.:元度])")
# A room ends in 01 to 39; 300户 and 200多户 are counts that people may read.
DOOR = r"\d{1,2}(?:0[1-9]|[1-3]\d)"
CHINESE = "[一二三四五六七八九零〇两]{3,4}"
AFTER_HOUSE = re.compile(
    rf"(?P<house>(?:号楼|栋|幢|座|单元|门|梯)\s*)(?:{DOOR}|{CHINESE}(?=室|号房|户))(?:室|号房|房(?![东客主])|户)?(?![\d:.元度年多人个米块盏])"
)
ROOM = re.compile(
    rf"(?<![\d.:])\d{{3,4}}(?:室|号房|房(?!租|产|价|款|东|客|主))|(?<![\d.:]){DOOR}(?:户(?!数)|(?=家|住户|门口|屋|的?(?:房[东客主]|租[客户]|业主)))|{CHINESE}(?:室|号房)"
    rf"|(?<=家){DOOR}(?![\d:.元度年多人个米块盏])"
)
ADDRESS = re.compile(r"号楼|单元|[号楼栋幢座室层门户梯]|业主|租客|房东|住户|家人")
PART = re.compile(r"\d{3,4}|[^\W\d_]{2,}")
NUMBER = re.compile(r"(?<!\d)\d{6,}(?!\d)")
PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
PLATE = re.compile(rf"[{PROVINCES}][A-Z][·•\s]?[A-Z\d]{{5,6}}(?![A-Z\d])")
LINK = re.compile(r"https?://[!-~]+|(?<![A-Za-z0-9])@[A-Za-z0-9_]{3,}")
ACCOUNT = re.compile(r"(?<=微信)[号:： ]*[A-Za-z][\w-]{4,}|(?<=QQ)[号:： ]*\d{5,}|[\w.+-]+@[\w-]+\.[\w.]+", re.ASCII)
SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范石廖贾夏韦付"
    "方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤乔傅常康文易萧赖金阎"
)
TITLED = re.compile(
    rf"[{SURNAMES}][\u4e00-\u9fff]{{0,2}}?(?:阿姨|叔叔|大爷|大妈|大叔|大姐|大哥|奶奶|爷爷|先生|女士|小姐|师傅|老师|医生|叔|姨|婶|伯|姐|哥)"
)
# A name as it begins: 方便, 方案, 金额, 白天 and 高龄 begin with no surname.
_NO_NAME = (
    r"(?![向常康文]|方案|[金余全]额|任意(?![\u4e00-\u9fff])|严重|马桶|石膏|毛坯|毛病|雷雨|白[墙灰]|黄[水泥]|梁[裂漏])"
)
_NAME = rf"{_NO_NAME}[{SURNAMES}](?![便天日末一二三四五六兴层色龄面何于家楼处里外上下中边])"
_BEFORE_NAME = r"(?:(?<![\u4e00-\u9fff])|(?<=[给帮和跟与为请找是被由了元室家户主民替到把送陪]))"
# Who is named by their work is no resident: 保洁张阿姨, 物业经理李女士, 维修的王先生.
_WORKERS = "师 师傅 经理 保洁 洁员 维修 修员 修的 物业 管员 格员 保安 电工 社工 医生 护士 志愿者 书记 主任 站长 队长 任"
_NO_WORKER = "".join(f"(?<!{word})" for word in _WORKERS.split())
MASK, SOMEBODY = "***", "住户"
# Residents as staff write of them: 张桂芳老人, 王秀英家的灯, 业主李建国谈好了.
RESIDENT = re.compile(
    rf"(?:业主|住户|居民|租户|{_NO_WORKER}){_NAME}[\u4e00-\u9fff]{{0,2}}?"
    r"(?:老人|阿姨|阿婆|阿公|叔叔|大爷|大妈|大娘|大叔|大姐|大哥|奶奶|爷爷|婆婆|先生|女士|小姐)"
    rf"|{_BEFORE_NAME}{_NAME}[\u4e00-\u9fff]{{1,2}}(?=家(?:的|里|门|{SOMEBODY}|\d))"
    rf"|(?:业主|住户|居民|租户){_NAME}[\u4e00-\u9fff]{{1,2}}(?=谈|说|沟通|联系|同意|确认|[,，。；;、 ]|$)"
)
# 住户王秀英家漏水, 李建国家没电, 联系李建国 13812345678: nothing is taken out there, but who writes it is asked.
# 王桂兰 3-2-501 of a list; who serves, 网格员 高晓燕, may be told.
_LISTED = re.compile(
    rf"(?<![\u4e00-\u9fff]){_NAME}[\u4e00-\u9fff]{{1,2}}(?![\u4e00-\u9fff])"
    rf"|(?<![\u4e00-\u9fff]){_NAME}[\u4e00-\u9fff]{{0,2}}(?:阿姨|叔叔|大爷|大妈|大叔|大姐|大哥|奶奶|爷爷|先生|女士|老人)"
)
_SERVES = re.compile(
    r"书记|主任|网格|经理|物业|社区|街道|队长|站长|组长|楼长|栋长|师傅|医生|警|老师|电工|水工|管工|保洁|保安|维修|客服|志愿者|值班|家政|中介|店"
)
# What members wear as a title in their group names nobody: 已联系物业 says the same whoever is 物业 there.
_TITLE = re.compile(rf"(?:{_SERVES.pattern}|群主|管理员?|住户|居民)[员长]?")
_LIST_OF, _PARTS = 3, re.compile(r"[,，、;；\n]")
# 301漏，401漏 tells of flats, whoever lives there; 漏登 of who was left out.
_OF_FLATS = re.compile(
    r"漏(?![登报打填签检接种])|渗水|滴水|返水|积水|堵|停[水电气]|[没断][水电气暖]|不热|不亮|发霉|裂|脱落|跳闸|[墙顶面]湿"
)
_OFFICES = "书记|主任|经理|队长|站长|师傅|医生|警官|老师"
BESIDES = re.compile(
    rf"(?:业主|住户|居民|租户){_NAME}[\u4e00-\u9fff]{{1,2}}(?=家)"
    rf"|{_BEFORE_NAME}{_NAME}[\u4e00-\u9fff]{{1,2}}(?=家(?:漏|渗|没|停|有|着|堵|水|电|暖|老人|孩子))"
    rf"|(?:(?<![\u4e00-\u9fff])|(?<=[给找是系人])){_NAME}(?![\u4e00-\u9fff]?(?:{_OFFICES}))[\u4e00-\u9fff]{{1,2}}(?=(?:电话|手机)?[:：,，\s]*{MOBILE.pattern})"
)
# What stands before 门口 is taken as it is written, whatever that is: a card says only what ends like a place.
_BESIDE = re.compile(
    r"(?P<what>[一-龥]{2,5}?)(?P<side>大门口|门口|旁边|边上|对面|后面|后边|前面|前边|后头|后身|底下|下面|旁)"
)
_BEFORE_PLACE = re.compile("[在到从往说是别把坐走看送跟给让被]")
_A_PLACE = re.compile(
    "[行店馆园校院站厂铺所局楼场亭房箱柜桥路树池塔牌井坡部府堂庙坊桶摊棚台阶杆器司区市元门口库道厅街巷村社委江河湖渠沟墙栏梯诊业车根盖期码头"
    "桩厕点泉山带坑材室学吧廊位柱石洞堤岸闸灯城苑广亩田地海港湾栋幢座层组排间顶会坛坪卫]$|池子$"
)
_RUDE = re.compile(
    "[傻煞沙][逼比笔叉]|王八|狗[日屁娘]|[操艹肏]你|妈的|他妈|贱|婊|妓|嫖|偷人|畜生|混蛋|去死|该死|骗子|小偷|老赖"
)
REPEATED = re.compile(f"(?:{SOMEBODY})+")
# 301房东 is 房东.
_WHOSE = re.compile(f"{SOMEBODY}的?(?=房[东客主]|租[客户]|业主)")


def mask_identity(text: str) -> str:
    """Identity numbers are never kept, wherever they were written."""
    return IDENTITY.sub(MASK, text)


def tells_identity(text: str) -> bool:
    """Whether somebody's identity number stands in it, beyond doubt."""
    return _PERSONAL.search(text) is not None


def lists_people(text: str) -> bool:
    """Whether it is a list of residents, each with a door or a telephone: 3-2-501 王桂兰, and so on."""
    in_lines, in_parts = text.splitlines(), _PARTS.split(text)
    return _list_people(in_lines) or _list_people(in_parts)


def _list_people(parts: list[str]) -> bool:
    return len(parts) >= _LIST_OF <= sum(map(_lists, parts))


def _lists(part: str) -> bool:
    if not _LISTED.search(part) or _SERVES.search(part):
        return False
    if MOBILE.search(part) or MASKED.search(part):
        return True
    return not _OF_FLATS.search(part) and any(each.room for each in addresses(part))


def redact(text: str, hidden: Iterable[str] = ()) -> str:
    """The text without rooms, telephones and identity numbers, nor what is in `hidden`: rooms and display names.

    Emergency and service numbers (110, 12345) stay: they have no more than five digits and no room's surroundings.
    """
    if not text:
        return ""
    text = IDENTITY.sub(MASK, text)
    text = without_telephones(text, MASK)
    text = HOME.sub(
        lambda m: f"{m['building']}号楼{m['unit']}单元" if m["building"].isdigit() else f"{m['building']}座", text
    )
    text = PAIR.sub(lambda m: f"{m['building']}号楼" if m["building"].isdigit() else f"{m['building']}座", text)
    text = AFTER_HOUSE.sub(lambda m: m["house"].rstrip(), text)
    text = ROOM.sub(SOMEBODY, text)
    for word in sorted((part for part in _parts(hidden) if part in text), key=len, reverse=True):
        number = rf"(?<![\d.:]){word}(?![\d.:元度])"
        text = re.sub(number if word.isdigit() else re.escape(word), SOMEBODY, text)
    return _WHOSE.sub("", REPEATED.sub(SOMEBODY, text))


def for_neighbours(text: str, hidden: Iterable[str] = ()) -> str:
    """What staff wrote as a residents' group may read it: redacted, and without the residents it names."""
    if not text:
        return ""
    text = RESIDENT.sub(SOMEBODY, redact(text, hidden))
    return REPEATED.sub(SOMEBODY, text)


_PARKING_PLACE = re.compile(r"[-－ ]?(?<![A-Za-z])\d{1,4}号?(?=(?:停?车位))")


def spot_for_neighbours(spot: str) -> str:
    """A spot as a residents' group may read it: "" where more than a place is told, 老梁家门口 or worse.

    Whose B2-117车位 is, is known like whose a door is.
    """
    spot = _PARKING_PLACE.sub("", spot)
    beside = _BESIDE.fullmatch(spot)
    told = _BEFORE_PLACE.split(beside["what"])[-1] if beside else ""
    if beside is None or (_A_PLACE.search(told) and not _RUDE.search(spot)):
        return f"{told}{beside['side']}" if beside else spot
    return ""


def named(text: str) -> tuple[str, ...]:
    """The residents and the mobile numbers that stand in the text, in order, each once."""
    signs = (RESIDENT, MOBILE, BESIDES)
    found = sorted((match.start(), match.group()) for sign in signs for match in sign.finditer(text))
    return tuple(dict.fromkeys(words for _, words in found))


def for_outsiders(text: str, hidden: Iterable[str] = ()) -> str:
    """What may leave this machine: redacted, and without titled names, long numbers, plates, links and accounts."""
    text = ACCOUNT.sub(MASK, LINK.sub(MASK, redact(text, hidden)))
    text = TITLED.sub(SOMEBODY, PLATE.sub(MASK, NUMBER.sub(MASK, text)))
    return REPEATED.sub(SOMEBODY, text)


def _parts(hidden: Iterable[str]) -> set[str]:
    """The rooms and the names in what must not be said: 3-2-501 王阿姨 is 501 and 王阿姨."""
    words = [ADDRESS.sub(" ", each) for each in hidden]
    parts = {part for each in words for part in PART.findall(each)} - {SOMEBODY}
    return {part for part in parts if not _TITLE.fullmatch(part)}


_TELEPHONE = re.compile(f"({MOBILE.pattern}|{LANDLINE.pattern})")


def redact_but_telephones(text: str) -> str:
    """The text without rooms and identity numbers; the telephones to be called stay."""
    parts = _TELEPHONE.split(mask_identity(text))
    return "".join(part if _TELEPHONE.fullmatch(part or "") else redact(part or "") for part in parts)
