"""The sheets Inputs and Steps: one row for each area, one column for each figure; and the labels of the rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from csptool.reports.workbook import OutputBook, width
from csptool.reports.working_layout import HEADER_ROW, INPUTS, STEPS, WorkingLayout
from csptool.reports.working_sheets import figure_format
from csptool.sheets.sheet import column_letters
from formulas.working import Step, show

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet


@dataclass(frozen=True)
class Labels:
    """What the rows of the tables are: names, codes (blank where there is none), and the head of the names."""

    names: Sequence[str]
    codes: Sequence[str]
    head: str = "Area"

    @property
    def columns(self) -> list[tuple[str, Sequence[str]]]:
        """The columns of labels: codes only where there are any."""
        coded: list[tuple[str, Sequence[str]]] = [("Code", self.codes)] if any(self.codes) else []
        return [*coded, (self.head, self.names)]


def add_steps(
    book: OutputBook, layout: WorkingLayout, labels: Labels, name: str, heading: str, steps: Sequence[Step]
) -> None:
    """A sheet with one column for each figure of each area, under the step it belongs to."""
    sheet = book.sheet(name, heading, landscape=True)
    sheet.set_row(HEADER_ROW, 46)
    sheet.fit_to_pages(0, 0)  # many columns, on as many pages as they need
    sheet.repeat_columns(0, layout.labels - 1)
    write_labels(book, sheet, labels, name)
    given = book.given if name == INPUTS else {}
    section = ""
    for step in steps:
        column = layout.place(step)
        values = [Fraction(step.value(row)) for row in range(layout.areas)]
        style = book.number(figure_format(step, values), **(given if step.given or step.stated else {}))
        if step.section != section and name == STEPS:
            section = step.section
            sheet.write_string(HEADER_ROW - 2, column, _short(section), book.style(bold=True, italic=True))
        if step.stated:
            sheet.write_string(HEADER_ROW - 1, column, "stated", book.style(italic=True, align="right"))
        sheet.write_string(HEADER_ROW, column, step.name, book.header_of_figures)
        formula = layout.formula(step.excel, name) if step.excel else ""
        for index, value in enumerate(values):
            row = HEADER_ROW + 1 + index
            if formula:
                sheet.write_formula(row, column, formula.replace("{row}", str(row + 1)), style, float(value))
            else:
                sheet.write_number(row, column, float(value), style)
        largest = max(map(abs, values), default=Fraction(0))
        sheet.set_column(column, column, width([*step.name.split(), show(largest, step.unit), "100.0000%"]))
    sheet.freeze_panes(HEADER_ROW + 1, layout.labels)


def write_labels(book: OutputBook, sheet: Worksheet, labels: Labels, name: str) -> None:
    """The codes and names of a table's rows: given on Inputs, referred to elsewhere."""
    for column, (head, texts) in enumerate(labels.columns):
        sheet.write_string(HEADER_ROW, column, head, book.header)
        sheet.set_column(column, column, width([head, "Total", *texts]))
        for row, text in enumerate(texts, HEADER_ROW + 1):
            if name == INPUTS:
                sheet.write_string(row, column, text, book.style(**book.given))
                continue
            source = f"{INPUTS}!{column_letters(column + 1)}{row + 1}"
            # an empty cell referred to would read 0
            formula = f'=IF({source}="","",{source})' if head == "Code" else f"={source}"
            sheet.write_formula(row, column, formula, book.style(), text)


def _short(section: str) -> str:
    return section.partition(":")[0]
