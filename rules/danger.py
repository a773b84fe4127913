"""Life in danger: words that must never be met with silence, and what only sounds like them."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from rules.lexicon import Danger, Turns
from rules.sieve import Known, Sieve
from rules.wording import clauses, narrow

LONGEST_CRY = 40
# No dangers, but told as plainly; they are looked for with them, in the one look at a message.
TROUBLES = ("plainly_fails", "lies_on_the_way", "keeps_awake")
VIOLENCE = "violence"
# So many clauses speak of one thing: 那回我想不开 是你们陪我的 现在好了 谢谢.
TOGETHER, TWO = 4, 2
# What bears on where a pattern's alternatives end; signs that are escaped or in a class do not.
_SIGNS = re.compile(r"\\.|\[(?:\\.|[^\]])*\]|[|()]")

# 没有煤气味, 3号楼去看过了,没着火: nothing but that there is none; 没有煤气 tells that the gas is off.
_PLACE = r"(?:我家|家里|厨房|楼道|单元门?|现场|[这那][边里]|\d{1,3}号楼(?:\d单元)?(?:楼道)?)里?"
_NONE = re.compile(
    rf"(?:我们?)?(?:刚才?|已经?)?(?:{_PLACE})?(?:去|到|下楼|上楼)?(?:{_PLACE})?"
    r"(?:(?:看|闻|检?查|转)(?:过|了)?(?:一下|一圈|一遍)?了?[, ]*)?"
    rf"(?:{_PLACE})?(?:[都也并]|根本|其实|真的)?"
    r"(?:(?:没有?|没有?闻到|没有?看到|没看见|[没未]发现|闻不到|不是)(?:什么|任何|一点)?(?:有)?"
    r"(?:(?:煤气|燃气|天然气|液化气)(?:味道?|泄漏)|味道|异味|漏气|漏煤气|着火|起火|失火|冒烟|火情|明火)|没有?人(?:晕倒|昏倒|被困|受伤))"
    r"(?:[, ]*(?:就|只)是(?:菜|饭|锅|粥|汤|肉|馒头)(?:烧|煮|炒)?糊)?[了的啊呀呢嘛]*[.!~ ]*"
)
# 不是煤气味，是油漆味: what it is instead, and harmless; 不是煤气味是什么味 and 好像是油漆味 tell of none.
_NOT_IT = (
    r"(?:(?<!是)不是|(?<!有)没有?)"
    r"(?:(?:煤气|燃气|天然气|液化气)(?:味道?|泄漏|漏气|漏了?)?|漏煤?气|着火|起火|失火|火灾)了?"
)
_IS = r"(?:而|就|原来)?是"
_INSTEAD = (
    r"(?:(?:人家|邻居|楼[上下]|隔壁|对门|有人|[我他]家|物业|工人|\d{1,2}楼|家|正?在|那?边|的)*+)"
    r"(?:刷|喷|炒|倒|放|用)?(?:油漆|漆|胶水|装修|甲醛|消毒水?|84|酒精|杀虫剂|蚊香|烧香|香水|炒菜|做饭|烧饭|油烟|烧烤|烤肉|榴莲|臭豆腐"
    r"|(?:烧|做|煮|炒)?(?:菜|饭|锅|粥|汤|肉|馒头|红薯|面包)(?:给|都|又|[烧煮炒烤])*(?:糊|焦|干)锅?了?|垃圾桶?|下水道|地漏|厕所|污水|沥青|烧纸|鞭炮|烟花|雾气?|水汽|水?蒸汽|扬尘|灰尘)(?:的?(?:味道?|味儿|气味))?"
)
# 煤气味是3号楼施工刷漆: what smells so; 煤气味是不是刷漆 and 煤气味是装修挖断了管 tell of no such thing.
_ONLY_PAINT = re.compile(
    r"(?:[那个这刚才的, ]|楼道里?|楼里|\d{1,3}号楼|\d单元)*+(?:煤气|燃气|天然气|液化气)味道?(?:其实|原来)?(?:就)?是"
    r"(?:\d{1,3}(?:号楼|栋|幢|单元|楼|层)|人家|邻居|楼[上下]|隔壁|对门|有人|物业|工人|师傅|施工|装修(?=[刷喷])|家|正?在|那边|的)*+"
    r"(?:[刷喷]油?漆|油漆|装修|胶水|甲醛|消毒水)(?:的|弄的)?(?:味道?|味儿|气味)?"
    r"(?:[啊呀的了,.!~ ]|虚惊一场|没事|大家|放心吧?)*+"
)
_ANOTHER = re.compile(
    r"(?:[我们去闻看过了这那的个味下楼, ])*+"
    rf"(?:{_NOT_IT}[啊呀,. ]*+{_IS}{_INSTEAD}|(?:{_IS})?{_INSTEAD}的?[啊呀,. ]*+{_NOT_IT})"
    r"(?:[啊呀的了,.!~ ]|虚惊一场|没事|大家|放心吧?)*+"
)


def denies(text: str) -> bool:
    """Whether somebody tells that there is no danger, and nothing else."""
    words = narrow(text).strip()
    return any(told.fullmatch(words) for told in (_NONE, _ANOTHER, _ONLY_PAINT))


class Alarm(NamedTuple):
    """A danger told: its kind, its matter, the words that said it, whether it sounds past, far off or supposed, and
    whether it is one that no weight may deny."""

    name: str
    matter: str
    words: str
    doubtful: bool
    plain: bool = False


class DangerReader:
    """Compiled patterns of danger.yaml, with the turns `elsewhere`, `wondered`, `supposed`, `over` and `here`, and
    those of a quarrel at home that frightens."""

    def __init__(self, dangers: Iterable[Danger], turns: Turns, known: Known) -> None:
        self._elsewhere, self._here = turns["elsewhere"], turns["here"]
        self._supposed, self._over, self._cries = turns["supposed"], turns["over"], turns["cries"]
        self._wondered, self._to_me, self._played = turns["wondered"], turns["done_to_me"], turns["played"].search
        self._quarrels, self._frightens = turns["quarrels_at_home"], turns["frightens"]
        self._kinds = [(each, _any(each.unless)) for each in dangers]
        self._otherwise = {each.name: _any(each.otherwise) for each, _ in self._kinds}
        self._numbers = {each.name: number for number, (each, _) in enumerate(self._kinds)}
        said, plain = ([getattr(each, how) for each, _ in self._kinds] for how in ("say", "plainly"))
        told = [(turns.written(name),) for name in ("no_danger", *TROUBLES)]
        self._ways = _Ways([*said, *plain, *told], known)
        self._said, self._plain = range(len(said)), range(len(said), 2 * len(said))
        self._harmless = self._plain.stop
        self._fails = self._harmless + 1
        self._troubles = range(self._fails, self._fails + len(TROUBLES))

    @property
    def patterns(self) -> list[str]:
        """All that is looked for."""
        return self._ways.all

    def ready(self) -> Iterator[None]:
        """Compiles all patterns, one at a time."""
        return self._ways.ready()

    def alarms(self, words: str) -> tuple[Alarm, ...]:
        """Dangers told in standardised words, those that no weight may deny first; of either sort each kind once."""
        return (*self.plain(words), *self._alarms(self._said, words, plain=False))

    def plain(self, words: str) -> tuple[Alarm, ...]:
        """Dangers told in standardised words that no weight may deny."""
        return (*self._alarms(self._plain, words, plain=True), *self._frightening_quarrel(words))

    def _alarms(self, wanted: range, words: str, plain: bool) -> tuple[Alarm, ...]:
        found = self._ways.found(words)
        if not found:
            return ()
        told = [each for each in found.items() if each[0] in wanted]
        alarms = [self._alarm(number - wanted.start, said, words, plain) for number, said in told]
        return tuple([alarm for alarm in alarms if alarm])

    def _frightening_quarrel(self, words: str) -> list[Alarm]:
        """楼上夫妻吵架摔东西 吓人: two who live together, things that fly, and somebody who is afraid."""
        found = self._quarrels.search(words) if self._frightens.search(words) else None
        if found is None:
            return []
        told = (number for number, (kind, _) in enumerate(self._kinds) if kind.name == VIOLENCE)
        return [alarm for number in told if (alarm := self._alarm(number, found.group(), words, plain=True))]

    def tells_trouble(self, words: str) -> bool:
        """Whether standardised words tell what plainly fails, lies in the way or keeps people awake."""
        return any(number in self._troubles for number in self._ways.found(words))

    def plainly_fails_in(self, words: str, parts: Iterable[str]) -> list[str]:
        """The parts of standardised words that tell what plainly fails: few can, and each only in a few ways."""
        ways = [_compiled(way) for way in self._ways.open(words).get(self._fails, ())]
        return [part for part in parts if any(way.search(part) for way in ways)] if ways else []

    def denied(self, words: str) -> set[str]:
        """The kinds of danger that the words speak of in another sense."""
        told = {kind.name for kind, unless in self._kinds if unless.search(words)}
        return told | {name for name in self._otherwise if self._sounds_like(name, words)}

    def sounds_like(self, kinds: Iterable[str], words: str) -> bool:
        """Whether the words speak of all these kinds of danger in another sense, whatever the weights feel."""
        return all(self._sounds_like(kind, words) for kind in kinds)

    def _sounds_like(self, kind: str, words: str) -> bool:
        """我那基金着火了, but not where another clause tells the same: 我那基金着火了 楼下也着火了."""
        otherwise = self._otherwise[kind].search
        if not otherwise(words):
            return False
        return not any(self._tells(kind, part) for part in _beside(words, otherwise, TOGETHER))

    def _tells(self, kind: str, words: str) -> bool:
        number, found = self._numbers[kind], self._ways.found(words)
        ways = (self._said[number], self._plain[number])
        return any(way in found for way in ways) and not self._kinds[number][1].search(words)

    def speaks_of_none(self, words: str) -> bool:
        """Whether words speak of no danger to life: 钥匙锁车里了; 心口疼好多了 3号楼着火了 tells of one besides."""
        if not self._is_none(words):
            return False
        return not any(not each.doubtful for part in self.besides(words) for each in self.alarms(part))

    def besides(self, words: str) -> list[str]:
        """The clauses beside those that speak of no danger, each by itself or two together: 上周晕倒了 现在出院了."""
        return _beside(words, self._is_none, TWO) if self._is_none(words) else []

    def _is_none(self, words: str) -> bool:
        return self._harmless in self._ways.found(words)

    def cries(self, words: str) -> bool:
        """Whether standardised words cry for help and say nothing else: 救命, 快来人啊."""
        return len(words) <= LONGEST_CRY and bool(self._cries.search(words))

    def _alarm(self, number: int, said: str, words: str, plain: bool) -> Alarm | None:
        kind, unless = self._kinds[number]
        if unless.search(words) and not self._is_done_to_me(unless, said, words):
            return None
        otherwise = self._otherwise[kind.name]
        if self._sounds_like(kind.name, words) and not self._is_done_to_me(otherwise, said, words):
            return None
        return Alarm(kind.name, kind.matter, said, self._doubtful(words, said), plain)

    def _is_done_to_me(self, unless: re.Pattern[str], said: str, words: str) -> bool:
        """看剧呢 老公在打我: what is done to who writes is no play that another clause speaks of."""
        start = words.find(said)
        own = [words[first:end] for first, end in clauses(words) if first <= start and start + len(said) <= end]
        return any(self._to_me.search(each) and not unless.search(each) for each in own) and not self._played(words)

    def _doubtful(self, words: str, said: str) -> bool:
        end = words.find(said) + len(said)
        wondered, over = self._wondered.search(words), self._over.search(words)
        elsewhere = self._elsewhere.search(words) or (wondered and end > wondered.start())
        away = elsewhere and not self._here.search(words)
        # 处理好了 又打起来了
        ended = over and "又" not in words[over.end() : end]
        return bool(away or ended or self._supposed.search(words))


def _beside(words: str, is_none: Callable[[str], object], together: int) -> list[str]:
    """The clauses beside those that are none, each by itself or as few together as are."""
    spans, none = clauses(words), set[int]()
    for size in range(1, together + 1):
        for place in range(len(spans) - size + 1):
            several = range(place, place + size)
            if none.isdisjoint(several) and is_none(words[spans[place][0] : spans[several[-1]][1]]):
                none.update(several)
    return [words[start:end] for place, (start, end) in enumerate(spans) if place not in none]


class _Ways:
    """The ways to say each of many things; only those that words may match are looked for, of all in one look."""

    def __init__(self, patterns: Iterable[tuple[str, ...]], known: Known) -> None:
        self._says = [(number, way) for number, own in enumerate(patterns) for say in own for way in _ways(say)]
        self.all = [way for _, way in self._says]
        self._sieve = Sieve(self.all, known)
        # The same words are asked about several times, the messages of a batch in turns.
        self.open, self.found = lru_cache(maxsize=512)(self._open), lru_cache(maxsize=512)(self._found)

    def ready(self) -> Iterator[None]:
        for way in self.all:
            _compiled(way)
            yield

    def _open(self, words: str) -> Mapping[int, list[str]]:
        """The ways that words, or a part of them, may match, by the number of what they tell."""
        ways: dict[int, list[str]] = {}
        for each in self._sieve.open(words):
            number, way = self._says[each]
            ways.setdefault(number, []).append(way)
        return ways

    def _found(self, words: str) -> Mapping[int, str]:
        """What is said of each thing that is told, by its number."""
        found: dict[int, str] = {}
        for number, ways in self.open(words).items():
            told = next((match for way in ways if (match := _compiled(way).search(words))), None)
            if told is not None:
                found[number] = told.group()
        return found


@cache
def _compiled(way: str) -> re.Pattern[str]:
    """Compiled when it is first needed: most of the hundreds of ways never are."""
    return re.compile(way)


def _any(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns) or r"(?!)")


def _ways(pattern: str) -> Iterator[str]:
    """The alternatives of a pattern, each by itself: only those a text may match need be looked for."""
    start = depth = 0
    for found in _SIGNS.finditer(pattern):
        sign = found.group()
        if sign == "|" and not depth:
            yield pattern[start : found.start()]
            start = found.end()
        depth += {"(": 1, ")": -1}.get(sign, 0)
    yield pattern[start:]
