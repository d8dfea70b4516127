"""One pot, and a basis for every row, from which the results of a share-out follow: what anybody can work out again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from formulas.apportion import largest_remainder
from formulas.inference.interval import NOUGHT, Interval, common
from formulas.inference.pots import LARGEST_REMAINDER, Pots, Row, before_rounding, rounded_to
from formulas.inference.shares import Shares
from formulas.rounding import PENNY

FINEST = 12  # decimals of a rate or a basis that is chosen


@dataclass(frozen=True, slots=True)
class Proof:
    """A pot in pounds, the basis of every row, and what each then comes to, rounded.

    The bases are those printed, or where the answer needs them rounded, figures that round to these.
    """

    pot: Fraction
    bases: tuple[Fraction, ...]
    worked: tuple[Fraction, ...]


def proof(shares: Shares, found: Pots) -> Proof:
    """The answer worked out from the first of its whole-penny pots, or from the middle of the pots."""
    if found.basis_rounded:
        rate = found.rate.roundest(FINEST)
        if rate is not None and rate > 0:
            return _with_bases(shares, found, rate)
    pot, printed = _one_pot(found), tuple(row.basis for row in shares.rows)
    if found.rule == LARGEST_REMAINDER:
        counted = largest_remainder(int(pot / found.unit), printed, range(len(printed)))
        return Proof(pot, printed, tuple(units * found.unit for units in counted.units))
    rate = (pot - shares.beside) / shares.shared_by
    return Proof(pot, printed, _worked(shares, found, rate, printed))


def _with_bases(shares: Shares, found: Pots, rate: Fraction) -> Proof:
    bases = tuple(_fitting(row, rate, found) for row in shares.rows)
    sharing = sum((basis for place, basis in enumerate(bases) if not shares.holds(place)), NOUGHT)
    whole = shares.whole if shares.whole and not shares.held else sharing
    return Proof(rate * whole + shares.beside, bases, _worked(shares, found, rate, bases))


def _fitting(row: Row, rate: Fraction, found: Pots) -> Fraction:
    """A basis that rounds to the printed one and gives the result: the printed one itself if it does."""
    around = Interval(max(NOUGHT, row.basis - row.basis_half), row.basis + row.basis_half)
    allowed = common([around, before_rounding(row.result, found.unit, found.rule).times(1 / rate)])
    if allowed.empty or allowed.has(row.basis):
        return row.basis
    return allowed.roundest(FINEST) or row.basis


def _worked(shares: Shares, found: Pots, rate: Fraction, bases: Sequence[Fraction]) -> tuple[Fraction, ...]:
    worked = [rounded_to(rate * basis, found.unit, found.rule) for basis in bases]
    return tuple(shares.held.amount if shares.held and shares.holds(p) else one for p, one in enumerate(worked))


def _one_pot(found: Pots) -> Fraction:
    if whole := found.whole_pennies:
        return whole[0] if whole[1] - whole[0] < 3 * PENNY else _middle(found) // PENNY * PENNY
    return _middle(found)


def _middle(found: Pots) -> Fraction:
    low, high = found.pots.low, found.pots.high
    if low is None or high is None:
        return low or high or NOUGHT
    return (low + high) / 2
