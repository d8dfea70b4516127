"""Tax bases, from printed precepts and Band D."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from csptool.inferring.answer import Answer
from csptool.inferring.charge import Charge
from csptool.inferring.charge_years import PRECEPT
from csptool.inferring.tables import AreaTable
from csptool.labels import counted
from csptool.reports.grid import Cell, Grid, Head
from formulas.exact import cut, in_digits, in_full, in_pounds
from formulas.inference.charges import TaxBase, tax_bases, told_total
from formulas.inference.interval import Interval
from formulas.inference.pots import TRUNCATED as CUT
from formulas.inference.pots import before_rounding
from formulas.relations.entry import Line
from formulas.rounding import PENNY

_BASE = re.compile(r"\btax\s?bases?\b|\bband d equivalents?\b|\bequivalent dwellings\b", re.IGNORECASE)
_TIES = "A precept that comes to exactly half of its last place may have been rounded either way."


def tax_base_answer(table: AreaTable, result: int | None, band_d: Charge) -> Answer | None:
    """The tax base of every area that has a precept, from Band D as it was set; None where no column has precepts.

    Nor is there one where the paper's own Band D is another than that of most of the tax bases printed beside them.
    """
    column = result if result is not None else _only(table, PRECEPT)
    if column is None:
        return None
    shown = _only(table, _BASE)
    lines = [line for line in table.lines if line.entries[column] is not None]
    if len(lines) < 2 or shown == column:
        return None
    charge = Interval.around(band_d.entry.value, band_d.entry.half)
    readings = {way: tax_bases(_precepts(lines, column, way), charge) for way in ("rounded", "cut")}
    way = min(readings, key=lambda one: sum(_missed(lines, shown, readings[one])))
    bases = readings[way]
    if not band_d.asked and 2 * sum(_missed(lines, shown, bases)) > len(lines):
        return None
    return _tax_base_answer(table, (lines, column, shown), bases, band_d, way)


def _only(table: AreaTable, words: re.Pattern[str]) -> int | None:
    places = [place for place, column in enumerate(table.columns) if words.search(column.label)]
    return places[0] if len(places) == 1 else None


def _precepts(lines: Sequence[Line], column: int, way: str) -> dict[str, Interval]:
    """What each precept may have been before it was printed; a tie may have gone either way."""
    found = {}
    for line in lines:
        entry = line.entries[column]
        assert entry is not None
        around = Interval.around(entry.value, entry.half)
        found[line.label] = around if way == "rounded" else before_rounding(entry.value, 2 * entry.half or PENNY, CUT)
    return found


def _missed(lines: Sequence[Line], shown: int | None, bases: Sequence[TaxBase]) -> list[bool]:
    """Whether the tax base printed beside a precept lies outside the range that it needs."""
    if shown is None:
        return [False] * len(lines)
    found = []
    for line, base in zip(lines, bases, strict=True):
        entry = line.entries[shown]
        around = None if entry is None else Interval.around(entry.value, entry.half)
        found.append(around is not None and (around.start > base.base.end or base.base.start > around.end))
    return found


def _tax_base_answer(
    table: AreaTable,
    places: tuple[Sequence[Line], int, int | None],
    bases: Sequence[TaxBase],
    band_d: Charge,
    way: str,
) -> Answer:
    lines, column, shown = places
    missed, total = _missed(lines, shown, bases), told_total(bases)
    told = [base for base in bases if base.told is not None]
    sentences = [f"Each tax base is the precept, {way} as it is printed, over a Band D of {_charge(band_d)}."]
    if total is not None:
        most = max(base.decimals or 0 for base in bases)
        sentences.append(
            f"Every one of the {len(bases)} is told, with {counted(most, 'decimal')} at most; they come to"
            f" {in_full(total, grouped=True)}."
        )
    else:
        unsettled = len(bases) - len(told)
        sentences.append(f"Not determined beyond the range of each: {unsettled} of {counted(len(bases), 'tax base')}.")
    for line, base, out in zip(lines, bases, missed, strict=True):
        entry = line.entries[shown] if shown is not None else None
        if out and entry is not None:
            sentences.append(
                f"{line.label} is printed with a tax base of {entry.printed}; its precept needs {_range(base)}."
            )
    heads = [
        Head("Area", "area"),
        Head("Precept", "precept"),
        Head("Tax base from", "base_from"),
        Head("To", "base_to"),
        Head("Tax base", "tax_base"),
        Head("Precept again", "recomputed", "£"),
    ]
    rows: list[list[Cell]] = []
    for line, base in zip(lines, bases, strict=True):
        entry = line.entries[column]
        assert entry is not None
        low, high = base.base.low or Fraction(0), base.base.high or Fraction(0)
        again = None if base.told is None else base.told * band_d.entry.value
        told_as = "not determined" if base.told is None else in_full(base.told, grouped=True)
        rows.append([line.label, entry.printed, cut(low, 5), cut(high, 5), told_as, again])
    facts = {
        "table": table.number,
        "band_d": in_full(band_d.entry.value),
        "band_d_source": band_d.source,
        "total": None if total is None else in_full(total),
        "outside": [line.label for line, out in zip(lines, missed, strict=True) if out],
    }
    return Answer(
        "tax_bases",
        f"Table {table.number}: tax bases",
        sentences,
        {"rows": Grid("", heads, rows, after=[_TIES])},
        facts,
    )


def _range(base: TaxBase) -> str:
    """Its two ends with as many decimals as tell them apart; one figure where two do not."""
    low, high = base.base.low or Fraction(0), base.base.high or Fraction(0)
    for decimals in (1, 2):
        ends = in_digits(low, decimals), in_digits(high, decimals)
        if ends[0] != ends[1]:
            return " to ".join(ends)
    return in_digits(low, 2) if base.told is None else in_full(base.told, grouped=True)


def _charge(band_d: Charge) -> str:
    return f"{in_pounds(band_d.entry.value, max(2, band_d.entry.decimals))}, {band_d.source}"
