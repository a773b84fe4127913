"""What people say beside a trouble that has just been told, and that tells none by itself: 你们管不管, 天天这样."""

import re

from rules.parsing import KINDS, Reading
from rules.places import addresses

_GAP = r"[嘛啊呀呢哦]*+[^\w]*+"
_WHO = r"(?:物业|保洁|保安|社区|居委会|城管|环卫|网格员)"
_LEADS = r"(?:对|是啊|是的|就是|可不是|唉|哎|真是的?|气死了?|无语|服了|太过分了|拜托)[啊呀嘛]?"
_CARES = (
    rf"(?:你们|{_WHO})?(?:到底|究竟|还)*+管不管[啊呀呢]?|(?:到底|究竟)?有没有人管(?:一下|一管)?[啊呀呢]?"
    r"|(?:有人|没人|都没人|也没人)管(?:一下)?[吗啊呀呢的]?"
)
_ALWAYS = r"(?:真的?)?(?:天天|每天|老是|总是|一直|经常|回回|次次|年年)都?是?(?:这样|这个样|如此)[子的]*"
_TOLD = (
    rf"我?(?:们)?(?:上次|上回|之前|早|前几天|上周|昨天|上个月)*+(?:就|也|都)*+(?:(?:跟|给|和)(?:你们|他们|{_WHO}))?"
    r"(?:说|讲|报|反映|投诉)过?(?:好几次|好几回|几次|多次|无数次)?了"
)
_NOBODY = r"(?:也|都|一直|还是|就是|根本)*+没有?个?人(?:理|搭理|应|睬)[啊呀的]?"
_IDLE = rf"(?:你们|他们|这|那)?(?:些|个)?{_WHO}(?:都|是|到底|一天到晚)*+干(?:啥|嘛|吗|什么)(?:吃|用|去)?[的了]?[啊呀]?"
_NO_USE = (
    rf"(?:(?:跟|给|和)?{_WHO}?(?:说|讲|报|反映|投诉|打电话)了?(?:也|都)(?:没用|白(?:说|搭|反映|报)|没人(?:管|理))"
    rf"|{_WHO}(?:也|都|就|根本)*不(?:管|理|作为|吭声)(?:事|用)?|(?:谁|没人)(?:都|也)?不?管)[的了啊呀]?"
)
_LOOKS = (
    r"谁(?:要是|如果)?(?:看到|看见|捡到|知道)了?(?:的话|的)?(?:麻烦|请|帮忙|帮我|记得|都)*+"
    r"(?:说|告诉|通知|喊|联系|叫)我?一?(?:声|下)"
)
# 咋个又坏了嘛 才修好几天: names nothing, and wonders at what was just told.
_AGAIN = (
    r"(?:这|那)?(?:咋个?|怎么|怎|为啥)(?:这么快)?又(?:坏|停|堵|漏|黑|不行|出问题)了"
    r"|(?:这|那)?才(?:修|弄|换|通)(?:好|过)?了?没?(?:几天|两天|多久|一个?月)"
)
_SHOCKED = r"(?:真是?|也|这)?(?:太|好|真)(?:危险|吓人|可怕|恐怖|不像话|离谱)了?|吓(?:死|坏)(?:人|我)?了?"
_REMARK = re.compile(
    rf"(?:{_LEADS}{_GAP})*+(?:(?:{_CARES}|{_ALWAYS}|{_TOLD}|{_NOBODY}|{_IDLE}|{_NO_USE}|{_LOOKS}|{_SHOCKED}){_GAP}){{1,3}}(?:{_LEADS}{_GAP})*+"
)


