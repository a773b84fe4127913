"""What a button carries back: `1|action|ticket|arg`, at most 64 bytes; anything else is forged or stale."""

import re
from dataclasses import dataclass

# More digits no database keeps as a number.
LONGEST_NUMBER = 18
FORM = re.compile(rf"1\|([a-z_]{{1,16}})\|([0-9]{{1,{LONGEST_NUMBER}}})\|([A-Za-z0-9_.:-]{{0,40}})")
LIMIT = 64


@dataclass(frozen=True, slots=True)
class Press:
    """A button's meaning: an action, the ticket's id (0 for none) and one argument."""

    action: str
    ticket: int = 0
    arg: str = ""


def write(action: str, ticket: int = 0, arg: str | int = "") -> str:
    """The callback data of a button; raises ValueError when it would not be read back."""
    data = f"1|{action}|{ticket}|{arg}"
    if len(data) > LIMIT or not FORM.fullmatch(data):
        raise ValueError(f"not a button's data: {data}")
    return data


def read(data: str) -> Press | None:
    """The press, or None for what no button of ours carries."""
    found = FORM.fullmatch(data) if len(data) <= LIMIT else None
    return Press(found[1], int(found[2]), found[3]) if found else None


def number(arg: str) -> int:
    """The row that an argument, or typed digits, name; 0, which no row has, where they name none."""
    return int(arg) if arg.isdecimal() and len(arg) <= LONGEST_NUMBER else 0
