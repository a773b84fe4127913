"""What can be meant of nothing else is asked for whatever the weights say; what only sounds like it is not."""

import pytest

from config.lexicon import load_reader
from rules.parsing import Context, read
from tests.rules.rings import urgent

READER = load_reader()
LIFT, LAMP, DOOR = (f"property_repair.{each}" for each in ("elevator_fault", "corridor_light", "access_gate"))
LEAK, BINS = "property_repair.leak", "sanitation.garbage_overflow"
SERVICE, COMPLAINT = "property_repair.property_service", "other.service_complaint"


def _fails(words: str) -> bool:
    turns = (READER.lexicon.turns[turn] for turn in ("plainly_fails", "plainly_fails_in_english"))
    return any(turn.search(READER.dialect.standard(words)) for turn in turns)


@pytest.mark.parametrize(
    ("words", "matter"),
    [
        ("小区停电了", "utility.power_outage"),
        ("我们小区停电了", "utility.power_outage"),
        ("咱们这栋楼断电了", "utility.power_outage"),
        ("3号楼有几户没水", "utility.water_outage"),
        ("没水了哈", "utility.water_outage"),
        ("3号楼2单元也停水了", "utility.water_outage"),
        ("我家水停了", "utility.water_outage"),
        ("3号楼电停了", "utility.power_outage"),
        ("咱们楼暖气停了", "utility.heating"),
        ("五号楼网也断了", "utility.telecom"),
        ("小区电又断了", "utility.power_outage"),
        ("整个小区没网了", "utility.telecom"),
        ("暖气一直不热", "utility.heating"),
        ("我家漏水了", LEAK),
        ("水龙头拧不紧 一直滴水", LEAK),
        ("5号楼电梯又坏了", LIFT),
        ("楼道灯不亮好几天了", LAMP),
        ("门禁也刷不开", DOOR),
        ("2单元门打不开", DOOR),
        ("垃圾三天没人收", BINS),
        ("下水道又堵了", "property_repair.drain_block"),
        ("the light in the hallway of building 3 is broken since yesterday", LAMP),
        ("Hi, the lift in building 3 is still not working", LIFT),
        ("the bulb in building 3 is dead", LAMP),
        ("light bulb is dead in unit 2", LAMP),
        ("lamp on 5th floor died", LAMP),
        ("hallway is pitch black bld 3", LAMP),
        ("my tap keeps dripping", LEAK),
    ],
)
@pytest.mark.parametrize("sender", ["", "3-2-501 王阿姨", "网格员小陈"])
def test_what_plainly_fails_is_asked_for(words: str, matter: str, sender: str) -> None:
    reading = read(words, Context(sender), READER)
    assert [each.matter for each in reading.requests] == [matter]
    assert not reading.doubtful


@pytest.mark.parametrize(
    "words",
    [
        "停电了吗", "停水到几点", "昨天停电了", "明天停水", "通知:今天停水", "没停电", "来电了", "有水了", "还是没水",
        "手机没电了", "电动车没电了", "遥控器没电了", "我爸没气了", "电梯修好了", "电梯没坏", "电梯坏了没",
        "我家水停了吗", "你们楼水停了没", "昨天我家水停了", "我家空调水停了", "外面雨停了",
        "灯亮了", "谁家漏水", "不漏水了", "楼道灯不亮了吗", "is the lift broken?", "the light was broken, now fixed",
        "if the power is off use the stairs", "I am off now", "the movie with the lift is out of stock",
        "my phone died", "the stairs were dark in that film", "are the stairs dark?",
    ],
)  # fmt: skip
def test_what_only_sounds_like_it_does_not_plainly_fail(words: str) -> None:
    assert not _fails(words)


