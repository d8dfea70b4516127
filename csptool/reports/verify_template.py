"""The blank workbook of `csptool verify --checks`: named figures of a paper, and the checks between them."""

from __future__ import annotations

from csptool.declared_checks import CHECKS_SHEET, COLUMNS
from csptool.reports.templates import HEADER_ROW, add_table
from csptool.reports.workbook import OutputBook

EXAMPLE = (
    ("underspend", "£120,000.00"),
    ("hub", "£30,000"),
    ("training", "£1,800"),
    ("redistributed", "table 2, row 11, column 3"),
    ("what is handed on", "underspend - hub - training = redistributed"),
)


def verify_template() -> bytes:
    """The sheet Checks with an example to be typed over."""
    book = OutputBook("Checks for csptool verify")
    note = "A row names a figure of the paper, or states a check between named figures with + - * / and brackets."
    sheet = add_table(book, CHECKS_SHEET, "What the paper's figures must agree on", COLUMNS, note)
    pale = book.number("text", italic=True, **book.given)
    for row, cells in enumerate(EXAMPLE, HEADER_ROW + 1):
        for column, text in enumerate((*cells, "")):
            sheet.write_string(row, column, text, pale)
    sheet.set_column(0, 0, 28, book.number("text"))
    sheet.set_column(1, 1, 60, book.number("text"))
    sheet.set_column(2, 2, 28, book.number("text"))
    return book.finished()
