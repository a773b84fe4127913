"""Reads config/rollcall.yaml into the numbers of roll calls and door campaigns."""

from config.form import Form
from config.policy_forms import built
from rules.doors import DoorPolicy
from rules.rollcall import RollCallPolicy

_MOST = 1_000


def read_rollcall(form: Form) -> RollCallPolicy | None:
    """Everything about roll calls; None, with faults, while a part of it is wrong."""
    usual, chase, steward, keep = (form.long(key) for key in ("usual", "chase", "steward", "keep"))
    most, offer = (form.count(key, 1, _MOST) for key in ("most", "offer"))
    return built(form, lambda: RollCallPolicy(usual, chase, steward, most, keep, offer))


def read_doors(form: Form) -> DoorPolicy | None:
    """Everything about door campaigns; None, with faults, while a part of it is wrong."""
    hold, again, usual, card, keep = (form.long(key) for key in ("hold", "again", "usual", "card", "keep"))
    first, last = (form.clock_time(key) for key in ("first", "last"))
    shown = form.count("shown", 1, _MOST)
    return built(form, lambda: DoorPolicy(hold, again, first, last, usual, shown, card, keep))
