"""What people say beside a trouble that has just been told, and that tells none by itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.parsing import KINDS, Reading
from rules.remarks import (
    asks_if_fine,
    asks_where,
    cannot_alone,
    echoed,
    ends_with_that_one,
    is_aside,
    is_remark,
    is_small_talk,
    is_well_too,
    may_be_of,
    names_only_homes,
    names_what_broke,
    only_dark,
    only_names,
    only_shows,
    only_thinks_of_it,
    quarrels,
    says_it_is,
    says_which,
    talks_back,
    tells_how_to_reach,
    tells_only_where,
    tells_when_home,
    wonders_again,
)


@pytest.mark.parametrize(
    "words",
    [
        "你们管不管", "到底有没有人管啊", "天天这样 保洁干啥吃的", "对 我上次就说过了 没人理", "谁看到了帮忙说一声😭",
        "谁看到了麻烦告诉我一声", "唉，一直这样", "我早就跟物业反映过了", "物业是干嘛的",
    ],
)  # fmt: skip
def test_it_goes_on_about_what_was_told(words: str) -> None:
    assert is_remark(words)


@pytest.mark.parametrize(
    "words",
    [
        "天天半夜唱歌", "保洁干活挺好", "楼道天天这样堆着", "我上次说过的那个灯", "没人理发", "谁看到了我家的猫", "对",
        "你们管不管 3号楼又漏水了", "我跟物业说过了 还是漏", "网格员骂人", "没人管孩子 在马路上跑",
    ],
)  # fmt: skip
def test_it_tells_something(words: str) -> None:
    assert not is_remark(words)


@given(st.text(max_size=30))
def test_what_is_said_before_a_trouble_makes_no_remark_of_it(words: str) -> None:
    assert not is_remark(f"你们管不管 {words}漏水了")


def test_what_is_said_again_and_what_is_only_named() -> None:
    assert (echoed("我也打不开"), echoed("我打不开")) == ("打不开", "")
    assert only_names("就是楼下那个麻将馆") and ends_with_that_one("就是楼下那个麻将馆")
    assert not only_names("我在超市") and not only_names("打到几点啊？") and not ends_with_that_one("楼下麻将馆")


NOISE = "dispute.noise"


@pytest.mark.parametrize(
    "words",
    [
        "也有你家小孩跳绳的时候嘛",
        "谁家还没个动静",
        "你家装修那会儿比这吵",
        "住楼房谁家没个声音",
        "你自己呢",
        "忍一忍吧",
    ],
)
def test_the_other_side_of_a_quarrel(words: str) -> None:
    assert talks_back(words, NOISE)
    assert not talks_back(words, "utility.heating")


@pytest.mark.parametrize(
    "words",
    ["我家也听得到", "你家楼上是吵 我家也听到了", "吵得睡不着", "到底有没有人来管", "6栋也有人跳绳", "又开始了"],
)
def test_who_hears_the_noise_too_does_not_talk_back(words: str) -> None:
    assert not talks_back(words, NOISE)


@given(st.text(max_size=30))
def test_whoever_cannot_sleep_does_not_talk_back(words: str) -> None:
    assert not talks_back(f"{words}睡不着", NOISE)


@pytest.mark.parametrize("words", ["咋个又坏了嘛 才修好几天", "怎么又停了啊", "唉 怎么又漏了"])
def test_who_wonders_that_it_failed_again(words: str) -> None:
    assert wonders_again(words)


@pytest.mark.parametrize(
    "words", ["电梯怎么又坏了", "怎么又漏了 我家也漏", "又坏了", "3号楼怎么又停了", "才修好几天？电梯又停了"]
)
def test_who_names_what_failed_tells_of_it(words: str) -> None:
    assert not wonders_again(words)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("又灭了", True),
        ("没反应", True),
        ("还是不亮", True),
        ("灯不亮", False),
        ("电梯又坏了", False),
    ],
)
def test_what_was_named_before_needs_no_name(words: str, told: bool) -> None:
    assert says_it_is(words) == told


@pytest.mark.parametrize(
    ("words", "asks"),
    [
        ("烧开了能喝不", True),
        ("电梯现在能坐吗", True),
        ("这水能不能洗衣服啊", True),
        ("水可以用了没", True),
        ("我家的水能喝吗", False),
        ("水是黄的", False),
        ("黄得能喝吗，恶心", False),
        ("也能修不", False),
        ("能修不", False),
    ],
)
def test_who_only_asks_what_they_may_do(words: str, asks: bool) -> None:
    assert asks_if_fine(words) is asks


@pytest.mark.parametrize(
    ("words", "asks"),
    [
        *((words, True) for words in ("在哪啊", "哪里？", "几号楼的", "是哪个单元", "哪栋啊", "哪个灯")),
        *((words, False) for words in ("师傅到哪了", "哪有电啊", "哪里好了嘛", "3号楼", "谁在哪买的菜")),
    ],
)
def test_a_neighbour_asks_where(words: str, asks: bool) -> None:
    assert asks_where(words) is asks


@pytest.mark.parametrize(
    ("words", "place"),
    [
        *((words, True) for words in ("单元门口右手边", "就在大门那边", "3号楼2单元", "三楼拐角", "花坛后面")),
        *((words, False) for words in ("大门也坏了", "门口有人打架", "好的", "楼上漏水", "门禁不行了", "在门口吗")),
    ],
)
def test_only_a_place(words: str, place: bool) -> None:
    assert tells_only_where(words) is place


@pytest.mark.parametrize(
    ("words", "which"),
    [
        *((words, True) for words in ("厨房那个", "卫生间的", "阳台那边", "就是左边那个", "大的那个", "我家厨房的")),
        *((words, False) for words in ("厨房也漏", "厨房着火了", "楼上吵", "那个", "好的", "卫生间堵了", "在吗")),
    ],
)
def test_which_one_is_meant(words: str, which: bool) -> None:
    assert says_which(words) is which


@pytest.mark.parametrize(
    ("words", "told"),
    [
        *((words, True) for words in ("下午我去打针 四点以后在家", "明天上午家里有人", "随时来都行", "晚上才回来")),
        *((words, False) for words in ("明天有人吗", "晚上没人管", "下午来人修吗", "谢谢", "在家吗", "上午有人来修没")),
    ],
)
def test_when_somebody_is_at_home(words: str, told: bool) -> None:
    assert tells_when_home(words) is told


def _near(kind: str, **margins: float) -> Reading:
    return Reading(kind, kinds=tuple(margins.get(each, -1.0) for each in KINDS))


@given(st.text(max_size=20), st.sampled_from([kind for kind in KINDS if kind != "chatter"]), st.booleans())
def test_what_is_no_talk_by_itself_is_no_aside(words: str, kind: str, awaited: bool) -> None:
    assert not is_aside(words, _near(kind), awaited)


@pytest.mark.parametrize(
    ("words", "news"),
    [
        *((words, True) for words in ("里面好热", "谁家的狗困在里面了", "太闷了", "喘不上气", "才下班")),
        *((words, False) for words in ("晚饭吃啥", "今天菜真便宜", "刚下班？", "哈哈哈")),
    ],
)
def test_where_more_is_awaited_how_it_is_inside_and_since_when_is_news(words: str, news: bool) -> None:
    talk = _near("chatter", chatter=2.0, update=-3.0)
    assert is_aside(words, talk, awaited=True) is not news
    assert is_aside(words, talk, awaited=False)


@given(st.text(max_size=20), st.tuples(*[st.floats(-6, 3)] * 3))
def test_whatever_is_an_aside_where_more_is_awaited_is_one_anywhere(words: str, near: tuple[float, ...]) -> None:
    reading = _near("chatter", **dict(zip(("update", "chatter", "thanks"), near, strict=True)))
    assert is_aside(words, reading, awaited=False) or not is_aside(words, reading, awaited=True)


@pytest.mark.parametrize(
    ("words", "aside"),
    [("👍👍", True), ("……", True), ("lol", True), ("see you tomorrow", True), ("it's worse now", False),
     ("third floor", False), ("home after 5", False), ("7", False)],
)  # fmt: skip
def test_signs_alone_and_english_which_the_model_never_read(words: str, aside: bool) -> None:
    assert is_aside(words, _near("chatter", update=3.0), awaited=False) is aside
    assert not is_aside(words, _near("chatter", update=3.0), awaited=True)


@pytest.mark.parametrize(
    ("caption", "only"),
    [
        ("就是这里", True), ("大家看一下", True), ("看 就这个样子", True), ("现场照片", True), ("look at this", True),
        ("如下图", True), ("今天包的饺子 大家看看", False), ("给大家拜个早年", False), ("my new cat", False),
    ],
)  # fmt: skip
def test_a_caption_that_only_shows(caption: str, only: bool) -> None:
    assert only_shows(caption) is only


@given(st.text(max_size=20))
def test_more_words_never_only_show_what_fewer_did_not(words: str) -> None:
    assert only_shows(words) or not only_shows(f"{words} 饺子")


@pytest.mark.parametrize("words", ["我一个人在家 弄不动", "我一个老太婆搬不动", "腿脚不方便", "自己够不着", "搬不动啊"])
def test_who_cannot_do_it_alone_says_only_that(words: str) -> None:
    assert cannot_alone(words)


@pytest.mark.parametrize(
    "words", ["门打不开", "弄不好要出事", "我妈摔了我扶不动", "我一个人在家 有人撬门", "我身体不行了"]
)
def test_who_tells_more_says_more(words: str) -> None:
    assert not cannot_alone(words)


@pytest.mark.parametrize(
    "words", ["你放屁", "你再骂一句试试", "别吵了", "少说两句吧 人家小高也不容易", "都是邻居 消消气", "师傅也挺辛苦"]
)
def test_who_quarrels_or_makes_peace_reports_nothing(words: str) -> None:
    assert quarrels(words)


@pytest.mark.parametrize(
    "words",
    [
        "你再骂一句试试 我砍死你", "少说两句 他拿刀了", "别打了", "你放屁 水还没来", "消消气 灯修好了没",
        "他有病 叫不醒了", "大家都辛苦了", "师傅辛苦了", "啊",
    ],
)  # fmt: skip
def test_what_is_told_beside_a_quarrel_is_heard(words: str) -> None:
    assert not quarrels(words)


@given(st.text(max_size=30))
def test_no_trouble_is_part_of_a_quarrel(words: str) -> None:
    assert not quarrels(f"你放屁 {words}漏水")


@pytest.mark.parametrize(
    ("words", "dark"),
    [
        ("真的很黑", True), ("啥也看不见", True), ("黑漆漆的", True), ("楼道里一片漆黑", True), ("我们这也黑", False),
        ("楼上也黑着", False), ("冒黑烟", False), ("黑车又来了", False), ("真的很吵", False), ("3号楼也很黑", False),
        ("烟太大看不见", False), ("天天摸黑走", True), ("晚上下班摸着黑上楼", True), ("天天有人砸门", False),
    ],
)  # fmt: skip
def test_who_only_says_how_dark_it_is(words: str, dark: bool) -> None:
    assert only_dark(words) is dark


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("我听不见电话 请发消息", True), ("请打字联系我", True), ("我是听障 别打电话", True), ("来之前打个电话", True),
        ("上班接不了电话 发微信", True), ("到了请敲门", True), ("谢谢", False), ("我听不见", True),
        ("打电话没人接", False), ("物业电话多少", False), ("有人敲门", False), ("我家漏水 请发消息", False),
    ],
)  # fmt: skip
def test_how_somebody_is_to_be_reached(words: str, told: bool) -> None:
    assert tells_how_to_reach(words) is told


@given(st.text(max_size=30))
def test_trouble_is_no_way_to_be_reached(words: str) -> None:
    assert not tells_how_to_reach(f"请发消息 {words}漏水")


DRAIN, SEWER = "property_repair.drain_block", "public_facility.sewer_overflow"


@pytest.mark.parametrize(
    ("words", "thinks"),
    [
        ("是不是化粪池满了", True), ("可能是二次供水泵坏了", True), ("我看八成是水管爆了吧", True),
        ("用皮搋子捅捅看", True), ("可以先用开水冲一下试试", True), ("你们看看电表箱的闸", True),
        ("我家是不是也堵了", False), ("是不是我们楼化粪池满了", False), ("化粪池满了", False), ("看看我家水管", False),
        ("可能是停电了 3号楼没灯；电梯也停了", False), ("关门", False),
    ],
)  # fmt: skip
def test_who_only_thinks_of_what_it_may_be(words: str, thinks: bool) -> None:
    assert only_thinks_of_it(words) is thinks


@pytest.mark.parametrize(
    ("words", "asked", "told", "of_it"),
    [
        ("是不是化粪池满了", SEWER, DRAIN, True),
        ("是不是跳闸了", "utility.power_outage", "utility.power_outage", True),
        ("是不是停电了", "utility.power_outage", "utility.power_outage", False),
        ("用皮搋子捅捅看", DRAIN, DRAIN, True),
        ("是不是停电了", "utility.power_outage", "property_repair.elevator_fault", False),
    ],
)
def test_what_a_guess_may_be_of(words: str, asked: str, told: str, of_it: bool) -> None:
    assert may_be_of(words, asked, told) is of_it


@given(st.text(max_size=20))
def test_what_is_at_home_is_no_guess(words: str) -> None:
    assert not only_thinks_of_it(f"是不是{words}我家")


@pytest.mark.parametrize(
    ("words", "before", "well"),
    [
        ("1号楼也有", "2单元有水", True), ("我家也正常", "我们这没停", True), ("我们这边也有的", "3-1有电", True),
        ("1号楼也有", "2单元没有水", False), ("1号楼也有", "2单元停水了", False), ("1号楼也没有", "2单元有水", False),
        ("1号楼也有老鼠", "2单元有水", False),
    ],
)  # fmt: skip
def test_what_is_well_too(words: str, before: str, well: bool) -> None:
    assert is_well_too(words, before) is well


@given(st.text(max_size=20))
def test_what_fails_too_is_not_well(words: str) -> None:
    assert not is_well_too(f"1号楼也停了{words}", "2单元有水")


@pytest.mark.parametrize("words", ["窗户玻璃裂了", "快递柜打不开了", "发票不给开", "在家呢 晾衣架断了", "我家灯坏了"])
def test_a_thing_that_broke(words: str) -> None:
    assert names_what_broke(words)


@pytest.mark.parametrize(
    "words",
    [
        "我八十了爬不动 咋整",
        "一上午了",
        "又坏了",
        "我家也坏了",
        "都坏了三天了",
        "还打不开了",
        "我听不见电话 请发消息",
        "路断了",
    ],
)
def test_nothing_is_named_that_broke(words: str) -> None:
    assert not names_what_broke(words)


@pytest.mark.parametrize(
    "words", ["你吃饭了没", "今天天气真好", "讲个笑话", "小格你会讲笑话吗", "晚安", "哈哈哈", "天真热啊"]
)
def test_small_talk(words: str) -> None:
    assert is_small_talk(words)


@pytest.mark.parametrize(
    "words", ["今天天气热 空调坏了", "他没吃饭", "三天没吃饭了", "屋里真冷", "哈哈 又坏了", "陪我去医院", ""]
)
def test_what_is_no_small_talk(words: str) -> None:
    assert not is_small_talk(words)


@pytest.mark.parametrize(
    "words",
    [
        "我家柜子就放一晚上，明天收废品的来拉",
        "我搭个遮雨棚 自己露台 碍着谁了",
        "它真不咬人的 只是想跟小朋友玩 从小在家跟我儿子抱着睡的...",
        "我没喇叭 是那边卖杏的",
        "我家那口子的，鞋都没穿就跑下来了",
        "不好意思 马上挪",
        "我马上下来挪",
        "我的我的 马上",
        "是我家的车，对不起，这就开走",
        "我装净化器了啊 几千块",
        "对不起对不起 工人不知道 已经叫停了 两天都不干",
        "是我的",
        "我就停一会儿",
    ],
)
def test_whose_it_is_says_so_and_has_no_trouble(words: str) -> None:
    assert talks_back(words, "city_order.parking_violation")
    assert not talks_back(words, "utility.water_outage")


@pytest.mark.parametrize(
    "words",
    [
        "我家也是 柜子堆到门口",
        "我家的车被堵住出不去",
        "不好意思 我家门口也停满了",
        "我家狗被咬了",
        "我的车被划了",
        "马上挪走吧 太堵了",
        "不好意思 能不能把车挪一下",
        "现在还没挪走",
        "他家说是花架",
        "马上关了吧",
        "我们这也搭了好几个",
        "就停在我家门口 一停一天",
        "我的车位被占了",
        "我家只停一辆车 结果被堵",
        "现在关着窗都吵",
    ],
)
def test_whom_it_troubles_does_not_speak_for_it(words: str) -> None:
    assert not talks_back(words, "city_order.parking_violation")


@pytest.mark.parametrize(
    ("words", "homes"),
    [
        ("阳光花园5号楼1单元601 楼上701", True),
        ("3号楼2单元501", True),
        ("我家3-2-501，楼上是601", True),
        ("3号楼2单元的暖气片漏了三天", False),
        ("楼上701", True),
        ("", False),
    ],
)
def test_one_home_or_two(words: str, homes: bool) -> None:
    assert names_only_homes(words) is homes
