"""Whether columns have one set of shares; and where one of them is the sum of two, what hidden fractions explain it."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import permutations

from csptool.inferring.answer import Answer
from csptool.inferring.tables import AreaTable
from csptool.labels import listed
from csptool.reports.grid import Cell, Grid, Head
from formulas.exact import cut, in_pounds
from formulas.inference.columns import OneFormula, SumRow, one_formula
from formulas.inference.interval import Interval
from formulas.inference.pots import HALF_UP, before_rounding
from formulas.inference.shares import Shares
from formulas.relations.entry import Entry

Triple = tuple[str, Entry, Entry, Entry]


def columns_answer(table: AreaTable, found: Sequence[Shares]) -> Answer | None:
    """The columns that have one set of shares within rounding; None where fewer than three are known to."""
    whole = [one for one in found if one.found is not None and one.aside is None]
    if len(whole) < 2 or len({one.basis for one in whole}) > 1:
        return None
    basis, places = whole[0].basis, [one.result for one in whole]
    names = [table.name(place) for place in (basis, *places)]
    title = f"Table {table.number}: one set of shares"
    same = f"{', '.join(names[:-1])} and {names[-1]} each agree with one set of shares, within rounding."
    for three in permutations((basis, *places), 3):
        if three[0] < three[1] and (rows := _summed(table, *three)):
            fit = one_formula([SumRow(label, *(_before(one) for one in figures)) for label, *figures in rows])
            sentences = [same, *_sentences(rows, fit, [table.name(place) for place in three])]
            tables = {"rows": _grid(rows, fit)} if fit.fits else {}
            return Answer(
                "columns", title, sentences, tables, {"table": table.number, "columns": names, "fits": fit.fits}
            )
    return Answer("columns", title, [same], {}, {"table": table.number, "columns": names})


def _before(entry: Entry) -> Interval:
    return before_rounding(entry.value, 2 * entry.half, HALF_UP)


def _summed(table: AreaTable, first: int, second: int, third: int) -> list[Triple]:
    """The areas with all three figures, if the third is the sum of the others within rounding in every one."""
    found = []
    for line in table.lines:
        one, two, three = (line.entries[place] for place in (first, second, third))
        if one is None or two is None or three is None or min(one.half, two.half, three.half) == 0:
            continue
        if abs(three.value - one.value - two.value) > one.half + two.half + three.half or one.value <= 0:
            return []
        found.append((line.label, one, two, three))
    return found if len(found) > 2 else []


def _sentences(rows: Sequence[Triple], fit: OneFormula, names: Sequence[str]) -> list[str]:
    first, second, third = names
    apart = [(label, three.value - one.value - two.value) for label, one, two, three in rows]
    told = [f"{label} ({in_pounds(miss, signed=True)})" for label, miss in apart if miss]
    whole = f"{third} is {first} and {second} added up"
    sentences = [
        f"{whole}; as printed {listed(told, 12)} {'is' if len(told) == 1 else 'are'} apart." if told else f"{whole}."
    ]
    if not fit.fits:
        return [*sentences, "No one set of shares gives all three columns with the sum taken before rounding."]
    low, high = fit.rate.low, fit.rate.high
    assert low is not None
    assert high is not None
    ends = f"{cut(low * 100, 6)}% to {cut(high * 100, 6)}%"
    sentences.append(
        f"All three follow from one set of shares if the figures have hidden fractions beyond their last place, added"
        f" up before they were rounded: {second} is then {ends} of {first} in every row."
    )
    return sentences


def _grid(rows: Sequence[Triple], fit: OneFormula) -> Grid:
    heads = [
        Head("Area", "area"),
        Head("Printed sum apart", "apart", "+£"),
        Head("First from", "first_from"),
        Head("to", "first_to"),
        Head("Second from", "second_from"),
        Head("to", "second_to"),
    ]
    lines: list[list[Cell]] = []
    for (label, one, two, three), first, second in zip(rows, fit.first, fit.second, strict=True):
        ends = [first.low, first.high, second.low, second.high]
        lines.append([label, three.value - one.value - two.value, *(_shown(end) for end in ends)])
    return Grid("", heads, lines, after=["What each figure may have been before it was rounded, in pounds."])


def _shown(value: Fraction | None) -> str:
    assert value is not None
    return "£" + cut(value, 5)
