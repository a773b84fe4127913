"""Reads whether a supervision reply in free words tells received when, talked to whom, what was done, by when."""

import re
from typing import Literal, get_args

from rules.redaction import SURNAMES
from rules.wording import narrow

Element = Literal["received", "talked", "done", "by_when"]
ELEMENTS: tuple[Element, ...] = get_args(Element)

_SENTENCE = re.compile(r"[。;!?\n]")
_PART = re.compile(r"[;\n]")
_SEPARATORS = (",", "。", "、", " ")
# 1. 2、 (3) ④ before a part, as the digit it is; 8:10 and 3.5 are none.
_ITEM = re.compile(r"(?<![\d.:])(?:[(（]([1-9])[)）]|([1-9])[.．、)）](?!\d)|([①-⑨]))")
_CIRCLED = {ord("①") + at: str(1 + at) for at in range(9)}
_WITH = re.compile(r"^(?:和|跟|同|与|找)")
_HAS = re.compile(r"[了过好完]|已")
_LEFT = re.compile(r"要|等|会|不在")
_NOT_YET = re.compile(r"没|未|无法|不能|不上|不通|马上|正在|准备|打算|要去|会去|再说")
_NUMBER = r"[0-9一二两三四五六七八九十半]{1,3}"
_HOUR = rf"\d{{1,2}}[:点时]|{_NUMBER}点"
_COMING = r"明[天日晚早晨]|大?后天|次日|下(?:个?月|周|星期|礼拜)"
_WEEKDAY = r"(?:周|星期|礼拜)[一二三四五六日天末]"
_DATE = r"\d{1,2}月\d{1,2}|\d{1,2}[日号]|\d{1,2}[./-]\d{1,2}"
_PAST = r"昨[天日晚]|前天|上(?:周|星期|礼拜)|刚|方才"
_TODAY = r"[今当][天日晚早]|上午|中午|下午|晚上|傍晚|早上|凌晨|本周|这周|月底|年底"
_WHEN = re.compile(rf"{_HOUR}|{_COMING}|{_WEEKDAY}|{_DATE}|{_PAST}|{_TODAY}")
_LATER = rf"(?:{_HOUR}|{_COMING}|{_WEEKDAY}|{_DATE}|{_TODAY}|节)"
_SPAN = rf"{_NUMBER}个?(?:工作日|小时|钟头|分钟|天|日|周|星期|月)"

_GOT = re.compile(r"收到|接到|接报|接单|接件|接警|获悉|得知|签收|收悉|领到|接的$")
_SPOKE = re.compile(
    r"联系|沟通|通话|电话|致电|回电|去电|面谈|当面|见面|见到|上门|入户|走访|回访|告知|解释|说明|协商|商量|座谈|约谈|调解|劝"
    r"|问了|询问|交谈|谈[了过妥好]|聊|微信|反馈|答复|说[了过好清]|讲[了过好清]|打过?招呼|碰过?面|找过"
)
# 小李 and 老王 are people, 小区 and 老楼 are not.
_SOMEBODY = re.compile(
    r"居民|业主|住户|租户|房东|群众|当事人|人员|[报诉反来投求].人|老人|家属|邻居|楼上|楼下|双方|商户|店[主家]|物业|维保|师傅|施工"
    r"|供水|供电|水务|燃气|热力|城管|环卫|派出所|民警|居委会|业委会|对方|单位|公司|负责人|经理|主任|书记|站长|队长|所长"
    r"|[\u4e00-\u9fff](?:先生|女士|阿姨|大爷|大妈|叔|奶奶|爷爷|姐|哥|工|总|某)"
    rf"|[小老][{SURNAMES}]"
)
_WORK = (
    r"换|修|清[理运走除洗扫掏障]|疏通|拆|安装|加装|装上|加固|封堵|堵漏|围|恢复|排查|检查|查看|检测|勘[查察]|到场|到现场|关[阀闭停]|断电|停用"
    r"|张贴|提醒|劝离|整改|处[理置]|办[理结]|登记|拖走|挪走|搬走|移走|消杀|补种|修剪|巡查|核[实查]|开具|代办|送[到去]|责令|通知"
    r"|完成|解决|通[水电气]|补[上种]|复位|达成|协调|抽|挂上|测"
)
_SETTLED = re.compile(r"劝[其说导离解阻]|警告|批评|告诫|责令|签了?(?:协议|承诺)")
_ARRANGED = re.compile(r"已[^,]{0,14}?(?:安排|派|下单|[采订]购|报修|上报|申[请报]|协调|转|预约|约)")
_CALLED_IN = re.compile(r"(?:安排|派|请|叫|约)了[^,]{0,6}(?:师傅|维保|物业|施工队|工人|厂家)")
# 换灯头 and 疏通下水道, said of what was done; 修理中 and 换灯头前 are not.
_PLAINLY_DID = re.compile(
    r"(?:更?换|修|疏通|拆|安装|加装|加固|封堵|堵漏|补|清[理运走除洗扫掏])(?!.*(?:中$|[前后要会等再]))[一-鿿]{1,8}"
)
_DID = re.compile(rf"(?:已|现场|当场|随即|随后)[^,]{{0,16}}?(?:{_WORK})|(?:{_WORK})[^,]{{0,10}}?[了完毕过]")
_NOT_DONE = re.compile(
    r"未|没|无法|不能|不了|不上|不通|正在|准备|预计|计划|打算|争取|力争|保证|承诺|确保|约定|定于|将[于在会]?|[之以]前|内(?:完|修|解)"
)
_FINISHED = re.compile(
    r"已[^,]{0,16}?(?:完成|完毕|完工|修[好复]|办结|解决|恢复|到位|通[水电气]|清[完理]|[更撤]?换|安装|拆除|疏通)"
    r"|[修弄换装清办][^,]{0,4}[好完]了"
)
_PROMISE = (
    r"预计|计划|拟|争取|力争|保证|承诺|确保|约|定[于在]|将|打算|准备|最[迟晚]|限期|前|以?内|后"
    rf"|完成|完工|到货|修好|办结|解决|恢复|{_WORK}"
)
_BY = re.compile(
    rf"(?:{_LATER}|{_SPAN})[^,]{{0,14}}?(?:{_PROMISE})|(?:{_PROMISE})[^,]{{0,8}}?(?:{_LATER}|{_SPAN})|{_COMING}"
)


