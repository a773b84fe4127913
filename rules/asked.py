"""What people say under a message of the desk that is no answer, and no news: 点错了, 哪个, 到哪一步了."""

import re
from functools import lru_cache

from rules.commands import nods

# Each message is looked at by several, one after another.
_KEPT = 64
_SORRY = r"(?:(?:不好意思|抱歉|哎呀|啊|哦|噢|额|我|刚才|刚刚)[,，\s]*+)*+"
_SLIP = r"(?:[点按碰摁选发弄搞]错(?:了|单了?|单子了?|地方了?)?|手滑了?|误[点触按]了?)"
_CANCELS = re.compile(
    rf"{_SORRY}(?:{_SLIP}(?:[,，。\s]+.{{1,12}})?"
    r"|(?:算了|不用了|先不用了?|取消)(?:吧|啊|不[办弄报问退]了)?|(?:先)?不(?:办结?|弄|报|问|退|上报|退单|延期|挂账|问居民)了|先?不了"
    r"|(?:先|再)?等(?:[下会]|一[下会]|等)儿?(?:吧|啊|再说)?|稍等(?:一?下)?|(?:待会|一会|回头|改天|过两天|有空)儿?(?:再说|再弄|再办)?|先放(?:着|一放)|再说吧?"
    r"|不是这[个单件条])"
)
_ASKS_BACK = re.compile(
    r"(?:这是|你?问的?是?|是)?(?:哪(?:个|一?[个单件条])?(?:单|单子)?|几号单?|啥|什么|啥意思|什么意思|问[啥谁]|什么事|啥事)[?？啊呀呢\s]*"
)
_THING = (
    r"(?:(?:这个?|那个?|咱们?|我们)?(?:\d{1,3}(?:号楼|栋))?(?:\d单元)?"
    r"(?:电梯|路灯|灯|水管|水|电|气|网|门禁?|下水道?|垃圾|暖气|这事|这边|那边|这里|这个?)的?)?"
)
_HOW_FAR = re.compile(
    rf"(?:请问|小格|师傅|那)?[,，\s]*+{_THING}(?:现在|今天|到底|目前|大概)?"
    r"(?:到哪一?步了|(?:[修弄搞办换处清][理]?)得?到?(?:怎么样|咋样|如何|哪(?:一步|里|儿)?|(?:啥|什么)程度)了?"
    r"|(?:[修弄搞办换清]|处理)(?:好|完)?(?:了|过)?(?:吗|没有?|么)|能(?:[修弄](?:好|完)|用)了?(?:吗|不)|(?:好|行|恢复)了(?:吗|没有?|么)|处理到哪(?:一步|里|儿)?了"
    r"|有(?:进展|消息|结果|回音|信儿?|眉目|动静|着落|下文|说法)了?(?:吗|没有?|么)|(?:进展|进度|情况)?(?:怎么样|咋样|如何)了?|什么情况|(?:进展|进度)"
    r"|有没有人(?:来|去|在)?(?:看|修|管|处理|弄)?(?:过|了)?|有人(?:来|去|在)?(?:看|修|管|处理|弄)?(?:过|了)?(?:吗|没有?|么)|(?:师傅|维修的?|物业|人)?(?:来|到)(?:了|过|人了)(?:吗|没有?|么)"
    r"|谁在[修管弄办](?:这个)?|(?:什么时候|啥时候|几点|多久|几时)(?:能|会|才|可以)?[修弄]?(?:好|完|恢复))"
    r"[了啊呀呢哦哟吧\s?？。.!！~]*+"
)
# Whoever is to mend it: 电梯师傅, 修电梯的, 电工; the lift itself and a parcel are others.
_MENDER = (
    r"(?:(?:维修|检修|疏通|修理|修|换|清|通|查)(?![好完了过没])[一-龥]{0,4}?的(?:师傅|人)?"
    r"|(?:电梯|水电|水暖|管道|电路|门禁|维修|维保|物业|疏通)?的?(?:师傅|工人)|(?:水电?|电|电梯|维修|疏通)工|维保(?:的人?)?"
    r"|(?:电梯|物业|维保|维修)公司(?:的人?)?|物业(?:的人?|经理)?|网格员)"
)
_FOR_MENDER = re.compile(
    rf"(?:(?:请问|问一?下|小格|那个?)[,，\s]*+)*+{_MENDER}(?:今天|现在|到底|都)?"
    r"(?:(?:上来|下来|过来|来|到)(?:过)?了?(?:没有?|没得|吗|么)|来[没不]来|到[没不]到"
    r"|(?:大概|还要)?(?:什么时候|啥时候|几时|几点|多久|好久)(?:能|会|才)?(?:过来|来|到))"
    r"[了啊呀呢哦哟吧嘛\s?？。.!！~]*+"
)
# An electrician mends the lamp too, and 有人管吗 is no pipe.
_TRADE = re.compile(r"水电工|[水电]工|水电(?=师傅)|网格员|上门")
_MENDED = re.compile(
    r"[水电气网灯门梯暖厕桶车狗树路井墙漏堵锁杆]|(?<![人不])管(?![不吗啊呀一])|垃圾|空调|对讲|监控|噪音"
)
_POINTS_BACK = re.compile(
    r"(?:刚才|刚刚|之前|早上|上午|中午|下午|昨[天晚]|我们?家?)(?:跟你们|给你们)?(?:说|讲|报|反映)修?的|那[个件]事"
    r"|谁(?:在|来)(?:管|办|跟进?|负责|处理)(?!理)|(?:编号|单号)(?:是)?(?:多少|几)|(?:编号|单号)来着|几号单"
)
_OF_OWN = re.compile(
    r"[我俺咱]们?家?(?:刚才|刚刚|之前|上次|早上|上午|昨[天晚])?(?:跟你们|给你们)?(?:说|讲|报|反映|提)修?的"
    r"(?!是|对|没错|话|都|就|也|很|意思)|[我俺咱]们?家?的?那?个?(?:单子?|编号|工单|报修)"
)
_HOW_FAR_OF_IT = re.compile(
    r"怎么样|咋样|怎样|到哪|办到|进展|进度|结果|消息|有人(?:管|来|接|看|处理|理|修)|没人(?:管|理)|(?:修|办|弄|处理|解决)[好了]*[没吗]"
    r"|什么时候|啥时候|几时|多久|看[看一]?下?|查[查一]?下?"
)
# 啥时候换管子, 电梯控制板啥时候来: when it goes on, asked of what was told; what is wrong is named by none of it.
_PART = (
    r"(?:(?![没不未坏漏又还停堵爆着烧黑断谁你您他她要想能吗呢啊呀哦嘛么几多哪啥什电话钱快递])[一-龥]|电(?!话)){1,8}?"
)
_WHEN = r"(?:几点钟?|什么时[候间]|啥时[候间]?|几时|哪天|几号|多会儿?|多久|好久|多长时间|几天)"
_GOES_ON = r"(?:修理?|换|弄|装|通|疏通|处理|清理?|搞|解决|接|补|查|来|到|送来?|恢复|拆|焊|施工|开工|动工|完工)"
_MENDS = r"(?:修理?|换|弄|装|通|疏通|处理|清理?|搞|抢修|解决|补)"
_CALLS = r"(?:(?:请问|问一?下|小格|师傅|那个?|那?你们?|您|哎|大概|到底|现在|今天)[,，\s]*+)*+"
_FOR_IT = rf"(?:能|会|才|可以|给我?|过?来(?={_GOES_ON})|开始|要)*+"
_HOW_LONG = (
    rf"{_WHEN}{_FOR_IT}{_GOES_ON}|{_MENDS}到?{_WHEN}"
    rf"|(?:能|可以)?{_MENDS}得?好(?=(?:不好?|吗|么)[啊呀呢哦嘛?？。 ]*$)(?:不好?)?"
    rf"|(?:怎么|咋个?){_MENDS}"
)
_ASKS_WHEN = re.compile(
    rf"{_CALLS}(?P<first>{_PART})?的?(?:到底|今天|现在|大概|还[得要]?|[得要])*+(?:{_HOW_LONG})"
    rf"(?:得?[好完通])?(?:人|师傅)?(?P<last>{_PART})?(?:了|的)?[啊呀呢哦哟吧嘛哈吗么\s?？。.!！~]*+"
)
# Of whoever sees to it: 谁来修啊, 派的谁, 有人接了吗, 去说了没, 什么时候上门, 排到几号了.
_SEES_TO = r"(?:来|去|接(?:单|手)?|管|负责|跟进?|处理|[修弄办换]|看|上门)"
_FETCHED = r"(?:东西|[药菜米油证])?都?(?:送|买|取|拿|办)(?:来|到|好|回来)?了?(?:吗|没有?|么)"
_ASKED_OF_IT = (
    rf"(?:是|有|到底|会|要)*+谁(?:会|要|能|在|给我?|过)*+{_SEES_TO}{{1,3}}(?:的单?|我们?家?)?"
    rf"|(?:派|安排|指派|转)(?:了|的)?(?:谁|哪(?:个|位|一位))(?:师傅|网格员|人)?{_SEES_TO}{{0,2}}"
    rf"|(?:是)?哪(?:个|位|一位)(?:师傅|网格员|工作人员|人){_SEES_TO}{{0,3}}的?"
    rf"|(?:是)?哪(?:个|位|一位)(?:在|来){_SEES_TO}{{1,2}}的?"
    r"|有人(?:去|来)?(?:接(?:单|手)?|买|送|拿|取|办)了?(?:吗|没有?|么)"
    r"|(?:今[天晚]|明天|上午|下午|晚上|现在)?能(?:来|到|修|弄|办|上门|送)(?:好|来)?(?:吗|不|么|嘛)"
    r"|(?:到底)?有没有(?:人|派人|去|上门|联系|找|跟|给)*+(?:去|来)?(?:说|讲|问|看|查|劝|谈|联系|沟通|安排|处理|催)(?:过|一?下)?"
    r"|(?:去|来|上门|派人|找)*+(?:说|讲|问|看|查|劝|谈|联系|沟通|安排|催)(?:过)?了?(?:吗|没有?|么)"
    rf"|{_FETCHED}"
    rf"|{_WHEN}(?:能|会|才|可以)?(?:上门|有空|轮到我们?家?|安排)"
    r"|(?:现在)?(?:排|轮)到(?:第?几[个号位]?|哪(?:家|户)|谁|我们?家?)(?:了)?(?:吗|没有?|么)?"
    rf"|(?:大概|差不多|今[天晚]|明[天早]|上午|中午|下午|晚上)*+{_WHEN}(?:左右|到|过来)?"
    r"|还(?:得|要)?(?:多久|几天|多长时间|等多久|排多久)|多(?:久|长时间)能(?:好|行|弄好|修好)"
)
_WHO_COMES = re.compile(rf"{_CALLS}{_THING}(?:{_ASKED_OF_IT})(?:了|的)?[啊呀呢哦哟吧嘛哈\s?？。.!！~]*+")
# 谁来 and 看了吗 are asked of a game of cards and a film as well.
_BARE = re.compile(
    rf"\W*(?:谁(?:来|去|要来|要去|看)|(?:说|讲|问|看|查|联系|谈)(?:过)?了?(?:吗|没有?|么)|{_FETCHED}|还(?:要|得)?(?:多久|几天)"
    rf"|(?:大概|差不多|今[天晚]|明[天早]|上午|中午|下午|晚上)*{_WHEN}(?:左右)?)[啊呀呢的了\W]*"
)
_SIGN_ALONE = re.compile(r"[?？]+[。.!！~\s]*")
_TELLS_BY = r"(?:语音|说话|录音|照片|图片?|视频|相片|方言)"
_CANNOT_TYPE = (
    r"(?:我|俺|老人家?|她|他)?(?:不(?:会|太会|怎么会|方便)|打不了)(?:打|写|认)字[,，。\s]*(?:怎么办|咋办)?[,，。\s]*"
)
_MAY_I = (
    rf"(?:我?(?:能不能|可不可以|可以|能|行不行)(?:直接|用|给你们?)?(?:发|说|传|拍)?个?{_TELLS_BY}(?:吗|么|不|给你们?(?:吗|么)?)?"
    rf"|(?:发|用|说)个?{_TELLS_BY}(?:给你们?)?(?:行|可以|能)(?:吗|么|不)|(?:怎么|咋)(?:给你们?)?(?:发|传|说)个?{_TELLS_BY})"
)
_HOW_TO_TELL = re.compile(rf"(?:{_CANNOT_TYPE}{_MAY_I}?|{_MAY_I})[啊呀呢哦的\s?？。.!！~]*")
_SPARE = re.compile(r"(?:新的?)?(?:配件|零件|材料|货|件|人|师傅|工人|物业|维保|控制板|主板|板子)")
_HAS_ENDED = re.compile(r"好了|行了")
_CLAUSES = re.compile(r"[,，。;；!！、\s]+|(?=但是?|不过|可是)")
_UNDONE = re.compile(
    r"还没|没有?(?:弄|修|换|搞|办|处理|清|疏?通|装|解决|[做干]?完|去|到货|货|配件)|未(?:完|处理|解决|修)|[修弄换办搞处]不[了好成]"
    r"|(?:要|得|等|到|改)(?:到)?[明后]天|[明后]天(?:再|才|来|去|要|能|换|修|弄|上午|下午)"
    r"|(?:上午|下午|晚上|今晚|晚点|回头|待会儿?|一会儿?|等[下会]|下周|周[一二三四五六日天])(?:再|才|来|去|换|修|弄)"
    r"|^我?(?:先|马上|这就|正要?|准备|打算|现在|刚要)(?:要|在|就)?(?:去|到|来|赶|修|弄|换|办)|正在?(?:修|换|弄|办|处理|查)|路上|[修弄换办]着呢"
    r"|等(?:着)?(?:配件|师傅|物业|厂家|材料|货|人)"
)
_DONE = re.compile(r"了[吧呢]?$|[换修清补装接拆]了|[修换弄办搞]好|恢复|正常")
# What somebody does with themselves is no work done.
_OF_ONESELF = re.compile(
    r"下班|吃(?:饭|早|午|中|晚)|到家|回(?:家|来|去|办公室)|休息|睡|开会|培训|我先?走了|(?:(?<![水电气暖])来|[到忙])了$"
)
_ENDS = " 。.!！~"


