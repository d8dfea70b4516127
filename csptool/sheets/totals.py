"""Total rows: left out of the sharing, and checked against the rows that they cover.

A figure may be a total without saying so; a row that says so may be an area. Both are settled by the figures, and what
they do not settle is refused: an area left out, or a total shared to, is wrong money.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate

from csptool.faults import Fault, Place
from csptool.sheets.rows import Row, TotalRow
from formulas.exact import PERCENT, Figure, in_full

TELLING_DIGITS = {2: 4, 3: 3}  # a figure with so many digits is not by chance the sum of so many others, or of more
NAMED = 3  # notes of one kind that are written out


@dataclass(frozen=True)
class Total:
    """What a total row states, what the rows that it covers come to, and whether rounding may explain a difference."""

    label: str
    place: Place
    stated: Fraction
    comes_to: Fraction
    agrees: bool
    rounding: bool = False

    @property
    def words(self) -> str:
        """One sentence on whether it agrees."""
        name = f"The total row {self.label!r}" if self.label else "The total row"
        stated, comes_to = in_full(self.stated, grouped=True), in_full(self.comes_to, grouped=True)
        if self.agrees and not self.rounding:
            return f"{name} ({self.place.cell}) agrees with its rows: {comes_to}."
        miss = in_full(self.stated - self.comes_to, grouped=True)
        why = ", which the rounding of its rows could explain" if self.rounding else ""
        return (
            f"{name} ({self.place.cell}) states {stated}, but its rows come to {comes_to}: a difference of {miss}{why}."
        )


@dataclass
class _Running:
    """What has been read so far."""

    everything: Fraction
    count: int
    finest: Fraction
    coarsest: Fraction
    rows: int = 0
    so_far: Fraction = Fraction(0)
    since: Fraction = Fraction(0)
    since_rows: int = 0
    first_since: Row | None = None
    closed: bool = False

    def take(self, row: Row) -> None:
        self.so_far, self.since = self.so_far + row.basis.value, self.since + row.basis.value
        self.rows, self.since_rows = self.rows + 1, self.since_rows + 1
        self.first_since = self.first_since or row

    def turn(self, *, closes: bool) -> None:
        self.since, self.since_rows, self.first_since = Fraction(0), 0, None
        self.closed = self.closed or closes


def judge_totals(
    entries: Sequence[Row | TotalRow], *, may_be_sums: bool = False
) -> tuple[list[Total], list[Fault], list[str]]:
    """Check every total row, and every row that its figure gives away as a total; gives notes as well.

    With `may_be_sums` a row that is called an area is one, whatever it comes to. A total covers all rows so far, or
    those since the last total; the first one may stand above its rows.
    """
    rows = [entry for entry in entries if isinstance(entry, Row)]
    everything = sum((row.basis.value for row in rows), Fraction(0))
    finest = min((row.basis.quantum for row in rows if row.basis.quantum), default=Fraction(1))
    coarsest = _coarsest(rows)
    run, totals = _Running(everything, len(rows), finest, coarsest), list[Total]()
    heads = [] if len(rows) < len(entries) else _groups(rows)
    faults = [_head_of_a_group(row) for row in heads]
    for entry in entries:
        if isinstance(entry, Row):
            if not may_be_sums and (fault := _hidden_total(entry, run)) and entry not in heads:
                faults.append(fault)
            run.take(entry)
            continue
        judged = _judged(entry, run)
        if isinstance(judged, Fault):
            faults.append(judged)
            continue
        totals.append(judged)
        whole = run.rows > 0 and (judged.comes_to == run.so_far or not judged.agrees)
        if entry.plain and run.closed and not whole and run.first_since:
            faults.append(_below_total(run.first_since))
        run.turn(closes=entry.plain and whole)
    on_top = len(totals) == 1 and isinstance(entries[0], TotalRow)
    if run.first_since and totals and not on_top:
        faults.append(_below_total(run.first_since))
    return totals, faults, _sums_of_neighbours(rows, coarsest)


def _judged(entry: TotalRow, run: _Running) -> Total | Fault:
    """The verdict on a total row, or the fault that it may be no total."""
    covered = [(run.since, run.since_rows), (run.so_far, run.rows)] if run.rows else [(run.everything, 2)]
    if not entry.label:
        covered = [(value, rows) for value, rows in covered if rows > 1]  # one unnamed row is no sum of another
    for rounding in (False, True):
        for value, rows in covered:
            if _agrees(entry.stated, value, rows, run.finest, rounding=rounding and bool(entry.label)):
                return Total(entry.label, entry.place, entry.stated.value, value, True, rounding)
    if entry.plain:
        return Total(entry.label, entry.place, entry.stated.value, covered[-1][0], False)
    stated, comes_to = in_full(entry.stated.value, grouped=True), in_full(run.so_far, grouped=True)
    if entry.label:
        found = f"{entry.label!r} with {stated}, where its rows come to {comes_to}"
        remedy = "correct the figure, or name the row without the word 'total'"
        return Fault("total-or-area", entry.place, found, "a total that adds, or an area", remedy)
    remedy = "type the name of the area, or clear the row"
    return Fault("no-name", entry.place, f"{stated} with no name beside it", "the name of an area", remedy)


def _agrees(stated: Figure, comes_to: Fraction, rows: int, finest: Fraction, *, rounding: bool) -> bool:
    """Equal, but for a spreadsheet's noise and a total printed in k or m.

    With `rounding`, but for rounded rows too, and for a total that is printed more coarsely than they are.
    """
    quantum = stated.quantum or Fraction(0)
    own = quantum if stated.unit.worth > 1 or rounding else Fraction(0)
    noise = abs(comes_to) * (rows + 1) / 2**51
    allowed = max(own / 2, noise) + (finest * (rows + 1) / 2 if rounding else 0)
    return abs(stated.value - comes_to) <= allowed


def _hidden_total(row: Row, run: _Running) -> Fault | None:
    """The fault that a row with an ordinary name is, by its figure, the total of the rows above it or of all others."""
    value = row.basis.value
    above = [rows for rows, total in ((run.rows, run.so_far), (run.since_rows, run.since)) if value == total]
    rows = max(above, default=0) or (run.count - 1 if run.rows == 0 and value * 2 == run.everything else 0)
    whole = value == 1 and row.basis.unit == PERCENT
    if rows < 2 or not (whole or _digits(value, run.coarsest) >= TELLING_DIGITS[min(rows, 3)]):
        return None
    where, way = ("above it", "up") if above else ("below it", "down")
    found = f"{row.name!r} with {in_full(value, grouped=True)}, exactly the sum of the rows {where}"
    remedy = f"call it 'Total' if it is one; if it is an area, move it {way} among the others, which changes no share"
    return Fault("total-or-area", row.place, found, "an area, or a row called a total", remedy)


def _groups(rows: Sequence[Row]) -> list[Row]:
    """The heads of the groups, where the whole table is groups of a row and two or more that it is the sum of."""
    for order in (list(rows), list(reversed(rows))):
        before = [Fraction(0), *accumulate(row.basis.value for row in order)]
        ends: dict[Fraction, list[int]] = {}
        for place, value in enumerate(before):
            ends.setdefault(value, []).append(place)
        heads, place = list[Row](), 0
        while place < len(order):
            wanted = before[place + 1] + order[place].basis.value
            end = next((end for end in ends.get(wanted, ()) if end >= place + 3), 0)
            if not end:
                break
            heads.append(order[place])
            place = end
        if place == len(order) and len(heads) > 1:
            return heads
    return []


def _sums_of_neighbours(rows: Sequence[Row], coarsest: Fraction) -> list[str]:
    """Notes on rows that are the sum of two or more rows right below or above them, as a county's of its districts."""
    before = [Fraction(0), *accumulate(row.basis.value for row in rows)]
    places: dict[Fraction, list[int]] = {}
    for place, value in enumerate(before):
        places.setdefault(value, []).append(place)
    found = []
    for place, row in enumerate(rows):
        value = row.basis.value
        if _digits(value, coarsest) < TELLING_DIGITS[3]:
            continue
        below = any(end >= place + 3 for end in places.get(before[place + 1] + value, ()))
        above = any(start <= place - 2 for start in places.get(before[place] - value, ()))
        if below or above:
            where = "below" if below else "above"
            sum_of = f"is exactly the sum of rows right {where} it"
            found.append(f"{row.name!r} ({row.place.cell}) {sum_of}; it was counted as an area.")
    more = [f"So it is with {len(found) - NAMED} more rows."] if len(found) > NAMED else []
    return found[:NAMED] + more


def _coarsest(rows: Sequence[Row]) -> Fraction:
    """The largest power of ten that every figure is a multiple of: £000 for a column of whole thousands."""
    values = [row.basis.value for row in rows if row.basis.value]
    unit = Fraction(1, 10**6)
    while values and unit < 10**12 and all((value / (unit * 10)).denominator == 1 for value in values):
        unit *= 10
    return unit


def _digits(value: Fraction, coarsest: Fraction) -> int:
    """How many digits of a figure tell: those down to the last place that its column uses."""
    return len(str(int(value / coarsest))) if value else 0


def _head_of_a_group(row: Row) -> Fault:
    found = f"{row.name!r}, the sum of the rows beside it, in a table that is all such groups"
    remedy = "leave out the sums, or call each of them a total"
    return Fault("total-or-area", row.place, found, "areas, each counted once", remedy)


def _below_total(row: Row) -> Fault:
    remedy = "move the total row below it, delete the row, or limit the reading with --range"
    found = f"{row.name!r} below the total row"
    return Fault("below-total", row.place, found, "nothing below the last total", remedy)
