"""Causes, not symptoms: the fewest figures whose correction satisfies every relation that fails.

A figure is corrected to what one failing relation asks of it; the correction counts for every failing relation that
it mends and against every sound one that it breaks. The best figure is taken, corrected, and the rest looked at again.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from fractions import Fraction

from formulas.relations.context_slips import Cells, context_slip
from formulas.relations.entry import Entry, Key
from formulas.relations.relation import Relation
from formulas.relations.slips import nearest_slip
from formulas.relations.two_slips import two_slips


@dataclass(frozen=True)
class Cause:
    """One figure that is likely wrong: what it should be, the relations that it explains, and the likely slip.

    `rivals` are other figures whose correction would mend just as much.
    """

    entry: Entry
    meant: Fraction
    explains: tuple[Relation, ...]
    slip: str
    rivals: tuple[tuple[Entry, Fraction, str], ...] = ()


def causes(relations: list[Relation]) -> list[Cause]:
    """The likely causes of every failing relation, the one that explains most first."""
    by_entry: dict[Key, list[Relation]] = defaultdict(list)
    for relation in relations:
        for entry in relation.entries:
            by_entry[entry.key].append(relation)
    failing = [relation for relation in relations if relation.verdict == "wrong"]
    cells = {(e.table, e.row, e.column): e for relation in relations for e in relation.entries if not e.at}
    found = [cause for bound in _bound_together(failing) for cause in _causes(bound, by_entry)]
    return [_beside_others(cause, cells) for cause in found]


def _beside_others(cause: Cause, cells: Cells) -> Cause:
    """The cause with a slip that only the figures beside it show: its own, or that of the total that it fails."""
    shown = cause.explains[0]
    if not cause.slip:
        return replace(cause, slip=context_slip(shown, cause.entry, cells))
    told = context_slip(shown, shown.result, cells) if cause.entry.key != shown.result.key else ""
    if not told or len(cause.explains) > 1:
        return cause
    return replace(cause, rivals=(*cause.rivals, (shown.result, shown.recomputed, told)))


def _bound_together(failing: list[Relation]) -> list[list[Relation]]:
    """The failing relations in groups that share figures: what is corrected in one group changes no other."""
    groups: dict[int, list[Relation]] = {}
    group_of: dict[Key, int] = {}
    for number, relation in enumerate(failing):
        joined = [relation]
        for old in {group_of[entry.key] for entry in relation.entries if entry.key in group_of}:
            joined = groups.pop(old) + joined
        groups[number] = joined
        group_of |= {entry.key: number for one in joined for entry in one.entries}
    return list(groups.values())


def _causes(failing: list[Relation], by_entry: dict[Key, list[Relation]]) -> list[Cause]:
    corrected: dict[Key, Fraction] = {}
    found: list[Cause] = []
    while failing:
        cause = _best(failing, by_entry, corrected)
        pair = None if cause.slip or len(cause.explains) > 1 else two_slips(cause.explains[0])
        together = [Cause(entry, meant, cause.explains, name) for entry, meant, name in pair or ()] or [cause]
        corrected |= {one.entry.key: one.meant for one in together}
        found += together
        explained = {id(relation) for relation in cause.explains}
        failing = [r for r in failing if id(r) not in explained and _off(r, corrected)]
    return found


def _best(failing: list[Relation], by_entry: dict[Key, list[Relation]], corrected: dict[Key, Fraction]) -> Cause:
    ranked = []
    for relation in failing:
        for position, (entry, exact) in enumerate(_corrections(relation, corrected)):
            if entry.key in corrected:
                continue
            likely, meant = nearest_slip(entry, exact, relation.tolerance) if relation.linear else ("", exact)
            trial = {**corrected, entry.key: meant}
            mended, broken, nearer = [], 0, 0
            for other in by_entry[entry.key]:
                was, now = _off(other, corrected), _off(other, trial)
                if was and not now:
                    mended.append(other)
                elif now and not was:
                    broken += 1
                elif was:
                    nearer += _nearer(other, corrected, trial)
            if relation not in mended:
                continue
            rank = (len(mended) - broken, nearer, bool(likely), position == 0, -len(by_entry[entry.key]))
            ranked.append((rank, entry, meant, mended, likely))
    if not ranked:  # every figure of what still fails has been corrected already: the result is named as it stands
        relation = failing[0]
        return Cause(relation.result, relation.recomputed, (relation,), "")
    best = max(ranked, key=lambda one: one[0])
    rivals = {
        entry.key: (entry, meant, likely)
        for rank, entry, meant, mended, likely in ranked
        if rank[:3] == best[0][:3] and entry.key != best[1].key and likely and best[3][0] in mended
    }
    return Cause(best[1], best[2], tuple(best[3]), best[4], tuple(rivals.values())[:3])


def _corrections(relation: Relation, corrected: dict[Key, Fraction]) -> list[tuple[Entry, Fraction]]:
    """What each figure of a failing relation would have to be, the others being right."""
    if not relation.linear:
        return [(relation.result, relation.recomputed)]
    difference = _value(relation.result, corrected) - _sum(relation, corrected)
    found = [(relation.result, _value(relation.result, corrected) - difference)]
    return found + [(entry, _value(entry, corrected) + difference * weight) for entry, weight in relation.terms]


def _off(relation: Relation, corrected: dict[Key, Fraction]) -> bool:
    if not relation.linear:
        touched = any(entry.key in corrected for entry in relation.entries)
        return relation.verdict == "wrong" and not touched
    spread = (relation.high - relation.low) / 2 + relation.result.half
    return abs(_value(relation.result, corrected) - _sum(relation, corrected)) > spread


def _nearer(relation: Relation, before: dict[Key, Fraction], after: dict[Key, Fraction]) -> int:
    """1 where a correction brings a failing sum nearer to holding, -1 where it takes it further off."""
    if not relation.linear:
        return 0
    was = abs(_value(relation.result, before) - _sum(relation, before))
    now = abs(_value(relation.result, after) - _sum(relation, after))
    return (now < was) - (now > was)


def _sum(relation: Relation, corrected: dict[Key, Fraction]) -> Fraction:
    return sum((_value(entry, corrected) * weight for entry, weight in relation.terms), Fraction(0))


def _value(entry: Entry, corrected: dict[Key, Fraction]) -> Fraction:
    return corrected.get(entry.key, entry.value)
