"""Pot x weight / total weight in steps so small that a spreadsheet's arithmetic holds every one of them exactly.

A spreadsheet computes in binary floating point: pot x weight soon passes what it can hold, and a penny goes to the
wrong area. School long division does not: the pot is written in digits of base B, and for each digit, most significant
first, t = (remainder so far) x B + digit x weight; quotient digit = INT(t / S); remainder = t - quotient digit x S.
With S x B below 2^46 every figure stays below 2^47, where whole numbers and INT are exact in Excel and LibreOffice alike
(LibreOffice's INT snaps up within about 2^-48 of the next whole number).
"""

from __future__ import annotations

from collections.abc import Sequence

from formulas.working import Step, Working

EXACT_BELOW = 2**46


def fits(pot_units: int, total_weight: int) -> bool:
    """Whether a spreadsheet can work this division exactly."""
    return total_weight * 10 < EXACT_BELOW and pot_units < EXACT_BELOW


def add_long_division(working: Working, pot_units: int, weights: Sequence[int], total_weight: int) -> None:
    """Add the steps that divide `[pot_units]` x `[weight]` by `[total_weight]`, ending in `[quotient]` and `[remainder]`.

    The working must hold those three steps already, and `fits` must hold.
    """
    base = 10
    while total_weight * base * 10 < EXACT_BELOW and base <= pot_units:
        base *= 10
    digits = _digits(pot_units, base)
    _add_digits(working, digits, base)
    remainders, quotients = [0] * len(weights), [0] * len(weights)
    for place, digit in enumerate(digits, 1):
        last = place == len(digits)
        carried = [r * base + digit * w for r, w in zip(remainders, weights, strict=True)]
        found = [t // total_weight for t in carried]
        remainders = [t % total_weight for t in carried]
        quotients = [q * base + f for q, f in zip(quotients, found, strict=True)]
        rest = "remainder" if last else f"rest_{place}"
        before = f"[rest_{place - 1}]*[digit_base]+" if place > 1 else ""
        brought = f"{before}[digit_{place}]*[weight]"
        so_far = f"[whole_{place - 1}]*[digit_base]+" if place > 1 else ""
        whole = "quotient_units" if last else f"whole_{place}"
        cut = f"INT([carried_{place}]/[total_weight])"
        words = "long division, digit by digit of the pot"
        steps = (
            Step(f"carried_{place}", f"Carried {place}", "count", words, carried, brought, detail=True),
            Step(whole, f"Whole units to digit {place}", "count", words, quotients, so_far + cut, detail=True),
            Step(
                rest,
                f"Remainder {place}",
                "count",
                words,
                remainders,
                f"[carried_{place}]-{cut}*[total_weight]",
                detail=True,
            ),
        )
        for step in steps:
            working.add(step)


def _digits(number: int, base: int) -> list[int]:
    digits = [number % base]
    while number := number // base:
        digits.append(number % base)
    return digits[::-1]


def _add_digits(working: Working, digits: Sequence[int], base: int) -> None:
    note = "chosen so that every step below is a whole number that a spreadsheet holds exactly"
    working.add(
        Step("digit_base", "Base of the long division", "count", note, base, detail=True, for_fund=True, note=note)
    )
    for place, digit in enumerate(digits, 1):
        power = len(digits) - place
        lower = f"INT([pot_units]/[digit_base]^{power})" if power else "[pot_units]"
        higher = f"-INT([pot_units]/[digit_base]^{power + 1})*[digit_base]" if place > 1 else ""
        name, words = f"Digit {place} of the pot", "the pot in units, written in that base"
        working.add(Step(f"digit_{place}", name, "count", words, digit, lower + higher, detail=True, for_fund=True))
