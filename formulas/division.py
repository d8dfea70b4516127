"""Pot x weight / total weight as live spreadsheet formulas that cannot send a penny to the wrong area.

A spreadsheet computes in binary floating point. Where that is not fine enough, school long division is: the pot is
written in digits of base B, and for each digit, most significant first, carried = (rest so far) x B + digit x weight,
quotient digit = INT(carried / S), rest = carried - quotient digit x S. With S x B below 2^46 every figure is a whole
number below 2^47, exact in Excel and LibreOffice alike (whose INT snaps up within about 2^-48 of a whole number).

Three ways, the first that serves:
- exact: long division by digits, for weights and pots that fit;
- floating: plain division, where every fraction is so far from a tie that the error of a spreadsheet cannot matter;
- stated: no formula; the whole units are given as csptool found them.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from formulas.apportion import Apportionment
from formulas.working import Working

EXACT_BELOW = 2**46
WORDS = "long division, digit by digit of the pot"


def add_division(working: Working, shared: Apportionment, scale: Fraction) -> str:
    """Add the whole units of every row and what is left over, and say which way it is done: exact, floating or stated.

    The working must hold `[pot_units]`, `[basis]` and `[total_basis]`. It gains `[whole_units]` (a count) and
    `[left_over]` (a fraction of a unit), and in the exact way `[remainder]` over `[total_weight]`.
    """
    way = _way(shared)
    pot, total = shared.pot, shared.total_weight
    whole = [pot * w // total for w in shared.weights]
    over = [Fraction(r, total) for r in shared.remainders()]
    if way == "exact":
        _add_weights(working, shared, scale)
        _add_digits(working, shared)
    plain = "[pot_units]*[basis]/[total_basis]"
    whole_excel = {"exact": "[long_division]", "floating": f"INT({plain})", "stated": None}[way]
    over_excel = {"exact": "[remainder]/[total_weight]", "floating": f"{plain}-[whole_units]", "stated": None}[way]
    words = "[exact] ÷ [unit], cut to a whole number"
    working.add("whole_units", "Whole units", "count", words, whole, whole_excel)
    working.add("left_over", "Left over", "count", "the fraction of a unit that the cut leaves", over, over_excel)
    return way


def _way(shared: Apportionment) -> str:
    if shared.total_weight * 10 < EXACT_BELOW and shared.pot < EXACT_BELOW:
        return "exact"
    return "floating" if _far_from_ties(shared) else "stated"


def _far_from_ties(shared: Apportionment) -> bool:
    """Whether every remainder is further from nought, a half, one and its neighbours than a spreadsheet's error."""
    total = shared.total_weight
    error = Fraction(shared.pot * (len(shared.weights) + 64), 2**52) * 2
    claims = sorted({(Fraction(r, total), w) for r, w in zip(shared.remainders(), shared.weights, strict=True) if w})
    fractions = [claim for claim, _ in claims]
    marks = (Fraction(0), Fraction(1, 2), Fraction(1))
    clear = all(abs(fraction - mark) > error for fraction in fractions for mark in marks)
    return clear and all(after - before > error for before, after in pairwise(fractions))


def _add_weights(working: Working, shared: Apportionment, scale: Fraction) -> None:
    add, total = working.add, shared.total_weight
    add("scale", "Scale of the basis", "count", "given: makes every basis a whole number", scale, detail=True)
    add("weight", "Weight", "count", "[basis] × [scale]", shared.weights, "ROUND([basis]*[scale],0)", detail=True)
    add("total_weight", "Total weight", "count", "the sum of [weight:all]", total, "SUM([weight:all])", detail=True)
    working.check(
        "Every weight is a whole number",
        True,
        "SUMPRODUCT(--(([basis:all]*[scale]-[weight:all])^2>0.0001))=0",
    )


def _add_digits(working: Working, shared: Apportionment) -> None:
    base = 10
    while shared.total_weight * base * 10 < EXACT_BELOW and base <= shared.pot:
        base *= 10
    digits = _digits(shared.pot, base)
    given = "given: makes every step below a whole number that a spreadsheet holds exactly"
    working.add("digit_base", "Base of the long division", "count", given, base, detail=True)
    for place, digit in enumerate(digits, 1):
        power = len(digits) - place
        lower = f"INT([pot_units]/[digit_base]^{power})" if power else "[pot_units]"
        higher = f"-INT([pot_units]/[digit_base]^{power + 1})*[digit_base]" if place > 1 else ""
        name, words = f"Digit {place} of the pot", "[pot_units] written in [digit_base]"
        working.add(f"digit_{place}", name, "count", words, digit, lower + higher, detail=True)
    _add_long_division(working, shared.weights, shared.total_weight, digits, base)
    working.check(
        "Every step of the long division is small enough to be exact",
        True,
        f"AND([total_weight]*[digit_base]<{EXACT_BELOW},[digit_1]<[digit_base])",
    )


def _add_long_division(working: Working, weights: Sequence[int], total: int, digits: Sequence[int], base: int) -> None:
    rests, quotients = [0] * len(weights), [0] * len(weights)
    for place, digit in enumerate(digits, 1):
        carried = [rest * base + digit * weight for rest, weight in zip(rests, weights, strict=True)]
        found, rests = [c // total for c in carried], [c % total for c in carried]
        quotients = [q * base + f for q, f in zip(quotients, found, strict=True)]
        last, first = place == len(digits), place == 1
        whole, rest = ("long_division", "remainder") if last else (f"whole_{place}", f"rest_{place}")
        cut = f"INT([carried_{place}]/[total_weight])"
        before = "" if first else f"[rest_{place - 1}]*[digit_base]+"
        so_far = "" if first else f"[whole_{place - 1}]*[digit_base]+"
        for key, name, values, excel in (
            (f"carried_{place}", f"Carried to digit {place}", carried, f"{before}[digit_{place}]*[weight]"),
            (whole, f"Whole units to digit {place}", quotients, so_far + cut),
            (rest, f"Rest after digit {place}", rests, f"[carried_{place}]-{cut}*[total_weight]"),
        ):
            working.add(key, name, "count", WORDS, values, excel, detail=True)


def _digits(number: int, base: int) -> list[int]:
    digits = [number % base]
    while number := number // base:
        digits.append(number % base)
    return digits[::-1]
