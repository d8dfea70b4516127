"""A table that people already have, with several columns that are known by what they are usually called.

Years, dates, currency marks and remarks in brackets do not count: `2025-26 Allocations (£)` is the allocation. A table
may also lie on its side, with an area in every column, as in many board papers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from csptool.faults import Fault, Faults, Place, fault, nearest
from csptool.sheets.book import InputBook
from csptool.sheets.declared import DeclaredColumn
from csptool.sheets.header_words import plain_header, year_in
from csptool.sheets.headers import Header, columns_with_figures, find_headers, header_text
from csptool.sheets.rows import Kind
from csptool.sheets.sheet import Sheet


@dataclass(frozen=True)
class KnownColumn(DeclaredColumn):
    """A column known by its label or by another that is usual; `kind` says what its figures are, None that it is text.

    One that is needed must be there; every cell of one that is there must be filled in, unless `blanks` says that a
    blank cell states nothing.
    """

    kind: Kind | None = None
    blanks: bool = False
    option: str = ""  # the option that names it


def find_known(
    book: InputBook,
    columns: Mapping[str, KnownColumn],
    named: Mapping[str, str] | None = None,
    sheet: str = "",
    *,
    sideways: bool = False,
    year: str = "",
) -> tuple[Sheet, dict[str, Header]]:
    """The one sheet of a workbook that has every needed column, and the header of each column that it has.

    `named` gives the header of a column in the user's own words, `sheet` the sheet to look on; `sideways` lets a table
    lie on its side: the sheet is then given turned; of several columns that only differ by year, `year` chooses.
    """
    named = {key: text for key, text in (named or {}).items() if text and key in columns}
    sheets = [book.chosen(sheet)] if sheet else [s for s in book.sheets if s.visible] or book.sheets
    ways = [sheets, [s.turned() for s in sheets]] if sideways else [sheets]
    _refuse_unknown(book, ways, columns, named)
    # a column whose first cell is no figure is taken only where there is no better, so that the cell is told of
    for way, strict in [(way, strict) for strict in (True, False) for way in ways]:
        found = [(one, headers) for one in way if (headers := _headers(one, columns, named, strict=strict))]
        whole = [(one, headers) for one, headers in found if _lacking(headers, columns) == []]
        if len(whole) > 1:
            names = ", ".join(repr(one.name) for one, _ in whole)
            remedy = "say which with --sheet"
            raise fault("two-tables", book.source.place, f"such a table on {names}", "one table", remedy)
        if whole:
            one, headers = whole[0]
            return one, _one_each(one, {**_written(one, headers, columns, named), **headers}, columns, year)
    raise _no_table(book, sheets, columns, named)


def _refuse_unknown(
    book: InputBook, ways: Sequence[Sequence[Sheet]], columns: Mapping[str, KnownColumn], named: Mapping[str, str]
) -> None:
    """Refuse a header that was named and stands nowhere."""
    faults, sheets = list[Fault](), [sheet for way in ways for sheet in way]
    for key, text in named.items():
        if not any(find_headers(sheet, text) for sheet in sheets):
            known = nearest(text, [each for sheet in sheets for each in columns_with_figures(sheet)])
            place = Place(columns[key].option) if columns[key].option else book.source.place
            expected = f"the header of the {columns[key].label.lower()}"
            remedy = f"use one of {known}" if known else "check the file"
            faults.append(Fault("no-column", place, f"no column headed {text!r}", expected, remedy))
    if faults:
        raise Faults(faults)


def columns_found(
    book: InputBook,
    columns: Mapping[str, KnownColumn],
    named: Mapping[str, str] | None = None,
    sheet: str = "",
    *,
    sideways: bool = False,
) -> bool:
    """Whether a sheet has every needed column: whether `find_known` would find one or more."""
    named = {key: text for key, text in (named or {}).items() if text and key in columns}
    sheets = [book.chosen(sheet)] if sheet else [s for s in book.sheets if s.visible] or book.sheets
    ways = [*sheets, *(s.turned() for s in sheets)] if sideways else sheets
    return any(not _lacking(_headers(one, columns, named), columns) for one in ways)


def _headers(
    sheet: Sheet, columns: Mapping[str, KnownColumn], named: Mapping[str, str], *, strict: bool = True
) -> dict[str, list[Header]]:
    """For each column the headers that may be its own, on one sheet; `strict` wants figures right below them."""
    known = {plain_header(label): key for key, c in columns.items() for label in (c.label, *c.also) if key not in named}
    found: dict[str, list[Header]] = {key: find_headers(sheet, text) for key, text in named.items()}
    texts: dict[str, set[str]] = {}
    for row, column in sheet.cells:
        text = header_text(sheet, row, column)
        if text and (key := known.get(plain_header(text))):
            texts.setdefault(key, set()).add(text)
    taken = {(header.bottom, header.column) for headers in found.values() for header in headers}
    for key, each in texts.items():
        headers = [header for text in sorted(each) for header in find_headers(sheet, text)]
        headers = [header for header in headers if (header.bottom, header.column) not in taken]
        if columns[key].kind is not None and not columns[key].blanks:
            headers = [header for header in headers if header.has_figures] or ([] if strict else headers)
        found[key] = headers
    return {key: headers for key, headers in found.items() if headers}


def _written(
    sheet: Sheet, found: Mapping[str, Sequence[Header]], columns: Mapping[str, KnownColumn], named: Mapping[str, str]
) -> dict[str, list[Header]]:
    """The columns beside those found that have something in their cells, though no figure right below the header.

    A formula that was never calculated is such a thing: it must be told of, and not be left out without a word.
    """
    needed = [header for key, headers in found.items() if columns[key].needed for header in headers]
    beside: dict[str, list[Header]] = {}
    for key, headers in _headers(sheet, columns, named, strict=False).items():
        for header in headers:
            rows = [row for one in needed if one.bottom == header.bottom for row in _figure_rows(one)]
            written = (sheet.label(row, header.column) or sheet.uncalculated(row, header.column) for row in rows)
            if key not in found and any(written):
                beside.setdefault(key, []).append(header)
    return beside


def _figure_rows(header: Header) -> list[int]:
    """The rows below a header that have a figure in its column."""
    sheet = header.sheet
    return [row for row in sheet.rows if row > header.bottom and sheet.is_figure(row, header.column)]


def _lacking(headers: Mapping[str, Sequence[Header]], columns: Mapping[str, KnownColumn]) -> list[str]:
    return [column.label for key, column in columns.items() if column.needed and key not in headers]


def _one_each(
    sheet: Sheet, found: Mapping[str, Sequence[Header]], columns: Mapping[str, KnownColumn], year: str = ""
) -> dict[str, Header]:
    """The one header of every column, that of a year where there are several; text and blanks stand beside figures."""
    beside = {key for key in found if columns[key].blanks or columns[key].kind is None}
    whole = {header.bottom for key, headed in found.items() if key not in beside for header in headed}
    faults, headers = list[Fault](), dict[str, Header]()
    for key, each in found.items():
        headed = [header for header in each if header.bottom in whole] if key in beside else list(each)
        if len(headed) > 1 and year:
            headed = [header for header in headed if year_in(header.text) == year] or headed
        if len(headed) > 1:
            places = ", ".join(f"{h.text!r} in {sheet.place(h.bottom, h.column).cell}" for h in headed[:6])
            remedy = f"keep one of them, or rename the one that is not the {columns[key].label.lower()}"
            remedy += f", or say which with {columns[key].option}" if columns[key].option else ""
            words = f"{len(headed)} columns that may be the {columns[key].label.lower()}: {places}"
            faults.append(Fault("two-columns", Place(sheet.file, sheet.name), words, "one such column", remedy))
        if headed:
            headers[key] = headed[0]
    used: dict[int, str] = {}
    for key, header in headers.items():
        if (other := used.setdefault(header.column, key)) != key:
            labels = f"{columns[other].label.lower()} and the {columns[key].label.lower()}"
            place = sheet.place(header.bottom, header.column)
            found_, remedy = f"{header.text!r} for the {labels}", "name two different columns"
            faults.append(Fault("one-column", place, found_, "a column for each", remedy))
    if faults:
        raise Faults(faults)
    return headers


def _no_table(
    book: InputBook, sheets: Sequence[Sheet], columns: Mapping[str, KnownColumn], named: Mapping[str, str]
) -> Faults:
    """The fault that no sheet has every needed column: for the sheet that has most of them."""
    missing = {s.name: _lacking(_headers(s, columns, named), columns) for s in sheets}
    name = min(missing, key=lambda each: len(missing[each]))
    sheet = next(s for s in sheets if s.name == name)
    known = nearest("", columns_with_figures(sheet))
    lacking = ", ".join(repr(label) for label in missing[name])
    place = Place(book.source.name, name)
    if not known:
        remedy = "fill in the table, or check that it is the right file"
        return fault("no-rows", place, f"no figures for {lacking}", f"a table with {_wanted(columns)}", remedy)
    options = [c.option for c in columns.values() if c.label in missing[name] and c.option]
    or_name = f", or name them with {' and '.join(options)}" if options else ""
    remedy = f"head the columns so{or_name}; the figures stand under {known}"
    return fault("no-column", place, f"no column for {lacking}", f"a table with {_wanted(columns)}", remedy)


def _wanted(columns: Mapping[str, KnownColumn]) -> str:
    return ", ".join(repr(column.label) for column in columns.values() if column.needed)
