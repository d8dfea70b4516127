"""The question of whole units: how many each area was paid for, where a rate of a basis gave the rest."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from csptool.faults import Faults, Place, placed
from csptool.inferring.answer import Answer, without
from csptool.inferring.tables import AreaTable
from csptool.labels import counted, listed
from csptool.reports.grid import Cell, Grid, Head
from formulas.exact import cut, in_full, in_pounds, to_read
from formulas.inference.interval import NOUGHT, Interval
from formulas.inference.pots import Row
from formulas.inference.shares import halves_of
from formulas.inference.whole_units import (
    FIXED_SUM,
    PER_UNIT,
    Terms,
    WholeUnits,
    left,
    numbers,
    rates_at,
    whole_units,
    worked_out,
)
from formulas.refusals import Refused
from formulas.rounding import PENNY

LISTED = 12  # areas named one by one
LISTED_RANGES = 20
UNITS = (Head("Units", "units"), Head("Fewest", "fewest", "count", False), Head("Most", "most", "count", False))
OPTIONS = {FIXED_SUM: "--fixed", PER_UNIT: "--per-unit"}


def whole_units_answer(table: AreaTable, basis: int, result: int, terms: Terms) -> Answer:
    """The units of every area and the rate: each result is a fixed sum, an amount per unit and a rate of the basis."""
    rows, name = _printed(table, basis, result), table.name(basis)
    try:
        found = whole_units(rows, terms)
    except Refused as refused:
        table_place = f"table {table.number}, "
        places = [Place(OPTIONS.get(one.about, table_place + one.about)) for one in refused.refusals]
        raise Faults(map(placed, refused.refusals, places)) from None
    title = f"Table {table.number}: {table.name(result)} by whole units and {name}"
    facts = {
        "table": table.number,
        "basis": name,
        "result": table.name(result),
        "fixed": in_full(terms.fixed),
        "per_unit": in_full(terms.per_unit),
        "fits": bool(found.fits),
        "blamed": [rows[place].label for place in found.blamed],
    }
    money = all(one.unit.startswith("£") for _, one, _ in table.pairs(basis, result))
    each = f"£1 of {name}" if money else f"one of {name}"
    parts = f"{_pounds(terms.per_unit)} for each unit and one rate of {name}"
    parts = f"{_pounds(terms.fixed)} for each area, {parts}" if terms.fixed else parts
    if found.fits:
        opening = f"All {len(rows)} rows can have come from {parts}; other sums may fit as well."
        sentences = [opening, *_told(rows, found, each)]
        return Answer("whole_units", title, sentences, _tables(rows, terms, found), facts | _facts(found))
    sentences = [
        f"No rate of nought or more and no whole numbers of units give every result from {parts}.",
        without([rows[place].label for place in found.blamed]),
    ]
    tables = {"narrowing": _narrowing(rows, found)}
    rest = [row for place, row in enumerate(rows) if place not in found.blamed]
    if len(found.blamed) == 1 and (of_rest := _of_rest(rest, terms)) is not None:
        sentences += _told(rest, of_rest, each)
        tables, facts = _tables(rest, terms, of_rest) | tables, facts | _facts(of_rest)
    return Answer("whole_units", title, sentences, tables, facts)


def _printed(table: AreaTable, basis: int, result: int) -> list[Row]:
    """The areas with both figures, and how far each figure may lie from what is printed."""
    pairs = table.pairs(basis, result)
    bases, results = [one for _, one, _ in pairs], [other for _, _, other in pairs]
    finest = min((entry.last_place for entry in results if entry.value), default=PENNY)  # for a dash or Nil
    places = [one.half or (one.last_place if one.value else finest) / 2 for one in results]
    return [
        Row(line.label, one.value, other.value, *halves)
        for (line, one, other), *halves in zip(pairs, halves_of(bases), places, strict=True)
    ]


def _of_rest(rest: Sequence[Row], terms: Terms) -> WholeUnits | None:
    """What the rows say without the one to blame; None where too few are left, or all without a basis."""
    try:
        return whole_units(rest, terms)
    except Refused:
        return None


def _told(rows: Sequence[Row], found: WholeUnits, each: str) -> list[str]:
    rate, areas = _span(found.rate, 6), counted(len(rows), "area")
    if len(found.fits) > 1:
        rates = f"The rate is not determined: {len(found.fits):,} ranges of it fit, the whole being {rate}"
    else:
        rates = f"The rate is {rate}"
    vague = [
        f"{row.label} ({_number(ends)})" for row, ends in zip(rows, found.units, strict=True) if ends[0] != ends[1]
    ]
    sure = len(rows) - len(vague)
    if not vague:
        units = "With these sums the number of units is determined for every area."
    elif sure:
        who = f"{sure} of the {areas}, but not for {listed(vague, LISTED)}"
        units = f"With these sums the number of units is determined for {who}."
    else:
        units = f"With these sums the number of units is not determined for any area: {listed(vague, LISTED)}."
    return [
        f"{rates} for each {each}.",
        f"By the rate the {areas} together have {_span(found.remainder, 2)}.",
        units,
        f"In all there {'is 1 unit' if found.total == (1, 1) else f'are {_number(found.total)} units'}.",
    ]


def _tables(rows: Sequence[Row], terms: Terms, found: WholeUnits) -> dict[str, Grid]:
    """The interval of every row, the ranges of the rate where they are several, and every row worked out anew."""
    several = {"rates": _ranges(found)} if len(found.fits) > 1 else {}
    return {"rows": _rows(rows, terms, found), **several, "worked": _worked(rows, terms, found)}


def _rows(rows: Sequence[Row], terms: Terms, found: WholeUnits) -> Grid:
    heads = [
        Head("Area", "area"),
        Head("Basis", "basis", "exact"),
        Head("Result £", "result", "exact"),
        *UNITS,
        Head("Left to the basis £ from", "left_from"),
        Head("To", "left_to"),
        Head("Rate from", "rate_from"),
        Head("To", "rate_to"),
    ]
    lines: list[list[Cell]] = []
    for row, (fewest, most) in zip(rows, found.units, strict=True):
        leaves = left(row, terms, most)[0], left(row, terms, fewest)[1]
        rate = rates_at(row, terms, most).low, rates_at(row, terms, fewest).high
        ends = [*_ends(leaves, 2), *_ends(rate, 6)]
        lines.append([row.label, row.basis, row.result, _number((fewest, most)), fewest, most, *ends])
    basis, result = (sum(column, NOUGHT) for column in zip(*((row.basis, row.result) for row in rows), strict=True))
    ends = [*_ends((found.remainder.low, found.remainder.high), 2), *_ends((found.rate.low, found.rate.high), 6)]
    after = [
        "Left to the basis is the result, or anything that rounds to it, less what the area has without the basis.",
        "The rates of a row are those that give its result with these units; the total row has what suits every row.",
    ]
    total: list[Cell] = ["Total", basis, result, _number(found.total), *found.total, *ends]
    return Grid("", heads, lines, total, after=after)


def _ranges(found: WholeUnits) -> Grid:
    heads = [
        Head("Rate from", "rate_from"),
        Head("To", "rate_to"),
        *UNITS,
        Head("By the rate £ from", "remainder_from"),
        Head("To", "remainder_to"),
    ]
    lines: list[list[Cell]] = [
        [
            *_ends((fit.rate.low, fit.rate.high), 6),
            _number(fit.total),
            *fit.total,
            *_ends((fit.remainder.low, fit.remainder.high), 2),
        ]
        for fit in found.fits[:LISTED_RANGES]
    ]
    more = len(found.fits) - len(lines)
    return Grid(
        "Every range of the rate", heads, lines, after=[f"And {counted(more, 'range')} more."] if more > 0 else []
    )


def _worked(rows: Sequence[Row], terms: Terms, found: WholeUnits) -> Grid:
    """Every row from one rate, with units that go with it."""
    heads = [
        Head("Area", "area"),
        Head("Units", "units", "count"),
        Head("Result £ from", "result_from"),
        Head("To", "result_to"),
        Head("Worked out £ from", "worked_from"),
        Head("To", "worked_to"),
    ]
    rate = found.example
    lines: list[list[Cell]] = []
    for row in rows:
        units = numbers(row, terms, Interval(rate, rate)).start
        printed = row.result - row.result_half, row.result + row.result_half
        lines.append([row.label, units, *_ends(printed, 2), *_ends(worked_out(row, terms, units, rate), 2)])
    after = ["A row follows where the two ranges meet."]
    return Grid(f"Every row worked out from a rate of £{to_read(rate)}", heads, lines, after=after)


def _narrowing(rows: Sequence[Row], found: WholeUnits) -> Grid:
    heads = [
        Head("Area", "area"),
        Head("Basis", "basis", "exact"),
        Head("Result £", "result", "exact"),
        Head("Ranges of the rate left", "ranges", "count"),
    ]
    lines: list[list[Cell]] = []
    for place, ranges in found.narrowing:
        lines.append([rows[place].label, rows[place].basis, rows[place].result, ranges])
        if not ranges:
            break
    after = ["The rows are taken from the smallest result up; after the last of these no rate is left."]
    return Grid("Why nothing fits", heads, lines, after=after)


def _facts(found: WholeUnits) -> dict[str, Any]:
    return {
        "determined": all(fewest == most for fewest, most in found.units),
        "ranges": len(found.fits),
        "rate": _record(found.rate),
        "total_units": {"from": found.total[0], "to": found.total[1]},
        "remainder": _record(found.remainder),
    }


def _record(one: Interval) -> dict[str, str | None]:
    return {name: None if end is None else in_full(end) for name, end in (("from", one.low), ("to", one.high))}


def _span(one: Interval, decimals: int) -> str:
    """A range of pounds in words."""
    low, high = _ends((one.low, one.high), decimals)
    if one.high is None:
        return f"£{low} or more"
    return f"£{low}" if one.low == one.high else f"£{low} to £{high}"


def _ends(ends: tuple[Fraction | None, Fraction | None], decimals: int) -> list[str]:
    return ["no end" if end is None else cut(end, decimals) for end in ends]


def _number(ends: tuple[int, int]) -> str:
    fewest, most = ends
    return f"{fewest:,}" if fewest == most else f"{fewest:,} to {most:,}"


def _pounds(value: Fraction) -> str:
    return in_pounds(value) if value % PENNY == 0 else f"£{to_read(value)}"
