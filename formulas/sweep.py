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

Amounts = Callable[[Fraction], Column | None]
HALF_A_PENNY = Fraction(1, 200)


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
    amounts: Amounts, values: Sequence[Fraction], found: Sequence[Column | None], marks: Column, grid: Fraction
) -> list[BreakEven]:
    """Where each area's amount falls below its mark, or rises to it, between neighbouring values of a sweep.

    `found` are the amounts at the values, None where the rules cannot be met. Less than half a penny below the mark is
    no loss.
    """
    known = dict(zip(values, found, strict=True))

    def at(value: Fraction) -> Column | None:
        if value not in known:
            known[value] = amounts(value)
        return known[value]

    crossings = []
    for low, high in pairwise(values):
        before, after = at(low), at(high)
        if before is None or after is None:
            continue
        lost, loses = _losing(before, marks), _losing(after, marks)
        for row, (was, now) in enumerate(zip(lost, loses, strict=True)):
            if was != now and (ends := _narrowed(at, row, marks[row], (low, high), was, grid)):
                crossings.append(BreakEven(row, *ends, loses_above=now))
    return crossings


def _losing(amounts: Column, marks: Column) -> list[bool]:
    return [amount < mark - HALF_A_PENNY for amount, mark in zip(amounts, marks, strict=True)]


def _narrowed(
    at: Amounts, row: int, mark: Fraction, ends: tuple[Fraction, Fraction], was: bool, grid: Fraction
) -> tuple[Fraction, Fraction] | None:
    """The two neighbours on the grid between which the area crosses its mark; None where the rules fail between."""
    low, high = ends
    while high - low > grid:
        middle = low + _guess(at, row, mark, low, high, grid) * grid
        amounts = at(middle)
        if amounts is None:
            return None
        if (amounts[row] < mark - HALF_A_PENNY) == was:
            low = middle
            amounts = at(beyond := min(high, middle + grid))
            if amounts is not None and (amounts[row] < mark - HALF_A_PENNY) != was:
                high = beyond
        else:
            high = middle
    return low, high


def _guess(at: Amounts, row: int, mark: Fraction, low: Fraction, high: Fraction, grid: Fraction) -> int:
    """How many grid steps above `low` the crossing would be on a straight line; no fewer than one, short of `high`."""
    before, after = at(low), at(high)
    steps = int((high - low) / grid)
    if before is None or after is None or before[row] == after[row]:
        return max(1, steps // 2)
    part = (mark - HALF_A_PENNY - before[row]) / (after[row] - before[row])
    # near an end the line has bent: halving is surer
    return (
        min(max(1, int(part * steps)), max(1, steps - 1))
        if Fraction(1, 50) < part < Fraction(49, 50)
        else max(1, steps // 2)
    )
