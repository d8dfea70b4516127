"""Which printed figures of a series of Band D and its increases must be left out for the rest to follow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from formulas.inference.interval import Interval
from formulas.inference.rises import Year, chain, printed_percents

BAND_D, POUNDS, PERCENT = "band_d", "pounds", "percent"
Part = tuple[int, str]  # a year's place in the series, and which of its figures
MOST_LEFT_OUT = 2


def left_out(years: Sequence[Year]) -> list[frozenset[Part]]:
    """The smallest sets of figures without which the rest follow, the increases taken as rounded.

    None where everything follows, nor where more than two figures would have to be left out. Whatever is
    left out must hold a figure of every stretch of years that contradicts itself, so only those are tried.

    >>> from formulas.inference.rises import Figure
    >>> bad = [Year(str(n), Figure(Fraction(v), 2), Figure(Fraction(r), 2))
    ...        for n, v, r in ((2021, 100, 0), (2022, 105, 5), (2023, 112, 9), (2024, 120, 8))]
    >>> left_out(bad)
    [frozenset({(2, 'pounds')})]
    """
    tried: list[frozenset[Part]] = [frozenset()]
    for _ in range(MOST_LEFT_OUT + 1):
        larger = dict[frozenset[Part], None]()
        fitting = []
        for one in tried:
            rest = without(years, one)
            stretch = chain(rest, exact=False).stretch()
            if stretch is None:
                fitting.append(one)
            else:
                larger |= dict.fromkeys(one | {part} for part in _parts(rest, stretch))
        if fitting:
            return [one for one in fitting if one]
        tried = list(larger)
    return []


def without(years: Sequence[Year], parts: frozenset[Part]) -> list[Year]:
    """The years with some of their figures left out."""
    found = list(years)
    for place, which in parts:
        year = found[place]
        if which == BAND_D:
            found[place] = replace(year, band_d=None, band_d_left_out=year.band_d)
        elif which == POUNDS:
            found[place] = replace(year, pounds=None, pounds_left_out=year.pounds)
        else:
            found[place] = replace(year, percent=None)
    return found


def _parts(years: Sequence[Year], stretch: range) -> Iterator[Part]:
    """The figures of a stretch: every Band D, and the increases between its years."""
    for place in stretch:
        year = years[place]
        if year.band_d is not None:
            yield place, BAND_D
        if place > stretch.start and year.pounds is not None:
            yield place, POUNDS
        if place > stretch.start and year.percent is not None:
            yield place, PERCENT


def would_be(years: Sequence[Year], part: Part, rest: Sequence[Interval]) -> tuple[Fraction, Fraction] | None:
    """Between which figures, with as many decimals, a figure left out would have to lie; None where there is no end.

    `rest` are the ranges of every year without it. A percentage may be worked from them, or from what is printed.
    """
    place, which = part
    year = years[place]
    figure = {BAND_D: year.band_d, POUNDS: year.pounds, PERCENT: year.percent}[which]
    assert figure is not None
    found = [rest[place]]
    if which == POUNDS:
        found = [_less(rest[place], rest[place - 1])]
    elif which == PERCENT:
        growth = rest[place].over(rest[place - 1]).plus(Fraction(-1)).times(Fraction(100))
        found = [growth, *(Interval(one, one) for one in printed_percents(years[place - 1], year))]
    unit, ends = 2 * figure.half, list[Fraction]()
    for one in found:
        if one.low is None or one.high is None:
            return None
        ends += [-(-(one.low - figure.half) // unit) * unit, (one.high + figure.half) // unit * unit]
    return min(ends), max(ends)


def _less(now: Interval, before: Interval) -> Interval:
    """The increases in pounds between two ranges."""
    assert now.low is not None
    assert before.low is not None
    low = None if before.high is None else now.low - before.high
    return Interval(low, None if now.high is None else now.high - before.low)
