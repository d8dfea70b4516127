"""Slips that are seen only beside the other figures: a row left out or counted twice, a subtotal counted in, a copy."""

from __future__ import annotations

from collections.abc import Mapping

from formulas.relations.entry import Entry
from formulas.relations.relation import Relation

Cells = Mapping[tuple[int, int, int], Entry]  # by table, row and column


def context_slip(relation: Relation, entry: Entry, cells: Cells) -> str:
    """How a figure that no misprint of its own explains may have come about; blank where nothing beside it tells.

    For a total: it lacks one of its rows, has one twice, or has a subtotal between them as well. For any figure: it is
    the one beside it over again.
    """
    if entry.key == relation.result.key and relation.linear and len(relation.terms) > 1:
        told = _of_total(relation, cells)
        if told:
            return told
    for (down, along), where in _BESIDE.items():
        near = cells.get((entry.table, entry.row + down, entry.column + along)) if entry.table else None
        if near is not None and near.value == entry.value and entry.value:
            return f"copied from {where}"
    return ""


_BESIDE = {
    (-1, 0): "the row above",
    (1, 0): "the row below",
    (0, -1): "the column before",
    (0, 1): "the column after",
}


def _of_total(relation: Relation, cells: Cells) -> str:
    difference, tolerance = relation.difference, relation.tolerance
    for term, weight in relation.terms:
        if not term.value:
            continue
        if abs(difference + term.value * weight) <= tolerance:
            return f"{_name(term)} left out"
        if abs(difference - term.value * weight) <= tolerance:
            return f"{_name(term)} counted twice"
    for between in _between(relation, cells):
        if between.value and abs(difference - between.value) <= tolerance:
            return f"{_name(between)} counted in as well"
    return ""


def _between(relation: Relation, cells: Cells) -> list[Entry]:
    """The figures that stand among the parts of a total and are none of them."""
    known = {entry.key for entry in relation.entries}
    rows = [term.row for term, _ in relation.terms]
    columns = [term.column for term, _ in relation.terms]
    places = (
        [(row, columns[0]) for row in range(min(rows), max(rows) + 1)]
        if len(set(columns)) == 1
        else [(rows[0], column) for column in range(min(columns), max(columns) + 1)]
    )
    found = [cells.get((relation.result.table, row, column)) for row, column in places]
    return [entry for entry in found if entry is not None and entry.key not in known]


def _name(entry: Entry) -> str:
    """A part as it is called: its row's label, or its figure where the row has none."""
    return " ".join(entry.row_label.split())[:60] or entry.printed
