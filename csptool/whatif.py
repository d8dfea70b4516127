"""The three questions of `csptool whatif`: something set, something swept, the weights shaken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from csptool.faults import Faults, Place, placed
from csptool.sheets.plan_workbook import PlanBudget
from formulas.columns import Column
from formulas.outcome import Outcome
from formulas.refusals import Refusal, Refused
from formulas.reweighed import Reweighed
from formulas.run import run
from formulas.scenario import FIGURE, PREVIOUS, WEIGHT, Target, changed, reweighted
from formulas.sweep import BreakEven, break_evens, fineness, sweep_values


@dataclass(frozen=True)
class Comparison:
    """A fund as stated and with something set."""

    baseline: Outcome
    scenario: Outcome
    settings: Mapping[Target, Fraction | None]


@dataclass(frozen=True)
class Sweep:
    """A fund at every value of a target: the amounts before rounding, None where the rules cannot be met.

    `margins` are what each area gets above last year's allocation, or above the amount as stated where there is none;
    `crossings` are where an area's margin falls below nought or rises to it, `reasons` why values were refused.
    """

    baseline: Outcome
    target: Target
    values: Sequence[Fraction]
    found: Sequence[Column | None]
    margins: Sequence[Column | None]
    crossings: Sequence[BreakEven]
    reasons: Mapping[Fraction, str]


def compare(budget: PlanBudget, settings: Mapping[Target, Fraction | None]) -> Comparison:
    """Run the plan as stated and with the settings; what they make impossible is a fault of --set."""
    return Comparison(budget.run(), run_with(budget, settings), settings)


def run_with(budget: PlanBudget, settings: Mapping[Target, Fraction | None]) -> Outcome:
    """Run the plan with the settings; what they make impossible is a fault of --set."""
    if not settings:
        return budget.run()
    try:
        return run(changed(budget.plan, settings))
    except Refused as refused:
        raise Faults([placed(refusal, Place(f"--set, {refusal.about}")) for refusal in refused.refusals]) from None


def sweep(baseline: Outcome, target: Target, first: Fraction, last: Fraction, step: Fraction) -> Sweep:
    """Run the plan at every value of the target and find where areas start to lose.

    Raises the fault of the first value where the rules can be met at none.
    """
    tried = _Tried(baseline, target)
    values = sweep_values(first, last, step)
    found = [tried.amounts(value) for value in values]
    if all(amounts is None for amounts in found):
        refusal = next(iter(tried.refused.values()))
        raise Faults([placed(refusal, Place(f"--sweep, {refusal.about}"))])
    margins = [tried.margin(value) for value in values]
    crossings = break_evens(tried.margin, values, margins, fineness(step))
    reasons = {value: str(tried.refused[value]) for value in values if value in tried.refused}
    return Sweep(baseline, target, values, found, margins, crossings, reasons)


class _Tried:
    """The exact amounts at values of a target, and why some were refused."""

    def __init__(self, baseline: Outcome, target: Target) -> None:
        self.plan, self.target = baseline.plan, target
        self.fund = Reweighed(baseline)
        total = sum(line.weight for line in self.plan.formula)
        self.weights = [line.weight / total for line in self.plan.formula]
        self.stated = baseline.exact
        self.refused: dict[Fraction, Refusal] = {}
        self._known: dict[Fraction, Column | None] = {}

    def margin(self, value: Fraction) -> Column | None:
        """What each area gets at a value above last year's allocation, or above what it gets as stated."""
        amounts = self.amounts(value)
        if amounts is None:
            return None
        if self.plan.previous is None:
            return amounts - self.stated
        plan = changed(self.plan, {self.target: value}) if self.target.kind == PREVIOUS else self.plan
        assert plan.previous is not None  # it is changed, not taken away
        return amounts - plan.previous

    def amounts(self, value: Fraction) -> Column | None:
        """The amounts at a value; None where it is refused."""
        if value not in self._known:
            self._known[value] = self._found(value)
        return self._known[value]

    def _found(self, value: Fraction) -> Column | None:
        try:
            if self.target.kind == WEIGHT:
                lines = reweighted(self.plan.formula, {self.target.name: value})
                return self.fund.amounts([line.weight for line in lines])
            plan = changed(self.plan, {self.target: value})
            if self.target.kind == FIGURE:
                return run(plan).exact
            return self.fund.under(plan).amounts(self.weights)
        except Refused as refused:
            self.refused[value] = refused.refusals[0]
            return None
