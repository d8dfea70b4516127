"""The rows of an office table by one column of money, and the cells of its other columns in the same rows.

One column settles which rows there are, which are totals and what those cover; the others are read cell by cell, so
that a column that is mostly nought is never taken for something else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from csptool.faults import Fault, Faults, Place
from csptool.sheets.header_words import plain_name, worth_of
from csptool.sheets.headers import Header, find_headers
from csptool.sheets.known_table import unit_of
from csptool.sheets.rows import Kind, Row
from csptool.sheets.sheet import holds_more
from csptool.sheets.table import Table, read_table
from csptool.sheets.totals import Total
from formulas.exact import NUMBER, Figure
from formulas.ledger import Printed
from formulas.rounding import PENNY, to_the_penny


@dataclass(frozen=True)
class CoveringTotal:
    """A total row: its number, its name, the total as the first column has it, the places of the rows it covers."""

    number: int
    name: str
    total: Total
    covers: tuple[int, ...]


@dataclass
class MoneyRows:
    """The rows of a table by its first column of money; `faults` gathers what is wrong with cells read after."""

    table: Table
    totals: list[CoveringTotal]
    faults: list[Fault] = field(default_factory=list)
    orders: list[Figure] = field(default_factory=list)  # the ranks or scores, as they are written

    @property
    def names(self) -> list[str]:
        """What the rows are called."""
        return [plain_name(row.name) for row in self.table.rows]

    @property
    def numbers(self) -> list[int]:
        """The numbers of the rows and, behind them, of the total rows."""
        return [*(row.number for row in self.table.rows), *(total.number for total in self.totals)]

    def place(self, number: int, header: Header) -> Place:
        """Where a row's cell under a header stands."""
        return self.table.sheet.place(number, header.column)

    def money(self, header: Header, what: str) -> list[Printed]:
        """The figures under a header in pounds, those of the totals behind; a fault for every one that is none."""
        figures = [self.figure(number, header, what) for number in self.numbers]
        unit, place = unit_of(replace(self.table, header=header))
        scale = worth_of(unit)
        if scale and scale > 1:
            words = f"{header.text!r} was counted in {unit}: each figure is {scale:,} times as many pounds."
            self.table.notes.append(words)
        if scale is None:
            remedy = "write the figures in pounds"
            self.faults.append(Fault("scaled", place, f"{header.text!r} in {unit}", "pounds", remedy))
        parts = [(figure.value * (scale or 1) * 100).denominator != 1 for figure in figures]
        if any(parts):
            first = self.place(self.numbers[parts.index(True)], header).cell
            words = f"{header.text!r} holds parts of a penny, rounded to the penny; the first is {first}."
            self.table.notes.append(words)
        rows = len(self.table.rows)
        finest = figures[:rows]
        return [
            printed(figure, finest if place < rows else [figure], scale or 1) for place, figure in enumerate(figures)
        ]

    def figure(self, number: int, header: Header, what: str) -> Figure:
        """The figure in a row's cell; nought, and a fault, where there is none."""
        try:
            return self.table.sheet.figure(number, header.column, what)
        except Faults as found:
            self.faults += found.faults
            return Figure(Fraction(0), 0, NUMBER, "")


def read_money_rows(header: Header, area: str, names: Sequence[str], kind: Kind) -> MoneyRows:
    """The rows below the header; `area` heads the column of names, else the first of `names` that heads one beside it.

    Raises the faults of the table.
    """
    named = area or next((text for text in names if _heads_names(header, text)), "")
    table = read_table(header, named, kind)
    return MoneyRows(table, _covering(table))


def printed(figure: Figure, column: Sequence[Figure], scale: int = 1) -> Printed:
    """A figure to the penny, with the finest unit of its column: a cell that shows 5 among pence shows pence.

    A figure in thousands or millions (£1.2m) keeps its own unit, and digits that a cell holds but hides are known.
    """
    scale = 1 if figure.unit.worth > 1 else scale  # £1.2m says itself what it is
    value = to_the_penny(figure.value * scale)
    if figure.unit.worth > 1 and figure.quantum:
        return Printed(value, figure.quantum * scale)
    units = [one.quantum for one in column if one.quantum and one.unit.worth <= 1]
    finest = PENNY if any(holds_more(one) for one in column) else min(units, default=Fraction(1)) * scale
    return Printed(value, max(PENNY, finest))


def _heads_names(header: Header, text: str) -> bool:
    """Whether a header with this text stands beside the column, over words."""
    beside = [h for h in find_headers(header.sheet, text) if h.top <= header.bottom and h.bottom >= header.top]
    return len(beside) == 1 and beside[0].column != header.column


def _covering(table: Table) -> list[CoveringTotal]:
    """The totals with the rows that each covers: those since the total before it, or all so far; all if on top."""
    sheet, column, found, before = table.sheet, table.header.column, list[CoveringTotal](), 0
    numbers = {sheet.place(row, column): row for row in sheet.rows}
    for total in table.totals:
        number = numbers[total.place]
        above = [place for place, row in enumerate(table.rows) if row.number < number]
        since = [place for place in above if table.rows[place].number > before]
        covers = since if since and _sum(table.rows, since) == total.comes_to else above
        name = plain_name(total.label) or "Total"
        if any(other.name == name for other in found):
            name = f"{name} ({total.place.cell})"  # so that two subtotals are told apart
        found.append(CoveringTotal(number, name, total, tuple(covers or range(len(table.rows)))))
        before = number
    return found


def _sum(rows: Sequence[Row], places: Sequence[int]) -> Fraction:
    return sum((rows[place].basis.value for place in places), Fraction(0))
