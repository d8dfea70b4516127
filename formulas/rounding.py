"""A rounding is a declared step: to what unit, by which rule, on whose word."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from formulas.refusals import Refusal, Refused


def half_away(numerator: int, denominator: int = 1) -> int:
    """The nearest whole number to numerator / denominator, a half going away from zero.

    This is what a spreadsheet's ROUND does. The denominator is above zero.

    >>> half_away(5, 2), half_away(-5, 2), half_away(7, 3)
    (3, -3, 2)
    """
    size = (2 * abs(numerator) + denominator) // (2 * denominator)
    return size if numerator >= 0 else -size


def half_even(numerator: int, denominator: int = 1) -> int:
    """The nearest whole number, a half going to the even neighbour (what Python's round does).

    >>> half_even(5, 2), half_even(7, 2), half_even(-5, 2)
    (2, 4, -2)
    """
    return round(Fraction(numerator, denominator))


def towards_zero(numerator: int, denominator: int = 1) -> int:
    """The whole number left when the fraction is cut off.

    >>> towards_zero(8, 3), towards_zero(-8, 3)
    (2, -2)
    """
    size = abs(numerator) // denominator
    return size if numerator >= 0 else -size


RULES: dict[str, Callable[[int, int], int]] = {
    "half away from zero": half_away,
    "half to even": half_even,
    "towards zero": towards_zero,
}


@dataclass(frozen=True, slots=True)
class Rounding:
    """A rounding as declared: the unit in pounds (or in the figure's own unit), the rule by name, the source.

    Refuses a unit that is not above zero and a rule that is not in `RULES`.

    >>> pence = Rounding(Fraction(1, 100), "half away from zero", "a spreadsheet's ROUND")
    >>> pence.units(Fraction("2.675")), str(pence.apply(Fraction("2.675")))
    (268, '67/25')
    """

    unit: Fraction
    rule: str
    source: str

    def __post_init__(self) -> None:
        refusals = []
        if self.unit <= 0:
            refusals.append(
                Refusal("rounding-unit", "rounding unit", str(self.unit), "a unit above zero", "give 0.01 for pennies")
            )
        if self.rule not in RULES:
            refusals.append(
                Refusal("rounding-rule", "rounding rule", repr(self.rule), "one of " + ", ".join(RULES), "name one")
            )
        if refusals:
            raise Refused(*refusals)

    def units(self, value: Fraction) -> int:
        """How many whole units the value rounds to."""
        quotient = value / self.unit
        return RULES[self.rule](quotient.numerator, quotient.denominator)

    def apply(self, value: Fraction) -> Fraction:
        """The value rounded, in the units it came in."""
        return self.units(value) * self.unit
