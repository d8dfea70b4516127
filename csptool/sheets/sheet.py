"""A sheet as rows and columns of raw values, wherever it came from, and the way from a raw value to an exact figure."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from decimal import Decimal

from csptool.faults import Fault, Faults, Place, placed
from csptool.labels import tidy
from formulas.exact import NUMBER, PERCENT, POUNDS, Figure, read
from formulas.refusals import Refused
from formulas.rounding import half_away

MOST_DIGITS = 15  # a spreadsheet keeps no more than these of a number


@dataclass(frozen=True, slots=True)
class ErrorValue:
    """An error in a cell, such as #REF!."""

    text: str


Raw = str | int | float | bool | ErrorValue | datetime.date | datetime.time | datetime.timedelta
Span = tuple[int, int, int, int]  # first row, first column, last row, last column; all from 1


@dataclass
class Sheet:
    """The cells that hold something, by row and column from 1, and what the sheet says about them."""

    file: str
    name: str
    cells: dict[tuple[int, int], Raw]
    visible: bool = True
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: tuple[tuple[int, int], ...] = ()  # first and last of each run
    merged: tuple[Span, ...] = ()
    number_format: Callable[[int, int], str] = lambda row, column: "General"
    uncalculated: Callable[[int, int], bool] = lambda row, column: False
    widths: dict[int, int] = field(default_factory=dict)  # in a csv file, how many cells each row has
    on_its_side: bool = False  # rows and columns have changed places; addresses are still those of the file
    rows: list[int] = field(init=False)  # the numbers of the rows that hold something, in order
    _columns: dict[int, list[int]] = field(init=False)
    _figures: dict[tuple[int, int], bool] = field(init=False, default_factory=dict)  # whether a cell reads as one

    def __post_init__(self) -> None:
        self._columns = {}
        for row, column in sorted(self.cells):
            self._columns.setdefault(row, []).append(column)
        self.rows = list(self._columns)

    def columns(self, row: int) -> list[int]:
        """The numbers of the columns that hold something in a row, in order."""
        return self._columns.get(row, [])

    def label(self, row: int, column: int) -> str:
        """A cell as one line of text; blank for what is no label (figures keep their digits)."""
        raw = self.cells.get((row, column))
        return "" if raw is None else tidy(raw.text if isinstance(raw, ErrorValue) else str(raw))

    def within(self, span: Span) -> Sheet:
        """The same sheet with only the cells of a range."""
        top, left, bottom, right = span
        inside = {(r, c): raw for (r, c), raw in self.cells.items() if top <= r <= bottom and left <= c <= right}
        return replace(self, cells=inside)

    def is_figure(self, row: int, column: int) -> bool:
        """Whether a cell holds something that reads as a figure."""
        if (row, column) not in self._figures:
            try:
                self.figure(row, column, "")
                self._figures[row, column] = True
            except Faults:
                self._figures[row, column] = False
        return self._figures[row, column]

    def place(self, row: int, column: int) -> Place:
        """Where a cell stands, as a person would write it."""
        return Place(self.file, self.name, address(column, row) if self.on_its_side else address(row, column))

    def turned(self) -> Sheet:
        """The same sheet with rows for columns, for a table that lies on its side; places stay those of the file."""
        used = {column for _, column in self.cells}
        return replace(
            self,
            cells={(column, row): raw for (row, column), raw in self.cells.items()},
            hidden_rows=frozenset(column for column in used if self.hides_column(column)),
            hidden_columns=tuple((row, row) for row in sorted(self.hidden_rows)),
            merged=tuple((left, top, right, bottom) for top, left, bottom, right in self.merged),
            number_format=lambda row, column: self.number_format(column, row),
            uncalculated=lambda row, column: self.uncalculated(column, row),
            widths={},
            on_its_side=not self.on_its_side,
        )

    def hides_column(self, column: int) -> bool:
        """Whether a column is hidden."""
        return any(first <= column <= last for first, last in self.hidden_columns)

    def span_of(self, row: int, column: int) -> Span:
        """The merged cells that a cell belongs to, or just itself."""
        for span in self.merged:
            if span[0] <= row <= span[2] and span[1] <= column <= span[3]:
                return span
        return (row, column, row, column)

    def figure(self, row: int, column: int, what: str) -> Figure:
        """The exact figure in a cell, with its printed digits; raises a fault that names the cell and `what` it is."""
        raw = self.cells.get((row, column))
        place = self.place(row, column)
        if raw is None or raw == "":
            raise Faults([self._blank_fault(row, column, what)])
        if trouble := _trouble(raw, what):
            raise Faults([Fault(trouble[0], place, *trouble[1:])])
        assert isinstance(raw, str | int | float)  # whatever else there is has been refused
        try:
            if isinstance(raw, str):
                return read(raw)
            return _formatted(raw, self.number_format(row, column))
        except Refused as refused:
            raise Faults([placed(refusal, place) for refusal in refused.refusals]) from None

    def merged_fault(self, span: Span) -> Fault:
        """The fault that merged cells stand where each row needs a cell of its own."""
        place = Place(self.file, self.name, f"{address(*span[:2])}:{address(*span[2:])}")
        remedy = "unmerge them and fill in each cell"
        return Fault("merged", place, "merged cells", "a cell of its own for every figure and name", remedy)

    def _blank_fault(self, row: int, column: int, what: str) -> Fault:
        span, place, expected = self.span_of(row, column), self.place(row, column), f"a figure for the {what}"
        if span[:2] != span[2:]:
            return self.merged_fault(span)
        if self.uncalculated(row, column):
            remedy = "open the workbook in Excel, let it calculate, and save it"
            return Fault("no-cached-value", place, "a formula whose result was never saved", expected, remedy)
        remedy = "type the figure, or 0 if there is none; if the row is a heading or a note, clear it"
        return Fault("blank", place, "a blank", expected, remedy)


