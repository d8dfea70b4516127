"""Ratios that police budget papers print: the funding mix, the office's share, reserves.

Papers divide by different things under one name, so every ratio here says what it was divided by.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from formulas.between import Between
from formulas.exact import in_digits, in_pounds
from formulas.refusals import Refusal, Refused

LEAST_RESERVE, MOST_RESERVE = Fraction(2, 100), Fraction(5, 100)
BELOW, WITHIN, ABOVE = "below", "within", "above"


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole: its rate, 0-1, and what it was divided by, in words."""

    rate: Fraction
    words: str

    @property
    def percent(self) -> Fraction:
        """The rate times 100."""
        return self.rate * 100


def share_of(part: Fraction, whole: Fraction, of: str) -> Share:
    """Part / whole, both in pounds, not rounded; `of` says what the whole is. Refuses a whole not above nought.

    The office's share is the office's budget over total revenue spending or total funding: the two differ.

    >>> office = share_of(Fraction(1_500_000), Fraction(221_000_000), "total spending")
    >>> in_digits(office.percent, 2), office.words
    ('0.68', 'of total spending, £221,000,000.00')
    """
    if whole <= 0:
        found, remedy = in_pounds(whole), "give what it is a part of"
        raise Refused(Refusal("no-whole", of, found, "an amount above nought", remedy))
    return Share(part / whole, f"of {of}, {in_pounds(whole)}")


def funding_mix(lines: Mapping[str, Fraction], whole: Fraction | None = None) -> dict[str, Share]:
    """Each source of funding over all of them together, or over a total that is given; pounds, not rounded.

    Grant and precept alone give the mix that most papers print; with a third line the shares are smaller. Refuses no
    lines and a total that is not above nought.

    >>> mix = funding_mix({"grant": Fraction(60), "precept": Fraction(40)})
    >>> str(mix["precept"].rate), mix["precept"].words
    ('2/5', 'of grant, precept together, £100.00')
    """
    if not lines:
        remedy = "give the sources of funding"
        raise Refused(Refusal("no-lines", "funding", "no lines", "at least one", remedy))
    together = sum(lines.values(), Fraction(0))
    of = ", ".join(lines) + " together" if whole is None else "total funding as given"
    return {name: share_of(line, together if whole is None else whole, of) for name, line in lines.items()}


def whole_behind(moved: Between, share_before: Between, share_after: Between) -> Between:
    """The whole, in pounds, that a printed sum and two printed shares of the whole imply.

    A paper that says an office keeps 2.7%, or 2.2% once a sum is passed on, implies sum / (2.7% - 2.2%): between the
    least sum over the widest difference and the most over the narrowest. Refuses shares that may be one and the same,
    and a sum that may be nought or less.

    >>> from formulas.between import as_printed
    >>> tenth = Fraction(1, 1000)
    >>> kept, left = as_printed(Fraction("0.027"), tenth), as_printed(Fraction("0.022"), tenth)
    >>> found = whole_behind(as_printed(Fraction(870_000), Fraction(10_000)), kept, left)
    >>> int(found.least), int(found.most)
    (144166666, 218750000)
    """
    narrowest, widest = share_before.least - share_after.most, share_before.most - share_after.least
    if narrowest <= 0 or moved.least <= 0:
        found, remedy = "figures that rounding leaves open", "give them with more decimals"
        expected = "a sum above nought, and a share that it makes smaller"
        raise Refused(Refusal("no-whole", "the whole behind two shares", found, expected, remedy))
    return Between(moved.least / widest, moved.most / narrowest)


@dataclass(frozen=True, slots=True)
class ReserveTest:
    """General reserves as a share of net revenue expenditure, and where that lies: below, within or above the range."""

    rate: Fraction
    least: Fraction
    most: Fraction

    @property
    def verdict(self) -> str:
        """Below, within or above; both ends are within."""
        return BELOW if self.rate < self.least else ABOVE if self.rate > self.most else WITHIN

    @property
    def words(self) -> str:
        """The verdict as a sentence."""
        shown, least, most = (in_digits(rate * 100, 2) for rate in (self.rate, self.least, self.most))
        return f"General reserves are {shown}% of net revenue expenditure: {self.verdict} {least}% to {most}%."


def reserve_test(
    reserve: Fraction,
    net_revenue_expenditure: Fraction,
    least: Fraction = LEAST_RESERVE,
    most: Fraction = MOST_RESERVE,
) -> ReserveTest:
    """General reserve at 31 March / net revenue expenditure, tested against a range of rates, both ends included.

    2% to 5% is what the Home Office recommends, as Leicestershire's police and crime panel was told in February 2024.
    Refuses a reserve below nought, an expenditure not above it, and a range whose least is above its most.

    >>> reserve_test(Fraction(6), Fraction(200)).words
    'General reserves are 3.00% of net revenue expenditure: within 2.00% to 5.00%.'
    """
    refusals = []
    if reserve < 0:
        refusals.append(Refusal("reserve", "general reserve", in_pounds(reserve), "nought or more", "correct it"))
    if net_revenue_expenditure <= 0:
        found, remedy = in_pounds(net_revenue_expenditure), "give net revenue expenditure"
        refusals.append(Refusal("no-whole", "net revenue expenditure", found, "an amount above nought", remedy))
    if least > most:
        found = f"{in_digits(least * 100, 2)}% to {in_digits(most * 100, 2)}%"
        refusals.append(Refusal("range", "range for reserves", found, "the lesser rate first", "turn the two round"))
    if refusals:
        raise Refused(*refusals)
    return ReserveTest(reserve / net_revenue_expenditure, least, most)
