"""The shapes of the desk's numbers; config/policies.py fills them from YAML."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time, timedelta
from enum import StrEnum

from config.ladder_shapes import Ladder
from rules.alarm import AlarmPolicy
from rules.broadcast import BroadcastPolicy
from rules.callout import CalloutPolicy
from rules.care import CarePolicy
from rules.doors import DoorPolicy
from rules.doubt import Thresholds
from rules.duty import Clock, DutyHours
from rules.escalation import ClaimPolicy
from rules.fact import FactPolicy
from rules.flood import Flood
from rules.rollcall import RollCallPolicy
from rules.taxonomy import ServiceClass, Taxonomy
from rules.throttle import Limits


class Weekday(StrEnum):
    """The days of the week, Monday first, as date.weekday() counts them."""

    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"

    @property
    def number(self) -> int:
        """0 for Monday up to 6."""
        return list(Weekday).index(self)


@dataclass(frozen=True, slots=True)
class ServiceTimes:
    """What a service class promises besides the claim; None where it promises nothing."""

    contact: timedelta | None
    resolve: timedelta | None
    resolve_at_street: timedelta | None
    clock: Clock


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From `start` to `end` by the wall clock; `end` may be on the next day."""

    start: time
    end: time

    def holds(self, at: time) -> bool:
        """Whether the wall clock's `at` is quiet: the start is, the end is not."""
        if self.start <= self.end:
            return self.start <= at < self.end
        return at >= self.start or at < self.end


@dataclass(frozen=True, slots=True)
class DeskTimes:
    """When the desk reports and looks after itself, by the wall clock."""

    community_digest: time
    street_digest: time
    street_digest_day: Weekday
    monthly_digest: time
    admin_line: time
    care: time
    burden: time
    backup: time


@dataclass(frozen=True, slots=True)
class DigestPatience:
    """How long after its moment a digest is still worth sending."""

    daily: timedelta
    weekly: timedelta
    monthly: timedelta


@dataclass(frozen=True, slots=True)
class DeskNumbers:
    """The desk's patience; config/desk.yaml says what each is for."""

    retention: timedelta
    words_kept: timedelta
    away: timedelta
    leave_unbound: timedelta
    temporary_stay: timedelta
    confirm_silence: timedelta
    join_window: timedelta
    p0_repeat: timedelta
    p0_call: timedelta
    p0_doubt: timedelta
    bounce_window: timedelta
    photo_waits: timedelta
    photo_joins: timedelta
    community_told_at: int
    incident_reporters: int
    incident_buildings: int
    incident_repaint: timedelta
    backups_kept: int

    @property
    def alarm(self) -> AlarmPolicy:
        """How long a danger that nobody takes waits for what."""
        return AlarmPolicy(self.p0_repeat, self.p0_call, self.p0_doubt)


@dataclass(frozen=True, slots=True)
class Safety:
    """The numbers people ring; "" where the operator gave none. `round_the_clock` are by a matter's owner.

    `round_the_clock_at` are the same for a compound or a place, by its name or code.
    """

    police: str
    fire: str
    ambulance: str
    crisis_line: str
    city_hotline: str
    gas_company: str = ""
    duty_telephone: str = ""
    round_the_clock: Mapping[str, str] = field(default_factory=dict)
    round_the_clock_at: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outside:
    """What may be asked of a service outside: how long an answer may take, how many questions a day.

    `least` is how sure a message must be to ask for something, `longest` the longest voice note that is sent there.
    """

    patience: timedelta
    daily: int
    least: float = 0.0
    longest: timedelta = timedelta(0)


@dataclass(frozen=True, slots=True)
class Policies:
    """All of it, read once at start; a ticket keeps the claim policy it was opened under."""

    taxonomy: Taxonomy
    claims: Mapping[ServiceClass, ClaimPolicy]
    service: Mapping[ServiceClass, ServiceTimes]
    duty_hours: DutyHours
    quiet_hours: QuietHours
    throttle: Limits
    flood: Flood
    times: DeskTimes
    digest: DigestPatience
    care: CarePolicy
    desk: DeskNumbers
    safety: Safety
    reading: Thresholds
    opinion: Outside
    speech: Outside
    ladder: Ladder
    broadcast: BroadcastPolicy
    facts: FactPolicy
    callout: CalloutPolicy
    rollcall: RollCallPolicy
    doors: DoorPolicy
