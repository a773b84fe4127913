"""The numbers of the whole ladder after a claim; config/ladder_forms.py fills them from YAML."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time, timedelta
from typing import Any

from rules.bounce import BouncePolicy
from rules.budget import Budget
from rules.closing import ClosingPolicy
from rules.contact import ContactPolicy
from rules.delay import SuspensionPolicy
from rules.handover import Reminding
from rules.incident import IncidentPolicy
from rules.rates import Weights
from rules.resolving import ResolvePolicy
from rules.supervision import SupervisionPolicy
from rules.taxonomy import ServiceClass
from rules.whistle import WhistlePolicy


@dataclass(frozen=True, slots=True)
class Ladder:
    """A class that promises no contact, or no result, is missing in `contact`, or in `resolve`.

    `answer_wait` is how long at most a clock stands for a question to the resident, `rota_ahead` how early gaps in
    the rota are shown, daily at `rota_told_at`.
    """

    contact: Mapping[ServiceClass, ContactPolicy]
    resolve: Mapping[ServiceClass, ResolvePolicy]
    answer_wait: timedelta
    suspension: SuspensionPolicy
    closing: ClosingPolicy
    bounce: BouncePolicy
    incident: IncidentPolicy
    whistle: WhistlePolicy
    supervision: SupervisionPolicy
    rota_ahead: timedelta
    rota_told_at: time
    weights: Weights
    budget: Budget
    handover: Reminding

    def snapshot(self, service_class: ServiceClass) -> dict[str, Any]:
        """What a ticket of this class keeps beside its claim policy, JSON-able; None for what it does not promise.

        Each part is read again by its own `from_dict`.
        """
        contact, resolve = self.contact.get(service_class), self.resolve.get(service_class)
        return {
            "contact": contact and contact.to_dict(),
            "resolve": resolve and resolve.to_dict(),
            "closing": self.closing.to_dict(),
            "bounce": self.bounce.to_dict(),
            "answer_wait": self.answer_wait.total_seconds(),
        }
