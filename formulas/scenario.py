"""A plan with something changed: a weight, the pot, a rule, a top-slice, a figure of an area.

When weights are set, the other weights keep their proportions and take what is left of 100%.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from formulas.columns import Column
from formulas.exact import in_full
from formulas.plan import Indicator, Plan, Rule
from formulas.refusals import Refusal, Refused

POT, WEIGHT, RULE, SLICE, FIGURE, PREVIOUS = "pot", "weight", "rule", "top-slice", "indicator", "previous"


@dataclass(frozen=True, slots=True)
class Target:
    """What may be changed: its kind, the name of the weight, rule, slice or column, and the area of a figure."""

    kind: str
    name: str = ""
    area: str = ""

    def __str__(self) -> str:
        return ":".join(part for part in (self.kind, self.name, self.area) if part)

    @property
    def words(self) -> str:
        """What it is, in words."""
        return {
            POT: "the pot",
            WEIGHT: f"the weight of {self.name}",
            RULE: f"the rule {self.name}" + (f" of {self.area}" if self.area else ""),
            SLICE: f"the top-slice {self.name}",
            FIGURE: f"{self.name} of {self.area}",
            PREVIOUS: f"the previous allocation of {self.area}",
        }[self.kind]


def value_of(plan: Plan, target: Target) -> Fraction:
    """What the plan states for the target now; weights as they count once they sum to one."""
    if target.kind == POT:
        return plan.fund.pot
    if target.kind == WEIGHT:
        total = sum(line.weight for line in plan.formula)
        return next(line.weight for line in plan.formula if line.name == target.name) / total
    if target.kind == RULE:
        return rules_meant(plan, target)[0].value
    if target.kind == SLICE:
        return next(line.value for line in plan.top_slices if line.name == target.name)
    place = list(plan.areas).index(target.area)
    column = plan.previous if target.kind == PREVIOUS else plan.columns[target.name]
    assert column is not None  # a target without its column is not made
    return column[place]


def changed(plan: Plan, values: Mapping[Target, Fraction | None]) -> Plan:
    """The plan with these values; a rule whose value is None is taken out.

    Refuses weights that leave less than nothing for the others, or something where there are no others to take it.
    """
    weights = {target.name: value for target, value in values.items() if target.kind == WEIGHT and value is not None}
    if weights:
        plan = replace(plan, formula=reweighted(plan.formula, weights))
    for target, value in values.items():
        if target.kind == RULE:
            plan = _with_rule(plan, target, value)
        elif value is not None:
            plan = _with_value(plan, target, value)
    return plan


def reweighted(formula: tuple[Indicator, ...], weights: Mapping[str, Fraction]) -> tuple[Indicator, ...]:
    """The formula with these weights, the others in their old proportions over what is left of one.

    >>> from formulas.plan import Measure
    >>> lines = tuple(Indicator(name, Fraction(w, 10), Measure((name,))) for name, w in (("a", 5), ("b", 3), ("c", 2)))
    >>> [str(line.weight) for line in reweighted(lines, {"a": Fraction(3, 4)})]
    ['3/4', '3/20', '1/10']
    """
    if any(weight < 0 for weight in weights.values()):
        found = ", ".join(in_full(weight * 100) + "%" for weight in weights.values() if weight < 0)
        raise Refused(Refusal("weights-sum", "weight", found, "a weight of nought or more", "raise it"))
    left = 1 - sum(weights.values(), Fraction(0))
    others = sum((line.weight for line in formula if line.name not in weights), Fraction(0))
    if left < 0:
        found = f"weights that leave {in_full(left * 100)}% for the others"
        raise Refused(Refusal("weights-sum", "weight", found, "weights between 0% and 100% together", "lower one"))
    if left and not others:
        found = f"{in_full(left * 100)}% left and no other weight to take it"
        raise Refused(Refusal("weights-sum", "weight", found, "weights that come to 100%", "set another weight too"))
    share = left / others if others else Fraction(0)
    return tuple(replace(line, weight=weights.get(line.name, line.weight * share)) for line in formula)


def rules_meant(plan: Plan, target: Target) -> list[Rule]:
    """The lines that a target of a rule means: those of its name, and of its column or area where it names one."""
    return [rule for rule in plan.rules_named(target.name) if target.area in ("", rule.of)]


def _with_rule(plan: Plan, target: Target, value: Fraction | None) -> Plan:
    meant = rules_meant(plan, target)
    rules = (replace(rule, value=value or Fraction(0)) if rule in meant else rule for rule in plan.rules)
    if value is None:
        rules = (rule for rule in plan.rules if rule not in meant)
    return replace(plan, rules=tuple(rules))


def _with_value(plan: Plan, target: Target, value: Fraction) -> Plan:
    if target.kind == POT:
        return replace(plan, fund=replace(plan.fund, pot=value))
    if target.kind == SLICE:
        slices = (replace(line, value=value) if line.name == target.name else line for line in plan.top_slices)
        return replace(plan, top_slices=tuple(slices))
    place = list(plan.areas).index(target.area) if target.area else -1
    if target.kind == PREVIOUS and plan.previous is not None:
        return replace(plan, previous=_with_figure(plan.previous, place, value))
    if target.kind == FIGURE:
        return replace(
            plan, columns={**plan.columns, target.name: _with_figure(plan.columns[target.name], place, value)}
        )
    return plan


def _with_figure(column: Column, place: int, value: Fraction) -> Column:
    figures = list(column)
    figures[place] = value
    return Column.of(figures)
