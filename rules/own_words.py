"""What staff say in their own words: as the action it is, of a ticket or of several at once, as a yes or a no."""

import re
from dataclasses import dataclass, replace

from rules import own_words_english
from rules.commands import NARROW, Typed, with_number
from rules.done import after_button, tells_it_is_over, without_signs
from rules.extending import extension_asked
from rules.own_words_given import given_to, thing_given, thing_taken
from rules.places import addresses

_GOING = r"我?(?:马上|现在|这就)(?:就?(?:[来去到]|过[来去]))|马上|我?过去(?:看看|一下|一趟)|我?出发了|去了"
TAKES = re.compile(
    r"(好的|好嘞|好|行|收到|[oO][kK])?[，,\s]*(我)?(接了|接单了?|接下了|来接|我接|我来|我去|去看看)(了)?(一下)?"
)
# 接 下午去, 接1 明天去: taken, and when.
_TAKES_FOR = re.compile(
    r"(?:好的?|行|收到)?[，,\s]*(?:我?接(?:了|单了?)?(?:\s*(?P<n>\d{1,6})(?:号单|号)?)?|我[来去]|i ?['’]?ll go)[，,\s]+"
    r"(?P<when>(?:就|大概|等会儿?|一会儿?|今天|今晚|明[天早]|后天|[上中下]午|晚上|周[一二三四五六日天]|\d{1,2}[点:：]\d{0,2}"
    r"|tomorrow|tonight|this afternoon)[^?？吗,，]{0,12})",
    re.IGNORECASE,
)
# 我来弄, 交给我; 我来晚了, 接不了 and 我来问问 take nothing.
OFFERS = re.compile(
    r"(?:(?:好的|好嘞|好|行|收到|那|[oO][kK])[，,\s]*)?(?:这[个单件])?(?:(?:"
    r"我(?:过?[来去](?:接手?|弄|清理?|处理|办理?|修|换|搞|跟进?|负责|解决|看看?|跑|一趟)?|处理|负责|跟进|接手?|接这[个单件])|接(?:这[个单件])?"
    rf"|(?:交给|归)我)(?:一下|一趟|吧|哈|啊|的)*+|{_GOING})",
)
# 我去吧, 马上去 and 我过去看看 are as often an answer to something else.
GOES = re.compile(
    rf"(?:(?:好的|好嘞|好|行|收到|那|[oO][kK])[，,\s]*)?(?:我去(?:看看?|跑|一趟|一下|吧|哈|啊)*+|{_GOING})(?:一下|一趟|吧|哈|啊)*+"
)
# 我离得近 我去: why it is they.
_BECAUSE = re.compile(r"我?(?:离得?近|在附近|就?在(?:旁边|楼下|那边)|有空|没事|顺路)[，,。\s]*(?=我|马上|这就)")
# What somebody else has: 给我吧, 我替你去.
_TAKES_OVER = re.compile(
    r"(?:给我|我(?:[替帮]你|来[替帮]你?)(?:去|跑|弄|接|办|处理|看看?)?)(?:一下|一趟|吧|哈|啊|好了)*+"
)
CANNOT_GO = re.compile(
    r"我?(?:今天|现在|这会儿?|上午|下午|晚上|暂时)?我?也?(?:过?去不[了成]|过不去|赶不(?:过去|回[去来]|到)|[来到]不了|没空(?:去|过去|弄|处理)?|没时间|走不开|抽不开身|忙不过来)了?啊?"
)
# Said under a card that waits: 今天休息.
_IS_OFF = re.compile(r"我?(?:今天|今晚|现在)我?(?:休息|轮休|不上班|不在|请假)了?")
# 在开会 去不了: what is told besides promises nothing.
_ONLY_WHY = re.compile(r"(?!.*[?？吗]|.*[去来到让转给换修办接晚等]).{1,12}")
ARRIVES = re.compile(r"我?(?:都|已经?|刚)?(?:到了|到现场了?|到场了|到楼下了|到门口了|在现场了?|到地方了)")
CONTACTS = re.compile(
    r"我?(?:已经?|刚)?(?:(?:跟|和|与)?(?:他|她|人家|住户|居民|业主)?(?:联系(?:上|好|过)?|通过电话|说好|约好)了)"
)
_SAID = {
    "claim": (TAKES, OFFERS, _TAKES_OVER),
    "cannot_go": (CANNOT_GO,),
    "arrive": (ARRIVES,),
    "contact": (CONTACTS,),
}
# 明天再去 says till when and is noted: this says no more than that it is not now.
_PUTS_OFF = re.compile(
    r"(?:这[个件单事]|我|今天|先|那|还是|就|只能|得|没空|没时间|忙不过来|弄不了|来不及|放一?放|缓一?缓|[,，\s]){0,8}"
    r"(?:(?:改天|改日|过两天|过几天|过阵子|有空|有时间)(?:了|吧|的话|我)?(?:再(?:说|弄|修|去|来|看|办|处理|换|搞)(?:看看?|一下)?)"
    r"|改天|改日|过[两几]天|(?:放一?放|缓一?缓|[放缓][几两]天)|(?:延|拖|推迟?)(?:几|两)天)(?:吧|了|哈|啊)*+"
)
# 延到后天 says till when.
_PUTS_OFF_TO = re.compile(
    r"(?:这[个件单事]|我|先|那|只能|得|能不能|想)*+(?:延期?|拖|推迟?|缓|改)到"
    r"(?P<when>(?:大?后天|明天|下?下?个?周[一二三四五六日天末]|下?个?星期[一二三四五六日天]|\d{1,2}[号日]|\d{1,2}月\d{1,2}[号日]?)[^?？,，]{0,4}?)"
    r"(?:行吗|行不行|可以吗|好吗|吧|了|再[去弄办修])?"
)
# 灯那个给亚丽, 水管我去: what it is of ends here.
_OF_THING = re.compile(
    r"(?:的?[那这][个件单]|的事|的单子?|的|(?=我(?:也|过)?[来去接]|让|换(?=[^好了]{2,4}[去来跟])|改由|改派|安排|派|[转交派]给|给(?![我你他她]|修|弄|换|办)))"
)
_OF_A_THING = frozenset({"claim", "resolve", "hand_over"})
_LONGEST_THING = 10
# 我的好了, 今天的我接: of whom or when, which the words of any ticket may have by chance.
_NO_THING = re.compile(
    r"(?:[我你您他她它咱俺谁哪这那][们家边里个]*|人家|自己|大家|[家屋]里?|[今明昨后]天|[上中下]午|刚才|早上|晚上|现在"
    r"|剩下?|其[他它余]|别|另外|[说讲报问真好是行对急新旧大小]|所有|全部?|都)++的?"
)
# 电梯别让亚丽去, 电梯是不是让亚丽去: what follows is not so, or is asked.
_UNSAID = re.compile(
    r"(?:别再?|勿|[不没未]|[别不没](?:要|用|必|能|想|准|有)|是不是|[要该能]不[要该能]|应该|是否|有没有|难道)$"
)
_DONE_NUMBER = re.compile(
    r"(?:结单|结案|完成|完结|办[接节截姐洁]|[半班拌]结)[\s:：]*(?:编号|#)?(?P<n>\d{1,6}+)(?:号单|号)?+(?![楼栋幢座单个人户月日点%])[\s,，:：]*(?P<what>[^?？]*)"
)
_PHOTO_LATER = re.compile(
    r"[,，。\s]*照片(?:晚点|等[下会]儿?|待会儿?|回头|一会儿?|稍后|晚上|明天)?(?:再)?(?:发|补|传)(?:上来|给你|过来|群里)?$"
)
_GIVES_NUMBER = re.compile(r"(?P<before>[^\d?？]{1,16})(?P<n>\d{1,6})号单(?P<after>[^\d?？]{0,12})")
_NO_MATTER = re.compile(r"(?:这|那)?(?:个|件|单)?(?:就?是)?(?:个|一?场)?误会(?:一场)?(?:[,，。\s]++[^?？吗]{1,60})?")
_NOTHING_THERE = re.compile(
    r"(?:没事了?[,，\s]*)?(?:现场|根本|其实|就是|是)*+(?:没有?这(?:回|个|么回)?事|误报|虚惊一场|没有的事)(?:[,，。\s]++[^?？吗]{1,60})?"
)
_NOT_MINE = (
    r"(?:这|那)?(?:个|件|事|单)?(?:也)?(?:不(?:归|属于|是)(?:我|我们|咱们)(?:(?:这|网格|这边|片区)*+(?:管|的|负责))(?:的?事)?"
    r"|(?:这|那)?(?:个|件|事|单)?也?不(?:归|属于)(?:我们?|咱们)|(?:我|我们)?(?:管|解决|处理|办)不了)"
)
_NOT_OURS = re.compile(rf"{_NOT_MINE}(?:了|啊|呀)?(?:[,，。\s]+(?:要|得|应该|该)?(?:找|归|是)[\u4e00-\u9fff]{{2,8}})?")
_UP = (
    re.compile(
        rf"(?P<why>{_NOT_MINE})[,，。\s]*(?:请|帮我|就|还是|得|要)?(?:往?上报|报上去|报(?:给)?(?:社区|街道|上级))(?:吧|一下)*"
    ),
    re.compile(
        r"(?P<why>[^?？吗]{0,40}(?:[办管弄修搞]|解决|处理)不了[^?？吗]{0,20}?|[^?？吗]{0,40}(?:要|得|需要)(?:请|找|叫)[^?？吗,，]{2,10})[,，。\s]+"
        r"(?:只能|只好|请|得|要|就|还是)?(?:往?上报|报上去|报(?:给)?(?:社区|街道|上级))(?:吧|一下)*"
    ),
    re.compile(
        r"(?P<why>)(?:(?:往上报|报上去|上?报(?:给)?(?:社区|街道)?)(?:一下)?吧"
        r"|(?:交|转|移交|上交)给?(?:社区|街道)(?:处理|解决|去?办|来?管|去?弄)?吧?)"
    ),
)
CONSENT = re.compile(r"(?:好|行|嗯|中|成)(?:的|啊|吧|嘞|呀)?|没(?:问题|意见)|ok", re.IGNORECASE)
_URGE = r"(?:督办|催办|催)(?:一下|下|催)?"
NAMED = re.compile(
    rf"(?:帮我|请|麻烦)?(?P<colour>红牌|黄牌)?(?:{_URGE}\s*(?P<first>\d{{1,9}})\s*号?单|(?P<last>\d{{1,9}})\s*号单(?:再)?{_URGE})(?:吧|啊|呗)?"
    r"|(?:给|对)?(?P<carded>\d{1,9})\s*号单\s*(?:发|下|给|上|挂)?(?:一?[张个])?(?P<card>[红黄]牌)(?:督办)?(?:一下|吧|啊)?(?:[,，\s]+(?P<till>[^?？]{2,30}))?"
    r"|(?:who has|what about|how is|what is happening with|look at) (?:ticket|no\.?|number|#)? ?(?P<english>\d{1,9})"
    r"(?: (?:doing|going|now))?|(?P<asked>\d{1,9})\s*号单(?:现在|目前)?(?:(?:到现在)?(?:怎么回事"
    r"|(?:怎么|为什么|为啥|咋)(?:还|都)(?:没有?|不)人?(?:办|修|弄|处理|解决|接|管)(?:好|完)?了?)(?:呢|啊|呀)?"
    r"|(?:办好|办完|结|有进展)了?(?:没有?|吗|么)|(?:怎么)?没了|(?:去)?哪儿?去?了|还在(?:不在|吗|么)"
    r"|(?:怎么样|咋样|如何|到哪一?步|到哪|什么情况|啥情况|办得怎么样|谁在?(?:办|弄|修|管|跟|去|负责|处理)|谁接的?)了?(?:呢|啊)?"
    r"|(?:还|大概)?(?:要|得|需要)?多久(?:能|才)?[弄修办处理]*(?:好|完)?(?:呢|啊)?"
    r"|(?:大概|到底)?(?:什么时候|啥时候|几时|何时|几点|哪天)(?:能|才|会|可以)*(?:来|去|到|[弄修办处理]*(?:好|完)?)?(?:呢|啊)?)",
    re.IGNORECASE,
)
_BARELY = re.compile(r"^(\d{1,9})号(?![单楼栋幢座门])")
SENDS = re.compile(
    r"(?:(?:好的?|行|可以|就这样|没问题)[,，\s]*)?(?:(?:现在|马上|就这样)?发(?:送|出去?|掉)?|确认发送)(?:吧|啊|呗|嘛)?"
)
VERDICT = re.compile(
    r"(?:(?:好的?|行|嗯|收到|看了|ok)[,，、。\s]*)?(?:我)?"
    r"(?:(?P<yes>同意|批准|批了|准了|可以|agreed?|approved?)|(?P<no>驳回|不同意|不批准?|不可以|不行|refused?|disagree))[了吧啊的。.!！\s]*",
    re.IGNORECASE,
)
_N = r"(?:编号|#)?\d{1,6}(?:号单|号)?"
_NEXT = r"(?:\s*(?:[,，、和与跟]|还有)\s*|\s+|(?<=[号单]))"
_TAKES = r"接(?:[单丹担但旦弹]|下)?了?"
_WITH_NUMBERS = re.compile(
    rf"我?(?:来|都|也)?{_TAKES}[\s:：]*{_N}(?:{_NEXT}{_N})*+\s*了?吧?"
    rf"|{_N}(?:{_NEXT}{_N})+\s*(?:我|都|全|两个|两件|来|也)*+{_TAKES}吧?"
)
_ALL = re.compile(
    r"(?:[这那]?[两几三][个件单])?(?:那?我)?(?:都|全都?|全部)(?:给我|由我|我)?来?接(?:单|下)?了?(?:吧|哈|啊)?|(?:都|全)归?我(?:来)?(?:接|吧)"
)
_T = r"(?:编号|#)?\d{1,6}+(?:号单|号)?+(?![楼栋幢座个人户件台条点层米度元块年月日时分秒辆只张次位名家种类天]|[-.:：]\d)"
_OF_SEVERAL = re.compile(
    rf"(?:我?(?:要|先)?(?:下班|休息|请假|有事|走)了?[,，。\s]+)?(?:(?P<verb>办结|到场|已联系|转派)[\s:：]*)?"
    rf"(?P<numbers>{_T}(?:{_NEXT}{_T})++)(?P<words>.*)",
    re.DOTALL,
)
# 1 2都好了 is one part.
_BEGINS_PART = re.compile(rf"(?:^|(?<=[\s,，。;；、]))(?<![\d单号][\s,，、和与跟]){_T}(?={_NEXT}{_T}|\s*[^\d\s.])")
_TOGETHER = re.compile(r"^(?:我(?=[都全也两]))?(?:两[个件])?[都全也]*+")
_BUTTONS = {"办结": "resolve", "到场": "arrive", "已联系": "contact", "转派": "hand_over"}
_OF_ALL = re.compile(
    r"(?:我?(?:要|先)?(?:下班|休息|请假|有事|走)了?[,，。\s]+)?(?P<mine>我(?:手上|手里)?的?(?:单子?|工单)|手[上里]的?(?:单子?|工单)?"
    r"|(?:没|未)(?:弄|办|做|处理|修)完?的(?:单子?)?|剩下?的(?:单子?)?)?这?(?:(?P<count>[两二三四五])[个件单](?:单子?)?)?(?P<all>全都?|都|全部)?(?P<words>.+)"
)
_COUNTS = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5}
_USUAL = re.compile(rf"接单了?\s*{_N}")
_ON_WAY = re.compile(
    r"我?(?:已经?|正|都)?(?:在路上|路上|在往那边(?:走|赶)|在赶|出发|去(?=了)|马上(?:就?(?:到|来|去|过来|过去))?|快到|就到|这就(?:到|来|去|过去|过来)"
    r"|(?:再?过?\d{1,2}|[十半几])(?:来?分钟?|个?(?:小时|钟头))(?:后|内|左右)?就?(?:能到|到|过去)|(?:一会儿?|待会儿?)就?(?:到|去|过去|过来))了?"
)
_HOLDS_UP = re.compile(
    r"[没缺](?:有)?(?:货|配件|材料|零件|工具)|没(?:人在家|找到|修完|弄完|换完|处理完)|等(?:着)?(?:配件|到?货|材料|师傅|厂家|物业|维保)"
    r"|(?:明[天早]|后天|今晚|下午|下?周[一二三四五六日天])(?:早上|上午|下午|晚上)?(?:就|再)?(?:弄|修|换(?!班)|处理|清理?|疏通|装)"
    r"|(?:明天|后天|上午|下午|晚上|今晚|周[一二三四五六日天]|下周|改天|回头|晚点|过两天)[^。,，]{0,6}"
    r"(?:再(?:来|去|修|弄|换|看|处理)|[来去](?:修|弄|换|看|处理)|到货)"
    r"|(?:明天|后天|上午|下午|晚上|今晚|明早|周[一二三四五六日天])(?:早上|上午|下午|晚上)?(?:就|再|才)?(?:[来去]|过[来去])(?:$|[,，。\s])"
    r"|(?:师傅|厂家|维保|物业|电工|水工)[^。,，]{0,6}(?:来|到(?!期)|修|说)|正在?(?:修|换|处理|弄|查|联系)|联系不上|打不通|约好"
    r"|在抢修|预计[^。,，?？]{0,12}(?:来[电水气]|恢复|到|[修弄换]?好|完工)|(?:配件|材料|零件|灯泡)[^。,，?？]{0,6}到(?:货|$)"
    r"|(?:供电|供水|自来水|燃气|电力|物业|维保|师傅)[^。,，?？]{0,8}(?:[点:：]\d{0,2}|上午|下午|晚上|明天)[^。,，?？]{0,4}(?:来|恢复|修)"
    r"|(?:师傅|电工|水工|维保|物业)[^。,，?？]{0,4}(?:在路上|出发|派人|约[了好在])"
    r"|(?<!不)快(?:修|弄|换)?好了|没(?:修|弄|换|处理)好|[修弄换]了?一半|[换修弄]了?[^。,，]{0,4}(?:还是?|又|也)不[亮行通好]|(?:灯泡|配件|材料|零件)买(?:好|到)?了"
    r"|已?(?:报|转)(?:给|到)?(?:物业|社区|维保)了?$"
    r"|已经?(?:联系|通知|报给|约|关阀|断电|围起来)|阀门?关了"
    r"|^(?:好的?|行|嗯|收到)?[,，。\s]*(?:我|马上|这就|下午|晚上|明天)*再(?:去|来|跑)(?:一趟|一次|一下|看看|看一下)$"
    # 到了，门锁着; 联系过王阿姨了，说明天在家; 晚点弄.
    r"|^我?(?:都|已经?|刚)?(?:到了|到(?:现场|楼下|门口)了?)[,，。\s]+\S{2}|联系[过上]了?[^,，。]{0,8}[了,，]|(?:跟|和)[^,，。]{1,6}[说约]好"
    r"|(?:晚点|等[下会]儿?|待会儿?|回头|一会儿?|忙完)(?:就|再)?(?:去|来|弄|修|换|看|处理|办|过去)|锁着|没人应|敲门没|进不去"
)
_THERE_FIRST = re.compile(r"我?(?:都|已经?|刚)?到(?:现场|楼下|门口)?了(?:$|[,，。\s]+)")
_OTHER_DUTIES = re.compile(
    r"开(?:个|完)?(?:例|早|晚)?会(?!儿)|会议|例会|培训|讲座|义诊|演练|放假|换班|值班表|考核|检查团|交(?:材料|表格?)|报表|填表|选楼长"
)
_SELF = re.compile(r"^我(?=已经?|刚|都)")
_THERE = re.compile(r"(?:的|那边|那个|那家|家里?|[,，:：\s])*+")
# 帮3号楼王阿姨报一下 家里水管漏水; 帮我报一下 is of one's own, and 帮他报名 asks for something else.
_WHOM = r"(?!我(?!们?(?:这|[楼栋小]))|忙)[^,，。.!！?？\s]{1,14}?"
_TELLS_FOR = r"(?:[报记](?:一下|个修|一报|个事|一个|个|一笔|修)|登记一下|反映一下|上报一下)(?!名|销|表|警|班|到|价)"
_REPORTS_FOR = (
    re.compile(rf"(?:小格[,，\s]*)?[帮替代给](?:{_WHOM}){_TELLS_FOR}[,，:：。\s]*(?P<what>\S.+)", re.DOTALL),
    re.compile(
        rf"(?P<what>\S.{{3,}}?)(?<![,，。\s])[,，。\s]++你?[帮替代给](?:忙|她|他|人家|老人家?|{_WHOM})?{_TELLS_FOR}(?:吧|哈|啊|呗)?[,，。.!！\s]*",
        re.DOTALL,
    ),
)
_SOON = r"(?:马上|这就|现在就?|等下|等会儿?|一会儿?|待会儿?|今天|上午|中午|下午|晚上|明[天早])"
_PROMISES = re.compile(
    rf"(?<![让叫等])(?:我{_SOON}*+|{_SOON}++我?)(?:就|先)?(?:到(?![家底时货期])|过[去来]|[来去](?=看|弄|修|处理|办|您|你|一趟)"
    r"|上[您你]家|上门|帮[您你]|给[您你][弄修换办送]|处理|安排|联系|跟进)"
)
_BARE = re.compile(r"(?:都|全|已经)?(?:[好行完]了|完成了?|搞定了?|ok了?|就?这样了?|[来有][水电气]了)", re.IGNORECASE)
_CLAUSES = re.compile(r"[,，。;；\s]+")
# 3家没人在家 is of a round from door to door.
_MANY = re.compile(r"(?:\d{1,3}|[几两二三四五六七八九十多]|好几)(?:家|户)")
_ASKS = re.compile(r"[?？]|[吗么呢没]\W*$|怎么|什么|哪|谁|几点|多少|能不能|是不是|有没有|帮我|请帮|麻烦|提醒|大家|发个")
_WRONG = (
    r"(?:刚才|刚刚|上面|上一?条|[那这]个?条?)?(?:(?:不是)?误会[,，\s]*)?(?:手滑|手误)?[,，\s]*我?"
    r"(?:发|弄|搞|点|按|写|回|办)错(?:了|单了?|单子了?|卡片?了?|地方了?)(?:[,，\s]*不是误会)?"
)
_TAKES_BACK = re.compile(
    rf"(?:不好意思|抱歉|哎呀)?[,，\s]*{_WRONG}"
    r"(?:[,，。\s]*(?:应该)?(?:是|给|算)到?\s*(?P<n>\d{1,6})(?:号单|号)?的?(?:单子?)?)?"
)


