"""Which columns of a table are which: the block the basis stands in, the names of the areas, their codes."""

from __future__ import annotations

from collections import Counter

from csptool.faults import fault, nearest
from csptool.labels import same_header, same_name
from csptool.sheets.extent import Extent
from csptool.sheets.headers import CODE, NAME_HEADERS, Header, find_headers, header_text
from csptool.sheets.rows import says_total
from csptool.sheets.sheet import Sheet

CODE_HEADERS = {"code", "areacode", "onscode", "gsscode", "ladcode"}


def block_of(header: Header, rows: list[int]) -> list[int]:
    """The columns of the table: those around the basis without a wholly blank column between.

    Where that leaves no column with words, a blank column is only a spacer and the columns beyond it count too.
    """
    sheet = header.sheet
    used = {column for row in (header.top, header.bottom, *rows) for column in sheet.columns(row)}
    left = right = header.column
    while left - 1 in used:
        left -= 1
    while right + 1 in used:
        right += 1
    block = [column for column in sorted(used) if left <= column <= right]
    if any(_is_name(sheet, row, column) for row in rows for column in block if column != header.column):
        return block
    return sorted(used)


def named_column(header: Header, wanted: str) -> int:
    """The column that the user named as that of the areas' names."""
    sheet = header.sheet
    found = [h for h in find_headers(sheet, wanted) if h.top <= header.bottom and h.bottom >= header.top]
    place = sheet.place(header.bottom, header.column)
    if len(found) == 1 and found[0].column == header.column:
        raise fault(
            "area-column", place, "the basis named as the column of areas too", "two columns", "name another one"
        )
    if len(found) == 1:
        return found[0].column
    beside = [header_text(sheet, row, c) for row in (header.top, header.bottom) for c in sheet.columns(row)]
    words = f"{len(found)} columns headed {wanted!r}" if found else f"no column headed {wanted!r} beside it"
    remedy = "rename one of them" if found else f"use one of {nearest(wanted, beside)}"
    raise fault("area-column", place, words, "one column of area names", remedy)


def column_of_names(header: Header, extent: Extent, block: list[int], code: int | None) -> int:
    """The column of names: the one headed as such, else the one that names every row by itself, else the first.

    Refuses when several columns could be meant and no header decides.
    """
    sheet = header.sheet
    filled = [row for row in extent.rows if sheet.label(row, header.column)]
    figures = [row for row in filled if not any(says_total(sheet.label(row, c)) for c in block)] or filled
    heads = {c: [sheet.label(*sheet.span_of(row, c)[:2]) for row in extent.header_rows] for c in block}
    over = {c: sheet.label(*sheet.span_of(max(1, header.top - 1), c)[:2]) for c in block}  # of a header over two rows
    words = Counter(
        column
        for row in figures
        for column in block
        if column not in (header.column, code) and _is_name(sheet, row, column)
    )
    most = max(words.values(), default=0)
    candidates = [column for column in sorted(words) if words[column] * 2 >= most]
    for narrower in (
        [c for c in candidates if any(NAME_HEADERS.fullmatch(same_header(label)) for label in (*heads[c], over[c]))],
        [c for c in candidates if all(sheet.label(row, c) for row in figures)],
        [c for c in candidates if not _repeats(sheet, figures, c)],
        [c for c in candidates[:1] if not any(heads[c])],
    ):
        candidates = [c for c in candidates if c in narrower] or candidates
    place = sheet.place(header.bottom, header.column)
    if not candidates:
        remedy = "name the areas in a column beside it, or name that column with --area"
        raise fault("area-column", place, "no column of names beside it", "a column of area names", remedy)
    if len(candidates) > 1:
        known = nearest("", [label for column in candidates for label in heads[column]])
        found = f"{len(candidates)} columns that could be the areas' names: {known}"
        raise fault("area-column", place, found, "one column of area names", "name it with --area")
    return candidates[0]


def _repeats(sheet: Sheet, rows: list[int], column: int) -> bool:
    """Whether a column leaves rows without a name, or gives one name to several: it says something else of them."""
    labels = [same_name(sheet.label(row, column)) for row in rows]
    return len(set(labels)) * 4 < len(labels) * 3


def _is_name(sheet: Sheet, row: int, column: int) -> bool:
    raw = sheet.cells.get((row, column))
    return (
        isinstance(raw, str)
        and any(c.isalpha() for c in raw)
        and not (CODE.match(raw.strip()) or sheet.is_figure(row, column))
    )


def code_column(header: Header, rows: list[int], block: list[int]) -> int | None:
    """The column of codes: by its header, or by holding the national statistics office's codes."""
    sheet = header.sheet
    for column in block:
        if column != header.column and same_header(sheet.label(header.bottom, column)) in CODE_HEADERS:
            return column
    coded = Counter(c for row in rows for c in block if CODE.match(sheet.label(row, c)))
    return coded.most_common(1)[0][0] if coded else None
