"""The project's own budget workbook: a sheet `Fund` with the settings and a sheet `Areas` with code, area and basis."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from csptool.faults import Fault, Faults, Place, fault
from csptool.labels import same_header
from csptool.sheets.areas_sheet import EXAMPLE_AREA, example_fault
from csptool.sheets.book import InputBook
from csptool.sheets.budget import PENNIES, Asked, Budget, Terms, make_fund, rule_named
from csptool.sheets.headers import find_headers
from csptool.sheets.indicators_sheet import INDICATORS_SHEET
from csptool.sheets.plan_workbook import (
    FORMULA_SHEET,
    PLAN_SHEETS,
    PlanBudget,
    PlanSettings,
    has_plan,
    read_plan,
    sheet_faults,
)
from csptool.sheets.reading import Reading
from csptool.sheets.settings import Setting, Settings
from csptool.sheets.table import Table, read_table
from formulas.allocation import Fund
from formulas.rounding import RULES

FUND_SHEET, AREAS_SHEET = "Fund", "Areas"


SETTINGS = {
    "name": Setting("Fund", "What the fund is called; used as the title.", ("name", "fund name")),
    "year": Setting("Financial year", "Written as 2024/25.", ("year",), "year"),
    "pot": Setting("Pot", "The amount to be shared out, in pounds. Needed.", ("amount",), "pounds"),
    "unit": Setting(
        "Rounding unit",
        "In pounds: 0.01 for pennies, 1, 100 or 1000. Blank means pennies.",
        ("rounding", "unit"),
        "unit",
    ),
    "rule": Setting(
        "Rounding rule",
        "largest-remainder (sums to the pot), each (every row by itself) or residue-to. Blank means largest-remainder.",
        ("rule",),
        choices=tuple(RULES),
    ),
    "residue to": Setting("Residue to", "Only for the rule residue-to: the area that takes the residue.", ("residue",)),
    "weights": Setting(
        "Weights",
        "Blank: the weights must come to 100%. normalise: divide them by their sum.",
        choices=("normalise",),
    ),
    "heads": Setting("Per head of", "A column of the sheet Indicators, such as Population, for amounts per head."),
}
OF_FORMULA = ("weights", "heads")  # only a workbook with a formula has these


def is_fund_workbook(book: InputBook) -> bool:
    """Whether the input is in the project's own form."""
    return book.named(FUND_SHEET) is not None and book.named(AREAS_SHEET) is not None


def refuse_half_a_form(book: InputBook) -> None:
    """Refuse what is nearly of the project's own form: a sheet is missing, or it is a result and no budget."""
    own = [name for name in (FUND_SHEET, AREAS_SHEET, *PLAN_SHEETS) if book.named(name) is not None]
    if book.named("Provenance") is not None and book.named("Checks") is not None:
        remedy = "give the workbook that it was made from"
        raise fault("a-result", book.source.place, "a result that csptool wrote", "a budget", remedy)
    needed = FUND_SHEET if book.named(FUND_SHEET) is None else AREAS_SHEET
    if len(own) > 1 or own == [FUND_SHEET]:
        names = ", ".join(sheet.name for sheet in book.sheets)
        remedy = f"name one of its sheets {needed}, or name a column with --by to read it as a plain sheet"
        raise fault("no-such-sheet", book.source.place, f"no sheet {needed} among {names}", f"a sheet {needed}", remedy)


def fund_budget(book: InputBook, asked: Asked) -> Budget | PlanBudget:
    """The budget that the workbook states; options that it states already are refused."""
    if given := asked.given():
        remedy = f"change the sheet {FUND_SHEET}, or name a column with --by to read the workbook as a plain sheet"
        words = f"{', '.join(given)} beside a workbook with a sheet {FUND_SHEET}"
        raise fault("stated-twice", book.source.place, words, "the settings in one place", remedy)
    found = _opened(book)
    if has_plan(book):
        return _plan_budget(found)
    for key in ("weights", "heads"):
        if found.text[key]:
            remedy = "clear the cell, or add the sheet Formula"
            expected = "nothing without a formula"
            found.faults.append(Fault("idle-setting", found.places[key], repr(found.text[key]), expected, remedy))
    table = _areas(book, found.faults)
    if found.faults or table is None or found.fund is None:
        raise Faults(found.faults)
    return Budget(book.source, table, found.fund, found.places, book.notes + table.notes)


