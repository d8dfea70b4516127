"""The blank workbook of `csptool precept`: settings, billing authorities, budget."""

from __future__ import annotations

from csptool.reports.templates import HEADER_ROW, ROWS, add_amount, add_example, add_settings, add_table
from csptool.reports.workbook import OutputBook
from csptool.sheets.precept_terms import (
    AUTHORITIES,
    AUTHORITIES_SHEET,
    BUDGET,
    BUDGET_SHEET,
    EXAMPLE_AUTHORITY,
    EXAMPLE_LINE,
    PRECEPT_SHEET,
    SETTINGS,
)
from formulas.requirement_items import KINDS


def precept_template() -> bytes:
    """The sheets Precept, Authorities and Budget; an amount may be typed with its unit, as £1.5m."""
    book = OutputBook("Precept workbook for csptool precept")
    sheet, rows = add_settings(book, PRECEPT_SHEET, "The precept: fill in the pale cells", SETTINGS)
    for key in ("band_d", "before"):  # of Band D every decimal counts
        sheet.write_blank(rows[key], 1, None, book.number("£#,##0.00##", **book.given, align="left"))
        add_amount(sheet, (rows[key], 1), "Pounds, above nought, with every decimal.", ">", 0)
    for key in ("total_base", "total_before"):
        add_amount(sheet, (rows[key], 1), "Dwellings as Band D equivalents, above nought: no pound signs.", ">", 0)
    note = "One row for each billing authority. Tax bases count dwellings: no pound signs."
    sheet = add_table(book, AUTHORITIES_SHEET, "The billing authorities", AUTHORITIES, note)
    sheet.set_column(2, 3, 18, book.number("#,##0.00##"))
    sheet.set_column(4, 4, 22, book.number("£"))
    add_example(book, sheet, [EXAMPLE_AUTHORITY, "E07000000", 61412.5, 60980.2, 12500])
    for column in (2, 3):
        add_amount(sheet, (HEADER_ROW + 1, column), "Dwellings as Band D equivalents, above nought.", ">", ROWS - 1)
    _budget(book)
    return book.finished()


def _budget(book: OutputBook) -> None:
    """The sheet Budget, with the kinds as a list to choose from and what each does explained beside."""
    note = "Every line without a sign: its kind says what it does. Clear the example row if you only know the total."
    sheet = add_table(book, BUDGET_SHEET, "The budget, from expenditure to council tax", BUDGET, note)
    sheet.set_column(1, 1, 26)
    sheet.set_column(2, 2, 20, book.number("£"))
    add_example(book, sheet, [EXAMPLE_LINE, "expenditure", 1_000_000])
    page = book.sheet("Notes on kinds", "What each kind of line does")
    for column, text in enumerate(("Kind", "What it does", "Where")):
        page.write_string(2, column, text, book.header)
    for row, (name, kind) in enumerate(KINDS.items(), 3):
        page.write_string(row, 0, name, book.style(bold=True))
        page.write_string(row, 1, kind.words, book.style())
        page.write_string(row, 2, " and ".join(kind.nations), book.style())
    page.set_column(0, 0, 26)
    page.set_column(1, 1, 66)
    page.set_column(2, 2, 20)
    # a list in the cell itself may have no more than 255 characters
    kinds = {
        "validate": "list",
        "source": f"='Notes on kinds'!$A$4:$A${3 + len(KINDS)}",
        "ignore_blank": True,
        "input_title": "Kind",
        "input_message": "What the line is: it says whether it raises or lowers what council tax must raise.",
    }
    sheet.data_validation(HEADER_ROW + 1, 1, HEADER_ROW + ROWS, 1, kinds)
