"""What `export` writes: tickets in the agreed columns, and a town that can be imported elsewhere."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.command_line import Table
from models.session import Database
from tests.commands import Say, fine, refused, run, speaker
from tests.handlers.story import Story

HEADER = "number,state,matter,class,street,community,grid,building,unit,level,created,claimed,resolved,closed,rating,reporters,hops"  # noqa: E501


@pytest.fixture
def exporting(monkeypatch: pytest.MonkeyPatch, sqlite_url: str) -> Iterator[Say]:
    """Commands on the database of a day with two tickets: one claimed, with a neighbour, one still open."""
    database = Database(sqlite_url)
    story = Story(database)
    story.wang.says("3号楼2单元电梯又停了")
    story.li.presses("我家也是")
    story.xiaoyan.presses("接单", chat=-1002)
    story.xiaoyan.presses("已联系", chat=-1002)
    story.forward(hours=26)
    story.zhao.says("1号楼1单元楼道灯不亮")
    story.end()
    database.close()
    yield speaker(monkeypatch, sqlite_url)


def test_export_writes_the_agreed_columns(exporting: Say) -> None:
    told = fine(exporting("export", "tickets", "--format", "csv"))
    assert told.splitlines()[0] == HEADER
    first, second = csv.DictReader(io.StringIO(told))
    assert (first["number"], first["state"], first["matter"]) == ("1", "claimed", "property_repair.elevator_fault")
    assert (first["class"], first["street"], first["community"], first["grid"]) == ("P1", "gm", "gm-dh", "gm-dh-1")
    assert (first["building"], first["unit"], first["level"], first["reporters"]) == ("3", "2", "grid", "2")
    assert first["created"] == "2026-11-20T08:12:00+08:00"
    assert first["claimed"].startswith("2026-11-20T08:12")
    assert (first["resolved"], first["closed"], first["rating"], first["hops"]) == ("", "", "", "0")
    assert (second["number"], second["building"], second["reporters"]) == ("2", "1", "1")


def test_export_of_json_lines_has_the_same_names(exporting: Say) -> None:
    rows = [json.loads(line) for line in fine(exporting("export", "tickets", "--format", "jsonl")).splitlines()]
    assert [",".join(row) for row in rows] == [HEADER, HEADER]
    assert (rows[0]["number"], rows[0]["grid"]) == (1, "gm-dh-1")


@pytest.mark.parametrize(
    "since", ["2026-11-21", "2026-11-21T00:00", "2026-11-20T08:12:01+08:00", "2026-11-20T00:13:00+00:00"]
)
def test_export_since_a_moment(exporting: Say, since: str) -> None:
    told = fine(exporting("export", "tickets", "--since", since))
    assert [row["number"] for row in csv.DictReader(io.StringIO(told))] == ["2"]


def test_export_of_nothing_is_the_header(say: Say) -> None:
    assert fine(say("export", "tickets")) == f"{HEADER}\n"


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        ([], {"全部": "33.3%  1/3"}),
        (["--since", "2026-11-21"], {"全部": "0.0%  0/1"}),
        (["--by", "grid"], {"gm-dh-1": "33.3%  1/3"}),
        (["--by", "matter"],
         {"property_repair.corridor_light": "0.0%  0/1", "property_repair.elevator_fault": "50.0%  1/2"}),
    ],
)  # fmt: skip
def test_rates_of_all_or_of_each_part(exporting: Say, words: list[str], parts: dict[str, str]) -> None:
    """How many of what was told had been told before stands in each part."""
    told = fine(exporting("rates", *words))
    heads = [line.split()[1] for line in told.splitlines() if line.startswith("== ")]
    doubled = [line.split(maxsplit=1)[1] for line in told.splitlines() if line.startswith("  重复率")]
    assert dict(zip(heads, doubled, strict=True)) == parts


@pytest.mark.parametrize("words", [["rates"], ["export", "tickets"]])
def test_a_day_that_is_none(say_here: Say, words: list[str]) -> None:
    told = " ".join(refused(say_here(*words, "--since", "2026-13-01")))
    assert "2026-13-01 is no day; allowed: 2026-11-20, or with a time 2026-11-20T08:00" in told


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31T23:59-12:00"])
def test_a_day_at_the_end_of_the_calendar_is_one(say: Say, day: str) -> None:
    assert fine(say("export", "tickets", "--since", day)) == f"{HEADER}\n"
    assert fine(say("rates", "--since", day))


FULL_TOWN = """\
places:
- {code: gm, level: street, name: 光明街道}
- {code: gm-dh, level: community, name: 达濠社区, parent: gm}
- {code: gm-dh-1, level: grid, name: 第一网格, parent: gm-dh, buildings: ["1", 阳光花园/5/1-2]}
- {code: gm-dh-9, level: grid, name: 工业园, parent: gm-dh, kind: special}
groups:
- {chat_id: -1001, place: gm-dh-1, purpose: residents, name: 第一网格居民群, topic: 4}
people:
- {user_id: 501, name: 高晓燕, phone: "13800138000", roles: [{role: grid_worker, place: gm-dh-1}]}
- {user_id: 502, name: 张伟, roles: [{role: profession, name: 医生, place: gm-dh}, {role: department, department: cg}]}
- {user_id: 900, name: 小周, roles: [{role: admin}]}
departments:
- {code: cg, name: 城管, street: gm, chat_id: -1004}
rota:
- {place: gm-dh-1, person: 501, days: weekdays, from: "08:00", to: "21:00"}
- {place: gm-dh-1, person: 502, days: [monday], from: "21:00", to: "08:00", order: 1}
"""


def test_the_town_that_is_exported_can_be_imported_elsewhere(say: Say, tmp_path: Path) -> None:
    (tmp_path / "town.yaml").write_text(FULL_TOWN, encoding="utf-8")
    fine(say("import", str(tmp_path / "town.yaml")))
    told = fine(say("export", "town"))
    (tmp_path / "told.yaml").write_text(told, encoding="utf-8")
    unchanged = "Changed: 0 places, 0 groups, 0 people, 0 departments, 0 rotas, 0 care visits."
    assert fine(say("import", str(tmp_path / "told.yaml"))).strip() == unchanged
    elsewhere = f"sqlite:///{tmp_path / 'elsewhere.db'}"
    assert "3 people" in fine(say("import", str(tmp_path / "told.yaml"), database_url=elsewhere))
    assert fine(say("export", "town")) == told


def test_residents_are_not_in_the_town(exporting: Say) -> None:
    told = fine(exporting("export", "town"))
    assert "高晓燕" in told and "王阿姨" not in told


@pytest.mark.parametrize("words", [["people"], ["tickets", "--format", "xml"], ["tickets", "--since", "soon"], []])
def test_export_of_what_there_is_not(say_here: Say, words: list[str]) -> None:
    assert len(refused(say_here("export", *words))) <= 4 + len(Table)


def test_export_while_the_desk_writes(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    with database.transaction():
        assert run("export", "tickets", database_url=sqlite_url).stdout == f"{HEADER}\n"
    database.close()
