"""A sum of money that may be the pot: asked about, stated in the text, or what a printed total leaves."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from formulas.exact import in_pounds
from formulas.inference.interval import NOUGHT, Interval
from formulas.relations.entry import Entry

NEAR = Fraction(1, 100)  # how near a stated figure must lie to be taken for the pot


@dataclass(frozen=True)
class Stated:
    """A figure and where it is stated; `asked` where somebody wants to know of it."""

    entry: Entry
    where: str
    asked: bool = False

    @property
    def name(self) -> str:
        """How it is spoken of."""
        return f"{money(self.entry.value)} ({self.where})"

    def concerns(self, pots: Interval) -> bool:
        """Whether it is asked about, or lies so near that it may be meant for one of the pots."""
        if self.asked or pots.low is None or pots.high is None:
            return self.asked
        return abs(self.entry.value - pots.low) <= NEAR * abs(pots.low)

    def among(self, pots: Interval) -> bool:
        """Whether it is one of the pots as it stands."""
        return not pots.empty and pots.has(self.entry.value)

    def rounds_to(self, pots: Interval) -> bool:
        """Whether one of the pots rounds to it, as far as it is printed."""
        around = Interval.around(self.entry.value, self.entry.half)
        return not pots.empty and around.start <= pots.end and pots.start <= around.end

    @property
    def rounding(self) -> str:
        """What it is rounded to, if it is."""
        return money(2 * self.entry.half)


def of_a_pot(stated: Stated, pots: Interval) -> tuple[str, bool]:
    """What is to be said of a stated figure, and whether nothing speaks against it."""
    if stated.among(pots):
        return f"{stated.name} is among them.", True
    if stated.entry.half and stated.rounds_to(pots):
        return f"{stated.name} is among them only as a figure rounded to {stated.rounding}.", True
    return f"{stated.name} is not among them.", False


def money(value: Fraction) -> str:
    """An amount without pennies where it has none."""
    return in_pounds(value, 0 if value.denominator == 1 else 2)


def ends_of(low: Fraction | None, high: Fraction | None) -> str:
    """A range of amounts in pounds and pennies."""
    if high is None:
        return f"{in_pounds(low or NOUGHT)} or more"
    low = low or NOUGHT
    return in_pounds(low) if in_pounds(low) == in_pounds(high) else f"{in_pounds(low)} to {in_pounds(high)}"
