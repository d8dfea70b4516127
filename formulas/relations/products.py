"""A column that is the product of two others: number times price, tax base times Band D, hours times rate.

Judged by how far the last places of both can take it; established where nearly all rows agree and three of them tell
enough.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from formulas.relations.entry import Line
from formulas.relations.grid import Grid
from formulas.relations.relation import Relation, within

MOST = 12  # columns among which every pair is tried
FIRST = 2  # rows that fail one after another before a pair is given up


def products(grid: Grid) -> list[Relation]:
    """Every column that is the product of two others, judged row by row."""
    found: list[Relation] = []
    lines = [line for line in grid.columns_as_lines if line.kind in ("money", "number", "count", "rate")][:MOST]
    for result in lines:
        best: list[Relation] = []
        for first, second in combinations([line for line in lines if line is not result], 2):
            relations = list(_judged(result, first, second))
            agreed = [r for r in relations if r.verdict in ("exact", "rounding")]
            telling = [r for r in agreed if r.tolerance * 50 < abs(r.result.value)]
            if len(telling) >= 3 and len(agreed) >= 4 * (len(relations) - len(agreed)) and len(agreed) > len(best):
                best = relations
        found += best
    return found


def _judged(result: Line, first: Line, second: Line) -> Iterator[Relation]:
    failed = 0
    for stated, one, other in zip(result.entries, first.entries, second.entries, strict=True):
        if stated is None or one is None or other is None or min(abs(one.value), abs(other.value)) in (0, 1):
            continue
        made = one.value * other.value
        spread = abs(one.value) * other.half + abs(other.value) * one.half + one.half * other.half
        why = f"{first.label or 'one column'} times {second.label or 'another'}"
        relation = within("product", stated, ((one, 1), (other, 1)), made, made - spread, made + spread, why)
        failed = failed + 1 if relation.verdict == "wrong" else -FIRST
        yield relation
        if failed == FIRST:
            return
