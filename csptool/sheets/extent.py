"""How far a table reaches below its header: past second header lines and page breaks, up to the next table."""

from __future__ import annotations

import re

from csptool.labels import same_header
from csptool.sheets.columns import NAME_HEADERS
from csptool.sheets.headers import Header, header_text, is_year

TITLE_ROWS = 3  # how many rows of titles may stand between a gap and the header of the next table


def rows_of_table(header: Header) -> tuple[list[int], list[str]]:
    """The numbers of the rows that belong to the table, and notes on those that only continue or repeat its header."""
    sheet = header.sheet
    rows = [row for row in sheet.rows if row > header.bottom]
    notes = []
    while rows and _continues_header(header, rows[0]):
        notes.append(f"Row {rows.pop(0)} was read as part of the header.")
    end = next((place for place in range(1, len(rows)) if _starts_another(header, rows, place)), len(rows))
    labels = _labels(header, header.bottom)
    repeats = [row for row in rows[:end] if _labels(header, row) == labels]
    notes += [f"Row {row} was read as the header again." for row in repeats]
    return [row for row in rows[:end] if row not in repeats], notes


def _labels(header: Header, row: int) -> list[str]:
    return [header.sheet.label(row, column) for column in header.sheet.columns(row)]


def _continues_header(header: Header, row: int) -> bool:
    """Whether the first row below a header is still header: units, a year, column numbers, or the word Area."""
    sheet, columns, labels = header.sheet, header.sheet.columns(row), _labels(header, row)
    bare = [label.strip("()[]. ").casefold() for label in labels]
    numbered = [str(n) for n in range(1, len(labels) + 1)], [chr(96 + n) for n in range(1, len(labels) + 1)]
    # a bare "1, 2" may as well be a ward and its figure
    if len(labels) > 1 and bare in numbered and (len(labels) > 2 or bare != labels or bare[0].isalpha()):
        return True
    figure = sheet.is_figure(row, header.column) and not is_year(sheet.cells[row, header.column])
    named = any(NAME_HEADERS.fullmatch(same_header(label)) for label in labels)
    return not figure and (named or min(columns) >= header.column)


def _starts_another(header: Header, rows: list[int], place: int) -> bool:
    """Whether, after a gap, titles and a row of headers follow: another table."""
    if rows[place] - rows[place - 1] == 1:
        return False
    for row in rows[place : place + TITLE_ROWS]:
        texts = [c for c in header.sheet.columns(row) if header_text(header.sheet, row, c)]
        if len(texts) > 1 and len(texts) == len(header.sheet.columns(row)):
            return not re.match(r"(?i)sources?\b|notes?\b", header.sheet.label(row, texts[0]))
        if len(header.sheet.columns(row)) > 1:
            return False
    return False
