"""The decimals of Band D that are not printed, from the increases down a series of years.

A Band D printed as 286.23 was anything from 286.225 to 286.235, a tie having gone either way. Band D less last
year's is the increase in pounds, either exactly as it is printed, for it is often decided so, or anything that rounds
to that.

A percentage was worked from the printed figures (Band D over last year's, or the increase over last year's Band D) or
from Band D as it was before it was rounded. Where the printed figures give it, it tells nothing of their hidden
decimals; where they do not, it must follow from those. Only of a Band D that is not printed, or left out as the one
that may be wrong, is it not known what it was rounded to: whatever rounds to a figure that gives the percentage fits.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise

from formulas.inference.chain import NOTHING, POSITIVE, Bound, Chain, Link, Way, span
from formulas.inference.interval import NOUGHT, Interval, common
from formulas.refusals import Refusal, Refused

_ONE = Fraction(1)


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

    None where nothing is printed; the increases are None as well where the year before is not in the series. What was
    printed and is left out, as a figure that may be wrong, still tells how finely the right one was rounded.
    """

    label: str
    band_d: Figure | None
    pounds: Figure | None = None
    percent: Figure | None = None
    band_d_left_out: Figure | None = None
    pounds_left_out: Figure | None = None


def ranges(years: Sequence[Year], *, exact: bool) -> tuple[Interval, ...]:
    """What Band D of every year may have been before it was rounded, in pounds; blank where no Band D fits.

    `exact` takes the increases in pounds exactly as printed, otherwise as rounded to their last place; percentages are
    always taken as rounded, worked from the printed figures or from Band D before it was rounded. Refuses a Band D of
    nought or less and a fall of 100% or more.

    >>> some = [Year("2024/25", Figure(Fraction("286.23"), 2)),
    ...         Year("2025/26", Figure(Fraction("300.2302"), 4), Figure(Fraction(14), 2))]
    >>> [str(end) for end in (ranges(some, exact=True)[0].low, ranges(some, exact=True)[0].high)]
    ['5724603/20000', '1144921/4000']
    """
    return chain(years, exact=exact).ranges()


def chain(years: Sequence[Year], *, exact: bool) -> Chain:
    """The years as a chain of Band Ds."""
    refuse_unfit(years)
    coarsest = _coarsest(years)
    own = tuple((year.band_d.range if year.band_d is not None else POSITIVE,) for year in years)
    return Chain(own, tuple(_link(before, year, coarsest, exact=exact) for before, year in pairwise(years)))


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


def _coarsest(years: Sequence[Year]) -> Fraction:
    """Half of the last place of the most coarsely printed Band D, in pounds."""
    shown = (year.band_d or year.band_d_left_out for year in years)
    return max((figure.half for figure in shown if figure is not None), default=NOUGHT)


def _link(before: Year, year: Year, coarsest: Fraction, *, exact: bool) -> Link:
    """By the increase in pounds, and by the percentage in every way that it may have been worked."""
    least, most = tuple[Bound, ...](), tuple[Bound, ...]()
    if year.pounds is not None:
        half = NOUGHT if exact else year.pounds.half
        least, most = ((_ONE, year.pounds.value - half),), ((_ONE, year.pounds.value + half),)
    ways = _by_percent(before, year, coarsest)
    return Link(tuple(replace(way, least=least + way.least, most=most + way.most) for way in ways))


def _by_percent(before: Year, year: Year, coarsest: Fraction) -> Iterator[Way]:
    """Every way that a percentage may have been worked; one that says nothing where the printed figures give it."""
    if year.percent is None or any(year.percent.range.has(one) for one in printed_percents(before, year)):
        yield Way()
        return
    rates = year.percent.range.times(Fraction(1, 100))
    yield _between(rates.plus(_ONE), NOUGHT)
    yield from _by_band_d(before, year, rates.plus(_ONE), coarsest)
    yield from _by_pounds(before, year, rates, coarsest)


def printed_percents(before: Year, year: Year) -> list[Fraction]:
    """What the printed figures make of the increase in per cent, in points: Band D and the increase in pounds."""
    if before.band_d is None:
        return []
    more = [] if year.band_d is None else [year.band_d.value - before.band_d.value]
    more += [] if year.pounds is None else [year.pounds.value]
    return [one / before.band_d.value * 100 for one in more]


