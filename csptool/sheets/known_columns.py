"""A table that people already have, with several columns that are known by what they are usually called.

Years, dates, currency marks and remarks in brackets do not count: `2025-26 Allocations (£)` is the allocation. A table
may also lie on its side, with an area in every column, as in many board papers.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from csptool.faults import Fault, Faults, Place, fault, nearest
from csptool.labels import same_header
from csptool.sheets.book import InputBook
from csptool.sheets.declared import DeclaredColumn
from csptool.sheets.headers import Header, columns_with_figures, find_headers, header_text
from csptool.sheets.rows import Kind, Row
from csptool.sheets.sheet import Sheet
from csptool.sheets.table import Table, read_table
from csptool.sheets.totals import Total
from formulas.exact import Figure

YEAR_SPAN = re.compile(r"(?a:\b(?:(19|20)?(\d\d))\s*[/\u2013-]\s*(?:19|20)?(\d\d)\b)")
WHEN = re.compile(
    r"(?ai)\b(?:as (?:at|of)|to|at|on|for|in)?\s*\d{1,2}(?:[/.-]|(?:st|nd|rd|th)?\s+)"
    r"(?:\d{1,2}|[a-z]{3,9})(?:[/.-]|\s+)\d{2,4}\b"
)
BARE_YEAR = re.compile(r"(?a:\b(?:19|20)\d\d\b)")


@dataclass(frozen=True)
class KnownColumn(DeclaredColumn):
    """A column known by its label or by another that is usual; `kind` says what its figures are, None that it is text.

    One that is needed must be there; every cell of one that is there must be filled in, unless `blanks` says that a
    blank cell states nothing.
    """

    kind: Kind | None = None
    blanks: bool = False


@dataclass
class KnownTable:
    """The areas of a table and what every known column says of them, in the order of the sheet.

    A column that may have blanks is among `stated`, with None for a blank; it is left out where all are blank.
    """

    rows: list[Row]
    tables: dict[str, Table]
    texts: dict[str, list[str]]
    headers: dict[str, Header]
    stated: dict[str, list[Figure | None]] = field(default_factory=dict)
    totals: list[Total] = field(default_factory=list)
    total_keys: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def sheet(self) -> Sheet:
        """The sheet it stands on."""
        return next(iter(self.headers.values())).sheet

    @property
    def names(self) -> list[str]:
        """What the rows are called, without the pound sign that a heading may end in."""
        return [plain_name(row.name) for row in self.rows]

    @property
    def figures(self) -> dict[str, list[Figure]]:
        """The figures of every column of figures."""
        return {key: [row.basis for row in table.rows] for key, table in self.tables.items()}

    @property
    def codes(self) -> list[str]:
        """Their codes, blank where there is none."""
        return [row.code for row in self.rows]

    def add_reading(self, key: str, table: Table) -> None:
        """Take over the totals and the notes of one column's reading."""
        self.totals += table.totals
        self.total_keys += [key] * len(table.totals)
        self.notes += [note for note in table.notes if note not in self.notes]

    def place(self, key: str, row: int) -> Place:
        """Where a row's cell of a column stands."""
        return self.sheet.place(self.rows[row].number, self.headers[key].column)

    def header_place(self, key: str) -> Place:
        """Where a column's header stands."""
        header = self.headers[key]
        return self.sheet.place(header.bottom, header.column)

    @property
    def years(self) -> list[str]:
        """The financial years that its headers name, each once, as 2025/26."""
        return list(dict.fromkeys(year for header in self.headers.values() if (year := year_in(header.text))))


def read_known(
    book: InputBook,
    columns: Mapping[str, KnownColumn],
    named: Mapping[str, str] | None = None,
    sheet: str = "",
    *,
    sideways: bool = False,
) -> KnownTable:
    """The one table of a workbook that has every needed column, looked for as by `find_known`.

    Raises every fault of the table at once.
    """
    return _read(*find_known(book, columns, named, sheet, sideways=sideways), columns)


