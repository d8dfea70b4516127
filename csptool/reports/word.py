"""A result of sentences and tables as a Word document, to be put into a report for a panel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from csptool.reports.grid import Grid, texts
from csptool.reports.word_parts import (
    BLUE,
    FONT,
    MARGIN,
    SIZE,
    SMALL,
    WIDTH,
    colour,
    lined,
    page,
    points,
    repeat,
    saved,
    shade,
    write,
)

if TYPE_CHECKING:
    from docx.document import Document

HEADINGS = {"Heading 1": 16, "Heading 2": 12}  # in points
ACROSS = 29.7 - 2 * MARGIN  # of the text of an A4 page on its side, in centimetres
FIGURE, PADDING = 0.0212, 0.42  # of a figure for each point of type, and beside the text of a cell, in centimetres
LEAST_WORDS, MOST_WORDS = 18, 60  # figures wide that a column of words must and may be before it is broken into lines
BOLD, LEAST_SIZE = 1.15, 6.0  # how much broader bold type is; points
ON_ONE_PAGE = 15  # rows of a table that is not broken by the end of a page
LANDSCAPE: Any = 1


@dataclass(frozen=True)
class WordTable:
    """A table as its readers see it; `right` says which columns are figures, `foot` are its last rows, in bold."""

    title: str
    heads: Sequence[str]
    right: Sequence[bool]
    rows: Sequence[Sequence[str]]
    foot: Sequence[Sequence[str]] = ()
    before: Sequence[str] = ()
    after: Sequence[str] = ()

    @classmethod
    def of(cls, grid: Grid) -> WordTable:
        """The table of a grid."""
        grid = grid.for_people()
        *rows, total = texts(grid)
        heads, right = [head.text for head in grid.heads], [head.kind != "text" for head in grid.heads]
        return cls(grid.title, heads, right, rows, [total] if total else [], grid.before, grid.after)

    @property
    def breadths(self) -> list[tuple[float, float]]:
        """How many figures wide each column must be and would be: words may be broken into lines, and figures not."""
        columns = zip(self.heads, self.right, *self.rows, *self.foot, strict=True)
        return [_breadth(head, figures, cells) for head, figures, *cells in columns]


def as_word(title: str, opening: Sequence[str], tables: Sequence[WordTable], closing: Sequence[str]) -> bytes:
    """The title and the names of the tables as headings, the sentences, the tables with their heads on every page.

    The page lies on its side where a table is too wide for it; always the same bytes for the same words.
    """
    document = page()
    document.core_properties.title = title
    _style_headings(document)
    room = WIDTH
    if any(_least(table.breadths, SMALL) > room for table in tables):
        room = ACROSS
        section: Any = document.sections[0]
        section.orientation = LANDSCAPE
        section.page_width, section.page_height = section.page_height, section.page_width
    document.add_heading(title, 1)
    _paragraphs(document, opening)
    for table in tables:
        if table.title:
            document.add_heading(table.title, 2)
        _paragraphs(document, table.before)
        _add(document, table, room)
        _paragraphs(document, table.after, below=True)
    _paragraphs(document, closing, below=True)
    return saved(document)


def grid_as_word(grid: Grid) -> bytes:
    """A document of one table."""
    alone = replace(grid, title="", before=(), after=())
    return as_word(grid.title, grid.before, [WordTable.of(alone)], grid.after)


def _breadth(head: str, figures: bool, cells: Sequence[str]) -> tuple[float, float]:
    words = max((len(word) for word in head.split()), default=0) * BOLD
    longest = max(words, *(len(cell) for cell in cells))
    return (longest if figures else max(words, min(longest, LEAST_WORDS))), min(longest, MOST_WORDS)


def _least(breadths: Sequence[tuple[float, float]], size: float) -> float:
    """How wide a table must be in a size of type, in centimetres."""
    return sum(least * size * FIGURE + PADDING for least, _ in breadths)


def _widths(breadths: Sequence[tuple[float, float]], size: float, room: float) -> list[float]:
    """The columns in centimetres: as wide as they would be where there is room, and otherwise words in more lines."""
    wanted = sum(max(0, most - least) * size * FIGURE for least, most in breadths)
    part = min(1, max(0, room - _least(breadths, size)) / wanted) if wanted else 0
    return [(least + max(0, most - least) * part) * size * FIGURE + PADDING for least, most in breadths]


def _add(document: Document, table: WordTable, room: float) -> None:
    """A table in the size of type that lets it fit."""
    from docx.shared import Cm

    breadths, size = table.breadths, float(SMALL)
    while _least(breadths, size) > room and size > LEAST_SIZE:
        size -= 0.5
    centimetres = _widths(breadths, size, room)
    lines = [table.heads, *table.rows, *table.foot]
    made = document.add_table(len(lines), len(table.heads))
    lined(made)
    made.autofit = False
    for column, wide in zip(made.columns, centimetres, strict=True):
        column.width = Cm(wide)
    for number, (row, line) in enumerate(zip(made.rows, lines, strict=True)):
        bold = number == 0 or number > len(table.rows)
        for cell, text, right, wide in zip(row.cells, line, table.right, centimetres, strict=True):
            cell.width = Cm(wide)
            write(cell, text, bold=bold, right=right, size=size)
            if number == 0:
                shade(cell)
            if number + 1 < len(lines) <= ON_ONE_PAGE:
                cell.paragraphs[0].paragraph_format.keep_with_next = True
        _keep_whole(row)
    repeat(made.rows[0])


def _paragraphs(document: Document, lines: Sequence[str], *, below: bool = False) -> None:
    """The sentences, a little apart from a table that they stand below."""
    for place, line in enumerate(lines):
        paragraph = document.add_paragraph(line)
        if below and place == 0:
            paragraph.paragraph_format.space_before = points(SIZE)


def _style_headings(document: Document) -> None:
    """Headings in the type of the page: the theme's own would stand before it."""
    from docx.oxml.ns import qn

    for name, size in HEADINGS.items():
        style: Any = document.styles[name]
        style.font.name, style.font.size, style.font.color.rgb = FONT, points(size), colour(BLUE)
        fonts = style.element.rPr.rFonts
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)


def _keep_whole(row: Any) -> None:
    """Let no page end within a row."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    row._tr.get_or_add_trPr().append(parse_xml(f"<w:cantSplit {nsdecls('w')}/>"))
