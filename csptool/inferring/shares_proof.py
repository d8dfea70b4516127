"""The proof of an answer about shares: the interval of every row with the results worked out anew, every rule tried."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from csptool.inferring.stated import money
from csptool.inferring.tables import AreaTable
from csptool.reports.grid import Cell, Grid, Head
from formulas.apportion import largest_remainder
from formulas.exact import cut, unit_words
from formulas.inference.interval import NOUGHT, Interval
from formulas.inference.pots import BY_ROW, HALF_UP, LARGEST_REMAINDER, Pots, rounded_to, row_rate
from formulas.inference.shares import Shares
from formulas.rounding import PENNY


def rows_proof(table: AreaTable, shares: Shares, found: Pots) -> Grid:
    """The pots that every row allows, and its result worked out again from one of the pots."""
    pot = _one_pot(found)
    basis_kind, kind = (_kind(table, shares, place) for place in (0, 1))
    heads = [
        Head("Area", "area"),
        Head("Basis", "basis", basis_kind),
        Head("Result", "result", kind),
        Head("Rate from" if found.basis_rounded else "Pot from", "rate_from" if found.basis_rounded else "pot_from"),
        Head("Rate to" if found.basis_rounded else "Pot to", "rate_to" if found.basis_rounded else "pot_to"),
        Head(f"From {money(pot)}", "recomputed", kind),
        Head("Apart", "apart", f"+{kind}" if kind == "£" else kind),
        Head("Follows", "follows"),
    ]
    again = _worked_out(shares, found, pot)
    lines: list[list[Cell]] = []
    for place, (row, worked) in enumerate(zip(shares.rows, again, strict=True)):
        ends = ["any", "any"] if shares.holds(place) else _ends_of_row(shares, found, place)
        lines.append([row.label, row.basis, row.result, *ends, worked, row.result - worked, _follows(shares, place)])
    basis, come_to = (
        sum(values, NOUGHT) for values in ([r.basis for r in shares.rows], [r.result for r in shares.rows])
    )
    ends = _rates(found.rate) if found.basis_rounded else [end(found.pots.low), end(found.pots.high)]
    total: list[Cell] = ["Total", basis, come_to, *ends, sum(again, NOUGHT), come_to - sum(again, NOUGHT), ""]
    what = "rates" if found.basis_rounded else "pots"
    after = [
        f"The {what} of a row are those that give its printed result; the total row has those that give every row's."
    ]
    if found.basis_rounded:
        after.append(
            "Worked out with the basis as printed; where a row is apart, a basis that rounds to it gives the result."
        )
    return Grid("", heads, lines, total, after=after)


def _ends_of_row(shares: Shares, found: Pots, place: int) -> list[str]:
    rule = found.rule if found.rule in BY_ROW else HALF_UP
    rate = row_rate(shares.rows[place], found.unit, rule, rounded=found.basis_rounded)
    if found.basis_rounded:
        return _rates(rate)
    pots = rate.times(shares.shared_by).plus(shares.beside)
    return [end(pots.low), end(pots.high)]


def _rates(rate: Interval) -> list[str]:
    return ["any" if one is None else cut(one, 8) for one in (rate.low, rate.high)]


def _worked_out(shares: Shares, found: Pots, pot: Fraction) -> list[Fraction]:
    """Every result again from a pot, by the rule that was found."""
    if found.rule == LARGEST_REMAINDER:
        counted = largest_remainder(int(pot / found.unit), [row.basis for row in shares.rows], range(len(shares.rows)))
        return [units * found.unit for units in counted.units]
    rate = (pot - shares.beside) / shares.shared_by
    worked = [rounded_to(rate * row.basis, found.unit, found.rule) for row in shares.rows]
    return [shares.held.amount if shares.held and shares.holds(p) else one for p, one in enumerate(worked)]


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


def _one_pot(found: Pots) -> Fraction:
    """One of the pots to work with: the first in whole pennies, else the middle."""
    if whole := found.whole_pennies:
        return whole[0] if whole[1] - whole[0] < 3 * PENNY else _middle(found) // PENNY * PENNY
    return _middle(found)


def _middle(found: Pots) -> Fraction:
    low, high = found.pots.low, found.pots.high
    if low is None or high is None:
        return low or high or NOUGHT
    return (low + high) / 2


def end(value: Fraction | None) -> str:
    """One end of a range of pots, cut to a hundredth of a penny and marked where it goes on."""
    return "no end" if value is None else ("-£" if value < 0 else "£") + cut(abs(value), 4)
