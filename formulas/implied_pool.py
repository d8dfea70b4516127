"""Which pools, shared out by known shares, would give the printed amounts.

An amount printed as 8,060.73 came from something between 8,060.725 and 8,060.735; divided by the area's share that is
a range of pools, and a pool that explains the whole table lies in the range of every row.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from formulas.rounding import PENNY


@dataclass(frozen=True, slots=True)
class PoolRange:
    """The pools in pounds, from `lowest` up to but without `highest`, that give every printed amount."""

    lowest: Fraction
    highest: Fraction

    @property
    def to_the_penny(self) -> tuple[Fraction, Fraction] | None:
        """The least and the greatest whole-penny pool among them; None where there is none."""
        least = -(-self.lowest // PENNY) * PENNY
        greatest = (-(-self.highest // PENNY) - 1) * PENNY
        return (least, greatest) if least <= greatest else None


def implied_pool(printed: Sequence[Fraction], quantum: Fraction, shares: Sequence[Fraction]) -> PoolRange | None:
    """The pools that give every printed amount, each rounded by itself to `quantum`, half away from zero.

    Amounts and quantum in pounds; shares as rates. None where no pool does, and where an area without a share is
    printed with an amount.

    >>> found = implied_pool([Fraction("33.33"), Fraction("66.67")], PENNY, [Fraction(1, 3), Fraction(2, 3)])
    >>> [str(pool) for pool in found.to_the_penny]
    ['100', '100']
    """
    lowest, highest = Fraction(0), None
    for amount, share in zip(printed, shares, strict=True):
        if not share:
            if amount:
                return None
            continue
        lowest = max(lowest, (amount - quantum / 2) / share)
        top = (amount + quantum / 2) / share
        highest = top if highest is None else min(highest, top)
    return PoolRange(lowest, highest) if highest is not None and lowest < highest else None