# 是不是化粪池满了, 用皮搋子捅捅看: what neighbours think it is, and what they would do about it; none has it at home.
_GUESSES = re.compile(
    r"(?:那|这|哦|嗯|哎|我(?:看|觉得|猜|估计|怀疑)|[\s,，])*+"
    r"(?:是不是|会不会是?|该不会是?|不会是|别是|怕不?是|应该是?|可能是?|估计是?|八成是?|肯定是?|多半是?|好像是|大概是?|搞不好是?|莫不是)"
    r"[^?？!！。;；]{2,16}[?？!！。~\s]*"
)
_ADVISES = re.compile(
    r"(?:你们?|您|大家|先|可以|要不|不如|建议|最好|去|自己|那|就|也|直接|[\s,，])*+"
    r"(?:用|拿|买|倒|放|试|看|检查|关|开|拧|拍|捅|通|冲|推|拉)[^?？!！。;；]{1,16}"
    r"(?:试试|试一下|看看|看一下|一下|捅捅看?|就(?:能)?(?:好|行|通|可以|亮)了?|的?(?:闸|开关|阀门?))(?:看)?[了吧啊呀哦!！。~\s]*"
)
_MINE = re.compile(r"[我俺咱]们?(?:家|屋|这|那|楼|栋|单元|也)|[也都]")
_CAUSES = re.compile(
    r"跳闸|空开|欠费|没交|总闸|保险|变压器|线路|配电|电表|泵|[总阀]阀|阀门|主管|总管|管道|管子|水管|化粪池|倒油|油|施工|挖断|检修|抢修|限电"
)
# What one trouble may be told as by those who have it, and by those who guess at its cause.
_ONE_TROUBLE = (
    frozenset({
        "property_repair.drain_block", "public_facility.sewer_overflow", "public_facility.ponding", "sanitation.odor",
        "property_repair.leak", "public_facility.manhole",
    }),
    frozenset({"utility.water_outage", "utility.water_quality", "property_repair.leak", "utility.heating"}),
)  # fmt: skip


def only_thinks_of_it(words: str) -> bool:
    """Whether somebody only guesses why it is so, or says what to do about it: 是不是化粪池满了, 用皮搋子捅捅看."""
    plain = words.strip()
    return not _MINE.search(plain) and bool(_GUESSES.fullmatch(plain) or _ADVISES.fullmatch(plain))


def may_be_of(words: str, asked: str, told: str) -> bool:
    """Whether a guess that sounds like one matter may be of what was told as another, or names its cause."""
    if asked == told:
        return bool(_CAUSES.search(words)) or not _GUESSES.fullmatch(words.strip())
    return any({asked, told} <= each for each in _ONE_TROUBLE)


_WELL = re.compile(r"有(?:水|电|气|网|暖气|信号)|没停|正常的?")
_WELL_TOO = re.compile(
    r"(?:[我俺咱]们?(?:家|这[边里]?|楼|栋|单元)?|(?:\d{1,3}|[一二两三四五六七八九十]{1,3})(?:号楼|栋|幢|座|单元|楼|层)(?:这边)?)+"
    r"(?:也|都|还)+(?:是)?(?:有|正常|没停|好好的|没事)[的啊呀呢哦,，。.!！~\s]*"
)


def is_well_too(words: str, before: str) -> bool:
    """Whether somebody says that theirs is well as well: 1号楼也有 right after 2单元有水."""
    return bool(_WELL.search(before)) and "没有" not in before and bool(_WELL_TOO.fullmatch(words.strip()))


_WEAK = (
    r"(?:(?:我|俺|咱|家里就)?(?:们?两?个?老人|(?:就)?我?一个人|自己|一个老[太头婆子人]+|老太婆|老头子|[六七八九]十多?岁?了?|(?:年纪|岁数)大了?"
    r"|(?:腿脚?|腰|胳膊|手|眼睛|身体)(?:也)?不(?:好|方便|便|灵便|利索)|看不[见清])(?:在家|住)?)"
)
_CANNOT = re.compile(
    rf"(?:{_WEAK}{_GAP})*(?:{_WEAK}|(?:我|俺|咱)?(?:也|又|真的?|实在|自己|一个人)*"
    rf"(?:[弄搬修拿够扛抬提换扫通搞擦]|处理|收拾)不(?:动|了|来|成|着|到))[了啊呀嘛呢哦的]*{_GAP}"
)


def cannot_alone(words: str) -> bool:
    """我一个人在家 弄不动: whether somebody only says why they need help with what they told."""
    return bool(_CANNOT.fullmatch(words.strip()))


