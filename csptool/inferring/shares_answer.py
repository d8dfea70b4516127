"""The answer about shares in plain sentences, with the interval of every row and a recomputed table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from csptool.inferring.answer import Answer
from csptool.inferring.shares import Shares
from csptool.labels import counted, listed
from csptool.reports.grid import Cell, Grid, Head
from formulas.exact import cut, in_full, in_pounds, unit_words
from formulas.inference.interval import NOUGHT, Interval
from formulas.inference.pots import LARGEST_REMAINDER, Pots, rounded_to, row_rate
from formulas.relations.entry import Entry
from formulas.rounding import PENNY

LISTED_POTS = 4  # whole-penny pots told one by one
NEAR = Fraction(1, 100)  # how near a stated figure must lie to be taken for the pot


@dataclass(frozen=True)
class Stated:
    """A figure that may be the pot: given, in the paper's prose, or what a printed total leaves."""

    entry: Entry
    where: str
    asked: bool = False


def shares_answer(shares: Shares, stated: Sequence[Stated] = ()) -> Answer:
    """Which pots the two columns imply, by which rounding, and whether a stated figure is one of them."""
    table, found = shares.table, shares.found
    title = f"Table {table.number}: {table.name(shares.result)} in proportion to {table.name(shares.basis)}"
    if found is None:
        sentences = [
            "Not determined: no pot gives these results under any rule of rounding, and no three rows or more that"
            " are most of the table agree on one."
        ]
        return Answer("shares", title, sentences, {"rules": _rules(shares)}, _facts(shares))
    judged = [(one, *_judged(shares, found, one)) for one in stated if one.asked or _near(found, one)]
    sentences = [*_opening(shares, found), *(words for _, words, _ in judged)]
    failed = [words for one, words, among in judged if one.asked and not among]
    return Answer(
        "shares", title, sentences, {"rows": _rows(shares, found), "rules": _rules(shares)}, _facts(shares), failed
    )


def _opening(shares: Shares, found: Pots) -> list[str]:
    count, aside = len(shares.rows), shares.aside
    whose = f"all {count} rows follow" if aside is None else f"{count - len(aside.rows)} of the {count} rows follow"
    basis = ", the basis being anything that rounds to what is printed" if found.basis_rounded else ""
    pots = f"{whose} from {_span(found.pots)}, {_how(found)}{basis}."
    sentences = [pots[0].upper() + pots[1:], _whole(found)]
    if found.rule != LARGEST_REMAINDER and found.lowest is not None and found.highest is not None:
        low, high = shares.rows[found.lowest], shares.rows[found.highest]
        sentences.append(f"The lowest is decided by {low.label}, the highest by {high.label}.")
    sentences += _set_aside(shares)
    if wider := shares.wider:
        sentences.append(f"If the basis is itself rounded as it is printed: {_span(wider.pots)}.")
    remainder = [one for one in shares.tried if one.rule == LARGEST_REMAINDER and one.fits and one is not found]
    if remainder:
        pot = in_pounds(remainder[0].pots.low or NOUGHT)
        sentences.append(f"The largest remainder gives the same results from {pot}, their sum.")
    return sentences


def _set_aside(shares: Shares) -> list[str]:
    if not (aside := shares.aside):
        return []
    sentences = []
    for place, (least, greatest) in zip(aside.rows, aside.due, strict=True):
        row = shares.rows[place]
        due = _money(least) if least == greatest else f"{_money(least)} to {_money(greatest)}"
        sentences.append(f"{row.label} does not follow: it is {_money(row.result)} and would have to be {due}.")
    if aside.others:
        sentences.append(
            f"Which rows are wrong is not determined: {counted(aside.others, 'other set')} of as few rows would do."
        )
    return sentences


def _judged(shares: Shares, found: Pots, one: Stated) -> tuple[str, bool]:
    """What is to be said of a stated figure, and whether it is one of the pots."""
    entry, half = one.entry, one.entry.half
    among = not _apart(found, one) if half else found.pots.has(entry.value)
    name = f"{_money(entry.value)} ({one.where})"
    if among:
        words = f"{name} is among them."
        if shares.aside and len(shares.aside.rows) == 1 and half:
            place = shares.aside.rows[0]
            rest = sum((row.result for at, row in enumerate(shares.rows) if at != place), NOUGHT)
            words += f" It leaves {_money(entry.value - rest)} for {shares.rows[place].label}."
        return words, True
    excluding = [shares.rows[place].label for place in shares.excluded_by(entry.value, half)]
    by = f": it is excluded by {listed(excluding, 12)}" if excluding else ""
    return f"{name} is not among them{by}.", False


def _near(found: Pots, one: Stated) -> bool:
    if found.pots.low is None or found.pots.high is None:
        return False
    return abs(one.entry.value - found.pots.low) <= NEAR * abs(found.pots.low)


def _apart(found: Pots, one: Stated) -> bool:
    around = Interval.around(one.entry.value, one.entry.half)
    return around.start > found.pots.end or found.pots.start > around.end


