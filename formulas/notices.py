"""Contract variation notices: for every area whose money changes, the old amount, each change, and the new amount.

original + changes = revised, in every notice; the supplements of all notices come to what was redistributed, and all
changes to the difference between this year's revised allocations and the base. Nothing is rounded.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from formulas.redistribution import Redistribution

SUPPLEMENT, CARRIED, RECURRENT, ONE_YEAR = "supplement", "carry-forward", "recurrent", "one year"


@dataclass(frozen=True, slots=True)
class Change:
    """One change of an area's money, in pounds: what kind it is, and why where that was said."""

    kind: str
    amount: Fraction
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """One area's notice, in pounds: what it had, each change, what it has now, what next year starts from."""

    number: int
    row: int
    area: str
    original: Fraction
    changes: Sequence[Change]
    revised: Fraction
    next_base: Fraction

    @property
    def change(self) -> Fraction:
        """All changes together."""
        return sum((change.amount for change in self.changes), Fraction(0))

    @property
    def for_one_year(self) -> Fraction:
        """What of the changes is for this year only."""
        return sum((change.amount for change in self.changes if change.kind != RECURRENT), Fraction(0))


def notices(found: Redistribution, first: int = 1) -> list[Notice]:
    """A notice for every area that has a change, in the areas' order, numbered from `first`."""
    made: list[Notice] = []
    for row, area in enumerate(found.outcome.plan.areas):
        changes = [Change(SUPPLEMENT, found.supplements[row]), Change(CARRIED, found.carried[row])]
        changes += [
            Change(RECURRENT if varied.recurrent else ONE_YEAR, varied.amount, varied.reason)
            for varied in found.award.variations
            if varied.row == row
        ]
        if kept := [change for change in changes if change.amount]:
            base, number = found.award.base[row], first + len(made)
            made.append(Notice(number, row, area, base, kept, found.revised[row], found.next_base[row]))
    return made
