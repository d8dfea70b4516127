"""A second working on one sheet of its own: what is given pale beside its formulas, figures for the whole below."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from csptool.reports.steps_sheet import Labels
from csptool.reports.workbook import OutputBook, width
from csptool.reports.working_layout import HEADER_ROW
from csptool.reports.working_sheets import figure_format
from csptool.sheets.sheet import column_letters
from formulas.working import Step, Working, show

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet


class SideSheet:
    """Where every figure of a working stands on its one sheet, and the sheet itself.

    A step whose formula is put in place of its figure (`Working.steps`) refers to another sheet: the formula's text may
    hold references that are no names of steps. With `groups` the rows belong to something, named in a column before
    theirs.
    """

    def __init__(self, name: str, heading: str, working: Working, labels: Labels, groups: Labels | None = None) -> None:
        self.name, self.heading, self.working, self.labels = name, heading, working, labels
        self.columns = [one for one in (groups, labels) if one]
        self.first = len(self.columns)  # the column of the first figures
        self.cells: dict[tuple[str, int], str] = {}  # a formula in place of what is given, by step and row from 0

    @property
    def rows(self) -> list[Step]:
        """The steps with a figure for each row."""
        return [step for step in self.working if not step.for_fund]

    @property
    def whole(self) -> list[Step]:
        """The steps with one figure for the whole."""
        return [step for step in self.working if step.for_fund]

    @property
    def last_row(self) -> int:
        """The last row of the table, counted from 0."""
        return HEADER_ROW + len(self.labels.names)

    def column(self, key: str) -> int:
        """The column of a step with a figure for each row, from 0."""
        return self.first + [step.key for step in self.rows].index(key)

    def row(self, key: str) -> int:
        """The row of a figure for the whole, from 0."""
        return self.last_row + 3 + [step.key for step in self.whole].index(key)

    def refer(self, key: str, sheet: str, *, whole: bool = False) -> str:
        """A reference to a figure from `sheet`; {row} stands where the row belongs."""
        there = "" if sheet == self.name else f"{self.name}!"
        if self.working.steps[key].for_fund:
            return f"{there}${column_letters(self.first + 1)}${self.row(key) + 1}"
        return there + (self.span(self.column(key)) if whole else f"${column_letters(self.column(key) + 1)}{{row}}")

    def span(self, column: int) -> str:
        """The cells of a column from the first row to the last."""
        letters = column_letters(column + 1)
        return f"${letters}${HEADER_ROW + 2}:${letters}${self.last_row + 1}"

    def formula(self, excel: str, sheet: str) -> str:
        """A formula template as it stands on `sheet`, without its equals sign."""
        return self.working.in_excel(excel, lambda step, whole: self.refer(step.key, sheet, whole=whole))

    def add(self, book: OutputBook) -> Worksheet:
        """Write the sheet."""
        sheet = book.sheet(self.name, self.heading, landscape=True)
        sheet.set_row(HEADER_ROW, 32)
        for column, labels in enumerate(self.columns):
            sheet.write_string(HEADER_ROW, column, labels.head, book.header)
            sheet.set_column(column, column, width([labels.head, *labels.names]))
            for row, name in enumerate(labels.names, HEADER_ROW + 1):
                sheet.write_string(row, column, name, book.style(**book.given))
        for step in self.rows:
            self._column(book, sheet, step)
        for step in self.whole:
            row, kind = self.row(step.key), figure_format(step, [Fraction(step.value(0))])
            sheet.write_string(row, 0, step.name, book.style(bold=True))
            self._figure(book, sheet, (row, self.first), step, kind, Fraction(step.value(0)))
            sheet.write_string(row, self.first + 1, self.working.in_words(step), book.style(indent=1))
        names = [self.columns[0].head, *self.columns[0].names, *(step.name for step in self.whole)]
        sheet.set_column(0, 0, width(names))
        sheet.freeze_panes(HEADER_ROW + 1, self.first)
        return sheet

    def _column(self, book: OutputBook, sheet: Worksheet, step: Step) -> None:
        column = self.column(step.key)
        values = [Fraction(step.value(row)) for row in range(len(self.labels.names))]
        kind = figure_format(step, values)
        sheet.write_string(HEADER_ROW, column, step.name, book.header_of_figures)
        for row, value in enumerate(values, HEADER_ROW + 1):
            joint = self.cells.get((step.key, row - HEADER_ROW - 1))
            one = replace(step, excel=joint, given=False) if joint else step
            self._figure(book, sheet, (row, column), one, kind, value)
        texts = [show(max(map(abs, values)), step.unit), "1,000.0000"]
        if column == self.first:  # the figures for the whole stand in it too
            texts += [show(Fraction(one.value(0)), one.unit) for one in self.whole]
        sheet.set_column(column, column, width([*step.name.split(), *texts]))

    def _figure(
        self, book: OutputBook, sheet: Worksheet, cell: tuple[int, int], step: Step, kind: str, value: Fraction
    ) -> None:
        if step.excel is None:
            sheet.write_number(*cell, float(value), book.number(kind, **book.given))
        else:
            formula = "=" + self.formula(step.excel, self.name).replace("{row}", str(cell[0] + 1))
            sheet.write_formula(*cell, formula, book.number(kind), float(value))


def joined(working: Working, key: str, excel: str, words: str = "") -> None:
    """Let a figure that a working was given follow from another place of the workbook, by a formula."""
    step = working.steps[key]
    working.steps[key] = replace(step, given=False, excel=excel, words=words or step.words)
