"""The areas of a table: which of its rows are areas, and what a printed total leaves for them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Self

from formulas.relations.entry import Entry, Line
from formulas.relations.grid import Grid
from formulas.relations.words import total


@dataclass(frozen=True)
class Areas:
    """A table whose rows are areas: its columns of figures, and the rows of its largest block without totals."""

    grid: Grid
    lines: tuple[Line, ...]
    columns: tuple[Line, ...]

    @classmethod
    def of(cls, grid: Grid) -> Self:
        """The areas of a grid."""
        return cls(grid, _areas(grid), tuple(grid.columns_as_lines))

    @property
    def number(self) -> int:
        """Its number in the paper."""
        return self.grid.table.number

    def pairs(self, first: int, second: int) -> list[tuple[Line, Entry, Entry]]:
        """The areas with a figure in both columns."""
        both = ((line, line.entries[first], line.entries[second]) for line in self.lines)
        return [(line, one, other) for line, one, other in both if one is not None and other is not None]

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
