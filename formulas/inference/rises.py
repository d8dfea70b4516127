"""The decimals of Band D that are not printed, from the increases down a series of years.

A Band D printed as 286.23 was anything from 286.225 to 286.235, a tie having gone either way. Band D less last
year's is the increase in pounds, either exactly as it is printed, for it is often decided so, or anything that rounds
to that. A percentage may have been worked from Band D before or after it was rounded, so that it bears on whatever
lies within half of the last place of the most coarsely printed year.

Each of these says that Band D is at least, or at most, so much of last year's and a sum. For one Band D, what each of
them allows last year is an interval, and intervals that meet two by two have a number in common: what last year leaves
for a year is therefore told exactly by each bound at the end of last year's range, and by each two bounds where they
cross. The years are a chain, so one pass forwards and one backwards leave nothing in a range that does not fit the
whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise

from formulas.inference.interval import NOUGHT, Interval, common
from formulas.refusals import Refusal, Refused

Bound = tuple[Fraction, Fraction]  # so much of last year's Band D, and a sum in pounds
_ANY = Interval(NOUGHT, None, low_in=False)
_NOTHING = Interval(Fraction(1), NOUGHT)


@dataclass(frozen=True, slots=True)
class Figure:
    """A printed figure, in pounds or in points of a per cent, and its decimals."""

    value: Fraction
    decimals: int

    @property
    def half(self) -> Fraction:
        """Half of its last place."""
        return Fraction(1, 2 * 10**self.decimals)

    @property
    def range(self) -> Interval:
        """Everything that rounds to it, both ends with it."""
        return Interval.around(self.value, self.half)


@dataclass(frozen=True, slots=True)
class Year:
    """A year as printed: Band D, and its increase on the year before in pounds and in points of a per cent.

    None where nothing is printed; the increases are None as well where the year before is not in the series.
    """

    label: str
    band_d: Figure | None
    pounds: Figure | None = None
    percent: Figure | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """How a year's Band D hangs on that of the year before: it is at least and at most each of these bounds."""

    least: tuple[Bound, ...] = ()
    most: tuple[Bound, ...] = ()

    def turned(self) -> Link:
        """The same, from a year to the year before."""
        return Link(tuple(map(_turned, self.most)), tuple(map(_turned, self.least)))

    def leaves(self, before: Interval) -> Interval:
        """Every Band D that goes with one of `before`, which has a least and is not empty."""
        assert before.low is not None
        ends = [Interval(slope * before.low + more, None) for slope, more in self.least]
        if before.high is not None:
            ends += [Interval(None, slope * before.high + more) for slope, more in self.most]
        crossings = [_crossing(least, most) for least in self.least for most in self.most]
        return common([_ANY, *ends, *crossings])


def _turned(bound: Bound) -> Bound:
    slope, more = bound
    return 1 / slope, -more / slope


def _crossing(least: Bound, most: Bound) -> Interval:
    """The Band D for which some Band D of last year keeps within both bounds."""
    slope, limit = least[0] - most[0], least[0] * most[1] - most[0] * least[1]
    if not slope:
        return _ANY if limit >= 0 else _NOTHING
    return Interval(None, limit / slope) if slope > 0 else Interval(limit / slope, None)


@dataclass(frozen=True, slots=True)
class Chain:
    """The Band D of every year by itself, and the link of every year but the first to the year before it."""

    own: tuple[Interval, ...]
    links: tuple[Link, ...]

    def turned(self, last: int) -> Chain:
        """The chain from a year back to the first."""
        return Chain(self.own[last::-1], tuple(link.turned() for link in self.links[:last][::-1]))

    def forwards(self) -> list[Interval]:
        """What the years before leave for each, up to the first of which nothing is left."""
        found = [self.own[0]]
        for range_, link in zip(self.own[1:], self.links, strict=True):
            found.append(common([range_, link.leaves(found[-1])]))
            if found[-1].empty:
                break
        return found

    def ranges(self) -> tuple[Interval, ...]:
        """What the whole chain leaves for each; blank where no Band D fits."""
        found = self.forwards()
        if found[-1].empty:
            return ()
        back = Chain(tuple(found), self.links).turned(len(found) - 1)
        return tuple(back.forwards()[::-1])

    def stretch(self) -> range | None:
        """The places of a stretch of years that contradicts itself; None where none does."""
        found = self.forwards()
        if not found[-1].empty:
            return None
        last = len(found) - 1
        return range(last + 1 - len(self.turned(last).forwards()), last + 1)


