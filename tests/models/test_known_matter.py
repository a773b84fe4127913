"""What is known beforehand holds at its place and below it, while it lasts."""

from datetime import UTC, datetime, timedelta

from models.known_matter import KnownMatter, in_force, take_back
from models.place import Place
from models.session import Database, insert

NOON = datetime(2026, 5, 4, 4, tzinfo=UTC)
LEVELS = ("district", "street", "community", "grid", "micro_grid")


def test_it_holds_on_the_whole_path_and_nowhere_else(database: Database) -> None:
    with database.transaction() as session:
        path: list[int] = []
        for level in LEVELS:
            above = path[-1] if path else None
            path.append(insert(session, Place, code=level, level=level, name=level, parent_id=above))
        beside = insert(session, Place, code="x", level="grid", name="x", parent_id=path[2])
        hour = {"starts_at": NOON, "ends_at": NOON + timedelta(hours=1)}
        told = {"matter": "utility.water_outage", "words": "停水", "made_by": 1}
        rows = [insert(session, KnownMatter, place_id=place, **told, **hour) for place in (*path, beside)]
        for length in range(1, len(path) + 1):
            found = in_force(session, path[:length], NOON)
            assert [row.id for row in found] == rows[:length][::-1]
        assert in_force(session, path, NOON - timedelta(seconds=1)) == []
        assert in_force(session, path, NOON + timedelta(hours=1)) == []
        assert take_back(session, rows[0], NOON)
        assert [row.id for row in in_force(session, path[:1], NOON)] == []