def cancels(words: str) -> bool:
    """Whether somebody wants the question gone, and says nothing else: 点错了, 算了, 等下."""
    return bool(_CANCELS.fullmatch(words.strip(_ENDS)))


def asks_back(words: str) -> bool:
    """Whether somebody does not know what is asked: 哪个？"""
    return bool(_ASKS_BACK.fullmatch(words.strip(_ENDS)))


def ends_asking(words: str) -> bool:
    """Whether words end as a question does: 谁没干活？"""
    return words.strip().endswith(("?", "？", "吗", "么", "啥"))


def acknowledges(words: str) -> bool:
    """Whether somebody has read it, and says nothing else: 好的, 知道了; 好了 says that it is over."""
    return nods(words.strip(_ENDS)) and not _HAS_ENDED.search(words)


def asks_how_far(words: str) -> bool:
    """Whether somebody asks how far a matter is, and says nothing of it: 到哪一步了, 电梯修得怎么样了, 有人来看过吗."""
    return bool(_HOW_FAR.fullmatch(words.strip())) or asks_for_mender(words)


@lru_cache(_KEPT)
def asks_for_mender(words: str) -> bool:
    """Whether somebody only asks if or when whoever is to mend it comes: 修电梯的来了没, 电工什么时候来."""
    return bool(_FOR_MENDER.fullmatch(words.strip()))


