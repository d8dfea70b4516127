"""The answers of `csptool whatif` as tables with their sentences."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from csptool.labels import listed
from csptool.reports.grid import Cell, Grid, Head, shown
from csptool.reports.run_wording import Change, capital, run_sentences, run_title
from csptool.targets import is_rate
from formulas.exact import in_full, in_pounds
from formulas.mechanisms.indicators import weights_used
from formulas.outcome import Outcome
from formulas.plan import Plan
from formulas.rounding import to_the_penny
from formulas.scenario import WEIGHT, Target, value_of
from formulas.sweep import losing

if TYPE_CHECKING:
    from csptool.shaking import Shaken
    from csptool.whatif import Comparison, Sweep

MOST_AREAS = 12  # columns of a table, and lines of a picture


def target_value(value: Fraction, target: Target, plan: Plan) -> str:
    """A target's value as its reader would write it."""
    if is_rate(target, plan):
        plain = in_full(value * 100)
        return f"{value}" if "/" in plain else plain + "%"
    return in_pounds(value) if target.kind != "indicator" else in_full(value, grouped=True)


def comparison_grid(found: Comparison) -> Grid:
    """Baseline, scenario and difference by area; what was set; who gains and who loses."""
    before, after, plan = found.baseline, found.scenario, found.baseline.plan
    heads = [
        Head("Area", "area"),
        Head("As stated", "baseline", "£"),
        Head("What if", "scenario", "£"),
        Head("Difference", "difference", "+£"),
        Head("", "difference_rate", "+%"),
    ]
    rows: list[list[Cell]] = []
    for row, area in enumerate(plan.areas):
        change = Change.between(before.amounts[row], after.amounts[row])
        rows.append([area, before.amounts[row], after.amounts[row], change.pounds, change.rate])
    total = Change.between(before.total, after.total)
    return Grid(
        f"What if: {run_title(before)}",
        heads,
        rows,
        ["Total", before.total, after.total, total.pounds, total.rate],
        before=_settings(found),
        after=[*_gainers_and_losers(found), *run_sentences(after, moves=False)],
    )


def _settings(found: Comparison) -> list[str]:
    lines = []
    for target, value in found.settings.items():
        plan = found.baseline.plan
        old = target_value(value_of(plan, target), target, plan)
        new = "taken out" if value is None else target_value(value, target, plan)
        becomes = f"{old} becomes {new}" if value is not None else f"{old}, {new}"
        lines.append(f"{capital(target.words)}: {becomes}.")
    if any(target.kind == WEIGHT for target in found.settings):
        weights = zip(found.scenario.plan.formula, weights_used(found.scenario.plan), strict=True)
        listed = ", ".join(f"{line.name} {shown(weight, '%')}" for line, weight in weights)
        lines.append(f"The other weights keep their proportions. The weights are now: {listed}.")
    return lines


def _gainers_and_losers(found: Comparison) -> list[str]:
    changes = [b - a for a, b in zip(found.baseline.amounts, found.scenario.amounts, strict=True)]
    lines = []
    for what, sign in (("gain", 1), ("lose", -1)):
        rows = sorted(
            (row for row, change in enumerate(changes) if change * sign > 0), key=lambda r: -changes[r] * sign
        )
        names = listed([f"{found.baseline.plan.areas[r]} ({in_pounds(changes[r], signed=True)})" for r in rows])
        verb = what if len(rows) != 1 else f"{what}s"
        lines.append(f"{len(rows)} of {len(changes)} areas {verb}{': ' + names if rows else ''}.")
    return lines


def sweep_grid(found: Sweep, *, every: bool) -> Grid:
    """Every area's amount at every value, to the penny, and where each starts to lose; `every` shows all areas."""
    plan, target = found.baseline.plan, found.target
    rows_shown = list(range(len(plan.areas))) if every else most_moved(found)
    heads = [Head(capital(target.words), str(target))]
    heads += [Head(plan.areas[row], plan.areas[row], "£") for row in rows_shown]
    rows: list[list[Cell]] = []
    for value, amounts in zip(found.values, found.found, strict=True):
        cells: list[Cell] = [to_the_penny(amounts[row]) if amounts is not None else None for row in rows_shown]
        rows.append([target_value(value, target, plan), *cells])
    stated = target_value(value_of(plan, target), target, plan)
    before = [f"As stated, {target.words} is {stated}. Amounts are before rounding, shown to the penny."]
    if target.kind == WEIGHT:
        before.append("The other weights keep their proportions.")
    if len(rows_shown) < len(plan.areas):
        before.append(f"Shown are the {len(rows_shown)} of {len(plan.areas)} areas whose amounts move most.")
    if None in found.found:
        first, reason = next(iter(found.reasons.items()))
        count = len(found.reasons)
        values = f"{count} values" if count > 1 else "one value"
        before.append(f"n/a: at {values} it cannot be done. At {target_value(first, target, plan)}: {reason}.")
    return Grid(
        f"What if {target.words} moves: {run_title(found.baseline)}",
        heads,
        rows,
        before=before,
        after=_crossings(found),
    )


