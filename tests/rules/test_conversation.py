"""Small talks of a group, each line with the ticket it belongs to: a star opens one, a dash is about none."""

from datetime import UTC, datetime, timedelta

import pytest

from config.lexicon import load_reader
from rules.conversation import Conversation
from rules.parsing import Context, Reading, read_supposing
from rules.scene import Heard, OpenTicket, Scene

NOON = datetime(2026, 3, 4, 4, tzinfo=UTC)
READER = load_reader()

TALKS = {
    "a neighbour in other words, a worker, and over": """
        1* 7-1-301 王姨: 7栋停电了
        1 7-2-502 老李: 我家也黑了
        1 网格员小方: 收到,马上联系供电所
        1 7-1-301 王姨: 几点能来啊
        1 7-2-502 老李: 亮了亮了!""",
    "another building is another ticket": """
        1* 3-1-201 阿玲: 3栋电梯坏了,停在5楼不动
        2* 8-2-603 小陈: 8栋电梯也坏了
        1 3-1-201 阿玲: 3栋的维保来了没有""",
    "a supply that fails in the next building too is one cause": """
        1* 9-2-703 石姐: 龙头里只有风声,一滴水都没有
        1 3-1-602 阿珍: 3栋也没有水
        1 6-1-305 邓姐: 6栋也没得""",
    "a supply that fails in a third building is one cause": """
        1* 3-1-602 阿珍: 3栋停电了
        2* 12-2-303 高哥: 12栋停电了
        2 5-1-305 邓姐: 5栋也停电了
        2 8-1-305 老蒋: 8栋没电+1""",
    "what three buildings lack is of the same cause in a fourth that names itself": """
        1* 6-2-1502 马姐: 龙头里一滴水都没有
        1 2-1-604 阿敏: 我家也没水 牙刷一半
        1 9-1-203 老韩: 我家也没水
        1 11-2-305 客栈: 11栋也没水,六间客人等着洗澡退房""",
    "who lacks what everybody lacks, and names no building, tells nothing new": """
        1* 卤味周老五: 正街这边龙头拧到底都没得一滴
        1 鑫鑫五金: 我店里也没水
        1 3幢何孃孃: 三幢也停了
        1 8幢廖姐: 8幢停了 脸洗到一半
        1 10-2-203: 我家也没得 厕所咋办 一家六口 老的小的都等到""",
    "a building that lacks it as well, where everybody does, tells nothing new": """
        1* 豆豆姥姥: 不是说今儿零点供热吗 全院咋还冰凉呢
        1 7-3-502 老董: 管子一点动静没有
        1 一切随缘: 起来摸了一把,冰手
        1 2-2-201 姜老师: 小佟,我们二号楼也是凉的,老伴腿不好,几点来给个准话""",
    "what stopped as well is what was just told to": """
        1* 3-1-602 阿珍: 整个小区都停水了
        2* 7-1-201 小常: 7栋1单元楼道灯坏了
        1 5-1-305 邓姐: 5栋也停了""",
    "what a cut makes stand still is of the cut": """
        1* 3-1-602 阿珍: 3栋停电了
        1 物业大刘: 3栋电梯两台都在一楼,没人在里面""",
    "who breaks in where there is danger tells no crime": """
        1* 3-1-602 阿珍: 302煤气味特别大 敲门没人应
        1 3-1-301 老彪: 我过去砸门!
        2* 3-1-402 小贺: 有人拿刀砸我家门 快报警""",
    "what goes on about a ticket in words of another matter is of it": """
        1* 10-1-203 老郝: 污水井冒水了,流了一地
        1 10-1-501 秋菊: 臭得客人都不坐了""",
    "what a leak makes one lack is of it": """
        1* 2-1-203 老郝: 2栋水管漏了,喷得老高
        1 2-2-501 秋菊: 我说怎么没水 奶瓶还没刷
        1 2-3-102: 停水也不说一声
        2* 9-1-501 老孙: 我家水龙头没水了""",
    "what drips from above is no pipe that was shut": """
        1* 3-2-501 老赵: 楼上漏水 我家天花板滴水
        2* 3-1-102 老吴: 3号楼没水了""",
    "who lies by another gate is another": """
        1* 3-2-501 老赵: 3号楼下面有个老人倒在地上 叫不醒
        2* 3-2-502 老孙: 南门又晕倒一个""",
    "what a fire smells of is of it": """
        1* 7-1-203 老郝: 7栋着火了 冒烟
        1 7-2-501 秋菊: 一股塑料味 头疼""",
    "one thing is asked for in two names": """
        1* 5-2-1106 小邵: 篮球场那个坑没人围啊 黑灯瞎火的
        2*+3* 4-1-401 老尹: 路灯怎么一个没亮 全黑的,还有南门垃圾桶刮翻四个 烂菜汤淌一地""",
    "another unit once the first is done is another ticket": """
        1* 3-1-201 阿玲: 3号楼1单元下水道堵了
        1 工程老庾: 1单元通了,刚疏通的
        2* 3-2-301 小陈: 3号楼2单元下水道堵了""",
    "more of one's own trouble is no second one": """
        1* 2-1-302 小梁: 2号楼1单元大厅在漏水,天花板滴滴答答
        1 2-1-302 小梁: 现在还在滴 桶都满了""",
    "impatience and quarrel open nothing": """
        1* 5-1-502 铁成: 五号楼暖气冰凉,一点都不热
        1 5-1-301: 我家也凉
        1 5-1-502 铁成: 能不能快点,手都伸不出来了
        1 热力站小魏: 师傅在路上,十分钟到""",
    "what is back after it was over is new": """
        1* 6-1606 大飞: 6栋大堂灯不亮,一片黑
        1 工程老庾: 电工去换灯
        1 6-1606 大飞: 亮了,谢谢
        2* 6-1606 大飞: 6栋大堂又黑了""",
    "that the later trouble is over is told of the later": """
        1* 7栋3102: 啪一声全黑了 7栋
        1 7-2-2204: 我家也黑了
        1 海澜物业客服-小吴: 7栋是地库配电房跳闸
        1 7-2-2204: 7栋来电了!
        1 7栋3102: 有电了有电了
        2* 7-1-1203: 又黑了……7栋
        2 7栋3102: 7栋来电了,这次稳了""",
    "noise that has stopped and begins again is new": """
        1* 11-1-1402 阿敏: 楼上又在吊嗓子了,11栋,午睡都睡不成
        1 11-1-1402 阿敏: 停了,可能看到群消息了
        2* 11-1-1402 阿敏: 又来了,换高音了""",
    "one receipt of many is about no ticket": """
        - 网格员小方: @所有人 周六上午九点灭蚊消杀,请关好门窗,收到请回复
        - 3-1-801 阿玲: 收到
        1* 7-2-102 小杜: 收到。顺便问下7栋门口的感应灯几时修,黑了四天了
        - 2-1-806 租客: 收到
        - 1-2-903 杨婶: 收到了
        1 网格员小方: 7栋的灯我报修了""",
    "a receipt of what everybody was just told is about no ticket": """
        1* 6-1-602: 水龙头拧开一滴都没有
        1 6-1-501 易师傅: 我家也没有
        - 物业小柳: 气象台发布道路结冰橙色预警,请大家减少外出,老人莫出门买菜
        - 4栋楼栋长胡姨: 收到""",
    "small talk beside a ticket stays small talk": """
        1* 9-1-101 小贺: 9栋1单元门禁坏了,刷卡打不开
        - 团长二丫: 草莓团购,十块一斤,要的接龙
        - momo: 晚安
        1 物业客服小吴: 收到,9栋门禁马上去修""",
    "a greeting is no word of what was said just before": """
        1* 3-1-201 阿珍: 3栋电梯坏了
        1 网格员小方: 收到
        - momo: 早安
        - 2-1-601: 大家早上好呀""",
    "an answer to a neighbour's question is talk": """
        1* 3-1-201 阿珍: 3栋1单元电梯坏了,停在七楼
        - 2-1-803 阿敏: 有人知道快递站几点关门吗
        - 2-2-1501 大刘: 八点吧,昨天我七点五十还拿到了""",
    "a picture belongs to what its sender said": """
        1* 2-1-302 小周: 2栋1单元楼道堆满了纸箱,过不去人
        1 2-1-302 小周: [图片]
        1 网格员小方: 看到了,我联系这家清走""",
    "neighbours who plainly report other things open other tickets": """
        1* 3-2-501 王阿姨: 3号楼2单元501漏水了
        2* 3-1-202 小李: 3号楼1单元楼道灯坏了
        3* 3-1-601 大刘: 没暖气
        4* 5-3-402 momo: 5号楼3单元垃圾没人收
        5* 5-1-301 阿珍: 断网了
        6* 3-2-201 老周: 3号楼2单元电梯坏了""",
    "that another building has water opens no ticket": """
        1* 3-1-601 阿珍: 3栋停水了,一滴都没有
        1 3-2-301 大刘: 我家也没水
        1 4-1-102 momo: 4栋也有水""",
    "what is only hinted at in the talk of a ticket opens none": """
        1* 4-1-301 阿珍: 我家泡了一地,木地板啊,楼上漏的,这谁赔
        1 4-2-102 老贺: 老崔脚面烫红了一块 不大""",
    "what drips where water fails is of its own": """
        1* 3-2-501 老赵: 3栋没水了
        1 3-2-501 老赵: 水龙头只滴水
        2* 3-2-501 老赵: 我家水龙头滴水 关不紧""",
    "what stops every day is what stopped before": """
        1* 3-2-501 老赵: 3栋没水了
        1 物业小张: 收到,马上去看
        1 3-2-501 老赵: 来水了 谢谢
        2* 3-2-602 阿珍: 又停 天天停
        2 3-1-102 老吴: 我家也没水""",
    "who lies somewhere else is another": """
        1* 3-2-501 老赵: 3号楼下面有个老人倒在地上 叫不醒
        1 网格员小方: 打120了
        2* 3-2-501 老赵: 小区门口也倒了一个""",
    "who has died behind the door is who did not answer": """
        1* 3-2-501 老赵: 301门敲不开 老太太好几天没见了
        1 网格员小方: 马上到
        1 3-2-502 老孙: 门开了 人没了气""",
    "danger is never swallowed": """
        1* 4-1-201 阿强: 4栋停水了
        1 4-2-301: 我家也没水
        2* 4-1-501 老周: 着火了!4栋5楼冒黑烟,快来人""",
}  # fmt: skip


