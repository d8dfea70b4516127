"""The three questions of `csptool whatif`: something set, something swept, the weights shaken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from csptool.faults import Faults, Place, placed
from csptool.sheets.plan_workbook import PlanBudget
from formulas.columns import Column
from formulas.refusals import Refused
from formulas.reweighed import Reweighed
from formulas.run import Outcome, run
from formulas.scenario import WEIGHT, Target, changed, reweighted
from formulas.sweep import Amounts, BreakEven, break_evens, fineness, sweep_values


@dataclass(frozen=True)
class Comparison:
    """A fund as stated and with something set."""

    baseline: Outcome
    scenario: Outcome
    settings: Mapping[Target, Fraction | None]


@dataclass(frozen=True)
class Sweep:
    """A fund at every value of a target: the amounts before rounding, None where the rules cannot be met.

    `marks` are last year's allocations, or the amounts as stated where there are none; `crossings` are where an area
    falls below its mark or rises to it.
    """

    baseline: Outcome
    target: Target
    values: Sequence[Fraction]
    found: Sequence[Column | None]
    marks: Column
    crossings: Sequence[BreakEven]


def compare(budget: PlanBudget, settings: Mapping[Target, Fraction | None]) -> Comparison:
    """Run the plan as stated and with the settings; what they make impossible is a fault of --set."""
    baseline = budget.run()
    return Comparison(baseline, _run_with(budget, settings), settings)


def with_settings(budget: PlanBudget, settings: Mapping[Target, Fraction | None]) -> PlanBudget:
    """The budget with the settings in place."""
    try:
        return replace(budget, plan=changed(budget.plan, settings))
    except Refused as refused:
        raise Faults([placed(refusal, Place("--set")) for refusal in refused.refusals]) from None


def _run_with(budget: PlanBudget, settings: Mapping[Target, Fraction | None]) -> Outcome:
    plan = with_settings(budget, settings).plan
    try:
        return run(plan)
    except Refused as refused:
        raise Faults([placed(refusal, Place(f"--set, {refusal.about}")) for refusal in refused.refusals]) from None


def sweep(budget: PlanBudget, target: Target, first: Fraction, last: Fraction, step: Fraction) -> Sweep:
    """Run the plan at every value of the target and find where areas start to lose."""
    baseline = budget.run()
    amounts = _amounts_at(baseline, target)
    values = sweep_values(first, last, step)
    found = [amounts(value) for value in values]
    marks = baseline.plan.previous if baseline.plan.previous is not None else baseline.exact
    crossings = break_evens(amounts, values, found, marks, fineness(step))
    return Sweep(baseline, target, values, found, marks, crossings)


def _amounts_at(baseline: Outcome, target: Target) -> Amounts:
    """A function from a value of the target to the exact amounts; None where the rules cannot be met."""
    plan = baseline.plan
    fund = Reweighed(baseline) if target.kind == WEIGHT else None

    def amounts(value: Fraction) -> Column | None:
        try:
            if fund:
                lines = reweighted(plan.formula, {target.name: value})
                return fund.amounts([line.weight for line in lines])
            return run(changed(plan, {target: value})).exact
        except Refused:
            return None

    return amounts