_ECHO = re.compile(r"(?:我|我家|我们|我们家)(?:也|都)(?P<same>[\u4e00-\u9fff]{2,4})[了啊呀 ]*")
# 我在超市 says where somebody is.
_NAMES = re.compile(r"(?!我[刚现在去到们要]|[你他她谁])[^?？!！,，。]{2,12}(?<![吗么呢吧了])")
_THAT_ONE = re.compile(r"[那这][个家边里根棵堆]的?[一-龥]{1,5}$")


def echoed(words: str) -> str:
    """What is said again of oneself: 打不开 of 我也打不开; "" where nothing is."""
    found = _ECHO.fullmatch(words.strip())
    return found["same"] if found else ""


def only_names(words: str) -> bool:
    """Whether words may name a thing and say nothing of it: 就是楼下那个麻将馆."""
    return bool(_NAMES.fullmatch(words.strip()))


def ends_with_that_one(words: str) -> bool:
    """Whether words end by pointing at a thing: 楼下那个麻将馆."""
    return bool(_THAT_ONE.search(words))


def is_remark(words: str) -> bool:
    """Whether words name no trouble and no place, and only go on about what was told: 对 我上次就说过了 没人理."""
    return bool(_REMARK.fullmatch(words.strip()))


# 烧开了能喝不, 电梯现在能坐吗: asked of others about what was told.
_ASKS_WHETHER = re.compile(
    r"(?![^,，。]*(?:[我俺咱]们?(?:家|楼|栋|单元|屋|这)|也))[^?？!！,，。;；我]{0,8}"
    r"(?:(?:还)?(?:能不能|可不可以|可以不可以|要不要|会不会|敢不敢)[^?？,，。]{1,8}"
    r"|(?:还)?(?:能|可以|敢|要|会)(?:喝|用|洗|坐|走|吃|过|开|停|进|做饭|洗澡|洗衣服?|刷牙|煮饭)[^?？,，。]{0,4}(?:不|吗|么|嘛|没|没有))"
    r"[啊呀哦呢?？~ ]*"
)


def asks_if_fine(words: str) -> bool:
    """Whether somebody asks what they may do where something was told, and tells no trouble: 烧开了能喝不."""
    return bool(_ASKS_WHETHER.fullmatch(words.strip()))


_ASKS_WHERE = re.compile(
    r"(?:那|请问|你说的?|这)*+(?:是|在)?(?:(?:哪|啥|什么)(?:里|儿|[栋幢楼]|个?(?:单元|位置|地方|门|灯|路灯|电梯|口|楼道?))|哪|几(?:[栋幢]|号楼|单元|楼|层))"
    r"(?:那个?|那里|那边|位置|坏|掉|走?丢|走失|不见|出的?门|的)*+[了啊呀呢嘛的?？~ ]*"
)
_PLACE_WORD = re.compile(
    r"门|[旁边侧]|[前后里外上下对][面头]?|左|右|角|[楼层栋幢]|单元|花坛|车库|地下|广场|路|口|楼梯|走廊|这|那"
)
_TROUBLE = re.compile(r"[坏漏停堵没不掉裂火救困臭吵灭爆冒咬摔打偷疼晕死血砸倒断烧又也]|[吗么?？]")
_LONGEST_PLACE = 16


def asks_where(words: str) -> bool:
    """在哪啊, 几号楼的: whether a neighbour asks where that is, and nothing else."""
    return bool(_ASKS_WHERE.fullmatch(words.strip()))


def tells_only_where(words: str) -> bool:
    """Whether words may be no more than a place, told to who asked where: 单元门口右手边."""
    short = len(words) <= _LONGEST_PLACE and _PLACE_WORD.search(words) is not None
    return short and _TROUBLE.search(words) is None


# What is left of 阳光花园5号楼1单元601 楼上701 without its addresses.
_A_HOME_BESIDE = re.compile(
    r"[一-龥]{0,6}[\s,，。]*(?:我?家?(?:楼上|楼下|隔壁|对门)(?:就?是)?\s*\d{0,4}[室号]?)?[\s,，。]*"
)


def names_only_homes(words: str) -> bool:
    """Whether words are one home or two: 5号楼1单元601 楼上701; what is short may tell more than a place."""
    rest = words
    for told in reversed(addresses(words)):
        rest = rest[: told.start] + rest[told.end :]
    return rest != words and bool(_A_HOME_BESIDE.fullmatch(rest))


