"""One figure stated twice: in prose and in a table, where the words or the digits show that it is the same.

Three ways: figures of a sentence that a table prints more finely; an amount beside a table that all but equals a
total of it, printed or not; and a sentence that names a row of a table and states a change of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from formulas.paper import Paper, Table
from formulas.relations.entry import Entry
from formulas.relations.grid import Grid
from formulas.relations.mentions import Mention, sentences
from formulas.relations.percentages import change, corners
from formulas.relations.prose import Passage, moved
from formulas.relations.prose_changes import CHANGED, claims_change, hedged
from formulas.relations.relation import Relation, judged, within

NEAR_BLOCKS = 3  # blocks between a table and the sentences that speak of it
_WORD = re.compile(r"[a-z][a-z'’-]+")
_IDLE = frozenset(
    [
        "the",
        "of",
        "and",
        "in",
        "for",
        "to",
        "by",
        "on",
        "a",
        "an",
        "with",
        "from",
        "at",
        "per",
        "number",
        "percentage",
        "percent",
        "total",
        "average",
        "rate",
        "level",
        "change",
        "all",
        "year",
        "years",
        "increase",
        "decrease",
        "reduction",
        "overall",
        "new",
        "other",
        "area",
        "areas",
    ]
)


def finer(paper: Paper, grids: list[Grid], relations: list[Relation]) -> list[Relation]:
    """Sums in words whose every term a table nearby prints more finely, in one line: judged from the finer figures."""
    found = []
    for relation in relations:
        if relation.kind != "parts_in_words" or relation.verdict in ("wrong", "exact"):
            continue
        for grid in near(paper, grids, relation.result.paragraph):
            terms = [(_finer_entry(grid, entry), weight) for entry, weight in relation.terms]
            known = [(entry, weight) for entry, weight in terms if entry is not None]
            columns = {entry.column for entry, _ in known}
            rows = {entry.row for entry, _ in known}
            if len(known) == len(terms) and (len(columns) == 1 or len(rows) == 1):
                sized = tuple((replace(e, value=abs(e.value)), weight) for e, weight in known)
                found.append(
                    judged("parts_in_words", relation.result, sized, "the table prints the figures more finely")
                )
                break
    return found


def _finer_entry(grid: Grid, coarse: Entry) -> Entry | None:
    """The one figure of a table that the coarse one may be a rounding of."""
    found = {
        abs(entry.value): entry
        for entry in grid.cells.values()
        if abs(abs(entry.value) - abs(coarse.value)) <= coarse.half and entry.half < coarse.half and entry.value
    }
    return next(iter(found.values())) if len(found) == 1 else None


def near(paper: Paper, grids: list[Grid], paragraph: int) -> list[Grid]:
    """The tables close to a paragraph, the nearest first."""
    place = next((i for i, b in enumerate(paper.blocks) if not isinstance(b, Table) and b.number == paragraph), None)
    if place is None:
        return []
    by_number = {grid.table.number: grid for grid in grids}
    nearby = [
        (abs(i - place), by_number[block.number])
        for i, block in enumerate(paper.blocks)
        if isinstance(block, Table) and block.number in by_number and abs(i - place) <= NEAR_BLOCKS
    ]
    return [grid for _, grid in sorted(nearby, key=lambda pair: pair[0])]


def column_totals(
    paper: Paper, grids: list[Grid], found: list[Passage], totalled: set[tuple[int, int]]
) -> list[Relation]:
    """Amounts in prose beside a table that are, or all but are, the sum of a column that prints no total."""
    relations: list[Relation] = []
    for _, figures in found:
        amounts = [m for m in figures if m.kind == "money" and m.entry.paragraph and significant(m.entry) >= 5]
        for grid in near(paper, grids, amounts[0].entry.paragraph) if amounts else []:
            for column in grid.columns:
                entries = [grid.cells[row, column] for row in grid.body if (row, column) in grid.cells]
                plain = grid.column_kinds[column] == "money" and (grid.table.number, column) not in totalled
                if plain and len(entries) >= 3:
                    relations += _as_total(amounts, entries)
    return relations


def _as_total(amounts: list[Mention], entries: list[Entry]) -> Iterator[Relation]:
    for mention in amounts:
        relation = judged("total_in_words", mention.entry, tuple((e, 1) for e in entries), "the column adds up to it")
        if relation.verdict != "wrong":
            yield relation
        elif abs(relation.difference) * 1000 <= abs(relation.recomputed):
            yield replace(relation, verdict="query", why="the column all but adds up to it")


def significant(entry: Entry) -> int:
    """How many digits of a figure tell: all but the noughts that begin and end it."""
    return len("".join(ch for ch in entry.printed if ch.isdecimal()).strip("0"))


@dataclass(frozen=True)
class _Row:
    """A row of a table that a sentence may speak of: its words, and its two figures, the earlier first."""

    words: frozenset[str]
    heads: frozenset[str]
    old: Entry
    new: Entry


def named_rows(grids: list[Grid], found: list[Passage]) -> list[Relation]:
    """Sentences that name a row of two figures, by every word of its label, and state its change or both figures."""
    rows = [row for grid in grids for row in _two_figures(grid)]
    by_word: dict[str, list[_Row]] = {}
    for row in rows:
        by_word.setdefault(min(row.words, key=lambda w: (-len(w), w)), []).append(row)
    relations: list[Relation] = []
    for text, figures in found:
        if not rows or not CHANGED.search(text):
            continue
        for start, end in sentences(text):
            inside = [moved(m, start) for m in figures if start <= m.start and m.end <= end]
            said = words_of(text[start:end])
            for word in said & by_word.keys() if inside else ():
                for row in by_word[word]:
                    own = any(m.entry.table == row.old.table for m in inside)
                    if row.words <= said and row.heads & said and not own:
                        relations += _claims(text[start:end], inside, row)
    return relations


def words_of(text: str) -> frozenset[str]:
    """The words of a text that carry meaning, in the singular."""
    return frozenset(w.rstrip("s") for w in _WORD.findall(text.casefold()) if w not in _IDLE)


def _two_figures(grid: Grid) -> Iterator[_Row]:
    if len(grid.columns) < 2:
        return
    for row in grid.body:
        for column, cell in enumerate(grid.table.rows[row - 1], 1):
            words = words_of(cell.text) if len(cell.text) < 100 and not cell.spread else frozenset()
            pair = [grid.cells.get((row, c)) for c in grid.columns if c > column][:2] if len(words) >= 2 else []
            if len(pair) == 2 and pair[0] is not None and pair[1] is not None and pair[0].unit == pair[1].unit:
                heads = words_of(pair[0].column_label) | words_of(pair[1].column_label)
                yield _Row(words, heads, pair[0], pair[1])


def _claims(text: str, inside: list[Mention], row: _Row) -> Iterator[Relation]:
    percent = row.old.unit == "%"
    figures = [
        m for m in inside if (m.kind == "percent") == percent and not claims_change(text, m) and m.kind != "points"
    ]
    if len(figures) == 2 and not any(m.word for m in figures):
        for mention, entry in zip(figures, (row.old, row.new), strict=True):
            relation = judged("stated_twice", mention.entry, ((entry, 1),), "the table states the same measure")
            yield hedged(relation, mention)
    elif not figures:
        for claim in (m for m in inside if m.kind == "percent" and claims_change(text, m)):
            bounds = corners(change, row.new, row.old)
            if bounds is not None and bounds[0] > 0:
                terms = ((row.new, 1), (row.old, -1))
                yield hedged(
                    within("change_of_row", claim.entry, terms, *bounds, "the table states both figures"), claim
                )
