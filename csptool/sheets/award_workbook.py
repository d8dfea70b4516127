"""The input of a redistribution: the project's own form, or any sheet with the areas' base and options for the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from csptool.faults import Fault, Faults, fault, nearest, placed
from csptool.labels import same_header
from csptool.sheets.area_names import AreaNames, same_twice
from csptool.sheets.areas_sheet import AREAS, EXAMPLE_AREA, example_fault, read_areas
from csptool.sheets.award_sheets import (
    AWARD_COLUMNS,
    LAST_YEAR_SHEET,
    VARIATIONS_SHEET,
    last_year,
    variations,
)
from csptool.sheets.award_terms import NOTICES_SHEET, Asked, AwardTerms, of_form, of_options
from csptool.sheets.book import InputBook
from csptool.sheets.budget import make_fund
from csptool.sheets.fund_workbook import AREAS_SHEET, FUND_SHEET
from csptool.sheets.known_table import KnownTable, read_known
from csptool.sheets.plan_workbook import PLAN_SHEETS, PlanBudget, read_plan
from csptool.sheets.reading import Reading
from formulas.allocation import Fund
from formulas.award import Award
from formulas.columns import Column
from formulas.exact import PERCENT, POUNDS, Figure, in_full
from formulas.plan import Indicator, Measure, Plan
from formulas.printed_award import Printed
from formulas.redistribution import Redistribution, redistribute
from formulas.refusals import Refused
from formulas.underspend import LastYear


@dataclass
class AwardBudget(PlanBudget):
    """The input of a redistribution: the award, and what a paper states of it."""

    award: Award | None = None
    printed: Printed = field(default_factory=Printed)
    others: Sequence[str] = ()  # the other names of every area, as the sheet states them

    def redistribute(self) -> Redistribution:
        """Redistribute; what the arithmetic refuses becomes a fault at the place where it was stated."""
        assert self.award  # every reader gives one
        try:
            return redistribute(self.award)
        except Refused as refused:
            raise Faults([self.fault(refusal) for refusal in refused.refusals]) from None


def is_award_workbook(book: InputBook) -> bool:
    """Whether the input is in the project's own form."""
    return book.named(FUND_SHEET) is not None and book.named(AREAS_SHEET) is not None


def award_budget(book: InputBook, asked: Asked) -> AwardBudget:
    """The award that a workbook states, with its options; every fault of both is raised at once."""
    reading = Reading(book, [], {}, list(book.notes))
    own = is_award_workbook(book)
    if not own and not asked.sheet:
        _refuse_half_a_form(book)
    if own and (given := asked.given()):
        remedy = f"change the sheet {FUND_SHEET}"
        words = f"{', '.join(given)} beside a workbook with a sheet {FUND_SHEET}"
        raise fault("stated-twice", book.source.place, words, "the settings in one place", remedy)
    stated = of_form(reading) if own else of_options(reading, asked)
    try:
        table = read_known(
            book,
            AWARD_COLUMNS,
            {"base": asked.by, "paid": asked.paid, "spend": asked.spend},
            AREAS_SHEET if own else asked.sheet,
        )
    except Faults as found:
        raise Faults([*reading.faults, *found.faults]) from None
    return _budget(reading, stated, table)


def _refuse_half_a_form(book: InputBook) -> None:
    """Refuse sheets of the form where the form is not whole: what they say would be left out without a word."""
    names = (LAST_YEAR_SHEET, VARIATIONS_SHEET, NOTICES_SHEET, *PLAN_SHEETS)
    found = [name for name in names if book.named(name) is not None]
    lacking = " and ".join(repr(name) for name in (FUND_SHEET, AREAS_SHEET) if book.named(name) is None)
    if found:
        remedy = "name the sheets so, or say with --sheet which one to read by itself"
        words = f"sheets {', '.join(found)} and none called {lacking}"
        raise fault("half-a-form", book.source.place, words, "a form of csptool template redistribute", remedy)


