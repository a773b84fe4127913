"""What a reading is sure enough for: a ticket, a question to a worker, or silence."""

from dataclasses import dataclass
from enum import StrEnum

from rules.objections import refuse
from rules.parsing import Reading, Request

# Where no matter is felt more than this, what is asked for is for a worker to name.
UNNAMED = -0.5


@dataclass(frozen=True, slots=True)
class Thresholds:
    """How sure it must be that a message asks for something, from 0 to 1.

    Below `ask` the desk is silent, from `sure` on it answers, between the two it asks a worker. Danger is always
    answered; below `alarm` those on duty are asked whether it is true before everybody is called.
    Raises ValueError when they are not in that order.
    """

    ask: float = 0.42
    sure: float = 0.58
    alarm: float = 0.8

    def __post_init__(self) -> None:
        refuse(
            (not 0 <= self.ask <= self.sure <= 1, "ask and sure must be between 0 and 1, ask not above sure"),
            (not 0 <= self.alarm <= 1, "alarm must be between 0 and 1"),
        )


class Doubt(StrEnum):
    SURE = "sure"
    ASK = "ask"
    SILENT = "silent"


def asks(reading: Reading) -> float:
    """How sure it is that the message asks for something, from 0 to 1; `confidence` is that of its kind."""
    return reading.confidence if reading.kind == "request" else 1 - reading.confidence


def doubt(reading: Reading, thresholds: Thresholds) -> Doubt:
    """What to do about a reading; one that tells of danger to life is never only doubtful.

    真的 有三个人 tells of none: a matter that is always dangerous is not so when it is only guessed.
    """
    sure = asks(reading)
    if any(each.danger or (endangers(each) and sure >= thresholds.sure) for each in reading.requests):
        return Doubt.SURE
    if sure < thresholds.ask or not (reading.requests or reading.likely):
        return Doubt.SILENT
    return Doubt.SURE if sure >= thresholds.sure and reading.requests and reading.grip > UNNAMED else Doubt.ASK


def alarm_doubtful(reading: Reading, thresholds: Thresholds) -> bool:
    """Whether a danger was told so unsurely that those on duty are asked first; what to do is said all the same."""
    unsure = reading.hinted or asks(reading) < thresholds.alarm
    return unsure and any(endangers(request) for request in reading.requests)


def wondered(reading: Reading, thresholds: Thresholds, least: float) -> bool:
    """Whether a second opinion is worth asking: neither surely a request nor surely none, and no life in danger."""
    if any(endangers(request) for request in reading.requests):
        return False
    return least <= asks(reading) and doubt(reading, thresholds) is not Doubt.SURE


def endangers(request: Request) -> bool:
    """Whether a life may be in danger."""
    return bool(request.danger) or request.service_class == "P0"
