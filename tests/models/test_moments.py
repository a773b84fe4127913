"""What falls due next is asked once for all kinds there are, and found without looking at every row."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from handlers.dispatch_due import SWEEPS
from models import burden, moments, outbox
from models.incident import APART
from models.notice import Notice
from models.outbox import ERASE_LOOSE, ERASE_OLD
from models.place import Group
from models.prepared import Prepared
from models.session import Database
from models.talk import TALKED_OF

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
A_MINUTE = timedelta(minutes=1)


@pytest.fixture
def tables(sqlite_url: str) -> Database:
    return Database(sqlite_url)


def plan_of(tables: Database, statement: Prepared) -> list[str]:
    """How SQLite would find what is asked for, step by step."""
    with tables.transaction() as session:
        text = statement.text(session)
        marks = [None] * text.count("?")
        plan = session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {text}", tuple(marks)).all()
    return [row[3] for row in plan]


@pytest.mark.parametrize("kind", sorted({kind for kind, _ in SWEEPS}))
def test_nothing_is_due_where_nothing_is(tables: Database, kind: str) -> None:
    with tables.transaction() as session:
        waits = moments.waiting(session)
    assert not waits.has(kind, NOON, NOON)
    assert waits.next_at() is None


def test_what_has_a_moment_is_due_from_then_on(tables: Database) -> None:
    with tables.transaction() as session:
        session.connection().execute(sa.text("PRAGMA defer_foreign_keys = ON"))
        row = Notice(user_id=1, ticket_id=1, kind="nudge", service_class="P2", made_at=NOON, due_at=NOON)
        session.add(row)
        waits = moments.waiting(session)
        assert waits.next_at() == NOON
        assert not waits.has("notice", NOON - A_MINUTE, NOON + A_MINUTE)
        assert waits.has("notice", NOON, NOON - A_MINUTE)
        session.delete(row)


def test_what_has_none_is_due_while_it_is_there(tables: Database) -> None:
    with tables.transaction() as session:
        session.add(Group(chat_id=-1, bot_id=1, purpose="residents", matter="activity"))
        waits = moments.waiting(session)
    assert waits.has("temporary", NOON, NOON)


@pytest.mark.parametrize(
    ("statement", "index"),
    [
        (ERASE_LOOSE, "outbox_loose"),
        (ERASE_OLD, "outbox_created"),
        (burden._TOLD_SINCE, "outbox_private"),
        (outbox._LAST_IN, "outbox_message"),
        (outbox._CARDS, "outbox_ticket"),
        (outbox._LAST_FACE, "outbox_edits"),
    ],
)
def test_what_is_asked_of_the_outbox_goes_by_its_own_index(tables: Database, statement: Prepared, index: str) -> None:
    assert [step for step in plan_of(tables, statement) if f"INDEX {index} " in step]


@pytest.mark.parametrize("statement", [moments.question(), APART, ERASE_LOOSE, ERASE_OLD])
def test_no_table_is_read_from_end_to_end(tables: Database, statement: Prepared) -> None:
    steps = [step for step in plan_of(tables, statement) if step != "SCAN CONSTANT ROW"]
    assert [step for step in steps if step.startswith("SCAN") and "USING" not in step] == []


def test_what_is_talked_of_is_found_without_all_that_was_ever_said(tables: Database) -> None:
    steps = plan_of(tables, TALKED_OF)
    heard = "SEARCH ticket USING INDEX ticket_heard (chat_id=? AND heard_at>?)"
    resting = "SEARCH ticket USING INDEX ticket_resting (chat_id=? AND heard_at>?)"
    assert [step for step in steps if " ticket " in step] == [heard, resting]
