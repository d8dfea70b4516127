"""The input of a redistribution: the project's own form, or any sheet with the areas' base and options for the rest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from csptool.faults import Fault, Faults, Place, fault, nearest, placed
from csptool.labels import same_header, tidy
from csptool.sheets.areas_sheet import AREAS, EXAMPLE_AREA, example_fault, read_areas
from csptool.sheets.award_sheets import (
    AWARD_COLUMNS,
    AWARD_SETTINGS,
    LAST_YEAR_SHEET,
    VARIATIONS_SHEET,
    last_year,
    variations,
)
from csptool.sheets.book import InputBook
from csptool.sheets.budget import DEFAULT_RULE, PENNIES, Terms, make_fund
from csptool.sheets.fund_workbook import AREAS_SHEET, FUND_SHEET, SETTINGS
from csptool.sheets.known_columns import KnownTable, read_known
from csptool.sheets.plan_workbook import PLAN_SHEETS, PlanBudget, PlanSettings, read_plan, sheet_faults
from csptool.sheets.reading import Reading
from csptool.sheets.settings import Settings
from formulas.allocation import Fund
from formulas.columns import Column
from formulas.exact import PERCENT, POUNDS, Figure, in_full, read
from formulas.plan import Indicator, Measure, Plan, TopSlice
from formulas.printed_award import Printed
from formulas.redistribution import Award, Redistribution, redistribute
from formulas.refusals import Refused
from formulas.underspend import LastYear

NOTICES_SHEET = "Notices"
FUND = {key: SETTINGS[key] for key in ("name", "year")} | AWARD_SETTINGS
FUND |= {key: setting for key, setting in SETTINGS.items() if key not in ("name", "year", "pot")}


@dataclass(frozen=True)
class Asked:
    """What the command line asked for; blank where it said nothing."""

    collected: str = ""
    redistributed: str = ""
    least: str = ""
    base: str = ""
    sheet: str = ""
    unit: str = ""
    rounding: str = ""
    residue_to: str = ""
    fund: str = ""
    year: str = ""
    top_slices: tuple[str, ...] = ()

    def given(self) -> dict[str, str]:
        """The options that were given, by name as typed."""
        plain = {
            "--" + name.replace("_", "-"): tidy(value)
            for name, value in vars(self).items()
            if value and name != "top_slices"
        }
        return plain | ({"--top-slice": "; ".join(map(tidy, self.top_slices))} if self.top_slices else {})


@dataclass
class AwardBudget(PlanBudget):
    """The input of a redistribution: the award, and what a paper states of it."""

    award: Award | None = None
    printed: Printed = field(default_factory=Printed)

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
    if own and (given := asked.given()):
        remedy = f"change the sheet {FUND_SHEET}"
        words = f"{', '.join(given)} beside a workbook with a sheet {FUND_SHEET}"
        raise fault("stated-twice", book.source.place, words, "the settings in one place", remedy)
    stated = _of_form(reading) if own else _of_options(reading, asked)
    try:
        table = read_known(book, AWARD_COLUMNS, {"base": asked.base}, AREAS_SHEET if own else asked.sheet)
    except Faults as found:
        raise Faults([*reading.faults, *found.faults]) from None
    return _budget(reading, stated, table)


@dataclass(frozen=True)
class _Stated:
    """What the sheet Fund or the options state."""

    terms: Terms
    figures: Mapping[str, Figure | None]
    slices: Sequence[TopSlice] | None
    settings: PlanSettings


def _of_form(reading: Reading) -> _Stated:
    book, faults = reading.book, reading.faults
    faults += sheet_faults(
        book, [FUND_SHEET, AREAS_SHEET, LAST_YEAR_SHEET, VARIATIONS_SHEET, NOTICES_SHEET, *PLAN_SHEETS]
    )
    stated = Settings(book.chosen(FUND_SHEET), FUND, faults)
    reading.places |= stated.places | {"pot": stated.place("collected")}
    terms = Terms(
        None,
        stated.figure("unit") or PENNIES,
        stated.text("rule").casefold() or DEFAULT_RULE,
        stated.text("residue to"),
        stated.text("name"),
        stated.year("year"),
    )
    weights = stated.choice("weights")
    settings = PlanSettings(bool(weights), stated.text("heads"), stated.place("heads"))
    return _Stated(terms, {key: stated.figure(key) for key in AWARD_SETTINGS}, None, settings)


def _of_options(reading: Reading, asked: Asked) -> _Stated:
    options = {
        "pot": "--collected", "collected": "--collected", "redistributed": "--redistributed", "least": "--least",
        "unit": "--unit", "rule": "--rounding", "residue to": "--residue-to", "top-slices": "--top-slice",
    }  # fmt: skip
    reading.places |= {about: Place(option) for about, option in options.items()}
    rule = asked.rounding or ("residue-to" if asked.residue_to else DEFAULT_RULE)
    unit = _option(reading, asked.unit, "--unit") or PENNIES
    terms = Terms(None, unit, rule, asked.residue_to, asked.fund, asked.year)
    texts = {"collected": asked.collected, "redistributed": asked.redistributed, "least": asked.least}
    figures = {key: _option(reading, text, f"--{key}") for key, text in texts.items()}
    slices = [found for text in asked.top_slices if (found := _slice(reading, text))]
    return _Stated(terms, figures, slices, PlanSettings(False, "", Place("")))


def _option(reading: Reading, text: str, option: str) -> Figure | None:
    if not text:
        return None
    try:
        return read(text)
    except Refused as refused:
        reading.faults += [placed(refusal, Place(option)) for refusal in refused.refusals]
        return None


def _slice(reading: Reading, text: str) -> TopSlice | None:
    name, equals, amount = text.rpartition("=")
    place = Place("--top-slice")
    if not equals or not name.strip():
        remedy = "write it as 'Analyst=31000'"
        reading.faults.append(Fault("top-slice", place, repr(tidy(text)), "a name and an amount", remedy))
        return None
    figure = _option(reading, amount, "--top-slice")
    if figure and figure.unit == PERCENT:
        remedy = "give pounds, or use a form of csptool template redistribute"
        reading.faults.append(Fault("percentage", place, figure.text, "an amount in pounds", remedy))
        return None
    reading.places[f"top-slice {tidy(name)}"] = place
    return TopSlice(tidy(name), figure.value) if figure else None


def _budget(reading: Reading, stated: _Stated, table: KnownTable) -> AwardBudget:
    book, faults = reading.book, reading.faults
    base = table.tables["base"]
    faults += [example_fault(table.place("base", row)) for row, name in enumerate(table.names) if name == EXAMPLE_AREA]
    reading.notes += table.notes
    reading.totals += table.totals
    own = stated.slices is None
    if own:
        faults += _unknown_columns(table)
    areas = read_areas(reading, base)
    assert areas  # a table of areas always gives them
    reading.places |= {f"base of {name}": table.place("base", row) for row, name in enumerate(table.names)}
    year = last_year(reading, table, areas)
    varied = variations(reading, areas) if own else []
    collected = _collected(reading, stated, year, areas.names)
    fund = make_fund(replace(stated.terms, pot=collected), reading.places, faults)
    plan = None
    if own:
        plan = read_plan(reading, fund or Fund(Fraction(1)), base, stated.settings)
    elif fund:
        name = base.header.text
        columns = {name: Column.of(row.basis.value for row in base.rows)}
        line = Indicator(name, Fraction(1), Measure((name,)))
        reading.places["formula"] = table.header_place("base")
        plan = Plan(fund, areas.names, areas.codes, columns, (line,), (), tuple(stated.slices or ()), kinds={name: "£"})
    least = stated.figures["least"]
    if least and least.unit != PERCENT and not 0 <= least.value <= 1:
        remedy = "give a percentage, such as 80%"
        faults.append(Fault("least", reading.places["least"], least.text, "a percentage", remedy))
    if faults or plan is None:
        raise Faults(dict.fromkeys(faults))
    award = Award(
        plan,
        Column.of(row.basis.value for row in base.rows),
        base.header.text,
        year,
        varied,
        least.value if least else None,
    )
    figures = table.figures
    also = stated.figures["collected"] if year else None
    printed = Printed(
        also, stated.figures["redistributed"], figures.get("supplement"), figures.get("total"), figures["base"]
    )
    return AwardBudget(book.source, plan, reading.places, reading.notes, reading.totals, award=award, printed=printed)


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


def _collected(reading: Reading, stated: _Stated, year: LastYear | None, areas: Sequence[str]) -> Figure | None:
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
