"""Prepared statements give, take and raise what SQLAlchemy would."""

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError, OperationalError, ProgrammingError

from models.columns import Moment
from models.inbox import Inbox
from models.outbox import PENDING, Outbox
from models.prepared import Prepared
from models.session import Database, insert

NOON = datetime(2026, 5, 4, 4, 0, 0, 250, tzinfo=UTC)
BOX: sa.Table = Outbox.__table__  # type: ignore[attr-defined]
OF_CHAT = sa.select(BOX).where(BOX.c.chat_id == sa.bindparam("chat")).order_by(BOX.c.id)
# A column's own type must turn the value, both where a column is compared and where only the parameter knows its type.
RENEW = (
    sa.update(BOX)
    .where(BOX.c.id == sa.bindparam("row"), BOX.c.state == PENDING)
    .values(payload=sa.bindparam("face"), sent_at=sa.bindparam("at", type_=Moment()), claimed_at=None)
)


def put(database: Database, chat: int = -1, **values: object) -> int:
    with database.transaction() as session:
        return insert(session, Outbox, bot_id=1, chat_id=chat, act="send", created_at=NOON, **values)


def test_rows_are_those_of_sqlalchemy(database: Database) -> None:
    put(database, payload={"text": "编号1", "buttons": [["接单"]]}, expires_at=NOON, topic=2**40)
    put(database, payload={})
    with database.transaction() as session:
        prepared = Prepared(OF_CHAT).all(session, {"chat": -1})
        plain = session.connection().execute(OF_CHAT, {"chat": -1}).all()
    assert [tuple(row) for row in prepared] == [tuple(row) for row in plain]
    assert prepared[0].payload["buttons"] == [["接单"]]
    assert prepared[0].expires_at == NOON
    assert prepared[1].expires_at is None


def test_first_and_scalar_are_none_where_there_is_no_row(database: Database) -> None:
    with database.transaction() as session:
        assert Prepared(OF_CHAT).first(session, {"chat": -1}) is None
        assert Prepared(OF_CHAT).scalar(session, {"chat": -1}) is None


def test_an_update_says_how_many_rows_it_touched_and_takes_every_type(database: Database) -> None:
    row = put(database, payload={}, claimed_at=NOON)
    with database.transaction() as session:
        renew = Prepared(RENEW)
        assert renew.run(session, {"row": row, "face": {"text": "新"}, "at": NOON}) == 1
        assert renew.run(session, {"row": row + 1, "face": {}, "at": None}) == 0
        found = Prepared(OF_CHAT).first(session, {"chat": -1})
    assert (found.payload, found.sent_at, found.claimed_at) == ({"text": "新"}, NOON, None)


def test_one_statement_runs_for_many_values_and_for_none(database: Database) -> None:
    rows = [put(database) for _ in range(3)]
    with database.transaction() as session:
        Prepared(RENEW).run_many(session, ({"row": row, "face": {"n": row}, "at": NOON} for row in rows[:2]))
        Prepared(RENEW).run_many(session, [])
        found = Prepared(OF_CHAT).all(session, {"chat": -1})
    assert [row.payload for row in found] == [{"n": rows[0]}, {"n": rows[1]}, {}]


def test_bytes_come_back_as_bytes(database: Database) -> None:
    body = '{"text": "早"}'.encode()
    with database.transaction() as session:
        insert(session, Inbox, bot_id=1, update_id=1, lane=1, body=body, received_at=NOON, arrived_at=NOON)
        inbox: sa.Table = Inbox.__table__  # type: ignore[attr-defined]
        assert Prepared(sa.select(inbox.c.body)).scalar(session, {}) == body


def test_a_broken_rule_raises_what_sqlalchemy_raises(database: Database) -> None:
    put(database, key="once")
    with pytest.raises(IntegrityError):
        put(database, key="once")


def test_a_wrong_statement_raises_what_sqlalchemy_raises(database: Database) -> None:
    with database.transaction() as session, pytest.raises((OperationalError, ProgrammingError)):
        Prepared(sa.text("SELECT nothing FROM nowhere")).all(session, {})
    # What failed has not been left open.
    put(database)


def test_a_value_that_is_not_given_is_missed_at_once(database: Database) -> None:
    with database.transaction() as session, pytest.raises(KeyError, match="chat"):
        Prepared(OF_CHAT).all(session, {})


def test_a_list_that_expands_is_refused(database: Database) -> None:
    some = sa.select(BOX.c.id).where(BOX.c.id.in_(sa.bindparam("rows", expanding=True)))
    with database.transaction() as session, pytest.raises(AssertionError, match="expands"):
        Prepared(some).all(session, {"rows": [1]})