def under_card(text: str) -> Typed | None:
    """What a worker says under a card in their own words, as the action it is: 到了, 转给亚丽, 换好了，是接头松了."""
    plain = _BECAUSE.sub("", _PHOTO_LATER.sub("", without_signs(text)), count=1)
    if plain.isascii():
        return own_words_english.under_card(plain)
    if (later := _TAKES_FOR.fullmatch(plain)) and not later["n"]:
        return Typed("claim", rest=later["when"].strip())
    for action, signs in _SAID.items():
        if any(sign.fullmatch(plain) for sign in signs):
            return Typed(action)
    if put_off := _PUTS_OFF_TO.fullmatch(plain):
        return Typed("extend", rest=put_off["when"])
    if (longer := extension_asked(plain)) and not longer.number:
        return Typed("extend", rest=longer.words)
    if way := _way_out(plain):
        return way
    if given := given_to(plain):
        return Typed("hand_over", rest=given)
    if _cannot_go_because(plain):
        return Typed("cannot_go", rest=plain)
    done = after_button(plain) or (plain if tells_it_is_over(_SELF.sub("", plain)) else "")
    return Typed("resolve", rest=done) if done else None


def _cannot_go_because(plain: str) -> bool:
    """在开会 去不了: one clause says it, the rest only why."""
    clauses = [each for each in _CLAUSES.split(plain) if each]
    cannot = [bool(CANNOT_GO.fullmatch(each)) for each in clauses]
    only_why = (_ONLY_WHY.fullmatch(each) for each, is_it in zip(clauses, cannot, strict=True) if not is_it)
    return any(cannot) and all(only_why)


