"""Band Ds that hang on one another from year to year: exactly what the years before and after leave for each.

A link says that Band D is at least, or at most, so much of last year's and a sum. For one Band D, what each of these
bounds allows last year is an interval, and intervals that meet two by two have a number in common: what last year
leaves for a year is therefore told exactly by each bound at the end of last year's range, and by each two bounds where
they cross. Where a link may be one of several, so may what it leaves. The years are a chain, so one pass forwards and
one backwards leave nothing in a range that does not fit the whole.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from formulas.inference.interval import NOUGHT, Interval, common

Bound = tuple[Fraction, Fraction]  # so much of last year's Band D, and a sum in pounds
Ranges = tuple[Interval, ...]  # apart from one another, from the lowest up
EVERY = Interval(None, None)
POSITIVE = Interval(NOUGHT, None, low_in=False)
NOTHING = Interval(Fraction(1), NOUGHT)


@dataclass(frozen=True, slots=True)
class Way:
    """One way that a year's Band D may hang on last year's: at least and at most each bound, and each in a range."""

    least: tuple[Bound, ...] = ()
    most: tuple[Bound, ...] = ()
    before: Interval = EVERY
    now: Interval = EVERY

    def turned(self) -> Way:
        """The same, from a year to the year before."""
        return Way(tuple(map(_turned, self.most)), tuple(map(_turned, self.least)), self.now, self.before)

    def leaves(self, before: Interval) -> Interval:
        """Every Band D that goes with one of `before`, which has a least."""
        kept = common([before, self.before])
        if kept.empty:
            return NOTHING
        assert kept.low is not None
        ends = [Interval(slope * kept.low + more, None) for slope, more in self.least]
        if kept.high is not None:
            ends += [Interval(None, slope * kept.high + more) for slope, more in self.most]
        crossings = [_crossing(least, most) for least in self.least for most in self.most]
        return common([POSITIVE, self.now, *ends, *crossings])


def _turned(bound: Bound) -> Bound:
    slope, more = bound
    return 1 / slope, -more / slope


def _crossing(least: Bound, most: Bound) -> Interval:
    """The Band D for which some Band D of last year keeps within both bounds."""
    slope, limit = least[0] - most[0], least[0] * most[1] - most[0] * least[1]
    if not slope:
        return EVERY if limit >= 0 else NOTHING
    return Interval(None, limit / slope) if slope > 0 else Interval(limit / slope, None)


@dataclass(frozen=True, slots=True)
class Link:
    """How a year's Band D hangs on that of the year before: in one of these ways."""

    ways: tuple[Way, ...]

    def turned(self) -> Link:
        """The same, from a year to the year before."""
        return Link(tuple(way.turned() for way in self.ways))

    def leaves(self, before: Ranges, own: Ranges) -> Ranges:
        """Every Band D of `own` that goes with one of `before`."""
        left = [way.leaves(range_) for way in self.ways for range_ in before]
        return _joined(common([one, two]) for one in left for two in own)


def _joined(ranges: Iterable[Interval]) -> Ranges:
    """The same numbers in ranges apart from one another."""
    found: list[Interval] = []
    for one in sorted((one for one in ranges if not one.empty), key=lambda one: one.start):
        if not found or found[-1].end < one.start:
            found.append(one)
        elif found[-1].end < one.end:
            found[-1] = Interval(found[-1].low, one.high, found[-1].low_in, one.high_in)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Chain:
    """The Band D of every year by itself, and the link of every year but the first to the year before it."""

    own: tuple[Ranges, ...]
    links: tuple[Link, ...]

    def turned(self, last: int) -> Chain:
        """The chain from a year back to the first."""
        return Chain(self.own[last::-1], tuple(link.turned() for link in self.links[:last][::-1]))

    def forwards(self) -> list[Ranges]:
        """What the years before leave for each, up to the first of which nothing is left."""
        found = [self.own[0]]
        for own, link in zip(self.own[1:], self.links, strict=True):
            found.append(link.leaves(found[-1], own))
            if not found[-1]:
                break
        return found

    def ranges(self) -> tuple[Interval, ...]:
        """What the whole chain leaves for each, from the lowest to the highest; blank where no Band D fits."""
        found = self.forwards()
        if not found[-1]:
            return ()
        back = Chain(tuple(found), self.links).turned(len(found) - 1)
        return tuple(span(one) for one in back.forwards()[::-1])

    def stretch(self) -> range | None:
        """The places of a stretch of years that contradicts itself; None where none does."""
        found = self.forwards()
        if found[-1]:
            return None
        last = len(found) - 1
        return range(last + 1 - len(self.turned(last).forwards()), last + 1)


def span(ranges: Ranges) -> Interval:
    """From the lowest of them to the highest."""
    low, high = ranges[0], ranges[-1]
    return Interval(low.low, high.high, low.low_in, high.high_in)
