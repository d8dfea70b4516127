"""How one area's figures arose in a redistribution, step by step, as a note to a colleague."""

from __future__ import annotations

from csptool.reports.award_wording import award_title
from csptool.reports.run_explanation import step_lines
from formulas.exact import in_pounds
from formulas.redistribution import Redistribution


def explain(found: Redistribution, row: int) -> str:
    """What it gave back, how its supplement arose, and what its money comes to this year and next."""
    area, revised = found.outcome.plan.areas[row], in_pounds(found.revised[row])
    supplement, base = in_pounds(found.supplements[row]), in_pounds(found.next_base[row])
    lines = [f"How {area} comes to {revised} ({award_title(found)})", *step_lines(found.outcome, row)]
    lines += ["", f"So {area} gets {supplement} of the underspend for this year only, and {revised} in all."]
    lines.append(f"Next year it starts from {base}.")
    return "\n".join(lines) + "\n"
