"""The answer about shares in plain sentences, with the interval of every row and a recomputed table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from csptool.inferring.answer import Answer
from csptool.inferring.shares_proof import end, rows_proof, rules_tried
from csptool.inferring.stated import Stated, money, of_a_pot
from csptool.inferring.tables import AreaTable
from csptool.labels import counted, listed
from formulas.exact import in_full, in_pounds, unit_words
from formulas.inference.aside import due_of
from formulas.inference.interval import NOUGHT, Interval
from formulas.inference.pots import LARGEST_REMAINDER, Pots
from formulas.inference.shares import Shares
from formulas.rounding import PENNY

LISTED_POTS = 4  # whole-penny pots told one by one


def shares_answer(table: AreaTable, shares: Shares, stated: Sequence[Stated] = ()) -> Answer:
    """Which pots the two columns imply, by which rounding, and whether a stated figure is one of them."""
    found = shares.found
    title = f"Table {table.number}: {table.name(shares.result)} in proportion to {table.name(shares.basis)}"
    if found is None:
        sentences = [
            "Not determined: no pot gives these results under any rule of rounding, and no three rows or more that"
            " are most of the table agree on one."
        ]
        return Answer("shares", title, sentences, {"rules": rules_tried(shares)}, _facts(table, shares))
    judged = [(one, *_judged(shares, found, one)) for one in stated if one.concerns(found.pots)]
    sentences = [*_opening(shares, found), *(words for _, words, _ in judged)]
    failed = [words for one, words, among in judged if one.asked and not among]
    return Answer(
        "shares",
        title,
        sentences,
        {"rows": rows_proof(table, shares, found), "rules": rules_tried(shares)},
        _facts(table, shares),
        failed,
    )


def _opening(shares: Shares, found: Pots) -> list[str]:
    count = len(shares.rows)
    left = len(shares.held.rows if shares.held else shares.aside.rows if shares.aside else ())
    whose = f"{count - left} of the {count} rows follow" if left else f"all {count} rows follow"
    basis = ", the basis being anything that rounds to what is printed" if found.basis_rounded else ""
    pots = f"{whose} from {_span(found.pots)}, {_how(found)}{basis}."
    sentences = [pots[0].upper() + pots[1:], _whole(found)]
    if found.rule != LARGEST_REMAINDER and found.lowest is not None and found.highest is not None:
        low, high = shares.rows[found.lowest], shares.rows[found.highest]
        sentences.append(f"The lowest is decided by {low.label}, the highest by {high.label}.")
    sentences += [*_held(shares, found), *_set_aside(shares)]
    if wider := shares.wider:
        sentences.append(f"If the basis is itself rounded as it is printed: {_span(wider.pots)}.")
    remainder = [one for one in shares.tried if one.rule == LARGEST_REMAINDER and one.fits and one is not found]
    if remainder:
        pot = in_pounds(remainder[0].pots.low or NOUGHT)
        sentences.append(f"The largest remainder gives the same results from {pot}, their sum.")
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


def _set_aside(shares: Shares) -> list[str]:
    if not (aside := shares.aside):
        return []
    sentences = []
    for place, (least, greatest) in zip(aside.rows, aside.due, strict=True):
        row = shares.rows[place]
        due = money(least) if least == greatest else f"{money(least)} to {money(greatest)}"
        sentences.append(f"{row.label} does not follow: it is {money(row.result)} and would have to be {due}.")
    if aside.others:
        sentences.append(
            f"Which rows are wrong is not determined: {counted(aside.others, 'other set')} of as few rows would do."
        )
    return sentences


def _judged(shares: Shares, found: Pots, one: Stated) -> tuple[str, bool]:
    """What is to be said of a stated figure, and whether it is one of the pots."""
    words, among = of_a_pot(one, found.pots)
    if not among:
        for other in shares.tried:
            if other.fits and other is not found and one.among(other.pots):
                rounded = ", the basis being rounded as it is printed" if other.basis_rounded else ""
                return f"{one.name} is one of the pots by another rule: {_how(other)}{rounded}.", True
        excluding = [shares.rows[place].label for place in shares.excluded_by(one.entry.value, one.entry.half)]
        by = f": it is excluded by {listed(excluding, 12)}" if excluding else ""
        return f"{one.name} is not among them{by}.", False
    if shares.aside and len(shares.aside.rows) == 1 and one.entry.half:
        place = shares.aside.rows[0]
        rest = sum((row.result for at, row in enumerate(shares.rows) if at != place), NOUGHT)
        words += f" It leaves {money(one.entry.value - rest)} for {shares.rows[place].label}."
    return words, True


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


def _span(pots: Interval) -> str:
    if pots.low is None or pots.high is None:
        return "any pot" if pots.low is None else f"a pot of {end(pots.low)} or more"
    return f"a pot of {end(pots.low)}" if pots.low == pots.high else f"a pot of {end(pots.low)} to {end(pots.high)}"


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
