"""The sums and differences of one table: found along its rows and its columns, established, and judged."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from formulas.relations import words
from formulas.relations.axis import Axis, Reading, undated
from formulas.relations.balances import brought_on, carried_forward, yearly
from formulas.relations.grid import Entry, Grid
from formulas.relations.pairs import pairs
from formulas.relations.relation import Relation, judged
from formulas.relations.same_lines import same_lines
from formulas.relations.slips import nearest_slip
from formulas.relations.totals import totals, totals_first

STRONG = 40  # bits of agreement that let a rule stand though it fails more often than it holds
FAR = Fraction(1, 3)  # a total further than this from its parts was hardly meant as their sum


def sums_of(grid: Grid) -> list[Relation]:
    """Every sum and difference that a table's figures are established to obey, each with its verdict."""
    selected = words.selected(f"{grid.caption} {grid.column_labels.get(1, '')}")
    rows = Axis(grid.rows_as_lines, grid.columns_as_lines, down=True, selected=selected)
    columns = Axis(grid.columns_as_lines, grid.rows_as_lines, down=False)
    found: list[Relation] = []
    read = [_outcomes(axis, [*totals(axis), *totals_first(axis)]) for axis in (rows, columns)]
    for axis, readings, others in ((rows, read[0], read[1]), (columns, read[1], read[0])):
        added_up = {(r.result, x) for r in others if r.support == 2 for x in r.holds}
        known = {_lines(reading) for reading in readings}
        paired = [reading for reading in _outcomes(axis, pairs(axis)) if _lines(reading) not in known]
        for reading in readings:
            found += _relations(axis, reading)
        for reading in paired:
            own = _own(reading, readings) and not _only_totals(reading, added_up) and _dominant(axis, reading)
            found += [r for r in _either_way(list(_relations(axis, reading))) if r.verdict != "wrong" or own]
        found += same_lines(axis)
    for axis in (rows, columns):
        found += carried_forward(axis) + brought_on(axis) + yearly(axis)
    return _once(found)


def _only_totals(reading: Reading, added_up: set[tuple[int, int]]) -> bool:
    """Whether a pair fails only in totals that add up: of an over- and an underspend, each added on its own."""
    return all((x, reading.result) in added_up for x in reading.fails)


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
    if relation.result.value == 0 and not any(ch.isdigit() for ch in relation.result.printed):
        return False
    signed = any(signature for signature in signatures(relation))
    gaps = any(x in axis.lines[p].blank for p, _ in reading.terms)
    if reading.kind != "by_label":
        sure = (reading.support and reading.kind != "signed_sum") or _dominant(axis, reading)
        return bool(sure) and (signed or not gaps)
    if sum(axis.additive[f] for f in reading.fails) > 1:
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
    if reading.kind == "signed_sum" or not reading.support:
        return telling >= 3 and telling >= 4 * fails
    return telling >= 2 * fails or (telling >= 3 and reading.bits >= STRONG)


def _alike_holds(axis: Axis, reading: Reading, x: int) -> bool:
    """Whether a rate adds up in a crossing of the same name but for its date: then it is a rate that adds."""
    across, result = axis.across, axis.lines[reading.result].entries
    if across[x].kind == "percent":
        entry = result[x]
        return entry is not None and entry.value == 100 and all(weight > 0 for _, weight in reading.terms)
    name = undated(across[x].label)
    return bool(name) and any(
        undated(across[h].label) == name and axis.values[reading.result][h] for h in reading.holds
    )


def signatures(relation: Relation) -> list[tuple[Entry, str]]:
    """The figures of a failing sum that one slip would explain, with the slip."""
    found = []
    for entry, weight in ((relation.result, -1), *relation.terms):
        meant = entry.value + relation.difference * weight
        name, _ = nearest_slip(entry, meant, relation.tolerance)
        if name:
            found.append((entry, name))
    return found
