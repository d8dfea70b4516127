"""The medium-term plan as sentences and a table: a row for each line, the years across."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from csptool.labels import counted
from csptool.reports.document import Document
from csptool.reports.grid import Cell, Grid, Head
from csptool.sheets.medium_term_sheet import PlanInput
from formulas.band_d_rise import Rise, next_band_d
from formulas.exact import in_full, in_pounds
from formulas.medium_term import MediumTerm
from formulas.working import show

SCHEMA = "csptool.precept-plan.v1"


@dataclass(frozen=True)
class PlanRow:
    """A line of the plan: its key for programs, its label, the kind of its figures, and one of them for each year."""

    key: str
    label: str
    kind: str
    figures: Callable[[MediumTerm], Sequence[Fraction]]


def _each(key: str, label: str, kind: str = "£") -> PlanRow:
    return PlanRow(key, label, kind, lambda plan: [getattr(year, key) for year in plan.years])


ROWS = (
    _each("tax_base", "Tax base", "base"),
    _each("band_d", "Band D", "£ exact"),
    _each("precept", "Precept"),
    _each("grants", "Grants"),
    _each("legacy_grants", "Legacy grants"),
    _each("collection_fund", "Collection fund (one-off)"),
    _each("funding", "Funding"),
    _each("pay", "Pay"),
    _each("other_costs", "Other costs"),
    _each("pensions", "Pensions"),
    _each("capital_financing", "Capital financing"),
    _each("growth", "Growth so far"),
    PlanRow("savings", "Savings so far", "£", lambda plan: [-year.savings for year in plan.years]),
    _each("one_off_costs", "One-off costs"),
    _each("spending", "Spending"),
    PlanRow("gap", "Gap in the year", "£", lambda plan: plan.gaps),
    PlanRow("new_gap", "Of it new in the year", "£", lambda plan: plan.new_gaps),
    PlanRow("cumulative_gap", "Gaps added up (cumulative)", "£", lambda plan: plan.running_gaps),
)


def document(given: PlanInput) -> Document:
    """The plan year by year, what is one-off in it, what the limits hold, and the gap in words."""
    plan = given.rolled
    heads = [Head("Line", "line"), Head("Key", "key", shown=False)]
    heads += [Head(year.year, year.year, "£") for year in plan.years]
    rows: list[list[Cell]] = [[row.label, row.key, *row.figures(plan)] for row in ROWS]
    grid = Grid("", heads, rows, row_kinds=[row.kind for row in ROWS])
    facts = {
        "start_year": given.start.year,
        "last_year": plan.years[-1].year,
        "gap_first_year": in_full(plan.gaps[0]),
        "gap_last_year": in_full(plan.gaps[-1]),
        "gap_cumulative": in_full(plan.running_gaps[-1]),
    }
    return Document(SCHEMA, title(given), {"rows": grid}, opening(given), closing(given), facts, [given.source])


def title(given: PlanInput) -> str:
    """What it is called."""
    first, last = given.assumed[0].year, given.assumed[-1].year
    return f"Medium-term plan {first}" + (f" to {last}" if last != first else "")


def opening(given: PlanInput) -> list[str]:
    """What the plan starts from, what the limits hold down, what is not rolled forward."""
    start = given.start
    lines = [
        f"The plan starts from {start.year}: a tax base of {in_full(start.tax_base, grouped=True)}, a Band D of "
        f"{show(start.band_d, '£ exact')}, pay of {in_pounds(start.pay)} and other costs of "
        f"{in_pounds(start.other_costs)}."
    ]
    lines += held_down(given)
    once = [
        f"{name} of {in_pounds(abs(amount))} in {one.year}"
        for one in given.assumed
        for name, amount in (
            (f"a collection fund {'surplus' if one.collection_fund > 0 else 'deficit'}", one.collection_fund),
            ("one-off costs", one.one_off_costs),
        )
        if amount
    ]
    if once:
        joined = "; ".join(once)
        lines.append(f"One-off, not rolled into later years: {joined}.")
    return lines


def held_down(given: PlanInput) -> list[str]:
    """A sentence for every year in which the limit is less than the rise that is assumed."""
    lines, before = [], given.start.band_d
    for one, year in zip(given.assumed, given.rolled.years, strict=True):
        assumed = next_band_d(before, Rise(one.rise.pounds, one.rise.rate)) - before
        if year.band_d - before != assumed:
            least, most = show(year.band_d - before, "£ exact"), show(assumed, "£ exact")
            lines.append(f"In {one.year} the limit holds the rise in Band D to {least}, where {most} was assumed.")
        before = year.band_d
    return lines


def closing(given: PlanInput) -> list[str]:
    """The gap in words: of the first year, of the last, new in each year, and added up over all of them."""
    plan = given.rolled
    first, last = plan.years[0], plan.years[-1]
    lines = [f"In {first.year} {_balance(first.gap)}."]
    if len(plan.years) > 1:
        lines.append(f"In {last.year} {_balance(last.gap)}, if nothing is done about it in any year before.")
        lines.append(_new(plan))
        lines.append(_added_up(plan))
    lines.append("Gaps are before any use of reserves; a gap below nought is a surplus.")
    return lines


def _new(plan: MediumTerm) -> str:
    """What the last year adds to the gap of the year before."""
    new, before, last = plan.new_gaps[-1], plan.years[-2].year, plan.years[-1].year
    if new <= 0:
        return f"{last} is {in_pounds(-new)} better than {before}: by itself it adds no new gap."
    if plan.gaps[-1] <= 0:
        return f"{last} is {in_pounds(new)} worse than {before}."
    return (
        f"{last} is {in_pounds(new)} worse than {before}: that is new in the year, and all that would be missing if "
        "the earlier gaps were closed for good."
    )


def _added_up(plan: MediumTerm) -> str:
    """The gaps of all years together, which is no year's gap."""
    total, years = plan.running_gaps[-1], counted(len(plan.years), "year")
    if total <= 0:
        return (
            f"Added up over {years} there is a surplus of {in_pounds(-total)}. It is not the surplus of any one year."
        )
    return (
        f"Added up over {years} the gaps come to {in_pounds(total)}: what reserves would have to pay in all if nothing "
        "were done. It is not the gap of any one year."
    )


def _balance(gap: Fraction) -> str:
    """A year's gap as part of a sentence."""
    if gap == 0:
        return "spending equals funding"
    side, name = ("above", "gap") if gap > 0 else ("below", "surplus")
    return f"spending is {in_pounds(abs(gap))} {side} funding: a {name} in that year"
