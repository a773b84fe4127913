"""What the words of an ordinary day must not silence: the danger told in the same words, or in another clause."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.rings import READER, sayings, urgent
from tests.rules.test_danger_ordinary_days import FAMILIES

# By what they tell of: dangers in words that are harmless elsewhere.
IN_THE_SAME_WORDS = {
    "gas": (
        "阀门拧不动煤气往外跑 / 空调外机漏气孩子闻了难受 / 化粪池臭鸡蛋味工人下去了 / 马桶那边臭鸡蛋味一打火就着"
        " / 报警器没电了屋里有味 / 报警器瞎叫吗家里闻到味了"
    ),
    "fire": (
        "我的CPU冒烟了整台电脑着了 / 全场着火了 / 舞台着火了 / 舞台着火有人没出来 / 家里着火了没地方住孩子还在里面"
        " / 着火烧到人了要救急 / 着火了求救助 / 烧烤店天天冒烟今天着了 / 烧烤店每天冒烟现在窗户烧了"
        " / 消防车进不来着火了怎么办 / 楼道堆的纸箱着火了怎么办 / 杂物堆着火了怎么办 / 轮胎堆着火怎么办"
        " / 没冒烟但是有火 / 没冒烟光看见火 / 没着火吧怎么这么呛 / 没起火 电线在烧 / 烤火盆把沙发引燃了"
        " / 奶奶烤火棉裤着起来了"
        " / 烤火炉边上被子冒火 / 烤火架子起火 / 烤火桌着火 / 烤火器冒火花"
    ),
    "a lift": (
        "按了5楼不亮梯子咣当一下不动了 / 电梯按了10分钟没人接，门不开 / 电梯有人贴着门喊 / 电梯老是困人这次是我妈"
        " / 电梯困人怎么办：我在里面，按铃没人理 / 电梯夹住快递员了 / 电梯门夹住了伞，人半个在外面 / 电梯夹住货拉工了"
        " / 所有楼层按了都没反应我在电梯里"
    ),
    "bodies": (
        "柜子压着腿了没知觉发麻 / 喝大了大舌头吐白沫 / 喝高了大舌头掉河里 / 智齿拔了发烧说胡话 / 麻药没过人没醒"
        " / 针灸扎出气胸了憋得慌 / 宝宝翻着白眼身子发硬 / 司机翻白眼了方向盘打歪 / 店员翻白眼躺柜台后面"
        " / 猫叫不醒人也叫不醒 / 保安喊不应躺岗亭里 / 施工队喊不应塌方了 / 汤都倒地上了人也倒了"
        " / 前年中风,现在这边手抬不起来 / 中风后遗症的老爷子从床上掉下来头破了 / 脑梗后遗症抽搐了"
        " / 半边不能动了两年前那样子又来了 / 昨天晕倒了好了今天晕倒 / 昨天摔倒今天起不来叫120谢谢"
        " / 昨天摔倒的大爷现在昏迷,谢谢帮忙叫车 / 上次晕倒这次也晕倒谢谢帮忙 / 噎住了吐出来了一半还憋着"
        " / 氧气机停电了借一台 / 制氧机坏了谁借一台人不行了 / 中风了，疗程没做完就瘫地上 / 裤带勒得喘不上气脸紫了"
        " / 衣服被卷进机器勒得喘不上气 / 爬楼爬得喘不上气嘴唇紫 / 挤得喘不上气有人被踩"
    ),
    "violence": (
        "家暴求助 / 遇到家暴怎么办他在门外砸 / 家暴求助 他拿皮带抽我 / 以为是打孩子 孩子哭得没声了"
        " / 以为在打媳妇,真的在打 / 打老婆声，哦不是，打孩子声"
    ),
    "crime": (
        "别吵架了啊他家动刀子了 / 跟抢劫似的冲进来抢包 / 听着像撬门似的 / 打架那事又来了砍人了 / 打麻将打起来了动了刀"
        " / 打球的打起来了 / 鸡店老板打起来了"
    ),
    "who would die": (
        "喝药了不是感冒药 / 喝药了感冒药一盒 / 喝药了好苦啊妈妈对不起 / 感冒药喝药喝了一板 / 没有想不开就是累了想睡过去"
        " / 不会想不开吧人在楼顶 / 那次想不开救回来好了今天留了条子 / 玻璃割手动脉喷血 / 玻璃割手腕了 / 边角割手腕"
        " / 拿玻璃割手 / 他用瓷砖片割手 / 像是要上吊 / 像在上吊 / 好像上吊了"
    ),
    "who is missed": (
        "怕老人走丢，人真不见 / 没走丢过这次走丢了 / 走丢三小时了谁寻着了说一声 / 走失的大爷在下棋那里也没有"
        " / 奶奶遛弯还没回 / 爸爸钓鱼还没回 / 妈买菜还没回 / 爷爷买菜去了还没回来 / 孩子上课还没回 / 女儿上班还没回"
        " / 老头钓鱼去了还没回天下大雨 / 遛弯去了还没回来外面下雪 / 老爷子遛弯去了还没回来他记性不好"
        " / 还好我不在家，老人没了踪影"
    ),
    "fraud": ("被吞卡了让我输密码到安全账户 / 上周的骗子今天又来了正在转账 / 上周的客服让我转账"),
    "the rest": (
        "废弃楼倒了砸了人 / 狗咬着孩子裤脚不放 / 楼下天天喊救命 / 有人天天喊救命 / 家里养八哥 有人喊救命"
        " / 人飞出去了幸亏有树"
    ),
    "who works here": ("外卖员倒在电梯口 / 维修工被电梯压住了 / 快递员被砍了 / 保洁倒在楼道里 / 电工被架子砸到了"),
    "who is found, and who is not": (
        "妈妈找到了，孩子没找到 / 孩子的书包找到了 人没影 / 大的找到了 小的还没找到 / 鞋找到了 老人还没找着"
    ),
}
NOT_THEM = (
    "外卖员把汤倒在楼道 / 保洁拖地水倒在楼道里 / 师傅被夹住了衣服 昨天的事 / 快递被压住了手机壳"
    " / 快递找到了 人没见着 / 钥匙找到了 孩子没找着作业 / 师傅让人砍了价"
)
PLAINLY = {
    "gas": "屋里煤气味特别大",
    "fire": "3号楼着火了快来人",
    "lift": "电梯里困着人",
    "unconscious": "我妈晕倒了叫不醒",
    "violence": "他在打我 救命",
    "crime": "有人拿刀砍人",
    "suicide": "有人要跳楼",
    "missing": "孩子不见了找不到",
    "other": "有人掉井里了",
}


@pytest.mark.parametrize("words", [each for family in IN_THE_SAME_WORDS.values() for each in family.split(" / ")])
def test_a_danger_in_harmless_words_rings(words: str) -> None:
    assert urgent(words)


@pytest.mark.parametrize("words", NOT_THEM.split(" / "))
def test_what_is_poured_or_found_rings_nobody(words: str) -> None:
    assert not urgent(words)


@given(st.sampled_from(sayings(FAMILIES, 1)), st.sampled_from(sorted(PLAINLY)), st.booleans())
def test_no_other_clause_makes_a_plain_danger_sound_like_one(harmless: str, kind: str, first: bool) -> None:
    words = " ".join((PLAINLY[kind], harmless) if first else (harmless, PLAINLY[kind]))
    assert not READER.dangers.sounds_like((kind,), words)
