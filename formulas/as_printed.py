"""A figure that is worked out, written as the paper would print it: its decimals, its unit, its marks."""

from __future__ import annotations

import re
from fractions import Fraction

from formulas.exact import in_digits
from formulas.relations.entry import Entry

WORTH = {
    **{"": Fraction(1), "£": Fraction(1), "%": Fraction(1), "p": Fraction(1, 100), "£000": Fraction(1000)},
    **{
        f"{pound}{scale}": worth
        for pound in ("", "£")
        for scale, worth in (("k", Fraction(10**3)), ("m", Fraction(10**6)), ("bn", Fraction(10**9)))
    },
}
FURTHER = 2  # decimals more than printed, so that a difference is told exactly where it ends soon
_FIGURE = re.compile(r"\(?\s*[-−–+]?\s*£?\s*[-−–+]?\s*\d[\d,. \u00a0]*\)?[-−]?")


def worth_of(entry: Entry) -> Fraction:
    """What one in front of the decimal point is worth where the figure stands: a million in a table in £m."""
    known = WORTH.get(entry.unit)
    return known if known is not None else entry.last_place * 10**entry.decimals


def decimals_of(entry: Entry) -> int:
    """How many decimals the figure is printed with, or would be beside the others of its column."""
    step, decimals = 2 * entry.half / worth_of(entry), entry.decimals
    while step and step < Fraction(1, 10**decimals):
        decimals += 1
    return decimals


def as_printed(entry: Entry, value: Fraction) -> str:
    """`value` as the paper would print it in the place of `entry`, half away from zero.

    >>> cell = Entry("(£1,234.50)*", Fraction(-12345, 10), Fraction(1, 200), 2, "£")
    >>> as_printed(cell, Fraction(-5000)), as_printed(cell, Fraction(7))
    ('(£5,000.00)', '£7.00')
    >>> as_printed(Entry("1.2", Fraction(1_200_000), Fraction(50_000), 1, "£m"), Fraction(3_449_000))
    '3.4'
    """
    decimals, printed = decimals_of(entry), entry.printed
    digits = in_digits(abs(value) / worth_of(entry), decimals)
    if "," not in printed and re.search(r"\d{4}", printed):
        digits = digits.replace(",", "")
    pound, suffix = "£" * ("£" in printed), _suffix(printed)
    if value >= 0 or not digits.strip("0.,"):
        return f"{pound}{digits}{suffix}"
    return f"({pound}{digits}{suffix})" if "(" in printed else f"-{pound}{digits}{suffix}"


def _suffix(printed: str) -> str:
    """The unit that the paper writes after the digits: m, k, million, per cent."""
    found = _FIGURE.search(printed)
    rest = printed[found.end() :] if found else ""
    unit = re.match(
        r"\s*(?:%|p\b|k\b|m\b|mn\b|bn\b|million\b|billion\b|thousand\b|per cent\b|percent\b|pp\b)", rest, re.I
    )
    return unit[0] if unit else ""


def apart(entry: Entry, difference: Fraction) -> str:
    """How far two figures of the place of `entry` are apart, with the unit that its table is counted in.

    >>> apart(Entry("1.2", Fraction(1_200_000), Fraction(50_000), 1, "£m"), Fraction(-100_000))
    '£0.1m'
    """
    decimals, amount = decimals_of(entry), abs(difference) / worth_of(entry)
    finest = decimals + FURTHER
    while decimals < finest and (amount * 10**decimals).denominator > 1:
        decimals += 1
    if entry.unit == "£" and decimals == 1:
        decimals = 2  # tenths of a pound are written as pence
    digits = in_digits(amount, decimals)
    if entry.unit == "%":
        return f"{digits} percentage point{'' if digits == '1' else 's'}"
    if entry.unit == "£000":
        return f"£{digits} thousand"
    if entry.unit == "p":
        return f"{digits}p"
    if entry.unit.startswith("£"):
        return f"£{digits}{entry.unit[1:]}"
    return f"{digits}{entry.unit}"
