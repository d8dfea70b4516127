"""Council tax by valuation band: each band is a proportion, in ninths, of Band D.

The Act fixes no rounding, and papers differ: every convention seen in them is here by its name. The proportions differ
between England and Wales and may be changed by order, so they are data passed in (`csptool/data/valuation_bands.toml`).

Source: Local Government Finance Act 1992, section 5 (proportions) and section 47 (A x N / D).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from formulas.refusals import Refusal, Refused
from formulas.rounding import PENNY, half_away, to_the_penny, towards_zero

NINTHS = "ninths of the rounded Band D"
TRUNCATED = "truncated"
UNROUNDED = "from the unrounded Band D"
LAST_YEAR_PLUS = "last year's printed band plus the rounded increase"
CONVENTIONS = {
    NINTHS: "Band D as set x the band's ninths / 9, to the nearest penny, half away from nought",
    TRUNCATED: "Band D as set x the band's ninths / 9, cut to whole pennies",
    UNROUNDED: "requirement / tax base x the band's ninths / 9, to the nearest penny, half away from nought",
    LAST_YEAR_PLUS: "the band printed last year, and the band's ninths of the increase in Band D to the nearest penny",
}
EXACT_INCREASE = "exact ninths of the increase"
DIFFERENCE = "difference of the printed bands"
INCREASES = {
    EXACT_INCREASE: "the band's ninths of the increase in Band D, to the nearest penny, half away from nought",
    DIFFERENCE: "the band as printed this year less the band as printed last year",
}


@dataclass(frozen=True)
class Proportions:
    """What each band bears to the others, in one nation from one financial year on.

    `parts` has the bands of a bill in order, in ninths (A 6 ... D 9 ...); `reduced` the parts of a dwelling below the
    first band: Band A with a disabled reduction bears 5. `reference` is the band that tax bases are counted in.

    >>> some = Proportions("England", "1993/94", {"A": 6, "D": 9, "H": 18}, {"A disabled": 5})
    >>> some.of("H"), some.of("A disabled")
    (Fraction(2, 1), Fraction(5, 9))
    """

    nation: str
    since: str
    parts: Mapping[str, int]
    reduced: Mapping[str, int]
    reference: str = "D"
    source: str = ""

    def of(self, band: str) -> Fraction:
        """The band's proportion of the reference band. Refuses a band that there is not."""
        parts = {**self.reduced, **self.parts}
        if band not in parts:
            expected, remedy = "one of " + ", ".join(parts), "use a band of this nation and year"
            raise Refused(Refusal("unknown-band", "band", repr(band), expected, remedy))
        return Fraction(parts[band], self.parts[self.reference])


@dataclass(frozen=True)
class Charges:
    """A year's council tax: Band D exactly as it was set, and every band as printed, in pounds."""

    band_d: Fraction
    bands: Mapping[str, Fraction]


def charges(
    proportions: Proportions,
    band_d: Fraction,
    convention: str = NINTHS,
    *,
    basic_amount: Fraction | None = None,
    last_year: Charges | None = None,
) -> Charges:
    """The charge for every band, in pounds to the penny, by one of `CONVENTIONS`.

    `band_d` is Band D as it was set and is never forced to two decimals: 300.2302 stays 300.2302. `basic_amount` is
    requirement / tax base, which `UNROUNDED` takes its ninths from; `last_year` is what `LAST_YEAR_PLUS` adds to.
    Refuses a Band D below nought, an unknown convention, and one without the figure that it needs.

    >>> england = Proportions("England", "1993/94", {"A": 6, "D": 9, "E": 11}, {})
    >>> [str(charges(england, Fraction("208.30"), way).bands["A"]) for way in (NINTHS, TRUNCATED)]
    ['13887/100', '6943/50']
    """
    _refuse_what_is_missing(proportions, band_d, convention, basic_amount, last_year)
    if convention == LAST_YEAR_PLUS:
        assert last_year is not None
        rises = _each(proportions, band_d - last_year.band_d, to_the_penny)
        return Charges(band_d, {band: last_year.bands[band] + rise for band, rise in rises.items()})
    if convention == UNROUNDED:
        assert basic_amount is not None
        return Charges(band_d, _each(proportions, basic_amount, to_the_penny))
    return Charges(band_d, _each(proportions, band_d, cut_to_the_penny if convention == TRUNCATED else to_the_penny))


