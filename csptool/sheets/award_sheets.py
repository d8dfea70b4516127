"""What the sheets of a redistribution say area by area: the base, last year's money, variations, a paper's figures."""

from __future__ import annotations

from collections.abc import Sequence

from csptool.faults import Fault, Place
from csptool.labels import listed
from csptool.sheets.area_names import AreaNames
from csptool.sheets.areas_sheet import EXAMPLE_AREA, example_fault
from csptool.sheets.declared import DeclaredColumn, Line
from csptool.sheets.known_columns import KnownColumn
from csptool.sheets.known_table import KnownTable
from csptool.sheets.reading import Reading
from csptool.sheets.rows import Kind
from csptool.sheets.settings import Setting
from formulas.award import Variation
from formulas.columns import Column
from formulas.underspend import LastYear

LAST_YEAR_SHEET, VARIATIONS_SHEET = "Last year", "Variations"
FORWARD = ("carry forward", "carried forward", "carry-over", "carried over", "c/f")
AWARD_COLUMNS = {
    "base": KnownColumn(
        "Base",
        "What the area gets every year, in pounds.",
        ("base allocation", "base amount", "base funding", "base budget", "recurrent base", "funding", "allocation",
         "allocations", "csp funding", "core funding", "core grant", "annual allocation", "annual funding", "grant",
         "base grant", "budget", "award", "grant award"),
        needed=True,
        kind=Kind("base"),
        option="--by",
    ),
    "paid": KnownColumn(
        "Paid", "What the area was paid last year.", ("amount paid", "paid last year", "grant paid", "payments"),
        kind=Kind("amount paid"),
        option="--paid",
    ),
    "spend": KnownColumn(
        "Eligible spend",
        "What it spent of it on what it was for.",
        ("spend", "spent", "expenditure", "actual", "actual spend", "actual expenditure", "eligible expenditure"),
        kind=Kind("spend", nought_throughout=True),
        option="--spend",
    ),
    "carried": KnownColumn(
        "Agreed carry-forward",
        "What it may keep for this year, as agreed.",
        ("carry-forward", *FORWARD, *(f"agreed {words}" for words in FORWARD)),
        kind=Kind("carry-forward", nought_throughout=True),
    ),
    "supplement": KnownColumn(
        "Printed supplement",
        "What a paper says the area gets of the underspend; checked.",
        ("supplement", "underspend allocation", "underspend share", "share of underspend",
         "underspend redistribution", "redistributed", "redistribution", "additional funding", "one-year supplement"),
        kind=Kind("supplement"),
    ),
    "total": KnownColumn(
        "Printed total",
        "What a paper says the area gets in all; checked.",
        ("total", "total funding", "total allocation", "revised", "revised allocation", "revised funding",
         "revised total", "new total", "new allocation"),
        kind=Kind("total"),
    ),
}  # fmt: skip
LAST_YEAR = {
    "area": DeclaredColumn("Area", "The area's name.", ("csp", "name", "partnership"), needed=True),
    "paid": DeclaredColumn("Paid", AWARD_COLUMNS["paid"].note, AWARD_COLUMNS["paid"].also, needed=True),
    "spend": DeclaredColumn("Eligible spend", AWARD_COLUMNS["spend"].note, AWARD_COLUMNS["spend"].also, needed=True),
    "carried": DeclaredColumn("Agreed carry-forward", AWARD_COLUMNS["carried"].note, AWARD_COLUMNS["carried"].also),
    "code": DeclaredColumn("Code", "Optional.", ("ons code", "area code")),
    "note": DeclaredColumn("Note", "Anything; not read.", ("notes", "source", "comment")),
}
RECURRENT, ONE_YEAR = "recurrent", "one year"
VARIATIONS = {
    "area": DeclaredColumn("Area", "The area's name.", ("csp", "name", "partnership"), needed=True),
    "amount": DeclaredColumn("Amount", "In pounds; a reduction with a minus.", ("variation", "change"), needed=True),
    "lasts": DeclaredColumn("Lasts", f"{RECURRENT} or {ONE_YEAR}.", ("kind", "type"), needed=True),
    "reason": DeclaredColumn("Reason", "Why, for the notice.", ("note", "notes", "purpose", "for")),
}
AWARD_SETTINGS = {
    "collected": Setting(
        "Collected",
        f"The underspend collected, in pounds. Leave it blank where the sheet {LAST_YEAR_SHEET} says it area by area.",
        ("underspend collected", "underspend"),
        "pounds",
    ),
    "redistributed": Setting(
        "Redistributed as stated",
        "What a paper says was shared out; checked against the arithmetic. May be blank.",
        ("redistributed", "redistributed as printed"),
        "pounds",
    ),
    "least": Setting(
        "Least part to be spent",
        "Such as 80%: only areas that spent at least this of what they were paid have a share. Blank: all have.",
        ("only areas that spent at least", "spent at least"),
        "rate",
    ),
}


