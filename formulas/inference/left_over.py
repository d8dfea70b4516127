"""What a larger stated sum leaves once the pot is taken from it, where the pennies show that the two belong together.

A pot in pennies that is a stated sum less top-slices in round pounds has the pennies of that sum. Where just one of the
few pots that fit leaves a round sum, it is the likely pot, and the round sum is what was taken off before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from formulas.inference.pots import Pots
from formulas.rounding import PENNY

ROUND = Fraction(100)  # pounds of which what was taken off is a multiple
MOST = 20  # pots in whole pennies among which a round difference is no chance


@dataclass(frozen=True, slots=True)
class LeftOver:
    """A stated sum, the one pot that leaves a round sum of it, and the stated sums that may make that up, in pounds."""

    stated: Fraction
    pot: Fraction
    taken: tuple[Fraction, ...]

    @property
    def off(self) -> Fraction:
        """What was taken off the stated sum before the pot was shared out."""
        return self.stated - self.pot

    @property
    def unstated(self) -> Fraction:
        """What was taken off beyond the sums stated."""
        return self.off - sum(self.taken, Fraction(0))


def left_over(found: Pots, stated: Fraction, beside: Sequence[Fraction]) -> LeftOver | None:
    """The pot that a stated sum with pennies leaves, less a round sum; `beside` are sums stated with it.

    None where the sum has no pennies or is no larger than the pots, where these are many, or not just one leaves a
    round sum.

    >>> from formulas.inference.interval import NOUGHT, Interval
    >>> pots = Pots("", PENNY, Interval(NOUGHT, NOUGHT), Interval(Fraction("979.05"), Fraction("979.07")))
    >>> found = left_over(pots, Fraction("1379.06"), [Fraction(300)])
    >>> str(found.pot), str(found.off), str(found.unstated)
    ('48953/50', '400', '100')
    """
    whole = found.whole_pennies
    if whole is None or stated <= whole[1] or stated.denominator == 1 or whole[1] - whole[0] > MOST * PENNY:
        return None
    pots = [whole[0] + step * PENNY for step in range(int((whole[1] - whole[0]) / PENNY) + 1)]
    round_ones = [pot for pot in pots if (stated - pot) % ROUND == 0]
    if len(round_ones) != 1:
        return None
    taken = tuple(one for one in beside if one < stated - round_ones[0] and one.denominator == 1)
    return LeftOver(stated, round_ones[0], taken)
