"""Whether two columns and their sum have one set of shares, each known only as far as it is printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from formulas.inference.interval import Interval, common

ONE = Fraction(1)


@dataclass(frozen=True, slots=True)
class SumRow:
    """An area whose third figure is the first and the second added up: each what it may have been before rounding."""

    label: str
    first: Interval
    second: Interval
    total: Interval


@dataclass(frozen=True, slots=True)
class OneFormula:
    """The rates of the second column to the first that suit every row, and what each row may then have been.

    `first` and `second` are row by row; both are blank where there is no such rate.
    """

    rate: Interval
    first: tuple[Interval, ...] = ()
    second: tuple[Interval, ...] = ()

    @property
    def fits(self) -> bool:
        """Whether one set of shares gives all three columns."""
        return not self.rate.empty


def one_formula(rows: Sequence[SumRow]) -> OneFormula:
    """One set of shares for two columns and their total, the total having been added up before it was rounded.

    With q the rate, a row's first amount lies in its own interval, in that of the second over q, and in that of the
    total over 1 + q. Intervals that meet two by two have a number in common, so that each row gives three intervals of
    q, and their common part is exact. The intervals are of numbers above nought.

    >>> row = SumRow("a", *(Interval.around(Fraction(v), Fraction("0.5")) for v in (10, 20, 31)))
    >>> one_formula([row]).fits
    True
    """
    rates = [rate for row in rows for rate in _rates(row)]
    rate = common([Interval(Fraction(0), None, low_in=False), *rates])
    if rate.empty or rate.low is None or rate.high is None:
        return OneFormula(rate)
    first = tuple(common([row.first, row.second.over(rate), row.total.over(rate.plus(ONE))]) for row in rows)
    least, most = (1 + rate.high) / rate.high, None if not rate.low else (1 + rate.low) / rate.low
    share = Interval(least, most, rate.high_in, rate.low_in)  # the total over the second amount
    second = tuple(common([row.second, _product(row.first, rate), row.total.over(share)]) for row in rows)
    return OneFormula(rate, first, second)


def _rates(row: SumRow) -> list[Interval]:
    """The rates that a row's figures allow, two by two."""
    by_total = row.total.over(row.first).plus(-ONE)
    inverse = row.total.over(row.second).plus(-ONE)
    assert inverse.high is not None
    if inverse.high <= 0:
        return [Interval(ONE, Fraction(0))]
    most = None if inverse.low is None or inverse.low <= 0 else 1 / inverse.low
    return [row.second.over(row.first), by_total, Interval(1 / inverse.high, most, inverse.high_in, inverse.low_in)]


def _product(amounts: Interval, rate: Interval) -> Interval:
    assert amounts.low is not None
    assert amounts.high is not None
    assert rate.low is not None
    assert rate.high is not None
    low, high = amounts.low * rate.low, amounts.high * rate.high
    return Interval(low, high, amounts.low_in and rate.low_in, amounts.high_in and rate.high_in)
