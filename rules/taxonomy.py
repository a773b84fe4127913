"""The matters a desk handles: what each is called, how urgent it is and who may close it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Literal

ClosingLevel = Literal["grid", "community", "street", "department"]
UNCLASSIFIED, COMPLAINT = "other.unclassified", "other.service_complaint"


class ServiceClass(StrEnum):
    """P0 life safety, P1 urgent livelihood, P2 ordinary, P3 complex, Q inquiry; most urgent first."""

    P0 = "P0"
    P1 = "P1"
    P2 = "P2"
    P3 = "P3"
    Q = "Q"

    @property
    def rank(self) -> int:
        """0 for P0 up to 4 for Q: smaller is more urgent, and the outbox's priority."""
        return _RANKS[self]

    @property
    def urgent(self) -> bool:
        """Whether it passes quiet hours and may climb to the street."""
        return self in (ServiceClass.P0, ServiceClass.P1)


_RANKS = {each: rank for rank, each in enumerate(ServiceClass)}


@dataclass(frozen=True, slots=True)
class Matter:
    """One kind of request.

    `key` is "group.name" ("property_repair.leak"). `level` is the lowest level that may close it.
    A complaint about `conduct` only the street sees.
    `public` false is a quiet matter: no card in a residents' group.
    """

    key: str
    group: str
    zh: str
    level: ClosingLevel
    service_class: ServiceClass
    owner: str
    public: bool = True
    en: str = ""
    conduct: bool = False

    def name(self, locale: str) -> str:
        """What people call it, in `locale` "zh" or "en"."""
        return self.en if locale == "en" and self.en else self.zh


@dataclass(frozen=True, slots=True)
class MatterGroup:
    """A heading over matters: "property_repair", 房屋物业维修."""

    key: str
    zh: str
    en: str = ""

    def name(self, locale: str) -> str:
        """What people call it, in `locale` "zh" or "en"."""
        return self.en if locale == "en" and self.en else self.zh


@dataclass(frozen=True, slots=True)
class Taxonomy(Mapping[str, Matter]):
    """All matters by key, in the order of the file; `groups` are their headings by key, in order."""

    matters: Mapping[str, Matter]
    groups: Mapping[str, MatterGroup] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "matters", MappingProxyType(dict(self.matters)))
        object.__setattr__(self, "groups", MappingProxyType(dict(self.groups)))

    def __getitem__(self, key: str) -> Matter:
        return self.matters[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self.matters)

    def __len__(self) -> int:
        return len(self.matters)

    def of_group(self, group: str) -> tuple[Matter, ...]:
        """The matters under one heading, in order; empty for an unknown heading."""
        return tuple(matter for matter in self.matters.values() if matter.group == group)

    def named(self, zh: str) -> Matter | None:
        """The matter with this Chinese or English name, for a typed 改类别."""
        wanted = zh.strip().casefold()
        named = (each for each in self.matters.values() if wanted in (each.zh, each.en.casefold()))
        return next(named, None) if wanted else None
