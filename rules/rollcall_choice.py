"""An option of a roll call in a neighbour's own words: 都好着呢, 我家平安, 选周日上午, 第二个."""

import re
from collections.abc import Mapping, Sequence

from rules.places import numeral
from rules.rollcall import OPTIONS, Asked
from rules.rollcall_words import KIN, SIGNS, TAIL, Said, courtesy, plainly, skipped
from rules.wording import narrow

_WHOSE = (
    rf"(?:(?:[我俺咱]们?(?:[和跟同与]{KIN})?(?:家里?|全家|一家|这边)?|全家|一家人?|家里人?|{KIN}|就|都|也|还是|改成|改为|改|我|最好|希望)*+"
    r"(?:选择?|报|要|想|算|定)?)"
)
_SUITS = r"(?:(?:都|也)?(?:可以|行|有空|有时间|方便|合适))?"
_FITS = r"(?:(?:都|也)?(?:可以|行|有空|有时间|方便|合适|去|来|参加|能去|能来))?"
_NTH = re.compile(rf"{_WHOSE}(?:第\s?([1-6一二三四五六])\s?(?:个|项|种|条|号)?|选\s?([1-6一二三四五六])|([①-⑥])){TAIL}")
_CLOCK = re.compile(r"(?<![\d:])([一二两三四五六七八九十]{1,3})(?=点)")
_HOUR = r"(?:(?:上|下|中|晚)午?)?(?:\d{1,2}(?:点半?|:\d\d)(?:左右)?)?"

_SAFE = re.compile(r"平安|安全|没事|无恙|正常|都好|安好|\b(?:safe|ok|okay|fine|well)\b", re.IGNORECASE)
_UNSAFE = re.compile(r"不(?:平安|安全|正常|好)|有事|帮|求助|困难|\bhelp\b|\bnot (?:safe|ok|okay|well)\b", re.IGNORECASE)
_NEEDS_NONE = re.compile(r"(?:不(?:需要?|用|要)|没有?|无需?)(?:人)?(?:帮|求助|困难|$)|no help|no\b", re.IGNORECASE)
_CALLS = re.compile(rf"^(?!{_NEEDS_NONE.pattern}).*(?:{_UNSAFE.pattern})", re.IGNORECASE)
_EVERYBODY = (
    rf"(?:[我俺咱]们?|家里?|全家|一家|老两口|两口子|老小|老少|老人|大人|小孩|孩子|{KIN}"
    r"|(?:\d{1,2}|[一二两三四五六七八九十])口人?|人|这边|在家|报个?|报告|都|也|很|挺|全|一切|现在|目前|和|、)*+"
)
_WELL = (
    r"(?:平安|安全|没事儿?|没啥事儿?|没有?什么事儿?|没出事|好着呢?|挺好|(?<=[都很])好(?!了)|无恙|安好|正常)"
    r"(?:无事|无恙)?"
)
_IS_SAFE = re.compile(rf"{_EVERYBODY}(?<!不){_WELL}[啊哈呢的呀哦]*+")
_IS_UNSAFE = re.compile(
    rf"{_EVERYBODY}(?:需要?|要)(?:人)?(?:帮助|帮忙|救助){TAIL}|{_EVERYBODY}不(?:太)?平安{TAIL}|有困难{TAIL}"
)
# 我家也是 goes on about what a neighbour said, 有了 and 来了 tell that it is back.
_OF_OTHERS = re.compile(r"也[是有没]|[有来是]了")
# 周六上午，5号楼停水 chooses nothing; 我家周六上午，水管裂了 does.
# 需要帮助，随时找我 is offered by a neighbour, 家里需要人帮忙，我腿动不了 asked for.
_IS_OWN = re.compile(
    r"[我俺咱]们?家(?!没事)|(?:[我俺咱]们?)?[选报]|(?:全家|家里|都)*不?平安"
    r"|(?:[我俺]们?|家里|屋里)(?:现在|这边|也|急|真的?|很|就)*(?:需要?|要)(?:有?人)?(?:帮|救)"
)
# 需要帮助，老伴下不了床 asks for it as well, 需要帮助，我家有菜来拿 does not.
_WHY = re.compile(
    rf"(?!.*(?:随时|找我|[跟和给]我|联系|告诉|说一声|来[拿取]|可以|帮[你您他大]|的[来找说]|[吗?]))"
    rf"(?:.*(?:[下走动起]不了|下不[来去]|起不来|摔|晕|瘫|病了|发烧|不舒服|难受|断[药粮炊]|冻|饿"
    rf"|没(?:有|得)?(?:吃|喝|米|菜|粮|药|奶|水|电|气|人[管照])|(?:米|菜|粮|药|奶粉?)(?:快)?(?:没了|完了|不够))"
    rf"|.*(?:{KIN}|老人|老头|我)(?:就|只有)?(?:自己)?一个人)"
)
# By the option's own words: what else says the same. Said alone it may be of anything.
_SAME = tuple(
    (re.compile(option, re.IGNORECASE), re.compile(rf"{_WHOSE}(?:{words}){TAIL}", re.IGNORECASE))
    for option, words in (
        (r"是的?|有|yes", r"是的?|对的?|有的?|有(?:\d|[一两三])个|yes"),
        (r"不是|否|没有|无|no", r"不是的?|没有|没|无|no"),
        (r"参加|报名|去|来", r"参加|报名|能[去来]|[算加]我一个|(?<=[家也们])[去来](?!了)"),
        (r"不(?:参加|报名|去|来)", r"不(?:参加|报名?|去|来)|(?:去|来|参加)不了|没空去?|没时间|有事去不了|不方便"),
        (r"需要|要", r"需要|要"),
        (r"不需要|不要", r"不(?:需要?|用|要)|用不着"),
        (r"同意", r"同意|赞成|没意见|支持"),
        (r"不同意", r"不同意|不赞成|反对|不行"),
    )
)


