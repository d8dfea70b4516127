"""How much hangs on the weights: thousands of sets of weights drawn around the stated ones, seeded.

Each weight is multiplied by a factor drawn evenly between 1 - spread and 1 + spread, then all are divided by their sum.
Draws are exact fractions. Floating point finds which draws matter; every figure that is quoted is worked out exactly.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from csptool.screening import doubt, screen
from formulas.outcome import Outcome
from formulas.refusals import Refused
from formulas.reweighed import Reweighed
from formulas.sweep import HALF_A_PENNY

FINENESS = 10**6  # a drawn factor has so many steps to each side


@dataclass(frozen=True)
class AreaRange:
    """What the draws give an area, in pounds before rounding.

    In `gains` and `loses` draws it gets at least half a penny more, or less, than with the stated weights; in
    `above_previous` at least half a penny more than last year.
    """

    area: str
    stated: Fraction
    lowest: Fraction
    highest: Fraction
    gains: int
    loses: int
    above_previous: int | None


@dataclass(frozen=True)
class Shaken:
    """The draws: how many, how wide, from which seed, in how many the rules could not be met, and each area's range."""

    draws: int
    spread: Fraction
    seed: int
    impossible: int
    rows: Sequence[AreaRange]


def shake(outcome: Outcome, spread: Fraction, draws: int, seed: int) -> Shaken:
    """Draw weights around the stated ones and give each area's range and how often it gains."""
    fund = Reweighed(outcome)
    stated = _stated_weights(outcome)
    numbers = _numbers(len(stated), draws, seed)
    factors = 1 + float(spread) * np.array(numbers) / FINENESS
    floats = np.array([float(weight) for weight in stated]) * factors
    amounts, impossible = screen(fund, floats / floats.sum(axis=1, keepdims=True))
    return _Draws(outcome, fund, stated, spread, numbers, amounts, ~impossible).shaken(draws, seed)


def _stated_weights(outcome: Outcome) -> list[Fraction]:
    """The stated weights, summing to one, before any transition of them."""
    weights = [line.weight for line in outcome.plan.formula]
    total = sum(weights)
    return [weight / total for weight in weights]


def _numbers(count: int, draws: int, seed: int) -> list[list[int]]:
    chance = random.Random(seed)  # noqa: S311 - draws that can be repeated, not secrets
    return [[chance.randint(-FINENESS, FINENESS) for _ in range(count)] for _ in range(draws)]


@dataclass
class _Draws:
    """The draws with their amounts in floating point, and the exact amounts of those that were asked for."""

    outcome: Outcome
    fund: Reweighed
    stated: Sequence[Fraction]
    spread: Fraction
    numbers: Sequence[Sequence[int]]
    amounts: np.ndarray
    possible: np.ndarray

    def __post_init__(self) -> None:
        self._exact: dict[int, Sequence[Fraction]] = {}

    def shaken(self, draws: int, seed: int) -> Shaken:
        plan, rows = self.outcome.plan, list[AreaRange]()
        while len(kept := np.flatnonzero(self.possible)):
            lows, highs = kept[self.amounts[kept].argmin(axis=0)], kept[self.amounts[kept].argmax(axis=0)]
            try:
                rows = [
                    self._row(place, area, int(lows[place]), int(highs[place]), kept)
                    for place, area in enumerate(plan.areas)
                ]
                break
            except _ImpossibleAfterAllError as found:
                self.possible[found.draw] = False
        return Shaken(draws, self.spread, seed, draws - len(kept), rows)

    def _row(self, place: int, area: str, low: int, high: int, kept: np.ndarray) -> AreaRange:
        stated, previous = self.outcome.exact[place], self.outcome.plan.previous
        gains = self._count_above(place, stated + HALF_A_PENNY, kept)
        loses = len(kept) - self._count_above(place, stated - HALF_A_PENNY, kept, level=False)
        above = self._count_above(place, previous[place] + HALF_A_PENNY, kept) if previous is not None else None
        return AreaRange(area, stated, self._amount(low, place), self._amount(high, place), gains, loses, above)

    def _count_above(self, place: int, mark: Fraction, kept: np.ndarray, *, level: bool = True) -> int:
        """How many draws give the area the mark or more (`level`), or more than it; the doubtful ones told exactly."""
        column, near = self.amounts[kept, place] - float(mark), doubt(self.outcome.plan)
        doubtful = kept[np.abs(column) <= near]
        settled = sum(1 for draw in doubtful if self._is_above(self._amount(int(draw), place), mark, level))
        return int((column > near).sum()) + settled

    @staticmethod
    def _is_above(amount: Fraction, mark: Fraction, level: bool) -> bool:
        return amount >= mark if level else amount > mark

    def _amount(self, draw: int, place: int) -> Fraction:
        """The exact amount of an area in a draw."""
        if draw not in self._exact:
            drawn = [
                weight * (1 + self.spread * Fraction(number, FINENESS))
                for weight, number in zip(self.stated, self.numbers[draw], strict=True)
            ]
            total = sum(drawn)
            try:
                self._exact[draw] = self.fund.amounts([weight / total for weight in drawn])
            except Refused:
                raise _ImpossibleAfterAllError(draw) from None
        return self._exact[draw][place]


class _ImpossibleAfterAllError(Exception):
    """A draw that floating point took for possible and the exact arithmetic refuses."""

    def __init__(self, draw: int) -> None:
        self.draw = draw
