"""Balances carried from one table to the next: what one year's table closes with, the next year's opens with."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from formulas.relations import words
from formulas.relations.entry import Entry
from formulas.relations.grid import Grid
from formulas.relations.relation import Relation, judged

LEAST = 3  # rows that must agree


def carried_over(grids: list[Grid]) -> list[Relation]:
    """The opening balances of a table, from the closing balances of the table before that has the same rows."""
    found: list[Relation] = []
    for earlier, later in pairwise(grids):
        for before, after in ((earlier, later), (later, earlier)):
            closing, opening = _balances(before, words.closing), _balances(after, words.opening)
            relations = [
                judged("carried_forward", entry, ((closing[label], 1),), "what the other table closes with")
                for label, entry in opening.items()
                if label in closing
            ]
            agreed = sum(r.verdict != "wrong" for r in relations)
            if agreed >= LEAST and agreed >= 2 * (len(relations) - agreed):
                found += relations
                break
    return found


def _balances(grid: Grid, names: Callable[[str], bool]) -> dict[str, Entry]:
    """The figures of the one column that a word names, by the label of their row."""
    columns = [column for column in grid.columns if names(grid.column_labels[column])]
    if len(columns) != 1:
        return {}
    return {
        grid.row_labels[row].casefold(): grid.cells[row, columns[0]]
        for row in grid.body
        if (row, columns[0]) in grid.cells and grid.row_labels[row]
    }
