"""Following a group's talk: what a message is beside the group's tickets, and the turns of speech that matter then."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rules import english_talk, news
from rules.apart import is_the_same, names_nothing_besides
from rules.clues import Heard, OpenTicket, Turns, is_fixed
from rules.conversation import Told, place
from rules.lexicon import People
from rules.parsing import Reader
from rules.places import addresses
from rules.placing import Weights
from rules.supplies import is_unsaid
from rules.wording import Dialect, in_letters

_ASKS = re.compile(r"[吗么?]\s*$")
_SHORT = 20
_CLAUSE = re.compile(
    r"[,。!;、\n]+|(?<=[?])|(?<![A-Za-z]) +(?![A-Za-z])|(?=但是?|不过|可是|(?i:\bbut\b))|(?<=[好完灭]了)"
)
_DOUBTS = re.compile(r"但|不过|可是|只是|就是|好像|应该|又|一半|有点|还(?!好)|没")
_YES = re.compile(
    r"(?:(?:嗯|是的|对|谢谢|多谢|已经|都|全)[了啊,. ]*)*"
    r"(?:(?:好了|行了|可以了?|没问题了?|解决了?|满意|挺好的?|很好|不错)[啊呀哦啦的,.!~ ]*+){1,3}"
    r"(?:(?:谢谢|多谢|感谢|辛苦).{0,8})?"
)


@dataclass(frozen=True, slots=True)
class Ear:
    """The words of a lexicon that following needs: turns of speech, weights of clues, names of roles."""

    turns: Turns
    weights: Mapping[str, float]
    people: People
    dialect: Dialect

    @classmethod
    def of(cls, reader: Reader) -> "Ear":
        """The ear that belongs to a reader."""
        lexicon = reader.lexicon
        return cls(lexicon.turns, Weights(lexicon.clues), lexicon.people, reader.dialect)

    def role(self, name: str) -> str:
        """What a group nickname says its owner is: staff, trader or resident."""
        return self.people.role(name)

    def place(self, heard: Heard, tickets: Sequence[OpenTicket]) -> Told:
        """What becomes of a message beside these tickets, oldest first."""
        return place(heard, tickets, self.turns, self.weights)

    def _heard(self, text: str) -> str:
        return self.dialect.heard(text)

    def echoed(self, text: str) -> str:
        """我屋企都系啊 as 我家里也是啊: that it is the same is heard in standard words; me too may be of any talk."""
        standard = self._heard(text)
        return standard if is_the_same(standard) and not in_letters(text) else text

    def names_nothing_besides(self, text: str) -> bool:
        """Whether words lead to no second thing, as 顺便 does, and name no place."""
        return names_nothing_besides(text, self.turns)

    def fixed(self, text: str) -> bool:
        """修好了: the trouble is over."""
        return is_fixed(self._heard(text), self.turns) or english_talk.is_well(text)

    def again(self, text: str) -> bool:
        """又坏了, 还是没好: the trouble is back, or was never over; 没解决吗 is a question."""
        words = self._heard(text)
        told = self.turns["again"].search(words) or self.turns["still"].search(words)
        return bool(told) and not _ASKS.search(words) and not self.fixed(text)

    def not_done(self, text: str) -> bool:
        """哪里好了嘛, 还没呢, 又不亮了: whoever is asked whether it is solved says no; 没解决吗 is a question."""
        words = self._heard(text)
        asks = _ASKS.search(words) and not self.turns["rhetorical"].search(words)
        return (bool(self.turns["not_done"].search(words)) and not asks) or english_talk.not_done(text)

    def corrects(self, text: str) -> bool:
        """写错了，是5号楼: what was told before is put right."""
        return bool(self.turns["corrects"].search(self._heard(text)))

    def takes_back(self, text: str) -> bool:
        """不用来了，我看错了: nothing is to be done any more; long words, questions and places say more."""
        words = self._heard(text)
        told = len(words) <= _SHORT and self.turns["takes_back"].search(words)
        plainly = bool(told) and not _ASKS.search(words) and not addresses(words)
        return plainly or english_talk.takes_back(text) or english_talk.false_alarm(text)

    def complains_of(self, text: str) -> bool:
        """那个小高还骂我, 莫让她晓得: somebody complains of whoever came, or fears them."""
        return bool(self.turns["complains_of"].search(self._heard(text))) or english_talk.complains_of(text)

    def settled(self, text: str) -> bool:
        """好了 谢谢: whoever is asked whether it is solved says yes; 好的 alone, 好像好了 and 亮了但是暗 do not."""
        words = self._heard(text)
        plain = self.fixed(text) and not _ASKS.search(words) and not _DOUBTS.search(words)
        return bool(_YES.fullmatch(words.strip())) or plain

    def recovers(self, text: str) -> bool:
        """来水了, 电梯好了 谢谢: it is over by itself, and nothing else is said."""
        return bool(self.turns["recovers"].search(self._heard(text)))

    def is_over(self, text: str, matter: str) -> bool:
        """好了, 通了通了 谢谢小高, of a noise 停了 算了: their trouble is over, and nothing else is said."""
        return news.is_over(self._heard(text), matter)

    def is_over_of(self, text: str, matter: str) -> bool:
        """收走了 of what stood there: words that tell of which trouble they are."""
        return news.is_over_of(self._heard(text), matter)

    def ends_anything(self, text: str) -> bool:
        """好了 may be said of anything, and in answer to anybody."""
        return news.names_nothing(self._heard(text))

    def asks_how_far(self, text: str) -> bool:
        """有人来修了吗, 路灯修没修啊: how far what was told is, and nothing else."""
        return bool(self.turns["asks_how_far"].search(self._heard(text))) or english_talk.asks_how_far(text)

    def is_back(self, text: str) -> bool:
        """有了有了: said of a supply that failed, it is there again; 有了吗 and 来了个人 are not."""
        return bool(self.turns["is_back"].search(self._heard(text)))

    def invites(self, text: str) -> bool:
        """晚上吃火锅吗: asked of friends, and of no ticket."""
        return bool(self.turns["invites"].search(self._heard(text)))

    def is_spared(self, text: str) -> bool:
        """一单元有水, 我家没停啊: one's own home is well, and nothing else is said; 有水了 and 有水吗 are not."""
        return bool(self.turns["spared"].search(self._heard(text)))

    def is_of(self, text: str, matter: str) -> bool:
        """Whether words are of a matter: 来水了 of water."""
        told = (self._heard(text), english_talk.things(text))
        return matter in self.turns and any(self.turns[matter].search(words) for words in filter(None, told))

    def names(self, text: str, matter: str) -> int:
        """How much of the words is of a matter: of 电梯控制板 more is of a lift than of power, which it is not of."""
        words = self._heard(text)
        if matter not in self.turns or is_unsaid(matter, words):
            return 0
        return sum(len(found.group()) for found in self.turns[matter].finditer(words))

    def named_most(self, text: str, matters: Iterable[str]) -> frozenset[str]:
        """Of several matters those that the words name most: 电梯我通知维保了 is of the lift, and of no drain."""
        counts = {each: self.names(text, each) for each in set(matters)}
        most = max(counts.values(), default=0)
        return frozenset(each for each, count in counts.items() if count == most > 0)

    def turned_up(self, text: str) -> bool:
        """在床底下睡着了 不好意思, 孩子在我这里: who is missed is there; 是不是在他奶奶家 and 在公园 are not."""
        words = self._heard(text)
        return any(self.turns[turn].search(words) for turn in ("turned_up", "with_me"))

    def keeps_private(self, text: str) -> bool:
        """我不想让邻居知道, 能不能不写门牌: somebody would not be known, and says nothing else."""
        return bool(self.turns["keeps_private"].search(self._heard(text)))

    def tells_sighting(self, text: str) -> bool:
        """我刚看见在小卖部门口, 孩子在我这里: where somebody is missed, it may be them."""
        words = self._heard(text)
        return any(self.turns[turn].search(words) for turn in ("sighting", "with_me"))

    def put_out(self, text: str) -> bool:
        """灭了灭了, 火已经扑灭了: said of a fire, it is out; 还没灭 and 灯灭了 are not."""
        return bool(self.turns["put_out"].search(self._heard(text)))

    def tells_of_trapped(self, text: str) -> bool:
        """我在里面, 门打不开: said of a lift that has failed, somebody is in it; 里面没人 and 有人在里面吗 are not."""
        return bool(self.turns["trapped"].search(self._heard(text)))

    def advises(self, text: str) -> bool:
        """一旦着火要先关阀门: staff tell what to do if it comes; 着火了 is danger."""
        return bool(self.turns["danger_advised"].search(self._heard(text)))

    def asks_where_it_burns(self, text: str) -> bool:
        """消防车来了，哪里着火: somebody asks where it burns, and knows no more."""
        return bool(self.turns["asks_where_it_burns"].search(self._heard(text)))

    def still(self, text: str) -> str:
        """What staff tell that still is: 灯修好了，隔壁着火了 without 灯修好了; of 人晕倒了，已送医 nothing is left."""
        words = self._heard(text).replace("\n", ",")
        if any(self.turns[turn].search(words) for turn in ("danger_untrue", "danger_asked")):
            return ""
        clauses = [self.turns["danger_none"].sub("", each) for each in _CLAUSE.split(words)]
        left = [each for each in clauses if not self._only_told_of(each)]
        ended, seen_to = self._last(left, "danger_ended"), self._last(left, "danger_seen_to")
        after = left[max(ended, seen_to) + 1 :]
        told = (each for each in after if ended < 0 or self.turns["danger_anew"].search(each))
        return ",".join(told).strip(",")

    def denies(self, text: str) -> bool:
        """3号楼没着火，是烧垃圾, 误会一场, 煤气味没有了: staff tell of a danger that there is none."""
        words = self._heard(text)
        return any(self.turns[turn].search(words) for turn in ("danger_none", "danger_untrue", "danger_gone"))

    def _only_told_of(self, clause: str) -> bool:
        return bool(self.turns["danger_told_of"].search(clause)) and not self.turns["danger_now"].search(clause)

    def _last(self, clauses: list[str], turn: str) -> int:
        """The number of the last clause that tells such an end, and none that goes on; -1 where there is none."""
        return max((n for n in range(len(clauses)) if self._ends(clauses[n], clauses[n + 1 :], turn)), default=-1)

    def _ends(self, clause: str, then: list[str], turn: str) -> bool:
        for found in self.turns[turn].finditer(clause):
            goes_on = self.turns["danger_goes_on"].search(",".join([clause[found.end() :], *then]))
            if not goes_on and not self.turns["danger_not_ended"].search(clause[: found.start()]):
                return True
        return False

    def at_own_home(self, text: str) -> bool:
        """我家阳台漏水: told of one's own home and of no neighbour's."""
        words = self._heard(text)
        return bool(self.turns["own_home"].search(words)) and not self.of_neighbours(text)

    def of_neighbours(self, text: str) -> bool:
        """三楼301那家: somebody else's home is spoken of."""
        return bool(self.turns["next_door"].search(self._heard(text)))

    def hurries(self, text: str) -> bool:
        """还没人来: somebody waits."""
        return bool(self.turns["hurry"].search(self._heard(text))) or self.after_all(text)

    def after_all(self, text: str) -> bool:
        """还是来个人吧: somebody is to come nevertheless."""
        return bool(self.turns["after_all"].search(self._heard(text)))
