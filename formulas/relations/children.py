"""A total of lines some of which are broken down just below them: pay, of it officers and staff; the parts count once.

A run of lines that makes up the line before it, at every crossing, is taken to be its parts.
"""

from __future__ import annotations

from formulas.relations.axis import Axis, Reading, fare

LONGEST = 40  # parts of one line


def without_children(axis: Axis, heap: list[int], blocks: list[int], result: int, support: int) -> Reading | None:
    """The sum of a block without the parts of its own lines; None where there are none, or it does not hold."""
    if support < 2:
        return None
    for depth in blocks:
        positions = heap[-depth:]
        kept = _parents(axis, positions) if depth <= 400 else positions
        if len(kept) == len(positions) or len(kept) < 2:
            continue
        reading = fare(axis, "column_sum" if axis.down else "row_sum", result, tuple((p, 1) for p in kept), support)
        if reading.holds and len(reading.holds) >= len(reading.fails) and reading.bits >= 4:
            return reading
    return None


def _parents(axis: Axis, positions: list[int]) -> list[int]:
    kept, place = [], 0
    while place < len(positions):
        kept.append(positions[place])
        place += 1 + _parts(axis, positions, place)
    return kept


def _parts(axis: Axis, positions: list[int], place: int) -> int:
    """How many lines after one make it up; 0 where none do."""
    for count in range(2, min(LONGEST, len(positions) - place - 1) + 1):
        run = positions[place + 1 : place + 1 + count]
        reading = fare(axis, "sum", positions[place], tuple((p, 1) for p in run), 0)
        most = len(reading.holds) // 3  # a misprint in one column does not make other lines of them
        if reading.holds and len(reading.fails) <= most and reading.bits >= 6 + 8 * len(reading.fails):
            return count
    return 0
