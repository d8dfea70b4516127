"""Finds the years of bands in a council tax table, and which of its columns is the year before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from csptool.inferring.rises_series import year_of
from csptool.inferring.tables import AreaTable
from csptool.labels import tidy
from csptool.principles import proportions_of
from formulas.inference.charges import Convention, conventions
from formulas.inference.interval import Interval, most_in_common
from formulas.relations.bands import named_bands
from formulas.relations.entry import Entry, Line
from formulas.rounding import PENNY
from formulas.valuation_bands import Charges

BANDS = proportions_of("Wales", "2005/06")  # which has every band; those that are printed are asked for
_INCREASE = re.compile(r"\b(?:increases?|changes?|differences?|rises?|uplifts?)\b|%", re.IGNORECASE)
_NO_CHARGE = re.compile(rf"{_INCREASE.pattern}|\b(?:weekly|week|monthly|month)\b", re.IGNORECASE)
_BEFORE = re.compile(r"\b(?:last|previous|prior|preceding|before)\b", re.IGNORECASE)
_CURRENT = re.compile(r"\b(?:current|existing|present)\b", re.IGNORECASE)
_WHEN = re.compile(
    rf"{_BEFORE.pattern}|{_CURRENT.pattern}|\b(?:this|next|new|proposed|year(?:['’]s)?)\b|[\d/–-]+", re.IGNORECASE
)
_FAR = Fraction(1, 20)  # pounds that a band may lie from its ninths by any convention
_OTHERS_CHARGE = 2  # a charge as many times another is not the same authority's a year later


@dataclass(frozen=True)
class Year:
    """One year's bands as printed, what its column or row is called, and the year before where the table has it.

    `unit` is the last place of Band D.
    """

    name: str
    charges: Charges
    unit: Fraction
    last: Year | None = None

    @cached_property
    def tried(self) -> list[Convention]:
        """What every convention makes of the bands."""
        return conventions(BANDS, self.charges, self.last.charges if self.last else None, self.unit)

    @cached_property
    def nearest(self) -> list[Convention]:
        """Those that leave out the fewest bands: the ones that fit, where any do."""
        fewest = min(len(one.misses) for one in self.tried)
        return [one for one in self.tried if len(one.misses) == fewest]

    @property
    def band_d(self) -> Fraction | None:
        """Band D as printed where it follows with the other bands, or what they need it to be; None where unsettled."""
        found = {end for one in self.nearest for end in one.would_be.get("D", (self.charges.band_d,))}
        return found.pop() if len(found) == 1 else None


def years_of(table: AreaTable) -> list[Year]:
    """The years of bands of a table, whether the bands are its rows or its columns."""
    rows, columns = table.grid.rows_as_lines, list(table.columns)
    for lines, across in ((rows, columns), (columns, rows)):
        if named := named_bands(lines):
            found = {
                place: year for place, line in enumerate(across) if (year := _year(named, line, place)) is not None
            }
            charges = [place for place in found if across is rows or not _sum_of_others(table, place, list(found))]
            years = [found[place] for place in charges]
            band_d = zip(across, named["D"].entries, strict=True)
            rises = [entry for line, entry in band_d if entry is not None and _INCREASE.search(line.label)]
            return [replace(year, last=_last_year(year, years, rises)) for year in years]
    return []


def _sum_of_others(table: AreaTable, place: int, charges: Sequence[int]) -> bool:
    """Whether a column is the sum of other charges, each of which was made by itself."""
    return table.is_sum(place, [one for one in charges if one != place])


def _year(named: dict[str, Line], line: Line, place: int) -> Year | None:
    """A column of bands; None where it is no money to the penny, or most of the figures agree on no Band D."""
    entries = {band: entry for band, one in sorted(named.items()) if (entry := one.entries[place]) is not None}
    pennies = all(
        0 < 2 * entry.half <= PENNY and entry.unit in ("", "£") and entry.value > 0 for entry in entries.values()
    )
    if "D" not in entries or not pennies or len(entries) < 4 or _NO_CHARGE.search(line.label):
        return None
    allowed = [Interval.around(entry.value, _FAR).times(1 / BANDS.of(band)) for band, entry in entries.items()]
    if 4 * len(most_in_common(allowed)[0]) < 3 * len(allowed):
        return None
    charges = Charges(entries["D"].value, {band: entry.value for band, entry in entries.items()})
    return Year(tidy(line.label) or f"column {line.index}", charges, 2 * entries["D"].half)


def _last_year(year: Year, years: Sequence[Year], rises: Sequence[Entry]) -> Year | None:
    """The only column that may be the year before; None where there is none, or several.

    Where the labels hold years it is the one just before; where they hold none, one that says that it is last year's,
    or the other of two beside a column of increases that leads from it to this one.
    """
    others = [other for other in years if other is not year]
    begins, dated = year_of(year.name), [(other, year_of(other.name)) for other in others]
    if begins and any(date for _, date in dated):
        found = [other for other, date in dated if date and date[0] == begins[0] - 1]
    else:
        earlier = [other for other in others if _order(other.name) < _order(year.name)]
        latest = max((_order(other.name) for other in earlier), default=0)
        found = [other for other in earlier if _order(other.name) == latest]
        if not found and len(others) == 1 and any(_leads(others[0], year, rise) for rise in rises):
            found = others
    found = [other for other in found if _bare(other) == _bare(year)] or found
    if len(found) != 1:
        return None
    before, after = found[0].charges.band_d, year.charges.band_d
    return found[0] if max(before, after) < _OTHERS_CHARGE * min(before, after) else None


def _order(label: str) -> int:
    """The order in time of columns without years: last year's, the current ones, and any others."""
    return 0 if _BEFORE.search(label) else 1 if _CURRENT.search(label) else 2


def _leads(before: Year, after: Year, rise: Entry) -> bool:
    """Whether an increase of Band D, in pounds or per cent, is the one from one year to the other."""
    pounds = after.charges.band_d - before.charges.band_d
    return abs(rise.value - (100 * pounds / before.charges.band_d if rise.unit == "%" else pounds)) <= rise.half


def _bare(year: Year) -> str:
    """A label without the words and figures that say when: what the charge is of."""
    return " ".join(_WHEN.sub(" ", year.name.casefold()).split())
