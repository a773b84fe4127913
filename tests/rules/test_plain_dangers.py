"""Dangers told in plain words, and what only sounds like one."""

import pytest

from config.lexicon import load_reader
from rules.deciding import DANGERS
from rules.doubt import Thresholds, alarm_doubtful
from rules.parsing import Context, alarming, read
from rules.wording import narrow

READER = load_reader()


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
        ("unconscious", "门开了 人没了气"),
        ("unconscious", "他没了呼吸"),
        ("unconscious", "老人没了心跳 快来"),
        ("missing", "门开着 人没了"),
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
        "我们家大人没了气 灶打不着",
        "车胎没了气",
    ],
)
def test_what_only_sounds_like_danger_is_none(words: str) -> None:
    assert not any(request.service_class == "P0" for request in read(words, Context("王阿姨"), READER).requests)


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


ALIKE = {
    "电梯头头关到人了": "电梯里头没关人",
    "电梯卡住了我在里面": "电梯卡住了我爬楼上来的",
    "墙倒了压到人": "墙倒了没压到人",
    "楼塌了": "楼塌了一角墙皮",
    "孩子卡窗户上了": "孩子的风筝卡窗户上了",
    "help someone is breaking in": "breaking in my new shoes",
    "I smell something burning": "something burning in my heart lol song",
}


@pytest.mark.parametrize("words", ALIKE)
def test_what_is_read_as_danger_is_heard_by_the_first_look(words: str) -> None:
    """The model felt some of these, which the look that puts danger before all that waits never asks."""
    assert alarming(words, READER)
    assert any(request.service_class == "P0" for request in read(words, Context(), READER).requests)


@pytest.mark.parametrize("words", ALIKE.values())
def test_the_first_look_passes_over_what_only_sounds_like_it(words: str) -> None:
    assert not alarming(words, READER)
