"""Top-slices: money set aside before anything is shared out.

Fixed sums come first; then percentages, each of the gross pot or of the remainder, which is the pot less all fixed
sums: the two differ, so each line says which. Every slice is worked out from unrounded amounts and then rounded to the
penny by itself, half away from zero, because it is a sum that will be paid. Gross = slices + what is left, always.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from formulas.exact import in_full, in_pounds
from formulas.plan import GROSS, REMAINDER, TopSlice
from formulas.refusals import Refusal, Refused
from formulas.rounding import PENNY, to_the_penny
from formulas.working import Working


@dataclass(frozen=True, slots=True)
class Slice:
    """A top-slice worked out: the line it comes from and its amount in pounds."""

    line: TopSlice
    amount: Fraction


def slice_off(pot: Fraction, lines: tuple[TopSlice, ...], working: Working) -> list[Slice]:
    """Every slice in pounds, recorded in `working` with what is left (`available`).

    Refuses slices that come to the pot or more, naming by how much; `slice_refusals` says what is wrong with a line by
    itself.
    """
    fixed = sum((line.value for line in lines if not line.of), Fraction(0))
    bases = {"": Fraction(1), GROSS: pot, REMAINDER: max(Fraction(0), pot - fixed)}
    slices = [Slice(line, to_the_penny(line.value * bases[line.of])) for line in lines]
    left = pot - sum((part.amount for part in slices), Fraction(0))
    if left <= 0:
        found = f"top-slices that come to {in_pounds(pot - left)}, {in_pounds(-left)} more than the pot"
        if not left:
            found = "top-slices that take the whole pot"
        raise Refused(Refusal("slices-too-large", "top-slices", found, "less than the pot", "lower a top-slice"))
    _record(slices, fixed, left, working)
    return slices


def slice_refusals(lines: tuple[TopSlice, ...]) -> Iterator[Refusal]:
    """Lines below nought, rates above 100%, sums that are not whole pennies."""
    for line in lines:
        about = f"top-slice {line.name}"
        if line.value < 0 or (line.of and line.value > 1):
            found = in_full(line.value * 100) + "%" if line.of else in_full(line.value)
            expected = "a part between 0% and 100%" if line.of else "a sum of nought or more"
            yield Refusal("slice-value", about, found, expected, "correct it")
        elif not line.of and (line.value / PENNY).denominator != 1:
            yield Refusal(
                "slice-pennies", about, "£" + in_full(line.value), "whole pennies", "give a sum that can be paid"
            )


def _record(slices: list[Slice], fixed: Fraction, left: Fraction, working: Working) -> None:
    fixed_keys, names = [], {GROSS: "[pot]", REMAINDER: "[remainder]"}
    ordered = sorted(range(len(slices)), key=lambda place: bool(slices[place].line.of))
    for place in ordered:
        line, key = slices[place].line, f"slice_{place + 1}"
        if not line.of:
            working.add(key, f"Top-slice: {line.name}", "£", "as stated", slices[place].amount, given=True)
            fixed_keys.append(f"[{key}]")
            continue
        if line.of == REMAINDER and "remainder" not in working.steps:
            words = " less ".join(["[pot]", *fixed_keys])
            pot = working.steps["pot"].value(0)
            working.add("remainder", "Remainder", "£", words, pot - fixed, words.replace(" less ", "-"))
        working.add(f"{key}_rate", f"Top-slice rate: {line.name}", "share", f"of the {line.of}", line.value, given=True)
        base = names[line.of]
        words, excel = f"[{key}_rate] × {base}, to the penny", f"ROUND([{key}_rate]*{base},2)"
        working.add(key, f"Top-slice: {line.name}", "£", words, slices[place].amount, excel)
    keys = [f"[slice_{place + 1}]" for place in range(len(slices))]
    words = " less ".join(["[pot]", *keys])
    working.add("available", "Left after the top-slices", "£", words, left, f"ROUND({words.replace(' less ', '-')},2)")
    rest = ",".join(["[available]>0", *(f"{key}>=0" for key in keys)])
    working.check("The top-slices leave something, and none is below nought", True, f"AND({rest})")
