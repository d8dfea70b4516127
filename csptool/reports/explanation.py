"""How one area's figure arose, step by step, as a note to a colleague."""

from __future__ import annotations

from csptool.reports.wording import sentences, title
from formulas.allocation import Allocation
from formulas.allocation_working import working_of
from formulas.exact import in_pounds
from formulas.working import Step, Working, show


def explain(allocation: Allocation, row: int) -> str:
    """The steps for one area: the rule in words, the figures put in, the exact value; then what was left over."""
    area, working = allocation.areas[row], working_of(allocation)
    amount = in_pounds(allocation.amounts[row])
    lines = [f"How {area.name} comes to {amount} ({title(allocation)})", ""]
    given = [step for step in working if step.given and not step.detail]
    for step in given:
        lines.append(f"   {step.name}: {show(step.value(row), step.unit)}")
    lines.append("")
    worked = [step for step in working if step not in given and not step.detail]
    for number, step in enumerate(worked, 1):
        lines += _step(working, step, row, number)
    lines += ["", *sentences(allocation)]
    return "\n".join(lines) + "\n"


def _step(working: Working, step: Step, row: int, number: int) -> list[str]:
    value, words = show(step.value(row), step.unit), working.in_words(step)
    numbers = working.in_numbers(step, row)
    put_in = f"{numbers} = " if numbers != words else ""
    return [f"{number:2}. {step.name}: {words}", f"    {put_in}{value}"]
