"""What a formula fund states: its indicators and weights, its rules, its top-slices, last year's allocations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from formulas.allocation import Fund
from formulas.columns import Column

GROSS, REMAINDER = "gross", "remainder"


@dataclass(frozen=True, slots=True)
class Measure:
    """How an indicator's figures are made from its columns.

    One column a year; `years` says how several become one: `counts` (mean of the counts, then the share) or `shares`
    (the share of each year, then the mean of the shares). `per` names a column to divide by, the figures then being
    rates per `per_units`; `times` names index columns that every figure is multiplied by (need, area cost).
    """

    columns: tuple[str, ...]
    years: str = ""
    per: str = ""
    per_units: Fraction = Fraction(1000)
    times: tuple[str, ...] = ()

    @property
    def uses(self) -> tuple[str, ...]:
        """Every column that it needs."""
        return (*self.columns, *((self.per,) if self.per else ()), *self.times)


@dataclass(frozen=True, slots=True)
class Indicator:
    """A line of the formula: its name, its weight (a rate), how it is measured, where its figures come from.

    `previous_weight` is what the weight was before, for a transition of weights.
    """

    name: str
    weight: Fraction
    measure: Measure
    source: str = ""
    previous_weight: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A line of the rules: the mechanism's name, its value (a rate or pounds), what it refers to.

    `of` is text (a column, an area, a word of choice); where the mechanism takes a second figure there, it is `second`.
    """

    mechanism: str
    value: Fraction
    of: str = ""
    second: Fraction | None = None


@dataclass(frozen=True, slots=True)
class TopSlice:
    """Money set aside before the formula: a sum in pounds, or a rate of the gross pot or of the remainder.

    The remainder is the pot less all fixed sums. `agreed_by` says who agreed it.
    """

    name: str
    value: Fraction
    of: str = ""
    agreed_by: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """A formula fund as stated. Columns and the previous allocations have one figure an area, in the areas' order.

    `base` are the allocations that a transition starts from, where they are not last year's. `areas` are names, `codes`
    their codes (blank where there is none). `normalise` says that the weights are to be scaled to come to one. `heads`
    names the column that amounts per head are worked out by.
    """

    fund: Fund
    areas: Sequence[str]
    codes: Sequence[str]
    columns: Mapping[str, Column]
    formula: tuple[Indicator, ...]
    rules: tuple[Rule, ...] = ()
    top_slices: tuple[TopSlice, ...] = ()
    previous: Column | None = None
    base: Column | None = None
    normalise: bool = False
    heads: str = ""
    kinds: Mapping[str, str] = field(default_factory=dict)

    @property
    def keys(self) -> list[str]:
        """What settles a tie: the code, else the name; capitals do not count."""
        return [(code or name).casefold() for name, code in zip(self.areas, self.codes, strict=True)]

    def rules_named(self, *mechanisms: str) -> list[Rule]:
        """The rules by these mechanisms, in the order stated."""
        return [rule for rule in self.rules if rule.mechanism in mechanisms]
