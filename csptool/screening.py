"""Thousands of drawn sets of weights at once, in floating point: to find which draws matter, never to quote from.

The mechanisms run as they are, on arrays with one row a draw. What is said of a draw is worked out again, exactly, by
`formulas.reweighed`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from formulas.plan import Plan
from formulas.refusals import Refusal
from formulas.reweighed import Reweighed, Unrecorded
from formulas.stage import Ledger

Floats = Any  # an array: one row a draw, one column an area; single figures have one column
CHUNK = 500  # draws worked at once, so that they stay in the processor's memory


@dataclass(frozen=True)
class Found:
    """A factor and the amounts that it gives, one row a draw."""

    factor: Floats
    amounts: Floats


@dataclass
class Draws(Ledger):
    """What the steps of a chunk share: which draws cannot be met."""

    impossible: Floats = None


def _total(column: Floats) -> Floats:
    """The sum of each draw."""
    return np.sum(column, axis=1, keepdims=True)


def _where_above(column: Floats, other: Floats, above: Floats, otherwise: Floats) -> Floats:
    """`above` where the figure is above the other's."""
    return np.where(column > other, above, otherwise)


def _ratio(top: Floats, bottom: Floats, empty: float = 0) -> Floats:
    """`top` over `bottom`; `empty` where there is nothing to divide among."""
    top, bottom = np.broadcast_arrays(np.asarray(top, float), np.asarray(bottom, float))
    return np.divide(top, bottom, out=np.full(top.shape, float(empty)), where=bottom != 0)


def _balance(start: Floats, slope: Floats, low: Floats, high: Floats | None, total: Floats) -> Found:
    """The factor of every draw at which the bounded amounts come to its total; as `formulas.balance`."""
    shape = np.broadcast_shapes(np.shape(start), np.shape(slope), np.shape(low), np.shape(total))
    start, slope, low = (np.broadcast_to(part, shape) for part in (start, slope, low))
    top = np.broadcast_to(np.inf if high is None else high, shape)
    with np.errstate(divide="ignore", invalid="ignore"):
        leaves = np.where(slope > 0, np.maximum(0, (low - start) / slope), np.inf)
        reaches = np.where(slope > 0, np.maximum(leaves, (top - start) / slope), np.inf)
    ends = np.concatenate([leaves, reaches], axis=1)
    rises = np.concatenate([slope, -slope], axis=1)
    order = np.argsort(ends, axis=1)
    ends, rises = np.take_along_axis(ends, order, axis=1), np.take_along_axis(rises, order, axis=1)
    finite = np.isfinite(ends)
    at, rate = np.where(finite, ends, 0), np.cumsum(np.where(finite, rises, 0), axis=1)
    least = np.clip(start, low, top).sum(axis=1, keepdims=True)
    steps = np.diff(at, axis=1, prepend=0) * np.concatenate([np.zeros((shape[0], 1)), rate[:, :-1]], axis=1)
    reached = np.where(finite, least + np.cumsum(np.where(finite, steps, 0), axis=1), np.inf)
    place = np.maximum(np.argmax(reached >= total, axis=1) - 1, 0)[:, None]
    base, slope_there = (np.take_along_axis(part, place, axis=1) for part in (reached, rate))
    begins = np.take_along_axis(at, place, axis=1)
    factor = begins + _ratio(np.maximum(0, total - base), np.maximum(slope_there, 0))
    last = np.max(at, axis=1, keepdims=True)
    full = ~(reached >= total).any(axis=1, keepdims=True)
    factor = np.where(full & (rate[:, -1:] <= 0), last, factor)
    return Found(factor, np.clip(start + slope * factor, low, top))


class Screened(Unrecorded):
    """A step on many draws at once."""

    greater = staticmethod(np.maximum)
    lesser = staticmethod(np.minimum)
    lesser_of = staticmethod(np.minimum)
    total = staticmethod(_total)
    where_above = staticmethod(_where_above)
    ratio = staticmethod(_ratio)
    each_ratio = staticmethod(_ratio)
    balance = staticmethod(_balance)

    @property
    def previous(self) -> Floats:
        """Last year's allocations."""
        return _floats(super().previous)

    @property
    def base(self) -> Floats:
        """The allocations that a transition starts from."""
        base = super().base
        return base if isinstance(base, np.ndarray) else _floats(base)

    @property
    def available(self) -> float:
        """What is left after the top-slices."""
        return float(super().available)

    def column(self, name: str, key: str) -> Floats:
        """A column of the plan."""
        return _floats(super().column(name, key))

    def given(self, key: str, name: str, unit: str, words: str, value: Any) -> float:
        """A figure of the rule."""
        super().given(key, name, unit, words, value)
        return float(value)

    def refuse_above(self, excess: Floats, refusal: Callable[[], Refusal | list[Refusal]]) -> None:
        """Mark the draws that cannot be met; those within floating point of it are left to the exact arithmetic."""
        assert isinstance(self.ledger, Draws)
        impossible = self.ledger.impossible
        fails = np.asarray(excess, float) > doubt(self.ledger.plan)
        impossible |= np.broadcast_to(fails, (len(impossible), 1))[:, 0]


def doubt(plan: Plan) -> float:
    """Pounds: more than the floating point of an amount can be out, after some tens of steps over all areas."""
    return float(plan.fund.pot) * (len(plan.areas) + 64) / 2**46


def screen(fund: Reweighed, weights: Floats) -> tuple[Floats, Floats]:
    """The amounts of every draw and area in floating point, and which draws cannot be met.

    `weights` has one row a draw and one column an indicator; each row sums to one.
    """
    shares = np.array([[float(part) for part in column] for column in fund.shares])
    if fund.come != 1:
        old = np.array([float(weight) for weight in fund.old_weights])
        weights = old + float(fund.come) * (weights - old)
    parts = [_chunk(fund, weights[first : first + CHUNK] @ shares) for first in range(0, len(weights), CHUNK)]
    return np.concatenate([amounts for amounts, _ in parts]), np.concatenate([bad for _, bad in parts])


def _chunk(fund: Reweighed, share: Floats) -> tuple[Floats, Floats]:
    if fund.history and fund.plan.previous is not None:
        old = _floats(fund.plan.previous)
        share = float(fund.history) * old / old.sum() + (1 - float(fund.history)) * share
    amounts = share * float(fund.left) + (_floats(fund.fixed) if fund.fixed is not None else 0)
    ledger = Draws(fund.plan, available=fund.available, impossible=np.zeros(len(share), dtype=bool))
    for number, step in enumerate(fund.steps, 1):
        amounts = step.apply(Screened(ledger, number, step.rule, amounts, step.partner))
    return amounts, ledger.impossible


def _floats(column: Any) -> Floats:
    return np.array([[float(figure) for figure in column]])
