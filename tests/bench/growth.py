"""How the desk's cost grows: ten times the open tickets, ten times the groups, ten times the messages that wait."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, SQLModel, select

from models.outbox import Outbox
from models.place import Place
from models.report import Report
from models.session import Database, blank, insert_missing
from models.ticket import StreetCounter, Ticket, TicketEvent
from tests.bench.contestants import FLOOD, desk
from tests.bench.process import cpu_seconds
from tests.bench.stage import Stage, day, requests
from tests.bench.town import Town

IDLE_SECONDS = 4.0
SENDING_SECONDS = 4.0
MATTERS = (
    "property_repair.corridor_light",
    "utility.water_outage",
    "property_repair.leak",
    "sanitation.garbage_overflow",
)
PAYLOAD = {"text": "编号1　楼道灯坏　3号楼2单元\n\n记下了，正在通知网格员，进展在这条里更新。", "buttons": []}


@dataclass(frozen=True, slots=True)
class Size:
    """How big a desk is when it is measured."""

    grids: int
    tickets: int


@dataclass(frozen=True, slots=True)
class Cost:
    """Milliseconds of CPU for a request, a message of an ordinary day, and a second in which nothing happens."""

    size: Size
    request: float
    message: float
    idle_second: float


SIZES = (Size(40, 2_000), Size(40, 20_000), Size(400, 2_000))
WAITING = (300, 3_000)


async def cost_of(stage: Stage, size: Size, number: int, folder: Path) -> Cost:
    """Starts a desk of this size and measures it, once warm."""
    town = Town(stage.bot(number * 1000), stage.playground.world, size.grids, size.grids // 2)
    town.build()
    with desk(town, stage.api, folder, prepare=lambda file: _fill(file, size.tickets)) as ours:
        await stage.measure(ours, 200, requests)
        asked = await stage.measure(ours, 500, requests)
        spent = await stage.measure(ours, 2000, day)
        await stage.rest(ours)
        before = cpu_seconds(ours.pid)
        await asyncio.sleep(IDLE_SECONDS)
        idle = (cpu_seconds(ours.pid) - before) / IDLE_SECONDS
        return Cost(size, asked.cpu / 500 * 1000, spent.cpu / 2000 * 1000, idle * 1000)


async def cost_of_waiting(stage: Stage, waiting: int, number: int, folder: Path) -> float:
    """Milliseconds of CPU for one message sent while so many wait for their turn, at 27 a second."""
    town = Town(stage.bot(number * 1000), stage.playground.world)
    town.build()
    with desk(town, stage.api, folder, limits=FLOOD, prepare=lambda file: _queue(file, town, waiting)) as ours:
        await stage.until(lambda: stage.sends(ours) > 30, ours)
        sends, cpu = stage.sends(ours), cpu_seconds(ours.pid)
        await asyncio.sleep(SENDING_SECONDS)
        return (cpu_seconds(ours.pid) - cpu) / (stage.sends(ours) - sends) * 1000


def _fill(database: Path, tickets: int) -> None:
    """Writes open tickets with their reports, events and cards, as if residents had told them over some days."""

    def write(session: Session, now: datetime) -> None:
        places = sorted(session.exec(select(Place.id).where(Place.level == "grid")))
        street = session.exec(select(Place.id).where(Place.level == "street")).one()
        insert_missing(session, StreetCounter, [{"street_id": street, "last": tickets}])
        _add(session, Ticket, (_ticket(n, places[n % len(places)], street, now) for n in range(1, tickets + 1)))
        _add(session, Report, (_report(n, now) for n in range(1, tickets + 1)))
        _add(
            session,
            TicketEvent,
            ({"ticket_id": n, "at": now, "actor": n, "kind": "open"} for n in range(1, tickets + 1)),
        )
        _add(
            session, Outbox, (_card(n, purpose, now) for n in range(1, tickets + 1) for purpose in ("public", "staff"))
        )

    _write(database, write)


def _queue(database: Path, town: Town, waiting: int) -> None:
    """Writes messages that wait to be sent, to all groups in turn."""

    def write(session: Session, now: datetime) -> None:
        chats = [town.residents(grid, which) for grid in range(town.grids) for which in (0, 1)]
        row = {"bot_id": town.bot.id, "act": "send", "payload": PAYLOAD, "created_at": now}
        _add(session, Outbox, (row | {"chat_id": chats[n % len(chats)]} for n in range(waiting)))

    _write(database, write)


def _write(database: Path, write: Callable[[Session, datetime], None]) -> None:
    opened = Database(f"sqlite:///{database}")
    with opened.transaction() as session:
        write(session, datetime.now(UTC))
    opened.close()


def _add(session: Session, table: type[SQLModel], rows: Iterator[dict[str, Any]]) -> None:
    usual = {name: value for name, value in blank(table).items() if name != "id"}
    session.connection().execute(sa.insert(table), [usual | row for row in rows])


def _ticket(number: int, place: int, street: int, now: datetime) -> dict[str, Any]:
    # No resident of the bench lives in these buildings: nothing that is said joins these tickets.
    return {
        "street_id": street, "number": number, "matter": MATTERS[number % len(MATTERS)], "service_class": "P2",
        "place_id": place, "building": str(100 + number % 90), "words": "楼道灯坏了",
        "chat_id": -number, "bot_id": 1, "created_at": now - timedelta(minutes=number % 5000),
        "due_at": now + timedelta(days=3, seconds=number),
    }  # fmt: skip


def _report(number: int, now: datetime) -> dict[str, Any]:
    return {
        "ticket_id": number, "user_id": 10**9 + number, "chat_id": -number, "message_id": number, "opens": True,
        "words": "楼道灯坏了", "at": now - timedelta(minutes=number % 5000),
    }  # fmt: skip


def _card(number: int, purpose: str, now: datetime) -> dict[str, Any]:
    return {
        "bot_id": 1, "chat_id": -number, "act": "send", "payload": PAYLOAD, "state": "sent", "ticket_id": number,
        "purpose": purpose, "message_id": number, "created_at": now, "sent_at": now - timedelta(hours=1),
    }  # fmt: skip