def names_a_thing(words: str) -> bool:
    """Whether words name anything that is seen to: 路灯, 下水道; 电工 and 有人管吗 name nothing."""
    return bool(_MENDED.search(_TRADE.sub("", words)))


def tells_done(words: str) -> bool:
    """Whether something is told as done: 打电话给物业了, 师傅来换了主板; not 周报, nor 马上过去."""
    plain = words.strip(_ENDS)
    return bool(_DONE.search(plain)) and not (_OF_ONESELF.search(plain) or tells_undone(words))


def points_back(words: str) -> bool:
    """Whether somebody points at what they have told before: 刚才说的那个事, 谁在管我妈家的事, 编号几来着."""
    return bool(_POINTS_BACK.search(words))


def asks_of_own(words: str) -> bool:
    """Whether somebody asks how far it is with what they have reported: 小格 帮我看看我家报的事怎么样了."""
    return bool(_OF_OWN.search(words) and _HOW_FAR_OF_IT.search(words))


@lru_cache(_KEPT)
def asks_when(words: str) -> str | None:
    """Of 啥时候换管子 and 电梯控制板啥时候来 the thing, of 几点来修 ""; None where more is said, or something else."""
    found = None if asks_for_mender(words) else _ASKS_WHEN.fullmatch(words.strip())
    return None if found is None else found["first"] or found["last"] or ""


