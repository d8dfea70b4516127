"""The sheet Areas of a formula fund: names, codes, other names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from csptool.faults import Fault, Place
from csptool.sheets.area_names import AreaNames, same_area
from csptool.sheets.declared import DeclaredColumn, Line
from csptool.sheets.headers import find_headers
from csptool.sheets.reading import Reading
from csptool.sheets.table import Table

EXAMPLE_AREA = "Example area: type over this row"
AREAS = {
    "area": DeclaredColumn("Area", "The area's name.", ("csp", "name", "partnership"), needed=True),
    "code": DeclaredColumn("Code", "Optional; settles ties.", ("ons code", "area code")),
    "also": DeclaredColumn("Also called", "Other names, with semicolons between.", ("also known as", "aliases")),
}


def read_areas(reading: Reading, table: Table | None) -> AreaNames | None:
    """The areas in the order of the sheet, or of a table with a basis; None, with faults, where they cannot be used."""
    before = len(reading.faults)
    if table is not None:
        reading.places |= {row.name: table.sheet.place(row.number, table.columns.area) for row in table.rows}
        return AreaNames([row.name for row in table.rows], [row.code for row in table.rows], _also(table))
    # a column Basis is told of already: it must not hide what else is wrong
    lines = reading.lines("Areas", {**AREAS, "basis": DeclaredColumn("Basis", "")}) or []
    reading.places |= {line.text("area"): line.place("area") for line in lines}
    also = {row: [part for part in line.text("also").split(";") if part.strip()] for row, line in enumerate(lines)}
    _judge_names(reading, lines)
    _judge_others(reading, lines, also)
    reading.faults += [example_fault(line.place("area")) for line in lines if line.text("area") == EXAMPLE_AREA]
    if len(reading.faults) > before:
        return None
    return AreaNames([line.text("area") for line in lines], [line.text("code") for line in lines], also)


def example_fault(place: Place, expected: str = "an area") -> Fault:
    """The fault that the template's example row is still there."""
    remedy = "type over it, or delete the row"
    return Fault("example-row", place, "the example row of the template", expected, remedy)


def _also(table: Table) -> dict[int, list[str]]:
    """The other names of every row of a table, where it has a column of them."""
    headers = find_headers(table.sheet, AREAS["also"].label)
    if len(headers) != 1:
        return {}
    cells = [table.sheet.label(row.number, headers[0].column) for row in table.rows]
    return {place: [part for part in cell.split(";") if part.strip()] for place, cell in enumerate(cells)}


def _judge_names(reading: Reading, lines: Sequence[Line]) -> None:
    for key in ("area", "code"):
        seen = set()
        for line in lines:
            label = same_area(line.text(key))
            if label in seen:
                found, remedy = f"{line.text(key)!r} a second time", "join the rows or rename one"
                reading.faults.append(Fault("twice", line.place(key), found, f"each {key} once", remedy))
            elif label:
                seen.add(label)
    if not lines and not reading.faults:
        sheet = reading.book.chosen("Areas")
        place = Place(sheet.file, sheet.name)
        reading.faults.append(Fault("no-rows", place, "no areas", "at least one area", "add the areas"))


def _judge_others(reading: Reading, lines: Sequence[Line], also: Mapping[int, Sequence[str]]) -> None:
    """Refuse another name that two areas have, or that is an area's own."""
    owners = {same_area(line.text("area")): row for row, line in enumerate(lines)}
    for row, others in also.items():
        for other in others:
            if owners.setdefault(same_area(other), row) != row:
                found, remedy = f"{other.strip()!r}, which means another area too", "leave it with one of the two"
                reading.faults.append(Fault("twice", lines[row].place("also"), found, "a name of one area", remedy))
