"""Calls by SMS or voice: asked of a real port, again while it fails, once in effect, and never for nothing."""

from datetime import UTC, datetime, timedelta

import aiohttp
import pytest
import sqlalchemy as sa

import bot.calls
from bot.calls import IDEMPOTENCY, CallPort
from bot.metrics import Metrics
from models.alarm import ask_to_call
from models.place import Place
from models.session import Database, insert
from models.ticket import Ticket
from tests.bot.parts import rows_of, running, until
from tests.bot.port import listening

BODY = {"number": 7, "place": "第一网格 3号楼", "kind": "fire", "telephones": ["13800138000"], "text": "紧急"}
NOW = datetime.now(UTC)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pauses short enough for a test."""
    monkeypatch.setattr(bot.calls, "LOOK_EVERY", 0.02)
    monkeypatch.setattr(bot.calls, "FIRST_PAUSE", 0.05)


def waiting_call(database: Database, state: str = "open") -> int:
    with database.transaction() as session:
        place = insert(session, Place, code="gm", level="street", name="光明街道")
        ticket = insert(
            session, Ticket, street_id=place, number=7, matter="safety_hazard.fire", service_class="P0", state=state,
            place_id=place, chat_id=-1, bot_id=1, created_at=NOW,
        )  # fmt: skip
        assert ask_to_call(session, ticket, BODY, NOW)
        assert not ask_to_call(session, ticket, BODY, NOW)
    return ticket


def call_row(database: Database) -> sa.Row[tuple[object, ...]]:
    (row,) = rows_of(database, "select state, attempts, error from call_out")
    return row  # type: ignore[no-any-return]


def port_of(database: Database, url: str, metrics: Metrics | None = None) -> CallPort:
    return CallPort(database, url, lambda: datetime.now(UTC), metrics or Metrics())


async def test_a_call_is_made_with_everything_the_port_needs(database: Database) -> None:
    ticket, metrics = waiting_call(database), Metrics()
    async with listening() as port, running(port_of(database, port.url, metrics).run()):
        await until(lambda: call_row(database).state == "done")
    ((method, headers, body),) = port.asked
    assert (method, headers[IDEMPOTENCY]) == ("POST", f"griddesk-{ticket}")
    assert body == BODY | {"key": f"griddesk-{ticket}"}
    assert metrics.registry.get_sample_value("desk_calls_total", {"outcome": "done"}) == 1


async def test_it_is_tried_again_with_the_same_key_at_growing_intervals(database: Database) -> None:
    ticket = waiting_call(database)
    async with listening() as port:
        port.answers.extend([500, 429, 503])
        async with running(port_of(database, port.url).run()):
            await until(lambda: call_row(database).state == "done")
    assert {headers[IDEMPOTENCY] for _, headers, _ in port.asked} == {f"griddesk-{ticket}"}
    assert call_row(database).attempts == len(port.asked) == 4


async def test_what_the_port_refuses_is_not_asked_again_and_is_an_alarm(database: Database) -> None:
    waiting_call(database)
    metrics = Metrics()
    async with listening() as port:
        port.answers.append(403)
        async with running(port_of(database, port.url, metrics).run()):
            await until(lambda: call_row(database).state == "refused")
    assert (len(port.asked), call_row(database).error) == (1, "answered 403")
    assert metrics.registry.get_sample_value("desk_alarms_total", {"kind": "call"}) == 1


async def test_a_port_that_is_not_there_is_asked_until_it_is(database: Database) -> None:
    waiting_call(database)
    async with running(port_of(database, "http://127.0.0.1:9/desk").run()):
        await until(lambda: call_row(database).attempts >= 2)
    assert call_row(database).state == "pending"


async def test_a_ticket_that_somebody_has_taken_needs_no_call(database: Database) -> None:
    waiting_call(database, state="claimed")
    async with listening() as port, running(port_of(database, port.url).run()):
        await until(lambda: call_row(database).state == "needless")
    assert port.asked == []


async def test_two_processes_make_one_call(database: Database) -> None:
    waiting_call(database)
    async with listening() as port, aiohttp.ClientSession() as session:
        for maker in (port_of(database, port.url), port_of(database, port.url)):
            await maker.make_calls(session)
    assert len(port.asked) == 1


async def test_a_call_whose_process_died_is_made_when_its_lease_is_over(database: Database) -> None:
    waiting_call(database)
    later = NOW + timedelta(minutes=5)
    with database.transaction() as session:
        session.connection().execute(sa.text("update call_out set attempts = 1"))
    async with listening() as port, aiohttp.ClientSession() as session:
        await CallPort(database, port.url, lambda: later, Metrics()).make_calls(session)
    assert call_row(database).state == "done"
