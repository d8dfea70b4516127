"""The amounts of a fund under other weights, exact to any digit that is ever printed, without the record of a run.

For questions that ask hundreds of times: everything that does not depend on the weights is worked out once.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction

from formulas.columns import Column
from formulas.mechanisms.historic_weight import HISTORIC
from formulas.mechanisms.transition_of_weights import OF_WEIGHTS
from formulas.refusals import Refused
from formulas.run import Outcome
from formulas.stage import Figures, Ledger, Stage
from formulas.steps import steps_after_formula

# rates over hundreds of denominators have shares of thousands of digits; cut to these, an amount is out by less than
# 1e-25 of a pound, which nothing that is printed can show
FINEST = 10**40


class Unrecorded(Stage):
    """A step that leaves no record."""

    def check(self, words: str, holds: bool, excel: str, beside: str) -> None:
        """Nothing is recorded."""

    def promise(self, key: str, bound: Figures, *, lowest: bool, mechanism: str = "") -> None:
        """Nothing is recorded."""

    def _add(self, key: str, *_: object, given: bool = False) -> None:
        self._keys[key] = key


class Reweighed:
    """A fund whose weights can be changed: what a run found that does not depend on them.

    `shares` has one column for each indicator; the amount of an area by the formula is its fixed sums plus `left` x the
    weighted sum of its shares, last year's shares counting for `history`.
    """

    def __init__(self, outcome: Outcome) -> None:
        self.plan = outcome.plan
        steps = outcome.working.steps
        columns = [steps[f"share_{n}"].values for n in range(1, len(self.plan.formula) + 1)]
        self.shares = [column for column in columns if isinstance(column, Column)]
        over = math.lcm(*(column.over for column in self.shares))
        self._over = min(over, FINEST)
        self._aligned = [[part * self._over // c.over for part in c.whole] for c in self.shares]
        fixed = steps["fixed"].values if "fixed" in steps else None
        self.fixed = fixed if isinstance(fixed, Column) else None
        self.left = outcome.available - (self.fixed.total() if self.fixed is not None else 0)
        self.available = outcome.available
        self.come = next((rule.value for rule in self.plan.rules_named(OF_WEIGHTS)), Fraction(1))
        self.history = next((rule.value for rule in self.plan.rules_named(HISTORIC)), Fraction(0))
        self.steps = list(steps_after_formula(self.plan))

    @property
    def old_weights(self) -> list[Fraction]:
        """The previous weights, summing to one, for a transition of weights."""
        old = [line.previous_weight or Fraction(0) for line in self.plan.formula]
        total = sum(old)
        return [weight / total for weight in old] if total else old

    def formula_amounts(self, weights: Sequence[Fraction]) -> Column:
        """The undamped amounts under weights that sum to one."""
        if self.come != 1:
            weights = [o + self.come * (w - o) for o, w in zip(self.old_weights, weights, strict=True)]
        over = math.lcm(*(weight.denominator for weight in weights))
        whole = [int(weight * over) for weight in weights]
        used = [(count, column) for count, column in zip(whole, self._aligned, strict=True) if count]
        rows = zip(*(column for _, column in used), strict=True)
        counts = [count for count, _ in used]
        share = Column([sum(map(int.__mul__, counts, row)) for row in rows], self._over * over)
        if self.history and self.plan.previous is not None:
            old = self.plan.previous * (1 / self.plan.previous.total())
            share = old * self.history + share * (1 - self.history)
        amounts = share * self.left
        return amounts + self.fixed if self.fixed is not None else amounts

    def amounts(self, weights: Sequence[Fraction]) -> Column | None:
        """The amounts before rounding under weights that sum to one; None where the rules cannot be met."""
        ledger = Ledger(self.plan, available=self.available)
        amounts = self.formula_amounts(weights)
        try:
            for number, step in enumerate(self.steps, 1):
                amounts = step.apply(Unrecorded(ledger, number, step.rule, amounts, step.partner))
        except Refused:
            return None
        return amounts
