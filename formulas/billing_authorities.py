"""The billing authorities: the councils that collect the precept, each with the tax base that it notified.

A police and crime commissioner adds the bases up. A base that is not printed can be worked back from a precept, because
every preceptor on one billing authority uses the same base.

Sources: Local Government Finance Act 1992, sections 42B, 44 and 48; Brentwood 2014/15 to 2016/17, where the precepts of
county, police and fire give one base.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from formulas.between import Between, as_printed
from formulas.exact import in_full
from formulas.refusals import Refusal, Refused
from formulas.rounding import PENNY


@dataclass(frozen=True, slots=True)
class BillingAuthority:
    """A council that collects the precept: its name, its tax base as notified in Band D equivalents, its code."""

    name: str
    tax_base: Fraction
    code: str = ""


def total_base(authorities: Sequence[BillingAuthority]) -> Fraction:
    """The plain sum of the bases as notified, in Band D equivalents: the T of the precept.

    Refuses no authorities, one named twice, and a base that is not above nought.

    >>> total_base([BillingAuthority("East", Fraction("61412.5")), BillingAuthority("West", Fraction(18_430))])
    Fraction(159685, 2)
    """
    refusals = [
        Refusal(
            "tax-base",
            f"tax base of {one.name}",
            in_full(one.tax_base, grouped=True),
            "a number of dwellings above nought",
            "give the base that the billing authority notified",
        )
        for one in authorities
        if one.tax_base <= 0
    ]
    counts = Counter(one.name.casefold() for one in authorities)
    if twice := [one.name for one in authorities if counts[one.name.casefold()] > 1]:
        remedy = "join the rows or rename one"
        refusals.append(Refusal("twice", "billing authority", f"{twice[0]!r} twice", "each of them once", remedy))
    if not authorities:
        expected, remedy = "at least one", "give the billing authorities with their bases"
        refusals.append(Refusal("no-authorities", "billing authorities", "none", expected, remedy))
    if refusals:
        raise Refused(*refusals)
    return sum((one.tax_base for one in authorities), Fraction(0))


def recovered_base(precept: Fraction, band_d: Fraction, unit: Fraction = PENNY, *, truncated: bool = False) -> Between:
    """The tax base behind a printed precept: precept / Band D, give or take half of the printed unit.

    `unit` is the worth of the precept's last printed place, in pounds; `truncated` says that it was cut, not rounded,
    so that the true amount lies up to a whole unit above. Refuses a Band D or a unit that is not above nought, and a
    precept below it.

    >>> str(recovered_base(Fraction("10029691.88"), Fraction("264.50")).plainest)
    '947986/25'
    >>> found = recovered_base(Fraction(5_441_717), Fraction("226.54"), Fraction(1))
    >>> found.plainest
    Fraction(24021, 1)
    """
    if band_d <= 0 or unit <= 0 or precept < 0:
        found = f"a precept of {in_full(precept)}, Band D {in_full(band_d)}, unit {in_full(unit)}"
        expected, remedy = "a precept of nought or more, Band D and unit above it", "correct the figures"
        raise Refused(Refusal("recovered-base", "precept", found, expected, remedy))
    true = as_printed(precept, unit, truncated=truncated)
    return Between(true.least / band_d, true.most / band_d)
