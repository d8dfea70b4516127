"""An allocation as a workbook: live formulas over the inputs, with their results stored beside them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from csptool.faults import Place, fault
from csptool.reports.allocation_sheets import add_fund_figures, add_inputs, provenance
from csptool.reports.checks_sheet import add_checks
from csptool.reports.layout import HEADER_ROW, INPUTS, POT_ROW, TABLE, Layout
from csptool.reports.wording import basis_decimals, basis_texts, odd_words, rounding_words, sentences, title
from csptool.reports.workbook import LAST_ROW, RULE, OutputBook, add_provenance, width
from csptool.sheets.budget import Budget
from csptool.sheets.sheet import MOST_DIGITS, column_letters
from formulas.allocation import Allocation
from formulas.allocation_working import working_of
from formulas.exact import PERCENT, in_pounds
from formulas.working import Step, show

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

POT = f"{INPUTS}!$B${POT_ROW + 1}"


def as_workbook(budget: Budget, allocation: Allocation, options: Mapping[str, str]) -> bytes:
    """The workbook: Summary, Allocation, Inputs, Working, Checks, Provenance. The same input gives the same bytes."""
    if len(allocation.areas) + HEADER_ROW + 8 > LAST_ROW:
        found = f"{len(allocation.areas):,} areas"
        raise fault("too-many-rows", Place("-o"), found, "no more than a sheet holds", "write a .csv or .json file")
    if max(allocation.fund.pot * 100, *(area.basis for area in allocation.areas)) >= 10**MOST_DIGITS:
        remedy = "write a .json or .csv file"
        raise fault("too-many-digits", Place("-o"), "figures of more than 15 digits", "what a sheet holds", remedy)
    working = working_of(allocation)
    shown = [
        working.steps[key]
        for key in ("basis", "share", "exact", "odd", "residue", "allocation")
        if key in working.steps
    ]
    labels = 2 if any(area.code for area in allocation.areas) else 1
    layout = Layout(working, shown, labels, len(allocation.areas))
    book = OutputBook(title(allocation))
    report = _Report(budget, allocation, layout, book)
    report.add_summary()
    report.add_allocation()
    figures = report.style(working.steps["basis"], **book.given)
    add_inputs(book, budget, allocation, layout, figures)
    add_fund_figures(book, layout)
    add_checks(book, working.checks, budget.totals, layout.formula)
    add_provenance(book, provenance(budget, allocation, options))
    return book.finished()


@dataclass
class _Report:
    """The sheets that people read: the summary and the table."""

    budget: Budget
    allocation: Allocation
    layout: Layout
    book: OutputBook

    def add_summary(self) -> None:
        """What came out, in figures and sentences."""
        allocation, book = self.allocation, self.book
        sheet = book.sheet("Summary", title(allocation))
        sheet.set_column(0, 0, 18)
        sheet.set_column(1, 1, 22)
        sheet.set_column(2, 2, 56)
        steps = self.layout.working.steps
        total = f"{TABLE}!{self.layout.letters(steps['allocation'])}{self.layout.last_row + 1}"
        lines = (
            ("Pot", f"={POT}", allocation.fund.pot, "£"),
            ("Shared out", f"={total}", allocation.total, "£"),
            ("Residue", f"=ROUND({total}-{POT},2)", allocation.residue, "£"),
            ("Areas", f"=COUNT({TABLE}!{self.layout.span(steps['basis'])})", Fraction(self.layout.areas), "count"),
        )
        bold, right = book.style(bold=True), book.style(align="right")
        for row, (label, formula, value, kind) in enumerate(lines, 2):
            sheet.write_string(row, 0, label, bold)
            sheet.write_formula(row, 1, formula, book.number(kind), float(value))
        sheet.write_string(6, 0, "Shared by", bold)
        sheet.write_string(6, 1, self.budget.basis_name, right)
        sheet.write_string(7, 0, "Checks", bold)
        checks = [check.holds for check in self.layout.working.checks] + [t.agrees for t in self.budget.totals]
        holding = f'COUNTIF(Checks!B4:B{3 + len(checks)},"holds")={len(checks)}'
        words = "all hold" if all(checks) else "see the sheet Checks"
        sheet.write_formula(7, 1, f'=IF({holding},"all hold","see the sheet Checks")', right, words)
        guide = (
            "The figures on the sheet Allocation are live formulas: change a pale cell on the sheet Inputs and they "
            "follow. To the right of that table, and on the sheet Working, stands every step between the exact amount "
            "and the allocation."
        )
        stated = [step.name.lower() for step in self.layout.working if step.stated]
        if stated:
            guide += (
                f" Not live, but stated by csptool: {', '.join(stated)}. If you change an input, run csptool again."
            )
        book.paragraphs(
            sheet,
            9,
            [rounding_words(self.allocation), *sentences(allocation), *self.budget.notes, guide],
            last_column=2,
        )

    def add_allocation(self) -> None:
        """The table for the board paper, and every step of the working beside it."""
        book, layout = self.book, self.layout
        sheet = book.sheet(TABLE, title(self.allocation), landscape=True)
        shared = f"{in_pounds(self.allocation.fund.pot)} shared by {self.budget.basis_name}"
        sheet.write_string(1, 0, shared, book.style())
        sheet.write_string(2, 0, rounding_words(self.allocation), book.style())
        aside = "Working, step by step: not printed"
        sheet.write_string(HEADER_ROW - 1, layout.last_shown + 2, aside, book.style(italic=True))
        sheet.set_row(HEADER_ROW, 30)
        self._add_labels(sheet)
        for step in (*layout.shown, *layout.rest):
            self._add_column(sheet, step)
        self._add_totals(sheet)
        sheet.freeze_panes(HEADER_ROW + 1, layout.labels)
        sheet.repeat_rows(HEADER_ROW)
        sheet.print_area(0, 0, layout.last_row + 2, layout.last_shown)

    def _add_labels(self, sheet: Worksheet) -> None:
        names = [("Code", [a.code for a in self.allocation.areas]), ("Area", [a.name for a in self.allocation.areas])]
        for column, (head, texts) in enumerate(names[2 - self.layout.labels :]):
            sheet.write_string(HEADER_ROW, column, head, self.book.header)
            sheet.set_column(column, column, width([head, "Difference from pot" if head == "Area" else "", *texts]))
            for row, text in enumerate(texts, HEADER_ROW + 1):
                source = f"{INPUTS}!{column_letters(column + 1)}{row + 1}"
                # an empty cell referred to would read 0
                formula = f'=IF({source}="","",{source})' if head == "Code" else f"={source}"
                sheet.write_formula(row, column, formula, self.book.style(), text)

    def _add_column(self, sheet: Worksheet, step: Step) -> None:
        column, style = self.layout.column(step), self.style(step)
        given = f"{INPUTS}!{column_letters(self.layout.labels + 1)}{{row}}" if step.key == "basis" else None
        excel = step.excel or given
        formula = self.layout.formula(excel, TABLE) if excel else None
        for index in range(self.layout.areas):
            row, value = HEADER_ROW + 1 + index, float(step.value(index))
            if formula:
                sheet.write_formula(row, column, formula.replace("{row}", str(row + 1)), style, value)
            else:
                sheet.write_number(row, column, value, style)
        head = self._head(step)
        sheet.write_string(HEADER_ROW, column, head, self.book.header_of_figures)
        texts = [*head.split(), *self._widest(step)]
        sheet.set_column(column, column, width(texts), None, {"level": 1} if step not in self.layout.shown else {})

    def _head(self, step: Step) -> str:
        if step.key == "basis":
            return self.budget.basis_name
        return odd_words(self.allocation.fund.rounding.unit) if step.key == "odd" else step.name

    def _widest(self, step: Step) -> list[str]:
        if step.key == "basis":
            return [basis_texts(self.budget.basis)[-1]]
        largest = max(abs(Fraction(step.value(index))) for index in range(self.layout.areas))
        total = self.allocation.total if step.key in ("exact", "allocation") else largest
        return [show(max(largest, total), step.unit), show(largest, step.unit)]

    def _add_totals(self, sheet: Worksheet) -> None:
        book, layout, total = self.book, self.layout, self.layout.last_row  # the row below the areas, from 0
        line = {"bold": True, "top": 1, "bottom": 1, "top_color": RULE, "bottom_color": RULE}
        for column in range(layout.labels):
            sheet.write_blank(total, column, None, book.style(**line))
        for row, text in enumerate(("Total", "Pot", "Difference from pot"), total):
            style = book.style(**line) if row == total else book.style(bold=True)
            sheet.write_string(row, layout.labels - 1, text, style)
        for step in layout.shown:
            value = sum(Fraction(step.value(index)) for index in range(layout.areas))
            style = book.number("count", **line) if step.unit == "odd" else self.style(step, **line)
            summed = f"SUM({layout.span(step)})"
            formula = f"=ROUND({summed},2)" if step.unit == "£" else f"={summed}"
            sheet.write_formula(total, layout.column(step), formula, style, float(value))
        column, money = layout.last_shown, book.number("£", bold=True)
        letters = column_letters(column + 1)
        sheet.write_formula(total + 1, column, f"={POT}", money, float(self.allocation.fund.pot))
        formula = f"=ROUND({letters}{total + 1}-{letters}{total + 2},2)"
        sheet.write_formula(total + 2, column, formula, money, float(self.allocation.residue))

    def style(self, step: Step, **properties: Any) -> Format:
        """The number format of a step; the basis keeps the decimals and the unit it came with."""
        kind = basis_format(self.budget) if step.key == "basis" else step.unit
        return self.book.number(kind, **properties)


def basis_format(budget: Budget) -> str:
    """A number format with the decimals and the unit that the basis was printed with."""
    decimals = basis_decimals(budget.basis)
    digits = "0" + ("." + "0" * decimals if decimals else "")
    if all(figure.unit == PERCENT for figure in budget.basis):
        return digits + "%"
    pounds = "£" if any("£" in figure.unit.name for figure in budget.basis) else ""
    return f"{pounds}#,##{digits}"
