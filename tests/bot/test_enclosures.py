"""Pictures and tables that go with messages: drawn with our own font, escaped, and never in the way of the words."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
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
from rules.charts import contrast, wide
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
    "matters": [], "levels": [], "heat": {"parts": [], "rows": [], "columns": [], "cells": []},
    "tiles": [
        {"name": "超期", "tone": "bad", "count": 0, "before": None},
        {"name": "要您定", "tone": "act", "count": 0, "before": None},
        {"name": "新报", "tone": "", "count": 0, "before": 0},
        {"name": "办结", "tone": "", "count": 0, "before": 0},
    ],
}  # fmt: skip
MUCH = NOTHING | {
    "new": list(range(14)), "done": list(range(14, 0, -1)), "matters": [["电梯故障", 9], ["渗漏水", 3]],
    "levels": [["网格", 9], ["社区", 0]],
    "heat": {"parts": ["第一网格"], "rows": ["3号楼"], "columns": ["电梯故障", "渗漏水"], "cells": [[2, 0]]},
}  # fmt: skip
names = st.text(max_size=40)


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
    assert width == 1080
    assert 900 < height < 3200
    assert ink(png) > 5000


def test_chinese_is_drawn_by_the_font_that_comes_along() -> None:
    """A font without the sign would draw the same box, or nothing, for both."""
    pictures = [Drawing(TEXTS["zh"]).png("digest", NOTHING | {"title": title}) for title in ("光", "明", "  ")]
    assert len({ink(png) for png in pictures}) == 3
    assert FONT.stat().st_size < 3_000_000
    assert (FONT.parent / "OFL.txt").read_text(encoding="utf-8").count("SIL OPEN FONT LICENSE") == 1


@st.composite
def pictures(draw: st.DrawFn) -> dict[str, Any]:
    """Whatever a place is called, however much there is."""
    columns, rows = draw(st.lists(names, min_size=1, max_size=4)), draw(st.lists(names, max_size=8))
    days, counts = draw(st.sampled_from([14, 28, 29, 31])), st.sampled_from([0, 1, 9, 400, 12345])
    return NOTHING | {
        "title": draw(names),
        "subtitle": draw(names),
        "days": [draw(st.sampled_from(["12/31", "28 Nov"]))] * days,
        "new": [draw(counts) for _ in range(days)],
        "done": [draw(counts)] * days,
        "tiles": [tile | {"count": draw(counts), "before": draw(st.none() | counts)} for tile in NOTHING["tiles"]],
        "matters": [(draw(names), draw(counts)) for _ in range(draw(st.integers(0, 6)))],
        "levels": [(draw(names), draw(counts)) for _ in range(draw(st.integers(0, 4)))],
        "heat": {
            "parts": [draw(names) for _ in rows],
            "rows": rows,
            "columns": columns,
            "cells": [[draw(counts) for _ in columns] for _ in rows],
        },
    }


@dataclass(frozen=True)
class Words:
    """Some words of a picture, and the room that they take."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    size: float
    colour: str

    def touches(self, other: "Words") -> bool:
        beside = self.right <= other.left or other.right <= self.left
        return not (beside or self.bottom <= other.top or other.bottom <= self.top)


def words_of(picture: ElementTree.Element) -> list[Words]:
    found = []
    for each in picture.iter("{http://www.w3.org/2000/svg}text"):
        text, size = each.text or "", float(each.attrib["font-size"])
        x, y, long = float(each.attrib["x"]), float(each.attrib["y"]), wide(text) * size
        left = x - {"start": 0.0, "middle": 0.5, "end": 1.0}[each.attrib["text-anchor"]] * long
        found.append(Words(text, left, left + long, y - 0.8 * size, y + 0.15 * size, size, each.attrib["fill"]))
    return [each for each in found if each.text.strip()]


def ground_of(picture: ElementTree.Element, words: Words) -> str:
    """The colour under some words: the last area painted there."""
    colour = ""
    for each in picture.iter("{http://www.w3.org/2000/svg}rect"):
        x, y = float(each.attrib.get("x", 0)), float(each.attrib.get("y", 0))
        if x <= words.left < x + float(each.attrib["width"]) and y <= words.top < y + float(each.attrib["height"]):
            colour = each.attrib["fill"]
    return colour


@settings(max_examples=40, deadline=None)
@given(locale=st.sampled_from(["zh", "en"]), values=pictures())
def test_whatever_stands_in_it_the_picture_is_read_on_a_telephone(locale: str, values: dict[str, Any]) -> None:
    """A street's buildings were cut to 达濠社区 第一网格 1…, and the dates were six points high on a telephone."""
    picture = ElementTree.fromstring(Charts(TEXTS[locale]).svg("digest", **values))
    across, high = map(float, picture.attrib["viewBox"].split()[2:])
    words = words_of(picture)
    for each in words:
        assert 0 <= each.left <= each.right <= across, each
        assert 0 <= each.top <= each.bottom <= high, each
        assert each.size * 360 / across >= 11, each
        assert contrast(each.colour, ground_of(picture, each)) >= 4.5, each
    assert [(one, other) for one, other in combinations(words, 2) if one.touches(other)] == []


