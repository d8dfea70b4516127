"""A line that is the difference, or the sum, of two other lines anywhere in the table: budget, actual, variance.

Many pairs are tried, so the figures must tell much: every pair tried raises what is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator

from formulas.relations.axis import ADDITIVE, STRONG, Axis, Reading, fare, information

WIDEST = 14  # lines among which every pair is tried; in longer tables only near lines, totals and net figures
NEAR = 4
MOST = 24


def pairs(axis: Axis) -> list[Reading]:
    """For each line, the two others whose sum or difference the figures bear out best."""
    found: list[Reading] = []
    usable = [i for i, line in enumerate(axis.lines) if line.kind in ADDITIVE and len(axis.crossings(i)) >= 2]
    if not usable:
        usable = [i for i, line in enumerate(axis.lines) if line.kind == "percent" and len(axis.crossings(i)) >= 2]
    for result in usable:
        reading = _best_pair(axis, result, usable)
        if reading is not None:
            found.append(reading)
    return found


def _best_pair(axis: Axis, result: int, usable: list[int]) -> Reading | None:
    support = 1 if axis.support(result) else 0
    best: Reading | None = None
    tried = 0
    others = [p for p in usable if p != result]
    if len(others) > WIDEST:
        others = [p for p in others if abs(p - result) <= NEAR or axis.supports[p]][:MOST]
    for first, second, weight in _pairs_of(others):
        tried += 1
        if not _begins_well(axis, result, first, second, weight):
            continue
        reading = fare(axis, "difference" if weight < 0 else "sum", result, ((first, 1), (second, weight)), support)
        telling = _telling(axis, reading)
        if len(telling) < 2 or 2 * len(telling) < sum(
            1 for x in reading.holds if axis.values[first][x] and axis.values[second][x]
        ):
            continue
        if best is None or (reading.bits - 8 * len(reading.fails)) > (best.bits - 8 * len(best.fails)):
            best = reading
    if best is None:
        return None
    needed = (16 if support else 26) + tried.bit_length()
    if best.bits < needed:
        return None
    if len(best.fails) > len(best.holds) and not (support and best.bits >= STRONG and len(_telling(axis, best)) >= 3):
        return None
    return best


def _pairs_of(others: list[int]) -> Iterator[tuple[int, int, int]]:
    for first in others:
        for second in others:
            if first != second:
                yield first, second, -1
            if first < second:
                yield first, second, 1


def _begins_well(axis: Axis, result: int, first: int, second: int, weight: int) -> bool:
    """Whether one of the first few crossings holds: most pairs fall at this."""
    tried = 0
    target, a, b = axis.values[result], axis.values[first], axis.values[second]
    ha, hb, ht = axis.halves[first], axis.halves[second], axis.halves[result]
    for x, value in enumerate(target):
        left, right = a[x], b[x]
        if value is None or not left or not right:
            continue
        if abs(value - left - weight * right) <= ht[x] + ha[x] + hb[x]:
            return True
        tried += 1
        if tried == 4:
            return False
    return False


def _telling(axis: Axis, reading: Reading) -> list[int]:
    """The crossings where it holds between figures that are not nought."""
    (first, _), (second, _) = reading.terms
    telling: dict[int, int] = {}
    for x in reading.holds:
        one, other = axis.values[first][x], axis.values[second][x]
        if not one or not other or not axis.values[reading.result][x]:
            continue
        if information(abs(one), axis.halves[first][x] * 3, axis.steps[x]) >= 3:
            telling.setdefault(one * 200 // other, x)  # figures in one proportion, as bands are, agree all together
    return list(telling.values())
