"""The shortest words: what is plainly asked for is sure, and what only nods or sells is met with silence."""

import pytest

from config.lexicon import load_reader
from rules.doubt import Doubt, Thresholds, alarm_doubtful, doubt
from rules.parsing import Context, Reading, read
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
    ("the lamp in building 3 is broken", "property_repair.corridor_light", "3"),
    ("The light in building 3 unit 2 is broken", "property_repair.corridor_light", "3"),
    ("The lamp on the third floor of building 3 does not work", "property_repair.corridor_light", "3"),
    ("the street lamp in building 3 is broken", "public_facility.street_light", "3"),
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
    "words", ["楼上夫妻吵架 吵得睡不着", "楼上又吵架 摔东西", "楼上摔东西吵死了", "楼上吵架 一晚两轮"]
)
def test_who_cannot_sleep_for_a_quarrel_complains_of_noise(words: str) -> None:
    assert [request.matter for request in read(words, Context("王阿姨"), READER).requests] == ["dispute.noise"]


def test_who_only_mocks_a_quarrel_is_asked_about() -> None:
    found = read("隔壁小两口吵架带砸碗的,套餐一晚两轮", Context("王阿姨"), READER)
    assert found.doubtful and found.likely[0] == "dispute.noise"


@pytest.mark.parametrize("words", ["漏水淌了一地", "漏水流一地"])
def test_water_all_over_the_floor_is_no_rubbish(words: str) -> None:
    found = read(words, Context("王阿姨"), READER).requests
    assert [request.matter for request in found] == ["property_repair.leak"]


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
