"""What is wrong in a file, in Chinese: every fault there is, with its line and what may be written."""

import ast
import re
from itertools import chain
from pathlib import Path
from string import Formatter
from typing import Any

import pytest

from config.fault_words import SENTENCES
from config.faults import ConfigurationFaults, Fault
from config.town import TownFaults, read_town
from config.town_names import LEVELS, PURPOSES, ROLES
from templates import FOLDER
from tests.config import test_ladder, test_policies, test_town, test_town_entries
from tests.config.test_policies import overridden
from tests.config.test_town import TOP, entry, place

# What stays as the file writes it: its keys, the names of what it lists, and words for days and rhythms.
KEPT = """
code level name parent kind buildings chat_id place purpose bot topic user_id phone roles role department
street person days from to order home reason since until consent rhythm date places groups people departments rota care
daily weekdays weekend weekly monthly quarterly every birthday pension
monday tuesday wednesday thursday friday saturday sunday ordinary special YAML CSV docs commands md
under The import file stream key value
"""


ROOT = Path(__file__).resolve().parents[2]
# Rules whose values come from no file.
NOT_OF_FILES = frozenset({"alarm", "calendar", "schedule"})


def rows_of(test: Any) -> list[Any]:
    (mark,) = (each for each in test.pytestmark if each.name == "parametrize")
    return list(mark.args[1])


def texts() -> list[str]:
    """Every faulty file of the other test."""
    whole = [row[0] for row in rows_of(test_town.test_files_that_are_none)]
    lists = [TOP + row[0] for row in rows_of(test_town_entries.test_entries_that_do_not_go_together)]
    places = [place(row[0]) for row in rows_of(test_town_entries.test_a_wrong_place)]
    entries = [entry(row[0], row[1]) for row in rows_of(test_town_entries.test_a_wrong_entry)]
    return [*whole, *lists, *places, *entries]


def faults_of(text: str, **known: Any) -> list[Fault]:
    with pytest.raises(TownFaults) as caught:
        read_town(text, "town.yaml", **known)
    return caught.value.faults


@pytest.mark.parametrize("text", texts())
def test_no_fault_is_told_in_english(text: str) -> None:
    for fault in faults_of(text):
        told = fault.chinese()
        assert told.startswith(f"第{fault.line}行")
        plain = re.sub(r"“[^”]*”|（[^）]*）", "", told)
        words = [w for w in re.findall(r"[A-Za-z_]{3,}", plain) if w not in KEPT.split() and w not in text]
        assert not words, (told, fault.text)
        assert re.search(r"[一-龥]", told)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            entry("people", "user_id: 5, name: 高, roles: [{role: 网络员, place: d1}]"),
            "第6行，职务：role写的是“网络员”，是不是“网格员”，可以写：居民（resident）、楼长（building_steward）",
        ),
        (
            entry("people", "user_id: 5, name: 高, roles: [{role: grid_worker, place: d9}]"),
            "第6行，人员5：place“d9”没有登记过",
        ),
        (
            "places:\n  - code：gm\n    level: street\n",
            "第2行：格式不对：冒号是中文的“：”，请换成英文的“:”，后面空一格",
        ),
        ("places:\n  - {code: gm\n", "第3行：格式不对：括号里少了逗号，或者括号没有关上"),
        (place("code: x, level: grid, name: 一"), "第5行，地点x：parent没有写"),
        (
            entry("groups", "chat_id: -1, place: d1, purpose: residents, name: 群, bot: 77"),
            "第6行，群-1：没有号码是77的小格，可以写：5、6",
        ),
    ],
)
def test_how_a_fault_is_told(text: str, told: str) -> None:
    (fault,) = faults_of(text, bots=(5, 6))
    assert fault.chinese().startswith(told)


@pytest.mark.parametrize("name", SENTENCES)
def test_a_sentence_has_in_both_languages_what_stands_in_it(name: str) -> None:
    english, chinese = (_fields(words) for words in SENTENCES[name])
    assert chinese in (english, english - {"problem"})


def test_what_the_rules_object_to_has_its_sentence() -> None:
    for path in ROOT.glob("rules/*.py"):
        checks = [
            node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.FunctionDef) and node.name in ("__post_init__", "step_checks")
        ]  # fmt: skip
        words = {str(each.value) for check in checks for each in ast.walk(check) if isinstance(each, ast.Constant)}
        said = {each for each in words if " " in each} - {ast.get_docstring(check, clean=False) for check in checks}
        assert path.stem in NOT_OF_FILES or said <= SENTENCES.keys(), path