def find_known(
    book: InputBook,
    columns: Mapping[str, KnownColumn],
    named: Mapping[str, str] | None = None,
    sheet: str = "",
    *,
    sideways: bool = False,
) -> tuple[Sheet, dict[str, Header]]:
    """The one sheet of a workbook that has every needed column, and the header of each column that it has.

    `named` gives the header of a column in the user's own words, `sheet` the sheet to look on; `sideways` lets a table
    lie on its side: the sheet is then given turned.
    """
    named = {key: text for key, text in (named or {}).items() if text and key in columns}
    sheets = [book.chosen(sheet)] if sheet else [s for s in book.sheets if s.visible] or book.sheets
    ways = [sheets, [s.turned() for s in sheets]] if sideways else [sheets]
    # a column whose first cell is no figure is taken only where there is no better, so that the cell is told of
    for way, strict in [(way, strict) for strict in (True, False) for way in ways]:
        found = [(one, headers) for one in way if (headers := _headers(one, columns, named, strict=strict))]
        whole = [(one, headers) for one, headers in found if _lacking(headers, columns) == []]
        if len(whole) > 1:
            names = ", ".join(repr(one.name) for one, _ in whole)
            remedy = "say which with --sheet"
            raise fault("two-tables", book.source.place, f"such a table on {names}", "one table", remedy)
        if whole:
            return whole[0][0], _one_each(*whole[0], columns)
    raise _no_table(book, sheets, columns, named)


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


def plain_header(text: str) -> str:
    """What a header says when years, dates, remarks in brackets and currency marks are left out.

    >>> plain_header("2025-26 Allocations (£)"), plain_header("Expenditure to 05/06/2026"), plain_header("2026 Spend")
    ('allocations', 'expenditure', 'spend')
    """
    bare = re.sub(r"\([^)]*\)", " ", text)
    bare = BARE_YEAR.sub(" ", YEAR_SPAN.sub(" ", WHEN.sub(" ", bare)))  # 05/06/2026 is a day, and 05/06 a year
    return same_header(bare.strip(" :*-\u2013")) or same_header(text)


def plain_name(name: str) -> str:
    """What a row is called, without the pound sign that a heading may end in.

    >>> plain_name("Blaby £"), plain_name("Total (£)"), plain_name("£")
    ('Blaby', 'Total', '£')
    """
    return re.sub(r"\s*\(?£\)?\Z", "", name) or name


def year_in(text: str) -> str:
    """The financial year that a header names, as 2025/26; blank where it names none.

    >>> year_in("2025-26 Allocations"), year_in("Total Funding 24/25"), year_in("Spend at 05/06/2026")
    ('2025/26', '2024/25', '')
    """
    for match in YEAR_SPAN.finditer(WHEN.sub(" ", text)):
        century, first, last = match[1] or "20", match[2], match[3]
        if (int(first) + 1) % 100 == int(last):
            return f"{century}{first}/{last}"
    return ""


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
    for key, each in texts.items():
        headers = [header for text in sorted(each) for header in find_headers(sheet, text)]
        if columns[key].kind is not None and not columns[key].blanks:
            headers = [header for header in headers if header.has_figures] or ([] if strict else headers)
        found[key] = headers
    return {key: headers for key, headers in found.items() if headers}


def _lacking(headers: Mapping[str, Sequence[Header]], columns: Mapping[str, KnownColumn]) -> list[str]:
    return [column.label for key, column in columns.items() if column.needed and key not in headers]


def _read(sheet: Sheet, headers: dict[str, Header], columns: Mapping[str, KnownColumn]) -> KnownTable:
    known = _whole_columns(sheet, {key: h for key, h in headers.items() if not columns[key].blanks}, columns)
    faults: list[Fault] = []
    for key, header in headers.items():
        kind = columns[key].kind
        if columns[key].blanks and kind is not None:
            _add_stated(known, key, header, kind, faults)
    if faults:
        raise Faults(sorted(faults, key=lambda one: one.place.order))
    return known


