"""Which pots, shared out in proportion to a basis, give every printed result: for each rule of rounding, exactly.

A result printed as 8,060.73 and rounded half up came from at least 8,060.725 and less than 8,060.735; divided by the
row's basis that is a range of rates, and a rate that explains the column lies in the range of every row. The pot is
the rate times the sum of the basis. Where the basis is itself rounded, a rate need only suit some basis that rounds to
the printed one, and the pot is the sum of what each row may have been before rounding.

Source: the intervals are those of `formulas.printed`; the largest remainder as in `formulas.apportion`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from formulas.inference.interval import NOUGHT, Interval, common
from formulas.refusals import Refusal, Refused
from formulas.rounding import PENNY

HALF_UP = "each row half up"
HALF_EVEN = "each row half to even"
TRUNCATED = "each row cut"
ROUNDED_UP = "each row rounded up"
LARGEST_REMAINDER = "largest remainder"
BY_ROW = (HALF_UP, HALF_EVEN, TRUNCATED, ROUNDED_UP)
RULES = (HALF_UP, HALF_EVEN, LARGEST_REMAINDER, TRUNCATED, ROUNDED_UP)
LARGEST_UNIT = 9  # tens of the last printed place
_NOTHING = Interval(Fraction(1), NOUGHT)


@dataclass(frozen=True, slots=True)
class Row:
    """An area: its basis and its result as printed, in base units, and half of the last place of each."""

    label: str
    basis: Fraction
    result: Fraction
    basis_half: Fraction = NOUGHT
    result_half: Fraction = PENNY / 2


@dataclass(frozen=True, slots=True)
class Pots:
    """What one rule of rounding allows, for rows of which `aside` are left out.

    `rate` is the result for one of the basis, `pots` the sums in pounds; both are empty intervals where nothing fits.
    `lowest` and `highest` are the rows that decide each end. `basis_rounded` says that the basis was
    allowed to be anything that rounds to what is printed.
    """

    rule: str
    unit: Fraction
    rate: Interval
    pots: Interval
    lowest: int | None = None
    highest: int | None = None
    basis_rounded: bool = False

    @property
    def fits(self) -> bool:
        """Whether there is such a pot."""
        return not self.rate.empty

    @property
    def whole_pennies(self) -> tuple[Fraction, Fraction] | None:
        """The least and the greatest whole-penny pot; None where there is none."""
        return self.pots.multiples(PENNY) if self.fits else None


def refuse_unfit(rows: Sequence[Row]) -> None:
    """Refuse fewer than two rows, a basis below nought, and a basis of nought in all."""
    refusals = [
        Refusal("negative-basis", row.label, str(row.basis), "a basis of nought or more", "choose another column")
        for row in rows
        if row.basis < 0
    ]
    if len(rows) < 2:
        refusals.append(Refusal("too-few", "rows", str(len(rows)), "two rows or more", "choose a longer table"))
    elif not any(row.basis for row in rows):
        refusals.append(Refusal("no-basis", "basis", "nothing but nought", "a basis", "choose another column"))
    if refusals:
        raise Refused(*refusals)


def units(rows: Sequence[Row]) -> list[Fraction]:
    """The units that the results may have been rounded to: their last printed place, and fives and tens of it.

    >>> [str(u) for u in units([Row("a", Fraction(1), Fraction(1200)), Row("b", Fraction(2), Fraction(2400))])]
    ['1/100', '1/20', '1/10', '1/2', '1', '5', '10', '50', '100']
    """
    finest = min((2 * row.result_half for row in rows if row.result_half), default=PENNY)
    if not any(row.result for row in rows):
        return [finest]
    found = [finest * 10**power * step for power in range(LARGEST_UNIT) for step in (1, 5)]
    return [unit for unit in found if unit == finest or all(row.result % unit == 0 for row in rows)]


def before_rounding(value: Fraction, unit: Fraction, rule: str) -> Interval:
    """What a value may have been before it was rounded to `unit` by a rule that takes each row by itself.

    Half up goes away from nought, as a spreadsheet's ROUND does, and so leaves one end out.

    >>> before_rounding(Fraction(5), Fraction(1), HALF_UP)
    Interval(low=Fraction(9, 2), high=Fraction(11, 2), low_in=True, high_in=False)
    """
    half = unit / 2
    if rule == TRUNCATED:
        low, high = (value if value > 0 else value - unit), (value if value < 0 else value + unit)
        return Interval(low, high, value > 0, value < 0)
    if rule == ROUNDED_UP:
        low, high = (value - unit if value > 0 else value), (value + unit if value < 0 else value)
        return Interval(low, high, value <= 0, value >= 0)
    if rule == HALF_EVEN:
        even = value / unit % 2 == 0
        return Interval(value - half, value + half, even, even)
    return Interval(value - half, value + half, value > 0, value < 0)


def row_rate(row: Row, unit: Fraction, rule: str, *, rounded: bool) -> Interval:
    """The rates at which a row follows: its result before rounding over its basis.

    A row without a basis follows at every rate if it gets nothing, and otherwise at none.
    """
    result, half = before_rounding(row.result, unit, rule), row.basis_half if rounded else NOUGHT
    if not row.basis + half:
        return Interval(None, None) if result.has(NOUGHT) else _NOTHING
    return result.over(Interval(max(NOUGHT, row.basis - half), row.basis + half))


def implied(
    rows: Sequence[Row], unit: Fraction, rule: str, *, rounded: bool = False, whole: Fraction | None = None
) -> Pots:
    """The pots in pounds for which every row follows under a rule; empty where there is none.

    `rounded` lets the basis be whatever rounds to what is printed; the largest remainder takes it as printed. `whole`
    is what the basis comes to where that is known, as 100 of percentages; else it is the sum of the rows.

    >>> rows = [Row("a", Fraction(1), Fraction("33.33")), Row("b", Fraction(2), Fraction("66.67"))]
    >>> [str(pot) for pot in implied(rows, PENNY, HALF_UP).whole_pennies]
    ['100', '100']
    """
    if rule == LARGEST_REMAINDER:
        return _by_largest_remainder(rows, unit, whole)
    rates = [row_rate(row, unit, rule, rounded=rounded) for row in rows]
    rate = common(rates)
    lowest = max(range(len(rows)), key=lambda place: rates[place].start)
    highest = min(range(len(rows)), key=lambda place: rates[place].end)
    pots = rate.times(whole) if whole else pots_of(rows, unit, rule, rate, rounded=rounded)
    return Pots(rule, unit, rate, pots, lowest, highest, rounded)


def pots_of(
    rows: Sequence[Row], unit: Fraction, rule: str, rate: Interval, *, rounded: bool, free: frozenset[int] = frozenset()
) -> Interval:
    """The sums of the rows before rounding at the rates of an interval; the results of the `free` rows count for none.

    At a rate a row came from what both its result and its basis allow; each end of that grows with the rate, and so
    the least sum is at the least rate and the greatest at the greatest.
    """
    if rate.empty:
        return _NOTHING
    if not rounded:
        return rate.times(sum((row.basis for row in rows), NOUGHT))
    if rate.low is None or rate.high is None:
        return Interval(None, None)
    sums, belongs = [NOUGHT, NOUGHT], [rate.low_in, rate.high_in]
    for place, row in enumerate(rows):
        by_basis = amounts_at(row, rate, rounded=True)
        allowed = common([by_basis] if place in free else [before_rounding(row.result, unit, rule), by_basis])
        assert allowed.low is not None
        assert allowed.high is not None
        sums = [sums[0] + allowed.low, sums[1] + allowed.high]
        belongs = [belongs[0] and allowed.low_in, belongs[1] and allowed.high_in]
    return Interval(sums[0], sums[1], belongs[0], belongs[1])


def amounts_at(row: Row, rate: Interval, *, rounded: bool) -> Interval:
    """What a row comes to before rounding at the rates of an interval."""
    assert rate.low is not None
    assert rate.high is not None
    half = row.basis_half if rounded else NOUGHT
    small, large = max(NOUGHT, row.basis - half), row.basis + half
    low, high = rate.low * (small if rate.low >= 0 else large), rate.high * (large if rate.high >= 0 else small)
    return Interval(low, high, rate.low_in or not row.basis, rate.high_in or not row.basis)


def _by_largest_remainder(rows: Sequence[Row], unit: Fraction, whole: Fraction | None) -> Pots:
    """The pot is the sum of the results. It gives them where no row is further above its exact share than another is
    below its own, the two together, by more than a unit: that is what handing out the odd units by remainder means.
    """
    pot, basis = sum((row.result for row in rows), NOUGHT), sum((row.basis for row in rows), NOUGHT)
    apart = [row.result - pot * row.basis / basis for row in rows]
    least, most = min(apart), max(apart)
    unfounded = any(row.result and not row.basis for row in rows)
    if (
        (whole and whole != basis)
        or most - least > unit
        or most >= unit
        or least <= -unit
        or unfounded
        or (pot / unit).denominator != 1
    ):
        return Pots(LARGEST_REMAINDER, unit, _NOTHING, _NOTHING, apart.index(least), apart.index(most))
    rate = Interval(pot / basis, pot / basis)
    return Pots(LARGEST_REMAINDER, unit, rate, Interval(pot, pot), apart.index(least), apart.index(most))


def rounded_to(amount: Fraction, unit: Fraction, rule: str) -> Fraction:
    """An amount rounded to `unit` by a rule that takes each row by itself.

    >>> [str(rounded_to(Fraction("2.5"), Fraction(1), rule)) for rule in BY_ROW]
    ['3', '2', '2', '3']
    """
    units_ = abs(amount) / unit
    whole = units_.numerator // units_.denominator
    rest = units_ - whole
    if rule == HALF_EVEN:
        whole += rest > Fraction(1, 2) or (rest == Fraction(1, 2) and whole % 2 == 1)
    elif rule == HALF_UP:
        whole += rest >= Fraction(1, 2)
    elif rule == ROUNDED_UP:
        whole += rest > 0
    return whole * unit if amount >= 0 else -whole * unit