def increases(
    proportions: Proportions, before: Charges, after: Charges, convention: str = EXACT_INCREASE
) -> dict[str, Fraction]:
    """The increase for every band, in pounds to the penny, by one of `INCREASES`. Refuses an unknown convention, and a
    band that one of the years lacks.

    >>> england = Proportions("England", "1993/94", {"A": 6, "D": 9}, {})
    >>> old, new = charges(england, Fraction("323.57")), charges(england, Fraction("337.57"))
    >>> [str(increases(england, old, new, way)["A"]) for way in INCREASES]
    ['933/100', '467/50']
    """
    if convention not in INCREASES:
        raise Refused(_unknown(convention, INCREASES))
    if convention == DIFFERENCE:
        for year, whose in ((before, "last year's bands"), (after, "this year's bands")):
            if absent := _absent(proportions, year):
                remedy = f"give them, or choose {EXACT_INCREASE!r}"
                raise Refused(Refusal("no-bands", whose, f"nothing for {absent}", "every band as printed", remedy))
        return {band: after.bands[band] - before.bands[band] for band in proportions.parts}
    return _each(proportions, after.band_d - before.band_d, to_the_penny)


def whole_penny_step(proportions: Proportions) -> Fraction:
    """The least Band D of which every band is whole pennies, in pounds: £0.09 for proportions in ninths.

    >>> str(whole_penny_step(Proportions("England", "1993/94", {"A": 6, "B": 7, "D": 9}, {})))
    '9/100'
    """
    bands = [*proportions.reduced, *proportions.parts]
    return math.lcm(*(proportions.of(band).denominator for band in bands)) * PENNY


def largest_in_whole_pennies(proportions: Proportions, limit: Fraction) -> Fraction:
    """The largest Band D no greater than `limit`, in pounds, of which every band is whole pennies.

    This is why rises of £9.99 or £12.96 are seen where the limit is a round sum.

    >>> str(largest_in_whole_pennies(Proportions("England", "1993/94", {"B": 7, "D": 9}, {}), Fraction("232.66")))
    '4653/20'
    """
    if limit < 0:
        raise Refused(Refusal("negative-band-d", "limit", str(limit), "nought or more", "correct the limit"))
    step = whole_penny_step(proportions)
    return limit // step * step


def cut_to_the_penny(amount: Fraction) -> Fraction:
    """Pounds cut to whole pennies, towards nought.

    >>> str(cut_to_the_penny(Fraction("1.1666")))
    '29/25'
    """
    pence = amount / PENNY
    return towards_zero(pence.numerator, pence.denominator) * PENNY


def to_places(amount: Fraction, places: int) -> Fraction:
    """The amount to so many decimals, half away from nought; a negative number of places gives tens, hundreds ...

    >>> to_places(Fraction("226.53999761"), 3), to_places(Fraction(118_274), -3)
    (Fraction(11327, 50), Fraction(118000, 1))
    """
    scaled = amount * Fraction(10) ** places
    return half_away(scaled.numerator, scaled.denominator) / Fraction(10) ** places


def _each(proportions: Proportions, amount: Fraction, rounded: Callable[[Fraction], Fraction]) -> dict[str, Fraction]:
    """Every band's proportion of an amount, rounded."""
    return {band: rounded(amount * proportions.of(band)) for band in proportions.parts}


def _refuse_what_is_missing(
    proportions: Proportions,
    band_d: Fraction,
    convention: str,
    basic_amount: Fraction | None,
    last_year: Charges | None,
) -> None:
    refusals = []
    if band_d < 0:
        remedy = "correct Band D"
        refusals.append(Refusal("negative-band-d", "Band D", str(band_d), "nought or more", remedy))
    if convention not in CONVENTIONS:
        refusals.append(_unknown(convention, CONVENTIONS))
    if convention == UNROUNDED and basic_amount is None:
        expected, remedy = "requirement / tax base", f"give it, or choose {NINTHS!r}"
        refusals.append(Refusal("no-basic-amount", "basic amount", "nothing", expected, remedy))
    if convention == LAST_YEAR_PLUS and (absent := _absent(proportions, last_year)):
        expected, remedy = "every band as printed last year", f"give them, or choose {NINTHS!r}"
        refusals.append(Refusal("no-last-year", "last year's bands", f"nothing for {absent}", expected, remedy))
    if refusals:
        raise Refused(*refusals)


def _absent(proportions: Proportions, year: Charges | None) -> str:
    """The bands that a year does not have, in a sentence; blank where it has them all."""
    bands = {} if year is None else year.bands
    return ", ".join(f"Band {band}" for band in proportions.parts if band not in bands)


def _unknown(convention: str, known: Mapping[str, str]) -> Refusal:
    return Refusal("convention", "convention", repr(convention), "a convention by its name", "use " + "; ".join(known))
