"""A budget workbook with a formula: sheets Indicators, Formula, Rules, Top-slices, Previous beside Fund and Areas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from csptool.faults import Fault, Faults, Place, nearest, placed
from csptool.labels import same_name
from csptool.sheets.areas_sheet import read_areas
from csptool.sheets.book import InputBook
from csptool.sheets.formula_lines import FORMULA, indicator_of
from csptool.sheets.indicators_sheet import INDICATORS_SHEET, known_names, read_columns
from csptool.sheets.previous_sheet import PREVIOUS_SHEET, read_previous
from csptool.sheets.reading import Reading, span
from csptool.sheets.rule_lines import RULES, Known, rule_of
from csptool.sheets.slice_lines import TOP_SLICES, slice_of
from csptool.sheets.source import Source
from csptool.sheets.table import Table
from csptool.sheets.totals import Total
from formulas.allocation import Fund
from formulas.mechanisms.indicators import weight_refusals
from formulas.mechanisms.register import TRANSITION, mechanisms
from formulas.mechanisms.top_slices import slice_refusals
from formulas.outcome import Outcome
from formulas.plan import Indicator, Measure, Plan, Rule, TopSlice
from formulas.refusals import Refusal, Refused
from formulas.run import run

FORMULA_SHEET, RULES_SHEET, SLICES_SHEET = "Formula", "Rules", "Top-slices"
PLAN_SHEETS = (INDICATORS_SHEET, FORMULA_SHEET, RULES_SHEET, SLICES_SHEET, PREVIOUS_SHEET)


@dataclass
class PlanBudget:
    """The input of a formula fund: the plan, where each part of it was stated, what its reader should be told."""

    source: Source
    plan: Plan
    places: Mapping[str, Place]
    notes: list[str] = field(default_factory=list)
    totals: Sequence[Total] = ()

    def run(self) -> Outcome:
        """Run the plan; what the arithmetic refuses becomes a fault at the place where it was stated."""
        try:
            return run(self.plan)
        except Refused as refused:
            raise Faults([self.fault(refusal) for refusal in refused.refusals]) from None

    def fault(self, refusal: Refusal) -> Fault:
        """A refusal with its place; where several rules are at fault together, that of the first."""
        about = refusal.about
        place = self.places.get(about) or self.places.get(about.partition(", ")[0])
        if place is None:
            place = Place(f"{self.source.name}, {about}")  # it was stated nowhere
        return placed(refusal, place)


def has_plan(book: InputBook) -> bool:
    """Whether a workbook in the project's own form has any of the sheets of a formula."""
    return any(book.named(name) is not None for name in PLAN_SHEETS)


def sheet_faults(book: InputBook, known: Sequence[str]) -> list[Fault]:
    """A fault for every sheet that has something on it and a name that is neither known nor that of notes."""
    faults = []
    for sheet in book.sheets:
        name = same_name(sheet.name)
        if sheet.cells and name not in map(same_name, known) and not name.startswith("notes"):
            remedy = f"use one of {nearest(sheet.name, known)}, or begin its name with Notes to leave it unread"
            faults.append(
                Fault("unknown-sheet", Place(sheet.file, sheet.name), repr(sheet.name), "a sheet of the form", remedy)
            )
    return faults


@dataclass(frozen=True)
class PlanSettings:
    """What the sheet Fund states beside the fund: whether weights are normalised, the column of heads and its cell."""

    normalise: bool
    heads: str
    heads_place: Place


