"""The documents say what there is: every setting, command, message, metric and key has its line, nothing else has."""

import os
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import yaml

from bot.command_line import app
from bot.metrics import Metrics
from config.lexicon_files import PATTERNS as PATTERN_FILES
from config.policies import FILES, load_policies
from config.settings import PREFIX, Settings, key_name
from models.backup import back_up
from models.migrations import migrate
from models.session import Database
from rules.commands import ACTIONS, SLASH
from rules.escalation import ClaimPolicy
from tests.commands import ROOT, environment, run_here
from tests.conftest import PostgresServer
from tests.models.test_backup import DAY
from tests.models.test_delivery import town as ticket_with_its_town
from tests.models.test_migrations import BEFORE_CONTACT

DOCS = ROOT / "docs"
READMES = (ROOT / "README.md", ROOT / "README.zh-CN.md")
PAGES = (*READMES, *sorted(DOCS.rglob("*.md")))
LEXICON = ROOT / "config" / "lexicon"
SETTINGS = {key_name(name) for name in Settings.__dataclass_fields__}
ADMIN_COMMANDS = {"bind", "invite", "doctor"}
BEFORE_ROLL_CALLS = "0016_callout"
BLOCK = re.compile(r"^ *```(.*)\n((?:.*\n)*?) *```$", re.MULTILINE)
LINK = re.compile(r"\]\(([^)#]*)(#[^)]*)?\)")
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


