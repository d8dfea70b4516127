"""A formula fund run from the gross pot to the last penny: named steps in a declared order.

gross pot - top-slices - fixed sums - formula - transition - floors and ceilings - minimums and caps - rounding -
residue. Every step is exact; only the rounding rounds. Within one stage rules are taken in the order stated; minimums
and caps are met together.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from formulas.allocation import labelled
from formulas.columns import Column
from formulas.exact import in_pounds
from formulas.input_checks import add_input_checks
from formulas.mechanisms.indicators import formula_amounts, weights_used
from formulas.mechanisms.register import FIXED, mechanisms
from formulas.mechanisms.top_slices import Slice, slice_off
from formulas.mechanisms.withheld import WITHHELD
from formulas.outcome import Move, Outcome
from formulas.plan import Plan, Rule
from formulas.plan_refusals import plan_refusals
from formulas.refusals import Refused
from formulas.rounded import Rounded, round_amounts
from formulas.rounded_working import add_rounding
from formulas.rounding import to_the_penny
from formulas.stage import Ledger, Stage, shortfall
from formulas.steps import StepAfterFormula, measure_words, rule_words, slice_words, steps_after_formula
from formulas.working import Working, show


def run(plan: Plan, opening: Working | None = None) -> Outcome:
    """Run a plan. Refuses, together, what `plan_refusals` finds; then settings that cannot be met and by how much.

    `opening` has the steps by which the pot arose, `pot` among them, where it was not simply given.
    """
    refusals = plan_refusals(plan)
    if opening:  # a pot that arose by itself need not be whole units: what is less than a unit is left over
        refusals = [refusal for refusal in refusals if refusal.code != "pot-unit"]
    if refusals:
        raise Refused(*refusals)
    return _Run(plan, opening or Working()).outcome()


class _Run:
    """A run under way."""

    def __init__(self, plan: Plan, opening: Working) -> None:
        self.plan, self.ledger = plan, Ledger(plan, opening)
        self.work = self.ledger.working
        self.moves: list[Move] = []
        self.steps = list(dict.fromkeys(step.section for step in opening))
        self.known = mechanisms()

    def outcome(self) -> Outcome:
        """Every step in its order, and what it all came to."""
        fund = self.plan.fund
        section, self.work.section = self.work.section, ""
        self._add_for_comparison()
        self.work.section = section
        if "pot" not in self.work.steps:
            self._begin(f"Gross pot: {in_pounds(fund.pot)}")
            self.work.add("pot", "Pot", "£", "what there is before anything is taken off", fund.pot, given=True)
        self.work.add(
            "unit", "Rounding unit", "£", "what every amount is a whole number of", fund.rounding.unit, given=True
        )
        slices = self._slices()
        fixed = self._fixed_sums()
        formula = self._formula(fixed)
        amounts = self._moved(formula)
        if amounts.total() == self.ledger.available:
            key = self.ledger.amounts_key
            words = "The amounts before rounding come to what was to be shared out"
            self.work.check(words, True, f"ABS(SUM([{key}:all])-[available])<0.0001")
        rounded, taker = self._rounding(amounts)
        add_rounding(self.work, amounts, self.ledger.amounts_key, rounded, self.plan.keys, taker)
        residue = sum(rounded.units) - rounded.target
        self._check_promises(rounded)
        held = self._withheld(rounded.amounts)
        add_input_checks(self.work, self.plan)
        self._begin(f"Residue: {in_pounds(residue * fund.rounding.unit, signed=True)}")
        return Outcome(
            self.plan, self.steps, self.work, slices, self.ledger.available, formula, self.moves, amounts, rounded,
            held, self.ledger.promises, rounded.amounts,
        )  # fmt: skip

    def _add_for_comparison(self) -> None:
        """What the result is compared with stands in the working before any step, whether a rule uses it or not."""
        if self.plan.previous is not None:
            self.ledger.previous()
        if self.plan.heads:
            self.ledger.column(self.plan.heads)

    def _begin(self, words: str) -> int:
        self.steps.append(words)
        self.work.section = words
        return len(self.steps)

    def _slices(self) -> list[Slice]:
        lines, pot = self.plan.top_slices, self.plan.fund.pot
        if not lines:
            self.ledger.available = pot
            self.ledger.pool_key = "pot"
            self.work.add("available", "To be shared out", "£", "[pot]", pot, "[pot]")
            return []
        place = self._begin("Top-slices")
        slices = slice_off(pot, lines, self.work)
        together = sum((part.amount for part in slices), Fraction(0))
        self.ledger.available = pot - together
        listed = "; ".join(f"{part.line.name} {in_pounds(part.amount)}{slice_words(part)}" for part in slices)
        self._reword(place, f"Top-slices: {listed}. Left: {in_pounds(pot - together)}")
        return slices

    def _reword(self, place: int, words: str) -> None:
        """Put a step's final words in place of those it began with."""
        old, self.steps[place - 1] = self.steps[place - 1], words
        self.work.rename_section(old, words)

    def _fixed_sums(self) -> Column | None:
        rules = self._rules(FIXED)
        if not rules:
            return None
        fixed, keys = Column([0] * len(self.plan.areas)), []
        for rule in rules:
            mechanism = self.known[rule.mechanism]
            place = self._begin(f"{mechanism.name.capitalize()}: {rule_words(rule)}")
            stage = Stage(self.ledger, place, rule, fixed * 0)
            assert mechanism.apply  # every fixed sum is a step of its own
            fixed = fixed + mechanism.apply(stage)
            keys.append(f"[{stage.key('fixed')}]")
        words = " + ".join(keys)
        self.work.add("fixed", "Fixed sums", "£ exact", words, fixed, words.replace(" ", ""))
        self.work.check("The fixed sums come to no more than there is", True, "SUM([fixed:all])<=[available]+0.0001")
        short = fixed.total() - self.ledger.available
        if short > 0:
            raise Refused(shortfall(rules[-1].mechanism, short, "fixed sums", "lower a fixed sum, or add to the pot"))
        return fixed

    def _formula(self, fixed: Column | None) -> Column:
        plan = self.plan
        weights = weights_used(plan) if plan.normalise else [line.weight for line in plan.formula]
        shown = [f"{line.name} {show(weight, 'share')}" for line, weight in zip(plan.formula, weights, strict=True)]
        lines = "; ".join(text + measure_words(line) for text, line in zip(shown, plan.formula, strict=True))
        words = f"Formula: {'what is left' if fixed or plan.top_slices else 'the pot'} shared by {lines}"
        if plan.normalise:
            words += "; the weights stated were divided by their sum (normalised)"
        for rule in plan.rules:
            if self.known[rule.mechanism].companion == "formula":
                words += f"; {rule_words(rule)}"
        self._begin(words)
        amounts = formula_amounts(self.ledger, fixed, self.ledger.available)
        self.ledger.amounts_key, self.ledger.pool_key = "formula", "available"
        return amounts

    def _moved(self, amounts: Column) -> Column:
        """The amounts after every step between the formula and the rounding."""
        for step in steps_after_formula(self.plan):
            place = self._begin(step.words)
            stage = Stage(self.ledger, place, step.rule, amounts, step.partner)
            amounts = self._move(stage, step, amounts, step.apply(stage))
        return amounts

    def _move(self, stage: Stage, step: StepAfterFormula, before: Column, after: Column) -> Column:
        key = stage.key("after")
        self.moves.append(Move(step.rule.mechanism, before, after, self.ledger.amounts_key, key))
        self.ledger.amounts_key = key
        if step.changes_pool:
            self.ledger.pool_key = self.work.add(
                f"pool_{len(self.moves)}",
                "Pool from here on",
                "£ exact",
                f"the sum of [{key}:all]",
                after.total(),
                f"SUM([{key}:all])",
            )
        return after

    def _check_promises(self, rounded: Rounded) -> None:
        """The bounds that the final allocations keep are tested again by the workbook."""
        for promise in self.ledger.promises:
            if promise.kept_by(rounded.amounts, rounded.rounding.unit):
                sign, side = ("-", "below") if promise.lowest else ("+", "above")
                compared = f"[allocation:all]{'<' if promise.lowest else '>'}[{promise.key}:all]{sign}1.001*[unit]"
                words = f"No allocation is a unit or more {side} its {promise.mechanism}"
                self.work.check(words, True, f"SUMPRODUCT(--({compared}))=0")

    def _rounding(self, amounts: Column) -> tuple[Rounded, int | None]:
        fund = self.plan.fund
        self._begin(f"Rounding: {fund.rounding.words}")
        taker = None
        if fund.rounding.rule == "residue-to":
            [taker] = labelled(fund.residue_to, self.plan.areas, self.plan.codes)
        return round_amounts(amounts, fund.rounding, self.plan.keys, taker), taker

    def _withheld(self, amounts: Sequence[Fraction]) -> list[Fraction]:
        rules = self.plan.rules_named(WITHHELD)
        if not rules:
            return [Fraction(0)] * len(amounts)
        self._begin("Withheld: " + "; ".join(map(rule_words, rules)))
        rates = [Fraction(0)] * len(amounts)
        for rule in sorted(rules, key=lambda rule: bool(rule.of)):  # an area's own line counts, not the one for all
            for row, area in enumerate(self.plan.areas):
                if not rule.of or rule.of == area:
                    rates[row] = rule.value
        held = [to_the_penny(amount * rate) for amount, rate in zip(amounts, rates, strict=True)]
        self.work.add("held_rate", "Withheld rate", "share", "of the allocation", rates, given=True)
        words, excel = "[allocation] × [held_rate], to the penny", "ROUND([allocation]*[held_rate],2)"
        self.work.add("held", "Withheld", "£", words, held, excel)
        paid = [amount - kept for amount, kept in zip(amounts, held, strict=True)]
        self.work.add("paid", "To be paid now", "£", "[allocation] − [held]", paid, "ROUND([allocation]-[held],2)")
        return held

    def _rules(self, stage: str) -> list[Rule]:
        return [rule for rule in self.plan.rules if self.known[rule.mechanism].stage == stage]
