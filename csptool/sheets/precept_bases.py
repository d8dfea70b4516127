"""The total tax bases that the sheet Precept states: the rows of the sheet Authorities are cast against them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from csptool.faults import Fault
from csptool.sheets.precept_terms import AUTHORITIES_SHEET
from csptool.sheets.reading import Reading
from csptool.sheets.settings import Settings
from formulas.billing_authorities import BillingAuthority
from formulas.exact import NUMBER, Figure, in_full
from formulas.stated_base import CastBases, cast_bases, counted_twice

TOTALS = {"total_base": "tax base", "total_before": "last year's tax base"}  # the setting, and the column it is of


def cast_totals(
    reading: Reading,
    settings: Settings,
    stated: dict[str, Figure],
    ones: Sequence[BillingAuthority],
    before: Sequence[Fraction],
) -> CastBases | None:
    """The total that is stated, beside what the rows make; None without one.

    Adds a fault for each total that the rows do not make, this year's and last year's, and a note for each that they
    make but for rounding.
    """
    cast: dict[str, CastBases] = {}
    last_year = [replace(one, tax_base=base) for one, base in zip(ones, before, strict=True)] if before else []
    for (key, column), rows in zip(TOTALS.items(), (ones, last_year), strict=True):
        if key not in stated or not rows:
            continue
        cast[key] = found = cast_bases(rows, stated[key].value, stated[key].quantum or Fraction(0))
        cells = reading.places[column].cell
        if not found.agrees:
            reading.faults.append(_fault(reading, settings, key, rows, found))
        elif found.difference:
            reading.notes.append(
                f"The rows {cells} of the sheet {AUTHORITIES_SHEET} make {in_full(found.made, grouped=True)}, and "
                f"{in_full(found.stated, grouped=True)} is stated: the rounding of what is printed explains it."
            )
    return cast.get("total_base")


def refuse_other_units(settings: Settings, stated: dict[str, Figure], faults: list[Fault]) -> None:
    """A fault for a total that is no plain number of dwellings."""
    for key in TOTALS:
        if key in stated and stated[key].unit != NUMBER:
            found, remedy = repr(settings.text(key)), "a tax base counts dwellings: type the number alone, in full"
            faults.append(Fault("unit", settings.place(key), found, "a number of Band D equivalents", remedy))


def _fault(reading: Reading, settings: Settings, key: str, rows: Sequence[BillingAuthority], found: CastBases) -> Fault:
    cells, size = reading.places[TOTALS[key]].cell, in_full(abs(found.difference), grouped=True)
    made = f"the rows {cells} of the sheet {AUTHORITIES_SHEET} make {in_full(found.made, grouped=True)}"
    side = "short of it" if found.difference < 0 else "more than it"
    expected = f"rows that make the total stated: they are {size} Band D equivalents {side}"
    remedy = "a billing authority's row is probably missing: add it, or correct a base or the total"
    if found.difference > 0:
        twice = counted_twice(rows, found.difference, found.slack)
        base = f" ({twice.name!r} has {in_full(twice.tax_base, grouped=True)})" if twice else ""
        remedy = (
            f"a billing authority is probably counted twice{base}: take one row off, or correct a base or the total"
        )
    total = f"{in_full(found.stated, grouped=True)} as stated, where {made}"
    return Fault("cast-bases", settings.place(key), total, expected, remedy)
