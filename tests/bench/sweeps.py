"""What a sweep of due tickets costs among many that are open, and how long a morning's peak takes to drain.

`python -m tests.bench.sweeps`, on SQLite.
"""

import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, SQLModel

from bot.gateway import Account
from bot.resources import resources_for
from bot.simulated_town import BOT, Size, residents_of, settle
from config.settings import Settings
from handlers import dispatch, dispatch_due
from handlers.desk import Desk, Resources
from models.migrations import migrate
from models.outbox import Outbox
from models.report import Report
from models.session import Database
from models.ticket import Ticket
from rules.messages import ChatKind, Incoming, Kind, Sender
from rules.parsing import Reading, Request

SETTINGS = Settings.from_environment({})
NINE = datetime(2026, 3, 3, 9, tzinfo=SETTINGS.timezone)
SIZE = Size(95, 7)
DUE, FEW, MANY, PEAK, ROUNDS = 1_000, 10_000, 1_000_000, 10_000, 3
CHUNK = 20_000
LIGHT = Request("property_repair.corridor_light", "P2", "1", "1")


def _resources() -> Resources:
    resources = resources_for(SETTINGS, {BOT: Account(BOT, "desk_bot", "小格", reads_all=True)})
    resources.read = lambda text, context: Reading("request", (LIGHT,), 1.0, likely=(LIGHT.matter,), lead=1.0)
    return resources


def _open_one(database: Database, resources: Resources) -> None:
    """One ticket as the desk opens it, with all that hangs on it, which falls due at nine."""
    with database.transaction() as session:
        settle(session, SIZE)
        desk = Desk(session, resources, NINE - timedelta(minutes=16), NINE - timedelta(minutes=16))
        said = Incoming(
            Kind.MESSAGE, BOT, 1, residents_of(0), ChatKind.GROUP, message=1, sender=Sender(10**7, "1-1-101 老王"),
            text="/report 灯坏了", command="report", arguments="灯坏了",
        )  # fmt: skip
        dispatch.handle(desk, said)
        sent = {"state": "sent", "message_id": Outbox.__table__.c.id}  # type: ignore[attr-defined]
        session.connection().execute(sa.update(Outbox.__table__).values(sent))  # type: ignore[attr-defined]
        session.connection().execute(sa.text("UPDATE ticket SET due_at = :nine WHERE id = 1"), {"nine": _stored(NINE)})


def _multiply(database: Database, tickets: int, due: int) -> None:
    """Copies of it: `due` of them fall due at nine, the others some days later."""
    with database.transaction() as session:
        rows = {table: _rows(session, table) for table in (Ticket, Report, Outbox)}
    ticket = rows[Ticket][0]
    for first in range(2, tickets + 1, CHUNK):
        numbers = range(first, min(first + CHUNK, tickets + 1))
        hanging = [n for n in numbers if n <= due]
        with database.transaction() as session:
            _add(session, Ticket, list(_copies(ticket, numbers, due)))
            _add(session, Report, [_another(row, n) for n in hanging for row in rows[Report]])
            boxes = [row for row in rows[Outbox] if not row["edits"]]
            _add(session, Outbox, [_another(row, n) | {"key": None} for n in hanging for row in boxes])


def _rows(session: Session, table: type[SQLModel]) -> list[dict[str, Any]]:
    found = session.connection().execute(sa.select(table.__table__))  # type: ignore[attr-defined]
    return [dict(row) for row in found.mappings()]


def _add(session: Session, table: type[SQLModel], rows: list[dict[str, Any]]) -> None:
    """One statement for all rows, run for each: a statement as long as its rows would be kept by SQLAlchemy."""
    if rows:
        session.connection().execute(sa.insert(table.__table__), rows)  # type: ignore[attr-defined]


def _another(row: dict[str, Any], ticket: int) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != "id"} | {"ticket_id": ticket}


def _copies(ticket: dict[str, Any], numbers: Sequence[int], due: int) -> Iterator[dict[str, Any]]:
    for n in numbers:
        at = NINE if n <= due else NINE + timedelta(days=1 + n % 7)
        yield ticket | {"id": n, "number": n, "due_at": at}


def _stored(moment: datetime) -> str:
    dialect = sa.create_engine("sqlite://").dialect
    turn = Ticket.__table__.c.due_at.type.dialect_impl(dialect).bind_processor(dialect)  # type: ignore[attr-defined]
    return str(turn(moment)) if turn else moment.isoformat()


def drain(open_tickets: int, due: int) -> tuple[float, float]:
    """CPU seconds and seconds on the wall until nothing is due at nine o'clock."""
    with tempfile.TemporaryDirectory(prefix="desk-sweeps-") as folder:
        database = Database(f"sqlite:///{Path(folder) / 'desk.db'}")
        migrate(database)
        resources = _resources()
        _open_one(database, resources)
        # The morning's digests are no part of it.
        _sweep(database, resources, NINE - timedelta(seconds=1))
        _multiply(database, open_tickets, due)
        began, cpu = time.perf_counter(), time.process_time()
        swept = _sweep(database, resources, NINE)
        spent = time.process_time() - cpu, time.perf_counter() - began
        database.close()
    assert swept >= due, f"only {swept} of {due} were swept"
    return spent


def _sweep(database: Database, resources: Resources, now: datetime) -> int:
    total = 0
    while True:
        with database.transaction() as session:
            done = dispatch_due.sweep(Desk(session, resources, now, now))
        if not done:
            return total
        total += done


def main() -> None:
    few, many = [], []
    for _ in range(ROUNDS):
        few.append(drain(FEW, DUE)[0])
        many.append(drain(MANY, DUE)[0])
    print(f"{DUE} due of {FEW}: {median(few):.2f} CPU s; of {MANY}: {median(many):.2f}")
    print(f"ratio {median(many) / median(few):.2f}")
    cpu, wall = drain(PEAK, PEAK)
    print(f"a peak of {PEAK}: {cpu:.1f} CPU s, {wall:.1f} s on the wall")


if __name__ == "__main__":
    main()
