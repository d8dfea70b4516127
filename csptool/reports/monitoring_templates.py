"""Blank workbooks for `csptool monitor`: the areas with their spend, and the quarterly return of one area."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from csptool.reports.templates import HEADER_ROW, ROWS, add_amount, add_example, add_settings, add_table
from csptool.reports.workbook import OutputBook
from csptool.sheets import return_workbook
from csptool.sheets.areas_sheet import EXAMPLE_AREA
from csptool.sheets.declared import DeclaredColumn
from csptool.sheets.last_year_sheet import LAST_YEAR, LAST_YEAR_SHEET
from csptool.sheets.monitoring_sheet import AREAS_SHEET, COLUMNS
from csptool.sheets.monitoring_terms import MONITORING_SHEET, SETTINGS
from csptool.sheets.return_workbook import ACTIVITY, ACTIVITY_SHEET, EXAMPLE_ACTIVITY, RETURN_SHEET

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

MONTHS = (
    "April", "May", "June", "July", "August", "September", "October", "November", "December", "January", "February",
    "March",
)  # fmt: skip


def monitor_template() -> bytes:
    """The workbook of `csptool monitor`: sheets Monitoring, Areas and Last year."""
    book = OutputBook("Workbook for csptool monitor")
    sheet, rows = add_settings(book, MONITORING_SHEET, "The terms: fill in the pale cells", SETTINGS)
    add_amount(sheet, (rows["threshold"], 1), "An underspend in pounds, nought or more.", ">=", 0)
    _add_dates(sheet, [rows["as_at"], rows["no_spend_by"]])
    areas = {"area": DeclaredColumn("Area", "The area's name."), **COLUMNS}
    note = "One row for each area, in pounds. Revised allocation, Commitments and Still to spend may be blank."
    sheet = add_table(book, AREAS_SHEET, "The areas: what they were given and what they have spent", areas, note)
    add_example(book, sheet, [EXAMPLE_AREA, 10000.0, 2500.0, None, None, None])
    for column, declared in enumerate(areas.values()):
        sheet.set_column(column, column, 18 if column else 40, book.number("£" if column else "text"))
        if column:
            signed = declared is COLUMNS["spend"]
            _add_pounds(sheet, (HEADER_ROW + 1, column), declared.note, signed=signed)
    note = "Only for the profile last-year: what all areas together spent in each month, or in Q1, Q2, Q3 and Q4."
    sheet = add_table(book, LAST_YEAR_SHEET, "Last year's spend, for a profile of its shape", LAST_YEAR, note)
    for row, month in enumerate(MONTHS, HEADER_ROW + 1):
        sheet.write_string(row, 0, month, book.number("text"))
        sheet.write_blank(row, 1, None, book.number("£", **book.given))
    add_amount(sheet, (HEADER_ROW + 1, 1), LAST_YEAR["spend"].note, ">=", len(MONTHS) - 1)
    return book.finished()


def return_template() -> bytes:
    """The quarterly return of one area: sheets Return and Activity."""
    book = OutputBook("Quarterly monitoring return")
    settings = return_workbook.SETTINGS
    sheet, rows = add_settings(book, RETURN_SHEET, "Quarterly return: fill in the pale cells", settings)
    _add_pounds(sheet, (rows["allocation"], 1), settings["allocation"].note, below=0)
    _add_pounds(sheet, (rows["earlier"], 1), settings["earlier"].note, signed=True, below=0)
    _add_dates(sheet, [rows["returned"]])
    note = "One line for each activity of the quarter. Every line needs a priority, its spend and what is committed."
    sheet = add_table(book, ACTIVITY_SHEET, "What the money was spent on this quarter", ACTIVITY, note)
    add_example(book, sheet, [EXAMPLE_ACTIVITY, "Example priority", 1250.0, 0.0, "What came of it"])
    for column, width in enumerate((40, 30, 18, 18, 60)):
        pounds = column in (2, 3)
        sheet.set_column(column, column, width, book.number("£" if pounds else "text"))
    for column, key in ((2, "spend"), (3, "committed")):
        _add_pounds(sheet, (HEADER_ROW + 1, column), ACTIVITY[key].note, signed=key == "spend")
    return book.finished()


def _add_pounds(
    sheet: Worksheet, cell: tuple[int, int], message: str, *, signed: bool = False, below: int = ROWS - 1
) -> None:
    """Let cells take only amounts; a refund may be below nought."""
    if not signed:
        add_amount(sheet, cell, message, ">=", below)
        return
    row, column = cell
    rule = {
        "validate": "decimal",
        "criteria": "between",
        "minimum": -(10**12),
        "maximum": 10**12,
        "input_message": message,
        "error_title": "A figure is needed",
        "error_message": message,
    }
    sheet.data_validation(row, column, row + below, column, rule)


def _add_dates(sheet: Worksheet, rows: list[int]) -> None:
    """Let cells of the second column take only dates."""
    for row in rows:
        rule = {
            "validate": "date",
            "criteria": ">=",
            "value": datetime.date(2000, 1, 1),
            "error_title": "A date is needed",
            "error_message": "Write the day as 12/06/2026.",
        }
        sheet.data_validation(row, 1, row, 1, rule)
