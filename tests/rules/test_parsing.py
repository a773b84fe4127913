"""What residents write is read as what it is."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.lexicon import load_reader
from rules.danger import DangerReader
from rules.deciding import DANGERS
from rules.doubt import Doubt, Thresholds, alarm_doubtful, doubt
from rules.features import keys
from rules.lexicon import WordIndex
from rules.marks import marks
from rules.model import Model
from rules.parsing import KINDS, Context, Reading, Request, read, read_many, sureness
from rules.places import nickname, told_addresses
from rules.scope import Gazetteer, locate, whole
from rules.sieve import Sieve, quick
from rules.urgency import service_class
from rules.wording import narrow
from tests.rules.words import NAMES, WORDS

READER = load_reader()


def reading(text: str, sender: str = ""):  # type: ignore[no-untyped-def]
    return read(text, Context(sender=sender), READER)


@pytest.mark.parametrize(
    ("text", "matter"),
    [
        ("漏水", "property_repair.leak"),
        ("楼道里咋有股煤气味", "safety_hazard.gas_leak"),
        ("3号楼2单元电梯坏了", "property_repair.elevator_fault"),
        ("ＬＩＦＴ　坏了５＃２单元", "property_repair.elevator_fault"),
    ],
)
def test_a_report_is_a_request(text: str, matter: str) -> None:
    assert reading(text).requests[0].matter == matter


def test_each_line_of_a_numbered_list_is_heard() -> None:
    told = reading("1. 楼道灯不亮 2. 单元门关不上", "3-1-201 阿玲").requests
    assert {each.matter for each in told} == {"property_repair.corridor_light", "property_repair.access_gate"}
    assert {(each.building, each.unit) for each in told} == {("3", "1")}


@pytest.mark.parametrize(
    ("text", "matters"),
    [
        (
            "1.三号楼门口路灯坏了 2.电动车库门关不上 3.问一下高龄补贴怎么办 4.谢谢社区给我们装的扶手",
            ("public_facility.street_light", "property_repair.access_gate", "policy_inquiry.senior_benefit"),
        ),
        (
            "反映几个问题：1、3号楼2单元楼道灯不亮。2、垃圾桶满了没人收。3、地下车库漏水",
            ("property_repair.corridor_light", "sanitation.garbage_overflow", "property_repair.leak"),
        ),
        ("1、2、3、5号楼停电了 也没水", ("utility.water_outage", "utility.power_outage")),
        ("1.张三 2.李四 3.王五", ()),
        ("接龙 1. 王阿姨 2. 大刘两个人 3. 3-2-702", ()),
    ],
)
def test_what_is_numbered_in_one_line_is_read_item_by_item(text: str, matters: tuple[str, ...]) -> None:
    assert tuple(each.matter for each in reading(text).requests) == matters


@pytest.mark.parametrize(
    ("text", "matters"),
    [
        ("下雨积水地库进水了", ["public_facility.ponding"]),
        ("我妈家5-1-301 阳光花园 厕所堵了 她不会用微信", ["property_repair.drain_block"]),
        ("楼上天天半夜打孩子 哭得厉害 我怕出事", ["dispute.family"]),
        ("老人不会用手机 教一下 还有楼道灯坏了", ["property_repair.corridor_light", "errand.phone_help"]),
    ],
)
def test_one_trouble_is_told_by_one_name(text: str, matters: list[str]) -> None:
    assert [each.matter for each in reading(text).requests] == matters


@pytest.mark.parametrize(
    "text",
    [
        "3号楼2单元电梯坏了 天天爬楼 减肥了😂",
        "电梯又罢工了 3-2 我的减肥计划开始了哈哈",
        "笑死 3-2电梯又停了 正好锻炼",
        "3-2的电梯罢工啦 又要当健身房会员了哈哈",
    ],
)
def test_a_laugh_beside_a_trouble_and_its_place_is_no_talk(text: str) -> None:
    assert [each.matter for each in reading(text).requests] == ["property_repair.elevator_fault"]


@pytest.mark.parametrize("text", ["3号楼2单元电梯修好了哈哈", "3-2-501 两箱苹果 哈哈", "3号楼的跳舞队哈哈哈 减肥有效"])
def test_a_laugh_beside_a_place_asks_for_nothing(text: str) -> None:
    assert not reading(text).requests


@pytest.mark.parametrize(
    ("text", "matter"),
    [
        ("门口有冰", "other.unclassified"), ("桥上有暗冰 撞车了", "other.unclassified"),
        ("5号楼台阶上有冰 老人不敢下", "other.unclassified"),
        ("3号楼门口结冰 我妈摔了一跤", "welfare_care.medical_help"),
        ("楼前水管上冻了没水", "utility.water_outage"),
    ],
)  # fmt: skip
def test_ice_on_the_way_is_no_cold_radiator_and_no_grief(text: str, matter: str) -> None:
    assert [each.matter for each in reading(text).requests] == [matter]


@pytest.mark.parametrize(
    "text", ["3-2-501 门禁卡两张", "3-2-501 家里都好", "3-2-501 同意加装电梯", "天干物燥 小心着火"]
)
def test_what_is_ordered_or_warned_of_beside_a_door_is_not_asked_for(text: str) -> None:
    assert not reading(text).requests


@pytest.mark.parametrize("text", ["我家水龙头滴水 3-2-501", "3-2-501 我家水龙头滴水", "阳台漏雨，3号楼2单元501"])
def test_a_door_beside_what_is_asked_for_makes_it_no_sign_up(text: str) -> None:
    told = [(each.matter, each.building, each.unit, each.room) for each in reading(text).requests]
    assert told == [("property_repair.leak", "3", "2", "501")]


@pytest.mark.parametrize(
    "text",
    [
        *("大家小心 北门那边路面结冰了 我刚摔一跤", "北门结冰了 大家慢点", "楼下路滑 结冰了 注意安全", "台阶上都是冰"),
        *("5号楼门口积雪没人清", "注意脚下 楼道里有油 滑", "提醒下 3号楼门口地上有碎玻璃 遛娃的注意"),
    ],
)
def test_what_lies_where_people_walk_is_told_to_be_seen_to(text: str) -> None:
    assert reading(text).requests


@pytest.mark.parametrize(
    "text",
    [
        *(
            "天冷路滑 大家出门注意安全",
            "下雪了 大家开车慢点",
            "台阶上的冰已经清了",
            "家门口有人卖冰糖葫芦",
            "水电费结冰",
        ),
        *(
            "因路面结冰今天早读推迟到八点",
            "严重不 要不要去医院",
            "摔得重吗 要不要去医院看看",
            "没事吧 要不要去医院",
        ),
    ],
)
def test_a_warning_of_the_weather_and_care_for_a_neighbour_ask_for_nothing(text: str) -> None:
    assert reading(text).requests == ()


@pytest.mark.parametrize("text", ["我不想让邻居知道", "我不想让人家知道是我说的", "能不能不写我家门牌", "别写我名字"])
def test_who_would_not_be_known_asks_for_nothing(text: str) -> None:
    assert reading(text).requests == ()


@pytest.mark.parametrize("text", ["我不想让孩子知道 我撑不下去了", "我怕别人笑话 不想活了"])
def test_who_would_not_be_known_and_cannot_go_on_is_heard(text: str) -> None:
    assert reading(text).requests[0].danger == "suicide"


@pytest.mark.parametrize(
    ("text", "matters"),
    [
        ("电梯里有股烧焦味", {"safety_hazard.fire"}),
        ("电梯停了 里面有股烧焦味", {"safety_hazard.fire", "property_repair.elevator_fault"}),
    ],
)
def test_what_burns_is_one_trouble(text: str, matters: set[str]) -> None:
    assert {each.matter for each in reading(text).requests} == matters


@pytest.mark.parametrize("text", ["鸡蛋两盒 3-2-501", "3-2-501 自提", "3-2-501 收到", "不在家 3-2-501"])
def test_a_door_beside_talk_asks_for_nothing(text: str) -> None:
    assert reading(text).requests == ()


@pytest.mark.parametrize("text", ["鸡蛋团购,10元一斤,要的接龙", "早上好", "收到"])
def test_talk_is_met_with_silence(text: str) -> None:
    assert reading(text).requests == ()


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("收到，我家水管裂了", "我家水管裂了"),
        ("收到 我家暖气不热", "我家暖气不热"),
        ("收到，5栋1单元电梯停了", "5栋1单元电梯停了"),
        ("收到谢谢，6号楼停水了", "6号楼停水了"),
        ("好的谢谢书记，3号楼2单元电梯又坏了", "3号楼2单元电梯又坏了"),
        ("知道了，1号楼垃圾桶满了", "1号楼垃圾桶满了"),
        ("看到了🙏 楼道灯也不亮", "楼道灯也不亮"),
        ("已阅。3号楼没水", "3号楼没水"),
        ("收到书记我家水管裂了", "我家水管裂了"),
        ("收到，厨房着火了", "厨房着火了"),
    ],
)
def test_what_is_asked_for_after_a_receipt_is_read_as_if_alone(text: str, alone: str) -> None:
    assert reading(text, "3-2-501 王阿姨") == reading(alone, "3-2-501 王阿姨")
    assert reading(text).requests and not reading(text).doubtful


@pytest.mark.parametrize(
    "text",
    [
        *("收到一个快递坏了", "收到水费单", "好的苹果", "收到的是坏的", "收到，谢谢大家"),
        *("收到 炭盆搬出去了", "收到,浴缸放满了", "好的，正在打", "收到，马上安排人"),
    ],
)
def test_what_begins_like_a_receipt_and_asks_for_nothing(text: str) -> None:
    assert (reading(text).kind, reading(text).requests) == ("ack", ())


def test_who_tells_that_a_notice_came_asks_for_nothing() -> None:
    assert not reading("收到物业的通知").requests and not reading("收到物业的通知").doubtful


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("漏水", ("5", "2", "301", "")),
        ("5号楼电梯又坏了", ("5", "2", "", "")),
        ("5号楼停电了", ("5", "", "", "")),
        ("6号楼电梯又坏了", ("6", "", "", "")),
        ("5栋的,我家厨房漏水", ("5", "2", "301", "")),
        ("三楼没水了,一滴都没有", ("5", "2", "301", "")),
    ],
)
def test_the_nickname_completes_the_place(text: str, where: tuple[str, ...]) -> None:
    request = reading(text, "5-2-301 李姐").requests[0]
    assert (request.building, request.unit, request.room, request.place) == where


@pytest.mark.parametrize(
    ("name", "text", "where"),
    [
        ("9栋B座-1203丽姐", "B座右边那部电梯又坏了", ("9", "B")),
        ("18幢1梯402 贵哥", "我家跳闸了，合不上去，18幢402", ("18", "1")),
        ("18幢1梯402 贵哥", "18幢502漏水", ("18", "")),
    ],
)
def test_the_nickname_knows_more_of_an_address_that_is_its_own(name: str, text: str, where: tuple[str, str]) -> None:
    request = reading(text, name).requests[0]
    assert (request.building, request.unit) == where


LAMP, LIFT, LIGHT = "public_facility.street_light", "property_repair.elevator_fault", "property_repair.corridor_light"


@pytest.mark.parametrize(
    ("text", "spots"),
    [
        ("南门路灯不亮,3号楼电梯也坏了", {LAMP: ("", "南门"), LIFT: ("3", "")}),
        ("3号楼电梯坏了,还有南门路灯不亮", {LAMP: ("", "南门"), LIFT: ("3", "")}),
        ("3号楼电梯坏了,楼道灯也不亮", {LIGHT: ("3", ""), LIFT: ("3", "")}),
    ],
)
def test_a_spot_belongs_to_the_matter_it_is_told_with(text: str, spots: dict[str, tuple[str, str]]) -> None:
    assert {each.matter: (each.building, each.place) for each in reading(text).requests} == spots


@pytest.mark.parametrize("text", ["要是着火了怎么办", "万一家里着火了咋办"])
def test_a_danger_only_supposed_is_hinted(text: str) -> None:
    found = reading(text)
    assert [request.danger for request in found.requests] == ["fire"]
    assert found.hinted
    assert alarm_doubtful(found, Thresholds(alarm=0))


@pytest.mark.parametrize("text", ["着火了", "家里着火了怎么办", "有人晕倒了", "我不想活了", "电梯困人了"])
def test_a_danger_told_is_no_hint(text: str) -> None:
    assert not alarm_doubtful(reading(text), Thresholds())


# whatever is written ----------------------------------------------------------------------------------------------


@settings(max_examples=60)
@given(st.lists(st.tuples(WORDS, NAMES), max_size=6))
def test_any_words_are_read_together_as_alone(said: list[tuple[str, str]]) -> None:
    messages = [(text, Context(sender=name)) for text, name in said]
    assert read_many(messages, READER) == [read(text, context, READER) for text, context in messages]


@settings(max_examples=150)
@given(WORDS, NAMES)
def test_any_reading_is_one_the_desk_can_act_on(text: str, name: str) -> None:
    found = reading(text, name)
    assert found.kind in KINDS
    assert bool(found.requests) == (found.kind == "request")
    assert 0 < found.confidence < 1
    assert (found.lead > 0) == (found.kind == "request")
    assert len(set(found.likely)) == len(found.likely) > 0
    for request in found.requests:
        matter = READER.lexicon.matters[request.matter]
        assert request.service_class in ("P0", "P1", "P2", "P3", "Q")
        assert request.service_class == "P0" or (not request.danger and matter.service_class != "P0")
        assert request.matter not in request.alternatives
        assert request.place in narrow(text) or request.place in narrow(name)
    if any(request.danger for request in found.requests):
        assert doubt(found, Thresholds()) is Doubt.SURE and not found.doubtful


@given(WORDS)
def test_an_alarm_quotes_the_words_that_gave_it(text: str) -> None:
    dangers: DangerReader = READER.dangers
    for alarm in dangers.alarms(narrow(text)):
        assert alarm.words in narrow(text)
        assert alarm.name in DANGERS


@given(st.floats(-5, 5), st.floats(-5, 5))
def test_a_greater_lead_is_no_less_sure(one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert sureness(low) <= sureness(high)


@given(st.floats(0.01, 0.99), st.floats(0, 1), st.floats(0, 1), st.booleans())
def test_surer_words_are_answered_with_less_asking(sure: float, one: float, other: float, asks: bool) -> None:
    ask, least = sorted((one, other))
    requests = (Request("property_repair.leak", "P2"),) if asks else ()
    found = Reading("request" if asks else "chatter", requests, sure, likely=("property_repair.leak",))
    what = doubt(found, Thresholds(ask, least))
    chance = sure if asks else 1 - sure
    assert (what is Doubt.SILENT) == (chance < ask)
    assert what is not Doubt.SURE or (asks and chance >= least)


HITS = st.sampled_from((("电梯", "thing", "a.b"), ("坏了", "sign", "a.b"), ("谢谢", "cue", "thanks")))


@given(st.lists(HITS, max_size=4), st.integers(0, 200))
def test_marks_name_each_owner_once_and_one_length(hits: list[tuple[str, str, str]], length: int) -> None:
    index = WordIndex(hits)
    found = marks(index, index.find(" ".join(word for word, _, _ in hits))[1], length, "staff")
    assert len(set(found)) == len(found)
    assert sum(mark.startswith("length:") for mark in found) == 1
    assert "role:staff" in found


@given(WORDS)
def test_every_word_of_the_lexicon_that_is_found_stands_there(text: str) -> None:
    for hit in READER.lexicon.words.find(text)[0]:
        assert hit.word in text


@given(st.lists(WORDS, min_size=1, max_size=5))
def test_features_of_a_text_do_not_hang_on_its_neighbours(texts: list[str]) -> None:
    found, counts = keys(texts)
    assert len(found) == counts.sum()
    alone = [keys([text])[0].tolist() for text in texts]
    assert found.tolist() == [key for own in alone for key in own]


@settings(max_examples=40)
@given(WORDS)
def test_margins_do_not_hang_on_who_is_weighed_beside(text: str) -> None:
    model: Model = READER.model
    beside = model.margins([text, "漏水"], [(), ()])[0]
    assert (beside == model.margins([text], [()])[0]).all()


@given(st.sampled_from(("水(?:没|停)了|电", "着火|冒烟", "[^水]停", r"\d火", "(水|)停", "a?b*")), WORDS)
def test_the_sieve_never_holds_back_a_match(pattern: str, text: str) -> None:
    assert not re.search(pattern, text) or Sieve([pattern], {}).open(text) == [0]
    assert quick(pattern).findall(text) == re.findall(pattern, text)


@settings(max_examples=40)
@given(WORDS)
def test_dangers_are_found_as_their_whole_patterns_find_them(text: str) -> None:
    words = narrow(text)
    for kind in READER.lexicon.dangers:
        said = any(re.search(pattern, words) for pattern in kind.say)
        meant = said and not any(re.search(pattern, words) for pattern in kind.unless)
        assert meant == (kind.name in {alarm.name for alarm in READER.dangers.alarms(words)})


@given(WORDS, NAMES)
def test_a_place_is_told_by_the_words_or_the_nickname(text: str, name: str) -> None:
    words, home = narrow(text), nickname(name)
    for matter in list(READER.lexicon.matters.values())[::7]:
        where = locate(matter, words, whole(words), name, Gazetteer(READER.places, READER.lexicon.turns))
        told = told_addresses(words)
        assert where.building in {"", home.building, *(each.building for each in told)}
        assert where.room in {"", home.room, *(each.room for each in told)}
        assert where.place in words or where.place in narrow(name)


@pytest.mark.parametrize(
    ("matter", "text", "where"),
    [
        ("property_repair.leak", "我这墙角越画越大 跟五号楼一样是屋面吗", ("7", "1", "601")),
        ("property_repair.drain_block", "我家厨房也返水 跟五号楼是不是一个井", ("7", "1", "601")),
        ("public_security.fraud", "我妈在屋里给骗子转账 她把门反锁了", ("7", "1", "601")),
        ("public_security.fraud", "我妈在银行给骗子转账 拦不住", ("", "", "")),
        ("safety_hazard.gas_leak", "爷爷奶奶那屋生炉子 俩人吐了 腿软走不了路", ("7", "1", "601")),
        ("city_order.bike_parking", "电驴子在单元口摞着 我家年货推车进不去", ("7", "1", "")),
        ("dispute.noise", "302的…打错了 402的半夜还在唱", ("7", "1", "402")),
        ("dispute.noise", "302的半夜还在唱", ("7", "1", "302")),
        ("dispute.leak_dispute", "702漏水把我家吊顶泡了 谁赔", ("7", "1", "601")),
        ("property_repair.leak", "楼上702的水从灯里滴下来 不认账", ("7", "1", "601")),
        ("safety_hazard.gas_leak", "一晚上都有股怪味 像煤气", ("7", "1", "601")),
        ("safety_hazard.gas_leak", "隔壁有股煤气味", ("7", "1", "")),
        ("dispute.pet", "隔壁单元养的狗一宿一宿叫", ("7", "", "")),
        ("dispute.family", "他掐我 孩子在哭 快", ("7", "1", "601")),
        ("dispute.family", "他打我们邻居", ("7", "1", "")),
        ("welfare_care.counseling", "对面楼顶边上坐着个小伙子在哭", ("", "", "")),
        ("property_repair.facade_roof", "楼顶油毡掀了,我家墙角都洇了", ("7", "1", "")),
        ("city_order.parking_violation", "单元门让一个白车堵上了", ("7", "1", "")),
        ("property_repair.leak", "窗台一下雨就渗,这楼交房才两年", ("7", "1", "601")),
        ("safety_hazard.gas_leak", "楼道里有股煤气味", ("7", "1", "")),
        ("sanitation.pest_control", "一开灯灶台上一层蟑螂", ("7", "1", "601")),
        ("sanitation.garbage_overflow", "垃圾桶三天没人收", ("7", "", "")),
        ("utility.power_outage", "7号楼一二单元都没电", ("7", "", "")),
        ("public_facility.ponding", "8号楼跟锅炉房中间汪一大片水", ("", "", "")),
        ("sanitation.garbage_overflow", "2栋3栋公用的垃圾亭让狗扒了", ("", "", "")),
        ("city_order.illegal_construction", "二单元那家把楼梯底下围起来了,3号楼的", ("3", "2", "")),
    ],
)
def test_whose_house_it_is(matter: str, text: str, where: tuple[str, str, str]) -> None:
    known, words = READER.lexicon.matters[matter], narrow(text)
    found = locate(known, words, whole(words), "7-1-601 关", Gazetteer(READER.places, READER.lexicon.turns))
    assert (found.building, found.unit, found.room) == where


@pytest.mark.parametrize(
    ("matter", "text", "place"),
    [
        ("property_repair.elevator_fault", "电梯停在四楼不动", "四楼"),
        ("property_repair.elevator_fault", "困电梯里了 9楼10楼中间", "9楼10楼中间"),
        ("property_repair.elevator_fault", "电梯坏了 我爬到18楼", ""),
        ("property_repair.elevator_fault", "电梯坏了 15楼老人下不去", ""),
        ("property_repair.access_gate", "东门道闸抬不起来", "东门"),
        ("safety_hazard.fire_lane", "北门消防通道停满了", "北门"),
        ("public_security.crime_in_progress", "有人从地铁口一直跟着我到3单元", ""),
        ("public_security.crime_in_progress", "我从北门一路被人跟到3号楼", ""),
        ("property_repair.elevator_fault", "地库那部电梯又停了", "地库"),
        ("property_repair.corridor_light", "四楼灯不亮", "四楼"),
        ("sanitation.odor", "楼道里一股味", ""),
        ("dispute.labor_consumer", "在工地干了三个月一分没给", ""),
        ("safety_hazard.dangerous_structure", "工地的围挡歪了", "工地"),
    ],
)
def test_a_spot_is_told_where_one_can_go_there(matter: str, text: str, place: str) -> None:
    known, words = READER.lexicon.matters[matter], narrow(text)
    assert locate(known, words, whole(words), "", Gazetteer(READER.places, READER.lexicon.turns)).place == place


@given(WORDS, st.sampled_from(("", "gas")))
def test_words_raise_a_class_and_never_lower_it(text: str, danger: str) -> None:
    order = ("P0", "P1", "P2", "P3", "Q")
    for matter in READER.lexicon.matters.values():
        read_as = service_class(matter, text, danger, READER.lexicon.turns, READER.dangers)
        assert order.index(read_as) <= order.index(matter.service_class)
        assert not danger or read_as == "P0"


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("4号楼电梯坏了 5号楼也坏了", [("elevator_fault", "4"), ("elevator_fault", "5")]),
        ("3栋楼道灯坏了 我们5栋也是", [("corridor_light", "3"), ("corridor_light", "5")]),
        ("5栋2单元灯不亮 6栋1单元也不亮", [("corridor_light", "5"), ("corridor_light", "6")]),
        ("4号楼电梯坏了 我去5号楼也得爬楼", [("elevator_fault", "4")]),
        ("3栋楼道灯坏了 垃圾也满了", [("corridor_light", "3"), ("garbage_overflow", "3")]),
        ("楼道灯坏了 顺便问下3栋那个垃圾什么时候清", [("corridor_light", "7"), ("garbage_overflow", "3")]),
        ("我家漏水 还有3栋门口井盖没了", [("manhole", "3"), ("leak", "7")]),
        ("物业费乱涨价 电梯也坏", [("property_service", ""), ("elevator_fault", "7")]),
        ("3号楼301漏水 另外1号楼门口有人晕倒了", [("medical_help", "1"), ("leak", "3")]),
    ],
)
def test_each_trouble_is_where_it_is_told(text: str, asked: list[tuple[str, str]]) -> None:
    """What another house has as well was left out, and what was told besides gave its house to what stood before it."""
    requests = read(text, Context("7-1-601 关"), READER).requests
    assert [(each.matter.partition(".")[2], each.building) for each in requests] == asked
