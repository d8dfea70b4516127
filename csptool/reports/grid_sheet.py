"""A plain table of exact figures on a sheet of a workbook: stated, not live."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from csptool.reports.grid import Cell, Grid, shown
from csptool.reports.workbook import LINE, OutputBook, width
from formulas.rounding import to_the_penny

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

FORMATS = {
    "£": "£#,##0.00;[Red]-£#,##0.00",
    "+£": "+£#,##0.00;[Red]-£#,##0.00;£0.00",
    "£ exact": "£#,##0.00######",
    "%": "0.00%",
    "+%": "+0.00%;[Red]-0.00%;0.00%",
    "count": "#,##0",
}
HEADER_ROW = 2


def add_grid(book: OutputBook, name: str, grid: Grid) -> Worksheet:
    """A sheet of its own with the table's heads, rows and total."""
    sheet = book.sheet(name, grid.title, landscape=True)
    sheet.set_row(HEADER_ROW, 30)
    every = [*grid.rows, *([grid.total] if grid.total else [])]
    for column, head in enumerate(grid.heads):
        sheet.write_string(
            HEADER_ROW, column, head.text, book.header if head.kind == "text" else book.header_of_figures
        )
        texts = [shown(row[column], head.kind) for row in every]
        sheet.set_column(column, column, width([*head.text.split(), *texts]))
    for number, row in enumerate(every, HEADER_ROW + 1):
        line = LINE if number > HEADER_ROW + len(grid.rows) else {}
        for column, (cell, head) in enumerate(zip(row, grid.heads, strict=True)):
            write_cell(book, sheet, (number, column), cell, head.kind, **line)
    sheet.freeze_panes(HEADER_ROW + 1, 1)
    sheet.repeat_rows(HEADER_ROW)
    return sheet


def write_cell(
    book: OutputBook, sheet: Worksheet, place: tuple[int, int], cell: Cell, kind: str, **line: object
) -> None:
    """One cell: text as text, nothing as n/a, pounds to the penny."""
    if isinstance(cell, str):
        apart = {"indent": 1} if place[1] else {}  # from the figures to the left of it
        sheet.write_string(*place, cell, book.style(**apart, **line))
    elif cell is None:
        sheet.write_string(*place, "n/a", book.style(align="right", **line))
    else:
        number = float(to_the_penny(Fraction(cell)) if kind in ("£", "+£") else cell)
        sheet.write_number(*place, number, book.number(FORMATS[kind], **line))
