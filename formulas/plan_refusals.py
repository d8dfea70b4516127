"""What is wrong with a plan before any money moves: weights, rules that need what is missing, rules that clash."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from formulas.allocation import fund_refusals, labelled
from formulas.exact import in_full, in_pounds
from formulas.mechanisms.floor_per_head import CAPPED, PER_HEAD
from formulas.mechanisms.indicators import figure_refusals, weight_refusals
from formulas.mechanisms.register import TRANSITION, Mechanism, mechanisms
from formulas.mechanisms.top_slices import slice_refusals
from formulas.mechanisms.withheld import WITHHELD
from formulas.plan import Plan, Rule
from formulas.refusals import Refusal
from formulas.steps import percent


def plan_refusals(plan: Plan, *, figures: bool = True) -> list[Refusal]:
    """Every refusal that the plan's own statements earn; without `figures`, those of the indicators' are left out."""
    refusals = [
        *fund_refusals(plan.fund),
        *weight_refusals(plan),
        *(figure_refusals(plan) if figures else []),
        *slice_refusals(plan.top_slices),
    ]
    known = mechanisms()
    for rule in plan.rules:
        mechanism = known[rule.mechanism]
        refusals += _rule_refusals(plan, rule, mechanism)
    refusals += [*_column_refusals(plan), *_residue_refusals(plan), *_key_refusals(plan)]
    single = [(r.mechanism, r.of if r.mechanism in ("amount per unit", WITHHELD) else "") for r in plan.rules]
    for name, _ in dict.fromkeys(pair for pair in single if single.count(pair) > 1):
        refusals.append(
            Refusal("rule-twice", f"{name} again", "the same rule twice", "each rule once", "keep one of them")
        )
    transitions = [r.mechanism for r in plan.rules if known[r.mechanism].stage == TRANSITION]
    floors = [r.mechanism for r in plan.rules if r.mechanism.startswith("floor paid")]
    ceilings = [r.mechanism for r in plan.rules if r.mechanism.startswith("ceiling")]
    ceilings += [r.mechanism for r in plan.rules if r.mechanism == "gains cap"]
    for family, names in (("transition", transitions), ("floor", floors), ("ceiling", ceilings)):
        if len(set(names)) > 1:
            found = " and ".join(dict.fromkeys(names))
            refusals.append(Refusal("rules-clash", names[1], found, f"one rule for the {family}", "keep one of them"))
    if plan.base is not None and (min(plan.base.whole) < 0 or not any(plan.base.whole)):
        found = "figures below nought" if any(plan.base.whole) else "nought for every area"
        remedy = "fill it in with what each area had before the transition began, or clear the column"
        expected = "nought or more for each area, above nought for one at least"
        refusals.append(Refusal("transition-base", "base", found, expected, remedy))
    if plan.previous is not None:
        below = [(a, b) for a, b in zip(plan.areas, plan.previous, strict=True) if b < 0]
        for area, previous in below:
            remedy = "correct the allocation or the transfers"
            refusals.append(
                Refusal("negative-previous", f"previous of {area}", in_pounds(previous), "nought or more", remedy)
            )
    return refusals


def _residue_refusals(plan: Plan) -> Iterator[Refusal]:
    """A residue that goes to no area of the plan, or to one that is not named."""
    fund = plan.fund
    if fund.rounding.rule == "residue-to" and len(labelled(fund.residue_to, plan.areas, plan.codes)) != 1:
        found = repr(fund.residue_to) if fund.residue_to else "a blank"
        remedy = "name an area of the sheet Areas, or choose another rounding rule"
        yield Refusal("residue-row", "residue to", found, "the name or code of one area", remedy)
    least, most = plan.rules_named("minimum"), plan.rules_named("maximum")
    if least and most and least[0].value > most[0].value:
        found = f"a maximum of {in_pounds(most[0].value)} under a minimum of {in_pounds(least[0].value)}"
        yield Refusal(
            "bounds-crossed", "maximum", found, "a maximum no lower than the minimum", "change one of the two"
        )


def _key_refusals(plan: Plan) -> Iterator[Refusal]:
    """Areas that nothing tells apart when they are level for an odd unit: a name that is another's code."""
    counts = Counter(plan.keys)
    for area, key in zip(plan.areas, plan.keys, strict=True):
        if counts[key] > 1:
            found = f"{key!r} as the name or the code of two areas"
            yield Refusal("twice", area, found, "a name and a code of its own", "rename one, or give both areas a code")


