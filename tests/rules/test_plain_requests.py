"""What a house or a yard wants, told plainly to whoever hears; and what is news, advice or over."""

import pytest

from rules.parsing import Context, Request, read
from tests.rules.rings import READER, sayings, urgent


def _asked(words: str) -> tuple[Request, ...]:
    return read(words, Context("王阿姨"), READER).requests


@pytest.mark.parametrize(
    ("words", "matters"),
    [
        ("社区的同志我家的电表走得特别快", {"utility.power_outage", "property_repair.property_service"}),
        ("哥哥我家门打不开了", {"property_repair.access_gate"}),
        ("我家防盗门锁不上", {"property_repair.access_gate"}),
        ("幸福路98弄3号502漏水", {"property_repair.leak"}),
        ("8栋502的空调水滴到我家702", {"property_repair.leak"}),
        ("4栋灯坏", {"property_repair.corridor_light"}),
    ],
)
def test_what_fails_is_asked_for_whoever_is_addressed(words: str, matters: set[str]) -> None:
    assert {each.matter for each in _asked(words)} <= matters
    assert _asked(words)


@pytest.mark.parametrize(
    "words", ["快递柜挡住路了", "共享单车把人行道堵死了", "树枝挡路了 走不了", "沙发堵住楼道了", "三轮车占了盲道"]
)
def test_what_stands_in_the_way_is_asked_for(words: str) -> None:
    assert _asked(words)


@pytest.mark.parametrize(
    "words", ["快递柜挡住路了吗", "沙发堵住楼道 已经搬走了", "柜子挡住光了哈哈", "昨天树枝挡路了 清走了"]
)
def test_what_stands_no_more_in_the_way_is_not(words: str) -> None:
    assert not _asked(words)


@pytest.mark.parametrize("words", ["有人在楼下烧纸烟好大", "楼下又在烧纸 一股烟味", "谁家在院里烧垃圾 味道呛人"])
def test_what_is_burnt_out_of_doors_smells(words: str) -> None:
    assert [(each.matter, each.danger) for each in _asked(words)] == [("sanitation.odor", "")]


@pytest.mark.parametrize(
    "words",
    [
        "楼下烧纸 把草点着了 烟好大", "楼道里有人烧纸 烟好大", "楼下烧垃圾 火大了 烟往上冒", "门口烧纸 窜到车棚了",
        "院里烧树叶 烟好大 灭不了", "有人烧纸 烟熏得我爸喘不上气", "路边烧纸 烟大 旁边有油",
        "有人在楼下烧纸 烟好大 有人呛倒了", "楼下烧纸 烟大 烧起来了", "院里烧垃圾 烟进屋 出不去",
    ],
)  # fmt: skip
def test_what_catches_from_it_is_a_fire(words: str) -> None:
    assert urgent(words)


@pytest.mark.parametrize(
    "words",
    [
        "我市某小区电梯坠落致2人受伤", "某市一小区煤气爆炸造成3人受伤", "本市某工地塔吊倒塌 2人被困", "停电提前充电",
        "明天停水大家先存点水", "停气之前先把饭做好", "门口施工停了", "外面装修声停了", "路口音响停了",
    ],
)  # fmt: skip
def test_news_advice_and_what_is_over_ask_for_nothing(words: str) -> None:
    assert not _asked(words)


@pytest.mark.parametrize(
    "words",
    [
        "停电了 电梯里困着人", "我们小区电梯坠落 2人受伤 快来", "停水了 谁管管", "门口施工又开始了", "施工把水停了",
        "本市通知停水 我家没水了",
    ],
)  # fmt: skip
def test_what_is_here_and_now_is_asked_for(words: str) -> None:
    assert _asked(words)


# What is asked for, and what sounds alike and is talk.
FAMILIES = {
    "broken by somebody": (
        "谁把快递柜的门掰坏了 / 我家门口监控被人掰歪了 / 单元门又被人踹坏了 / 健身器材让人给拆断了",
        "谁把我手机弄坏了 / 我不小心把玻璃杯打碎了 / 新闻里有人把路灯撞倒了 / 我家孩子把玻璃撞碎了 怎么赔",
    ),
    "no credit taken": ("电费充不进去 今天有一样的吗 / 水卡刷不上 / 燃气卡插不进去了", "电费充好了 / 水卡充上了"),
    "a crossing": ("人民路和解放路口红绿灯坏了 / 红绿灯又不亮了", "我闯红灯了 / 等红绿灯等了半天"),
    "how long": (
        "下坝组停电一上午了 谷子还没打完 / 停水两天了 / 咱11号楼咋还没来气",
        "我表妹那个小区停水三天 / 昨天停电一上午 / 公司停电半天 爽 / 我妈那边停电两天了 / 停水了一上午 终于来了 / "
        "停电一小时我看完一本书 / 家里还没来电话 / 家里还没通水电 装修呢",
    ),
    "of several": (
        "401 402 403 我们三家都没水 / 家里没暖气 老伴咳得厉害",
        "301 302 403 两份苹果",
    ),
    "what lies where people walk": (
        "北门那边路面结冰了 / 台阶上有碎玻璃 / 台阶上结冰 摔死我了 / 地上有一摊机油 / 坡道上全是冰 老人没法走",
        "楼前积雪好漂亮 / 楼下积雪了 出来堆雪人 / 广场上全是雪 真好看 / 电视里说南方路面结冰了 / "
        "今天路上有冰 上班迟到了 / "
        "高速路上结冰封路了 / 门口有碎玻璃 我扫一下",
    ),
    "stolen": (
        "自行车棚里我那辆二八大杠让人给推走了 / 我家的花被人搬走了",
        "我家的花搬走了 / 我家的快递拿走了 / 我电动车被人骑走了 朋友借的 / 我快递让老公提走了 / "
        "我家婴儿车给表妹推走了 / "
        "我家的鸡被黄鼠狼偷了",
    ),
    "loud": (
        "篮球场半夜还有人打球 吵死了 / 楼上天天拖椅子 受不了",
        "电视里唱歌吵死了 / 公司楼下施工吵死了 / 我家孩子楼上楼下跳 吵死我了",
    ),
    "in English": (
        "tap water is coming out brown since this morning, anyone else? / the smoke detector keeps chirping / "
        "water has been off since morning in building 10, any news?",
        "the river water is brown today lol / my phone battery is dead / the gas is off at my mom's",
    ),
}


@pytest.mark.parametrize("words", sayings(FAMILIES, 0))
def test_what_a_family_tells_is_asked_for(words: str) -> None:
    assert _asked(words)


@pytest.mark.parametrize("words", sayings(FAMILIES, 1))
def test_what_only_sounds_like_a_family_is_talk(words: str) -> None:
    assert not _asked(words)


def test_water_that_is_brown_is_not_water_that_is_off() -> None:
    assert [each.matter for each in _asked("tap water is coming out brown")] == ["utility.water_quality"]
    assert [each.matter for each in _asked("water has been off since morning")] == ["utility.water_outage"]
