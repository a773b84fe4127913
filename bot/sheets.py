"""Tables as a workbook that every office program opens."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO

import xlsxwriter
from xlsxwriter.utility import xl_range
from xlsxwriter.worksheet import Worksheet

WIDEST, NARROWEST = 40, 6
# What a filter's arrow covers of a head.
ARROW = 3
A4, MOST_UPRIGHT = 9, 6
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
    """The sheets in their order, the heads frozen and to be filtered by; printed, no column is left over."""
    out = BytesIO()
    with xlsxwriter.Workbook(out, PLAIN) as book:
        bold, wrapped = book.add_format({"bold": True, "bottom": 1}), book.add_format({"text_wrap": True})
        for table in tables:
            sheet = book.add_worksheet(table.title.translate(FORBIDDEN)[:LONGEST_TITLE])
            sheet.write_row(0, 0, table.header, bold)
            for number, row in enumerate(table.rows, 1):
                sheet.write_row(number, 0, row)
                for column, cell in enumerate(row):
                    if _width(cell) > WIDEST:
                        sheet.write(number, column, cell, wrapped)
            sheet.freeze_panes(1, 0)
            if table.rows:
                last = len(table.rows), len(table.header) - 1
                sheet.autofilter(0, 0, *last)
                # Buildings and rooms are names, so no cell of theirs is marked as a fault.
                sheet.ignore_errors({"number_stored_as_text": xl_range(0, 0, *last)})
            for column, width in enumerate(_widths(table)):
                sheet.set_column(column, column, width)
            _for_paper(sheet, len(table.header))
    return out.getvalue()


def _for_paper(sheet: Worksheet, columns: int) -> None:
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    if columns > MOST_UPRIGHT:
        sheet.set_landscape()


def _widths(table: Table) -> list[int]:
    """As wide as the longest of the first rows and as the head beside its arrow; a Chinese character counts twice."""
    heads = [_width(head) + ARROW for head in table.header]
    columns = zip(heads, *([_width(cell) for cell in row] for row in table.rows[:200]), strict=True)
    return [min(max(*each, NARROWEST - 2) + 2, WIDEST) for each in columns]


def _width(cell: Cell) -> int:
    return sum(2 if ord(sign) > 0x2E80 else 1 for sign in str("" if cell is None else cell))