@pytest.mark.parametrize(
    "words",
    [
        "叔叔我家灯坏了写不了作业", "叔叔 我家灯坏了", "叔叔 灯不亮写不了作业", "我家灯坏了看不了书",
        "叔叔我们家停电了作业写不完", "阿姨我家没水了 妈妈不在家", "灯坏了 孩子写不了作业",
        "师傅我家灯坏了能来修吗", "我家客厅的灯坏了谁会修", "楼道灯坏了什么时候来修", "我家没水了能来看看吗",
        "我家自来水停了", "我们这边水全停了", "漏水还没停", "厨房滴水一直没停", "我家阳台漏雨", "房顶又漏雨了",
        "你们能不能来人把门口那个雪扫一扫我怕摔", "物业能不能派人把楼道垃圾清一下", "社区麻烦找人把树枝剪一剪吧",
        "卫生间楼水", "我家楼水了", "天花板楼水", "楼到窗户坏了", "我们楼到好黑",
        "楼上阳台浇花水都滴我家来了", "隔壁空调水流到我们家窗台上", "借问一下社区有轮椅借吗", "我想借轮椅用两天",
        "社区能不能请师傅来给我们换一下灯", "大家小心 3号楼门口有个坑", "大家注意 3号楼有人高空抛物",
        "各位注意 东门台阶有块冰", "门锁没电了打不开", "大家晚上充电注意点 3号楼道里又有人充电",
        "大家注意 楼下井盖没了", "某栋楼电梯坏了没人修",
        "我们小区电梯坏半月无人修", "小区电梯坏半月没人修", "某些人又在楼道充电",
    ],
)  # fmt: skip
def test_whoever_tells_it_and_what_comes_of_it_it_is_asked_for(words: str) -> None:
    assert read(words, Context(), READER).requests


@pytest.mark.parametrize(
    "words",
    [
        "叔叔我作业写完了", "我作业写不了", "我家灯修好了", "你家灯坏了吗", "我家灯坏了自己换了",
        "停电了写不了作业 哈哈 开心",
        "物业派人来把灯修好了", "麻烦你们叫人来吃饭", "物业已经派人来把雪扫一下了", "我家漏水停了", "隔壁装修终于停了",
        "3号楼到5号楼怎么走", "my phone power is dead lol", "大家晚上充电注意点", "大家晚上充电注意点啊",
        "电动车充电大家注意点",
        "充电的时候都注意点", "大家注意防火", "各位邻居用火用电注意安全", "某小区电梯坏半月无人修",
        "某小区电梯坏了半个月无人维修 业主爬楼", "郑州一小区电梯坏了一个月 业主集体维权",
        "xx小区漏水半年无人管 记者调查",
        "隔壁小区电梯坏半月了", "我家有轮椅可以借给大家", "楼上水不滴了", "车子没电了 谁有搭电线", "大家小心路上车多",
        "通知:物业将派人清理楼道 请大家配合", "大家注意 3号楼有人捐衣服", "大家注意查收", "热水袋漏水了",
    ],
)  # fmt: skip
def test_what_stands_near_it_is_not(words: str) -> None:
    assert not read(words, Context(), READER).requests


@pytest.mark.parametrize("words", ["大家注意 楼下着火了", "大家小心 3楼煤气漏了", "某小区着火了快来人救命"])
def test_a_reminder_or_a_headline_takes_away_no_danger(words: str) -> None:
    assert urgent(words)


@pytest.mark.parametrize(
    ("words", "over"),
    [
        ("漏水停了", True),
        ("楼上漏水停了，谢谢师傅", True),
        ("狗终于不叫了", True),
        ("隔壁电钻总算停了", True),
        ("3号楼噪音没了", True),
        ("漏水停了又漏", False),
        ("漏水停了一会又开始", False),
        ("狗不叫了也不动了", False),
    ],
)
def test_what_has_stopped_is_asked_for_no_more(words: str, over: bool) -> None:
    assert (not read(words, Context("3-2-501 王阿姨"), READER).requests) is over


@pytest.mark.parametrize(
    ("words", "matters"),
    [
        ("我家漏水了，楼道灯不亮，电梯也坏了", {LEAK, LAMP, LIFT}),
        ("电梯坏了 门禁打不开", {LIFT, DOOR}),
        ("楼道灯不亮，垃圾也没人收", {LAMP, BINS}),
        ("电梯坏了，楼道灯不亮，物业不管，交钱倒是积极", {LIFT, LAMP}),
        ("楼道灯不亮，小高说下午来", {LAMP}),
    ],
)
def test_each_thing_that_plainly_fails_is_asked_for(words: str, matters: set[str]) -> None:
    assert {each.matter for each in read(words, Context("3-2-501 王阿姨"), READER).requests} == matters


@pytest.mark.parametrize(
    ("words", "matters"),
    [
        ("物业乱收费，投诉", {SERVICE}),
        ("物业乱收费 电梯还坏了", {SERVICE, LIFT}),
        ("物业费白交了电梯坏三天", {LIFT}),
        ("你们物业是死人啊电梯坏三天了", {LIFT}),
        ("物业就是摆设，路灯坏了一个月", {"public_facility.street_light"}),
        ("投诉物业经理骂人", {COMPLAINT}),
        ("投诉物业保安态度差", {COMPLAINT}),
    ],
)
def test_what_is_charged_is_no_complaint_of_conduct(words: str, matters: set[str]) -> None:
    assert {each.matter for each in read(words, Context(), READER).requests} == matters