def places(lines: str) -> list[tuple[str, str]]:
    """What became of each line, and what should have."""
    talk, found = Conversation(READER.lexicon.turns, READER.lexicon.clues), []
    for minute, line in enumerate(lines.strip().splitlines()):
        wanted, said = line.strip().split(" ", 1)
        sender, text = said.split(": ", 1)
        ((reading, asks),) = read_supposing([(text, Context(sender=sender))], READER)
        role = READER.lexicon.people.role(sender)
        told = talk.hear(sender, text, NOON + timedelta(minutes=minute), role, reading, asks)
        placed = "+".join(f"{link.ticket}{'*' if link.opens else ''}" for link in told.tickets) or "-"
        found.append((f"{placed} {said}", f"{wanted} {said}"))
    return found


@pytest.mark.parametrize("talk", TALKS.values(), ids=TALKS.keys())
def test_a_small_talk_is_sorted(talk: str) -> None:
    read_, true = zip(*places(talk), strict=True)
    assert read_ == true


@pytest.mark.parametrize(
    ("before", "words", "matter"),
    [
        (
            "11栋楼上吊嗓子,吵得午睡都睡不成",
            "对门的车子又停在我车位上,打三次电话他说马上,马上一小时",
            "dispute.parking_dispute",
        ),
        ("6栋楼上往我家漏水", "6栋南墙又掉了几块瓷砖,落在自行车上,砸凹,还好没人", "property_repair.facade_roof"),
        ("6栋大堂灯不亮,一片黑", "大堂又黑了", "property_repair.corridor_light"),
        ("6栋停电了", "又没了", "utility.power_outage"),
        ("6栋停水了", "又跳了，6号楼", "utility.power_outage"),
    ],
)
def test_only_who_says_little_leaves_the_matter_to_what_was_told_before(before: str, words: str, matter: str) -> None:
    talk, opened = Conversation(READER.lexicon.turns, READER.lexicon.clues), []
    for minute, text in ((0, before), (30, "修好了,谢谢"), (200, words)):
        ((reading, asks),) = read_supposing([(text, Context(sender="6-1-1402 阿敏"))], READER)
        told = talk.hear("6-1-1402 阿敏", text, NOON + timedelta(minutes=minute), "resident", reading, asks)
        opened += [link.request.matter for link in told.tickets if link.request]
    assert opened[1:] == [matter]


