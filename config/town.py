"""Reads the import file: places, groups, people and departments, every fault told at once with its line."""

from collections.abc import Collection, Mapping

from config.faults import ConfigurationFaults, Fault, said
from config.form import form_of
from config.marked import read_yaml
from config.town_check import check_town
from config.town_forms import Sheet, read_sheet
from rules.town import Place, Town

EXAMPLE = "docs/commands.md, under The import file"
LISTS = ("places", "groups", "people", "departments", "rota", "care")
LOOKED_AT = 20


class TownFaults(ConfigurationFaults):
    """Everything that is wrong in an import file; `faults` with file and line, one line each as text."""


def read_town(
    text: str,
    file: str = "town.yaml",
    known_places: Mapping[str, Place] | None = None,
    known_departments: Collection[str] = (),
    known_people: Collection[int] = (),
    bots: Collection[int] | None = None,
) -> Town:
    """The town a file names; it may refer to what the desk already has, and to its `bots`. Raises TownFaults."""
    faults: list[Fault] = []
    sheet = _sheet(text, file, faults)
    if sheet is not None:
        check_town(sheet, known_places or {}, known_departments, known_people, bots)
    if sheet is None or faults:
        raise TownFaults(faults)
    return sheet.town()


def _sheet(text: str, file: str, faults: list[Fault]) -> Sheet | None:
    if _is_table(text):
        faults.append(Fault(file, 1, said("table", allowed=said("import_file", example=EXAMPLE))))
        return None
    node = read_yaml(text, file, faults)
    if node is None:
        if not faults:
            faults.append(Fault(file, 1, said("file_empty", allowed=LISTS)))
        return None
    form = form_of(node, faults, "the file")
    return read_sheet(form) if form else None


def _is_table(text: str) -> bool:
    """Whether the lines are those of a spreadsheet: each with as many commas (or tabs) as the first."""
    lines = [line for line in text.splitlines() if line.strip()][:LOOKED_AT]
    marks = [(line.count(","), line.count("\t")) for line in lines]
    plain = not any(line.lstrip().startswith(("-", "#", "{", "[")) or line.rstrip().endswith(":") for line in lines)
    return len(lines) > 1 and plain and any(marks[0]) and len(set(marks)) == 1
