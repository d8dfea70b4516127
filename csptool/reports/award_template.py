"""The form of `csptool redistribute`: blank, or filled in with what this year leaves to the next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from csptool.reports.plan_templates import NOTHING_MORE, Asked, add_parts
from csptool.reports.templates import (
    HEADER_ROW,
    ROWS,
    add_amount,
    add_example,
    add_settings,
    add_table,
)
from csptool.reports.workbook import OutputBook
from csptool.sheets.areas_sheet import AREAS, EXAMPLE_AREA
from csptool.sheets.award_sheets import (
    AWARD_COLUMNS,
    LAST_YEAR,
    LAST_YEAR_SHEET,
    ONE_YEAR,
    RECURRENT,
    VARIATIONS,
    VARIATIONS_SHEET,
)
from csptool.sheets.award_terms import FUND, NOTICES_SHEET
from csptool.sheets.budget import DEFAULT_RULE
from csptool.sheets.fund_workbook import AREAS_SHEET, FUND_SHEET, OF_FORMULA
from csptool.sheets.notice_settings import NOTICES
from csptool.sheets.plan_workbook import SLICES_SHEET
from csptool.sheets.slice_lines import TOP_SLICES
from formulas.redistribution import Redistribution

AREA_COLUMNS = {"code": AREAS["code"], "area": AREAS["area"], "also": AREAS["also"]} | {
    key: AWARD_COLUMNS[key] for key in ("base", "supplement", "total")
}
MONEY = "£"


@dataclass(frozen=True)
class _Area:
    """A line that is filled in already: the area's base, and what it was paid."""

    name: str
    code: str
    base: Fraction
    paid: Fraction
    others: str


def redistribute_template(asked: Asked) -> bytes:
    """The blank form, with an example row on every table; and the sheets of a formula that are asked for."""
    return _form("", "", [], asked)


def next_year_form(found: Redistribution, others: Sequence[str]) -> bytes:
    """Next year's form: its base, which has the recurrent variations only, and this year's money as what was paid."""
    plan = found.outcome.plan
    areas = zip(plan.areas, plan.codes, found.next_base, found.revised, others, strict=True)
    return _form(plan.fund.name, _next(plan.fund.year), [_Area(*area) for area in areas], NOTHING_MORE)


def _next(year: str) -> str:
    """The financial year after this one, written in the same way.

    >>> _next("2024/25"), _next("2024-2025"), _next("")
    ('2025/26', '2025-2026', '')
    """
    if not year:
        return ""
    first, last = year[:4], year[5:].strip(" /-")
    mark = year[4 : len(year) - len(last)]
    return f"{int(first) + 1}{mark}{str(int(first) + 2)[-len(last) :]}"


def _form(name: str, year: str, areas: Sequence[_Area], asked: Asked) -> bytes:
    book = OutputBook("Workbook for csptool redistribute")
    settings = {key: setting for key, setting in FUND.items() if asked.has_formula or key not in OF_FORMULA}
    sheet, rows = add_settings(book, FUND_SHEET, "The fund: fill in the pale cells", settings)
    for key, text in (("name", name), ("year", year), ("rule", DEFAULT_RULE)):
        if text:
            sheet.write_string(rows[key], 1, text, book.number("text", **book.given))
    _areas(book, areas)
    _last_year(book, areas)
    _slices(book)
    _variations(book)
    add_parts(book, asked)
    add_settings(book, NOTICES_SHEET, "The notices: only csptool notices reads this sheet", NOTICES)
    return book.finished()


def _areas(book: OutputBook, areas: Sequence[_Area]) -> None:
    note = "Base: what each area gets every year. The printed columns are for checking a paper; else leave them blank."
    sheet = add_table(book, AREAS_SHEET, "The areas and their base", AREA_COLUMNS, note)
    sheet.set_column(0, 0, 14, book.number("text"))
    sheet.set_column(1, 2, 36, book.number("text"))
    sheet.set_column(3, 5, 20, book.number(MONEY))
    if not areas:
        add_example(book, sheet, ["E00000000", EXAMPLE_AREA, "Other name", 1234.56])
    for row, area in enumerate(areas, HEADER_ROW + 1):
        sheet.write_string(row, 0, area.code, book.number("text"))
        sheet.write_string(row, 1, area.name, book.number("text"))
        sheet.write_string(row, 2, area.others, book.number("text"))
        sheet.write_number(row, 3, float(area.base), book.number(MONEY))
    add_amount(sheet, (HEADER_ROW + 1, 3), "What the area gets every year, in pounds, nought or more.", ">=", ROWS - 1)


def _last_year(book: OutputBook, areas: Sequence[_Area]) -> None:
    note = "One row for every area. Clear the example if only the sum collected is known; state that on the sheet Fund."
    sheet = add_table(book, LAST_YEAR_SHEET, "What was paid, spent and may be carried forward", LAST_YEAR, note)
    sheet.set_column(1, 3, 20, book.number(MONEY))
    if not areas:
        add_example(book, sheet, [EXAMPLE_AREA, 1234.56, 1000, 0])
    for row, area in enumerate(areas, HEADER_ROW + 1):
        sheet.write_string(row, 0, area.name, book.number("text"))
        sheet.write_number(row, 1, float(area.paid), book.number(MONEY))
    for column, what in ((1, "What the area was paid"), (2, "What it spent"), (3, "What it may carry forward")):
        message = f"{what}, in pounds and pence, nought or more."
        add_amount(sheet, (HEADER_ROW + 1, column), message, ">=", ROWS - 1)


def _slices(book: OutputBook) -> None:
    note = "What is taken off what was collected before the rest is shared out, and who agreed it."
    columns = {key: column for key, column in TOP_SLICES.items() if key != "note"}
    sheet = add_table(book, SLICES_SHEET, "The top-slices", columns, note)
    add_example(book, sheet, [None] * len(columns))
    choice = {"validate": "list", "source": ["gross", "remainder"], "ignore_blank": True}
    sheet.data_validation(HEADER_ROW + 1, 2, HEADER_ROW + ROWS, 2, choice)
    sheet.set_column(1, len(columns) - 1, 26)


def _variations(book: OutputBook) -> None:
    note = f"Other changes of an area's money this year. Only a {RECURRENT} one goes on to next year's base."
    sheet = add_table(book, VARIATIONS_SHEET, "Other variations", VARIATIONS, note)
    add_example(book, sheet, [None] * len(VARIATIONS))
    choice = {"validate": "list", "source": [RECURRENT, ONE_YEAR]}
    sheet.data_validation(HEADER_ROW + 1, 2, HEADER_ROW + ROWS, 2, choice)
    sheet.set_column(1, 1, 18, book.number(MONEY))
    sheet.set_column(3, 3, 50)