def _way_out(plain: str) -> Typed | None:
    """How somebody would be rid of it: plainly a mistake, the level above, or one of several ways."""
    if _NO_MATTER.fullmatch(plain) and plain != "误会":
        return Typed("mistake", rest=plain)
    if up := next(filter(None, (each.fullmatch(plain) for each in _UP)), None):
        return Typed("report_up", rest=up["why"])
    if _NOTHING_THERE.fullmatch(plain):
        return Typed("nothing_there", rest=plain)
    return Typed("not_ours", rest=plain) if _NOT_OURS.fullmatch(plain) else None


def puts_off(text: str) -> bool:
    """Whether who works on something says that it will be some other day, and not which: 改天再说, 过两天再去."""
    return bool(_PUTS_OFF.fullmatch(without_signs(text)))


def offers(text: str) -> bool:
    """Whether somebody says that they will see to it: 我来, 交给我吧, 我去看看."""
    plain = _BECAUSE.sub("", without_signs(text), count=1)
    return bool(OFFERS.fullmatch(plain)) or own_words_english.takes(plain)


def takes_over(text: str) -> bool:
    """Whether somebody would have what a colleague has: 1号单给我吧, 我替你去."""
    told = with_number(text)
    return bool(_TAKES_OVER.fullmatch(without_signs(told[2] if told else text)))


