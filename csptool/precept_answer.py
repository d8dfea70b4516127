"""A precept worked out: Band D as it is set, the bands, the change on last year, whether the rise is excessive."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from csptool.principles import known_principles, proportions_of
from formulas.council_tax_requirement import basic_amount, requirement_of
from formulas.exact import cut, in_full, in_pounds
from formulas.precept import last_place
from formulas.precept_change import Change
from formulas.referendum import Principle, Verdict, judge_rise, principle_of
from formulas.refusals import Refusal, Refused
from formulas.rounding import PENNY, to_the_penny
from formulas.stated_base import fall_in_words
from formulas.valuation_bands import (
    EXACT_INCREASE,
    NINTHS,
    UNROUNDED,
    Charges,
    Proportions,
    charges,
    increases,
    largest_in_whole_pennies,
)

BAND_D_OF_ANY_YEAR = Fraction(1), Fraction(10_000)  # pounds: outside it thousands or millions stand for pounds


@dataclass(frozen=True)
class Terms:
    """What a precept is worked out from: the base, and the requirement or Band D or both; None where nothing is given.

    `convention` and `increase` are how the bands and their increases are rounded, by name. `slack` is how far the
    places that the requirement is printed to leave it open, in pounds.
    """

    year: str
    nation: str
    base: Fraction
    requirement: Fraction | None = None
    band_d: Fraction | None = None
    before: Fraction | None = None
    base_before: Fraction | None = None
    limit: Fraction | None = None
    lowest_charging: bool = False
    convention: str = NINTHS
    increase: str = EXACT_INCREASE
    slack: Fraction = Fraction(0)


@dataclass(frozen=True)
class Precept:
    """The answer: the base, what was asked to be raised, Band D as it is set, the bands, the change, the verdict.

    `requirement` is what was given, or Band D x base; `basic` is requirement / base, exactly. Last year's figures, the
    verdict and its principle are None where last year's Band D was not given.
    """

    terms: Terms
    requirement: Fraction
    basic: Fraction
    proportions: Proportions
    this_year: Charges
    last_year: Charges | None
    increases: Mapping[str, Fraction] | None
    principle: Principle | None
    verdict: Verdict | None

    @property
    def year(self) -> str:
        """The financial year, as 2025/26."""
        return self.terms.year

    @property
    def nation(self) -> str:
        """England or Wales."""
        return self.terms.nation

    @property
    def base(self) -> Fraction:
        """The total tax base, in Band D equivalents."""
        return self.terms.base

    @property
    def band_d(self) -> Fraction:
        """Band D as it is set, in pounds."""
        return self.this_year.band_d

    @property
    def raised(self) -> Fraction:
        """What Band D as it is set raises: Band D x base, in pounds, exactly."""
        return self.band_d * self.base

    @property
    def notes(self) -> list[str]:
        """What is odd of the total base beside last year's; that the places printed leave Band D open."""
        words = [fall_in_words(self.terms.base_before, self.base)]
        off = self.terms.slack / self.base
        if self.terms.band_d is None and off > PENNY / 2:
            words.append(
                f"The places printed leave the requirement open by {in_pounds(self.terms.slack)} either way: Band D "
                f"may be up to {in_pounds(to_the_penny(off))} off."
            )
        return [sentence for sentence in words if sentence]

    @property
    def change(self) -> Change | None:
        """The change of Band D on last year's."""
        return Change(self.last_year.band_d, self.band_d) if self.last_year else None

    @property
    def in_whole_pennies(self) -> Fraction | None:
        """The largest Band D that is not excessive and of which every band is whole pennies; None without a limit."""
        largest = self.verdict.largest if self.verdict else None
        return None if largest is None else largest_in_whole_pennies(self.proportions, largest)


def work_out(terms: Terms) -> Precept:
    """Work a precept out. Raises what the arithmetic refuses.

    Where no Band D is given it is requirement / base rounded to the penny, half away from zero; one that is given is
    taken exactly as typed. Last year's bands are the ninths of last year's Band D.
    """
    base, before = terms.base, terms.before
    _refuse_leap(base, terms.base_before)
    requirement = terms.requirement
    if requirement is None:
        assert terms.band_d is not None  # one of the two is given
        requirement = requirement_of(terms.band_d, base)
    basic = basic_amount(requirement, base)
    band_d = to_the_penny(basic) if terms.band_d is None else terms.band_d
    proportions = proportions_of(terms.nation, terms.year)
    last_year = None if before is None else charges(proportions, before)
    this_year = charges(proportions, band_d, terms.convention, basic_amount=basic, last_year=last_year)
    principle = verdict = rises = None
    _refuse_other_units(terms, requirement, basic, band_d)
    _refuse_another_basic(terms, basic)
    if before is not None and last_year is not None:
        rises = increases(proportions, last_year, this_year, terms.increase)
        principle = principle_of(known_principles(), terms.year, terms.nation, terms.limit)
        verdict = judge_rise(principle, before, band_d, lowest_charging=terms.lowest_charging, limit=terms.limit)
    return Precept(terms, requirement, basic, proportions, this_year, last_year, rises, principle, verdict)


def _refuse_other_units(terms: Terms, requirement: Fraction, basic: Fraction, band_d: Fraction) -> None:
    """Refuse a Band D that only a slip of units gives: nothing to the penny, or ten times or a tenth of last year's.

    Where last year's is not known, one outside `BAND_D_OF_ANY_YEAR`.
    """
    before = terms.before
    least, most = BAND_D_OF_ANY_YEAR if before is None else (before / 10, before * 10)
    if not requirement or (band_d and least < band_d < most):
        return
    expected = (
        f"one of {in_pounds(least)} to {in_pounds(most)}"
        if before is None
        else f"one near last year's {in_pounds(before)}"
    )
    remedy = "give the requirement and Band D in pounds, in full, and the tax base in dwellings"
    about, found = "requirement", f"{in_pounds(requirement)}, which is a Band D of £{cut(basic, 8)}"
    if terms.band_d is not None:
        about, found = "Band D", f"a Band D of {in_pounds(band_d)}"
    raise Refused(Refusal("units", about, found, expected, remedy))


def _refuse_another_basic(terms: Terms, basic: Fraction) -> None:
    """Refuse bands from requirement / base beside a Band D that is not that amount rounded or cut."""
    if terms.convention != UNROUNDED or terms.band_d is None:
        return
    if abs(terms.band_d - basic) >= last_place(terms.band_d):
        found = f"bands from £{cut(basic, 8)}, which is requirement / base, beside a Band D of £{in_full(terms.band_d)}"
        remedy = "choose another rounding of the bands, or leave Band D to follow from the requirement"
        raise Refused(Refusal("two-band-ds", "rounding of the bands", found, "one Band D", remedy))


def _refuse_leap(base: Fraction, before: Fraction | None) -> None:
    """Refuse a total base that is ten times last year's or a tenth of it: no base moves so in a year."""
    if before is None or min(base, before) <= 0 or before / 10 < base < before * 10:
        return  # what is not above nought is refused by the arithmetic
    found = f"{in_full(before, grouped=True)}, where this year's tax base is {in_full(base, grouped=True)}"
    remedy = "give both as Band D equivalents, in full"
    raise Refused(Refusal("tax-base-leap", "last year's tax base", found, "a base near this year's", remedy))
