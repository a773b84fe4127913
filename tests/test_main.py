"""The commands that end by themselves: what they do, and that whatever is wrong is one clear line and exit code 2."""

import json
import os
import pwd
import re
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.resources import resources_for
from config.settings import Settings
from tests.commands import ROOT, Say, command, environment, fine, refused, run_here, speaker

TOWN = ROOT / "tests" / "handlers" / "town.yaml"
ONE_DAY = """\
{"t": "08:12", "sender": "3-2-501 王阿姨", "text": "3号楼2单元电梯又停了"}
{"t": "08:13:30", "sender": "1-1-302 周叔", "text": "早，今天江边风大"}
"""


@pytest.fixture
def nobody_listens() -> Iterator[str]:
    """A PostgreSQL URL behind which there is no server."""
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        yield f"postgresql://desk@127.0.0.1:{bound.getsockname()[1]}/desk"


# import ----------------------------------------------------------------------------------------------------------


def test_import_makes_the_town_and_the_second_run_changes_nothing(say: Say) -> None:
    assert "4 places, 4 groups, 4 people, 0 departments" in fine(say("import", str(TOWN)))
    assert "0 places, 0 groups, 0 people, 0 departments" in fine(say("import", str(TOWN)))


def test_import_makes_the_database_first(say_here: Say, tmp_path: Path) -> None:
    fine(say_here("import", str(TOWN)))
    assert (tmp_path / "new" / "desk.db").exists()


def test_import_tells_all_faults_with_their_lines_and_writes_nothing(say: Say, tmp_path: Path) -> None:
    file = tmp_path / "town.yaml"
    file.write_text(
        "places:\n"
        "  - {code: gm, level: street, name: 光明街道}\n"
        "  - {code: gm-x, level: comunity, name: 达濠社区, parent: gm}\n"
        "groups:\n"
        "  - {chat_id: -1001, place: nowhere, purpose: residents}\n"
        "people:\n"
        "  - {user_id: one, name: 高晓燕}\n",
        encoding="utf-8",
    )
    told = refused(say("import", str(file)))
    assert {line.removeprefix(f"{file}:").partition(":")[0] for line in told} == {"3", "5", "7"}
    assert "did you mean 'community'" in told[0]
    assert "1 places, 0 groups" not in fine(say("import", str(TOWN)))
    assert fine(say("import", str(TOWN))).startswith("Changed: 0 places")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "No such file or directory"),
        (b"", "town.yaml:1: the file is empty"),
        (b"places: [\n", "town.yaml:2: not valid YAML"),
        ("places: []\n# 光明".encode("gbk"), "town.yaml:2: this is no UTF-8 text; save the file as UTF-8"),
    ],
)
def test_import_of_a_file_that_is_none(say_here: Say, tmp_path: Path, content: bytes | None, words: str) -> None:
    file = tmp_path / "town.yaml"
    if content is not None:
        file.write_bytes(content)
    (told,) = refused(say_here("import", str(file)))
    assert words in told


def test_a_byte_order_mark_does_no_harm(say_here: Say, tmp_path: Path) -> None:
    file = tmp_path / "town.yaml"
    file.write_bytes(b"\xef\xbb\xbf" + TOWN.read_bytes())
    fine(say_here("import", str(file)))


# migrate, doctor -------------------------------------------------------------------------------------------------


def test_migrate_brings_the_tables_up(say_here: Say) -> None:
    told = fine(say_here("migrate"))
    assert told.startswith("The tables stand at revision 0")
    assert fine(say_here("migrate")) == told


def test_tables_of_a_newer_version_are_left_alone(say_here: Say, tmp_path: Path) -> None:
    fine(say_here("migrate"))
    with sqlite3.connect(tmp_path / "new" / "desk.db") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    for words in (["migrate"], ["doctor"], ["export", "tickets"], ["import", str(TOWN)]):
        (told,) = refused(say_here(*words))
        assert told == "The tables stand at 9999, which only a newer version of the desk knows."


def test_doctor_tells_what_is_wrong_and_exits_0(say: Say) -> None:
    fine(say("import", str(TOWN)))
    told = fine(say("doctor"))
    assert "DESK_BOT_TOKENS" in told
    assert "高晓燕" in told
    assert "DESK_BOT_TOKENS" in fine(say("doctor", "--verbose", locale="en"))


def test_doctor_says_of_what_group_and_when_a_message_was_set_aside(say_here: Say, tmp_path: Path) -> None:
    fine(say_here("import", str(TOWN)))
    with sqlite3.connect(tmp_path / "new" / "desk.db") as connection:
        connection.execute(
            "INSERT INTO inbox (bot_id, update_id, lane, body, received_at, arrived_at, state, urgent, error) VALUES "
            "(5, 7, -1001, '{}', '2026-11-20 00:12:00.000000', '2026-11-20 00:12:00.000000', 2, 0, 'ValueError: x')"
        )
    told = fine(say_here("doctor", "--verbose"))
    assert "--- update 7 of bot 5, 2026-11-20 08:12, 第一网格居民群\nValueError: x" in told
    assert "处理不了" not in told


