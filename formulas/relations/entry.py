"""One printed figure at its place, and a row or a column of them."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from formulas.printed import printed

Key = tuple[int, int, int, int, int]  # table, row, column, paragraph, first character


@dataclass(frozen=True, slots=True)
class Entry:
    """One printed figure at its place, in base units, with half of its last place in `half`.

    `table`, `row` and `column` count from 1; a figure in prose has `paragraph` and `at`, its first character there.
    """

    printed: str
    value: Fraction
    half: Fraction
    decimals: int
    unit: str
    table: int = 0
    row: int = 0
    column: int = 0
    row_label: str = ""
    column_label: str = ""
    page: int | None = None
    paragraph: int = 0
    at: int = 0

    @property
    def key(self) -> Key:
        """What tells this place from every other."""
        return (self.table, self.row, self.column, self.paragraph, self.at)

    @property
    def last_place(self) -> Fraction:
        """The worth of one in its last printed place."""
        figure = printed(self.printed)
        if figure is None or not figure.value or not self.value:
            return 2 * self.half or Fraction(1)
        place: Fraction = abs(self.value / figure.value) * figure.quantum
        return place


@dataclass(frozen=True)
class Line:
    """A row or a column of a grid seen as one line: its label, what it holds, and its figures across."""

    index: int  # the row or column, counted from 1
    label: str
    kind: str  # money, count, number, percent, rate, heading, blank
    entries: tuple[Entry | None, ...]
    missing: frozenset[int] = frozenset()  # crossings where something stands that is no figure, as a star or TBC
    blank: frozenset[int] = frozenset()  # crossings where nothing stands
    section: str = ""  # the heading that stands over it
    foot: bool = False  # it stands apart at the foot of its table
    scale: int = 1  # what makes every figure of its table, and half of each last place, a whole number

    @cached_property
    def whole(self) -> list[tuple[int, int] | None]:
        """Each figure and half of its last place, as whole numbers."""
        return [None if e is None else (_times(e.value, self.scale), _times(e.half, self.scale)) for e in self.entries]


def _times(value: Fraction, scale: int) -> int:
    return value.numerator * (scale // value.denominator)
