"""What is taken out of words before a residents' group reads them, and what must stay."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.redaction import (
    MASK,
    for_neighbours,
    lists_people,
    mask_identity,
    named,
    redact,
    redact_but_telephones,
    spot_for_neighbours,
)

PROSE = st.text(alphabet="换了灯泡修好水电工明早来，。门口的", max_size=12)
NAMES = st.sampled_from(["王阿姨", "老赵", "小李", "李姐", "张建国", "Tom"])


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("和501住户约了", "和住户约了"),
        ("501室修好了", "住户修好了"),
        ("已查处301房东", "已查处房东"),
        ("和301的租客谈了", "和租客谈了"),
        ("3号楼2单元301房东整改了", "3号楼2单元房东整改了"),
        ("301房封了", "住户封了"),
        ("3号楼2单元501修好了", "3号楼2单元修好了"),
        ("3-2-501修好了", "3号楼2单元修好了"),
        ("3栋-2单元-501修好了", "3号楼2单元修好了"),
        ("5-1203修好了", "5号楼修好了"),
        ("A-1203修好了", "A座修好了"),
        ("3号楼1203户修好了", "3号楼修好了"),
        ("1203家的水管", "住户家的水管"),
        ("三零二室的水管", "住户的水管"),
        ("3号楼五零一室的水管", "3号楼的水管"),
        ("电话13812345678", f"电话{MASK}"),
        ("电话138-1234-5678", f"电话{MASK}"),
        ("电话+86 138 1234 5678", f"电话{MASK}"),
        ("电话0571-88881234", f"电话{MASK}"),
        ("座机(010)62345678", f"座机{MASK}"),
        ("电话是 87654321，+44 7700 900123 也行", f"电话是 {MASK}，{MASK} 也行"),
        ("回138****5678", f"回{MASK}"),
        ("身份证110101199003071234登记", f"身份证{MASK}登记"),
        ("身份证11010119900307123X登记", f"身份证{MASK}登记"),
    ],
)
def test_what_is_taken_out(said: str, expected: str) -> None:
    assert redact(said) == expected


STAYS = """急事打110、119或120 也可打12345 打12356有人听 燃气抢险95158 10:52恢复运行 9:00到17:00停水
收了380元 换了220V的变压器 2026年11月20日前办好 用了120度电 影响300户 通知了200多户 3号楼120人
3号楼2单元的灯 换了1200个灯泡 5-8天能好 电梯门机更换完成"""


@pytest.mark.parametrize("said", STAYS.split())
def test_what_stays(said: str) -> None:
    assert redact(said) == said


@pytest.mark.parametrize(
    ("said", "hidden", "expected"),
    [
        ("王阿姨家修好了", ["3-2-501 王阿姨"], "住户家修好了"),
        ("和501王阿姨约了", ["3-2-501 王阿姨"], "和住户约了"),
        ("501那边好了", ["501"], "住户那边好了"),
        ("电梯501年检过了", ["501"], "电梯住户年检过了"),
        ("15:01到17:00", ["501"], "15:01到17:00"),
        ("花了501元", ["501"], "花了501元"),
        ("3号楼的业主都知道", ["3号楼501业主"], "3号楼的业主都知道"),
        ("租客换了锁", ["A座806租客"], "租客换了锁"),
        ("老赵和小李都在", ["1-1-202 老赵", "小李"], "住户和住户都在"),
        ("王看过了", ["3-2-501 王"], "王看过了"),
        ("修好了", ["", " ", "-"], "修好了"),
    ],
)
def test_what_is_known_to_be_hidden(said: str, hidden: list[str], expected: str) -> None:
    assert redact(said, hidden) == expected


@given(before=PROSE, after=PROSE, phone=st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True))
def test_no_mobile_number_gets_through(before: str, after: str, phone: str) -> None:
    assert phone not in redact(before + phone + after)


@given(before=PROSE, after=PROSE, building=st.integers(1, 40), unit=st.integers(1, 6), floor=st.integers(1, 33),
       door=st.integers(1, 8))  # fmt: skip
def test_no_address_gets_through_with_its_room(
    before: str, after: str, building: int, unit: int, floor: int, door: int
) -> None:
    room = f"{floor}{door:02}"
    for written in (
        f"{building}-{unit}-{room}",
        f"{building}号楼{unit}单元{room}室",
        f"{building}号楼{room}室",
        f"{room}室",
    ):
        said = redact(before + written + after)
        assert room not in said.replace(f"{building}号楼{unit}单元", "").replace(f"{building}号楼", ""), said


@given(said=st.text(max_size=40), name=NAMES, room=st.integers(101, 3308))
def test_no_name_gets_through(said: str, name: str, room: int) -> None:
    assert name not in redact(f"{said}{name}来过{said}", [f"3-2-{room} {name}"])


@given(said=st.text(max_size=60), hidden=st.lists(st.text(max_size=12), max_size=3))
def test_it_never_raises_and_twice_is_once(said: str, hidden: list[str]) -> None:
    once = redact(said, hidden)
    assert redact(once) == redact(redact(once))
    assert len(once) <= len(said) * 4 + 8


@given(said=st.text(alphabet="换了灯泡修好水电工明早来，。电梯门口的人", max_size=40))
def test_words_without_numbers_stay_as_they_are(said: str) -> None:
    assert redact(said) == said


@given(said=st.text(max_size=60))
def test_masking_identity_numbers_touches_nothing_else(said: str) -> None:
    assert mask_identity(said) == said or MASK in mask_identity(said)
    assert mask_identity(f"{said}。110101199003071234") == f"{mask_identity(said)}。{MASK}"


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("帮张桂芳老人换了灯泡", "帮住户换了灯泡"),
        ("王秀英家的灯修好了", "住户家的灯修好了"),
        ("和业主李建国谈好了", "和住户谈好了"),
        ("已通知住户王女士", "已通知住户"),
        ("陪赵大爷去了医院", "陪住户去了医院"),
        ("已送孙大爷回家", "已送住户回家"),
        ("扶起了摔倒的钱奶奶", "扶起了摔倒的住户"),
        ("帮独居的张桂芳老人换了灯泡", "帮独居的住户换了灯泡"),
        ("告诉501的王女士了", "告诉501的住户了"),
        ("给3号楼2单元王秀英阿姨换了水龙头", "给3号楼2单元住户换了水龙头"),
    ],
)
def test_neighbours_read_no_residents_name(text: str, read: str) -> None:
    assert for_neighbours(text) == read


@pytest.mark.parametrize(
    "text",
    [
        "周末家里有人吗",
        "方便大爷大妈走路，加了扶手灯",
        "任何阿姨来问",
        "白天阿姨保洁扫了",
        "周一阿姨来擦过",
        "向老人说明了",
        "居民方面沟通好",
        "业主高兴，已换",
        "高层家里的线",
        "黄色家门",
        "物业经理李女士来过",
        "维修师傅王先生换的",
        "保洁张阿姨擦了",
        "保洁员杨阿姨扫了",
        "高龄老人已探访",
    ],
)
def test_what_names_no_resident_stays(text: str) -> None:
    assert for_neighbours(text) == text


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("住户王秀英家漏水", ("住户王秀英",)),
        ("王秀英家漏水了", ("王秀英",)),
        ("请联系李建国 138 0013 8000", ("李建国", "138 0013 8000")),
        ("联系人李建国：13800138000", ("李建国", "13800138000")),
        ("高层住户家里停水", ()),
        ("各位居民家中停水", ()),
        ("陈书记电话13812345678", ("13812345678",)),
    ],
)
def test_whom_a_notice_would_name_is_asked_about(text: str, people: tuple[str, ...]) -> None:
    assert named(text) == people


@pytest.mark.parametrize("what", ["方案一", "金额 30", "余额 20", "任意"])
def test_a_vote_or_a_bill_by_doors_lists_nobody(what: str) -> None:
    assert not lists_people("\n".join(f"3-2-50{door} {what}" for door in range(1, 5)))


@pytest.mark.parametrize(
    "words",
    [
        "301漏,401漏,501漏", "3-2-301漏,3-2-401漏,3-2-501漏", "3-2-301马桶漏，3-2-401马桶漏，3-2-501马桶漏",
        "3-2-301 严重\n3-2-401 严重\n3-2-501 严重", "3-2-301雷雨漏,3-2-401雷雨漏,3-2-501雷雨漏",
        "3-2-301 石膏掉\n3-2-401 石膏掉\n3-2-501 石膏掉", "3-2-301 白墙湿\n3-2-401 白墙湿\n3-2-501 白墙湿",
        "3-2-301 王阿姨漏水，3-2-401 李大爷漏水，3-2-501 张大姐漏水", "3-2-301 梁裂\n3-2-401 梁裂\n3-2-501 梁裂",
        "3-2-301 黄水\n3-2-401 黄水\n3-2-501 黄水", "3-2-301 王姐 没水\n3-2-401 李叔 没水\n3-2-501 张姐 没水",
    ],
)  # fmt: skip
def test_flats_with_the_same_trouble_are_no_list_of_people(words: str) -> None:
    assert not lists_people(words)


@pytest.mark.parametrize(
    "words",
    [
        "3-2-301 王桂兰 漏登\n3-2-401 李建国 漏登\n3-2-501 张丽 漏登",
        "3-2-301 王桂兰 13800138000 漏水\n3-2-401 李建国 13900139000 漏水\n3-2-501 张丽 13700137000 漏水",
        "3-2-301 王桂兰 独居\n3-2-401 李建国 停药\n3-2-501 严丽华 残疾",
    ],
)
def test_people_with_their_telephones_or_needs_are_a_list(words: str) -> None:
    assert lists_people(words)


@given(st.lists(st.sampled_from(["3-2-501 王桂兰", "李建国 13900139000", "楼道灯不亮", "物业 王师傅 13700137000"])))
def test_a_list_of_people_has_three_of_them(lines: list[str]) -> None:
    people = sum("灯" not in line and "物业" not in line for line in lines)
    assert lists_people("\n".join(lines)) == (people >= 3)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("找3-2-501王姐，电话13812345678", "找3号楼2单元王姐，电话13812345678"),
        ("打0755-88001234", "打0755-88001234"),
        ("身份证110101199003071234", "身份证***"),
        ("明天停水", "明天停水"),
    ],
)
def test_the_telephones_to_be_called_stay(words: str, told: str) -> None:
    assert redact_but_telephones(words) == told


PLACES = [
    "超市门口",
    "安置区大门口",
    "幼稚园门口",
    "小区门口",
    "大树底下",
    "充电桩旁边",
    "居委会对面",
    "二单元门口",
    "3号楼和4号楼之间",
    "东门",
    "门厅",
    "花坛边上",
    "",
]
NO_PLACES = [
    "王桂芳偷人门口",
    "共产党垃圾门口",
    "傻逼物业门口",
    "老梁家门口",
    "小贾门口",
    "阿炳旁边",
    "贱人店门口",
    "要的在下面",
]


@pytest.mark.parametrize("spot", PLACES)
def test_neighbours_read_where_it_is(spot: str) -> None:
    assert spot_for_neighbours(spot) == spot


@pytest.mark.parametrize("spot", NO_PLACES)
def test_a_card_says_nothing_that_is_no_place(spot: str) -> None:
    assert spot_for_neighbours(spot) == ""


def test_what_is_done_on_the_way_is_no_part_of_a_place() -> None:
    assert spot_for_neighbours("坐在银行门口") == "银行门口"


@given(st.text() | st.text("老王在银行门口旁边偷人", max_size=9))
def test_of_a_spot_neighbours_read_no_more_than_was_told(spot: str) -> None:
    said = spot_for_neighbours(spot)
    assert spot.endswith(said)
    assert spot_for_neighbours(said) in (said, "")


def test_a_name_before_a_room_is_none_for_neighbours() -> None:
    assert for_neighbours("王秀兰家501换了阀门") == "住户家住户换了阀门"
    assert for_neighbours("王秀兰家501室换了") == "住户家住户换了"


def test_a_title_of_who_reported_names_nobody() -> None:
    assert for_neighbours("已联系物业和楼长", ["物业 王秀兰", "楼长 3-2-501"]) == "已联系物业和楼长"
    assert for_neighbours("已联系物业王秀兰", ["物业 王秀兰"]) == "已联系物业住户"
    assert for_neighbours("已联系物业小张", ["物业小张"]) == "已联系住户"


@pytest.mark.parametrize(
    ("spot", "read"),
    [("B2-117车位", "B2车位"), ("117号车位", "车位"), ("地库A区32车位", "地库A区车位"), ("B2车位", "B2车位")],
)
def test_whose_parking_place_it_is_is_not_read(spot: str, read: str) -> None:
    assert spot_for_neighbours(spot) == read
