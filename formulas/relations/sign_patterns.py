"""Figures printed without their signs: opening and receipts less payments is closing, every one of them positive.

Which of a block's lines are taken off is tried in every way; so many ways ask for figures that tell much.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import product

from formulas.relations import words
from formulas.relations.axis import Axis, Reading, fare

MOST = 7  # lines whose signs are tried in every way
ENOUGH = 14  # bits, and one more for each line


def with_signs(axis: Axis, heap: list[int], blocks: list[int], result: int, support: int) -> Reading | None:
    """The signs of a whole block that make it the result, at two crossings or more; None where no signs do."""
    crossings = [x for x in axis.crossings(result) if axis.additive[x]]
    best: Reading | None = None
    for depth in blocks if len(crossings) > 1 else ():
        if not 3 <= depth <= MOST:
            continue
        positions = heap[-depth:]
        for weights in _fitting(axis, positions, result, crossings[:2]):
            reading = fare(axis, "signed_sum", result, tuple(zip(positions, weights, strict=True)), support)
            if best is None or _rank(axis, reading) > _rank(axis, best):
                best = reading
    if best is None:
        return None
    said = support == 2 and _said(axis, best)
    if best.bits < (ENOUGH // 2 if said else ENOUGH + len(best.terms)):
        return None
    if len(best.holds) < (1 if said else 2 if support else 3):
        return None
    if len(best.fails) * 2 > len(best.holds) and not (said and len(best.fails) == 1):
        return None
    return replace(best, kind="difference", support=2) if said else replace(best, support=min(support, 1))


def _said(axis: Axis, reading: Reading) -> bool:
    """Whether just what the labels say goes out is taken off."""
    return all((weight < 0) == words.goes_out(axis.lines[p].label) for p, weight in reading.terms)


def _rank(axis: Axis, reading: Reading) -> tuple[int, bool, int]:
    return len(reading.holds), _said(axis, reading), reading.bits


def _fitting(axis: Axis, positions: list[int], result: int, crossings: list[int]) -> list[tuple[int, ...]]:
    """The signs, not all alike, that fit at one of the crossings."""
    found = []
    for weights in product((1, -1), repeat=len(positions)):
        if len(set(weights)) == 1:
            continue
        for x in crossings:
            values = [axis.values[p][x] or 0 for p in positions]
            width = axis.halves[result][x] + sum(axis.halves[p][x] for p in positions)
            total = sum(w * v for w, v in zip(weights, values, strict=True))
            if abs((axis.values[result][x] or 0) - total) <= width and sum(1 for v in values if v) > 2:
                found.append(weights)
                break
    return found
