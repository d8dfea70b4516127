"""Balances carried from one period to the next, and yearly figures taken from cumulative ones.

What one column closes with the next opens with; a yearly figure is the rise of a cumulative one. Both are read
across neighbouring columns, in either direction.
"""

from __future__ import annotations

import re

from formulas.relations import words
from formulas.relations.axis import Axis, undated
from formulas.relations.entry import Entry
from formulas.relations.relation import Relation, judged

_RUNNING = re.compile(r"\bcumulative\b|\brunning\b|\byear to date\b|\bto date\b|\bytd\b", re.I)
_IDLE = re.compile(
    r"actual|budgeted|budget|estimated?|forecast|outturn|revised|original|plans?|provisional|projected|year|q|£|m$"
)
MOST_LINES = 60


def carried_forward(axis: Axis) -> list[Relation]:
    """Each opening balance, from the closing balance of the period before; established where most of them agree."""
    openings = [i for i, line in enumerate(axis.lines) if words.opening(line.label) and axis.crossings(i)]
    closings = [i for i, line in enumerate(axis.lines) if words.closing(line.label) and axis.crossings(i)]
    found: list[Relation] = []
    for opening in openings:
        for closing in (c for c in closings if c > opening):
            best: list[Relation] = []
            for step in (1, -1):
                pairs = _stepped(axis, opening, closing, step)
                relations = [
                    judged("carried_forward", first, ((second, 1),), "balances carried forward")
                    for first, second in pairs
                ]
                agreed = [r for r in relations if r.verdict != "wrong"]
                enough = len(agreed) >= max(1, len(relations) - len(agreed))
                if enough and len(agreed) > len([r for r in best if r.verdict != "wrong"]):
                    best = relations
            found += best
            if best:
                break
    return found


def brought_on(axis: Axis) -> list[Relation]:
    """A line that takes on what another closed with, whatever the two are called: by the figures of three crossings."""
    found: list[Relation] = []
    width = len(axis.across)
    lines = [i for i, line in enumerate(axis.lines) if len(axis.crossings(i)) >= 3 and line.kind == "number"]
    if width < 4 or len(lines) > MOST_LINES:
        return found
    for opening in lines:
        for closing in lines:
            if opening == closing:
                continue
            pairs = _stepped(axis, opening, closing, 1)
            if len(pairs) < 3 or len({pair[0].value for pair in pairs}) < 3:
                continue
            agreed = [p for p in pairs if abs(p[0].value - p[1].value) <= p[0].half + p[1].half]
            telling = [p for p in agreed if abs(p[0].value) > 50 * (p[0].half + p[1].half or 1)]
            if len(telling) >= 3 and len(pairs) - len(agreed) <= (1 if len(agreed) > 3 else 0):
                found += [
                    judged("carried_forward", one, ((two, 1),), "what one period closes with") for one, two in pairs
                ]
    return found


def yearly(axis: Axis) -> list[Relation]:
    """Each yearly figure, from the cumulative line: this period's less the last one's."""
    found: list[Relation] = []
    for cumulative, line in enumerate(axis.lines):
        if not _RUNNING.search(line.label):
            continue
        for position in range(max(0, cumulative - 2), min(len(axis.lines), cumulative + 3)):
            if position == cumulative:
                continue
            relations = _rises(axis, position, cumulative)
            agreed = [r for r in relations if r.verdict != "wrong"]
            if len(agreed) >= 2 and len(agreed) > len(relations) - len(agreed):
                found += relations
    return found


def _rises(axis: Axis, yearly_line: int, cumulative: int) -> list[Relation]:
    relations = []
    for x in range(1, len(axis.across)):
        stated, now, before = (
            axis.lines[yearly_line].entries[x],
            axis.lines[cumulative].entries[x],
            axis.lines[cumulative].entries[x - 1],
        )
        if stated is not None and now is not None and before is not None:
            relations.append(judged("yearly_from_cumulative", stated, ((now, 1), (before, -1)), "cumulative figures"))
    return relations


def _periods(one: str, other: str) -> bool:
    """Whether two headings name two periods of one thing: they differ by a date, and by what kind of figure it is."""
    return one != other and _IDLE.sub("", undated(one)) == _IDLE.sub("", undated(other)) and bool(one and other)


def _stepped(axis: Axis, opening: int, closing: int, step: int) -> list[tuple[Entry, Entry]]:
    pairs = []
    for x in range(len(axis.across)):
        before = x - step
        if 0 <= before < len(axis.across) and _periods(axis.across[x].label, axis.across[before].label):
            first, second = axis.lines[opening].entries[x], axis.lines[closing].entries[before]
            if first is not None and second is not None:
                pairs.append((first, second))
    return pairs
