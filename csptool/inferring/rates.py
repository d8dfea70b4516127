"""Rates of growth and factors, as the answers of a floor and of a ceiling show them."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from formulas.exact import cut, in_full
from formulas.inference.interval import Interval


def percent(rate: Fraction) -> str:
    """A rate as a percentage, its decimals cut after the third.

    >>> percent(Fraction(1, 30))
    '3.333…%'
    """
    return f"{cut(rate * 100, 3)}%"


def percents(rates: Interval) -> str:
    """The two ends of an interval of rates as percentages, and the roundest between them.

    >>> percents(Interval(Fraction("0.019996"), Fraction("0.020004")))
    '1.999…% to 2.000…% (2% among them)'
    """
    hundredfold = rates.times(Fraction(100))
    return f"{' to '.join(percent(end) for end in _ends(rates))}{_among(hundredfold, 3, '%')}"


def between(factors: Interval) -> str:
    """The two ends of an interval of factors."""
    return " to ".join(cut(end, 4) for end in _ends(factors))


def factors_told(factors: Interval) -> str:
    """The two ends of an interval of factors, and the roundest between them."""
    return f"{between(factors)}{_among(factors, 3, '')}"


def _ends(one: Interval) -> list[Fraction]:
    return [end for end in (one.low, one.high) if end is not None]


def _among(one: Interval, most: int, unit: str) -> str:
    found = one.roundest(most)
    return "" if found is None or found in _ends(one) else f" ({in_full(found)}{unit} among them)"


def record(one: Interval) -> dict[str, Any] | None:
    """An interval for json, exact; None where there is nothing in it."""
    if one.empty:
        return None
    return {
        "from": None if one.low is None else in_full(one.low),
        "to": None if one.high is None else in_full(one.high),
    }