def _trouble(raw: Raw, what: str) -> tuple[str, str, str, str] | None:
    """Why a raw value is no figure: code, found, expected, remedy."""
    expected = f"a figure for the {what}"
    if isinstance(raw, ErrorValue):
        return "error-cell", raw.text, expected, "correct the formula in the cell, then save the workbook"
    if isinstance(raw, bool):
        return "truth-cell", str(raw).upper(), expected, "type the figure"
    if isinstance(raw, datetime.date | datetime.time | datetime.timedelta):
        when = str(raw).removesuffix(" 00:00:00")
        return "date-cell", f"the date or time {when}", expected, "type the figure and format the cell as a number"
    if isinstance(raw, int | float) and not abs(raw) < 10**MOST_DIGITS:
        remedy = "type it as text, with an apostrophe before it"
        return "too-many-digits", f"{raw!r}", f"a number of at most {MOST_DIGITS} digits before the point", remedy
    return None


def _formatted(number: int | float, number_format: str) -> Figure:
    """A cell's number as the shortest decimal that gives it, with the decimals that its format prints."""
    figure = read(number if isinstance(number, int) else Decimal(repr(number)))
    shown = decimals_shown(number_format)
    if shown is None:
        return figure
    least, most = shown
    held = figure.decimals or 0
    unit = PERCENT if "%" in number_format else POUNDS if "£" in number_format else NUMBER
    held -= 2 if unit == PERCENT else 0
    return Figure(figure.value, max(least, min(most, held)), unit, figure.text)


def decimals_shown(number_format: str) -> tuple[int, int] | None:
    """How many decimals a number format prints, always and at most; None where it does not say.

    General, dates and thousands that are scaled down do not say.

    >>> decimals_shown('£#,##0.00;[Red]-£#,##0.00'), decimals_shown("0.0##%"), decimals_shown("General")
    ((2, 2), (1, 3), None)
    """
    section = re.sub(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]', "", number_format.partition(";")[0])
    scaled = re.search(r"[0#?],+(?![0#?])", section)
    if scaled or not re.search(r"[0#?]", section) or re.search(r"[ymdhse/]", section, re.IGNORECASE):
        return None
    match = re.search(r"\.([0#?]+)", section)
    return (match[1].count("0"), len(match[1])) if match else (0, 0)


def holds_more(figure: Figure) -> bool:
    """Whether a figure holds digits that its cell does not print."""
    if not figure.quantum:
        return False
    units = figure.value / figure.quantum
    return half_away(units.numerator, units.denominator) != units


def address(row: int, column: int) -> str:
    """The cell's address: row 7, column 3 is C7.

    >>> address(7, 3), address(1, 28)
    ('C7', 'AB1')
    """
    return f"{column_letters(column)}{row}"


def column_letters(column: int) -> str:
    """The letters of a column counted from 1.

    >>> column_letters(3), column_letters(28), column_letters(703)
    ('C', 'AB', 'AAA')
    """
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def parse_range(text: str) -> Span | None:
    """The span of a range such as B4:D20; None where the text is no range.

    >>> parse_range("B4:D20")
    (4, 2, 20, 4)
    """
    match = re.fullmatch(r"(?a:\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7}))", text.strip().upper())
    if match is None:
        return None
    left, right = (sum((ord(x) - 64) * 26**i for i, x in enumerate(reversed(match[g]))) for g in (1, 3))
    top, bottom = int(match[2]), int(match[4])
    return (top, left, bottom, right) if 0 < top <= bottom and left <= right else None