_ROOM = (
    r"(?:我家)?(?:厨房|卫生间|厕所|洗手间|浴室|阳台|客厅|卧室|主卧|次卧|书房|饭厅|洗脸池|水池|洗菜池|马桶|淋浴|龙头|热水器"
    r"|楼道|楼梯|走廊|门口|过道|楼下|楼上)(?:里|里面|边|旁边|那边|这边|下面|上面)*"
)
_WHICH = re.compile(
    rf"(?:就|是|在)*(?:{_ROOM}|[东南西北左右前后上下里外](?:边|面|侧)|[大小](?=的|那))++的?"
    r"(?:那个|这个|那一?[块根盏扇间]|那里|那边|的|那)*[啊呀哦呢,，.。!！ ]*"
)
_AT = (
    r"(?:(?:\d{1,2}|[一二两三四五六七八九十]{1,2})(?:点半?|:\d\d)|[早晚]上|[上中下]午|明[天早]|后天|今[天晚]"
    r"|周[一二三四五六日天末]|星期.)"
)
_WHEN_HOME = re.compile(
    rf"{_AT}[^,，。?？吗]{{0,6}}(?:在家|家里?[有没]人|[有没]人|方便|有空|在的|不在|来(?:都)?行|可以来|才?回来)"
    r"(?![吗么没不?？管来修理接看问]|没|吧)"
    r"|(?:在家|有人|有空|方便)[^,，。?？吗]{0,4}(?:等|随时)|随时(?:都)?(?:可以)?(?:来|在家)(?![吗么])"
)


_BY_WHAT = re.compile(r"听不|听障|聋|电话|消息|短信|微信|信息|字|敲门|说一声")
_REACHED = re.compile(
    r"(?:请|麻烦|你们?|师傅|小高|小格|[,，。.!！~\s])*+"
    r"(?:我?(?:是)?(?:听障|聋哑?人?|听不[见到清](?:电话|声音)?|[讲说]不了话|不会说普通话|(?:上班|开会|白天|现在)?接不了电话|在(?:上班|开会)(?:接不了电话)?)"
    r"|(?:请|麻烦)?(?:别|不要|不用|勿)(?:给我)?打电话|(?:请|麻烦)?(?:给我|跟我)?(?:发|用|打)(?:个)?(?:微信|短信|消息|信息|文字|字)"
    r"(?:给我|跟我|和我)?(?:联系|说|沟通|就行|就好|告诉我)*我?|(?:请|麻烦)?(?:微信|文字|短信|打字)(?:联系|沟通|说)我?"
    r"|(?:到了|来之前|来的时候|上门前|来前)(?:请|先|提前)*(?:给我)?(?:打(?:个)?电话|发(?:个)?(?:消息|短信|微信)|敲门|说一声)(?:敲门|按铃)?(?:没用|听不见)?"
    r"|[啊呀哦谢谢了吧的,，。.!！~\s])++"
)


def tells_how_to_reach(words: str) -> bool:
    """我听不见电话 请发消息, 来之前打个电话: how whoever comes is to reach somebody, and nothing else."""
    plain = words.strip()
    return bool(_REACHED.fullmatch(plain) and _BY_WHAT.search(plain))


def says_which(words: str) -> bool:
    """Whether words only tell which one is meant: 厨房那个 after 水龙头滴水."""
    return bool(_WHICH.fullmatch(words.strip()))


def tells_when_home(words: str) -> bool:
    """四点以后在家, 明天上午有人: when who comes will find somebody, and no word of thanks."""
    return bool(_WHEN_HOME.search(words))


_WONDERS = re.compile(rf"(?:(?:{_LEADS}|{_AGAIN}){_GAP})++")


def wonders_again(words: str) -> bool:
    """咋个又坏了嘛 才修好几天: whether words wonder at what has failed, and name nothing."""
    return bool(re.search(_AGAIN, words)) and bool(_WONDERS.fullmatch(words.strip()))


