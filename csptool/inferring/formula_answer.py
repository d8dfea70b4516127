"""The question of a formula: which amounts per unit of some indicators give every result, with a fixed sum or none."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from csptool.faults import Place, fault
from csptool.inferring.answer import Answer, without
from csptool.inferring.tables import AreaTable
from csptool.labels import listed
from csptool.reports.grid import Cell, Grid, Head
from formulas.exact import cut, in_full
from formulas.inference.interval import NOUGHT
from formulas.inference.pots import HALF_UP, before_rounding
from formulas.inference.weights import Measured, Weights, greatest_fixed_sum, weights, with_fixed_sum
from formulas.relations.entry import Entry

CLOSE = Fraction(1, 100)  # an amount is told to be determined where its range is no wider than this part of it
FIXED = "a fixed sum for each area"


def formula_answer(table: AreaTable, indicators: Sequence[int], result: int) -> Answer:
    """The amounts per unit of the indicators, tried without and with a fixed sum for each area."""
    plain = _measured(table, indicators, result)
    if len(plain) < 2:
        place, remedy = Place(f"table {table.number}"), "choose other columns"
        raise fault("too-few", place, f"{len(plain)} areas with every figure", "two areas or more", remedy)
    names = [table.name(place) for place in indicators]
    title = f"Table {table.number}: {table.name(result)} by {', '.join(names)}"
    told, rows, shown = weights(plain), plain, names
    needed = not told.fits
    if needed:
        rows, shown = with_fixed_sum(plain), [FIXED, *names]
        told = weights(rows)
    facts: dict[str, Any] = {"table": table.number, "result": table.name(result), "fits": told.fits}
    if not told.fits:
        return Answer("formula", title, _nothing(rows, told), {}, facts)
    fixed = told.amounts[0] if needed else (NOUGHT, greatest_fixed_sum(plain))
    sentences = [_opening(fixed, len(rows), needed=needed), *_told(told, shown)]
    facts["fixed_sum"] = {"needed": needed, "range": _record(fixed)}
    facts["per_unit"] = {name: _record(ends) for name, ends in zip(shown, told.amounts, strict=True)}
    return Answer("formula", title, sentences, {"amounts": _amounts(told, shown), "rows": _rows(rows, told)}, facts)


def _measured(table: AreaTable, indicators: Sequence[int], result: int) -> list[Measured]:
    found = []
    for line in table.lines:
        entries, paid = [line.entries[place] for place in indicators], line.entries[result]
        figures = [entry for entry in entries if entry is not None]
        if paid is None or len(figures) < len(entries):
            continue
        if any(entry.value < 0 for entry in figures):
            place = Place(f"table {table.number}, {line.label}")
            raise fault("negative-indicator", place, "an indicator below nought", "nought or more", "leave it out")
        before = before_rounding(paid.value, 2 * paid.half or paid.last_place, HALF_UP)
        values, halves = tuple(entry.value for entry in figures), tuple(map(_half, figures))
        found.append(Measured(line.label, values, halves, before))
    return found


def _half(entry: Entry) -> Fraction:
    """Half of the last place of an indicator; what is printed in ones is taken for a count, and has none."""
    return NOUGHT if entry.half == Fraction(1, 2) else entry.half


def _nothing(rows: Sequence[Measured], told: Weights) -> list[str]:
    nothing = "No amounts of nought or more for these indicators give every result, with or without a fixed sum."
    return [nothing, without([rows[place].label for place in told.blamed])]


def _opening(fixed: tuple[Fraction, Fraction | None], count: int, *, needed: bool) -> str:
    if needed:
        return f"All {count} rows follow, but only with a fixed sum for each area."
    at_most = "" if fixed[1] is None else f"; there may be one of £{cut(fixed[1], 4)} at most"
    return f"All {count} rows follow without a fixed sum for each area{at_most}."


def _told(told: Weights, names: Sequence[str]) -> list[str]:
    pairs = list(zip(names, told.amounts, strict=True))
    spare = [name for name, (least, _) in pairs if not least]
    vague = [name for name, (low, high) in pairs if high is None or high - low > CLOSE * high]
    sentences = []
    if spare:
        sentences.append(f"Not shown to be needed (its amount may be nought): {listed(spare, 12)}.")
    if vague:
        sentences.append(f"Not determined to a hundredth: {listed(vague, 12)}.")
    return sentences or ["Every amount is determined to a hundredth or better, and every indicator is needed."]


def _amounts(told: Weights, names: Sequence[str]) -> Grid:
    heads = [
        Head("Indicator", "indicator"),
        Head("£ per unit from", "amount_from"),
        Head("To", "amount_to"),
        Head("Part of the whole from", "share_from"),
        Head("To", "share_to"),
    ]
    rows: list[list[Cell]] = []
    for name, (low, high), share in zip(names, told.amounts, told.shares, strict=True):
        top = "no end" if high is None else cut(high, 6)
        rows.append([name, cut(low, 6), top, *(f"{cut(end * 100, 3)}%" for end in share)])
    return Grid("", heads, rows)


def _rows(rows: Sequence[Measured], told: Weights) -> Grid:
    heads = [
        Head("Area", "area"),
        Head("Result from", "result_from"),
        Head("To", "result_to"),
        Head("Worked out from", "worked_from"),
        Head("To", "worked_to"),
    ]
    lines: list[list[Cell]] = []
    for row in rows:
        figures = list(zip(told.example, row.indicators, row.halves, strict=True))
        least = sum((amount * max(NOUGHT, figure - half) for amount, figure, half in figures), NOUGHT)
        most = sum((amount * (figure + half) for amount, figure, half in figures), NOUGHT)
        ends = [row.result.low or NOUGHT, row.result.high or NOUGHT, least, most]
        lines.append([row.label, *(cut(end, 4) for end in ends)])
    example = ", ".join(cut(amount, 8) for amount in told.example)
    after = [f"Worked out from one set of amounts that fits, in the order above: {example}."]
    return Grid("Every row, in pounds, from one set of amounts", heads, lines, after=after)


def _record(ends: tuple[Fraction, Fraction | None]) -> dict[str, Any]:
    return {"from": in_full(ends[0]), "to": None if ends[1] is None else in_full(ends[1])}
