"""Band D as it was before it was printed, from the bands; and tax bases, from precepts and Band D.

A band printed as 351.65 came from at least 351.645 and less than 351.655; times 9 and over its ninths that is a range
of Band D, and a Band D that explains the bands lies in the range of every one. Where none does, the most bands that
have one in common are kept, and tell what the others would have to be. A tax base is a precept over Band D,
and it is told where only one figure with so few decimals lies in the range.

Source: Local Government Finance Act 1992, sections 47 and 48; the conventions are those of `formulas.valuation_bands`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from formulas.inference.interval import NOUGHT, Interval, common, most_in_common
from formulas.inference.pots import HALF_UP, before_rounding
from formulas.inference.pots import TRUNCATED as CUT
from formulas.rounding import PENNY
from formulas.valuation_bands import (
    CONVENTIONS,
    LAST_YEAR_PLUS,
    TRUNCATED,
    UNROUNDED,
    Charges,
    Proportions,
    charges,
)

MOST_DECIMALS = 4
_NOTHING = Interval(Fraction(1), NOUGHT)


@dataclass(frozen=True, slots=True)
class Convention:
    """One way of making bands: a largest set of bands that follow by it from one Band D, and what the others would be.

    `band_d` holds every Band D, in pounds, from which that set follows; `would_be` has, for each band outside it, the
    least and the greatest that it would have to be. Band D is itself one of the bands.
    """

    name: str
    band_d: Interval
    would_be: Mapping[str, tuple[Fraction, Fraction]]

    @property
    def misses(self) -> tuple[str, ...]:
        """The bands that do not follow with the others."""
        return tuple(self.would_be)

    @property
    def fits(self) -> bool:
        """Whether it gives every band as printed."""
        return not self.would_be


def conventions(
    proportions: Proportions, printed: Charges, last_year: Charges | None = None, unit: Fraction = PENNY
) -> list[Convention]:
    """Every convention tried on a year's bands, in pounds to the penny; `last_year` is needed by one of them.

    Only the bands that are printed are asked for. Band D is printed to `unit`, and was set to it but where bands come
    from an unrounded one. No band is taken on trust, Band D no more than another: the most that agree are kept, and a
    convention comes once for every set of bands that is as large.

    >>> england = Proportions("England", "1993/94", {"A": 6, "B": 7, "D": 9}, {})
    >>> bands = {"A": Fraction("138.86"), "B": Fraction("162.01"), "D": Fraction("208.30")}
    >>> [one.name for one in conventions(england, Charges(Fraction("208.30"), bands)) if one.fits]
    ['truncated', 'from the unrounded Band D']
    """
    parts = {band: ninths for band, ninths in proportions.parts.items() if band in printed.bands}
    asked = Proportions(proportions.nation, proportions.since, parts, {}, proportions.reference)
    found = []
    for name in CONVENTIONS:
        if name == LAST_YEAR_PLUS and (last_year is None or any(band not in last_year.bands for band in parts)):
            continue
        allowed = {band: _allowed(name, asked, band, printed, last_year, unit) for band in parts}
        for kept in most_in_common(list(allowed.values())):
            band_d = common(one for place, one in enumerate(allowed.values()) if place in kept)
            missed = [band for place, band in enumerate(parts) if place not in kept]
            due = {band: _would_be(name, asked, band, band_d, last_year, unit) for band in missed}
            found.append(Convention(name, band_d, due))
    return found


def band_d_of(band: Fraction, proportion: Fraction, *, cut: bool = False) -> Interval:
    """The Band D, in pounds, that a band printed to the penny may have been worked from."""
    return before_rounding(band, PENNY, CUT if cut else HALF_UP).times(1 / proportion)


def _allowed(
    name: str, proportions: Proportions, band: str, printed: Charges, last_year: Charges | None, unit: Fraction
) -> Interval:
    """Every Band D for which a convention gives a band as printed; whole units only where Band D was set to them."""
    if band == proportions.reference:
        own = printed.band_d
        return before_rounding(own, unit, HALF_UP) if name == UNROUNDED else Interval(own, own)
    if name == LAST_YEAR_PLUS:
        assert last_year is not None
        rise = band_d_of(printed.bands[band] - last_year.bands[band], proportions.of(band))
        needed = rise.plus(last_year.band_d)
    else:
        needed = band_d_of(printed.bands[band], proportions.of(band), cut=name == TRUNCATED)
    if name == UNROUNDED:
        return needed
    ends = needed.multiples(unit)
    return _NOTHING if ends is None else Interval(*ends)


def _would_be(
    name: str, proportions: Proportions, band: str, band_d: Interval, last_year: Charges | None, unit: Fraction
) -> tuple[Fraction, Fraction]:
    """The least and the greatest that a convention makes of a band, from every Band D of a range."""
    assert band_d.low is not None
    assert band_d.high is not None
    own = band == proportions.reference
    if name == UNROUNDED:
        to, share = (unit if own else PENNY), proportions.of(band)
        # the upper end is not in the range, so that a half there has not been rounded up
        return (band_d.low * share + to / 2) // to * to, -((to / 2 - band_d.high * share) // to) * to
    if own:
        return band_d.low, band_d.high
    least, greatest = (
        charges(proportions, end, name, last_year=last_year).bands[band] for end in (band_d.low, band_d.high)
    )
    return least, greatest


@dataclass(frozen=True, slots=True)
class TaxBase:
    """The Band D equivalents that a precept was worked from: their range, and the roundest figure in it.

    `told` is the only figure with `decimals` decimals in the range, where there is only one with the fewest that any
    figure in it has; None where there is no telling.
    """

    label: str
    base: Interval
    told: Fraction | None
    decimals: int | None


def tax_bases(precepts: Mapping[str, Interval], band_d: Interval) -> list[TaxBase]:
    """The tax base of each billing authority: precept before rounding / Band D, with the fewest decimals that fit.

    >>> [base] = tax_bases({"Bromsgrove": Interval.around(Fraction("10029691.88"), PENNY / 2)},
    ...                    Interval(Fraction("264.5"), Fraction("264.5")))
    >>> str(base.told), base.decimals
    ('947986/25', 2)
    """
    return [_tax_base(label, precept.over(band_d)) for label, precept in precepts.items()]


def _tax_base(label: str, base: Interval) -> TaxBase:
    for decimals in range(MOST_DECIMALS + 1):
        ends = base.multiples(Fraction(1, 10**decimals))
        if ends is not None:
            only = ends[0] == ends[1]
            return TaxBase(label, base, ends[0] if only else None, decimals if only else None)
    return TaxBase(label, base, None, None)


def told_total(bases: Sequence[TaxBase]) -> Fraction | None:
    """The sum of the tax bases, where every one of them is told."""
    told = [one.told for one in bases if one.told is not None]
    return sum(told, Fraction(0)) if len(told) == len(bases) else None