# 也有你家小孩跳绳的时候嘛, 谁家还没个动静: said to who complained, by the other side.
QUARRELS = ("dispute.", "city_order.construction_nuisance")
_TALKS_BACK = re.compile(
    r"不是[我俺咱]们?(?:家|屋)?(?=[的哈啊呀哦,，。 ]|$)"
    r"|[我俺咱]们?家(?:的)?[狗猫娃孩](?:子)?(?:都|从来|一直|可|每次)*(?:不|没|牵|拴)|"
    r"[你您](?:们)?(?:家|自己|屋|那|倒是|咋|怎么|不也|就没|还)(?!物业|社区)"
    r"|(?:谁|哪)(?:个|一)?(?:家|户|人)?(?:还|能|又|就)*(?:没|不)(?:有)?(?:个|点|出)?(?:动静|声音?|响动|吵|闹|孩子|小孩|磕碰|客人|装修)"
    r"|(?:楼房|住楼|邻里)[^,，。]{0,4}(?:谁|哪|都|难免)|忍(?:一忍|一下|忍)|至于(?:吗|嘛|么)"
)
_OWN_EARS = re.compile(
    r"[我俺咱](?:们)?(?:家|这[边里]?|楼上?|屋)?(?:也|都|就)*(?:听|吵|被|睡|受不|一样|有(?!时候))|睡不[着好]|听得到|吵(?:死|得)|一样|同样|同感"
)


# 我家柜子就放一晚上, 是我的车 马上挪, 它真不咬人的: said by whose it is.
OFFENCES = (
    "city_order.", "dispute.", "safety_hazard.corridor_clutter", "safety_hazard.fire_lane",
    "safety_hazard.ebike_charging", "sanitation.bulky_waste",
)  # fmt: skip
_MOVES_IT = r"(?:挪|移|搬|收|关|牵|拴|开走|清走?|停工|停手|叫停|小声|调小)"
_OWNS_UP = re.compile(
    r"[我俺咱]们?家?的?[一-龥]{0,4}?(?:就|只|才|先|暂时)+是?(?:放|停|摆|搁|堆|占|晒)[^,，。?？]{0,3}(?:一[晚会夜下天]|[两几半]个?[天晚小]|临时)"
    r"|[我俺咱]们?(?:就|只是?|不过)*(?:搭|盖|封|砌)个|碍(?:着|到)?(?:谁|你|您|哪个)|关你(?:什么|啥)事"
    r"|[狗它猫](?:真的?|从来|又|都|可|平时)*不(?:咬|凶)|[我俺](?:们|这|家)*没有?(?:喇叭|音响|敲|放音乐|唱|装修)"
    rf"|(?:对不起|不好意思|抱歉)[^?？能请谁你您麻]{{0,10}}{_MOVES_IT}"
    rf"|^(?:好的?|行|哦|收到|[我俺]们?|[,，\s])*(?:这就|马上|现在就|等[下会]儿?|一会儿?)+(?:去|下来|下楼|过来|把车)*{_MOVES_IT}(?![^,，]{{0,2}}吧)"
    r"|(?:^|[,，\s])[那这]?(?:就?是)?(?:[我俺]们?家?(?:那口子|老公|老婆|儿子|女儿|爸|妈)?的){1,2}(?:车子?|狗|柜子|东西|摊子?)?"
    r"(?:$|[,，。!！\s]+(?=马上|这就|对不起|不好意思|[我俺]|鞋))|[我俺](?:们|家)*(?:都|早)?装(?:了|过)?(?:净化器|消音|地毯|隔音)"
)


def talks_back(words: str, matter: str) -> bool:
    """Whether words are of the other side: they turn on whoever complained of a neighbour, or are of whose it is.

    They tell no trouble of one's own.
    """
    turns = matter.startswith(QUARRELS) and bool(_TALKS_BACK.search(words))
    turns = turns or (matter.startswith(OFFENCES) and bool(_OWNS_UP.search(words)))
    return turns and not _OWN_EARS.search(words)


_SAYS_IT_IS = re.compile(r"[又还仍老总不没]")


def says_it_is(words: str) -> bool:
    """Whether words begin by saying how something is that was named before: 又灭了, 没反应."""
    return bool(_SAYS_IT_IS.match(words))


