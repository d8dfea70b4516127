"""The sheet Indicators of a formula fund: one row for each area, one column for each figure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from csptool.faults import Fault, Faults, Place
from csptool.labels import listed, same_header, same_name
from csptool.sheets.area_names import AreaNames
from csptool.sheets.headers import columns_with_figures, find_headers
from csptool.sheets.reading import Reading
from csptool.sheets.rows import Kind
from csptool.sheets.rule_lines import Known
from csptool.sheets.sheet import Sheet
from csptool.sheets.table import Table, read_table
from formulas.columns import Column
from formulas.exact import POUNDS, Figure

INDICATORS_SHEET = "Indicators"


def known_names(reading: Reading, areas: AreaNames | None, table: Table | None) -> Known:
    """The columns and the areas that other sheets may name."""
    sheet = reading.book.named(INDICATORS_SHEET)
    columns = {same_header(text): text for text in (columns_with_figures(sheet) if sheet else [])}
    if table is not None:
        columns.setdefault(same_header(table.header.text), table.header.text)
    if areas is None:
        return Known(columns, {})
    labels = {same_name(code): name for code, name in zip(areas.codes, areas.names, strict=True) if code}
    return Known(columns, labels | {same_name(name): name for name in areas.names})


def read_columns(
    reading: Reading, used: Iterable[str], areas: AreaNames, table: Table | None
) -> tuple[dict[str, Column], dict[str, str]]:
    """Every column that is used, in the order of the areas, and whether it is in pounds."""
    columns, kinds = {}, {}
    sheet = reading.book.named(INDICATORS_SHEET)
    for name in used:
        figures: Sequence[Figure] | None = None
        if table is not None and name == table.header.text:
            figures = [row.basis for row in table.rows]
        elif sheet is not None:
            figures = _figures(reading, sheet, name, areas)
        if figures is not None:
            columns[name] = Column.of(figure.value for figure in figures)
            kinds[name] = "£" if any(figure.unit.name.startswith(POUNDS.name) for figure in figures) else "count"
    return columns, kinds


def _figures(reading: Reading, sheet: Sheet, name: str, areas: AreaNames) -> list[Figure] | None:
    """One column of the sheet in the order of the areas; None, with faults, where it cannot be read."""
    headers = find_headers(sheet, name)
    if len(headers) > 1:
        found = f"{len(headers)} columns headed {name!r}"
        reading.faults.append(Fault("two-columns", Place(sheet.file, sheet.name), found, "one", "rename one"))
    if len(headers) != 1:
        return None
    try:
        table = read_table(headers[0], kind=Kind(nought_throughout=True))
    except Faults as found_faults:
        for fault in found_faults.faults:
            reading.add_once(_of_column(fault, name))
        return None
    reading.notes += [note for note in table.notes if note not in reading.notes]
    reading.totals += table.totals
    return _joined(reading, table, areas)


def _of_column(fault: Fault, name: str) -> Fault:
    """A fault of a table read for one column, in words that name the column."""
    words = {key: getattr(fault, key).replace("the basis", repr(name)) for key in ("found", "expected", "remedy")}
    return replace(fault, **{key: text.replace("a basis", "a figure") for key, text in words.items()})


def _joined(reading: Reading, table: Table, areas: AreaNames) -> list[Figure] | None:
    """The figures of a table in the order of the areas; None, with faults, where they do not fit one to one."""
    sheet, rows, before, unmatched = table.sheet, {}, len(reading.faults), False
    for row in table.rows:
        place = sheet.place(row.number, table.columns.area)
        found = areas.meant(row.name, row.code, place)
        if isinstance(found, Fault):
            unmatched = True
            reading.add_once(found)
        elif found in rows:
            twice, remedy = f"{row.name!r}, which is {areas.names[found]} again", "join the rows or correct a name"
            reading.add_once(Fault("twice", place, twice, "each area once", remedy))
        else:
            rows[found] = row
            reading.places[f"{table.header.text} of {areas.names[found]}"] = row.place
    missing = [name for place, name in enumerate(areas.names) if place not in rows]
    if missing and not unmatched:
        place, remedy = Place(sheet.file, sheet.name), "add a row for each, with 0 where there is none"
        words = f"no row for {listed(missing)}"
        reading.add_once(Fault("missing-area", place, words, "every area of the sheet Areas", remedy))
    nils = [f"{r.basis.text!r} in {r.place.cell}" for r in table.rows if not any(map(str.isdigit, r.basis.text))]
    if nils:
        reading.notes.append(f"Read as 0 on the sheet {sheet.name}: {listed(nils)}.")
    if missing or len(reading.faults) > before:
        return None
    return [rows[place].basis for place in range(len(areas.names))]