def _column_refusals(plan: Plan) -> Iterator[Refusal]:
    """Figures below nought in a column that a rule goes by, marks that are neither 0 nor 1, heads of nobody."""
    if plan.heads and (not any(plan.columns[plan.heads]) or min(plan.columns[plan.heads].whole) < 0):
        found, remedy = f"{plan.heads} below nought, or nought for every area", "correct it, or clear 'Per head of'"
        yield Refusal("zero-total", "heads", found, "heads of nought or more, and some", remedy)
    for rule in plan.rules:
        if mechanisms()[rule.mechanism].of != "column":
            continue
        if rule.mechanism == PER_HEAD and not any(plan.columns[rule.of]):
            remedy = "give the heads of every area, or take the rule out"
            yield Refusal("zero-total", PER_HEAD, f"{rule.of} nought for every area", "a total above nought", remedy)
        for area, figure in zip(plan.areas, plan.columns[rule.of], strict=True):
            if figure < 0:
                about, remedy = f"{rule.of} of {area}", "correct it, or use 0"
                yield Refusal("negative-figure", about, in_full(figure), "nought or more", remedy)
            elif rule.mechanism == CAPPED and figure not in (0, 1):
                about, remedy = f"{rule.of} of {area}", "write 1 for an area that is marked, 0 for another"
                yield Refusal("mark", about, in_full(figure), "1 or 0", remedy)


def _rule_refusals(plan: Plan, rule: Rule, mechanism: Mechanism) -> Iterator[Refusal]:
    name = rule.mechanism
    most = 1 if mechanism.value == "part" else None
    if rule.value < 0 or (most and rule.value > most) or (mechanism.value == "rate" and not rule.value):
        expected = "a part between 0% and 100%" if most else "a value above nought"
        found = in_full(rule.value) if mechanism.value == "pounds" else percent(rule.value)
        yield Refusal("rule-value", name, found, expected, "correct the value")
    if mechanism.needs_previous and (plan.previous is None or not any(plan.previous)):
        remedy = "add the sheet Previous with last year's allocation of every area, or take the rule out"
        yield Refusal("no-previous", name, "no previous allocations", "one for every area but new ones", remedy)
    if mechanism.companion.startswith("floor") and not plan.rules_named(mechanism.companion):
        found, remedy = "no rule for it to work beside", f"add the rule '{mechanism.companion}', or take this one out"
        yield Refusal("idle-rule", name, found, f"the rule '{mechanism.companion}'", remedy)
    if name == "ceiling" and plan.rules_named("floor paid from gains", "floor paid by new money"):
        remedy = "choose a floor paid from excess or by scaling, or take the ceiling out"
        yield Refusal(
            "rules-clash", name, "a ceiling beside a floor that cannot be solved with it", "one that can", remedy
        )
    floors = [other for other in plan.rules if other.mechanism.startswith("floor paid")]
    if name == "gains cap" and (above := [other for other in floors if other.value > rule.value]):
        found = f"gains untouched up to {percent(rule.value)} under a floor of {percent(above[0].value)}"
        remedy = "raise the mark, or lower the floor"
        yield Refusal("ceiling-under-floor", name, found, "a mark no lower than the floor", remedy)
    if name == "ceiling applied first" and (
        others := [
            r for r in plan.rules if r.mechanism.startswith("floor paid") and r.mechanism not in mechanism.solves
        ]
    ):
        remedy = "choose the floor paid from excess"
        yield Refusal("rules-clash", name, f"it beside {others[0].mechanism}", "the floor paid from excess", remedy)
