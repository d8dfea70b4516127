"""Blank workbooks with notes, units, data validation and an example row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csptool.reports.workbook import OutputBook
from csptool.sheets.areas_sheet import EXAMPLE_AREA
from csptool.sheets.budget import DEFAULT_RULE
from csptool.sheets.fund_workbook import AREAS_SHEET, FUND_SHEET, SETTINGS
from formulas.rounding import RULES

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

UNITS = ("0.01", "1", "100", "1000")
ROWS = 500  # rows of the Areas sheet that are made ready


def allocate_template() -> bytes:
    """The budget workbook of `csptool allocate`: a sheet Fund and a sheet Areas."""
    book = OutputBook("Budget workbook for csptool allocate")
    add_fund(book)
    add_areas(book)
    return book.finished()


def add_fund(book: OutputBook, *, with_formula: bool = False) -> None:
    """The sheet Fund with its settings."""
    sheet = book.sheet(FUND_SHEET, "The fund: fill in the pale cells", landscape=True)
    for column, text in enumerate(("Setting", "Value", "Note")):
        sheet.write_string(2, column, text, book.header)
    styles = {"pot": book.number("£", **book.given), "unit": book.number("0.00", **book.given)}
    rows = {}
    settings = {key: setting for key, setting in SETTINGS.items() if with_formula or not setting.of_formula}
    for row, (key, setting) in enumerate(settings.items(), 3):
        rows[key] = row
        sheet.write_string(row, 0, setting.label, book.style(bold=True))
        sheet.write_blank(row, 1, None, styles.get(key, book.number("text", **book.given)))
        sheet.write_string(row, 2, setting.note, book.style(text_wrap=True))
    sheet.write_number(rows["unit"], 1, 0.01, styles["unit"])
    sheet.write_string(rows["rule"], 1, DEFAULT_RULE, book.number("text", **book.given))
    add_amount(sheet, (rows["pot"], 1), "The amount to be shared out, in pounds, above nought.", ">", 0)
    sheet.data_validation(rows["unit"], 1, rows["unit"], 1, {"validate": "list", "source": [float(u) for u in UNITS]})
    sheet.data_validation(rows["rule"], 1, rows["rule"], 1, {"validate": "list", "source": list(RULES)})
    if with_formula:
        normalise = {"validate": "list", "source": ["normalise"], "ignore_blank": True}
        sheet.data_validation(rows["weights"], 1, rows["weights"], 1, normalise)
    year = {
        "validate": "length",
        "criteria": "between",
        "minimum": 7,
        "maximum": 9,
        "error_title": "Financial year",
        "error_message": "Write the year as 2024/25.",
    }
    sheet.data_validation(rows["year"], 1, rows["year"], 1, year)
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, 30)
    sheet.set_column(2, 2, 70)


def add_areas(book: OutputBook) -> None:
    """The sheet Areas with a column to share by."""
    sheet = book.sheet(AREAS_SHEET, "The areas and what to share by")
    note = "Code is optional and settles ties. Basis is what to share by: people, crimes, pounds; nought or more."
    sheet.write_string(1, 0, note, book.style())
    for column, text in enumerate(("Code", "Area", "Basis")):
        sheet.write_string(3, column, text, book.header)
    sheet.write_string(4, 0, "E00000000", book.number("text", italic=True, **book.given))
    sheet.write_string(4, 1, EXAMPLE_AREA, book.number("text", italic=True, **book.given))
    sheet.write_number(4, 2, 1234.56, book.number("#,##0.00", italic=True, **book.given))
    sheet.set_column(0, 0, 14, book.number("text"))
    sheet.set_column(1, 1, 40, book.number("text"))
    sheet.set_column(2, 2, 18, book.number("#,##0.00"))
    add_amount(sheet, (4, 2), "What to share by, nought or more; one figure for every area.", ">=", ROWS - 1)
    sheet.freeze_panes(4, 0)


def add_amount(sheet: Worksheet, cell: tuple[int, int], message: str, criteria: str, rows_below: int) -> None:
    """Let a cell, and the rows below it, take only figures; say what they are for when one is chosen."""
    row, column = cell
    rule = {
        "validate": "decimal",
        "criteria": criteria,
        "value": 0,
        "input_message": message,
        "error_title": "A figure is needed",
        "error_message": message,
    }
    sheet.data_validation(row, column, row + rows_below, column, rule)
