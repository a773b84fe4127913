"""A small street, simulated: the same seed gives the same days, and it breaks where workers are missing."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlmodel import select

from bot.gateway import Account
from bot.resources import resources_for
from bot.simulated_town import BOT, Size, is_residents
from bot.simulation import Plan, Street, Tally
from bot.simulation_report import Wanted, lived
from config.faults import ConfigurationFaults
from config.settings import Settings
from config.simulation import FILE, Behaviour, load_behaviour
from models.migrations import migrate
from models.outbox import Outbox
from models.report import Report
from models.session import Database
from models.ticket import Ticket

SETTINGS = Settings.from_environment({})
START = datetime(2026, 3, 2, tzinfo=SETTINGS.timezone)
BOX = Outbox.__table__.c  # type: ignore[attr-defined]
SMALL = Size(6, 3)


def lives(size: Size, days: int, load: str = "mid", seed: int = 1) -> tuple[Street, Tally]:
    database = Database("sqlite://")
    migrate(database)
    resources = resources_for(SETTINGS, {BOT: Account(BOT, "desk_bot", "小格", reads_all=True)})
    street = Street(database, resources, load_behaviour(), Plan(START, days, size, load), seed)
    return street, street.run()


@pytest.fixture(scope="module")
def week() -> Iterator[tuple[Street, Tally]]:
    """A week of a small street."""
    street, tally = lives(SMALL, 7)
    yield street, tally
    street.database.close()


def test_every_ticket_has_its_reporter_and_its_cards(week: tuple[Street, Tally]) -> None:
    with week[0].database.snapshot() as session:
        tickets = session.exec(select(Ticket)).all()
        reported = set(session.exec(select(Report.ticket_id)))
        carded = set(session.exec(select(Outbox.ticket_id).where(Outbox.purpose == "staff")))
    assert len(tickets) > 20
    assert {t.id for t in tickets} == reported
    assert {t.id for t in tickets} <= carded


def test_no_ticket_brings_a_third_message_into_a_residents_group(week: tuple[Street, Tally]) -> None:
    said = (BOX.act == "send", BOX.purpose.in_(("public", "result", "danger", "quiet")))
    standing = sa.select(BOX.ticket_id, BOX.chat_id, sa.func.count()).where(*said)
    with week[0].database.snapshot() as session:
        found = session.connection().execute(standing.group_by(BOX.ticket_id, BOX.chat_id)).all()
    assert all(count <= 2 for _, chat, count in found if is_residents(chat))


def test_nothing_falls_due_unserved(week: tuple[Street, Tally]) -> None:
    street = week[0]
    with street.database.snapshot() as session:
        late = session.exec(select(Ticket).where(Ticket.due_at < street.now - timedelta(minutes=1))).all()  # type: ignore[operator]
    assert late == []


def test_the_same_seed_gives_the_same_lines_and_another_one_others() -> None:
    first, again, other = (list(lived(SETTINGS, Wanted(3, 2, "high", 1.0, seed))) for seed in (5, 5, 6))
    assert first == again
    assert first[1:] != other[1:]


def test_where_most_workers_are_missing_it_says_where_it_breaks() -> None:
    lines = list(lived(SETTINGS, Wanted(6, 6, "high", 0.17, 1)))
    assert lines[-1].startswith("撑不住的地方")


def test_missing_workers_are_spread_and_their_grids_are_served() -> None:
    size = Size(9, 3, 2 / 3)
    assert size.workers == 6
    assert len({size.worker_of(grid) for grid in range(9)}) == 6


def test_a_behaviour_with_mistakes_is_told_with_its_lines(tmp_path: Path) -> None:
    file = tmp_path / "simulation.yaml"
    text = (
        FILE.read_text(encoding="utf-8").replace("median: 12 min", "median: 3 h").replace("silent: 0.03", "silnt: 0.03")
    )
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigurationFaults) as told:
        load_behaviour(file)
    words = str(told.value)
    assert "median" in words
    assert "silnt" in words
    assert isinstance(load_behaviour(), Behaviour)


def test_what_nobody_looks_at_again_is_not_drawn_anew(week: tuple[Street, Tally]) -> None:
    with week[0].database.snapshot() as session:
        drawn = session.exec(select(Outbox.act, Outbox.purpose).where(Outbox.act == "edit")).all()
    assert not [purpose for _, purpose in drawn if purpose in ("staff", "public")]
