"""How finely a column is printed: the places of its figures, and noughts that show thousands.

Source: the rule of the finest last place, which beancount and hledger use for an entry, kept from one odd figure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from formulas.printed import Printed

SERIES = 5  # figures that show how a column is rounded


def finest_place(found: Sequence[Printed]) -> int:
    """The finest place that the column is printed to; one figure alone does not make a column finer."""
    counts = Counter(figure.decimals for figure in found if not figure.nil and figure.value)
    for decimals in sorted(counts, reverse=True):
        if counts[decimals] > 1 or len(counts) == 1 or sum(counts.values()) < 4:
            return decimals
    return 0


def whole_multiple(found: Sequence[Printed], decimals: int) -> int:
    """10^k where the figures are printed in whole multiples of it: five figures or more, and all but one at most."""
    values = [
        abs(figure.value / figure.quantum / 10**figure.decimals)
        for figure in found
        if figure.value and not figure.percent
    ]
    if decimals or len(values) < SERIES or any(value.denominator > 1 for value in values):
        return 1
    step = 1
    while sum(value % (step * 10) != 0 for value in values) <= (1 if len(values) > 6 else 0):
        step *= 10
        if step > 10**9:
            return 1
    return step