def itemed(reply: str) -> str:
    """A reply whose parts are numbered 1. 2. 3. on one line, with each on a line of its own."""
    marks = [int(next(filter(None, found.groups())).translate(_CIRCLED)) for found in _ITEM.finditer(reply)]
    return _ITEM.sub("\n", reply) if len(marks) > 1 and marks == list(range(1, len(marks) + 1)) else reply


def tells_in_order(reply: str) -> bool:
    """Whether four parts, on lines of their own or between semicolons, tell the four elements in their order.

    Nobody has to find our words for whom they talked to and what they did, where it stands in its place; between
    commas, full stops or blanks there must be four parts and no more, and each must look like what it is.
    """
    plain = narrow(reply)
    parts = [part.strip() for part in _PART.split(plain) if part.strip()]
    if any(_stand_in_place(*parts[at : at + 4]) for at in range(len(parts) - 3)):
        return True
    found = ([part.strip() for part in plain.split(sign) if part.strip()] for sign in _SEPARATORS)
    return any(len(four) == 4 and _stand_in_place(*four) and _look_so(*four[:3]) for four in found)


def _look_so(received: str, talked: str, done: str) -> bool:
    somebody = _SPOKE.search(talked) or _WITH.search(talked)
    did = _HAS.search(done) and not (_NOT_DONE.search(done) or _LEFT.search(done))
    return bool(_received(received) and somebody and not _LEFT.search(talked) and did)


def _stand_in_place(received: str, talked: str, done: str, by_when: str) -> bool:
    if not (_GOT.search(received) or _WHEN.search(received)) or _NOT_YET.search(talked) or _NOT_YET.search(done):
        return False
    return bool(_WHEN.search(by_when) or re.search(_SPAN, by_when) or _FINISHED.search(by_when))


def told(element: Element, reply: str) -> bool:
    """Whether the reply tells this element: in one clause, or in one sentence for whom was talked to."""
    sentences = _SENTENCE.split(narrow(reply))
    pieces = sentences if element == "talked" else [clause for each in sentences for clause in each.split(",")]
    return any(_TELLS[element](piece) for piece in pieces)


def _received(clause: str) -> bool:
    return bool(_GOT.search(clause) and _WHEN.search(clause))


def _talked(sentence: str) -> bool:
    return bool(_SPOKE.search(sentence) and _SOMEBODY.search(sentence))


def _done(clause: str) -> bool:
    did = _DID.search(clause) and not _NOT_DONE.search(clause)
    plainly = _PLAINLY_DID.fullmatch(clause.strip()) or _CALLED_IN.search(clause)
    return bool(did or plainly or _SETTLED.search(clause) or _ARRANGED.search(clause))


def _by_when(clause: str) -> bool:
    if _FINISHED.search(clause):
        return True
    told_before = re.search(_PAST, clause) or _GOT.search(clause)
    return bool(_BY.search(clause) and not told_before)


_TELLS = {"received": _received, "talked": _talked, "done": _done, "by_when": _by_when}
