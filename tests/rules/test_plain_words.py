"""The shortest words: what is plainly asked for is sure, and what only nods or sells is met with silence."""

import pytest

from config.lexicon import load_reader
from rules.deciding import DANGERS
from rules.doubt import Doubt, Thresholds, alarm_doubtful, doubt
from rules.parsing import Context, Reading, read
from rules.wording import narrow
from tests.bench.words import TROUBLES

READER = load_reader()
SENDERS = ("", "王阿姨", "5-2-301 李姐")

PLAIN = {
    "property_repair.elevator_fault": ("电梯坏了", "电梯又坏了", "电梯停了", "12号楼1单元电梯坏了!", "电梯困人了"),
    "property_repair.leak": ("漏水", "漏水了", "厨房漏水", "楼上漏水", "水管爆了"),
    "utility.power_outage": ("停电了", "没电了", "3栋停电了", "跳闸了"),
    "utility.water_outage": ("没水了", "停水了", "水压低"),
    "utility.heating": ("暖气不热", "没暖气"),
    "utility.gas_supply": ("没气了",),
    "utility.telecom": ("断网了", "网断了"),
    "property_repair.corridor_light": ("灯不亮了", "楼道没灯", "声控灯坏了", "3号楼1单元楼道灯不亮了"),
    "public_facility.street_light": ("路灯不亮", "路灯坏了"),
    "property_repair.access_gate": ("门禁坏了", "单元门关不上了", "道闸坏了"),
    "property_repair.drain_block": ("下水道堵了", "厕所返水", "马桶堵了"),
    "sanitation.garbage_overflow": ("垃圾没人收",),
    "sanitation.pest_control": ("有老鼠",),
    "sanitation.odor": ("臭死了",),
    "public_facility.manhole": ("井盖没了",),
    "dispute.noise": ("太吵了", "楼上吵"),
    "safety_hazard.gas_leak": ("煤气味", "漏气了"),
    "safety_hazard.fire": ("着火了", "冒烟了", "好像着火了"),
    "welfare_care.medical_help": ("有人晕倒了", "叫不醒了"),
    "welfare_care.counseling": ("我不想活了", "有人要跳楼"),
    "emergency_health.missing_person": ("孩子不见了", "老人走丢了"),
    "public_security.crime_in_progress": ("打架了", "有小偷"),
    "dispute.family": ("他打我",),
}
ENGLISH = (
    ("The lift in building 3 is stuck", "property_repair.elevator_fault", "3"),
    ("No water in building 2", "utility.water_outage", "2"),
    ("I smell gas in the corridor, block 5", "safety_hazard.gas_leak", "5"),
    ("There is water coming from the ceiling", "property_repair.leak", ""),
    ("Hi, the light in the hallway of building 3 unit 2 is broken", "property_repair.corridor_light", "3"),
    ("fire at building 3", "safety_hazard.fire", "3"),
    ("a fire in building 3!", "safety_hazard.fire", "3"),
    ("the hot water in my flat is gone, building 2 unit 1 room 803", "utility.water_outage", "2"),
    ("hot water is gone", "utility.water_outage", ""),
    ("Someone is parking in the fire lane", "safety_hazard.fire_lane", ""),
    ("a car is blocking the fire lane", "safety_hazard.fire_lane", ""),
    ("garbage has not been collected for 3 days", "sanitation.garbage_overflow", ""),
    ("I want to complain about the noise upstairs", "dispute.noise", ""),
    ("I would like to complain about noise from upstairs", "dispute.noise", ""),
    ("there is a fire, a car is parked in the fire lane", "safety_hazard.fire", ""),
    ("there is smoke and my window will not open", "safety_hazard.fire", ""),
)
UNREAD = (
    "someone please fix the door at building 2",
    "it's very dark in the stairs",
    "somebody is shouting in building 5",
)
SILENT = (
    "好的",
    "收到",
    "1",
    "+1",
    "谢谢",
    "辛苦了",
    "知道了",
    "好了",
    "修好了",
    "办结 1 好了",
    "来水了来水了",
    "来电了",
    "有电了",
    "电梯好了",
    "灯亮了",
    "鸡蛋团购",
    "股票停电了",
    "电影院停电了",
    "手机没电了",
    "早上好",
    "哈哈",
    "我家有水",
    "花坛边",
    "公厕那里",
    "消防通道那里",
    "就楼顶上",
    "桥头那里",
    "没打通",
    "火锅",
    "Good morning everyone",
    "The lift is working again",
    "Power is back, thanks",
    "we had a fire drill",
    "Sorry, I am in practice for a concert, can you call me around nine",
    "I can't come because of my cold",
    "the hot water bottle is gone",
    "can I park in the fire lane?",
    "my parcel has not been collected",
    "people always complain about the noise in this city",
    "the noise upstairs has stopped, thanks",
    "the office will not open tomorrow",
)


