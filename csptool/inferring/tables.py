"""The tables of a paper as areas with figures: which rows are areas, which column is meant, what a total leaves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from csptool.faults import Place, fault, nearest
from csptool.labels import same_header, tidy
from formulas.paper import Paper
from formulas.relations.entry import Entry, Line
from formulas.relations.grid import Grid, grid_of
from formulas.relations.words import total


@dataclass(frozen=True)
class AreaTable:
    """A table whose rows are areas: its columns of figures, and the rows of its largest block without totals."""

    grid: Grid
    lines: tuple[Line, ...]
    columns: tuple[Line, ...]

    @property
    def number(self) -> int:
        """Its number in the paper."""
        return self.grid.table.number

    def pairs(self, first: int, second: int) -> list[tuple[Line, Entry, Entry]]:
        """The areas with a figure in both columns."""
        both = ((line, line.entries[first], line.entries[second]) for line in self.lines)
        return [(line, one, other) for line, one, other in both if one is not None and other is not None]

    def name(self, column: int) -> str:
        """What a column is called; its number where it has no header."""
        return tidy(self.columns[column].label) or f"column {self.columns[column].index}"

    def column(self, wanted: str, option: str) -> int | None:
        """The column that is meant: by its header, part of it, or its number in the table; None where none is.

        Raises a fault where several are.
        """
        asked, labels = same_header(wanted), [same_header(column.label) for column in self.columns]
        for found in (
            [place for place, label in enumerate(labels) if label == asked],
            [place for place, column in enumerate(self.columns) if str(column.index) == wanted.strip()],
            [place for place, label in enumerate(labels) if asked in label],
        ):
            if len(found) > 1:
                remedy = "give the number of the column, counted from 1"
                what = ", ".join(repr(self.name(place)) for place in found)
                raise fault("several-columns", Place(option), f"{what}", "one column", remedy)
            if found:
                return found[0]
        return None

    def left_by_total(self, column: int) -> Entry | None:
        """What a total printed below leaves for the areas: itself less the rows between that are no areas."""
        inside = {line.index for line in self.lines}
        rest = Fraction(0)
        after = [line for line in self.grid.rows_as_lines if line.index > max(inside) and line.entries[column]]
        for line in after:
            entry = line.entries[column]
            assert entry is not None
            if total(line.label) or line.foot:
                return Entry(entry.printed, entry.value - rest, entry.half, entry.decimals, entry.unit)
            rest += entry.value
        return None


def area_tables(paper: Paper, wanted: int | None) -> list[AreaTable]:
    """The tables with figures, or the one that is wanted by its number; a fault where that is none of them."""
    found = []
    for table in paper.tables:
        if wanted in (None, table.number) and (grid := grid_of(table)) is not None:
            found.append(AreaTable(grid, _areas(grid), tuple(grid.columns_as_lines)))
    if not found:
        numbers = [str(table.number) for table in paper.tables]
        expected = f"one of {nearest('', numbers)}" if wanted and numbers else "a paper with a table of figures"
        what = "no table of figures" if wanted is None else f"table {wanted}"
        raise fault("no-table", Place("--table" if wanted else "the paper"), what, expected, "name another")
    return found


def _areas(grid: Grid) -> tuple[Line, ...]:
    """The rows of the largest block between blank rows, headings and totals."""
    return max(_blocks(grid), key=len, default=())


def _blocks(grid: Grid) -> Iterator[tuple[Line, ...]]:
    block: list[Line] = []
    for line in grid.rows_as_lines:
        if line.kind == "number" and not total(line.label) and not line.foot and not _sum_of(line, block):
            block.append(line)
        elif block:
            yield tuple(block)
            block = []
    yield tuple(block)


def _sum_of(line: Line, above: Sequence[Line]) -> bool:
    """Whether a row without a label adds up every row above it: a total that does not say so."""
    if line.label or len(above) < 2:
        return False
    for place, entry in enumerate(line.entries):
        entries = [one for row in above if (one := row.entries[place]) is not None]
        if entry is not None and entries:
            apart = abs(entry.value - sum((one.value for one in entries), Fraction(0)))
            if apart > entry.half + sum((one.half for one in entries), Fraction(0)):
                return False
    return True
