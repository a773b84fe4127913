"""Reads config/taxonomy.yaml into the taxonomy."""

from config.faults import said
from config.form import Form
from config.marked import Keys
from rules.taxonomy import UNCLASSIFIED, ClosingLevel, Matter, MatterGroup, ServiceClass, Taxonomy

LEVELS: dict[str, ClosingLevel] = {"G": "grid", "C": "community", "S": "street", "D": "department"}


def read_taxonomy(form: Form) -> Taxonomy | None:
    """Groups of matters; None, with faults, when one of them is wrong or nothing is left for the unclassified."""
    before = len(form.faults)
    groups: dict[str, MatterGroup] = {}
    matters: dict[str, Matter] = {}
    for key in form.keys.values:
        part = form.form(key)
        groups[key] = MatterGroup(key, part.text("zh"), part.text("en", default=""))
        matters |= _matters(part.form("matters"), key)
    if UNCLASSIFIED not in matters:
        form.fault(said("no_unclassified", matter=UNCLASSIFIED))
    return Taxonomy(matters, groups) if len(form.faults) == before else None


def named(form: Form) -> frozenset[str]:
    """The key of every matter that stands there, faulty ones too."""
    groups = ((key, node.values.get("matters")) for key, node in form.keys.values.items() if isinstance(node, Keys))
    return frozenset(f"{group}.{key}" for group, found in groups if isinstance(found, Keys) for key in found.values)


def _matters(form: Form, group: str) -> dict[str, Matter]:
    read = (_matter(form.form(key), group, key) for key in form.keys.values)
    return {matter.key: matter for matter in read if matter}


def _matter(form: Form, group: str, key: str) -> Matter | None:
    level = form.word("level", list(LEVELS))
    service_class = form.choice("class", ServiceClass)
    zh, owner, en = form.text("zh"), form.text("owner"), form.text("en", default="")
    public, conduct = form.flag("public", default=True), form.flag("conduct", default=False)
    if level is None or service_class is None:
        return None
    return Matter(f"{group}.{key}", group, zh, LEVELS[level], service_class, owner, public, en, conduct)
