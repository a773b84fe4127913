"""Which roll calls take answers in a chat, asked of every message that is said there."""

from datetime import UTC, datetime, timedelta

from models import rollcall
from models.broadcast import DONE, Broadcast
from models.broadcast_sending import BroadcastPart
from models.place import Place
from models.session import Database, insert
from rules.rollcall import COUNTS, KIND, Asked

NOON = datetime(2026, 5, 4, 4, tzinfo=UTC)
NIGHT = NOON + timedelta(hours=9)
QUESTION = Asked(COUNTS, ("下楼", "需上门"), "人")


def test_one_that_opens_is_heard_of_in_its_own_transaction(database: Database) -> None:
    with database.transaction() as session:
        assert rollcall.asking_here(session, -1, NOON) == []
        place = insert(session, Place, code="g", level="grid", name="g")
        notice = insert(session, Broadcast, state=DONE, author=1, bot_id=1, scope_id=place, kind=KIND, created_at=NOON)
        insert(session, BroadcastPart, broadcast_id=notice, chat_id=-1, bot_id=1, due_at=NOON)
        call = rollcall.open_call(session, notice, QUESTION, NIGHT, due_at=NIGHT)
        assert rollcall.asking_here(session, -1, NOON) == [notice]
        assert rollcall.asking_here(session, -2, NOON) == []
        assert rollcall.asking_here(session, -1, NIGHT) == []
    with database.transaction() as session:
        assert rollcall.asking_here(session, -1, NOON) == [notice]
        rollcall.change(session, session.merge(call), stage=rollcall.CLOSED)
    with database.transaction() as session:
        assert rollcall.asking_here(session, -1, NOON) == []
