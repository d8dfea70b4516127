"""The areas of a table: which of its rows are areas, and what a printed total leaves for them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
            and not (total(line.label) or line.foot or a_part(line.label))
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

    def left_by_total(self, column: int) -> Entry | None:
        """What a total printed below leaves for the areas: itself less the rows between that are no areas.

        Of areas in several sections it is the last total, for those before are of a section.
        """
        last = max((line.index for line in self.lines), default=0)
        after = [line for line in self.grid.rows_as_lines if line.index > last and line.entries[column]]
        totals = [line for line in after if total(line.label) or line.foot]
        if not totals:
            return None
        printed = totals[-1 if len(self.sections) > 1 else 0]
        entry = printed.entries[column]
        between = [line.entries[column] for line in after if line.index < printed.index and line not in totals]
        assert entry is not None
        rest = sum((one.value for one in between if one is not None), Fraction(0))
        return Entry(entry.printed, entry.value - rest, entry.half, entry.decimals, entry.unit)


def _blocks(grid: Grid) -> Iterator[tuple[Line, ...]]:
    block: list[Line] = []
    for line in grid.rows_as_lines:
        if a_part(line.label):
            continue
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
