"""Which amounts per unit of each indicator give every printed result: the range of each, exactly.

result = sum of (amount per unit x indicator), every amount nought or more. A result came from an interval, and a
rounded indicator may be anything that rounds to it: with amounts of nought or more a row can be met if the greatest
indicators reach its least result and the least do not pass its greatest (Oettli and Prager, 1964). Each amount then has
an exact least and greatest value; where they are the same but for what rounding hides, it is determined.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from formulas.inference.interval import NOUGHT, Interval
from formulas.inference.linear import Inequality, Ranges

_NONE = Interval(NOUGHT, NOUGHT)
DECIMALS = (2, 4, 6, 8, 10, 12)  # of an example, tried in turn


@dataclass(frozen=True, slots=True)
class Measured:
    """An area: its indicators with half of the last place of each, and what its result was before rounding."""

    label: str
    indicators: tuple[Fraction, ...]
    halves: tuple[Fraction, ...]
    result: Interval


@dataclass(frozen=True, slots=True)
class Weights:
    """What fits: for every indicator the range of the pounds per unit, None for no greatest; blank where nothing fits.

    `example` is one set of amounts that fits, to work the results out again with. `total` is what the rows come to
    together, and `shares` are the ranges of each indicator's part of it.
    """

    amounts: tuple[tuple[Fraction, Fraction | None], ...]
    example: tuple[Fraction, ...] = ()
    total: Interval = _NONE
    shares: tuple[tuple[Fraction, Fraction], ...] = ()

    @property
    def fits(self) -> bool:
        """Whether there are such amounts."""
        return bool(self.amounts)


def weights(rows: Sequence[Measured]) -> Weights:
    """The range of every indicator's amount per unit.

    >>> half = Fraction(1, 2)
    >>> some = [Measured(str(n), (Fraction(n), Fraction(n * n)), (NOUGHT, NOUGHT), Interval(r - half, r + half))
    ...         for n, r in ((1, Fraction(5)), (10, Fraction(230)), (100, Fraction(20300)))]
    >>> [[float(end) for end in ends] for ends in weights(some).amounts]
    [[2.943888888888889, 3.056111111111111], [1.9993888888888889, 2.000611111111111]]
    """
    scaled = Scaled(rows)
    ranges = scaled.ranges()
    if not ranges.feasible:
        return Weights(())
    amounts = [scaled.amount(ranges, place) for place in range(len(scaled.worths))]
    total = scaled.result(ranges, _all_of(rows))
    example = _readable(scaled.middle(ranges), rows)
    return Weights(tuple(amounts), example, total, _shares(_all_of(rows), total, amounts))


def _readable(middle: Sequence[Fraction], rows: Sequence[Measured]) -> tuple[Fraction, ...]:
    """Amounts that fit, with no more decimals than they need; as they are where even many decimals do not do."""
    for decimals in DECIMALS:
        rounded = tuple(Fraction(round(amount * 10**decimals), 10**decimals) for amount in middle)
        if all(_met(row, rounded) for row in rows):
            return rounded
    return tuple(middle)


def _met(row: Measured, amounts: Sequence[Fraction]) -> bool:
    least, most = worked_out(row, amounts)
    low, high = row.result.low, row.result.high
    return (low is None or most > low) and (high is None or least < high)


def worked_out(row: Measured, amounts: Sequence[Fraction]) -> tuple[Fraction, Fraction]:
    """The least and the most that amounts per unit give an area, in pounds, by what its indicators may have been."""
    figures = list(zip(amounts, row.indicators, row.halves, strict=True))
    least = sum((amount * max(NOUGHT, figure - half) for amount, figure, half in figures), NOUGHT)
    return least, sum((amount * (figure + half) for amount, figure, half in figures), NOUGHT)


def _all_of(rows: Sequence[Measured]) -> Measured:
    """The rows as one, to ask what they come to."""
    count = range(len(rows[0].indicators))
    indicators = tuple(sum((row.indicators[k] for row in rows), NOUGHT) for k in count)
    halves = tuple(sum((row.halves[k] for row in rows), NOUGHT) for k in count)
    ends = [[end for row in rows if (end := getattr(row.result, side)) is not None] for side in ("low", "high")]
    return Measured("", indicators, halves, Interval(sum(ends[0], NOUGHT), sum(ends[1], NOUGHT)))


def follow(rows: Sequence[Measured]) -> bool:
    """Whether there are amounts that give every row."""
    return Scaled(rows).ranges().feasible


def with_fixed_sum(rows: Sequence[Measured]) -> list[Measured]:
    """The same rows with an indicator of one for each area before the others: its amount is a fixed sum."""
    return [Measured(row.label, (Fraction(1), *row.indicators), (NOUGHT, *row.halves), row.result) for row in rows]


def with_minimum(rows: Sequence[Measured]) -> tuple[list[Measured], tuple[int, ...]]:
    """The rows with those of the least result allowed anything up to it, and which these are: two or more, or none."""
    least = min(row.result.end for row in rows)
    at = tuple(place for place, row in enumerate(rows) if row.result.end == least)
    if len(at) < 2 or least[1] <= 0 or len(rows) - len(at) < 3:
        return list(rows), ()
    up_to = [Measured(row.label, row.indicators, row.halves, Interval(NOUGHT, row.result.high)) for row in rows]
    return [up_to[place] if place in at else row for place, row in enumerate(rows)], at


def greatest_fixed_sum(rows: Sequence[Measured]) -> Fraction | None:
    """The most that a fixed sum for each area can be, in pounds, where the rows follow; None where there is no most."""
    scaled = Scaled(with_fixed_sum(rows))
    return scaled.amount(scaled.ranges(), 0)[1]


def _shares(
    whole: Measured, total: Interval, amounts: Sequence[tuple[Fraction, Fraction | None]]
) -> tuple[tuple[Fraction, Fraction], ...]:
    """Each indicator's part of the whole: amount x its total, over what the rows may have come to."""
    least, greatest = total.low or NOUGHT, total.high
    shares = []
    for (low, high), figure, half in zip(amounts, whole.indicators, whole.halves, strict=True):
        part = low * max(NOUGHT, figure - half) / greatest if greatest else NOUGHT
        most = Fraction(1) if high is None or least <= 0 else min(Fraction(1), high * (figure + half) / least)
        shares.append((part, most))
    return tuple(shares)