def test_every_objection_is_a_sentence_of_its_own_in_chinese(tmp_path: Path) -> None:
    files = {
        "broadcast": "waves: {least: 30 min}\nreceipts: {private: 5 h}\n",
        "callout": "last: 2 h\nmost: 1\nat_once: 0\n",
        "desk": "reading: {ask: 0.9, alarm: 2}\ncare: {leader: 90 d, first: 1 h}\n",
        "limits": "throttle: {bot_per_second: 2, group_per_minute: 3}\n",
        "rollcall": "doors: {hold: 0 min, first: '23:00'}\nrollcall: {steward: 30 d, chase: 29 d, usual: 28 d}\n",
    }
    with pytest.raises(ConfigurationFaults) as caught:
        overridden(tmp_path, **files)
    assert {fault.said.chinese() for fault in caught.value.faults} == {
        "waves要least不大于usual，usual不大于longest",
        "催办要private、steward、worker一个比一个晚，不晚于deadline",
        "时长要比0长，每个名额最少问1人",
        "last要比remind短，absent要比over短，recent不能比kept长",
        "ask和sure要在0到1之间，ask不能大于sure",
        "alarm要在0到1之间",
        "reserved_bot_per_second要比bot_per_second小",
        "reserved_group_per_minute要比group_per_minute小",
        "先告诉网格长，再告诉书记，都要在到期以后",
        "提前的天数要一次比一次近",
        "入户的时长和数要比0大",
        "入户时间first要早于last",
        "steward要比chase短",
        "chase要比usual短",
    }


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("service", "classes: {P1: {contact: 3 d, resolve: 1 h}}", "P1：contact比resolve长，可以写：一样长或短一些"),
        (
            "service",
            'quiet_hours: {start: "07:00", end: "07:00"}',
            "quiet_hours：start和end都是07:00，可以写：两个不同的时间，比如21:30和07:30",
        ),
        ("desk", "opinion: {least: 0.9}", "opinion：least是0.9，reading.sure是0.58，可以写：比它小的数"),
        ("desk", "retention: 100000 d", "desk：retention写的是“100000 d”，可以写：最多30 d"),
        (
            "callout",
            "teams: {一队: {网格员: 2}}",
            "一队：没有“网格员”这个职务，是不是“网格员（grid_worker）”，可以写：居民（resident）、",
        ),
        ("safety", "round_the_clock: {电梯: 95158}", "round_the_clock：没有哪个事项归“电梯”管，可以写：110、"),
    ],
)
def test_what_contradicts_itself_is_told_in_chinese(tmp_path: Path, name: str, text: str, told: str) -> None:
    with pytest.raises(ConfigurationFaults) as caught:
        overridden(tmp_path, **{name: text})
    (fault,) = caught.value.faults
    assert fault.chinese().startswith(f"第1行，{told}")


def test_what_is_wrong_in_policies_is_told_in_chinese(tmp_path: Path) -> None:
    rows = (rows_of(each.test_a_fault_is_told_where_it_stands) for each in (test_ladder, test_policies))
    for name, text, *_ in chain.from_iterable(rows):
        with pytest.raises(ConfigurationFaults) as caught:
            overridden(tmp_path, **{name: text})
        for fault in caught.value.faults:
            plain = re.sub(r"“[^”]*”", "", fault.chinese().partition("，可以写")[0])
            assert not re.search(r"[a-z]+ [a-z]+ [a-z]+", plain), plain
        (tmp_path / f"{name}.yaml").unlink()


def test_every_sentence_is_said_somewhere() -> None:
    sources = (path for folder in ("bot", "config", "rules", "templates") for path in ROOT.glob(f"{folder}/*.py"))
    code = "".join(path.read_text(encoding="utf-8") for path in sources if path.stem != "fault_words")
    assert not [name for name in SENTENCES if f'"{name}"' not in code and f"'{name}'" not in code]


def _fields(words: str) -> set[str]:
    return {field for _, field, _, _ in Formatter().parse(words) if field}


def test_names_are_those_the_desk_uses() -> None:
    words = (FOLDER / "zh" / "words.yaml").read_text(encoding="utf-8")
    for names in (ROLES, LEVELS, PURPOSES):
        for chinese, name in names.items():
            assert re.search(rf"^{name}: {chinese}$", words, re.MULTILINE), name


def test_a_file_may_say_them_in_chinese() -> None:
    town = read_town(
        "places:\n  - {code: gm, level: 街道, name: 光明街道}\n"
        "  - {code: dh, level: 社区, name: 达濠社区, parent: gm}\n"
        "groups:\n  - {chat_id: -1, place: dh, purpose: 工作群, name: 群}\n"
        "people:\n  - {user_id: 5, name: 陈, roles: [{role: 社区书记, place: dh}]}\n"
    )
    assert [each.level for each in town.places] == ["street", "community"]
    assert (town.groups[0].purpose, town.people[0].roles[0].role) == ("workers", "community_secretary")


def test_a_bot_is_one_of_the_desks() -> None:
    text = entry("groups", "chat_id: -1, place: d1, purpose: residents, name: 群, bot: 5")
    assert read_town(text, bots=(5,)).groups[0].bot == 5
    assert read_town(text).groups[0].bot == 5
    (fault,) = faults_of(text, bots=(7,))
    assert fault.text == "group -1: bot 5 is no bot of this desk; allowed: 7"
