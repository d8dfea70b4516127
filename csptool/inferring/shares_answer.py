"""The answer about shares in plain sentences, with the interval of every row and a recomputed table."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from csptool.inferring.answer import Answer
from csptool.inferring.aside_answer import set_aside_told, span
from csptool.inferring.shares_proof import rows_proof, rules_tried
from csptool.inferring.stated import Stated, money
from csptool.inferring.stated_pots import how, judged_pot, what_is_left
from csptool.inferring.tables import AreaTable
from csptool.labels import listed
from csptool.papers import ReadPaper
from formulas.exact import cut, in_full, in_pounds
from formulas.inference.aside import due_of
from formulas.inference.interval import NOUGHT
from formulas.inference.pots import BY_ROW, LARGEST_REMAINDER, Pots
from formulas.inference.shares import Shares
from formulas.rounding import PENNY

LISTED_POTS = 4  # whole-penny pots told one by one
MANIFOLD = 10  # a rate of so much is no percentage that anybody would speak of


def shares_answer(table: AreaTable, shares: Shares, stated: Sequence[Stated] = ()) -> Answer:
    """Which pots the two columns imply, by which rounding, and whether a stated figure is one of them."""
    found = shares.found
    title = f"Table {table.number}: {table.name(shares.result)} in proportion to {table.name(shares.basis)}"
    if found is None:
        sentences = [
            "Not determined: no pot gives these results under any rule of rounding, and no three rows or more that"
            " are most of the table agree on one."
        ]
        failed = [f"{one.name} gives these results by no rule that was tried." for one in stated if one.asked]
        tables = {"rules": rules_tried(shares)}
        return Answer("shares", title, [*sentences, *failed], tables, _facts(table, shares), failed)
    judged = [(one, *judged_pot(shares, found, one)) for one in stated if one.concerns(found.pots)]
    sentences = [*_opening(table, shares, found), *(words for _, words, _ in judged), *what_is_left(found, stated)]
    failed = [words for one, words, among in judged if one.asked and not among]

    def live(read: ReadPaper) -> bytes:
        from csptool.inferring.shares_workbook import as_workbook

        return as_workbook(read, table, shares, found, title, sentences)

    tables = {"rows": rows_proof(table, shares, found), "rules": rules_tried(shares)}
    return Answer("shares", title, sentences, tables, _facts(table, shares), failed, live)


def _opening(table: AreaTable, shares: Shares, found: Pots) -> list[str]:
    count = len(shares.rows)
    left = len(shares.held.rows if shares.held else shares.aside.rows if shares.aside else ())
    whose = f"{count - left} of the {count} rows follow" if left else f"all {count} rows follow"
    basis = ", the basis being anything that rounds to what is printed" if found.basis_rounded else ""
    pots = f"{whose} from {span(found.pots)}, {how(found)}{basis}."
    sentences = [pots[0].upper() + pots[1:], _whole(found)]
    if found.rule in BY_ROW and not found.basis_rounded and found.lowest is not None and found.highest is not None:
        low, high = shares.rows[found.lowest], shares.rows[found.highest]
        sentences.append(f"The lowest is decided by {low.label}, the highest by {high.label}.")
    sentences += [_rate(table, shares, found), *_held(shares, found), *set_aside_told(table, shares)]
    if wider := shares.wider:
        sentences.append(f"If the basis is itself rounded as it is printed: {span(wider.pots)}.")
    if shares.whole:
        sentences.append("The percentages may as well have been worked out from the amounts.")
    return [*sentences, *_other_rules(shares, found), *_left_out(table, shares)]


def _rate(table: AreaTable, shares: Shares, found: Pots) -> str:
    """What the rows get for one of the basis: as a percentage where both are money."""
    low, high = found.rate.low, found.rate.high
    if low is None or high is None:
        return "The rate is not determined."
    money_by_money = table.in_pounds(shares.basis) and table.in_pounds(shares.result) and abs(high) < MANIFOLD
    ends = [f"{cut(end * 100, 5)}%" if money_by_money else f"£{cut(end, 6)}" for end in (low, high)]
    same = len({end.replace("…", "") for end in ends}) == 1
    of = f"of {table.name(shares.basis)}" if money_by_money else f"for one of {table.name(shares.basis)}"
    roundest = found.rate.times(Fraction(100 if money_by_money else 1)).roundest(3)
    fits = ""
    if roundest is not None and not same:
        fits = f"; {in_full(roundest)}% is among them" if money_by_money else f"; {_charge(roundest)} is among them"
    return f"The rate is {ends[0] if same else ' to '.join(ends)} {of}{fits}."


def _charge(value: Fraction) -> str:
    return in_pounds(value) if (value * 100).denominator == 1 else f"£{in_full(value, grouped=True)}"


def _other_rules(shares: Shares, found: Pots) -> list[str]:
    """The other rules that give the same results, to the same unit."""
    if shares.held or shares.aside:
        return []
    alike = [
        one
        for one in shares.tried
        if one.fits and one is not found and (one.unit, one.basis_rounded) == (found.unit, found.basis_rounded)
    ]
    sentences = []
    ends = (found.pots.low, found.pots.high)
    if same := [one.rule for one in alike if (one.pots.low, one.pots.high) == ends]:
        sentences.append(f"The figures do not tell this rule from: {', '.join(same)}.")
    for one in alike:
        if one.rule == LARGEST_REMAINDER:
            sentences.append(f"The largest remainder gives the same results from {_sum_of(one)}, their sum.")
        elif one.rule not in same:
            sentences.append(f"The same results come from {span(one.pots)}, {one.rule}.")
    return sentences


def _sum_of(one: Pots) -> str:
    return in_pounds(one.pots.low or NOUGHT)


def _left_out(table: AreaTable, shares: Shares) -> list[str]:
    """Rows that were not asked, and printed totals that the rows do not come to."""
    columns, areas, sentences = (shares.basis, shares.result), shares.areas, []
    if lines := areas.without_figure(*columns):
        names = [line.label for line in lines]
        sentences.append(f"Left out, having no plain figure in both columns: {listed(names, 12)}.")
    if lines := areas.apart(*columns):
        sentences.append(f"Left out, standing apart in the table: {listed([line.label for line in lines], 12)}.")
    for column, total in zip(columns, (sum((r.basis for r in shares.rows), NOUGHT), shares.come_to), strict=True):
        left = shares.left_by_total(column)
        entries = [entry for line in areas.lines if (entry := line.entries[column]) is not None]
        if left is not None and abs(left.value - total) > sum((entry.half for entry in entries), left.half):
            name, shown = table.name(column), (in_full(left.value, grouped=True), in_full(total, grouped=True))
            sentences.append(f"The printed total of {name} leaves {shown[0]} for these rows, which come to {shown[1]}.")
    return sentences


def _held(shares: Shares, found: Pots) -> list[str]:
    """Which rows are held at a minimum or a cap, and what they would get at the rate of the others."""
    if not (one := shares.held):
        return []
    names = listed([shares.rows[place].label for place in one.rows], 12)
    would = [due_of(shares.rows[place], found) for place in one.rows]
    least, greatest = min(low for low, _ in would), max(high for _, high in would)
    return [
        f"Held at a {one.kind} of {money(one.amount)}: {names}. At the rate of the others they would get"
        f" {money(least)} to {money(greatest)}; the pot is with what they get."
    ]


def _facts(table: AreaTable, shares: Shares) -> dict[str, Any]:
    found, aside = shares.found, shares.aside
    facts: dict[str, Any] = {
        "table": table.number,
        "basis": table.name(shares.basis),
        "result": table.name(shares.result),
        "determined": found is not None,
    }
    if found is None:
        return facts
    whole = found.whole_pennies
    labels = [shares.rows[place].label for place in (found.lowest, found.highest) if place is not None]
    held = shares.held
    facts |= {
        "held": {
            "kind": held.kind,
            "amount": in_full(held.amount),
            "areas": [shares.rows[place].label for place in held.rows],
        }
        if held
        else None,
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
