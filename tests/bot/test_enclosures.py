"""Pictures and tables that go with messages: drawn with our own font, escaped, and never in the way of the words."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from typing import Any
from xml.etree import ElementTree
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.drawing import Drawing
from bot.metrics import Metrics
from bot.sender import Sender
from bot.sheets import Table, workbook
from models.session import Database
from rules.messages import Upload
from rules.throttle import Limits
from templates import Texts
from templates.charts import FONT, Charts
from tests.bot.parts import BOT, ScriptedGateway, nobody_told, put, running, state, until
from tests.bot.test_sender import real_now

ZONE = ZoneInfo("Asia/Shanghai")
TEXTS = {locale: Texts(locale, ZONE) for locale in ("zh", "en")}
CHARTS = Charts(TEXTS["zh"])
DAYS = [f"11/{day}" for day in range(7, 21)]
NOTHING: dict[str, Any] = {
    "title": "光明街道", "subtitle": "上周", "note": ["统计0件"], "days": DAYS, "new": [0] * 14, "done": [0] * 14,
    "matters": [], "levels": [], "heat": {"rows": [], "columns": [], "cells": []},
}  # fmt: skip
MUCH = NOTHING | {
    "new": list(range(14)), "done": list(range(14, 0, -1)), "matters": [["电梯故障", 9], ["渗漏水", 3]],
    "levels": [["网格", 9], ["社区", 0]],
    "heat": {"rows": ["3号楼"], "columns": ["电梯故障", "渗漏水"], "cells": [[2, 0]]},
}  # fmt: skip
names = st.text(max_size=40)
figures = st.integers(0, 5000)


def size(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", png[16:24])
    return int(width), int(height)


def ink(png: bytes) -> int:
    """How much there is to see, roughly: the picture's data, unpacked, but for its blank."""
    start, data = 8, b""
    while start < len(png):
        (length,) = struct.unpack(">I", png[start : start + 4])
        if png[start + 4 : start + 8] == b"IDAT":
            data += png[start + 8 : start + 8 + length]
        start += 12 + length
    return len(zlib.decompress(data).translate(None, b"\x00\xff"))


@pytest.mark.parametrize("locale", ["zh", "en"])
@pytest.mark.parametrize("values", [NOTHING, MUCH], ids=["nothing", "much"])
def test_a_digest_is_drawn(locale: str, values: dict[str, Any]) -> None:
    png = Drawing(TEXTS[locale]).png("digest", values)
    width, height = size(png)
    assert width == 1000
    assert 500 < height < 1600
    assert ink(png) > 5000


def test_chinese_is_drawn_by_the_font_that_comes_along() -> None:
    """A font without the sign would draw the same box, or nothing, for both."""
    pictures = [Drawing(TEXTS["zh"]).png("digest", NOTHING | {"title": title}) for title in ("光", "明", "  ")]
    assert len({ink(png) for png in pictures}) == 3
    assert FONT.stat().st_size < 3_000_000
    assert (FONT.parent / "OFL.txt").read_text(encoding="utf-8").count("SIL OPEN FONT LICENSE") == 1


@settings(max_examples=60, deadline=None)
@given(
    title=names,
    matters=st.lists(st.tuples(names, figures), max_size=8),
    rows=st.lists(names, max_size=8),
    columns=st.lists(names, min_size=1, max_size=5),
    most=figures,
)
def test_whatever_stands_in_it_the_picture_is_well_formed(
    title: str, matters: list[tuple[str, int]], rows: list[str], columns: list[str], most: int
) -> None:
    heat = {"rows": rows, "columns": columns, "cells": [[most] * len(columns) for _ in rows]}
    values = NOTHING | {"title": title, "matters": matters, "levels": matters, "heat": heat}
    svg = CHARTS.svg("digest", **values)
    assert ElementTree.fromstring(svg).tag.endswith("svg")


@pytest.mark.parametrize("title", ["الويب 街道", "👨‍👩‍👧 e\u0301\u0302", "𠮷野家 ᠮᠣᠩᠭᠣᠯ", ""])
def test_what_the_font_has_not_is_drawn_as_an_empty_square(title: str) -> None:
    assert size(Drawing(TEXTS["zh"]).png("digest", NOTHING | {"title": title}))[0] == 1000


def test_what_looks_like_markup_is_written_out() -> None:
    svg = CHARTS.svg("digest", **NOTHING | {"title": '<image href="/etc/passwd"/>'})
    assert "<image" not in svg


# tables -----------------------------------------------------------------------------------------------------------


def cells(book: bytes, sheet: int = 1) -> str:
    with zipfile.ZipFile(io.BytesIO(book)) as parts:
        return parts.read(f"xl/worksheets/sheet{sheet}.xml").decode() + parts.read("xl/sharedStrings.xml").decode()


def test_a_table_opens_and_runs_nothing() -> None:
    table = Table("工单/1", ["编号", "事项"], [[1, "=HYPERLINK(1)"], [2, "https://example.org"], [3, None]])
    found = cells(workbook([table, Table("空", ["一"], [])]))
    assert "<f>" not in found
    assert "hyperlink" not in found.lower().replace("=hyperlink", "")
    assert "=HYPERLINK(1)" in found
    assert "编号" in found


# with the sender --------------------------------------------------------------------------------------------------


async def test_a_row_is_sent_with_what_it_encloses(database: Database) -> None:
    asked: list[Mapping[str, Any]] = []

    async def enclose(wanted: Mapping[str, Any]) -> Upload:
        asked.append(wanted)
        return Upload("图.png", b"png", picture=True)

    gateway = ScriptedGateway()
    row = put(database, "上周", payload={"encloses": {"picture": "digest"}})
    sender = Sender(BOT, database, gateway, Limits(on=False), nobody_told, real_now, Metrics())
    sender.enclose = enclose
    async with running(sender.run()):
        await until(lambda: state(database, row) == "sent")
    assert asked == [{"picture": "digest"}]
    assert [(out.text, out.upload) for out in gateway.sent] == [("上周", Upload("图.png", b"png", picture=True))]


async def test_what_cannot_be_drawn_does_not_hold_up_the_words(database: Database) -> None:
    async def enclose(wanted: Mapping[str, Any]) -> Upload:
        raise LookupError("no such picture")

    gateway, metrics = ScriptedGateway(), Metrics()
    row = put(database, "上周", payload={"encloses": {"picture": "nothing"}})
    sender = Sender(BOT, database, gateway, Limits(on=False), nobody_told, real_now, metrics)
    sender.enclose = enclose
    async with running(sender.run()):
        await until(lambda: state(database, row) == "sent")
    assert [(out.text, out.upload) for out in gateway.sent] == [("上周", None)]
    assert metrics.alarms.labels("enclosure")._value.get() == 1
