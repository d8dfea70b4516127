"""`--checks`: a sheet of named figures and of checks between them, for what no machine can guess.

A row gives a name, and beside it a figure as the paper prints it (`£31,000`), the place of one (`table 2, row 11,
column 3`, or `T2 R11 C3`), or a check (`underspend - hub - training = redistributed`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from csptool.faults import Fault, Faults, fault, placed
from csptool.labels import counted, listed, same_name, tidy
from csptool.paper_check import CheckedPaper
from csptool.sheets.book import open_book
from csptool.sheets.declared import DeclaredColumn, Line, read_lines
from csptool.sheets.source import read_source
from formulas.paper import Paper
from formulas.printed import Printed, printed
from formulas.refusals import Refused
from formulas.relations.declared import declared
from formulas.relations.entry import Entry
from formulas.relations.grid import Grid, grid_of
from formulas.relations.relation import Relation

CHECKS_SHEET = "Checks"
COLUMNS = {
    "name": DeclaredColumn("Name", "What the figure or the check is called; each name once.", needed=True),
    "says": DeclaredColumn(
        "Figure or check",
        "A figure as the paper prints it, its place such as table 2, row 11, column 3, or a check such as a - b = c.",
        ("Figure", "Check", "Says"),
        needed=True,
    ),
    "paper": DeclaredColumn("Paper", "The file name of the paper, if it is not for every paper."),
}
_PLACE = re.compile(r"(?:table|t)\s*(\d+)[\s,;]*(?:row|r)\s*(\d+)[\s,;]*(?:column|col|c)\.?\s*(\d+)", re.IGNORECASE)
A_FIGURE = (
    "a figure as printed, such as £31,000, a place such as table 2, row 11, column 3, or a check such as a - b = c"
)


@dataclass
class ChecksSheet:
    """The rows of a checks sheet."""

    lines: Sequence[Line]
    said: list[str]

    def relations(self, path: str, paper: Paper) -> list[Relation]:
        """What the sheet says of a paper, judged. Raises `Faults` for what cannot be read, or is not in the paper."""
        own = [line for line in self.lines if self._is_for(line, path)]
        faults: list[Fault] = []
        finder, figures = _Finder(paper), dict[str, Entry]()
        for line in own:
            if "=" not in _says(line) and (entry := _entry(line, finder, len(figures), faults)) is not None:
                figures[tidy(line.text("name"))] = entry
                if not (entry.table or entry.paragraph):
                    words = f"{tidy(entry.printed)} is not printed in {tidy(Path(path).name)} as a figure of its own"
                    self.said.append(f"{line.place('says')}: {words}.")
        found = []
        for line in own:
            if "=" in _says(line):
                try:
                    found.append(declared(_says(line), figures))
                except Refused as refused:
                    faults += [] if faults else [placed(one, line.place("says")) for one in refused.refusals]
        if faults:
            raise Faults(faults)
        return found

    def _is_for(self, line: Line, path: str) -> bool:
        named = line.text("paper")
        return not named or same_name(named) == same_name(Path(path).name)

    def notes(self, papers: Sequence[CheckedPaper]) -> list[str]:
        """What is to be said of the sheet: figures that the paper does not print, papers that were not given."""
        given = {same_name(Path(paper.path).name) for paper in papers}
        named = {line.text("paper") for line in self.lines} - {""}
        lost = sorted(name for name in named if same_name(name) not in given)
        return [
            *self.said,
            *([f"The checks for {listed(lost)} were not used: no such paper was given."] if lost else []),
        ]


def read_checks(given: str) -> ChecksSheet:
    """The checks of a workbook or csv file. Refuses a sheet without the columns, and a name that is there twice."""
    book = open_book(read_source(given))
    sheet = book.named(CHECKS_SHEET) or book.sheets[0]
    faults: list[Fault] = []
    lines = read_lines(sheet, COLUMNS, faults, totals=False)
    seen: dict[tuple[str, str], Line] = {}
    for line in lines:
        key = (same_name(line.text("name")), same_name(line.text("paper")))
        if key in seen:
            found = f"{line.text('name')!r} a second time"
            faults.append(Fault("twice", line.place("name"), found, "each name once", "give it another name"))
        seen[key] = line
        if not line.has("says"):
            faults.append(Fault("blank", line.place("says"), "a blank", A_FIGURE, "fill it in, or clear the row"))
    if not faults and not any("=" in _says(line) for line in lines):
        raise fault(
            "no-check", sheet.place(1, 1), "no check", "a row such as a - b = c", "add one: csptool template verify"
        )
    if faults:
        raise Faults(faults)
    return ChecksSheet(lines, list(book.notes))


def _says(line: Line) -> str:
    return line.text("says")


def _entry(line: Line, finder: _Finder, number: int, faults: list[Fault]) -> Entry | None:
    """The figure that a row names."""
    said, place = _says(line), line.place("says")
    where = _PLACE.fullmatch(said.strip())
    if where:
        entry = finder.at(int(where[1]), int(where[2]), int(where[3]))
        if entry is None:
            found = f"{said}, where the paper has {finder.text(int(where[1]), int(where[2]), int(where[3]))}"
            remedy = "look the place up: csptool verify PAPER -o copy.html numbers the rows and columns"
            faults.append(Fault("no-figure", place, found, "the place of a figure", remedy))
        return entry
    figure = printed(said) if isinstance(line.sheet.cells.get((line.row, line.columns["says"])), str) else _typed(line)
    if figure is None:
        remedy = "write it as the paper prints it" + (
            ", or a check with an equals sign" if not said[:1].isdigit() else ""
        )
        faults.append(Fault("no-figure", place, repr(said), A_FIGURE, remedy))
        return None
    return finder.printed_as(figure) or Entry(
        *(said, figure.value, figure.quantum / 2, figure.decimals, figure.unit),
        row_label=line.text("name"),
        at=number + 1,
    )


def _typed(line: Line) -> Printed | None:
    """A number typed into a workbook, with the decimals that its cell shows."""
    try:
        figure = line.sheet.figure(line.row, line.columns["says"], "check")
    except Faults:
        return None
    if figure.decimals is None or figure.quantum is None:
        return None
    scale = 100 if figure.unit.name == "%" else 1
    return Printed(figure.text, figure.value * scale, figure.quantum * scale, figure.unit.name, figure.decimals)


class _Finder:
    """Finds figures in a paper: by place, or by how they are printed."""

    def __init__(self, paper: Paper) -> None:
        self.paper = paper
        self.grids: dict[int, Grid] = {g.table.number: g for t in paper.tables if (g := grid_of(t)) is not None}

    def at(self, table: int, row: int, column: int) -> Entry | None:
        """The figure in a cell of a table; None where there is none."""
        grid = self.grids.get(table)
        return grid.cells.get((row, column)) if grid else None

    def text(self, table: int, row: int, column: int) -> str:
        """What stands in a cell, for a fault."""
        rows = next((one.rows for one in self.paper.tables if one.number == table), ())
        if not rows:
            return counted(len(self.paper.tables), "table")
        if not (0 < row <= len(rows) and 0 < column <= len(rows[0])):
            return f"{counted(len(rows), 'row')} and {counted(len(rows[0]), 'column')}"
        return repr(tidy(rows[row - 1][column - 1].text)) if rows[row - 1][column - 1].text.strip() else "a blank"

    def printed_as(self, figure: Printed) -> Entry | None:
        """The first figure of the paper that is printed so, in a table or in the text."""
        for grid in self.grids.values():
            for entry in grid.cells.values():
                if tidy(entry.printed) == tidy(figure.text):
                    return entry
        pattern = re.compile(rf"(?<![\w.,]){re.escape(tidy(figure.text))}(?![\w%]|[.,]\d)")
        for one in self.paper.paragraphs:
            if match := pattern.search(one.text):
                entry = Entry(figure.text, figure.value, figure.quantum / 2, figure.decimals, figure.unit)
                return replace(entry, paragraph=one.number, at=match.start() + 1, page=one.page)
        return None
