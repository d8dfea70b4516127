"""The blank workbooks of `csptool precept`: settings, billing authorities, dwellings, budget."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csptool.reports.templates import HEADER_ROW, ROWS, add_amount, add_example, add_settings, add_table
from csptool.reports.workbook import OutputBook
from csptool.sheets.precept_terms import (
    AUTHORITIES,
    AUTHORITIES_SHEET,
    BUDGET,
    BUDGET_SHEET,
    DWELLINGS,
    DWELLINGS_SHEET,
    EXAMPLE_AUTHORITY,
    EXAMPLE_LINE,
    OF_DWELLINGS,
    OF_TAX_BASES,
    PRECEPT_SHEET,
    SETTINGS,
)
from formulas.requirement_items import KINDS

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet


BANDS = ("A disabled", *"ABCDEFGHI")


def precept_template(*, dwellings: bool = False) -> bytes:
    """The sheets Precept, Authorities and Budget, with `dwellings` Dwellings too; an amount may be typed as £1.5m."""
    book = OutputBook("Precept workbook for csptool precept")
    settings = {key: setting for key, setting in SETTINGS.items() if dwellings or key != "base_rounding"}
    sheet, rows = add_settings(book, PRECEPT_SHEET, "The precept: fill in the pale cells", settings)
    for key in ("band_d", "before"):  # of Band D every decimal counts
        sheet.write_blank(rows[key], 1, None, book.number("£#,##0.00##", **book.given, align="left"))
        add_amount(sheet, (rows[key], 1), "Pounds, above nought, with every decimal.", ">", 0)
    for key in ("total_base", "total_before"):
        add_amount(sheet, (rows[key], 1), "Dwellings as Band D equivalents, above nought: no pound signs.", ">", 0)
    note = "One row for each billing authority. Tax bases count dwellings: no pound signs."
    columns = {**AUTHORITIES, **OF_DWELLINGS} if dwellings else AUTHORITIES
    sheet = add_table(book, AUTHORITIES_SHEET, "The billing authorities", columns, note)
    sheet.set_column(2, 3, 18, book.number("#,##0.00##"))
    sheet.set_column(4, 4, 22, book.number("£"))
    base = None if dwellings else 61412.5
    add_example(book, sheet, [EXAMPLE_AUTHORITY, "E07000000", base, 60980.2, 12500])
    for column in (2, 3):
        add_amount(sheet, (HEADER_ROW + 1, column), "Dwellings as Band D equivalents, above nought.", ">", ROWS - 1)
    if dwellings:
        _rate(book, sheet, 5)
        _dwellings(book)
    _budget(book)
    return book.finished()


def tax_base_template() -> bytes:
    """The sheets Precept, Authorities and Dwellings with what the tax bases alone need."""
    book = OutputBook("Tax base workbook for csptool precept")
    settings = {key: SETTINGS[key] for key in OF_TAX_BASES}
    add_settings(book, PRECEPT_SHEET, "The tax base: fill in the pale cells", settings)
    columns = {key: AUTHORITIES[key] for key in ("name", "code", "base")} | OF_DWELLINGS
    note = "One row for each billing authority. A tax base stated is held against its dwellings; blank: worked out."
    sheet = add_table(book, AUTHORITIES_SHEET, "The billing authorities", columns, note)
    sheet.set_column(2, 2, 18, book.number("#,##0.00##"))
    add_example(book, sheet, [EXAMPLE_AUTHORITY, "E07000000", None])
    _rate(book, sheet, 3)
    _dwellings(book)
    return book.finished()


def _rate(book: OutputBook, sheet: Worksheet, column: int) -> None:
    """The columns of the collection rate and of contributions in lieu, with their example."""
    row, pale = HEADER_ROW + 1, {"italic": True, **book.given}
    sheet.set_column(column, column, 18, book.number("0.00##%"))
    sheet.set_column(column + 1, column + 1, 22, book.number("#,##0.00##"))
    sheet.write_number(row, column, 0.985, book.number("0.00##%", **pale))
    sheet.write_number(row, column + 1, 120, book.number("#,##0.00##", **pale))
    add_amount(sheet, (row, column + 1), "Dwellings as Band D equivalents, not pounds.", ">=", ROWS - 1)


def _dwellings(book: OutputBook) -> None:
    """The sheet Dwellings with a row for every band of an example; Band I is for Wales."""
    note = "A row for each band of each billing authority. Band I is in Wales only: in England leave its row blank."
    sheet = add_table(book, DWELLINGS_SHEET, "The dwellings by band", DWELLINGS, note)
    sheet.set_column(2, len(DWELLINGS) - 1, 18, book.number("#,##0.##"))
    for row, band in enumerate(BANDS, HEADER_ROW + 1):
        sheet.write_string(row, 0, EXAMPLE_AUTHORITY, book.number("text", italic=True, **book.given))
        sheet.write_string(row, 1, band, book.number("text", **book.given))
        for column in range(2, len(DWELLINGS)):
            sheet.write_blank(row, column, None, book.number("#,##0.##", **book.given))
    choice = {"validate": "list", "source": list(BANDS), "ignore_blank": True}
    sheet.data_validation(HEADER_ROW + 1, 1, HEADER_ROW + ROWS, 1, choice)
    for column, key in enumerate(DWELLINGS):
        if key in ("listed", "exempt", "discounts", "premiums", "support"):
            add_amount(sheet, (HEADER_ROW + 1, column), DWELLINGS[key].note, ">=", ROWS - 1)


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
