"""Two slips in one sum: a pair of figures whose signs or units, put right together, make the sum hold.

Only the slips that leave the digits as they are, a sign or a thousand for a unit, and only where a single pair does it.
"""

from __future__ import annotations

from fractions import Fraction

from formulas.relations.entry import Entry
from formulas.relations.relation import Relation

Slip = tuple[Entry, Fraction, str]
MOST = 60  # figures of a sum that are tried in pairs
_WAYS = (
    (Fraction(-1), "the sign"),
    (Fraction(1000), "the wrong unit, thousands for units"),
    (Fraction(1, 1000), "the wrong unit, units for thousands"),
)


def two_slips(relation: Relation) -> tuple[Slip, Slip] | None:
    """The one pair of slips that mends a failing sum of three figures or more; None where none does, or several do."""
    if not relation.linear or not 3 <= len(relation.terms) <= MOST:
        return None
    moves = [
        (weight * entry.value * (ratio - 1), (entry, entry.value * ratio, name))
        for entry, weight in ((relation.result, -1), *relation.terms)
        if entry.value
        for ratio, name in _WAYS
    ]
    off, width = relation.difference, relation.tolerance
    pairs = [
        (first, second)
        for i, (one, first) in enumerate(moves)
        for other, second in moves[i + 1 :]
        if first[0].key != second[0].key and abs(one + other - off) <= width
    ]
    return pairs[0] if len(pairs) == 1 else None
