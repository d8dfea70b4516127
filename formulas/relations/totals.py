"""Totals, subtotals and net figures: a line that is the sum of the lines just before it, whatever these are themselves.

Lines are taken one by one and heaped up. A line that is the sum of the topmost k of the heap replaces them, so that
subtotals, totals of subtotals and running balances are all one rule: what has been added up is not added again.
Signs are as printed, or as the labels say (Less:), or the first less the rest.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from formulas.relations import words
from formulas.relations.axis import ADDITIVE, STRONG, Axis, Reading, fare, information, signed_terms
from formulas.relations.by_label import by_label
from formulas.relations.children import without_children
from formulas.relations.sign_patterns import with_signs

DEEPEST = 60  # lines that a total without a word for it may reach back over
DEEPEST_TOTAL = 3000  # and one that is called a total
BY_FIGURES = 22  # bits that establish a sum that no label speaks of
WEAK = 14
BY_BLOCK = 14  # and where it is the sum of a whole block
BY_LABEL = (BY_FIGURES, 6, 4)  # bits by the support of the label


def totals(axis: Axis) -> list[Reading]:
    """The sums of an axis, each line read from those before it.

    Where two totals or more are the sums of their blocks, the others are taken to be meant so too.
    """
    order = range(len(axis.lines))
    found = list(_heaped(axis, order, forwards=True))
    blocks = sum(
        1 for r in found if r.support == 2 and r.kind != "by_label" and words.total(axis.lines[r.result].label)
    )
    if blocks >= 2 and any(axis.supports[i] == 2 for i in order if i not in {r.result for r in found}):
        axis.totals_are_blocks = True
        found = list(_heaped(axis, order, forwards=True))
    return found


def totals_first(axis: Axis) -> list[Reading]:
    """The sums of an axis whose parts follow the line: of which, made up of, financed by, or a total printed first."""
    return list(_heaped(axis, range(len(axis.lines) - 1, -1, -1), forwards=False))


def _heaped(axis: Axis, order: range, *, forwards: bool) -> Iterator[Reading]:
    heap: list[int] = []
    axis.details.clear()
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
        opens = not forwards and words.opening(line.label)  # what a period opens with is made up of nothing after it
        reading = _best(axis, heap, breaks, position, forwards) if heap and not opens else None
        if reading is not None:
            yield reading
            if reading.support or not forwards or all(weight > 0 for _, weight in reading.terms):
                first = min(reading.positions) if forwards else -max(reading.positions)
                heap = [p for p in heap if (p if forwards else -p) < first]
            begins = False
            breaks.add(len(heap))
        elif begins:
            breaks.add(len(heap))
            begins = False
        breaks = {b for b in breaks if b <= len(heap)}
        heap.append(position)
        if reading is None or reading.support < 2:
            axis.details.append(position)
        if reading is not None or (forwards and axis.opens[position]):
            breaks.add(len(heap))


def _all_rates(axis: Axis) -> bool:
    figured = [line for line in axis.lines if line.kind not in ("heading", "blank")]
    return sum(line.kind not in ADDITIVE for line in figured) * 2 > len(figured)


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
        if not support and axis.down and all(line.kind in ("heading", "blank") for line in axis.lines[:result]):
            support = 1  # the first line of all may be their total, whatever it is called
    deepest = min(len(heap), DEEPEST_TOTAL if support == 2 else DEEPEST)
    running = {x: _Running(axis.values[result][x] or 0, width=axis.halves[result][x]) for x in axis.crossings(result)}
    best: Reading | None = None
    best_rank: tuple[int, ...] = ()
    tried = 0
    signs_in_labels = any(axis.section_less[p] for p in heap[-deepest:])
    for depth in range(1, deepest + 1):
        position = heap[-depth]
        _add(axis, running, position)
        whole_block = len(heap) - depth in breaks or depth == len(heap)
        if depth == 1 and not forwards:
            continue
        for mode in _modes(depth, signs_in_labels, forwards, support):
            tried += 1
            holds, fails, bits = _count(running, mode, depth, axis)
            if not holds:
                continue
            whole = support == 2 and whole_block and mode == "plus" and not fails
            told = bits - 6 * len(fails) + (4 if whole_block else 0) - (3 if mode != "plus" else 0)
            rank = (whole, told, -depth)
            if best is None or rank > best_rank:
                terms = signed_terms(axis, heap, depth, mode)
                best = Reading("sum", result, terms, tuple(holds), tuple(fails), bits, support)
                best_rank = rank
                aligned = whole_block
    if best is not None and _established(best, tried, aligned, forwards):
        fared = fare(axis, _named(axis, best, forwards), result, best.terms, support)
        return replace(fared, bits=best.bits)
    if len(heap) < 2 or not (forwards or (support == 2 and _total_first(axis, result))):
        return None
    blocks = sorted({len(heap) - b for b in breaks if 2 <= len(heap) - b <= DEEPEST_TOTAL} | {len(heap)})
    if not forwards:
        return by_label(axis, heap, blocks, result, support)
    return (
        with_signs(axis, heap, blocks, result, support)
        or without_children(axis, heap, blocks, result, support)
        or by_label(axis, heap, blocks, result, support)
    )


def _total_first(axis: Axis, result: int) -> bool:
    label = axis.lines[result].label
    if axis.down and result and axis.lines[result - 1].kind not in ("heading", "blank"):
        return False
    return words.total(label)


def _parts_follow(axis: Axis, result: int) -> bool:
    if words.parts_follow(axis.lines[result].label) and axis.lines[result].label.rstrip().endswith(":"):
        return True
    following = axis.lines[result + 1 : result + 2]
    return bool(following) and following[0].kind == "heading" and words.parts_follow(following[0].label)


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
        if not run.open or not axis.additive[x]:
            continue
        if abs(run.target - _read(run, mode)) <= run.width:
            holds.append(x)
            if run.stated > 1 or depth == 1:
                bits += information(run.size, run.width, axis.steps[x])
        else:
            fails.append(x)
    return holds, fails, bits


def _established(reading: Reading, tried: int, aligned: bool, forwards: bool) -> bool:
    """Whether the figures and the label bear the reading out: enough bits for what was tried, and few failures."""
    plain = all(weight == 1 for _, weight in reading.terms)
    support = reading.support if plain or reading.support < 2 else 1
    if support == 2 and aligned and not reading.fails:
        return True  # a whole block and its total, though all but one of its figures may be nought
    needed = BY_LABEL[support] if support or not aligned else BY_BLOCK
    if not aligned:
        needed += tried.bit_length()
    if len(reading.terms) == 1:
        needed = max(needed, 12)
        if len(reading.fails) or not reading.support:
            return False
    if reading.bits < needed:
        return False
    holds, fails = len(reading.holds), len(reading.fails)
    whole = aligned and plain
    if reading.support == 1 and reading.bits < WEAK and not whole and (fails >= holds or len(reading.terms) > 2):
        return False  # a word such as net, and one agreement: too little
    if not forwards and not support:
        return not fails and holds >= 2
    if fails > holds:
        return bool(reading.support) and reading.bits >= STRONG and holds >= 3
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
