"""The sheet Checks: statements about a result, each a live formula, and the input's own totals."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from csptool.reports.workbook import OutputBook
from csptool.sheets.totals import Total
from formulas.working import Check

FIRST_ROW = 3  # of the checks, counted from 0


def add_checks(
    book: OutputBook, checks: Sequence[Check], totals: Sequence[Total], formula: Callable[[str, str], str]
) -> None:
    """The checks, tested again whenever the workbook calculates; those of the input's own totals are stated.

    `formula` gives a formula template as it stands on a sheet.
    """
    sheet = book.sheet("Checks", "Checks: tested again whenever the workbook calculates")
    sheet.set_column(0, 0, 96)
    sheet.set_column(1, 1, 12)
    for column, text in enumerate(("Check", "Result")):
        sheet.write_string(FIRST_ROW - 1, column, text, book.header)
    wrapped, bold = book.style(text_wrap=True), book.style(bold=True)
    for row, check in enumerate(checks, FIRST_ROW):
        sheet.write_string(row, 0, check.words, wrapped)
        sheet.write_formula(row, 1, judged(formula(check.excel, "Checks")), bold, result(check.holds))
    for row, total in enumerate(totals, FIRST_ROW + len(checks)):
        sheet.write_string(row, 0, f"As the input was read, not live: {total.words}", wrapped)
        sheet.write_string(row, 1, result(total.agrees), bold)
    red = book.style(bold=True, font_color="white", bg_color="#C00000")
    failing = {"type": "cell", "criteria": "==", "value": '"FAILS"', "format": red}
    sheet.conditional_format(FIRST_ROW, 1, FIRST_ROW - 1 + len(checks) + len(totals), 1, failing)


def judged(formula: str) -> str:
    """A condition as a formula that says holds or FAILS; what cannot be worked out fails."""
    return f'=IF(IFERROR({formula.removeprefix("=")},FALSE),"holds","FAILS")'


def result(holds: bool) -> str:
    """The same as text."""
    return "holds" if holds else "FAILS"
