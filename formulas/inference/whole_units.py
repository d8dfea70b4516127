"""How many whole units each area was paid for, where a rate of a basis gave the rest: every number that fits, exactly.

result = fixed sum + amount per unit x units + rate x basis, the units whole and nought or more, and one rate of nought
or more for all. Result and basis are anything that rounds to what is printed, both ends with it, so that for one row
and one number of units the rates that fit are an interval; for all its numbers they are several, and a rate gives the
column where it lies in one of every row. At a given rate no row depends on another: the rates are narrowed row by
row, and the numbers are read from what is left, with no search among combinations of them.

As the rate grows, no row can have more units and none can leave less to the basis. The fewest units of all rows
therefore go together at the greatest rate of a range and the most at its least, and the ends of their sum, and of
the sum of what they leave, are exact.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from formulas.inference.interval import NOUGHT, Interval, common
from formulas.inference.pots import Row, refuse_unfit
from formulas.refusals import Refusal, Refused

MOST_UNITS = 10_000  # whole numbers that a single row may have room for
MOST_RANGES = 100_000  # ranges of the rate that may be looked at, those after every row added up
MOST_DECIMALS = 12
FIXED_SUM, PER_UNIT = "the fixed sum", "the amount per unit"
_NOTHING = Interval(Fraction(1), NOUGHT)


@dataclass(frozen=True, slots=True)
class Terms:
    """What every area gets and what it gets for each of its units: pounds, taken exactly."""

    fixed: Fraction
    per_unit: Fraction


@dataclass(frozen=True, slots=True)
class Fit:
    """A range of the rate, none of it left out, the units of every row that go with it, and the pounds that it gave."""

    rate: Interval
    units: tuple[range, ...]
    remainder: Interval

    @property
    def total(self) -> tuple[int, int]:
        """The fewest and the most units of all rows together."""
        return sum(one.start for one in self.units), sum(one[-1] for one in self.units)


@dataclass(frozen=True, slots=True)
class WholeUnits:
    """What fits: one range of the rate after another, ascending; blank where nothing does.

    `blamed` are then the rows any one of which, left out, lets the rest follow. `narrowing` has every row in the order
    in which they were taken, and how many ranges of the rate it left.
    """

    fits: tuple[Fit, ...]
    narrowing: tuple[tuple[int, int], ...]
    blamed: tuple[int, ...] = ()

    @property
    def units(self) -> list[tuple[int, int]]:
        """The fewest and the most of every row."""
        of_rows = zip(*(fit.units for fit in self.fits), strict=True)
        return [(min(one.start for one in row), max(one[-1] for one in row)) for row in of_rows]

    @property
    def total(self) -> tuple[int, int]:
        """The fewest and the most of all rows together."""
        totals = [fit.total for fit in self.fits]
        return min(fewest for fewest, _ in totals), max(most for _, most in totals)

    @property
    def rate(self) -> Interval:
        """From the least rate to the greatest; where there are several ranges, not every rate between."""
        return Interval(self.fits[0].rate.low, self.fits[-1].rate.high)

    @property
    def remainder(self) -> Interval:
        """The least and the most that the rate gave to all rows together, in pounds."""
        return Interval(self.fits[0].remainder.low, self.fits[-1].remainder.high)

    @property
    def example(self) -> Fraction:
        """A rate that fits, with as few decimals as any of the first range."""
        first = self.fits[0].rate
        assert first.low is not None
        for decimals in range(MOST_DECIMALS + 1):
            if (ends := first.multiples(Fraction(1, 10**decimals))) is not None:
                return ends[0]
        return first.low


def whole_units(rows: Sequence[Row], terms: Terms) -> WholeUnits:
    """The rates, and the units of every row, for which each comes to its printed result.

    Refuses what `refuse_unfit` refuses, an amount per unit of nought or less, a fixed sum below nought, an amount per
    unit so small that a result has room for more than `MOST_UNITS` of it, and more than `MOST_RANGES` on the way.

    >>> rows = [Row(str(b), Fraction(b), Fraction(r), result_half=Fraction(1, 2))
    ...         for b, r in ((70, 165), (10, 352), (55, 154))]
    >>> found = whole_units(rows, Terms(Fraction(0), Fraction(115)))
    >>> found.units, str(found.rate.low), str(found.rate.high)
    ([(1, 1), (3, 3), (1, 1)], '99/140', '79/110')
    """
    _refuse(rows, terms)
    order = sorted(range(len(rows)), key=lambda place: rows[place].result)  # small results have room for few units
    taken = [rows[place] for place in order]
    after = _narrowed_by(taken, terms)
    fits = []
    for rate in after[-1]:
        units = tuple(numbers(row, terms, rate) for row in rows)
        fits.append(Fit(rate, units, _remainder(rows, terms, rate, units)))
    narrowing = tuple((place, len(left_over)) for place, left_over in zip(order, after[1:], strict=True))
    return WholeUnits(tuple(fits), narrowing, () if fits else _blamed(order, taken, terms, after))


def _blamed(
    order: Sequence[int], taken: Sequence[Row], terms: Terms, after: Sequence[Sequence[Interval]]
) -> tuple[int, ...]:
    """The rows without which a rate suits the rest: one that the rows before and the rows after them both leave."""
    before_end = _narrowed_by(taken[::-1], terms)[::-1]
    return tuple(sorted(row for at, row in enumerate(order) if _meet(after[at], before_end[at + 1])))


def _meet(first: Sequence[Interval], second: Sequence[Interval]) -> bool:
    """Whether two ascending lists of ranges have a rate in common."""
    one = other = 0
    while one < len(first) and other < len(second):
        if not common([first[one], second[other]]).empty:
            return True
        if first[one].end < second[other].end:
            one += 1
        else:
            other += 1
    return False


def _refuse(rows: Sequence[Row], terms: Terms) -> None:
    refusals = []
    if terms.fixed < 0:
        expected, remedy = "nought or more", "give the sum in pounds that every area gets"
        refusals.append(Refusal("below-nought", FIXED_SUM, str(terms.fixed), expected, remedy))
    if terms.per_unit <= 0:
        expected, remedy = "more than nought", "give the pounds for one unit"
        refusals.append(Refusal("not-above-nought", PER_UNIT, str(terms.per_unit), expected, remedy))
    if refusals:
        raise Refused(*refusals)
    refuse_unfit(rows)
    largest = max(rows, key=lambda row: row.result + row.result_half)
    room = (largest.result + largest.result_half - terms.fixed) // terms.per_unit
    if room > MOST_UNITS:
        found, expected = f"room for {room:,} units in one result", f"{MOST_UNITS:,} at most"
        raise Refused(Refusal("too-many-units", largest.label, found, expected, "check the amount per unit"))


def _narrowed_by(rows: Sequence[Row], terms: Terms) -> list[list[Interval]]:
    """The ranges of the rate that are left to begin with, and after each row in turn."""
    ranges, seen = [[Interval(NOUGHT, None)]], 0
    for row in rows:
        ranges.append([one for rate in ranges[-1] for one in _narrowed(row, terms, rate)])
        seen += len(ranges[-1])
        if seen > MOST_RANGES:
            found, remedy = f"more than {MOST_RANGES:,} ranges to look at", "choose columns printed more finely"
            raise Refused(Refusal("too-many-ranges", "the rate", found, "fewer that suit the rows", remedy))
    return ranges


def _narrowed(row: Row, terms: Terms, rates: Interval) -> list[Interval]:
    """What a row leaves of a range of rates, ascending; where the rates of two numbers meet, they are one range."""
    within = numbers(row, terms, rates)
    if not within:
        return []
    joined = min(max(_joined(row, terms), within.start), within[-1])
    alone = [rates_at(row, terms, units) for units in range(within[-1], joined, -1)]
    rest = Interval(rates_at(row, terms, joined).low, rates_at(row, terms, within.start).high)
    return [common([one, rates]) for one in (*alone, rest)]


def _joined(row: Row, terms: Terms) -> int:
    """The most units whose rates run into those of one unit fewer; the rates of any number below it then do too.

    With so many units, which leave least to most to the basis, the greatest rate is most / least basis; with one unit
    fewer the least rate is (least + amount per unit) / greatest basis. They meet where the first is no less.
    """
    (least, most), (small, large) = left(row, terms, 0), _basis(row)
    if small == large:
        return MOST_UNITS if most - least >= terms.per_unit else 0
    paid = (most * large - (least + terms.per_unit) * small) / (large - small)
    return paid // terms.per_unit


def numbers(row: Row, terms: Terms, rates: Interval) -> range:
    """The whole numbers of units, ascending, each of which lets a row follow at some rate of the range.

    They are those from (least result - fixed sum - greatest rate x greatest basis) / amount per unit up to the same of
    the greatest result, the least rate and the least basis.
    """
    (least, most), (small, large) = left(row, terms, 0), _basis(row)
    assert rates.low is not None
    most -= rates.low * small
    if large:
        least = NOUGHT if rates.high is None else least - rates.high * large
    return range(max(0, -(-least // terms.per_unit)), most // terms.per_unit + 1)


def rates_at(row: Row, terms: Terms, units: int) -> Interval:
    """The rates of nought or more at which a row with so many units follows; empty where there is none."""
    (least, most), (small, large) = left(row, terms, units), _basis(row)
    if most < 0 or (least > 0 and not large):
        return _NOTHING
    return Interval(max(NOUGHT, least / large) if large else NOUGHT, most / small if small else None)


def left(row: Row, terms: Terms, units: int) -> tuple[Fraction, Fraction]:
    """The least and the most pounds that a row's result leaves to the basis after the fixed sum and so many units."""
    rest = row.result - terms.fixed - terms.per_unit * units
    return rest - row.result_half, rest + row.result_half


def worked_out(row: Row, terms: Terms, units: int, rate: Fraction) -> tuple[Fraction, Fraction]:
    """The least and the most pounds that a row comes to: fixed sum + amount per unit x units + rate x basis."""
    paid = terms.fixed + terms.per_unit * units
    small, large = _basis(row)
    return paid + rate * small, paid + rate * large


def _remainder(rows: Sequence[Row], terms: Terms, rate: Interval, units: Sequence[range]) -> Interval:
    """The least and the most that all rows can have by the basis: rate x basis, as far as their results leave it."""
    low, high = NOUGHT, NOUGHT
    assert rate.low is not None
    for row, of_row in zip(rows, units, strict=True):
        small, large = _basis(row)
        low += max(left(row, terms, of_row[-1])[0], rate.low * small)
        leaves = left(row, terms, of_row.start)[1]
        by_rate = leaves if rate.high is None else rate.high * large
        high += min(leaves, by_rate) if large else NOUGHT
    return Interval(low, high)


def _basis(row: Row) -> tuple[Fraction, Fraction]:
    """The least and the greatest basis that rounds to the printed one."""
    return max(NOUGHT, row.basis - row.basis_half), row.basis + row.basis_half