def reading(text: str, sender: str = "") -> Reading:
    return read(text, Context(sender=sender), READER)


@pytest.mark.parametrize(("matter", "text"), [(matter, text) for matter, texts in PLAIN.items() for text in texts])
def test_a_plain_report_is_sure(matter: str, text: str) -> None:
    for sender in SENDERS:
        found = reading(text, sender)
        assert [request.matter for request in found.requests] == [matter]
        assert doubt(found, Thresholds()) is Doubt.SURE


def test_each_trouble_that_the_bench_counts_is_one_request_of_a_matter_of_its_own() -> None:
    asked = [reading(text.format(b=3, u=2)).requests for text in TROUBLES]
    assert [len(requests) for requests in asked] == [1] * len(TROUBLES)
    assert len({requests[0].matter for requests in asked}) == len(TROUBLES)


@pytest.mark.parametrize(("text", "matter", "building"), ENGLISH)
def test_a_plain_report_in_english_is_sure(text: str, matter: str, building: str) -> None:
    found = reading(text)
    assert [(request.matter, request.building) for request in found.requests] == [(matter, building)]
    assert doubt(found, Thresholds()) is Doubt.SURE


def test_a_window_that_will_not_close_is_for_somebody_to_mend() -> None:
    """It was read as the internet."""
    (found,) = reading("my kitchen window will not close, building 2 unit 1 room 803").requests
    assert (found.matter.partition(".")[0], found.building, found.room) == ("property_repair", "2", "803")


@pytest.mark.parametrize(
    ("text", "matters"),
    [
        ("我家水龙头一直滴水关不上", {"property_repair.leak"}),
        ("厨房漏水，而且没水了", {"property_repair.leak", "utility.water_outage"}),
    ],
)
def test_one_tap_is_one_trouble(text: str, matters: set[str]) -> None:
    assert {request.matter for request in reading(text).requests} == matters


@pytest.mark.parametrize("text", UNREAD)
def test_english_that_no_word_of_ours_stands_in_is_for_a_worker_to_read(text: str) -> None:
    found = reading(text)
    assert [(each.matter, each.service_class) for each in found.requests] == [("other.unclassified", "P2")]
    assert doubt(found, Thresholds()) is Doubt.ASK


@pytest.mark.parametrize(
    "home", ["我家", "我们家", "俺家", "我屋里", "我屋头", "我这边", "我们这", "家里", "我们楼", "咱家", "我哋屋企"]
)
@pytest.mark.parametrize(
    ("trouble", "matter"),
    [
        ("停水了", "utility.water_outage"),
        ("没水了", "utility.water_outage"),
        ("停电了", "utility.power_outage"),
        ("没电了", "utility.power_outage"),
        ("跳闸了", "utility.power_outage"),
        ("漏水了", "property_repair.leak"),
        ("马桶堵了", "property_repair.drain_block"),
        ("暖气不热", "utility.heating"),
        ("断网了", "utility.telecom"),
        ("电梯坏了", "property_repair.elevator_fault"),
        ("楼道灯不亮", "property_repair.corridor_light"),
    ],
)
def test_whatever_people_call_their_home(home: str, trouble: str, matter: str) -> None:
    found = reading(home + trouble, "3-1-301 老王")
    assert [request.matter for request in found.requests] == [matter]
    assert doubt(found, Thresholds()) is Doubt.SURE


