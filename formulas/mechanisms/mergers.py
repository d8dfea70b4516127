"""Last year's allocations like for like: merged areas, new areas, transfers.

A merged area's previous allocation is the sum of its former parts' (Homelessness Prevention Grant 2023 to 2025). A
transfer of money in or out is added to the part it belongs to. A new area has no previous allocation: nought, and it
has no floor.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from formulas.columns import Column


@dataclass(frozen=True, slots=True)
class Former:
    """An area of last year: the area it now belongs to, its allocation, transfers in (or, negative, out), in pounds."""

    now: str
    allocation: Fraction
    transfers: Fraction = Fraction(0)


def like_for_like(areas: Sequence[str], formers: Sequence[Former]) -> tuple[Column, list[str]]:
    """Last year's allocation of every area of today, and the names of those that had none.

    The sum over its former parts of allocation + transfers. Each `now` is one of `areas`.

    >>> parts = [Former("West", Fraction(10)), Former("West", Fraction(5), Fraction(-1))]
    >>> column, new = like_for_like(["West", "East"], parts)
    >>> list(map(str, column)), new
    (['14', '0'], ['East'])
    """
    sums: dict[str, Fraction] = {}
    for former in formers:
        sums[former.now] = sums.get(former.now, Fraction(0)) + former.allocation + former.transfers
    new = [area for area in areas if not sums.get(area)]
    return Column.of([sums.get(area, Fraction(0)) for area in areas]), new