def ranges(years: Sequence[Year], *, exact: bool) -> tuple[Interval, ...]:
    """What Band D of every year may have been before it was rounded, in pounds; blank where no Band D fits.

    `exact` takes the increases in pounds exactly as printed, otherwise as rounded to their last place; percentages are
    always taken as rounded. Refuses a Band D of nought or less and a fall of 100% or more.

    >>> some = [Year("2024/25", Figure(Fraction("286.23"), 2)),
    ...         Year("2025/26", Figure(Fraction("300.2302"), 4), Figure(Fraction(14), 2))]
    >>> [str(end) for end in (ranges(some, exact=True)[0].low, ranges(some, exact=True)[0].high)]
    ['5724603/20000', '1144921/4000']
    """
    return chain(years, exact=exact).ranges()


def chain(years: Sequence[Year], *, exact: bool, apart: Fraction | None = None) -> Chain:
    """The years as a chain of Band Ds; `apart` is how far from its own a percentage may have been worked, in pounds."""
    refuse_unfit(years)
    slack = slack_of(years) if apart is None else apart
    own = tuple(year.band_d.range if year.band_d is not None else _ANY for year in years)
    return Chain(own, tuple(_link(year, slack, exact=exact) for year in years[1:]))


def refuse_unfit(years: Sequence[Year]) -> None:
    """Refuse fewer than two years, a Band D of nought or less, and a fall of 100% or more."""
    refusals = []
    if len(years) < 2:
        refusals.append(Refusal("too-few", "years", str(len(years)), "two years or more", "give a longer series"))
    for year in years:
        if year.band_d is not None and year.band_d.value <= year.band_d.half:
            found = str(year.band_d.value)
            refusals.append(Refusal("not-above-nought", year.label, found, "a Band D above nought", "leave it out"))
        if year.percent is not None and year.percent.value - year.percent.half <= -100:
            found = f"{year.percent.value}%"
            refusals.append(Refusal("fall", year.label, found, "a change above -100%", "leave it out"))
    if refusals:
        raise Refused(*refusals)


def slack_of(years: Sequence[Year]) -> Fraction:
    """Half of the last place of the most coarsely printed Band D, in pounds."""
    return max((year.band_d.half for year in years if year.band_d is not None), default=NOUGHT)


def _link(year: Year, slack: Fraction, *, exact: bool) -> Link:
    least, most = list[Bound](), list[Bound]()
    if year.pounds is not None:
        half = NOUGHT if exact else year.pounds.half
        least.append((Fraction(1), year.pounds.value - half))
        most.append((Fraction(1), year.pounds.value + half))
    if year.percent is not None:
        low, high = (1 + (year.percent.value + side * year.percent.half) / 100 for side in (-1, 1))
        least.append((low, -(1 + low) * slack))
        most.append((high, (1 + high) * slack))
    return Link(tuple(least), tuple(most))


def by_itself(year: Year, before: Interval, slack: Fraction) -> tuple[Interval | None, Interval | None]:
    """What last year's Band D leaves for a year by its increase in pounds alone, and by its percentage alone.

    Both are taken as rounded; None where none is printed.
    """
    alone = replace(year, percent=None), replace(year, pounds=None)
    links = [_link(one, slack, exact=False) for one in alone]
    pounds, percent = (link.leaves(before) if link.least else None for link in links)
    return pounds, percent


def agreeing(years: Sequence[Year]) -> tuple[int, int]:
    """How many years follow from the year before them by their increases, taken as rounded, and how many are tried."""
    pairs = [
        pair for pair in pairwise(years) if pair[0].band_d and pair[1].band_d and (pair[1].pounds or pair[1].percent)
    ]
    return sum(bool(ranges(pair, exact=False)) for pair in pairs), len(pairs)
