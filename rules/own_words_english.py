"""What staff say in English of a ticket in their own words: on my way, can't make it, fixed, new bulb."""

import re

from rules.commands import Typed

_OK = r"(?:ok(?:ay)?|sure|yes|right|got it|will do|roger)?[,.! ]*"
_I = r"(?:i ?'?(?:ll|m going to|m gonna)?|im|ill|i am|i will|let me) ?"
_NOW = r"(?: (?:now|there|right now|right away|asap|straight away|then))*"
_SOON = r"(?:[,. ]+(?:(?:be )?there )?(?:in )?\d{1,2} ?(?:min(?:ute)?s?|m))?"
_GOES = re.compile(
    rf"{_OK}(?:{_I}(?:go|check(?: it)?|(?:have|take) a look|look(?: at it| into it)?)"
    rf"|(?:{_I})?on my way|omw|(?:{_I})?going|coming){_NOW}{_SOON}"
)
_TAKES = re.compile(
    rf"{_OK}(?:{_I}(?:take (?:it|this|that)(?: one)?|do it|handle (?:it|this)|see to it|fix it|got (?:it|this)"
    r"|take over)"
    rf"|(?:{_I})?on it|(?:give|pass) (?:it|this) to me|mine){_NOW}"
)
_CANNOT = (
    r"(?:sorry[, ]*)?(?:i )?(?:can ?'?t|cannot|can not|won ?'?t(?: be able to)?|unable to|not able to)"
    r" (?:go|make it|come|do (?:it|this)|take (?:it|this)|get there)(?: (?:now|today|right now|tonight))?"
    r"|(?:sorry[, ]*)?(?:i ?'?m |im |i am )?(?:too )?(?:busy|tied up|(?:not |un)available|in a meeting)"
    r"(?: (?:rn|now|right now|at the moment|today))?"
)
_CANNOT_GO = re.compile(rf"(?:{_CANNOT})(?:[,. ]+(?:{_CANNOT}|[a-z' ]{{2,30}}))?")
_ARRIVES = re.compile(
    r"(?:i ?'?m |im |i am |just )?(?:here|on ?site|there now|arrived|at the (?:door|building|flat|site))(?: now)?"
)
_CONTACTS = re.compile(
    r"(?:i ?'?ve |have |just )?(?:called|rang|phoned|spoken? (?:to|with)|talked to|contacted)"
    r"(?: (?:him|her|them|the (?:resident|owner|tenant)))?"
)
_GIVES = re.compile(
    r"(?:(?:please|pls|plz) )?(?:give|pass|hand|assign|transfer)(?: (?:it|this|that|this one))?(?: over)?"
    r" to (?P<to>[a-z][a-z .'-]{1,24})"
    r"|(?:.{1,20}[,. ]+)?(?:can|could) (?P<who>[a-z]+) (?:please )?(?:take|do|handle|go(?: to)?|see to)"
    r"(?: (?:it|this|that))?(?: instead)?(?: please| pls)?"
)
_NOBODY = re.compile(r"you|some(?:body|one)|any(?:body|one)|me|i|we|they")
_NOT_YET = re.compile(
    r"\b(?:not|isn ?'?t|wasn ?'?t|won ?'?t|can ?'?t|yet|tomorrow|tmrw|later|will|going to|needs?|wait(?:ing|s)?|half"
    r"|almost|nearly|still|but|if|when|soon|should|must|to be|never|cannot|nothing|lunch|password|price|half"
    r"|back on (?:it|duty|track|\w+day)|working (?:on|with|at|in|from)|works (?:like|in|for|at)|ok now (?:i|we)"
    r"|changed (?:my|the) (?:mind|time|shift|day)|(?:for|with) (?:the day|today|now)|cleared to|removed from"
    r"|resolved to)\b|^(?:is|are|was|has|have (?:you|they|we)|all good[, ]+(?:what|thanks))\b|[?]"
)
_WORK = (
    r"(?:done|fixed|sorted|finished|repaired|mended|solved|resolved|replaced|changed|cleared|cleaned|swapped|removed"
    r"|unblocked|tightened|reset|restarted|installed|works(?: again| now| fine)?|working(?: again| now| fine)?|back on"
    r"|running again|ok now|all good)"
)
_DONE = re.compile(
    r"(?:(?:ok(?:ay)?|it ?'?s|it is|its|it|all|now|that ?'?s|is|are|was|been|have|has|i ?'?ve|i|we|we ?'?ve|just"
    r"|the [a-z]+(?: [a-z]+)?|lights?|lift|water|power|heating)[ ,.!]+)*"
    rf"{_WORK}(?:[ ,.!:-]+.{{1,80}})?"
)
_WHEN = r"(?:tomorrow|tmrw|later|this afternoon|tonight|monday|next week)"
_HOLDS_UP = re.compile(
    r"running late|stuck in traffic|no ?(?:one|body) (?:home|in|there|answers?|answering)|not (?:at )?home"
    r"|door (?:is )?locked|wait(?:ing)? for|no (?:parts?|stock|bulbs?)|out of stock"
    r"|(?:parts?|bulbs?|plumber|electrician|technician|engineer|contractor)\b.{0,20}\b"
    rf"(?:comes?|coming|arrives?|today|ordered|{_WHEN})|(?:back|again|do it|come|there|fix it) {_WHEN}"
    r"|\b\d{1,2} ?min(?:ute)?s?(?: away| late| more)?$|(?:half|almost|nearly) (?:done|fixed|there)|not fixed yet"
    r"|still (?:working|fixing)"
)


def under_card(text: str) -> Typed | None:
    """What a worker says under a card, as the action it is."""
    plain = _plain(text)
    if takes(plain):
        return Typed("claim")
    if _CANNOT_GO.fullmatch(plain) and not _GIVES.fullmatch(plain):
        return Typed("cannot_go")
    if _ARRIVES.fullmatch(plain):
        return Typed("arrive")
    if _CONTACTS.fullmatch(plain):
        return Typed("contact")
    if given := _GIVES.fullmatch(plain):
        to = (given["to"] or given["who"]).removesuffix(" please").removesuffix(" pls").strip()
        return None if _NOBODY.fullmatch(to) else Typed("hand_over", rest=to.title())
    if _DONE.fullmatch(plain) and not _NOT_YET.search(plain):
        return Typed("resolve", rest=text.strip())
    return None


def takes(text: str) -> bool:
    """Whether somebody says that they will see to it: I'll take it, on it, on my way."""
    plain = _plain(text)
    return bool(_TAKES.fullmatch(plain)) or goes(plain)


def goes(text: str) -> bool:
    """Whether they say no more than that they go: on my way, I'll go."""
    return bool(_GOES.fullmatch(_plain(text)))


def tells_of_work(text: str) -> bool:
    """Whether somebody says how far they are, or what holds them up: running late, parts come tomorrow."""
    return bool(_HOLDS_UP.search(_plain(text))) and "?" not in text


def _plain(text: str) -> str:
    return " ".join(text.replace("\u2019", "'").lower().strip(" .!~").split())
