"""The instalments of every billing authority's precept on a sheet of their own, live over the precepts."""

from __future__ import annotations

from csptool.precept_run import PreceptRun
from csptool.reports.steps_sheet import Labels, write_labels
from csptool.reports.working_book import WorkingBook
from csptool.reports.working_layout import HEADER_ROW
from csptool.sheets.sheet import column_letters
from formulas.exact import in_pounds
from formulas.precept import instalments

INSTALMENTS = "Instalments"
WIDTH = 16


def add_instalments(book: WorkingBook, run: PreceptRun, labels: Labels) -> None:
    """A column for each instalment of the nation's default schedule; the last takes what is left, pennies included."""
    parts = [instalments(amount, run.precept.nation) for amount in run.precepts.amounts]
    count, first = len(parts[0]), len(labels.columns)
    sheet = book.book.sheet(INSTALMENTS, "Instalments of the precepts", landscape=True)
    words = f"By default {count} in {run.precept.nation}, in whole pounds; the last takes the rest."
    sheet.write_string(1, 0, words, book.book.style())
    sheet.set_row(HEADER_ROW, 32)
    write_labels(book.book, sheet, labels, INSTALMENTS)
    for column, head in enumerate(("Precept", *map(str, range(1, count + 1))), first):
        sheet.write_string(HEADER_ROW, column, head, book.book.header_of_figures)
    widest = max(len(in_pounds(amount)) for amount in run.precepts.amounts)
    sheet.set_column(first, first + count, max(WIDTH, widest + 2))
    pounds, whole = book.book.number("£"), column_letters(first + 1)
    for index, (amount, each) in enumerate(zip(run.precepts.amounts, parts, strict=True)):
        row = HEADER_ROW + 1 + index
        precept = book.layout.formula("[precept]", INSTALMENTS).replace("{row}", str(row + 1))
        sheet.write_formula(row, first, precept, pounds, float(amount))
        for number, part in enumerate(each, 1):
            column, left = first + number, count - number + 1
            before = (
                f"SUM(${column_letters(first + 2)}{row + 1}:{column_letters(column)}{row + 1})" if number > 1 else "0"
            )
            rest = f"${whole}{row + 1}-{before}"
            formula = f"=ROUNDDOWN(ROUND(({rest})/{left},6),0)" if left > 1 else f"=ROUND({rest},2)"
            sheet.write_formula(row, column, formula, pounds, float(part))
    sheet.freeze_panes(HEADER_ROW + 1, first)
    sheet.repeat_rows(HEADER_ROW)
    sheet.fit_to_pages(1, 0)
