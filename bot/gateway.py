"""The port to a chat platform: what the desk asks of one, and what a send can answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from rules.messages import Incoming, Outgoing


@dataclass(frozen=True, slots=True)
class Sent:
    """It is as we wanted; `message` is the platform's id of a new message, None for other acts."""

    message: int | None = None


@dataclass(frozen=True, slots=True)
class TryLater:
    """Wait `after` seconds, keep the order, drop nothing; `whole_bot` when the limit is the account's."""

    after: float
    whole_bot: bool = False


@dataclass(frozen=True, slots=True)
class Moved:
    """The chat has a new id."""

    to: int


@dataclass(frozen=True, slots=True)
class Gone:
    """Nobody can be reached there: kicked | blocked | not_found | unreachable | rights | topic | account."""

    reason: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Refused:
    """Our fault, never retried as it is: lost_message | too_long | empty | markup | stale_query | bad_request."""

    reason: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Unclear:
    """No answer we can read: it may have been delivered."""

    words: str = ""


Outcome = Sent | TryLater | Moved | Gone | Refused | Unclear


class GatewayError(Exception):
    """The platform could not be asked; try again after `after` seconds."""

    def __init__(self, words: str, after: float = 1.0) -> None:
        super().__init__(words)
        self.after = after


class Conflict(GatewayError):
    """Somebody else polls with this bot's token."""


class AccountGone(GatewayError):
    """The platform refuses this bot's token."""


@dataclass(frozen=True, slots=True)
class Account:
    """A bot account; `reads_all` is False while privacy mode hides group talk from it.

    `refused`: why the platform does not take its token; then nothing more than its number is known of it.
    """

    id: int
    username: str
    name: str
    reads_all: bool
    refused: str = ""


@dataclass(frozen=True, slots=True)
class RawUpdate:
    """One update as it came: its id, the chat whose order it keeps (0 if none), and its JSON."""

    update_id: int
    lane: int
    body: bytes


@dataclass(frozen=True, slots=True)
class Calls:
    """Where the platform calls us, how many updates wait for that, and why the last call that failed did."""

    url: str
    waiting: int
    error: str


@dataclass(frozen=True, slots=True)
class Capabilities:
    """How much the platform takes, in characters."""

    text_length: int = 4096
    caption_length: int = 1024
    answer_length: int = 200


class Gateway(Protocol):
    """A chat platform. Methods that take `bot` take the account's numeric id.

    `open` checks every token and returns the accounts, those that are refused last (AccountGone where all are);
    `introduce` asks for one again.
    `fetch` returns up to 100 updates with id >= `after` and thereby confirms those below it.
    `split` cuts a webhook body into the update it carries. `read` never raises for a well-formed update:
    what it does not know is Kind.IGNORED. `send` never raises for anything the network or platform does, and waits for
    no answer longer than a minute.
    `ahead` is how far this machine's clock is now before the platform's, as its last answer told that; zero before one.
    """

    name: str
    capabilities: Capabilities

    @property
    def ahead(self) -> timedelta: ...

    async def open(self) -> Sequence[Account]: ...

    async def introduce(self, bot: int) -> Account: ...

    async def close(self) -> None: ...

    async def fetch(self, bot: int, after: int, wait: float) -> Sequence[RawUpdate]: ...

    async def listen(self, bot: int, url: str, secret: str) -> None: ...

    async def calls(self, bot: int) -> Calls: ...

    async def unlisten(self, bot: int) -> None: ...

    def split(self, body: bytes) -> RawUpdate: ...

    def read(self, bot: int, body: bytes) -> Incoming: ...

    async def send(self, bot: int, out: Outgoing) -> Outcome: ...

    async def standing(self, bot: int, chat: int, user: int | None = None) -> str: ...

    async def download(self, bot: int, file_id: str) -> bytes: ...

    async def set_commands(self, bot: int, commands: Sequence[tuple[str, str]], language: str = "") -> None: ...
