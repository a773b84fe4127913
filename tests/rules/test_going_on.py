"""What is said next of a danger: of that one, or of another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.going_on import (
    burns_at_home,
    calls_for_help,
    is_of_fire_seen,
    is_of_them,
    is_past,
    is_so,
    only_advises,
    only_cries,
    pleads,
    sees_from_afar,
    tells_another,
    tells_from_there,
    tells_more,
    tells_of_another_person,
    tells_of_people_there,
    tells_what_to_do,
    tells_worse,
)
from tests.rules.words import SAYINGS


@pytest.mark.parametrize(
    ("words", "of_them", "more", "afar"),
    [
        ("他刚才拿刀了", True, True, False),
        ("我老公追出来了", True, False, False),
        ("小区门口有人拿刀", False, False, False),
        ("楼上有人打他", False, False, False),
        ("还有一个孕妇，她喘不上气", True, True, False),
        ("还有人说隔壁也晕了", False, False, False),
        ("她家也着火了", True, False, False),
        ("6号楼也看得到 好大的烟", False, False, True),
        ("我们6号楼也着火了 都看得到", False, False, False),
    ],
)
def test_what_goes_on_is_of_the_danger_that_was_told(words: str, of_them: bool, more: bool, afar: bool) -> None:
    assert (is_of_them(words), tells_more(words), sees_from_afar(words)) == (of_them, more, afar)


@given(SAYINGS)
def test_what_burns_there_is_not_seen_from_afar(words: str) -> None:
    assert not sees_from_afar(words + "着火了")
    assert not is_of_them(words + "有人") and not tells_more(words + "隔壁")


@pytest.mark.parametrize(
    ("words", "to_do"),
    [
        ("嘴歪是中风!快打120!", True),
        ("快打120!门打开!", True),
        ("别给他喝水，侧着躺", True),
        ("掐人中 叫救护车", True),
        ("快打120 有人晕倒了", False),
        ("门口倒了一个人 快叫救护车", False),
        ("我妈也不行了 快打120", False),
        ("我家老头晕了 打120", False),
        ("3号楼还有一个 快打120", False),
        ("嘴歪是中风", False),
        ("着火了 快打119", False),
    ],
)
def test_what_to_do_is_told_of_who_was_told_of(words: str, to_do: bool) -> None:
    assert tells_what_to_do(words) is to_do


@given(SAYINGS)
def test_who_names_somebody_tells_no_mere_advice(words: str) -> None:
    assert not tells_what_to_do(f"我妈{words}") and not tells_what_to_do(f"{words}又晕了一个")


@pytest.mark.parametrize("words", ["502打起来了，动刀了", "又打人了，流血了", "女的喊救命", "人不动了", "连孩子也打"])
def test_worse_is_told(words: str) -> None:
    assert tells_worse(words)


@pytest.mark.parametrize("words", ["502打起来了，快来", "又在打老婆", "打架，没看到刀", "没见血", "还在打"])
def test_the_same_is_no_worse(words: str) -> None:
    assert not tells_worse(words)


@pytest.mark.parametrize(
    ("danger", "words"),
    [
        ("unconscious", "醒过来了"),
        ("unconscious", "我妈醒了 没事了"),
        ("unconscious", "好多了，谢谢大家"),
        ("unconscious", "120拉走了 谢谢"),
        ("unconscious", "已经送医院了"),
        ("unconscious", "吐出来了"),
        ("gas", "是我家锅烧干了 不好意思"),
        ("gas", "不是煤气味，是油漆味"),
        ("gas", "味道散了"),
        ("fire", "是我家烧糊锅了"),
        ("fire", "不是着火了 是人家烧纸"),
        ("suicide", "劝下来了"),
        ("crime", "警察把他带走了"),
    ],
)
def test_what_says_that_it_is_past(danger: str, words: str) -> None:
    assert is_past(words, danger)
    assert not is_past(words, "violence")


@pytest.mark.parametrize(
    ("danger", "words"),
    [
        ("unconscious", "还没醒"),
        ("unconscious", "醒了又晕了"),
        ("unconscious", "醒了但是不说话"),
        ("unconscious", "好多了吗"),
        ("unconscious", "没送医院"),
        ("unconscious", "救护车来了"),
        ("unconscious", "吐出来了一口血"),
        ("gas", "锅烧干了冒烟"),
        ("gas", "味散了点"),
        ("gas", "不是煤气味是什么味"),
        ("suicide", "跳下来了"),
        ("crime", "孩子被抓走了"),
        ("crime", "警察来了"),
    ],
)
def test_what_goes_on_is_not_past(danger: str, words: str) -> None:
    assert not is_past(words, danger)


@given(SAYINGS)
def test_nothing_is_past_with_danger_beside_it(words: str) -> None:
    for danger in ("unconscious", "gas", "fire"):
        assert not is_past(words + "又晕倒了", danger)


@pytest.mark.parametrize(
    ("words", "there"),
    [
        ("楼上还有老人", True),
        ("六楼还有孩子", True),
        ("里面还有人没出来", True),
        ("上面还有个瘫痪的老太太", True),
        ("我妈还在家里没下来", True),
        ("四楼那家有孩子 快", True),
        ("隔壁还有个坐轮椅的老人，快救", True),
        ("楼上还有快递没拿", False),
        ("楼上还有人吗", False),
        ("还有人要鸡蛋", False),
        ("里面没人了", False),
        ("还有老人优惠", False),
        ("我孩子在学校", False),
        ("孩子还没睡", False),
        ("我在家里", False),
        ("五楼有人装修", False),
    ],
)
def test_who_is_still_there_is_told_or_something_else(words: str, there: bool) -> None:
    assert tells_of_people_there(words) is there


@given(SAYINGS)
def test_who_is_still_there_is_told_alone(words: str) -> None:
    assert not tells_of_people_there(words + "吗") and not tells_of_people_there(words + "囧")


@pytest.mark.parametrize("part", ["楼上", "还有", "还有老人", "没下来", "在家", "快", "我妈", "1", " "])
def test_who_is_still_there_has_one_way_to_be_read(part: str) -> None:
    assert not tells_of_people_there("楼上还有老人" + part * 500 + "囧")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("隔壁也冒烟了", True),
        ("3号楼又着火了", True),
        ("3号楼也着火了", True),
        ("3号楼着火了", False),
        ("我也看到3号楼", False),
    ],
)
def test_another_danger_is_told_as_one(words: str, told: bool) -> None:
    assert tells_another(words) == told


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("我家厨房着了", True),
        ("楼上冒烟", True),
        ("电梯里冒烟", True),
        ("反正在冒火星", False),
        ("着起来了", False),
    ],
)
def test_what_burns_at_home_is_told_so(words: str, told: bool) -> None:
    assert burns_at_home(words) == told


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("快打119", True),
        ("叫救护车啊", True),
        ("报警", True),
        ("快来人", False),
        ("电话1190", True),
        ("113号", False),
    ],
)
def test_somebody_is_to_be_rung(words: str, told: bool) -> None:
    assert calls_for_help(words) == told


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("报警啊", True),
        ("那你赶紧去报警吧", True),
        ("要不打110！", True),
        ("报警啊，他拿刀了", False),
        ("我报警了", False),
        ("", False),
    ],
)
def test_who_advises_to_ring_the_police_tells_no_danger(words: str, told: bool) -> None:
    assert only_advises(words) == told


@pytest.mark.parametrize(
    "words", ["真着火了", "火大了", "冒黑烟了！！", "好大的烟", "看到火光了，快打119", "火苗窜上来了"]
)
def test_fire_is_seen_from_every_house(words: str) -> None:
    assert is_of_fire_seen(words)


@pytest.mark.parametrize(
    "words",
    [
        "我家着火了",
        "厨房冒烟",
        "又着火了",
        "也冒烟了",
        "2号楼着火了",
        "快跑",
        "看到人了",
        "电瓶车烧起来了",
        "火气真大",
        "着凉了",
    ],
)
def test_what_may_burn_elsewhere_or_burns_not_is_no_fire_seen(words: str) -> None:
    assert not is_of_fire_seen(words)


@given(SAYINGS)
def test_a_place_of_ones_own_is_never_the_one_just_told(words: str) -> None:
    assert not is_of_fire_seen("我家" + words) and not is_so("真是我家" + words) and not only_cries("2号楼" + words)


@pytest.mark.parametrize(
    ("words", "so", "cries"),
    [
        ("真困人了", True, False),
        ("天哪，真的有煤气味", True, False),
        ("确实有人困住了", True, False),
        ("真的是我家漏气", False, False),
        ("楼道真有煤气味", False, False),
        ("快来人啊", False, True),
        ("快来人救火啊！", False, True),
        ("救命啊！快来人", False, False),
        ("快来人，楼上有人摔了", False, False),
        ("快", False, False),
    ],
)
def test_what_only_says_so_or_cries(words: str, so: bool, cries: bool) -> None:
    assert (is_so(words), only_cries(words)) == (so, cries)


@pytest.mark.parametrize(
    ("words", "another"),
    [
        ("小区门口也倒了一个", True), ("南门口也倒了一个 不动了", True), ("楼下又晕倒两个人", True),
        ("路边还躺着一个老人", True), ("小区门口又倒了一个 快来", True),
        ("南门又晕倒两个人", True), ("那边也躺了一个", True), ("车库又倒下一个", True), ("桥头也倒了一个 没反应", True),
        ("3号楼下又晕倒一位", True), ("大树下也躺着一个老头", True), ("公园也躺了一个晒太阳的", False),
        ("南门又倒了一个广告牌", False), ("那边也倒了一个隔离墩", False), ("车库也倒了一个摊位", False),
        ("门口自行车也倒了一个", False), ("小区门口又倒了一棵树", False),
        ("小区门口也倒了一个垃圾桶", False), ("门口也差点倒了一个", False), ("小区门口也倒了一个吗", False),
        ("也倒了一个", False), ("他又倒了", False), ("我门口也晕", False), ("门口也有一个快递", False),
    ],
)  # fmt: skip
def test_who_lies_somewhere_else_is_told_from_things_that_fall(words: str, another: bool) -> None:
    assert tells_of_another_person(words) is another


@given(st.sampled_from(["车", "桶", "树", "路灯", "牌子"]), st.sampled_from(["小区门口", "楼下", "路边"]))
def test_a_thing_that_fell_over_is_nobody(thing: str, place: str) -> None:
    assert tells_of_another_person(f"{place}也倒了一个")
    assert not tells_of_another_person(f"{place}{thing}也倒了一个")
    assert not tells_of_another_person(f"{place}也倒了一个{thing}")


@pytest.mark.parametrize(
    ("words", "there", "plea"),
    [
        ("我到了 她说腿疼 动不了 叫120了", True, False),
        ("我上来了 他头上流血了", True, False),
        ("我在她家 人清醒 就是起不来", True, False),
        ("我陪着老人 她喘不上气", True, False),
        ("我到家了 我妈倒在地上", False, False),
        ("我到了 楼道里又倒了一个 他不动了", False, False),
        ("我到家了 他倒地上不动了", False, False),
        ("她晕倒了", False, False),
        ("别打了 拉开了", False, True),
        ("别打了别打了", False, True),
        ("已经拉开了", False, True),
        ("快住手啊！", False, True),
        ("别打我了 救命", False, False),
        ("他又打我了", False, False),
        ("拉开了又打起来了", False, False),
    ],
)
def test_who_is_there_tells_of_who_was_told(words: str, there: bool, plea: bool) -> None:
    assert (tells_from_there(words), pleads(words)) == (there, plea)


@given(SAYINGS)
def test_who_is_named_as_ones_own_is_never_who_was_told(words: str) -> None:
    assert not tells_from_there(f"我到了 我妈 {words}")
    assert not pleads(f"{words} 救命")
