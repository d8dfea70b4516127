"""The sheets behind the tables of a calculation: what was given for the fund, and the figures worked out for it."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from csptool.reports.checks_sheet import judged, result
from csptool.reports.workbook import HEADER, OutputBook, width
from csptool.reports.working_layout import LIST_ROW, SETTINGS, WORKING, WorkingLayout
from formulas.exact import ending
from formulas.working import Step


def figure_format(step: Step, values: Sequence[Fraction]) -> str:
    """The number format of a step's cells: counts keep the decimals that they have, up to six."""
    if step.unit == "factor":
        return "0.000000000"
    if step.unit != "count":
        return step.unit
    decimals = max((min(6, found) if (found := ending(value)) is not None else 6 for value in values), default=0)
    return "#,##0" + ("." + "0" * decimals if decimals else "")


def add_settings(book: OutputBook, layout: WorkingLayout) -> None:
    """What was given for the fund: the pot, the unit, the weights, the rules' values, the top-slices."""
    sheet = book.sheet(SETTINGS, "Settings: what was given for the whole", landscape=True)
    _heads(book, sheet, ("Setting", "Value", "What it is", "Step"))
    for step in layout.settings:
        row = layout.place(step)
        sheet.write_string(row, 0, step.name, book.style(bold=True))
        kind = book.number(figure_format(step, [Fraction(step.value(0))]), **book.given)
        sheet.write_number(row, 1, float(step.value(0)), kind)
        sheet.write_string(row, 2, layout.working.in_words(step), book.style(text_wrap=True, indent=1))
        sheet.write_string(row, 3, step.section.partition(":")[0], book.style())
    sheet.set_column(0, 0, width(step.name for step in layout.settings))
    sheet.set_column(1, 1, 20)
    sheet.set_column(2, 2, 60)
    sheet.set_column(3, 3, 26)


def add_working(book: OutputBook, layout: WorkingLayout) -> None:
    """The figures worked out for the fund, solved ones with their check beside them; then where every step stands."""
    sheet = book.sheet(WORKING, "Working: the figures for the whole", landscape=True)
    _heads(book, sheet, ("Figure", "Value", "How", "Balances"))
    beside = {check.beside: check for check in layout.working.checks if check.beside}
    spaced = book.style(text_wrap=True, align="left", indent=1)
    for step in layout.worked:
        row, value = layout.place(step), Fraction(step.value(0))
        style = book.number(figure_format(step, [value]), **(book.given if step.stated else {}))
        sheet.write_string(row, 0, step.name, book.style())
        if step.excel:
            sheet.write_formula(row, 1, layout.formula(step.excel, WORKING), style, float(value))
        else:
            sheet.write_number(row, 1, float(value), style)
        solved = "solved by csptool: " if step.stated else ""
        sheet.write_string(row, 2, solved + layout.working.in_words(step), spaced)
        if step.key in beside:
            check = beside[step.key]
            formula = judged(layout.formula(check.excel, WORKING))
            sheet.write_formula(row, 3, formula, book.style(bold=True), result(check.holds))
    row = LIST_ROW + len(layout.worked) + 2
    for column, text in enumerate(("Step for every area", "Where", "How", "Step of the run")):
        sheet.write_string(row, column, text, book.header)
    for offset, step in enumerate([*layout.inputs, *layout.steps], row + 1):
        stated = " (stated by csptool, not live)" if step.stated else ""
        sheet.write_string(offset, 0, step.name, book.style(text_wrap=True))
        sheet.write_string(offset, 1, layout.where(step), book.style())
        sheet.write_string(offset, 2, layout.working.in_words(step) + stated, spaced)
        sheet.write_string(offset, 3, step.section.partition(":")[0], book.style())
    sheet.set_column(0, 0, 40)
    sheet.set_column(1, 1, 22)
    sheet.set_column(2, 2, 80)
    sheet.set_column(3, 3, 26)


def _heads(book: OutputBook, sheet, texts: Sequence[str]) -> None:  # type: ignore[no-untyped-def]
    for column, text in enumerate(texts):
        style = (
            book.header_of_figures if column == 1 else book.style(**{**HEADER, "indent": 1} if column == 2 else HEADER)
        )
        sheet.write_string(LIST_ROW - 1, column, text, style)