def _rows(shares: Shares, found: Pots) -> Grid:
    """The interval of every row, and the results worked out anew from one pot."""
    basis = sum((row.basis for row in shares.rows), NOUGHT)
    pot = _one_pot(found)
    basis_kind, kind = (_kind(shares, place) for place in (0, 1))
    heads = [
        Head("Area", "area"),
        Head("Basis", "basis", basis_kind),
        Head("Result", "result", kind),
        Head("Pot from", "pot_from"),
        Head("Pot to", "pot_to"),
        Head(f"From {_money(pot)}", "recomputed", kind),
        Head("Apart", "apart", f"+{kind}" if kind == "£" else kind),
        Head("Follows", "follows"),
    ]
    lines: list[list[Cell]] = []
    recomputed: list[Fraction] = []
    for place, row in enumerate(shares.rows):
        rule = found.rule if found.rule != LARGEST_REMAINDER else "each row half up"
        pots = row_rate(row, found.unit, rule, rounded=found.basis_rounded).times(basis)
        worked = rounded_to(pot * row.basis / basis, found.unit, rule)
        recomputed.append(worked)
        aside = bool(shares.aside and place in shares.aside.rows)
        ends = [_end(pots.low), _end(pots.high)]
        lines.append([row.label, row.basis, row.result, *ends, worked, row.result - worked, "no" if aside else "yes"])
    come_to = sum((row.result for row in shares.rows), NOUGHT)
    again = sum(recomputed, NOUGHT)
    total: list[Cell] = [
        "Total",
        basis,
        come_to,
        _end(found.pots.low),
        _end(found.pots.high),
        again,
        come_to - again,
        "",
    ]
    after = ["The pots of a row are those that give its printed result; the total row has those that give every row's."]
    return Grid("", heads, lines, total, after=after)


def _kind(shares: Shares, place: int) -> str:
    """How a column is shown: in pounds and pence where it is printed so, and otherwise as it is."""
    column = shares.table.columns[(shares.basis, shares.result)[place]]
    return "£" if column.kind == "money" and any(pair[place].decimals == 2 for pair in shares.entries) else "exact"


def _rules(shares: Shares) -> Grid:
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
        ends = [_end(one.pots.low), _end(one.pots.high)] if one.fits else ["none", "none"]
        lines.append([one.rule, unit_words(one.unit), basis, *ends, *(one.whole_pennies or (None, None))])
    return Grid("Every rule of rounding that was tried", heads, lines)


def _facts(shares: Shares) -> dict[str, Any]:
    found, aside = shares.found, shares.aside
    facts: dict[str, Any] = {
        "table": shares.table.number,
        "basis": shares.table.name(shares.basis),
        "result": shares.table.name(shares.result),
        "determined": found is not None,
    }
    if found is None:
        return facts
    whole = found.whole_pennies
    labels = [shares.rows[place].label for place in (found.lowest, found.highest) if place is not None]
    facts |= {
        "rule": found.rule,
        "unit": in_full(found.unit),
        "basis_as": "rounded" if found.basis_rounded else "printed",
        "pots": {
            "from": None if found.pots.low is None else in_full(found.pots.low),
            "to": None if found.pots.high is None else in_full(found.pots.high),
            "from_included": found.pots.low_in,
            "to_included": found.pots.high_in,
            "whole_pennies": None if whole is None else [in_full(pot) for pot in whole],
            "decided_by": labels,
        },
        "set_aside": [
            {"area": shares.rows[place].label, "would_be": [in_full(one) for one in due]}
            for place, due in zip(aside.rows, aside.due, strict=True)
        ]
        if aside
        else [],
        "other_sets": aside.others if aside else 0,
    }
    return facts


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


def _span(pots: Interval) -> str:
    if pots.low is None or pots.high is None:
        return "any pot" if pots.low is None else f"a pot of {_end(pots.low)} or more"
    return f"a pot of {_end(pots.low)}" if pots.low == pots.high else f"a pot of {_end(pots.low)} to {_end(pots.high)}"


def _whole(found: Pots) -> str:
    whole = found.whole_pennies
    if found.pots.low is None or found.pots.high is None:
        return "The pot is not determined."
    if whole is None:
        return "No pot in whole pennies is among them."
    count = int((whole[1] - whole[0]) / PENNY) + 1
    if count == 1:
        return f"In whole pennies the pot is {in_pounds(whole[0])}."
    if count <= LISTED_POTS:
        each = [in_pounds(whole[0] + step * PENNY) for step in range(count)]
        return f"In whole pennies the pot is {', '.join(each[:-1])} or {each[-1]}."
    return f"In whole pennies there are {count:,} such pots: {in_pounds(whole[0])} to {in_pounds(whole[1])}."


def _how(found: Pots) -> str:
    return f"{found.rule}, to the {unit_words(found.unit)}"


def _end(value: Fraction | None) -> str:
    return "no end" if value is None else ("-£" if value < 0 else "£") + cut(abs(value), 4)


def _money(value: Fraction) -> str:
    return in_pounds(value, 0 if value.denominator == 1 else 2)
