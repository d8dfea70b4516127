"""A figure as a paper states it, beside what it should be."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

EXACT, ROUNDING, DOES_NOT_FOLLOW = "exact", "rounding", "does not follow"


def verdict(difference: Fraction, slack: Fraction) -> str:
    """`exact` where there is no difference, `rounding` where rounding may explain it, else `does not follow`.

    >>> verdict(Fraction(0), Fraction(1)), verdict(Fraction(-1), Fraction(1)), verdict(Fraction(2), Fraction(1))
    ('exact', 'rounding', 'does not follow')
    """
    if not difference:
        return EXACT
    return ROUNDING if abs(difference) <= slack else DOES_NOT_FOLLOW


@dataclass(frozen=True, slots=True)
class Statement:
    """What is stated of `name`, what it should be, and how far apart rounding may put the two, all in pounds.

    `slack` is half of the last printed place of the stated figure and of every printed figure that the other was worked
    out from: more than that no rounding explains.
    """

    name: str
    stated: Fraction
    found: Fraction
    slack: Fraction

    @property
    def difference(self) -> Fraction:
        """The stated figure less what it should be."""
        return self.stated - self.found

    @property
    def verdict(self) -> str:
        """Whether the two may be one and the same figure."""
        return verdict(self.difference, self.slack)
