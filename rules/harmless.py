"""What only sounds like danger to life: a leaving with an errand, a move, a question asked around, a scrap of talk."""

import re

_END = r"[啊哈啦呀哦哟呢吧了的,.!~ ]*+"
_WHOM = r"(?:老?[妈爸爹娘]|妈妈|爸爸|爸妈|奶奶|爷爷|老公|老婆|媳妇|儿子|闺女|师傅|大家|各位)[啊呀]?(?=[我俺先,! ])"
_GOES = r"[我俺]?(?:先|上班|买菜|这就)?(?:走|出门|下楼|出去|上班去|买菜去|去上班|去买菜|下班)了"
_THING = (
    r"(?:(?:猫|狗)粮|(?:早|中|午|晚|剩)?饭|饭?菜|汤|粥|馒头|包子|饺子|水果|牛奶|鸡蛋|早点|[早午晚]餐"
    r"|(?:家里?的?|大门|车|房|备用)?钥匙|门卡|快递|包裹|外卖|雨?伞|遥控器|书包|水杯|充电器)"
)
_PLACE = (
    r"(?!.{0,8}(?:天台|楼顶|窗|桥|河|江|遗|坟))[一-龥A-Za-z0-9]{0,8}?"
    r"(?:里面?|里头|上面?|下面?|底下|门口|那里?|那边|旁边|室|物业|驿站|柜|台)"
    r"(?=$|[,.! 了啊呀哦吧]|[我俺](?:先|上|走|出|下))"
)
_LIES = rf"{_THING}(?:都|就|也|我)?(?:给你)?(?:在|放在?|搁在?|留在?|挂在?){_PLACE}"
_WHEN = (
    r"(?:今天|明天|后天|今晚|晚上|中午|下午|上午|傍晚|一会儿?|过会儿?|等会儿?|待会儿?|马上|很快|周[一二三四五六日]"
    r"|[两几一二三四五六七八九十\d]{1,3}(?:点[半多]?|个?小时|分钟|天))"
)
_BACK = (
    rf"(?:我|大概|可能|估计|要|大约)*+{_WHEN}++(?:左右|之前|前|多|以后|后)?(?:就|才|能)?(?:回来?|回家|到家)(?!不)(?:吃饭|做饭)?"
    r"|(?:今天|今晚|晚上|中午|晚饭|午饭)*+(?:就)?(?:不回来吃(?:[晚午]?饭)?|(?:不|不用|别|甭)(?:等我吃|给我留|留|做我的)[晚午]?饭)"
    r"|(?:今天|今晚|晚上)*+(?:要)?加班"
)
_ASKS = r"(?:你|你们|记得|别忘了?|别忘记|出门|回头|麻烦|帮我?|等会儿?|一会儿?|下午|晚上|中午)*+"
_DOES = (
    r"(?:(?:把)?(?:门锁|门关)好?|锁(?:好|一下)?门|关(?:好|一下)?[门窗灯火]|带(?:好|上)?(?:钥匙|伞)|(?:去)?[拿取收](?:个|一下|下)?快递"
    r"|[倒丢扔](?:一下|下)?垃圾|收(?:一下|下)?衣服|热(?:一下|下)?[饭菜]|(?:按时|好好)?吃[早午晚]?饭|买(?:点|个)?菜|写作业"
    r"|接(?:一下|下)?孩子)"
)
_DONE = (
    r"(?:门(?:已经|都|我)?(?:锁|关)(?:好|上)?了|(?:水电|水|电|灯|空调|煤气|燃气|火)(?:都|也|已经|我)*+关(?:好|掉|上)?了"
    r"|[猫狗鱼花](?:都|也|已经|我)*+(?:喂|遛|浇)(?:过|好)?了|快递(?:你|麻烦你?|帮我?)*+[拿取收](?:一下|下)"
    r"|孩子(?:你|麻烦你?)*+(?:去)?接(?:一下|下))"
)
_ERRAND = rf"(?:{_LIES}|{_BACK}|{_ASKS}{_DOES}|{_DONE})"
_LEAVES = re.compile(rf"(?=.*{_GOES})(?=.*{_ERRAND})(?:(?:{_WHOM}|{_ERRAND}|{_GOES}){_END})++")