def read_plan(reading: Reading, fund: Fund, table: Table | None, settings: PlanSettings) -> Plan | None:
    """The plan that the sheets state; None, with faults, where they do not state one."""
    areas = read_areas(reading, table)
    known = known_names(reading, areas, table)
    formula, whole = _formula(reading, known, table)
    rules, slices = _rules(reading, known), _slices(reading)
    heads = known.column(settings.heads) or ""
    if settings.heads and not heads:
        remedy = f"use one of {nearest(settings.heads, known.columns.values())}"
        found, expected = repr(settings.heads), "a column of the sheet Indicators"
        reading.faults.append(Fault("no-column", settings.heads_place, found, expected, remedy))
    if areas is None:
        return None  # what the other sheets say of areas cannot be judged
    used = [name for line in formula for name in line.measure.uses]
    used += [rule.of for rule in rules if rule.of in known.columns.values()] + ([heads] if heads else [])
    columns, kinds = read_columns(reading, dict.fromkeys(used), areas, table)
    used += [table.header.text] if table else []
    if idle := [name for name in known.columns.values() if name not in used]:
        words = f"Columns of the sheet {INDICATORS_SHEET} that no indicator and no rule uses: {', '.join(idle)}."
        reading.notes.append(words)
    previous = read_previous(reading, areas)
    if previous.base is not None and not any(mechanisms()[rule.mechanism].stage == TRANSITION for rule in rules):
        reading.notes.append("The column 'Before the transition' is not used: there is no rule of a transition.")
    if previous.new:
        reading.notes.append(previous.words(rules))
    if reading.faults:
        # what is wrong with the weights and the slices is told beside other faults
        stated = Plan(fund, [], [], {}, tuple(formula), tuple(rules), normalise=settings.normalise)
        refusals = [*(weight_refusals(stated) if whole else []), *slice_refusals(tuple(slices))]
        reading.faults += [placed(refusal, reading.places[refusal.about]) for refusal in refusals]
        return None
    return Plan(
        fund, areas.names, areas.codes, columns, tuple(formula), tuple(rules), tuple(slices), previous.allocations,
        previous.base, settings.normalise, heads, kinds,
    )  # fmt: skip


def _formula(reading: Reading, known: Known, table: Table | None) -> tuple[list[Indicator], bool]:
    """The indicators, and whether every line of the sheet could be read; without the sheet, the basis alone."""
    lines = reading.lines(FORMULA_SHEET, FORMULA, ("weight", "previous_weight"))
    if lines is None:
        if table is None:
            return [], False
        name = table.header.text
        reading.places["formula"] = table.sheet.place(table.header.bottom, table.header.column)
        return [Indicator(name, Fraction(1), Measure((name,)))], False
    sheet = reading.book.chosen(FORMULA_SHEET)
    reading.places["formula"] = span(lines, "weight") if lines else Place(sheet.file, sheet.name)
    if not lines and not reading.faults:
        place = reading.places["formula"]
        reading.faults.append(Fault("no-rows", place, "no indicators", "at least one", "add an indicator"))
    reading.refuse_repeats(lines, "indicator", "indicator")
    for line in lines:
        name = line.text("indicator")
        reading.places |= {name: line.place("indicator"), f"weight of {name}": line.place("weight")}
    found = [indicator for line in lines if (indicator := indicator_of(line, known, reading.faults))]
    return found, bool(found) and len(found) == len(lines)


def _rules(reading: Reading, known: Known) -> list[Rule]:
    rules = []
    for line in reading.lines(RULES_SHEET, RULES) or []:
        if rule := rule_of(line, known, reading.faults):
            if rule.mechanism in reading.places:
                reading.places.setdefault(f"{rule.mechanism} again", line.place("rule"))
            reading.places.setdefault(rule.mechanism, line.place("value" if line.has("value") else "rule"))
            rules.append(rule)
    return rules


def _slices(reading: Reading) -> list[TopSlice]:
    lines = reading.lines(SLICES_SHEET, TOP_SLICES) or []
    reading.refuse_repeats(lines, "name", "top-slice")
    if lines:
        reading.places["top-slices"] = span(lines, "amount")
    reading.places |= {f"top-slice {line.text('name')}": line.place("amount") for line in lines}
    return [found for line in lines if (found := slice_of(line, reading.faults))]
