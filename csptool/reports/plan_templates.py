"""The blank budget workbook with a formula, rules, top-slices, last year's allocations: just the sheets asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from csptool.faults import Fault, Place, nearest
from csptool.labels import same_name
from csptool.reports.templates import HEADER_ROW, ROWS, add_amount, add_areas, add_example, add_fund, add_table
from csptool.reports.workbook import LINE_HEIGHT, OutputBook
from csptool.sheets.areas_sheet import AREAS, EXAMPLE_AREA
from csptool.sheets.declared import DeclaredColumn
from csptool.sheets.formula_lines import FORMULA
from csptool.sheets.indicators_sheet import INDICATORS_SHEET
from csptool.sheets.plan_workbook import FORMULA_SHEET, RULES_SHEET, SLICES_SHEET
from csptool.sheets.previous_sheet import PREVIOUS, PREVIOUS_SHEET
from csptool.sheets.rule_lines import RULES
from csptool.sheets.slice_lines import TOP_SLICES
from formulas.mechanisms.register import Mechanism, mechanisms
from formulas.mechanisms.transition_of_weights import OF_WEIGHTS

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

PARTS = ("formula", "top-slices", "previous")
EXAMPLE_COLUMNS = {"Population": 100_000, "Crime": 9_000}


@dataclass(frozen=True)
class Asked:
    """What a blank is to hold: parts, and for each rule asked for the mechanisms that it may be."""

    parts: frozenset[str]
    rules: tuple[tuple[Mechanism, ...], ...]

    @property
    def has_formula(self) -> bool:
        """Whether it needs the sheet Formula: asked for, or used by a rule."""
        return "formula" in self.parts or any(m.name == OF_WEIGHTS for family in self.rules for m in family[:1])

    @property
    def columns(self) -> list[str]:
        """The columns of Indicators that its first rules go by."""
        return [family[0].example.of for family in self.rules if family[0].of == "column"]

    @property
    def needs_previous(self) -> bool:
        """Whether any of its rules compares with last year."""
        return "previous" in self.parts or any(family[0].needs_previous for family in self.rules)


NOTHING_MORE = Asked(frozenset(), ())


def parse_asked(text: str, faults: list[Fault]) -> Asked:
    """The parts and rules of `--with floor,transition`: a rule by its name, or all those that begin with a word."""
    parts, rules, known = set(), [], mechanisms()
    for name in (same_name(part) for part in text.split(",") if part.strip()):
        family = [known[name]] if name in known else [m for key, m in known.items() if key.startswith(f"{name} ")]
        family = family or [m for m in known.values() if name in m.also]
        if name.replace(" ", "-") in PARTS:
            parts.add(name.replace(" ", "-"))
        elif family:
            rules.append(tuple(sorted(family, key=_first)))
        else:
            words = [*PARTS, *dict.fromkeys(key.split()[0] for key in known), *known]
            remedy = f"use one of {nearest(name, words)}"
            faults.append(
                Fault("unknown-rule", Place("--with"), repr(name), "a part or a rule of a formula fund", remedy)
            )
    return Asked(frozenset(parts), tuple(rules))


def _first(mechanism: Mechanism) -> tuple[bool, str]:
    """Puts first, of a family, what most funds use: the floor of the police grant, the transition in cash."""
    return mechanism.name not in ("floor paid from excess", "transition on cash", "ceiling"), mechanism.name


def plan_template(asked: Asked) -> bytes:
    """The blank: Fund and Areas, and the sheets that are asked for."""
    book = OutputBook("Budget workbook for csptool allocate")
    add_fund(book, with_formula=asked.has_formula)
    if asked.has_formula:
        _areas(book)
    else:
        add_areas(book)
    add_parts(book, asked)
    if "top-slices" in asked.parts:
        _slices(book)
    return book.finished()


def add_parts(book: OutputBook, asked: Asked) -> None:
    """The sheets Indicators, Formula, Rules and Previous, where they are asked for or needed."""
    if asked.has_formula or asked.columns:
        _indicators(book, asked)
    if asked.has_formula:
        _formula(book, with_previous=any(m.name == OF_WEIGHTS for family in asked.rules for m in family[:1]))
    if asked.rules:
        _rules(book, asked)
    if asked.needs_previous:
        _previous(book)


def _areas(book: OutputBook) -> None:
    sheet = add_table(book, "Areas", "The areas", AREAS, "One row for every area, in the order the table is to have.")
    add_example(book, sheet, [EXAMPLE_AREA, "E00000000", "Other name"])


def _indicators(book: OutputBook, asked: Asked) -> None:
    heads = {**(EXAMPLE_COLUMNS if asked.has_formula else {}), **dict.fromkeys(asked.columns, 0)}
    columns = {"area": DeclaredColumn("Area", "")} | {head: DeclaredColumn(head, "") for head in heads}
    note = "One row for every area, one column for every figure; name the columns as the sheets Formula and Rules do."
    sheet = add_table(book, INDICATORS_SHEET, "The figures of every area", columns, note)
    add_example(book, sheet, [EXAMPLE_AREA, *heads.values()])
    for column in range(1, len(columns)):
        add_amount(sheet, (HEADER_ROW + 1, column), "A figure of nought or more for every area.", ">=", ROWS - 1)


def _formula(book: OutputBook, *, with_previous: bool) -> None:
    columns = {key: c for key, c in FORMULA.items() if key != "previous_weight" or with_previous}
    note = (
        "Weights come to 100%. A measure is count, per 1,000 of Population, mean of counts, mean of shares, times Need."
    )
    sheet = add_table(book, FORMULA_SHEET, "The formula: what counts, and how much", columns, note)
    percent = book.number("0.00%", **book.given)
    for row, (name, measure) in enumerate(
        (("Population", "count"), ("Crime", "per 1,000 of Population")), HEADER_ROW + 1
    ):
        sheet.write_string(row, 0, name, book.number("text", **book.given))
        sheet.write_blank(row, 1, None, percent)
        sheet.write_string(row, 2, measure, book.number("text", **book.given))
    sheet.set_column(1, 1, 12, book.number("0.00%"))
    sheet.set_column(2, 3, 34, book.number("text"))
    sheet.set_column(4, len(columns) - 1, 34)


def _rules(book: OutputBook, asked: Asked) -> None:
    note = (
        "One line for each rule. A value is a percentage, an amount in pounds, or 1 of 3 for the first of three years."
    )
    sheet = add_table(book, RULES_SHEET, "The rules, each with its value", RULES, note)
    sheet.set_column(0, 0, 30, book.number("text"))
    sheet.set_column(1, 1, 14)
    sheet.set_column(2, 2, 22, book.number("text"))
    sheet.set_column(3, 3, 90)
    for row, family in enumerate(asked.rules, HEADER_ROW + 1):
        mechanism = family[0]
        sheet.write_string(row, 0, mechanism.name, book.number("text", **book.given))
        if len(family) > 1:
            source = {"validate": "list", "source": [one.name for one in family]}
            sheet.data_validation(row, 0, row, 0, source)
        _value(book, sheet, row, mechanism)
        sheet.write_string(
            row, 2, mechanism.example.of if mechanism.of != "area" else "", book.number("text", **book.given)
        )
        text = f"{mechanism.note} {mechanism.of_note}".strip()
        text += f" For example {mechanism.example.value}." if mechanism.value else ""
        if len(family) > 1:
            text += f" The list in the first cell has {', '.join(one.name for one in family[1:])} too."
        sheet.write_string(row, 3, text, book.style(text_wrap=True))
        sheet.set_row(row, LINE_HEIGHT * (1 + len(text) // 80) + 4)


def _value(book: OutputBook, sheet: Worksheet, row: int, mechanism: Mechanism) -> None:
    """A blank cell for the rule's value, in its format: which value is for its reader to decide."""
    kinds = {"rate": "0.00%", "pounds": "£"}
    if mechanism.value:
        sheet.write_blank(row, 1, None, book.number(kinds.get(mechanism.value, "text"), **book.given))


