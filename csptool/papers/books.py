"""Workbooks and csv in, as papers: the blocks of each sheet, with every cell as it is shown."""

from __future__ import annotations

import io
import re
import zipfile
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from csptool.papers.blocks import TooManyCells, caption_of, one_line
from csptool.papers.displayed import displayed
from csptool.papers.layout import is_figure
from csptool.papers.limits import WIDEST_TABLE
from csptool.sheets.sheet import ErrorValue, Sheet
from csptool.sheets.source import Source
from formulas.paper import Cell, Paragraph, Table

MOST_BLANK_ROWS = 3  # more of them end a table
NO_RESULT = re.compile(rb"<f\b[^>]*(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>")


def read_book(source: Source, notes: list[str]) -> Iterator[Paragraph | Table]:
    """The blocks of each sheet that is not hidden, by what its cells show."""
    from csptool.sheets.workbook import read_workbook

    sheets = read_workbook(source)
    lost = _without_results(source)
    if lost:
        notes.append(
            f"{source.name}: {lost:,} formula{'s have' if lost > 1 else ' has'} no saved result and read as blank; "
            "open the workbook in Excel, let it calculate, and save it."
        )
    for sheet in sheets:
        if not sheet.visible:
            notes.append(f"The hidden sheet {sheet.name} was not read.")
            continue
        if any(row in sheet.hidden_rows for row in sheet.rows):
            notes.append(f"Hidden rows of the sheet {sheet.name} were read too.")
        yield from _blocks(sheet)


def read_delimited(source: Source, notes: list[str]) -> Iterator[Paragraph | Table]:
    """The blocks of a csv file; its cells stay as they are written."""
    from csptool.sheets.text import read_text

    sheet, told = read_text(source)
    notes += [note for note in told if note not in notes]
    yield from _blocks(sheet)


def _without_results(source: Source) -> int:
    """How many formulas have no result beside them."""
    with zipfile.ZipFile(io.BytesIO(source.data)) as archive:
        parts = [name for name in archive.namelist() if name.startswith("xl/worksheets/") and name.endswith(".xml")]
        return sum(len(NO_RESULT.findall(archive.read(name))) for name in parts)


def _blocks(sheet: Sheet) -> Iterator[Paragraph | Table]:
    above: list[Paragraph | Table] = []
    for rows in _runs(sheet):
        while rows and len(sheet.columns(rows[0])) == 1 and not _has_figure(sheet, rows[0]):
            above.append(_title(sheet, rows.pop(0), above))
            yield above[-1]
        after: list[int] = []
        while rows and len(sheet.columns(rows[-1])) == 1 and not _has_figure(sheet, rows[-1]):
            after.insert(0, rows.pop())
        if rows:
            above.append(_table(sheet, rows, caption_of(above) or sheet.name))
            yield above[-1]
        for row in after:
            above.append(_title(sheet, row, above))
            yield above[-1]


def _title(sheet: Sheet, row: int, above: Sequence[Paragraph | Table]) -> Paragraph:
    """A row of one text: a heading where it is short, so that the table below may take it as its caption."""
    text = _shown(sheet, row, sheet.columns(row)[0])
    return Paragraph(0, text, heading=not above or (len(text) < 80 and not text.endswith(".")))


def _runs(sheet: Sheet) -> Iterator[list[int]]:
    """The rows of each block: blank rows end one where titles or a new header follow them, and else belong to it."""
    run: list[int] = []
    figured: set[int] = set()
    for row in sheet.rows:
        gap = row - run[-1] - 1 if run else 0
        if gap > MOST_BLANK_ROWS or (gap and not _goes_on(sheet, row, figured)):
            yield run
            run, figured = [], set()
        run.append(row)
        figured |= {column for column in sheet.columns(row) if sheet.is_figure(row, column)}
    if run:
        yield run


def _goes_on(sheet: Sheet, row: int, figured: set[int]) -> bool:
    """Whether a row after a blank one belongs to the table above: it has a figure below one, or heads such a row."""
    if _below(sheet, row, figured):
        return True
    place = bisect_right(sheet.rows, row)
    following = sheet.rows[place : place + 1]
    return len(sheet.columns(row)) == 1 and following == [row + 1] and _below(sheet, row + 1, figured)


def _below(sheet: Sheet, row: int, figured: set[int]) -> bool:
    """Whether a row has a figure, and no year, in a column that has figures above."""
    return any(column in figured and is_figure(_shown(sheet, row, column)) for column in sheet.columns(row))


def _has_figure(sheet: Sheet, row: int) -> bool:
    return any(sheet.is_figure(row, column) for column in sheet.columns(row))


def _table(sheet: Sheet, rows: Sequence[int], caption: str) -> Table:
    left = min(sheet.columns(row)[0] for row in rows)
    right = max(sheet.columns(row)[-1] for row in rows)
    if right - left >= WIDEST_TABLE:
        raise TooManyCells(f"a table of {right - left + 1:,} columns")
    spread = _spread(sheet, rows[0], rows[-1], left, right)
    cells = tuple(
        tuple(Cell(_shown(sheet, row, column), (row, column) in spread) for column in range(left, right + 1))
        for row in range(rows[0], rows[-1] + 1)
    )
    return Table(0, cells, caption=caption, sheet=sheet.name, origin=(rows[0], left))


def _spread(sheet: Sheet, top: int, bottom: int, left: int, right: int) -> set[tuple[int, int]]:
    """The places of merged cells other than their first."""
    return {
        (row, column)
        for first, start, last, end in sheet.merged
        for row in range(max(first, top), min(last, bottom) + 1)
        for column in range(max(start, left), min(end, right) + 1)
        if (row, column) != (first, start)
    }


def _shown(sheet: Sheet, row: int, column: int) -> str:
    raw = sheet.cells.get((row, column))
    if raw is None or isinstance(raw, str):
        return one_line(raw or "")
    return raw.text if isinstance(raw, ErrorValue) else displayed(raw, sheet.number_format(row, column))