def needs_help(question: Asked, values: Mapping[int, int]) -> bool:
    """Whether a household has chosen 需要帮助 where the other answer is 平安, or that they need none."""
    if question.shape != OPTIONS or values.get(0, len(question.items)) >= len(question.items):
        return False
    chosen = narrow(question.items[values[0]])
    others = [narrow(item) for place, item in enumerate(question.items) if place != values[0]]
    return bool(_CALLS.search(chosen)) and any(_SAFE.search(each) or _NEEDS_NONE.match(each) for each in others)


def choice(words: str, options: Sequence[str]) -> Said | None:
    """The option told by its name, by what only it can mean, or by its place; None where it is told plainly by none."""
    plain = _clocks(plainly(words))
    at = 0
    found: Said | None = None
    while (at := skipped(plain, at)) < len(plain):
        past = courtesy(plain, at)
        end = next((place for place in range(at, len(plain)) if plain[place] in SIGNS), len(plain))
        told = _told(plain[at:end], options)
        if told is None and past > at:
            at = past
        elif told is None or (found is not None and told.values != found.values):
            break
        else:
            found, at = found if found is not None and found.named else told, end
    if found is None:
        return None
    rest = plain[at:].strip(SIGNS)
    if not rest:
        return found
    asks_for_help = bool(_CALLS.search(narrow(options[found.values[0]])))
    own = _IS_OWN.match(plain) or (asks_for_help and _WHY.match(rest))
    return Said(found.values, rest=rest) if found.named and own else None


def _told(clause: str, options: Sequence[str]) -> Said | None:
    labels = [_clocks(narrow(option)) for option in options]
    if _OF_OTHERS.search(clause):
        return None
    exact = _named(clause, labels)
    if exact is not None:
        return Said({0: exact}, named=not any(option.fullmatch(labels[exact]) for option, _ in _SAME))
    nth = _NTH.fullmatch(clause)
    if nth:
        place = "①②③④⑤⑥".index(nth[3]) if nth[3] else int(numeral(nth[1] or nth[2])) - 1
        return Said({0: place}) if place < len(labels) else None
    same = _same(clause, labels)
    safe = bool(_SAFE.search(labels[same]) or _UNSAFE.search(labels[same])) if same is not None else False
    return None if same is None else Said({0: same}, named=safe and bool(re.search("平安|帮|家", clause)))


def _named(clause: str, labels: Sequence[str]) -> int | None:
    """The one option that is said, or that what is said of a day or an hour can only be."""
    for place in sorted(range(len(labels)), key=lambda each: -len(labels[each])):
        if re.fullmatch(rf"{_WHOSE}{re.escape(labels[place])}{_HOUR}{_FITS}{TAIL}", clause, re.IGNORECASE):
            return place
    bare = re.sub(rf"^{_WHOSE}|{_SUITS}{TAIL}$", "", clause)
    timed = len(bare) > 1 and bool(re.search(r"[周号日点午晚早]|\d", bare))
    found = [place for place, label in enumerate(labels) if timed and bare in label]
    return found[0] if len(found) == 1 else None


def _same(clause: str, labels: Sequence[str]) -> int | None:
    safe = [place for place, label in enumerate(labels) if _SAFE.search(label) and not _UNSAFE.search(label)]
    unsafe = [place for place, label in enumerate(labels) if _UNSAFE.search(label)]
    if safe and _IS_SAFE.fullmatch(clause):
        return safe[0]
    if safe and unsafe and _IS_UNSAFE.fullmatch(clause):
        return unsafe[0]
    for option, words in _SAME:
        places = [place for place, label in enumerate(labels) if option.fullmatch(label)]
        if len(places) == 1 and words.fullmatch(clause):
            return places[0]
    return None


def _clocks(plain: str) -> str:
    """礼拜天九点 as 周日9点."""
    days = re.sub(r"礼拜|星期", "周", plain)
    return _CLOCK.sub(lambda found: numeral(found[1]), re.sub(r"周天", "周日", days))