def only_goes(text: str) -> bool:
    """Whether they say no more than that they go, as to whoever calls them: 我去吧, 马上到; not 我来."""
    plain = _BECAUSE.sub("", without_signs(text), count=1)
    return bool(GOES.fullmatch(plain)) or own_words_english.goes(plain)


def is_off(text: str) -> bool:
    """Whether somebody says that they are not on duty just now."""
    return bool(_IS_OFF.fullmatch(without_signs(text)))


def comes(text: str) -> bool:
    """Whether somebody says last that they are coming, whatever holds them up: 在外面 半小时后到."""
    clauses = [each for each in _CLAUSES.split(without_signs(text)) if each]
    return bool(clauses) and not _ASKS.search(text) and is_on_way(clauses[-1])


def of_number(text: str) -> Typed | None:
    """What a worker says of a ticket by its number in their own words: 2也接了, 1号修好了."""
    if found := _DONE_NUMBER.fullmatch(text.translate(NARROW).strip(" 。.!！~")):
        return Typed("resolve", int(found["n"]), found["what"])
    if (later := _TAKES_FOR.fullmatch(without_signs(text.translate(NARROW)))) and later["n"]:
        return Typed("claim", int(later["n"]), later["when"].strip())
    if (longer := extension_asked(without_signs(text.translate(NARROW)))) and longer.number:
        return Typed("extend", longer.number, longer.words)
    told = with_number(text)
    meant = under_card(told[2].replace("我也", "我", 1)) if told else None
    return replace(meant, number=told[0]) if told and meant else None