@pytest.mark.parametrize(
    ("before", "over", "minutes", "words", "opens"),
    [
        ("1单元门口贴满了小广告，谁来铲", "铲干净了", 300, "楼道口又贴上了", True),
        ("3号楼2单元的门关不严，风灌进来", "门掰直了", 300, "门又关不严了", True),
        ("单元门口的车堵着路，谁的", "挪了", 300, "又停一辆白的", True),
        # what is not over goes on
        ("7号楼垃圾堆到台阶上了，没人收", "保洁在路上", 300, "刚才又摞了一堆，别单元扔的", False),
    ],
)
def test_what_was_cleared_away_and_is_there_once_more_is_new(
    before: str, over: str, minutes: int, words: str, opens: bool
) -> None:
    talk = Conversation(READER.lexicon.turns, READER.lexicon.clues)
    day = [(0, "7-2-402 阿敏", before), (20, "物业老陈", over), (minutes, "7-2-402 阿敏", words)]
    for minute, sender, text in day:
        ((reading, asks),) = read_supposing([(text, Context(sender=sender))], READER)
        role = READER.lexicon.people.role(sender)
        told = talk.hear(sender, text, NOON + timedelta(minutes=minute), role, reading, asks)
    assert any(link.opens for link in told.tickets) is opens


@pytest.mark.parametrize(
    ("sender", "matter", "sees_to_it"),
    [
        ("移动小林", "public_facility.dangling_cable", True),
        ("供电所 小范", "public_facility.dangling_cable", True),
        ("园林阿胜", "safety_hazard.dangerous_structure", True),
        ("消防-梁队", "safety_hazard.fire_equipment", True),
        ("吸污车老伍", "public_facility.sewer_overflow", True),
        ("派出所-周警官", "emergency_health.missing_person", True),
        ("供热维修 老侯", "property_repair.leak", True),
        ("移动小林", "public_facility.manhole", False),
        ("消防-梁队", "safety_hazard.corridor_clutter", False),
    ],
)
def test_who_sees_to_what_is_told_by_their_name(sender: str, matter: str, sees_to_it: bool) -> None:
    heard = Heard(sender, "到了", NOON, "staff", Reading("update", ()))
    assert Scene(heard, [OpenTicket(1, matter)], READER.lexicon.turns).trades == ({matter} if sees_to_it else set())


