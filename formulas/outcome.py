"""What a run of a formula fund came to: its steps, its working, every area's amounts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from formulas.columns import Column
from formulas.mechanisms.top_slices import Slice
from formulas.plan import Plan
from formulas.rounded import Rounded
from formulas.stage import Promise
from formulas.who_pays import in_pence
from formulas.working import Working


@dataclass(frozen=True, slots=True)
class Move:
    """A protecting step: what it is called, the amounts before and after it, and where those stand in the working."""

    title: str
    before: Column
    after: Column
    before_key: str
    after_key: str

    @property
    def received(self) -> Column:
        """What each area received by the step; below nought, what it gave."""
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class Outcome:
    """A run: its plan, the steps in words, the working, and every area's amounts in pounds.

    `formula` is the undamped amount, `exact` the amount before rounding; `moves` are the protecting steps.
    `new_money` is what the steps added to the pool, `unplaced` what they left over, both before rounding.
    """

    plan: Plan
    steps: Sequence[str]
    working: Working
    slices: Sequence[Slice]
    available: Fraction
    formula: Column
    moves: Sequence[Move]
    exact: Column
    rounded: Rounded
    held: Sequence[Fraction]
    promises: Sequence[Promise]
    amounts: Sequence[Fraction] = field(default_factory=list)

    @property
    def total(self) -> Fraction:
        """What the areas get together, in pounds."""
        return sum(self.rounded.units) * self.rounded.rounding.unit

    @property
    def new_money(self) -> Fraction:
        """What the steps came to above what was available, in pounds, in whole units."""
        return max(Fraction(0), self._target - self.available)

    @property
    def unplaced(self) -> Fraction:
        """What the steps left over of what was available, in pounds, in whole units."""
        return max(Fraction(0), self.available - self._target)

    @property
    def residue(self) -> Fraction:
        """The total less what the rows should come to: nought unless each row was rounded by itself."""
        return self.total - self._target

    def moved(self, move: Move) -> list[Fraction]:
        """What a step gave each area (or, below nought, took from it), to the penny, adding up to its total."""
        return in_pence(list(move.received), self.plan.keys)

    @property
    def _target(self) -> Fraction:
        return self.rounded.target * self.rounded.rounding.unit
