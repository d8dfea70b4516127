"""The question of a formula: which amounts per unit of some indicators give every result, with a fixed sum or none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from csptool.inferring.answer import Answer
from csptool.inferring.formula_question import Formula, formula_of
from csptool.inferring.stated import Stated, ends_of, of_a_pot
from csptool.inferring.tables import AreaTable
from csptool.labels import listed
from csptool.papers import ReadPaper
from csptool.reports.grid import Cell, Grid, Head
from formulas.exact import cut, in_full, in_pounds
from formulas.inference.interval import NOUGHT, Interval
from formulas.inference.weights import Weights, follow, greatest_fixed_sum, weights, without_indicators, worked_out

NOT_TOGETHER = "Not all of these can be left out at once."
HARDLY = Fraction(1, 1000)  # a part of the whole so small that its amount is as good as nought
CLOSE = Fraction(1, 100)  # an amount is told to be determined where its range is no wider than this part of it


def formula_answer(
    table: AreaTable, columns: tuple[Sequence[int], int, int | None], stated: Sequence[Stated] = ()
) -> Answer:
    """The amounts per unit of the indicators, and what else is needed for every row to follow."""
    indicators, result, population = columns
    found = formula_of(table, indicators, result, population)
    title = f"Table {table.number}: {table.name(result)} by {', '.join(table.name(place) for place in indicators)}"
    facts: dict[str, Any] = {"table": table.number, "result": table.name(result), "fits": found.fits}
    if not found.fits:
        return Answer("formula", title, _nothing(found), _of_the_rest(found), facts | _aside_record(found))
    told = weights(found.rows)
    fixed = told.amounts[0] if found.fixed else (NOUGHT, None if found.held else greatest_fixed_sum(found.rows))
    judged = [(one, *of_a_pot(one, told.total)) for one in stated if not found.held and one.concerns(told.total)]
    sentences = [*_opening(found, fixed), *_told(found, told), *_total(found, told), *(words for _, words, _ in judged)]
    failed = [words for one, words, among in judged if one.asked and not among]
    facts["fixed_sum"] = {"needed": found.fixed, "range": _record(fixed)}
    facts["minimum"] = _minimum_record(found)
    facts["turned"] = list(found.turned)
    facts["per_unit"] = {name: _record(ends) for name, ends in zip(found.names, told.amounts, strict=True)}
    tables = {"amounts": _amounts(told, found.names), "rows": _rows(found, told)}

    def live(read: ReadPaper) -> bytes:
        from csptool.inferring.formula_workbook import as_workbook

        return as_workbook(read, found.names, found.rows, told.example, (title, sentences))

    return Answer("formula", title, sentences, tables, facts, failed, None if found.held else live)


def _nothing(found: Formula) -> list[str]:
    """Which rows are to be set aside where nothing gives every one, and what they would have to be."""
    sentences = [
        "No amounts of nought or more for these indicators give every result, with or without a fixed sum or a minimum."
    ]
    aside, rows = found.aside, found.rows
    fixed = ", a fixed sum for each area added" if found.fixed else ""
    if aside is None:
        return [*sentences, "Which rows are wrong is not determined: leaving out a few does not let the rest follow."]
    if len(aside.sets) > 1:
        names = listed([rows[place].label for place in aside.among], 12)
        many = "any one" if len(aside.rows) == 1 else f"some {len(aside.rows)}"
        return [*sentences, f"Which row is wrong is not determined: without {many} of {names} the rest follow{fixed}."]
    names = " and ".join(rows[place].label for place in aside.rows)
    sentences.append(f"Without {names} the rest follow{fixed}.")
    for place, due in zip(aside.rows, aside.due, strict=True):
        sentences.append(
            f"{rows[place].label} would have to come to {ends_of(due.low, due.high)} before rounding, or one of its"
            " indicators is wrong."
        )
    return sentences


def _of_the_rest(found: Formula) -> dict[str, Grid]:
    """The proof for the rows that follow once the first set is left out."""
    if found.aside is None:
        return {}
    rest = replace(found, rows=found.following)
    told = weights(rest.rows)
    return {"amounts": _amounts(told, rest.names), "rows": _rows(rest, told)}


def _aside_record(found: Formula) -> dict[str, Any]:
    if found.aside is None:
        return {"set_aside": []}
    return {"set_aside": [[found.rows[place].label for place in one] for one in found.aside.sets]}


def _minimum_record(found: Formula) -> dict[str, Any] | None:
    if not found.held:
        return None
    return {"amount": in_full(found.minimum), "areas": [found.rows[place].label for place in found.held]}


def _total(found: Formula, told: Weights) -> list[str]:
    """What was shared out in all; not where rows are held at a minimum, for what these cost is theirs."""
    if found.held:
        return []
    return [f"In all the rows come to {ends_of(told.total.low, told.total.high)} before rounding."]


def _opening(found: Formula, fixed: tuple[Fraction, Fraction | None]) -> list[str]:
    count, sentences = len(found.rows), []
    if found.fixed:
        sentences.append(f"All {count} rows follow, but only with a fixed sum of {ends_of(*fixed)} for each area.")
        if found.minimum_too:
            sentences.append("They follow as well without it if the areas that get the least are held at a minimum.")
    elif found.held:
        names = listed([found.rows[place].label for place in found.held], 12)
        sentences.append(f"All {count} rows follow with a minimum of {in_pounds(found.minimum)}. Held at it: {names}.")
    else:
        at_most = "" if fixed[1] is None else f"; there may be one of £{cut(fixed[1], 4)} at most"
        sentences.append(f"All {count} rows follow without a fixed sum for each area{at_most}.")
    if found.turned:
        sentences.append(f"They follow only with {listed(found.turned, 12)} in place of the column as printed.")
    for other in found.others:
        read = (
            f"with {listed(other, 12)} in place of the column as printed" if other else "with every column as printed"
        )
        sentences.append(f"They follow as well {read}: the figures do not tell which.")
    return sentences


def _told(found: Formula, told: Weights) -> list[str]:
    """Which indicators may be left out, and which amounts the figures leave open."""
    spare = [place for place, (least, _) in enumerate(told.amounts) if not least]
    vague = [
        name
        for name, (low, high), (_, part) in zip(found.names, told.amounts, told.shares, strict=True)
        if (high is None or high - low > CLOSE * high) and part > HARDLY
    ]
    sentences = []
    if spare:
        names = listed([found.names[place] for place in spare], 12)
        sentences.append(f"Not shown to be needed (its amount may be nought): {names}.")
    if len(spare) > 1:
        together = len(spare) < len(found.names) and follow(without_indicators(found.rows, spare))
        sentences.append("Without all of these the rows still follow." if together else NOT_TOGETHER)
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
        Head("Roundest", "share_roundest"),
    ]
    rows: list[list[Cell]] = []
    for name, (low, high), share in zip(names, told.amounts, told.shares, strict=True):
        top = "no end" if high is None else cut(high, 6)
        part = Interval(share[0] * 100, share[1] * 100)
        roundest = part.roundest(3) if share[1] - share[0] < CLOSE else None
        shown = "" if roundest is None else f"{in_full(roundest)}%"
        rows.append([name, cut(low, 6), top, *(f"{cut(end * 100, 3)}%" for end in share), shown])
    return Grid("", heads, rows)


def _rows(found: Formula, told: Weights) -> Grid:
    heads = [
        Head("Area", "area"),
        Head("Result from", "result_from"),
        Head("To", "result_to"),
        Head("Worked out from", "worked_from"),
        Head("To", "worked_to"),
    ]
    lines: list[list[Cell]] = []
    for row in found.rows:
        ends = [row.result.low or NOUGHT, row.result.high or NOUGHT, *worked_out(row, told.example)]
        lines.append([row.label, *(cut(end, 4) for end in ends)])
    example = ", ".join(in_full(amount, grouped=True) for amount in told.example)
    after = [f"Worked out from one set of amounts that fits, in the order above: {example}."]
    after += ["Of areas held at the minimum it is what the amounts alone would give them."] if found.held else []
    return Grid("Every row, in pounds, from one set of amounts", heads, lines, after=after)


def _record(ends: tuple[Fraction, Fraction | None]) -> dict[str, Any]:
    return {"from": in_full(ends[0]), "to": None if ends[1] is None else in_full(ends[1])}
