"""The project's own budget workbook: a sheet `Fund` with the settings and a sheet `Areas` with code, area and basis."""

from __future__ import annotations

import re
from dataclasses import dataclass

from csptool.faults import Fault, Faults, Place, fault, nearest
from csptool.sheets.book import Book
from csptool.sheets.budget import Asked, Budget
from csptool.sheets.headers import find_headers
from csptool.sheets.sheet import Sheet, same
from csptool.sheets.table import Table, read_table
from formulas.allocation import Fund
from formulas.apportion import RULES

FUND, AREAS = "Fund", "Areas"
EXAMPLE_AREA = "Example area: type over this row"


@dataclass(frozen=True)
class Setting:
    """A line of the Fund sheet: its label there, other labels that are understood, a note for whoever fills it in."""

    label: str
    note: str
    also: tuple[str, ...] = ()
    needed: bool = False


SETTINGS = {
    "name": Setting("Fund", "What the fund is called; used as the title.", ("name", "fund name")),
    "year": Setting("Financial year", "Written as 2024/25.", ("year",)),
    "pot": Setting("Pot", "The amount to be shared out, in pounds.", ("amount",), needed=True),
    "unit": Setting(
        "Rounding unit", "In pounds: 0.01 for pennies, 1, 100 or 1000. Blank means pennies.", ("rounding", "unit")
    ),
    "rule": Setting(
        "Rounding rule",
        "largest-remainder (sums to the pot), each (every row by itself) or residue-to. Blank means largest-remainder.",
        ("rule",),
    ),
    "residue to": Setting("Residue to", "Only for the rule residue-to: the area that takes the residue.", ("residue",)),
}


def is_fund_workbook(book: Book) -> bool:
    """Whether the input is in the project's own form."""
    return book.named(FUND) is not None


def fund_budget(book: Book, asked: Asked) -> Budget:
    """The budget that the workbook states; options that it states already are refused."""
    given = asked.given()
    if given:
        remedy = f"change the sheet {FUND}, or name a column with --by to read the workbook as a plain sheet"
        words = f"{', '.join(given)} beside a workbook with a sheet {FUND}"
        raise fault("stated-twice", book.source.place, words, "the settings in one place", remedy)
    sheet = book.named(FUND)
    assert sheet is not None  # asked before
    faults: list[Fault] = []
    lines = _lines(sheet, faults)
    fund = _fund(sheet, lines, faults)
    table = _areas(book, faults)
    if faults or table is None or fund is None:
        raise Faults(faults)
    places = {key: sheet.place(row, 2) for key, row in lines.items()}
    return Budget(book.source, table, fund, places, book.notes + table.notes)


def _lines(sheet: Sheet, faults: list[Fault]) -> dict[str, int]:
    """The row of every setting; faults for labels that are unknown and have a value, and for those there twice."""
    known = {same(label): key for key, s in SETTINGS.items() for label in (s.label, *s.also)}
    lines: dict[str, int] = {}
    for row in sheet.rows:
        label, value = sheet.label(row, 1), sheet.label(row, 2)
        key = known.get(same(label))
        if key and key in lines:
            remedy = f"keep one line {SETTINGS[key].label!r}"
            faults.append(Fault("twice", sheet.place(row, 1), f"{label!r} a second time", "each setting once", remedy))
        elif key:
            lines[key] = row
        elif label and value and same(label) != "setting":
            near = nearest(label, [s.label for s in SETTINGS.values()])
            remedy = f"use one of {near}, or clear the line"
            faults.append(Fault("unknown-setting", sheet.place(row, 1), repr(label), "a setting of the fund", remedy))
    return lines


def _fund(sheet: Sheet, lines: dict[str, int], faults: list[Fault]) -> Fund | None:
    def text(key: str) -> str:
        return sheet.label(lines[key], 2) if key in lines else ""

    pot = unit = None
    if not text("pot"):
        place = sheet.place(lines["pot"], 2) if "pot" in lines else Place(sheet.file, sheet.name)
        if "pot" not in lines or not sheet.uncalculated(lines["pot"], 2):
            remedy = "type the amount to be shared out beside the label 'Pot'"
            faults.append(Fault("no-pot", place, "no pot", "an amount in pounds", remedy))
    for key in ("pot", "unit"):
        if text(key) or (key in lines and sheet.uncalculated(lines[key], 2)):
            try:
                figure = sheet.figure(lines[key], 2, SETTINGS[key].label.lower())
            except Faults as found:
                faults += found.faults
            else:
                pot, unit = (figure, unit) if key == "pot" else (pot, figure)
    year, rule = text("year"), text("rule").casefold() or "largest-remainder"
    if year and not _is_year(year):
        remedy = "write it as 2024/25, in a cell formatted as text"
        faults.append(Fault("year", sheet.place(lines["year"], 2), repr(year), "a financial year", remedy))
    if rule not in RULES:
        place, near = sheet.place(lines["rule"], 2), nearest(rule, RULES)
        faults.append(Fault("rule", place, repr(rule), "a rounding rule", f"use one of {near}"))
    if pot is None:
        return None
    fund = Fund(pot.value, text("name"), year, rule=rule, residue_to=text("residue to"))
    return fund if unit is None else Fund(pot.value, fund.name, year, unit.value, rule, fund.residue_to)


def _is_year(text: str) -> bool:
    match = re.fullmatch(r"(?a:(\d{4})\s*[/-]\s*(\d{2}|\d{4}))", text)
    return bool(match) and int(match[2]) % 100 == (int(match[1]) + 1) % 100  # type: ignore[index]


def _areas(book: Book, faults: list[Fault]) -> Table | None:
    sheet = book.named(AREAS)
    if sheet is None:
        names = nearest(AREAS, [s.name for s in book.sheets])
        remedy = f"rename the sheet that lists the areas (there are {names})"
        faults.append(
            Fault("no-such-sheet", book.source.place, f"no sheet {AREAS!r}", "the areas and their basis", remedy)
        )
        return None
    headers = find_headers(sheet, "Basis")
    if len(headers) != 1:
        words = f"{len(headers)} columns headed 'Basis'"
        remedy = "head one column 'Basis', beside 'Code' and 'Area'"
        faults.append(Fault("no-column", Place(sheet.file, sheet.name), words, "one column 'Basis'", remedy))
        return None
    try:
        table = read_table(headers[0], "Area")
    except Faults as found:
        faults += found.faults
        return None
    for row in table.rows:
        if row.name == EXAMPLE_AREA:
            place = sheet.place(row.number, table.area_column)
            remedy = "type over it, or delete the row"
            faults.append(Fault("example-row", place, "the example row of the template", "an area", remedy))
    return table
