"""The precept: what each billing authority pays, how far the sum is from the requirement, and by which instalments.

Sources: Local Government Finance Act 1992, sections 40 and 48; instalments by default from SI 1992/2428 Schedule 1
(England: at least ten) and SI 1992/2929 Schedule 1 (Wales: at least twelve).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from formulas.billing_authorities import BillingAuthority, total_base
from formulas.council_tax_requirement import requirement_of
from formulas.exact import ending, in_pounds
from formulas.refusals import Refusal, Refused
from formulas.requirement_items import ENGLAND, WALES
from formulas.rounding import PENNY, half_away, to_the_penny, towards_zero

TO_THE_PENNY, TO_THE_POUND = "to the penny", "to the pound"
TRUNCATED_TO_THE_POUND = "truncated to the pound"
LEAST_INSTALMENTS = {ENGLAND: 10, WALES: 12}


def to_the_pound(amount: Fraction) -> Fraction:
    """The amount to the nearest pound, half away from nought.

    >>> to_the_pound(Fraction("4584546.54"))
    Fraction(4584547, 1)
    """
    return Fraction(half_away(amount.numerator, amount.denominator))


def cut_to_the_pound(amount: Fraction) -> Fraction:
    """The amount cut to whole pounds, towards nought.

    >>> cut_to_the_pound(Fraction("4584546.54"))
    Fraction(4584546, 1)
    """
    return Fraction(towards_zero(amount.numerator, amount.denominator))


ROUNDINGS: dict[str, Callable[[Fraction], Fraction]] = {
    TO_THE_PENNY: to_the_penny,
    TO_THE_POUND: to_the_pound,
    TRUNCATED_TO_THE_POUND: cut_to_the_pound,
}


def last_place(band_d: Fraction) -> Fraction:
    """What the last decimal of a Band D is worth, in pounds: a penny if it has no more than two.

    >>> str(last_place(Fraction("300.2302"))), str(last_place(Fraction(245)))
    ('1/10000', '1/100')
    """
    return min(PENNY, Fraction(1, 10 ** (ending(band_d) or 0)))


@dataclass(frozen=True)
class Precepts:
    """What each billing authority pays, in pounds, in the order given: Band D as set x its base, rounded as named.

    `requirement` is what the sum is held against.
    """

    band_d: Fraction
    authorities: Sequence[BillingAuthority]
    rounding: str
    amounts: Sequence[Fraction]
    requirement: Fraction

    @property
    def base(self) -> Fraction:
        """The bases together."""
        return total_base(self.authorities)

    @property
    def exact(self) -> list[Fraction]:
        """Each amount before rounding; together they are Band D x the total base, exactly."""
        return [self.band_d * one.tax_base for one in self.authorities]

    @property
    def total(self) -> Fraction:
        """The amounts together."""
        return sum(self.amounts, Fraction(0))

    @property
    def difference(self) -> Fraction:
        """The sum less the requirement: pennies or a pound or two where each amount was rounded."""
        return self.total - self.requirement

    @property
    def rounding_explains(self) -> Fraction:
        """How far rounding may put the sum from the requirement, in pounds: a unit or half of one for each amount.

        Where the requirement is not Band D x the total base itself, Band D was rounded from it too: half a unit of its
        last decimal, a penny if it has no more than two, on every dwelling of the base.
        """
        unit = PENNY if self.rounding == TO_THE_PENNY else Fraction(1)
        each = len(self.authorities) * (unit if self.rounding == TRUNCATED_TO_THE_POUND else unit / 2)
        if self.requirement == self.band_d * self.base:
            return each
        return each + last_place(self.band_d) / 2 * self.base


def precepts(
    band_d: Fraction,
    authorities: Sequence[BillingAuthority],
    rounding: str = TO_THE_PENNY,
    requirement: Fraction | None = None,
) -> Precepts:
    """The precept on each billing authority, in pounds: Band D x tax base, rounded by one of `ROUNDINGS`.

    Without a requirement the sum is held against Band D x the total base. Refuses a rounding by another name, a Band D
    or a requirement below nought, and what `total_base` refuses.

    >>> redcar = BillingAuthority("Redcar & Cleveland", Fraction(38_823))
    >>> [str(precepts(Fraction("226.54"), [redcar], way).amounts[0]) for way in ROUNDINGS]
    ['439748121/50', '8794962', '8794962']
    """
    raised = requirement_of(band_d, total_base(authorities))
    if rounding not in ROUNDINGS:
        expected = "one of " + ", ".join(ROUNDINGS)
        raise Refused(Refusal("rounding", "rounding", repr(rounding), expected, "name the rounding"))
    if requirement is not None and requirement < 0:
        remedy = "give what council tax must raise"
        raise Refused(Refusal("requirement", "requirement", in_pounds(requirement), "nought or more", remedy))
    amounts = [ROUNDINGS[rounding](band_d * one.tax_base) for one in authorities]
    return Precepts(band_d, authorities, rounding, amounts, raised if requirement is None else requirement)


def instalments(
    precept: Fraction, nation: str = ENGLAND, count: int = 0, *, agreed: bool = False, nearest: bool = False
) -> list[Fraction]:
    """The instalments of one precept, in pounds: each is what remains / instalments left, in whole pounds.

    The last takes the rest, pennies included, so they come to the precept exactly. `count` is the nation's least (ten
    in England, twelve in Wales) where nothing is said. Whole pounds by cutting; `nearest` rounds instead, for no source
    seen says which. Refuses an unknown nation, a precept below nought, and fewer than the least unless it is `agreed`
    among the preceptors.

    >>> [str(part) for part in instalments(Fraction("1003.50"), count=12)][-3:]
    ['84', '84', '169/2']
    """
    if nation not in LEAST_INSTALMENTS:
        expected = " or ".join(LEAST_INSTALMENTS)
        raise Refused(Refusal("nation", "nation", repr(nation), expected, "name one of the two"))
    least = LEAST_INSTALMENTS[nation]
    count = count or least
    if precept < 0:
        raise Refused(Refusal("precept", "precept", in_pounds(precept), "nought or more", "correct the precept"))
    if count < (1 if agreed else least):
        expected, remedy = f"at least {least} in {nation}", "give more, or say that fewer were agreed"
        raise Refused(Refusal("instalments", "instalments", str(count), expected, remedy))
    parts, remaining = [], precept
    for left in range(count, 1, -1):
        part = (to_the_pound if nearest else cut_to_the_pound)(remaining / left)
        parts.append(part)
        remaining -= part
    return [*parts, remaining]
