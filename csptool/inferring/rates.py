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


def between(factors: Interval) -> str:
    """The two ends of an interval of factors."""
    return " to ".join(cut(end, 4) for end in (factors.low, factors.high) if end is not None)


def record(one: Interval) -> dict[str, Any] | None:
    """An interval for json, exact; None where there is nothing in it."""
    if one.empty:
        return None
    return {
        "from": None if one.low is None else in_full(one.low),
        "to": None if one.high is None else in_full(one.high),
    }