def given_number(text: str) -> Typed | None:
    """To whom a ticket is given that is named after who is to go: 让亚丽去处理1号单, 把1号单给亚丽."""
    found = _GIVES_NUMBER.fullmatch(without_signs(text.translate(NARROW)))
    meant = under_card(found["before"].removesuffix("把") + found["after"]) if found else None
    return replace(meant, number=int(found["n"])) if found and meant and meant.action == "hand_over" else None


def of_things(text: str) -> list[tuple[str, Typed]]:
    """Of what, without its number, somebody says what: 灯那个给亚丽, 车库的我去 噪音的我接."""
    plain = without_signs(text)
    if taken := thing_taken(plain):
        return [(taken, Typed("claim"))]
    if given := thing_given(plain):
        return [(given[0], Typed("hand_over", rest=given[1]))]
    whole = _of_thing(plain)
    told = [whole] if whole else map(_of_thing, _CLAUSES.split(plain))
    return [each for each in told if each]


def _of_thing(plain: str) -> tuple[str, Typed] | None:
    for link in _OF_THING.finditer(plain):
        thing, meant = plain[: link.start()], under_card(plain[link.end() :].replace("我也", "我", 1))
        known = meant is not None and meant.action in _OF_A_THING
        no_thing = _NO_THING.fullmatch(thing) or _UNSAID.search(thing) or re.search(r"[\d,，。?？\s]", thing)
        if meant and known and 0 < len(thing) <= _LONGEST_THING and not no_thing:
            return thing, meant
    return None


