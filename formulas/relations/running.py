"""A running balance: each row's balance is the one before it, and what came in less what went out."""

from __future__ import annotations

import re
from itertools import combinations, product

from formulas.relations import words
from formulas.relations.entry import Entry, Line
from formulas.relations.grid import Grid
from formulas.relations.relation import Relation, judged

_BALANCE = re.compile(r"\bbalance\b|\bcumulative\b|\brunning\b|\bremaining\b|\boutstanding\b|\bheld\b", re.I)
FLOWS = 5  # columns beside the balance that may be its movements

Signed = tuple[tuple[Line, int], ...]


def running(grid: Grid) -> list[Relation]:
    """Every balance column read from its row before and one or two columns of movements."""
    found: list[Relation] = []
    lines = grid.columns_as_lines
    for balance in lines:
        if _BALANCE.search(balance.label) and sum(e is not None for e in balance.entries) >= 4:
            flows = [line for line in lines if line is not balance and line.kind in ("money", "number", "count")][
                :FLOWS
            ]
            best: list[Relation] = []
            for movement in _movements(flows):
                relations = _judged(balance, movement)
                if _agreed(relations) > _agreed(best):
                    best = relations
            found += best
    return found


def _movements(flows: list[Line]) -> list[Signed]:
    return [
        tuple(zip(chosen, signs, strict=True))
        for count in (1, 2)
        for chosen in combinations(flows, count)
        for signs in product((1, -1), repeat=count)
    ]


def _agreed(relations: list[Relation]) -> int:
    """How many rows agree, where nearly all do and four of them move; nought where the reading does not stand."""
    good = [r for r in relations if r.verdict != "wrong"]
    moves = [r for r in good if len(r.terms) > 1 and r.tolerance * 20 < abs(r.terms[-1][0].value)]
    return len(good) if len(moves) >= 4 and len(good) >= 4 * (len(relations) - len(good)) else 0


def _judged(balance: Line, movement: Signed) -> list[Relation]:
    relations: list[Relation] = []
    before: Entry | None = None
    for x, stated in enumerate(balance.entries):
        if stated is None or words.total(stated.row_label):
            continue
        moved = tuple((entry, sign) for line, sign in movement if (entry := line.entries[x]) is not None)
        if before is not None and moved:
            relations.append(judged("running_balance", stated, ((before, 1), *moved), "the row before and what moved"))
        before = stated
    return relations
