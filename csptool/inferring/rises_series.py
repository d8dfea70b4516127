"""Finds the series of a table: a Band D printed year by year in pounds and pence, with its increases."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from csptool.inferring.tables import AreaTable
from csptool.labels import tidy
from csptool.precept_answer import BAND_D_OF_ANY_YEAR
from formulas.inference.rises import Figure, Year, agreeing
from formulas.inference.rises_left_out import left_out
from formulas.relations.entry import Entry, Line

_YEAR = re.compile(r"(?<![\d/–-])((?:19|20)?\d\d)\s?[/–-]\s?((?:19|20)?\d\d)(?![\d/–-])|\A\W*((?:19|20)\d\d)\W*\Z")
_NO_BAND_D = (
    r"(?:bases?|requirements?|income|yield|raised|budgets?|collect\w+|surplus|deficit|grants?|support|dwellings"
    r"|properties|equivalents|weekly|week|monthly|month|daily|day|per cent|percentage)\b"
)
_SPEAKS = re.compile(rf"\bband d\b|\bcouncil tax\b(?!\s+{_NO_BAND_D})", re.IGNORECASE)
_OTHER = re.compile(rf"\b{_NO_BAND_D}|\bbands? [a-ce-i]\b|\A\W*[a-ce-i]\W*\Z|%", re.IGNORECASE)
_INCREASE = re.compile(r"\b(?:increases?|rises?|changes?|uplifts?)\b", re.IGNORECASE)  # a difference may be either way
_BESIDE_INCREASE = (
    "increase increases rise rises change changes uplift uplifts decrease reduction in of from to on over the previous"
    " prior last preceding year years annual band d council tax precept police fire charge bill level per cent percent"
    " percentage property household average cash pounds and or by gbp"
)
BY_NAME, BY_HALF, BY_ALL = "its label is enough", "half of its figures must hold", "two or more, and all, must hold"
Figures = list[Figure | None]
Run = dict[int, tuple[int, str]]  # the places of the years, each with the calendar year it begins in and its name


@dataclass(frozen=True)
class Series:
    """One Band D year by year, earliest first; what its row or column is called, and what it is a charge of."""

    name: str
    noun: str
    years: tuple[Year, ...]


def series_of(table: AreaTable) -> list[Series]:
    """Every series of a table, whether the years are its rows or its columns.

    A line of money in pounds and pence over different years, of which the label, the years' labels or the caption
    speak of Band D or council tax. Its increases stand in a line of their own, or beside the only two years. A label
    that says increase and nothing else is enough where there is nothing else to increase, nor another such line;
    otherwise half of its figures must hold; under any other label that speaks of an increase, two or more and all.
    Where the increases hold in fewer than half of the years, and leaving out one figure does not mend that, they are
    increases of something else.
    """
    rows, columns = table.grid.rows_as_lines, table.grid.columns_as_lines
    words = f"{table.grid.caption} {table.grid.corner}"
    return [*_found(rows, columns, words), *_found(columns, rows, words)]


def _found(lines: Sequence[Line], across: Sequence[Line], words: str) -> Iterator[Series]:
    run = _run(across)
    if not run:
        return
    told = _SPEAKS.search(" ".join([words, *(across[place].label for place in run)]))
    charges = [line for line in lines if _is_charge(line, run)]
    meant = [line for line in charges if _SPEAKS.search(line.label)] or (charges if told else [])
    alone = len(meant) == 1 and _only_increases([line for line in lines if line not in meant])
    others = [(rank, line) for line in lines if line not in charges and (rank := _rank(line.label, alone))]
    apart = [line for place, line in enumerate(across) if place not in run]
    ranks = [(_rank(line.label, _only_increases(apart)), place) for place, line in enumerate(across)]
    beside = [(rank, place) for rank, place in ranks if rank and len(run) == 2 and place not in run]
    for line in meant:
        band_d = [_figure(entry, "") for entry in _entries(line, run)]
        best: dict[str, Figures] = {}
        for unit in ("", "%"):
            tried = [(rank, [_figure(entry, unit) for entry in _entries(other, run)]) for rank, other in others]
            tried += [(rank, [None, _figure(line.entries[place], unit)]) for rank, place in beside]
            best[unit] = _best(run, band_d, tried, unit)
        years = _years(run, band_d, best[""], best["%"])
        if any(year.pounds or year.percent for year in years) and _established(years):
            spoken = " ".join([line.label, words, *(across[place].label for place in run)])
            noun = "Band D" if re.search(r"\bband d\b", spoken, re.IGNORECASE) else "the council tax"
            yield Series(tidy(line.label) or tidy(words) or noun, noun, years)


def _run(across: Sequence[Line]) -> Run:
    """The places of the years, earliest first; none where a year stands twice or there is only one."""
    dated = [(year, place) for place, line in enumerate(across) if (year := year_of(line.label)) is not None]
    for kept in (dated, [(year, place) for year, place in dated if _SPEAKS.search(across[place].label)]):
        if len({begins for (begins, _), _ in kept}) == len(kept) > 1:
            return {place: year for year, place in sorted(kept)}
    return {}


def year_of(label: str) -> tuple[int, str] | None:
    """The one financial year that a label names: when it begins and as printed; None in the label of an increase.

    >>> year_of("2024/25 £"), year_of("24-25"), year_of("2024/26"), year_of("Increase 2024/25")
    ((2024, '2024/25'), (2024, '24-25'), None, None)
    """
    found = list(_YEAR.finditer(label))
    if len(found) != 1 or _INCREASE.search(label):
        return None
    first, second, alone = found[0].groups()
    if alone:
        return int(alone), alone
    begins = int(first) + (0 if len(first) == 4 else 2000)
    return (begins, found[0][0]) if (begins + 1) % 100 == int(second) % 100 else None


def _is_charge(line: Line, run: Run) -> bool:
    """Whether a line is money in pounds and pence at the years, of the size of a Band D and named as nothing else."""
    entries = [entry for entry in _entries(line, run) if entry is not None]
    least, most = BAND_D_OF_ANY_YEAR
    money = all(entry.unit in ("", "£") and entry.decimals > 1 and least <= entry.value < most for entry in entries)
    return len(entries) > 1 and money and not _OTHER.search(line.label) and not _INCREASE.search(line.label)


def _rank(label: str, alone: bool = True) -> str:
    """What it takes for a line to be the increases, by its label; blank where that speaks of none.

    >>> _rank("Increase/(decrease) %") == BY_NAME, _rank("Weekly increase") == BY_ALL, _rank("Weekly")
    (True, True, '')
    """
    if not _INCREASE.search(label):
        return ""
    plain = set(re.findall(r"[a-z]+", label.casefold())) <= set(_BESIDE_INCREASE.split())
    return (BY_NAME if alone else BY_HALF) if plain else BY_ALL


def _only_increases(lines: Sequence[Line]) -> bool:
    """Whether the labels of all lines with figures speak of an increase, so that there is nothing else to increase."""
    return all(_INCREASE.search(line.label) for line in lines if any(line.entries))


def _entries(line: Line, run: Run) -> list[Entry | None]:
    return [line.entries[place] for place in run]


def _figure(entry: Entry | None, unit: str) -> Figure | None:
    """A figure in pounds, or in per cent, with the decimals that itself is printed with; None where it is no such."""
    if entry is None or not any(ch.isdigit() for ch in entry.printed):
        return None
    fits = entry.unit == "%" and abs(entry.value) < 100 if unit else entry.unit in ("", "£")
    return Figure(entry.value, entry.decimals) if fits else None


def _best(run: Run, band_d: Figures, tried: Sequence[tuple[str, Figures]], unit: str) -> Figures:
    """Of the lines that may be the increases, the one that holds most often; nothing where none is established."""
    nothing: Figures = [None] * len(run)
    best, figures = -1, nothing
    several = sum(any(one) for _, one in tried) > 1  # as where the increase is printed in two parts
    for rank, one in tried:
        held, asked = agreeing(_years(run, band_d, *((nothing, one) if unit else (one, nothing))))
        half = 2 * held >= asked > 0
        enough = {BY_NAME: half if several else asked > 0, BY_HALF: half, BY_ALL: held == asked > 1}[rank]
        if enough and held > best:
            best, figures = held, one
    return figures


def _years(run: Run, band_d: Figures, pounds: Figures, percent: Figures) -> tuple[Year, ...]:
    """The years as printed; an increase on a year that is not in the series is left out."""
    begun = {begins for begins, _ in run.values()}
    found = []
    for (begins, label), *three in zip(run.values(), band_d, pounds, percent, strict=True):
        joined = begins - 1 in begun
        found.append(Year(label, three[0], three[1] if joined else None, three[2] if joined else None))
    return tuple(found)


def _established(years: Sequence[Year]) -> bool:
    """Whether the increases hold in half of the years, or in all of them but for one figure."""
    held, asked = agreeing(years)
    return 2 * held >= asked or any(len(one) == 1 for one in left_out(years))
