"""What a reporter says when their trouble is over before anybody has taken it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.news import (
    comes_at_somebody,
    ends_asking,
    is_back_as_told,
    is_of_elsewhere,
    is_over,
    is_over_beside,
    is_over_of,
    leaves_some,
    names_nothing,
    parts_of,
    stands_open,
    tells_of_fear,
    waits_for_answer,
    without_comers,
)  # fmt: skip

LIFT, DRAIN, THEFT = "property_repair.elevator_fault", "property_repair.drain_block", "public_security.theft"
GATE = "property_repair.access_gate"
PONDING = "public_facility.ponding"
NOISE, CLUTTER, LAMP = (
    "city_order.construction_nuisance",
    "safety_hazard.corridor_clutter",
    "public_facility.street_light",
)


@pytest.mark.parametrize(
    ("words", "matter"),
    [
        ("好了", LIFT), ("已经好了", LIFT), ("好使", LAMP), ("好使了，谢谢", DRAIN),
        ("弄好了,谢谢", LIFT), ("好啦🙏", LIFT), ("能用了 👍", LIFT),
        ("可以刷了", LIFT), ("2号楼好了", LIFT), ("我们楼的电梯好了，谢谢", LIFT), ("3号楼2单元修好了", LIFT),
        ("通了通了 谢谢小高 谢谢大家", DRAIN),
        ("灯亮了 小高效率高👍", LAMP), ("收走了 谢谢保洁师傅", CLUTTER), ("停了 算了", NOISE),
        ("找到了 我老公骑走了", THEFT), ("虚惊一场 我老公骑走了😂", THEFT),
    ],
)  # fmt: skip
def test_it_is_over(words: str, matter: str) -> None:
    assert is_over(words, matter)


@pytest.mark.parametrize(
    ("words", "matter"),
    [
        ("又自己动了", LIFT), ("自己动了", LIFT), ("自己开了", GATE), ("又开了", GATE), ("又下了", PONDING),
        ("下了", PONDING), ("排了", PONDING), ("水抽了", PONDING),
    ],
)  # fmt: skip
def test_what_goes_on_by_itself_is_not_over(words: str, matter: str) -> None:
    assert not is_over(words, matter)


@pytest.mark.parametrize(
    ("words", "matter"),
    [
        ("好的", LIFT), ("好了没", LIFT), ("好使不", LIFT), ("不好使", LIFT), ("好使才怪", LIFT),
        ("好了吗", LIFT), ("好了?", LIFT), ("好像好了", LIFT), ("快好了", LIFT),
        ("能用了才怪", LIFT), ("2号楼好了吗", LIFT), ("2号楼好多了", LIFT), ("2号楼好了，3号楼还没好", LIFT),
        ("楼上说好了", LIFT),
        ("好了一会又停了", LIFT), ("我做好饭了", LIFT), ("好了 不说了 上班去了", LIFT), ("好了谢谢还没好", LIFT),
        ("停了", LIFT), ("找到了", LIFT), ("被人骑走了", THEFT), ("收走了吗", CLUTTER),
        ("通了一半", DRAIN), ("不停了", NOISE),
    ],
)  # fmt: skip
def test_it_is_not(words: str, matter: str) -> None:
    assert not is_over(words, matter)


@pytest.mark.parametrize(
    ("words", "matter"),
    [
        ("动了动了 要得", GATE), ("叮咚了 好使", GATE), ("动了", LIFT), ("能坐了，下班赶上了", LIFT),
        ("亮堂了👌", LAMP), ("亮堂堂的,以后回来不用数台阶了", LAMP),
        ("清净了,谢谢吉队", NOISE), ("停了 我睡会", NOISE), ("结束了 谢谢理解", NOISE), ("停了,静了", NOISE),
        ("下去了下去了,打着旋儿下去的", DRAIN), ("下水了，谢谢丁师傅，地上我自己拖", DRAIN),
        ("点着了 谢谢", "utility.gas_supply"), ("好了 火旺着呢", "utility.gas_supply"),
        ("一摸,烫了!刚才白骂了", "utility.heating"), ("来了来了 热乎了 谢小沈", "utility.heating"),
        ("关阀了 水不喷了", "property_repair.leak"), ("没味了 师傅辛苦", "sanitation.odor"),
    ],
)  # fmt: skip
def test_it_is_over_among_other_things(words: str, matter: str) -> None:
    assert is_over_beside(words, matter)
    assert not is_over_beside(f"{words} 又坏了", matter)


@pytest.mark.parametrize(
    ("words", "matter"),
    [
        ("动了一下又停了", LIFT), ("门动了没", GATE), ("开了,但是一关又不行", GATE), ("应该好了", LIFT),
        ("不漏了 雨停了能不漏吗 屋面到底啥时候修", "property_repair.facade_roof"),
        ("不流了 墙怎么办", "property_repair.leak"),
        ("灯亮了 一闪一闪的", LAMP), ("亮了 灭了", LAMP), ("电梯动了 抖得厉害", LIFT), ("门开了 关不上", GATE),
        ("连上了 慢得要命", "utility.telecom"), ("有火了 火很小", "utility.gas_supply"), ("水退了 全是泥", PONDING),
        ("通了 我家的堵着", DRAIN), ("能用了 没十分钟坏了", LIFT), ("音乐停了 电钻响着", NOISE),
        ("停了", LIFT), ("亮了亮了 还是暗", LAMP), ("我家停了 他们没停", "utility.gas_supply"), ("通了一半", DRAIN),
    ],
)  # fmt: skip
def test_something_of_it_is_left(words: str, matter: str) -> None:
    assert not is_over_beside(words, matter)


@given(st.text(max_size=20))
def test_what_stands_open_is_told_only_of_what_will_not_shut(words: str) -> None:
    assert stands_open(f"{words} 门开了", "单元门关不上") and not stands_open(f"{words} 门开了", "单元门打不开")
    assert not stands_open("门关上了", f"单元门关不上 {words}")


def test_what_is_left_is_told() -> None:
    assert leaves_some("桶清了 味还在") and leaves_some("地坎洗了 应该好了") and not leaves_some("换好了两个灯泡")


@given(st.text(max_size=40), st.sampled_from([LIFT, DRAIN, NOISE, GATE]))
def test_what_is_left_is_not_over(words: str, matter: str) -> None:
    assert not (is_over_beside(words, matter) and leaves_some(words))
    assert not is_over_beside(f"好了 {words}?", matter)


def test_what_may_be_said_of_anything_is_of_no_matter() -> None:
    assert names_nothing("好了")
    assert not names_nothing("通了通了")
    assert not is_over_of("好了", DRAIN)


@given(st.text(max_size=40), st.sampled_from([LIFT, DRAIN, THEFT, NOISE, CLUTTER, LAMP]))
def test_what_is_of_one_matter_is_over_there(words: str, matter: str) -> None:
    assert is_over(words, matter) or not is_over_of(words, matter)
    assert not is_over(f"{words}吗", matter)


@given(st.integers(1, 400))
def test_long_words_are_soon_read(times: int) -> None:
    assert not is_over("好了谢谢大家" * times + "还没好", LIFT)


def test_what_only_sounds_like_the_end() -> None:
    assert tells_of_fear("别管了 我怕惹麻烦") and not tells_of_fear("别管了")
    assert comes_at_somebody("他追出来了") and not comes_at_somebody("没事了")
    assert waits_for_answer("有水没") and not waits_for_answer("有水")
    assert ends_asking("好了吗？") and ends_asking("好了吧", "吧") and not ends_asking("好了吧")
    assert parts_of("垃圾清了 但是下水道还没弄") == ["垃圾清了", "下水道还没弄"]


def test_who_comes_home_is_no_supply() -> None:
    assert without_comers("儿子回来了 3个") == "儿子 3个"
    assert without_comers("暖气回来了") == "暖气回来了"


@pytest.mark.parametrize(
    "words",
    ["上次修好了", "去年修好了电梯", "修好了我请客", "电梯修好了告诉我一声", "隔壁小区电梯修好了", "修好了三次了"],
)
def test_another_time_or_place(words: str) -> None:
    assert is_of_elsewhere(words)


@pytest.mark.parametrize("words", ["修好了", "3号楼2单元换好门机了，两台都正常", "5栋通了 冲了三遍"])
def test_here_and_now(words: str) -> None:
    assert not is_of_elsewhere(words)
    assert not leaves_some(words)


@pytest.mark.parametrize("words", ["菜拿到了 药没有", "米送到了 油没送", "药拿到了 少了一盒", "都拿到了 送错了一样"])
def test_what_is_given_in_part_leaves_some(words: str) -> None:
    assert leaves_some(words) and not is_over_beside(words, "errand.delivery")


@pytest.mark.parametrize("words", ["电梯修好了才怪", "要是电梯修好了就好了", "修好了个鬼", "希望修好了"])
def test_jokes_and_wishes_leave_all(words: str) -> None:
    assert leaves_some(words)


def test_what_does_it_again_is_back_as_it_was_told() -> None:
    told = "手机点什么都念出来"
    assert is_back_as_told("那个鬼手机又念起来了", told)
    assert is_back_as_told("又。念。了", told)
    assert not any(is_back_as_told(words, told) for words in ("又来了", "又是你", "念完了", "手机又响了", ""))


@given(st.text("又念来了。 ", max_size=8))
def test_nothing_is_back_that_was_not_told(words: str) -> None:
    assert not is_back_as_told(words, "")
