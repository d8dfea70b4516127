"""What follows from what, as it is spoken of: a sum written out, or its figures by where they stand."""

from __future__ import annotations

from csptool.labels import listed, tidy
from formulas.relations.entry import Entry
from formulas.relations.register import KINDS
from formulas.relations.relation import Relation

LONGEST_SUM = 6  # figures that are written out one by one


def reckoned(relation: Relation, result: str) -> str:
    """What follows from what: `108 + 53 = 161`, or in words where there are many figures or it is no sum."""
    kind = KINDS.get(relation.kind)
    spoken = bool(kind and kind.words)
    terms = relation.terms if spoken else sorted(relation.terms, key=lambda term: term[1] < 0)  # what is added first
    figures, where = [_figure(entry, weight) for entry, weight in terms], _elsewhere(relation)
    if kind is not None and spoken:
        if relation.result.unit == "%" and "%" not in result:
            result += "%"
        first, second = (*figures, "", "")[:2]
        words = {"terms": listed(figures), "first": first, "second": second, "why": tidy(relation.why), "where": where}
        return kind.words.format(result=result, **words)
    if not relation.linear:
        return f"{listed(figures)}{where} give {result}"
    if len(figures) > LONGEST_SUM:
        return f"{_many(relation)} come to {result}"
    signs = [" - " if weight < 0 else " + " for _, weight in terms]
    text = ("-" if signs[0] == " - " else "") + figures[0]
    return (
        text
        + "".join(sign + figure for sign, figure in zip(signs[1:], figures[1:], strict=True))
        + where
        + f" = {result}"
    )


def _figure(entry: Entry, weight: int) -> str:
    """A figure as printed; without the sign that the sum itself already says."""
    printed = tidy(entry.printed)
    if weight > 0:
        return printed.lstrip("+ ") or printed
    bare = printed.strip("()-\u2212\u2013 ")
    return bare if bare and entry.value > 0 else printed


def _elsewhere(relation: Relation) -> str:
    """Where the terms stand, if it is another table than that of the result."""
    tables = {entry.table for entry, _ in relation.terms}
    if tables in ({relation.result.table}, {0}) or len(tables) > 1:
        return ""
    return f" in Table {tables.pop()}, {_span(relation, 'row')}, {_span(relation, 'column')}"


def _span(relation: Relation, what: str) -> str:
    """The rows or the columns of the terms: `row 8`, `rows 8 and 9`, `rows 2 to 10`."""
    numbers = sorted({getattr(entry, what) for entry, _ in relation.terms})
    if len(numbers) == 1:
        return f"{what} {numbers[0]}"
    return f"{what}s {numbers[0]} {'and' if len(numbers) == 2 else 'to'} {numbers[-1]}"


def _many(relation: Relation) -> str:
    """Many figures by where they stand."""
    signs = "" if all(weight > 0 for _, weight in relation.terms) else ", some of them taken off,"
    if where := _elsewhere(relation):
        return f"the {len(relation.terms)} figures{where}{signs}"
    columns = {entry.column for entry, _ in relation.terms}
    across = "row" if len(columns) == 1 else "column"
    return f"the {len(relation.terms)} figures in {_span(relation, across)}{signs}"
