"""The sentences of an allocation report, the same in the terminal, in markdown and in the workbook."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from csptool.labels import NAMED, listed
from formulas.allocation import Allocation
from formulas.exact import PERCENT, Figure, cut, ending, in_digits, in_pounds, unit_words
from formulas.rounding import half_away


def title(allocation: Allocation) -> str:
    """The fund's name and year, or a plain word where it has none."""
    return " ".join(part for part in (allocation.fund.name or "Allocation", allocation.fund.year) if part)


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 11th.

    >>> [ordinal(n) for n in (1, 2, 3, 11, 22)]
    ['1st', '2nd', '3rd', '11th', '22nd']
    """
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th") if number % 100 not in (11, 12, 13) else "th"
    return f"{number:,}{ending}"


def odd_words(unit: Fraction) -> str:
    """What the column of odd units is called: Odd penny, Odd pound, Odd £100."""
    return "Odd " + unit_words(unit).removeprefix("unit of ")


def rounding_words(allocation: Allocation) -> str:
    """The declared rounding as one sentence."""
    rounding = allocation.fund.rounding
    unit = ("the " + unit_words(rounding.unit)).replace("the unit of ", "")
    return f"Rounded to {unit}, {rounding.words}."


def sentences(allocation: Allocation) -> list[str]:
    """What the result says of itself: the total against the pot, and where the odd units went and why."""
    rule = allocation.fund.rounding.rule
    lines = [_total_line(allocation)]
    if rule == "largest-remainder":
        lines += _odd_lines(allocation)
    elif rule == "residue-to":
        lines.append(_residue_line(allocation))
    return lines


def _total_line(allocation: Allocation) -> str:
    fund, count = allocation.fund, len(allocation.areas)
    start = f"The {count} allocations come" if count > 1 else "The one allocation comes"
    start += f" to {in_pounds(allocation.total)}"
    if not allocation.residue:
        return f"{start}, which equals the pot."
    more = "more" if allocation.residue > 0 else "less"
    return (
        f"{start}: {in_pounds(abs(allocation.residue))} {more} than the pot of {in_pounds(fund.pot)}, "
        "because every row was rounded by itself."
    )


def _odd_lines(allocation: Allocation) -> list[str]:
    shared, unit = allocation.shared, allocation.fund.rounding.unit
    odd = shared.odd()
    winners = [row for row, got in enumerate(odd) if got]
    if not winners:
        return [f"Every exact amount is a whole number of {unit_words(unit, 2)}: nothing was left over."]
    ranks = shared.ranks()
    winners.sort(key=ranks.__getitem__)
    count, many = len(winners), unit_words(unit, 2)
    one, more = ("was", "it went to the largest remainder"), ("were", "they went to the largest remainders")
    were, went = one if count == 1 else more
    lines = [
        f"{count} odd {unit_words(unit, count)} {were} left over after every exact amount was cut to whole {many}; "
        f"{went}: {_named(allocation, winners)}."
    ]
    remainders, total = shared.remainders(), shared.total_weight
    differing = [row for row, got in enumerate(odd) if (2 * remainders[row] >= total) != bool(got)]
    for row in differing[:NAMED]:
        lines.append(_differing_line(allocation, row, bool(odd[row]), ranks[row], count))
    if len(differing) > NAMED:
        lines.append(f"So it is with {len(differing) - NAMED} more areas: --explain AREA says why for each.")
    return lines


def _differing_line(allocation: Allocation, row: int, got: bool, rank: int, count: int) -> str:
    """Why an area is a unit lower or higher than a spreadsheet's ROUND would make it."""
    shared, unit = allocation.shared, allocation.fund.rounding.unit
    one = unit_words(unit)
    rounded = half_away(shared.pot * shared.weights[row], shared.total_weight) * unit
    over = cut(Fraction(shared.remainders()[row], shared.total_weight), 4)
    side = "higher" if got else "lower"
    reason = f"its remainder of {over} of a {one} ranks {ordinal(rank)}"
    available = f"there {'was' if count == 1 else 'were'} {count} odd {unit_words(unit, count)} to hand out"
    return (
        f"{allocation.areas[row].name} is one {one} {side} than if it were rounded by itself ({in_pounds(rounded)}): "
        f"{reason}, and {available}."
    )


def _residue_line(allocation: Allocation) -> str:
    shared, unit = allocation.shared, allocation.fund.rounding.unit
    odd = shared.odd()
    row = next((i for i, units in enumerate(odd) if units), None)
    if row is None:
        return "Every row was rounded by itself and nothing was left over."
    return f"The residue of {in_pounds(odd[row] * unit, signed=True)} went to {allocation.areas[row].name}, as asked."


def _named(allocation: Allocation, rows: Sequence[int]) -> str:
    return listed([allocation.areas[row].name for row in rows])


def basis_decimals(figures: Sequence[Figure]) -> int:
    """How many decimals show every figure of the basis down to the last place it was printed to, six at most.

    Pence have two in pounds; a percentage keeps its own.
    """
    percent = all(figure.unit == PERCENT for figure in figures)
    places = [(f.decimals if percent else ending(f.quantum or Fraction(1))) or 0 for f in figures]
    return min(6, max(places, default=0))


def basis_texts(figures: Sequence[Figure]) -> list[str]:
    """The basis of every area with the same number of decimals, and its total last, in the unit it came in."""
    total = sum((figure.value for figure in figures), Fraction(0))
    decimals = basis_decimals(figures)
    values = [*(figure.value for figure in figures), total]
    if all(figure.unit == PERCENT for figure in figures):
        return [in_digits(value * 100, decimals) + "%" for value in values]
    pounds = "£" if any("£" in figure.unit.name for figure in figures) else ""
    return [pounds + in_digits(value, decimals) for value in values]


def share_text(share: Fraction) -> str:
    """A share as a percentage with four decimals."""
    return in_digits(share * 100, 4) + "%"
