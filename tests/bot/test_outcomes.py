"""What telling of a message that cannot arrive leaves behind when it fails half way."""

from collections.abc import Iterator
from datetime import UTC, datetime

from sqlmodel import Session

from bot.gateway import Outcome, Refused
from bot.metrics import Metrics
from bot.outcomes import Ended, Outcomes
from models.delivery import DeliveryRow
from models.place import Place
from models.session import Database, insert
from models.ticket import add_ticket, known, move

NOON = datetime(2026, 5, 4, 4, tzinfo=UTC)


def row(key: int) -> DeliveryRow:
    return DeliveryRow(key, 1, -1, None, "send", {}, "repeat", None, "card", 0, NOON)


def test_what_failed_half_way_is_in_nobodys_hand_afterwards(database: Database) -> None:
    seen: list[str] = []

    def told(failing: Iterator[bool], session: Session) -> None:
        seen.append(known(session, ticket).state)
        assert move(session, known(session, ticket), "claim", claimed_by=501)
        if next(failing):
            raise RuntimeError("broken")

    with database.transaction() as session:
        place = insert(session, Place, code="g", level="grid", name="g")
        values = {"number": 1, "matter": "sanitation.odor", "service_class": "P2", "place_id": place, "owner_id": place}
        ticket = add_ticket(session, **values, created_at=NOON, bot_id=1, chat_id=-1, street_id=place).id
    failing = iter((True, False))

    def undelivered(session: Session, row: DeliveryRow, outcome: Outcome) -> None:
        told(failing, session)

    refused = Refused("bad", "no")
    with database.transaction() as session:
        Outcomes(undelivered, Metrics()).settle(session, [Ended(row(1), refused), Ended(row(2), refused)], NOON)
    with database.transaction() as session:
        assert known(session, ticket).claimed_by == 501
    assert seen == ["open", "open"]
