"""The sentences and the columns of a formula fund's report, the same on every way out."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from csptool.reports.wording import NAMED
from formulas.exact import in_digits, in_pounds, unit_words
from formulas.run import Outcome
from formulas.who_pays import account

WIDE = 120  # characters of a line of text


@dataclass(frozen=True)
class Change:
    """What an amount changed by, in pounds, and as a rate of what it was; None where that was nought."""

    pounds: Fraction
    rate: Fraction | None

    @classmethod
    def between(cls, before: Fraction, after: Fraction) -> Change:
        """From one amount to another."""
        return cls(after - before, (after - before) / before if before else None)

    @property
    def percent(self) -> str:
        """The rate with two decimals and its sign; n/a where there was nothing before."""
        return "n/a" if self.rate is None else signed_percent(self.rate)


def signed_percent(rate: Fraction) -> str:
    """A rate as a percentage with two decimals and its sign."""
    digits = in_digits(rate * 100, 2)
    return f"{'+' if rate > 0 and digits.strip('0.,') else ''}{digits}%"


def run_title(outcome: Outcome) -> str:
    """The fund's name and year, or a plain word where it has none."""
    fund = outcome.plan.fund
    return " ".join(part for part in (fund.name or "Allocation", fund.year) if part)


def numbered_steps(outcome: Outcome) -> list[str]:
    """The steps of the run in their order, each in lines that a terminal holds."""
    return [
        textwrap.fill(words, WIDE, initial_indent=f"{number:2}. ", subsequent_indent="    ")
        for number, words in enumerate(outcome.steps, 1)
    ]


def run_sentences(outcome: Outcome, *, moves: bool = True) -> list[str]:
    """What the result says of itself: the total, money added or left over, who paid, bounds that later steps broke.

    Without `moves`, who paid is left out.
    """
    lines = [_total_line(outcome)]
    if outcome.new_money:
        lines.append(f"New money on top of the pot: {in_pounds(outcome.new_money)}.")
    if outcome.unplaced:
        lines.append(f"Left over, because no area may take it: {in_pounds(outcome.unplaced)}.")
    lines += [_move_line(outcome, move) for move in range(len(outcome.moves)) if moves]
    lines += _broken_lines(outcome)
    if any(outcome.held):
        held = sum(outcome.held, Fraction(0))
        lines.append(
            f"Withheld and not yet paid: {in_pounds(held)}; to be paid now: {in_pounds(outcome.total - held)}."
        )
    return lines


def _total_line(outcome: Outcome) -> str:
    start = f"The {len(outcome.amounts)} allocations come to {in_pounds(outcome.total)}"
    left = "the pot" if not outcome.slices else "what the top-slices leave"
    if outcome.residue:
        more = "more" if outcome.residue > 0 else "less"
        miss = in_pounds(abs(outcome.residue))
        return f"{start}: {miss} {more} than they should, because every row was rounded by itself."
    if outcome.new_money or outcome.unplaced:
        return f"{start}; {left} is {in_pounds(outcome.available)}."
    return f"{start}, which equals {left}."


def _move_line(outcome: Outcome, place: int) -> str:
    """One sentence on a protecting step: who paid for it and who received."""
    move = outcome.moves[place]
    moved = account(move.before, move.after)
    givers, receivers = _listed(outcome, moved.given), _listed(outcome, moved.received)
    title = move.title.capitalize()
    if not givers and not receivers:
        return f"{title}: it changed nothing."
    paid = f"paid by {givers}" if givers else "paid by nobody here"
    got = f"received by {receivers}" if receivers else "received by nobody here"
    return f"{title}: {in_pounds(max(moved.given.total(), moved.received.total()))} moved, {paid}; {got}."


def _listed(outcome: Outcome, amounts: Sequence[Fraction]) -> str:
    rows = sorted((row for row, amount in enumerate(amounts) if amount), key=lambda row: -amounts[row])
    names = [f"{outcome.plan.areas[row]} ({in_pounds(amounts[row])})" for row in rows[:NAMED]]
    return ", ".join(names) + (f" and {len(rows) - NAMED} more" if len(rows) > NAMED else "")


def _broken_lines(outcome: Outcome) -> list[str]:
    """Bounds that the final allocations do not keep, by more than the rounding: a later step undid an earlier one."""
    lines = []
    unit = outcome.rounded.rounding.unit
    for promise in outcome.promises:
        side = 1 if promise.lowest else -1
        rows = [r for r, amount in enumerate(outcome.amounts) if (promise.bound[r] - amount) * side >= unit]
        if rows:
            names = ", ".join(outcome.plan.areas[row] for row in rows[:NAMED])
            names += f" and {len(rows) - NAMED} more" if len(rows) > NAMED else ""
            below = "below" if promise.lowest else "above"
            are = "is" if len(rows) == 1 else "are"
            lines.append(
                f"A later step undid the {promise.mechanism}: {names} {are} {below} it by a {unit_words(unit)} or more."
            )
    return lines