@pytest.mark.parametrize(
    ("words", "awake"),
    [
        ("昨晚上广场舞跳到十一点 娃儿睡不着", True),
        ("楼上天天拖椅子 老人没法睡", True),
        ("隔壁半夜敲墙 把孩子吵醒了", True),
        ("昨晚那集看哭了，女主从楼上跳下来那段，我一宿没睡着", False),
        ("明天要装修了 激动得睡不着", False),
        ("广场舞九点就散了 挺好", False),
        ("楼上搬走了 不吵了 终于睡着了", False),
        ("老人失眠睡不着怎么办", False),
    ],
)
def test_who_cannot_sleep_for_what_is_loud_asks_for_quiet(words: str, awake: bool) -> None:
    assert (READER.lexicon.turns["keeps_awake"].search(words) is not None) is awake
    asked = [each.matter for each in read(words, Context(), READER).requests]
    assert asked == ["dispute.noise"] or not awake


@pytest.mark.parametrize(
    ("words", "kind"),
    [("收到物业的通知", "ack"), ("收到社区发的短信了", "ack")],
)
def test_a_notice_that_came_is_acknowledged(words: str, kind: str) -> None:
    reading = read(words, Context("3-2-501 王阿姨"), READER)
    assert (reading.kind, reading.requests) == (kind, ())


@pytest.mark.parametrize("words", ["没收到物业的通知", "收到诈骗短信", "收到法院的短信要我转钱", "收到通知没有啊"])
def test_another_word_of_a_notice_is_weighed_as_ever(words: str) -> None:
    assert not READER.lexicon.turns["receives"].search(words)


@pytest.mark.parametrize(
    ("words", "matters"),
    [
        ("楼下烧烤摊吵得睡不着", {"dispute.noise"}),
        ("烧烤店吵死了睡不着", {"dispute.noise"}),
        ("烧烤店的烟往家里灌 喝酒划拳吵到两点", {"dispute.noise", "city_order.cooking_fume"}),
        ("烧烤摊的烟呛得睡不着", {"city_order.cooking_fume"}),
    ],
)
def test_of_whom_one_hears_only_noise_nobody_complains_of_smoke(words: str, matters: set[str]) -> None:
    assert {each.matter for each in read(words, Context(), READER).requests} == matters


@pytest.mark.parametrize(
    ("words", "matter"),
    [
        ("外面烧秸秆味好大", "sanitation.odor"),
        ("地里烧秸秆呛得慌", "sanitation.odor"),
        ("外面烧麦草的味道好呛", "sanitation.odor"),
        ("又在烧荒草 味道太大了", "sanitation.odor"),
        ("烧秸秆的火烧过来了", "safety_hazard.fire"),
        ("外面烧秸秆 楼道里都是烟", "safety_hazard.fire"),
        ("烧荒草引着草垛了", "safety_hazard.fire"),
    ],
)
def test_what_burns_in_the_fields_is_smelt_until_it_comes_near(words: str, matter: str) -> None:
    (asked,) = read(words, Context(), READER).requests
    assert (asked.matter, asked.service_class == "P0") == (matter, matter == "safety_hazard.fire")


@pytest.mark.parametrize(
    ("words", "asks"),
    [
        ("老人体检报告什么时候发", False),
        ("体检报告在哪领", True),
        ("化验单什么时候出来", False),
        ("体检结果几号能拿", False),
        ("体检报告说心脏有杂音 社区医生哪天在", True),
        ("投诉电话12345 有事请打", False),
        ("物业服务热线:8812345，有问题请拨打", False),
        ("12345打了三次没人管 我要投诉", True),
        ("投诉电话打了没人接 楼道灯还是不亮", True),
    ],
)
def test_when_a_result_comes_and_whom_to_ring_asks_nobody(words: str, asks: bool) -> None:
    assert bool(read(words, Context(), READER).requests) is asks


