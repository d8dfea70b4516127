"""One step of a run as a mechanism sees it: the figures it may use, and the record it leaves.

A mechanism says each of its figures once, with its name, its words and its Excel formula beside the arithmetic, so that
the explanation, the workbook and the result cannot differ. It uses only operators and the functions of the stage, so
that the same lines also serve for thousands of drawn sets of weights at once (`csptool.screening`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, ClassVar

from formulas import columns
from formulas.balance import balance
from formulas.columns import Column
from formulas.exact import in_pounds
from formulas.plan import Plan, Rule
from formulas.refusals import Refusal, Refused
from formulas.working import Working

# one figure an area, or one for the fund: Column and Fraction in a run, arrays when weights are drawn
Figures = Any
Operation = Callable[..., Figures]
_NAME = re.compile(r"\[([a-z_0-9]+)(:all)?\]")


@dataclass(frozen=True, slots=True)
class Promise:
    """What a step promises of the final allocations: none below its figure (`lowest`), or none above it.

    `key` is where the bound stands in the working.
    """

    mechanism: str
    bound: Column
    lowest: bool
    key: str

    def kept_by(self, amounts: Sequence[Fraction], unit: Fraction) -> bool:
        """Whether the amounts keep it, to within the rounding: none misses it by a unit or more."""
        side = 1 if self.lowest else -1
        return all((bound - amount) * side < unit for bound, amount in zip(self.bound, amounts, strict=True))


@dataclass
class Ledger:
    """What the steps of a run share: the plan, the working, where amounts and pool stand in it, what was promised."""

    plan: Plan
    working: Working = field(default_factory=Working)
    amounts_key: str = ""
    pool_key: str = ""
    available: Fraction = Fraction(0)
    promises: list[Promise] = field(default_factory=list)

    def column(self, name: str) -> tuple[str, Column]:
        """A column of the plan and its key in the working, where it is put when it is first used."""
        key = f"column_{list(self.plan.columns).index(name) + 1}"
        if key not in self.working.steps:
            unit = self.plan.kinds.get(name, "count")
            self.working.add(key, name, unit, "as stated", self.plan.columns[name], given=True)
        return key, self.plan.columns[name]

    def previous(self) -> tuple[str, Column]:
        """Last year's allocations and their key in the working."""
        assert self.plan.previous is not None  # a rule that needs it has been refused without it
        if "previous" not in self.working.steps:
            words = "last year's allocation, like for like"
            self.working.add("previous", "Previous", "£", words, self.plan.previous, given=True)
        return "previous", self.plan.previous

    def base(self) -> tuple[str, Column]:
        """The allocations before a transition and their key in the working."""
        assert self.plan.base is not None
        if "base" not in self.working.steps:
            words = "the allocation before the transition began, like for like"
            self.working.add("base", "Before the transition", "£", words, self.plan.base, given=True)
        return "base", self.plan.base


class Stage:
    """One step under way: `before` are the amounts it starts from and `pool` their total, in pounds."""

    recorded: ClassVar[bool] = True
    greater: ClassVar[Operation] = staticmethod(columns.greater)
    lesser: ClassVar[Operation] = staticmethod(columns.lesser)
    where_above: ClassVar[Operation] = staticmethod(columns.where_above)
    total: ClassVar[Operation] = staticmethod(columns.total)
    ratio: ClassVar[Operation] = staticmethod(columns.ratio)
    each_ratio: ClassVar[Operation] = staticmethod(columns.each_ratio)
    lesser_of: ClassVar[Operation] = staticmethod(min)
    balance: ClassVar[Operation] = staticmethod(balance)

    def __init__(self, ledger: Ledger, number: int, rule: Rule, before: Figures, partner: Rule | None = None) -> None:
        self.ledger = ledger
        self.number = number
        self.rule = rule
        self.before = before
        self.partner = partner  # the rule beside this one that is met in one go with it
        self._keys = {"before": ledger.amounts_key, "pool": ledger.pool_key}

    @property
    def pool(self) -> Figures:
        """What the amounts come to."""
        return self.total(self.before)

    @property
    def available(self) -> Figures:
        """What is left after the top-slices."""
        return self.ledger.available

    @property
    def previous(self) -> Figures:
        """Last year's allocations; an area that had none has nought."""
        self._keys["previous"], previous = self.ledger.previous()
        return previous

    @property
    def base(self) -> Figures:
        """The allocations that a transition starts from: those before it began where stated, else last year's."""
        if self.ledger.plan.base is None:
            figures = self.previous
            self._keys["base"] = self._keys["previous"]
            return figures
        self._keys["base"], base = self.ledger.base()
        return base

    def column(self, name: str, key: str) -> Figures:
        """A column of the plan, called `key` in this step's words and formulas."""
        self._keys[key], figures = self.ledger.column(name)
        return figures

    def given(self, key: str, name: str, unit: str, words: str, value: Fraction) -> Figures:
        """A figure of the rule as stated."""
        self._add(key, name, unit, words, value, None, given=True)
        return value

    def step(self, key: str, name: str, unit: str, words: str, excel: str | None, value: Figures) -> Figures:
        """A figure worked out; without `excel` it is stated in the workbook, not live."""
        self._add(key, name, unit, words, value, excel)
        return value

    def check(self, words: str, holds: bool, excel: str, beside: str) -> None:
        """A statement about the step that the workbook tests again, beside the figure that it is about."""
        self.ledger.working.check(words, holds, self._in_full(excel), self._keys[beside])

    def promise(self, key: str, bound: Figures, *, lowest: bool, mechanism: str = "") -> None:
        """Record a bound, the step `key`, that the final allocations are to keep."""
        self.ledger.promises.append(Promise(mechanism or self.rule.mechanism, bound, lowest, self._keys[key]))

    def refuse_above(self, excess: Figures, refusal: Callable[[], Refusal | list[Refusal]]) -> None:
        """Refuse settings that cannot be met: those whose `excess` is above nought."""
        if excess > 0:
            found = refusal()
            raise Refused(*(found if isinstance(found, list) else [found]))

    def beside(self, rule: Rule, offset: int) -> Stage:
        """The stage of another rule that is met in the same step."""
        return type(self)(self.ledger, self.number * 100 + offset, rule, self.before)

    def key(self, local: str) -> str:
        """The key in the working of a figure of this step."""
        return self._keys[local]

    def _add(
        self, key: str, name: str, unit: str, words: str, value: Figures, excel: str | None, *, given: bool = False
    ) -> None:
        full = f"step_{self.number}_{key}"
        formula = self._in_full(excel) if excel else None
        self.ledger.working.add(full, name, unit, self._in_full(words), value, formula, given=given)
        self._keys[key] = full

    def _in_full(self, text: str) -> str:
        """A template with the keys of the working in place of this step's own."""
        return _NAME.sub(lambda m: f"[{self._keys.get(m[1], m[1])}{m[2] or ''}]", text)


def shortfall(rule: str, short: Fraction, needed: str, remedy: str) -> Refusal:
    """The refusal of settings that need more money than there is."""
    found = f"{needed} that come to {in_pounds(short)} more than the pool"
    return Refusal("infeasible", rule, found, "no more than the pool", remedy)
