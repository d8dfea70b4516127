"""Columns of percentages: a change on another column, a share of a column's total, a part of another column.

A column is read in one way, and that way is established where nearly all of its rows agree; what does not follow
in a row is then accused. Percent changes and shares are recomputed at both ends of what was printed.

Source: the corner rule of statcheck and of interval arithmetic: a quotient is bounded by its ends.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction
from math import log10

from formulas.relations.entry import Entry, Line
from formulas.relations.grid import Grid
from formulas.relations.relation import Relation, within

HOPELESS = 4  # rows that fail one after another before a reading is given up
Quotient = Callable[[Fraction, Fraction], Fraction | None]


def change(new: Fraction, old: Fraction) -> Fraction | None:
    """By how many per cent `new` is above `old`."""
    return (new - old) / abs(old) * 100 if old else None


def part(one: Fraction, whole: Fraction) -> Fraction | None:
    """What percentage of `whole` one figure is."""
    return one / whole * 100 if whole else None


def ratio(one: Fraction, other: Fraction) -> Fraction | None:
    """One figure over another."""
    return one / other if other else None


def corners(formula: Quotient, first: Entry, second: Entry) -> tuple[Fraction, Fraction, Fraction] | None:
    """The value of a quotient, and the least and greatest that the figures allow; None on division by nought."""
    if second.value - second.half <= 0 <= second.value + second.half:
        return None
    value = formula(first.value, second.value)
    ends = [formula(first.value + a * first.half, second.value + b * second.half) for a in (-1, 1) for b in (-1, 1)]
    known = [end for end in ends if end is not None]
    return None if value is None or len(known) < 4 else (value, min(known), max(known))


def percentages(grid: Grid) -> list[Relation]:
    """Every percentage column of a grid read from the columns that explain it, and its figures judged."""
    found: list[Relation] = []
    for axis in (grid.columns_as_lines, grid.rows_as_lines):
        money = [line for line in axis if line.kind in ("money", "count", "number")]
        for position, line in enumerate(axis):
            if line.kind in ("percent", "rate"):
                found += _explained(line, money, [o for o in axis[:position] + axis[position + 1 :] if o in money])
    return found


def _explained(line: Line, money: list[Line], others: list[Line]) -> list[Relation]:
    """The reading of a percentage line that agrees with most of its figures, if it agrees with nearly all."""
    best: list[Relation] = []
    best_rank = (0, 0)
    for relations in _readings(line, others[-14:]):
        agreed = sum(1 for r in relations if r.verdict in ("exact", "rounding"))
        close = sum(1 for r in relations if r.verdict == "query")
        if _enough(relations, agreed, close) and (agreed, -len(relations)) > best_rank:
            best, best_rank = relations, (agreed, -len(relations))
    return best


def _enough(relations: list[Relation], agreed: int, close: int) -> bool:
    wrong = len(relations) - agreed - close
    telling = sum(
        1 for r in relations if r.verdict in ("exact", "rounding") and abs(r.result.value) > 6 * r.result.half
    )
    return telling >= 3 and agreed >= 4 * (wrong + close) - 1


def _readings(line: Line, others: list[Line]) -> Iterator[list[Relation]]:
    percent = any(e is not None and e.unit == "%" for e in line.entries) or line.kind == "percent"
    for first in others:
        for second in others:
            if first is not second:
                if percent:
                    if _may_be(line, first, second, 1):
                        yield _judged(line, first, second, change, "percent_change")
                    if _may_be(line, first, second, 0):
                        yield _judged(line, first, second, part, "percent_of")
                else:
                    yield _judged(line, first, second, _scaled(line, first, second), "ratio")
        if percent or any(e is not None and e.value == 100 for e in line.entries):
            yield from _shares(line, first)
            for step in (1, -1):
                before = _shifted(first, step)
                if _may_be(line, first, before, 1):
                    yield _judged(line, first, before, change, "percent_change")


def _may_be(line: Line, first: Line, second: Line, taken: int) -> bool:
    """Whether 100 x (first - taken x second) / second comes near the line in one of the first few rows."""
    tried = 0
    for stated, one, other in zip(line.whole, first.whole, second.whole, strict=True):
        if stated is None or one is None or other is None or not other[0]:
            continue
        (share, share_half), (a, a_half), (b, b_half) = stated, one, other
        off = share * abs(b) - 100 * line.scale * (a - taken * b)
        width = share_half * abs(b) + 100 * line.scale * (a_half + b_half) + abs(share) * b_half
        if abs(off) <= 4 * width:
            return True
        tried += 1
        if tried == HOPELESS:
            return False
    return False


def _scaled(line: Line, first: Line, second: Line) -> Quotient:
    """The ratio of two lines in the power of ten that the line states it in: a head, 1,000 or 100,000 of them."""
    for stated, one, other in zip(line.entries, first.entries, second.entries, strict=True):
        if stated is not None and one is not None and other is not None and stated.value and one.value and other.value:
            times = stated.value * other.value / one.value
            scale = Fraction(10) ** round(log10(abs(times))) * (1 if times > 0 else -1)
            return lambda a, b: a / b * scale if b else None
    return ratio


def _judged(line: Line, first: Line, second: Line, formula: Quotient, kind: str) -> list[Relation]:
    relations = []
    for stated, one, other in zip(line.entries, first.entries, second.entries, strict=True):
        if stated is None or one is None or other is None or not any(ch.isdigit() for ch in stated.printed):
            continue
        bounds = corners(formula, one, other)
        if bounds is not None:
            why = f"the column is {first.label or 'one column'} against {second.label or 'another'}"
            relations.append(within(kind, stated, ((one, 1), (other, 1)), *bounds, why))
        if len(relations) == HOPELESS and all(r.verdict == "wrong" for r in relations):
            return []
    return relations


def _shifted(line: Line, step: int) -> Line:
    """A line moved by one crossing, so that each figure stands beside the one before it."""
    entries = (None, *line.entries[:-1]) if step > 0 else (*line.entries[1:], None)
    return replace(line, entries=entries)


def _shares(line: Line, whole: Line) -> Iterator[list[Relation]]:
    """The column as shares of one figure of another column: of its last, of its first, or of one that is 100%."""
    stated = [i for i, entry in enumerate(whole.entries) if entry is not None and entry.value]
    hundred = [i for i in stated if (share := line.entries[i]) is not None and share.value == 100]
    for place in sorted({stated[-1], stated[0], *hundred[:3]}) if stated else ():
        total = whole.entries[place]
        assert total is not None
        relations = []
        for i, (share, one) in enumerate(zip(line.entries, whole.entries, strict=True)):
            if share is None or one is None or i == place or not any(ch.isdigit() for ch in share.printed):
                continue
            bounds = corners(part, one, total)
            if bounds is not None:
                relations.append(
                    within("share_of_total", share, ((one, 1), (total, 1)), *bounds, "shares of the total")
                )
            if len(relations) == HOPELESS and all(r.verdict == "wrong" for r in relations):
                break
        yield relations
