"""A total of a table quoted in the prose beside it, and what a slip makes of it.

A figure near a table that is one of its figures is the same one. One that is none of them, but a slip away from a
total, is accused where its sentence shares two words with the total's labels, and is a query otherwise.
"""

from __future__ import annotations

from dataclasses import replace

from formulas.paper import Paper
from formulas.relations.entry import Entry
from formulas.relations.grid import Grid
from formulas.relations.mentions import Mention, sentences
from formulas.relations.prose import Passage
from formulas.relations.prose_changes import hedged
from formulas.relations.relation import Relation, judged
from formulas.relations.restated import near, significant, words_of
from formulas.relations.slips import slip

LONG = 5  # digits of a figure that another hardly resembles by chance
SHORT = 3


def quoted(paper: Paper, grids: list[Grid], found: list[Passage], sums: list[Relation]) -> list[Relation]:
    """Figures of the prose that quote a total of a table nearby, each judged against it."""
    totals: dict[int, dict[tuple[int, int, int, int, int], Entry]] = {}
    for relation in sums:
        if len(relation.terms) > 1 and relation.verdict in ("exact", "rounding"):
            totals.setdefault(relation.result.table, {})[relation.result.key] = relation.result
    relations: list[Relation] = []
    for text, figures in found:
        spans = sentences(text)
        for mention in figures:
            if mention.entry.paragraph and mention.kind in ("money", "number") and not mention.word:
                start, end = next((a, b) for a, b in spans if mention.start < b)
                nearby = [g for g in near(paper, grids, mention.entry.paragraph) if g.table.number in totals]
                against = _against(mention, text[start:end], nearby, totals)
                relations += [against] if against is not None else []
    return relations


def _against(
    mention: Mention, sentence: str, grids: list[Grid], totals: dict[int, dict[tuple[int, int, int, int, int], Entry]]
) -> Relation | None:
    digits = significant(mention.entry)
    if digits < SHORT:
        return None
    said = words_of(sentence)
    for grid in grids:
        same = [e for e in grid.cells.values() if abs(e.value - mention.entry.value) <= e.half + mention.entry.half]
        if same:
            stated = [e for e in same if e.key in totals[grid.table.number]]
            alike = stated and (digits >= LONG or said & _words(grid, stated[0]))
            return judged("stated_twice", mention.entry, ((stated[0], 1),), "the table prints it") if alike else None
    for grid in grids:
        for total in totals[grid.table.number].values():
            if significant(total) >= SHORT and slip(mention.entry, total.value) in MISPRINTS:
                shared = said & _words(grid, total)
                if len(shared) < 2 and digits < LONG:
                    continue
                relation = judged("stated_twice", mention.entry, ((total, 1),), "the table beside it prints the total")
                sure = len(shared) >= 2 and digits >= LONG
                return hedged(relation if sure else replace(relation, verdict="query"), mention)
    return None


MISPRINTS = frozenset({"two digits swapped", "one digit", "a digit left out", "a digit too many"})


def _words(grid: Grid, entry: Entry) -> frozenset[str]:
    return words_of(f"{grid.caption} {entry.row_label} {entry.column_label}")
