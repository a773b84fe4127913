"""What tells that work is over, in a worker's everyday words, 修好啦 or 已更换灯泡; and what does not yet."""

import re

# What makes of it a plan, a question, a doubt, another's doing, or half of it.
_NOT_YET = (
    r"[?？\d吗么呢吧嘛没未不快谁哪几多等说问让叫请想看要需又差待只仅还先再又但若才该交转派找喊催托买借约报去被遭偷乱孩]|有人|如果|明[天早晚]|后天|下周"
    r"|晚上|今晚|马上|基本|大概|应该|可能|估计|准备|打算|正在|在(?=[修换弄搞装清拆补处解])|[能会](?=[修换弄搞处解清疏装收打补拆贴])"
    r"|是否|一半|联系|通知|安排|电话|(?<![电水气])表|册|名单|台账|材料|告示|提示|公告|警示|(?<=[^我们傅经都])把"
)
# Who or what it is about: 楼道的灯泡都, 师傅已经.
_ABOUT = rf"(?:(?!{_NOT_YET})[\u4e00-\u9fffA-Za-z]){{0,10}}"
# With 了 behind it this is done.
_WORK = (
    r"(?:修[理复]?|维修|抢修|检修|更换|调换|换成?|扫(?!了?(?:码|描|一[眼遍]))|(?<![弄查搞认分])清(?!点)[理运除扫掏洗]?|打扫|疏通|处理|处置|解决|恢复|拆除?|消杀|补|焊|冲洗|修剪|整改|加固"
    r"|固定|[拉运清拖搬挪移撤开抓赶劝]走|[挪移搬劝通疏掏]开|劝离|制止|[锯砍]|[补盖装接贴焊]上|拧紧"
    r"|重[装做布]|重新[写录刷配做布接装贴铺绑])"
)
# This is done when it is told as finished, 装好了: 装了 may be half of it.
_ACT = (
    rf"(?:{_WORK}|[弄搞装扫擦洗铺贴刷办剪盖封掏拧关绑垫铲撕扔]|[喷堵锁冲](?=[好完干通])|(?<!沟)通|(?<!协)调|(?<!表)填|接(?=[好上完])"
    r"|安装|收拾|调试|调解|劝|做(?=[好完]))"
)
_FINISHED = r"(?:好|完毕?|通|掉|干净|到位|上|妥当?|平整?|紧|齐|回去|牢|整齐|亮|正常)"
# 换了个新的, 清走了两桶; but 修了两天, 换了两次, 换了班 and 换了师傅 are no result.
_WHAT = (
    r"(?!的)(?:(?![?？吗么呢吧嘛没未不还又再但才就坏别你我他她等说问告叫跟看报班中天月次遍回趟]|小时|钟头|一半|半天|部分|一些|一下|师傅|人$|电话|时间|物业"
    r"|发现|以后|之后|怎么|什么|多少|谁|哪|家店)[\u4e00-\u9fffA-Za-z\d.]){1,12}+"
)
# 修好了, 接好线了; 换了个新的, 换个新的了; 灯泡换了, 换过灯泡了; 修好; 已更换, 已妥善处理; 清理完毕; 没问题了, 不漏了.
_FINISHED_IT = rf"{_ACT}{_FINISHED}了(?:{_WHAT})?|{_ACT}(?:[好完]|上(?=新)){_WHAT}(?<=了)"
_NEW = r"[装换](?:了[一个]{0,2}新的?|[一个]{0,2}新的了)"
_DID = rf"(?<![来去始送返]){_WORK}(?:过?了(?:{_WHAT})?|过{_WHAT}(?<=了))"
_HAS = rf"已经?(?:全部|都|全)?(?:协调|妥善|及时|现场)?(?:{_WORK}|{_ACT}{_FINISHED})(?:{_WHAT})?"
_GONE = (
    r"(?:(?![?？吗么呢吧嘛])[\u4e00-\u9fff]){0,6}(?:没(?:什么|有)?(?:问题|异响|异味|味道?|积水)了"
    r"|不(?:漏水?|滴水?|渗水?|堵|响|闪|晃|卡|跳闸|反味|返水|冒水)了)"
)
_SURELY = re.compile(
    rf"{_ABOUT}(?:{_FINISHED_IT}|{_NEW}|{_DID}|{_HAS}|(?:{_ACT}|办理)(?:完毕|完成|到位))|(?:都|全)?{_ACT}[好完]|{_GONE}"
)
# 好了 合上闸了 tells first that it is over, then what was done; 好了 接电话 and OK 清楚 tell of no work.
_OVER_FIRST = re.compile(
    r"(?!.*(?:知道|晓得|收到|明白|看到|听|谢))(?![oO][kK][^了过]*$)(?:都|已经)?"
    r"(?:(?:(?:修|弄)?好了|搞定了?|解决了|[oO][kK]了)[,，。、!！ ]++[^?？吗没还等明再先待但别不\d]{2,40}(?:了|好|上|完)"
    r"|(?:(?:修|弄)?好了|搞定了?|解决了|[oO][kK]了?)[,，。、!！ ]++(?:都|已经|刚|给)*"
    r"(?!.{1,3}(?:一半|[三两几]遍)|清楚|清净|通[知过话告宵]|接[电手单到人孩娃他她你我]|调[休解班]"
    r"|装修|装[傻病]|补[个一]?觉|换个?(?:[你我他她人]|话题)|拆个?快递|焊工|修车|紧[急张])"
    r"(?:换|修|补|清|疏?通|装|接|调|拆|焊|拧紧|紧|弄)[^?？吗没还等明再先待但别不\d]{1,20})"
)
# 好了, 灯亮了: it is over, whatever was done; 换灯泡了，好了 tells that first.
_IS_OVER = re.compile(
    r"(?P<told>[^?？吗没还等明再先待但别\d][^?？吗没还等明再先待但别]{1,40}[,，。、\s]+)?"
    r"(?:都|全|已经|现在|这次|又)*+(?:灯|水|电|气|网|门|电梯|垃圾|暖气|[楼路]道?灯|下水道?|管道|地漏|马桶)?(?:都|全|已经)*+"
    r"(?:(?:好|妥|通|亮|清|热|干净|正常|能用|可以用|恢复|完事|完成)了|(?:已|全部)?完成|恢复正常了?|搞定了?|[oO][kK]了|[来有][水电气]了|[水电气]来了)"
)
# 马桶通了 is done, and 捞出个毛巾 tells how.
_IS_THROUGH = re.compile(r"(?:下水道?|管道|地漏|马桶|厕所|水池|洗手池|水管|排水管?)(?:都|全|已经?|又)*(?:疏|给)?通了")
_BEFORE = re.compile(r"[^?？吗没还等明再先待但别不\d][^?？吗没还等明再先待但别]{1,40}(?<!说)")
_AFTER = re.compile(
    r"(?!.{0,20}[点号天晚一二三四五六日午]前)(?!但|可|不过|还|就是|只是|等|明|一半|别|准备|正在|打算|开始|马上|接着|继续|然后|在[冲装修换试弄清排接]|告诉我|跟我|叫我|喊我|说一声|通知我|给我)"
    r"(?:(?!怎么|什么|也[坏漏堵断]|下[个周]|周[一二三四五六日天])[^?？吗没还等明再又但号栋少缺差剩待午晚不啥谁哪几]|不(?=用|收|要钱|客气|在家)){1,60}"
)
_BREAKS = re.compile(r"[,，。、；;!！~～\s]+")
_EMOJI = re.compile(
    "[\U0001f600-\U0001f64f\U0001f44c\U0001f44d\U0001f4aa\U0001f389\u2705\u2714\U0001f197\U0001f3fb-\U0001f3ff\ufe0f]+"
)
_SUNG = re.compile(r"了?[啦咯喽]")
_ONLY = re.compile(r"(?:都|全|全部|已经?|现在|这次)*+(?P<rest>.+)")
_OF_WHATEVER = re.compile(
    rf"(?:都|全部?|已经?|刚刚?|我|给|也|终于|总算)*+(?:{_ACT}|[好完妥行]了|搞定|没问题|正常|恢复)"
)
_BUTTON = re.compile(rf"办结[了：:]?(?P<what>{_ACT}.*+|.{{2,}}+)")