def last_year(reading: Reading, table: KnownTable, areas: AreaNames, *, of_form: bool) -> LastYear | None:
    """What each area was paid, spent and may carry forward: from the sheet Last year of a form, or from the table."""
    lines = reading.lines(LAST_YEAR_SHEET, LAST_YEAR, ("paid", "spend", "carried")) if of_form else None
    keys = [key for key in ("paid", "spend", "carried") if key in table.tables]
    if not lines:
        return _from_table(reading, table, areas, keys)
    for key in keys:
        found = f"{table.headers[key].text!r} beside a sheet {LAST_YEAR_SHEET}"
        place, remedy = table.header_place(key), "remove the column, or the sheet"
        reading.faults.append(Fault("stated-twice", place, found, "last year's money in one place", remedy))
    joined = _joined(reading, lines, areas)
    names = {"paid": "amount paid", "spend": "eligible spend", "carried": "carry-forward"}
    columns = {}
    for kind, what in names.items():
        figures = {
            row: line.pounds(kind, what, reading.faults)
            for row, line in joined.items()
            if kind != "carried" or line.has(kind)
        }
        columns[kind] = {row: figure.value for row, figure in figures.items() if figure}
        for row, line in joined.items():
            reading.places[f"{_about(kind)} of {areas.names[row]}"] = line.place(kind)
    return LastYear(*(Column.of(found.get(row, 0) for row in range(len(areas.names))) for found in columns.values()))


def _about(key: str) -> str:
    return "carry-forward" if key == "carried" else key


def _from_table(reading: Reading, table: KnownTable, areas: AreaNames, keys: Sequence[str]) -> LastYear | None:
    if not keys:
        return None
    for needed, label in (("paid", "Paid"), ("spend", "Eligible spend")):
        if needed not in keys:
            place, remedy = table.header_place(keys[0]), f"add a column {label!r}"
            found = f"{table.headers[keys[0]].text!r} without what was {'paid' if needed == 'paid' else 'spent'}"
            reading.faults.append(Fault("no-column", place, found, f"a column {label!r} too", remedy))
    for key in keys:
        for row, name in enumerate(areas.names):
            reading.places[f"{_about(key)} of {name}"] = table.place(key, row)
    nothing = Column([0] * len(areas.names))
    columns = {key: Column.of(figure.value for figure in table.figures[key]) for key in keys}
    return LastYear(*(columns.get(key, nothing) for key in ("paid", "spend", "carried")))


def _joined(reading: Reading, lines: Sequence[Line], areas: AreaNames) -> dict[int, Line]:
    """The line of every area; a fault for a line of no area, for two of one, for an area without a line."""
    found: dict[int, Line] = {}
    unmatched = False
    for line in lines:
        row = areas.meant(line.text("area"), line.text("code"), line.place("area"))
        if isinstance(row, Fault):
            unmatched = True
            is_example = line.text("area") == EXAMPLE_AREA
            reading.faults.append(example_fault(line.place("area")) if is_example else row)
        elif row in found:
            twice = f"{line.text('area')!r}, which is {areas.names[row]} again"
            remedy = "join the rows or correct a name"
            reading.faults.append(Fault("twice", line.place("area"), twice, "each area once", remedy))
        else:
            found[row] = line
    missing = [name for row, name in enumerate(areas.names) if row not in found]
    if missing and not unmatched:
        sheet = reading.book.chosen(LAST_YEAR_SHEET)
        remedy = "add a row for each, with 0 for an area that was paid nothing"
        words = f"no row for {listed(missing)}"
        place = Place(sheet.file, sheet.name)
        reading.faults.append(Fault("missing-area", place, words, "every area of the sheet Areas", remedy))
    return found


def variations(reading: Reading, areas: AreaNames) -> list[Variation]:
    """The variations stated, line by line."""
    found = []
    for line in reading.lines(VARIATIONS_SHEET, VARIATIONS, ("amount",)) or []:
        row = areas.meant(line.text("area"), "", line.place("area"))
        amount = line.pounds("amount", "variation", reading.faults)
        lasts = line.text("lasts").casefold().replace("-", " ")
        if lasts not in (RECURRENT, ONE_YEAR):
            expected, remedy = f"{RECURRENT} or {ONE_YEAR}", "write one of the two"
            reading.faults.append(Fault("lasts", line.place("lasts"), repr(line.text("lasts")), expected, remedy))
        if isinstance(row, Fault):
            reading.faults.append(row)
        elif amount is not None:
            found.append(Variation(row, amount.value, lasts == RECURRENT, line.text("reason")))
            reading.places.setdefault(f"variation of {areas.names[row]}", line.place("amount"))
    return found
