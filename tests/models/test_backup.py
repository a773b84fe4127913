"""The nightly copy can be opened and restored, is whole while others write, and old ones go."""

import shutil
import sqlite3
import stat
import threading
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from bot.metrics import Metrics
from bot.nightly import Nightly
from models.backup import back_up, newest
from models.inbox import Inbox
from models.session import Database, insert
from tests.bot.parts import NOON, rows_of

DAY = date(2026, 5, 4)
SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.fixture
def path(sqlite_url: str) -> Path:
    return Path(sqlite_url.partition(":///")[2])


def write(database: Database, number: int) -> None:
    with database.transaction() as session:
        values = {"bot_id": 1, "update_id": number, "lane": 1, "body": b"{}", "received_at": NOON, "arrived_at": NOON}
        insert(session, Inbox, **values)


def test_a_copy_restores_the_desk(path: Path, tmp_path: Path) -> None:
    database = Database(f"sqlite:///{path}")
    write(database, 1)
    copy = back_up(path, tmp_path / "backups", DAY, 7)
    write(database, 2)
    database.close()
    for file in path.parent.glob("desk.db*"):
        file.unlink()
    shutil.copy(copy, path)
    restored = Database(f"sqlite:///{path}")
    assert [row.update_id for row in rows_of(restored, "select update_id from inbox")] == [1]
    write(restored, 3)
    restored.close()


def test_a_copy_is_whole_while_others_write(path: Path, tmp_path: Path) -> None:
    database = Database(f"sqlite:///{path}")
    going = threading.Event()

    def go_on() -> None:
        number = 0
        while not going.is_set():
            number += 1
            write(database, number)

    writer = threading.Thread(target=go_on)
    writer.start()
    copies = [back_up(path, tmp_path / "backups", DAY + timedelta(days=day), 7) for day in range(5)]
    going.set()
    writer.join()
    database.close()
    for copy in copies:
        with sqlite3.connect(copy) as kept:
            assert kept.execute("pragma integrity_check").fetchone() == ("ok",)


def test_half_a_copy_of_a_night_when_the_desk_was_killed_does_not_stay(path: Path, tmp_path: Path) -> None:
    (tmp_path / "backups").mkdir()
    for left in ("desk-2026-05-01.part", "desk-2026-05-01.part-journal"):
        (tmp_path / "backups" / left).write_bytes(b"what somebody has had deleted since")
    back_up(path, tmp_path / "backups", DAY, 7)
    assert [file.name for file in (tmp_path / "backups").iterdir()] == ["desk-2026-05-04.db"]


def test_only_so_many_are_kept_and_nobody_else_may_read_them(path: Path, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    for day in range(10):
        copy = back_up(path, folder, DAY + timedelta(days=day), 7)
    assert len(list(folder.iterdir())) == 7
    assert copy == max(folder.iterdir())
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600


def test_what_was_erased_stands_nowhere_after_the_copy_of_the_night(path: Path, tmp_path: Path) -> None:
    database, word = Database(f"sqlite:///{path}"), "紫罗兰"
    write(database, 1)
    with database.transaction() as session:
        assert session.connection().execute(sa.text("PRAGMA secure_delete")).scalar() == 1
        session.connection().execute(sa.text("UPDATE inbox SET error = :word"), {"word": word})
    with database.transaction() as session:
        session.connection().execute(sa.text("DELETE FROM inbox"))
    assert word.encode() in path.with_name("desk.db-wal").read_bytes()
    copy = back_up(path, tmp_path / "backups", DAY, 7)
    beside = [file for file in path.parent.glob("desk.db*") if file.is_file()]
    assert [file.name for file in (*beside, copy) if word.encode() in file.read_bytes()] == []
    database.close()


def test_the_newest_copy_is_found_among_other_files(path: Path, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    assert newest(folder, DAY) == date.min
    folder.mkdir()
    for name in ("desk-before-moving.db", "desk-2026-05-09.part", "notes.txt"):
        (folder / name).touch()
    assert newest(folder, DAY) == date.min
    for day in (DAY - timedelta(days=1), DAY + timedelta(days=9), DAY):
        back_up(path, folder, day, 1)
    assert newest(folder, DAY) == DAY
    # What a wrong clock has made takes nobody's place.
    assert sorted(copy.name for copy in folder.glob("desk-2026-*.db")) == ["desk-2026-05-04.db", "desk-2026-05-13.db"]


def test_a_failed_copy_leaves_nothing(tmp_path: Path) -> None:
    broken = tmp_path / "broken.db"
    broken.write_bytes(b"no database at all" * 1000)
    with pytest.raises(sqlite3.Error):
        back_up(broken, tmp_path / "backups", DAY, 7)
    assert list((tmp_path / "backups").iterdir()) == []


class Watch:
    """The desk's clock in the test's hand."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


def nightly(path: Path, watch: Watch) -> Nightly:
    return Nightly(path, 7, time(3, 30), SHANGHAI, watch, Metrics())


async def test_a_night_has_one_copy_whoever_starts_anew(path: Path) -> None:
    watch = Watch(datetime(2026, 5, 4, 19, 31, tzinfo=UTC))
    first = nightly(path, watch)
    copy = await first.check()
    assert copy is not None
    assert copy.name == "desk-2026-05-05.db"
    assert await first.check() is None
    assert await nightly(path, watch).check() is None


async def test_the_next_night_has_the_next(path: Path) -> None:
    watch = Watch(datetime(2026, 5, 4, 19, 31, tzinfo=UTC))
    copies = nightly(path, watch)
    assert await copies.check()
    watch.now += timedelta(hours=23, minutes=58)
    assert await copies.check() is None
    watch.now += timedelta(minutes=2)
    copy = await copies.check()
    assert copy is not None
    assert copy.name == "desk-2026-05-06.db"


async def test_a_clock_that_was_ahead_and_is_put_right_leaves_no_night_out(path: Path) -> None:
    watch = Watch(datetime(2027, 5, 4, 19, 31, tzinfo=UTC))
    copies = nightly(path, watch)
    assert await copies.check()
    watch.now = datetime(2026, 5, 4, 19, 31, tzinfo=UTC)
    copy = await copies.check()
    assert copy is not None
    assert copy.name == "desk-2026-05-05.db"
    assert await copies.check() is None


async def test_a_failure_is_tried_again_a_little_later(tmp_path: Path) -> None:
    watch = Watch(datetime(2026, 5, 4, 19, 31, tzinfo=UTC))
    path = tmp_path / "desk.db"
    path.write_bytes(b"no database at all" * 1000)
    copies = nightly(path, watch)
    assert await copies.check() is None
    path.unlink()
    sqlite3.connect(path).close()
    assert await copies.check() is None
    watch.now += timedelta(minutes=11)
    assert await copies.check() is not None
