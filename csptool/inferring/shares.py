"""The question of shares, asked of two columns of a table: one pot, one rule of rounding, every row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from csptool.inferring.tables import AreaTable
from formulas.inference.interval import NOUGHT, Interval, common
from formulas.inference.pots import BY_ROW, RULES, Aside, Pots, Row, implied, refuse_unfit, row_rate, set_aside, units
from formulas.relations.entry import Entry

TIGHT = Fraction(1, 50)  # how wide a rate that nobody asked for may be, as a part of itself


@dataclass(frozen=True)
class Shares:
    """What two columns say of a pot: every rule tried, the one told first, and the rows set aside if none fits."""

    table: AreaTable
    basis: int
    result: int
    rows: Sequence[Row]
    entries: Sequence[tuple[Entry, Entry]]
    tried: Sequence[Pots] = field(default=())
    aside: Aside | None = None

    @property
    def found(self) -> Pots | None:
        """The answer: a pot for every row with the basis as printed, or with it rounded, or with rows set aside."""
        fitting = [one for one in self.tried if one.fits]
        return fitting[0] if fitting else self.aside.found if self.aside else None

    @property
    def wider(self) -> Pots | None:
        """The same rule with the basis anything that rounds to what is printed, if the answer has it as printed."""
        found = self.found
        if found is None or found.basis_rounded:
            return None
        alike = [one for one in self.tried if one.basis_rounded and (one.rule, one.unit) == (found.rule, found.unit)]
        return alike[0] if alike and alike[0].pots != found.pots else None

    def excluded_by(self, pot: Fraction, half: Fraction = NOUGHT) -> list[int]:
        """The rows that do not follow from a pot, nor from any within half of its last place."""
        found = self.found
        if found is None or found.rule not in BY_ROW:
            return []
        basis = sum((row.basis for row in self.rows), NOUGHT)
        slack = sum((row.basis_half for row in self.rows), NOUGHT) if found.basis_rounded else NOUGHT
        stated = Interval.around(pot, half).over(Interval(max(NOUGHT, basis - slack), basis + slack))
        rates = [row_rate(row, found.unit, found.rule, rounded=found.basis_rounded) for row in self.rows]
        return [place for place, rate in enumerate(rates) if common([rate, stated]).empty]


def ask(table: AreaTable, basis: int, result: int) -> Shares:
    """Try every rule and unit. Refuses what `refuse_unfit` refuses."""
    pairs = table.pairs(basis, result)
    place = min((entry.last_place for _, _, entry in pairs if entry.value), default=Fraction(1, 100))
    halves = halves_of([one for _, one, _ in pairs])
    rows = [
        Row(line.label, one.value, other.value, half, place / 2)
        for half, (line, one, other) in zip(halves, pairs, strict=True)
    ]
    refuse_unfit(rows)
    asked = Shares(table, basis, result, rows, [(one, other) for _, one, other in pairs])
    readings = (False, True) if any(row.basis_half for row in rows) else (False,)
    tried = [
        implied(rows, unit, rule, rounded=rounded)
        for rounded in readings
        for unit in units(rows)
        for rule in (BY_ROW if rounded else RULES)
    ]
    tried.sort(key=lambda one: (one.basis_rounded, one.unit, RULES.index(one.rule)))
    found = Shares(table, basis, result, rows, asked.entries, tried)
    if found.found is not None:
        return found
    asides = [
        one
        for rule in BY_ROW
        for rounded in readings
        if (one := set_aside(rows, units(rows)[0], rule, rounded=rounded))
    ]
    return Shares(
        table, basis, result, rows, asked.entries, tried, min(asides, key=lambda one: len(one.rows), default=None)
    )


def halves_of(basis: Sequence[Entry]) -> list[Fraction]:
    """Half of the last place of each basis; none of a count of whole things, unless it is counted in thousands."""
    least = _noughts(basis) / 2
    return [max(least, one.half or (one.last_place / 2 if one.last_place > 1 else NOUGHT)) for one in basis]


def _noughts(entries: Sequence[Entry]) -> Fraction:
    """The thousands, ten thousands ... that a whole column is printed in, though its header may not say so."""
    place, next_place = NOUGHT, Fraction(1000)
    while any(entry.value for entry in entries) and all(entry.value % next_place == 0 for entry in entries):
        place, next_place = next_place, next_place * 10
    return place


def search(table: AreaTable, basis: int | None, result: int | None) -> Iterator[Shares]:
    """Every pair of columns of which the second follows from the first, tightly enough that chance would hardly do it.

    A column found to follow is asked no more: it has one set of shares with what it follows from.
    """
    money = [place for place, column in enumerate(table.columns) if column.kind not in ("percent", "rate")]
    alike: dict[int, int] = {}  # the column that each column found to follow has its shares from
    for first in money if basis is None else [basis]:
        for second in money if result is None else [result]:
            if second == first or alike.get(second, second) == alike.get(first, first):
                continue
            if _worth_asking(table, first, second) and _telling(found := ask(table, first, second)):
                alike[second] = alike.setdefault(first, first)
                yield found


def _worth_asking(table: AreaTable, first: int, second: int) -> bool:
    pairs = table.pairs(first, second)
    sound = len(pairs) > 2 and all(one.value >= 0 for _, one, _ in pairs)
    uneven = len({one.value for _, one, _ in pairs}) > 2 and len({other.value for _, _, other in pairs}) > 2
    return sound and uneven and any(one.value != other.value for _, one, other in pairs)


def _telling(shares: Shares) -> bool:
    """Whether the answer says something that chance does not: its rate is narrow, as that of most of its rows is."""
    found = shares.found
    if found is None or found.rate.low is None or found.rate.high is None or not found.rate.high:
        return False
    if shares.aside and (len(shares.rows) < 6 or 4 * len(shares.aside.rows) > len(shares.rows)):
        return False
    if found.unit > 10 * units(shares.rows)[0] or (found.unit > units(shares.rows)[0] and len(shares.rows) < 5):
        return False
    narrow = [
        row.result and max(row.result_half, found.unit / 2) / abs(row.result) + row.basis_half / row.basis < TIGHT
        for row in shares.rows
        if row.basis
    ]
    return sum(map(bool, narrow)) >= 3
