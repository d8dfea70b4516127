"""A finding in plain words: its place, what is printed, what follows from what, why not rounding, the likely slip."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from csptool.labels import tidy
from formulas.as_printed import apart, as_printed
from formulas.findings import Finding
from formulas.paper import Paper, Paragraph, Table
from formulas.relations.grid import Entry
from formulas.relations.register import KINDS
from formulas.relations.relation import Relation

LONGEST_SUM = 6  # figures that are written out one by one
LONGEST_LABEL = 60
MOST_OTHERS = 3  # further relations told one by one
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
        rest = f"“{self.quoted(entry)}”" if entry.paragraph else self.within(entry)
        return f"{where}, {rest}"

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
        row, column = f"row {entry.row}{_named(entry.row_label)}", f"column {entry.column}{_named(entry.column_label)}"
        cell = self.cell(entry)
        return f"{row}, {column}" + (f", {cell}" if cell else "") + _page(entry)

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
        address = f"cell {_letters(column + entry.column - 1)}{row + entry.row - 1}"
        return f"sheet {tidy(table.sheet)}, {address}" if table.sheet else address

    def quoted(self, entry: Entry) -> str:
        """The words around a figure in prose."""
        text = self.paragraphs[entry.paragraph].text if entry.paragraph in self.paragraphs else entry.printed
        first, last = max(0, entry.at - AROUND), min(len(text), entry.at + len(entry.printed) + AROUND)
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
            return f"{words} It follows if this figure is {expected}: {_off(finding)}."
        words = f"printed {tidy(entry.printed)}, but {made}"
        if relation.recomputed == finding.expected:
            return f"{words}: {_off(finding)}."
        return f"{words}. With the other figures named here put right it is {expected}: {_off(finding)}."

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
            where = self.from_here(rival, finding.entry)
            ways.append(f"in {where} {likely} ({_for(rival, meant)})")
        return f"Likely: {', or '.join(ways)}." if ways else ""


def _for(entry: Entry, meant: Fraction) -> str:
    return f"{tidy(entry.printed)} for {as_printed(entry, meant)}"


def reckoned(relation: Relation, result: str) -> str:
    """What follows from what: `108 + 53 = 161`, or in words where there are many figures or it is no sum."""
    kind = KINDS.get(relation.kind)
    figures = [tidy(entry.printed) for entry, _ in relation.terms]
    if kind is not None and kind.words:
        first, second = (*figures, "", "")[:2]
        return kind.words.format(
            result=result, terms=", ".join(figures), first=first, second=second, why=tidy(relation.why)
        )
    if not relation.linear:
        return f"{', '.join(figures)} give {result}"
    if len(figures) > LONGEST_SUM:
        return f"{_many(relation)} come to {result}"
    signs = [" - " if weight < 0 else " + " for _, weight in relation.terms]
    text = ("-" if signs[0] == " - " else "") + figures[0]
    return text + "".join(sign + figure for sign, figure in zip(signs[1:], figures[1:], strict=True)) + f" = {result}"


def _many(relation: Relation) -> str:
    """Many figures by where they stand."""
    rows = sorted({entry.row for entry, _ in relation.terms})
    columns = sorted({entry.column for entry, _ in relation.terms})
    where = f"rows {rows[0]} to {rows[-1]}" if len(columns) == 1 else f"columns {columns[0]} to {columns[-1]}"
    signs = "" if all(weight > 0 for _, weight in relation.terms) else ", some of them taken off,"
    return f"the {len(relation.terms)} figures in {where}{signs}"


def _off(finding: Finding) -> str:
    entry, by = finding.entry, apart(finding.entry, finding.difference)
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


def _letters(column: int) -> str:
    letters = ""
    while column:
        column, place = divmod(column - 1, 26)
        letters = chr(65 + place) + letters
    return letters
