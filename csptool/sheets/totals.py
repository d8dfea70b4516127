"""Total rows: left out of the sharing, and checked against the rows that they cover."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from csptool.faults import Fault, Place
from csptool.sheets.rows import Row, TotalRow
from formulas.exact import Figure, in_full


@dataclass(frozen=True)
class Total:
    """What a total row states, and what the rows that it covers come to."""

    label: str
    place: Place
    stated: Fraction
    comes_to: Fraction
    agrees: bool

    @property
    def words(self) -> str:
        """One sentence on whether it agrees."""
        name = f"The total row {self.label!r}" if self.label else "The total row"
        stated, comes_to = in_full(self.stated, grouped=True), in_full(self.comes_to, grouped=True)
        if self.agrees:
            return f"{name} ({self.place.cell}) agrees with its rows: {stated}."
        miss = in_full(self.stated - self.comes_to, grouped=True)
        return f"{name} ({self.place.cell}) states {stated}, but its rows come to {comes_to}: a difference of {miss}."


def judge_totals(entries: Sequence[Row | TotalRow]) -> tuple[list[Total], list[Fault]]:
    """Check every total row against all rows so far and against those since the last total; the first may stand on top.

    Faults: a row that says 'total' and more but adds up to nothing (an area's name may begin so), a figure with neither
    a name nor the sum of the rows, areas below the last total.
    """
    everything = sum((e.basis.value for e in entries if isinstance(e, Row)), Fraction(0))
    finest = max((e.basis.decimals or 0 for e in entries if isinstance(e, Row)), default=0)
    totals, faults = [], []
    so_far = since = Fraction(0)
    below: list[Row] = []
    for entry in entries:
        if isinstance(entry, Row):
            so_far, since = so_far + entry.basis.value, since + entry.basis.value
            below.append(entry)
            continue
        candidates = [since, so_far] if so_far else [everything]
        agreeing = [c for c in candidates if _agrees(entry.stated, c, finest)]
        if agreeing or re.fullmatch(r"(?i)[a-z -]*totals?\W*|sum|all \w+", entry.label):
            comes_to = agreeing[0] if agreeing else candidates[-1]
            totals.append(Total(entry.label, entry.place, entry.stated.value, comes_to, bool(agreeing)))
            since, below = Fraction(0), []
        else:
            faults.append(_unclear(entry, candidates[-1]))
    if below and totals and so_far != sum((row.basis.value for row in below), Fraction(0)):
        remedy = "move the total row below it, delete the row, or limit the reading with --range"
        found = f"{below[0].name!r} below the total row"
        faults.append(Fault("below-total", below[0].place, found, "nothing below the last total", remedy))
    return totals, faults


def _agrees(stated: Figure, comes_to: Fraction, finest: int) -> bool:
    """Equal, but for the noise of a spreadsheet's sum, or the rounding of a total that is printed in k or m."""
    quantum = max(
        stated.unit.worth / 10 ** (stated.decimals or 0) if stated.unit.worth > 1 else 0, Fraction(1, 10**finest)
    )
    return stated.value == comes_to or abs(stated.value - comes_to) * 2 < quantum


def _unclear(entry: TotalRow, comes_to: Fraction) -> Fault:
    stated = in_full(entry.stated.value, grouped=True)
    if entry.label:
        found = f"{entry.label!r} with {stated}, where its rows come to {in_full(comes_to, grouped=True)}"
        remedy = "correct the figure, or give the row a name that does not begin with 'total'"
        return Fault("total-or-area", entry.place, found, "a total that adds, or an area", remedy)
    remedy = "type the name of the area, or clear the row"
    return Fault("no-name", entry.place, f"{stated} with no name beside it", "the name of an area", remedy)
