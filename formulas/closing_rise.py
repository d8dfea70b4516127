"""The rise in Band D that closes a year's gap: the least in whole pennies at which nothing is missing."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from formulas.medium_term import Assumptions, BaseYear, sweep_rise
from formulas.rounding import PENNY

DEAREST = 10**9  # pence: a Band D of ten million pounds closes any gap there is


def closing_rise(start: BaseYear, assumed: Sequence[Assumptions], place: int) -> Fraction | None:
    """The least rise of the first year, in pounds and whole pennies, at which the gap of the year at `place` is closed.

    A fall is a rise below nought, and takes no more than Band D itself. None where no rise closes it: because Band D is
    assumed to fall away before that year. The gap never grows with the rise, so halving finds it. Refuses what
    `roll_forward` refuses.

    >>> from formulas.band_d_rise import Rise
    >>> start = BaseYear("2025/26", *map(Fraction, (1000, 300, 0, 0, 0, 0, 301_230)))
    >>> str(closing_rise(start, [Assumptions("2026/27", Rise(pounds=Fraction(0)))], 0))
    '123/100'
    """

    def closes(pence: int) -> bool:
        return sweep_rise(start, assumed, [pence * PENNY])[0].gaps[place] <= 0

    low, high = -int(start.band_d / PENNY), DEAREST
    if not closes(high):
        return None
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if closes(middle) else (middle + 1, high)
    return high * PENNY
