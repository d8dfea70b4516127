"""A table read by its known columns: the areas, and what every column says of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from csptool.faults import Fault, Faults, Place, fault
from csptool.sheets.book import InputBook
from csptool.sheets.header_words import plain_name, scaled_in, year_in
from csptool.sheets.headers import Header
from csptool.sheets.known_columns import KnownColumn, find_known
from csptool.sheets.rows import Kind, Row
from csptool.sheets.sheet import Sheet
from csptool.sheets.table import Table, read_table
from csptool.sheets.totals import Total
from formulas.exact import PERCENT, Figure


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
    notes: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)  # figures that are no pounds, for the reader to raise with others

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
    year: str = "",
) -> KnownTable:
    """The one table of a workbook that has every needed column, looked for as by `find_known`.

    Raises every fault of the table at once.
    """
    return _read(*find_known(book, columns, named, sheet, sideways=sideways, year=year), columns)


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
        known.faults += _not_pounds(table)
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
    known.faults += _not_pounds(table)
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


def _not_pounds(table: Table) -> list[Fault]:
    """A fault where a table says that its figures are no pounds, or where a figure is a percentage."""
    unit, place = unit_of(table)
    if unit:
        remedy = "write the figures in pounds, or each with its own unit, such as £432k"
        return [Fault("scaled", place, f"{table.header.text!r} in {unit}", "pounds", remedy)]
    found, remedy = f"a percentage under {table.header.text!r}", "type the amount"
    percentages = [row.place for row in table.rows if row.basis.unit == PERCENT]
    return [Fault("percentage", place, found, "an amount in pounds", remedy) for place in percentages]


def unit_of(table: Table) -> tuple[str, Place]:
    """What a table counts a column in, where that is not pounds, and where it says so: header, line below, title."""
    sheet, header, first = table.sheet, table.header, table.rows[0].number
    lines = [(row, header.column) for row in range(header.top, first)]
    titles = [(row, column) for row in sheet.rows if row < header.top for column in sheet.columns(row)]
    for cell in lines:
        if unit := scaled_in(sheet.label(*cell)):
            return unit, sheet.place(*cell)
    for cell in titles:
        if "000" in (unit := scaled_in(sheet.label(*cell))) or "thousand" in unit.casefold():
            return unit, sheet.place(*cell)
    return "", sheet.place(header.bottom, header.column)
