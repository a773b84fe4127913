"""The same questions of staff in English: what is overdue, how many lift faults last week, who is busiest."""

import re

from rules.places import addresses
from rules.query_asked import About
from rules.query_table import NOWHERE, Asked, What, asked_of_table
from rules.query_when import when_in

_SHOW = r"(?:(?:please |can you |could you )*(?:show|give|list|send)(?: me)?(?: all)? )?"
_SHEET = re.compile(
    r"(?:please )?export(?: (?:it|this|everything|all|the (?:tickets|table|data|sheet)))?"
    rf"|{_SHOW}(?:the )?(?:table|sheet|spreadsheet|export)"
)
_BUSIEST = re.compile(
    r"(?:who(?:'s| is) (?:the )?busiest|who has (?:the )?most (?:tickets|work|to do))(?: (?:now|today|right now))?"
)
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


def asked_in(text: str, placed: bool = False) -> Asked | None:
    """What somebody asks for in English; None where nothing of the kind."""
    plain = _plain(text)
    if not plain.isascii():
        return None
    if _BUSIEST.fullmatch(plain):
        return Asked(What.BUSIEST)
    if found := _SLOWEST.fullmatch(plain):
        return Asked(What.SLOWEST, by=found["by"])
    if asked := asked_of_table(plain, placed):
        return asked
    when, rest = when_in(plain)
    rest = " ".join(rest.split()) if not rest.startswith("'s") else rest
    if _SHEET.fullmatch(rest):
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
