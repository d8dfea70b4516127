"""The question of a floor: which floor, scaling factor and ceiling made the amounts after damping, and who is held."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from csptool.faults import Place, fault
from csptool.inferring.answer import Answer
from csptool.inferring.ceilings_answer import NO_FLOOR, CeilingPart, ceiling_part, factor_line, without_floor
from csptool.inferring.rates import between, factors_told, percent, percents, record
from csptool.inferring.tables import AreaTable
from csptool.labels import listed
from csptool.reports.grid import Cell, Grid, Head
from formulas.exact import in_full, in_pounds
from formulas.inference.damping import BELOW, BROKEN, EXCESS, MAYBE, ON, WAYS, WHOLE, Area, Damping, damping, floors
from formulas.inference.damping_aside import Aside, set_aside
from formulas.inference.interval import Interval
from formulas.relations.entry import Entry


def damping_answer(
    table: AreaTable, columns: tuple[int, int, int], stated: Fraction | None, ceiling: Fraction | None
) -> Answer:
    """What the previous, the undamped and the new amounts imply of a floor and a ceiling, or for those stated."""
    found, entries = [], []
    for line in table.lines:
        three = [line.entries[place] for place in columns]
        previous, undamped, after = three
        if previous is None or undamped is None or after is None:
            continue
        if min(entry.value - entry.half for entry in (previous, undamped, after)) <= 0:
            place = Place(f"table {table.number}, {line.label}")
            raise fault(
                "not-above-nought", place, "an amount of nought or less", "amounts above nought", "leave it out"
            )
        found.append(Area(line.label, *(Interval.around(one.value, one.half) for one in (previous, undamped, after))))
        entries.append((previous, undamped, after))
    if len(found) < 2:
        place, remedy = Place(f"table {table.number}"), "choose other columns"
        raise fault("too-few", place, f"{len(found)} areas with all three amounts", "two areas or more", remedy)
    range_ = floors(found)
    title = f"Table {table.number}: {table.name(columns[2])} by a floor on {table.name(columns[0])}"
    sentences = [_range(range_)]
    facts: dict[str, Any] = {"table": table.number, "floor": record(range_), "stated_floor": None}
    if stated is not None:
        facts["stated_floor"] = in_full(stated)
        among = "is among them" if range_.has(stated) else "is not among them"
        sentences.append(f"The floor asked about, {percent(stated)}, {among}.")
    known = range_.low is not None and not range_.empty
    floor = Interval(stated, stated) if stated is not None else range_ if known else None
    if floor is None:
        sentences.append("The scaling factor is not determined without a floor: state one with --floor.")
        sentences += [NO_FLOOR] if range_.empty else without_floor(found, ceiling)
        return Answer("damping", title, sentences, {}, facts)
    told = damping(found, floor)
    held = None if stated is not None and not range_.has(stated) else ceiling_part(found, told, ceiling)
    sentences += [*_standing(found, told), *_factors(found, told, held)]
    sentences += held.sentences if held else [NO_FLOOR]
    aside = set_aside(found, told) if held else None
    sentences += _aside(found, aside) if aside else []
    if aside:
        facts["set_aside"] = [[found[place].label for place in sorted(one)] for one in aside.sets]
    facts |= {"factors": {way: record(told.factors[way]) for way in WAYS}, "ceiling": held.facts if held else None}
    return Answer("damping", title, sentences, {"rows": _grid(found, entries, told, held)}, facts)


def _range(floor: Interval) -> str:
    if floor.empty:
        return "No one floor fits: areas that got more than the formula gave them grew by different rates."
    assert floor.high is not None
    if floor.low is None:
        at_most = percent(floor.high)
        return f"The floor is not determined: no area is surely on it, and it is at most {at_most}."
    return f"The floor is {percents(floor)}: areas above their formula amount grew by that."


def _standing(areas: list[Area], told: Damping) -> list[str]:
    sentences = []
    for place, words in (
        (ON, "On the floor"),
        (MAYBE, "On the floor or near it, as far as the printed figures tell"),
        (BELOW, "Below the floor"),
        (BROKEN, "Above the floor though the formula gives less than it"),
    ):
        names = [area.label for area, one in zip(areas, told.places, strict=True) if one == place]
        if names:
            sentences.append(f"{words}: {listed(names, 12)}.")
    return sentences


def _factors(areas: list[Area], told: Damping, held: CeilingPart | None) -> list[str]:
    """The factor of each way of paying, and the ceiling without which there is none."""
    sentences = []
    for way in WAYS:
        factor = told.factors[way]
        with_ceiling = factor_line(areas, way, held.found[way]) if held else None
        if with_ceiling:
            sentences.append(with_ceiling)
        elif factor.empty:
            sentences.append(f"If {way}, no one factor fits.")
        elif factor.low is None or factor.high is None:
            sentences.append(f"If {way}, the factor is not determined: no area is surely above the floor.")
        else:
            sentences.append(f"If {way}, the factor is {factors_told(factor)}.")
    return sentences


def _aside(areas: list[Area], aside: Aside) -> list[str]:
    """The areas without which one factor fits, and what they would have to have got."""
    names = [listed([areas[place].label for place in sorted(one)], 12) for one in aside.sets]
    if len(names) > 1:
        return [f"If {aside.way}, one factor fits without {', or without '.join(names)}: which is not determined."]
    sentences = [f"If {aside.way}, one factor fits without {names[0]}: {factors_told(aside.factor)}."]
    for place, ends in aside.due.items():
        low, high = (_money(end) for end in ends)
        due = low if low == high else f"{low} to {high}"
        sentences.append(f"With it {areas[place].label} would have to get {due}, if its other figures are right.")
    return sentences


def _money(amount: Fraction) -> str:
    return in_pounds(amount, 0 if amount.denominator == 1 else 2)


def _grid(
    areas: list[Area], entries: list[tuple[Entry, Entry, Entry]], told: Damping, held: CeilingPart | None
) -> Grid:
    heads = [
        Head("Area", "area"),
        Head("Previous", "previous"),
        Head("Undamped", "undamped"),
        Head("After", "after"),
        Head("Growth from", "growth_from"),
        Head("To", "growth_to"),
        Head("Stands", "place"),
        Head("Factor of excess", "factor_excess"),
        Head("Factor of whole", "factor_whole"),
    ]
    standing = held.standing if held else None
    heads += [Head("To the ceiling", "ceiling")] if standing else []
    rows: list[list[Cell]] = []
    for place, (area, printed) in enumerate(zip(areas, entries, strict=True)):
        growth = area.growth
        ends = [percent(end or Fraction(0)) for end in (growth.low, growth.high)]
        factors = [_factor(told.rows[way][place]) for way in (EXCESS, WHOLE)]
        line: list[Cell] = [area.label, *(entry.printed for entry in printed), *ends, told.places[place], *factors]
        rows.append([*line, standing[place]] if standing else line)
    return Grid("", heads, rows, after=held.notes if held else [])


def _factor(one: Interval | None) -> str:
    if one is None:
        return "any"
    words = "" if one.low is not None and one.high is not None else "at least " if one.high is None else "at most "
    return words + between(one)
