"""The proof of an answer about shares: the interval of every row with the results worked out anew, every rule tried."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from csptool.inferring.stated import money
from csptool.inferring.tables import AreaTable
from csptool.reports.grid import Cell, Grid, Head
from formulas.exact import cut, unit_words
from formulas.inference.interval import NOUGHT, Interval
from formulas.inference.pots import BY_ROW, HALF_UP, Pots, row_rate
from formulas.inference.proof import proof
from formulas.inference.shares import Shares


def rows_proof(table: AreaTable, shares: Shares, found: Pots) -> Grid:
    """The pots or the rates that every row allows, and its result worked out again from one of the pots."""
    shown = proof(shares, found)
    basis_kind, kind = (_kind(table, shares, place) for place in (0, 1))
    what, name = ("Rate", "rate") if found.basis_rounded else ("Pot", "pot")
    heads = [
        Head("Area", "area"),
        Head("Basis", "basis", basis_kind),
        Head("Result", "result", kind),
        Head(f"{what} from", f"{name}_from"),
        Head(f"{what} to", f"{name}_to"),
        Head("Basis that fits", "basis_that_fits", "exact"),
        Head("Worked out" if found.basis_rounded else f"From {money(shown.pot)}", "recomputed", kind),
        Head("Apart", "apart", f"+{kind}" if kind == "£" else kind),
        Head("Follows", "follows"),
    ]
    lines: list[list[Cell]] = []
    for place, (row, fits, worked) in enumerate(zip(shares.rows, shown.bases, shown.worked, strict=True)):
        ends = ["any", "any"] if shares.holds(place) else _ends_of_row(shares, found, place)
        follows = _follows(shares, place)
        lines.append([row.label, row.basis, row.result, *ends, fits, worked, row.result - worked, follows])
    ends = _rates(found.rate) if found.basis_rounded else [end(found.pots.low), end(found.pots.high)]
    basis, worked = sum((row.basis for row in shares.rows), NOUGHT), sum(shown.worked, NOUGHT)
    fits, apart = sum(shown.bases, NOUGHT), shares.come_to - worked
    total: list[Cell] = ["Total", basis, shares.come_to, *ends, fits, worked, apart, ""]
    after = [f"The {name}s of a row are those that give its printed result; those of the total give every row's."]
    if found.basis_rounded:
        after.append(f"Worked out from a pot of {end(shown.pot)} and bases that round to those printed.")
        return Grid("", heads, lines, total, after=after)
    kept = [place for place, head in enumerate(heads) if head.name != "basis_that_fits"]
    lines = [[line[place] for place in kept] for line in lines]
    return Grid("", [heads[place] for place in kept], lines, [total[place] for place in kept], after=after)


def _ends_of_row(shares: Shares, found: Pots, place: int) -> list[str]:
    rule = found.rule if found.rule in BY_ROW else HALF_UP
    rate = row_rate(shares.rows[place], found.unit, rule, rounded=found.basis_rounded)
    if found.basis_rounded:
        return _rates(rate)
    pots = rate.times(shares.shared_by).plus(shares.beside)
    return [end(pots.low), end(pots.high)]


def _rates(rate: Interval) -> list[str]:
    return ["any" if one is None else cut(one, 8) for one in (rate.low, rate.high)]


def _follows(shares: Shares, place: int) -> str:
    if shares.held and shares.holds(place):
        return f"at the {shares.held.kind}"
    return "no" if shares.aside and place in shares.aside.rows else "yes"


def _kind(table: AreaTable, shares: Shares, place: int) -> str:
    """How a column is shown: in pounds and pence where it is printed so, and otherwise as it is."""
    in_pounds = table.in_pounds((shares.basis, shares.result)[place])
    return "£" if in_pounds and any(pair[place].decimals == 2 for pair in shares.entries) else "exact"


def rules_tried(shares: Shares) -> Grid:
    """Every rule and unit that was tried, with the pots that it allows."""
    heads = [
        Head("Rule", "rule"),
        Head("To the", "unit"),
        Head("Basis", "basis"),
        Head("Pot from", "pot_from"),
        Head("Pot to", "pot_to"),
        Head("First whole-penny pot", "first_pot", "£"),
        Head("Last", "last_pot", "£"),
    ]
    lines: list[list[Any]] = []
    for one in shares.tried:
        basis = "as rounded" if one.basis_rounded else "as printed"
        ends = [end(one.pots.low), end(one.pots.high)] if one.fits else ["none", "none"]
        lines.append([one.rule, unit_words(one.unit), basis, *ends, *(one.whole_pennies or (None, None))])
    return Grid("Every rule of rounding that was tried", heads, lines)


def end(value: Fraction | None) -> str:
    """One end of a range of pots, cut to a hundredth of a penny and marked where it goes on."""
    return "no end" if value is None else ("-£" if value < 0 else "£") + cut(abs(value), 4)
