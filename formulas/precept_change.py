"""What a change in Band D comes to: in pounds, per cent and a week; what base and rate each add; what a pound raises.

All of it is exact: a figure is rounded only where it is printed. Papers divide a year by 52 weeks, and a few by 365/7.

Source: the council tax pages and panel papers of police and crime commissioners, 2013/14 to 2026/27.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from formulas.exact import in_digits, in_full
from formulas.refusals import Refusal, Refused
from formulas.rounding import half_away

PER_WEEK, PER_WEEK_OF_SEVEN_DAYS = "per week (52)", "per week (365/7)"
PER_DAY, PER_MONTH = "per day (365)", "per month (12)"
PERIODS = {
    PER_WEEK: Fraction(52),
    PER_WEEK_OF_SEVEN_DAYS: Fraction(365, 7),
    PER_DAY: Fraction(365),
    PER_MONTH: Fraction(12),
}
THIS_YEARS, LAST_YEARS = "this year's", "last year's"


@dataclass(frozen=True, slots=True)
class Change:
    """From one figure to the next: Band D, a net budget, a precept; both in pounds.

    >>> from formulas.exact import in_digits
    >>> rise = Change(Fraction("273.23"), Fraction("286.23"))
    >>> rise.pounds, in_digits(rise.percent, 2)
    (Fraction(13, 1), '4.76')
    """

    before: Fraction
    after: Fraction

    @property
    def pounds(self) -> Fraction:
        """After - before."""
        return self.after - self.before

    @property
    def rate(self) -> Fraction:
        """(After - before) / before, 0-1. Refuses a figure before that is not above nought."""
        if self.before <= 0:
            expected, remedy = "a figure above nought", "give last year's figure, or leave the percentage out"
            raise Refused(Refusal("no-change-rate", "last year's figure", in_full(self.before), expected, remedy))
        return self.pounds / self.before

    @property
    def percent(self) -> Fraction:
        """The rate times 100."""
        return self.rate * 100


def percent_in_words(percent: Fraction) -> str:
    """A percentage to two decimals, half away from nought; to more where two would make it a whole one that it is not.

    The limits of the referendum test are whole: 2.003% must not be shown as one of 2.00%.

    >>> [percent_in_words(Fraction(text)) for text in ("4.758", "2.003", "1.99999", "2")]
    ['4.76%', '2.003%', '1.99999%', '2.00%']
    """
    decimals, exact = 2, percent.denominator > 1
    while exact and half_away(percent.numerator * 10**decimals, percent.denominator) % 10**decimals == 0:
        decimals += 1
    return f"{in_digits(percent, decimals)}%"


def per_period(amount: Fraction, period: str) -> Fraction:
    """A yearly amount by the week, day or month, in pounds: amount / how many a year has, by one of `PERIODS`.

    Refuses a period by another name.

    >>> from formulas.exact import in_digits
    >>> in_digits(per_period(Fraction(24), PER_WEEK) * 100, 0), in_digits(per_period(Fraction(24), PER_DAY) * 100, 0)
    ('46', '7')
    """
    if period not in PERIODS:
        expected, remedy = "one of " + ", ".join(PERIODS), "name the period"
        raise Refused(Refusal("period", "period", repr(period), expected, remedy))
    return amount / PERIODS[period]


@dataclass(frozen=True, slots=True)
class GrowthSplit:
    """Why the precept grew, in pounds: `base` by more dwellings, `rate` by a higher Band D, `both` by the two."""

    base: Fraction
    rate: Fraction
    both: Fraction

    @property
    def total(self) -> Fraction:
        """The three together: this year's Band D x base less last year's, exactly."""
        return self.base + self.rate + self.both


def growth_split(band_d: Change, base: Change) -> GrowthSplit:
    """Why the precept grew: D0 x (T1 - T0), (D1 - D0) x T0 and (D1 - D0) x (T1 - T0), in pounds, not rounded.

    Refuses a tax base that is not above nought in either year.

    >>> split = growth_split(Change(Fraction(100), Fraction(110)), Change(Fraction(1000), Fraction(1020)))
    >>> int(split.base), int(split.rate), int(split.both), int(split.total) == 110 * 1020 - 100 * 1000
    (2000, 10000, 200, True)
    """
    for whose, figure in (("last year's", base.before), ("this year's", base.after)):
        _refuse_base(whose, figure)
    return GrowthSplit(band_d.before * base.pounds, band_d.pounds * base.before, band_d.pounds * base.pounds)


@dataclass(frozen=True, slots=True)
class Raised:
    """What something raises, in pounds, and in words on which base."""

    amount: Fraction
    words: str


def rise_raises(band_d: Change, base: Fraction) -> Raised:
    """What the rise brings in this year: (D1 - D0) x this year's tax base, in pounds, not rounded.

    >>> rise_raises(Change(Fraction("286.23"), Fraction("300.23")), Fraction(350_000)).amount
    Fraction(4900000, 1)
    """
    _refuse_base(THIS_YEARS, base)
    return Raised(band_d.pounds * base, f"the rise in Band D x this year's tax base of {_count(base)}")


def one_pound_raises(base: Fraction, whose: str = THIS_YEARS) -> Raised:
    """What £1 on Band D raises, in pounds: the tax base; `whose` names the base, this year's or last year's.

    >>> one_pound_raises(Fraction("526600.4")).words
    "£1 x this year's tax base of 526,600.4"
    """
    _refuse_base(whose, base)
    return Raised(base, f"£1 x {whose} tax base of {_count(base)}")


def one_per_cent_raises(band_d_before: Fraction, base: Fraction, whose: str = THIS_YEARS) -> Raised:
    """What 1% on last year's Band D raises, in pounds, not rounded: D0 x base / 100.

    This year's base is the right one; on last year's it is 1% of last year's precept, which some papers print.

    >>> one_per_cent_raises(Fraction(200), Fraction(1000), LAST_YEARS)
    Raised(amount=Fraction(2000, 1), words="1% of last year's Band D x last year's tax base of 1,000")
    """
    _refuse_base(whose, base)
    return Raised(band_d_before * base / 100, f"1% of last year's Band D x {whose} tax base of {_count(base)}")


def per_head(requirement: Fraction, population: Fraction) -> Fraction:
    """Council tax requirement / resident population, in pounds a head. Refuses a population not above nought.

    >>> from formulas.exact import in_digits
    >>> in_digits(per_head(Fraction(49_084_010), Fraction(499_781)), 2)
    '98.21'
    """
    if population <= 0:
        remedy = "give the number of residents"
        raise Refused(Refusal("population", "population", in_full(population), "above nought", remedy))
    return requirement / population


def _count(base: Fraction) -> str:
    return in_full(base, grouped=True)


def _refuse_base(whose: str, base: Fraction) -> None:
    if base <= 0:
        expected, remedy = "a number of dwellings above nought", "give the sum of the bases notified"
        raise Refused(Refusal("tax-base", f"{whose} tax base", _count(base), expected, remedy))
