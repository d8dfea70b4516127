"""A figure known only from how it was printed: it lies between two ends."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Between:
    """A figure that is no less than `least` and no more than `most`, both ends included."""

    least: Fraction
    most: Fraction

    def holds(self, figure: Fraction) -> bool:
        """Whether the figure may be this one."""
        return self.least <= figure <= self.most

    @property
    def plainest(self) -> Fraction:
        """The figure between the two ends with the fewest decimals; of several the one nearest the middle.

        >>> str(Between(Fraction("24020.9985"), Fraction("24021.0007")).plainest)
        '24021'
        """
        if self.least >= self.most:
            return self.least
        middle, unit = (self.least + self.most) / 2, Fraction(1)
        while not self.holds(nearest := round(middle / unit) * unit):
            unit /= 10
        return nearest


def as_printed(figure: Fraction, unit: Fraction, *, truncated: bool = False) -> Between:
    """What a printed figure may have been: half a unit of its last printed place to either side.

    Where it was cut, not rounded, up to a whole unit more (for a figure of nought or more).

    >>> str(as_printed(Fraction(27, 1000), Fraction(1, 1000)).least)
    '53/2000'
    """
    return Between(figure, figure + unit) if truncated else Between(figure - unit / 2, figure + unit / 2)
