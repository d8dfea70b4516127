"""Totals, subtotals and net figures: a line that is the sum of the lines just before it, whatever these are themselves.

Lines are taken one by one and heaped up. A line that is the sum of the topmost k of the heap replaces them, so that
subtotals, totals of subtotals and running balances are all one rule: what has been added up is not added again.
Signs are as printed, or as the labels say (Less:), or the first less the rest.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from formulas.relations import words
from formulas.relations.axis import ADDITIVE, Axis, Reading, fare, information

DEEPEST = 60  # lines that a total without a word for it may reach back over
DEEPEST_TOTAL = 3000  # and one that is called a total
BY_FIGURES = 22  # bits that establish a sum that no label speaks of
BY_LABEL = (BY_FIGURES, 7, 4)  # bits by the support of the label


def totals(axis: Axis) -> list[Reading]:
    """The sums of an axis, each line read from those before it.

    Where two totals or more are the sums of their blocks, the others are taken to be meant so too.
    """
    order = range(len(axis.lines))
    found = list(_heaped(axis, order, forwards=True))
    blocks = sum(1 for r in found if r.support == 2 and r.kind != "by_label" and words.total(axis.lines[r.result].label))
    if blocks >= 2 and any(axis.supports[i] == 2 for i in order if i not in {r.result for r in found}):
        axis.totals_are_blocks = True
        found = list(_heaped(axis, order, forwards=True))
    return found


def totals_first(axis: Axis) -> list[Reading]:
    """The sums of an axis whose parts follow the line: of which, made up of, financed by, or a total printed first."""
    return list(_heaped(axis, range(len(axis.lines) - 1, -1, -1), forwards=False))


def _heaped(axis: Axis, order: range, *, forwards: bool) -> Iterator[Reading]:
    heap: list[int] = []
    breaks: set[int] = set()  # positions on the heap that begin a block
    begins = True
    rates = _all_rates(axis)
    for position in order:
        line = axis.lines[position]
        if line.kind in ("heading", "blank"):
            begins = True
            continue
        if (line.kind not in ADDITIVE and not rates) or (forwards and words.a_part(line.label)):
            continue
        reading = _best(axis, heap, breaks, position, forwards) if heap else None
        if reading is not None:
            yield from _with_details(axis, reading, forwards)
            del heap[len(heap) - len(reading.terms) :]
            begins = False
            breaks.add(len(heap))
        elif begins:
            breaks.add(len(heap))
            begins = False
        breaks = {b for b in breaks if b <= len(heap)}
        heap.append(position)
        if reading is not None or (forwards and axis.opens[position]):
            breaks.add(len(heap))


def _all_rates(axis: Axis) -> bool:
    return all(line.kind not in ADDITIVE for line in axis.lines)


def _with_details(axis: Axis, reading: Reading, forwards: bool) -> Iterator[Reading]:
    yield reading


@dataclass
class _Running:
    """The running sums of one crossing while the heap is walked from its top."""

    target: int
    total: int = 0
    signed: int = 0
    last: int = 0
    width: int = 0
    size: int = 0
    stated: int = 0
    open: bool = True


def _best(axis: Axis, heap: list[int], breaks: set[int], result: int, forwards: bool) -> Reading | None:
    """The reading of `result` from the top of the heap that the figures and the label best bear out."""
    support = axis.supports[result]
    if not forwards:
        support = 2 if _total_first(axis, result) or _parts_follow(axis, result) else 0
    deepest = min(len(heap), DEEPEST_TOTAL if support == 2 else DEEPEST)
    crossings = [x for x in axis.crossings(result) if axis.across[x].kind not in ("note",)]
    running = {x: _Running(axis.values[result][x] or 0, width=axis.halves[result][x]) for x in crossings}
    best: Reading | None = None
    best_rank: tuple[float, ...] = ()
    tried = 0
    signs_in_labels = any(axis.section_less[p] for p in heap[-deepest:])
    for depth in range(1, deepest + 1):
        position = heap[-depth]
        _add(axis, running, position)
        whole_block = len(heap) - depth in breaks or depth == len(heap)
        if depth == 1 and not (forwards and support == 2) and not forwards:
            continue
        for mode in _modes(depth, signs_in_labels, forwards, support):
            tried += 1
            holds, fails, bits = _count(running, mode, depth, axis)
            if not holds:
                continue
            whole = support == 2 and whole_block and mode == "plus" and not fails
            rank = (whole, bits - 6 * len(fails) + (4 if whole_block else 0) - (3 if mode != "plus" else 0) - depth / 1000)
            if best is None or rank > best_rank:
                terms = _terms(axis, heap, depth, mode)
                best = Reading("sum", result, terms, tuple(holds), tuple(fails), bits, support)
                best_rank = rank
                aligned = whole_block
    if best is not None and _established(best, tried, aligned, forwards):
        fared = fare(axis, _named(axis, best, forwards), result, best.terms, support)
        return replace(fared, bits=best.bits)
    return _by_label_alone(axis, heap, breaks, result, support) if forwards else None


def _total_first(axis: Axis, result: int) -> bool:
    label = axis.lines[result].label
    if axis.down and result and axis.lines[result - 1].kind not in ("heading", "blank"):
        return False
    return words.pure_total(label) or (not axis.down and words.total(label))


def _parts_follow(axis: Axis, result: int) -> bool:
    if words.parts_follow(axis.lines[result].label) and axis.lines[result].label.rstrip().endswith(":"):
        return True
    following = axis.lines[result + 1 : result + 2]
    return bool(following) and (
        (following[0].kind == "heading" and words.parts_follow(following[0].label)) or words.a_part(following[0].label)
    )


def _add(axis: Axis, running: dict[int, _Running], position: int) -> None:
    values, halves, line = axis.values[position], axis.halves[position], axis.lines[position]
    sign = -1 if axis.section_less[position] else 1
    for x, run in running.items():
        if x in line.missing:
            run.open = False
        value = values[x]
        run.last = value or 0
        if value is None:
            continue
        run.total += value
        run.signed += value * sign
        run.width += halves[x]
        run.size = max(run.size, abs(value))
        run.stated += 1 if value else 0


def _modes(depth: int, signs_in_labels: bool, forwards: bool, support: int) -> list[str]:
    """The signs to be tried. Without a word for it only the plainest: sums that make nought turn round too easily."""
    modes = ["plus"]
    if signs_in_labels:
        modes.append("labels")
    if forwards and depth == 2:
        modes += ["first less rest", "rest less first"]
    if forwards and support and depth >= 2:
        modes += [] if depth == 2 else ["first less rest"]
    if forwards and support == 2 and depth >= 2:
        modes.append("turned")
    return modes


def _read(run: _Running, mode: str) -> int:
    if mode == "plus":
        return run.total
    if mode == "labels":
        return run.signed
    if mode == "first less rest":
        return 2 * run.last - run.total
    if mode == "rest less first":
        return run.total - 2 * run.last
    return -run.total


def _count(running: dict[int, _Running], mode: str, depth: int, axis: Axis) -> tuple[list[int], list[int], int]:
    holds, fails, bits = [], [], 0
    for x, run in running.items():
        if not run.open:
            continue
        if abs(run.target - _read(run, mode)) <= run.width:
            holds.append(x)
            if run.stated > 1 or depth == 1:
                bits += information(run.size, run.width, axis.steps[x])
        elif axis.additive[x]:
            fails.append(x)
    return holds, fails, bits


def _terms(axis: Axis, heap: list[int], depth: int, mode: str) -> tuple[tuple[int, int], ...]:
    positions = heap[-depth:]
    if mode == "plus":
        weights = [1] * depth
    elif mode == "labels":
        weights = [-1 if axis.section_less[p] else 1 for p in positions]
    elif mode == "first less rest":
        weights = [1] + [-1] * (depth - 1)
    elif mode == "rest less first":
        weights = [-1] + [1] * (depth - 1)
    else:
        weights = [-1] * depth
    return tuple(zip(positions, weights, strict=True))


def _established(reading: Reading, tried: int, aligned: bool, forwards: bool) -> bool:
    """Whether the figures and the label bear the reading out: enough bits for what was tried, and few failures."""
    plain = all(weight == 1 for _, weight in reading.terms)
    support = reading.support if plain or reading.support < 2 else 1
    if support == 2 and aligned and not reading.fails:
        return True  # a whole block and its total, though all but one of its figures may be nought
    needed = BY_LABEL[support]
    if not aligned or not support:
        needed += tried.bit_length()
    if len(reading.terms) == 1:
        needed = max(needed, 12)
        if len(reading.fails) or not reading.support:
            return False
    if reading.bits < needed:
        return False
    holds, fails = len(reading.holds), len(reading.fails)
    if not forwards and not support:
        return not fails and holds >= 2
    if fails > holds:
        return bool(reading.support) and reading.bits >= 40 and holds >= 3
    return True


def _named(axis: Axis, reading: Reading, forwards: bool) -> str:
    signs = any(weight < 0 for _, weight in reading.terms)
    if not forwards:
        return "parts_of_total"
    if len(reading.terms) == 1:
        return "same_figure"
    if signs:
        return "difference"
    return "column_sum" if axis.down else "row_sum"


def _by_label_alone(axis: Axis, heap: list[int], breaks: set[int], result: int, support: int) -> Reading | None:
    """A total that fits nowhere: read from its block if the label says nothing but total, to be judged by the slip."""
    line = axis.lines[result]
    if not support or len(heap) < 2:
        return None
    depths = sorted({len(heap) - b for b in breaks if 2 <= len(heap) - b <= DEEPEST_TOTAL} | {len(heap)})
    readings = []
    for depth in depths:
        for mode in ("plus", "labels") if any(axis.section_less[p] for p in heap[-depth:]) else ("plus",):
            reading = fare(axis, "column_sum" if axis.down else "row_sum", result, _terms(axis, heap, depth, mode), support)
            if any(axis.additive[x] for x in reading.fails) and not any(axis.additive[x] for x in reading.holds):
                readings.append((_distance(axis, reading), reading))
    if not readings:
        return None
    nearest, reading = min(readings, key=lambda pair: pair[0])
    last = axis._ends_block(result) if axis.down else True
    plain = support == 2 and (words.pure_total(line.label) or not line.label or last or axis.totals_are_blocks)
    if nearest > (0.95 if plain else 0.12) or (support == 1 and not last):
        return None
    return replace(reading, kind="by_label", support=support if plain else 1)


def _distance(axis: Axis, reading: Reading) -> float:
    """How far, at the median crossing, the result lies from what is reckoned, as a share of the larger."""
    distances = []
    for x in reading.fails:
        target = axis.values[reading.result][x] or 0
        found = sum((axis.values[p][x] or 0) * w for p, w in reading.terms)
        largest = max(abs(axis.values[p][x] or 0) for p, _ in reading.terms)
        distances.append(abs(target - found) / max(abs(target), abs(found), largest, 1))
    return sorted(distances)[len(distances) // 2]
