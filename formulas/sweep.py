"""A value moved step by step: every area's amount at each value, and where an area starts to lose or stops losing.

The break-even points are found on a grid a thousand times finer than the step, by halving; both ends of what is
reported are worked out exactly. An area that crosses twice between two values of the sweep goes unnoticed: a finer step
shows it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from formulas.columns import Column

Margins = Callable[[Fraction], Column | None]  # what each area gets above its mark, at a value of the target
HALF_A_PENNY = Fraction(1, 200)  # by less than this nobody gains or loses


@dataclass(frozen=True, slots=True)
class BreakEven:
    """Between `low` and `high`, next to each other on the grid, the area at `row` crosses the mark.

    `loses_above` says whether it is at the higher values that it gets less than the mark.
    """

    row: int
    low: Fraction
    high: Fraction
    loses_above: bool


def sweep_values(first: Fraction, last: Fraction, step: Fraction) -> list[Fraction]:
    """The values from the first to the last, the last included where the steps meet it.

    >>> [str(value) for value in sweep_values(Fraction(0), Fraction(1), Fraction(1, 4))]
    ['0', '1/4', '1/2', '3/4', '1']
    """
    return [first + step * place for place in range(int((last - first) / step) + 1)]


def fineness(step: Fraction) -> Fraction:
    """A thousandth of the power of ten at or below the step.

    >>> str(fineness(Fraction(5, 100))), str(fineness(Fraction(25000)))
    ('1/100000', '10')
    """
    power = Fraction(1)
    while power > step:
        power /= 10
    while power * 10 <= step:
        power *= 10
    return power / 1000


def break_evens(
    margin: Margins, values: Sequence[Fraction], found: Sequence[Column | None], grid: Fraction
) -> list[BreakEven]:
    """Where each area's margin falls below nought, or rises to it, between neighbouring values of a sweep.

    `found` are the margins at the values, None where the rules cannot be met. Less than half a penny short is no loss.
    """
    crossings = []
    for place, (low, high) in enumerate(pairwise(values)):
        before, after = found[place], found[place + 1]
        if before is None or after is None:
            continue
        for row, (was, now) in enumerate(zip(losing(before), losing(after), strict=True)):
            if was != now and (ends := _narrowed(margin, row, (low, high), was, grid)):
                crossings.append(BreakEven(row, *ends, loses_above=now))
    return crossings


def losing(margins: Column) -> list[bool]:
    """Which areas are half a penny or more short."""
    return [margin < -HALF_A_PENNY for margin in margins]


def _narrowed(
    margin: Margins, row: int, ends: tuple[Fraction, Fraction], was: bool, grid: Fraction
) -> tuple[Fraction, Fraction] | None:
    """The neighbours on the grid between which the area's margin crosses nought; None where the rules fail between."""
    low, high = ends
    while high - low > grid:
        middle = low + _guess(margin, row, low, high, grid) * grid
        margins = margin(middle)
        if margins is None:
            return None
        if (margins[row] < -HALF_A_PENNY) == was:
            low, beyond = middle, min(high, middle + grid)
            margins = margin(beyond)
            if margins is not None and (margins[row] < -HALF_A_PENNY) != was:
                high = beyond
        else:
            high = middle
    return low, high


def _guess(margin: Margins, row: int, low: Fraction, high: Fraction, grid: Fraction) -> int:
    """How many grid steps above `low` the crossing would be on a straight line; no fewer than one, short of `high`."""
    before, after = margin(low), margin(high)
    steps = int((high - low) / grid)
    if before is None or after is None or before[row] == after[row]:
        return max(1, steps // 2)
    part = (-HALF_A_PENNY - before[row]) / (after[row] - before[row])
    if not Fraction(1, 50) < part < Fraction(49, 50):
        return max(1, steps // 2)  # near an end the line has bent: halving is surer
    return min(max(1, int(part * steps)), max(1, steps - 1))