def leaves(words: str) -> bool:
    """我走了，饭在锅里: somebody leaves the house with an errand told beside it, and nothing else; 我走了，别找我 and
    我走了，猫就拜托你们了 may be a farewell."""
    return "了" in words and bool(_LEAVES.fullmatch(words.strip()))


# 谢谢大家这几年的照顾 我搬家了: a farewell to neighbours, of somebody who goes on living elsewhere.
_MOVES = (
    r"(?:我们?(?:家|全家)?(?:今天|明天|下周|已经|也|要|就要|正式)*+(?:搬家|搬走|搬出去|搬到[一-龥]{1,6}去?|退租|退房|回老家|调走)了"
    r"|房子(?:已经|也)?(?:退|卖|租出去|转租|到期)了)"
)
_PARTS_WITH = (
    rf"(?:{_MOVES}|(?:钥匙|房卡)(?:已经)?[给交还](?:给)?(?:房东|物业|中介)了|(?:大家|各位|邻居们?|亲们)?再见(?:了)?(?:大家|各位|邻居们?)?"
    r"|(?:谢谢|感谢|多谢)(?:大家|各位|邻居们?|楼长|小格)*(?:这(?:几|么多|些)?年|一直以来|平时|这段时间)?(?:对我们?)?(?:的)?(?:照顾|关照|帮助|关心|陪伴)?"
    r"|(?:祝|愿)(?:大家|各位)(?:都)?[一-龥]{2,8}|有缘再[见会]|后会有期|(?:我)?退群了)"
)
_MOVES_AWAY = re.compile(rf"(?=.*{_MOVES})(?:{_PARTS_WITH}{_END})++")


def moves_away(words: str) -> bool:
    """房子退了 钥匙给房东了 大家再见: somebody moves house and says farewell to neighbours, and nothing else."""
    return "了" in words and bool(_MOVES_AWAY.fullmatch(words.strip()))


# 锅烧糊了 全是烟 已经关火开窗了: it burnt, it smoked, it is off; 火灭不了 and 隔壁的锅 are not among what is said.
# A window alone puts nothing out.
_POT = (
    r"(?:我们?家?|刚才|刚刚|厨房|不小心|哎呀?|的)*+(?:锅|水壶|菜|饭|粥|汤|肉|红薯|馒头|面包|饼)里?(?:给|又|都|被我|[烧煮炒炖煎烤])*+"
    r"(?:糊|干|黑|焦)了?"
)
_SMOKE = r"(?:屋里|家里|厨房|满?一?屋子?|有点|全|都|是|净|好多|冒)*+(?:[黑白]?烟|糊味|焦味)(?:很|好|有点)?大?"
_OFF = (
    r"(?:已经|都|赶紧|马上|刚|就|也|把)*+"
    r"(?:关(?:了|掉)?[火灶](?!不)|[火灶](?:已经|都|也)*+关(?:了|掉)|拔了?插头|断电|端(?:下来|走|开)|散了)"
)
_AIR = r"(?:已经|都|赶紧|在|也)*+(?:开(?:着|了)?窗户?|通风|散)着?"
_FINE = r"没(?:大)?事|虚惊一场|大家(?:别|不用)(?:担心|怕|慌|报警)"
_BURNT = re.compile(
    rf"(?=.*{_POT})(?=.*(?:{_OFF}|{_FINE}))(?:(?:{_POT}|{_SMOKE}|{_OFF}|{_AIR}|{_FINE}|不好意思|对不起|打扰大家){_END})++"
)


def burnt_and_off(words: str) -> bool:
    """锅烧糊了 全是烟 已经关火开窗了: what was on the stove is burnt, the fire is off, and nothing else."""
    return bool(_BURNT.fullmatch(words.strip()))


