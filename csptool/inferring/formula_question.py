"""The question of a formula asked of a table: each indicator as printed or the other way, a fixed sum, a minimum."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations

from csptool.faults import Place, fault
from csptool.inferring.tables import AreaTable
from formulas.inference.formula_aside import LARGEST, FormulaAside, formula_aside
from formulas.inference.interval import NOUGHT, Interval
from formulas.inference.per_head import PER, counted_from, per_thousand
from formulas.inference.pots import HALF_UP, before_rounding
from formulas.inference.weights import Measured, follow, with_fixed_sum, with_minimum
from formulas.relations.entry import Entry, Line

FIXED = "a fixed sum for each area"
EVERY_WAY = 4  # indicators of which every mixture of counts and rates is tried
_POPULATION = re.compile(r"\bpopulation\b|\bresidents\b|\binhabitants\b|\bpeople\b|\bhouseholds\b", re.IGNORECASE)
_RATE = re.compile(r"\brates?\b|\bper\b|%", re.IGNORECASE)


@dataclass(frozen=True)
class Formula:
    """What was found: how every indicator is read, its rows, and what else was needed for every row to follow.

    `turned` are the indicators read the other way than they are printed; `others` the further readings that fit as
    well. `held` are the rows held at the `minimum`. `aside` is what to set aside where nothing gives every row.
    """

    names: Sequence[str]
    rows: Sequence[Measured]
    fixed: bool = False
    held: tuple[int, ...] = ()
    minimum: Fraction = NOUGHT
    turned: Sequence[str] = ()
    others: Sequence[Sequence[str]] = ()
    minimum_too: bool = False
    fits: bool = True
    aside: FormulaAside | None = None

    @property
    def following(self) -> Sequence[Measured]:
        """The rows without those of the first set that is set aside."""
        return [row for place, row in enumerate(self.rows) if not self.aside or place not in self.aside.rows]


def formula_of(table: AreaTable, indicators: Sequence[int], result: int, population: int | None) -> Formula:
    """The first that gives every row, or what to set aside where nothing does."""
    readings = _readings(table, indicators, result, population)
    if len(readings[0].rows) < 2:
        place, remedy = Place(f"table {table.number}"), "choose other columns"
        raise fault("too-few", place, f"{len(readings[0].rows)} areas with every figure", "two areas or more", remedy)
    return _fitting(readings) or _with_rows_aside(readings[0], LARGEST)


def formula_sought(table: AreaTable, indicators: Sequence[int], result: int) -> Formula:
    """The same for columns that nobody named: of those that fit nowhere one row at most is looked for."""
    readings = _readings(table, indicators, result, None)
    return _fitting(readings) or _with_rows_aside(readings[0], 1)


def _readings(table: AreaTable, indicators: Sequence[int], result: int, population: int | None) -> list[Formula]:
    per = population if population is not None else _population(table, indicators, result)
    other_ways = [place for place, column in enumerate(indicators) if per is not None and column != per]
    return [_read(table, indicators, result, per, turned) for turned in _turned(other_ways)]


def _fitting(readings: Sequence[Formula]) -> Formula | None:
    """As printed before turned, without a fixed sum or minimum before with one."""
    for way in (_plain, _with_fixed, _with_minimum):
        fitting = [one for reading in readings if (one := way(reading)) is not None and follow(one.rows)]
        if fitting:
            minimum = _with_minimum(fitting[0]) if fitting[0].fixed else None
            minimum_too = minimum is not None and follow(minimum.rows)
            return replace(fitting[0], others=[one.turned for one in fitting[1:]], minimum_too=minimum_too)
    return None


def _with_rows_aside(plain: Formula, most: int) -> Formula:
    """The formula with the fewest rows set aside; a fixed sum besides only where that spares some."""
    aside = formula_aside(plain.rows, most)
    fixed = _with_fixed(plain)
    fewer = formula_aside(fixed.rows, len(aside.rows) - 1 if aside else most)
    return replace(fixed, fits=False, aside=fewer) if fewer else replace(plain, fits=False, aside=aside)


def _plain(reading: Formula) -> Formula:
    return reading


def _with_fixed(reading: Formula) -> Formula:
    return replace(reading, names=[FIXED, *reading.names], rows=with_fixed_sum(reading.rows), fixed=True)


def _with_minimum(reading: Formula) -> Formula | None:
    plain = replace(reading, names=reading.names[reading.fixed :], fixed=False)
    bare = [
        replace(one, indicators=one.indicators[reading.fixed :], halves=one.halves[reading.fixed :])
        for one in reading.rows
    ]
    rows, held = with_minimum(bare)
    if not held:
        return None
    least = bare[held[0]].result
    return replace(plain, rows=rows, held=held, minimum=((least.low or NOUGHT) + (least.high or NOUGHT)) / 2)


def _turned(places: Sequence[int]) -> Iterator[frozenset[int]]:
    """Which indicators are read the other way: none, then every mixture of a few, of many each alone and all."""
    yield frozenset()
    sizes = range(1, len(places) + 1) if len(places) <= EVERY_WAY else (1, len(places))
    for size in sizes:
        yield from map(frozenset, combinations(places, size))


def _population(table: AreaTable, indicators: Sequence[int], result: int) -> int | None:
    """The only column of people, if it is not the only indicator."""
    places = [place for place, column in enumerate(table.columns) if _POPULATION.search(column.label)]
    others = [place for place in places if place != result and not _RATE.search(table.columns[place].label)]
    return others[0] if len(others) == 1 and list(indicators) != others else None


def _read(
    table: AreaTable, indicators: Sequence[int], result: int, population: int | None, turned: frozenset[int]
) -> Formula:
    names, rows, told = [], [], []
    for place, column in enumerate(indicators):
        name = table.name(column)
        if place in turned and population is not None:
            rate = _is_rate(table.columns[column])
            people = table.name(population)
            name = f"{name} times {people}" if rate else f"{name} per {PER:,} of {people}"
            told.append(name)
        names.append(name)
    for line in table.lines:
        entries, paid = [line.entries[column] for column in indicators], line.entries[result]
        people_in = line.entries[population] if population is not None else None
        figures = [entry for entry in entries if entry is not None]
        if paid is None or len(figures) < len(entries) or (turned and (people_in is None or people_in.value <= 0)):
            continue
        if any(entry.value < 0 for entry in figures):
            place_ = Place(f"table {table.number}, {line.label}")
            raise fault("negative-indicator", place_, "an indicator below nought", "nought or more", "leave it out")
        before = before_rounding(paid.value, 2 * paid.half or paid.last_place, HALF_UP)
        pairs = [
            _pair(entry, table.columns[column], people_in if place in turned else None)
            for place, (entry, column) in enumerate(zip(figures, indicators, strict=True))
        ]
        rows.append(Measured(line.label, tuple(v for v, _ in pairs), tuple(h for _, h in pairs), before))
    return Formula(names, rows, turned=told)


def _pair(entry: Entry, column: Line, people: Entry | None) -> tuple[Fraction, Fraction]:
    """An indicator of an area and the half of what it is known to, read the other way where there are people to it."""
    if people is None:
        return entry.value, _half(entry)
    figure, by = (Interval.around(one.value, _half(one)) for one in (entry, people))
    return counted_from(figure, by) if _is_rate(column) else per_thousand(figure, by)


def _is_rate(column: Line) -> bool:
    return column.kind in ("percent", "rate") or bool(_RATE.search(column.label))


def _half(entry: Entry) -> Fraction:
    """Half of the last place of an indicator; what is printed in ones is taken for a count, and has none."""
    return NOUGHT if entry.half == Fraction(1, 2) else entry.half
