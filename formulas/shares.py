"""Shares: each row's part of one column. Several columns with weights are in `formulas.mechanisms.indicators`."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from formulas.apportion import Weight, whole_weights
from formulas.refusals import Refusal, Refused


def shares(column: Sequence[Weight], name: str = "basis") -> list[Fraction]:
    """Each row's share of the column's total: value / total. The shares sum to one exactly.

    Values are counts or pounds, nought or more. Refuses floats, negative values and a column that totals nought.

    >>> [str(s) for s in shares([1, Fraction(5, 2), Fraction(1, 2)])]
    ['1/4', '5/8', '1/8']
    """
    whole, _ = whole_weights(column)
    total = sum(whole)
    if total == 0:
        raise Refused(
            Refusal("no-weight", name, "a total of nought", "a total above nought", "give figures or drop the column")
        )
    return [Fraction(value, total) for value in whole]
