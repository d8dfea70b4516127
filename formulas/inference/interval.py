"""Intervals of exact numbers, with or without their ends: what a figure may have been before it was rounded."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

Mark = tuple[int, Fraction, int]  # below all, at a number or above all; the number; just below, at or just above it
NOUGHT = Fraction(0)
_BELOW_ALL, _ABOVE_ALL = (-1, NOUGHT, 0), (1, NOUGHT, 0)


@dataclass(frozen=True, slots=True)
class Interval:
    """The numbers from `low` to `high`; None is no end on that side. `low_in`, `high_in`: the end itself belongs.

    >>> Interval(Fraction(1), Fraction(2), high_in=False).has(Fraction(2))
    False
    """

    low: Fraction | None
    high: Fraction | None
    low_in: bool = True
    high_in: bool = True

    @classmethod
    def around(cls, value: Fraction, half: Fraction) -> Interval:
        """A figure and what lies within `half` of it, both ends with it."""
        return cls(value - half, value + half)

    @property
    def start(self) -> Mark:
        """Where it begins, in an order in which an end that does not belong comes just after its number."""
        return _BELOW_ALL if self.low is None else (0, self.low, 0 if self.low_in else 1)

    @property
    def end(self) -> Mark:
        """Where it ends, in the same order."""
        return _ABOVE_ALL if self.high is None else (0, self.high, 0 if self.high_in else -1)

    @property
    def empty(self) -> bool:
        """Whether there is no number in it."""
        return self.start > self.end

    def has(self, value: Fraction) -> bool:
        """Whether the number lies in it."""
        return self.start <= (0, value, 0) <= self.end

    def times(self, factor: Fraction) -> Interval:
        """Every number in it times a factor above nought."""
        low = None if self.low is None else self.low * factor
        return Interval(low, None if self.high is None else self.high * factor, self.low_in, self.high_in)

    def plus(self, value: Fraction) -> Interval:
        """Every number in it, and a number more."""
        low = None if self.low is None else self.low + value
        return Interval(low, None if self.high is None else self.high + value, self.low_in, self.high_in)

    def over(self, divisor: Interval) -> Interval:
        """What a number of it divided by a number above nought of `divisor` can be; `divisor` has none below nought.

        >>> Interval.around(Fraction(10), Fraction(1)).over(Interval(Fraction(2), Fraction(4)))
        Interval(low=Fraction(9, 4), high=Fraction(11, 2), low_in=True, high_in=True)
        """
        assert divisor.low is not None
        low, low_in = _quotient(self.low, self.low_in, divisor, lowest=True)
        high, high_in = _quotient(self.high, self.high_in, divisor, lowest=False)
        return Interval(low, high, low_in, high_in)

    def multiples(self, unit: Fraction) -> tuple[Fraction, Fraction] | None:
        """The least and the greatest whole multiple of `unit` in it; None where there is none, or no end to them."""
        if self.low is None or self.high is None:
            return None
        least, greatest = -(-self.low // unit), self.high // unit
        least += least * unit == self.low and not self.low_in
        greatest -= greatest * unit == self.high and not self.high_in
        return (least * unit, greatest * unit) if least <= greatest else None

    def roundest(self, most: int) -> Fraction | None:
        """The figure in it with the fewest decimals, `most` at most, and of several the one nearest its middle.

        >>> str(Interval(Fraction("1.9996"), Fraction("2.0004")).roundest(3))
        '2'
        """
        for decimals in range(most + 1):
            unit = Fraction(1, 10**decimals)
            if (ends := self.multiples(unit)) is not None:
                middle = (ends[0] + ends[1]) / 2
                return middle // unit * unit
        return None


def _quotient(end: Fraction | None, belongs: bool, divisor: Interval, *, lowest: bool) -> tuple[Fraction | None, bool]:
    """One end of a quotient, by the end of the divisor that carries it furthest."""
    assert divisor.low is not None
    if end is None:
        return None, False
    by_greatest = (end >= 0) == lowest
    by, by_in = (divisor.high, divisor.high_in) if by_greatest else (divisor.low, divisor.low_in)
    if by is None:
        return NOUGHT, False
    if by == 0:
        return (None if end else NOUGHT), bool(belongs and not end)
    return end / by, belongs and (by_in or not end)


def common(intervals: Iterable[Interval]) -> Interval:
    """What lies in every one of them; it may be empty.

    >>> common([Interval(Fraction(1), Fraction(3)), Interval(Fraction(2), None)])
    Interval(low=Fraction(2, 1), high=Fraction(3, 1), low_in=True, high_in=True)
    """
    given = [Interval(None, None), *intervals]
    last_start = max(given, key=lambda one: one.start)
    first_end = min(given, key=lambda one: one.end)
    return Interval(last_start.low, first_end.high, last_start.low_in, first_end.high_in)


def most_in_common(intervals: Sequence[Interval]) -> list[frozenset[int]]:
    """The largest sets of intervals with a number in common, by their places; several where several are as large.

    Swept from left to right: a largest set is complete where one of its intervals begins.

    >>> most_in_common([Interval(Fraction(a), Fraction(b)) for a, b in ((0, 2), (1, 3), (5, 6))])
    [frozenset({0, 1})]
    """
    present = [place for place, one in enumerate(intervals) if not one.empty]
    starts = sorted(intervals[place].start for place in present)
    ends = sorted(intervals[place].end for place in present)
    depths = {mark: bisect_right(starts, mark) - bisect_left(ends, mark) for mark in starts}
    deepest = max(depths.values(), default=0)
    at = [mark for mark in sorted(depths) if depths[mark] == deepest]
    found = [frozenset(p for p in present if intervals[p].start <= mark <= intervals[p].end) for mark in at]
    return list(dict.fromkeys(found))