@pytest.mark.parametrize(
    ("before", "words", "over"),
    [
        ("3栋电梯停了，按了没反应", "动了动了 要得", True),
        ("3号楼单元门刷不开，刷脸也不行", "能进去了 谢谢", True),
        ("门口一堆垃圾没人收", "收走了", True),
        ("厨房下水道堵了，水往上返", "下去了，通出来一个拖把头", True),
        ("3号楼单元门关不上，一直大开", "门开了", False),
        ("整条街停水了", "水厂值班电话打通了，正在往这边赶", False),
        ("厨房下水道堵了，水往上返", "打电话叫了师傅来，通了", True),
        ("厨房下水道堵了，水往上返", "管子打通了", True),
    ],
)
def test_trouble_is_over_in_words_for_any_or_for_its_matter(before: str, words: str, over: bool) -> None:
    talk = Conversation(READER.lexicon.turns, READER.lexicon.clues)
    for minute, text in ((0, before), (20, words)):
        ((reading, asks),) = read_supposing([(text, Context(sender="3-2-402 阿敏"))], READER)
        talk.hear("3-2-402 阿敏", text, NOON + timedelta(minutes=minute), "resident", reading, asks)
    assert [ticket.resolved for ticket in talk.known(NOON + timedelta(minutes=21))] == [over]