@pytest.mark.parametrize(
    "words",
    [
        "80岁以上那补贴今年涨没涨", "满80的那个补贴今年怎么还没打到卡里", "失业金到底啥时候能下来 窗口说等通知",
        "独生子女费今年还没发", "满六十五了 坐班车要不要钱", "新农合今年交多少钱", "老年证上哪办",
        "今天灶火跟蜡烛一样", "灶火只有豆大一点", "卫生间一股沼气味 哪来的哦", "厕所返下水道味", "楼道里一股尿骚味",
        "屋里水管冻实心了 拿吹风机吹俩小时没开", "厨房水管又冻上了", "地下室进水了 白菜全泡了", "储藏室又进水了",
        "9栋架空层丢了一辆电瓶车", "我那自行车不见了", "我那个手机字忽然变老大 谁会调回来",
        "微信登不上去了 教教我", "有没有人能管管这事啊 问了城管都说不归他们", "幼儿园门口车太乱 画个线行不",
        "在南街买的手机是翻新的 不退", "修渠把我们六队的路挖断了 收麦的机子进不去", "乡道被收割机压塌了",
    ],
)  # fmt: skip
def test_what_is_wanted_in_few_words_is_asked_for(words: str) -> None:
    assert read(words, Context("5-2-301 王"), READER).requests


@pytest.mark.parametrize(
    "words",
    [
        "挖断的路填好了", "老家的路被冲垮了",
        "我同学退休金涨了一百二", "听说补贴要涨", "养老金到账了", "户口本照片糊了 附近哪有照相馆", "社保办好了",
        "卫生间不臭了", "我家水管冻住了 拿热毛巾捂了五分钟就通了",
        "以前厂里那时候水管冻了都是自己烧水浇", "车库没进水", "地下室会不会进水", "我的自行车找到了",
        "我那自行车忘了停哪里", "手机快没话费了 帮我充50", "手机屏碎了 谁会换屏 推荐一个",
        "屋顶漏水 卫生间渗水 不砸砖 十年质保", "居住证健康证 三天拿 不用本人到", "蟑螂药到货 一包倒一窝",
        "路灯一事办得及时 向同志们致谢", "这个月门上一张小卡片都没有 保安大哥辛苦",
        "楼上的能不能把白菜往边上挪挪 我停个车", "那辆白车能挪一下吗 我出不去了 车主看见回一声",
        "风吹下来一床被子 我给搭在9栋前头晾衣杆上了", "女儿学校停水了 让家长送水", "我们公司电梯坏了 爬了八楼",
    ],
)  # fmt: skip
def test_what_sounds_so_and_wants_nothing_is_not(words: str) -> None:
    assert not read(words, Context("5-2-301 王"), READER).requests


@pytest.mark.parametrize(
    "words", ["我们公司电梯坏了 里面困着人", "煤气罐到货 一开箱就漏气 头晕", "办得好 就是楼上着火了"]
)
def test_what_wants_nothing_takes_away_no_danger(words: str) -> None:
    assert urgent(words)


@pytest.mark.parametrize(
    "words",
    [
        "水管漏了 十年质保 找不到人", "热水器到货三天就漏水", "楼下电动车堵门了 挪一下行不 我出不去",
        "路上井盖坏了 我给搭在边上了 来个人修", "掉下来的电线我给挂在树上了", "楼道灯都没有亮 辛苦师傅来看看",
        "暖气都没有 麻烦谢谢", "楼顶渗水 不砸砖能修不", "两根杆子之间那坨线 快贴到货车顶了 今早又刮了一次",
        "老证要换 走不动 可不可以不用本人到场", "网上买的玉镯子到货是塑料的 你们工商所管不管",
    ],
)  # fmt: skip
def test_what_is_warranted_moved_or_thanked_for_and_fails_is_asked_for(words: str) -> None:
    assert read(words, Context("5-2-301 王"), READER).requests


@pytest.mark.parametrize(
    ("words", "matter"),
    [
        ("独居的朱阿姨发高烧没人烧水 退烧药也没有", "welfare_care.medical_help"),
        ("空心樟树朝屋子歪过来要处理 边上那些杂草顺便割掉", "safety_hazard.dangerous_structure"),
        ("楼顶搭违建 对面工地半夜打桩", "city_order.illegal_construction"),
        ("1号楼门口有人晕倒叫不醒。还有我妈3号楼501一个人住 能不能有人照顾一下", "welfare_care.elder_care"),
    ],
)
def test_what_cannot_wait_is_no_second_name_of_what_can(words: str, matter: str) -> None:
    assert matter in {each.matter for each in read(words, Context("5-2-301 王"), READER).requests}
