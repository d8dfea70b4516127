"""The signature of a slip: which single misprint would turn the figure that follows into the one that is printed.

Named as likely, never as fact. The commonest first: a sign, a digit lost or added, two digits swapped, one digit, a
power of ten, a point for a comma.
"""

from __future__ import annotations

from fractions import Fraction

from formulas.relations.entry import Entry

FARTHEST = 12  # last places that rounding may have moved what was meant


def slip(entry: Entry, meant: Fraction) -> str:
    """How `entry` may have come to be printed if `meant` was meant; blank where no single slip explains it.

    >>> cell = Entry("4,813", Fraction(4813), Fraction(1, 2), 0, "")
    >>> slip(cell, Fraction(4183)), slip(cell, Fraction(-4813)), slip(cell, Fraction(7000))
    ('two digits swapped', 'the sign', '')
    """
    if entry.value == -meant and meant:
        return "the sign"
    if not entry.value or not meant:
        return ""
    ratio = entry.value / meant
    if ratio in (1000, Fraction(1, 1000)):
        return "a point for a comma" if "." in entry.printed else "the wrong unit, thousands for units"
    for power in (10, 100, 10**6):
        if ratio in (power, Fraction(1, power)):
            return "a nought too many or too few" if power < 10**6 else "the wrong unit, millions for units"
    if (entry.value < 0) != (meant < 0):
        return ""
    shown, other = digits(entry, entry.value), digits(entry, meant)
    if shown is None or other is None:
        return ""
    return _of_digits(shown, other)


def nearest_slip(entry: Entry, meant: Fraction, tolerance: Fraction) -> tuple[str, Fraction]:
    """The slip that explains a figure best when what was meant is known only to a tolerance, and what was then meant.

    The nearest figures are tried first; without a slip the figure is given as reckoned, rounded to its last place where
    the tolerance leaves room for that.
    """
    step = entry.last_place
    middle: Fraction = step * round(meant / step)
    reach = min(FARTHEST, int(tolerance / step))
    for near in (meant, middle, *(middle + sign * away * step for away in range(1, reach + 1) for sign in (1, -1))):
        name = slip(entry, near) if abs(near - meant) <= tolerance else ""
        if name:
            return name, near
    return "", middle if abs(middle - meant) <= tolerance else meant


def _of_digits(shown: str, meant: str) -> str:
    if len(shown) == len(meant):
        places = [i for i, (a, b) in enumerate(zip(shown, meant, strict=True)) if a != b]
        if len(places) == 1:
            return "one digit"
        if len(places) == 2 and shown[places[0]] == meant[places[1]] and shown[places[1]] == meant[places[0]]:
            return "two digits swapped"
    elif len(shown) + 1 == len(meant) and _is_one_less(shown, meant):
        return "a digit left out"
    elif len(meant) + 1 == len(shown) and _is_one_less(meant, shown):
        return "a digit too many"
    return ""


def _is_one_less(short: str, long: str) -> bool:
    return any(long[:i] + long[i + 1 :] == short for i in range(len(long)))


def digits(entry: Entry, value: Fraction) -> str | None:
    """The digits that a value would be printed with at the place of `entry`; None where it cannot be."""
    step = entry.last_place
    places = abs(value) / step
    return str(places.numerator).rjust(entry.decimals + 1, "0") if places.denominator == 1 else None
