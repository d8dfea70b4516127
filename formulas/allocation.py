"""Sharing a fund among areas in proportion to a basis: who gets what, to the unit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from formulas import apportion
from formulas.apportion import Apportionment
from formulas.exact import in_full, in_pounds
from formulas.refusals import Refusal, Refused
from formulas.rounding import Rounding
from formulas.shares import shares


@dataclass(frozen=True, slots=True)
class Area:
    """A row of the sharing: its name, its code if it has one, and its basis (counts or pounds, nought or more)."""

    name: str
    basis: Fraction
    code: str = ""

    @property
    def key(self) -> str:
        """What settles a tie: the code, else the name; capitals do not count."""
        return (self.code or self.name).casefold()


@dataclass(frozen=True, slots=True)
class Fund:
    """What is shared and how: the pot in pounds and the declared rounding.

    `residue_to` is the name or code of the area that takes the residue, for the rule of that name only.
    """

    pot: Fraction
    name: str = ""
    year: str = ""
    rounding: Rounding = field(default_factory=Rounding)
    residue_to: str = ""


@dataclass(frozen=True, slots=True)
class Allocation:
    """A fund shared out: areas in the order given, their shares of the basis, their parts, their amounts in pounds."""

    fund: Fund
    areas: Sequence[Area]
    shared: Apportionment
    shares: Sequence[Fraction]
    amounts: Sequence[Fraction]

    @property
    def total(self) -> Fraction:
        """What the areas get together, in pounds."""
        return sum(self.shared.units) * self.fund.rounding.unit

    @property
    def residue(self) -> Fraction:
        """The total less the pot, in pounds: nought unless each row was rounded by itself."""
        return self.total - self.fund.pot

    def exact(self, row: int) -> Fraction:
        """The area's exact amount in pounds, before rounding."""
        return self.shared.exact(row) * self.fund.rounding.unit


def allocate(fund: Fund, areas: Sequence[Area]) -> Allocation:
    """Share `fund` among `areas`: exact amount = pot x basis / total basis, then rounded to units as declared.

    Rules: `largest-remainder` (the default; sums to the pot), `each` (every row half away from zero; there may be a
    residue), `residue-to` (each, the residue to a named area). Ties go by code, else by name, never by position.
    Refuses what `fund_refusals` says, no areas, areas named twice, a negative basis, a basis of nought throughout, and
    a residue that would leave its area with less than nothing or with money for no basis.

    >>> parts = allocate(Fund(Fraction(100)), [Area("East", Fraction(1)), Area("West", Fraction(2))])
    >>> [str(amount) for amount in parts.amounts], str(parts.residue)
    (['3333/100', '6667/100'], '0')
    """
    refusals = [*fund_refusals(fund), *_area_refusals(fund, areas)]
    if refusals:
        raise Refused(*refusals)
    shared = _share(fund, areas)
    amounts = [units * fund.rounding.unit for units in shared.units]
    return Allocation(fund, areas, shared, shares([area.basis for area in areas]), amounts)


def areas_named(name: str, areas: Sequence[Area]) -> list[int]:
    """The places (from nought) of the areas that have this name or code, capitals aside."""
    return labelled(name, [area.name for area in areas], [area.code for area in areas])


def labelled(wanted: str, names: Sequence[str], codes: Sequence[str]) -> list[int]:
    """The places (from nought) where a name or its code is the one wanted, capitals aside."""
    folded = wanted.casefold()
    pairs = enumerate(zip(names, codes, strict=True))
    return [i for i, pair in pairs if folded and folded in (pair[0].casefold(), pair[1].casefold())]


def fund_refusals(fund: Fund) -> list[Refusal]:
    """What is wrong with a fund, whatever its areas: a pot not above nought or not in whole units, an idle residue."""
    refusals, unit = [], fund.rounding.unit
    if fund.pot <= 0:
        remedy = "give the amount to be shared out"
        refusals.append(Refusal("pot-sign", "pot", in_pounds(fund.pot), "an amount above nought", remedy))
    elif (fund.pot / unit).denominator != 1:
        found = in_pounds(fund.pot) if (fund.pot * 100).denominator == 1 else "£" + in_full(fund.pot)
        expected = f"a whole number of units of {in_pounds(unit)}"
        remedy = "correct the pot, or choose a smaller rounding unit"
        refusals.append(Refusal("pot-unit", "pot", found, expected, remedy))
    if fund.residue_to and fund.rounding.rule != "residue-to":
        found = f"an area for the residue beside the rule {fund.rounding.rule}"
        remedy = "leave out one of the two"
        refusals.append(Refusal("idle-residue", "residue to", found, "the rule residue-to", remedy))
    return refusals


def _share(fund: Fund, areas: Sequence[Area]) -> Apportionment:
    pot = int(fund.pot / fund.rounding.unit)
    bases, keys = [area.basis for area in areas], [area.key for area in areas]
    if fund.rounding.rule == "each":
        return apportion.each(pot, bases, keys)
    if fund.rounding.rule == "residue-to":
        return apportion.residue_to(pot, bases, keys, keys[areas_named(fund.residue_to, areas)[0]])
    return apportion.largest_remainder(pot, bases, keys)


def _area_refusals(fund: Fund, areas: Sequence[Area]) -> list[Refusal]:
    refusals = [
        Refusal("negative-basis", f"basis of {a.name}", in_full(a.basis), "nought or more", "correct it, or use 0")
        for a in areas
        if a.basis < 0
    ]
    if not any(a.basis > 0 for a in areas) and not refusals:
        found = "nought for every area" if areas else "no areas"
        refusals.append(Refusal("no-weight", "basis", found, "at least one above nought", "give the basis of sharing"))
    names, codes, keys = [a.name for a in areas], [a.code for a in areas if a.code], [a.key for a in areas]
    for what, labels in (("area", names), ("code", codes), ("code or name", keys)):
        counts = Counter(label.casefold() for label in labels)
        if twice := [label for label in labels if counts[label.casefold()] > 1]:
            remedy = "join the rows or rename one"
            refusals.append(Refusal("twice", what, f"{twice[0]!r} twice", "each of them once", remedy))
            break
    if fund.rounding.rule == "residue-to" and len(areas_named(fund.residue_to, areas)) != 1:
        found = repr(fund.residue_to) if fund.residue_to else "nothing"
        remedy = "name an area of the table"
        refusals.append(Refusal("residue-row", "residue to", found, "the name or code of one area", remedy))
    return refusals
