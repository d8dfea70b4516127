"""The terms of a monitoring: what a form's sheet Monitoring states, what options say, what a table's headers give."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from fractions import Fraction

from csptool.faults import Fault, Place
from csptool.labels import tidy
from csptool.sheets.header_words import WHEN, year_in
from csptool.sheets.known_table import KnownTable
from csptool.sheets.settings import Setting, Settings, date_of
from formulas.exact import PERCENT, in_full, read
from formulas.monitoring import DEFAULT_THRESHOLD, Terms
from formulas.monitoring_flags import day
from formulas.profile import PROFILES, FinancialYear, year_of
from formulas.refusals import Refused

MONITORING_SHEET = "Monitoring"
DEFAULT_PROFILE = "twelfths"
SETTINGS = {
    "fund": Setting("Fund", "What the fund is called; used as the title.", ("name", "fund name")),
    "year": Setting("Financial year", "Written as 2025/26; 1 April to 31 March.", ("year",), "year"),
    "as_at": Setting("As at", "The day up to which spend is counted, such as 30/09/2025.", ("as at date",), "date"),
    "profile": Setting(
        "Profile",
        "What should be spent by a date: twelfths (complete months), quarters (complete quarters), front-loaded (paid "
        "at the beginning of every quarter), last-year (the sheet Last year). Blank means twelfths.",
        ("spending profile",),
        choices=tuple(PROFILES),
    ),
    "threshold": Setting(
        "Threshold",
        "A likely underspend above it is flagged, in pounds. Blank means £15,000.",
        ("underspend threshold",),
        "pounds",
    ),
    "no_spend_by": Setting(
        "No spend by",
        "From this day on an area without any spend is flagged. Blank means from when the profile has something due.",
        (),
        "date",
    ),
}


@dataclass(frozen=True)
class Asked:
    """What options say, as text; blank for what they leave out."""

    as_at: str = ""
    year: str = ""
    profile: str = ""
    threshold: str = ""
    no_spend_by: str = ""
    allocation: str = ""
    spend: str = ""
    sheet: str = ""

    def given(self) -> dict[str, str]:
        """The options that were given, by their names."""
        return {f"--{key.replace('_', '-')}": text for key, text in vars(self).items() if text}


class TermsReader:
    """Reads the terms one by one, each from the one place that states it; what is wrong is added to `faults`."""

    def __init__(self, asked: Asked, stated: Settings | None, faults: list[Fault]) -> None:
        self.asked, self.stated, self.faults = asked, stated, faults
        self.notes: list[str] = []

    def terms(self, table: KnownTable, last_year: tuple[Fraction, ...], quarter: int = 0) -> Terms | None:
        """The terms; None, with faults, where they cannot be told.

        Where a quarter is given, the day is that quarter's last.
        """
        before = len(self.faults)
        profile, threshold, no_spend_by = self._profile(), self._threshold(), self._date("no_spend_by")
        year = self._year(table)
        if quarter:
            as_at = year.quarter_end(quarter) if year else None
        else:
            stated = self._date("as_at")
            as_at = self._date_of_header(table, stated) or stated
        if len(self.faults) > before:
            return None
        if as_at is None:
            known = f"the year {year} and no date" if year else "neither a date nor a financial year"
            remedy = "give --as-at, such as --as-at 30/09/2025" + ("" if year else ", and --year, such as 2025/26")
            if quarter:
                known, remedy = "no financial year", "give --year, such as --year 2025/26"
            expected = "the financial year" if quarter else "the day up to which spend is counted"
            place = (
                self.stated.place("year" if quarter else "as_at") if self.stated else table.header_place("allocation")
            )
            self.faults.append(Fault("no-date", place, known, expected, remedy))
            return None
        if year is None:
            year = year_of(as_at)
            self.notes.append(f"No year is stated; it was taken to be {year}, in which {day(as_at)} falls.")
        return Terms(year, as_at, profile, last_year, threshold, no_spend_by)

    def _in_form(self, key: str) -> bool:
        """Whether the form states it; a fault where an option does too."""
        if self.stated is None or not self.stated.has(key):
            return False
        if vars(self.asked)[key]:
            remedy = "leave the option out, or clear the cell"
            found = f"{_option(key)} beside what the form states"
            self.faults.append(Fault("stated-twice", self.stated.place(key), found, "it in one place", remedy))
        return True

    def _date(self, key: str) -> datetime.date | None:
        if self._in_form(key) and self.stated:
            return self.stated.date(key)
        return self._date_asked(key)

    def _date_asked(self, key: str) -> datetime.date | None:
        text = vars(self.asked)[key]
        found = date_of(text) if text else None
        if text and found is None:
            remedy = "write it as 12/06/2026, day first"
            self.faults.append(Fault("date", Place(_option(key)), repr(tidy(text)), "a date", remedy))
        return found

    def _date_of_header(self, table: KnownTable, stated: datetime.date | None) -> datetime.date | None:
        """The day that the header of the spend names; what is stated elsewhere must be the same day."""
        header = table.headers.get("spend")
        found = date_in(header.text) if header else None
        if header is None or found is None:
            return None
        if stated is None:
            self.notes.append(f"As at {day(found)}, by the header {header.text!r}.")
        elif stated != found:
            place, remedy = table.header_place("spend"), "leave the date out, or give the table of that day"
            expected = f"figures as at {day(stated)}, as stated"
            self.faults.append(Fault("two-dates", place, repr(header.text), expected, remedy))
        return found

    def _year(self, table: KnownTable) -> FinancialYear | None:
        """The year by the form or the option and by the headers, which must agree."""
        stated: list[tuple[str, Place]] = []
        if self._in_form("year") and self.stated:
            stated.append((self.stated.year("year"), self.stated.place("year")))
        elif self.asked.year:
            stated.append((self.asked.year, Place("--year")))
        for key, header in table.headers.items():
            if year_in(header.text):
                stated.append((header.text, table.header_place(key)))
        years = [year_in(text) for text, _ in stated]
        if not stated:
            return None
        if not years[0]:
            text, place = stated[0]
            if place.file == "--year":  # a form's year that is none is a fault already
                remedy = "write it as 2025/26"
                self.faults.append(Fault("year", place, repr(tidy(text)), "a financial year", remedy))
            return None
        for year, (text, place) in zip(years, stated, strict=True):
            if year != years[0]:
                remedy = "choose the columns of one year, with --allocation and --spend if need be"
                expected = f"the year {years[0]}, as elsewhere"
                self.faults.append(Fault("two-years", place, repr(text), expected, remedy))
        return FinancialYear(int(years[0][:4]))

    def _profile(self) -> str:
        if self._in_form("profile") and self.stated:
            return self.stated.choice("profile")
        text = "-".join(self.asked.profile.casefold().split())
        if text and text not in PROFILES:
            expected = ", ".join(PROFILES)
            self.faults.append(Fault("choice", Place("--profile"), repr(tidy(text)), f"one of {expected}", "use one"))
        return text or DEFAULT_PROFILE

    def _threshold(self) -> Fraction:
        place = Place("--threshold")
        if self._in_form("threshold") and self.stated:
            place, figure = self.stated.place("threshold"), self.stated.figure("threshold")
            if figure is None:
                return DEFAULT_THRESHOLD
        elif not self.asked.threshold:
            return DEFAULT_THRESHOLD
        else:
            try:
                figure = read(self.asked.threshold)
            except Refused:
                found, remedy = repr(tidy(self.asked.threshold)), "write it as 15000"
                self.faults.append(Fault("threshold", place, found, "an amount in pounds", remedy))
                return DEFAULT_THRESHOLD
        if figure.value < 0 or figure.unit == PERCENT:
            found, remedy = f"a threshold of {in_full(figure.value, grouped=True)}", "write it as 15000"
            self.faults.append(Fault("threshold", place, found, "pounds, nought or more", remedy))
        return figure.value


def date_in(text: str) -> datetime.date | None:
    """The day that a header names.

    >>> date_in("Spend as at 12/06/2026 (£)") == date_in("Expenditure to 12th June 2026"), date_in("2025-26 Spend")
    (True, None)
    """
    for match in WHEN.finditer(text):
        found = date_of(re.sub(r"\A[^\d]+", "", match[0]))
        if found:
            return found
    return None


def _option(key: str) -> str:
    return f"--{key.replace('_', '-')}"
