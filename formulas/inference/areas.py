"""The areas of a table: which of its rows are areas, and what a printed total leaves for them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import Self

from formulas.relations.entry import Entry, Line
from formulas.relations.grid import Grid
from formulas.relations.words import a_part, total


@dataclass(frozen=True)
class Areas:
    """A table whose rows are areas: its columns of figures, and its rows without totals, headings and rows apart.

    `sections` are the blocks of two rows or more between blank rows, headings and totals; `lines` those of all of them.
    """

    grid: Grid
    sections: tuple[tuple[Line, ...], ...]
    columns: tuple[Line, ...]

    @classmethod
    def of(cls, grid: Grid) -> Self:
        """The areas of a grid."""
        blocks = list(_blocks(grid))
        sections = tuple(block for block in blocks if len(block) > 1) or tuple(blocks[:1])
        return cls(grid, sections, tuple(grid.columns_as_lines))

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The rows that are areas."""
        return tuple(line for section in self.sections for line in section)

    @property
    def largest_section(self) -> Self:
        """The same table with the areas of its largest section only."""
        return replace(self, sections=(max(self.sections, key=len),))

    def apart(self, *columns: int) -> list[Line]:
        """The rows with figures in all of these columns that are neither areas, nor parts of one, nor totals."""
        inside = {line.index for line in self.lines}
        return [
            line
            for line in self.grid.rows_as_lines
            if line.index not in inside
            and line.kind == "number"
            and not (_is_total(line) or a_part(line.label))
            and all(line.entries[column] is not None for column in columns)
        ]

    def without_figure(self, *columns: int) -> list[Line]:
        """The areas that print no plain figure in one of these columns."""
        return [line for line in self.lines if any(line.entries[column] is None for column in columns)]

    @property
    def number(self) -> int:
        """Its number in the paper."""
        return self.grid.table.number

    def pairs(self, first: int, second: int) -> list[tuple[Line, Entry, Entry]]:
        """The areas with a figure in both columns."""
        both = ((line, line.entries[first], line.entries[second]) for line in self.lines)
        return [(line, one, other) for line, one, other in both if one is not None and other is not None]

    def left_by_total(self, column: int, asked: Collection[int]) -> Entry | None:
        """What a total printed below leaves for the rows asked, by their places in the table: itself less other rows.

        Of areas in several sections it is the last total, for those before are of a section.
        """
        first, last = min(asked, default=0), max(asked, default=0)
        rows = [line for line in self.grid.rows_as_lines if line.entries[column] is not None]
        totals = [line for line in rows if line.index > last and _is_total(line)]
        if not totals:
            return None
        printed = totals[-1 if len(self.sections) > 1 else 0]
        between = [line for line in rows if first < line.index < printed.index and line.index not in asked]
        others = [line.entries[column] for line in between if not _is_total(line) and not a_part(line.label)]
        entry, rest = printed.entries[column], sum((one.value for one in others if one is not None), Fraction(0))
        assert entry is not None
        return Entry(entry.printed, entry.value - rest, entry.half, entry.decimals, entry.unit)

    def in_pounds(self, column: int) -> bool:
        """Whether a column is printed as money, by a sign or a unit and not by its looks alone."""
        return any(entry is not None and entry.unit.startswith("£") for entry in self.columns[column].entries)


def _is_total(line: Line) -> bool:
    return total(line.label) or line.foot


def _blocks(grid: Grid) -> Iterator[tuple[Line, ...]]:
    block: list[Line] = []
    for line in grid.rows_as_lines:
        if a_part(line.label):
            continue
        if line.kind == "number" and not _is_total(line) and not _sum_of(line, block):
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
