"""A message beside the tickets of its group: what all clues need to know of the two, worked out once."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property, lru_cache
from itertools import chain, pairwise
from operator import attrgetter
from typing import NamedTuple, TypeAlias

from rules.deciding import UNFELT
from rules.flow import Past, calls
from rules.parsing import Reading, Request
from rules.places import nickname, told_addresses
from rules.supplies import is_supply
from rules.wording import narrow

Turns: TypeAlias = Mapping[str, re.Pattern[str]]
EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
_HOT = timedelta(minutes=20)
_ALIVE = timedelta(hours=2)
_SHORT = 8
_KINDS = ("asks", "acks", "thanks", "news", "talk", "idle", "quarrels")
SUBJECTS = (-0.9, -0.7, -0.5, -0.3, 0.0, 0.3, 0.6, 0.9)
_MARGINS = (-0.8, -0.4, 0.0, 0.4)
_KIND_SIGNS = [[f"{name}_{least}" for least in _MARGINS] for name in _KINDS]
_KEPT = 4096
_LOUD = frozenset({"dispute.noise", "city_order.construction_nuisance"})
_COMMON = re.compile(
    r"[的了吗呢啊吧是我你他她们这那有没不在就都还也很太,。!?;:、@\s\[\]]|谢谢|物业|小区|大家|师傅|什么|怎么|现在"
)


class OpenTicket(NamedTuple):
    """What the desk knows of a ticket: `resolved` when said to be fixed, `words` of its messages, `people` in it.

    `opener` and `people` are nicknames; `heard_at` is the time of its last message, `answered` whether staff spoke,
    `asked` whether a question to its reporter waits.
    """

    id: int
    matter: str
    building: str = ""
    unit: str = ""
    room: str = ""
    place: str = ""
    opened_at: datetime = EPOCH
    heard_at: datetime = EPOCH
    resolved: bool = False
    words: str = ""
    people: frozenset[str] = frozenset()
    opener: str = ""
    answered: bool = False
    service_class: str = ""
    asked: bool = False


@dataclass(frozen=True, slots=True)
class Heard:
    """A message to be placed. `role`: staff, trader or resident; `last`: the ticket of the message before, or 0;
    `asks`: what it would ask for if it asked; `past`: the messages before, the latest last, as far as they are kept."""

    sender: str
    text: str
    at: datetime
    role: str
    reading: Reading
    last: int = 0
    asks: tuple[Request, ...] = ()
    past: tuple[Past, ...] = ()


@lru_cache(_KEPT)
def pairs_of(words: str) -> frozenset[str]:
    """The signs of words in twos, without what everybody says."""
    apart = _told_apart(words)
    pairs = [one + other for one, other in pairwise(apart) if one != " " != other and not one.isdigit()]
    return frozenset(pairs)


def _told_apart(words: str) -> str:
    """The words with blanks for what everybody says."""
    return _COMMON.sub(" ", narrow(words))


@lru_cache(_KEPT)
def _of_ticket(words: str) -> str:
    # Looked through with every message of the group.
    return _told_apart(words)


class Scene:
    """A message, the tickets it may be about and the turns of speech; what all clues need of it is worked out once."""

    def __init__(self, heard: Heard, tickets: Sequence[OpenTicket], turns: Turns) -> None:
        self.heard, self.tickets, self.turns = heard, tickets, turns
        self.words = narrow(heard.text)
        self.told = told_addresses(self.words)
        self.buildings = {each.building for each in self.told} - {""}
        self.units = {each.unit for each in self.told} - {""}
        self.rooms = {each.room for each in self.told} - {""}
        self.home, self.home_unit = nickname(heard.sender)[:2]
        self.short = len(heard.text) < _SHORT
        self.mentions = "@" in heard.text
        self.pictured = "[图片]" in heard.text or "[视频]" in heard.text
        self.fixed = is_fixed(self.words, turns)
        self.again = bool(turns["again"].search(self.words))
        self.same_here = is_same_here(self.words, turns)
        self._sayings: dict[str, frozenset[str]] = {}
        self._look_at(tickets)

    def _look_at(self, tickets: Sequence[OpenTicket]) -> None:
        """`order`: those not resolved, the one last spoken of last; `own`: those that the sender has spoken of;
        `told_matters`: those unresolved that the words tell news of; `pairs`: the words' signs in twos; `alive`: those
        spoken of lately; `trades`: matters that somebody with the sender's name sees to; `names_trades`: whether the
        words name any trade; `shared`: the pairs in which each ticket speaks as well; `may_be_apart`: whether the
        message asks for something, or has the same trouble somewhere, else it is apart from nothing; `spoken_of`: what
        the messages before were about; `felt`: how much it is felt to be of each likely matter; `subjects`: how
        much to be about each, asked for or not, and `subject` the most of those alive; `called`: who of those
        who spoke of a ticket is called by name."""
        heard = self.heard
        self.order = sorted((each for each in tickets if not each.resolved), key=attrgetter("heard_at"))
        self.latest = [each.id for each in self.order[-3:]]
        self.hot = [each.id for each in self.order if heard.at - each.heard_at < _HOT]
        self.own = [each for each in tickets if heard.sender in each.people]
        self.speaks_elsewhere = any(not each.resolved for each in self.own)
        self.told_matters = {each.matter for each in self.order if self.sayings(each.matter)}
        self.pairs = pairs_of(self.words)
        self.alive = [each for each in self.order if heard.at - each.heard_at < _ALIVE]
        matters = {ticket.matter for ticket in tickets} if self.turns["who"].search(heard.sender) else ()
        self.trades = {each for each in matters if self.is_of_trade(each, heard.sender)}
        self.names_trades = bool(self.turns["who"].search(heard.text))
        self.newest = sorted([each.heard_at for each in tickets], reverse=True)[:3]
        told = {each.id: _of_ticket(each.words) for each in tickets}
        self.shared = {number: [pair for pair in self.pairs if pair in words] for number, words in told.items()}
        self.may_be_apart = bool(heard.reading.requests) or is_same_here(heard.text, self.turns)
        self.spoken_of = frozenset(chain.from_iterable([each.tickets for each in heard.past]))
        self.felt = dict(zip(heard.reading.likely, heard.reading.grips, strict=False))
        self.subjects = heard.reading.subjects
        self.subject = max(
            (self.subjects.get(name, UNFELT) for name in {each.matter for each in self.alive}), default=UNFELT
        )
        self.kind_signs = _kind_signs(heard.reading.kinds)
        people = {person for ticket in tickets for person in ticket.people} - {heard.sender}
        self.called = frozenset([person for person in people if calls(person).search(heard.text)])

    @cached_property
    def holders(self) -> Counter[str]:
        """How many tickets speak in each of the pairs."""
        return Counter(chain.from_iterable(self.shared.values()))

    def is_hot(self, ticket: OpenTicket) -> bool:
        """Whether a ticket was spoken of just now."""
        return self.heard.at - ticket.heard_at < _HOT

    def is_of_trade(self, matter: str, words: str) -> bool:
        """Whether words name those who see to such matters: 热力抢修, 广电的人."""
        patterns = (self.turns.get(f"who.{matter}"), self.turns.get(f"who.{matter.partition('.')[0]}"))
        return any(pattern is not None and pattern.search(words) for pattern in patterns)

    @cached_property
    def takes_on(self) -> bool:
        return bool(self.turns["taking_on"].search(self.heard.text))

    def sayings(self, matter: str) -> frozenset[str]:
        """Words in the message in which news of a matter is told."""
        found = self._sayings.get(matter)
        if found is None:
            pattern = self.turns.get(matter)
            said = pattern.finditer(self.words) if pattern and pattern.search(self.words) else ()
            found = self._sayings[matter] = frozenset([each.group() for each in said])
        return found

    @cached_property
    def _back_on(self) -> bool:
        return bool(self.turns["back_on"].search(self.words)) and not self.turns["unfixed"].search(self.words)

    def over(self, matter: str) -> bool:
        """Whether the words say that trouble of this matter is over."""
        return self.fixed or (is_supply(matter) and self._back_on)


def _kind_signs(kinds: tuple[float, ...]) -> list[str]:
    """How near a message is to the kinds that tell most; the other kinds are taken together."""
    felt = (*kinds[:5], max(kinds[5:10]), kinds[10]) if kinds else ()
    named = zip(_KIND_SIGNS, felt, strict=False)
    return [sign for signs, margin in named for sign in signs[: bisect_left(_MARGINS, margin)]]


def is_fixed(text: str, turns: Turns) -> bool:
    """Whether the words say that the trouble is over."""
    words = narrow(text)
    return bool(turns["fixed"].search(words)) and not turns["unfixed"].search(words)


def is_over(text: str, matter: str, turns: Turns) -> bool:
    """Whether the words say that this trouble is over: of water or light it is enough that 来了, of noise that 停了."""
    if is_fixed(text, turns):
        return True
    words = narrow(text)
    if matter in _LOUD:
        return bool(turns["stopped"].search(words)) and not turns["unfixed"].search(words)
    return is_supply(matter) and bool(turns["back_on"].search(words)) and not turns["unfixed"].search(words)


def is_same_here(text: str, turns: Turns) -> bool:
    """Whether somebody says to have the same trouble."""
    return len(text) < 40 and bool(turns["same_here"].search(narrow(text)))
