"""A finding in plain words: its place, what is printed, what follows from what, why not rounding, the likely slip."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from csptool.labels import tidy
from csptool.reports.reckoned import reckoned
from csptool.sheets.sheet import address
from formulas.as_printed import apart, as_printed
from formulas.findings import Finding, asks
from formulas.paper import Paper, Paragraph, Table
from formulas.printed import LONGEST
from formulas.relations.entry import Entry

LONGEST_LABEL = 60
MOST_OTHERS = 3  # further relations told one by one
TWO_OF_ONE = ("same_figure", "stated_twice", "carried_forward")  # nothing says which of the two is right
OTHERS = "with the other figures named here put right "
AROUND = 45  # characters of a paragraph quoted on each side of a figure


@dataclass(frozen=True)
class Said:
    """A finding as it is told, in sentences."""

    place: str
    follows: str
    rounding: str
    likely: str

    @property
    def sentence(self) -> str:
        """All of it in one go."""
        return " ".join(part for part in (f"{self.place}: {self.follows}", self.rounding, self.likely) if part)


class Wording:
    """The words for the findings of one paper."""

    def __init__(self, paper: Paper) -> None:
        self.tables: dict[int, Table] = {table.number: table for table in paper.tables}
        self.paragraphs: dict[int, Paragraph] = {one.number: one for one in paper.paragraphs}

    def said(self, finding: Finding) -> Said:
        """The finding in sentences."""
        follows = " ".join((self._follows(finding), *self._also(finding)))
        return Said(self.place(finding.entry), follows, _rounding(finding), self._likely(finding))

    def place(self, entry: Entry) -> str:
        """Where a figure stands: the table with row and column, or the paragraph with the words around it."""
        where = self.heading(entry)
        if entry.paragraph:
            return f"{where}, “{self.quoted(entry)}”{_page(entry)}"
        return f"{where}, {self.within(entry)}" if entry.table else self.within(entry)

    def heading(self, entry: Entry) -> str:
        """The table or the paragraph of a figure."""
        if not entry.paragraph:
            return f"Table {entry.table}"
        mark = self.paragraphs[entry.paragraph].mark if entry.paragraph in self.paragraphs else ""
        return f"Paragraph {entry.paragraph}" + (f" (marked {tidy(mark)})" if mark else "")

    def within(self, entry: Entry) -> str:
        """The row and the column within a table with what they are called, the cell of a workbook, the page."""
        if entry.paragraph:
            return self.heading(entry) + _page(entry)
        if not entry.table:
            return f"the figure {entry.row_label} of the checks"
        row, column = f"row {entry.row}{_named(entry.row_label)}", f"column {entry.column}{_named(entry.column_label)}"
        beside = [self.cell(entry), f"“{self.quoted(entry)}”" if self._in_a_sentence(entry) else ""]
        return ", ".join(part for part in (row, column, *beside) if part) + _page(entry)

    def from_here(self, entry: Entry, here: Entry) -> str:
        """Where a figure stands, as said beside another: what they have in common is left out."""
        if entry.paragraph or entry.table != here.table:
            return self.place(entry)
        if entry.row == here.row and entry.column == here.column:
            return "the same figure"
        if entry.row == here.row:
            return f"column {entry.column}{_named(entry.column_label)}"
        if entry.column == here.column:
            return f"row {entry.row}{_named(entry.row_label)}"
        return self.within(entry)

    def cell(self, entry: Entry) -> str:
        """The sheet and the cell, where the paper is a workbook."""
        table = self.tables.get(entry.table)
        if table is None or table.origin is None:
            return ""
        row, column = table.origin
        where = f"cell {address(row + entry.row - 1, column + entry.column - 1)}"
        return f"sheet {tidy(table.sheet)}, {where}" if table.sheet else where

    def text_of(self, entry: Entry) -> str:
        """The paragraph, or the cell, that a figure stands in."""
        if entry.paragraph in self.paragraphs:
            return self.paragraphs[entry.paragraph].text
        table = self.tables.get(entry.table)
        return table.rows[entry.row - 1][entry.column - 1].text if table else entry.printed

    def _in_a_sentence(self, entry: Entry) -> bool:
        return len(self.text_of(entry)) > LONGEST and bool(entry.table)

    def quoted(self, entry: Entry) -> str:
        """The words around a figure in prose."""
        text = self.text_of(entry)
        begins = max(0, entry.at - 1)
        first, last = max(0, begins - AROUND), min(len(text), begins + len(entry.printed) + AROUND)
        while first and not text[first - 1].isspace():
            first -= 1
        while last < len(text) and not text[last].isspace():
            last += 1
        return tidy(f"{'... ' * bool(first)}{text[first:last]}{' ...' * (last < len(text))}")

    def _follows(self, finding: Finding) -> str:
        """What is printed, and what follows from what, by how much."""
        entry, relation = finding.entry, finding.shown_by
        result, expected = relation.result, as_printed(entry, finding.expected)
        made = reckoned(relation, as_printed(result, relation.recomputed))
        if result.key != entry.key:
            where = self.from_here(result, entry)
            words = f"printed {tidy(entry.printed)}, but {where} prints {tidy(result.printed)} where {made}."
            alone = asks(relation, entry)
            others = "" if alone is not None and as_printed(entry, alone) == expected else OTHERS
            return f"{words} {_capital(f'{others}it follows if this figure is {expected}')}: {_off(finding)}."
        words = f"printed {tidy(entry.printed)}, but {made}"
        if as_printed(entry, relation.recomputed) == expected:
            return f"{words}: {_off(finding)}."
        return f"{words}. {_capital(OTHERS)}it is {expected}: {_off(finding)}."

    def _also(self, finding: Finding) -> list[str]:
        """The other relations that it explains."""
        others = [one for one in finding.explains if one is not finding.shown_by and one.verdict == "wrong"]
        said = []
        for other in others[:MOST_OTHERS]:
            made = reckoned(other, as_printed(other.result, other.recomputed))
            if other.result.key == finding.entry.key:
                said.append(f"Likewise {made}.")
            else:
                where = self.from_here(other.result, finding.entry)
                said.append(f"It also shows in {where}, which prints {tidy(other.result.printed)} where {made}.")
        if others[MOST_OTHERS:]:
            said.append(f"It shows in {len(others) - MOST_OTHERS} more.")
        return said

    def _likely(self, finding: Finding) -> str:
        """The likely slip, and the other figures that one slip would explain as well."""
        ways = []
        if finding.slip:
            ways.append(f"{finding.slip} ({_for(finding.entry, finding.expected)})")
        for rival, meant, likely in finding.rivals:
            where = self.within(rival) if rival.paragraph else self.from_here(rival, finding.entry)
            ways.append(f"in {where} {likely} ({_for(rival, meant)})")
        return f"Likely: {', or '.join(ways)}." if ways else ""


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _for(entry: Entry, meant: Fraction) -> str:
    return f"{tidy(entry.printed)} for {as_printed(entry, meant)}"


def _off(finding: Finding) -> str:
    entry, by = finding.entry, apart(finding.entry, finding.difference)
    if finding.code in TWO_OF_ONE:
        return f"the two are {by} apart"
    if entry.value < 0 or finding.expected < 0:
        return f"the difference is {by}"
    return f"the printed figure is {by} too {'high' if finding.difference > 0 else 'low'}"


def _rounding(finding: Finding) -> str:
    """Why rounding cannot explain it, or hardly."""
    relation = finding.shown_by
    most = apart(relation.result, relation.tolerance)
    if finding.verdict == "wrong":
        counts = "Counts of things are whole, so rounding cannot explain it."
        return f"Rounding can explain {most} at most." if relation.tolerance else counts
    if finding.beyond_rounding:
        return f"Rounding can explain {most}, but the words do not say for certain that it must follow exactly."
    if abs(relation.difference) <= relation.tolerance:
        return f"Rounding could explain up to {most}, but that so many figures are rounded the same way is unlikely."
    return "It is one unit out in the last place: the figure may have been cut and not rounded."


def _named(label: str) -> str:
    label = tidy(label)
    if len(label) > LONGEST_LABEL:
        label = label[: LONGEST_LABEL - 3].rstrip() + "..."
    return f" ({label})" if label else ""


def _page(entry: Entry) -> str:
    return f", page {entry.page}" if entry.page else ""
