"""How long the board of a roll call of 10,000 households takes, from the rows to the words.

`python -m tests.bench.board`, on SQLite.
"""

import gc
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from random import Random
from statistics import median

from bot.gateway import Account
from bot.resources import resources_for
from bot.simulated_town import BOT, Size, settle
from config.settings import Settings
from handlers.desk import Desk, Resources
from handlers.rollcall_board import board_words
from handlers.rollcall_card import counted
from models import broadcast, rollcall
from models.broadcast import Broadcast
from models.migrations import migrate
from models.receipt import RosterHome
from models.rollcall import RollCallAnswer
from models.session import Database, insert, insert_missing
from rules.rollcall import COUNTS, KIND, Asked
from tests.bench.sweeps import NINE

HOUSEHOLDS, GRIDS, ROUNDS, ANSWERED = 10_000, 34, 20, 0.8
QUESTION = Asked(COUNTS, ("下楼", "需上门"), "人")


def _fill(desk: Desk) -> Broadcast:
    """The households of grids of some 300 each, four in five of which have answered."""
    grids = [spot.id for spot in desk.town.spots.values() if spot.level == "grid"][:GRIDS]
    chance = Random(10)
    number = insert(
        desk.session, Broadcast, state=broadcast.DONE, author=1, bot_id=BOT, scope_id=grids[0], kind=KIND,
        fields={"what": "几人下楼、几人需上门"}, created_at=NINE,
    )  # fmt: skip
    rollcall.open_call(desk.session, number, QUESTION, NINE + timedelta(hours=9))
    homes, answers = [], []
    for n in range(HOUSEHOLDS):
        place, door = grids[n % len(grids)], n // len(grids)
        building, unit, room = str(1 + door // 100), str(1 + door // 25 % 4), str(101 + door % 25)
        homes.append({"place_id": place, "building": building, "unit": unit, "room": room})
        if chance.random() < ANSWERED:
            said = {"rollcall_id": number, "place_id": place, "household": f"{building}-{unit}-{room}", "at": NINE}
            answers += [said | {"item": item, "value": chance.randrange(4), "user_id": n} for item in (0, 1)]
    insert_missing(desk.session, RosterHome, homes)
    insert_missing(desk.session, RollCallAnswer, answers)
    notice = desk.session.get(Broadcast, number)
    assert notice is not None
    return notice


def _board(desk: Desk, notice: Broadcast) -> int:
    """The whole board as its asker reads it; returns how many households it counts."""
    call = rollcall.fetch(desk.session, notice.id)
    assert call is not None
    grids = [(spot.id, list[str]()) for spot in desk.town.spots.values() if spot.level == "grid"]
    found = counted(desk, call, grids, vulnerable=True)
    assert desk.text("rollcall_board", **board_words(desk, notice, call, found))
    return found.total.answered + len(found.left)


def _resources() -> Resources:
    return resources_for(Settings.from_environment({}), {BOT: Account(BOT, "desk_bot", "小格", reads_all=True)})


def _spent(desk: Desk, notice: Broadcast) -> tuple[float, float]:
    """Milliseconds on the wall and of CPU."""
    began, cpu = time.perf_counter(), time.process_time()
    assert _board(desk, notice) == HOUSEHOLDS
    return (time.perf_counter() - began) * 1000, (time.process_time() - cpu) * 1000


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="desk-board-") as folder:
        database = Database(f"sqlite:///{Path(folder) / 'desk.db'}")
        migrate(database)
        with database.transaction() as session:
            settle(session, Size(GRIDS, GRIDS))
            desk = Desk(session, _resources(), NINE, NINE)
            notice = _fill(desk)
            # As bot/app.py does once everything is loaded.
            gc.freeze()
            wall, cpu = zip(*(_spent(desk, notice) for _ in range(ROUNDS)), strict=True)
        database.close()
    told = f"median {median(wall):.0f} ms, best {min(wall):.0f} ms; {median(cpu):.0f} ms of CPU, best {min(cpu):.0f} ms"
    print(f"the board of {HOUSEHOLDS:,} households: {told}")


if __name__ == "__main__":
    main()
