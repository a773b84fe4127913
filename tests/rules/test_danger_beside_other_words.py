"""Danger told in words that are said of harmless things too, and in its plainest words; and those harmless things."""

import time

import pytest

from tests.rules.rings import sayings, urgent

# By what it is: those in danger, and those who only use their words.
FAMILIES = {
    "a thing, and a person beside it": (
        "电视机砸我弟身上了 没反应了 / 孩子不见了 穿红毛衣 / 老太太走丢了 穿件灰毛衣 / 有个穿毛衣的男的拿刀砍人"
        " / 毛衣着火了"
        " / 取暖器把毛衣引燃了 / 我花生过敏 快不行了 / 我弟鱼刺卡住了 快不行了 / 手机充电爆炸了 我哥没反应了"
        " / 空调砸到人 我姐没动静了"
        " / 我妈今天出了门就没回来 身上就一件薄毛衣",
        "手机没反应了 / 鱼都死了 / 绿萝救不活了 / 脱毛衣有静电 / 毛衣起球了 / 摸门把手被静电打了一下 / 孩子不穿毛衣",
    ),
    "in a lift": (
        "我被关电梯里了 按钮坏了 / 电梯停了我出不来 按键都不亮 / 我被关电梯里 显示屏也不亮 / 电梯里孩子哭着要出来"
        " / 电梯掉了 我爬出来了 老公在里头 / 电梯门开着 里面是空的井道 小孩在门口",
        "电梯按钮不亮 / 电梯显示屏坏了 / 电梯里有小孩哭闹要玩具 / 电梯里拍广告呢 / 电梯又停了 里面是空的",
    ),
    "out of breath, struck, broken": (
        "奶奶喘得走不动在三楼 / 树砸下来 人救不活了 / 我爸救不活了 / 婆婆摔断腿了 一个人在家"
        " / 老爷子胯骨摔断了 动不了 / 我弟怎么推都不醒了"
        " / 有人冻僵在路边 / 老人摔了 人没事 就是说不出话了",
        "爬五楼喘死我了 / 花救不活了 / 我去年摔断过腿 / 手冻僵了 打字慢 / 摔了一跤 人没事",
    ),
    "into water and out of a window": (
        "有人落水了 快来人 / 小孩落水了 / 水井里掉了个人 手电照不到 / 塘里掉进去一个娃 / 孩子从窗台翻出去了"
        " / 小妹从阳台掉出去了"
        " / 小孩！！！在窗户外面！！！ / 老爷子自己往水塘里走 拉都拉不住 / 厕所沼气味 有人下去了没上来"
        " / 下去掏粪的那个没上来 第二个下去也没动静了 / 有人下化粪池没上来",
        "手机落水了 / 河里掉了个桶 / 球从窗台翻出去了 / 小孩在窗户外面玩 / 下去拿快递的还没上来 / 落水管坏了"
        " / 卫生间一股沼气味",
    ),
    "shut in": (
        "那辆黑车里关着个小孩 拍窗没劲了 / 车里锁着个娃 大人不在 / 老人卡在洗衣机和墙中间起不来"
        " / 奶奶卡在床缝里动不了"
        " / 我要睡觉 求你别打了",
        "我卡在路上动不了 堵车 / 孩子的球卡在床缝里 / 睡觉呢 别打了 电话吵死了",
    ),
    "what burns, what is gone, what is found": (
        "烧秸秆把电线烧了 火往屋里来 / 烧垃圾引着草垛了 压不住 / 烧树叶 老人呛晕了"
        " / 我家没气了 我妈叫不醒 / 老太太没气了"
        " / 煤气味很大 师傅说是罐子没拧紧 / 门被撬了 人还在里面 / 有人往楼下扔刀",
        "12号楼 三楼的 没气了 / 我家又没气了"
        " / 味儿散了 燃气公司的说是邻居罐子没拧紧 / 早上来开门 卷帘门被撬 抽屉里两千多没了 / 仓库锁被撬了 电瓶不见了"
        " / 有人往楼下扔酒瓶 差点砸到人",
    ),
    "struck, bitten, followed": (
        "外卖小哥撞飞了 / 疯狗咬小孩 / 有人跟踪我到楼下 / 一个男的尾随我女儿 / 房子塌了 / 后院平房塌了 里面住着人",
        "快递员撞了一下门 / 狗咬鞋子 / 有人跟着我学跳舞 / 快递跟踪不到了 / 偶像房子塌了 / 这房子再不修要塌了",
    ),
    "no air, no way out": (
        "走水了走水了 火都上棚子了 / 隔壁走水了 好大的烟 / 我屋里制氧机莫得电了 / 制氧机停了 我爸憋得慌",
        "楼上走水了 我家天花板漏了 / 手机莫得电了 / 制氧机哪里买 / 家里没氧气瓶",
    ),
}  # fmt: skip


@pytest.mark.parametrize("words", sayings(FAMILIES, 0))
def test_danger_rings_beside_other_words(words: str) -> None:
    assert urgent(words)


@pytest.mark.parametrize("words", sayings(FAMILIES, 1))
def test_what_only_uses_the_words_rings_nobody(words: str) -> None:
    assert not urgent(words)


@pytest.mark.parametrize("said", ["老师没", "厕所没出来", "井下没上来", "往水塘里走", "在", "救不活"])
def test_what_is_said_over_and_over_is_looked_at_once(said: str) -> None:
    begun = time.perf_counter()
    urgent((said * 4096)[:4096])
    assert time.perf_counter() - begun < 0.5
