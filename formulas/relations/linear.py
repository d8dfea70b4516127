"""The sums and differences of one table: found along its rows and its columns, established, and judged."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from formulas.relations import words
from formulas.relations.axis import ADDITIVE, STRONG, Axis, Reading, undated
from formulas.relations.balances import brought_on, carried_forward, yearly
from formulas.relations.grid import Grid
from formulas.relations.pairs import pairs
from formulas.relations.relation import Relation, judged
from formulas.relations.same_lines import same_lines
from formulas.relations.slips import nearest_slip
from formulas.relations.totals import totals, totals_first

_ASKEW = re.compile(r"\d,\d{3}\b")  # a figure among the labels of a row: the row was not read as it was set
FAR = Fraction(1, 3)  # a total further than this from its parts was hardly meant as their sum


def sums_of(grid: Grid) -> list[Relation]:
    """Every sum and difference that a table's figures are established to obey, each with its verdict."""
    selected = words.selected(f"{grid.caption} {grid.column_labels.get(1, '')}")
    rows = Axis(grid.rows_as_lines, grid.columns_as_lines, down=True, selected=selected)
    columns = Axis(grid.columns_as_lines, grid.rows_as_lines, down=False)
    found: list[Relation] = []
    down, along = (_outcomes(axis, _read_both_ways(axis)) for axis in (rows, columns))
    for axis, readings, others in ((rows, down, along), (columns, along, down)):
        added_up = {(r.result, x) for r in others if r.support for x in r.holds}
        known = {_lines(reading) for reading in readings}
        paired = _best_first([reading for reading in _outcomes(axis, pairs(axis)) if _lines(reading) not in known])
        for reading in readings:
            told = list(_relations(axis, reading))
            taken_off = any(weight < 0 for _, weight in reading.terms)
            found += _consequent(axis, reading, told, added_up) if taken_off else told
        for place, reading in enumerate(paired):
            own = _own(reading, readings) and _dominant(axis, reading) and _unrivalled(reading, paired[:place])
            told = _either_way(list(_relations(axis, reading)))
            found += [r for r in _consequent(axis, reading, told, added_up) if r.verdict != "wrong" or own]
        found += same_lines(axis)
    for axis in (rows, columns):
        found += carried_forward(axis) + brought_on(axis) + yearly(axis)
    return _once(found)


def _read_both_ways(axis: Axis) -> list[Reading]:
    """The sums read downwards, and those whose parts follow; a total that its own block makes up is read but once."""
    forwards = totals(axis)
    made_up = {r.result for r in forwards if r.kind != "by_label"}
    backwards = [
        r for r in totals_first(axis) if r.result not in made_up or (not r.fails and (r.support or r.bits >= STRONG))
    ]
    sound = [r for r in backwards if r.kind != "by_label" and not r.fails]
    results, whole = {r.result for r in sound}, [_lines(r) for r in sound]
    # where a part is nought, the total less the other parts is the last of them: that says nothing of its own
    told = [r for r in forwards if not (r.fails and any(_lines(r) < lines for lines in whole))]
    return [r for r in told if r.kind != "by_label" or r.result not in results] + backwards


def _best_first(paired: list[Reading]) -> list[Reading]:
    return sorted(paired, key=lambda r: len(r.fails) - len(r.holds))


def _unrivalled(reading: Reading, better: list[Reading]) -> bool:
    """Whether no pair that fits better shares two of its three lines: then that one says how these lines are tied."""
    return not any(len(_lines(reading) & _lines(other)) >= 2 for other in better)


def _consequent(axis: Axis, reading: Reading, told: list[Relation], added_up: set[tuple[int, int]]) -> list[Relation]:
    """What a pair tells, without the failures that say nothing of their own.

    A total that its own column adds up to fails only as its parts do: by their differences together. And where a
    figure stands in a further line just where the pair fails, the pair leaves that line out.
    """
    place = {
        r.result.key: x for x in (*reading.holds, *reading.fails) if (r := _at(told, axis, reading, x)) is not None
    }
    failing = [r for r in told if r.verdict == "wrong"]
    totals_of = [r for r in failing if (place.get(r.result.key), reading.result) in added_up]
    rest = sum((r.difference for r in failing if r not in totals_of), Fraction(0))
    idle = {id(r) for r in totals_of if not rest or abs(r.difference - rest) > r.tolerance * len(told)}
    idle |= {id(r) for r in failing if _left_out(axis, reading, place.get(r.result.key))}
    return [r for r in told if id(r) not in idle]


def _at(told: list[Relation], axis: Axis, reading: Reading, x: int) -> Relation | None:
    entry = axis.lines[reading.result].entries[x]
    return next((r for r in told if entry is not None and r.result.key == entry.key), None)


def _left_out(axis: Axis, reading: Reading, x: int | None) -> bool:
    """Whether a line outside the pair has a figure at this crossing and hardly any where the pair holds."""
    inside = _lines(reading)
    for position, line in enumerate(axis.lines):
        if position in inside or x is None or not axis.values[position][x] or line.kind not in ADDITIVE:
            continue
        beside = [h for h in reading.holds if axis.values[position][h]]
        if len(reading.holds) >= 3 and len(beside) * 5 <= len(reading.holds):
            return True
    return False


def _either_way(found: list[Relation]) -> list[Relation]:
    """A difference taken the other way round in two rows or more: income over budget is good, spending is not."""
    turned = [judged(r.kind, r.result, tuple((e, -w) for e, w in r.terms), r.why) for r in found]
    other = [(r, t) for r, t in zip(found, turned, strict=True) if r.verdict == "wrong" and t.verdict != "wrong"]
    if len(other) < 2 or any(len(r.terms) != 2 or r.terms[0][1] == r.terms[1][1] for r, _ in other):
        return found
    return [t if r.verdict == "wrong" and t.verdict != "wrong" else r for r, t in zip(found, turned, strict=True)]