def plan_budget(book: InputBook) -> PlanBudget:
    """The same as a plan, whether the workbook has a formula or only a basis."""
    return _plan_budget(_opened(book))


@dataclass(frozen=True)
class _Opened:
    """A workbook of the form with its Fund sheet read."""

    book: InputBook
    fund: Fund | None
    text: dict[str, str]
    places: dict[str, Place]
    faults: list[Fault]


def _opened(book: InputBook) -> _Opened:
    faults = sheet_faults(book, [FUND_SHEET, AREAS_SHEET, *PLAN_SHEETS])
    stated = Settings(book.chosen(FUND_SHEET), SETTINGS, faults)
    fund = make_fund(_terms(stated, faults), stated.places, faults)
    text = {key: stated.text(key) for key in OF_FORMULA}
    return _Opened(book, fund, text, stated.places, faults)


def _plan_budget(found: _Opened) -> PlanBudget:
    """The budget of a workbook with a formula, rules, top-slices or last year's allocations."""
    book, fund, text, places, faults = found.book, found.fund, found.text, found.places, found.faults
    if text["weights"] and same_header(text["weights"]) not in ("normalise", "normalised", "asstated"):
        remedy = "write normalise, or clear the cell"
        faults.append(Fault("weights", places["weights"], repr(text["weights"]), "normalise or a blank", remedy))
    sheet, table = book.chosen(AREAS_SHEET), None
    basis = find_headers(sheet, "Basis")
    if book.named(FORMULA_SHEET) is None:
        table = _areas(book, faults)
    elif basis:
        place = sheet.place(basis[0].bottom, basis[0].column)
        remedy = f"move its figures to the sheet {INDICATORS_SHEET} if the formula needs them, else remove it"
        faults.append(Fault("two-bases", place, "a column 'Basis' beside a sheet Formula", "one or the other", remedy))
    reading = Reading(book, faults, dict(places))
    settings = PlanSettings(same_header(text["weights"]).startswith("normalise"), text["heads"], places["heads"])
    plan = None
    if table is not None or book.named(FORMULA_SHEET) is not None:
        used = fund or Fund(Fraction(1))  # so that the other sheets' faults are found too
        plan = read_plan(reading, used, table, settings)
    if faults or plan is None or fund is None:
        raise Faults(dict.fromkeys(faults))
    notes = book.notes + (table.notes if table else []) + reading.notes
    totals = [*(table.totals if table else []), *reading.totals]
    return PlanBudget(book.source, plan, reading.places, notes, totals)


def _terms(stated: Settings, faults: list[Fault]) -> Terms:
    before = len(faults)
    pot = stated.figure("pot")
    if pot is None and len(faults) == before:
        remedy = "type the amount to be shared out beside the label 'Pot'"
        faults.append(Fault("no-pot", stated.place("pot"), "no pot", "an amount in pounds", remedy))
    year = stated.year("year")
    rule = rule_named(stated.text("rule"))
    return Terms(pot, stated.figure("unit") or PENNIES, rule, stated.text("residue to"), stated.text("name"), year)


def _areas(book: InputBook, faults: list[Fault]) -> Table | None:
    sheet = book.chosen(AREAS_SHEET)
    headers = find_headers(sheet, "Basis")
    if len(headers) != 1:
        words = f"{len(headers)} columns headed 'Basis'"
        remedy = "head one column 'Basis', beside 'Code' and 'Area'"
        if book.named(INDICATORS_SHEET) is not None:
            remedy += f", or add a sheet {FORMULA_SHEET} that says what counts"
        faults.append(Fault("no-column", Place(sheet.file, sheet.name), words, "one column 'Basis'", remedy))
        return None
    try:
        table = read_table(headers[0], "Area")
    except Faults as found:
        faults += found.faults
        return None
    for row in table.rows:
        if row.name == EXAMPLE_AREA:
            faults.append(example_fault(sheet.place(row.number, table.columns.area)))
    return table
