"""A stated pot against the pots that the rows imply: each row in proportion to another column of its table.

A sum allows the rounding of every row at once. Where the rows are shares of one pot they allow much less, for each of
them must come from the same pot, and a stated figure may lie outside though it is within the rounding of the sum.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from formulas.exact import in_pounds
from formulas.inference.areas import Areas
from formulas.inference.interval import Interval
from formulas.inference.pots import Pots
from formulas.inference.shares import Shares, search
from formulas.relations.grid import Grid
from formulas.relations.relation import Relation

STATED = ("total_in_words", "column_sum")  # the relations whose result is the sum of a column


def with_implied_pots(grids: Iterable[Grid], relations: list[Relation]) -> list[Relation]:
    """The relations, a sum that a stated pot makes doubtful being shown by the pots that the rows imply.

    A query, not an accusation: the figure may state something other than the pot that was shared out.
    """
    areas = {grid.table.number: grid for grid in grids}
    found: list[Relation] = []
    for relation in relations:
        implied = None
        if relation.kind in STATED and relation.verdict in ("rounding", "query"):
            implied = next(_implied(areas[relation.terms[0][0].table], relation), None)
        if implied is None or relation.verdict != "query":
            found.append(relation)
        found += [implied] if implied is not None else []
    return found


def _implied(grid: Grid, relation: Relation) -> Iterator[Relation]:
    areas = Areas.of(grid)
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
