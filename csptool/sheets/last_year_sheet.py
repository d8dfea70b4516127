"""The sheet Last year: what was spent in each month or quarter, for a profile of that shape."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from fractions import Fraction

from csptool.faults import Fault, Place
from csptool.labels import same_name
from csptool.sheets.book import InputBook
from csptool.sheets.declared import DeclaredColumn, Line
from csptool.sheets.reading import Reading, span
from formulas.profile import MONTHS, QUARTERS, shape_refusals

LAST_YEAR_SHEET = "Last year"
LAST_YEAR = {
    "period": DeclaredColumn(
        "Period", "The months from April to March, or the quarters Q1 to Q4.", ("month", "quarter"), needed=True
    ),
    "spend": DeclaredColumn(
        "Spend", "What all areas together spent in it, in pounds.", ("spent", "expenditure", "actual"), needed=True
    ),
    "note": DeclaredColumn("Note", "Anything; not read.", ("notes", "source")),
}
MONTH_NAMES = ("apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec", "jan", "feb", "mar")


def read_last_year(book: InputBook, faults: list[Fault], notes: list[str], *, used: bool) -> tuple[Fraction, ...]:
    """Last year's spend by month or quarter, where the profile uses it; nothing, with faults, where it is no shape."""
    sheet = book.named(LAST_YEAR_SHEET)
    if sheet is None or not sheet.cells:
        if used:
            expected = f"a sheet {LAST_YEAR_SHEET} with last year's spend by month or quarter"
            remedy = "add it, or choose another profile"
            faults.append(Fault("no-last-year", book.source.place, f"no sheet {LAST_YEAR_SHEET}", expected, remedy))
        return ()
    reading = Reading(book, faults if used else [], {})
    lines = reading.lines(LAST_YEAR_SHEET, LAST_YEAR, ("spend",)) or []
    if not used:
        if any(line.has("spend") for line in lines):
            notes.append(f"The sheet {sheet.name} was not used: the profile is not last-year.")
        return ()
    notes += reading.notes
    before = len(faults)
    figures = [line.figure("spend", "spend", faults) for line in lines]
    _judge_periods(lines, faults)
    spends = [figure.value for figure in figures if figure is not None]
    if len(faults) > before:
        return ()
    for refusal in shape_refusals(spends):
        match = re.fullmatch(r"last year (\d+)", refusal.about)
        place = Place(sheet.file, sheet.name)
        if lines:
            place = lines[int(match[1]) - 1].place("spend") if match else span(lines, "spend")
        faults.append(Fault(refusal.code, place, refusal.found, refusal.expected, refusal.remedy))
    return tuple(spends)


def _judge_periods(lines: Sequence[Line], faults: list[Fault]) -> None:
    """A fault for every period that is not the one that its line should have."""
    if len(lines) not in (MONTHS, QUARTERS):
        return  # told by the shape itself
    expected = MONTH_NAMES if len(lines) == MONTHS else ("q1", "q2", "q3", "q4")
    for line, wanted in zip(lines, expected, strict=True):
        if _period(line) != wanted:
            name = datetime.date(2000, (MONTH_NAMES.index(wanted) + 3) % 12 + 1, 1).strftime("%B") \
                if wanted in MONTH_NAMES else wanted.upper()  # fmt: skip
            remedy = "put the periods in the order of the financial year, April or Q1 first"
            faults.append(Fault("period", line.place("period"), repr(line.text("period")), name, remedy))


def _period(line: Line) -> str:
    """The month or quarter that a line names: apr or q1."""
    raw = line.sheet.cells.get((line.row, line.columns["period"]))
    if isinstance(raw, datetime.date):
        return MONTH_NAMES[(raw.month - 4) % 12]
    text = same_name(line.text("period"))
    match = re.match(r"(?:q|quarter)\s*([1-4])\b", text)
    return f"q{match[1]}" if match else text[:3]
