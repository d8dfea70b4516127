"""The sentences and the columns of a formula fund's report, the same on every way out."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from csptool.labels import NAMED, listed
from formulas.exact import in_digits, in_pounds, unit_words
from formulas.outcome import Outcome
from formulas.rounding import PENNY
from formulas.stage import Promise

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


def run_sentences(outcome: Outcome, *, moves: bool = True, what: str = "allocation") -> list[str]:
    """What the result says of itself: the total, money added or left over, who paid, bounds that later steps broke.

    Without `moves`, who paid is left out; `what` is what an area's amount is called.
    """
    lines = [_total_line(outcome, what)]
    if outcome.new_money:
        lines.append(f"New money on top of the pot: {in_pounds(outcome.new_money)}.")
    if outcome.unplaced:
        freed = [move.title for move in outcome.moves if move.after.total() < move.before.total()]
        why = (
            f"by {' and '.join(freed)}"
            if freed
            else f"as less than a unit of {in_pounds(outcome.rounded.rounding.unit)}"
        )
        lines.append(f"Left over {why}: {in_pounds(outcome.unplaced)}.")
    lines += [_move_line(outcome, move) for move in range(len(outcome.moves)) if moves]
    lines += _broken_lines(outcome)
    if any(outcome.held):
        held = sum(outcome.held, Fraction(0))
        lines.append(
            f"Withheld and not yet paid: {in_pounds(held)}; to be paid now: {in_pounds(outcome.total - held)}."
        )
    return lines


def capital(words: str) -> str:
    """The words as the beginning of a sentence."""
    return words[:1].upper() + words[1:]


def _total_line(outcome: Outcome, what: str) -> str:
    count = len(outcome.amounts)
    start = f"The {count} {what}s come" if count > 1 else f"The one {what} comes"
    start += f" to {in_pounds(outcome.total)}"
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
    moved, title = outcome.moved(move), capital(move.title)
    givers = _listed(outcome, [max(Fraction(0), -amount) for amount in moved])
    receivers = _listed(outcome, [max(Fraction(0), amount) for amount in moved])
    rest = sum(moved, Fraction(0))
    parts = [f"{givers} gave" if givers else "", f"{receivers} received" if receivers else ""]
    parts.append(
        f"{in_pounds(rest)} is new money" if rest > 0 else f"{in_pounds(-rest)} is left over" if rest < 0 else ""
    )
    return f"{title}: {'; '.join(part for part in parts if part) or 'it changed nothing'}."


def _listed(outcome: Outcome, amounts: Sequence[Fraction]) -> str:
    rows = sorted((row for row, amount in enumerate(amounts) if amount), key=lambda row: -amounts[row])
    names = [f"{outcome.plan.areas[row]} {in_pounds(amounts[row])}" for row in rows[:NAMED]]
    rest = sum((amounts[row] for row in rows[NAMED:]), Fraction(0))
    return ", ".join(names) + (f" and {len(rows) - NAMED} more {in_pounds(rest)}" if rest else "")


def _broken_lines(outcome: Outcome) -> list[str]:
    """Bounds that the final allocations do not keep, by more than the rounding: a later step undid an earlier one."""
    lines = []
    unit = outcome.rounded.rounding.unit
    for promise in outcome.promises:
        side = 1 if promise.lowest else -1
        missed = [(promise.bound[row] - amount) * side for row, amount in enumerate(outcome.amounts)]
        lines += _by_rounding(outcome, promise, missed)
        rows = [row for row, by in enumerate(missed) if by >= unit]
        if rows:
            names = listed([outcome.plan.areas[row] for row in rows])
            below = "below" if promise.lowest else "above"
            are = "is" if len(rows) == 1 else "are"
            lines.append(
                f"A later step undid the {promise.mechanism}: {names} {are} {below} it by a {unit_words(unit)} or more."
            )
    return lines


def _by_rounding(outcome: Outcome, promise: Promise, missed: Sequence[Fraction]) -> list[str]:
    """Areas that the rounding alone puts past a bound, where it is by a penny or more."""
    unit = outcome.rounded.rounding.unit
    rows = [row for row, by in enumerate(missed) if PENNY <= by < unit]
    if not rows:
        return []
    names = listed([f"{outcome.plan.areas[row]} by {in_pounds(missed[row])}" for row in rows])
    below = "below" if promise.lowest else "above"
    return [f"Rounding to {in_pounds(unit, 0)} puts these {below} the {promise.mechanism}: {names}."]