@pytest.mark.parametrize("text", ["it's on the 8th floor", "on the third floor", "at the 2nd floor, left door"])
def test_a_floor_in_english_is_no_fire(text: str) -> None:
    assert reading(text).requests == () or not any(each.danger for each in reading(text).requests)
    assert all(each.service_class != "P0" for each in reading(text).requests)


@pytest.mark.parametrize("text", SILENT)
def test_what_asks_for_nothing_is_met_with_silence(text: str) -> None:
    for sender in SENDERS:
        found = reading(text, sender)
        assert found.requests == ()
        assert doubt(found, Thresholds()) is Doubt.SILENT


@pytest.mark.parametrize(
    ("danger", "words"),
    [
        ("other", "救命"),
        ("other", "快来救命啊"),
        ("other", "来人啊！！"),
        ("other", "快来人啊 出事了"),
        ("other", "出人命了"),
        ("other", "救救我妈"),
        ("other", "打120"),
        ("other", "救命😭😭"),
        ("other", "谁救救我"),
        ("other", "出大事了"),
        ("other", "快报警啊"),
        ("other", "SOMEONE HELP"),
        ("other", "小孩坐在车里一个人哭"),
        ("other", "树枝掉下来砸到我了"),
        ("fire", "3单元着火了 我在单位上班"),
        ("fire", "火灭了又着起来了"),
        ("fire", "灶台的火灭了又着了"),
        ("fire", "火还没灭"),
        ("fire", "消防到了，火还在烧"),
        ("fire", "着火了一样的烟"),
        ("fire", "电线要着火了"),
        ("fire", "屋里热死了 要着火了"),
        ("fire", "热死了 着火了"),
        ("fire", "天热死了 电线要着火了"),
        ("lift", "我不在里面 我妈在里面"),
        ("fire", "火又大了"),
        ("other", "HELP"),
        ("other", "孩子锁车里了"),
        ("other", "有个小娃儿锁在车里头 哇哇哭"),
        ("other", "花盆砸到人了"),
        ("other", "高压电线掉地上了 滋滋响"),
        ("other", "狗把孩子咬了 流血"),
        ("other", "my child is locked in the car"),
        ("lift", "电梯门夹到人了"),
        ("unconscious", "楼上掉下来一个人"),
        ("unconscious", "娃摸插座被电了"),
        ("unconscious", "他没气了"),
        ("unconscious", "我爸好像没气了"),
        ("unconscious", "我家停电了 老伴用着呼吸机"),
        ("unconscious", "老人两天没出来倒垃圾 敲门没人应"),
        ("unconscious", "an old man is lying on the floor, not moving"),
        ("unconscious", "我摔倒了"),
        ("unconscious", "爬不起来"),
        ("gas", "像煤气"),
        ("gas", "there is a gas smell in the kitchen"),
        ("suicide", "I want to kill myself"),
        ("suicide", "a man is going to jump from the roof"),
        ("crime", "somebody is breaking into my house"),
        ("missing", "我儿子三天没回家了"),
        ("missing", "孩子放学没回家"),
        ("missing", "老人三年没回家，今天回来又不见了"),
        ("suicide", "我想我妈了，不想活了"),
        ("suicide", "我想我妈了想下去陪她"),
        ("other", "河水涨起来了 沙洲上还有两个钓鱼的 水都齐腰杆了"),
        ("other", "水漫进来了 老人还在屋里 走不动"),
        ("other", "灶房垮了 他妈还在里头"),
        ("unconscious", "娃把雪碧瓶装的除草药喝了两口"),
        ("fire", "3号楼停电了 电表箱着火了"),
        ("unconscious", "我屋细娃把雪碧瓶瓶装的除草药喝了两口 车又不在屋 哪个送一趟"),
        ("gas", "外墙那根立管呲呲响 味道熏死人"),
        ("gas", "接头抹上肥皂水直冒泡"),
        ("fumes", "她家点着煤炉 烟囱掉了"),
        ("fire", "有人烧秸秆 往我家草垛这边来了"),
        ("unconscious", "我妈一边脸不会动了 筷子拿不住"),
        ("unconscious", "他刚踩到地上那根电线一下就倒了"),
        ("violence", "他揪着我妈头发往墙上撞"),
        ("violence", "他说要把我埋了"),
        ("suicide", "谢谢大家 以后你们不会再看见我了"),
        ("missing", "路边有个小孩一个人站着哭 问他家在哪都不知道"),
        ("missing", "桥头捡到一个小孩"),
        ("crime", "两个黑影在撬一楼的窗"),
        ("fraud", "我奶奶在给人家念卡后面三位"),
        ("other", "挖沟的土塌了 底下埋了个人"),
        ("other", "卷帘门夹住孩子的脚了"),
        ("other", "三岁的娃爬到空调外机上了"),
        ("fraud", "我妈往外转前 劝不住"),
        ("other", "路口挖的坑塌了 土埋了俩人"),
        ("other", "广告牌倒了 底下压着一个骑车的"),
        ("other", "楼上掉下个花盆砸中一个老人 头流血了"),
        ("other", "六楼那家娃骑在空调外机上"),
        ("other", "村东头塘里 有一个沉下去没见上来"),
        ("gas", "三楼一股眉气味 快下来"),
        ("lift", "电提卡住了 我和我妹"),
        ("unconscious", "竿子搭上高压线 人粘住了"),
        ("violence", "保姆把老爷子往床栏上撞"),
        ("suicide", "她爬出护栏了 快劝劝"),
        ("missing", "校车数人 少一个 是我们班的"),
        ("crime", "那人逼小学生脱衣服还拍"),
        ("fraud", "舅舅往那个虚拟币又投了五万 拦不住"),
        ("other", "树要倒了 底下秋千上有小孩"),
        ("unconscious", "我阿爸冇晒反应 鼻都冇气"),
        ("other", "湖面冰上掉进去个半大小子 谁有绳子"),
        ("unconscious", "墙砖往下掉 砸着个老奶奶 流血呢"),
        ("other", "电线刮断了打火花 孩子们放学都从那走"),
        ("other", "五楼窗户外头骑着个小孩"),
        ("fire", "空调插座那块墙黑了一圈,摸着烫手,还飘点白气,是不是得关个闸?"),
        ("gas", "楼道里一股烂鸡蛋味道"),
        ("gas", "今晚上有股味道 你们闻到没 像烂鸡蛋"),
        ("gas", "楼道有股味 我没敢开灯"),
        ("unconscious", "隔壁204一个星期没见那个阿婆出来了 敲门没人应"),
    ],
)
def test_a_danger_is_heard_in_its_plain_words(danger: str, words: str) -> None:
    assert danger in {request.danger for request in read(words, Context("王阿姨"), READER).requests}


