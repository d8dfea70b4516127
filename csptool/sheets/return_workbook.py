"""A quarterly return: the workbook of `csptool template return`, filled in by one area."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from csptool.faults import Fault, Faults, Place
from csptool.labels import same_header
from csptool.sheets.book import open_book
from csptool.sheets.declared import DeclaredColumn, Line
from csptool.sheets.plan_workbook import sheet_faults
from csptool.sheets.reading import Reading
from csptool.sheets.settings import Setting, Settings
from csptool.sheets.source import Source
from formulas.exact import PERCENT, Figure, in_full
from formulas.rounding import to_the_penny

RETURN_SHEET, ACTIVITY_SHEET = "Return", "Activity"
EXAMPLE_ACTIVITY = "Example activity: type over this row"
QUARTERS = ("Q1", "Q2", "Q3", "Q4")
SETTINGS = {
    "fund": Setting("Fund", "What the fund is called.", ("name", "fund name")),
    "area": Setting("Area", "The partnership that this return is for. Needed.", ("csp", "partnership")),
    "year": Setting("Financial year", "Written as 2026/27. Needed.", ("year",), "year"),
    "quarter": Setting("Quarter", "Q1 is April to June. Needed.", (), choices=QUARTERS),
    "allocation": Setting(
        "Allocation", "The allocation for the whole year, in pounds, as you have it. Needed.", (), "pounds"
    ),
    "earlier": Setting(
        "Spent in earlier quarters", "Of this year, in pounds; 0 in the first quarter. Needed.", (), "pounds"
    ),
    "returned": Setting("Date returned", "The day on which you send it, such as 14/07/2026. Needed.", (), "date"),
    "by": Setting("Completed by", "Who can be asked about it. Needed.", ("name of person",)),
}
ACTIVITY = {
    "activity": DeclaredColumn("Activity", "What the money was spent on.", ("project", "initiative"), needed=True),
    "priority": DeclaredColumn(
        "Priority",
        "The priority of the plan that it is linked to.",
        ("link to priority", "linked priority"),
        needed=True,
    ),
    "spend": DeclaredColumn(
        "Spend this quarter", "In pounds; 0 where it is nothing.", ("spend", "spent this quarter"), needed=True
    ),
    "committed": DeclaredColumn(
        "Committed", "Ordered and not yet paid, in pounds; 0 where it is nothing.", ("commitments",), needed=True
    ),
    "outcome": DeclaredColumn("Outcome", "What came of it.", ("outcomes", "result")),
}


@dataclass(frozen=True)
class ReturnLine:
    """One activity: the priority that it is linked to, its spend this quarter and what is committed, in pounds."""

    activity: str
    priority: str
    spend: Fraction
    committed: Fraction
    outcome: str


@dataclass(frozen=True)
class Return:
    """What one area returned for a quarter; `places` says where each of its settings stands."""

    source: Source
    area: str
    year: str
    quarter: str
    allocation: Fraction
    earlier: Fraction
    returned: datetime.date
    lines: Sequence[ReturnLine]
    places: Mapping[str, Place]

    @property
    def spend(self) -> Fraction:
        """Spend this quarter, in pounds."""
        return sum((line.spend for line in self.lines), Fraction(0))

    @property
    def committed(self) -> Fraction:
        """What is committed, in pounds."""
        return sum((line.committed for line in self.lines), Fraction(0))


def read_return(source: Source) -> Return:
    """The return that a workbook holds. Raises every fault of it at once."""
    book = open_book(source)
    lacking = [name for name in (RETURN_SHEET, ACTIVITY_SHEET) if book.named(name) is None]
    if lacking:
        found = f"no sheet {' and no sheet '.join(lacking)}"
        remedy = "take the file out of the folder, or copy its figures into the form of csptool template return"
        raise Faults([Fault("no-return", source.place, found, "a quarterly return", remedy)])
    faults = sheet_faults(book, [RETURN_SHEET, ACTIVITY_SHEET])
    stated = Settings(book.chosen(RETURN_SHEET), SETTINGS, faults)
    for key, setting in SETTINGS.items():
        if not stated.has(key) and key != "fund":
            remedy = f"fill in {setting.label!r}" + ("; 0 if there was none" if key == "earlier" else "")
            expected = f"something beside {setting.label!r}"
            faults.append(Fault("blank", stated.place(key), "a blank", expected, remedy))
    year, quarter, returned = stated.year("year"), stated.choice("quarter"), stated.date("returned")
    allocation = _pounds(stated.figure("allocation"), stated.place("allocation"), "an allocation", faults)
    earlier = _pounds(stated.figure("earlier"), stated.place("earlier"), "spend", faults, signed=True)
    reading = Reading(book, faults, {})
    lines = reading.lines(ACTIVITY_SHEET, ACTIVITY, ("spend", "committed")) or []
    if not lines and not faults:
        place, remedy = Place(source.name, ACTIVITY_SHEET), "write one line with 0 if nothing was done"
        faults.append(Fault("no-rows", place, "no activity", "at least one line", remedy))
    read = [_line(line, faults) for line in lines]
    if faults or returned is None:
        raise Faults(faults)
    return Return(source, stated.text("area"), year, quarter, allocation, earlier, returned, read, stated.places)


def _line(line: Line, faults: list[Fault]) -> ReturnLine:
    if same_header(line.text("activity")) == same_header(EXAMPLE_ACTIVITY):
        remedy = "type over it, or delete the row"
        found = "the example row of the template"
        faults.append(Fault("example-row", line.place("activity"), found, "an activity", remedy))
    if not line.has("priority"):
        remedy = "name the priority, or write 'none' if there is none"
        found, expected = f"a blank beside {line.text('activity')!r}", "the priority that it is linked to"
        faults.append(Fault("blank", line.place("priority"), found, expected, remedy))
    spend = _pounds(line.figure("spend", "spend", faults), line.place("spend"), "spend", faults, signed=True)
    figure = line.figure("committed", "commitment", faults)
    committed = _pounds(figure, line.place("committed"), "a commitment", faults)
    return ReturnLine(line.text("activity"), line.text("priority"), spend, committed, line.text("outcome"))


def _pounds(figure: Figure | None, place: Place, what: str, faults: list[Fault], *, signed: bool = False) -> Fraction:
    """The amount in whole pennies; nought, with a fault, where it is none."""
    if figure is None:
        return Fraction(0)  # told already
    trouble = ""
    if figure.unit == PERCENT:
        trouble, expected = "a percentage", f"{what} in pounds"
    elif figure.value < 0 and not signed:
        trouble, expected = in_full(figure.value, grouped=True), f"{what} of nought or more"
    elif to_the_penny(figure.value) != figure.value:
        trouble, expected = in_full(figure.value, grouped=True), f"{what} in whole pennies"
    if trouble:
        faults.append(Fault("pounds", place, trouble, expected, "correct the figure"))
    return figure.value