def _one_each(
    sheet: Sheet, found: Mapping[str, Sequence[Header]], columns: Mapping[str, KnownColumn]
) -> dict[str, Header]:
    """The one header of every column; those that may have blanks stand in the row of another."""
    whole = {header.bottom for key, headed in found.items() if not columns[key].blanks for header in headed}
    faults, headers = list[Fault](), dict[str, Header]()
    for key, each in found.items():
        headed = [header for header in each if header.bottom in whole] if columns[key].blanks else list(each)
        if len(headed) > 1:
            places = ", ".join(f"{h.text!r} in {sheet.place(h.bottom, h.column).cell}" for h in headed[:6])
            remedy = f"keep one of them, or rename the one that is not the {columns[key].label.lower()}"
            words = f"{len(headed)} columns that may be the {columns[key].label.lower()}: {places}"
            faults.append(Fault("two-columns", Place(sheet.file, sheet.name), words, "one such column", remedy))
        if headed:
            headers[key] = headed[0]
    if faults:
        raise Faults(faults)
    return headers


def _whole_columns(sheet: Sheet, headers: dict[str, Header], columns: Mapping[str, KnownColumn]) -> KnownTable:
    """The table of the columns in which every cell must be filled in."""
    faults, tables = list[Fault](), dict[str, Table]()
    for key, header in headers.items():
        kind = columns[key].kind
        if kind is not None:
            try:
                tables[key] = read_table(header, kind=kind)
            except Faults as wrong:
                faults += [one for one in wrong.faults if one not in faults]
    if faults:
        raise Faults(sorted(faults, key=lambda one: one.place.order))
    first = next(iter(tables.values()))
    for table in tables.values():
        if [row.name for row in table.rows] != [row.name for row in first.rows]:
            odd = {row.name for row in table.rows} ^ {row.name for row in first.rows}
            words = f"other rows under {table.header.text!r} than under {first.header.text!r}: {', '.join(sorted(odd))}"
            remedy = "fill in every cell of both columns, with 0 where there is nothing"
            place = sheet.place(table.header.bottom, table.header.column)
            raise fault("other-rows", place, words, "the same rows in every column", remedy)
    texts = {
        key: [sheet.label(row.number, header.column) for row in first.rows]
        for key, header in headers.items()
        if columns[key].kind is None
    }
    known = KnownTable(first.rows, tables, texts, headers)
    for key, table in tables.items():
        known.add_reading(key, table)
    return known


def _add_stated(known: KnownTable, key: str, header: Header, kind: Kind, faults: list[Fault]) -> None:
    """Read a column that may have blanks: as though they were nought, and then as stating nothing."""
    sheet, column = header.sheet, header.column
    blank = [sheet.label(row.number, column) == "" and not sheet.uncalculated(row.number, column) for row in known.rows]
    if all(blank):
        return
    noughts = {(row.number, column): 0 for row, empty in zip(known.rows, blank, strict=True) if empty}
    filled = replace(header, sheet=replace(sheet, cells={**sheet.cells, **noughts}))
    try:
        table = read_table(filled, kind=kind)
    except Faults as wrong:
        faults += [one for one in wrong.faults if one not in faults]
        return
    figures = {row.number: row.basis for row in table.rows}
    known.headers[key] = header
    known.stated[key] = [
        None if empty else figures.get(row.number) for row, empty in zip(known.rows, blank, strict=True)
    ]
    # whoever made the total may have meant something by a blank that is not nought
    doubtful = [total for total in table.totals if any(blank) and not (total.agrees and not total.rounding)]
    table.totals = [total for total in table.totals if total not in doubtful]
    table.notes += [f"The total in {total.place.cell} was not checked: its column has blanks." for total in doubtful]
    known.add_reading(key, table)


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
    remedy = f"head the columns so; the figures stand under {known}"
    return fault("no-column", place, f"no column for {lacking}", f"a table with {_wanted(columns)}", remedy)


def _wanted(columns: Mapping[str, KnownColumn]) -> str:
    return ", ".join(repr(column.label) for column in columns.values() if column.needed)
