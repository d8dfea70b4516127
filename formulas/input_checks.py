"""Checks of what is given: a workbook whose pale cells are typed over must not take what csptool would refuse."""

from __future__ import annotations

from formulas.mechanisms.floor_per_head import CAPPED
from formulas.plan import Plan
from formulas.working import Step, Working

RATES = ("floor_rate", "ceiling_rate", "mark_rate", "cap")  # above nought; every other share given is a part
PENNIES = "ABS([{0}]-ROUND([{0}],2))<0.000001"


def add_input_checks(working: Working, plan: Plan) -> None:
    """A live check for every figure given: it is there, in its bounds, and in whole pennies where it will be paid."""
    for step in list(working):
        if not step.given or step.detail:
            continue
        if step.for_fund:
            in_units = (plan.fund.pot / plan.fund.rounding.unit).denominator == 1
            working.check(f"{step.name}: a figure that can be", True, _of_fund(step, in_units=in_units))
        else:
            bounds = [f"COUNT([{step.key}:all])={len(plan.areas)}", f"MIN([{step.key}:all])>=0"]
            bounds += [f"MAX([{step.key}:all])<=1"] if step.unit == "share" else []
            words = f"{step.name}: a figure that can be for every area"
            working.check(words, True, f"AND({','.join(bounds)})")
    for rule in plan.rules_named(CAPPED):
        key = f"column_{list(plan.columns).index(rule.of) + 1}"
        words = f"{rule.of}: 1 for an area that is marked, 0 for another"
        working.check(words, True, f"SUMPRODUCT(([{key}:all]<>0)*([{key}:all]<>1))=0")


def _of_fund(step: Step, *, in_units: bool) -> str:
    """The condition on a figure given for the fund, by what it is; `in_units`: the pot is a whole number of them."""
    cell = f"[{step.key}]"
    if step.key == "unit":
        return f"AND(ISNUMBER({cell}),{cell}>=0.01,{PENNIES.format('unit')})"
    if step.key == "pot" and in_units:
        return f"AND(ISNUMBER({cell}),{cell}>0,ABS({cell}/[unit]-ROUND({cell}/[unit],0))<0.000001)"
    if step.unit == "share" and step.key.endswith(RATES):
        return f"AND(ISNUMBER({cell}),{cell}>0)"
    if step.unit == "share":
        most = "" if "weight" in step.key else f",{cell}<=1"
        return f"AND(ISNUMBER({cell}),{cell}>=0{most})"
    whole = f",{PENNIES.format(step.key)}" if step.key.startswith("slice_") else ""
    return f"AND(ISNUMBER({cell}),{cell}>=0{whole})"
