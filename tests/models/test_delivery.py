"""The sender's queries: what is claimed once, what is put back, and chats that move everywhere at once."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlmodel import Session, SQLModel, col, select

from models import delivery, inbox
from models.delivery import ReadyRow
from models.inbox import Inbox
from models.outbox import Outbox
from models.place import Department, Group, Place
from models.report import Report
from models.rollcall import ChainText
from models.session import Database, insert, insert_missing
from models.ticket import Ticket
from models.town import version

NOW = datetime(2026, 5, 4, 4, 0, tzinfo=UTC)
BOT = 900


def put(session: Session, **values: object) -> int:
    row = {"bot_id": BOT, "chat_id": -1, "act": "send", "created_at": NOW}
    return insert(session, Outbox, **(row | values))


def ready(session: Session, *held: int, most: int = 50) -> list[ReadyRow]:
    return delivery.ready(session, BOT, held, NOW, most).rows


def test_only_this_bots_pending_rows_outside_held_chats_are_ready(database: Database) -> None:
    with database.transaction() as session:
        mine = put(session)
        answer = put(session, chat_id=-2, act="answer")
        for values in (
            {"chat_id": -2},
            {"bot_id": BOT + 1},
            {"state": "sent"},
            {"not_before": NOW + timedelta(seconds=1)},
        ):
            put(session, **values)
        assert [row.id for row in ready(session, -2)] == [mine, answer]


def test_it_says_when_more_may_stand_behind(database: Database) -> None:
    with database.transaction() as session:
        for _ in range(3):
            put(session)
        assert delivery.ready(session, BOT, (), NOW, 3).full
        assert not delivery.ready(session, BOT, (), NOW, 4).full


def test_a_row_is_claimed_once(database: Database) -> None:
    with database.transaction() as session:
        rows = [put(session), put(session)]
        found = ready(session)
        assert [row.id for row in delivery.claim(session, found, NOW)] == rows
        assert delivery.claim(session, found, NOW) == []
        assert ready(session) == []


def test_the_claimed_words_are_the_newest(database: Database) -> None:
    with database.transaction() as session:
        row = put(session, payload={"text": "old"})
        found = ready(session)
        session.connection().execute(sa.update(Outbox).where(Outbox.id == row).values(payload={"text": "new"}))  # type: ignore[arg-type]
        assert delivery.claim(session, found, NOW)[0].payload == {"text": "new"}


def test_an_edit_left_sending_gives_way_to_the_newer_one(database: Database) -> None:
    with database.transaction() as session:
        card = put(session, state="sent", message_id=5)
        older = put(session, act="edit", edits=card, state="sending", claimed_at=NOW, when_unclear="repeat")
        newer = put(session, act="edit", edits=card)
        assert delivery.recover(session, BOT, NOW) == 1
        assert [row.id for row in ready(session)] == [newer]
        states = session.connection().execute(sa.select(Outbox.id, Outbox.state))  # type: ignore[call-overload]
        assert {row.id: row.state for row in states}[older] == "dropped"


def test_waiting_bots_are_those_with_something_to_send(database: Database) -> None:
    with database.transaction() as session:
        put(session, bot_id=1)
        put(session, bot_id=2, state="sent")
        assert delivery.waiting_bots(session) == {1}


# the indexes that keep these questions cheap -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("statement", "index"),
    [
        (delivery._TURN, "outbox_pending"),
        (delivery._READY_BUT, "outbox_pending"),
        (inbox._OPEN_LANES, "inbox_open"),
        (inbox._OPEN_ROWS, "inbox_open"),
    ],
)
def test_the_hot_questions_use_their_partial_index(
    sqlite_url: str, statement: sa.Select[tuple[int]], index: str
) -> None:
    database = Database(sqlite_url)
    asked: list[tuple[str, tuple[object, ...]]] = []

    def listen(connection: object, cursor: object, text: str, values: tuple[object, ...], *_: object) -> None:
        asked.append((text, values))

    sa.event.listen(database.engine, "before_cursor_execute", listen)
    with database.transaction() as session:
        values = {"bot": BOT, "now": NOW, "held": [-1, -2], "most": 5, "lanes": [1, 2]}
        session.connection().execute(statement, values)
        text, given = asked[-1]
        plan = session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {text}", given).all()
    database.close()
    assert any(index in row[-1] for row in plan), plan


# chats that move ---------------------------------------------------------------------------------------------------


def town(session: Session) -> int:
    place = insert(session, Place, code="g", level="grid", name="一格")
    insert_missing(session, Group, [{"chat_id": -1, "place_id": place, "purpose": "residents", "bot_id": BOT}])
    insert(session, Department, code="d", name="城管", street_id=place, chat_id=-1)
    ticket = insert(
        session,
        Ticket,
        street_id=place,
        number=1,
        matter="lift",
        service_class="P1",
        place_id=place,
        chat_id=-1,
        bot_id=BOT,
        policy={},
        created_at=NOW,
    )
    insert(session, Report, ticket_id=ticket, user_id=5, chat_id=-1, message_id=1, at=NOW)
    put(session)
    values = {"bot_id": BOT, "update_id": 1, "lane": -1, "body": b"{}", "received_at": NOW, "arrived_at": NOW}
    insert(session, Inbox, **values)
    return place


def chats(session: Session) -> dict[str, set[object]]:
    return {
        f"{column.table.name}.{column.name}": set(session.connection().execute(sa.select(column)).scalars())
        for column in delivery.chat_columns()
    }


def test_a_moved_chat_has_its_new_id_everywhere(database: Database) -> None:
    with database.transaction() as session:
        town(session)
        delivery.move_chat(session, -1, -100)
        found = chats(session)
    assert {
        "chat_group.chat_id",
        "outbox.chat_id",
        "inbox.lane",
        "report.chat_id",
        "ticket.chat_id",
        "department.chat_id",
    } <= set(found)
    assert all(ids == {-100} for name, ids in found.items() if ids), found


def test_other_chats_stay_and_every_process_reloads_the_town(database: Database) -> None:
    with database.transaction() as session:
        town(session)
        other = put(session, chat_id=-2)
        before = version(session)
        delivery.move_chat(session, -1, -100)
        assert [row.id for row in ready(session) if row.chat_id == -2] == [other]
        assert version(session) == before + 1


@pytest.mark.parametrize("bound_is_old", [True, False])
def test_the_bound_group_wins_where_both_ids_are_known(database: Database, bound_is_old: bool) -> None:
    with database.transaction() as session:
        place = town(session)
        insert_missing(session, Group, [{"chat_id": -100, "name": "new"}])
        if not bound_is_old:
            groups = Group.__table__  # type: ignore[attr-defined]
            session.connection().execute(
                sa.update(groups).values(place_id=sa.case((groups.c.chat_id == -100, place), else_=None))
            )
        delivery.move_chat(session, -1, -100)
        (group,) = session.connection().execute(sa.text("select chat_id, place_id, name from chat_group")).all()
    assert (group.chat_id, group.place_id) == (-100, place)
    assert group.name == ("" if bound_is_old else "new")


def test_objects_read_before_the_move_show_the_new_id(database: Database) -> None:
    with database.transaction() as session:
        town(session)
        department = session.exec(select(Department)).one()
        delivery.move_chat(session, -1, -100)
        assert department.chat_id == -100


def test_a_move_to_itself_changes_nothing(database: Database) -> None:
    with database.transaction() as session:
        town(session)
        before = version(session)
        delivery.move_chat(session, -1, -1)
        assert version(session) == before


def test_no_table_keeps_a_chat_where_a_move_does_not_look() -> None:
    named = {
        f"{table.name}.{column.name}"
        for table in SQLModel.metadata.sorted_tables
        for column in table.columns
        if ("chat" in column.name or column.name == "lane") and isinstance(column.type, sa.Integer)
    }
    assert {f"{column.table.name}.{column.name}" for column in delivery.chat_columns()} == named


def test_only_the_group_itself_is_found_by_its_chat_alone() -> None:
    """A second row for the new id would break the move of any other table with such a key."""
    unique = {
        column.table.name
        for column in delivery.chat_columns()
        for constraint in column.table.constraints
        if isinstance(constraint, sa.UniqueConstraint | sa.PrimaryKeyConstraint)
        and list(constraint.columns) == [column]
    }
    assert unique == {"chat_group"}


def test_what_the_old_chat_said_is_not_taken_for_what_the_new_one_says(database: Database) -> None:
    """Both ids have been spoken of by then; of the old messages none is taken for one of the new group."""
    told = [(-1, 5, "old"), (-1, 6, "old"), (-2, 5, "new")]
    rows = [{"chat_id": c, "message_id": m, "text": t, "user_id": 1, "at": NOW} for c, m, t in told]
    with database.transaction() as session:
        insert_missing(session, ChainText, rows)
    with database.transaction() as session:
        delivery.move_chat(session, -1, -2)
    with database.transaction() as session:
        found = session.exec(select(ChainText).order_by(col(ChainText.message_id))).all()
        assert {(row.chat_id, row.message_id, row.text) for row in found} == {
            (-2, 5, "new"),
            (-2, -5, "old"),
            (-2, -6, "old"),
        }
