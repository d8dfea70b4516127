"""Band D down a series of years: the decimals that are not printed, and the figures that contradict the rest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

from csptool.inferring.answer import Answer
from csptool.inferring.rises_series import Series, series_of
from csptool.inferring.tables import AreaTable
from csptool.labels import counted, listed
from csptool.reports.grid import Cell, Grid, Head
from formulas.exact import cut, in_digits, in_full, in_pounds
from formulas.inference.interval import Interval
from formulas.inference.rises import Figure, Year, by_itself, ranges
from formulas.inference.rises_left_out import BAND_D, PERCENT, POUNDS, Part, left_out, without, would_be

EXACT, ROUNDED = "exact", "rounded"
_TIES = "A figure that comes to exactly half of its last place may have been rounded either way."
_SLACK = (
    "A percentage may have been worked out from Band D before it was rounded, or from the printed figures: where these"
    " give it, it tells nothing of what is not printed."
)


def rises_answers(table: AreaTable) -> Iterator[Answer]:
    """What the increases tell of every year of Band D; of several series only those that tell something."""
    found = [_rises_answer(table, series) for series in series_of(table)]
    for answer, tells in found:
        if tells or len(found) == 1:
            yield answer


def _rises_answer(table: AreaTable, series: Series) -> tuple[Answer, bool]:
    """The answer, and whether it tells more than is printed."""
    years = series.years
    title = f"Table {table.number}: {series.name} year by year"
    facts: dict[str, Any] = {"table": table.number, "series": series.name, "decimals": _finest(years)}
    rounded = ranges(years, exact=False)
    if not rounded:
        return _contradiction(title, years, facts), True
    readings = {ROUNDED: rounded}
    if any(year.pounds for year in years):
        readings = {EXACT: ranges(years, exact=True), ROUNDED: rounded}
    sentences = [words for reading, found in readings.items() for words in _sentences(series, reading, found)]
    facts |= {
        reading: {"fits": bool(found), "told": {label: in_full(value) for label, value in _told(years, found).items()}}
        for reading, found in readings.items()
    }
    tells = any(_told(years, found) for found in readings.values()) or not all(readings.values())
    return Answer("rises", title, sentences, {"rows": _grid(years, readings)}, facts), tells


def _finest(years: Sequence[Year]) -> int:
    """The most decimals that Band D of any year is printed with."""
    return max((year.band_d.decimals for year in years if year.band_d), default=2)


def _hidden(years: Sequence[Year]) -> list[int]:
    """The places of the years printed with fewer decimals than another, or not at all."""
    finest = _finest(years)
    return [place for place, year in enumerate(years) if year.band_d is None or year.band_d.decimals < finest]


def _only(one: Interval, decimals: int) -> Fraction | None:
    """The only figure with so many decimals in a range; None where there is none, or another."""
    ends = one.multiples(Fraction(1, 10**decimals))
    return ends[0] if ends is not None and ends[0] == ends[1] else None


def _told(years: Sequence[Year], found: Sequence[Interval]) -> dict[str, Fraction]:
    """The years of which the decimals that are not printed are told, with all of them."""
    told = {}
    for place in _hidden(years) if found else []:
        value = _only(found[place], _finest(years))
        if value is not None:
            told[years[place].label] = value
    return told


def _sentences(series: Series, reading: str, found: Sequence[Interval]) -> list[str]:
    """What one reading of the increases tells of the decimals that are not printed."""
    years = series.years
    if not found:
        return ["The increases in pounds are not all exact as printed: no figures fit them so."]
    exactly = "With the increases in pounds exactly as printed"
    lead = exactly if reading == EXACT else "With every increase taken as rounded to its last place"
    hidden, decimals = _hidden(years), _finest(years)
    if not hidden and reading == EXACT:
        return [f"{exactly}, every year follows."]
    if not hidden:
        return [f"Every year is printed with {counted(decimals, 'decimal')}; any further decimals are not determined."]
    told = _told(years, found)
    finest = next(year.label for year in years if year.band_d and year.band_d.decimals == decimals)
    sentences = []
    if told:
        values = [
            f"{in_pounds(told[year.label], decimals)} in {year.label} ({_shown(year.band_d)})"
            for year in years
            if year.label in told
        ]
        only = "this one fits" if len(values) == 1 else "these fit"
        figures = f"{series.noun} was {listed(values, 20)}"
        sentences.append(f"{lead}, {figures}: with {counted(decimals, 'decimal')}, as {finest} has, only {only}.")
    rest = [years[place].label for place in hidden if years[place].label not in told]
    if rest:
        start = "Not determined" if told else f"{lead}, not determined"
        sentences.append(f"{start} to {counted(decimals, 'decimal')}: {listed(rest, 20)}.")
    return sentences


def _contradiction(title: str, years: Sequence[Year], facts: dict[str, Any]) -> Answer:
    """The answer where no series of Band D fits: which figures must be left out, and what they would have to be."""
    sets = left_out(years)
    sentences = ["No figures fit everything that is printed, each increase taken as rounded to its last place."]
    tables = {"rows": _by_itself(years)}
    if not sets:
        sentences.append("More than two figures would have to be left out; which of them is not determined.")
    else:
        ways = [" and ".join(_name(years, part) for part in sorted(one)) for one in sets]
        which = "" if len(sets) == 1 else "; which of these is wrong is not determined"
        sentences.append(f"Without {', or without '.join(ways)}, the rest follow{which}.")
    due: dict[Part, tuple[Fraction, Fraction] | None] = {}
    if len(sets) == 1:
        rest = without(years, sets[0])
        found = ranges(rest, exact=False)
        due = {part: would_be(years, part, found) for part in sorted(sets[0])}
        sentences += [_due(years, part, ends) for part, ends in due.items() if ends is not None]
        tables["rest"] = _grid(rest, {ROUNDED: found}, "Every year from the figures that are left")
    facts |= {
        ROUNDED: {"fits": False},
        "left_out": [[_record(years, part, due.get(part)) for part in sorted(one)] for one in sets],
    }
    return Answer("rises", title, sentences, tables, facts)


def _figure(years: Sequence[Year], part: Part) -> Figure:
    place, which = part
    figure = {BAND_D: years[place].band_d, POUNDS: years[place].pounds, PERCENT: years[place].percent}[which]
    assert figure is not None
    return figure


def _as_printed(value: Fraction, figure: Figure, which: str) -> str:
    return f"{in_digits(value, figure.decimals)}%" if which == PERCENT else in_pounds(value, figure.decimals)


def _name(years: Sequence[Year], part: Part) -> str:
    place, which = part
    figure = _figure(years, part)
    of = f"the {years[place].label} figure of" if which == BAND_D else f"the increase to {years[place].label} of"
    return f"{of} {_as_printed(figure.value, figure, which)}"


def _due(years: Sequence[Year], part: Part, ends: tuple[Fraction, Fraction]) -> str:
    place, which = part
    figure = _figure(years, part)
    low, high = (_as_printed(end, figure, which) for end in ends)
    what = "figure" if which == BAND_D else "increase in per cent" if which == PERCENT else "increase in pounds"
    return f"The {years[place].label} {what} would have to be {low}{'' if low == high else f' to {high}'}."


def _record(years: Sequence[Year], part: Part, ends: tuple[Fraction, Fraction] | None) -> dict[str, Any]:
    place, which = part
    record: dict[str, Any] = {"year": years[place].label, "figure": which}
    record["printed"] = in_full(_figure(years, part).value)
    return record | ({"would_be": [in_full(end) for end in ends]} if ends else {})


def _grid(years: Sequence[Year], readings: dict[str, tuple[Interval, ...]], title: str = "") -> Grid:
    """Every year with its range under each reading."""
    decimals = _finest(years)
    heads = [Head("Year", "year"), Head("As printed", "printed"), *_increase_heads(years)]
    for reading in readings:
        how = "Increases exact" if reading == EXACT else "Increases rounded"
        heads += [
            Head(f"{how}: from", f"{reading}_from"),
            Head("To", f"{reading}_to"),
            Head(f"With {counted(decimals, 'decimal')}", f"{reading}_told"),
        ]
    rows: list[list[Cell]] = []
    for place, year in enumerate(years):
        row: list[Cell] = [year.label, _printed(year.band_d), *_increase_cells(years, year)]
        for found in readings.values():
            only = _only(found[place], decimals) if found else None
            row += [*_ends(found[place] if found else None), "not determined" if found else "none"]
            row[-1] = row[-1] if only is None else in_pounds(only, decimals)
        rows.append(row)
    return Grid(title, heads, rows, after=_notes(years))


def _by_itself(years: Sequence[Year]) -> Grid:
    """Every year by its own print, and by last year's print with each of its increases."""
    heads = [
        Head("Year", "year"),
        Head("As printed", "printed"),
        Head("Stands for", "own_from"),
        Head("To", "own_to"),
        *_increase_heads(years),
    ]
    for shown, name, which in (("By pounds", "pounds", POUNDS), ("By per cent", "percent", PERCENT)):
        if _any(years, which):
            heads += [Head(f"{shown}: from", f"{name}_from"), Head("To", f"{name}_to")]
    rows: list[list[Cell]] = []
    for place, year in enumerate(years):
        own = year.band_d.range if year.band_d else None
        given = by_itself(years[place - 1], year) if place else (None, None)
        row: list[Cell] = [year.label, _printed(year.band_d), *_ends(own), *_increase_cells(years, year)]
        for which, one in zip((POUNDS, PERCENT), given, strict=True):
            row += _ends(one) if _any(years, which) else ()
        rows.append(row)
    return Grid("", heads, rows, after=[*_notes(years), "The last columns are last year's print with the increase."])


def _any(years: Sequence[Year], which: str) -> bool:
    return any((year.pounds if which == POUNDS else year.percent) for year in years)


def _increase_heads(years: Sequence[Year]) -> list[Head]:
    heads = {POUNDS: Head("Increase", "increase"), PERCENT: Head("Per cent", "increase_percent")}
    return [head for which, head in heads.items() if _any(years, which)]


def _increase_cells(years: Sequence[Year], year: Year) -> list[Cell]:
    cells = {POUNDS: year.pounds, PERCENT: year.percent}
    return [
        "" if figure is None else _as_printed(figure.value, figure, which)
        for which, figure in cells.items()
        if _any(years, which)
    ]


def _notes(years: Sequence[Year]) -> list[str]:
    return [_TIES, *([_SLACK] if _any(years, PERCENT) else [])]


def _printed(figure: Figure | None) -> str:
    return "not printed" if figure is None else in_digits(figure.value, figure.decimals)


def _shown(figure: Figure | None) -> str:
    return "not printed" if figure is None else f"printed {_printed(figure)}"


def _ends(one: Interval | None) -> list[Cell]:
    if one is None:
        return ["none", "none"]
    return [f"£{cut(end, 6)}" if end is not None else "no end" for end in (one.low, one.high)]