@pytest.mark.parametrize(
    "words",
    [
        "救命笑死我了",
        "不行",
        "不行啊",
        "来个人",
        "打110吧",
        "120",
        "119 120",
        "help wifi",
        "救命😂",
        "孩子外套忘车里了 有人看到吗",
        "奶奶把菜落在公交车上了",
        "网线断了 火花塞",
        "我家狗咬狗 流血了",
        "掉下来一个人偶",
        "碰到插座被电工骂",
        "像煤气灶那种接口有卖吗",
        "Don't jump off the wall kids",
        "breaking in new shoes",
        "candle is burning in lobby as decoration",
        "救命啊这也太好吃了",
        "快点快点",
        "车钥匙锁车里了",
        "这菜辣得冒火",
        "气得我头上冒烟",
        "看小视频有人困电梯了",
        "小孩在玩跳楼机",
        "电梯门老夹人",
        "差点砸到人",
        "厨房漏了 淌一地",
        "我儿子三年没回家了",
        "孩子他爸两年没回家了",
        "我想我妈了",
        "我好想我妈了呀",
        "火已经灭了 谢谢",
        "昨天的火灭了没有",
        "篝火还没灭呢 来玩",
        "灯灭了又亮了",
        "热死了 要着火了",
        "太阳底下热得要着火了",
        "嗓子要冒烟了",
        "我不在里面",
        "为车位打起来了",
        "DN150管件店里有,物业要的打我",
        "冰棍打折了 快化了",
        "电梯里没有人吧",
        "防火门拿砖头顶着",
        "门被撬了 东西没了",
        "锅炉点着了 晚上能上温",
        "捡到一个孩子的鞋",
        "肥皂水抹了一圈没冒泡 好了",
        "井里有只猫在叫",
        "线断了一头在风里甩",
        "师傅从窗户爬进来修空调",
        "明天周末别叫醒我",
        "正在给电卡充钱",
        "围着小区打卡走了三圈",
        "把气球绑在椅子上了",
        "老公去钓鱼还没回来 谁帮收下快递",
        "电话线搭在栏杆上晃",
        "房租涨成这样谁也别活了",
        "刹车坏了 推到修车铺换的",
        "屋顶太阳能水上来了",
        "敲门里面人没动静 快递放门口了",
        "扫地机器人自己困在电梯里了",
        "我妈前年中风 幸亏送得早 现在能自己买菜",
        "砰砰砸门吓死我 结果是送错外卖的",
        "孩子作文写家里着火 编得跟真的一样",
        "家里着火怎么办 备一个灭火器",
        "期中考砸了 娃一直哭",
        "楼下的沟填了又沉下去一道槽",
        "晚霞红得跟着火似的",
        "掐我一下 我中奖了",
        "抢劫啊 排骨六十一斤",
        "打劫 把瓜子交出来",
        "趁火打劫的物业费",
        "水龙头出来的水是红的",
        "厕所水是红的 全是铁锈",
        "电动车坐垫被刀片划了",
        "药我数了 还剩十片 够到周五",
        "我家猫爬出窗户了 谁看见了",
        "手机电撑不到今晚",
        "这点水撑不到明天",
        "我妈住院我去陪她了 今天快递帮收下",
        "电梯停了 我跟我妈爬了18楼",
        "电梯停了 我和邻居等半天了",
        "隔壁装修锤玻璃 吵死了",
        "激光灯射到人眼睛上",
        "把沙发拖出来打扫一下",
        "小孙女搂住我脖子喊奶奶",
        "蟑螂从窗户爬进来",
        "蚂蚁从窗缝钻进来了",
        "钥匙锁车里了 物业不让撬",
        "我被关在单元门里 出不去 门禁坏了",
        "清点数量少了两箱苹果",
        "卖完了 回头就没有了",
        "捡到个娃娃 谁家的",
        "取快递报后三位就行",
        "花盆底下压着一个纸条 谁放的",
        "掉下来砸着人家车 玻璃破了",
        "窗户外面挂着人家的被子 滴水",
        "一直有人往下扔酒瓶 管管",
        "电线杆要倒了 有没有人管",
        "货车挂着网线走了 宽带断了",
        "沟填了又沉下去 没见人管",
        "鱼塘的水没上来",
        "猫在炉子边趴下了",
        "热水器咚咚响 里面漏水",
        "壁挂炉没声了 是不是坏了",
        "水泵不动了 没水",
        "烟囱掉了块砖 不知道谁管",
        "下水管道滋滋往外冒 臭死了",
        "下水道倒点洗洁精水就冒泡",
        "血压往上窜 脸都红了",
        "师傅上去没下来 还在敲",
        "炉子的烟都抽了",
        "刚才冒烟是202烧干锅了 火关了人也没事 别打119了",
        "女子防身搏击班开课 遇到家暴男一招放倒 体验价9.9",
        "楼上漏水漏到我家厨房了 我不敢开灯",
        "灯一直闪 不敢开灯",
        "公司今天又炸了 甲方把方案毙了 我想跳槽(不是跳楼)",
        "老公一听换尿布就原地失踪,找人找半小时,在厕所打游戏",
        "老人家没气了 做不了饭",
        "窗户关不上",
        "厨房窗户关不上",
        "煤气罐没气了",
        "吓得人都没气了",
        "我们大人没气了",
    ],
)
def test_what_only_sounds_like_danger_is_none(words: str) -> None:
    assert not any(request.service_class == "P0" for request in read(words, Context("王阿姨"), READER).requests)


