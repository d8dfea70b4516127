"""Council tax by band: each band is so many ninths of Band D.

Rows or columns named Band A to Band I (or A to I alone) are held against the figure of Band D beside them. A band
may have been rounded up, down, or worked from a Band D with more decimals, so a penny out is a query.

Source: Local Government Finance Act 1992, section 5.
"""

from __future__ import annotations

import re
from fractions import Fraction

from formulas.relations.entry import Entry, Line
from formulas.relations.grid import Grid
from formulas.relations.relation import Relation, within

NINTHS = {"A": 6, "B": 7, "C": 8, "D": 9, "E": 11, "F": 13, "G": 15, "H": 18, "I": 21}
_BAND = re.compile(
    r"\W*(?:(?:property|tax|valuation|council tax)\s+)?(?:band\s+)?([A-I])\b\W*(?:\(.*\)\W*|\d+/9\w*\W*)?\Z", re.I
)


def bands(grid: Grid) -> list[Relation]:
    """Every band of a council tax table, from its Band D."""
    return [*_of_lines(grid.rows_as_lines), *_of_lines(grid.columns_as_lines)]


def named_bands(lines: list[Line]) -> dict[str, Line]:
    """The lines that are named for a band, by its letter; none where Band D or three more are not among them."""
    named: dict[str, Line] = {}
    for line in lines:
        match = _BAND.match(line.label)
        if match and any(entry is not None for entry in line.entries):
            if match[1].upper() in named:
                return {}  # two tables in one: which Band D is meant is not known
            named[match[1].upper()] = line
    return named if "D" in named and len(named) >= 4 else {}


def _of_lines(lines: list[Line]) -> list[Relation]:
    named = named_bands(lines)
    if not named:
        return []
    found: list[Relation] = []
    for x, band_d in enumerate(named["D"].entries):
        if band_d is None or band_d.value <= 0 or band_d.unit == "%":
            continue
        relations = [
            _ninths(entry, band_d, NINTHS[name])
            for name, line in named.items()
            if name != "D" and (entry := line.entries[x]) is not None
        ]
        agreed = [r for r in relations if r.verdict in ("exact", "rounding")]
        if len(agreed) >= 3 and len(agreed) > 2 * sum(r.verdict == "wrong" for r in relations):
            found += relations
    return found


def _ninths(entry: Entry, band_d: Entry, ninths: int) -> Relation:
    rate = Fraction(ninths, 9)
    low, high = (band_d.value - band_d.half) * rate, (band_d.value + band_d.half) * rate
    return within("band", entry, ((band_d, 1),), band_d.value * rate, low, high, f"{ninths}/9 of Band D")