def is_bare(words: str) -> bool:
    """Whether words say that it is over and not what was done, as people also say to each other: 好了, 搞定了."""
    return bool(_BARE.fullmatch(without_signs(words)))


def note_of_number(text: str, anyhow: bool = False) -> Typed | None:
    """What a worker tells of a ticket by its number without ending it: 1号等配件, 3号单没人在家; `anyhow` whatever."""
    told = with_number(text)
    if anyhow and told:
        return Typed("note", told[0], told[2])
    if told is None or len(told[2]) < 2 or _ASKS.search(told[2]):
        return None
    return Typed("note", told[0], told[2]) if told[1] or tells_of_work(told[2]) else None


def named(text: str) -> Typed | None:
    """What staff say of a ticket by its number in their own words: 3号单怎么样了, 督办一下3号单, 催3号单."""
    found = NAMED.fullmatch(text.translate(NARROW).strip(" 。.!！?？~"))
    if found is None:
        return None
    number = int(found["carded"] or found["first"] or found["last"] or found["asked"] or found["english"])
    if found["asked"] or found["english"]:
        return Typed("look", number)
    return Typed("supervise", number, f"{found['card'] or found['colour'] or ''} {found['till'] or ''}".strip())


def asked_barely(text: str) -> Typed | None:
    """What is asked of 1号, which may be a ticket or a house: 1号谁在弄."""
    asked = named(_BARELY.sub(r"\1号单", text.strip(), count=1))
    return asked if asked is not None and asked.action == "look" else None


