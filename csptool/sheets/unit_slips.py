"""Amounts that seem to count in millions or thousands beside others in pounds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from csptool.faults import Fault, Place
from formulas.exact import NUMBER, Figure, in_pounds

APART = 100_000  # a pound of the smaller of two amounts is this many of the larger
SMALL = 1_000


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount as it was read, what it is, and where."""

    what: str
    figure: Figure
    place: Place


def unit_slips(amounts: Sequence[Amount], largest: Fraction | None = None, *, whole: bool = False) -> list[Fault]:
    """A fault for every amount under £1,000, in parts of a pound, beside one 100,000 times as large.

    Such an amount is 0.26 for £0.26m far more often than 26 pence; whoever means pence can type whole pounds. `largest`
    is the largest of them where it is not among `amounts`, in pounds. With `whole` a bare 95 is one too, £95 is not.
    """
    most = max((abs(one.figure.value) for one in amounts), default=Fraction(0)) if largest is None else largest
    faults = []
    for one in amounts:
        value = abs(one.figure.value)
        parts, bare = value.denominator > 1, whole and one.figure.unit == NUMBER
        if value and value < SMALL and (parts or bare) and value * APART <= most:
            plain = one.figure.text.lstrip("£")
            pounds = f"pounds with theirs, as £{plain}" if bare else "whole pounds if it is pounds"
            remedy = f"write millions with their sign, as £{plain}m, or {pounds}"
            expected = f"the {one.what} in the same unit as the others, the largest of which is {in_pounds(most)}"
            faults.append(Fault("mixed-units", one.place, one.figure.text, expected, remedy))
    return faults
