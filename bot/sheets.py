"""Tables as a workbook that every office program opens."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO

import xlsxwriter

WIDEST, NARROWEST = 40, 6
# A spreadsheet must run or open nothing that a resident typed.
PLAIN = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
FORBIDDEN = str.maketrans("", "", "[]:*?/\\'")
LONGEST_TITLE = 31

Cell = str | int | float | None


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet: its title, its columns' names, its rows."""

    title: str
    header: Sequence[str]
    rows: Sequence[Sequence[Cell]]


def workbook(tables: Iterable[Table]) -> bytes:
    """The sheets in their order, the heads frozen and to be filtered by."""
    out = BytesIO()
    with xlsxwriter.Workbook(out, PLAIN) as book:
        bold = book.add_format({"bold": True, "bottom": 1})
        for table in tables:
            sheet = book.add_worksheet(table.title.translate(FORBIDDEN)[:LONGEST_TITLE])
            sheet.write_row(0, 0, table.header, bold)
            for number, row in enumerate(table.rows, 1):
                sheet.write_row(number, 0, row)
            sheet.freeze_panes(1, 0)
            if table.rows:
                sheet.autofilter(0, 0, len(table.rows), len(table.header) - 1)
            for column, width in enumerate(_widths(table)):
                sheet.set_column(column, column, width)
    return out.getvalue()


def _widths(table: Table) -> list[int]:
    """As wide as the longest of the first rows, a Chinese character counting twice."""
    columns = zip(table.header, *table.rows[:200], strict=True)
    return [min(max(map(_width, each), default=0) + 2, WIDEST) or NARROWEST for each in columns]


def _width(cell: Cell) -> int:
    return sum(2 if ord(sign) > 0x2E80 else 1 for sign in str("" if cell is None else cell))
