"""Shares: each row's part of one column, or of several columns with weights.

The mechanisms that act on shares and amounts (floors, transitions, caps) have a room of their own beside this file.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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


def weighted_shares(columns: Mapping[str, Sequence[Weight]], weights: Mapping[str, Weight]) -> list[Fraction]:
    """Each row's share when several indicators count: the sum over indicators of weight x (value / column total).

    `weights` are rates that sum to exactly one, one for every column. The result sums to one exactly.
    Refuses weights that do not sum to one or do not match the columns, and whatever `shares` refuses.
    Source: domain practice for weighted needs formulas, such as Thames Valley 2022-25 (population 50%, crime 25%,
    non-crime demand 25%).

    >>> half = Fraction(1, 2)
    >>> parts = weighted_shares({"people": [6, 4], "crime": [1, 3]}, {"people": half, "crime": half})
    >>> [str(s) for s in parts]
    ['17/40', '23/40']
    """
    refusals = [
        Refusal("indicator-weight", name, "no weight" if name in columns else "no column", "both", "add it or drop it")
        for name in sorted(set(columns) ^ set(weights))
    ]
    exact = {name: Fraction(weight) for name, weight in weights.items()}
    if sum(exact.values()) != 1:
        refusals.append(
            Refusal(
                "weights-sum", "weights", f"a sum of {sum(exact.values())}", "a sum of exactly 1", "correct a weight"
            )
        )
    if refusals:
        raise Refused(*refusals)
    parts = [[exact[name] * share for share in shares(column, name)] for name, column in columns.items()]
    return [sum(row, Fraction(0)) for row in zip(*parts, strict=True)]
