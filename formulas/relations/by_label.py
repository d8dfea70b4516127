"""A total that fits nowhere, read from its block because its label says so; whether it is accused, its slip decides."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from formulas.relations import words
from formulas.relations.axis import Axis, Reading, fare, signed_terms

FARTHEST = Fraction(95, 100)  # how far a total may lie from its block, as a share of the larger, to be read from it
NEAR = Fraction(12, 100)  # and where its label says less than total
MOST_DETAILS = 3000
CLOSE = 30  # lines just above a total that may be its group


def by_label(axis: Axis, heap: list[int], blocks: list[int], result: int, support: int) -> Reading | None:
    """A total that fits nowhere: read from its block if the label says nothing but total, to be judged by the slip."""
    line = axis.lines[result]
    if not support or axis.selected:
        return None
    everything = _every_detail(axis, heap, blocks, result)
    if everything is not None:
        return everything
    group = _just_above(axis, heap, result)
    if group is not None:
        return group
    readings = []
    for depth in blocks:
        for mode in ("plus", "labels") if any(axis.section_less[p] for p in heap[-depth:]) else ("plus",):
            reading = fare(
                axis, "column_sum" if axis.down else "row_sum", result, signed_terms(axis, heap, depth, mode), support
            )
            if any(axis.additive[x] for x in reading.fails):
                readings.append((_distance(axis, reading), reading))
            elif reading.holds:
                return replace(reading, kind="column_sum" if mode == "plus" else "difference")
    readings = [(distance, reading) for distance, reading in readings if not reading.bits]
    if not readings:
        return None
    nearest, reading = min(readings, key=lambda pair: pair[0])
    last = axis.ends_block(result) if axis.down else True
    plain = support == 2 and (words.pure_total(line.label) or not line.label or last or axis.totals_are_blocks)
    if nearest > (FARTHEST if plain else NEAR) or (support == 1 and not last):
        return None
    if words.other_count(line.label, len(reading.terms)):
        return None
    if not line.label:
        plain = False  # what nobody calls a total is accused only of a slip
    return replace(reading, kind="by_label", support=support if plain else 1)


def _every_detail(axis: Axis, heap: list[int], blocks: list[int], result: int) -> Reading | None:
    """All the lines of a block, or of the table, that are no totals, if they make the result.

    So what was taken for a sum among them by chance is none.
    """
    kind = "column_sum" if axis.down else "row_sum"
    for details in (
        *([p for p in axis.details if abs(p - result) <= abs(heap[-depth] - result)] for depth in blocks),
        axis.details,
    ):
        if 2 <= len(details) <= MOST_DETAILS:
            reading = fare(axis, kind, result, tuple((p, 1) for p in details), 2)
            if reading.holds and not any(axis.additive[x] for x in reading.fails):
                return reading
    return None


def _just_above(axis: Axis, heap: list[int], result: int) -> Reading | None:
    """The lines just above that make the result everywhere, if any do: a group with no heading of its own."""
    for depth in range(1, min(len(heap), CLOSE) + 1):
        kind = "column_sum" if axis.down else "row_sum"
        reading = fare(axis, kind, result, signed_terms(axis, heap, depth, "plus"), 1)
        if reading.holds and not any(axis.additive[x] for x in reading.fails):
            return reading
    return None


def _distance(axis: Axis, reading: Reading) -> Fraction:
    """How far, at the median crossing, the result lies from what is reckoned, as a share of the larger."""
    distances = []
    for x in reading.fails:
        target = axis.values[reading.result][x] or 0
        found = sum((axis.values[p][x] or 0) * w for p, w in reading.terms)
        largest = max(abs(axis.values[p][x] or 0) for p, _ in reading.terms)
        distances.append(Fraction(abs(target - found), max(abs(target), abs(found), largest, 1)))
    return sorted(distances)[len(distances) // 2]