@pytest.mark.parametrize(
    ("words", "matter"),
    [
        ("俺家那嘎达下水道堵得噶哒噶哒的 老埋汰了", "property_repair.drain_block"),
        ("俺家那嘎达水管漏了", "property_repair.leak"),
        ("那嘎达灯不亮了 老黑了", "property_repair.corridor_light"),
    ],
)
def test_the_north_east_is_understood(words: str, matter: str) -> None:
    found = read(words, Context("王阿姨"), READER).requests
    assert [request.matter for request in found] == [matter]


@pytest.mark.parametrize(
    "words",
    [
        "今天快递柜坏了吗 打不开",
        "快递柜打不开",
        "楼下丰巢柜黑屏了 快递取不出来",
        "直饮水机坏了",
        "投币洗衣机坏了",
    ],
)
def test_a_machine_that_no_matter_is_named_after_is_asked_for(words: str) -> None:
    found = read(words, Context("王阿姨"), READER)
    assert [request.matter for request in found.requests] == ["other.unclassified"]
    assert doubt(found, Thresholds()) is Doubt.SURE and not found.requests[0].danger


@pytest.mark.parametrize(
    "words", ["快递柜坏了吗", "快递柜满了", "快递柜取件码多少来着", "放快递柜了", "我家洗衣机坏了", "快递柜那边着火了"]
)
def test_what_else_is_said_of_a_machine_is_read_as_ever(words: str) -> None:
    found = read(words, Context("王阿姨"), READER)
    assert [request.matter for request in found.requests] != ["other.unclassified"]


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ("楼上老两口吵架摔东西 吓人 5-1的", True),
        ("楼上两口子吵架摔东西 吓人", True),
        ("楼上夫妻打架摔东西", True),
        ("楼上吵架摔东西 孩子在哭", True),
        ("楼上老两口吵架摔东西", False),
        ("楼上小两口天天吵架摔东西", False),
    ],
)
def test_who_quarrels_at_home_is_not_for_the_group_and_whoever_is_afraid_asks(words: str, asked: bool) -> None:
    found = read(words, Context("王阿姨"), READER)
    assert [request.matter for request in found.requests] == ["dispute.family"]
    assert alarm_doubtful(found, Thresholds()) is asked


