"""Following a group's talk: what a message is beside the group's tickets, and the turns of speech that matter then."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rules.clues import Heard, OpenTicket, Turns, is_fixed
from rules.conversation import Told, place
from rules.lexicon import People
from rules.parsing import Reader
from rules.places import addresses
from rules.wording import narrow

_ASKS = re.compile(r"[吗么?]\s*$")
_SHORT = 20


@dataclass(frozen=True, slots=True)
class Ear:
    """The words of a lexicon that following needs: turns of speech, weights of clues, names of roles."""

    turns: Turns
    weights: Mapping[str, float]
    people: People

    @classmethod
    def of(cls, reader: Reader) -> "Ear":
        """The ear that belongs to a reader."""
        lexicon = reader.lexicon
        return cls(lexicon.turns, lexicon.clues, lexicon.people)

    def role(self, name: str) -> str:
        """What a group nickname says its owner is: staff, trader or resident."""
        return self.people.role(name)

    def place(self, heard: Heard, tickets: Sequence[OpenTicket]) -> Told:
        """What becomes of a message beside these tickets, oldest first."""
        return place(heard, tickets, self.turns, self.weights)

    def fixed(self, text: str) -> bool:
        """修好了: the trouble is over."""
        return is_fixed(text, self.turns)

    def again(self, text: str) -> bool:
        """又坏了, 还是没好: the trouble is back, or was never over; 没解决吗 is a question."""
        words = narrow(text)
        told = self.turns["again"].search(words) or self.turns["still"].search(words)
        return bool(told) and not _ASKS.search(words) and not self.fixed(text)

    def not_done(self, text: str) -> bool:
        """哪里好了嘛, 还没呢, 又不亮了: whoever is asked whether it is solved says no; 没解决吗 is a question."""
        words = narrow(text)
        asks = _ASKS.search(words) and not self.turns["rhetorical"].search(words)
        return bool(self.turns["not_done"].search(words)) and not asks

    def corrects(self, text: str) -> bool:
        """写错了，是5号楼: what was told before is put right."""
        return bool(self.turns["corrects"].search(narrow(text)))

    def takes_back(self, text: str) -> bool:
        """不用来了，我看错了: nothing is to be done any more; long words, questions and places say more."""
        words = narrow(text)
        told = len(words) <= _SHORT and self.turns["takes_back"].search(words)
        return bool(told) and not _ASKS.search(words) and not addresses(words)

    def hurries(self, text: str) -> bool:
        """还没人来: somebody waits."""
        return bool(self.turns["hurry"].search(narrow(text)))
