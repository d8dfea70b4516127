"""The areas of a table: which of its rows are areas, and what a printed total leaves for them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from itertools import combinations
from typing import Self

from formulas.printed import unit_line
from formulas.relations.entry import Entry, Line
from formulas.relations.grid import Grid
from formulas.relations.words import a_part, total

NEAR = 20  # times that what a slip adds to a sum goes into it
MANY = 5  # rows that hardly add up to another by chance
_PEOPLE = re.compile(
    r"\bpopulation\b|\bresidents?\b|\bpeople\b|\bheads?\b|\bhouseholds\b|\boffences\b|\bcrimes?\b|\bstaff\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Areas:
    """A table whose rows are areas: its columns of figures, and its rows without totals, headings and rows apart.

    `sections` are the blocks of two rows or more between blank rows, headings and totals; `lines` those of all of them.
    `summed` are rows that add up a section whatever they are called, by their places in the table.
    """

    grid: Grid
    sections: tuple[tuple[Line, ...], ...]
    columns: tuple[Line, ...]
    summed: frozenset[int] = frozenset()

    @classmethod
    def of(cls, grid: Grid) -> Self:
        """The areas of a grid."""
        columns = tuple(grid.columns_as_lines)
        additive = [place for place, column in enumerate(columns) if column.kind not in ("percent", "rate")]
        blocks, summed = [], set[int]()
        for block in _blocks(grid):
            total_row = next((row for row in (block[-1:] + block[:1]) if _adds_up(row, block, additive)), None)
            summed |= {total_row.index} if total_row else set()
            blocks.append(tuple(row for row in block if row is not total_row))
        sections = tuple(block for block in blocks if len(block) > 1) or tuple(blocks[:1])
        return cls(grid, sections, columns, frozenset(summed))

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
            and not (self._is_total(line) or a_part(line.label))
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
        totals = [line for line in rows if line.index > last and self._is_total(line)]
        if not totals:
            return None
        printed = totals[-1 if len(self.sections) > 1 else 0]
        between = [line for line in rows if first < line.index < printed.index and line.index not in asked]
        others = [line.entries[column] for line in between if not self._is_total(line) and not a_part(line.label)]
        entry, rest = printed.entries[column], sum((one.value for one in others if one is not None), Fraction(0))
        assert entry is not None
        return Entry(entry.printed, entry.value - rest, entry.half, entry.decimals, entry.unit)

    def _is_total(self, line: Line) -> bool:
        return _is_total(line) or line.index in self.summed

    def in_pounds(self, column: int) -> bool:
        """Whether a column is printed as money, by a sign or a unit: thousands may be of people as well."""
        line = self.columns[column]
        unit = unit_line(line.label)
        thousands_of_people = unit is not None and "£" not in line.label and _PEOPLE.search(line.label)
        entries = [entry for entry in line.entries if entry is not None]
        return not thousands_of_people and any(entry.unit.startswith("£") for entry in entries)

    @cached_property
    def derived(self) -> frozenset[int]:
        """The columns that in every row are, as printed, the sum or the difference of columns to their left."""
        fullest = max(self.lines, key=lambda line: sum(bool(one and one.value) for one in line.entries), default=None)
        if fullest is None:
            return frozenset()
        values = [None if entry is None else entry.value for entry in fullest.entries]
        places = range(2, len(self.columns))
        return frozenset(p for p in places if any(self._makes(p, terms) for terms in _giving(p, values)))

    def is_sum(self, place: int, among: Sequence[int]) -> bool:
        """Whether a column is in every row, as printed, the sum of two of some columns, or of all of them."""
        sums = [*combinations(among, 2), tuple(among)]
        return any(self._makes(place, [(one, 1) for one in terms]) for terms in sums if len(terms) > 1)

    def _makes(self, place: int, terms: Sequence[tuple[int, int]]) -> bool:
        """Whether columns, added or taken off, give a column exactly, in three rows that tell or more."""
        telling = 0
        for line in self.lines:
            parts = [(line.entries[one], weight) for one, weight in terms]
            result = line.entries[place]
            known = [(entry.value, weight) for entry, weight in parts if entry is not None]
            if result is None or len(known) < len(parts):
                continue
            if result.value != sum((value * weight for value, weight in known), Fraction(0)):
                return False
            telling += all(value for value, _ in known)
        return telling > 2


def _giving(place: int, values: Sequence[Fraction | None]) -> Iterator[Sequence[tuple[int, int]]]:
    """Which figures to the left of one in a row give it: two of them, added or taken off, or all just before it."""
    wanted, at = values[place], dict[Fraction, list[int]]()
    if not wanted:
        return
    for other, value in enumerate(values[:place]):
        if value:
            yield from (((one, 1), (other, 1)) for one in at.get(wanted - value, ()))
            yield from (((other, 1), (one, -1)) for one in at.get(value - wanted, ()))
            yield from (((one, 1), (other, -1)) for one in at.get(value + wanted, ()))
            at.setdefault(value, []).append(other)
    run = Fraction(0)
    for first in range(place - 1, -1, -1):
        run += values[first] or 0
        if run == wanted and place - first > 1:
            yield [(one, 1) for one in range(first, place)]


def _is_total(line: Line) -> bool:
    return total(line.label) or line.foot


def _adds_up(row: Line, block: Sequence[Line], additive: Sequence[int]) -> bool:
    """Whether a row is the sum of the others of its block, three of them or more, in the columns that add up.

    In two columns or more; where there are many others in one, and nearly in the rest, which a slip may have spoilt.
    """
    held, near, others = 0, 0, [one for one in block if one is not row]
    for place in additive:
        entry, figures = row.entries[place], [one for other in others if (one := other.entries[place]) is not None]
        if entry is None or not entry.value or len(figures) < 3:
            continue
        apart = abs(entry.value - sum((one.value for one in figures), Fraction(0)))
        if apart <= sum((one.half for one in figures), entry.half):
            held += 1
        elif apart * NEAR <= abs(entry.value):
            near += 1
        else:
            return False
    return (held > 1 and not near) or (len(others) >= MANY and held > 0)


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
