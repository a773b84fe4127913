"""A message as a labelled line: what it is and what it asks for, without anybody's name or door."""

from collections.abc import Iterable
from typing import Any, Protocol

from rules.cards import where
from rules.places import nickname
from rules.redaction import redact


class Asked(Protocol):
    """What a ticket says of the request it came from."""

    @property
    def matter(self) -> str: ...
    @property
    def service_class(self) -> str: ...
    @property
    def building(self) -> str: ...
    @property
    def unit(self) -> str: ...
    @property
    def spot(self) -> str: ...


def label(asked: Iterable[Asked]) -> dict[str, Any]:
    """`kind` and `requests` of a message that asked for these; none make it chatter. Rooms stay out."""
    requests = [
        {
            "matter": each.matter,
            "class": each.service_class,
            "building": each.building,
            "unit": each.unit,
            "room": "",
            "place": redact(each.spot),
        }
        for each in asked
    ]
    return {"kind": "request" if requests else "chatter", "requests": requests}


def anonymous(name: str) -> str:
    """A group nickname with nothing left of it but where its owner lives: 「3-2-501 王阿姨」 is 3号楼2单元."""
    home = nickname(name)
    return where(home.building, home.unit, "")