def sends(text: str) -> bool:
    """Whether somebody says of what was laid before them that it may go out: 发吧, 可以，发."""
    return bool(SENDS.fullmatch(text.strip(" 。.!！~")))


def verdict_in(text: str) -> bool | None:
    """Whether somebody agrees to what was laid before them (好的，同意), refuses it (不同意), or says neither."""
    found = VERDICT.fullmatch(text.strip())
    return None if found is None else found["yes"] is not None


_NAMES_VERDICT = re.compile(r"同意|驳回|agree|refuse", re.IGNORECASE)


def names_verdict(text: str) -> bool:
    """Whether words say by their names that they agree or refuse, as 好的 does not."""
    return bool(_NAMES_VERDICT.search(text))


def consents(text: str) -> bool:
    """Whether somebody says yes as people do, where a yes was asked for: 行, 好的, 没问题."""
    return bool(CONSENT.fullmatch(text.strip(" 。.!！~")))


def told_wrongly(text: str) -> int | None:
    """Of which ticket somebody meant a result that they told of the wrong one: 0 where untold; None if they did not."""
    found = _TAKES_BACK.fullmatch(text.translate(NARROW).strip(" 。.!！~，,"))
    return int(found["n"] or 0) if found else None


def is_on_way(text: str) -> bool:
    """Whether somebody says that they are coming, and nothing else: 在路上, 马上到."""
    return bool(_ON_WAY.fullmatch(text.strip(" 。.!！~，,")))


