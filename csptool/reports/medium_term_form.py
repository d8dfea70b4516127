"""The sheet Medium term as it is written: blank, to be filled in, or with the assumptions of a plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from csptool.reports.workbook import NARROWEST, OutputBook, width
from csptool.sheets.medium_term_lines import BOTH, LINES, START, YEARS
from csptool.sheets.medium_term_sheet import SHEET

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

HEADER_ROW = 3  # counted from 0; the years stand in it
EXAMPLE_YEARS = ("2026/27", "2027/28", "2028/29", "2029/30", "2030/31")
FORMATS = {"pounds": "£", "rate": "0.00##%", "base": "#,##0.00##"}
ROW_OF = {key: row for row, key in enumerate(LINES, HEADER_ROW + 1)}  # of every line, counted from 0
NOTE = "Pale cells are to be filled in: pounds, and percentages as 2.5%. The first column is the year started from."


def medium_term_template() -> bytes:
    """The blank of a medium-term plan, of four years after the first."""
    book = OutputBook("Medium-term plan for csptool precept")
    add_assumptions(book, EXAMPLE_YEARS, {})
    return book.finished()


def add_assumptions(book: OutputBook, years: Sequence[str], figures: Mapping[tuple[str, str], Fraction]) -> None:
    """The sheet with a pale cell for every figure that it takes, by line and year; blank where there is none."""
    sheet = book.sheet(SHEET, "Medium-term plan: what is assumed", landscape=True)
    sheet.write_string(1, 0, NOTE, book.style())
    sheet.write_string(HEADER_ROW, 0, "Assumption", book.header)
    for column, year in enumerate(years, 1):
        sheet.write_string(HEADER_ROW, column, year, book.header_of_figures)
    sheet.write_string(HEADER_ROW, len(years) + 1, "Note", book.header)
    for key, line in LINES.items():
        row = ROW_OF[key]
        sheet.write_string(row, 0, line.label, book.style(bold=True))
        sheet.write_string(row, len(years) + 1, line.note, book.style())
        style = book.number("£#,##0.00##" if key in ("band_d", "rise_pounds") else FORMATS[line.kind], **book.given)
        for column, year in enumerate(years, 1):
            if line.when not in (START if column == 1 else YEARS, BOTH):
                continue
            if (key, year) in figures:
                sheet.write_number(row, column, float(figures[key, year]), style)
            else:
                sheet.write_blank(row, column, None, style)
            _take_figures(sheet, row, column, line.note)
    sheet.set_column(0, 0, width(line.label for line in LINES.values()))
    sheet.set_column(1, len(years), max(NARROWEST, 18))
    sheet.set_column(len(years) + 1, len(years) + 1, width(line.note for line in LINES.values()))
    sheet.freeze_panes(HEADER_ROW + 1, 1)


def _take_figures(sheet: Worksheet, row: int, column: int, note: str) -> None:
    """Let a cell take only figures, and say what they are for when it is chosen."""
    rule = {"validate": "decimal", "criteria": "between", "minimum": -(10**12), "maximum": 10**12}
    words = {"input_message": note, "error_title": "A figure is needed", "error_message": note}
    sheet.data_validation(row, column, row, column, {**rule, **words})