def _budget(reading: Reading, stated: AwardTerms, table: KnownTable) -> AwardBudget:
    faults, base, of_form = reading.faults, table.tables["base"], stated.slices is None
    areas = _areas(reading, table, of_form=of_form)
    before = len(faults)
    year = last_year(reading, table, areas, of_form=of_form)
    unread = len(faults) > before
    varied = variations(reading, areas) if of_form else []
    collected = None if unread else _collected(reading, stated, year, areas.names)
    plan = _plan(reading, stated, table, areas, collected)
    least = stated.figures["least"]
    if least and least.unit != PERCENT and not 0 <= least.value <= 1:
        remedy = "give a percentage, such as 80%"
        faults.append(Fault("least", reading.places["least"], least.text, "a percentage", remedy))
    if faults or plan is None:
        raise Faults(dict.fromkeys(faults))
    plan = replace(plan, kinds={**plan.kinds, base.header.text: "£"})
    figures = table.figures
    award = Award(
        plan,
        Column.of(figure.value for figure in figures["base"]),
        base.header.text,
        year,
        varied,
        least.value if least else None,
    )
    also = stated.figures["collected"] if year else None
    printed = Printed(
        also, stated.figures["redistributed"], figures.get("supplement"), figures.get("total"), figures["base"]
    )
    others = [";".join(areas.also.get(row, ())) for row in range(len(areas.names))]
    return AwardBudget(
        reading.book.source, plan, reading.places, reading.notes, reading.totals,
        award=award, printed=printed, others=others,
    )  # fmt: skip


def _areas(reading: Reading, table: KnownTable, *, of_form: bool) -> AreaNames:
    """The areas of the table, and what is wrong with it as a whole."""
    faults = reading.faults
    faults += [example_fault(table.place("base", row)) for row, name in enumerate(table.names) if name == EXAMPLE_AREA]
    faults += table.faults + (_unknown_columns(table) if of_form else [])
    reading.notes += table.notes
    reading.totals += table.totals
    areas = read_areas(reading, table.tables["base"])
    assert areas  # a table of areas always gives them
    reading.places |= {f"base of {name}": table.place("base", row) for row, name in enumerate(table.names)}
    for first, other in same_twice(table.names):
        found, remedy = f"{other!r} beside {first!r}, two names of one area", "join the rows or rename one"
        faults.append(Fault("twice", reading.places[other], found, "each area once", remedy))
    return areas


def _plan(
    reading: Reading, stated: AwardTerms, table: KnownTable, areas: AreaNames, collected: Figure | None
) -> Plan | None:
    """How what was collected is shared out: by the sheets of a form, or by the base alone; None where it cannot be."""
    base, told = table.tables["base"], list[Fault]()
    fund = make_fund(replace(stated.terms, pot=collected), reading.places, told)
    # what was collected need not be whole units: what is less than a unit is left over
    reading.faults += [one for one in told if one.code != "pot-unit"]
    if stated.slices is None:
        return read_plan(reading, fund or Fund(Fraction(1)), base, stated.settings)
    if fund is None:
        return None
    name = base.header.text
    columns = {name: Column.of(row.basis.value for row in base.rows)}
    line = Indicator(name, Fraction(1), Measure((name,)))
    reading.places["formula"] = table.header_place("base")
    return Plan(fund, areas.names, areas.codes, columns, (line,), (), tuple(stated.slices))


def _unknown_columns(table: KnownTable) -> list[Fault]:
    """A fault for every column of the sheet Areas that says something csptool would not read."""
    sheet, header = table.sheet, table.tables["base"].header
    read_here = {each.column for each in table.headers.values()} | set(table.tables["base"].columns)
    labels = [column.label for column in (*AREAS.values(), *AWARD_COLUMNS.values())]
    found = []
    for column in sheet.columns(header.bottom):
        label = sheet.label(header.bottom, column)
        if column not in read_here and same_header(label) not in map(same_header, labels):
            remedy = f"use one of {nearest(label, labels)}, or move it to a sheet Notes"
            place = sheet.place(header.bottom, column)
            found.append(Fault("unknown-column", place, repr(label), f"a column of the sheet {sheet.name}", remedy))
    return found


def _collected(reading: Reading, stated: AwardTerms, year: LastYear | None, areas: Sequence[str]) -> Figure | None:
    """What was collected: area by area where that is known, else the sum as stated; a fault where there is neither."""
    place = reading.places["collected"]
    if year is not None:
        if wrong := list(year.refusals(areas)):
            reading.faults += [placed(refusal, reading.places.get(refusal.about, place)) for refusal in wrong]
            return None
        total = year.clawback.total()
        if total <= 0 and not reading.faults:
            remedy = "there is nothing to share out again"
            found = "no underspend: no area was paid more than it spent and carries forward"
            expected = "money to collect"
            reading.faults.append(Fault("nothing-collected", reading.book.source.place, found, expected, remedy))
            return None
        return Figure(total, 2, POUNDS, in_full(total))
    if stated.figures["collected"] is None and not reading.faults:
        remedy = "state what was collected, or what each area was paid and spent"
        reading.faults.append(Fault("no-pot", place, "nothing collected", "an amount in pounds", remedy))
    return stated.figures["collected"]
