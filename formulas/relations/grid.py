"""A printed table as a grid of figures: which rows are headers, what each row and column is called and counted in."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from math import lcm

from formulas.paper import Table
from formulas.printed import Printed, printed, unit_line
from formulas.relations.entry import Entry, Key, Line
from formulas.relations.headers import MISSING, header_rows, joined, label_columns
from formulas.relations.kinds import column_kind, percent_row, rate_row, speaks_of_money
from formulas.relations.quanta import SERIES, finest_place, whole_multiple

HALF = Fraction(1, 2)
_SUM = re.compile(r"£\s?(?!000)\d[\d,.]*")
_WITHHELD = re.compile(
    r"(?:[*.:~#†‡cxzu–-]{1,3}|[<>≤≥]\s*\d+|\[[a-z]\]|tb[cad]|withheld|suppressed|(?:data )?not available)\Z",
    re.IGNORECASE,
)


@dataclass
class Grid:
    """The figures of one table, with the labels of its rows and columns."""

    table: Table
    caption: str
    header: int = 0  # how many rows at the top are headers
    row_labels: dict[int, str] = field(default_factory=dict)
    column_labels: dict[int, str] = field(default_factory=dict)
    columns: list[int] = field(default_factory=list)  # the columns with figures, 1-based
    body: list[int] = field(default_factory=list)  # the rows of the body, 1-based
    cells: dict[tuple[int, int], Entry] = field(default_factory=dict)
    corner: str = ""  # what stands over the labels
    figures: list[Printed] = field(default_factory=list)  # every figure of the body
    texts: set[tuple[int, int]] = field(default_factory=set)  # body cells of a figure column that print no figure
    column_kinds: dict[int, str] = field(default_factory=dict)

    def without(self, keys: frozenset[Key]) -> Grid:
        """The grid without some of its figures."""
        return replace(self, cells={place: entry for place, entry in self.cells.items() if entry.key not in keys})

    @cached_property
    def scale(self) -> int:
        """The denominator under which every figure and every half of a last place is whole."""
        denominators = {d for e in self.cells.values() for d in (e.value.denominator, e.half.denominator)}
        return lcm(*denominators)

    @cached_property
    def rows_as_lines(self) -> list[Line]:
        """The rows of the body, each with its figures across the columns; a row without any is a heading or blank."""
        lines, section = [], ""
        for row in self.body:
            label = self.row_labels.get(row, "")
            entries = tuple(self.cells.get((row, column)) for column in self.columns)
            blank = frozenset(
                i for i, c in enumerate(self.columns) if entries[i] is None and (row, c) not in self.texts
            )
            missing = frozenset(i for i, c in enumerate(self.columns) if (row, c) in self.texts)
            withheld = any(_WITHHELD.match(self.table.rows[row - 1][self.columns[i] - 1].text.strip()) for i in missing)
            if withheld and not any(entry is not None for entry in entries):
                kind = "number"
            elif any(entry is not None for entry in entries):
                kind = "rate" if _rate_line(label, entries) else "number"
            else:
                kind = "heading" if label else "blank"
                section = label or section
            lines.append(Line(row, label, kind, entries, missing, blank, section, row in self.table.feet, self.scale))
        return lines

    @cached_property
    def columns_as_lines(self) -> list[Line]:
        """The figure columns, each with its figures down the body."""
        lines = []
        for column in self.columns:
            entries = tuple(self.cells.get((row, column)) for row in self.body)
            missing = frozenset(i for i, row in enumerate(self.body) if (row, column) in self.texts)
            blank = frozenset(i for i, entry in enumerate(entries) if entry is None) - missing
            lines.append(
                Line(
                    column,
                    self.column_labels.get(column, ""),
                    self.column_kinds.get(column, "number"),
                    entries,
                    missing,
                    blank,
                    scale=self.scale,
                )
            )
        return lines


def _rate_line(label: str, entries: tuple[Entry | None, ...]) -> bool:
    figures = [entry for entry in entries if entry is not None]
    return rate_row(label) or all(entry.unit == "%" for entry in figures)


def grid_of(table: Table) -> Grid | None:
    """The grid of a table; None where it holds no two figures to hold against one another."""
    figures = [[None if cell.spread else printed(cell.text) for cell in row] for row in table.rows]
    header = header_rows(table, figures)
    grid = Grid(table, table.caption, header)
    body = range(header + 1, len(table.rows) + 1)
    grid.body = list(body)
    labels = label_columns(table, figures, header)
    grid.column_labels = {
        c: joined(table.rows[r][c - 1].text for r in range(header)) for c in range(1, table.width + 1)
    }
    for row in body:
        cells = table.rows[row - 1]
        grid.row_labels[row] = joined(
            cell.text
            for c, cell in enumerate(cells, 1)
            if not cell.spread and (c in labels or figures[row - 1][c - 1] is None) and cell.text.strip()
        )
    grid.corner = joined(grid.column_labels[column] for column in sorted(labels))
    grid.figures = [f for row in body for c, f in enumerate(figures[row - 1], 1) if f is not None and c not in labels]
    for column in range(1, table.width + 1):
        if column not in labels:
            _fill_column(grid, figures, column)
    _count_alike(grid)
    return grid if len(grid.cells) > 2 else None


def _count_alike(grid: Grid) -> None:
    """Where one column counts things, the plain numbers beside it count them too, if nothing speaks of money."""
    kinds = grid.column_kinds
    if "count" not in kinds.values() or any(kind == "money" for kind in kinds.values()):
        return
    for (row, column), entry in grid.cells.items():
        if kinds[column] == "number" and entry.half == HALF and not speaks_of_money(grid.column_labels[column]):
            grid.cells[row, column] = replace(entry, half=Fraction(0))


def _fill_column(grid: Grid, figures: list[list[Printed | None]], column: int) -> None:
    table = grid.table
    heading = grid.column_labels[column]
    worth, name = unit_line(heading) or _unit_of_caption(grid) or (Fraction(1), "")
    found: dict[int, Printed] = {}
    units: dict[int, tuple[Fraction, str]] = {}
    for row in grid.body:
        cell, figure = table.rows[row - 1][column - 1], figures[row - 1][column - 1]
        if figure is not None:
            found[row], units[row] = figure, (worth, name)
            row_unit = unit_line(grid.row_labels.get(row, "")) if not figure.scaled else None
            if row_unit is not None and row_unit[1] == "%" and percent_row(grid.row_labels[row]):
                units[row] = row_unit
        elif cell.text.strip() and not cell.spread:
            section = unit_line(cell.text) if len(cell.text) < 40 else None
            if section is not None and not any(ch.isdigit() for ch in cell.text.replace("000", "")):
                worth, name = section
            elif not MISSING.match(cell.text.strip()):
                grid.texts.add((row, column))
    if not found:
        return
    printed_figures = list(found.values())
    alike: dict[tuple[bool, bool], list[Printed]] = {}  # "£2m" is as fine as "£8.2m", not as "2.25", nor as "8.4%"
    for figure in printed_figures:
        alike.setdefault((figure.scaled, figure.percent), []).append(figure)
    finest = {form: finest_place(figures) for form, figures in alike.items()}
    amounts = [places for (_, percent), places in finest.items() if not percent]
    decimals = max(amounts or finest.values())
    enough = sum(1 for figure in found.values() if figure.value) >= SERIES
    zeros = whole_multiple(printed_figures if enough else grid.figures, decimals)
    kind = column_kind(heading, grid.caption, name, printed_figures, decimals)
    for row, figure in found.items():
        scale, unit = units[row]
        own = Fraction(1) if figure.scaled or unit == "%" else scale
        step = figure.quantum / 10 ** max(0, finest[figure.scaled, figure.percent] - figure.decimals)
        if figure.nil:
            step = Fraction(0)
        half = Fraction(0) if kind == "count" and zeros == 1 else step * zeros * own / 2
        grid.cells[row, column] = Entry(
            figure.text.strip(),
            figure.value * own,
            half,
            figure.decimals,
            figure.unit if figure.scaled else (unit or figure.unit),
            table.number,
            row,
            column,
            grid.row_labels.get(row, ""),
            heading,
            table.page(row),
        )
    grid.column_kinds[column] = kind
    grid.columns.append(column)


def _unit_of_caption(grid: Grid) -> tuple[Fraction, str] | None:
    """The unit of every column, from the words above the table; a sum that these speak of is the unit of none."""
    unit = unit_line(f"{_SUM.sub('', grid.caption)} {grid.corner}")
    return None if unit is None or unit[1] == "%" else unit