_AROUND = r"(?:刚才|刚刚|那边|下面|底下|井里|坑里|里面|里头|请问|大家|各位|楼下|现在|电梯里?|那个?|啊|[,! ])*+"
_HARM = (
    r"(?:(?:掉|摔|跌|滚|栽)(?:下去|进去|下来|下井|进井里?|井里|进水里?|水里|坑里|沟里)"
    r"|被?(?:困|关|卡|锁)(?:在|住)?(?:里面|里头|电梯里?面?)?|受伤|伤[着到])(?:了|过)?"
)
_ASKED_AROUND = re.compile(
    rf"{_AROUND}(?:有没有人{_HARM}(?:吗|么)?|有人{_HARM}(?:吗|么|没有?)"
    rf"|(?:应该|幸好|还好|希望|[, ])*+(?:没有?|不会有)人{_HARM}吧)[啊呀呢,.!?~ ]*+"
)


def asks_around(words: str) -> bool:
    """有没有人掉下去, 没人掉下去吧: whether anybody has come to harm is asked, and nothing is told."""
    return "人" in words and bool(_ASKED_AROUND.fullmatch(words.strip()))


_SCRAP = re.compile(
    r"(?=.{1,8}$)(?:(?:就|只|还|好像|大概|有|是|那边?|这边?|外面|门口|楼下|一共|[ ,])*+"
    r"(?:(?:[两几一二三四五六七八九十\d]{1,2}个|一[群帮伙]|好[多几]个?)(?:人|男的|女的)?|[那这]?个?(?:人|男的|女的)|[他她]们?)"
    r"(?:还|都|又|就|刚|已经|好像)*+(?:(?:不|没)?(?:在|来|走|跑)(?:这|那|外面|门口|楼下|楼上)?|[看听][见到])?"
    r"|(?:还|就|都)?在(?:外面|门口|楼下|楼上)|往[东西南北][边面]?(?:跑|走)"
    r"|(?:够|行)了(?:够了|行了)?|就这样)(?:了|呢|吧)?[啊呀哦,.!~ ]*+"
)


def is_scrap(words: str) -> bool:
    """三个人, 那人还在: a few signs that name no thing and no harm go on about what was told before, or are talk."""
    return bool(_SCRAP.fullmatch(words.strip()))


_OF_WORK = re.compile(
    r"(?:[我俺咱他她]们?|物业|师傅|工人|电工|社区|这边|现在|已经?|正?在|马上|都|也|还|就|[ ,])*+"
    r"(?:处理|联系|核实|协调|维修|抢修|检修|修|安排|登记|跟进|解决|查看|检查|排查)(?:中|当中|着|好|完)?了?" + _END
)


def tells_of_work_alone(words: str) -> bool:
    """正在处理, 师傅已经在抢修了: somebody sees to it, and nothing is told."""
    return bool(_OF_WORK.fullmatch(words.strip()))


# 家暴有几件, 这周打架多不多; 着火了几次 and 家暴几次了 快来人 are as often told.
_LATELY = r"(?:最近|近期|今年|去年|平时|这阵子|(?:这个?|上个?|本)(?:月|周|星期|季度))"
_HOW_MANY = re.compile(
    r"(?!.*(?:[我俺咱被他她你您在正又]|孩子|现在|刚|快|救))(?:"
    r"[一-龥\d, ]{1,16}?(?:的事情?|的情况|的单子?|的)?(?:一共|总共|共|都|还)*(?:有|报|发生|出|接到?|处理)?了?过?"
    r"(?:几|多少)[件起宗](?:没(?:办|处理)[完好]?)?"
    rf"|(?:{_LATELY}的?[一-龥]{{2,6}}?(?:的事情?)?|[一-龥]{{2,6}}?的(?:事情?|情况|单子?)){_LATELY}?(?:多吗|多不多))"
    r"[啊呀呢,.!?~ ]*+"
)


def asks_how_many(words: str) -> bool:
    """Whether it is asked how many cases there were, and nothing is told: 家暴有几件, 最近火情多吗."""
    return bool(_HOW_MANY.fullmatch(words.strip()))


def is_harmless(words: str) -> bool:
    """Whether standardised words only sound like danger to life, and say nothing else."""
    signs = (tells_of_work_alone, leaves, moves_away, asks_around, burnt_and_off, asks_how_many)
    return any(sign(words) for sign in signs)
