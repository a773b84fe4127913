"""What a report may join is found by indexes: however much has been told in years, as little is looked at."""

from datetime import UTC, datetime
from typing import Any

from models.session import Database
from models.ticket import similar

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def test_what_is_finished_is_not_looked_at(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    said: list[str] = []
    with database.transaction() as session:
        driver: Any = session.connection().connection.driver_connection
        driver.set_trace_callback(said.append)
        similar(session, [1, 2], "utility.power_outage", ["3", ""], NOON)
        driver.set_trace_callback(None)
        plan = session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {said[-1]}").all()
    database.close()
    found = [step.detail for step in plan if "ticket" in step.detail]
    assert [step.split("USING INDEX ")[1] for step in found] == [
        "ticket_alike (place_id=? AND matter=? AND created_at>?)",
        "ticket_resting_alike (place_id=? AND matter=?)",
    ]
