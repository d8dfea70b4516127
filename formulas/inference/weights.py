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

    `example` is one set of amounts that fits, to work the results out again with. `shares` are the ranges of each
    indicator's part of everything that was shared out. `blamed` are the rows any one of which, left out, lets the
    rest follow.
    """

    amounts: tuple[tuple[Fraction, Fraction | None], ...]
    example: tuple[Fraction, ...] = ()
    shares: tuple[tuple[Fraction, Fraction], ...] = ()
    blamed: tuple[int, ...] = ()

    @property
    def fits(self) -> bool:
        """Whether there are such amounts."""
        return bool(self.amounts)


def weights(rows: Sequence[Measured]) -> Weights:
    """The range of every indicator's amount per unit; where nothing fits, the single rows that are to blame.

    >>> half = Fraction(1, 2)
    >>> some = [Measured(str(n), (Fraction(n), Fraction(n * n)), (NOUGHT, NOUGHT), Interval(r - half, r + half))
    ...         for n, r in ((1, Fraction(5)), (10, Fraction(230)), (100, Fraction(20300)))]
    >>> [[float(end) for end in ends] for ends in weights(some).amounts]
    [[2.943888888888889, 3.056111111111111], [1.9993888888888889, 2.000611111111111]]
    """
    found = _ranges(rows, worths := _worths(rows))
    if not found.feasible:
        core = sorted({place // 2 for place in found.tight})
        blamed = [row for row in core if _ranges([*rows[:row], *rows[row + 1 :]], worths).feasible]
        return Weights((), blamed=tuple(blamed))
    scale = _scale(rows)
    amounts = []
    for place, worth in enumerate(worths):
        least, greatest = found.range_of(place)
        amounts.append((least * worth / scale, None if greatest is None else greatest * worth / scale))
    example = [value * worth / scale for value, worth in zip(found.solution, worths, strict=True)]
    return Weights(tuple(amounts), tuple(example), _shares(rows, amounts))


def with_fixed_sum(rows: Sequence[Measured]) -> list[Measured]:
    """The same rows with an indicator of one for each area before the others: its amount is a fixed sum."""
    return [Measured(row.label, (Fraction(1), *row.indicators), (NOUGHT, *row.halves), row.result) for row in rows]


def greatest_fixed_sum(rows: Sequence[Measured]) -> Fraction | None:
    """The most that a fixed sum for each area can be, in pounds, where the rows follow; None where there is no most."""
    fixed = with_fixed_sum(rows)
    _, greatest = _ranges(fixed, _worths(fixed)).range_of(0)
    return None if greatest is None else greatest / _scale(fixed)


def _shares(
    rows: Sequence[Measured], amounts: Sequence[tuple[Fraction, Fraction | None]]
) -> tuple[tuple[Fraction, Fraction], ...]:
    """Each indicator's part of the whole: amount x its total, over what the results may have come to."""
    least = sum((row.result.low or NOUGHT for row in rows), NOUGHT)
    greatest = sum((row.result.high or NOUGHT for row in rows), NOUGHT)
    shares = []
    for place, (low, high) in enumerate(amounts):
        total = sum((row.indicators[place] for row in rows), NOUGHT)
        slack = sum((row.halves[place] for row in rows), NOUGHT)
        part = low * max(NOUGHT, total - slack) / greatest if greatest > 0 else NOUGHT
        whole = Fraction(1) if high is None or least <= 0 else min(Fraction(1), high * (total + slack) / least)
        shares.append((part, whole))
    return tuple(shares)


def _worths(rows: Sequence[Measured]) -> list[int]:
    """What makes every indicator whole: a multiple of all its denominators, with those of its halves."""
    count = len(rows[0].indicators) if rows else 0
    return [
        math.lcm(*(figure.denominator for row in rows for figure in (row.indicators[k], row.halves[k])))
        for k in range(count)
    ]


def _scale(rows: Sequence[Measured]) -> int:
    """What makes every end of a result whole."""
    ends = [end for row in rows for end in (row.result.low, row.result.high) if end is not None]
    return math.lcm(*(end.denominator for end in ends))


def _ranges(rows: Sequence[Measured], worths: Sequence[int]) -> Ranges:
    """The inequalities in whole numbers; their unknowns are the amounts times the scale over the worths."""
    inequalities: list[Inequality] = []
    scale = _scale(rows)
    for row in rows:
        low, high = row.result.low, row.result.high
        assert low is not None
        assert high is not None
        figures = list(zip(row.indicators, row.halves, worths, strict=True))
        most = [int((figure + half) * worth) for figure, half, worth in figures]
        least = [-int(max(NOUGHT, figure - half) * worth) for figure, half, worth in figures]
        inequalities += [(most, -int(low * scale)), (least, int(high * scale))]
    return Ranges(inequalities, len(worths))
