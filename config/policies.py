"""Every number of the desk: config/*.yaml, overridden file by file and key by key from a folder of the operator's."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from config.broadcast_forms import read_broadcast
from config.callout_forms import read_callout
from config.faults import ConfigurationFaults, Fault, nearest, said
from config.form import Form, form_of
from config.holiday_forms import read_holidays
from config.ladder_forms import read_ladder
from config.marked import QUICK, Keys, Node, keys_in, merge, read_yaml, text_of, without
from config.policy_forms import (
    read_care,
    read_claims,
    read_desk,
    read_digest,
    read_duty_hours,
    read_facts,
    read_flood,
    read_opinion,
    read_quiet_hours,
    read_reading,
    read_safety,
    read_service,
    read_speech,
    read_throttle,
    read_times,
)
from config.policy_shapes import Policies
from config.rollcall_forms import read_doors, read_rollcall
from config.taxonomy_forms import named, read_taxonomy
from rules.calendar import PLAIN_WEEK

HERE = Path(__file__).parent
TAXONOMY = "taxonomy.yaml"
FILES = (
    "broadcast.yaml",
    "callout.yaml",
    "desk.yaml",
    "escalation.yaml",
    "holidays.yaml",
    "ladder.yaml",
    "limits.yaml",
    "rollcall.yaml",
    "safety.yaml",
    "service.yaml",
    TAXONOMY,
)


class PolicyFaults(ConfigurationFaults):
    """Everything that is wrong in the policy files; `faults` with file and line, one line each as text.

    `matters` are the keys of the taxonomy, faulty ones too; none where its file cannot be read.
    """

    def __init__(self, faults: Iterable[Fault], matters: frozenset[str] = frozenset()) -> None:
        super().__init__(faults)
        self.matters = matters


def load_policies(folder: Path | None, zone: ZoneInfo) -> Policies:
    """The policies with the overrides in `folder` (None: none), for a desk in `zone`. Raises PolicyFaults."""
    unread: list[Fault] = []
    given = _overrides(folder, unread)
    policies, faults, taxonomy = _read(given, zone)
    if policies is None or faults or unread:
        matters = frozenset() if any(Path(each.file).name == TAXONOMY for each in unread) else named(taxonomy)
        raise PolicyFaults([*unread, *faults, *_behind(given, faults, zone)], matters)
    return policies


def _read(given: Mapping[str, Node], zone: ZoneInfo) -> tuple[Policies | None, list[Fault], Form]:
    faults: list[Fault] = []
    forms = {name: _form(name, given.get(name), faults) for name in FILES}
    policies = _policies(forms, zone)
    for form in forms.values():
        form.finish()
    return policies, faults, forms[TAXONOMY]


def _behind(given: Mapping[str, Node], faults: Sequence[Fault], zone: ZoneInfo) -> Iterator[Fault]:
    """What does not go together, seen only where the wrong values are left out; but nothing that goes by those."""
    wrong = {id(each.at) for each in faults if each.at is not None}
    gone: dict[str, set[str]] = {name: set() for name in given}
    left = {name: without(node, wrong, gone[name]) for name, node in given.items()}
    _, found, _ = _read({name: node for name, node in left.items() if node is not None}, zone)
    for fault in found:
        name, words = Path(fault.file).name, set(re.findall(r"[a-z_]+", fault.text))
        tells = words & keys_in(_default(name)) if gone.get(name) else words
        if tells and not words & set().union(*gone.values()):
            yield fault


def _policies(forms: Mapping[str, Form], zone: ZoneInfo) -> Policies | None:
    service, limits, desk = forms["service.yaml"], forms["limits.yaml"], forms["desk.yaml"]
    working = read_holidays(forms["holidays.yaml"])
    hours = read_duty_hours(service.form("duty_hours"), zone, working or PLAIN_WEEK)
    taxonomy = read_taxonomy(forms[TAXONOMY])
    claims = read_claims(forms["escalation.yaml"], hours)
    classes = read_service(service.form("classes"), hours)
    quiet = read_quiet_hours(service.form("quiet_hours"))
    throttle = read_throttle(limits.form("throttle"))
    flood = read_flood(limits.form("flood"))
    times = read_times(desk.form("times"))
    numbers, safety = read_desk(desk), read_safety(forms["safety.yaml"], taxonomy)
    patience, care = read_digest(desk.form("digest")), read_care(desk.form("care"))
    reading = read_reading(desk.form("reading"))
    opinion, speech = read_opinion(desk.form("opinion"), reading), read_speech(desk.form("speech"))
    ladder = read_ladder(forms["ladder.yaml"], limits.form("budget"), desk, numbers, classes, hours)
    notices, facts = read_broadcast(forms["broadcast.yaml"]), read_facts(limits.form("facts"))
    callout, rolls = read_callout(forms["callout.yaml"]), forms["rollcall.yaml"]
    rollcall, doors = read_rollcall(rolls.form("rollcall")), read_doors(rolls.form("doors"))
    if not (taxonomy and claims and classes and hours and throttle and flood):
        return None
    if not (times and care and reading and ladder and notices and facts and callout and rollcall and doors):
        return None
    return Policies(
        taxonomy, claims, classes, hours, quiet, throttle, flood, times, patience, care, numbers, safety, reading,
        opinion, speech, ladder, notices, facts, callout, rollcall, doors,
    )  # fmt: skip


def _overrides(folder: Path | None, faults: list[Fault]) -> dict[str, Node]:
    """File name -> what stands in it, for each policy file in the operator's folder."""
    given: dict[str, Node] = {}
    for path in sorted(folder.iterdir()) if folder else []:
        if path.suffix not in (".yaml", ".yml"):
            continue
        if path.name not in FILES:
            faults.append(Fault(str(path), 1, said("no_policy_file", near=nearest(path.name, FILES), allowed=FILES)))
            continue
        text = text_of(path, faults)
        node = read_yaml(text, str(path), faults) if text is not None else None
        given |= {path.name: node} if node is not None else {}
    return given


def _form(name: str, over: Node | None, faults: list[Fault]) -> Form:
    node = _default(name)
    if over is not None and form_of(over, faults, name):
        node = merge(node, over)
    return form_of(node, faults, name.removesuffix(".yaml")) or Form(Keys(name, 1), faults, name)


@cache
def _default(name: str) -> Node:
    """One of our own files. Raises PolicyFaults when it has been damaged."""
    faults: list[Fault] = []
    node = read_yaml((HERE / name).read_text(encoding="utf-8"), f"config/{name}", faults, QUICK)
    if node is None or faults:
        raise PolicyFaults(faults or [Fault(f"config/{name}", 1, said("file_empty"))])
    return node
