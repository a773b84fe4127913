"""The plight somebody is in, told by what they cannot do; and the same of things, beasts and rules."""

import pytest

from rules.parsing import Context, alarming, read
from tests.rules.rings import READER, sayings, urgent

# By family: what tells of danger, and what goes the same way and is none.
FAMILIES = {
    "who lies and cannot rise": (
        "俺娘摔了 动弹不得 屋里就她一个 / 锅炉房那个师傅倒那儿了 / 我家老爷子 倒了 倒在门口 没人扶得动"
        " / 打120打不通 我妈抽了 / 救护侧怎么还不来 我爸不行了 / 有人躺雪地里 / 爷爷瘫那儿了 叫不答应",
        "师傅把渣土倒那儿了 / 老师躺那儿晒太阳 / 我妈抽了个奖 / 电动车倒了没人扶 / 我不行了 爬到六楼"
        " / 给孩子冲奶,倒了",
    ),
    "no breath": (
        "我透不过气 家里没人 哮喘药没了 / 我妈喘不过气来 / 哮喘喷雾用完了 我爸喘得厉害",
        "作业压得我喘不过气 / 地铁挤得人喘不过气 / 哮喘药没了 哪里能开 / 忙得喘不过来气",
    ),
    "many who are sick": (
        "幼儿园十几个娃又吐又拉 / 食堂吃完一桌人上吐下泻 / 化工厂那股味道飘过来 好几个人吐了",
        "一屋子人都吐槽 / 楼下那股味道难闻 / 全家都爱吃拉面 / 我家也黄,刚给孩子冲奶,倒了",
    ),
    "stuck above or in": (
        "被困在车库里了 水一直涨 / 我卡在窗户上下不来 脚下是五楼 / 我在楼顶下不去 门从里面锁死了"
        " / 老张挂在树上下不来 / 我家娃反锁在屋里了 煤气上还坐着锅 / 灶上炖着汤呢 奶奶被反锁在屋里"
        " / 用煤气洗澡的 孩子在里头半天不出声了",
        "猫在树上下不来 / 风筝挂在树上下不来 / 我在楼顶晒被子 / 我在十七关卡住了 / 锅在灶上坐着呢 快来吃"
        " / 车库水一直涨 / 门反锁了 钥匙在里面",
    ),
    "what comes down": (
        "我们这房子咯吱咯吱响 墙裂得能伸进手去 / 塔吊歪了 要倒 / 坡上的石头往下滚 砸到房子了"
        " / 雨棚塌下来砸了两个卖菜的 / 外墙的瓷砖一大块一大块往下掉 底下就是幼儿园门口 / 脚手架晃得厉害 快塌了"
        " / 泥石流下来了",
        "房子装修咯吱响 / 墙裂了一条缝 / 地板咯吱响 / 业绩滑坡了 / 砸了两个核桃 / 瓷砖掉了一块 下面是花坛"
        " / 山洪冲毁便桥,上百人出行受阻 / 石头路不好走",
    ),
    "water and ice": (
        "大水冲过来了 车里还有人 / 车库进水了 里面有人 水越灌越多 / 有人在湖心 冰破了"
        " / 冰面塌了 掉下去一个孩子 在河里",
        "水漫进来了 楼里有人管吗 / 冰箱破了 / 河面结冰了 / 湖里的鱼 冰破了就浮上来 / 冰淇淋化了 人在河边",
    ),
    "an elder or a child in the road": (
        "老人光着脚走在马路中间 车都在躲 / 快速路上有个老头逆行在走 / 有个孩子坐在路中间哭 / 高架上有个老太太在走",
        "卤菜棚子支到人行道上，娃上学走马路当中 / 老人站马路中间等车 公交站让车占了 / 孩子过马路要牵手"
        " / 大妈们在马路中间跳舞 / 上高速了 老人晕车",
    ),
    "who comes in by force": (
        "有人破门进来了 / 两个男的踹开门冲进来了 / 小偷翻窗进屋了 / 他说要点了煤气罐大家一起死"
        " / 他扬言炸了楼 谁也别想活",
        "消防破门进来救的人 / 开锁师傅撬门进来了 / 猫翻窗进来了 / 风把门撞开了 / 他说要点了外卖大家一起吃",
    ),
    "in other letters": (
        "kuai lai ren ya wo ma bu xing le / jiu ming / zhao huo le"
        " / little boy missing, red jacket, last seen by the playground / girl missing since noon",
        "ni hao / I miss you, little boy / house of cards collapsed / the stock market collapsed / missing you all"
        " / was there a fire in building 3?",
    ),
    "no person came to harm": (
        "墙倒了压到人 / 墙倒了没压到人 但是老王晕倒了 / 树倒了压着我的车了 车里有人 / 狗掉井里了 孩子也掉下去了"
        " / 狗被电死了 栏杆漏电 / 孩子掉井里了 / 墙倒了 好像压着人 / 广告牌掉了 没砸到人吧 底下有个老人躺着",
        "墙倒了没压到人 / 广告牌掉下来没人受伤 / 大棚塌了 人没事 / 狗掉井里了 / 狗掉井里了 谁能帮忙"
        " / 树倒了压着我的车了 / 猫从窗台掉下去摔断腿了 / 小狗吃了老鼠药吐了 / 无人机掉水里了"
        " / 手机掉湖里了 有没有人会捞 / 蛇 绿化带有条小蛇 没咬人 / 花盆掉下来砸坏了邻居的车",
    ),
    "cards, lighters and lessons": (
        "我卡电梯里了 / 卡刷不了 我困在电梯里 / 一氧化碳报警器响了 头晕 / 电梯困人了怎么办 快来人"
        " / 灶打不着火 一股煤气味 / 取暖器烤糊了窗帘",
        "我卡电梯卡刷不上 / 我卡丢在电梯里了 刷不了门禁 / 请问一氧化碳报警器哪里领 / 燃气报警器多少钱一个"
        " / 电梯困人了怎么办 社区有没有讲过 / 触电怎么急救 有讲座吗 / 车打不着火了 / 小太阳烤糊了红薯"
        " / 我孙子画了个消防车着火了 / 密室逃脱太吓人了 我都喊救命了 / 电梯里按钮失灵 开不了门又自己开了 没关着人",
    ),
    "burnt and off": (
        "锅烧糊了 全是烟 / 锅烧糊了 全是烟 火灭不了 / 锅烧糊了 全是烟 开着窗"
        " / 锅烧糊了 关了火 人晕了 / 隔壁锅烧糊了 全是烟 没人应",
        "锅烧糊了 全是烟 已经关火开窗了 / 饭煮糊了 厨房都是烟 开窗了 没事 打扰大家了 / 锅烧糊了 火关了 大家别怕",
    ),
    "a second hand": (
        "我孙女说奶奶睡着了喊不起来 一上午了 / 阳台栏杆松了 我儿子正靠着 / 水泵房那儿有人触了电 谁去拉闸"
        " / 小孩手指头让门夹掉一截 / 房东带人把我们锁屋里了 断水断电"
        " / 我家水管爆了 水都流到插座了 我妈还在里面光着脚 / 地铁口扶梯突然倒着走 摔了一片人"
        " / 吃了没熟的四季豆 我们寝室全倒了 / 你们快点来啊 我男人不动了"
        " / there is a strange man trying doors on floor 6 / 骑车摔了一跤 头上全是血 / 窗户冒白汽 一股煤气味"
        " / 我们小区电梯坠落 2人受伤 快来 / 楼下撞车了 三个人受伤 / 有个醉汉躺小区车道上睡着了"
        " / 我老婆流血了 怀孕六个月",
        "喝醉的人在楼下唱歌 / 怀孕六个月 想办生育证 / 某市电梯坠落 2人受伤"
        " / 总觉得坐电梯哪天会掉下去，我是不是想太多 / 听我表姐说有个小区电梯掉下来死了人"
        " / 骑车摔了一跤 没大事 裤子破了 / 看见一个男的抱着孩子跑步锻炼 / 三楼窗户冒水汽 / 单元门锈死了 老人推不动"
        " / 河边护栏锈断，娃一靠就要下去 / 周末睡懒觉 老公喊不起来 / 指甲剪断了 / 水漏到插座边上了 / 风把我锁屋里了"
        " / trying on doors in a game",
    ),
    "what is only half harmless": (
        "狗误食药 女儿也吃了几颗 / 羊掉沼气池了 下去捞的都没上来 / 热水器点不着火 头疼得厉害"
        " / 有人噎住了怎么办 视频里那招没用 / 娃娃噎住了怎么急救 谁教教我 / 着火了怎么办 培训时候说的忘了"
        " / 娃搭了个火堆 着火了 / 看见一个男的抱着孩子跑步 后面妈妈追 / 电梯里没关到人 轿厢掉下去一个维修的"
        " / the bed collapsed on my baby / my husband in the garage collapsed / old man by the wall collapsed"
        " / was there a fire alarm? smoke everywhere on 5?",
        "狗掉河里了 谁会捞 / 热水器点不着火 / 触电怎么急救 培训过没有 / 孩子画了个房子着火了"
        " / the garden shed collapsed / was there a fire yesterday?",
    ),
    "what is locked, cut or let fall, and is a thing": (
        "娃锁在屋里了 煤气上还坐着锅 / 电梯突然掉下去了 里面有人 / 手指头夹断了 / 手被机器压断了 / 高架上走着个老头"
        " / 老人躺在路中间 堵了一路车 / 老人叫不起来 物业快来 / 修空调的师傅叫不起来 / 扶梯打滑 摔了一片人"
        " / 两个男的踹门进来 说是装修的 / 砸了两个卖蛋的 / 打麻将的大爷不行了 快来",
        "汤在锅里炖着 孩子关在房里写作业 / 爷爷关门 火没关小 / 吃火锅 人多 人都晕了 / 装修挑漆 人都晕了"
        " / 电梯里钱包掉下去了 谁捡到还给我 / 电梯按钮掉下来了 谁来修 人都按不了 / 电梯坠落的概率大吗 我有点担心"
        " / 手把夹断了 / 椅子腿压断了 / 手机壳压断了一截 / 我爸走高速回来 / 奶奶走高速来的 / 大爷站在路中间聊天"
        " / 物业师傅叫不动 灯三天了 / 奶奶叫不动 不肯打疫苗 / 台阶结冰 摔了好几个人了 什么时候撒盐"
        " / 快递员把我们关在家门外 / 吃完 全班都趴下睡了 / 有人倒雪在路中间",
    ),
    "what runs, creaks or hurts, and harms nobody": (
        "楼里有人 大水冲进来了 / 房子嘎吱响 墙裂了 / 水流到插座 我妈光着脚在里面 / 三个人伤了 快来",
        "楼里有人浇水 水冲下来 / 店里有人洗地 水冲到路上 / 楼上床嘎吱响 掉灰 / 楼道门咔咔响 把手歪了"
        " / 水滴到插座 师傅在里面修 / 窗户松了 有人挂着窗帘 / 楼下几个人伤了和气 / 树叶一直掉 楼下是老人活动室"
        " / 河面冰裂了 好看 几个人在拍照 / 领导天天催 我喘不过气 / boy missing his mum"
        " / the technician is testing the doors in block 2",
    ),
    "gone on a journey": (
        "李大爷出门到现在没回来 电话打不通 / 我爸说去旅游 人走丢了 找不到",
        "李大爷出门旅游了 家里没人 快递帮收下 / 奶奶出门走亲戚了 家里没人",
    ),
}  # fmt: skip


@pytest.mark.parametrize("words", sayings(FAMILIES, 0))
def test_a_plight_rings(words: str) -> None:
    assert urgent(words)


@pytest.mark.parametrize("words", sayings(FAMILIES, 1))
def test_what_is_like_it_rings_nobody(words: str) -> None:
    assert not urgent(words)


@pytest.mark.parametrize("words", ["有人躺雪地里", "有人破门进来了", "我透不过气", "塔吊歪了 要倒", "jiu ming"])
def test_the_first_look_hears_what_the_reader_hears(words: str) -> None:
    assert alarming(words, READER)


@pytest.mark.parametrize("words", ["墙倒了没压到人", "树倒了压着我的车了", "我卡电梯卡刷不上"])
def test_what_rings_nobody_may_still_be_asked_for(words: str) -> None:
    assert read(words, Context("王阿姨"), READER).requests