@lru_cache(_KEPT)
def asks_who_comes(words: str, private: bool) -> bool:
    """Whether somebody asks who sees to it, or whether anybody has: 谁来修啊, 派的谁, 去说了没.

    谁来啊 in a group, where it is not `private`, is as often asked of something else.
    """
    return bool(_WHO_COMES.fullmatch(words.strip())) and (private or not _BARE.fullmatch(words))


def asks_by_sign(words: str) -> bool:
    """？ and nothing else."""
    return bool(_SIGN_ALONE.fullmatch(words.strip()))


def asks_how_to_tell(words: str) -> bool:
    """Whether somebody only asks if they may speak or send a picture: 我不会打字 能语音吗."""
    return bool(_HOW_TO_TELL.fullmatch(words.strip()))


def is_spare(thing: str) -> bool:
    """Whether a thing is of whatever is mended: 配件啥时候到."""
    return bool(_SPARE.fullmatch(thing))


def tells_undone(words: str) -> bool:
    """Whether what was to be told as done is not: 没弄好，要明天; 昨天没修好，今天换了，亮了 is done."""
    undone = False
    for clause in filter(None, _CLAUSES.split(words)):
        if _UNDONE.search(clause):
            undone = True
        elif _DONE.search(clause):
            undone = False
    return undone
