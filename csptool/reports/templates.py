"""Blank workbooks with notes, units, data validation and an example row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from csptool.reports.workbook import OutputBook, width
from csptool.sheets.areas_sheet import EXAMPLE_AREA
from csptool.sheets.budget import DEFAULT_RULE
from csptool.sheets.declared import DeclaredColumn
from csptool.sheets.fund_workbook import AREAS_SHEET, FUND_SHEET, OF_FORMULA, SETTINGS
from csptool.sheets.settings import Setting

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

UNITS = ("0.01", "1", "100", "1000")
ROWS = 500  # rows of the Areas sheet that are made ready
HEADER_ROW = 3  # of a table, counted from 0
FORMATS = {
    "pounds": "£",
    "unit": "0.00",
    "rate": "0.00%",
    "date": "dd/mm/yyyy",
    "number": "#,##0.######",
    "base": "#,##0.00##",
}
YEAR = {
    "validate": "length",
    "criteria": "between",
    "minimum": 7,
    "maximum": 9,
    "error_title": "Financial year",
    "error_message": "Write the year as 2024/25.",
}


def allocate_template() -> bytes:
    """The budget workbook of `csptool allocate`: a sheet Fund and a sheet Areas."""
    book = OutputBook("Budget workbook for csptool allocate")
    add_fund(book)
    add_areas(book)
    return book.finished()


def add_fund(book: OutputBook, *, with_formula: bool = False) -> None:
    """The sheet Fund with its settings."""
    settings = {key: setting for key, setting in SETTINGS.items() if with_formula or key not in OF_FORMULA}
    sheet, rows = add_settings(book, FUND_SHEET, "The fund: fill in the pale cells", settings)
    sheet.write_string(rows["rule"], 1, DEFAULT_RULE, book.number("text", **book.given))
    add_amount(sheet, (rows["pot"], 1), "The amount to be shared out, in pounds, above nought.", ">", 0)


def add_settings(
    book: OutputBook, name: str, heading: str, settings: Mapping[str, Setting]
) -> tuple[Worksheet, dict[str, int]]:
    """A sheet of settings with their notes, formats and choices; gives it and the row of every setting, from 0."""
    sheet = book.sheet(name, heading, landscape=True)
    for column, text in enumerate(("Setting", "Value", "Note")):
        sheet.write_string(2, column, text, book.header)
    rows = {}
    for row, (key, setting) in enumerate(settings.items(), 3):
        rows[key] = row
        style = book.number(FORMATS.get(setting.kind, "text"), **book.given, align="left")
        sheet.write_string(row, 0, setting.label, book.style(bold=True))
        sheet.write_blank(row, 1, None, style)
        sheet.write_string(row, 2, setting.note, book.style(text_wrap=True))
        if setting.kind == "unit":
            sheet.write_number(row, 1, 0.01, style)
            sheet.data_validation(row, 1, row, 1, {"validate": "list", "source": [float(u) for u in UNITS]})
        if setting.kind == "year":
            sheet.data_validation(row, 1, row, 1, YEAR)
        if setting.choices:
            choice = {"validate": "list", "source": list(setting.choices), "ignore_blank": True}
            sheet.data_validation(row, 1, row, 1, choice)
    sheet.set_column(0, 0, width(setting.label for setting in settings.values()))
    sheet.set_column(1, 1, 30)
    sheet.set_column(2, 2, 70)
    return sheet, rows


def add_table(book: OutputBook, name: str, heading: str, columns: Mapping[str, DeclaredColumn], note: str) -> Worksheet:
    """A sheet with its heading, a note, and a header with a note on every column."""
    sheet = book.sheet(name, heading, landscape=True)
    sheet.write_string(1, 0, note, book.style())
    for place, column in enumerate(columns.values()):
        sheet.write_string(HEADER_ROW, place, column.label, book.header)
        if column.note:
            sheet.write_comment(HEADER_ROW, place, column.note)
    sheet.set_column(0, 0, 40, book.number("text"))
    sheet.set_column(1, max(1, len(columns) - 1), 18)
    sheet.freeze_panes(HEADER_ROW + 1, 1)
    return sheet


def add_example(book: OutputBook, sheet: Worksheet, cells: Sequence[str | float | None]) -> None:
    """The first row of a table as an example to be typed over; a blank pale cell for None."""
    for column, cell in enumerate(cells):
        if isinstance(cell, str):
            sheet.write_string(HEADER_ROW + 1, column, cell, book.number("text", italic=True, **book.given))
        elif cell is None:
            sheet.write_blank(HEADER_ROW + 1, column, None, book.style(**book.given))
        else:
            plain = "#,##0" if float(cell).is_integer() else "#,##0.00"
            sheet.write_number(HEADER_ROW + 1, column, cell, book.number(plain, italic=True, **book.given))


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
