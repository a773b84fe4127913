"""Reads config/callout.yaml into the numbers of call-outs."""

from collections.abc import Mapping

from config.faults import nearest, said
from config.form import Form
from config.policy_forms import built
from config.town_names import ROLES
from rules.callout import CalloutPolicy
from rules.town import Role

_SPANS = ("widen", "remind", "last", "warn", "absent", "over", "kept", "recent", "apart", "farthest", "draft", "card")


def read_callout(form: Form) -> CalloutPolicy | None:
    """Everything about call-outs; None, with faults, while a part of it is wrong."""
    spans = {key: form.long(key) for key in _SPANS}
    at_once, most = form.number("at_once"), form.count("most", least=1)
    teams, also = form.form("teams"), form.form("also")
    crews = {name: _crew(teams.form(name)) for name in teams.keys.values}
    roles = {word: str(also.choice(word, Role) or "") for word in also.keys.values}
    if not (teams.sound and also.sound and all(crews.values())):
        return None
    return built(form, lambda: CalloutPolicy(at_once, **spans, most=most, teams=crews, also=roles))


def _crew(form: Form) -> Mapping[str, int]:
    """How many of which role; empty where a count is wrong."""
    counts = {role: form.count(role, least=1) for role in form.keys.values}
    for role in counts.keys() - set(Role):
        near = nearest(ROLES.get(role, role), Role)
        form.fault(said("no_role", role=role, near=near, allowed=Role), role)
    return counts if form.sound else {}
