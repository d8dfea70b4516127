"""Solving for the one factor at which bounded amounts come to a total.

Every area gets start + k x slope, but no less than its low bound and no more than its high bound. The total rises with
k in straight pieces; their ends are where an area reaches a bound. Sorting these break points finds the piece that
holds the answer, and on it k is one exact division: nothing is iterated to a tolerance.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from formulas.columns import Column


@dataclass(frozen=True, slots=True)
class Balanced:
    """The factor, every area's amount, and what could not be placed because all the bounds are reached.

    `short` is what the least possible amounts come to above the total: where it is not nought nothing can be balanced.
    """

    factor: Fraction
    amounts: Column
    unplaced: Fraction
    short: Fraction = Fraction(0)


def balance(start: Column, slope: Column, low: Column, high: Column | None, total: Fraction) -> Balanced:
    """Find k >= 0 so that the sum of start + k x slope, held between `low` and `high`, is `total`.

    Slopes are nought or more, lows no more than highs, all in pounds save the slopes. Where every area that can rise
    has reached its high bound first, k is the factor at which the last one did, and the rest is `unplaced`. Where even
    k = 0 gives too much, `short` says by how much.

    >>> shares = Column.of([Fraction(50), Fraction("33.5"), Fraction("16.5")])
    >>> nought, bids = shares * 0, Column.of([40, 50, 50])
    >>> found = balance(nought, shares, nought, bids, Fraction(100))
    >>> str(found.factor), list(map(str, found.amounts))
    ('6/5', ['40', '201/5', '99/5'])
    """
    least = held(start, low, high)
    if (short := least.total() - total) > 0:
        return Balanced(Fraction(0), least, Fraction(0), short)
    factor = Fraction(0)
    reached, rate = least.total(), sum(_slope(start, slope, low, high), Fraction(0))
    for point, change in _break_points(start, slope, low, high):
        if rate and reached + (point - factor) * rate >= total:
            break
        reached += (point - factor) * rate
        factor, rate = point, rate + change
    if rate:
        factor += (total - reached) / rate
        reached = total
    return Balanced(factor, held(start + slope * factor, low, high), total - reached)


def held(amounts: Column, low: Column, high: Column | None) -> Column:
    """The amounts, each no less than its low bound and no more than its high bound."""
    from formulas.columns import greater, lesser

    raised = greater(amounts, low)
    return lesser(raised, high) if high is not None else raised


def _slope(start: Column, slope: Column, low: Column, high: Column | None) -> Iterator[Fraction]:
    """The slopes of the areas that rise from k = 0 on: those at or above their low bound and below the high one."""
    for row, rise in enumerate(slope):
        if rise and start[row] >= low[row] and (high is None or start[row] < high[row]):
            yield rise


def _break_points(start: Column, slope: Column, low: Column, high: Column | None) -> list[tuple[Fraction, Fraction]]:
    """Where an area leaves its low bound (its slope counts) or reaches its high one (it no longer does), in order."""
    found = []
    for row, rise in enumerate(slope):
        if not rise:
            continue
        begins = start[row]
        if begins < low[row] and (high is None or low[row] < high[row]):
            found.append(((low[row] - begins) / rise, rise))
        if high is not None and begins < high[row] and low[row] < high[row]:
            found.append(((high[row] - begins) / rise, -rise))
    # a float never puts two numbers in the wrong order, it only makes some level: those are told apart exactly
    return sorted(found, key=lambda event: (float(event[0]), event[0]))
