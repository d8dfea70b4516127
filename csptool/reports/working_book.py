"""A calculation as a workbook, the same frame for every verb: tables for people over sheets of live formulas.

Formulas are templates over the keys of the working's steps, as everywhere: `[allocation]-[previous]`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from csptool.faults import Place, fault
from csptool.reports.checks_sheet import add_checks
from csptool.reports.steps_sheet import Labels, add_steps, write_labels
from csptool.reports.workbook import HEADER, LAST_ROW, LINE, OutputBook, add_provenance, width
from csptool.reports.working_layout import HEADER_ROW, INPUTS, STEPS, WorkingLayout
from csptool.reports.working_sheets import add_settings, add_working
from csptool.sheets.sheet import MOST_DIGITS, column_letters
from csptool.sheets.totals import Total
from formulas.exact import in_pounds
from formulas.rounding import to_the_penny
from formulas.working import Step, Working

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

SIGNED_PERCENT = "+0.00%;[Red]-0.00%;0.00%"
NARROW = 5  # the last column of a narrow table's page, so that its title fits, counted from 0
FIRST_LINE = 1  # of what stands between a table's title and its header, counted from 0


@dataclass(frozen=True)
class Headline:
    """A line of figures on the summary: its label, its live formula, its value, its number format."""

    label: str
    excel: str
    value: Fraction
    kind: str = "£"


@dataclass(frozen=True)
class Column:
    """A column of a table for people: its head, the live formula of a row, its values, its number format, its total.

    Text may be stated, without a formula. `total` is `sum`, nothing, or a formula of its own with `total_value`; None
    is shown as n/a, by its formula too.
    """

    head: str
    excel: str
    values: Sequence[Fraction | str | None]
    kind: str = "£"
    total: str = "sum"
    total_value: Fraction | None = None


class WorkingBook:
    """A workbook under construction over one working; always the same bytes for the same figures."""

    def __init__(self, title: str, working: Working, labels: Labels, totals: Sequence[Total] = ()) -> None:
        count = len(labels.names)
        if count + HEADER_ROW + 8 > LAST_ROW:
            remedy, found = "write a .csv or .json file", f"{count:,} {labels.head.lower()}s"
            raise fault("too-many-rows", Place("-o"), found, "no more than a sheet holds", remedy)
        if any(_largest(step) >= 10**MOST_DIGITS for step in working if step.given):
            remedy, found = "write a .json or .csv file", "figures of more than 15 digits"
            raise fault("too-many-digits", Place("-o"), found, "what a sheet holds", remedy)
        self.title, self.working, self.labels, self.totals = title, working, labels, totals
        self.layout = WorkingLayout(working, len(labels.columns), count)
        self.book = OutputBook(title)

    def summary(self, figures: Sequence[Headline], parts: Mapping[str, Sequence[str]]) -> None:
        """The result in figures, whether all checks hold, then sentences under headings, and how to use the book."""
        book = self.book
        sheet = book.sheet("Summary", self.title)
        sheet.set_column(0, 0, width([*(figure.label for figure in figures), "x" * 24]))
        sheet.set_column(1, 1, 22)
        sheet.set_column(2, 2, 56)
        bold, right = book.style(bold=True), book.style(align="right")
        for row, figure in enumerate(figures, 2):
            sheet.write_string(row, 0, figure.label, bold)
            formula = self.layout.formula(figure.excel, "Summary")
            sheet.write_formula(row, 1, formula, book.number(figure.kind), float(figure.value))
        row = 2 + len(figures)
        sheet.write_string(row, 0, "Checks", bold)
        words = "all hold" if self._all_hold else "see the sheet Checks"
        sheet.write_formula(row, 1, f'=IF({self._holding},"all hold","see the sheet Checks")', right, words)
        self._warn(sheet, 1)
        row += 2
        for heading, sentences in parts.items():
            sheet.write_string(row, 0, heading, bold)
            book.paragraphs(sheet, row + 1, sentences, last_column=2)
            row += 2 + len(sentences)
        book.paragraphs(sheet, row, [self._guide], last_column=2)

    @property
    def _guide(self) -> str:
        guide = (
            "Every figure of the tables and on the sheets Steps and Working is a live formula over the pale cells of "
            "the sheets Settings and Inputs: change one and they follow; the sheet Checks says if all holds."
        )
        if stated := [step.name[:1].lower() + step.name[1:] for step in self.working if step.stated]:
            names = ", ".join(dict.fromkeys(stated))
            guide += f" Solved by csptool and not live: {names}. If a check fails after a change, run csptool again."
        return guide

    @property
    def _holding(self) -> str:
        """A formula that says whether every check holds."""
        count = len(self.working.checks) + len(self.totals)
        return f'COUNTIF(Checks!B4:B{3 + count},"holds")={count}'

    @property
    def _all_hold(self) -> bool:
        return all(check.holds for check in self.working.checks) and all(t.agrees for t in self.totals)

    def _warn(self, sheet: Worksheet, row: int) -> None:
        """A line that is blank as long as every check holds, and otherwise says in red that the figures do not."""
        words = "A CHECK FAILS: see the sheet Checks before you use any of these figures"
        red = self.book.style(bold=True, font_color="#C00000")
        sheet.write_formula(row, 0, f'=IF({self._holding},"","{words}")', red, "" if self._all_hold else words)

    def table(self, name: str, heading: str, columns: Sequence[Column], lines: Sequence[str] = ()) -> Worksheet:
        """A table for people: labels, columns, totals, set up for print; two or three lines stand above it."""
        book, layout = self.book, self.layout
        sheet = book.sheet(name, heading, landscape=True)
        for row, words in enumerate(lines, FIRST_LINE):
            sheet.write_string(row, 0, words, book.style())
        self._warn(sheet, FIRST_LINE + len(lines))
        sheet.set_row(HEADER_ROW, 32)
        write_labels(book, sheet, self.labels, name)
        last = HEADER_ROW + layout.areas + any(shown.total for shown in columns)
        for place in range(layout.labels if last > HEADER_ROW + layout.areas else 0):
            text = "Total" if place == layout.labels - 1 else ""
            sheet.write_string(last, place, text, book.style(**LINE))
        for column, shown in enumerate(columns, layout.labels):
            textual = shown.kind == "text"
            head = book.style(**HEADER, indent=1) if textual else book.header_of_figures
            sheet.write_string(HEADER_ROW, column, shown.head, head)
            for index, value in enumerate(shown.values):
                self._cell(sheet, name, (HEADER_ROW + 1 + index, column), shown, value)
            if last > HEADER_ROW + layout.areas:
                self._total(sheet, name, (last, column), shown)
            sheet.set_column(column, column, width([*shown.head.split(), *_widest(shown)]))
        sheet.freeze_panes(HEADER_ROW + 1, layout.labels)
        sheet.repeat_rows(HEADER_ROW)
        sheet.print_area(0, 0, last, max(NARROW, layout.labels + len(columns) - 1))
        return sheet

    def _cell(
        self, sheet: Worksheet, name: str, cell: tuple[int, int], shown: Column, value: Fraction | str | None
    ) -> None:
        if not shown.excel:
            assert isinstance(value, str)  # a figure always has its formula
            sheet.write_string(*cell, value, self.book.style(text_wrap=True, indent=1))
            return
        formula = self.layout.formula(shown.excel, name).replace("{row}", str(cell[0] + 1))
        result = "n/a" if value is None else value if isinstance(value, str) else float(value)
        style = self.book.style(indent=1) if shown.kind == "text" else self.book.number(shown.kind)
        sheet.write_formula(*cell, formula, style, result)

    def _total(self, sheet: Worksheet, name: str, cell: tuple[int, int], shown: Column) -> None:
        textual = shown.kind == "text"
        kind = self.book.style(**LINE, align="left", indent=1) if textual else self.book.number(shown.kind, **LINE)
        if not shown.total or (textual and shown.total == "sum"):
            sheet.write_blank(*cell, None, kind)
            return
        if shown.total != "sum":
            found = shown.total_value
            formula = self.layout.formula(shown.total, name)
            sheet.write_formula(*cell, formula, kind, "n/a" if found is None else float(found))
            return
        letters, layout = column_letters(cell[1] + 1), self.layout
        formula = f"SUM({letters}{layout.first_row}:{letters}{layout.last_row})"
        value = sum((value for value in shown.values if isinstance(value, Fraction)), Fraction(0))
        if shown.kind == "£":
            sheet.write_formula(*cell, f"=ROUND({formula},2)", kind, float(to_the_penny(value)))
        else:
            sheet.write_formula(*cell, f"={formula}", kind, float(value))

    def behind(self, provenance: Sequence[tuple[str, str]]) -> bytes:
        """The sheets behind the tables: Settings, Inputs, Steps, Working, Checks, Provenance. Gives the bytes."""
        if self.layout.settings:
            add_settings(self.book, self.layout)
        given = "Inputs: what was given for each " + self.labels.head.lower()
        add_steps(self.book, self.layout, self.labels, INPUTS, given, self.layout.inputs)
        worked = "Steps: every figure of every step, live"
        add_steps(self.book, self.layout, self.labels, STEPS, worked, self.layout.steps)
        add_working(self.book, self.layout)
        add_checks(self.book, self.working.checks, self.totals, self.layout.formula)
        add_provenance(self.book, provenance)
        return self.book.finished()


def _largest(step: Step) -> Fraction:
    values = [step.values] if isinstance(step.values, int | Fraction) else step.values
    return max((abs(Fraction(value)) for value in values), default=Fraction(0)) * (100 if step.unit == "£" else 1)


def _widest(shown: Column) -> list[str]:
    """The longest texts that a column may come to show."""
    if shown.kind == "text":
        return [max((str(value) for value in shown.values), key=len, default="")]
    if shown.kind != "£":
        return ["+1,000.00%"]
    figures = [abs(value) for value in shown.values if isinstance(value, Fraction)]
    return [in_pounds(sum(figures, Fraction(0)), signed=True)]
