"""An indicator read the other way: a count as a rate per 1,000 of a population, a rate as the count that it stands for.

Papers print the one and share out by the other; both are tried, and the figures say which they follow from.
"""

from __future__ import annotations

from fractions import Fraction

from formulas.inference.interval import NOUGHT, Interval

PER = 1000
_FINE = Fraction(1, 10**10)  # what a quotient is cut to, the rest going into its half: whole numbers stay short


def per_thousand(count: Interval, population: Interval) -> tuple[Fraction, Fraction]:
    """The rate per 1,000 and the half of what it is known to: 1,000 x count / population, at every end.

    >>> four = Interval(Fraction(4), Fraction(4))
    >>> [str(one) for one in per_thousand(four, Interval(Fraction(2000), Fraction(2000)))]
    ['2', '0']
    """
    rate = count.over(population).times(Fraction(PER))
    assert rate.low is not None
    if rate.high is None:
        raise ValueError("a population that may be nought")
    return _middle(rate.low, rate.high)


def counted_from(rate: Interval, population: Interval) -> tuple[Fraction, Fraction]:
    """The rate x population and the half of what it is known to; the thousands of the rate go into its amount."""
    ends = [rate.low, rate.high, population.low, population.high]
    low, high, least, most = (max(NOUGHT, end or NOUGHT) for end in ends)
    return _middle(low * least, high * most)


def _middle(low: Fraction, high: Fraction) -> tuple[Fraction, Fraction]:
    middle, half = (low + high) / 2, (high - low) / 2
    if (middle / _FINE).denominator == 1 and (half / _FINE).denominator == 1:
        return middle, half
    return round(middle / _FINE) * _FINE, (half // _FINE + 2) * _FINE
