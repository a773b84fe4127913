"""Buildings, units, rooms and named places are found in words and nicknames."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.lexicon import load_lexicon
from rules.places import (
    addresses,
    in_order,
    lane_to,
    next_door,
    nickname,
    numeral,
    other_lane,
)
from rules.spots import PlaceReader

PLACES = PlaceReader(load_lexicon().places)


@pytest.mark.parametrize(
    ("text", "building", "unit", "room"),
    [
        ("3号楼2单元501漏水", "3", "2", "501"),
        ("三栋二单元五O一漏水", "3", "2", "501"),
        ("3号2单元501漏水", "3", "2", "501"),
        ("12号1单元停水", "12", "1", ""),
        ("2 hao lou 3 danyuan 501 lou shui", "2", "3", "501"),
        ("5haolou ting dian le", "5", "", ""),
        ("3栋二单501漏水", "3", "2", "501"),
        ("3~2~501漏水", "3", "2", "501"),
        ("3号楼二单元5零1没暖气", "3", "2", "501"),
        ("8栋三0二漏水", "8", "", "302"),
        ("3号楼二三十户没电", "3", "", ""),
        ("3B栋501漏水", "3B", "", "501"),
        ("3-2-501 漏水", "3", "2", "501"),
        ("五号楼二单元没水", "5", "2", ""),
        ("9号楼一二单元都没电", "9", "", ""),
        ("9号楼十二单元没电", "9", "12", ""),
        ("甲2号楼漏水", "甲2", "", ""),
        ("甲2楼门口", "甲2", "", ""),
        ("3动2单园有人要跳", "3", "2", ""),
        ("乙3-1-402 没暖气", "乙3", "1", "402"),
        ("二门楼道灯不亮", "", "2", ""),
        ("四门五楼的声控灯", "", "4", ""),
        ("单元门让车堵了 一门", "", "1", ""),
        ("我到三单元门口了", "", "3", ""),
        ("8栋A座1503漏水", "8", "A", "1503"),
        ("3号宿舍楼412没水", "3", "", "412"),
        ("5#2单元", "5", "2", ""),
        ("A座1203", "A", "", "1203"),
        ("A3栋1105漏水", "A3", "", "1105"),
        ("3号搂2单员501没电", "3", "2", "501"),
        ("4. 11-1503 黄 一个人", "11", "", "1503"),
        ("十二栋的灯", "12", "", ""),
        ("3幢2梯1502", "3", "2", "1502"),
        ("二单元没灯", "", "2", ""),
        ("中单元门口有人", "", "中", ""),
        ("402家又在楼道充电", "", "", "402"),
        ("501谁家锅糊了", "", "", "501"),
        ("楼上601天天滴水", "", "", "601"),
        ("４号楼３单元", "4", "3", ""),
        ("The lift in building 3 is stuck", "3", "", ""),
        ("No water in Block A, unit 2, room 501", "A", "2", "501"),
        ("八号楼四门那个门禁拉不开", "8", "4", ""),
        ("12楼3门的灯泡谁给换换", "12", "3", ""),
        ("5号楼3门禁坏了", "5", "", ""),
        ("25号301夜里还在拖凳子", "25", "", "301"),
        ("奶奶一个人在四巷12号一楼", "12", "", ""),
        ("三巷11号-302没水", "11", "", "302"),
    ],
)
def test_an_address_in_words(text: str, building: str, unit: str, room: str) -> None:
    found = addresses(text)[0]
    assert (found.building, found.unit, found.room) == (building, unit, room)


@pytest.mark.parametrize(
    "text",
    [
        "3号下午停水",
        "一到三单元都没气",
        "考完第一门",
        "卖三门青蟹",
        "溅一门脸泥",
        "万一门关上",
        "报警打110",
        "2026年医保",
        "电话138****2211",
        "停到9点",
        "一共500元",
        "车位B2-117",
        "3C数码",
        "血压210",
        "收据写着2017-2025公摊",
        "12号1030开会",
        "11月3号电工检修",
        "3号线二期施工",
        "每月15号105元",
        "12号线停了",
        "11月12号302路改道",
        "小巷12号来人修",
        "集中单元楼改造",
        "一共1203家都停了",
        "12号120来了",
        "5号110来过",
    ],
)
def test_what_only_looks_like_an_address(text: str) -> None:
    assert addresses(text) == ()


@pytest.mark.parametrize(
    ("name", "building", "unit", "room"),
    [
        ("8-1-802 李姐", "8", "1", "802"),
        ("四栋一单元丽姨", "4", "1", ""),
        ("3 2 501 小刘", "3", "2", "501"),
        ("3。2。501", "3", "2", "501"),
        ("5~1~302 家属", "5", "1", "302"),
        ("3号2单元501", "3", "2", "501"),
        ("2503", "", "", "2503"),
        ("南楼一门老谭", "", "1", ""),
        ("甲2-1-401 老海", "甲2", "1", "401"),
        ("三门青蟹阿强", "", "", ""),
        ("张工 8-2", "8", "2", ""),
        ("C座-1107-租客", "C", "", "1107"),
        ("陈太(6栋902)", "6", "", "902"),
        ("失业的第180天", "", "", ""),
        ("B2-117车位主", "", "", ""),
        ("四口之家", "", "", ""),
        ("安置区3栋-2-301 王", "3", "2", "301"),
        ("A座2-1105", "A", "2", "1105"),
        ("12号302 小屠", "12", "", "302"),
        ("33号 陆", "33", "", ""),
        ("4号周阿姨", "4", "", ""),
        ("六巷18号-502", "18", "", "502"),
        ("8座3001", "8", "", "3001"),
        ("12号线上班族", "", "", ""),
        ("8号技师", "", "", ""),
        ("14号手机店阿东", "", "", ""),
        ("12号鱼档 老秦", "", "", ""),
        ("3号网格 小李", "", "", ""),
        ("1号玩家", "", "", ""),
        ("2号群主", "", "", ""),
        ("18号出生的猫", "", "", ""),
        ("A3-1105", "A3", "", "1105"),
        ("A3-1601 覃", "A3", "", "1601"),
        ("A3栋1105 王姐", "A3", "", "1105"),
        ("B1-3-201 阿梅", "B1", "3", "201"),
        ("Amy B2-1503", "B2", "", "1503"),
        ("B1-066 车主老郑", "", "", ""),
        ("地库B1-207 车主", "", "", ""),
        ("A1-119车位", "", "", ""),
        ("5-A-1203", "5", "A", "1203"),
        ("8座-A-1203", "8", "A", "1203"),
        ("18-西-302 宋", "18", "西", "302"),
    ],
)
def test_an_address_in_a_nickname(name: str, building: str, unit: str, room: str) -> None:
    found = nickname(name)
    assert (found.building, found.unit, found.room) == (building, unit, room)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("东门岗亭旁有人摆摊", "东门岗亭旁"),
        ("3号楼和4号楼之间积水", "3号楼和4号楼之间"),
        ("12栋后面堵了", "12栋后面"),
        ("地下车库漏水", "地下车库"),
        ("彩票店门口有人打架", "彩票店门口"),
        ("19楼走廊灯不亮", "19楼走廊"),
        ("5号和6号楼之间全是壳子", "5号和6号楼之间"),
        ("3排没电了", "3排"),
        ("东头又跳闸了", "东头"),
        ("平房三排口上扔了沙发", "平房三排口上"),
        ("13号楼把头垂下来一根线", "13号楼把头"),
        ("三组的井盖没了", "三组"),
        ("我们三队停水了", "三队"),
        ("四社的路灯不亮", "四社"),
        ("一队路灯不亮", "一队"),
        ("中山路不亮灯", "中山路"),
        ("建设路不通了", "建设路"),
        ("人民路人民广告牌掉了", "人民路"),
        ("十字街过来的车挂断了线", "十字街"),
        ("三巷路灯不亮", "三巷"),
        ("23号到27号的电线耷拉着", "23号到27号"),
        ("西墙外的路灯不亮", "西墙外"),
        ("五门洞三层灯泡憋了", "三层"),
        ("三号车位被占了", "三号车位"),
        ("五栋六栋中间的消火栓", "五栋六栋中间"),
        ("8号楼跟锅炉房中间汪着水", "8号楼跟锅炉房中间"),
        ("从大门到六号楼这一截黑得很", "从大门到六号楼这一截"),
    ],
)
def test_a_named_place(text: str, place: str) -> None:
    assert [spot.text for spot in PLACES.spots(text)] == [place]


@pytest.mark.parametrize(
    "text",
    [
        "楼下吵死了",
        "门口有人",
        "院里有狗",
        "这边没水",
        "停了一排电动车",
        "把车横路当间",
        "你们街道不管",
        "老年人看不到路",
        "黑得看不见路",
        "罐子搁门口就走了",
        "水烧开面上一层白皮",
        "从马桶旁边渗出来",
        "蛇盘在米缸边上",
        "来了一队学生",
        "每次回家一队人",
        "半夜猫路过都亮",
        "天冷路滑",
        "公章在老张家床底下",
    ],
)
def test_a_vague_word_is_no_place(text: str) -> None:
    assert PLACES.spots(text) == ()


@pytest.mark.parametrize("text", ["20号1920集合", "20号1420出发", "10号1010报到", "6号620前回复"])
def test_a_day_and_an_hour_are_no_house(text: str) -> None:
    assert not any(found.building for found in addresses(text))


@given(st.integers(1, 30), st.integers(1, 6), st.integers(1, 30), st.integers(1, 9))
def test_every_full_address_is_read_back(building: int, unit: int, floor: int, door: int) -> None:
    room = f"{floor}0{door}"
    for text in (f"{building}-{unit}-{room}", f"{building}号楼{unit}单元{room}", f"{building}栋{unit}单元{room}室漏水"):
        found = addresses(text)[0]
        assert (found.building, found.unit, found.room) == (str(building), str(unit), room)


@given(st.text(max_size=60) | st.text("小区门口电梯里楼道车库广场3号楼单元 ", max_size=60))
def test_no_words_break_the_readers(text: str) -> None:
    addresses(text)
    nickname(text)
    for spot in PLACES.spots(text):
        assert spot.text


@given(st.integers(1, 39))
def test_numerals_in_words(number: int) -> None:
    signs = "零一二三四五六七八九"
    tens, ones = divmod(number, 10)
    words = ("" if tens < 2 else signs[tens]) + ("十" if tens else "") + (signs[ones] if ones else "")
    assert numeral(words) == str(number)


@pytest.mark.parametrize(
    ("building", "text", "lane"),
    [
        ("5", "3巷5号停电了", "3巷"),
        ("12", "奶奶一个人在四巷12号一楼", "四巷"),
        ("11", "三巷11号-302没水", "三巷"),
        ("5", "柳树巷5号门口", "柳树巷"),
        ("5", "中山路8弄5号", "8弄"),
        ("5", "四巷5号 平姐", "四巷"),
        ("6", "三巷5号和四巷6号都黑", "四巷"),
        ("5", "5号楼在巷口", ""),
        ("5", "小巷5号来人修", ""),
        ("5", "三巷5号楼门口", ""),
        ("", "三巷没水", ""),
    ],
)
def test_the_lane_of_a_door(building: str, text: str, lane: str) -> None:
    assert lane_to(building, text) == lane


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        ("3巷", "4巷", True),
        ("三巷门口", "3巷", False),
        ("三巷", "3弄", True),
        ("柳树巷", "槐树巷", True),
        ("中山路8弄", "8弄门口", False),
        ("3巷", "", False),
        ("巷口", "3巷", False),
        ("门口", "楼道", False),
    ],
)
def test_two_lanes(one: str, other: str, differ: bool) -> None:
    assert other_lane(one, other) == other_lane(other, one) == differ


@given(lane=st.integers(1, 40), other=st.integers(1, 40), door=st.integers(1, 99))
def test_a_door_of_one_lane_is_none_of_another(lane: int, other: int, door: int) -> None:
    text = f"{lane}巷{door}号停电了"
    assert addresses(text)[0].building == str(door)
    assert other_lane(lane_to(str(door), text), f"{other}巷") == (lane != other)


@pytest.mark.parametrize(
    ("text", "spots"),
    [
        ("阳光花园5栋1单元电梯坏了", []),
        ("幸福广场3号楼路灯不亮", []),
        ("翠湖公园北区2栋停电", []),
        ("在花园3号楼那边有垃圾", ["花园"]),
        ("阳光花园物业电话没人接", []),
        ("幸福广场业委会怎么选的", []),
        ("人民公园小区没热水", []),
        ("中心花园物业不管", ["中心花园"]),
        ("新屋组黑了", ["新屋组"]),
        ("下坝组的路断了", []),
        ("维修组有人吗", []),
        ("猪场对面那条沟臭", ["猪场对面"]),
        ("邮局那个路口积水", ["邮局", "路口"]),
        ("小区花园的路灯不亮", ["花园"]),
        ("人民广场旁边3号楼路灯不亮", ["人民广场旁边"]),
    ],
)
def test_the_name_of_a_compound_is_no_place_in_it(text: str, spots: list[str]) -> None:
    """The card showed 阳光花园5号楼1单元花园."""
    assert [spot.text for spot in PLACES.spots(text)] == spots


@given(st.lists(st.integers(1, 999), unique=True))
def test_houses_stand_in_the_order_of_their_numbers(numbers: list[int]) -> None:
    assert sorted(map(str, numbers), key=in_order) == [str(number) for number in sorted(numbers)]


@pytest.mark.parametrize(
    ("text", "spot"),
    [
        ("1-6栋停水", "1-6栋"),
        ("3到5号楼没电", "3到5号楼"),
        ("3-5号楼之间的路灯坏", "3-5号楼之间"),
        ("在五楼高空抛物", "五楼"),
        ("垃圾堆了两层楼高", ""),
        ("树长到六楼高了", ""),
        ("有车挡住路了", ""),
        ("卖鱼的天天占着路", ""),
        ("粪水顺着路流", ""),
    ],
)
def test_a_row_of_houses_is_a_place_and_a_height_is_none(text: str, spot: str) -> None:
    assert [found.text for found in PLACES.spots(text)] == ([spot] if spot else [])
    assert not any(told.building for told in addresses(text))


@pytest.mark.parametrize(
    ("text", "spot"),
    [
        ("3栋大堂灯坏了", "大堂"),
        ("3号楼2单元楼梯间灯坏了", "楼梯间"),
        ("二号楼地下室主管崩了", "地下室"),
        ("8栋的天台", "天台"),
        ("3栋前面积水", "3栋前面"),
        ("3号楼门口有个坑", "3号楼门口"),
        ("3号楼跟前的垃圾箱", "3号楼跟前"),
        ("一号楼前地底下往外冒清水", "一号楼前"),
        ("3号楼前面那条路灯黑了", "3号楼前面那条路"),
        ("5号楼东侧", "5号楼东侧"),
        ("从2栋头到5栋停满了车", "从2栋头到5栋"),
    ],
)
def test_what_is_in_a_house_is_named_without_it_and_what_is_beside_it_with_it(text: str, spot: str) -> None:
    assert [found.text for found in PLACES.spots(text)] == [spot]


@pytest.mark.parametrize(
    ("text", "spots"),
    [
        ("西街口有人摆摊", ["西街口"]),
        ("昨晚停在北车棚", ["北车棚"]),
        ("城南小学门口堵死了", ["城南小学门口"]),
        ("人在和平路口", ["和平路口"]),
        ("老王羊肉馆后厨漏气", ["老王羊肉馆"]),
        ("荷花池里漂着垃圾", ["荷花池"]),
        ("水井巷有家人喂猪", ["水井巷"]),
        ("对面工地半夜打桩", ["对面工地"]),
        ("楼下足疗店太吵", ["楼下足疗店"]),
        ("楼下小饭馆门口臭", ["楼下小饭馆门口"]),
        ("隔壁那家烧腊店冒烟", ["隔壁那家烧腊店"]),
        ("菜场后门那排路灯不亮", ["菜场后门"]),
        ("麻将馆里头打人", ["麻将馆"]),
        ("6栋车棚着火", ["车棚"]),
        ("在9楼和10楼中间", ["9楼和10楼中间"]),
        ("2号门门禁刷不开", ["2号门"]),
        ("3号门那边路灯不亮", ["3号门那边"]),
        ("人民路和解放路交叉口井盖没了", ["人民路和解放路交叉口"]),
        ("二门门禁刷不开", []),
        ("9号楼3号门的门禁坏了", []),
        # What stands before a spot and is no name of it.
        ("污水流到路口", ["路口"]),
        ("今天广场上好吵", ["广场"]),
        ("孩子学校门口堵死了", ["学校门口"]),
        ("垃圾桶放路口", ["路口"]),
        ("桥西红绿灯坏了", ["红绿灯"]),
        ("小区广场音响太吵", ["广场"]),
        ("楼下广场舞太吵", []),
        ("楼下客厅漏水", []),
        ("隔壁楼道堆东西", ["楼道"]),
        ("上楼后电话没人接", []),
        ("大楼后面路灯不亮", ["大楼后面"]),
        ("五楼东户天天剁肉", ["五楼东户"]),
        ("我们三楼西屋装修", ["三楼西屋"]),
        ("四楼中间户往下掉墙皮", ["四楼中间户"]),
        ("人才市场门口收押金", ["人才市场门口"]),
        # What stands before a road, a side or a market and is no name of it.
        ("拉货的把路碾坏了", []),
        ("臭水流了一街", []),
        ("我就路过看了一眼", []),
        ("山水下来把桥冲了", []),
        ("老街坊们早上好", []),
        ("钥匙在垫子底下", []),
        ("男的还在后头撵", []),
        ("灭火器压在柜子底下", []),
    ],
)
def test_a_place_has_its_whole_name(text: str, spots: list[str]) -> None:
    """The card showed 街口, 小学门口 and 工地 of any side, and 那排 behind a gate."""
    assert [spot.text for spot in PLACES.spots(text)] == spots


@given(st.integers(1, 99), st.sampled_from(["老阿婆", "那家", "底楼", "后门", "的下水"]))
def test_a_neighbour_tells_of_a_door_by_its_number(number: int, what: str) -> None:
    assert next_door(f"对面{number}号{what}", "8号 老王") == str(number)
    assert next_door(f"对面{number}号{what}", "3-2-501 王姨") == ""
    assert next_door(f"{number}号停水到几点", "8号 老王") == ""
