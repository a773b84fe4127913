"""What a row of the outbox names beside its words, made when it is sent: pictures, and tables of tickets."""

import asyncio
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.drawing import Drawing
from bot.lists import doors_table, rollcall_table
from bot.sheets import Cell, Table, workbook
from handlers.desk import Resources
from models import digest
from models.session import Database
from models.town import load
from rules.messages import Upload
from rules.routing import Directory

COLUMNS = (
    "number", "state", "matter", "class", "community", "grid", "building", "unit", "level", "created", "claimed",
    "resolved", "closed", "rating", "reporters", "reopened", "hops",
)  # fmt: skip


class Enclosures:
    """Made anew whenever they are asked for, off the event loop and outside every transaction that writes."""

    def __init__(self, database: Database, resources: Resources) -> None:
        self._database, self._resources = database, resources
        self._drawing = Drawing(resources.texts)

    async def make(self, asked: Mapping[str, Any]) -> Upload:
        """The upload of `{picture, values}`, or of `{sheet, ...}`; `sheet` is the file's name.

        Sheets: `{place, since, sealed, tables}` of tickets, `{roll, areas}` of a roll call, `{doors}` of a campaign.
        """
        return await asyncio.to_thread(self.made, asked)

    def made(self, asked: Mapping[str, Any]) -> Upload:
        """The same, at once."""
        if "picture" in asked:
            return Upload(f"{asked['picture']}.png", self._drawing.png(asked["picture"], asked["values"]), picture=True)
        if "roll" in asked or "doors" in asked:
            return Upload(asked["sheet"], workbook([self._list(asked)]))
        tables = [Table(*each) for each in asked["tables"]]
        return Upload(
            asked["sheet"], workbook([*tables, self._tickets(asked["place"], asked["since"], asked["sealed"])])
        )

    def _list(self, asked: Mapping[str, Any]) -> Table:
        """The households of a roll call or of a door campaign."""
        texts = self._resources.texts
        with self._database.snapshot() as session:
            town = load(session, (), texts.zone)
            make = rollcall_table if "roll" in asked else doors_table
            return make(session, town, texts, self._time, asked)

    def _tickets(self, place: int, since: str, sealed: bool) -> Table:
        """The tickets of a place since a moment, in people's words: nobody's name, no room."""
        word = self._resources.texts.word
        with self._database.snapshot() as session:
            town = load(session, (), self._resources.texts.zone)
            places = [spot.id for spot in town.below(place)]
            found = digest.rows(session, places, datetime.fromisoformat(since), sealed)
            told = [self._row(town, row) for row in found]
        return Table(word("sheet_tickets"), [word(f"sheet_{name}") for name in COLUMNS], told)

    def _row(self, town: Directory, row: Any) -> list[Cell]:
        texts, matter = self._resources.texts, self._resources.policies.taxonomy[row.matter]
        places = [town.at_level(row.place_id, level) for level in ("community", "grid")]
        # Who is in need, or told on somebody, is not to be found by the door.
        where = ("", "") if row.quiet else (row.building, row.unit)
        moments = (row.created_at, row.claimed_at, row.resolved_at, row.closed_at)
        return [
            row.number, texts.word(row.state), matter.name(texts.locale), row.service_class,
            *(spot.name if spot else "" for spot in places), *where, texts.word(row.level),
            *map(self._time, moments), texts.word(row.rating) if row.rating else "", row.reporters, row.reopened,
            row.hops,
        ]  # fmt: skip

    def _time(self, moment: datetime | None) -> str:
        return f"{self._resources.texts.local(moment):%Y-%m-%d %H:%M}" if moment else ""