def without_signs(text: str) -> str:
    """Words without the thumbs and smiles beside them: 好了👌."""
    return _EMOJI.sub(" ", text).strip(" 。.!！~～")


def core(text: str) -> str:
    """What is left of a result without what only stresses it: 都办好啦 is 办好了."""
    found = _ONLY.fullmatch(_SUNG.sub("了", without_signs(text)))
    return found["rest"] if found else ""


def tells_it_is_over(words: str) -> bool:
    """Whether somebody says of what they work on that it is done."""
    plain = _SUNG.sub("了", words)
    pieces = [piece for piece in _BREAKS.split(plain) if piece]
    surely = [bool(_SURELY.fullmatch(piece) or _IS_THROUGH.fullmatch(piece)) for piece in pieces]
    if True in surely:
        first = surely.index(True)
        fits = (sure or (_BEFORE if at < first else _AFTER).fullmatch(pieces[at]) for at, sure in enumerate(surely))
        return all(fits)
    return bool(_IS_OVER.fullmatch(plain) or _OVER_FIRST.fullmatch(plain))


def names_no_thing(words: str) -> bool:
    """Whether it is told of nothing in particular that it is done: 修好了, 好了 换了灯泡; 空调修好了 names one."""
    return all(_OF_WHATEVER.match(piece) for piece in _BREAKS.split(words) if piece)


def after_button(words: str) -> str:
    """What was done, where the button's word runs into it: 办结换了灯泡; "" where it does not."""
    found = _BUTTON.fullmatch(words)
    what = found["what"] if found else ""
    return what if what and (tells_it_is_over(what) or _plainly(what)) else ""


def _plainly(what: str) -> bool:
    return bool(re.match(_ACT, what)) and not re.search(r"[?？吗么呢没未不再还等待需要率]|[中前后时]$", what)
