"""Band D as it was before it was printed, from the bands; and tax bases, from precepts and Band D.

A band printed as 351.65 came from at least 351.645 and less than 351.655; times 9 and over its ninths that is a range
of Band D, and a Band D that explains the bands lies in the range of every one. A tax base is a precept over Band D,
and it is told where only one figure with so few decimals lies in the range.

Source: Local Government Finance Act 1992, sections 47 and 48; the conventions are those of `formulas.valuation_bands`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from formulas.inference.interval import Interval, common
from formulas.inference.pots import HALF_UP, TRUNCATED, before_rounding
from formulas.rounding import PENNY
from formulas.valuation_bands import (
    CONVENTIONS,
    LAST_YEAR_PLUS,
    UNROUNDED,
    Charges,
    Proportions,
    charges,
)

MOST_DECIMALS = 4


@dataclass(frozen=True, slots=True)
class Convention:
    """One way of making bands: whether it gives every printed band, which it does not give, and the Band D it needs.

    `band_d` holds every Band D for which all bands follow; it is empty where there is none.
    """

    name: str
    band_d: Interval
    misses: tuple[str, ...]

    @property
    def fits(self) -> bool:
        """Whether it gives every band as printed."""
        return not self.misses and not self.band_d.empty


def conventions(proportions: Proportions, printed: Charges, last_year: Charges | None = None) -> list[Convention]:
    """Every convention tried on a year's bands, in pounds to the penny; `last_year` is needed by one of them.

    Only the bands that are printed are asked for.

    >>> england = Proportions("England", "1993/94", {"A": 6, "B": 7, "D": 9}, {})
    >>> bands = {"A": Fraction("138.86"), "B": Fraction("162.01"), "D": Fraction("208.30")}
    >>> [one.name for one in conventions(england, Charges(Fraction("208.30"), bands)) if one.fits]
    ['truncated', 'from the unrounded Band D']
    """
    asked = Proportions(
        proportions.nation,
        proportions.since,
        {band: parts for band, parts in proportions.parts.items() if band in printed.bands},
        {},
        proportions.reference,
    )
    found = []
    for name in CONVENTIONS:
        if name == UNROUNDED:
            hidden = _hidden(asked, printed)
            found.append(Convention(name, hidden, _outside(asked, printed, hidden)))
            continue
        if name == LAST_YEAR_PLUS and (last_year is None or any(band not in last_year.bands for band in asked.parts)):
            continue
        made = charges(asked, printed.band_d, name, last_year=last_year).bands
        misses = tuple(band for band in asked.parts if made[band] != printed.bands[band])
        found.append(Convention(name, Interval(printed.band_d, printed.band_d), misses))
    return found


def band_d_of(band: Fraction, proportion: Fraction, *, cut: bool = False) -> Interval:
    """The Band D, in pounds, that a band printed to the penny may have been worked from."""
    return before_rounding(band, PENNY, TRUNCATED if cut else HALF_UP).times(1 / proportion)


def _hidden(proportions: Proportions, printed: Charges) -> Interval:
    """Every Band D, with however many decimals, of which the nearest pennies are the printed bands."""
    return common(band_d_of(printed.bands[band], proportions.of(band)) for band in proportions.parts)


def _outside(proportions: Proportions, printed: Charges, hidden: Interval) -> tuple[str, ...]:
    """The bands that the printed Band D, however it goes on, cannot give: none where all of them agree."""
    if not hidden.empty:
        return ()
    own = band_d_of(printed.band_d, Fraction(1))
    apart = tuple(
        band for band in proportions.parts if common([own, band_d_of(printed.bands[band], proportions.of(band))]).empty
    )
    return apart or tuple(proportions.parts)


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