@pytest.mark.parametrize(
    "words", ["楼上夫妻吵架 吵得睡不着", "楼上又吵架 摔东西", "隔壁小两口吵架带砸碗的,套餐一晚两轮", "楼上摔东西吵死了"]
)
def test_who_cannot_sleep_for_a_quarrel_complains_of_noise(words: str) -> None:
    assert [request.matter for request in read(words, Context("王阿姨"), READER).requests] == ["dispute.noise"]


@pytest.mark.parametrize("words", ["漏水淌了一地", "漏水流一地"])
def test_water_all_over_the_floor_is_no_rubbish(words: str) -> None:
    found = read(words, Context("王阿姨"), READER).requests
    assert [request.matter for request in found] == ["property_repair.leak"]


def test_a_bare_cry_is_answered_and_asked_about() -> None:
    assert alarm_doubtful(read("救命", Context("王阿姨"), READER), Thresholds())


@pytest.mark.parametrize(
    "turn",
    [
        "cries",
        "says_nothing",
        "no_danger",
        "lift_in_use",
        "invites",
        "smokes",
        "recovers",
        "turned_up",
        "with_me",
        "danger_asked",
        "machine_fails",
    ],
)
@pytest.mark.parametrize(
    "words",
    [
        "喂",
        "在吗",
        "不用了",
        "又",
        "好了",
        "救命",
        "快",
        "救",
        "1",
        "谢谢 ",
        "现在",
        "刚",
        "哎",
        "师傅",
        "哦",
        "help ",
        "热",
        "太好",
        "没在",
        "孩子",
        "没事",
    ],
)
def test_what_is_said_over_and_over_does_not_take_for_ever(turn: str, words: str) -> None:
    """Whoever writes 喂喂喂 a hundred times holds nobody up: what must be said alone has one way to be read."""
    said = READER.lexicon.turns[turn]
    assert not said.search(words * 100 + "囧")
    assert not said.search("来水了" + words * 100 + "囧")


