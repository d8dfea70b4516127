"""Sharing a fund among areas in proportion to a basis: who gets what, to the unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from formulas import apportion
from formulas.apportion import Apportionment
from formulas.exact import in_full, in_pounds
from formulas.refusals import Refusal, Refused
from formulas.shares import shares

PENNY = Fraction(1, 100)


@dataclass(frozen=True, slots=True)
class Area:
    """A row of the sharing: its name, its code if it has one, and its basis (counts or pounds, nought or more)."""

    name: str
    basis: Fraction
    code: str = ""

    @property
    def key(self) -> str:
        """What settles a tie: the code, else the name."""
        return self.code or self.name


@dataclass(frozen=True, slots=True)
class Fund:
    """What is shared and how: the pot in pounds, the rounding unit in pounds, the rule by name.

    `residue_to` is the name or code of the area that takes the residue, for the rule of that name only.
    """

    pot: Fraction
    name: str = ""
    year: str = ""
    unit: Fraction = PENNY
    rule: str = "largest-remainder"
    residue_to: str = ""


@dataclass(frozen=True, slots=True)
class Allocation:
    """A fund shared out: areas in the order given, their shares of the basis and their parts."""

    fund: Fund
    areas: Sequence[Area]
    shared: Apportionment
    shares: Sequence[Fraction]

    @property
    def amounts(self) -> list[Fraction]:
        """What each area gets, in pounds."""
        return [units * self.fund.unit for units in self.shared.units]

    @property
    def total(self) -> Fraction:
        """What the areas get together, in pounds."""
        return sum(self.shared.units) * self.fund.unit

    @property
    def residue(self) -> Fraction:
        """The total less the pot, in pounds: nought unless each row was rounded by itself."""
        return self.total - self.fund.pot

    def exact(self, row: int) -> Fraction:
        """The area's exact amount in pounds, before rounding."""
        return self.shared.exact(row) * self.fund.unit


def allocate(fund: Fund, areas: Sequence[Area]) -> Allocation:
    """Share `fund` among `areas`: exact amount = pot x basis / total basis, then rounded to units by the fund's rule.

    Rules: `largest-remainder` (the default; sums to the pot), `each` (every row half away from zero; prints the
    residue), `residue-to` (each, the residue to a named area). Ties go by code, else by name, never by position.
    Refuses a pot that is not above nought or not a whole number of units, a unit that is not a whole number of
    pennies, no areas, areas named twice, a negative basis and a basis of nought throughout.

    >>> parts = allocate(Fund(Fraction(100)), [Area("East", Fraction(1)), Area("West", Fraction(2))])
    >>> [str(amount) for amount in parts.amounts], str(parts.residue)
    (['3333/100', '6667/100'], '0')
    """
    refusals = [*_fund_refusals(fund), *_area_refusals(fund, areas)]
    if refusals:
        raise Refused(*refusals)
    return Allocation(fund, areas, _share(fund, areas), shares([area.basis for area in areas]))


def _share(fund: Fund, areas: Sequence[Area]) -> Apportionment:
    pot = int(fund.pot / fund.unit)
    bases, keys = [area.basis for area in areas], [area.key for area in areas]
    if fund.rule == "each":
        return apportion.each(pot, bases, keys)
    if fund.rule == "residue-to":
        return apportion.residue_to(pot, bases, keys, areas[named(fund.residue_to, areas)[0]].key)
    return apportion.largest_remainder(pot, bases, keys)


def named(name: str, areas: Sequence[Area]) -> list[int]:
    """The places (from nought) of the areas that have this name or code, capitals aside."""
    wanted = name.casefold()
    return [i for i, a in enumerate(areas) if wanted in (a.name.casefold(), a.code.casefold()) and wanted]


def _fund_refusals(fund: Fund) -> list[Refusal]:
    refusals = []
    if fund.unit <= 0 or (fund.unit / PENNY).denominator != 1:
        refusals.append(
            Refusal("unit", "unit", in_full(fund.unit), "a whole number of pennies", "give 0.01, 1, 100 or 1000")
        )
    elif fund.pot > 0 and (fund.pot / fund.unit).denominator != 1:
        refusals.append(
            Refusal(
                "pot-unit",
                "pot",
                in_pounds(fund.pot) if (fund.pot * 100).denominator == 1 else "£" + in_full(fund.pot),
                f"a whole number of units of {in_pounds(fund.unit)}",
                "correct the pot, or choose a smaller rounding unit",
            )
        )
    if fund.pot <= 0:
        refusals.append(
            Refusal(
                "pot-sign", "pot", in_pounds(fund.pot), "an amount above nought", "give the amount to be shared out"
            )
        )
    if fund.rule not in apportion.RULES:
        refusals.append(
            Refusal("rule", "rule", repr(fund.rule), "a rounding rule", "use one of " + ", ".join(apportion.RULES))
        )
    return refusals


def _area_refusals(fund: Fund, areas: Sequence[Area]) -> list[Refusal]:
    refusals = [
        Refusal("negative-basis", f"basis of {a.name}", in_full(a.basis), "nought or more", "correct it, or use 0")
        for a in areas
        if a.basis < 0
    ]
    if not any(a.basis > 0 for a in areas) and not refusals:
        found = "nought for every area" if areas else "no areas"
        refusals.append(Refusal("no-weight", "basis", found, "at least one above nought", "give the basis of sharing"))
    for what, labels in (("area", [a.name for a in areas]), ("code", [a.code for a in areas if a.code])):
        seen: set[str] = set()
        for label in labels:
            if label.casefold() in seen:
                refusals.append(
                    Refusal("twice", what, f"{label!r} twice", "each of them once", "join the rows or rename one")
                )
            seen.add(label.casefold())
    if fund.rule == "residue-to" and len(named(fund.residue_to, areas)) != 1:
        refusals.append(
            Refusal(
                "residue-row",
                "residue to",
                repr(fund.residue_to) if fund.residue_to else "nothing",
                "the name or code of one area",
                "name an area of the table",
            )
        )
    return refusals
