"""What the desk works with: policies, words, reader, accounts, and what is kept from one transaction to the next."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Protocol

from config.policy_shapes import Policies
from handlers.foresight import Message
from rules import ladder
from rules.flow import Past
from rules.hearing import Ear
from rules.messages import Incoming, Kind
from rules.parsing import Context, Reading
from rules.routing import Directory
from templates import Texts


class Account(Protocol):
    """A bot account as handlers need it."""

    @property
    def id(self) -> int: ...
    @property
    def username(self) -> str: ...
    @property
    def reads_all(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Deaf:
    """A bot that does not hear all that is said to it, for `minutes`, by `kind`.

    `silent` the platform does not answer, `hook` it cannot call us, both with `why`; `rival` another program hears it.
    """

    bot: int
    kind: str
    minutes: int
    why: str


def _nobody_reads_ahead(messages: Iterable[Message]) -> None:
    """Each message is read when its turn comes."""


def _nothing_alarms(text: str) -> bool:
    return False


def _nothing_is_made() -> Iterator[None]:
    return iter(())


def _not_ours(until: date) -> date | None:
    return None


def _nobody_knows() -> int | None:
    return None


@dataclass(slots=True)
class Resources:
    """What outlives a transaction: the policies, the words, the reader, the accounts, the directory's last state.

    `ear` follows a group's talk beside its tickets; `alarms` tells in a look whether words may be about danger;
    `ready` makes bit by bit what the reader else makes when it is first looked for.
    `advised` and `transcribed` tell whether there is a service outside for second opinions and for voice notes,
    `can_call` whether a port takes calls by SMS or voice; `troubles` names the loops that fail and why, `stopped` the
    bots whose token is refused, `deaf` those that do not hear all; `ahead` is how far this machine's clock is before
    the platform's; `room` the megabytes that are free for the database, `copied` the day of its newest copy up to one,
    both None where that is not the desk's to see to; `copies` whether it makes such copies;
    `shell` how a command begins on this machine.
    `taken`, `moments` and `calm` only save work: slots known to be taken, when duties last fell due, and until when
    none can, with this town and these policies; so does `ladders`, what tickets go by as they keep it, read with
    these policies.
    `english` are the same messages in English for who writes so in private; None where there is nothing to choose.
    `talk` is the last messages of each group, by their number: a help in placing the next, kept nowhere else.
    """

    policies: Policies
    texts: Texts
    read: Callable[[str, Context], Reading]
    ear: Ear
    decode: Callable[[int, bytes], Incoming]
    accounts: Mapping[int, Account]
    foresee: Callable[[Iterable[Message]], None] = _nobody_reads_ahead
    alarms: Callable[[str], bool] = _nothing_alarms
    ready: Callable[[], Iterator[None]] = _nothing_is_made
    admins: frozenset[int] = frozenset()
    advised: bool = False
    transcribed: bool = False
    can_call: bool = False
    troubles: Callable[[], Mapping[str, str]] = dict
    stopped: Callable[[], Iterable[int]] = tuple
    deaf: Callable[[], Iterable[Deaf]] = tuple
    ahead: Callable[[], timedelta] = timedelta
    english: Texts | None = None
    room: Callable[[], int | None] = _nobody_knows
    copied: Callable[[date], date | None] = _not_ours
    copies: bool = True
    shell: str = ".venv/bin/python main.py"
    directory: Directory = field(default_factory=Directory)
    taken: dict[str, str] = field(default_factory=dict)
    moments: dict[tuple[time, int | None, int | None], tuple[datetime, datetime]] = field(default_factory=dict)
    calm: tuple[datetime, datetime, int, Policies] | None = None
    ladders: tuple[Policies | None, dict[bytes, ladder.Policies]] = (None, {})
    talk: dict[int, dict[int, Past]] = field(default_factory=dict)

    def is_residents_talk(self, incoming: Incoming) -> bool:
        """Whether a message is residents' talk in their group, which is read whatever it says."""
        sender = incoming.sender
        told = incoming.kind is Kind.MESSAGE and bool(incoming.text) and sender is not None
        among = self.directory.is_of_residents(incoming.chat)
        return told and among and sender is not None and not self.directory.is_staff(sender.id)
