"""A danger rings whoever it befalls, wherever it is; what people do on any day rings of nobody."""

import pytest

from tests.rules.rings import ringing

WHO = (
    "我妈|我爸|我老公|我老婆|孩子|宝宝|我儿子|我闺女|奶奶|爷爷|隔壁大爷|一个女的|有人|保安|快递员|同事|房东"
    "|租客|我舅|我姑|表弟|室友|婆婆|老人家|小伙子|清洁工|我姐|我哥|邻居|岳父|丈母娘|小姑娘|阿姨|对象|外卖小哥"
    "|3楼那家的|他|她"
)
BEFALLS = (
    "晕倒了|昏过去了|叫不醒了|没呼吸了|喘不上气了|吐血了|抽搐了|口吐白沫|胸口疼得厉害 冒冷汗|嘴歪了 说不清话"
    "|触电了|掉水里了|掉井里了|从楼上掉下来了|从梯子上摔下来 起不来|被车撞了|被刀捅了|被人打了 头破血流"
    "|被狗咬了 一直流血|噎住了 脸发紫|喝农药了|吃了一瓶安眠药|割腕了|要跳楼|站在楼顶边上|说不想活了"
    "|留了遗书 人不见了|困在电梯里了|被锁在电梯里出不来|煤气中毒了|身上着火了|被困在火里了|大出血了"
    "|中暑倒地上了|过敏了 脸肿喘不了气|被东西砸到头了 流血|被埋在下面了|倒在路边不动|手被机器绞了"
    "|在转钱给骗子 拦不住|被人拿刀逼着|被人拖上车了"
)
WHERE = (
    "厨房|楼道里|隔壁|楼下饭店|地下室|车棚|电表箱|配电室|阳台|3楼|对门|地库|商铺|快递站|幼儿园|食堂|锅炉房"
    "|5号楼|我家|顶楼|楼下|车库|后面平房|工地|出租屋"
)
HAPPENS = (
    "着火了|冒烟了|起火了|有煤气味|烧起来了|爆炸了|一股焦糊味很重|往外冒黑烟|漏气了|有人打架|有人拿刀"
    "|有人喊救命|有人躺着不动|有人上吊了|电线打火|塌了 有人压在下面|有人被困出不来|有人晕倒|有个孩子掉下去了"
    "|煤气味重得很 头晕|有人砍人|有人在打老婆|有人要跳楼|有人流了好多血|有人触电|有人煤气中毒"
)
LOVED = (
    "孩子|我儿子|我女儿|我妈|我爸|爷爷|奶奶|老伴|我弟弟|隔壁老太太|公公|外婆|我孙子|我外甥女|我侄子|我老公|我老婆|我姐"
)
GONE = (
    "不见了|走失了|找不到了|失踪了|一晚上没回来|还没回家 手机关机|自己跑出去了 找不到|出门五个小时了还没回来"
    "|联系不上了 急死了|在公园走散了|转眼就没影了|糊涂 出去没回来|离家出走了|放学没回来|昨晚出去到现在没消息"
    "|被陌生人带走了"
)
STRIKES = "老公|他|我爸|我儿子|前夫|楼上男的|隔壁|对门那男的|我男朋友|房东|一伙人|陌生人|醉汉|保安|有人|我哥|女婿"
BLOWS = (
    "打我|打人了|在打孩子|拿刀砍人|掐我脖子|要杀我|打老人|拿棍子打人|把我打出血了|砸我家门|堵着门不让我出去"
    "|拿着菜刀追人|抢我包|要强奸我|把孩子拖走了|往人身上泼汽油"
)
STAND_AT = "楼下|门口|车库|小区里|烧烤摊|超市门口|广场|学校门口"
CRIMES = (
    "有人持刀|有人抢劫|有人拿斧头追人|两伙人互砍|有人被捅倒了|有人抢小孩|有人拽着女孩往车上拖|有人砸车打人|有人放火"
    "|有人开枪|有人撬门|有个疯子见人就打|有人劫持了一个孩子|有人调戏小姑娘 扯衣服|有人拿砖头砸人"
)
SPEAKS = "老公|他|我爸|儿子|女儿|我|室友|隔壁小伙|一个学生|老人|楼上女的"
FAREWELLS = (
    "把药都吃了|在阳台外面站着|坐在窗台上 腿在外面|给我发了遗言|把绳子挂好了|往河里走|烧炭自杀|割了手腕"
    "|说活着太累了 想走|说对不起我先走了|跳下去了|喝了百草枯|抱着孩子要跳|说今晚就结束|把门反锁了 说别管我|说死了算了"
    "|上吊了|卧轨了|拿刀架自己脖子上"
)
TRAPPED = "我|我妈|孩子|一个老人|我们三个人|快递员|邻居|孕妇|我和宝宝"
IN_LIFTS = (
    "困电梯里了|电梯里出不来了|卡在电梯里了|关在电梯里了|在电梯里 停电了出不来|在电梯里 门打不开|电梯里晕倒了"
    "|被电梯夹住了|掉电梯井里了|在电梯里喘不上气|被关电梯半小时了|在电梯里 按铃没人应"
)
BESIDE = "楼上|隔壁|对门|3楼|楼下|2单元|邻居家"
AT_HOMES = (
    "男的在打女的|又打起来了 女的喊救命|打孩子打得嗷嗷叫|女的脸上全是血|男的拿刀了|老头被儿子打了|保姆打老人"
    "|孩子被打得满身伤|两口子动刀了|女的被掐脖子|男的把女的往楼下推|有人被打得躺地上|砸东西 女的一直叫"
)
WHO_ELSE = (
    "my mom|my dad|my husband|my wife|my son|my baby|my roommate|a man|an old lady|someone|my neighbor"
    "|a delivery guy|my grandma|a kid|a woman|my friend|he|she"
)
BEFALLS_ELSE = (
    " collapsed| is unconscious| won't wake up| is not breathing| can't breathe| is choking| fell down the stairs"
    "| fell and hit the head, lots of blood| is bleeding a lot| got hit by a car| fell into the pond"
    "| is stuck in the elevator| is trapped in the lift| was stabbed| is being beaten| wants to jump off the roof"
    "| is standing on the edge of the roof| took too many pills| cut the wrists| wants to die| drank pesticide"
    "| was electrocuted| is having a seizure| had a stroke| fainted| is locked in the car"
    "| has chest pain and sweating| is sending money to a scammer| was bitten by a dog, bleeding"
    "| is lying on the ground not moving| fell from the balcony| was attacked with a knife| is drowning"
)
WHERE_ELSE = "kitchen|hallway|unit 2|building 3|5th floor|the garage|basement|stairwell|my neighbor's flat|the shop"
HAPPENS_ELSE = (
    " is on fire| is full of smoke| smells of gas| has a gas leak|: black smoke coming out"
    "|: people fighting with knives|: someone is screaming for help|: somebody is lying on the floor not moving"
    "|: a man with a knife|: someone hanging from the window|: explosion just now|: wires are sparking"
    "|: ceiling collapsed on people"
)
DOES = (
    "吃饱了|到家了|感冒了|出院了|下班了|哭了|发烧了|打电话来了|腿疼|换工作了|搬走了|买菜去了|跳舞去了"
    "|打麻将去了|找工作呢|钥匙丢了|喝多了|胖了|怀孕了|生了个女儿|结婚了|说腰疼|以前晕倒过|去年做了心脏手术"
    "|在楼下抽烟|在楼道里唱歌|天天半夜吵架|钓鱼去了|回老家了|出去遛弯了|加班到半夜|没带伞|在医院陪床|血压有点高"
    "|在减肥|不会游泳|想养狗|怕狗|在看恐怖片|说小心电动车|提醒大家关煤气"
)


@pytest.mark.parametrize(
    ("heads", "tail"),
    [
        (heads, tail)
        for heads, tails in (
            (WHO, BEFALLS),
            (WHERE, HAPPENS),
            (LOVED, GONE),
            (STRIKES, BLOWS),
            (STAND_AT, CRIMES),
            (SPEAKS, FAREWELLS),
            (TRAPPED, IN_LIFTS),
            (BESIDE, AT_HOMES),
            (WHO_ELSE, BEFALLS_ELSE),
            (WHERE_ELSE, HAPPENS_ELSE),
        )
        for tail in tails.split("|")
    ],
)
def test_a_danger_rings_whoever_it_befalls(heads: str, tail: str) -> None:
    assert [said for said, rings in ringing(heads, tail).items() if not rings] == []


@pytest.mark.parametrize("tail", DOES.split("|"))
def test_what_people_do_on_any_day_rings_of_nobody(tail: str) -> None:
    assert [said for said, rings in ringing(WHO, tail).items() if rings] == []
