"""Pot x weight / total weight as live spreadsheet formulas that cannot send a penny to the wrong area.

A spreadsheet computes in binary floating point. Where that is not fine enough, school long division is: the pot is
written in digits of base B, and for each digit, most significant first, carried = (rest so far) x B + digit x weight,
quotient digit = INT(carried / S), rest = carried - quotient digit x S. With S x B below 2^46 every carried figure is a
whole number below 2^47, and a quotient that is not whole is at least 1/carried > 7.1e-15 of itself below the next whole
number: further than LibreOffice's INT snaps (about 2^-48) and than 15 decimal digits blur (5e-15). The bound cannot
be raised.

Three ways, the first that serves:
- exact: long division by digits, for weights and pots that fit;
- floating: plain division, where no remainder is so near to a whole unit, a half or the cut-off for odd units that the
  error of a spreadsheet could matter; the workbook tests that again;
- stated: no formula; the whole units are given as csptool found them.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from formulas.apportion import Apportionment
from formulas.working import Working

EXACT_BELOW = 2**46
# storing 16 digits, adding n figures, two operations and INT's snap come to less than (n + 64) units of 2^-52; doubled
ERROR = 2**51
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
    words = "the fraction of a unit that the cut leaves"
    working.add("left_over", "Left over", "fraction", words, over, over_excel)
    if way == "floating":
        _add_distance_checks(working, shared)
    return way


def _way(shared: Apportionment) -> str:
    if shared.total_weight * 10 < EXACT_BELOW and shared.pot < EXACT_BELOW:
        return "exact"
    return "floating" if _far_from_ties(shared) else "stated"


def _error(shared: Apportionment) -> Fraction:
    """More than a spreadsheet's error in a quotient, in units."""
    return Fraction(shared.pot * (len(shared.weights) + 64), ERROR)


def _far_from_ties(shared: Apportionment) -> bool:
    """Whether no row is near a whole unit or a half, and the last odd unit is clear of the first row without one."""
    error, total = _error(shared), shared.total_weight
    fractions = [Fraction(r, total) for r, w in zip(shared.remainders(), shared.weights, strict=True) if w]
    marks = (Fraction(0), Fraction(1, 2), Fraction(1))
    if any(abs(fraction - mark) <= error for fraction in fractions for mark in marks):
        return False
    left = sum(fractions)
    ranked = sorted(fractions, reverse=True)
    return not 0 < left < len(ranked) or ranked[int(left) - 1] - ranked[int(left)] > error


def _add_distance_checks(working: Working, shared: Apportionment) -> None:
    """The conditions of the floating way, live: changed inputs may come nearer to a tie than a spreadsheet can tell."""
    error = f"([pot_units]*{len(shared.weights) + 64}/2^51)"
    near_whole = f"SUMPRODUCT(([basis:all]>0)*([left_over:all]<={error}))+SUMPRODUCT(--([left_over:all]>=1-{error}))"
    near_half = f"SUMPRODUCT(--(([left_over:all]-0.5)^2<={error}^2))"
    words = (
        "No remainder is so near to a whole unit or a half that a spreadsheet could mistake it (if not, run csptool)"
    )
    working.check(words, True, f"{near_whole}+{near_half}=0")
    if shared.base == "whole":
        count = len(shared.weights)
        gap = "LARGE([left_over:all],MAX(1,{left}))-LARGE([left_over:all],MIN({count},{left}+1))"
        gap = gap.format(left="[odd_left]", count=count)
        words = "The last odd unit is clear of the first area without one (if not, run csptool)"
        working.check(words, True, f"OR([odd_left]=0,{gap}>{error})")


def _add_weights(working: Working, shared: Apportionment, scale: Fraction) -> None:
    add, total = working.add, shared.total_weight
    add("scale", "Scale of the basis", "count", "makes every basis a whole number", scale, given=True, detail=True)
    add("weight", "Weight", "count", "[basis] × [scale]", shared.weights, "ROUND([basis]*[scale],0)", detail=True)
    add("total_weight", "Total weight", "count", "the sum of [weight:all]", total, "SUM([weight:all])", detail=True)
    bases = working.steps["basis"].values
    assert isinstance(bases, Sequence)  # one for every area
    whole = all((Fraction(basis) * scale).denominator == 1 for basis in bases)
    excel = "SUMPRODUCT(--(([basis:all]*[scale]-[weight:all])^2>0.0001))=0"
    working.check("Every weight is a whole number (if not, run csptool)", whole, excel)


def _add_digits(working: Working, shared: Apportionment) -> None:
    base = 10
    while shared.total_weight * base * 10 < EXACT_BELOW and base <= shared.pot:
        base *= 10
    digits = _digits(shared.pot, base)
    words = "makes every step below a whole number that a spreadsheet holds exactly"
    working.add("digit_base", "Base of the long division", "count", words, base, given=True, detail=True)
    for place, digit in enumerate(digits, 1):
        power = len(digits) - place
        lower = f"INT([pot_units]/[digit_base]^{power})" if power else "[pot_units]"
        higher = f"-INT([pot_units]/[digit_base]^{power + 1})*[digit_base]" if place > 1 else ""
        name, words = f"Digit {place} of the pot", "[pot_units] written in [digit_base]"
        working.add(f"digit_{place}", name, "count", words, digit, lower + higher, detail=True)
    _add_long_division(working, shared.weights, shared.total_weight, digits, base)
    small = shared.total_weight * base < EXACT_BELOW and digits[0] < base
    excel = f"AND([total_weight]*[digit_base]<{EXACT_BELOW},[digit_1]<[digit_base])"
    working.check("Every step of the long division is small enough to be exact (if not, run csptool)", small, excel)


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
