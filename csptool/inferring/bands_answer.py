"""Which conventions made the bands of a council tax table, the Band D that each needs, and the bands that are wrong."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

from csptool.inferring.answer import Answer
from csptool.inferring.band_years import BANDS, Year, years_of
from csptool.inferring.tables import AreaTable
from csptool.labels import counted
from csptool.reports.grid import Cell, Grid, Head
from formulas.exact import cut, ending, in_full, in_pounds
from formulas.inference.charges import Convention, band_d_of
from formulas.inference.interval import NOUGHT, Interval
from formulas.rounding import PENNY
from formulas.valuation_bands import LAST_YEAR_PLUS, UNROUNDED

_ENDS = "A band allows every Band D from the one figure up to, but not, the other."
_NOT_TRIED = "Last year's bands were not found in the table, so that adding a rounded increase to them was not tried."
_AGAIN = "Where a convention stands more than once, each line is a choice of bands without which the rest follow."


def bands_answers(table: AreaTable) -> Iterator[Answer]:
    """Which conventions give each year's bands, and the Band D that they need."""
    for year in years_of(table):
        fits = year.nearest[0].fits
        sentences = _fitting(year) if fits else _not_fitting(year)
        names = {one.name for one in year.nearest} if fits else set()
        if names <= {UNROUNDED} and LAST_YEAR_PLUS not in {one.name for one in year.tried}:
            sentences.append(_NOT_TRIED)
        title = f"Table {table.number}: the bands of {year.name}"
        yield Answer("bands", title, sentences, _tables(year), {"table": table.number, **_facts(year)})


def _fitting(year: Year) -> list[str]:
    """Every convention that gives every band, with the Band D that it needs."""
    if len(year.nearest) == 1:
        [one] = year.nearest
        return [f"Every band follows from {_needs(year, one)}: {_name(year, one)}."]
    count = counted(len(year.nearest), "convention")
    told = f"{count} give every band, and the figures do not tell which was used. The Band D that each needs:"
    return [told, *_each(year)]


def _not_fitting(year: Year) -> list[str]:
    """The fewest bands without which the rest follow, and what they would have to be, where there is no choice."""
    nothing, count = "None of the conventions tried gives every band.", len(year.charges.bands)
    choices = list(dict.fromkeys(one.misses for one in year.nearest))
    left = count - len(choices[0])
    if left < 3 or 2 * left <= count:
        return [nothing, f"Not determined which are wrong: no more than {left} of the {count} follow from one Band D."]
    if len(choices) > 1:
        ways = " or ".join(_bands(misses) for misses in choices)
        return [nothing, f"Not determined which are wrong: the other {left} follow without {ways}."]
    told = f"{nothing} Without {_bands(choices[0])} the other {left} follow, with the Band D needed:"
    return [told, *_each(year), *(_would_be(year, band) for band in choices[0])]


def _each(year: Year) -> list[str]:
    """The nearest conventions one by one, each with the Band D that it needs."""
    told = [f"{_name(year, one)}: {_needs(year, one)}." for one in year.nearest]
    return [f"{words[:1].upper()}{words[1:]}" for words in told]


def _name(year: Year, one: Convention) -> str:
    return f"{one.name}, last year being {year.last.name}" if one.name == LAST_YEAR_PLUS and year.last else one.name


def _needs(year: Year, one: Convention) -> str:
    """The Band D that a convention needs, in a sentence."""
    low, high = _ends(one.band_d)
    if one.name == UNROUNDED:
        rounded = "" if "D" in one.misses else f", printed as {_pounds(year.charges.band_d)}"
        return f"a Band D of £{cut(low, 6)} up to but not £{cut(high, 6)}{rounded}"
    if "D" in one.misses:
        return f"a Band D of {_between(low, high, year.unit)}"
    return f"the printed Band D of {_pounds(low)}"


def _would_be(year: Year, band: str) -> str:
    least, greatest = _due(year, band)
    due = _between(least, greatest, year.unit if band == "D" else PENNY)
    return f"Band {band} is {_pounds(year.charges.bands[band])} and would have to be {due} to follow."


def _due(year: Year, band: str) -> tuple[Fraction, Fraction]:
    """What a band would have to be by any of the nearest conventions."""
    due = [one.would_be[band] for one in year.nearest]
    return min(least for least, _ in due), max(greatest for _, greatest in due)


def _between(low: Fraction, high: Fraction, unit: Fraction) -> str:
    if low == high:
        return _pounds(low)
    return f"{_pounds(low)} {'or' if high - low == unit else 'to'} {_pounds(high)}"


def _bands(names: Sequence[str]) -> str:
    """Bands in a sentence.

    >>> _bands(["B"]), _bands(["B", "E", "F"])
    ('Band B', 'Bands B, E and F')
    """
    return f"Bands {', '.join(names[:-1])} and {names[-1]}" if names[1:] else f"Band {names[0]}"


def _facts(year: Year) -> dict[str, Any]:
    """For programs: `band_d` is the range that holds those of all conventions that fit, where one of them does."""
    fitting = [one for one in year.nearest if one.fits]
    widest = [one.band_d for one in fitting if all(_within(other.band_d, one.band_d) for other in fitting)]
    choices = {one.misses for one in year.nearest}
    aside = () if fitting or len(choices) > 1 else year.nearest[0].misses
    return {
        "column": year.name,
        "convention": fitting[0].name if fitting else None,
        "conventions_that_fit": [{"convention": one.name, "band_d": _record(one.band_d)} for one in fitting],
        "band_d": _record(widest[0]) if widest else None,
        "set_aside": [{"band": band, "would_be": [in_full(end) for end in _due(year, band)]} for band in aside],
    }


def _tables(year: Year) -> dict[str, Grid]:
    band_d = year.band_d or year.charges.band_d
    heads = [
        Head("Band", "band"),
        Head("As printed", "printed", "£"),
        Head(f"Ninths of {_pounds(band_d)}", "ninths", "£ exact"),
        Head("Band D from", "from"),
        Head("Up to", "to"),
    ]
    lines: list[list[Cell]] = []
    for band, printed in year.charges.bands.items():
        needed = band_d_of(printed, BANDS.of(band))
        lines.append([band, printed, band_d * BANDS.of(band), *(f"£{cut(end, 6)}" for end in _ends(needed))])
    names = [Head("Convention", "convention"), Head("Last year", "last_year"), Head("Fits", "fits")]
    rules: list[list[Cell]] = []
    for one in year.tried:
        last = year.last.name if one.name == LAST_YEAR_PLUS and year.last else ""
        rules.append([one.name, last, "yes" if one.fits else "no", ", ".join(one.misses)])
    heads_of_rules = [*names, Head("Bands that it does not give", "misses")]
    again = [_AGAIN] if len({one.name for one in year.tried}) < len(year.tried) else []
    rule_grid = Grid("Every convention that was tried", heads_of_rules, rules, after=again)
    return {"rows": Grid("", heads, lines, after=[_ENDS]), "conventions": rule_grid}


def _within(inner: Interval, outer: Interval) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _record(one: Interval) -> dict[str, Any]:
    low, high = _ends(one)
    return {"from": in_full(low), "to": in_full(high), "to_included": one.high_in}


def _ends(one: Interval) -> tuple[Fraction, Fraction]:
    return one.low or NOUGHT, one.high or NOUGHT


def _pounds(value: Fraction) -> str:
    """A charge with its pennies, and whatever decimals it has beyond them."""
    return in_pounds(value, max(2, ending(value) or 0))
