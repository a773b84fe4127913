"""The training corpus: its short notation, and the registers each utterance is tried in."""

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

_FRONT = (
    "大家好",
    "你好",
    "请问",
    "请问一下",
    "@物业",
    "@网格员",
    "@网格员小王 ",
    "物业在吗",
    "在吗",
    "家人们",
    "各位邻居",
    "那个",
    "哎",
    "唉",
    "反映个事",
    "反映一下",
    "有人管吗",
    "小王",
    "不好意思",
    "早上好",
    "晚上好",
    "麻烦问下",
    "今天",
    "昨天开始",
    "从昨晚到现在",
    "我天",
    "社区的同志你好",
    "同志",
    "姑娘",
    "我说",
    "又来了",
    "真是的",
    "[图片]",
    '[语音 9"] ',
    "喂",
    "格格",
    "领导你好",
    "这两天",
    "好几天了",
)
_BACK = (
    "怎么办",
    "谁管管",
    "麻烦处理一下",
    "急",
    "急急急",
    "谢谢",
    "有人管吗",
    "[图片]",
    "[视频]",
    "!!!",
    "。。。",
    "???",
    "气死了",
    "能不能派人来看看",
    "什么时候来修",
    "都好几天了",
    "烦死了",
    "帮忙看看",
    "赶紧来人",
    "拜托了",
    "🙏",
    "😭",
    "😡",
    "唉",
    "真无语",
    "太危险了",
    "没人管吗",
    "来个人看看",
    "谁来管一下",
    "给个说法",
    "麻烦了",
    "辛苦了",
    "@物业",
    "有没有人啊",
    "到底管不管",
    "求解决",
    "老人孩子多",
    "这日子没法过了",
    "能给看看不",
)
_SOFT = ("哈", "啊", "呢", "哦", "呀", "哈哈", "😂", "👍", "🌹", "~", "。", "!", "[呲牙]", "嘿嘿", "呗")
_PLACES = (
    "3号楼",
    "5号楼2单元",
    "2单元",
    "我们楼",
    "我家",
    "4-2-301",
    "三号楼",
    "七栋",
    "A座",
    "12栋",
    "1号楼3单元501",
    "我们单元",
    "六楼",
    "北门",
    "小区",
    "我们这栋",
    "咱院",
    "村里",
    "安置区",
    "老街",
    "3组",
    "楼下",
    "院里",
    "501",
    "隔壁单元",
    "东门",
    "二单元",
    "我们家",
    "这边",
    "店里",
)
_SLIPS = {
    "的": "得",
    "在": "再",
    "已经": "以经",
    "做": "作",
    "那": "哪",
    "吗": "嘛",
    "坏": "怀",
    "了": "啦",
    "没": "沒",
    "再": "在",
    "和": "合",
    "呢": "呐",
}
_SLOTS = {
    "name": (
        "物业",
        "小李",
        "师傅",
        "网格员",
        "社区",
        "小王",
        "张师傅",
        "书记",
        "民警",
        "志愿者",
        "维修师傅",
        "供电局",
        "物业小哥",
        "邻居",
        "大家",
        "保安大哥",
    ),
    "item": (
        "一串钥匙",
        "一个钱包",
        "身份证",
        "公交卡",
        "手机",
        "一只耳机",
        "雨伞",
        "孩子的外套",
        "书包",
        "眼镜",
        "滑板车",
        "快递",
        "外卖",
        "一袋米",
        "猫",
        "泰迪",
        "小狗",
        "鹦鹉",
        "被子",
        "床单",
        "电动车钥匙",
        "车牌",
        "保温杯",
        "帽子",
        "手表",
        "戒指",
        "社保卡",
        "驾照",
        "银行卡",
        "婴儿鞋",
        "水杯",
        "校服",
        "老花镜",
        "助听器",
        "一箱奶",
        "包裹",
        "自行车",
        "玩具车",
        "口红",
        "U盘",
    ),
    "spot": (
        "南门",
        "大堂",
        "快递柜",
        "中庭",
        "车库",
        "亭子",
        "篮球场",
        "电梯里",
        "门口",
        "3号楼楼下",
        "广场",
        "健身器材那",
        "岗亭",
        "二单元门口",
        "早市",
        "公交站",
        "滑梯",
        "长椅上",
        "地库",
        "架空层",
        "村口",
        "小卖部",
        "花园",
        "学校门口",
        "楼道",
        "6楼平台",
        "车棚",
    ),
    "elsewhere": (
        "老家",
        "我们公司",
        "单位",
        "隔壁小区",
        "新闻里",
        "新闻说有个小区",
        "以前",
        "小时候",
        "我妈那边",
        "我朋友家",
        "我同事家",
        "去年",
        "前年",
        "电视里",
        "网上看到",
        "我婆婆家",
        "外地",
        "邻县",
        "抖音上看到",
        "当年",
        "我姐家",
        "商场",
        "学校",
        "昨晚做梦",
        "上次出差酒店",
        "听同学说他们那",
        "年轻的时候",
    ),
}
_SENDERS = {
    "trader": {
        "ad": 0.5,
        "chatter": 0.05,
        "request": 0.02,
        "ack": 0.03,
        "thanks": 0.03,
        "update": 0.02,
        "signup": 0.05,
    },
    "staff": {
        "notice": 0.6,
        "ack": 0.35,
        "update": 0.3,
        "signup": 0.15,
        "chatter": 0.06,
        "request": 0.03,
        "lost_found": 0.1,
    },
}