def test_the_desk_names_its_commands_as_they_are_typed_beside_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beside the unit by docs/desk; a shell that some unit has started is none."""
    for process, word in ((os.getppid(), ".venv/bin/python main.py"), (os.getpid(), "desk")):
        monkeypatch.setenv("SYSTEMD_EXEC_PID", str(process))
        assert resources_for(Settings.from_environment({})).shell == word


def test_doctor_says_when_the_platform_is_out_of_reach(say_here: Say, nobody_listens: str) -> None:
    fine(say_here("migrate"))
    port = nobody_listens.partition("127.0.0.1:")[2].partition("/")[0]
    told = fine(say_here("doctor", bot_tokens="1:x", telegram_api=f"http://127.0.0.1:{port}", gateway="telegram_ptb"))
    assert "连不上平台" in told


@pytest.mark.parametrize("words", [["doctor"], ["export", "tickets"]])
def test_who_only_looks_makes_no_database(say_here: Say, tmp_path: Path, words: list[str]) -> None:
    (told,) = refused(say_here(*words))
    assert "There is no database at" in told
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("words", [["doctor"], ["export", "tickets"]])
def test_who_only_looks_needs_this_versions_tables(say_here: Say, tmp_path: Path, words: list[str]) -> None:
    (tmp_path / "new").mkdir()
    sqlite3.connect(tmp_path / "new" / "desk.db").close()
    (told,) = refused(say_here(*words))
    assert told.startswith("The tables stand at nothing, this version needs 0")


def test_a_broken_file_says_what_to_do(say_here: Say, tmp_path: Path) -> None:
    fine(say_here("migrate"))
    file = tmp_path / "new" / "desk.db"
    whole = bytearray(file.read_bytes())
    whole[5000:-1] = b"x" * (len(whole) - 5001)
    file.write_bytes(whole)
    (told,) = refused(say_here("doctor"))
    assert told.endswith("its file is broken: put a copy back (Restore in docs/operations.md)")


# read, evaluate ---------------------------------------------------------------------------------------------------


def test_read_goes_on_after_a_broken_line_and_ends_with_2(tmp_path: Path) -> None:
    source = '{"text": "漏水"}\n{\n{"text": "停电了"}\n'
    url = f"sqlite:///{tmp_path / 'desk.db'}"
    done = subprocess.run(
        command("read", "--jsonl"),
        env=environment(database_url=url),
        input=source.encode(),
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 2 and done.stderr.decode().startswith("line 2: this is no JSON")
    kinds = [json.loads(line).get("kind") for line in done.stdout.splitlines()]
    assert kinds == ["request", None, "request"]


def test_reading_needs_no_library_of_the_command_line() -> None:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", *command("read")[1:]],
        env=environment(), input='{"text": "漏水"}\n'.encode(), capture_output=True, timeout=60, check=True,
    )  # fmt: skip
    loaded = {line.rpartition("|")[2].strip().partition(".")[0] for line in done.stderr.decode().splitlines()}
    assert json.loads(done.stdout)["kind"] == "request"
    assert "numpy" in loaded and not loaded & {"typer", "pydantic", "sqlalchemy"}


def test_who_stops_listening_to_readings_is_no_trouble() -> None:
    with subprocess.Popen(
        command("read"), env=environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as reading:
        assert reading.stdin and reading.stdout and reading.stderr
        reading.stdout.close()
        reading.stdin.write('{"text": "漏水"}\n'.encode())
        reading.stdin.close()
        assert reading.stderr.read() == b""
    assert reading.returncode == 1


def test_evaluate_of_nothing_and_of_no_json(say_here: Say, tmp_path: Path) -> None:
    (tmp_path / "mine.jsonl").write_text("\n", encoding="utf-8")
    assert refused(say_here("evaluate", str(tmp_path / "mine.jsonl"))) == [
        f"{tmp_path / 'mine.jsonl'}: there is no message in it"
    ]
    (tmp_path / "mine.jsonl").write_text("电梯坏了\n", encoding="utf-8")
    assert "mine.jsonl:1: this is no JSON" in refused(say_here("evaluate", str(tmp_path / "mine.jsonl")))[0]


# replay ----------------------------------------------------------------------------------------------------------


def test_replay_tells_what_became_of_every_message(say_here: Say, tmp_path: Path) -> None:
    file = tmp_path / "day.jsonl"
    file.write_text(ONE_DAY, encoding="utf-8")
    told = fine(say_here("replay", str(file))).splitlines()
    assert told[1].endswith("3号楼2单元电梯又停了  -> opens 1")
    assert told[2].endswith("早，今天江边风大  -> -")
    assert told[3].startswith("#1 property_repair.elevator_fault P1 3 2 open")
    assert not (tmp_path / "new").exists()


def test_replay_takes_the_file_that_its_help_names(say_here: Say, tmp_path: Path) -> None:
    (named,) = re.findall(r"[\w/-]+\.jsonl", fine(say_here("replay", "--help")))
    lines = (ROOT / named).read_text(encoding="utf-8").splitlines(keepends=True)
    (tmp_path / "day.jsonl").write_text("".join(lines[:20]), encoding="utf-8")
    assert fine(say_here("replay", str(tmp_path / "day.jsonl"))).startswith("== ")


def test_replay_tells_all_bad_lines(say_here: Say, tmp_path: Path) -> None:
    file = tmp_path / "day.jsonl"
    lines = ["no", "[1]", '{"t": 7, "sender": "a", "text": "b"}', '{"t": "25:00", "sender": "a", "text": "b"}']
    file.write_text("\n".join([ONE_DAY.strip(), *lines, '{"sender": "a"}']), encoding="utf-8")
    told = refused(say_here("replay", str(file)))
    assert [line.removeprefix(f"{file}:").partition(":")[0] for line in told] == ["3", "4", "5", "6", "7"]


@pytest.mark.parametrize("content", [None, b"", b"\xd0\xd0"])
def test_replay_of_a_file_that_is_none(say_here: Say, tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / "day.jsonl").write_bytes(content)
    assert len(refused(say_here("replay", str(tmp_path / "day.jsonl")))) == 1


def test_evaluate_names_the_line_without_a_label(say_here: Say, tmp_path: Path) -> None:
    (tmp_path / "mine.jsonl").write_text('{"sender": "a", "text": "电梯坏了"}\n', encoding="utf-8")
    (told,) = refused(say_here("evaluate", str(tmp_path / "mine.jsonl")))
    assert "mine.jsonl:1: it has no kind; a labelled line is as in tests/messages/singles-a.jsonl" in told
    (tmp_path / "mine.jsonl").write_bytes('{"text": "电梯"}'.encode("gbk"))
    (told,) = refused(say_here("evaluate", str(tmp_path / "mine.jsonl")))
    assert "mine.jsonl: this is no UTF-8 text; save the file as UTF-8" in told


# what is wrong around them ---------------------------------------------------------------------------------------


COMMANDS = (["run"], ["import", str(TOWN)], ["migrate"], ["doctor"], ["export", "tickets"])


@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: words[0])
def test_an_unreachable_database(words: list[str], monkeypatch: pytest.MonkeyPatch, nobody_listens: str) -> None:
    invoke = speaker(monkeypatch, nobody_listens)
    (told,) = refused(invoke(*words, bot_tokens="1:x", gateway="telegram_ptb"))
    assert told.startswith("The database cannot be reached: ")


@pytest.mark.parametrize("words", COMMANDS[:3], ids=lambda words: words[0])
def test_a_database_that_somebody_else_owns(
    words: list[str], sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    invoke = speaker(monkeypatch, sqlite_url)
    file = tmp_path / "desk.db"
    monkeypatch.setattr(os, "geteuid", lambda: 12_345)
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path) != file)
    told = refused(invoke(*words, bot_tokens="1:x"))
    owner = pwd.getpwuid(file.stat().st_uid).pw_name
    assert told == [f"{file} belongs to {owner} and 12345 may not write it: as root, chown 12345: {file}"]


@pytest.mark.parametrize(
    ("token", "words"),
    [("", "DESK_BOT_TOKENS is empty"), ("12345", "DESK_BOT_TOKENS has no token at place 1"), ("1:a,1:b", "twice")],
)
def test_a_token_that_is_none(say_here: Say, token: str, words: str) -> None:
    (told,) = refused(say_here("run", bot_tokens=token))
    assert words in told


@pytest.mark.parametrize("words", [["--speed", "0"], ["--speed", "-2"], ["--port", "70000"]], ids="-".join)
def test_a_demo_that_cannot_be_is_refused(say_here: Say, words: list[str]) -> None:
    """--speed 0 ended in a traceback."""
    told = refused(say_here("demo", *words))
    assert f"Invalid value for '{words[0]}'" in told[-1]


@pytest.mark.parametrize("words", [["import", str(TOWN)], ["migrate"], ["doctor"]], ids=lambda words: words[0])
def test_a_file_that_is_no_database(say_here: Say, tmp_path: Path, words: list[str]) -> None:
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "desk.db").write_text("not a database at all, " * 100, encoding="utf-8")
    (told,) = refused(say_here(*words))
    assert "database" in told


@pytest.mark.parametrize("words", [*COMMANDS, ["demo"], ["replay", "x"]], ids=lambda words: words[0])
def test_faults_of_the_settings_come_all_at_once(say_here: Say, words: list[str], tmp_path: Path) -> None:
    told = refused(say_here(*words, timezone="Moon/Crater", locale="zh-CN", lang="zh"))
    assert [line.split()[0] for line in told] == ["DESK_TIMEZONE", "DESK_LOCALE", "DESK_LANG"]


def test_faults_of_the_operators_folder_come_all_at_once(say_here: Say, tmp_path: Path) -> None:
    files = {
        "escalation.yaml": "P2: {claim: 30 mins}\nP9: {claim: 3 min}\n",
        "dsk.yaml": "retention: 1 h\n",
        "lexicon/matters.yaml": "property_repair.leak:\n  things: 漏\n",
        "lexicon/patterns.yaml": 'over:\n  - "(灭了"\n',
        "templates/zh/welcome.j2": "您好\n{{ nobody }}\n",
    }
    for name, text in files.items():
        (tmp_path / "own" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "own" / name).write_text(text, encoding="utf-8")
    fine(say_here("migrate"))
    told = refused(say_here("doctor", policy_dir=tmp_path / "own"))
    shown = [line.removeprefix(f"{tmp_path}/own/").split(": ")[0] for line in told]
    assert shown == [
        "dsk.yaml:1",
        "escalation.yaml:1",
        "escalation.yaml:2",
        "lexicon/matters.yaml:2",
        "lexicon/patterns.yaml:2",
        "templates/zh/welcome.j2:2",
    ]


def test_what_is_said_is_utf_8_whatever_the_terminal_is_set_to(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'desk.db'}"
    run_here("migrate", database_url=url)
    told = subprocess.run(
        command("doctor"),
        env=environment(database_url=url) | {"PYTHONIOENCODING": "ascii"},
        capture_output=True,
        timeout=60,
        check=True,
    )
    assert "令牌" in told.stdout.decode("utf-8")


def test_a_reader_that_goes_away_is_no_trouble(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'desk.db'}"
    run_here("migrate", database_url=url)
    with subprocess.Popen(
        command("export", "tickets"),
        env=environment(database_url=url),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    ) as exporting:
        assert exporting.stdout is not None
        assert exporting.stderr is not None
        exporting.stdout.close()
        assert exporting.stderr.read() == ""


def test_make_help_lists_the_commands() -> None:
    told = subprocess.run(["make", "-C", str(ROOT)], capture_output=True, encoding="utf-8", timeout=60, check=True)
    named = [line.split()[0] for line in told.stdout.splitlines() if not line.startswith("make")]
    assert named == ["setup", "demo", "run", "test", "crash", "model", "bench", "pins", "clean"]


def test_whom_an_import_gives_a_role_is_told_at_once(say_here: Say, tmp_path: Path) -> None:
    """Where their private chat is open; whose is not, when it is."""
    fine(say_here("import", str(TOWN)))
    with sqlite3.connect(tmp_path / "new" / "desk.db") as connection:
        row = "(user_id, name, phone, private, bot_id) VALUES (504, '小满', '', 'open', 7)"
        connection.execute(f"INSERT INTO person {row}")
    more = tmp_path / "more.yaml"
    roles = "roles: [{role: grid_worker, place: gm-dh-2}]"
    more.write_text(
        f"people:\n  - {{user_id: 504, name: 何小满, {roles}}}\n  - {{user_id: 505, name: 何大满, {roles}}}\n",
        encoding="utf-8",
    )
    fine(say_here("import", str(more)))
    fine(say_here("import", str(more)))
    with sqlite3.connect(tmp_path / "new" / "desk.db") as connection:
        told = connection.execute("SELECT bot_id, chat_id, payload FROM outbox").fetchall()
    assert [row[:2] for row in told] == [(7, 504)]
    assert "登记好了：第二网格的网格员" in json.loads(told[0][2])["text"]


# what it learns, and a simulated street ---------------------------------------------------------------------------


def test_training_needs_a_folder_and_corrections(say: Say, tmp_path: Path) -> None:
    assert "DESK_POLICY_DIR is not set" in refused(say("train"))[0]
    assert refused(say("train", policy_dir=tmp_path)) == [
        "No corrections yet: workers make them with 改类别, 地点, 误会, 拆单, 并案."
    ]
    assert list(tmp_path.glob("model/*")) == []


def test_a_street_is_lived_through_and_its_rates_printed(say_here: Say) -> None:
    told = fine(say_here("simulate", "--grids", "1", "--days", "1", "--workers", "0.5"))
    assert "解决率" in told
