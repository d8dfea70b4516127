"""The question of shares, asked of two columns of a table: one pot, one rule of rounding, every row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from formulas.inference.areas import Areas
from formulas.inference.aside import Aside, set_aside
from formulas.inference.held import Held, held
from formulas.inference.interval import NOUGHT, Interval, common
from formulas.inference.pots import BY_ROW, RULES, Pots, Row, implied, refuse_unfit, row_rate, units
from formulas.relations.entry import Entry, Line

TIGHT = Fraction(1, 200)  # how wide a rate that nobody asked for may be, as a part of itself
LEAST = 4  # rows that must follow where others do not
SURE = Fraction(1, 1000)  # and where the rows are few, and one of them does not follow
HUNDRED = Fraction(100)
_YEAR = re.compile(r"\b20\d\d\b")
LEEWAY = 10  # last places that a result may be off a rate that is worth a closer look


@dataclass(frozen=True)
class Shares:
    """What two columns say of a pot: every rule tried, the one told first, and the rows held or set aside if none fits.

    `whole` is what the basis comes to where that is known without adding it up: 100, of percentages.
    """

    areas: Areas
    basis: int
    result: int
    rows: Sequence[Row]
    entries: Sequence[tuple[Entry, Entry]]
    whole: Fraction | None = None
    tried: Sequence[Pots] = ()
    held: Held | None = None
    aside: Aside | None = None

    @property
    def found(self) -> Pots | None:
        """The answer: a pot for every row as it stands, or with rows held at an amount, or with rows set aside."""
        fitting = [one for one in self.tried if one.fits]
        if fitting:
            return fitting[0]
        return self.held.found if self.held else self.aside.found if self.aside else None

    @property
    def wider(self) -> Pots | None:
        """The same rule with the basis anything that rounds to what is printed, if the answer has it as printed."""
        found = self.found
        if found is None or found.basis_rounded:
            return None
        alike = [one for one in self.tried if one.basis_rounded and (one.rule, one.unit) == (found.rule, found.unit)]
        return alike[0] if alike and alike[0].fits and alike[0].pots != found.pots else None

    @property
    def shared_by(self) -> Fraction:
        """What the basis of the rows that are not held comes to."""
        if self.whole and not self.held:
            return self.whole
        return sum((row.basis for place, row in enumerate(self.rows) if not self.holds(place)), NOUGHT)

    @property
    def come_to(self) -> Fraction:
        """What the results come to as printed."""
        return sum((row.result for row in self.rows), NOUGHT)

    @property
    def corrected(self) -> Fraction | None:
        """What the results come to if those set aside were what they would have to be; None where that is a range."""
        if self.aside is None or any(least != greatest for least, greatest in self.aside.due):
            return None
        return self.come_to + sum(
            (due - self.rows[place].result for place, (due, _) in zip(self.aside.rows, self.aside.due, strict=True)),
            NOUGHT,
        )

    @property
    def beside(self) -> Fraction:
        """What the rows that are held get."""
        return self.held.cost if self.held else NOUGHT

    def left_by_total(self, column: int) -> Entry | None:
        """What the printed total of a column leaves for these rows."""
        lines = [line for line, _, _ in self.areas.pairs(self.basis, self.result)]
        return self.areas.left_by_total(column, {line.index for line in lines})

    @property
    def following(self) -> int:
        """How many rows follow."""
        return 0 if self.found is None else len(self.rows) - len(self.aside.rows if self.aside else ())

    def holds(self, place: int) -> bool:
        """Whether a row is held at a minimum or a cap."""
        return self.held is not None and place in self.held.rows

    def excluded_by(self, pot: Fraction, half: Fraction = NOUGHT) -> list[int]:
        """The rows that do not follow from a pot, nor from any within half of its last place."""
        found = self.found
        if found is None or found.rule not in BY_ROW:
            return []
        basis = self.shared_by
        slack = NOUGHT if self.whole or not found.basis_rounded else sum((r.basis_half for r in self.rows), NOUGHT)
        stated = Interval.around(pot - self.beside, half).over(Interval(max(NOUGHT, basis - slack), basis + slack))
        rates = [row_rate(row, found.unit, found.rule, rounded=found.basis_rounded) for row in self.rows]
        apart = [place for place, rate in enumerate(rates) if common([rate, stated]).empty]
        return [place for place in apart if not self.holds(place) and not (self.aside and place in self.aside.rows)]


def ask(areas: Areas, basis: int, result: int) -> Shares:
    """Try every rule and unit on the areas of the table, or on its largest section where more rows follow so.

    Refuses what `refuse_unfit` refuses.
    """
    found = _asked(areas, basis, result)
    if len(areas.sections) == 1 or (found.found is not None and not found.aside):
        return found
    section = areas.largest_section
    if len(section.pairs(basis, result)) < 3:
        return found
    return max(found, _asked(section, basis, result), key=lambda one: (one.following, one.aside is None))


def _asked(areas: Areas, basis: int, result: int) -> Shares:
    pairs = areas.pairs(basis, result)
    place = min((entry.last_place for _, _, entry in pairs if entry.value), default=Fraction(1, 100))
    halves = halves_of([one for _, one, _ in pairs])
    rows = [
        Row(line.label, one.value, other.value, half, place / 2)
        for (line, one, other), half in zip(pairs, halves, strict=True)
    ]
    refuse_unfit(rows)
    whole = HUNDRED if are_shares([one for _, one, _ in pairs]) else None
    readings = (False, True) if any(row.basis_half for row in rows) else (False,)
    tried = [
        implied(rows, unit, rule, rounded=rounded, whole=whole)
        for rounded in readings
        for unit in units(rows)
        for rule in (BY_ROW if rounded else RULES)
    ]
    tried.sort(key=lambda one: (one.basis_rounded, one.unit, RULES.index(one.rule)))
    found = Shares(areas, basis, result, rows, [(one, other) for _, one, other in pairs], whole, tried)
    if found.found is not None:
        return found
    ways = [(units(rows)[0], rule, rounded) for rounded in readings for rule in BY_ROW]
    for unit, rule, rounded in ways:
        if one := held(rows, unit, rule, rounded=rounded):
            return replace(found, held=one)
    asides = [set_aside(rows, unit, rule, rounded=rounded, whole=whole) for unit, rule, rounded in ways]
    return replace(found, aside=min((one for one in asides if one), key=lambda one: len(one.rows), default=None))


def are_shares(entries: Sequence[Entry]) -> bool:
    """Whether the figures are percentages that make a hundred, but for rounding."""
    if not entries or any(entry.unit != "%" or entry.value < 0 for entry in entries):
        return False
    apart = sum((entry.value for entry in entries), -HUNDRED)
    return abs(apart) <= sum((entry.half for entry in entries), NOUGHT)


def halves_of(basis: Sequence[Entry]) -> list[Fraction]:
    """Half of the last place of each basis, or of the thousands that a whole column is printed in."""
    least = _noughts(basis) / 2
    return [max(least, _half(one)) for one in basis]


def _half(entry: Entry) -> Fraction:
    """Half of the last place of a basis; none of whole things that are no money, unless they are in thousands."""
    if entry.half == Fraction(1, 2) and not entry.unit.startswith("£"):
        return NOUGHT
    return entry.half or (entry.last_place / 2 if entry.last_place > 1 else NOUGHT)


def _noughts(entries: Sequence[Entry]) -> Fraction:
    """The thousands, ten thousands ... that a whole column is printed in, though its header may not say so."""
    place, next_place = NOUGHT, Fraction(1000)
    while any(entry.value for entry in entries) and all(entry.value % next_place == 0 for entry in entries):
        place, next_place = next_place, next_place * 10
    return place


def search(areas: Areas, basis: int | None, result: int | None) -> Iterator[Shares]:
    """Every pair of columns of which the second follows from the first, tightly enough that chance would hardly do it.

    A column found to follow is asked no more: it has one set of shares with what it follows from. Percentages that
    make a hundred are asked last, for they are mostly worked out from the amounts beside them. Where a column is money,
    only money is looked for as a result.
    """
    pairs = [*amounts_and_results(areas), *_shares_and_results(areas)]
    alike: dict[int, int] = {}  # the column that each column found to follow has its shares from
    for first, second in pairs if basis is None or result is None else [(basis, result)]:
        if basis not in (None, first) or result not in (None, second):
            continue
        if second == first or alike.get(second, second) == alike.get(first, first):
            continue
        if _worth_asking(areas, first, second) and _telling(found := ask(areas, first, second)):
            alike[second] = alike.setdefault(first, first)
            yield found


def amounts_and_results(areas: Areas) -> list[tuple[int, int]]:
    """The pairs of columns of which the second may be a share-out by the first: money, by a sign or by its looks.

    A column that is the sum or the difference of others, row by row, takes no part; a year's figures rather follow from
    those of an earlier one than the other way round.
    """
    amounts = [place for place, column in enumerate(areas.columns) if column.kind not in ("percent", "rate")]
    amounts += [place for place in range(len(areas.columns)) if place not in amounts and _with_a_rate(areas, place)]
    in_pounds = [place for place in amounts if areas.in_pounds(place)]
    money = in_pounds or [place for place in amounts if areas.columns[place].kind == "money"]
    free = [place for place in amounts if place not in areas.derived]
    pairs = [(first, second) for first in free for second in money if second in free]
    return sorted(pairs, key=lambda pair: _year(areas, pair[0]) > _year(areas, pair[1]) > "")


def _year(areas: Areas, place: int) -> str:
    found = _YEAR.search(areas.columns[place].label)
    return found.group() if found else ""


def _with_a_rate(areas: Areas, place: int) -> bool:
    """Whether a column that speaks of a percentage holds money: interest at 4%."""
    label = areas.columns[place].label
    return "£" in label and "%" in label


def _shares_and_results(areas: Areas) -> list[tuple[int, int]]:
    shares = [place for place, column in enumerate(areas.columns) if column.kind == "percent"]
    results = dict.fromkeys(second for _, second in amounts_and_results(areas))
    return [(first, second) for first in shares for second in results]


def _worth_asking(areas: Areas, first: int, second: int) -> bool:
    pairs = areas.pairs(first, second)
    sound = len(pairs) > 2 and all(one.value >= 0 for _, one, _ in pairs)
    uneven = len({one.value for _, one, _ in pairs}) > 2 and len({other.value for _, _, other in pairs}) > 2
    of_a_whole = areas.columns[first].kind != "percent" or are_shares([one for _, one, _ in pairs])
    same = sum(one.value == other.value for _, one, other in pairs)  # a column carried over is no share-out
    return sound and uneven and of_a_whole and 2 * same <= len(pairs) and _about_in_proportion(pairs)


def _about_in_proportion(pairs: Sequence[tuple[Line, Entry, Entry]]) -> bool:
    """Whether half of the rows lie near one rate: without that it is not worth trying every rule."""
    known = [(one, other, other.value / one.value) for _, one, other in pairs if one.value]
    middle = sorted(rate for _, _, rate in known)[len(known) // 2]
    near = 0
    for one, other, rate in known:
        leeway = LEEWAY * (other.last_place + abs(middle) * one.last_place) + TIGHT * abs(middle) * one.value
        near += abs(rate - middle) * one.value <= leeway
    return 2 * near >= len(known)


def _telling(shares: Shares) -> bool:
    """Whether the answer says something that chance does not: its rate is narrow, as that of most of its rows is."""
    found = shares.found
    if found is None or found.rate.low is None or found.rate.high is None or not found.rate.high:
        return False
    few = len(shares.rows) < 6 and found.rate.high - found.rate.low > SURE * abs(found.rate.high)
    if shares.aside and (few or shares.following < LEAST or 4 * len(shares.aside.rows) > len(shares.rows)):
        return False
    if shares.held and (len(shares.rows) < 6 or 2 * len(shares.held.rows) > len(shares.rows)):
        return False
    if found.unit > units(shares.rows)[0] and len(shares.rows) < 5:
        return False
    if found.rate.high - found.rate.low > TIGHT * abs(found.rate.high):
        return False
    narrow = [
        row.result
        and max(row.result_half, found.unit / 2) / abs(row.result)
        + (row.basis_half if found.basis_rounded else NOUGHT) / row.basis
        < TIGHT
        for row in shares.rows
        if row.basis
    ]
    return sum(map(bool, narrow)) >= 3
