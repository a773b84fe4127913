"""Reads config/broadcast.yaml into the numbers of notices."""

from config.form import Form
from config.policy_forms import built
from rules.broadcast import BroadcastPolicy

_SPANS = ("cutoff", "ahead", "approval", "farthest", "recall", "progress", "card")


def read_broadcast(form: Form) -> BroadcastPolicy | None:
    """Everything about notices; None, with faults, while a part of it is wrong."""
    spans = {key: form.long(key) for key in _SPANS}
    waves, lead, receipts = form.form("waves"), form.form("lead"), form.form("receipts")
    paces = {"wave": waves.long("usual"), "least_wave": waves.long("least"), "longest_wave": waves.long("longest")}
    chase = {f"chase_{key}": receipts.long(key) for key in ("private", "steward", "worker")}
    deadline, ahead = receipts.long("deadline"), {key: lead.long(key) for key in ("water", "power")}
    if not (waves.sound and lead.sound and receipts.sound):
        return None
    return built(form, lambda: BroadcastPolicy(**spans, **paces, **chase, deadline=deadline, lead=ahead))