@pytest.mark.parametrize(
    ("words", "matter"),
    [
        ("3号楼2单元门口下水道堵了 污水往外冒 臭死了", None),
        ("3号楼那灯泡子憋了老多天了 黢黑黢黑的 啥时候给整整啊", None),
        ("前男友拎着瓶酸水堵在走廊,说要毁我脸,我把鞋柜推过去顶门了,锁在晃", "public_security.crime_in_progress"),
        ("值夜班的板房里头烧蜂窝煤,老刘脸通红嘴唇樱桃色,摇他不醒", "safety_hazard.gas_leak"),
        ("她吞药了，说不用救", "welfare_care.counseling"),
    ],
)
def test_two_names_of_one_trouble_are_one_request(words: str, matter: str | None) -> None:
    found = read(words, Context("王阿姨"), READER).requests
    assert len(found) == 1
    assert matter in (None, found[0].matter)
    assert bool(found[0].danger) == (matter is not None)


@pytest.mark.parametrize("words", ["没有热水", "3号楼没热水了", "no hot water in building 3 unit 2 since last night"])
def test_hot_water_that_does_not_come_is_water_that_does_not(words: str) -> None:
    assert [each.matter for each in read(words, Context("王阿姨"), READER).requests] == ["utility.water_outage"]


@pytest.mark.parametrize(
    ("danger", "words"),
    [
        ("gas", "检漏的师傅刚走 楼道煤气味更大了"),
        ("unconscious", "晕倒！快来人"),
        ("crime", "卖冰棍的被人拿刀追"),
        ("fire", "卖火烧的摊子着火了"),
        ("suicide", "他说要去死"),
        ("fire", "冒烟的电表箱 快来人断电 烧起来了"),
        ("lift", "孩子拿着玩具困在电梯里了"),
        ("lift", "送餐机器人和我一起困电梯里了"),
        ("unconscious", "我爸吃鸡噎住了 脸都紫了 叫不应"),
        ("unconscious", "摸了下铁门像触电一样 人晕倒了"),
        ("violence", "离完婚他还来打我 快来人"),
        ("violence", "他掐我一下打我一下 我躲厕所了"),
        ("crime", "抢劫 抢了我两百块 往东门跑了"),
        ("crime", "有人持刀把店里的人带走了"),
    ],
)
def test_what_only_stands_beside_a_danger_takes_none_away(danger: str, words: str) -> None:
    told = READER.dangers.alarms(READER.dialect.standard(narrow(words)))
    assert danger in {alarm.name for alarm in told}


@pytest.mark.parametrize("words", ["检查结果是煤气漏了 快来人", "幸亏发现得早 煤气还在漏 快来"])
def test_what_is_found_out_is_not_over(words: str) -> None:
    assert not any(alarm.doubtful for alarm in READER.dangers.alarms(READER.dialect.standard(narrow(words))))


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (
            "3号楼1单元电梯坏了，消防通道堵了",
            {("property_repair.elevator_fault", "3"), ("safety_hazard.fire_lane", "3")},
        ),
        ("5号楼停水了，南门井盖没了", {("utility.water_outage", "5"), ("public_facility.manhole", "")}),
        (
            "1号楼2单元水管漏水。3号楼1单元电梯坏了",
            {("property_repair.leak", "1"), ("property_repair.elevator_fault", "3")},
        ),
        ("厨房水管漏了 水流到客厅", {("property_repair.leak", "3")}),
        ("路灯不亮 昨晚差点摔一跤", {("public_facility.street_light", "")}),
        ("停电了 冰箱里的菜都要坏了", {("utility.power_outage", "3")}),
    ],
)
def test_each_clause_that_is_a_report_by_itself_is_heard(words: str, told: set[tuple[str, str]]) -> None:
    assert {(each.matter, each.building) for each in reading(words, "3-2-501").requests} == told


