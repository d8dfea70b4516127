"""The fewest rows without which a formula gives every other, and what each of them would have to be.

Rows that cannot all follow are a core: of every core one row at least must go. Taking each row of a core away in turn,
and looking for a core in what is left, finds every smallest set (R. Reiter, A theory of diagnosis, 1987).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from formulas.inference.interval import Interval
from formulas.inference.weights import Measured, Scaled

MOST_TRIED = 400  # sets that are tried before it is left undetermined
LARGEST = 4  # rows of a set


@dataclass(frozen=True, slots=True)
class FormulaAside:
    """Every smallest set of rows without which the rest follow; `due` are the first's results before rounding."""

    sets: tuple[tuple[int, ...], ...]
    due: tuple[Interval, ...]

    @property
    def rows(self) -> tuple[int, ...]:
        """The rows of the first set."""
        return self.sets[0]

    @property
    def among(self) -> tuple[int, ...]:
        """Every row of any of the sets."""
        return tuple(sorted({place for one in self.sets for place in one}))


def formula_aside(rows: Sequence[Measured], most: int = LARGEST) -> FormulaAside | None:
    """The smallest sets of rows to set aside: `most` of them, and a quarter of the rows.

    None where no set of so few is found, or where as many rows as there are indicators, and one, would not be left.
    """
    scaled = Scaled(rows)
    tried: dict[frozenset[int], tuple[int, ...]] = {}
    largest = min(most, len(rows) // 4 or 1, len(rows) - len(rows[0].indicators) - 1)
    for size in range(1, largest + 1):
        found = _sets(scaled, frozenset(), size, tried)
        if found:
            sets = tuple(sorted(tuple(sorted(one)) for one in found))
            left = scaled.ranges(frozenset(sets[0]))
            return FormulaAside(sets, tuple(scaled.result(left, rows[place]) for place in sets[0]))
    return None


def _sets(
    scaled: Scaled, without: frozenset[int], size: int, tried: dict[frozenset[int], tuple[int, ...]]
) -> set[frozenset[int]]:
    """The sets of `size` rows more that leave nothing broken."""
    if without not in tried:
        if len(tried) >= MOST_TRIED:
            return set()
        tried[without] = scaled.core(without)
    if not tried[without]:
        return {without}
    if not size:
        return set()
    return {one for place in tried[without] for one in _sets(scaled, without | {place}, size - 1, tried)}
