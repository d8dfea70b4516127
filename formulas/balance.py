"""Solving for the one factor at which bounded amounts come to a total.

Every area gets start + k x slope, but no less than its low bound and no more than its high bound. The total rises with
k in straight pieces; their ends are where an area reaches a bound. Sorting these break points finds the piece that
holds the answer, and on it k is one exact division: nothing is iterated to a tolerance.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from formulas.columns import Column, greater, lesser


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
    problem = _Problem.aligned(start, slope, low, high, total)
    if (short := problem.times_total(0, 1) - problem.total) > 0:
        return Balanced(Fraction(0), held(start, low, high), Fraction(0), Fraction(short, problem.over))
    factor = problem.factor()
    amounts = held(start + slope * factor, low, high)
    return Balanced(factor, amounts, total - amounts.total())


def held(amounts: Column, low: Column, high: Column | None) -> Column:
    """The amounts, each no less than its low bound and no more than its high bound."""
    raised = greater(amounts, low)
    return lesser(raised, high) if high is not None else raised


class _Problem(NamedTuple):
    """The same in whole numbers over one denominator; without a high bound there is None."""

    start: Sequence[int]
    slope: Sequence[int]
    low: Sequence[int]
    high: Sequence[int | None]
    total: int
    over: int

    @classmethod
    def aligned(cls, start: Column, slope: Column, low: Column, high: Column | None, total: Fraction) -> _Problem:
        """The problem over the one denominator that serves every figure."""
        stated = [start, slope, low, *([high] if high is not None else [])]
        over = math.lcm(total.denominator, *(column.over for column in stated))
        whole = [[part * (over // column.over) for part in column.whole] for column in stated]
        highs: Sequence[int | None] = whole[3] if high is not None else [None] * len(start)
        return cls(whole[0], whole[1], whole[2], highs, total.numerator * (over // total.denominator), over)

    def times_total(self, top: int, bottom: int) -> int:
        """What all amounts come to at the factor top / bottom, times `bottom`."""
        found = 0
        for begins, rise, low, high in zip(self.start, self.slope, self.low, self.high, strict=True):
            amount = max(begins * bottom + rise * top, low * bottom)
            found += amount if high is None else min(amount, high * bottom)
        return found

    def factor(self) -> Fraction:
        """The factor: on the piece between two break points where the total passes through the wanted one."""
        ends = self._ends()
        first = self._first_reached(ends)
        rate, fixed = 0, 0
        order = {(end.row, end.leaves_low): place for place, end in enumerate(ends)}
        for row, (begins, rise, low, high) in enumerate(zip(self.start, self.slope, self.low, self.high, strict=True)):
            risen = order.get((row, True), -1) < first  # it has left its low bound, or never was below it
            if rise and risen and (high is None or order.get((row, False), -1) >= first):
                rate, fixed = rate + rise, fixed + begins
            elif high is not None and (row, False) in order and order[row, False] < first:
                fixed += high
            else:
                fixed += max(begins, low) if high is None else min(max(begins, low), high)
        if rate:
            return Fraction(self.total - fixed, rate)
        if first < len(ends) and self.times_total(*ends[first][:2]) == self.total * ends[first].bottom:
            first += 1  # up to this end nothing rises: of all factors that serve, the greatest
        return Fraction(*ends[first - 1][:2]) if first else Fraction(0)

    def _first_reached(self, ends: Sequence[_End]) -> int:
        """The first end at which the total wanted is reached: guessed in floating point, then made sure of exactly."""
        guess = self._guessed(ends)
        if (guess == len(ends) or self._reached(ends[guess])) and not (guess and self._reached(ends[guess - 1])):
            return guess
        return bisect_left(range(len(ends)), True, key=lambda place: self._reached(ends[place]))

    def _guessed(self, ends: Sequence[_End]) -> int:
        """The same in floating point, of parts of what is wanted: the whole numbers may be too large for a float."""
        wanted = self.total - self.times_total(0, 1)
        if not wanted:
            return 0
        rising = zip(self.start, self.slope, self.low, self.high, strict=True)
        rate = sum(rise for begins, rise, low, high in rising if begins >= low and (high is None or begins < high))
        came, at = 0.0, 0.0
        for place, end in enumerate(ends):
            here = end.top / end.bottom
            came, at = came + rate / wanted * (here - at), here
            if came >= 1:
                return place
            rate += end.bottom if end.leaves_low else -end.bottom
        return len(ends)

    def _reached(self, end: _End) -> bool:
        return self.times_total(end.top, end.bottom) >= self.total * end.bottom

    def _ends(self) -> list[_End]:
        """Where an area leaves its low bound or reaches its high one, as factors in order."""
        found = []
        for row, (begins, rise, low, high) in enumerate(zip(self.start, self.slope, self.low, self.high, strict=True)):
            if not rise or (high is not None and high <= max(low, begins)):
                continue
            if begins < low:
                found.append(_End(low - begins, rise, row, True))
            if high is not None:
                found.append(_End(high - begins, rise, row, False))
        # a float never puts two numbers in the wrong order, it only makes some level: those are told apart exactly
        found.sort(key=lambda end: end.top / end.bottom)
        if any(one.top / one.bottom == two.top / two.bottom for one, two in pairwise(found)):
            found.sort(key=lambda end: Fraction(end.top, end.bottom))
        return found


class _End(NamedTuple):
    """The end of a straight piece: the factor top / bottom, and whose bound it is."""

    top: int
    bottom: int
    row: int
    leaves_low: bool
