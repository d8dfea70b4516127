"""Which convention made the bands of a council tax table, and the decimals of Band D that are not printed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from csptool.inferring.answer import Answer
from csptool.inferring.tables import AreaTable
from csptool.labels import listed, tidy
from csptool.principles import proportions_of
from csptool.reports.grid import Cell, Grid, Head
from formulas.exact import cut, in_full, in_pounds
from formulas.inference.charges import Convention, band_d_of, conventions
from formulas.inference.interval import Interval
from formulas.relations.bands import named_bands
from formulas.relations.entry import Line
from formulas.rounding import PENNY
from formulas.valuation_bands import Charges, to_places

_NO_CHARGE = re.compile(r"\b(?:increase|change|difference|rise|weekly|week|monthly|month)\b|%", re.IGNORECASE)
_FAR = Fraction(1, 20)  # pounds from its ninths at which a band is no band


@dataclass(frozen=True)
class Year:
    """One year's bands as printed, and what its column or row is called."""

    name: str
    charges: Charges


def years_of(table: AreaTable) -> list[Year]:
    """The years of bands of a table, whether the bands are its rows or its columns."""
    for named, across in (
        (named_bands(table.grid.rows_as_lines), table.columns),
        (named_bands(list(table.columns)), table.grid.rows_as_lines),
    ):
        if named:
            body = (
                list(across)
                if across is table.columns
                else [line for line in table.grid.rows_as_lines if line.index in table.grid.body]
            )
            return [year for place, line in enumerate(body) if (year := _year(named, line, place)) is not None]
    return []


def _year(named: dict[str, Line], line: Line, place: int) -> Year | None:
    """A column of bands; None where it is no money to the penny, or the figures are no ninths of one another."""
    entries = {band: entry for band, one in sorted(named.items()) if (entry := one.entries[place]) is not None}
    band_d = entries.get("D")
    pennies = all(0 < 2 * entry.half <= PENNY and entry.unit in ("", "£") for entry in entries.values())
    if band_d is None or not pennies or len(entries) < 4 or _NO_CHARGE.search(line.label):
        return None
    proportions = proportions_of("Wales", "2005/06")  # which has every band; those that are printed are asked for
    apart = [abs(entry.value - band_d.value * proportions.of(band)) for band, entry in entries.items()]
    if sum(one < _FAR for one in apart) * 4 < 3 * len(apart):
        return None
    charges = Charges(band_d.value, {band: entry.value for band, entry in entries.items()})
    return Year(tidy(line.label) or f"column {line.index}", charges)


def bands_answers(table: AreaTable) -> Iterator[Answer]:
    """Which convention made each year's bands, and the Band D that they need."""
    years = years_of(table)
    proportions = proportions_of("Wales", "2005/06")
    for year in years:
        tried: dict[str, tuple[Convention, str]] = {}
        for last in [
            None,
            *(other for other in years if year.charges.band_d / 2 < other.charges.band_d < year.charges.band_d),
        ]:
            for one in conventions(proportions, year.charges, last.charges if last else None):
                before = tried.get(one.name)
                if before is None or len(one.misses) < len(before[0].misses):
                    tried[one.name] = (one, last.name if last else "")
        yield _bands_answer(table, year, list(tried.values()))


def _bands_answer(table: AreaTable, year: Year, tried: Sequence[tuple[Convention, str]]) -> Answer:
    fitting = [(one, last) for one, last in tried if one.fits]
    if fitting:
        sentences = [_fits(year, *fitting[0])]
        if len(fitting) > 1 and fitting[0][0].band_d.low == fitting[0][0].band_d.high:
            others = ", ".join(one.name for one, _ in fitting[1:])
            sentences.append(f"The figures do not tell this convention from the following: {others}.")
    else:
        best, last = min(tried, key=lambda pair: len(pair[0].misses))
        misses = listed([f"Band {band}" for band in best.misses])
        words = f"{best.name}{f' ({last})' if last else ''}"
        sentences = [f"No convention gives every band. Nearest is {words}: it does not give {misses}."]
        sentences += [_would_be(year, best, band) for band in best.misses]
    facts: dict[str, Any] = {"table": table.number, "column": year.name, "convention": None, "band_d": None}
    if fitting:
        found = fitting[0][0]
        hidden = next(one for one, _ in tried if one.name.startswith("from the unrounded"))
        facts["convention"] = found.name
        facts["band_d"] = _ends(hidden.band_d if hidden.fits else found.band_d)
    return Answer("bands", f"Table {table.number}: the bands of {year.name}", sentences, _tables(year, tried), facts)


def _fits(year: Year, one: Convention, last: str) -> str:
    low, high = one.band_d.low, one.band_d.high
    assert low is not None
    assert high is not None
    if low == high:
        of = f", last year being {last}" if last else ""
        return f"Every band follows from the printed Band D of {in_pounds(low, _places(low))}: {one.name}{of}."
    return (
        f"Every band follows from a Band D of £{cut(low, 6)} up to but not £{cut(high, 6)}, printed as"
        f" {in_pounds(year.charges.band_d)}: {one.name}."
    )


def _would_be(year: Year, one: Convention, band: str) -> str:
    own = year.charges.band_d * proportions_of("Wales", "2005/06").of(band)
    return (
        f"Band {band} is {in_pounds(year.charges.bands[band])}; the nearest penny to its ninths of Band D is"
        f" {in_pounds(to_places(own, 2))}."
    )


def _tables(year: Year, tried: Sequence[tuple[Convention, str]]) -> dict[str, Grid]:
    proportions = proportions_of("Wales", "2005/06")
    heads = [
        Head("Band", "band"),
        Head("As printed", "printed", "£"),
        Head("Ninths of Band D", "ninths", "£ exact"),
        Head("Band D from", "from"),
        Head("Up to", "to"),
    ]
    lines: list[list[Cell]] = []
    for band, printed in year.charges.bands.items():
        needed = band_d_of(printed, proportions.of(band))
        exact = year.charges.band_d * proportions.of(band)
        lines.append([band, printed, exact, *(f"£{cut(end or Fraction(0), 6)}" for end in (needed.low, needed.high))])
    rules: list[list[Cell]] = [
        [one.name, last, "yes" if one.fits else "no", ", ".join(one.misses)] for one, last in tried
    ]
    names = [Head("Convention", "convention"), Head("Last year", "last_year"), Head("Fits", "fits")]
    rule_grid = Grid("Every convention that was tried", [*names, Head("Bands that it does not give", "misses")], rules)
    return {"rows": Grid("", heads, lines), "conventions": rule_grid}


def _ends(one: Interval) -> dict[str, Any]:
    assert one.low is not None
    assert one.high is not None
    return {"from": in_full(one.low), "to": in_full(one.high), "to_included": one.high_in}


def _places(value: Fraction) -> int:
    return 2 if (value * 100).denominator == 1 else 4