def is_there(text: str) -> bool:
    """Whether somebody says that they are there or coming, whatever they found: 到了 没闻到, 在路上."""
    return is_on_way(text) or bool(_THERE_FIRST.match(without_signs(text)))


def promises(text: str) -> bool:
    """Whether somebody at work tells people that they will see to it: 下午我上您家帮您弄, 马上联系维保."""
    return bool(_PROMISES.search(text)) and not _ASKS.search(text)


def tells_of_work(text: str) -> bool:
    """Whether somebody at work says how far they are, or what holds them up: 在路上, 灯泡没货 明天再来."""
    english = text.isascii() and own_words_english.tells_of_work(text)
    return english or is_on_way(text) or (bool(_HOLDS_UP.search(text)) and not _ASKS.search(text))


def is_of_many(text: str) -> bool:
    """Whether somebody tells of several homes, as of a round from door to door: 几家没见到, 2号楼3家没人在家."""
    return bool(_MANY.search(text))


def is_of_other_duties(text: str) -> bool:
    """Whether one of the staff speaks of what staff do besides: 下午社区开会, 明天九点培训, 周五交材料."""
    return bool(_OTHER_DUTIES.search(text))


def at_house(text: str, building: str, unit: str, room: str = "") -> Typed | None:
    """What a worker says of a ticket of this house by naming it: 3号楼2单元的灯换好了, of a home 3-2-501换了软管."""
    plain = text.translate(NARROW).strip()
    told = next(iter(addresses(plain)), None)
    if told is None or told.start or told.building != building or told.unit not in ("", unit):
        return None
    return under_card(_THERE.sub("", plain[told.end :], count=1)) if told.room in ("", room) else None


def reports_for(text: str) -> bool:
    """Whether one of the staff tells what somebody else asks for: 帮3号楼王阿姨报一下 家里漏水; 帮我报一下 does not."""
    return any(form.fullmatch(text.strip()) for form in _REPORTS_FOR)


@dataclass(frozen=True, slots=True)
class Several:
    """What is said of several tickets at once: `numbers`, or () for all of one's own, as many as `count` if told.

    `plain` says that it can be meant of nothing else, whoever says it where.
    """

    meant: Typed
    numbers: tuple[int, ...] = ()
    count: int = 0
    plain: bool = False


def of_several(text: str) -> Several | None:
    """1和2都弄好了，换了灯泡, 办结 1 2 都弄好了, 两个都到了, 我的单都转给亚丽; what is said of one ticket is None."""
    plain = without_signs(text.translate(NARROW))
    if found := _OF_SEVERAL.fullmatch(plain):
        numbers = tuple(dict.fromkeys(map(int, re.findall(r"\d+", found["numbers"]))))
        words = _TOGETHER.sub("", found["words"].lstrip(" ,，:：的单"))
        meant = Typed(_BUTTONS[found["verb"]], rest=words) if found["verb"] else under_card(words)
        return Several(meant, numbers, plain=bool(found["verb"])) if meant and len(numbers) > 1 else None
    found = _OF_ALL.fullmatch(plain)
    meant = under_card(found["words"]) if found else None
    if not found or not meant or not (found["mine"] or found["count"] or meant.action == "hand_over"):
        return None
    if not found["all"] and not (found["mine"] and meant.action == "hand_over"):
        return None
    return Several(meant, count=_COUNTS.get(found["count"] or "", 0), plain=bool(found["mine"]))


def in_parts(text: str) -> list[str]:
    """1修好了 2没人在家 3转给亚丽: what is said of each, where that is understood of all; [] of one."""
    plain = without_signs(text.translate(NARROW))
    begins = [found.start() for found in _BEGINS_PART.finditer(plain)]
    if len(begins) < 2 or begins[0] != 0:
        return []
    parts = [plain[at:to].strip(" ,，。;；、") for at, to in zip(begins, [*begins[1:], len(plain)], strict=True)]
    told = [bool(of_several(each) or of_number(each) or note_of_number(each)) for each in parts]
    # Beside what is understood 3号我来过了 is no less of 3.
    rest = [each for each, known in zip(parts, told, strict=True) if not known]
    return parts if any(told) and all(with_number(each) and not _ASKS.search(each) for each in rest) else []


def takes(text: str) -> tuple[int, ...] | None:
    """The numbers that somebody takes at once, 接1和2, or with a slip, 接丹 2; none told is all, 都接了; else None."""
    plain = text.translate(NARROW).strip(" 。.!！~，,")
    if _ALL.fullmatch(plain):
        return ()
    if _USUAL.fullmatch(plain) or not _WITH_NUMBERS.fullmatch(plain):
        return None
    return tuple(dict.fromkeys(map(int, re.findall(r"\d+", plain))))
