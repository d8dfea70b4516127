"""The amounts of a fund under other weights, exact to any digit that is ever printed, without the record of a run.

For questions that ask hundreds of times: everything that does not depend on the weights is worked out once.
"""

from __future__ import annotations

import copy
import math
from collections.abc import Sequence
from fractions import Fraction

from formulas.columns import Column
from formulas.mechanisms.historic_weight import HISTORIC
from formulas.mechanisms.register import FIXED, mechanisms
from formulas.mechanisms.top_slices import slice_off
from formulas.mechanisms.transition_of_weights import OF_WEIGHTS
from formulas.outcome import Outcome
from formulas.plan import Plan
from formulas.plan_refusals import plan_refusals
from formulas.refusals import Refused
from formulas.stage import Figures, Ledger, Stage, shortfall
from formulas.steps import steps_after_formula
from formulas.working import Working

# rates over hundreds of denominators have shares of thousands of digits; cut to these, an amount is out by less than
# 1e-25 of a pound, which nothing that is printed can show
FINEST = 10**40


class Unrecorded(Stage):
    """A step that leaves no record."""

    recorded = False

    def check(self, words: str, holds: bool, excel: str, beside: str) -> None:
        """Nothing is recorded."""

    def promise(self, key: str, bound: Figures, *, lowest: bool, mechanism: str = "") -> None:
        """Nothing is recorded."""

    def _add(self, key: str, *_: object, given: bool = False) -> None:
        self._keys[key] = key


class Reweighed:
    """A fund whose weights, pot and rules can be changed: what a run found that does not depend on them.

    `shares` has one column for each indicator; the amount of an area by the formula is its fixed sums plus `left` x the
    weighted sum of its shares, last year's shares counting for `history`.
    """

    def __init__(self, outcome: Outcome) -> None:
        steps = outcome.working.steps
        columns = [steps[f"share_{n}"].values for n in range(1, len(outcome.plan.formula) + 1)]
        self.shares = [column for column in columns if isinstance(column, Column)]
        over = math.lcm(*(column.over for column in self.shares))
        self._over = min(over, FINEST)
        self._aligned = [_cut(column, self._over) for column in self.shares]
        self._take(outcome.plan)

    def _take(self, plan: Plan) -> None:
        """Work out what depends on the plan but not on the weights."""
        self.plan, working = plan, Working()
        working.add("pot", "Pot", "£", "", plan.fund.pot, given=True)
        slices = slice_off(plan.fund.pot, plan.top_slices, working) if plan.top_slices else []
        self.available = plan.fund.pot - sum((part.amount for part in slices), Fraction(0))
        self.fixed = self._fixed_sums()
        self.left = self.available - (self.fixed.total() if self.fixed is not None else 0)
        self.come = next((rule.value for rule in plan.rules_named(OF_WEIGHTS)), Fraction(1))
        self.history = next((rule.value for rule in plan.rules_named(HISTORIC)), Fraction(0))
        self.steps = list(steps_after_formula(plan))

    def _fixed_sums(self) -> Column | None:
        known = mechanisms()
        rules = [rule for rule in self.plan.rules if known[rule.mechanism].stage == FIXED]
        if not rules:
            return None
        ledger, nought = Ledger(self.plan, available=self.available), Column([0] * len(self.plan.areas))
        fixed = nought
        for number, rule in enumerate(rules):
            apply = known[rule.mechanism].apply
            assert apply  # every fixed sum is a step of its own
            fixed = fixed + apply(Unrecorded(ledger, number, rule, nought))
        if (short := fixed.total() - self.available) > 0:
            raise Refused(shortfall(rules[-1].mechanism, short, "fixed sums", "lower a fixed sum, or add to the pot"))
        return fixed

    def under(self, plan: Plan) -> Reweighed:
        """The same fund under another pot, other rules, slices or previous allocations; its figures must be the same.

        Refuses what a run refuses of them.
        """
        if refusals := plan_refusals(plan, figures=False):
            raise Refused(*refusals)
        other = copy.copy(self)
        other._take(plan)
        return other

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

    def amounts(self, weights: Sequence[Fraction]) -> Column:
        """The amounts before rounding under weights that sum to one. Refuses rules that cannot be met."""
        ledger = Ledger(self.plan, available=self.available)
        amounts = self.formula_amounts(weights)
        for number, step in enumerate(self.steps, 1):
            amounts = step.apply(Unrecorded(ledger, number, step.rule, amounts, step.partner))
        return amounts


def _cut(column: Column, over: int) -> list[int]:
    """The column over that denominator; where it is cut, the greatest figure takes what is left: the sum stays."""
    if over % column.over == 0:
        return [part * (over // column.over) for part in column.whole]
    whole = [part * over // column.over for part in column.whole]
    whole[whole.index(max(whole))] += over - sum(whole)
    return whole
