"""Numbers for a roll call in a neighbour's own words: 我家2个在家, 就我一个 要上门, 两口子都在, 都回老家了."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache

from rules.rollcall import Asked
from rules.rollcall_words import KIN, TAIL, WHO, N, Said, courtesy, ends, number, plainly, skipped
from rules.wording import narrow

HOME, NEED, GO = "home", "need", "go"
_OF_HOME = re.compile(r"在家|在岗|过年|家里|人口|家中|居住|常住|留守|在屋")
_OF_NEED = re.compile(r"上门|[需要订买送]|帮")
_WANTS = re.compile(r"^(?:需要?|要|想|会|得)+(?=.)")
_PAIR = (
    r"(?:老?两口子?|小两口|夫妻俩|老?俩口|[娘爷]俩|(?:母|父)[子女]俩|[我咱]俩|[我俺咱]们?(?:俩|两个)|俩人|俩老的?"
    r"|两个?老人?家?)"
)
_BIG, _SMALL = r"(?:大人?|老人?|成人)", r"(?:小孩?子?|孩子|娃)"
_PEOPLE = "人位名口"
_MEASURE = r"(?:个人|口子?人|口子|个|人|口|位|名|户)"
_ALONE = r"(?:一个人?|一人|1个人?|1人|自己|自个儿?|孤老[头婆]子?)"
_OLD = r"(?:老太太|老太婆|老婆子|老头子?|老人家?|老汉)?"
_AWAY = (
    r"(?:没有?人(?:在家?)?|没人|空着|锁着门|不在家?里?|没在家?|回(?:老家|乡下|娘家)(?:过年)?去?|去外地|出(?:去|门|远门|国)|在(?:外地|老家|乡下|外面)"
    r"|(?:在|去|到)(?:儿子|女儿|闺女|姑娘|孩子)(?:家|那儿?)(?:里|过年|住)*|不回来?(?:过年)?|住院去?)"
)
_NOBODY = (
    rf"(?:[我俺咱]们(?:全?家|一家)?|[我俺咱](?:全?家|一家)|家里|家中|屋里|全家|一家)?(?:人|现在|目前|今年|这几天|最近|过年|都|全|也|已经)*+{_AWAY}{TAIL}"
    rf"|[我俺]们?(?:全家|都)?(?:回)?老家(?:过年)?去?{TAIL}"
)
_RETURNED = rf"(?:[我俺])?{KIN}(?:们)?(?:也|都|明天|今天|刚|已经)*(?:回来|来|走|出门|上班|回去|出差){TAIL}"
_SERVICE = r"(?:量(?:个)?血压|送药|送饭|送菜|打针|体检|理发|登记|看看|检查|采样|服务)?"
_NO = r"(?:不用|不需要?|不要|不必|无需|用不着|没有?人?(?:需要?|要)?)"
_NONE_OF_IT = re.compile(rf"(?:{WHO})?(?:都|也|暂时|这次)*+(?:不用|不需要|不要|不必|没有|无|没)(?:麻烦)?(?:人)?{TAIL}")
_WANTED = re.compile(rf"(?:{WHO})?(?:要的?|需要){TAIL}")
# So many are not said of a household without saying that it is one.
_MOST = 12
_TALKS = re.compile(r"[?？]|吗|怎么|咋|谁|哪|什么|啥|几点|多少|为何")


@dataclass(slots=True)
class _Heard:
    """What a sentence has told so far: of items by name, of the household as a whole, that somebody is in need."""

    named: dict[int, int]
    whole: int | None = None
    nobody: bool = False
    wants: int | None = None
    everybody: bool = False
    returned: bool = False
    declined: int | None = None


def numbers(words: str, question: Asked, left: Collection[int] = ()) -> Said | None:
    """The numbers told, None where none are told plainly; `left` are the items a household has not told yet.

    A number by itself is of those who are at home, or of the one item left.
    """
    plain = plainly(words)
    heard, rest = _heard(plain, question)
    values = _values(heard, question, left)
    if not values:
        values, rest = _bare(plain, question, left), ""
    named = heard.wants is not None or _names(heard.named, question, plain)
    if not values or (rest and not named and (_TALKS.search(rest) or heard.declined is not None)):
        return None
    named = named or ("家" in plain and not rest)
    return Said(values, named, rest) if named or max(values.values()) <= _MOST else None


def _names(told: Collection[int], question: Asked, plain: str) -> bool:
    """Whether what is asked is named: 两个去 may be of anything else that people go to."""
    labels = [(_kind(question.items[item]), _WANTS.sub("", narrow(question.items[item]))) for item in told]
    return any(kind != GO or label in plain for kind, label in labels)


def _heard(plain: str, question: Asked) -> tuple[_Heard, str]:
    """Phrase by phrase; what cannot be read after a sign is the rest, within a phrase all is unread."""
    heard, at, phrases = _Heard({}), 0, _phrases(question)
    while (at := skipped(plain, at)) < len(plain):
        past = courtesy(plain, at)
        found = max(
            ((pattern.match(plain, at), what) for what, pattern in phrases),
            key=lambda each: each[0].end() if each[0] else -1,
        )
        match, what = found
        if match is None or (match.end() <= past and past > at):
            if past == at:
                break
            at = past
            continue
        _note(heard, what, match)
        at = match.end()
    rest = plain[at:]
    if rest and at and not ends(plain, at - 1) and not ends(plain, at):
        return _Heard({}), rest
    return heard, rest


def _note(heard: _Heard, what: str, match: re.Match[str]) -> None:
    kind, _, item = what.partition(":")
    told = [number(each) for each in match.groups() if each]
    if kind in ("named", "none"):
        heard.named[int(item)] = told[0] if told else 0
    elif kind == "wants":
        heard.wants, heard.everybody = int(item), "都" in match.group()
        if told or _ONES.search(match.group()):
            heard.named[int(item)] = told[0] if told else 2 if re.search(_PAIR, match.group()) else 1
    elif kind == "declined":
        heard.declined = int(item)
    elif kind in ("whole", "pair", "one", "with"):
        heard.whole = _how_many(kind, told, match.group())
    heard.nobody |= kind == "nobody"
    heard.returned |= kind == "returned"


def _how_many(kind: str, told: list[int], words: str) -> int:
    if kind == "with":
        return 1 + len(re.findall(KIN, re.split("[和跟同与]", words, maxsplit=1)[1]))
    return {"whole": sum(told), "pair": 2, "one": 1}[kind]


_ONES = re.compile(rf"{_PAIR}|{KIN}|老人|病人|残疾人")


def _values(heard: _Heard, question: Asked, left: Collection[int]) -> dict[int, int]:
    values, kinds = dict(heard.named), [_kind(item) for item in question.items]
    if heard.declined is not None:
        values.setdefault(heard.declined, 0)
    if heard.nobody and HOME in kinds:
        return dict.fromkeys(range(question.parts), 0) | values
    if heard.whole is not None:
        of = [place for place, kind in enumerate(kinds) if kind == HOME] if question.parts > 1 else [0]
        of = list(left) if len(left) == 1 and not heard.returned else of
        if len(of) == 1:
            values.setdefault(of[0], heard.whole)
    if heard.wants is not None and heard.wants not in values:
        values |= _wanted(heard, values)
    return values


def _wanted(heard: _Heard, values: dict[int, int]) -> dict[int, int]:
    """How many 要上门 are: who is alone, or all that were told where 都要上门."""
    item, others = heard.wants or 0, list(values.values())
    if len(others) == 1 and (heard.everybody or others[0] == 1):
        return {item: others[0]}
    return {item: 1} if not others and not heard.everybody else {}


def _bare(plain: str, question: Asked, left: Collection[int]) -> dict[int, int]:
    """2 0 of two items; 0, 不用 or 要 of the one that is left."""
    if question.parts > 1:
        told = re.fullmatch(r"(\d{1,2})" + r"[\s,、/]+(\d{1,2})" * (question.parts - 1), plain)
        if told:
            return {place: int(each) for place, each in enumerate(told.groups())}
    if len(left) != 1:
        return {}
    one = next(iter(left))
    told = re.fullmatch(rf"{WHO}{N}{_MEASURE}?{TAIL}", plain)
    if told:
        return {one: number(told[1])}
    if _NONE_OF_IT.fullmatch(plain):
        return {one: 0}
    return {one: 1} if _WANTED.fullmatch(plain) else {}


def _kind(label: str) -> str:
    return HOME if _OF_HOME.search(label) else NEED if _OF_NEED.search(label) else GO


@lru_cache(64)
def _phrases(question: Asked) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((what, re.compile(pattern)) for what, pattern in _patterns(question))


def _patterns(question: Asked) -> Iterator[tuple[str, str]]:
    kinds = [_kind(item) for item in question.items]
    measure = rf"(?:{_MEASURE}|{re.escape(question.measure)})" if question.measure else _MEASURE
    for place, (label, kind) in enumerate(zip(question.items, kinds, strict=True)):
        name = _name(label, kind, len(kinds) == 1)
        yield (
            f"named:{place}",
            rf"{WHO}(?:需要?|要|想|会)?{name}(?:的|有|是|:|人数)*\s?{N}{measure}?(?:老人|大人)?{TAIL}",
        )
        before = name if kind != HOME else rf"(?:{name}|在)"
        yield f"named:{place}", rf"{WHO}{N}{measure}?(?:都|全|还|需要?|要|想|会|能|得)*{before}{_SERVICE}{TAIL}"
        if kind == NEED:
            yield (
                f"none:{place}",
                rf"{WHO}(?:都|也)*{_NO}{name}{_SERVICE}(?:服务)?{TAIL}|(?:需要?|要)?{name}(?:的|人)?(?:就|都)*{_NO}{TAIL}",
            )
            whose = rf"(?:{_PAIR}|[我俺]?{KIN}|{N}?个?老人|病人|残疾人)?"
            yield (
                f"wants:{place}",
                rf"{WHO}{whose}(?:也|都|想|需要?|要|得)*(?:要|需要?|得|想)(?:有?人|社区)?{name}{_SERVICE}{TAIL}",
            )
        elif kind == GO:
            yield (
                f"declined:{place}",
                rf"{WHO}(?:都|也)*(?:不|没人?){name}|{WHO}(?:没空|没时间|有事(?:去不了|不去)){TAIL}",
            )
    if question.measure and question.measure not in _PEOPLE:
        yield "whole", rf"{WHO}(?:要|订|买|报|拿|来)*{N}{re.escape(question.measure)}{TAIL}"
    else:
        yield from _of_household(measure, kinds)
    if kinds == [NEED]:
        yield "declined:0", rf"{WHO}(?:都)?(?:不用|不要|不需要|不必|用不着|不{name}){TAIL}"
    elif kinds == [GO]:
        yield (
            "one",
            rf"[我俺](?:也|要)*(?:去|来|参加|报名|报个名){TAIL}|[算加]我一个{TAIL}",
        )


def _of_household(measure: str, kinds: list[str]) -> Iterator[tuple[str, str]]:
    """Phrases that tell how many there are, whatever is asked."""
    home = HOME in kinds
    does = r"(?:在家?里?|回来)" if home else r"(?:去|来|参加|报名)" if len(kinds) == 1 else "(?!)"
    does = rf"(?:都|全|也|一起|一块儿?)*(?:{does})?"
    yield "whole", rf"{WHO}{N}{measure}{does}{TAIL}|[我俺咱]们?家(?:就|有)*([俩仨]){TAIL}"
    yield (
        "whole",
        rf"{WHO}{N}个?{_BIG}[,和、\s]*{N}个?{_SMALL}{does}{TAIL}|{WHO}{_BIG}{N}个?[,和、\s]*{_SMALL}{N}个?{does}{TAIL}",
    )
    yield "pair", rf"(?:{WHO}|就|只有?)?{_PAIR}(?:个|人)?{does}{TAIL}"
    yield (
        "with",
        rf"(?:家里|现在)?(?:就|只有?)*[我俺][和跟同与](?:[我俺]?{KIN}[和跟同与、,]?)+(?:[俩仨]|[两三四23]个?人?)?{does}{TAIL}",
    )
    yield "one", rf"(?:[我俺]们?家|家里|现在|这几天|今年)*(?:就|只剩|只有?|还是)*[我俺]{_OLD}{_ALONE}{_OLD}{does}{TAIL}"
    yield "one", rf"(?:[我俺]们?家|家里|现在)?(?:就|只剩|只有?)+[我俺]{_OLD}{does}{TAIL}|{_ALONE}在家{TAIL}"
    if home:
        yield "one", rf"[我俺]{_OLD}在家里?{TAIL}|(?:就|只剩|只有?)[我俺]?{KIN}(?:一个人?)?在家{TAIL}"
        yield "nobody", _NOBODY
        yield "there", rf"(?:人)?(?:都|全部?)*在家?里?{TAIL}"
    yield "returned", _RETURNED


def _name(label: str, kind: str, alone: bool) -> str:
    """The names an item goes by: 需上门 is 上门, 在家过年 is 在家, and where one number is asked for 去 is 参加."""
    plain = narrow(label)
    names = {plain, _WANTS.sub("", plain)}
    if kind == HOME:
        names |= {"在家", "在家里", "在家过年"}
    elif kind == GO and alone:
        names |= {"去", "来", "参加", "报名"}
    return "(?:" + "|".join(map(re.escape, sorted(names, key=lambda name: (-len(name), name)))) + ")"