@dataclass(frozen=True, slots=True)
class Utterance:
    """A labelled message: its kind, its matters, the danger it tells ("" none), and who writes (staff, trader, resident)."""

    text: str
    kind: str
    matters: tuple[str, ...] = ()
    danger: str = ""
    role: str = "resident"
    weight: float = 1.0


def utterances(lines: Iterable[str]) -> Iterator[Utterance]:
    """Reads the notation: a heading `== kind or matter [matter ...]`, then one message a line.

    `== chatter 0.7` gives its lines a weight. `!gas ` before a message names the danger it tells, `@staff ` or `@trader ` who writes it; `\\n` is a new line.
    """
    heading: tuple[str, ...] = ()
    for raw in lines:
        line = raw.rstrip("\n")
        if line.startswith("== "):
            heading = tuple(line[3:].split())
        elif line.strip() and not line.startswith("# "):
            yield _utterance(line, heading)


def _utterance(line: str, heading: tuple[str, ...]) -> Utterance:
    danger, role = "", "resident"
    if line.startswith("!"):
        danger, _, line = line[1:].partition(" ")
    if line.startswith(("@staff ", "@trader ")):
        role, _, line = line[1:].partition(" ")
    text = line.replace("\\n", "\n")
    if len(heading) > 1 and heading[1].startswith("0."):
        return Utterance(text, heading[0], (), danger, role, float(heading[1]))
    if "." in heading[0]:
        return Utterance(text, "request", heading, danger, role)
    return Utterance(text, heading[0], (), danger, role)


def spoken(said: Sequence[Utterance], things: Sequence[str], each: int, seed: int) -> list[Utterance]:
    """The utterances, templates filled `each` times with things of the lexicon and short reports of the corpus."""
    chance = random.Random(seed)
    troubles = [one.text for one in said if one.kind == "request" and len(one.text) < 13 and "{" not in one.text]
    slots = {**_SLOTS, "thing": tuple(things), "trouble": tuple(troubles)}
    plainly = [one for one in said if "{" not in one.text]
    return plainly + [_filled(one, slots, chance) for one in said if "{" in one.text for _ in range(each)]


def _filled(said: Utterance, slots: Mapping[str, Sequence[str]], chance: random.Random) -> Utterance:
    text = said.text
    for slot, words in slots.items():
        text = text.replace("{" + slot + "}", chance.choice(words))
    return replace(said, text=text, weight=0.5)


def registers(said: Sequence[Utterance], asides: Sequence[str], copies: int, seed: int) -> list[Utterance]:
    """Every utterance as it is, and `copies` times in another dress; requests are also joined in pairs.

    `asides` are what people add whatever the matter.
    """
    chance = random.Random(seed)
    dressed = [_signed(each, chance) for each in said]
    for _ in range(copies):
        dressed += [_signed(_aside(_dress(each, chance), asides, chance), chance) for each in said]
    return dressed + list(_pairs([each for each in said if each.kind == "request"], chance))


def _aside(said: Utterance, asides: Sequence[str], chance: random.Random) -> Utterance:
    shares = {"request": 0.45, "update": 0.2, "chatter": 0.15, "thanks": 0.15, "quarrel": 0.15, "rumour": 0.2}
    if not asides or chance.random() >= shares.get(said.kind, 0.0):
        return said
    aside, link = chance.choice(asides), chance.choice((",", " ", "。", ""))
    return replace(said, text=said.text + link + aside if chance.random() < 0.6 else aside + link + said.text)


def _signed(said: Utterance, chance: random.Random) -> Utterance:
    if said.role != "resident":
        return said
    draw = chance.random()
    for role, shares in _SENDERS.items():
        share = shares.get(said.kind, 0.0)
        if draw < share:
            return replace(said, role=role)
        draw -= share
    return said


def _dress(said: Utterance, chance: random.Random) -> Utterance:
    text = said.text
    if chance.random() < 0.4 and said.kind in ("request", "update", "chatter", "rumour"):
        text = chance.choice(_PLACES) + text
    if chance.random() < 0.35:
        text = chance.choice(_FRONT if said.kind == "request" else _FRONT[:24]) + chance.choice((",", " ", "")) + text
    if chance.random() < 0.4:
        back = _BACK if said.kind == "request" else _SOFT
        text = text + chance.choice((",", " ", "")) + chance.choice(back)
    if chance.random() < 0.3:
        text = text.replace(",", chance.choice((" ", "", "。")))
    if chance.random() < 0.12:
        text = _slip(text, chance)
    return replace(said, text=text)


def _slip(text: str, chance: random.Random) -> str:
    right = [word for word in _SLIPS if word in text]
    if right and chance.random() < 0.6:
        word = chance.choice(right)
        return text.replace(word, _SLIPS[word], 1)
    spot = chance.randrange(len(text))
    return text[:spot] + text[spot + 1 :] if len(text) > 6 else text


def _pairs(requests: Sequence[Utterance], chance: random.Random) -> Iterator[Utterance]:
    links = (",", ",还有", "。另外", ",顺便问下", ";", " ", ",而且", "。再就是", ",还", "，又", "\n2. ", ",顺便", "、")
    for first in requests:
        if chance.random() < 0.45:
            second = chance.choice(requests)
            if len(first.text) + len(second.text) < 60:
                yield Utterance(
                    first.text + chance.choice(links) + second.text,
                    "request",
                    tuple(dict.fromkeys((*first.matters, *second.matters))),
                    first.danger or second.danger,
                )