# The kind of what is talk, and of a ticket only by who spoke and when.
ASIDE = "aside"
# On labelled days a quarter of 1,027 asides come nearer to news than the first, and three quarters of 810 that were
# news; nearer than the second all but one of 102 that were news of danger.
_NEARER, _AWAITED = 0.4, -0.5
_UPDATE, _CHATTER, _THANKS = (KINDS.index(kind) for kind in ("update", "chatter", "thanks"))
_SAYS_SOMETHING, _ENGLISH = re.compile(r"\w"), re.compile(r"[^\u4e00-\u9fff]*[A-Za-z]{2}[^\u4e00-\u9fff]*")
# The model has never read English.
_ENGLISH_NEWS = re.compile(
    r"\b(?:still|again|worse|better|since|yet|nobody|no ?one|stuck|smells?|noise|loud(?:er)?|leaks?|leaking|drip\w*"
    r"|broken|dark|floors?|units?|buildings?|blocks?|gates?|doors?|stairs|stairwell|basement|left|right|waiting"
    r"|at home|home (?:after|until|from)|for (?:\w+ )?(?:hours?|days?|weeks?|months?)"
    r"|not? (?:work\w*|water|power|heat\w*|gas|light|moving))\b"
)


# Where a life is in danger, how it is inside; where somebody has asked when, since when: 里面好热, 才下班.
_IS_NEWS = re.compile(
    r"困|卡[在住]|里[面头边]|出不[来去]|救|[闷喘晕烟火烧]|^(?:才|刚|刚才|刚刚|从)[^,，。?？!！]{1,8}$"
)


def is_aside(words: str, reading: Reading, awaited: bool) -> bool:
    """Whether words are talk by themselves, and only who spoke and when makes them of a ticket: 哈哈哈, 晚饭吃啥.

    Where more is `awaited` (a life is in danger, somebody has asked) nearly anything may be news: 太闷了, 6楼.
    """
    if reading.kind != "chatter" or not reading.kinds:
        return False
    if not _SAYS_SOMETHING.search(words):
        return not awaited
    if _ENGLISH.fullmatch(words):
        return not (awaited or _ENGLISH_NEWS.search(words.lower()))
    if awaited and _IS_NEWS.search(words):
        return False
    margins = reading.kinds
    nearer = margins[_UPDATE] - margins[_CHATTER] - margins[_THANKS]
    return nearer < (_AWAITED if awaited else _NEARER)


# What a caption points with: what is left of 就是这里 大家看一下 is nothing.
_POINTS = re.compile(
    r"[这那哪]|就是|[看瞧]|图|照片|相片|视频|[拍照]|现场|如下|下面|上面|里面?|大家|你们?|各位|小格|网格员|[我他它]|个|样子?|地方|位置"
    r"|一下|[的了是在就啊呀吧呢嘛哦给发张]|\b(?:here|this|that|it|is|look|see|photos?|pics?|pictures?|at|the|a)\b",
    re.IGNORECASE,
)
_LITTLE = 2


def only_shows(caption: str) -> bool:
    """Whether a caption says no more than its picture does: 就是这里, 看 就这个样子; 今天包的饺子 says more."""
    return len(re.findall(r"[一-龥]|[A-Za-z]{2,}", _POINTS.sub("", caption))) <= _LITTLE


# Said to each other, and never of what is wrong: 你放屁, 少说两句吧 人家小高也不容易.
_QUARRELS = re.compile(
    r"(?:[你他]?(?:放(?:你的?)?屁|胡说(?:八道)?|瞎说|瞎扯|有病(?:吧|啊)?|(?:给我)?闭嘴|才(?:是|有病)|骂谁呢?|说谁呢?|管得着吗?)"
    r"|你?再(?:骂|说|讲)一[句遍](?:试试|看看)?|你是?(?:物业|他|她)(?:家)?的?(?:亲戚|托|狗腿子|走狗)"
    r"|(?:大家|都|各位|你们)?(?:都)?(?:少说(?:两|几)句|别(?:吵|骂|争|闹|说)(?:架|了)*|消消气|和气(?:点|生财)|冷静(?:点|一下)?|算了(?:吧)?)"
    r"|(?:人家|大家|都是邻居|邻里邻居的?|[\u4e00-\u9fff]{0,4}?)(?:也|都)(?:不容易|尽力了|[挺很]?辛苦(?!了))"
    r"|都是(?:邻居|街坊)|抬头不见低头见|[吧啊呀嘛哈的了呢,，。.!！?？~\s])++"
)


