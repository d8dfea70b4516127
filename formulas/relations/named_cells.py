"""A sentence that names a row of a table and states its figure, or the rise of a figure that the table prints.

The row is named by its whole label, just before the figure. A figure that is none of the row's is accused only where
one slip makes it the row's figure for the year that the sentence names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from formulas.relations.entry import Entry
from formulas.relations.grid import Grid
from formulas.relations.mentions import Mention, sentences
from formulas.relations.percentages import change, corners
from formulas.relations.prose import Passage, moved
from formulas.relations.prose_changes import claims_change, hedged
from formulas.relations.relation import Relation, judged, within
from formulas.relations.restated import significant
from formulas.relations.slips import slip

NEAR = 48  # characters between the name of a row and its figure
SHORTEST = 6  # letters of a name that is no common word
TELLING = 3  # digits of a figure that a slip is looked for in
_ON_BEFORE = re.compile(
    r"\b(?:year before|previous year|last year|prior year|year earlier|(?:19|20)\d\d[/-]\d\d)\b", re.I
)
_YEAR = re.compile(r"\b(?:19|20)\d\d(?:\s?[/–-]\s?\d\d(?:\d\d)?)?\b")

Row = list[Entry]


def named_cells(grids: list[Grid], found: list[Passage]) -> list[Relation]:
    """What sentences state of rows that they name, judged against the row."""
    rows = _by_name(grids)
    relations: list[Relation] = []
    for text, figures in found:
        if not figures or not figures[0].entry.paragraph:
            continue
        for start, end in sentences(text):
            sentence = text[start:end]
            inside = [moved(m, start) for m in figures if start <= m.start and m.end <= end]
            relations += _stated(sentence, inside, rows)
            relations += _risen(sentence, inside, rows)
    return relations


def _by_name(grids: list[Grid]) -> dict[str, list[Row]]:
    rows: dict[str, list[Row]] = {}
    for grid in grids:
        for row in grid.body:
            name = " ".join(grid.row_labels.get(row, "").casefold().split())
            entries = [grid.cells[row, column] for column in grid.columns if (row, column) in grid.cells]
            if len(name) >= SHORTEST and name.replace(" ", "").isalpha() and entries:
                rows.setdefault(name, []).append(entries)
    return {name: found for name, found in rows.items() if len(found) == 1}


def _stated(sentence: str, inside: list[Mention], rows: dict[str, list[Row]]) -> Iterator[Relation]:
    lowered = sentence.casefold()
    for place, mention in enumerate(inside):
        if mention.kind not in ("money", "number") or mention.word or claims_change(sentence, mention):
            continue
        since = inside[place - 1].end if place else 0
        before = lowered[max(since, mention.start - 2 * NEAR) : mention.start]
        name = next((n for n in rows if n in before and len(before) - before.rindex(n) - len(n) <= NEAR), None)
        if name is None:
            continue
        (row,) = rows[name]
        same = [e for e in row if abs(abs(e.value) - abs(mention.entry.value)) <= e.half + mention.entry.half]
        if same:
            yield judged(
                "stated_twice", replace(mention.entry, value=same[0].value), ((same[0], 1),), "the row prints it"
            )
            continue
        meant = _of_year(sentence, row)
        if meant is not None and significant(meant) >= TELLING and slip(mention.entry, abs(meant.value)):
            yield hedged(
                judged("stated_twice", mention.entry, ((meant, 1),), "the row that the sentence names"), mention
            )


def _of_year(sentence: str, row: Row) -> Entry | None:
    """The one figure of a row for the year that a sentence names."""
    years = {year.replace("–", "/").replace("-", "/") for year in _YEAR.findall(sentence)}
    named = [
        e for e in row if any(y.replace("–", "/").replace("-", "/") in years for y in _YEAR.findall(e.column_label))
    ]
    return named[0] if len(named) == 1 else row[0] if len(row) == 1 else None


def _risen(sentence: str, inside: list[Mention], rows: dict[str, list[Row]]) -> Iterator[Relation]:
    """An amount that a row prints, and by how many per cent it is above the year before."""
    claims = [m for m in inside if m.kind == "percent" and claims_change(sentence, m)]
    amounts = [m for m in inside if m.kind == "money" and not claims_change(sentence, m)]
    if len(claims) != 1 or len(amounts) != 1 or not _ON_BEFORE.search(sentence[claims[0].end :]):
        return
    pairs = [
        (row[i], row[i - 1])
        for (row,) in rows.values()
        for i in range(1, len(row))
        if abs(row[i].value - amounts[0].entry.value) <= row[i].half + amounts[0].entry.half
        and row[i].unit == row[i - 1].unit
        and _YEAR.search(row[i].column_label)
        and _YEAR.search(row[i - 1].column_label)
        and significant(row[i]) >= TELLING
    ]
    if len(pairs) == 1:
        new, old = pairs[0]
        bounds = corners(change, new, old)
        if bounds is not None:
            value, low, high = bounds if bounds[0] >= 0 else (-bounds[0], -bounds[2], -bounds[1])
            terms = ((new, 1), (old, -1))
            yield hedged(
                within("change_of_row", claims[0].entry, terms, value, low, high, "the table prints both"), claims[0]
            )