def test_a_building_is_told_from_its_neighbours_however_long_its_name() -> None:
    houses = [f"濠江区阳光花园国际社区二期北{number}号楼" for number in (1, 2, 11)]
    heat = {"parts": ["达濠社区 第一网格"] * 3, "rows": houses, "columns": ["电梯故障"], "cells": [[1], [2], [3]]}
    shown = [each.text for each in words_of(ElementTree.fromstring(CHARTS.svg("digest", **NOTHING | {"heat": heat})))]
    assert {"1号楼", "2号楼", "11号楼"} <= set(shown)
    assert shown.count("濠江区阳光…") == 3
    assert shown.count("达濠社区 第一网格") == 1


def test_one_ticket_in_a_building_is_not_as_dark_as_many() -> None:
    def dark(count: int) -> str:
        heat = {"parts": [""], "rows": ["3号楼"], "columns": ["电梯故障"], "cells": [[count]]}
        picture = ElementTree.fromstring(CHARTS.svg("digest", **NOTHING | {"heat": heat}))
        (cell,) = (words for words in words_of(picture) if words.text == str(count) and words.size == 24)
        return ground_of(picture, cell)

    assert dark(1) != dark(3) == dark(30)


@pytest.mark.parametrize(
    ("values", "colour", "shares"),
    [
        ({"matters": [["电梯故障", 1], ["渗漏水", 1]]}, "#1d5fd1", [0.25, 0.25]),
        ({"matters": [["电梯故障", 8], ["渗漏水", 2]]}, "#1d5fd1", [1, 0.25]),
        ({"levels": [["网格", 1], ["社区", 1]]}, "#0b7550", [0.5, 0.5]),
    ],
)
def test_a_bar_is_as_long_as_what_it_tells(values: dict[str, Any], colour: str, shares: list[float]) -> None:
    """One ticket of each matter filled the picture from edge to edge."""

    def bars(values: dict[str, Any]) -> list[float]:
        picture = ElementTree.fromstring(CHARTS.svg("digest", **NOTHING | values))
        return [float(each.get("width", 0)) for each in picture.iter() if each.get("fill") == colour and each.get("rx")]

    (full,) = bars({key: [[rows[0][0], 8], *([name, 0] for name, _ in rows[1:])] for key, rows in values.items()})
    assert [round(width / full, 2) for width in bars(values)] == shares


def test_where_there_is_nothing_no_heading_stands() -> None:
    def shown(values: dict[str, Any]) -> set[str]:
        return {each.text for each in words_of(ElementTree.fromstring(CHARTS.svg("digest", **values)))}

    headings = {TEXTS["zh"].words[key] for key in ("chart_matters", "chart_levels", "chart_heat")}
    assert headings <= shown(MUCH)
    assert not headings & shown(NOTHING)


def test_what_is_behind_and_what_to_decide_stand_out_only_where_there_is_any() -> None:
    def grounds(count: int) -> list[str]:
        values = NOTHING | {"tiles": [tile | {"count": count} for tile in NOTHING["tiles"]]}
        picture = ElementTree.fromstring(CHARTS.svg("digest", **values))
        first = [words for words in words_of(picture) if words.text in ("超期", "要您定")]
        return [ground_of(picture, words) for words in first]

    assert len(set(grounds(0))) == 1
    assert len({*grounds(0), *grounds(1)}) == 3


@pytest.mark.parametrize("title", ["الويب 街道", "👨‍👩‍👧 e\u0301\u0302", "𠮷野家 ᠮᠣᠩᠭᠣᠯ", ""])
def test_what_the_font_has_not_is_drawn_as_an_empty_square(title: str) -> None:
    assert size(Drawing(TEXTS["zh"]).png("digest", NOTHING | {"title": title}))[0] == 1080


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


def test_a_table_is_read_whole_on_the_screen_and_on_paper() -> None:
    """The arrows of filters lay on 楼 and 编号, every building had the mark of a fault, and a long note one line."""
    heads = ["编号", "楼", "备注"]
    book = workbook([Table("工单", heads, [[n, "12", "很长的话" * 30] for n in range(3)])])
    with zipfile.ZipFile(io.BytesIO(book)) as parts:
        sheet = ElementTree.fromstring(parts.read("xl/worksheets/sheet1.xml"))
        styles = parts.read("xl/styles.xml").decode()
    ours = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    widths = [
        float(each.attrib["width"])
        for each in sheet.iter(f"{ours}col")
        for _ in range(int(each.attrib["min"]), int(each.attrib["max"]) + 1)
    ]
    # An arrow is as wide as two Chinese signs.
    assert all(width >= 2 * len(head) + 4 for width, head in zip(widths[:2], heads, strict=False))
    assert widths[2] < 42
    assert 'wrapText="1"' in styles
    last = {each.attrib["r"]: each.attrib.get("s") for each in sheet.iter(f"{ours}c")}
    assert last["C2"] is not None
    assert last["B2"] is None
    (marked,) = sheet.iter(f"{ours}ignoredError")
    assert marked.attrib == {"sqref": "A1:C4", "numberStoredAsText": "1"}
    (paper,) = sheet.iter(f"{ours}pageSetup")
    assert paper.attrib["fitToHeight"] == "0"


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
