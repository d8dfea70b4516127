"""How one area's figure arose in a formula fund, step by step, as a note to a colleague."""

from __future__ import annotations

import textwrap
from itertools import groupby

from csptool.reports.run_wording import WIDE, Change, run_title
from formulas.exact import in_pounds
from formulas.outcome import Move, Outcome
from formulas.who_pays import account, counterparts
from formulas.working import Step, Working, show


def explain(outcome: Outcome, row: int) -> str:
    """The steps for one area: each rule in words, the figures put in, what came of it, and who paid or was paid."""
    plan = outcome.plan
    area, amount = plan.areas[row], outcome.amounts[row]
    lines = [f"How {area} comes to {in_pounds(amount)} ({run_title(outcome)})"]
    if plan.previous is not None:
        change = Change.between(plan.previous[row], amount)
        lines += ["", f"Last year it had {in_pounds(plan.previous[row])}: a change of "
                  f"{in_pounds(change.pounds, signed=True)} ({change.percent})."]  # fmt: skip
    lines += step_lines(outcome, row)
    lines += ["", f"So {area} gets {in_pounds(amount)}."]
    if outcome.held[row]:
        lines.append(f"Of this {in_pounds(outcome.held[row])} is withheld for now.")
    return "\n".join(lines) + "\n"


def step_lines(outcome: Outcome, row: int) -> list[str]:
    """Every step of the working under its section, with one area's figures."""
    working, lines = outcome.working, list[str]()
    moves = {move.after_key: move for move in outcome.moves}
    shown = [step for step in working if step.section and not step.detail]
    for number, (section, steps) in enumerate(groupby(shown, key=lambda step: step.section), 1):
        lines += ["", *textwrap.wrap(f"{number}. {section}", WIDE, subsequent_indent="   ")]
        for step in steps:
            lines += _step(working, step, row)
            if step.key in moves:
                lines += _paid(outcome, moves[step.key], row)
    return lines


def _step(working: Working, step: Step, row: int) -> list[str]:
    """A figure as one sum: its name, the rule, the rule with figures, what it comes to."""
    parts = [show(step.value(row), step.unit)]
    if not step.given:
        words, numbers = working.in_words(step), working.in_numbers(step, row)
        parts = [part for part in dict.fromkeys((words, numbers)) if part != parts[0]] + parts
    return _wrapped(f"{step.name}: {' = '.join(parts)}")


def _paid(outcome: Outcome, move: Move, row: int) -> list[str]:
    """Who paid for what the area received by a step, or who received what it gave."""
    moved, areas = account(move.before, move.after), outcome.plan.areas
    area, received = areas[row], bool(moved.received[row])
    own = outcome.moved(move)[row]
    parts = counterparts(moved, row, own, outcome.plan.keys)
    if not parts:
        return [f"   It neither gave {area} anything nor took anything from it."]
    nobody = "new money" if received else "nobody: it is left over"
    listed = ", ".join(f"{nobody if other is None else areas[other]} {in_pounds(part)}" for other, part in parts)
    total = in_pounds(abs(own))
    if received:
        return _wrapped(f"{area} received {total} by this step. It was paid for by {listed}.")
    return _wrapped(f"{area} gave {total} by this step. It went to {listed}.")


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, WIDE, initial_indent="   ", subsequent_indent="      ", break_long_words=False)
