"""What only sounds like danger to life, and what is said with the same words beside it."""

import pytest
from hypothesis import given

from rules.harmless import asks_around, is_harmless, is_scrap, leaves, moves_away, tells_of_work_alone
from rules.supplies import is_unsaid
from tests.rules.words import SAYINGS


@pytest.mark.parametrize("words", ["正在处理", "师傅已经在抢修了", "物业正在联系", "已处理", "马上安排", "修好了"])
def test_who_sees_to_it_tells_of_nothing_else(words: str) -> None:
    assert tells_of_work_alone(words) and is_harmless(words)


@pytest.mark.parametrize("words", ["正在漏水", "师傅被困了", "正在打人", "马上来修", "已经着火了", "还没处理"])
def test_what_is_seen_to_or_is_not_is_more(words: str) -> None:
    assert not tells_of_work_alone(words)


@given(SAYINGS)
def test_what_is_named_is_not_left_unsaid(words: str) -> None:
    assert is_unsaid("utility.water_outage", words) <= ("水" not in words)
    assert not is_unsaid("property_repair.leak", words)


@pytest.mark.parametrize(
    ("matter", "words"),
    [
        ("utility.telecom", "wifi断了，楼道灯也坏了"),
        ("utility.telecom", "路由器连不上，门禁也坏了"),
        ("utility.telecom", "光猫红灯，厕所堵了"),
        ("utility.gas_supply", "灶打不着，厕所堵了"),
        ("utility.heating", "屋里就十二度，厕所堵了"),
        ("utility.water_outage", "No Water here"),
    ],
)
def test_a_supply_is_named_by_what_it_comes_through_too(matter: str, words: str) -> None:
    assert not is_unsaid(matter, words)


@pytest.mark.parametrize(
    "words",
    [
        "我走了,猫粮在柜子里",
        "我走了猫粮在柜子里",
        "妈妈我走了 别忘了锁门",
        "我走了 钥匙在门口垫子下面",
        "钥匙给你放保安那了 我先走了",
        "饭在锅里 我先走了",
        "我走了 快递帮我收一下",
        "爸我走了 晚上八点回来",
        "妈我走了 别等我吃饭",
        "我走了 猫喂过了",
        "老婆我走了 孩子你接一下",
        "我上班去了 钥匙在门口",
    ],
)
def test_who_leaves_with_an_errand_only_leaves(words: str) -> None:
    assert leaves(words) and is_harmless(words)


@pytest.mark.parametrize(
    "words",
    [
        "我走了",
        "我先走了",
        "我走了,你们好好照顾妈妈",
        "我走了 别找我",
        "我走了,猫就拜托你们了",
        "群里的都是好人,我先走了,猫在阳台,麻烦喂一下",
        "我走了你们莫找,鸡记得喂,钱在枕头里",
        "爸妈我走了,晚上不回来",
        "我走了 饭在锅里 别找我",
        "我走了 饭在锅里 对不起",
        "我走了 以后不用给我留饭",
        "我走了 钥匙在天台上",
        "我走了 钥匙在鞋柜上 你们好好过",
        "我走了 存折在抽屉里",
        "我走了 药在桌上",
        "饭在锅里着火了 我走了",
    ],
)
def test_what_may_be_a_farewell_is_no_leaving(words: str) -> None:
    assert not is_harmless(words)


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ("有没有人掉下去", True),
        ("井里有没有人掉下去了啊", True),
        ("有人掉下去了吗", True),
        ("没有人掉下去吧", True),
        ("里面有没有人被困", True),
        ("有人掉下去了", False),
        ("有没有人掉下去啊快来看看", False),
        ("不知道有没有人掉下去", False),
        ("没人管 有人掉下去了", False),
        ("没人掉下去吧 孩子掉下去了", False),
        ("好像有人掉下去了", False),
        ("塌了有没有人埋在下面", False),
    ],
)
def test_whether_anybody_came_to_harm_is_asked_or_told(words: str, asked: bool) -> None:
    assert asks_around(words) is asked


@pytest.mark.parametrize(
    ("words", "scrap"),
    [
        ("三个人", True),
        ("那人还在", True),
        ("他还没走", True),
        ("往东跑了", True),
        ("就在门口", True),
        ("人不动了", False),
        ("人没了", False),
        ("还没出来", False),
        ("我在里面", False),
        ("我先走了", False),
        ("他不喘了", False),
        ("孩子不在", False),
        ("他要跳", False),
        ("他在楼顶", False),
        ("三个人打一个", False),
        ("他又打她了", False),
        ("", False),
    ],
)
def test_a_scrap_names_no_thing_and_no_harm(words: str, scrap: bool) -> None:
    assert is_scrap(words) is scrap


@pytest.mark.parametrize(
    ("words", "moves"),
    [
        ("谢谢大家这几年的照顾 我搬家了", True),
        ("房子退了 钥匙给房东了 大家再见", True),
        ("大家再见 我回老家了 祝大家身体健康", True),
        ("谢谢大家这几年的照顾 再见了", False),
        ("大家再见", False),
        ("我要走了 谢谢大家", False),
        ("房子退了 猫托付给你们 再见", False),
        ("我搬家了 来世再见", False),
    ],
)
def test_who_moves_house_says_farewell_to_neighbours(words: str, moves: bool) -> None:
    assert moves_away(words) is moves


@given(SAYINGS)
def test_nothing_is_harmless_with_danger_beside_it(words: str) -> None:
    for harm in ("着火了", "晕倒了", "别找我"):
        assert not is_harmless(words + harm)
        assert not is_scrap(words + harm)


@pytest.mark.parametrize(
    "part",
    [
        "饭在锅里",
        "晚上",
        "妈",
        "有没有人",
        "大家",
        "三个",
        "还",
        "记得",
        " ",
        "再见",
        "谢谢",
        "锅糊了",
        "全都是",
        "关火",
    ],
)
def test_what_is_said_over_and_over_has_one_way_to_be_read(part: str) -> None:
    for words in (f"我走了{part * 500}囧", f"锅糊了 关火了{part * 500}囧", f"有人{part * 500}囧", part * 500 + "囧"):
        assert not is_harmless(words) and not is_scrap(words)
