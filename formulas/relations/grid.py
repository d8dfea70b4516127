"""A printed table as a grid of figures: which rows are headers, what each row and column is called and counted in."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property

from formulas.paper import Table
from formulas.printed import Printed, printed, unit_line

_YEAR = re.compile(r"(?:19|20)\d\d(?:\s*[-/–]\s*(?:\d\d|(?:19|20)\d\d))?\Z")
_REFERENCE = re.compile(
    r"(?:notes?|refs?|reference|para|page|item|no|row|line|rank|code|ranking|#|appendix)\.?\Z", re.I
)
_RATE = re.compile(
    r"\bper\b|(?<!business )(?<!domestic )\brates?\b|\baverage\b|\bmean\b|\bmedian\b|\bratio\b|%|\bpercent"
    r"|\bband d\b|\bunit price\b|\bindex\b|\brank\w*\b|\bposition\b|\bage\b|\bscore\b"
    r"|\bunit cost\b|\bp/h\b|\bpoints\b",
    re.IGNORECASE,
)
_RATE_ROW = re.compile(
    r"\w\W+per (?!annum)\w+|(?<!\()\baverage\b|\bmean\b|\bmedian\b|\bratio\b|%\W*\Z|\A\W*%|\bpercent"
    r"|\bindex\b|\bscore\b|\bmargin\b",
    re.IGNORECASE,
)
_PERCENT_ROW = re.compile(r"%\W*\Z|\A\W*%|\bper\s?cent(?:age)?\b", re.IGNORECASE)
_MONEY = re.compile(
    r"£|\bbudgets?\b|\bcosts?\b|\bexpenditure\b|\bincome\b|\bgrants?\b|\bfunding\b|\bprecepts?\b|\breserves?\b|\bfunds?\b"
    r"|\bbalances?\b|\bassets?\b|\bliabilities\b|\btax\b|\brevenue\b|\bspend\w*\b|\bsavings?\b|\bpayments?\b"
    r"|\breceipts?\b|\ballocations?\b|\bcapital\b|\bloans?\b|\bdebt\w*\b|\bborrowing\w*\b|\bfees?\b|\bcharges?\b",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\bnumbers?\b|\bno\.|\bcounts?\b|\bengagements?\b|\bapplications?\b|\boffences?\b|\bincidents?\b|\bcrimes?\b"
    r"|\bpeople\b|\bpersons?\b|\bofficers?\b|\bagreements?\b|\bvolunteers?\b|\bprojects?\b|\bmeetings?\b|\bcases?\b"
    r"|\bcalls?\b|\bvisits?\b|\bvictims?\b|\breferrals?\b|\bcomplaints?\b|\barrests?\b|\bstaff\b|\bmembers?\b"
    r"|\bresponses?\b|\brespondents?\b|\bevents?\b|\bdwellings\b|\bproperties\b|\bvehicles?\b|\bhouseholds?\b"
    r"|\b(?:wo)?men\b|\b(?:fe)?males?\b|\badults?\b|\bpatients?\b|\badmissions?\b|\bbirths?\b|\bdeaths?\b|\bhomes\b"
    r"|\bjourneys?\b|\bpassengers?\b|\bprisoners?\b|\boffenders?\b|\bcaseload\b|\bcompletions?\b|\belectors?\b"
    r"|\bpupils?\b|\bchildren\b|\bheadcount\b|\bposts\b|\battendances?\b|\bsessions?\b|\bvotes?\b|\bchargepayers\b",
    re.IGNORECASE,
)
_WITHHELD = re.compile(
    r"[*.:~#†‡cxzu–-]{1,3}\Z|[<>≤≥]\s*\d+\Z|\[[a-z]\]\Z|tb[cad]\Z|withheld\Z|suppressed\Z"
    r"|(?:data )?not available\Z",
    re.IGNORECASE,
)
SERIES = 5  # figures that show how a column is rounded
_MISSING = re.compile(r"(?:n\s*/?\s*a|not applicable|n\.a\.?|[.…]+|)\Z", re.IGNORECASE)


Key = tuple[int, int, int, int, int]  # table, row, column, paragraph, first character


@dataclass(frozen=True, slots=True)
class Entry:
    """One printed figure at its place, in base units, with half of its last place in `half`.

    `table`, `row` and `column` count from 1; a figure in prose has `paragraph` and `at`, its first character there.
    """

    printed: str
    value: Fraction
    half: Fraction
    decimals: int
    unit: str
    table: int = 0
    row: int = 0
    column: int = 0
    row_label: str = ""
    column_label: str = ""
    page: int | None = None
    paragraph: int = 0
    at: int = 0

    @property
    def key(self) -> Key:
        """What tells this place from every other."""
        return (self.table, self.row, self.column, self.paragraph, self.at)

    @property
    def last_place(self) -> Fraction:
        """The worth of one in its last printed place, from its own digits and its value."""
        plain = "".join(ch for ch in self.printed if ch.isdigit() or ch == ".")
        number = Fraction(plain.rstrip(".")) if plain.strip(".") and plain.count(".") < 2 else Fraction(0)
        if not number or not self.value:
            return 2 * self.half or Fraction(1)
        return abs(self.value) / number / Fraction(10**self.decimals)


@dataclass(frozen=True)
class Line:
    """A row or a column of a grid seen as one line: its label, what it holds, and its figures across."""

    index: int  # the row or column, counted from 1
    label: str
    kind: str  # money, count, number, percent, rate, heading, blank
    entries: tuple[Entry | None, ...]
    missing: frozenset[int] = frozenset()  # crossings where something stands that is no figure, as a star or TBC
    blank: frozenset[int] = frozenset()  # crossings where nothing stands
    section: str = ""  # the heading that stands over it
    foot: bool = False  # it stands apart at the foot of its table


@dataclass
class Grid:
    """The figures of one table, with the labels of its rows and columns."""

    table: Table
    caption: str
    header: int = 0  # how many rows at the top are headers
    row_labels: dict[int, str] = field(default_factory=dict)
    column_labels: dict[int, str] = field(default_factory=dict)
    columns: list[int] = field(default_factory=list)  # the columns with figures, 1-based
    body: list[int] = field(default_factory=list)  # the rows of the body, 1-based
    cells: dict[tuple[int, int], Entry] = field(default_factory=dict)
    corner: str = ""  # what stands over the labels
    figures: list[Printed] = field(default_factory=list)  # every figure of the body
    texts: set[tuple[int, int]] = field(default_factory=set)  # body cells of a figure column that print no figure
    column_kinds: dict[int, str] = field(default_factory=dict)

    def without(self, keys: frozenset[Key]) -> Grid:
        """The grid without some of its figures."""
        return replace(self, cells={place: entry for place, entry in self.cells.items() if entry.key not in keys})

    @cached_property
    def rows_as_lines(self) -> list[Line]:
        """The rows of the body, each with its figures across the columns; a row without any is a heading or blank."""
        lines, section = [], ""
        for row in self.body:
            label = self.row_labels.get(row, "")
            entries = tuple(self.cells.get((row, column)) for column in self.columns)
            blank = frozenset(
                i for i, c in enumerate(self.columns) if entries[i] is None and (row, c) not in self.texts
            )
            missing = frozenset(i for i, c in enumerate(self.columns) if (row, c) in self.texts)
            withheld = any(_WITHHELD.match(self.table.rows[row - 1][self.columns[i] - 1].text.strip()) for i in missing)
            if withheld and not any(entry is not None for entry in entries):
                kind = "number"
            elif any(entry is not None for entry in entries):
                kind = "rate" if _rate_line(label, entries) else "number"
            else:
                kind = "heading" if label else "blank"
                section = label or section
            lines.append(Line(row, label, kind, entries, missing, blank, section, row in self.table.feet))
        return lines

    @cached_property
    def columns_as_lines(self) -> list[Line]:
        """The figure columns, each with its figures down the body."""
        lines = []
        for column in self.columns:
            entries = tuple(self.cells.get((row, column)) for row in self.body)
            missing = frozenset(i for i, row in enumerate(self.body) if (row, column) in self.texts)
            blank = frozenset(i for i, entry in enumerate(entries) if entry is None) - missing
            lines.append(
                Line(
                    column,
                    self.column_labels.get(column, ""),
                    self.column_kinds.get(column, "number"),
                    entries,
                    missing,
                    blank,
                )
            )
        return lines


def _rate_line(label: str, entries: tuple[Entry | None, ...]) -> bool:
    figures = [entry for entry in entries if entry is not None]
    return bool(_RATE_ROW.search(label)) or all(entry.unit == "%" for entry in figures)


def grid_of(table: Table) -> Grid | None:
    """The grid of a table; None where it holds no two figures to hold against one another."""
    figures = [[None if cell.spread else printed(cell.text) for cell in row] for row in table.rows]
    header = _header_rows(table, figures)
    grid = Grid(table, table.caption, header)
    body = range(header + 1, len(table.rows) + 1)
    grid.body = list(body)
    labels = _label_columns(table, figures, header)
    grid.column_labels = {
        c: _joined(table.rows[r][c - 1].text for r in range(header)) for c in range(1, table.width + 1)
    }
    for row in body:
        cells = table.rows[row - 1]
        grid.row_labels[row] = _joined(
            cell.text
            for c, cell in enumerate(cells, 1)
            if not cell.spread and (c in labels or figures[row - 1][c - 1] is None) and cell.text.strip()
        )
    grid.corner = _joined(grid.column_labels[column] for column in sorted(labels))
    grid.figures = [f for row in body for c, f in enumerate(figures[row - 1], 1) if f is not None and c not in labels]
    for column in range(1, table.width + 1):
        if column not in labels:
            _fill_column(grid, figures, column)
    return grid if len(grid.cells) > 2 else None


def _joined(texts: object) -> str:
    seen: list[str] = []
    for text in texts:  # type: ignore[attr-defined]
        plain = " ".join(text.split())
        if plain and (not seen or plain != seen[-1]):
            seen.append(plain)
    return " ".join(seen)


def _header_rows(table: Table, figures: list[list[Printed | None]]) -> int:
    header = table.header_rows
    for index in range(header, len(table.rows)):
        row, found = table.rows[index], figures[index]
        filled = [(cell.text.strip(), figure) for cell, figure in zip(row, found, strict=True) if cell.text.strip()]
        real = [text for text, figure in filled if figure is not None and not figure.nil and not _YEAR.match(text)]
        if index and len(real) >= 3 and _numbers_the_columns(found):
            continue
        if real or (index >= max(header, 1) and not _continues_header(row, found)):
            return index
    return header


def _numbers_the_columns(found: list[Printed | None]) -> bool:
    """Whether a row holds 1, 2, 3 ... and no more: it numbers the columns."""
    values = [figure.value for figure in found if figure is not None]
    return values == [values[0] + i for i in range(len(values))] and values[0] in (1, 2) and len(values) < 30


def _continues_header(row: tuple[object, ...], found: list[Printed | None]) -> bool:
    """A further line of a header: words over two columns or more, or a line of units or years only."""
    filled = [cell.text.strip() for cell in row if cell.text.strip() and not cell.spread]  # type: ignore[attr-defined]
    return len(filled) >= 2 or (len(filled) == 1 and (unit_line(filled[0]) is not None and len(filled[0]) < 12))


def _label_columns(table: Table, figures: list[list[Printed | None]], header: int) -> set[int]:
    """The columns of words, of references and of years: whatever holds no figures to reckon with."""
    labels = set()
    for column in range(table.width):
        heading = _joined(table.rows[r][column].text for r in range(header))
        texts = [row[column].text.strip() for row in table.rows[header:] if not row[column].spread]
        found = [figures[r][column] for r in range(header, len(table.rows))]
        real = [figure for figure in found if figure is not None and not figure.nil]
        words = [
            t
            for t, f in zip(
                texts, [f for r, f in zip(table.rows[header:], found, strict=True) if not r[column].spread], strict=True
            )
            if t and f is None and not _MISSING.match(t)
        ]
        if (
            not real
            or (len(words) > 2 * len(real))
            or _REFERENCE.match(heading)
            or _counting(real, heading)
            or (all(_YEAR.match(t) for t in texts if t) and not unit_line(heading))
        ):
            labels.add(column + 1)
    return labels


def _counting(real: list[Printed], heading: str) -> bool:
    """Row numbers: 1, 2, 3 ... under no heading that says what they count."""
    values = [figure.value for figure in real]
    return len(values) > 2 and values == list(range(1, len(values) + 1)) and not _COUNTED.search(heading)


def _fill_column(grid: Grid, figures: list[list[Printed | None]], column: int) -> None:
    table = grid.table
    heading = grid.column_labels[column]
    worth, name = unit_line(heading) or _unit_of_caption(grid) or (Fraction(1), "")
    found: dict[int, Printed] = {}
    units: dict[int, tuple[Fraction, str]] = {}
    for row in grid.body:
        cell, figure = table.rows[row - 1][column - 1], figures[row - 1][column - 1]
        if figure is not None:
            found[row], units[row] = figure, (worth, name)
            row_unit = unit_line(grid.row_labels.get(row, "")) if not figure.scaled else None
            if row_unit is not None and row_unit[1] == "%" and _PERCENT_ROW.search(grid.row_labels[row]):
                units[row] = row_unit
        elif cell.text.strip() and not cell.spread:
            section = unit_line(cell.text) if len(cell.text) < 40 else None
            if section is not None and not any(ch.isdigit() for ch in cell.text.replace("000", "")):
                worth, name = section
            elif not _MISSING.match(cell.text.strip()):
                grid.texts.add((row, column))
    if not found:
        return
    decimals = _decimals(found)
    enough = sum(1 for figure in found.values() if figure.value) >= SERIES
    zeros = _trailing(list(found.values()) if enough else grid.figures, decimals)
    kind = _kind(grid, heading, name, found, decimals)
    for row, figure in found.items():
        scale, unit = units[row]
        own = Fraction(1) if figure.scaled or unit == "%" else scale
        step = figure.quantum if figure.scaled else Fraction(1, 10 ** max(figure.decimals, decimals))
        if figure.scaled and figure.decimals < decimals:
            step = figure.quantum / 10 ** (decimals - figure.decimals)
        if figure.nil:
            step = Fraction(0)
        half = Fraction(0) if kind == "count" else step * zeros * own / 2
        grid.cells[row, column] = Entry(
            figure.text.strip(),
            figure.value * own,
            half,
            figure.decimals,
            figure.unit if figure.scaled else (unit or figure.unit),
            table.number,
            row,
            column,
            grid.row_labels.get(row, ""),
            heading,
            table.page(row),
        )
    grid.column_kinds[column] = kind
    grid.columns.append(column)


def _unit_of_caption(grid: Grid) -> tuple[Fraction, str] | None:
    unit = unit_line(f"{grid.caption} {grid.corner}")
    return None if unit is None or unit[1] == "%" else unit


def _decimals(found: dict[int, Printed]) -> int:
    """The finest place that the column is printed to; one figure alone does not make a column finer."""
    counts = Counter(figure.decimals for figure in found.values() if not figure.nil and figure.value)
    for decimals in sorted(counts, reverse=True):
        if counts[decimals] > 1 or len(counts) == 1 or sum(counts.values()) < 4:
            return decimals
    return 0


def _trailing(found: list[Printed], decimals: int) -> int:
    """10^k where the figures are printed in whole multiples of it: five figures or more, and all but one at most."""
    values = [
        abs(figure.value / figure.quantum / 10**figure.decimals)
        for figure in found
        if figure.value and not figure.percent
    ]
    if decimals or len(values) < SERIES or any(value.denominator > 1 for value in values):
        return 1
    step = 1
    while sum(value % (step * 10) != 0 for value in values) <= (1 if len(values) > 6 else 0):
        step *= 10
        if step > 10**9:
            return 1
    return step


def _kind(grid: Grid, heading: str, unit: str, found: dict[int, Printed], decimals: int) -> str:
    figures = [figure for figure in found.values() if not figure.nil]
    if unit == "%" or (figures and sum(figure.percent for figure in figures) * 2 > len(figures)):
        return "percent"
    if _RATE.search(heading):
        return "rate"
    if unit or any(figure.unit for figure in figures) or decimals:
        return "money"
    if _COUNTED.search(heading) and not _MONEY.search(heading):
        return "count"
    if _COUNTED.search(grid.caption) and not _MONEY.search(heading + grid.caption):
        return "count"
    return "number"