def test_each_line_of_a_list_has_its_own_place() -> None:
    lines = (
        "1号楼1单元楼道灯不亮",
        "1号楼门禁坏了打不开",
        "2号楼垃圾没人清",
        "3号楼1单元电梯坏了",
        "3号楼2单元消防通道堵了",
    )
    told = "\n".join(f"{number}、{line}" for number, line in enumerate(lines, 1))
    found = reading(told, "1-1-202 老赵").requests
    assert [(each.matter.split(".")[1], each.building, each.unit) for each in found] == [
        ("corridor_light", "1", "1"),
        ("access_gate", "1", ""),
        ("garbage_overflow", "2", ""),
        ("elevator_fault", "3", "1"),
        ("fire_lane", "3", "2"),
    ]
    assert [each.danger for each in reading("1. 楼道灯不亮\n2. 5号楼着火了\n3. 门禁坏了").requests] == ["fire", "", ""]


def test_two_troubles_are_two_requests() -> None:
    found = read("3号楼电梯坏了，还有2单元楼道灯也不亮", Context("王阿姨"), READER).requests
    assert {each.matter for each in found} == {"property_repair.elevator_fault", "property_repair.corridor_light"}


def test_a_roof_that_leaks_is_one_trouble() -> None:
    (found,) = read("顶楼漏了 一下雨就漏 报了三年了", Context("1-1-601 唐"), READER).requests
    assert found.matter == "property_repair.facade_roof"
    both = read("外墙砖往下掉 家里也漏水", Context("1-1-601 唐"), READER).requests
    assert [each.matter for each in both] == ["property_repair.facade_roof", "property_repair.leak"]


@pytest.mark.parametrize("words", ["小高有空帮我换个灯泡", "我家灯泡坏了 谁能帮我换一个"])
def test_small_work_at_home_is_heard(words: str) -> None:
    assert [each.matter for each in read(words, Context("3-1-101 奶奶"), READER).requests] == ["other.unclassified"]


@pytest.mark.parametrize("lift", ["电梯", "升降梯", "货梯", "升降机"])
def test_a_lift_by_any_name_is_dangerous_only_with_somebody_in_it(lift: str) -> None:
    (stopped,) = read(f"3号楼{lift}停了", Context("王阿姨"), READER).requests
    assert (stopped.matter, stopped.service_class) == ("property_repair.elevator_fault", "P1")
    (stuck,) = read(f"3号楼{lift}里有人出不来", Context("王阿姨"), READER).requests
    assert stuck.danger == "lift"


def test_a_danger_is_kept_beside_a_matter_that_stands_out() -> None:
    (found,) = read("窨井没盖子,小孩掉下去了,菜市场后门", Context("王阿姨"), READER).requests
    assert (found.matter, found.service_class) == ("public_facility.manhole", "P0")


def test_what_is_dangerous_besides_is_never_left_out() -> None:
    found = read("烤鱼店凌晨三点还在冒烟，着火了", Context("王阿姨"), READER).requests
    assert "fire" in {each.danger for each in found}


def test_a_danger_of_no_known_kind_is_of_no_known_dangers_matter() -> None:
    (request,) = read("灶房垮了 他妈还在里头", Context("王阿姨"), READER).requests
    assert (request.service_class, request.danger) == ("P0", "other")
    assert request.matter not in {matter for matters in DANGERS.values() for matter in matters}


@pytest.mark.parametrize("words", ["幸福里3栋停电了", "幸福里3号楼停水了", "幸福小区3号楼停水了", "幸福里3栋2单元漏水"])
def test_a_compound_before_its_building_is_plain(words: str) -> None:
    reading = read(words, Context(), READER)
    assert doubt(reading, Thresholds()) is Doubt.SURE
    assert reading.requests[0].building == "3"


def test_what_falls_off_a_wall_is_one_trouble() -> None:
    """A card of the leak stood beside that of the wall, though nothing was wet."""
    shed = read("3号楼1单元楼道墙皮掉了", Context(), READER)
    assert [each.matter for each in shed.requests] == ["property_repair.facade_roof"]
    wet = read("楼顶漏水，墙皮都掉了", Context(), READER)
    assert "property_repair.leak" in [each.matter for each in wet.requests]
