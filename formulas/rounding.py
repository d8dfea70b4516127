"""A rounding is a declared step: to what unit, by which rule, on whose word."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from formulas.refusals import Refusal, Refused

PENNY = Fraction(1, 100)


@dataclass(frozen=True, slots=True)
class Rule:
    """How shared-out amounts come to whole units: in words, and where the rule comes from."""

    words: str
    source: str


RULES = {
    "largest-remainder": Rule(
        "largest remainder: whole units first, then one more unit each to the largest remainders",
        "A. Hamilton, 1792; M. Balinski and H. P. Young, Fair Representation, 1982",
    ),
    "each": Rule(
        "each row by itself, half away from zero", "what a spreadsheet's ROUND does, and most published tables"
    ),
    "residue-to": Rule(
        "each row by itself, half away from zero; the residue to one named area",
        "the practice of putting the difference on one line",
    ),
}


@dataclass(frozen=True, slots=True)
class Rounding:
    """A rounding as declared: the unit in pounds, the rule by its name in `RULES`.

    Refuses a unit that is not a whole number of pennies above nought, and a rule that is not in `RULES`.

    >>> Rounding(Fraction(1), "each").source
    "what a spreadsheet's ROUND does, and most published tables"
    """

    unit: Fraction = PENNY
    rule: str = "largest-remainder"

    def __post_init__(self) -> None:
        from formulas.exact import in_full  # which needs this module's rules first

        refusals = []
        if self.unit <= 0 or (self.unit / PENNY).denominator != 1:
            found, remedy = in_full(self.unit), "give 0.01, 1, 100 or 1000"
            refusals.append(Refusal("unit", "unit", found, "a whole number of pennies", remedy))
        if self.rule not in RULES:
            remedy = "use one of " + ", ".join(RULES)
            refusals.append(Refusal("rule", "rule", repr(self.rule), "a rounding rule", remedy))
        if refusals:
            raise Refused(*refusals)

    @property
    def words(self) -> str:
        """The rule in words."""
        return RULES[self.rule].words

    @property
    def source(self) -> str:
        """Where the rule comes from."""
        return RULES[self.rule].source


def half_away(numerator: int, denominator: int = 1) -> int:
    """The nearest whole number to numerator / denominator, a half going away from zero.

    This is what a spreadsheet's ROUND does. The denominator is above zero.

    >>> half_away(5, 2), half_away(-5, 2), half_away(7, 3)
    (3, -3, 2)
    """
    size = (2 * abs(numerator) + denominator) // (2 * denominator)
    return size if numerator >= 0 else -size


def to_the_penny(amount: Fraction) -> Fraction:
    """Pounds to the nearest penny, half away from zero.

    >>> str(to_the_penny(Fraction("2.675")))
    '67/25'
    """
    pence = amount / PENNY
    return half_away(pence.numerator, pence.denominator) * PENNY


def towards_zero(numerator: int, denominator: int = 1) -> int:
    """The whole number left when the fraction is cut off.

    >>> towards_zero(8, 3), towards_zero(-8, 3)
    (2, -2)
    """
    size = abs(numerator) // denominator
    return size if numerator >= 0 else -size
