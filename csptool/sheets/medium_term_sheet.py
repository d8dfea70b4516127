"""The sheet Medium term: a row for each assumption, a column for each year across, the first the year started from."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise

from csptool.faults import Fault, Faults, Place, fault, nearest
from csptool.labels import listed
from csptool.sheets.book import InputBook
from csptool.sheets.header_words import scaled_in, worth_of, year_in
from csptool.sheets.medium_term_lines import (
    AS_RATE,
    BOTH,
    LIMIT,
    LIMIT_RATE,
    LINES,
    RISE_POUNDS,
    RISE_RATE,
    START,
    YEARS,
    line_called,
    stated,
    unit_fault,
)
from csptool.sheets.sheet import Sheet
from csptool.sheets.source import Source
from csptool.sheets.unit_slips import Amount, unit_slips
from formulas.band_d_rise import Rise
from formulas.exact import PERCENT, Figure, in_full, in_pounds
from formulas.medium_term import Assumptions, BaseYear, MediumTerm, roll_forward

SHEET = "Medium term"
NOUGHT = Fraction(0)
OF_RISE = (RISE_POUNDS, RISE_RATE, LIMIT, LIMIT_RATE)
OF_BAND_D = ("band_d", RISE_POUNDS, LIMIT)  # pounds a dwelling
STARTED = ("tax_base", "band_d", "grants", "legacy_grants", "pay", "award", "other_costs")


@dataclass(frozen=True)
class PlanInput:
    """What a sheet states: the year started from, what is assumed of each year after it, notes on the reading."""

    source: Source
    start: BaseYear
    assumed: list[Assumptions]
    notes: list[str]

    @property
    def rolled(self) -> MediumTerm:
        """The plan, year after year."""
        return roll_forward(self.start, self.assumed)


def read_plan(book: InputBook) -> PlanInput:
    """The assumptions of the sheet Medium term, or of the only sheet there is.

    Raises every fault at once: no such sheet, no header of years, years that do not follow each other, unknown or
    repeated lines, what is missing, what is no figure of its kind, and a Band D that falls to nothing.
    """
    sheet = book.named(SHEET) or (book.sheets[0] if len(book.sheets) == 1 else None)
    if sheet is None:
        remedy = "write one with csptool template medium-term, and fill it in"
        found, expected = f"no sheet {SHEET}", "a sheet of assumptions with a column for each year"
        raise fault("no-plan", book.source.place, found, expected, remedy)
    reader = _Reader(sheet)
    read = reader.read(book)
    if not reader.faults:
        reader.refuse_no_band_d(read)
    if reader.faults:
        raise Faults(sorted(dict.fromkeys(reader.faults), key=lambda one: one.place.order))
    return read


@dataclass
class _Reader:
    """The sheet being read: its columns of years, its lines, what is wrong with them."""

    sheet: Sheet
    faults: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    years: dict[str, int] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)  # of the lines, as the sheet has them
    amounts: list[Amount] = field(default_factory=list)  # in pounds, which must all be in one unit

    def read(self, book: InputBook) -> PlanInput:
        """The whole sheet."""
        self.notes += book.notes
        top = self._header()
        self._lines(top)
        for key, one in LINES.items():
            if one.needed and key not in self.rows:
                found, remedy = f"no line {one.label!r}", "add it, with the figure of the first year"
                self._add("no-line", self._whole, found, f"a line {one.label!r}", remedy)
        self._tell_hidden()
        self._tell_absent()
        start, *years = self.years
        figures = {year: self._year(year, START if year == start else YEARS) for year in self.years}
        precept = figures[start].get("tax_base", NOUGHT) * figures[start].get("band_d", NOUGHT)
        self.faults += unit_slips(
            self.amounts, max([precept, *(abs(one.figure.value) for one in self.amounts)]), whole=True
        )
        base = BaseYear(start, *(figures[start].get(key, NOUGHT) for key in STARTED))
        return PlanInput(book.source, base, [self._assumed(year, figures[year]) for year in years], self.notes)

    def refuse_no_band_d(self, read: PlanInput) -> None:
        """A fault where Band D falls to nothing."""
        for year in read.rolled.years:
            if year.band_d <= 0:
                key = RISE_POUNDS if self._has(RISE_POUNDS, year.year) else RISE_RATE
                found, remedy = f"a Band D of {in_pounds(year.band_d)}", "correct the rise"
                self._add("no-band-d", self._place(key, year.year), found, "a Band D above nought", remedy)
                return

    @property
    def _whole(self) -> Place:
        return Place(self.sheet.file, self.sheet.name)

    def _add(self, code: str, place: Place, found: str, expected: str, remedy: str) -> None:
        self.faults.append(Fault(code, place, found, expected, remedy))

    def _place(self, key: str, year: str) -> Place:
        return self.sheet.place(self.rows[key], self.years[year]) if key in self.rows else self._whole

    def _has(self, key: str, year: str) -> bool:
        """Whether anything stands in a cell, a formula that was never calculated included."""
        return key in self.rows and self._filled(self.rows[key], self.years[year])

    def _filled(self, row: int, column: int) -> bool:
        return self.sheet.label(row, column) != "" or self.sheet.uncalculated(row, column)

    def _header(self) -> int:
        """The row that heads two columns or more with years; faults of the years, and of what is above them."""
        found = ((row, self._years_of(row)) for row in self.sheet.rows)
        top, columns = next(((row, years) for row, years in found if len(years) > 1), (0, []))
        if not columns:
            remedy = "head the columns 2025/26, 2026/27 and so on; the first is the year started from"
            raise fault("no-years", self._whole, "no row of financial years", "at least two years across", remedy)
        for (before, _), (year, column) in pairwise(columns):
            follows = f"{int(before[:4]) + 1}/{(int(before[:4]) + 2) % 100:02}"
            if year != follows:
                place, remedy = self.sheet.place(top, column), "give every year once, one after the other"
                self._add("year-order", place, f"{year} after {before}", follows, remedy)
        self.years = dict(columns)
        for row in self.sheet.rows:
            for column in self.sheet.columns(row) if row <= top else ():
                self._refuse_scaled(row, column)
        return top

    def _years_of(self, row: int) -> list[tuple[str, int]]:
        cells = ((year_in(self.sheet.label(row, column)), column) for column in self.sheet.columns(row))
        return [(year, column) for year, column in cells if year]

    def _refuse_scaled(self, row: int, column: int) -> None:
        """A fault where a title or a label counts in thousands or millions."""
        scaled = scaled_in(self.sheet.label(row, column))
        if (worth_of(scaled) or 1) != 1:
            remedy = "write the figures in pounds, or each with its own unit, such as £1.2m"
            self._add("scaled", self.sheet.place(row, column), f"figures in {scaled}", "pounds", remedy)

    def _lines(self, top: int) -> None:
        """The row of every line; a fault for one that is unknown and has figures, or is there twice."""
        first = min(self.years.values())
        for row in (row for row in self.sheet.rows if row > top):
            labels = [(self.sheet.label(row, c), c) for c in self.sheet.columns(row) if c < first]
            known = [(line_called(label), column) for label, column in labels]
            key, column = next((one for one in known if one[0]), ("", labels[0][1] if labels else first))
            filled = [c for c in self.years.values() if self._filled(row, c)]
            if key in self.rows:
                found, remedy = f"{self.sheet.label(row, column)!r} a second time", "keep one line for it"
                self._add("twice", self.sheet.place(row, column), found, "each line once", remedy)
            elif key:
                self.rows[key], self.labels[key] = row, self.sheet.label(row, column)
                self._refuse_scaled(row, column)
            elif filled:
                self._refuse_unknown(row, labels[0][0] if labels else "", column if labels else filled[0])

    def _refuse_unknown(self, row: int, label: str, column: int) -> None:
        remedy = f"use one of {nearest(label, [one.label for one in LINES.values()])}, or take the row off the sheet"
        found = repr(label) if label else "figures without a label"
        self._add("unknown-line", self.sheet.place(row, column), found, f"a line of the sheet {SHEET}", remedy)

    def _year(self, year: str, column: str) -> dict[str, Fraction]:
        """What a year's column states; rises and limits in per cent under keys of their own."""
        figures: dict[str, Fraction] = {}
        for key in self.rows:
            one = LINES[key]
            belongs = one.when in (column, BOTH)
            if not belongs and self._has(key, year):
                self._refuse_idle(key, year)
            elif belongs and (self._has(key, year) or self._asked(key)):
                figure = self._figure(key, year)
                if figure:
                    figures[AS_RATE.get(key, key) if figure.unit == PERCENT else key] = figure.value
        return figures

    def _asked(self, key: str) -> bool:
        """Whether a blank is a fault: of a line that is needed, or that states something for another year."""
        one = LINES[key]
        return one.needed or (not one.blanks and any(self._has(key, year) for year in self.years))

    def _refuse_idle(self, key: str, year: str) -> None:
        """A figure where the plan takes none: worked out, or of the year that is budgeted already, which is told."""
        one = LINES[key]
        if one.when == START:
            found, remedy = f"{one.label!r} for {year}", "clear it: the plan works it out from the first year on"
            self._add("idle-figure", self._place(key, year), found, f"it for {next(iter(self.years))} alone", remedy)
            return
        why = "one-off" if key in ("collection_fund", "one_off_costs") else "of a year that is budgeted already"
        self.notes.append(f"{one.label} in {self._place(key, year).cell} is {why}: it was not rolled forward.")

    def _figure(self, key: str, year: str) -> Figure | None:
        """The figure in a cell, in its line's unit; None, with a fault, where there is none."""
        one, place = LINES[key], self._place(key, year)
        try:
            figure = self.sheet.figure(self.rows[key], self.years[year], f"{one.label} of {year}")
        except Faults as found:
            self.faults += found.faults
            return None
        if wrong := unit_fault(figure, key, self.labels[key]):
            self._add("unit", place, repr(stated(figure)), *wrong)
        elif (figure.value < 0 and not one.signed) or (figure.value == 0 and key in ("tax_base", "band_d")):
            remedy = "write what is saved without a minus" if key == "savings" else "correct it"
            expected = f"{one.label} above nought" if figure.value == 0 else f"{one.label} of nought or more"
            self._add("sign", place, in_full(figure.value, grouped=True), expected, remedy)
        elif one.kind == "rate" and figure.value <= -1:
            self._add("rate", place, stated(figure), "a rate above -100%", "correct it")
        elif one.kind == "pounds" and key not in OF_BAND_D:
            self.amounts.append(Amount(f"{one.label} of {year}", figure, place))
        return figure

    def _assumed(self, year: str, figures: dict[str, Fraction]) -> Assumptions:
        """What is assumed of one year; a fault where its rise is not stated, or twice."""
        rise = Rise(*(figures.get(key) for key in OF_RISE))
        stated = [key for key in (RISE_POUNDS, RISE_RATE) if self._has(key, year)]
        if len(stated) != 1:
            key = next((key for key in (RISE_POUNDS, RISE_RATE) if key in self.rows), "")
            found = f"{'two rises' if stated else 'no rise'} in Band D for {year}"
            remedy = "clear one of the two" if stated else "give it, or 0 if Band D is to stay"
            self._add("rise", self._place(key, year), found, "a rise in pounds or in per cent", remedy)
        others = {key: value for key, value in figures.items() if key not in OF_RISE}
        return Assumptions(year, rise, **others)

    def _tell_absent(self) -> None:
        """A note on the lines that may be left out and are: growth of nothing is an assumption too."""
        may_be = [key for key, one in LINES.items() if not one.needed and not one.blanks]
        absent = [LINES[key].label for key in may_be if not any(self._has(key, year) for year in self.years)]
        if absent:
            self.notes.append(f"Taken as nought, since the sheet states nothing: {listed(absent, len(absent))}.")

    def _tell_hidden(self) -> None:
        """Notes on what was read although it does not show."""
        hidden = [str(row) for row in sorted(self.rows.values()) if row in self.sheet.hidden_rows]
        if hidden:
            self.notes.append(f"Hidden rows of the sheet {self.sheet.name} were read too: {listed(hidden)}.")
        columns = [year for year, column in self.years.items() if self.sheet.hides_column(column)]
        if columns:
            self.notes.append(f"Hidden columns of the sheet {self.sheet.name} were read too: {listed(columns)}.")
        if not self.sheet.visible:
            self.notes.append(f"The hidden sheet {self.sheet.name} was read too.")
