"""The same questions of staff in English: what is overdue, how many lift faults last week, who is busiest."""

import re

from rules.places import addresses
from rules.query_asked import NOWHERE, About, Asked, What
from rules.query_when import When, when_in

_ONES = r"(?: (?:ones?|tickets?|reports?))?"
_SHOW = r"(?:(?:please |can you |could you )*(?:show|give|list|send)(?: me)?(?: all)? )?"
_NOW = r"(?: (?:now|today|right now|still|yet|at the moment))*"
_WHAT_IS = rf"(?:what(?:'s| is| are)|(?:which|what|how many){_ONES}(?: is| are))(?: (?:still|there|now))*"
_IS_ANY = rf"(?:{_WHAT_IS}|(?:is )?(?:there )?anything)"
_LISTS: dict[What, str] = {
    What.DECIDE: (
        r"(?:what|(?:is there )?anything)(?: else)? (?:do i (?:have|need) to|must i|should i|to) "
        r"(?:decide|sign|approve)(?: on)?"
        rf"|(?:{_WHAT_IS} (?:waiting )?for|what (?:needs|waits for)) (?:me|my (?:word|decision|signature))"
    ),
    What.MINE: r"my (?:tickets|work|list)|what do i have(?: in hand)?",
    What.OVERDUE: rf"{_IS_ANY} (?:overdue|late)(?: in| at)?|{_SHOW}(?:the )?overdue{_ONES}",
    What.SUSPENDED: rf"{_WHAT_IS} (?:suspended|put off|on hold)|{_SHOW}(?:the )?suspended{_ONES}",
    What.UNTAKEN: (
        rf"{_WHAT_IS} (?:untaken|unclaimed|not taken|not claimed)"
        rf"|(?:what|which{_ONES}) has nobody (?:taken|claimed)"
    ),
    What.UNFINISHED: (
        rf"{_WHAT_IS} (?:open|left|unfinished|not done|not finished|to be done)|{_SHOW}(?:the )?open{_ONES}"
    ),
    What.BUSIEST: r"who(?:'s| is) (?:the )?busiest|who has (?:the )?most (?:tickets|work|to do)",
    What.SHEET: (
        r"(?:please )?export(?: (?:it|this|everything|all|the (?:tickets|table|data|sheet)))?"
        rf"|{_SHOW}(?:the )?(?:table|sheet|spreadsheet|export)"
    ),
}
_READ = {what: re.compile(rf"(?:{words}){_NOW}") for what, words in _LISTS.items()}
_DUE = re.compile(rf"{_IS_ANY} due (?P<day>today|tomorrow|this week)")
_SLOWEST = re.compile(r"which (?P<by>community|grid) (?:is|works) (?:the )?slowest")
_COUNT = re.compile(
    r"how many (?:times )?(?:(?:were|are) there )?(?P<thing>[a-z][a-z -]{2,30}?)"
    r"(?: (?:have been|were|are|did we have|have we had|was|is))?"
    r"(?: (?:told|reported|there|open|left))*(?: in)?"
)
_ANY = re.compile(
    r"(?:is|are|was|were|has|have) there (?:been )?(?:an?y? |any(?:body|one) )?"
    r"(?P<thing>[a-z][a-z -]{2,30}?)(?: (?:told|reported))?"
)
_OF_TIME = re.compile(r"(?:'s )(?P<thing>[a-z][a-z ]{2,20})")
_STATE = re.compile(
    r"(?:what about|what(?:'s| is) (?:happening|going on|the (?:status|state|progress))(?: with| of| at)?"
    r"|how far is|how(?:'s| is| are)|(?:has|have|is|are)) (?:the )?(?P<what>.{3,40}?)"
    r"(?: (?:been )?(?:doing|going|now|fixed|repaired|done|solved))*"
)
_SMALL = re.compile(r"\b(?:the|in|at|of|on|with)\b")


def asked_in(text: str) -> Asked | None:
    """What somebody asks for in English; None where nothing of the kind."""
    plain = _plain(text)
    for what, sign in _READ.items():
        if sign.fullmatch(plain):
            return Asked(what)
    if found := _DUE.fullmatch(plain):
        return Asked(What.DUE, when=When(found["day"].replace("this ", "whole_"), found["day"]))
    if found := _SLOWEST.fullmatch(plain):
        return Asked(What.SLOWEST, by=found["by"])
    when, rest = when_in(plain)
    rest = " ".join(rest.split()) if not rest.startswith("'s") else rest
    if _READ[What.SHEET].fullmatch(rest):
        return Asked(What.SHEET, when=when)
    found = (
        _COUNT.fullmatch(rest)
        or _ANY.fullmatch(rest)
        or (_OF_TIME.fullmatch(rest) if when is not None and when.is_long else None)
    )
    return Asked(What.COUNT, found["thing"], when) if found else None


def asks_state(text: str) -> About | None:
    """Of which tickets somebody asks how they stand: what about the lift in building 3."""
    found = _STATE.fullmatch(_plain(text))
    told = addresses(found["what"]) if found else ()
    if found is None or len(told) != 1:
        return None
    house = told[0] if told else NOWHERE
    rest = _SMALL.sub(" ", found["what"][: house.start] + found["what"][house.end :])
    return About(house.building, house.unit, " ".join(rest.split()), found["what"])


def _plain(text: str) -> str:
    return " ".join(text.replace("’", "'").lower().strip(" .!?").split())
