"""Which pools, shared out by known shares, would give the printed amounts.

An amount printed as 8,060.73 came from something between 8,060.725 and 8,060.735; divided by the area's share that is
a range of pools, and a pool that explains the whole table lies in the range of every row.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from formulas.inference.interval import NOUGHT, Interval, common
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


def implied_pool(
    printed: Sequence[Fraction], off: Fraction, shares: Sequence[Fraction], spread: Fraction = NOUGHT
) -> PoolRange | None:
    """The pools that give every printed amount.

    Amounts in pounds, each at most `off` from what it was before rounding; shares as rates, each at most `spread` of
    itself from the share as known. None where no pool does, and where an area without a share has an amount.

    >>> found = implied_pool([Fraction("33.33"), Fraction("66.67")], PENNY / 2, [Fraction(1, 3), Fraction(2, 3)])
    >>> [str(pool) for pool in found.to_the_penny]
    ['100', '100']
    """
    if any(amount and not share for amount, share in zip(printed, shares, strict=True)):
        return None
    pools = [
        Interval(amount - off, amount + off, high_in=False).over(
            Interval(share * max(NOUGHT, 1 - spread), share * (1 + spread))
        )
        for amount, share in zip(printed, shares, strict=True)
        if share
    ]
    found = common([Interval(NOUGHT, None), *pools])
    if found.low is None or found.high is None or found.low >= found.high:
        return None
    return PoolRange(found.low, found.high)
