"""What is no answer to a question of the desk: that it was a slip, a question back, a nod, not done yet."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.asked import (
    acknowledges,
    asks_back,
    asks_by_sign,
    asks_for_mender,
    asks_how_to_tell,
    asks_of_own,
    asks_when,
    asks_who_comes,
    cancels,
    is_spare,
    names_a_thing,
    points_back,
    tells_done,
    tells_undone,
)


@pytest.mark.parametrize(
    "words",
    [
        "点错了",
        "按错了。",
        "不好意思，点错了",
        "点错了，是2号的",
        "手滑了",
        "算了",
        "算了吧",
        "等下",
        "等一下",
        "等会儿再说",
        "稍等",
        "不用了",
        "先不办了",
        "不上报了",
        "取消",
        "先放着",
    ],
)
def test_a_slip(words: str) -> None:
    assert cancels(words)


@pytest.mark.parametrize(
    "words",
    [
        "居民说不用了，自己换了",
        "换错了灯泡，重新换好了",
        "等下午物业来换好了",
        "换了灯泡",
        "按错了开关，已合上",
        "不用换，拧紧就亮了",
        "2天，等配件",
        "取消了占道，清走了",
        "等师傅",
    ],
)
def test_no_slip(words: str) -> None:
    assert not cancels(words)


@pytest.mark.parametrize("words", ["哪个？", "哪一件", "几号单", "什么意思？", "啥"])
def test_asked_back(words: str) -> None:
    assert asks_back(words)


@pytest.mark.parametrize("words", ["什么都修好了", "哪个都换了", "几号单元都清了", "换了灯泡"])
def test_not_asked_back(words: str) -> None:
    assert not asks_back(words)


@pytest.mark.parametrize("words", ["好的", "知道了", "收到", "收到，谢谢", "好的好的", "嗯嗯", "OK", "👌"])
def test_a_nod(words: str) -> None:
    assert acknowledges(words)


@pytest.mark.parametrize("words", ["好了", "行了", "好的，换了灯泡", "收到，已联系物业", "知道是线松了", "上午收到"])
def test_no_nod(words: str) -> None:
    assert not acknowledges(words)


@pytest.mark.parametrize(
    "words",
    [
        "还没弄",
        "没弄好，要明天",
        "我先去2号楼",
        "换了灯泡，还没装灯罩",
        "正在修",
        "等配件",
        "明天再来换",
        "修不好，得等师傅",
        "已约师傅，周一来修",
        "灯没修",
        "马上去",
    ],
)
def test_not_done(words: str) -> None:
    assert tells_undone(words)


@pytest.mark.parametrize(
    "words",
    [
        "换了灯泡",
        "昨天没修好，今天换了，亮了",
        "灯没换，是线松了，接上了",
        "没坏，跳闸了，合上了",
        "清走了，明天起天天清",
        "等了半天师傅，换好了",
        "没问题了",
        "关了阀门，不漏了",
        "已恢复",
    ],
)
def test_done(words: str) -> None:
    assert not tells_undone(words)


@pytest.mark.parametrize(
    "words",
    [
        "换了灯泡",
        "师傅来换了主板",
        "打电话给物业了。",
        "电源松了，插紧了",
        "已恢复",
        "叫师傅弄好了",
        "垃圾拉走了",
        "水来了",
    ],
)
def test_told_as_done(words: str) -> None:
    assert tells_done(words)


@pytest.mark.parametrize(
    "words",
    [
        "你好",
        "在吗",
        "周报",
        "怎么用",
        "我马上过去看",
        "写公告",
        "在忙",
        "灯没修",
        "明天再来换",
        "我下班了",
        "吃饭去了",
        "师傅来了",
        "我到了",
        "我先走了",
        "开会了",
    ],
)
def test_not_told_as_done(words: str) -> None:
    assert not tells_done(words)


@given(st.text("没修换弄好了明天再来，。 ", max_size=10))
def test_nothing_is_told_as_done_and_undone(words: str) -> None:
    assert not (tells_done(words) and tells_undone(words))


@given(st.text("点错了算等下哪个单好的收到知道吗。!？ ", max_size=8))
def test_words_are_one_thing_at_most(words: str) -> None:
    assert [cancels(words), asks_back(words), acknowledges(words)].count(True) <= 1


@pytest.mark.parametrize(
    "words",
    [
        "电梯师傅来了没有啊",
        "修电梯的来了没",
        "修电梯的人来了吗",
        "师傅到了吗？",
        "维修的来了没啊",
        "电工什么时候来",
        "请问物业来了没有",
        "维保的人到了没",
        "电梯公司的人几点到",
        "疏通下水道的来没来",
    ],
)
def test_somebody_who_mends_is_asked_for(words: str) -> None:
    assert asks_for_mender(words)


@pytest.mark.parametrize(
    "words",
    [
        "电梯来了没",
        "水来了吗",
        "快递来了没有",
        "送水的来了没",
        "师傅来了，说要换板子",
        "修电梯的来了没？我妈还在里面",
        "师傅来了",
        "修好了没来电",
        "换灯泡的钱到了吗",
        "查水表的说什么时候来着",
    ],
)
def test_what_is_said_besides_asks_for_nobody(words: str) -> None:
    assert not asks_for_mender(words)


@given(st.text(alphabet="修换的师傅电梯工来到了没有吗啊 ", max_size=40))
def test_who_is_asked_for_is_asked_of_and_told_of_nothing_else(words: str) -> None:
    assert not asks_for_mender(words) or any(each in words for each in "来到")
    assert not asks_for_mender(f"{words}着火了")


@pytest.mark.parametrize(
    ("words", "names"),
    [("路灯修没修", True), ("水管呢", True), ("电工来了没", False), ("有人管吗", False), ("水电师傅几点到", False)],
)
def test_what_names_a_thing(words: str, names: bool) -> None:
    assert names_a_thing(words) is names


def test_what_points_at_what_was_told_before() -> None:
    assert points_back("刚才说的有人管吗") and not points_back("刚才下雨了")
    assert points_back("谁在管我妈家的事") and points_back("装修的编号是多少") and not points_back("物业是谁管的")


@pytest.mark.parametrize(
    ("words", "thing"),
    [
        ("啥时候换管子", "管子"),
        ("管子啥时候换啊", "管子"),
        ("电梯控制板啥时候来", "电梯控制板"),
        ("几点来换", ""),
        ("大概几点修好", ""),
        ("什么时候能修好电梯啊", "电梯"),
        ("管子怎么换啊", "管子"),
        ("要修到啥时候嘛", ""),
        ("今天修得好不", ""),
        ("电梯今天能修好不", "电梯"),
        ("大概要修多久", ""),
        ("修好不用来了", None),
        ("修好了吗", None),
        ("师傅几点来", None),
        ("没水了啥时候来", None),
        ("我家水管漏了啥时候来修", None),
        ("快递啥时候到", None),
        ("电话几点打", None),
        ("啥时候换管子 我家也没气了", None),
        ("管子换好了", None),
    ],
)
def test_when_it_goes_on_is_asked_and_of_what(words: str, thing: str | None) -> None:
    assert asks_when(words) == thing


@given(st.text("啥时候几点来换修管子电梯怎么啊没坏漏 ", max_size=16))
def test_the_thing_that_is_asked_of_stands_in_the_words(words: str) -> None:
    thing = asks_when(words)
    assert thing is None or (thing in words and not set(thing) & set("没坏漏"))


@pytest.mark.parametrize(("thing", "spare"), [("配件", True), ("控制板", True), ("电梯", False), ("", False)])
def test_what_is_of_whatever_is_mended(thing: str, spare: bool) -> None:
    assert is_spare(thing) is spare


@pytest.mark.parametrize(
    "words",
    [
        "小格 帮我看看我家报的事怎么样了",
        "我报的那个怎么样了",
        "小格，我昨天说的那事咋样了",
        "我报修的有人管吗",
        "查一下我的单子",
        "我的单子办到哪了",
    ],
)
def test_who_asks_of_what_they_have_reported(words: str) -> None:
    assert asks_of_own(words)


@pytest.mark.parametrize(
    "words", ["我说的是西门", "我说的对吧", "他报的那个怎么样了", "我家的猫怎么样了", "我说的话没人听", "电梯怎么样了"]
)
def test_who_asks_of_something_else(words: str) -> None:
    assert not asks_of_own(words)


@given(st.text(max_size=40))
def test_nobody_asks_of_their_own_who_is_not_named(words: str) -> None:
    assert not asks_of_own(words) or any(sign in words for sign in "我俺咱")


@pytest.mark.parametrize(
    "words",
    [
        "谁来修啊", "派的谁", "派了哪个师傅来", "是谁接的", "谁接的单", "谁在管", "有人接单没", "你们有没有去说啊",
        "有没有派人来看", "什么时候上门", "安排了没", "排到第几了", "轮到我家了吗", "多久能好", "电梯谁来修",
    ],
)  # fmt: skip
def test_who_sees_to_it_is_asked(words: str) -> None:
    assert asks_who_comes(words, private=False)


@pytest.mark.parametrize(
    "words", ["谁来啊", "看了吗", "问了没有", "还要几天", "说过了吗", "东西送来了吗", "药买到了没"]
)
def test_what_is_asked_of_anything_is_asked_of_the_desk_in_private(words: str) -> None:
    assert asks_who_comes(words, private=True)
    assert not asks_who_comes(words, private=False)


@pytest.mark.parametrize(
    "words",
    [
        "谁来打牌", "谁来接孩子", "谁去买菜", "谁看见我家猫了", "有人接孩子吗", "谁来帮帮我", "谁在敲门",
        "查水表的来了没", "问了物业没有", "谁负责打扫", "多久能到北京", "谁来的电话", "谁处理旧家具", "说了不听",
        "药送来了", "买票了吗",
    ],
)  # fmt: skip
def test_what_else_is_asked_of_people(words: str) -> None:
    assert not asks_who_comes(words, private=True)


@pytest.mark.parametrize(
    "words", ["我不会打字 能语音吗", "可以发语音吗", "能发照片吗", "怎么发照片", "我不会打字", "老人不会打字怎么办"]
)
def test_how_to_tell_is_asked(words: str) -> None:
    assert asks_how_to_tell(words)


@pytest.mark.parametrize("words", ["", "语音", "发照片了", "能发照片给大家看看吗", "我不会用手机交费", "能修吗"])
def test_what_asks_no_such_thing(words: str) -> None:
    assert not asks_how_to_tell(words)


@given(st.text("谁来修派的？?啊 ", max_size=12))
def test_what_is_asked_in_a_group_is_asked_in_private(words: str) -> None:
    assert asks_who_comes(words, private=True) >= asks_who_comes(words, private=False)
    assert asks_by_sign(words) <= (not any(map(str.isalnum, words)))