def most_moved(found: Sweep) -> list[int]:
    """The areas whose amounts move most, in the order of the sheet; all where there are few."""
    kept = [amounts for amounts in found.found if amounts is not None]
    areas = range(len(found.baseline.plan.areas))
    if len(areas) <= MOST_AREAS or not kept:
        return list(areas)[:MOST_AREAS] if not kept else list(areas)
    moved = {row: max(a[row] for a in kept) - min(a[row] for a in kept) for row in areas}
    return sorted(sorted(areas, key=lambda row: -moved[row])[:MOST_AREAS])


def _crossings(found: Sweep) -> list[str]:
    plan, target = found.baseline.plan, found.target
    mark = "last year" if plan.previous is not None else "as stated"
    lines = []
    for crossing in found.crossings:
        low, high = (target_value(value, target, plan) for value in (crossing.low, crossing.high))
        area = plan.areas[crossing.row]
        if crossing.loses_above:
            lines.append(f"{area} gets less than {mark} from {high} upwards (at {low} it does not).")
        else:
            lines.append(f"{area} gets less than {mark} up to {low} (from {high} it does not).")
    changing = {crossing.row for crossing in found.crossings}
    lines += _never_crossing(found, changing, mark)
    return lines


def _never_crossing(found: Sweep, changing: set[int], mark: str) -> list[str]:
    """The areas that stay on one side of their mark at every value."""
    kept = [losing(margins) for margins in found.margins if margins is not None]
    still = [row for row in range(len(found.baseline.plan.areas)) if row not in changing]
    short = {row: [at[row] for at in kept] for row in still}
    where = "at every value" if len(kept) == len(found.values) else "at every value that can be"
    lines = []
    for words, rows in (
        (f"Less than {mark} {where}", [row for row in still if all(short[row])]),
        (f"Never less than {mark}", [row for row in still if not any(short[row])]),
        (f"Less than {mark} on one side of values that cannot be", [r for r in still if any(short[r]) > all(short[r])]),
    ):
        names = listed([found.baseline.plan.areas[row] for row in rows])
        if rows:
            lines.append(f"{words}: {names}.")
    return lines


def shake_grid(baseline: Outcome, found: Shaken) -> Grid:
    """Each area's range, and in what part of the draws it gains, loses, and gets more than last year."""
    met = found.draws - found.impossible
    heads = [
        Head("Area", "area"),
        Head("As stated", "stated", "£"),
        Head("Lowest", "lowest", "£"),
        Head("Highest", "highest", "£"),
        Head("Range", "range", "£"),
        Head("Gains in", "gains", "%"),
        Head("Loses in", "loses", "%"),
    ]
    with_previous = baseline.plan.previous is not None
    heads += [Head("Above last year in", "above_previous", "%")] if with_previous else []
    rows: list[list[Cell]] = []
    for area in found.rows:
        counts = [area.gains, area.loses, *([area.above_previous or 0] if with_previous else [])]
        parts: Sequence[Cell] = [Fraction(count, met) for count in counts]
        stated, lowest, highest = map(to_the_penny, (area.stated, area.lowest, area.highest))
        rows.append([area.area, stated, lowest, highest, highest - lowest, *parts])
    spread = shown(found.spread, "%")
    before = [
        f"{found.draws:,} sets of weights, seed {found.seed}: each weight times a factor between 1 - {spread} and "
        f"1 + {spread}, then all divided by their sum. Amounts are before rounding, shown to the penny.",
        "An area gains or loses in a draw where it gets at least half a penny more or less than as stated.",
    ]
    if found.impossible:
        before.append(f"In {found.impossible:,} draws the rules could not be met; they are left out.")
    return Grid(
        f"How much hangs on the weights: {run_title(baseline)}", heads, rows, before=before, after=_steady(found)
    )


def _steady(found: Shaken) -> Sequence[str]:
    if not found.rows:
        return ["In no draw could the rules be met."]
    widest = max(found.rows, key=lambda row: (row.highest - row.lowest) / row.stated if row.stated else Fraction(0))
    if widest.highest == widest.lowest:
        return ["No area's amount moves at all."]
    below = Change.between(widest.stated, widest.lowest).percent
    above = Change.between(widest.stated, widest.highest).percent
    fixed = [row.area for row in found.rows if row.highest - row.lowest < Fraction(1, 100)]
    lines = [f"The widest range for its size is that of {widest.area}: {below} to {above}."]
    if fixed:
        lines.append(f"Not moved by a penny: {listed(fixed)}.")
    return lines
