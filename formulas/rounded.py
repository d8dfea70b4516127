"""Rounding exact amounts to whole units: the last step of a run.

The amounts together come to their own total cut to whole units, so that never more is given out than there is (by
`each`: to whatever the rows come to). Ties go by the caller's keys, never by position. Source: as `formulas.apportion`,
which shares out by weights instead.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from formulas.columns import Column
from formulas.refusals import Refusal, Refused
from formulas.rounding import Rounding, half_away


@dataclass(frozen=True, slots=True)
class Rounded:
    """Amounts in whole units, row by row.

    `whole` are the units before any odd ones (cut, or rounded by itself), `left_over` the fraction of a unit that a cut
    leaves, `ranks` the places of these, `odd` the units handed out beyond; `target` is what all come to but for a
    residue.
    """

    rounding: Rounding
    target: int
    whole: list[int]
    left_over: list[Fraction]
    ranks: list[int]
    odd: list[int]

    @property
    def units(self) -> list[int]:
        """What every row gets, in units."""
        return [own + extra for own, extra in zip(self.whole, self.odd, strict=True)]

    @property
    def amounts(self) -> list[Fraction]:
        """What every row gets, in pounds."""
        return [units * self.rounding.unit for units in self.units]


def round_amounts(amounts: Column, rounding: Rounding, keys: Sequence[str], residue_to: int | None = None) -> Rounded:
    """Round every amount (pounds, nought or more) to whole units by the rule declared.

    `residue_to` is the row that takes the residue, for that rule only. Refuses a residue that would leave its row below
    nought.

    >>> found = round_amounts(Column.of([Fraction(10, 3)] * 3), Rounding(Fraction(1)), ["b", "c", "a"])
    >>> found.units, found.odd
    ([3, 3, 4], [0, 0, 1])
    """
    quotients = amounts * (1 / rounding.unit)
    over = quotients.over
    target = sum(quotients.whole) // over
    rest = [part % over for part in quotients.whole]
    ranks = _ranks(rest, keys)
    if rounding.rule == "largest-remainder":
        whole = [part // over for part in quotients.whole]
        left = target - sum(whole)
        odd = [1 if rank <= left else 0 for rank in ranks]
    else:
        whole = [half_away(part, over) for part in quotients.whole]
        odd = [0] * len(whole)
        if rounding.rule == "residue-to" and residue_to is not None:
            odd[residue_to] = target - sum(whole)
            if whole[residue_to] + odd[residue_to] < 0:
                found, expected = (
                    "an area that would be left with less than nothing",
                    "an area that can take the residue",
                )
                remedy = "name a larger area, or round by largest remainder"
                raise Refused(Refusal("residue-too-large", "residue to", found, expected, remedy))
    return Rounded(rounding, target, whole, [Fraction(part, over) for part in rest], ranks, odd)


def _ranks(rest: Sequence[int], keys: Sequence[str]) -> list[int]:
    """The place of each remainder among all, the largest first, level ones in the order of their keys."""
    ranks = [0] * len(rest)
    for place, row in enumerate(sorted(range(len(rest)), key=lambda row: (-rest[row], keys[row])), 1):
        ranks[row] = place
    return ranks
