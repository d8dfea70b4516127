"""A stated pot against the pots that the rows imply: each row in proportion to another column of its table.

A sum allows the rounding of every row at once. Where the rows are shares of one pot they allow much less, for each of
them must come from the same pot, and a stated figure may lie outside though it is within the rounding of the sum.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import islice

from formulas.exact import in_pounds
from formulas.inference.areas import Areas
from formulas.inference.interval import Interval
from formulas.inference.pots import Pots
from formulas.inference.shares import Shares, search
from formulas.paper import Paper
from formulas.relations.entry import Entry
from formulas.relations.grid import Grid
from formulas.relations.prose import Passage
from formulas.relations.quoted import MISPRINTS
from formulas.relations.relation import Relation, judged
from formulas.relations.restated import near, significant
from formulas.relations.slips import slip
from formulas.rounding import PENNY

ALIKE = 1000  # times that a stated pot may be further off and still be meant
FEW = 20  # pots in whole pennies that are tried one by one
LONG = 5  # digits of a figure that another hardly resembles by chance
STATED = ("total_in_words", "column_sum")  # the relations whose result is the sum of a column


class _Tables(dict[int, Areas]):
    """The areas of every table by its number, worked out when they are asked for."""

    def __init__(self, grids: Iterable[Grid]) -> None:
        self._grids = {grid.table.number: grid for grid in grids}

    def __missing__(self, number: int) -> Areas:
        self[number] = Areas.of(self._grids[number])
        return self[number]


def with_implied_pots(grids: Iterable[Grid], relations: list[Relation]) -> list[Relation]:
    """The relations, a sum that a stated pot makes doubtful being shown by the pots that the rows imply.

    A query, not an accusation: the figure may state something other than the pot that was shared out.
    """
    tables = _Tables(grids)
    found: list[Relation] = []
    for relation in relations:
        implied = None
        if relation.kind in STATED and relation.verdict in ("rounding", "query"):
            implied = next(_implied(tables[relation.terms[0][0].table], relation), None)
        if implied is None or relation.verdict != "query":
            found.append(relation)
        found += [implied] if implied is not None else []
    return found


def stated_beside_totals(
    paper: Paper, grids: list[Grid], found: list[Passage], totalled: set[tuple[int, int]]
) -> list[Relation]:
    """Sums of the text that all but equal the pot of a column which prints its total, where the rows imply another.

    A sum that the printed total and another figure of the paragraph make up is what was there before that was taken
    off. One further off is asked about only where one misprint makes it of the pot.
    """
    relations: list[Relation] = []
    tables = _Tables(grids)
    for _, figures in found:
        amounts = [mention.entry for mention in figures if mention.kind == "money" and mention.entry.paragraph]
        for grid in near(paper, grids, amounts[0].paragraph) if amounts else []:
            areas = tables[grid.table.number]
            for place, column in enumerate(areas.columns):
                if (grid.table.number, column.index) in totalled:
                    relations += _stated_beside(areas, place, amounts)
    return relations


def _stated_beside(areas: Areas, place: int, amounts: list[Entry]) -> Iterator[Relation]:
    entries = [entry for line in areas.lines if (entry := line.entries[place]) is not None]
    if len(entries) < len(areas.lines) or len(entries) < 3:
        return
    for amount in (one for one in amounts if significant(one) >= LONG):
        relation = judged("total_in_words", amount, tuple((entry, 1) for entry in entries), "")
        off = abs(relation.difference)
        if relation.verdict == "wrong" and 2 * off <= abs(relation.recomputed) and not _taken_off(off, amounts):
            close = off * ALIKE <= abs(relation.recomputed)
            yield from (
                one for one in islice(_implied(areas, relation), 1) if close or _misprinted(amount, relation, one)
            )


def _misprinted(amount: Entry, total: Relation, implied: Relation) -> bool:
    """Whether one misprint makes the amount of the sum of the rows, or of one of the pots that they imply."""
    pots = Interval(implied.low, implied.high)
    ends, roundest = pots.multiples(PENNY), pots.roundest(2)
    few = ends is not None and ends[1] - ends[0] <= FEW * PENNY
    meant = [ends[0] + PENNY * step for step in range(int((ends[1] - ends[0]) / PENNY) + 1)] if ends and few else []
    meant += [total.recomputed, *([] if roundest is None else [roundest])]
    return any(slip(amount, one) in MISPRINTS for one in meant)


def _taken_off(off: Fraction, amounts: list[Entry]) -> bool:
    """Whether a difference is, but for rounding, another sum of the paragraph."""
    return any(abs(off - one.value) <= one.half + PENNY for one in amounts)


def _implied(areas: Areas, relation: Relation) -> Iterator[Relation]:
    rows, columns = {e.row for e, _ in relation.terms}, {e.column for e, _ in relation.terms}
    if (
        rows != {line.index for line in areas.lines}
        or len(columns) > 1
        or any(weight < 0 for _, weight in relation.terms)
    ):
        return
    place = next(place for place, column in enumerate(areas.columns) if column.index in columns)
    for shares in search(areas, None, place):
        fitting = [one for one in shares.tried if one.fits]
        stated = Interval.around(relation.result.value, relation.result.half)
        if fitting and all(_apart(stated, one.pots) for one in fitting):
            yield _judged(relation, shares, fitting)


def _apart(one: Interval, other: Interval) -> bool:
    return one.start > other.end or other.start > one.end


def _judged(relation: Relation, shares: Shares, fitting: list[Pots]) -> Relation:
    """The stated figure beside the pots of the first reading that gives every row; the widest say what rounding can."""
    ends = [end for one in fitting for end in (one.pots.low, one.pots.high) if end is not None]
    low, high = min(ends), max(ends)
    result, basis = (shares.areas.columns[place].index for place in (shares.result, shares.basis))
    pots = fitting[0].whole_pennies or (low, high)
    told = in_pounds(pots[0]) if pots[0] == pots[1] else f"{in_pounds(pots[0])} to {in_pounds(pots[1])}"
    why = (
        f"the {len(shares.rows)} rows of column {result} are in proportion to column {basis}, and follow from a pot of"
        f" {told}"
    )
    nearest = min(pots, key=lambda pot: abs(pot - relation.result.value))
    return replace(
        relation, kind="implied_pot", verdict="query", recomputed=nearest, low=low, high=high, why=why, linear=False
    )
