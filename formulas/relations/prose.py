"""The relations that a paper's sentences state among their own figures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from formulas.paper import Paper, Table
from formulas.relations.entry import Entry
from formulas.relations.mentions import Mention, mentions, sentences
from formulas.relations.prose_changes import across_sentences, changes
from formulas.relations.prose_parts import left_over, parts, sums
from formulas.relations.relation import Relation

LONG_CELL = 60  # characters from which a cell of a table is read as prose
Passage = tuple[str, list[Mention]]


def passages(paper: Paper) -> list[Passage]:
    """Every paragraph and every long cell with its figures."""
    found: list[Passage] = []
    for block in paper.blocks:
        if isinstance(block, Table):
            found += [(text, mentions(text, 0, cell.page, cell)) for text, cell in _cells(block)]
        else:
            found.append((block.text, mentions(block.text, block.number, block.page)))
    return [(text, figures) for text, figures in found if figures]


def _cells(table: Table) -> Iterator[tuple[str, Entry]]:
    for r, row in enumerate(table.rows, 1):
        for c, cell in enumerate(row, 1):
            if len(cell.text) >= LONG_CELL and not cell.spread:
                place = Entry(
                    "", Fraction(0), Fraction(0), 0, "", table.number, r, c, row[0].text[:60], "", table.page(r)
                )
                yield cell.text, place


def prose_relations(found: list[Passage]) -> list[Relation]:
    """What the sentences claim of their own figures, judged."""
    relations: list[Relation] = []
    for text, figures in found:
        if len(figures) < 2:
            continue
        for start, end in sentences(text):
            inside = [moved(m, start) for m in figures if start <= m.start and m.end <= end]
            if len(inside) >= 2:
                relations += changes(text[start:end], inside)
                relations += parts(text[start:end], inside)
        relations += across_sentences(text, figures)
        relations += sums(text, figures)
        relations += left_over(text, figures)
    return _once(relations)


def moved(mention: Mention, by: int) -> Mention:
    """A mention with its place counted from the beginning of its sentence."""
    return replace(mention, start=mention.start - by, end=mention.end - by)


def _once(relations: list[Relation]) -> list[Relation]:
    """Each claim once; a claim that one reading bears out is not accused by another."""
    best: dict[object, Relation] = {}
    for relation in relations:
        key = frozenset(entry.key for entry in relation.entries)
        if key not in best or best[key].verdict == "wrong":
            best[key] = relation
    sound = {r.result.key for r in best.values() if r.verdict in ("exact", "rounding")}
    return [r for r in best.values() if r.verdict in ("exact", "rounding") or r.result.key not in sound]
