"""Which printed figures of a paper do not follow from the others: every relation that was checked, and the causes."""

from __future__ import annotations

from dataclasses import dataclass

from formulas.paper import Paper
from formulas.relations.bands import bands
from formulas.relations.carried_over import carried_over
from formulas.relations.causes import Cause, causes
from formulas.relations.constants import constants
from formulas.relations.grid import Grid, grid_of
from formulas.relations.implied_pots import stated_beside_totals, with_implied_pots
from formulas.relations.linear import sums_of
from formulas.relations.named_cells import named_cells
from formulas.relations.percentages import percentages
from formulas.relations.products import products
from formulas.relations.prose import passages, prose_relations
from formulas.relations.quoted import quoted
from formulas.relations.relation import Relation, Verdict
from formulas.relations.restated import column_totals, finer, named_rows
from formulas.relations.running import running


@dataclass(frozen=True)
class Verification:
    """What was checked in a paper, exact ones too, and which figures are likely wrong.

    Every relation whose verdict is wrong is explained by one of the `causes`; a relation that is a query stands for
    itself, and is shown on request.
    """

    relations: tuple[Relation, ...]
    causes: tuple[Cause, ...]
    tables: int

    def counted(self, verdict: Verdict) -> int:
        """How many relations got a verdict."""
        return sum(relation.verdict == verdict for relation in self.relations)


def verify(paper: Paper) -> Verification:
    """The relations of a paper's figures, judged, and the fewest figures whose correction mends all that fail."""
    grids = [grid for table in paper.tables if (grid := grid_of(table)) is not None]
    relations = [relation for grid in grids for relation in table_relations(grid)]
    relations += carried_over(grids)
    found = passages(paper)
    words = prose_relations(found)
    totalled = {(r.result.table, r.result.column) for r in relations if len(r.terms) > 2}
    better = finer(paper, grids, words)
    known = {r.result.key for r in better}
    relations += [r for r in words if r.result.key not in known] + better
    relations += quoted(paper, grids, found, relations)
    relations += column_totals(paper, grids, found, totalled) + named_rows(grids, found)
    relations = with_implied_pots(grids, relations + named_cells(grids, found))
    relations += stated_beside_totals(paper, grids, found, totalled)
    return Verification(tuple(relations), tuple(causes(relations)), len(paper.tables))


def table_relations(grid: Grid) -> list[Relation]:
    """Everything that is checked within one table.

    Ratios are read once more without the figures that the sums have found wrong: these would hide what a column is.
    """
    ratios = _ratios(grid)
    balances = {r.result.column for r in ratios if r.kind == "running_balance"}
    sums = [r for r in sums_of(grid) if not all(entry.column in balances for entry in r.entries)]
    suspects = frozenset(cause.entry.key for cause in causes(sums))
    if suspects:
        known = {(r.result.row, r.result.column) for r in ratios}
        ratios += [r for r in _ratios(grid.without(suspects)) if (r.result.row, r.result.column) not in known]
    return sums + ratios


def _ratios(grid: Grid) -> list[Relation]:
    return [*percentages(grid), *bands(grid), *constants(grid), *products(grid), *running(grid)]
