"""Danger told aside: understated, by a child, in dialect, in panic and half sentences, among other things; and
talk that goes the same way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.doubt import Thresholds, alarm_doubtful
from rules.parsing import Context, read
from tests.rules.rings import READER, sayings, urgent

# By how it is told: those who tell it, and those who only talk so.
FAMILIES = {
    "by a child": (
        "妈妈躺地上不说话 我害怕 / 爸爸打妈妈 妈妈流血了 / 我一个人在家 外面有人一直拧门"
        " / 我爸爸妈妈不在家 有人在敲门 我害怕 / 妈妈上班了 门外有人拍门 我不敢出声"
        " / 弟弟把头卡在椅子里拔不出来了 / 奶奶摔倒了叫不起来 我8岁 / 厨房着火了 大人不在家 / 爷爷睡觉叫不醒"
        " / 妹妹吃了药片 现在一直睡",
        "妈妈躺床上看手机 / 爸爸打游戏 妈妈生气了 / 我一个人在家好无聊 / 爸妈不在家 快递敲门"
        " / 一个人在家害怕 打雷 / 快递敲门吓我一跳 / 电梯里有人尿尿 好臭 / 弟弟把头发剪了 / 奶奶睡觉打呼噜"
        " / 妹妹吃药了 不哭了",
    ),
    "of what is live": (
        "我是租客 房东不管 3-1-902热水器漏电 麻手 / 我家热水器漏电了 麻手 / 洗澡的时候水带电 麻 / 洗衣机外壳带电"
        " / 灯杆漏电 麻了一下 / 冰箱漏电 不敢碰",
        "热水器漏电保护器跳了 / 怕热水器漏电 想换一个 / 热水器会不会漏电 / 小心热水器漏电 / 上次热水器漏电 修好了"
        " / 空调漏水 / 冰箱没带电源线",
    ),
    "in panic, in pieces": (
        "快快快 3栋 烟 / 人掉下去了！！ / 血 好多血 / 来人 我爸 不行了 / 刀 他有刀 / 孩子 水里 快"
        " / 出事了 4单元 有人躺着 / 救护车 快叫 二楼",
        "快快快 开抢了 / 水 停了 / 来人啊 三缺一 / 车 谁的车 挪一下 / 刀 谁要 新买的 / 孩子 作业 愁",
    ),
    "understated": (
        "我妈好像有点不对劲 说话含含糊糊的 / 屋里味道怪怪的 一待就头晕 / 他今天把东西都送人了 说以后用不着了"
        " / 楼上安静得奇怪 刚才还在吵 女的喊了一声 / 孩子怎么还没到家 都七点了 电话手表也不接"
        " / 隔壁灯三天没关了 平时老爷子八点就睡 敲门没声 / 胸口有点闷 出了一身冷汗 没事吧",
        "我妈今天有点不高兴 / 屋里味道怪怪的 是榴莲 / 他把旧衣服都送人了 / 楼上终于安静了 / 孩子怎么还没吃饭"
        " / 胸闷 天气太闷了",
    ),
    "in dialect": (
        "俺爹栽地上了 嘴歪眼斜滴 / 屋头一股子煤气臭 脑壳昏 / 阿拉姆妈跌了一跤立勿起来 / 佢打紧佢老婆 好惨"
        " / 娃儿掉到水凼凼里头去了 / 老汉儿不见咯 找了一下午 / 楼下有人攞把刀斩人 / 厝里着火矣"
        " / 那个妹陀坐在楼顶上哭 / 有人跌落井啦",
        "俺爹栽了棵树 / 屋头一股子火锅味 香惨了 / 佢打紧麻将 / 老汉儿打麻将去咯 / 娃儿掉了颗牙 / 楼下有人卖刀削面",
    ),
    "by a neighbour who heard of it": (
        "听对门说5楼老头晕倒了 还没人管 / 刚有个小孩跑来说他奶奶起不来了 / 楼下保安喊 有人被车轧了"
        " / 隔壁敲墙 喊救命 / 快递员说3楼有烟味很重 门缝冒烟",
        "听对门说5楼在装修 / 刚有个小孩跑来借酱油 / 楼下保安喊挪车 / 隔壁敲墙 装修呢 / 快递员说3楼没人",
    ),
    "among other things": (
        "垃圾没人收 还有三楼大爷晕倒了谁管 / 路灯坏了 刚有人掉沟里了 / 先别说停车的事 5楼冒烟了"
        " / 物业费我交了 但是现在电梯里有人出不来 / 停水就算了 我婆婆低血糖晕过去了"
        " / 明天接龙 另外谁家孩子在楼顶栏杆上坐着",
        "垃圾没人收 三楼大爷天天唠叨 / 路灯坏了 差点掉沟里 / 停车的事说完了 5楼聚餐 / 电梯里贴满广告"
        " / 停水了 我婆婆去打水",
    ),
    "in one clause of talk": (
        "今天食堂的红烧肉真好吃，3号楼着火了，我先去看看 / 刚下班累死了，我奶奶叫不醒，你们先聊"
        " / 我家娃今天考了一百分 电梯里困人了 / 谢谢李姐的菜 有人触电了 / 周末去爬山吗 车棚冒烟了 吓死我了"
        " / 物业费涨价这事我不同意，他割腕了 / 刚才那个团购我还没付款 楼道有煤气味",
        "今天食堂的红烧肉真好吃，辣得我嗓子冒烟 / 昨天3号楼着火了，红烧肉真好吃"
        " / 打牌又输光了 不活了 哈哈明天接着来 / 上礼拜我妈煤烟中毒，今天出院了，谢谢大伙惦记"
        " / 周日演练招人，还差两个演晕倒的",
    ),
    "beside what is over, asked, or in fun": (
        "我妈晕倒了 热水器好了 / 煤气味散了 我妈晕倒了 / 3号楼着火了 心口疼好多了 / 上周晕倒过 今天又晕倒了"
        " / 昨天我爸摔了一跤 今天起不来了 / 上个月我爸中风 今天嘴又歪了 / 楼下有人打架 有刀 / 不想活了 / 他要杀人"
        " / 他想不开 站楼顶上 / 我妈想不开 要买农药 / 看剧呢 老公在打我 / 看电视呢 他掐我脖子 / 墙裂了 要塌"
        " / 楼板咔咔响 快塌了 大家快跑 / 房子裂了大缝 楼板咔咔响 要塌"
        " / 有人晕倒 谁会急救 / 着火了 楼下烧纸的 / 烟雾报警器一直响 有焦味 / 我被困在地下室了 水一直涨"
        " / 二楼防盗网上挂着个小孩 / 他脸发青 接到诈骗电话 挂了 没信"
        " / 演习吗 怎么真冒烟了 / 听说还不信 三楼真的有人要跳 / 不是误报 真漏气 / 我没被困 我老婆被困电梯里了",
        "昨天晕倒了 现在好了 / 上周我妈晕倒了 现在出院了 / 同事触电 住院半个月 / 小孩打架 老师处理了"
        " / 我家进贼的事 警察破案了 / 煤气味早散了 师傅来修过了 / 去年中风 现在恢复了 / 考试考糊了 不想活了哈哈"
        " / 房价跌得想跳楼 / 气死我了 真想杀人 / 他想不开 非要买那辆车 / 打游戏呢 队友老打我"
        " / 电视剧里男的老打我 哈哈 / 房梁咔咔响 我寻思要塌 / 楼上地板咔咔响 吵死"
        " / 我家对讲机不响 儿子在楼下进不来 打我手机我才知道"
        " / 煤气报警器响了 是电池没电 / 楼下烧纸的 不是着火 / 厨房没着火 就是菜糊了"
        " / 老师讲触电急救 挺有用 / 听说城东真的有人跳楼了"
        " / 防盗网上挂着被子",
    ),
    "homophones and slips": (
        "着或了 快来 / 煤起泄漏了 / 有人跳搂 / 电梯里困人勒 / 我爸晕到了 / 救明啊 / 老人走丟了 / 他要杀我 救命阿",
        "或者明天来 / 起床了 / 楼下跳舞呢 / 电梯里有广告 / 我到了 / 明天见",
    ),
    "long ago, elsewhere, in fun": (
        "我爸以前也晕过 今天又晕倒了 / 上次是小火 这次大了 已经烧到屋顶 / 不是演习 真着火了 / 不开玩笑 真有人要跳"
        " / 跟电影里似的 有人持刀在砍",
        "我爸以前也晕过 / 上次小火那家在装修 / 演习着火点在二楼 / 开玩笑的 没着火 / 电影里有人持刀砍人"
        " / 昨天梦见着火了 / 隔壁小区去年跳楼的那个",
    ),
}  # fmt: skip


@pytest.mark.parametrize("words", sayings(FAMILIES, 0))
def test_danger_told_aside_rings(words: str) -> None:
    assert urgent(words)


@pytest.mark.parametrize("words", sayings(FAMILIES, 1))
def test_talk_that_goes_the_same_way_rings_nobody(words: str) -> None:
    assert not urgent(words)


def test_who_is_on_duty_is_asked_of_danger_beside_talk() -> None:
    told = read("今天食堂的红烧肉真好吃，3号楼着火了，我先去看看", Context("王阿姨"), READER)
    assert [(request.danger, request.building) for request in told.requests] == [("fire", "3")]
    assert alarm_doubtful(told, Thresholds())


@pytest.mark.parametrize(
    ("words", "supposed"),
    [
        ("起火的话8楼以上的人跑都没处跑", True),
        ("着火了的话消防车根本进不来", True),
        ("烧起来咱都得遭殃 楼道里堆成这样", True),
        ("被子搭线上 烧起来你家先热", True),
        ("着火了 大家快跑", False),
        ("烧起来了 你们快下楼", False),
        ("3号楼真烧起来了", False),
        ("楼上正烧起来 我们都得跑", False),
    ],
)
def test_danger_that_is_only_supposed_is_asked_about(words: str, supposed: bool) -> None:
    alarms = READER.dangers.alarms(words)
    assert all(alarm.doubtful for alarm in alarms) if supposed else any(not alarm.doubtful for alarm in alarms)


OF_NONE = (
    "心口疼好多了",
    "流鼻血已经止住了",
    "我爸以前也晕过",
    "电梯坏了 里面没有人",
    "要是哪天真着火了 跑都跑不出去",
    "钥匙锁车里了",
    "接到诈骗电话 挂了 没信",
    "奶奶睡觉打呼噜",
    "充电一晚上会不会着火",
    "对面楼灯火通明",
    "管道井门没关",
    "我不会说普通话",
)
OF_SOME = (
    "我妈晕倒了",
    "楼道有煤气味",
    "3号楼着火了",
    "我爸喘不上气",
    "孩子不见了",
    "老公打我",
    "有人要跳楼",
    "有人拿刀砍人",
    "有人触电了",
    "他割腕了",
    "有人流血倒地",
    "他脸发青",
)


@pytest.mark.parametrize("none", OF_NONE)
def test_what_is_no_danger_rings_nobody(none: str) -> None:
    assert not urgent(none)


@given(st.sampled_from(OF_NONE), st.sampled_from(OF_SOME), st.booleans())
def test_what_is_no_danger_takes_none_away_beside_it(none: str, some: str, first: bool) -> None:
    words = f"{none} {some}" if first else f"{some} {none}"
    assert not READER.dangers.speaks_of_none(words) or urgent(words)


@pytest.mark.parametrize("words", ["煤气味散了", "煤气味已经散了 谢谢", "味儿散了 燃气公司的说是邻居罐子没拧紧"])
def test_a_danger_that_is_gone_asks_for_nothing_else_either(words: str) -> None:
    assert not read(words, Context("王阿姨"), READER).requests


@pytest.mark.parametrize(
    ("words", "asks"),
    [
        ("楼下有人打架吗", True), ("谁在打架", True), ("有没有人打架啊", True), ("外面是不是有人打架啊？吗", False),
        ("楼下有人打架", False), ("楼下有人打架 有刀 有人吗", False),
    ],
)  # fmt: skip
def test_who_asks_who_fights_is_asked_first(words: str, asks: bool) -> None:
    assert read(words, Context("王阿姨"), READER).hinted is asks