@pytest.mark.parametrize(
    ("before", "words", "matter"),
    [
        ("整个市场停电了", "又停了???", "utility.power_outage"),
        ("6栋停电了", "怎么又停了", "utility.power_outage"),
        ("院里停水了,一滴都没有", "又停了", "utility.water_outage"),
        ("整个市场停电了", "又停水了", "utility.water_outage"),
        ("院里停水了,一滴都没有", "又停电了", "utility.power_outage"),
        ("3号楼2单元电梯坏了", "又停水了", "utility.water_outage"),
    ],
)
def test_what_stops_once_more_and_is_not_named_is_the_supply_that_stopped_before(
    before: str, words: str, matter: str
) -> None:
    talk, opened = Conversation(READER.lexicon.turns, READER.lexicon.clues), []
    for minute, sender, text in (
        (0, "6-1-1402 阿敏", before),
        (30, "6-1-1402 阿敏", "好了好了"),
        (200, "隆兴百货", words),
    ):
        ((reading, asks),) = read_supposing([(text, Context(sender=sender))], READER)
        told = talk.hear(sender, text, NOON + timedelta(minutes=minute), "resident", reading, asks)
        opened += [link.request.matter for link in told.tickets if link.request]
    assert opened[1:] == [matter]


@pytest.mark.parametrize(
    ("words", "opens"),
    [
        ("东门路中间往上喷水 有一人高 跟喷泉样", False),
        ("商铺街中间那段路面往上顶水 柏油鼓了个包", False),
        ("马路上成大河了!学校门口柏油鼓起来跟馒头一样,冒泉眼", False),
        ("东门路面裂了条缝 一直冒水泡", False),
        ("南门外的主管爆了 水喷得比树高", False),
        ("我家厨房水管爆了 往外喷水", True),
        ("2单元楼道水管裂了 往下喷水", True),
        ("东门外路面塌了个坑 底下空了", True),
        ("东门路边燃气管挖断了 一股煤气味", True),
        ("东门路中间的污水井往上冒 臭死了", True),
        ("路边垃圾桶裂了 垃圾满地", True),
        ("街面上烤串的往外冒油烟", True),
        ("挖掘机把网线挖断了", True),
    ],
)
def test_a_main_burst_in_the_street_is_of_the_water_that_fails(words: str, opens: bool) -> None:
    talk = Conversation(READER.lexicon.turns, READER.lexicon.clues)
    day = [(0, "豆腐坊老曾", "磨豆子磨到一半没水了"), (4, "3-2-501 王阿姨", "我家也没水"), (25, "摩的老吴", words)]
    for minute, sender, text in day:
        ((reading, asks),) = read_supposing([(text, Context(sender=sender))], READER)
        told = talk.hear(sender, text, NOON + timedelta(minutes=minute), "resident", reading, asks)
    assert any(link.opens for link in told.tickets) is opens
    assert opens or [link.ticket for link in told.tickets] == [1]


def test_a_placing_tells_why() -> None:
    talk, turns = Conversation(READER.lexicon.turns, READER.lexicon.clues), []
    day = [("3-1-201", "3栋电梯坏了"), ("网格员小方", "收到"), ("momo", "早安")]
    for minute, (sender, text) in enumerate(day):
        ((reading, asks),) = read_supposing([(text, Context(sender=sender))], READER)
        role = READER.lexicon.people.role(sender)
        turns.append(talk.hear(sender, text, NOON + timedelta(minutes=minute), role, reading, asks))
    reasons = [told.reading.why[-1] for told in turns]
    taken = [reason.split(" leads by ")[0].split(" is told by ")[0] for reason in reasons]
    assert taken == ["a new ticket", "T1", "no ticket"]
    clues = [clue for reason in reasons for clue in reason.split("(")[1].rstrip(")").split()]
    assert clues and all(
        READER.lexicon.clues[name] == float(weight) for name, weight in zip(clues[::2], clues[1::2], strict=True)
    )