def without_indicators(rows: Sequence[Measured], left_out: Sequence[int]) -> list[Measured]:
    """The same rows with fewer indicators."""
    kept = [place for place in range(len(rows[0].indicators)) if place not in left_out]
    return [
        Measured(row.label, tuple(row.indicators[k] for k in kept), tuple(row.halves[k] for k in kept), row.result)
        for row in rows
    ]


class Scaled:
    """The inequalities of the rows in whole numbers: the unknowns are the amounts times the scale over the worths."""

    def __init__(self, rows: Sequence[Measured]) -> None:
        count = len(rows[0].indicators)
        self.worths = [
            math.lcm(*(figure.denominator for row in rows for figure in (row.indicators[k], row.halves[k])))
            for k in range(count)
        ]
        ends = [end for row in rows for end in (row.result.low, row.result.high) if end is not None]
        self.scale = math.lcm(*(end.denominator for end in ends))
        self._inequalities: list[tuple[int, Inequality]] = []  # each with the row that it is of
        for place, row in enumerate(rows):
            least, most = self._ends(row)
            if row.result.low is not None and row.result.low > 0:
                self._inequalities.append((place, (most, -int(row.result.low * self.scale))))
            if row.result.high is not None:
                self._inequalities.append((place, ([-one for one in least], int(row.result.high * self.scale))))

    def ranges(self, without: frozenset[int] = frozenset()) -> Ranges:
        """The ranges that the rows leave, but for some."""
        return Ranges([one for place, one in self._inequalities if place not in without], len(self.worths))

    def core(self, without: frozenset[int] = frozenset()) -> tuple[int, ...]:
        """Rows that cannot all follow, no more than the indicators and one; blank where all but those left out do."""
        kept = [place for place, _ in self._inequalities if place not in without]
        return tuple(sorted({kept[one] for one in self.ranges(without).core}))

    def middle(self, ranges: Ranges) -> tuple[Fraction, ...]:
        """One set of amounts per unit, amid those where the questions asked before ended."""
        sums = [sum(values, NOUGHT) / len(ranges.corners) for values in zip(*ranges.corners, strict=True)]
        return tuple(value * worth / self.scale for value, worth in zip(sums, self.worths, strict=True))

    def amount(self, ranges: Ranges, place: int) -> tuple[Fraction, Fraction | None]:
        """The range of an indicator's amount per unit."""
        worth = Fraction(self.worths[place], self.scale)
        least, greatest = ranges.range_of([int(one == place) for one in range(len(self.worths))])
        return least * worth, None if greatest is None else greatest * worth

    def result(self, ranges: Ranges, row: Measured) -> Interval:
        """The least and the greatest result of a row, before rounding."""
        least, most = self._ends(row)
        low, high = ranges.range_of(least)[0], ranges.range_of(most)[1]
        return Interval(low / self.scale, None if high is None else high / self.scale)

    def _ends(self, row: Measured) -> tuple[list[int], list[int]]:
        """The least and the most of every indicator, whole."""
        figures = list(zip(row.indicators, row.halves, self.worths, strict=True))
        least = [int(max(NOUGHT, figure - half) * worth) for figure, half, worth in figures]
        return least, [int((figure + half) * worth) for figure, half, worth in figures]
