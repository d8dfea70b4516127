"""The sheets behind an allocation's table: what was given, the fund's figures, the checks, where it all came from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from csptool import __version__
from csptool.reports.layout import FUND_HEADER_ROW, HEADER_ROW, INPUTS, POT_ROW, TABLE, UNIT_ROW, WORKING, Layout
from csptool.reports.workbook import OutputBook, width
from csptool.sheets.budget import Budget
from formulas.allocation import Allocation
from formulas.exact import in_full

if TYPE_CHECKING:
    from xlsxwriter.format import Format


def add_inputs(book: OutputBook, budget: Budget, allocation: Allocation, layout: Layout, figures: Format) -> None:
    """What was given: the pot, the unit, and every area with its basis, as printed and where it stood."""
    sheet = book.sheet(INPUTS, "Inputs: what was given")
    for row, label, value in (
        (POT_ROW, "Pot", allocation.fund.pot),
        (UNIT_ROW, "Rounding unit", allocation.fund.rounding.unit),
    ):
        sheet.write_string(row, 0, label, book.style(bold=True))
        sheet.write_number(row, 1, float(value), book.number("£", **book.given))
    heads = [("Code", book.header), ("Area", book.header)][2 - layout.labels :]
    heads += [
        (budget.basis_name, book.header_of_figures),
        ("As printed", book.header_of_figures),
        ("Cell", book.header),
    ]
    for column, (text, style) in enumerate(heads):
        sheet.write_string(HEADER_ROW, column, text, style)
    label_style, basis_column = book.style(**book.given), layout.labels
    for row, (area, source) in enumerate(zip(allocation.areas, budget.table.rows, strict=True), HEADER_ROW + 1):
        for column, text in enumerate([area.code, area.name][2 - layout.labels :]):
            sheet.write_string(row, column, text, label_style)
        sheet.write_number(row, basis_column, float(area.basis), figures)
        sheet.write_string(row, basis_column + 1, source.basis.text.strip(), book.style(align="right"))
        sheet.write_string(row, basis_column + 2, source.place.cell, book.style(align="left", indent=1))
    names, codes = [area.name for area in allocation.areas], [area.code for area in allocation.areas]
    sheet.set_column(0, 0, width(["Rounding unit", *(names if layout.labels == 1 else codes)]))
    sheet.set_column(1, 1, width(["£1,000,000,000.00", *(names if layout.labels == 2 else [])]))
    sheet.set_column(2, basis_column + 1, 18)
    sheet.freeze_panes(HEADER_ROW + 1, 0)
    sheet.repeat_rows(HEADER_ROW)


def add_fund_figures(book: OutputBook, layout: Layout) -> None:
    """The figures of the fund as a whole, and what every column of the working is."""
    sheet = book.sheet(WORKING, "Working: the figures for the fund as a whole", landscape=True)
    spaced = book.style(text_wrap=True, align="left", indent=1)
    for column, text in enumerate(("Figure", "Value", "How")):
        sheet.write_string(FUND_HEADER_ROW, column, text, book.header_of_figures if column == 1 else book.header)
    for step in layout.fund:
        row, style = layout.fund_row(step), book.number("#,##0.######" if step.unit == "count" else step.unit)
        sheet.write_string(row, 0, step.name, book.style())
        if step.excel:
            sheet.write_formula(row, 1, layout.formula(step.excel, WORKING), style, float(step.value(0)))
        else:
            sheet.write_number(row, 1, float(step.value(0)), style)
        sheet.write_string(row, 2, layout.working.in_words(step), spaced)
    row = FUND_HEADER_ROW + len(layout.fund) + 2
    for column, text in enumerate(("Step for every area", "Where", "How")):
        sheet.write_string(row, column, text, book.header)
    for offset, step in enumerate((step for step in layout.working if not step.for_fund), row + 1):
        stated = " (stated by csptool, not live)" if step.stated else ""
        sheet.write_string(offset, 0, step.name, book.style())
        sheet.write_string(offset, 1, f"{TABLE}, column {layout.letters(step)}", book.style())
        sheet.write_string(offset, 2, layout.working.in_words(step) + stated, spaced)
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 1, 24)
    sheet.set_column(2, 2, 90)


def provenance(budget: Budget, allocation: Allocation, options: Mapping[str, str]) -> list[tuple[str, str]]:
    """What the figures were made from, by what, and with which options; no clock, so that runs can be compared."""
    table, fund = budget.table, allocation.fund
    return [
        ("Input", budget.source.name),
        ("SHA-256 of the input", budget.source.sha256),
        ("Read", f"sheet {table.sheet.name}, {table.span}" if table.sheet.name else table.span),
        ("Made by", f"csptool {__version__}, csptool allocate"),
        ("Options", ", ".join(f"{name} {value}" for name, value in options.items()) or "none"),
        ("Rounding", f"{fund.rounding.rule}, to £{in_full(fund.rounding.unit)}"),
        ("Source of the rule", fund.rounding.source),
    ]
