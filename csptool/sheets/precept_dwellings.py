"""The sheet Dwellings of a precept workbook: the dwellings of each billing authority, a row for each band."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from csptool.faults import Fault, nearest
from csptool.labels import same_header, same_name
from csptool.sheets.areas_sheet import example_fault
from csptool.sheets.declared import Line
from csptool.sheets.precept_terms import DWELLINGS, DWELLINGS_SHEET, EXAMPLE_AUTHORITY
from csptool.sheets.reading import Reading
from csptool.sheets.rows import says_total
from formulas.exact import NUMBER, Figure, to_read
from formulas.requirement_items import ENGLAND
from formulas.tax_base import NOUGHT, Counted, missing_bands
from formulas.valuation_bands import Proportions

COUNTS = ("listed", "exempt", "moved", "discounts", "premiums", "changes", "support")
SIGNED = ("moved", "changes")
WHOLE = ("listed", "moved")  # what the others count may be projected, or parts of dwellings
SUPPORT_SINCE = "2013/14"  # England only: in Wales the scheme does not lower the base


@dataclass(frozen=True)
class BandLine:
    """A row as read: its band, its line on the sheet, its figures by column, blank ones left out."""

    band: str
    line: Line
    figures: Mapping[str, Figure]

    @property
    def counted(self) -> Counted:
        """The figures as the arithmetic takes them; a blank is nought."""
        return Counted(self.band, **{key: figure.value for key, figure in self.figures.items()})


@dataclass(frozen=True)
class Dwelt:
    """The dwellings of one billing authority; `sound` says whether its rows are without faults."""

    name: str
    rows: list[BandLine]
    sound: bool


def read_dwellings(reading: Reading, proportions: Proportions | None, nation: str, year: str) -> dict[str, Dwelt]:
    """The dwellings by billing authority, names compared as people do; none without the sheet or any row on it.

    Without `proportions` (the year is at fault) nothing is sound. Adds a fault for every slip.
    """
    lines = reading.lines(DWELLINGS_SHEET, DWELLINGS) or []
    if any(line.text("name") == EXAMPLE_AUTHORITY for line in lines):
        first = next(line for line in lines if line.text("name") == EXAMPLE_AUTHORITY)
        reading.faults.append(example_fault(first.place("name"), "a billing authority"))
    groups: dict[str, list[Line]] = {}
    for line in lines:
        groups.setdefault(same_name(line.text("name")), []).append(line)
    supported = nation == ENGLAND and year >= SUPPORT_SINCE
    found = {}
    for name, group in groups.items():
        before = len(reading.faults)
        if name == same_name(EXAMPLE_AUTHORITY):
            continue
        rows = _rows(group, proportions, reading)
        for row in rows:
            _judge(row, reading.faults, "" if supported else f"{nation} {year}")
        if proportions and len(reading.faults) == before:
            _refuse_gaps(group, rows, proportions, reading.faults)
        found[name] = Dwelt(group[0].text("name"), rows, bool(proportions) and len(reading.faults) == before)
    return found


def _rows(group: Sequence[Line], proportions: Proportions | None, reading: Reading) -> list[BandLine]:
    """The rows of one billing authority, each of a band there is and once; totals are held against the rows above."""
    rows = list[BandLine]()
    for line in group:
        if says_total(line.text("band")):
            _judge_total(line, rows, reading)
            continue
        band = _band(line, proportions, reading.faults)
        may_be_blank = proportions is not None and band in proportions.reduced
        if band and band in [row.band for row in rows]:
            found, remedy = f"{line.text('band')!r} a second time for {line.text('name')}", "join the rows"
            reading.faults.append(Fault("twice", line.place("band"), found, "each band once", remedy))
        elif band:
            rows.append(BandLine(band, line, _figures(line, band, reading.faults, may_be_blank=may_be_blank)))
    return rows


def _figures(line: Line, band: str, faults: list[Fault], *, may_be_blank: bool) -> dict[str, Figure]:
    """The figures of a row. Listed dwellings must be given, but for Band A disabled, which others move into."""
    found = {}
    for key in COUNTS:
        if line.has(key) or (key == "listed" and not may_be_blank):
            what = f"{DWELLINGS[key].label.lower()} of {line.text('name')}, Band {band}"
            if figure := line.figure(key, what, faults):
                found[key] = figure
    found.setdefault("listed", Figure(NOUGHT, None, NUMBER, "0"))
    return found


def _band(line: Line, proportions: Proportions | None, faults: list[Fault]) -> str:
    """The band of a row, by its letter or as Band A disabled; blank, with a fault, where there is no such band.

    A row of another band without any figure, such as Band I of the blank form in England, is as good as not there.
    """
    text = line.text("band")
    known = [*proportions.reduced, *proportions.parts] if proportions else []
    plain = re.sub(r"[().\s]|band|relief|reduction|reduced|entitledto", "", same_header(text))
    if plain in ("adisabled", "disableda", "adis", "adisabledperson", "a-", "-a", "a*", "@"):
        plain = "adisabled"
    band = next((name for name in known if same_header(name) == plain), "")
    if known and not band and any(line.has(key) for key in COUNTS):
        found = repr(text) if text else "a blank"
        remedy = f"use one of {nearest(text, known)}" if len(text) > 1 else f"use one of {', '.join(known)}"
        faults.append(Fault("unknown-band", line.place("band"), found, "a band of this nation and year", remedy))
    return band


def _judge(row: BandLine, faults: list[Fault], unsupported: str) -> None:
    """Refuse what counts no dwellings: pounds, per cent, thousands, a sign, part of a listed dwelling, too many off."""
    before, place = len(faults), row.line.place
    for key, figure in row.figures.items():
        if figure.unit != NUMBER:
            remedy = "type the number of dwellings in full, without a sign of pounds or per cent"
            faults.append(Fault("unit", place(key), figure.text, "a number of dwellings", remedy))
        elif figure.value < 0 and key not in SIGNED:
            remedy = "type it without a sign: its column says whether it is taken off"
            faults.append(Fault("sign", place(key), figure.text, "nought or more", remedy))
        elif figure.value.denominator > 1 and key in WHOLE:
            remedy = "type the dwellings in full, not in thousands"
            faults.append(Fault("not-whole", place(key), figure.text, "whole dwellings", remedy))
        elif figure.value and key == "support" and unsupported:
            remedy = f"clear it: only in England, from {SUPPORT_SINCE}, does the scheme lower the base"
            faults.append(Fault("support", place(key), f"{figure.text} in {unsupported}", "a blank", remedy))
    chargeable = row.counted.dwellings.chargeable
    if len(faults) == before and chargeable < 0:
        found = f"{to_read(-chargeable)} more exempt or moved out than are listed"
        remedy = "correct the counts of this band"
        faults.append(Fault("negative-band", place("listed"), found, "nought dwellings or more", remedy))


def _refuse_gaps(group: Sequence[Line], rows: list[BandLine], proportions: Proportions, faults: list[Fault]) -> None:
    missing = missing_bands([row.counted for row in rows], proportions)
    if missing:
        found = f"no row of {group[0].text('name')} for Band {', '.join(missing)}"
        remedy = "add it; type 0 as listed if there are no dwellings in the band"
        faults.append(Fault("no-band", group[0].place("band"), found, "a row for every band", remedy))


def _judge_total(line: Line, rows: Sequence[BandLine], reading: Reading) -> None:
    """Hold a total of an authority's bands against them: rounded counts may miss it by half a unit each."""
    for key in COUNTS:
        figure = line.figure(key, "total", reading.faults) if line.has(key) else None
        if figure is None:
            continue
        figures = [row.figures[key] for row in rows if key in row.figures]
        come_to = sum((one.value for one in figures), Fraction(0))
        allowed = sum(((one.quantum or NOUGHT) / 2 for one in (*figures, figure)), NOUGHT)
        if key in WHOLE:
            allowed = NOUGHT
        if abs(figure.value - come_to) > allowed:
            found, remedy = f"a total of {to_read(figure.value)}", "correct a row or the total"
            expected = f"{to_read(come_to)}, which the rows above come to"
            reading.faults.append(Fault("total", line.place(key), found, expected, remedy))
