"""重点户: a household that comes first, in people's words: its home, for what, until when, and its consent."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from rules.cards import household
from rules.houses import House, compounds_named
from rules.places import Address, nickname
from rules.wording import narrow

_UNTIL = re.compile(r"(?:到|至|until)?\s*(20\d{2})[-./年](\d{1,2})[-./月](\d{1,2})日?")
_CONSENT = re.compile(r"[^\s,;。]*同意[^\s,;。]*|consent[^,;.]*", re.IGNORECASE)
_HOME = re.compile(r"^\s*\S+")
_SIGNS = " ,，.。;；、"


@dataclass(frozen=True, slots=True)
class Kept:
    """`key` is "" without a whole home, `until` None without a day, `consent` "" where none is told."""

    home: Address
    key: str
    purpose: str
    until: date | None
    consent: str


def household_in(words: str, compounds: Collection[str] = ()) -> Kept:
    """Reads 「3-2-501 独居 到2027-01-01 本人同意」, 「幸福里3-2-501 独居」: the compound is its building's."""
    signs, plain = compounds_named(narrow(words).strip(), compounds)
    home = nickname(plain)
    if signs and home.building:
        home = home._replace(building=House(home.building, compound=signs[0].compound).key)
    until, consent = _UNTIL.search(plain), _CONSENT.search(plain)
    rest = _CONSENT.sub(" ", _UNTIL.sub(" ", _HOME.sub("", plain)))
    # 501 alone is one of every building.
    key = household(home.building, home.unit, home.room, home.lane) if home.building and home.room else ""
    return Kept(home, key, " ".join(rest.split()).strip(_SIGNS), _day(until), consent[0] if consent else "")


def _day(found: re.Match[str] | None) -> date | None:
    try:
        return date(*(int(part) for part in found.groups())) if found else None
    except ValueError:
        return None
