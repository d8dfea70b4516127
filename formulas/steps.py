"""The steps of a formula fund in their declared order, and each of them in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import partial

from formulas.bounds import meet
from formulas.exact import in_digits, in_full, in_pounds
from formulas.mechanisms.register import BOUNDS, FLOORS, STAGES, TRANSITION, Mechanism, mechanisms
from formulas.mechanisms.top_slices import Slice
from formulas.plan import Indicator, Plan, Rule
from formulas.stage import Figures, Stage


@dataclass(frozen=True, slots=True)
class StepAfterFormula:
    """A step between the formula and the rounding: its rule, its words, what it does, a rule met together with it."""

    rule: Rule
    words: str
    apply: Callable[[Stage], Figures]
    partner: Rule | None = None
    changes_pool: bool = False


def steps_after_formula(plan: Plan) -> Iterator[StepAfterFormula]:
    """The steps between the formula and the rounding, in the order of a run."""
    known = mechanisms()
    rules = {stage: [rule for rule in plan.rules if known[rule.mechanism].stage == stage] for stage in STAGES}
    solved = {name for rule in rules[FLOORS] for name in known[rule.mechanism].solves}
    partner = next((rule for rule in rules[FLOORS] if rule.mechanism in solved), None)
    for rule in (*rules[TRANSITION], *rules[FLOORS]):
        mechanism = known[rule.mechanism]
        beside = partner if partner and partner.mechanism in mechanism.solves else None
        words = f"{mechanism.name.capitalize()}: {rule_words(rule)}"
        if beside:
            words += f"; together with {beside.mechanism}: {rule_words(beside)}"
        assert mechanism.apply  # every rule of these stages is a step of its own
        if rule is not partner:
            yield StepAfterFormula(rule, words, mechanism.apply, beside, mechanism.changes_pool)
    if rules[BOUNDS]:
        names = ", ".join(rule.mechanism for rule in rules[BOUNDS])
        words = "Minimums and caps: " + "; ".join(map(rule_words, rules[BOUNDS]))
        bounds = [rule for rule in rules[BOUNDS] if known[rule.mechanism].bound]
        changes = any(known[rule.mechanism].changes_pool for rule in bounds)
        yield StepAfterFormula(Rule(names, Fraction(0)), words, partial(meet, bounds=bounds), changes_pool=changes)


def rule_words(rule: Rule) -> str:
    """A rule in words, with its value."""
    mechanism = mechanisms()[rule.mechanism]
    value = in_pounds(rule.value) if mechanism.value == "pounds" else percent(rule.value)
    of = mechanism.choices.get(rule.of, rule.of)
    of = percent(rule.second) if rule.second is not None and mechanism.of == "part" else of
    return mechanism.words.format(value=value, of=of or _default_of(mechanism))


def _default_of(mechanism: Mechanism) -> str:
    return {"area": "every area", "years": "1", "part": "100%"}.get(mechanism.of, "")


def percent(value: Fraction) -> str:
    """A rate for people: as a percentage where that ends, otherwise as a fraction."""
    plain = in_full(value * 100)
    return str(value) if "/" in plain else plain + "%"


def slice_words(part: Slice) -> str:
    """What a top-slice is a percentage of, in brackets."""
    return f" ({percent(part.line.value)} of the {part.line.of})" if part.line.of else ""


def measure_words(line: Indicator) -> str:
    """How an indicator is measured, in brackets; nothing for a plain count."""
    measure, words = line.measure, []
    if measure.years:
        words.append(f"mean of {measure.years} of {', '.join(measure.columns)}")
    if measure.per:
        words.append(f"per {in_digits(measure.per_units, 0)} of {measure.per}")
    if measure.times:
        words.append(f"times {' and '.join(measure.times)}")
    return f" ({', '.join(words)})" if words else ""
