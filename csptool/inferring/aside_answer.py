"""What is said of the rows that a share-out leaves out as wrong, and of what the printed totals settle about them."""

from __future__ import annotations

from fractions import Fraction

from csptool.inferring.shares_proof import end
from csptool.inferring.stated import money
from csptool.inferring.tables import AreaTable
from csptool.labels import counted
from formulas.exact import in_digits, in_full
from formulas.inference.aside import Aside
from formulas.inference.interval import NOUGHT, Interval
from formulas.inference.pots import Row
from formulas.inference.shares import Shares


def set_aside_told(table: AreaTable, shares: Shares) -> list[str]:
    """The rows that do not follow, and what they would have to be; where other sets would do as well, only that."""
    if not (aside := shares.aside):
        return []
    if aside.others:
        names = " and ".join(shares.rows[place].label for place in aside.rows)
        words = f"without {names} the rest follow, and so without {counted(aside.others, 'other set')} as small"
        return [f"Which rows are wrong is not determined: {words}."]
    sentences = []
    for place, (least, greatest), basis in zip(aside.rows, aside.due, aside.bases, strict=True):
        row = shares.rows[place]
        due = money(least) if least == greatest else f"{money(least)} to {money(greatest)}"
        words = f"{row.label} does not follow: it is {money(row.result)} and would have to be {due}"
        sentences.append(f"{words}{_or_basis(row, basis)}.")
    return [*sentences, *_settled_by_totals(table, shares, aside)]


def _settled_by_totals(table: AreaTable, shares: Shares, aside: Aside) -> list[str]:
    """What printed totals say of the rows set aside: that their results are wrong, or that a basis is."""
    sentences = []
    left = shares.left_by_total(shares.result)
    if left is not None and left.value == shares.corrected:
        sentences.append(f"So corrected, the rows come to the printed total of {table.name(shares.result)}.")
    left = shares.left_by_total(shares.basis)
    if left is not None and len(aside.rows) == 1:
        row, basis = shares.rows[aside.rows[0]], aside.bases[0]
        needed = left.value - sum((one.basis for one in shares.rows), NOUGHT) + row.basis
        if needed != row.basis and basis.has(needed):
            leaves = f"The printed total of {table.name(shares.basis)} leaves {in_full(needed, grouped=True)}"
            right = f"if so its basis is wrong, and every row follows from {span(aside.by_results)}"
            sentences.append(f"{leaves} for {row.label}: {right}.")
    return sentences


def _or_basis(row: Row, basis: Interval) -> str:
    """What the basis would have to be instead: the only whole number that will do, where there is one."""
    if basis.low is None or basis.high is None or basis.low <= 0:
        return ""
    whole = basis.multiples(Fraction(1))
    if row.basis.denominator == 1 and whole is not None and whole[0] == whole[1]:
        needed = in_digits(whole[0], 0)
    else:
        ends = in_digits(basis.low, 2), in_digits(basis.high, 2)
        needed = ends[0] if ends[0] == ends[1] else " to ".join(ends)
    return f", or its basis {needed} in place of {in_full(row.basis, grouped=True)}"


def span(pots: Interval) -> str:
    """A range of pots, as a sentence goes on with it."""
    if pots.low is None or pots.high is None:
        return "any pot" if pots.low is None else f"a pot of {end(pots.low)} or more"
    return f"a pot of {end(pots.low)}" if pots.low == pots.high else f"a pot of {end(pots.low)} to {end(pots.high)}"
