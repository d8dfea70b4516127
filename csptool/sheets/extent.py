"""How far a table reaches below its header: past second header lines and page breaks, up to the next table."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

from csptool.labels import same_header
from csptool.sheets.headers import NAME_HEADERS, Header, header_text, is_unit, is_year

TITLE_ROWS = 3  # how many rows of titles may stand between a gap and the header of the next table


@dataclass
class Extent:
    """The rows of a table, those of its header, and notes on the rows that are neither."""

    rows: list[int]
    header_rows: list[int]
    notes: list[str] = field(default_factory=list)


def extent_of(header: Header) -> Extent:
    """The rows that belong to the table, second lines of its header and repeats of it left out."""
    sheet = header.sheet
    rows = sheet.rows[bisect_right(sheet.rows, header.bottom) :]
    found = Extent(rows, list(range(header.top, header.bottom + 1)))
    while rows and _continues_header(header, rows):
        found.notes.append(f"Row {rows[0]} was read as part of the header.")
        found.header_rows.append(rows.pop(0))
    end = next((place for place in range(1, len(rows)) if _starts_another(header, rows, place)), len(rows))
    if end < len(rows):
        found.notes.append(f"Row {rows[end]} and those below it were not read: another table starts there.")
    labels = _labels(header, header.bottom)
    repeats = {row for row in rows[:end] if _labels(header, row) == labels}
    found.notes += [f"Row {row} was read as the header again." for row in sorted(repeats)]
    found.rows = [row for row in rows[:end] if row not in repeats]
    return found


def _labels(header: Header, row: int) -> list[str]:
    return [header.sheet.label(row, column) for column in header.sheet.columns(row)]


def _continues_header(header: Header, rows: list[int]) -> bool:
    """Whether the first row below a header is still header: column numbers, units, a year, or the word Area."""
    sheet, row, labels = header.sheet, rows[0], _labels(header, rows[0])
    if len(rows) > 1 and _numbers_columns(header, row, rows[1]):
        return True
    basis = sheet.cells.get((row, header.column))
    left, first = min(sheet.columns(row)), min(sheet.columns(header.bottom))
    below = min(sheet.columns(rows[1])) if len(rows) > 1 else left
    nameless = left > min(first, below) or not sheet.label(header.bottom, left)
    if sheet.is_figure(row, header.column) and not (is_year(basis) and nameless):
        return False
    words = [label for label in labels if not is_unit(label)]
    if all(NAME_HEADERS.fullmatch(same_header(label)) for label in words):
        return True
    return left >= header.column > first  # nothing where a name would stand


def _numbers_columns(header: Header, row: int, below: int) -> bool:
    """Whether a row only numbers the columns, 1, 2, 3 or a, b, c: it has such a mark where the row below has a word."""
    sheet, columns = header.sheet, header.sheet.columns(row)
    marks = [label.strip("()[]. ").casefold() for label in _labels(header, row)]
    numbers, letters = [str(n) for n in range(1, len(marks) + 1)], [chr(96 + n) for n in range(1, len(marks) + 1)]
    below_it = [sheet.label(below, column) for column in columns]
    words = any(sum(c.isalpha() for c in label) > 1 for label in below_it)
    return len(marks) > 1 and marks in (numbers, letters) and words


def _starts_another(header: Header, rows: list[int], place: int) -> bool:
    """Whether, after a gap, titles and a row of headers over figures follow: another table."""
    if rows[place] - rows[place - 1] == 1:
        return False
    for row in rows[place : place + TITLE_ROWS]:
        columns = header.sheet.columns(row)
        if len(columns) > 1:
            return _heads_figures(header, row, columns, titled=row != rows[place])
    return False


def _heads_figures(header: Header, row: int, columns: list[int], *, titled: bool) -> bool:
    """Whether a row has headers in every cell, one of them over figures, and a title above it or the word Area in it.

    Without either it may be an area whose figure is missing; years are headers only beside the word.
    """
    sheet = header.sheet
    if not all(header_text(sheet, row, column) for column in columns):
        return False
    named = any(NAME_HEADERS.fullmatch(same_header(sheet.label(row, column))) for column in columns)
    if not named and (not titled or any(sheet.is_figure(row, column) for column in columns)):
        return False
    return any(Header(sheet, row, row, column, "").has_figures for column in columns)
