"""The working of a formula that was inferred: from amounts per unit and indicators to what every area comes to."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from formulas.inference.interval import NOUGHT
from formulas.inference.weights import Measured, worked_out
from formulas.working import Working

NEAR = "0.0000001"


def formula_working(names: Sequence[str], rows: Sequence[Measured], amounts: Sequence[Fraction]) -> Working:
    """The steps: each area's least and most by the amounts, and whether it meets what its result may have been.

    An area comes to the sum of amount per unit x indicator; where an indicator is rounded as it is printed, to at least
    that by the least that it may have been, and at most that by the most.
    """
    working = Working()
    add, numbers = working.add, range(1, len(names) + 1)
    for number, name, amount in zip(numbers, names, amounts, strict=True):
        add(f"amount_{number}", f"{name}: £ per unit", "fraction", "one of the amounts that fit", amount, given=True)
    rounded = [any(row.halves[number - 1] for row in rows) for number in numbers]
    for number, name, is_rounded in zip(numbers, names, rounded, strict=True):
        figures = [row.indicators[number - 1] for row in rows]
        add(f"indicator_{number}", name, "fraction", "as printed", figures, given=True)
        if is_rounded:
            halves = [row.halves[number - 1] for row in rows]
            add(f"half_{number}", f"{name}: half of its last place", "fraction", "rounding", halves, given=True)
    lows, highs = [row.result.low or NOUGHT for row in rows], [row.result.high or NOUGHT for row in rows]
    add("low", "Result from", "£ exact", "what rounds to the printed result", lows, given=True)
    add("high", "Result to", "£ exact", "what rounds to the printed result", highs, given=True)
    ends = [worked_out(row, amounts) for row in rows]
    least = [
        f"[amount_{n}]*MAX(0,[indicator_{n}]-[half_{n}])" if is_rounded else f"[amount_{n}]*[indicator_{n}]"
        for n, is_rounded in zip(numbers, rounded, strict=True)
    ]
    most = [
        f"[amount_{n}]*([indicator_{n}]+[half_{n}])" if is_rounded else f"[amount_{n}]*[indicator_{n}]"
        for n, is_rounded in zip(numbers, rounded, strict=True)
    ]
    words = " + ".join(f"[amount_{n}] × [indicator_{n}]" for n in numbers)
    add("least", "Worked out from", "£ exact", f"at least {words}", [low for low, _ in ends], "+".join(least))
    add("most", "Worked out to", "£ exact", f"at most {words}", [high for _, high in ends], "+".join(most))
    pairs = list(zip(ends, lows, highs, strict=True))
    holds = all(low <= top and bottom <= high for (low, high), bottom, top in pairs)
    excel = f"SUMPRODUCT(([least:all]>[high:all]+{NEAR})+([most:all]<[low:all]-{NEAR}))=0"
    working.check("Every area comes to what its printed result may have been", holds, excel)
    return working
