"""A street's own words are laid over ours key by key, and what is wrong in them is told with its line."""

from pathlib import Path

import pytest

from config.lexicon import load_lexicon, load_reader
from config.lexicon_files import lexicon_faults
from rules.parsing import Context, read

MATTERS = frozenset({"property_repair.leak", "safety_hazard.gas_leak"})


def put(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return folder


def test_a_part_of_the_taxonomy_leaves_the_rest(tmp_path: Path) -> None:
    put(tmp_path, "taxonomy.yaml", "property_repair:\n  matters:\n    leak: {class: P1, public: no}\n")
    ours, own = load_lexicon().matters, load_lexicon(tmp_path).matters
    leak = own["property_repair.leak"]
    assert (leak.service_class, leak.public, leak.zh) == ("P1", False, ours["property_repair.leak"].zh)
    assert {name: matter for name, matter in own.items() if name != "property_repair.leak"} == {
        name: matter for name, matter in ours.items() if name != "property_repair.leak"
    }


def test_a_group_of_ones_own_stands_in_every_pattern_that_names_it(tmp_path: Path) -> None:
    put(tmp_path, "lexicon/danger.yaml", "groups:\n  燃气: 煤气|蓝焰气\n")
    told = {alarm.name for alarm in load_reader(tmp_path).dangers.alarms("楼道里有股蓝焰气")}
    assert told == {"gas"} and not load_reader().dangers.alarms("楼道里有股蓝焰气")
    assert lexicon_faults(tmp_path, MATTERS) == []


def test_own_words_are_read_beside_ours(tmp_path: Path) -> None:
    put(tmp_path, "lexicon/matters.yaml", "property_repair.leak: {phrases: [水帘洞开张了]}\n")
    put(tmp_path, "lexicon/dialect.yaml", "奥特光: 路灯\n")
    reader = load_reader(tmp_path)
    for text, matter in (
        ("3号楼2单元水帘洞开张了", "property_repair.leak"),
        ("门口奥特光不亮了", "public_facility.street_light"),
    ):
        reading = read(text, Context(sender="3-2-501 王阿姨"), reader)
        assert [request.matter for request in reading.requests] == [matter]


def test_own_patterns_of_danger_are_heard(tmp_path: Path) -> None:
    put(tmp_path, "lexicon/danger.yaml", "gas:\n  say: [蓝火苗子乱窜]\n")
    assert [alarm.name for alarm in load_reader(tmp_path).dangers.alarms("灶上蓝火苗子乱窜")] == ["gas"]
    gas = next(danger for danger in load_lexicon(tmp_path).dangers if danger.name == "gas")
    assert gas.unless == next(danger for danger in load_lexicon().dangers if danger.name == "gas").unless


@pytest.mark.parametrize(
    ("name", "text", "line", "words"),
    [
        (
            "matters.yaml",
            "property_repair.leak:\n  thing: [水]\n",
            2,
            "unknown key 'thing' (did you mean 'things'?); allowed: ",
        ),
        ("matters.yaml", "property_repair.leak:\n  things: 水\n", 2, "allowed: a list"),
        ("matters.yaml", "property_repair.leak:\n  things:\n    - [水]\n", 3, "a list in things"),
        ("matters.yaml", "property_repair.leak: {scope: flat}\n", 1, "allowed: home, unit"),
        ("matters.yaml", "\nproperty_repair.leek: {scope: home}\n", 2, "did you mean 'property_repair.leak'"),
        ("danger.yaml", "gas:\n  matter: safety_hazard.gas\n", 2, "the taxonomy has no matter"),
        ("danger.yaml", "gass:\n  say: [气]\n", 1, "unknown key 'gass' (did you mean 'gas'?); allowed: "),
        ("danger.yaml", "火灾:\n  say: [气]\n", 1, "unknown key '火灾'; allowed: "),
        (
            "danger.yaml",
            "gas:\n  sy: [气]\n",
            2,
            "unknown key 'sy' (did you mean 'say'?); allowed: matter, otherwise, plainly, say, unless",
        ),
        ("danger.yaml", "gas:\n  say:\n    - 气\n    - '(气'\n", 4, "is no regular expression"),
        ("danger.yaml", "gas:\n  say: [<煤汽>漏]\n", 2, "no group is called <煤汽>"),
        ("danger.yaml", "groups:\n  孩子: 孩子|(娃\n", 2, "is no regular expression"),
        ("kinds.yaml", "thanks: [谢]\nthank: [谢]\n", 2, "unknown key 'thank'"),
        ("clues.yaml", "busy: much\n", 1, "is no number"),
        ("places.yaml", "- spots\n", 1, "a list where keys"),
        ("people.yaml", "staff: [a\n", 2, "not valid YAML"),
        ("place.yaml", "spots: [a]\n", 1, "did you mean 'places.yaml'"),
    ],
)
def test_every_fault_has_its_line(tmp_path: Path, name: str, text: str, line: int, words: str) -> None:
    (fault,) = lexicon_faults(put(tmp_path, f"lexicon/{name}", text), MATTERS)
    assert (fault.line, Path(fault.file).name) == (line, name)
    assert words in fault.text


def test_our_own_files_laid_over_themselves_have_no_fault(tmp_path: Path) -> None:
    home = Path(__file__).parents[2] / "config" / "lexicon"
    for path in home.glob("*.yaml"):
        put(tmp_path, f"lexicon/{path.name}", path.read_text(encoding="utf-8"))
    assert lexicon_faults(tmp_path, ()) == []


def test_without_a_folder_there_is_nothing_to_fault(tmp_path: Path) -> None:
    assert lexicon_faults(None, MATTERS) == lexicon_faults(tmp_path, MATTERS) == []
