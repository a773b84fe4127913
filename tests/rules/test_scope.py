"""Where a matter is: at the sender's home, in the stairs, of the whole house, or nowhere of the nickname."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.lexicon import load_reader
from rules.parsing import Context, read
from rules.scope import Gazetteer, Where, locate, whole
from rules.wording import narrow

READER = load_reader()
HOME = "7-1-601 关"


def found(matter: str, text: str, sender: str = HOME) -> Where:
    known, words = READER.lexicon.matters[matter], narrow(text)
    return locate(known, words, whole(words), sender, Gazetteer(READER.places, READER.lexicon.turns))


@pytest.mark.parametrize(
    ("matter", "text", "where"),
    [
        # a car under one's own window, a wall of one's own that another has cracked
        ("city_order.parking_violation", "一台五菱停我窗子外面两年了", ("7", "1", "601", "")),
        ("city_order.parking_violation", "一台五菱停在路边两年了", ("", "", "", "路边")),
        ("dispute.parking_dispute", "我家门前划的线 他天天来占", ("7", "1", "601", "")),
        ("dispute.parking_dispute", "我那个车位又让人占了", ("", "", "", "")),
        ("safety_hazard.dangerous_structure", "501装修敲承重墙 我家墙裂了一指宽", ("7", "1", "601", "")),
        ("safety_hazard.dangerous_structure", "501的阳台裂了要掉", ("7", "1", "501", "")),
        # where it comes from, and where all walk
        ("utility.water_outage", "一滴水没有 是不是又去修水塔", ("7", "1", "601", "")),
        ("property_repair.leak", "水塔下面的管子漏水", ("", "", "", "水塔下面")),
        ("emergency_health.extreme_weather", "河沟水涨上来了 家里要进水了", ("7", "1", "601", "")),
        ("emergency_health.extreme_weather", "院里道上一步一滑 能不能撒点盐", ("", "", "", "")),
        ("emergency_health.extreme_weather", "水漫到客厅了", ("7", "1", "601", "")),
        # what somebody disabled is due, and what is brought to them
        ("welfare_care.disability", "护理补贴断了两个月了", ("", "", "", "")),
        ("welfare_care.disability", "残疾证到期了找谁换", ("", "", "", "")),
        ("welfare_care.disability", "请问残联的辅助器具怎么申请呀", ("", "", "", "")),
        ("welfare_care.disability", "轮椅坏了想申请换一辆", ("7", "1", "601", "")),
        ("welfare_care.disability", "残疾证评定能不能派人上门", ("7", "1", "601", "")),
        # who asks how to part, whoever walks by, and a hall of one's own
        ("dispute.family", "老公两年没寄钱 我想问问怎么办离婚", ("", "", "", "")),
        ("property_repair.corridor_light", "声控灯太灵了 半夜猫路过都亮", ("7", "1", "", "")),
        ("property_repair.drain_block", "水往我家门厅倒灌", ("7", "1", "601", "")),
        # 一趟楼 is one house; between two houses called 七楼 and 八楼
        ("utility.power_outage", "俺们这一趟楼又没电了", ("7", "", "", "")),
        ("sanitation.garbage_overflow", "七楼和八楼当间那个垃圾箱满了", ("", "", "", "七楼和八楼当间")),
        ("property_repair.corridor_light", "七楼和八楼之间的灯不亮", ("7", "1", "", "七楼和八楼之间")),
        # 402家 is a home, 20家 a count
        ("safety_hazard.ebike_charging", "402家又在楼道给电驴子充电", ("7", "1", "402", "")),
        ("utility.power_outage", "一共1203家都停了", ("7", "1", "601", "")),
        # of several doors, units and floors none is the one
        ("utility.water_outage", "401 402 403 我们三家都没水", ("7", "1", "", "")),
        ("utility.heating", "303 304两家暖气都不热", ("7", "1", "", "")),
        ("property_repair.leak", "502和503共用的水表箱漏水", ("7", "1", "", "")),
        ("utility.water_outage", "7号楼401没水", ("7", "", "401", "")),
        ("utility.gas_supply", "一到三单元都没气", ("7", "", "", "")),
        ("utility.power_outage", "5栋2单元1单元都停电了", ("5", "", "", "")),
        ("utility.power_outage", "5栋2单元停电了", ("5", "2", "", "")),
        ("dispute.noise", "楼上501还是502 半夜拖椅子", ("7", "1", "", "")),
        ("city_order.parking_violation", "车位B区118天天被人占", ("", "", "", "B区")),
        # whose stairs are dry while the next have water
        ("utility.water_outage", "我们单元停水了 隔壁单元有水", ("7", "1", "", "")),
        ("utility.water_outage", "停水了 隔壁单元也没有", ("7", "", "", "")),
        # what drips in the hall below drips at nobody's home
        ("property_repair.leak", "一楼大厅天花板滴水", ("7", "1", "", "一楼大厅")),
        ("public_facility.manhole", "我家7栋的 不过我说的是14栋 井盖陷下去了", ("14", "", "", "")),
        # the door that is told beside another
        ("welfare_care.elder_care", "我妈住5-2-1901 电话没接 她对门1902帮敲一下", ("5", "2", "1901", "")),
        ("property_repair.access_gate", "七号楼的 对 七号楼四单元 门关不上", ("7", "4", "", "")),
        ("utility.gas_supply", "我不住12楼 我是12号楼 没气了", ("12", "", "", "")),
        ("utility.gas_supply", "12号楼没气了", ("12", "", "", "")),
        # one's own house told, and the rest meant
        ("utility.telecom", "我家光猫信号灯红的,7栋1单元", ("7", "1", "601", "")),
        ("property_repair.leak", "7-1暖气片上边有一滴没一滴的渗水", ("7", "1", "601", "")),
        ("sanitation.pest_control", "7栋1单元大堂蟑螂成群 往墙缝里钻", ("7", "1", "", "大堂")),
        ("utility.telecom", "我家光猫信号灯红的,7栋2单元也红", ("7", "2", "", "")),
        # what drips is at home, what comes off the roof is not
        ("property_repair.facade_roof", "楼顶的防水才补 又滴到枕头上了", ("7", "1", "601", "")),
        ("property_repair.facade_roof", "顶楼渗水 拿脚盆接着", ("7", "1", "601", "")),
        ("property_repair.facade_roof", "楼顶的隔热层全部翘起来了", ("7", "1", "", "楼顶")),
        ("public_facility.sewer_overflow", "六楼厕所往外吐 用棉被堵着", ("7", "1", "601", "")),
        ("public_facility.sewer_overflow", "五楼厕所往外吐", ("7", "1", "", "五楼")),
        # a neighbour's door is not one's own
        ("safety_hazard.fire", "对门门缝往外冒烟了 里头老太太一个人", ("7", "1", "", "")),
        ("safety_hazard.gas_leak", "对门大爷家门缝往外飘液化气味", ("7", "1", "", "")),
        ("safety_hazard.fire", "门缝往里冒烟 出不去", ("7", "1", "601", "")),
        # who writes of her own husband, and who asks
        ("dispute.family", "我男人拿菜刀堵着门 说我敢走就剁了我", ("7", "1", "601", "")),
        ("dispute.family", "老公把我衣裳都丢出门来了 你们管不管", ("7", "1", "601", "")),
        ("dispute.family", "隔壁男的又打老婆 孩子他爸去劝也不听", ("7", "1", "", "")),
        ("dispute.family", "离婚娃儿归哪个 有没有懂法的律师", ("", "", "", "")),
        ("dispute.family", "我家为孩子归谁吵了三天", ("7", "1", "601", "")),
        # papers are fetched from who cannot come
        ("errand.document_agency", "社保卡丢了 在社区补还是银行补", ("", "", "", "")),
        ("errand.document_agency", "爹瘫在床上 身份证过期了 有人帮跑一趟吗", ("7", "1", "601", "")),
        ("welfare_care.disability", "单元门口那台阶能不能修个坡", ("7", "1", "", "")),
        ("welfare_care.disability", "轮椅坏了半年没出过门", ("7", "1", "601", "")),
        ("dispute.parking_dispute", "我们栋车位那位今天又骂我", ("7", "", "", "")),
        ("dispute.parking_dispute", "车位那位今天又骂我", ("", "", "", "")),
        # in the stairs of the unit
        ("emergency_health.extreme_weather", "雪把单元门堵死了推不开", ("7", "1", "", "")),
        ("emergency_health.disinfection", "楼道里刚才消毒喷得跟下雨一样", ("7", "1", "", "")),
        ("sanitation.odor", "电梯里一股尿骚味", ("7", "1", "", "")),
        ("sanitation.odor", "我家厕所一股尿骚味", ("7", "1", "601", "")),
        ("emergency_health.extreme_weather", "我们楼门口台阶全是冰", ("7", "1", "", "楼门口台阶")),
        ("property_repair.elevator_fault", "我们楼电梯又停了", ("7", "", "", "")),
        # what has no name of its own
        ("other.unclassified", "家里进了只黄皮子 咋整出去", ("7", "1", "601", "")),
        ("other.unclassified", "楼梯扶手松了 一晃就要倒", ("7", "1", "", "")),
        ("other.unclassified", "有件事想麻烦你 群里不方便讲", ("", "", "", "")),
        ("other.unclassified", "中庭水池有只大白鸟飞不起来", ("", "", "", "中庭水池")),
        # seen from home, and at one's own door
        ("welfare_care.medical_help", "中庭水池里漂着个孩子 我从阳台看见的", ("", "", "", "中庭水池")),
        ("welfare_care.medical_help", "孩子倒在阳台上了", ("7", "1", "601", "")),
        ("public_security.crime_in_progress", "门外有人砸门 说要弄死我", ("7", "1", "601", "")),
        ("public_security.crime_in_progress", "有人砸对门的门 我在猫眼看着", ("7", "1", "", "")),
        # what falls on one's own
        ("safety_hazard.falling_object", "一盆花掉下来砸我空调架上了", ("7", "1", "601", "")),
        ("safety_hazard.falling_object", "一盆花掉下来砸别人车上了", ("7", "1", "", "")),
        # at the house, in no stairs of it
        ("public_facility.dangling_cable", "楼后头那根电话线叫风刮下来了", ("7", "", "", "楼后头")),
        ("sanitation.greening", "楼头那棵老榆树该锯了", ("7", "", "", "楼头")),
        ("public_facility.dangling_cable", "大门口那根电话线叫风刮下来了", ("", "", "", "大门口")),
        # noise of a square is not at home, though it is heard there
        ("dispute.noise", "中心广场跳舞的音箱 我屋里窗户关了都震", ("", "", "", "中心广场")),
        ("utility.water_outage", "四楼往上都没水", ("7", "1", "", "四楼往上")),
        ("utility.heating", "小区东区没热水", ("", "", "", "东区")),
        # an old yard, a village and a works are compounds too
        ("utility.water_outage", "又停了 全院又没水", ("", "", "", "全小区")),
        ("utility.power_outage", "没电了 全院是不是都没了", ("", "", "", "全小区")),
        ("utility.power_outage", "整个厂区都黑了", ("", "", "", "全小区")),
        ("utility.water_outage", "全村停水 一滴都没有", ("", "", "", "全小区")),
        ("utility.water_outage", "院里水管冻了没水", ("7", "1", "601", "")),
        ("utility.power_outage", "全院门口修路 我家停电了", ("7", "1", "601", "")),
    ],
)
def test_whose_it_is(matter: str, text: str, where: tuple[str, str, str, str]) -> None:
    assert found(matter, text) == where


def test_of_several_matters_each_is_told_by_its_own_words() -> None:
    """厨房 is no place for the light of the stairs, and 我们整栋 is said of both supplies."""
    first = read("厨房下水堵起了 楼道灯又不亮", Context(sender="5-2-401 杨孃"), READER).requests
    assert {each.matter: (each.unit, each.room) for each in first} == {
        "property_repair.drain_block": ("2", "401"),
        "property_repair.corridor_light": ("2", ""),
    }
    both = read("水也没得 电也没得 我们整栋都是", Context(sender="6-3-402"), READER).requests
    assert {(each.building, each.unit, each.room) for each in both} == {("6", "", "")}


@pytest.mark.parametrize(
    ("matter", "text", "place"),
    [
        ("public_facility.street_light", "新街这半边路灯不亮", "新街"),
        ("public_facility.street_light", "逛街走路看不见", ""),
        ("dispute.pet", "追到我娃跑了半条街", ""),
        ("property_repair.elevator_fault", "掉了两层停住了", ""),
        ("sanitation.illegal_posting", "昨天刚撕完一层又贴上", ""),
        ("property_repair.leak", "在三层的管道那里漏", "三层"),
        ("safety_hazard.falling_object", "7栋楼下天天有人扔烟头", ""),
        ("safety_hazard.falling_object", "7栋门口天天有人扔烟头", "7栋门口"),
        ("sanitation.bulky_waste", "旧床垫丢到单元门口", ""),
        ("sanitation.bulky_waste", "旧床垫丢到三单元门口", "单元门口"),
        ("emergency_health.test_vaccine", "打疫苗是去卫生院还是村里", ""),
        ("public_facility.manhole", "7栋背后的井盖翘起来了", "7栋背后"),
        ("safety_hazard.fire", "机井房那边着火了", "机井房"),
        ("public_facility.manhole", "下水井盖让车压裂了", ""),
        ("safety_hazard.falling_object", "底下就是小学生等车的地方", ""),
        ("safety_hazard.falling_object", "底下就是小学门口", "小学门口"),
        ("public_security.group_rental", "租给几十个工地上的", ""),
        ("sanitation.garbage_overflow", "7栋的垃圾桶三天没倒", ""),
        ("public_facility.manhole", "村口水井盖板断了", "村口水井"),
        ("property_repair.corridor_light", "二楼半那个灯憋了", "二楼半"),
        ("safety_hazard.gas_leak", "4楼1门有煤气味", ""),
        ("safety_hazard.dangerous_structure", "八号楼门前那棵杨树断了", "八号楼门前"),
        ("errand.document_agency", "安置区1排3号 能不能来人帮跑跑", ""),
        ("property_repair.leak", "安置区1排3号漏水", "安置区1排3号"),
    ],
)
def test_which_spot_is_told(matter: str, text: str, place: str) -> None:
    assert found(matter, text).place.removesuffix("那边") == place


@pytest.mark.parametrize(
    ("sender", "matter", "text", "where"),
    [
        # who tells no house stands somewhere all the same
        ("12号院东房-小北", "safety_hazard.gas_leak", "头疼一宿 炉子昨晚新添的煤", ("", "", "", "12号院东房")),
        ("东二排3号 胖婶", "utility.water_outage", "一滴水没有", ("", "", "", "东二排3号")),
        ("塘北3号", "utility.power_outage", "停电了", ("", "", "", "塘北3号")),
        ("下坝组 罗嫂", "utility.power_outage", "停电一上午了", ("", "", "", "下坝组")),
        ("包装组罗姐", "utility.power_outage", "停电一上午了", ("", "", "", "")),
        ("永辉五金", "utility.power_outage", "这个月停三次电", ("", "", "", "永辉五金")),
        ("周记牛肉面老板娘", "property_repair.drain_block", "店里下水堵得死死的", ("", "", "", "周记牛肉面")),
        ("四巷口 桂林米粉", "utility.power_outage", "又停电了", ("", "", "", "四巷口")),
        ("三巷阿莲婶", "utility.power_outage", "又停电了", ("", "", "", "三巷")),
        ("滨河超市", "public_facility.manhole", "门口井盖咣当咣当响", ("", "", "", "滨河超市")),
        ("滨河超市", "public_facility.manhole", "桥头井盖咣当咣当响", ("", "", "", "桥头")),
        ("滨河超市", "public_facility.manhole", "井盖咣当咣当响", ("", "", "", "")),
        ("卖五金的老江", "utility.power_outage", "停电了", ("", "", "", "")),
        ("B2-117车位主", "dispute.parking_dispute", "我车位上停了辆面包车", ("", "", "", "B2-117车位")),
        # doors of a lane by their numbers alone
        ("8号 老王", "welfare_care.elder_care", "对面5号的阿婆两天没开门了", ("5", "", "", "")),
        ("8号 老王", "property_repair.drain_block", "12号的下水堵了 漫到巷子里", ("12", "", "", "")),
        ("8号 老王", "property_repair.leak", "隔壁10号漏水漏到我家墙上", ("8", "", "", "")),
        ("8号 老王", "utility.water_outage", "12号停水到几点", ("8", "", "", "")),
        ("8号 老王", "property_repair.drain_block", "东排12号下水堵了", ("8", "", "", "")),
        ("6-1-102 老王", "property_repair.drain_block", "12号的下水堵了", ("6", "1", "102", "")),
        ("8号 老王", "public_facility.street_light", "8号和10号之间的路灯不亮", ("", "", "", "8号和10号之间")),
        ("26号门口修鞋", "public_facility.sewer_overflow", "污水冒出来了", ("26", "", "", "")),
        # a house by name
        ("南楼三门402 贵芬", "property_repair.leak", "暖气片漏水", ("", "3", "402", "南楼")),
        ("南楼三门402 贵芬", "property_repair.corridor_light", "灯不亮", ("", "3", "", "南楼")),
        ("8号楼三门402", "property_repair.leak", "暖气片漏水", ("8", "3", "402", "")),
        # rooms of one and two signs, and behind a name
        ("张师傅2-1-3", "property_repair.leak", "我家漏水", ("2", "1", "3", "")),
        ("12号楼3-1", "property_repair.leak", "我家漏水", ("12", "3", "1", "")),
        ("10栋1单元 李姐 502", "property_repair.leak", "我家漏水", ("10", "1", "502", "")),
        ("10栋1单元 老李1998", "property_repair.leak", "我家漏水", ("10", "1", "", "")),
        ("5楼1门7号", "property_repair.leak", "我家漏水", ("5", "1", "7", "")),
    ],
)
def test_what_a_nickname_adds(sender: str, matter: str, text: str, where: tuple[str, str, str, str]) -> None:
    assert found(matter, text, sender) == where


PIECES = st.lists(
    st.sampled_from(
        ["我家", "楼上", "三楼", "楼顶", "走廊里", "大门口", "7号楼", "1单元", "601", "502", "漏水", "没电", "有人"]
    ),
    max_size=6,
)


@given(st.sampled_from(sorted(READER.lexicon.matters)), PIECES.map("".join))
def test_a_door_is_told_with_no_other_place_than_its_lane(matter: str, text: str) -> None:
    where = found(matter, text)
    assert not (where.room and where.place)
