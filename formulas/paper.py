"""A published paper as read: its paragraphs and tables, in order, with every figure as printed.

Rows, columns, tables and paragraphs count from 1, as a person counts; header rows and blank rows count too.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as printed. A merged cell stands at its first place, and again, `spread`, where it spreads."""

    text: str = ""
    spread: bool = False


@dataclass(frozen=True)
class Table:
    """A table as laid out: every row as long as the longest, spans spread out.

    `header_rows` counts the rows that the format itself marks as headers (0 where it marks none). `feet` are the rows
    that stand apart at the foot, alone between rules or in a table's foot, as totals do. `caption` is the heading or
    the line just above. `row_pages` gives the page of each row where the paper has pages. `sheet` is the
    name of the sheet in a workbook, and `origin` the row and column of the sheet where the first cell stands.
    """

    number: int
    rows: tuple[tuple[Cell, ...], ...]
    header_rows: int = 0
    caption: str = ""
    row_pages: tuple[int | None, ...] = ()
    sheet: str = ""
    feet: frozenset[int] = frozenset()
    origin: tuple[int, int] | None = None

    @property
    def width(self) -> int:
        """How many columns there are."""
        return len(self.rows[0]) if self.rows else 0

    def page(self, row: int) -> int | None:
        """The page of a row, counted from 1; None where there are no pages."""
        return self.row_pages[row - 1] if self.row_pages else None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, a list item or a heading, as one line of text.

    `mark` is the number or bullet that the paper prints before it (`6.`, `a)`, `•`), which is not part of the text.
    """

    number: int
    text: str
    page: int | None = None
    heading: bool = False
    mark: str = ""


@dataclass(frozen=True)
class Paper:
    """The blocks of a paper in the order of reading, and what the reader must be told of it (`notes`)."""

    blocks: tuple[Paragraph | Table, ...]
    notes: tuple[str, ...] = field(default=())

    @property
    def tables(self) -> list[Table]:
        """The tables, in order."""
        return [block for block in self.blocks if isinstance(block, Table)]

    @property
    def paragraphs(self) -> list[Paragraph]:
        """The paragraphs and headings, in order."""
        return [block for block in self.blocks if isinstance(block, Paragraph)]