def quarrels(words: str) -> bool:
    """Whether people only quarrel, or make peace: no word of what anybody has reported."""
    return bool(_QUARRELS.fullmatch(words.strip())) and bool(re.search(r"[\u4e00-\u9fff]{2}", words))


# How dark it is, and nothing else: no house, no 我们这也, nothing that glows or smokes.
_DARK = re.compile(
    r"(?:真的?|太|好|很|特别|贼|老|实在|确实|是啊?|对啊?|就是|都|还是|现在|晚上|[天每]天|夜里|下班|回家|里面?|这里?|到处|一片|楼道|楼梯|过道"
    r"|黑(?:漆漆|咕隆咚|黢黢|乎乎|洞洞|灯瞎火|得(?:要命|很|不行|吓人|看不见)|死了?|暗|的很)?|[漆黢]黑|暗得?很?|摸着?黑(?:走|上楼|下楼|回家|爬楼?)?"
    r"|(?:啥也|什么都?也?|都|完全|根本)?看不[见清到](?:路|人|脚下|台阶|楼梯)?|伸手不见五指|吓人|瘆人|[了的啊呀哦嘛啦得,，。.!！~～\s])++"
)
_IS_DARK = re.compile(r"黑|暗|看不[见清到]|不见五指")


def only_dark(words: str) -> bool:
    """Whether somebody only says how dark it is: 真的很黑, 啥也看不见; 我们这也黑 and 黑烟 say more."""
    plain = words.strip()
    return bool(_DARK.fullmatch(plain) and _IS_DARK.search(plain))


_A_THING_BREAKS = re.compile(
    r"(?:^|[,，。;；\s])(?:(?:[我俺咱]们?家里?|家里)的?(?![也又还都全就现已])[一-龥]{1,6}?"
    r"|(?!都|还|又|也|全|整|现在|已经|[我你他她它咱俺]|[一两二三四五六七八九十几])[一-龥]{2,6}?)(?:(?:打不开|关不上|用不了)了?|(?:裂|碎|断|坏|松|塌|倒|倾)[开掉]?了|不(?:给|让|肯)(?:开|办|退|修|换|进))"
)


def names_what_broke(words: str) -> bool:
    """Whether a thing is named that broke, or what is refused: 窗户玻璃裂了, 发票不给开."""
    return bool(_A_THING_BREAKS.search(words))


# Said to the desk as to a neighbour: 你吃饭了没, 今天天气真好, 讲个笑话.
_SMALL_TALK = re.compile(
    r"(?:(?:小格|那个|哎|嘿|你好|您好|对了|话说|[,，\s])*+)(?:你?(?:今天|今晚|早上|中午|晚上)*(?:吃|喝)(?:过)?(?:早|午|中|晚)?(?:饭|了)?(?:了)?(?:吗|没有?|么)"
    r"|(?:今天|今儿|外面|这)*(?:的)?天气?(?:真|好|太|很|挺|不错|可真)*(?:好|不错|热|冷|凉快|暖和|晴)"
    r"|(?:给我|来)?(?:讲|说|唱)(?:一?个|首)?(?:笑话|故事|歌)|你?会(?:讲笑话|唱歌|聊天|跳舞|什么)|你(?:几岁|多大|结婚|有对象|累不累|在干(?:嘛|什么|啥)|住哪)"
    r"|今天(?:星期|周)几|(?:你)?(?:帮我|给我)?写(?:一?首|个)(?:诗|歌)|你(?:真|是个?|可真|好)(?:好|棒|聪明|厉害|可爱)的?(?:机器人|小格|助手)?|我?(?:好|真)?无聊|晚安|拜拜|再见|哈{2,}|嘿{2,}|呵{2,})(?:了|吗|么|啊|呀|呢|哦|吧|呗|没|[\s,，。.!！~？?])*"
)


def is_small_talk(words: str) -> bool:
    """Whether somebody only makes conversation with the desk: it is no note on anything."""
    return bool(_SMALL_TALK.fullmatch(words.strip()))