def _by_band_d(before: Year, year: Year, times: Interval, coarsest: Fraction) -> Iterator[Way]:
    """The percentage as worked from a rounded Band D over another, where not both are printed."""
    if before.band_d is None and year.band_d is None:
        yield _between(times, _half(year, coarsest), _half(before, coarsest))
    elif year.band_d is None and before.band_d is not None:
        yield Way(now=_rounding_to(times.times(before.band_d.value), year.band_d_left_out, coarsest))
    elif before.band_d is None and year.band_d is not None:
        value = Interval(year.band_d.value, year.band_d.value)
        yield Way(before=_rounding_to(value.over(times), before.band_d_left_out, coarsest))


def _by_pounds(before: Year, year: Year, rates: Interval, coarsest: Fraction) -> Iterator[Way]:
    """The percentage as worked from a rounded increase over last year's Band D, where not both are printed."""
    if year.pounds is not None and before.band_d is None:
        yield Way(before=_rounding_to(_bases(year.pounds.value, rates), before.band_d_left_out, coarsest))
    elif year.pounds_left_out is not None and before.band_d is not None:
        more = _rounding_to(rates.times(before.band_d.value), year.pounds_left_out, coarsest)
        if not more.empty and more.low is not None and more.high is not None:
            yield Way(least=((_ONE, more.low),), most=((_ONE, more.high),))
    elif year.pounds_left_out is not None:
        furthest = max(abs(rates.low or NOUGHT), abs(rates.high or NOUGHT)) * _half(before, coarsest)
        yield _between(rates.plus(_ONE), year.pounds_left_out.half + furthest)


def _between(times: Interval, more: Fraction, before: Fraction = NOUGHT) -> Way:
    """Band D lies between two multiples of last year's, but for so much more or less of either."""
    low, high = times.low, times.high
    assert low is not None
    assert high is not None
    return Way(least=((low, -low * before - more),), most=((high, high * before + more),))


def _half(year: Year, coarsest: Fraction) -> Fraction:
    return coarsest if year.band_d_left_out is None else year.band_d_left_out.half


def _rounding_to(figures: Interval, left_out: Figure | None, coarsest: Fraction) -> Interval:
    """Everything that rounds to one of the figures, printed as finely as the one left out, where one was."""
    half = coarsest if left_out is None else left_out.half
    low, high = figures.low, figures.high
    if left_out is not None and low is not None and high is not None:
        ends = figures.multiples(2 * half)
        if ends is None:
            return NOTHING
        low, high = ends
    return Interval(None if low is None else low - half, None if high is None else high + half)


def _bases(value: Fraction, rates: Interval) -> Interval:
    """Every Band D of which a sum is one of the rates: at least the lowest of it, and at most the highest."""
    found = [POSITIVE]
    for rate, least in ((rates.low, True), (rates.high, False)):
        assert rate is not None
        if not rate:
            found += [] if (value >= 0 if least else value <= 0) else [NOTHING]
        else:
            found.append(Interval(None, value / rate) if (rate > 0) == least else Interval(value / rate, None))
    return common(found)


def by_itself(before: Year, year: Year) -> tuple[Interval | None, Interval | None]:
    """What last year's printed Band D leaves for a year by its increase in pounds alone, and by its percentage alone.

    Both are taken as rounded, and the year's own Band D as not known; None where nothing is printed.
    """
    if before.band_d is None:
        return None, None
    alone = Year(year.label, None, band_d_left_out=year.band_d)
    found = []
    for one, figure in (
        (replace(alone, pounds=year.pounds), year.pounds),
        (replace(alone, percent=year.percent), year.percent),
    ):
        link = _link(before, one, _coarsest([before, year]), exact=False)
        left = link.leaves((before.band_d.range,), (POSITIVE,))
        found.append(span(left) if figure is not None else None)
    return found[0], found[1]


def agreeing(years: Sequence[Year]) -> tuple[int, int]:
    """How many years follow from the year before them by their increases, taken as rounded, and how many are tried."""
    pairs = [
        pair for pair in pairwise(years) if pair[0].band_d and pair[1].band_d and (pair[1].pounds or pair[1].percent)
    ]
    return sum(bool(ranges(pair, exact=False)) for pair in pairs), len(pairs)
