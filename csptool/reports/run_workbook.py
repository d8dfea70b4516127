"""A formula fund as a workbook: every step a column of live formulas over the inputs, results stored beside them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from csptool.faults import Place, fault
from csptool.reports.checks_sheet import add_checks
from csptool.reports.run_layout import HEADER_ROW, INPUTS, STEPS, TABLE, WHO_PAYS, RunLayout
from csptool.reports.run_sheets import add_settings, add_working, figure_format, provenance
from csptool.reports.run_wording import Change, run_sentences, run_title
from csptool.reports.workbook import LAST_ROW, RULE, OutputBook, add_provenance, width
from csptool.sheets.plan_workbook import PlanBudget
from csptool.sheets.sheet import MOST_DIGITS, column_letters
from formulas.exact import in_pounds
from formulas.outcome import Outcome
from formulas.rounding import to_the_penny
from formulas.working import Step, show

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

SIGNED_PERCENT = "+0.00%;[Red]-0.00%;0.00%"
LINE = {"bold": True, "top": 1, "bottom": 1, "top_color": RULE, "bottom_color": RULE}


def as_workbook(budget: PlanBudget, outcome: Outcome, options: Mapping[str, str]) -> bytes:
    """Summary, Allocation, Who pays, Settings, Inputs, Steps, Working, Checks, Provenance; always the same bytes."""
    areas, plan = len(outcome.plan.areas), outcome.plan
    if areas + HEADER_ROW + 8 > LAST_ROW:
        remedy = "write a .csv or .json file"
        raise fault("too-many-rows", Place("-o"), f"{areas:,} areas", "no more than a sheet holds", remedy)
    largest = max([plan.fund.pot * 100, *(max(column, default=Fraction(0)) for column in plan.columns.values())])
    if largest >= 10**MOST_DIGITS:
        remedy = "write a .json or .csv file"
        raise fault("too-many-digits", Place("-o"), "figures of more than 15 digits", "what a sheet holds", remedy)
    layout = RunLayout(outcome.working, 2 if any(plan.codes) else 1, areas)
    book = OutputBook(run_title(outcome))
    report = _Report(budget, outcome, layout, book)
    report.add_summary()
    report.add_allocation()
    if outcome.moves:
        report.add_who_pays()
    add_settings(book, layout)
    report.add_steps(INPUTS, "Inputs: what was given for each area", layout.inputs)
    report.add_steps(STEPS, "Steps: every figure of every step, live", layout.steps)
    add_working(book, layout)
    add_checks(book, outcome.working.checks, budget.totals, layout.formula)
    add_provenance(book, provenance(budget, outcome, options))
    return book.finished()


@dataclass(frozen=True)
class _Column:
    """A column of a table for people: its head, the live formula of a row, its values, its number format, its total."""

    head: str
    excel: str
    values: Sequence[Fraction | None]
    kind: str
    total: str = "sum"  # or the formula of the total row


@dataclass
class _Report:
    """The sheets with a row for every area, and the summary."""

    budget: PlanBudget
    outcome: Outcome
    layout: RunLayout
    book: OutputBook

    def add_summary(self) -> None:
        """The result in figures, the steps in their order, the sentences."""
        book, outcome, steps = self.book, self.outcome, self.layout.working.steps
        sheet = book.sheet("Summary", run_title(outcome))
        sheet.set_column(0, 0, 26)
        sheet.set_column(1, 1, 22)
        sheet.set_column(2, 2, 56)
        ref: Callable[..., str] = lambda key, whole=False: self.layout.refer(steps[key], "Summary", whole=whole)  # noqa: E731
        total, left = f"SUM({ref('allocation', True)})", f"{ref('available')}-{ref('target')}*{ref('unit')}"
        lines = [
            ("Pot", ref("pot"), outcome.plan.fund.pot, "£"),
            ("Left after top-slices", ref("available"), outcome.available, "£"),
            ("Shared out", f"ROUND({total},2)", outcome.total, "£"),
            ("New money", f"MAX(0,-ROUND({left},2))", outcome.new_money, "£"),
            ("Left over", f"MAX(0,ROUND({left},2))", outcome.unplaced, "£"),
            ("Residue", f"ROUND({total}-{ref('target')}*{ref('unit')},2)", outcome.residue, "£"),
            ("Areas", f"COUNT({ref('allocation', True)})", Fraction(self.layout.areas), "count"),
        ]
        bold, right = book.style(bold=True), book.style(align="right")
        for row, (label, formula, value, kind) in enumerate(lines, 2):
            sheet.write_string(row, 0, label, bold)
            sheet.write_formula(row, 1, f"={formula}", book.number(kind), float(value))
        row = 2 + len(lines)
        sheet.write_string(row, 0, "Checks", bold)
        words = "all hold" if self._all_hold else "see the sheet Checks"
        sheet.write_formula(row, 1, f'=IF({self._holding},"all hold","see the sheet Checks")', right, words)
        self._warn(sheet, 1)
        sheet.write_string(row + 2, 0, "The steps, in this order, as csptool ran them", bold)
        numbered = [f"{number}. {words}" for number, words in enumerate(outcome.steps, 1)]
        book.paragraphs(sheet, row + 3, numbered, last_column=2)
        row += 4 + len(numbered)
        sheet.write_string(row, 0, "What came of it, as csptool ran it", bold)
        guide = (
            "Every figure on the sheets Allocation, Who pays, Steps and Working is a live formula over the pale cells "
            "of the sheets Settings and Inputs: change one and they follow; the sheet Checks says if all holds."
        )
        stated = [step.name[:1].lower() + step.name[1:] for step in self.layout.working if step.stated]
        if stated:
            names = ", ".join(dict.fromkeys(stated))
            guide += f" Solved by csptool and not live: {names}. If a check fails after a change, run csptool again."
        book.paragraphs(sheet, row + 1, [*run_sentences(outcome), *self.budget.notes, guide], last_column=2)

    @property
    def _holding(self) -> str:
        """A formula that says whether every check holds."""
        count = len(self.layout.working.checks) + len(self.budget.totals)
        return f'COUNTIF(Checks!B4:B{3 + count},"holds")={count}'

    @property
    def _all_hold(self) -> bool:
        return all(check.holds for check in self.layout.working.checks) and all(t.agrees for t in self.budget.totals)

    def _warn(self, sheet: Worksheet, row: int) -> None:
        """A line that is blank as long as every check holds, and otherwise says in red that the figures do not."""
        words = "A CHECK FAILS: see the sheet Checks before you use any of these figures"
        red = self.book.style(bold=True, font_color="#C00000")
        sheet.write_formula(row, 0, f'=IF({self._holding},"","{words}")', red, "" if self._all_hold else words)

    def add_allocation(self) -> None:
        """The table for the board paper."""
        sheet = self.book.sheet(TABLE, run_title(self.outcome), landscape=True)
        sheet.write_string(1, 0, "Shared by formula; the steps are on the sheet Summary", self.book.style())
        self._warn(sheet, 2)
        self._table(sheet, self._allocation_columns(), TABLE)

    def _allocation_columns(self) -> list[_Column]:
        outcome, steps, plan = self.outcome, self.layout.working.steps, self.outcome.plan
        ref = {key: self.layout.refer(step, TABLE) for key, step in steps.items()}
        share_key = "share_used" if "share_used" in steps else "formula_share"
        columns = []
        if plan.previous is not None:
            columns.append(_Column("Previous", ref["previous"], list(plan.previous), "£"))
        shares = [Fraction(steps[share_key].value(row)) for row in range(self.layout.areas)]
        columns += [
            _Column("Share by formula", ref[share_key], shares, "share"),
            _Column("Formula", ref["formula"], list(outcome.formula), "£"),
            _Column("Allocation", ref["allocation"], list(outcome.amounts), "£"),
        ]
        if plan.previous is not None:
            columns += self._changes("previous", "previous", ref["previous"], list(plan.previous))
        if outcome.moves:
            columns += self._changes("formula", "formula", ref["formula"], list(outcome.formula))
        if plan.heads:
            heads = plan.columns[plan.heads]
            key = self.layout.working.steps[f"column_{list(plan.columns).index(plan.heads) + 1}"]
            values = [amount / head if head else None for amount, head in zip(outcome.amounts, heads, strict=True)]
            excel = f'IF({self.layout.refer(key, TABLE)}=0,"n/a",{ref["allocation"]}/{self.layout.refer(key, TABLE)})'
            whole = self.layout.refer(key, TABLE, whole=True)
            allocated = self.layout.refer(steps["allocation"], TABLE, whole=True)
            columns.append(_Column("Per head", excel, values, "£", f"SUM({allocated})/SUM({whole})"))
        if any(outcome.held):
            paid = [amount - held for amount, held in zip(outcome.amounts, outcome.held, strict=True)]
            columns += [
                _Column("Withheld", ref["held"], list(outcome.held), "£"),
                _Column("To be paid now", ref["paid"], paid, "£"),
            ]
        return columns

    def _changes(self, key: str, name: str, base: str, before: Sequence[Fraction]) -> list[_Column]:
        """The change on some earlier amounts, in pounds and in per cent."""
        steps, amounts = self.layout.working.steps, self.outcome.amounts
        after = self.layout.refer(steps["allocation"], TABLE)
        changes = [Change.between(b, a) for b, a in zip(before, amounts, strict=True)]
        wholes = [self.layout.refer(steps[k], TABLE, whole=True) for k in ("allocation", key)]
        # where an area had nothing before, the change of the total is no measure of the others
        total = f'IF(MIN({wholes[1]})=0,"n/a",SUM({wholes[0]})/SUM({wholes[1]})-1)'
        rate = f'IF({base}=0,"n/a",{after}/{base}-1)'
        return [
            _Column(f"Change on {name}", f"{after}-{base}", [c.pounds for c in changes], "£"),
            _Column(f"Change on {name}, %", rate, [c.rate for c in changes], SIGNED_PERCENT, total),
        ]

    def add_who_pays(self) -> None:
        """What each protecting step gave and took, with the test that it balances."""
        sheet = self.book.sheet(WHO_PAYS, "Who pays", landscape=True)
        for row, words in enumerate(("What each step gave an area,", "or (in red) took from it."), 1):
            sheet.write_string(row, 0, words, self.book.style())
        self._warn(sheet, 3)
        steps = self.layout.working.steps
        columns = []
        for move in self.outcome.moves:
            after, before = (self.layout.refer(steps[key], WHO_PAYS) for key in (move.after_key, move.before_key))
            columns.append(_Column(move.title.capitalize(), f"{after}-{before}", list(move.received), "£"))
        first, last = (column_letters(self.layout.labels + n) for n in (1, len(columns)))
        changes = [move.received for move in self.outcome.moves]
        together = list(sum(changes[1:], changes[0]))
        columns.append(_Column("Together", f"SUM({first}{{row}}:{last}{{row}})", together, "£"))
        self._table(sheet, columns, WHO_PAYS)

    def _table(self, sheet: Worksheet, columns: Sequence[_Column], name: str) -> None:
        """A table for people: labels, columns, totals, set up for print."""
        book, layout = self.book, self.layout
        sheet.set_row(HEADER_ROW, 32)
        self._labels(sheet, name)
        last = HEADER_ROW + 1 + layout.areas
        for place in range(layout.labels):
            text = "Total" if place == layout.labels - 1 else ""
            sheet.write_string(last, place, text, book.style(**LINE))
        for column, shown in enumerate(columns, layout.labels):
            style = book.number(shown.kind)
            sheet.write_string(HEADER_ROW, column, shown.head, book.header_of_figures)
            for index, value in enumerate(shown.values):
                row = HEADER_ROW + 1 + index
                formula = f"={shown.excel}".replace("{row}", str(row + 1))
                sheet.write_formula(row, column, formula, style, "n/a" if value is None else float(value))
            self._total(sheet, last, column, shown)
            figures = [abs(value) for value in shown.values if value is not None]
            widest = [in_pounds(sum(figures, Fraction(0)), signed=True)] if shown.kind == "£" else ["+1,000.00%"]
            sheet.set_column(column, column, width([*shown.head.split(), *widest]))
        sheet.freeze_panes(HEADER_ROW + 1, layout.labels)
        sheet.repeat_rows(HEADER_ROW)
        sheet.print_area(0, 0, last, layout.labels + len(columns) - 1)

    def _total(self, sheet: Worksheet, row: int, column: int, shown: _Column) -> None:
        letters = column_letters(column + 1)
        figures = [value for value in shown.values if value is not None]
        formula, value = (
            f"SUM({letters}{self.layout.first_row}:{letters}{self.layout.last_row})",
            sum(figures, Fraction(0)),
        )
        kind = self.book.number(shown.kind, **LINE)
        if shown.total != "sum":
            formula, found = shown.total, self._stated_total(shown)
            sheet.write_formula(row, column, f"={formula}", kind, "n/a" if found is None else float(found))
        elif shown.kind == "£":
            sheet.write_formula(row, column, f"=ROUND({formula},2)", kind, float(to_the_penny(value)))
        else:
            sheet.write_formula(row, column, f"={formula}", kind, float(value))

    def _stated_total(self, shown: _Column) -> Fraction | None:
        outcome, plan = self.outcome, self.outcome.plan
        if shown.head == "Per head":
            return outcome.total / plan.columns[plan.heads].total()
        before = outcome.formula if "formula" in shown.head else plan.previous
        assert before is not None
        if not all(before):
            return None
        return Change.between(before.total(), outcome.total).rate

    def add_steps(self, name: str, heading: str, steps: Sequence[Step]) -> None:
        """A sheet with one column for each figure of each area, under the step it belongs to."""
        book, layout = self.book, self.layout
        sheet = book.sheet(name, heading, landscape=True)
        sheet.set_row(HEADER_ROW, 46)
        sheet.fit_to_pages(0, 0)  # many columns, on as many pages as they need
        sheet.repeat_columns(0, layout.labels - 1)
        self._labels(sheet, name)
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

    def _labels(self, sheet: Worksheet, name: str) -> None:
        """The codes and names of the areas: given on Inputs, referred to elsewhere."""
        plan, book = self.outcome.plan, self.book
        for column, (head, texts) in enumerate([("Code", plan.codes), ("Area", plan.areas)][2 - self.layout.labels :]):
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