def page(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def quoted(text: str) -> set[str]:
    """The words that stand in code marks."""
    return set(re.findall(r"`([^`\n]+)`", BLOCK.sub("", text)))


def _yaml(text: str) -> Any:
    """Plain words throughout: `on` is no truth value here."""
    return yaml.load(text, Loader=yaml.BaseLoader)


def first_cells(text: str) -> set[str]:
    """What stands in code marks in the first cell of a table's row."""
    return {word for line in text.splitlines() if line.startswith("| `") for word in quoted(line.split(" | ")[0])}


# everything there is has its line ---------------------------------------------------------------------------------


def test_every_setting() -> None:
    assert first_cells(page("settings.md")) == SETTINGS


def test_every_command() -> None:
    told = {words.split()[0] for words in first_cells(page("commands.md").split("## The import file")[0])}
    names = {each.name or each.callback.__name__ for each in app.registered_commands if each.callback}
    assert told == names


def test_every_word_that_is_typed() -> None:
    told = {word for words in quoted(page("commands.md")) for word in words.split()[:1]}
    assert set(ACTIONS) <= told
    assert {f"/{name}" for name in {*SLASH, *ADMIN_COMMANDS}} <= told
    assert {word for word in told if word.startswith("/")} == {f"/{name}" for name in {*SLASH, *ADMIN_COMMANDS}}


def test_the_chinese_page_types_nothing_of_its_own() -> None:
    assert quoted(page("one-page.zh-CN.md")) - quoted(page("commands.md")) == set()


def test_every_message() -> None:
    assert first_cells(page("messages.md")) == {path.stem for path in (ROOT / "templates" / "zh").glob("*.j2")}
    assert {path.name for path in (ROOT / "templates" / "en").iterdir()} == {
        path.name for path in (ROOT / "templates" / "zh").iterdir()
    }


def test_every_metric() -> None:
    metrics = Metrics().registry.collect()
    names = {f"{each.name}_total" if each.type == "counter" else each.name for each in metrics}
    assert {word for word in first_cells(page("operations.md")) if word.startswith("desk_")} == names


def keys_in(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        for key, value in node.items():
            yield key
            yield from keys_in(value)


@pytest.mark.parametrize("name", FILES)
def test_every_policy_key(name: str) -> None:
    keys = set(keys_in(_yaml((ROOT / "config" / name).read_text(encoding="utf-8"))))
    if name == "taxonomy.yaml":
        groups = _yaml((ROOT / "config" / name).read_text(encoding="utf-8"))
        keys -= set(groups) | {matter for group in groups.values() for matter in group["matters"]}
    if name == "holidays.yaml":
        tables = _yaml((ROOT / "config" / name).read_text(encoding="utf-8"))
        years = {key: table for key, table in tables.items() if "holidays" in table}
        keys -= set(years) | {day for year in years.values() for day in year["holidays"]} | set(tables["en"])
    told = {word for words in quoted(page("policies.md")) for word in words.split()}
    assert keys - {"P0", "P1", "P2", "P3", "Q"} <= told


def test_when_a_ticket_climbs() -> None:
    rows = re.findall(r"^\| ((?:P\d|Q) .*) \|$", page("policies.md"), re.MULTILINE)
    told = [row.split(" | ") for row in rows]
    assert {name.split()[0]: cells for name, *cells in told} == {
        name: [claim.clock, *(_minutes(claim, step) for step in ("nudge", "backup", "community", "street"))]
        for name, claim in load_policies(None, ZoneInfo("Asia/Shanghai")).claims.items()
    }


def _minutes(claim: ClaimPolicy, step: str) -> str:
    at = next((each.at for each in claim.steps if each.action == step), None)
    return "never" if at is None else f"{claim.limit.total_seconds() / 60 * at:g}"


def test_every_file_of_the_lexicon() -> None:
    told = quoted(page("policies.md"))
    assert {path.name for path in LEXICON.glob("*.yaml")} <= told
    for name in ("kinds.yaml", "people.yaml", "places.yaml"):
        assert set(_yaml((LEXICON / name).read_text(encoding="utf-8"))) <= told
    for name in ("matters.yaml", *PATTERN_FILES & {"danger.yaml"}):
        kinds = _yaml((LEXICON / name).read_text(encoding="utf-8"))
        kinds.pop("groups", None)
        assert {key for kind in kinds.values() for key in kind} <= told


def on_the_map() -> dict[str, list[str]]:
    """The modules that the map's columns name, by the folder at each column's head."""
    named: dict[str, list[str]] = {}
    folders: list[str] = []
    for line in page("map.md").splitlines():
        cells = [cell.strip() for cell in line.split("|")[1:-1]]
        if cells and cells[-1].endswith("/"):
            folders = [cell.rstrip("/") for cell in cells]
        for folder, cell in zip(folders, cells, strict=False):
            named.setdefault(folder, []).extend(re.findall(r"`(\w+)`", cell))
    return named


@pytest.mark.parametrize("folder", ["rules", "handlers", "models", "bot", "config"])
def test_every_module_is_on_the_map_once(folder: str) -> None:
    modules = {path.stem for path in (ROOT / folder).glob("*.py")} - {"__init__"}
    packages = {path.parent.name for path in (ROOT / folder).glob("*/__init__.py")}
    assert sorted(on_the_map()[folder]) == sorted(modules | packages)


def test_every_library() -> None:
    pinned = dict(re.findall(r"^([\w-]+)==([\w.]+)", (ROOT / "requirements.txt").read_text(), re.MULTILINE))
    asked = re.findall(r"^([\w-]+)", (ROOT / "requirements.in").read_text(), re.MULTILINE)
    rows = dict(re.findall(r"^\| ([\w-]+) \| (.+?) \|", page("libraries.md"), re.MULTILINE))
    rows.pop("library")
    assert set(rows) == set(asked)
    assert [name for name in asked if pinned[name] not in rows[name]] == []


# and what they name there is --------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_what_a_page_names_there_is(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert {name for name in re.findall(rf"\b{PREFIX}[A-Z_]+\b", text)} <= SETTINGS
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert set(re.findall(r"\bmake (?:-C \S+ )?([a-z]+)\b(?=['`\s])", "\n".join(quoted(text)))) <= set(targets)
    for link, _ in LINK.findall(re.sub(r"`[^`\n]+`", "", text)):
        assert link.startswith("https://") or not link or (path.parent / link).exists(), link


# the two readmes --------------------------------------------------------------------------------------------------


def outline(path: Path) -> dict[str, list[str]]:
    """What both languages must share: headings' depths, commands, links, and figures in tables."""
    text = path.read_text(encoding="utf-8")
    commands = [line.split("#")[0].strip() for _, block in BLOCK.findall(text) for line in block.splitlines()]
    tables = [line for line in text.splitlines() if line.startswith("|")]
    return {
        "headings": re.findall(r"^(#+) ", text, re.MULTILINE),
        "commands": commands + sorted(word for word in quoted(text) if re.match(r"make |\.venv|/\w|DESK_", word)),
        "links": [link for link, _ in LINK.findall(text) if not link.startswith("README")],
        "figures": [number for line in tables for number in NUMBER.findall(line)],
        "steps": re.findall(r"^\d\.", text, re.MULTILINE),
    }


def test_the_readmes_are_alike() -> None:
    english, chinese = map(outline, READMES)
    assert english == chinese


@pytest.mark.parametrize("path", READMES, ids=lambda path: path.name)
def test_every_figure_stands_in_the_page_it_names(path: Path) -> None:
    rows = [line.split(" | ") for line in path.read_text(encoding="utf-8").splitlines() if line.count(" | ") == 2]
    measured = [(figures, LINK.findall(where)[0][0]) for _, figures, where in rows if LINK.search(where)]
    assert measured
    for figures, link in measured:
        there = (ROOT / link).read_text(encoding="utf-8")
        assert [number for number in re.findall(r"[.\d][\d.,]*", figures) if number.rstrip(",") not in there] == []


def test_the_first_screen_shows_the_desk() -> None:
    for path in READMES:
        text = path.read_text(encoding="utf-8")
        assert text.index("docs/playground.png") < text.index("make demo") < 2000
    assert (DOCS / "playground.png").read_bytes().startswith(b"\x89PNG")


def test_the_example_of_the_import_file_imports(sqlite_url: str, tmp_path: Path) -> None:
    _, _, section = page("commands.md").partition("## The import file")
    (example,) = (block for kind, block in BLOCK.findall(section) if kind == "yaml")
    (tmp_path / "town.yaml").write_text(example, encoding="utf-8")
    done = run_here("import", str(tmp_path / "town.yaml"), database_url=sqlite_url)
    assert (done.returncode, done.stderr) == (0, "")
    assert "3 places, 1 groups, 2 people, 1 departments, 2 rotas, 1 care" in done.stdout


def test_the_example_of_the_numbers_people_ring_is_taken(tmp_path: Path) -> None:
    _, _, section = page("policies.md").partition("## safety.yaml")
    (tmp_path / "safety.yaml").write_text(BLOCK.findall(section)[0][1], encoding="utf-8")
    safety = load_policies(tmp_path, ZoneInfo("Asia/Shanghai")).safety
    assert (safety.gas_company, safety.duty_telephone) == ("0755-96777", "0755-12345678")


# the restore, as it is written ------------------------------------------------------------------------------------


@pytest.mark.skipif(sys.platform != "linux", reason="the steps are those of a Linux service")
@pytest.mark.parametrize("made_at", ["head", BEFORE_CONTACT])
def test_the_restore_works_as_it_is_written(tmp_path: Path, made_at: str) -> None:
    """With a copy of this version, and of an older one."""
    data = tmp_path / "desk" / "data"
    data.mkdir(parents=True)
    town, later = ROOT / "tests" / "handlers" / "town.yaml", tmp_path / "later.yaml"
    later.write_text("places:\n  - {code: gm, level: street, name: 后来的名字}\n", encoding="utf-8")
    url = f"sqlite:///{data / 'desk.db'}"
    assert run_here("import", str(town), database_url=url).returncode == 0
    copy = _copy_made_at(made_at, data)
    assert run_here("import", str(later), database_url=url).returncode == 0
    steps = "".join(block for kind, block in BLOCK.findall(page("operations.md")) if kind == "sh restore")
    assert (steps.count("desk migrate"), steps.count("desk doctor"), steps.count("main.py")) == (1, 1, 2)
    steps = f'desk() {{ .venv/bin/python main.py "$@"; }}\n{steps}'
    done = subprocess.run(
        ["sh", "-e", "-c", steps], cwd=_desk_folder(data.parent), env=_shell(copy, tmp_path),
        capture_output=True, encoding="utf-8", timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert (tmp_path / "systemctl.log").read_text().split() == ["stop", "griddesk", "start", "griddesk"]
    assert _street(data / "desk.db") == "光明街道"
    (aside,) = data.glob("aside-*")
    assert _street(aside / "desk.db") == "后来的名字"
    assert _asked(data / "desk.db", "SELECT matter FROM ticket") == "lift"


@pytest.mark.skipif(sys.platform != "linux", reason="the steps are those of a Linux service")
def test_the_restore_of_an_older_dump_works_as_it_is_written(postgres: PostgresServer, tmp_path: Path) -> None:
    """Of a version that had fewer tables, into the database of this one."""
    url = postgres.create("desk_restored")
    database = Database(url)
    migrate(database, BEFORE_ROLL_CALLS)
    database.close()
    steps = {kind: block for kind, block in BLOCK.findall(page("operations.md"))}
    shell = _shell(tmp_path, tmp_path) | {"URL": url, "DESK_DATABASE_URL": url}
    folder = _desk_folder(tmp_path / "desk")

    def follow(kind: str) -> None:
        script = f'desk() {{ .venv/bin/python main.py "$@"; }}\n{steps[kind]}'
        done = subprocess.run(
            ["sh", "-e", "-c", script], cwd=folder, env=shell,
            capture_output=True, encoding="utf-8", timeout=120, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr

    follow("sh dump")
    town = ROOT / "tests" / "handlers" / "town.yaml"
    assert run_here("import", str(town), database_url=url).returncode == 0
    follow("sh restore-postgresql")
    assert {file.name for file in folder.glob("*.dump")} == {"desk.dump", "aside.dump"}
    assert not any(file.stat().st_mode & 0o077 for file in folder.glob("desk.dump"))
    assert run_here("export", "town", database_url=url).stdout == "places: []\n"
    postgres.drop("desk_restored")


@pytest.mark.skipif(sys.platform != "linux", reason="the steps are those of a Linux service")
def test_the_way_to_postgresql_works_as_it_is_written(postgres: PostgresServer, tmp_path: Path) -> None:
    """A ticket and its numbers come along; done once more it says why not."""
    folder, url = _desk_folder(tmp_path / "desk"), postgres.create("desk_carried")
    (folder / "data").mkdir()
    old = f"sqlite:///{folder / 'data' / 'desk.db'}"
    assert run_here("migrate", database_url=old).returncode == 0
    database = Database(old)
    with database.transaction() as session:
        ticket_with_its_town(session)
    database.close()
    (steps,) = (block for kind, block in BLOCK.findall(page("operations.md")) if kind == "sh carry")
    done = subprocess.run(
        ["sh", "-e", "-c", f'desk() {{ .venv/bin/python main.py "$@"; }}\n{steps}'], cwd=folder,
        env=_shell(folder, tmp_path) | {"DESK_DATABASE_URL": url},
        capture_output=True, encoding="utf-8", timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    here, there = (run_here("export", "tickets", database_url=each).stdout for each in (old, url))
    assert here == there and len(here.splitlines()) == 2
    again = run_here("carry", str(folder / "data" / "desk.db"), database_url=url)
    assert (again.returncode, again.stdout) == (2, "")
    assert "is in use" in again.stderr and again.stderr.count("\n") == 1
    postgres.drop("desk_carried")


@pytest.mark.skipif(sys.platform != "linux", reason="the steps are those of a Linux service")
def test_two_upgrades_and_the_way_back_keep_every_copy_whole(tmp_path: Path) -> None:
    """The first after a kill, which leaves files beside the database; beside a later copy they would undo it."""
    folder = _desk_folder(tmp_path / "desk")
    (folder / "data").mkdir()
    shell = _shell(folder, tmp_path)
    for name, does in (("runuser", 'shift 3; "$@"'), ("git", 'echo "$@"'), ("make", ":")):
        (tmp_path / name).write_text(f"#!/bin/sh\n{does}\n")
        (tmp_path / name).chmod(0o755)
    (tmp_path / "date").write_text(f"#!/bin/sh\necho $(ls {folder / 'data'} | wc -l)\n")
    (tmp_path / "date").chmod(0o755)
    steps = {kind: block for kind, block in BLOCK.findall(page("operations.md")) if kind in ("sh upgrade", "sh back")}

    def follow(*kinds: str) -> None:
        done = subprocess.run(
            ["sh", "-e", "-c", "".join(steps[kind] for kind in kinds)], cwd=folder, env=shell,
            capture_output=True, encoding="utf-8", timeout=60, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr

    file = folder / "data" / "desk.db"
    _write_and_die(file, "first")
    assert file.with_name("desk.db-wal").exists()
    follow("sh upgrade")
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE later (said TEXT)")
        connection.execute("INSERT INTO later VALUES ('second')")
        connection.commit()
    assert not file.with_name("desk.db-wal").exists()
    follow("sh upgrade", "sh back")
    assert _asked(file, "SELECT said FROM later") == "second"
    assert len(list(file.parent.glob("before-*/version"))) == 2


def _write_and_die(file: Path, word: str) -> None:
    code = (
        "import os, sqlite3, sys\n"
        "connection = sqlite3.connect(sys.argv[1])\n"
        "connection.execute('PRAGMA journal_mode=WAL')\n"
        "connection.execute('CREATE TABLE kept (said TEXT)')\n"
        "connection.execute('INSERT INTO kept VALUES (?)', (sys.argv[2],))\n"
        "connection.commit()\n"
        "os._exit(9)\n"
    )
    subprocess.run([sys.executable, "-c", code, str(file), word], check=False)


# What systemd-run does, as far as it is asked here: a line of the file is a name and its value, and no shell reads it.
SYSTEMD_RUN = """#!{python}
import os, sys
given = sys.argv[1:]
properties = {{}}
while given[0].startswith("-"):
    option = given.pop(0)
    if option == "-p":
        name, _, value = given.pop(0).partition("=")
        properties[name] = value
lines = open(properties["EnvironmentFile"], encoding="utf-8").read().splitlines()
found = dict(line.split("=", 1) for line in lines if line and line[0] not in "#;")
settings = {{name: value.strip("'") for name, value in found.items()}}
assert properties["User"] == "griddesk", properties
os.chdir(properties["WorkingDirectory"])
os.execve(given[0], given, settings | {{"PYTHONPATH": os.environ["PYTHONPATH"]}})
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the steps are those of a Linux service")
def test_a_command_beside_the_service_has_its_settings_and_its_user(sqlite_url: str, tmp_path: Path) -> None:
    folder, settings = _desk_folder(tmp_path / "desk"), tmp_path / "griddesk.env"
    settings.write_text(
        f"# ours\nDESK_DATABASE_URL='{sqlite_url} $1&.db'\nDESK_ADMINS=900, 901\nDESK_LOCALE=en\n"
        "DESK_HEARTBEAT_URL=https://hc.example/ping?create=1&rid=$5\n",
        encoding="utf-8",
    )
    (tmp_path / "systemd-run").write_text(SYSTEMD_RUN.format(python=sys.executable), encoding="utf-8")
    (tmp_path / "systemd-run").chmod(0o755)
    beside = page("desk").replace("/etc/griddesk.env", str(settings)).replace("/opt/griddesk", str(folder))
    (tmp_path / "desk.sh").write_text(beside, encoding="utf-8")
    steps = "".join(
        f"sh desk.sh {words}\n" for words in (f"import {ROOT / 'tests' / 'handlers' / 'town.yaml'}", "doctor")
    )
    done = subprocess.run(
        ["sh", "-e", "-c", steps], cwd=tmp_path, env=_shell(tmp_path, tmp_path),
        capture_output=True, encoding="utf-8", timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Changed: 4 places" in done.stdout and "DESK_BOT_TOKENS" in done.stdout
    assert "DESK_ADMINS" not in done.stdout
    assert (tmp_path / "desk.db $1&.db").exists()


def _copy_made_at(revision: str, data: Path) -> Path:
    """The nightly copy of a desk with a ticket, whose tables stand at a revision."""
    database = Database(f"sqlite:///{data / 'desk.db'}")
    with database.transaction() as session:
        ticket_with_its_town(session)
    migrate(database, revision)
    database.close()
    return back_up(data / "desk.db", data / "backups", DAY, 7)


def _desk_folder(folder: Path) -> Path:
    """A desk's folder as it is after make setup, with the data of its own."""
    (folder / ".venv" / "bin").mkdir(parents=True)
    (folder / ".venv" / "bin" / "python").write_text(f'#!/bin/sh\nexec {sys.executable} "$@"\n')
    (folder / ".venv" / "bin" / "python").chmod(0o755)
    shutil.copy(ROOT / "main.py", folder / "main.py")
    return folder


def _shell(copy: Path, tools: Path) -> dict[str, str]:
    (tools / "systemctl").write_text(f'#!/bin/sh\necho "$@" >> {tools}/systemctl.log\n')
    (tools / "systemctl").chmod(0o755)
    there = {"COPY": str(copy), "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": str(ROOT)}
    return environment() | there


def _street(file: Path) -> str:
    return _asked(file, "SELECT name FROM place WHERE code = 'gm'")


def _asked(file: Path, question: str) -> str:
    database = Database(f"sqlite:///{file}")
    with database.snapshot() as session:
        (answer,) = session.connection().exec_driver_sql(question).one()
    database.close()
    return str(answer)
