"""Next year's Band D from an assumed rise: by pounds or by a rate, held to a limit, in whole pennies for every band."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from formulas.refusals import Refusal, Refused
from formulas.rounding import to_the_penny
from formulas.valuation_bands import Proportions, cut_to_the_penny, largest_in_whole_pennies


@dataclass(frozen=True, slots=True)
class Rise:
    """How Band D rises: by pounds or by a rate, 0-1, but by no more than a limit in pounds or at a rate, or both."""

    pounds: Fraction | None = None
    rate: Fraction | None = None
    limit: Fraction | None = None
    limit_rate: Fraction | None = None

    def most(self, band_d: Fraction) -> Fraction | None:
        """The most that `band_d` may rise by, in pounds; None without a limit.

        A limit at a rate allows the last whole penny that is not above band_d x (1 + rate).

        >>> str(Rise(limit=Fraction(5), limit_rate=Fraction("0.0199")).most(Fraction("213.45")))
        '106/25'
        """
        limits = [] if self.limit is None else [self.limit]
        if self.limit_rate is not None:
            limits.append(max(Fraction(0), cut_to_the_penny(band_d * (1 + self.limit_rate)) - band_d))
        return min(limits, default=None)


def next_band_d(band_d: Fraction, rise: Rise, whole_pennies: Proportions | None = None) -> Fraction:
    """Band D a year on, in pounds: + pounds, or x (1 + rate) to the nearest penny, and no more than the limit allows.

    With `whole_pennies` it is lowered to the largest of which every band is whole pennies, but not below last year's by
    that alone. Refuses a rise that has neither pounds nor rate, or both.

    >>> str(next_band_d(Fraction("300.2302"), Rise(pounds=Fraction(20), limit=Fraction(15))))
    '1576151/5000'
    """
    if (rise.pounds is None) == (rise.rate is None):
        found = "neither" if rise.pounds is None else "both"
        raise Refused(Refusal("rise", "rise in Band D", found, "pounds or a rate", "give one of the two"))
    raised = band_d + rise.pounds if rise.pounds is not None else to_the_penny(band_d * (1 + (rise.rate or 0)))
    most = rise.most(band_d)
    if most is not None:
        raised = min(raised, band_d + most)
    if whole_pennies is None:
        return raised
    return max(largest_in_whole_pennies(whole_pennies, raised), min(raised, band_d))