def _slices(book: OutputBook) -> None:
    note = "Fixed sums come off first, then percentages of the gross pot or of the remainder (pot less all fixed sums)."
    sheet = add_table(book, SLICES_SHEET, "Top-slices: what is set aside before the sharing", TOP_SLICES, note)
    _pale(book, sheet, len(TOP_SLICES))
    choice = {"validate": "list", "source": ["gross", "remainder"], "ignore_blank": True}
    sheet.data_validation(HEADER_ROW + 1, 2, HEADER_ROW + ROWS, 2, choice)
    sheet.set_column(0, 3, 26)


def _previous(book: OutputBook) -> None:
    note = "Last year's allocations, like for like. A new area has no row; for a merged one fill in 'Now part of'."
    sheet = add_table(book, PREVIOUS_SHEET, "Last year's allocations", PREVIOUS, note)
    sheet.set_column(1, 2, 18, book.number("£"))
    _pale(book, sheet, len(PREVIOUS))
    add_amount(sheet, (HEADER_ROW + 1, 1), "Last year's allocation in pounds, nought or more.", ">=", ROWS - 1)


def _pale(book: OutputBook, sheet: Worksheet, columns: int) -> None:
    """The first cells to fill in, marked as such."""
    for column in range(columns):
        sheet.write_blank(HEADER_ROW + 1, column, None, book.style(**book.given))
