"""A sheet of settings: a label in the first column and its value beside it, one line for each."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass

from csptool.faults import Fault, Faults, Place, nearest
from csptool.labels import same_header, same_name
from csptool.sheets.sheet import Sheet
from formulas.exact import PERCENT, Figure

DATES = ("%d/%m/%Y", "%Y-%m-%d", "%d %B %Y", "%d %b %Y", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%y", "%d-%b-%y", "%d %b %y")
YEARS = range(1900, 2101)  # a date outside is a slip, and must not break what counts months from it


@dataclass(frozen=True)
class Setting:
    """A line: its label, other labels that are understood, a note for whoever fills it in.

    `kind` is text, pounds, rate, date, year or number, and says how a blank form formats the cell; `choices` are the
    words that it may hold.
    """

    label: str
    note: str
    also: tuple[str, ...] = ()
    kind: str = "text"
    choices: tuple[str, ...] = ()


class Settings:
    """The settings that a sheet states; adds a fault for a label that is unknown and has a value, or is there twice."""

    def __init__(self, sheet: Sheet, known: Mapping[str, Setting], faults: list[Fault]) -> None:
        self.sheet, self.known, self.faults = sheet, known, faults
        self._rows = _rows(sheet, known, faults)
        self._uncalculated = {key for key in self._rows if self.has(key) and not self.text(key)}
        for key in self._uncalculated:
            try:
                sheet.figure(self._rows[key], 2, known[key].label)
            except Faults as found:
                faults += found.faults

    def place(self, key: str) -> Place:
        """Where a setting's value stands; the sheet where it has no line."""
        if key not in self._rows:
            return Place(self.sheet.file, self.sheet.name)
        return self.sheet.place(self._rows[key], 2)

    @property
    def places(self) -> dict[str, Place]:
        """Where every setting's value stands."""
        return {key: self.place(key) for key in self.known}

    def has(self, key: str) -> bool:
        """Whether anything stands there, a formula that was never calculated included."""
        return key in self._rows and (self.text(key) != "" or self.sheet.uncalculated(self._rows[key], 2))

    def text(self, key: str) -> str:
        """The value as text, blank where there is none."""
        return self.sheet.label(self._rows[key], 2) if key in self._rows else ""

    def figure(self, key: str) -> Figure | None:
        """The value as a figure; None where there is none, or, with a fault, where it is no figure."""
        if not self.has(key) or key in self._uncalculated:
            return None
        try:
            figure = self.sheet.figure(self._rows[key], 2, self.known[key].label.lower())
        except Faults as found:
            self.faults.extend(found.faults)
            return None
        if self.known[key].kind == "pounds" and figure.unit == PERCENT:
            self.faults.append(Fault("percentage", self.place(key), figure.text, "an amount in pounds", "give pounds"))
            return None
        return figure

    def date(self, key: str) -> datetime.date | None:
        """The value as a date; None where there is none, or, with a fault, where it is no date."""
        if not self.has(key) or key in self._uncalculated:
            return None
        raw = self.sheet.cells.get((self._rows[key], 2))
        found = date_of(raw)
        if found is None:
            remedy = "write it as 12/06/2026, day first"
            self.faults.append(Fault("date", self.place(key), repr(self.text(key)), "a date", remedy))
        return found

    def year(self, key: str) -> str:
        """The value as a financial year; adds a fault where it is none."""
        text = self.text(key)
        if text and not is_year_span(text):
            remedy = "write it as 2024/25, in a cell formatted as text"
            self.faults.append(Fault("year", self.place(key), repr(text), "a financial year", remedy))
        return text

    def choice(self, key: str) -> str:
        """The value as one of the setting's choices, blank where there is none; adds a fault where it is another."""
        text, choices = self.text(key), self.known[key].choices
        found = next((choice for choice in choices if same_name(choice) == same_name(text)), "")
        if text and not found:
            expected, remedy = " or ".join(choices), f"write {' or '.join(choices)}"
            self.faults.append(Fault("choice", self.place(key), repr(text), expected, remedy))
        return found


def _rows(sheet: Sheet, known: Mapping[str, Setting], faults: list[Fault]) -> dict[str, int]:
    labels = {same_header(label): key for key, s in known.items() for label in (s.label, *s.also)}
    rows: dict[str, int] = {}
    for row in sheet.rows:
        label, value = sheet.label(row, 1), sheet.label(row, 2)
        key = labels.get(same_header(label))
        if key and key in rows:
            remedy = f"keep one line {known[key].label!r}"
            faults.append(Fault("twice", sheet.place(row, 1), f"{label!r} a second time", "each setting once", remedy))
        elif key:
            rows[key] = row
        elif label and value and same_header(label) != "setting":
            remedy = f"use one of {nearest(label, [s.label for s in known.values()])}, or clear the line"
            expected = f"a setting of the sheet {sheet.name}"
            faults.append(Fault("unknown-setting", sheet.place(row, 1), repr(label), expected, remedy))
    return rows


def date_of(raw: object) -> datetime.date | None:
    """The date that a cell or an option states, day first; None where it states none, or one of another century.

    >>> date_of("12/06/2026"), date_of("12 June 2026") == date_of("2026-06-12"), date_of("6/2026")
    (datetime.date(2026, 6, 12), True, None)
    """
    if isinstance(raw, datetime.datetime):
        raw = raw.date()
    if isinstance(raw, datetime.date):
        return raw if raw.year in YEARS else None
    if not isinstance(raw, str):
        return None
    plain = re.sub(r"(?a:\b(\d{1,2})(st|nd|rd|th)\b)", r"\1", " ".join(raw.split()))
    for form in DATES:
        try:
            found = datetime.datetime.strptime(plain, form).date()
        except ValueError:
            continue
        return found if found.year in YEARS else None
    return None


def is_year_span(text: str) -> bool:
    """Whether a text is a financial year: 2024/25, 2024-25 or 2024/2025.

    >>> is_year_span("2024/25"), is_year_span("2024/26"), is_year_span("2024")
    (True, False, False)
    """
    match = re.fullmatch(r"(?a:(\d{4})\s*[/-]\s*(\d{2}|\d{4}))", text)
    return match is not None and int(match[1]) in YEARS and int(match[2]) % 100 == (int(match[1]) + 1) % 100
