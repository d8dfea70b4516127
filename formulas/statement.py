"""A figure as a paper states it, beside what it should be."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

AGREES, ROUNDING, DOES_NOT_FOLLOW = "agrees", "rounding", "does not follow"


@dataclass(frozen=True, slots=True)
class Statement:
    """What is stated of `name`, what it should be, and how far apart rounding may put the two, all in pounds.

    `slack` is half of the last printed place of the stated figure and of every printed figure that the other was worked
    out from: more than that no rounding explains.

    >>> Statement("total", Fraction("10.01"), Fraction(10), Fraction("0.01")).verdict
    'rounding'
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
        """`agrees`, `rounding` where rounding may explain the difference, else `does not follow`."""
        if not self.difference:
            return AGREES
        return ROUNDING if abs(self.difference) <= self.slack else DOES_NOT_FOLLOW