def _outcomes(axis: Axis, readings: list[Reading]) -> list[Reading]:
    """Of the readings that turn one sum round, the one whose result is called a total or net, or is the sum."""
    best: dict[frozenset[int], Reading] = {}
    for reading in readings:
        lines = _lines(reading)
        if lines not in best or _outcome(axis, reading) > _outcome(axis, best[lines]):
            best[lines] = reading
    return list(best.values())


def _lines(reading: Reading) -> frozenset[int]:
    return frozenset((reading.result, *(p for p, _ in reading.terms)))


def _outcome(axis: Axis, reading: Reading) -> tuple[int, bool, bool]:
    label = axis.lines[reading.result].label
    net = words.net(label) and not words.gross(label)
    return (words.total(label) + net, all(w > 0 for _, w in reading.terms), reading.kind != "by_label")


def _own(reading: Reading, sums: list[Reading]) -> bool:
    """Whether a pair says something that no sum says better: rearranged sums hold wherever a part is nought."""
    lines = {reading.result, *(p for p, _ in reading.terms)}
    for known in sums:
        if len(known.holds) < len(reading.holds):
            continue
        terms = {p for p, _ in known.terms}
        if known.result == reading.result or (known.result in lines and terms & lines):
            return False
    return True


def _once(found: list[Relation]) -> list[Relation]:
    """Each relation once, whichever way it was found; of a figure's sums the failing one only if nothing else fits."""
    seen: dict[tuple[object, ...], Relation] = {}
    for relation in found:
        cells = frozenset(entry.key for entry in relation.entries)
        key = (cells,)
        if key not in seen or (seen[key].verdict == "wrong" and relation.verdict != "wrong"):
            seen[key] = relation
    return list(seen.values())


def _relations(axis: Axis, reading: Reading) -> Iterator[Relation]:
    for x in (*reading.holds, *reading.fails):
        result = axis.lines[reading.result].entries[x]
        terms = tuple((entry, weight) for p, weight in reading.terms if (entry := axis.lines[p].entries[x]) is not None)
        if result is None or not terms:
            continue
        relation = judged(_kind(reading), result, terms, _why(axis, reading))
        if relation.verdict != "wrong" or _may_accuse(axis, reading, relation, x):
            yield relation


def _kind(reading: Reading) -> str:
    return "sum" if reading.kind == "by_label" else reading.kind


def _why(axis: Axis, reading: Reading) -> str:
    if reading.kind == "by_label":
        return "its label says so"
    return f"it holds in {len(reading.holds)} of {len(reading.holds) + len(reading.fails)}"


def _may_accuse(axis: Axis, reading: Reading, relation: Relation, x: int) -> bool:
    """Whether a failing crossing can be accused: the reading is established, and is the kind of figure that adds."""
    if not axis.additive[x] and not _alike_holds(axis, reading, x):
        return False
    if any(_ASKEW.search(entry.row_label) for entry in relation.entries):
        return False
    if relation.result.value == 0 and not any(ch.isdigit() for ch in relation.result.printed):
        return False
    signed = _one_slip_explains(relation)
    gaps = any(x in axis.lines[p].blank for p, _ in reading.terms)
    if reading.kind != "by_label":
        if reading.kind == "signed_sum":
            return signed and _dominant(axis, reading)
        return (bool(reading.support) or _dominant(axis, reading)) and (signed or not gaps)
    if sum(axis.additive[f] for f in reading.fails) > 1 or len(relation.terms) < 2:
        return False
    size = max(abs(relation.recomputed), *(abs(entry.value) for entry in relation.entries))
    near = abs(relation.difference) <= FAR * size
    return signed and (near or reading.support == 2) if gaps or not near else (signed or reading.support == 2)


def _dominant(axis: Axis, reading: Reading) -> bool:
    """Whether enough crossings hold beside those that fail: more of them the less the label says."""
    fails = sum(axis.additive[x] for x in reading.fails)
    telling = sum(
        1
        for x in reading.holds
        if axis.values[reading.result][x] and sum(1 for p in reading.positions if axis.values[p][x]) > 1
    )
    if reading.kind == "signed_sum" and reading.support:
        return telling >= 2 * fails
    if not reading.support or reading.kind == "signed_sum":
        return telling >= 3 and telling >= 4 * fails
    return telling >= 2 * fails or (telling >= 3 and reading.bits >= STRONG)


def _alike_holds(axis: Axis, reading: Reading, x: int) -> bool:
    """Whether a rate adds up in a crossing of the same name but for its date: then it is a rate that adds."""
    across, result = axis.across, axis.lines[reading.result].entries
    if across[x].kind == "percent":
        entry = result[x]
        parts = [part for p, weight in reading.terms if weight > 0 and (part := axis.lines[p].entries[x]) is not None]
        shares = len(parts) == len(reading.terms) and all(0 <= part.value <= 100 for part in parts)
        return entry is not None and entry.value == 100 and shares
    name = undated(across[x].label)
    return bool(name) and any(
        undated(across[h].label) == name and axis.values[reading.result][h] for h in reading.holds
    )


def _one_slip_explains(relation: Relation) -> bool:
    return any(
        nearest_slip(entry, entry.value + relation.difference * weight, relation.tolerance)[0]
        for entry, weight in ((relation.result, -1), *relation.terms)
    )
