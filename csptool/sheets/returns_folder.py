"""A folder of quarterly returns, one workbook for each area: which are missing or late, what they add up to."""

from __future__ import annotations

import datetime
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import Path

from csptool.faults import Fault, Faults, Place, fault, nearest
from csptool.labels import listed, same_name, tidy
from csptool.sheets.area_names import AreaNames
from csptool.sheets.header_words import year_in
from csptool.sheets.monitoring_sheet import MonitoringSheet
from csptool.sheets.return_workbook import Return, read_return
from csptool.sheets.source import Source, read_source
from formulas.exact import in_pounds
from formulas.monitoring import AreaSpend
from formulas.monitoring_flags import Flag

WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")  # the last three are refused, each by name


@dataclass(frozen=True)
class PrioritySpend:
    """What the returns say of one priority: areas, lines, spend this quarter and commitments in pounds."""

    priority: str
    areas: int
    lines: int
    spend: Fraction
    committed: Fraction


@dataclass
class Gathered:
    """The returns of a quarter beside the sheet of allocations: `returns` holds each by its area's row."""

    sheet: MonitoringSheet
    quarter: str
    due: datetime.date | None
    returns: Mapping[int, Return]
    notes: list[str] = field(default_factory=list)

    @property
    def missing(self) -> list[AreaSpend]:
        """The areas that returned nothing."""
        return [area for row, area in enumerate(self.sheet.areas) if row not in self.returns]

    @property
    def monitored(self) -> MonitoringSheet:
        """The areas that returned something, with what they spent and committed."""
        rows = sorted(self.returns)
        areas = [
            replace(
                self.sheet.areas[row],
                spend=self.returns[row].earlier + self.returns[row].spend,
                commitments=self.returns[row].committed,
            )
            for row in rows
        ]
        return replace(self.sheet, areas=areas, codes=[self.sheet.codes[row] for row in rows])

    def days_late(self, row: int) -> int:
        """How many days after the day it was due a return came; nought where it came in time, or no day was set."""
        return max(0, (self.returns[row].returned - self.due).days) if self.due else 0

    @property
    def flags(self) -> list[Flag]:
        """A flag for every return whose allocation is not the sheet's."""
        found = []
        for row, one in sorted(self.returns.items()):
            area = self.sheet.areas[row]
            if one.allocation != area.current:
                side = "more" if one.allocation > area.current else "less"
                gap = in_pounds(abs(one.allocation - area.current))
                words = f"the return states an allocation of {in_pounds(one.allocation)}, {gap} {side} than the sheet"
                found.append(Flag(area.name, "other-allocation", words))
        return found

    @property
    def priorities(self) -> list[PrioritySpend]:
        """Spend by priority over all returns, the largest first; capitals do not count."""
        lines = [(row, line) for row, one in sorted(self.returns.items()) for line in one.lines]
        groups: dict[str, list[int]] = {}
        for place, (_, line) in enumerate(lines):
            groups.setdefault(same_name(line.priority), []).append(place)
        found = [
            PrioritySpend(
                lines[places[0]][1].priority,
                len({lines[place][0] for place in places}),
                len(places),
                sum((lines[place][1].spend for place in places), Fraction(0)),
                sum((lines[place][1].committed for place in places), Fraction(0)),
            )
            for places in groups.values()
        ]
        return sorted(found, key=lambda each: (-each.spend, same_name(each.priority)))


def sources_in(folder: Path, but: Source) -> tuple[list[Source], list[str]]:
    """The workbooks that lie in a folder itself, and notes on what was left alone; `but` is none of them.

    Links and folders inside it are not followed. Raises every fault of reading at once.
    """
    faults, sources, left = list[Fault](), list[Source](), dict[str, list[str]]()
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: (entry.name.casefold(), entry.name))
    except OSError as error:
        why = str(error.strerror).lower()
        raise fault("not-readable", Place(tidy(str(folder))), why, "a readable folder", "check its name") from None
    for entry in entries:
        if why := _left_alone(entry):
            left.setdefault(why, []).append(tidy(entry.name))
            continue
        if but.status and os.path.samestat(entry.stat(follow_symlinks=False), but.status):
            continue
        try:
            sources.append(read_source(entry.path))
        except Faults as found:
            faults += found.faults
    if not sources and not faults:
        place, remedy = Place(tidy(str(folder))), "put the areas' returns into it"
        faults.append(Fault("no-returns", place, "no workbook", "quarterly returns (.xlsx)", remedy))
    if faults:
        raise Faults(faults)
    return sources, [f"Left alone, {why}: {listed(names)}." for why, names in left.items()]


def _left_alone(entry: os.DirEntry[str]) -> str:
    """Why an entry of the folder is not read; blank for a workbook."""
    if entry.is_symlink():
        return "links to something elsewhere"
    if entry.name.startswith("~$"):
        return "lock files of workbooks that are open in Excel"
    if entry.name.startswith("."):
        return "hidden"
    if entry.is_dir(follow_symlinks=False):
        return "folders"
    return "" if Path(entry.name).suffix.lower() in WORKBOOKS else "no workbooks"


def gather(
    sources: Sequence[Source], sheet: MonitoringSheet, quarter: str, due: datetime.date | None, notes: list[str]
) -> Gathered:
    """Every return beside its area. Raises the faults of all files at once."""
    faults, returns = list[Fault](), dict[int, Return]()
    names = AreaNames([area.name for area in sheet.areas], sheet.codes, {})
    for source in sources:
        try:
            one = read_return(source)
        except Faults as wrong:
            faults += wrong.faults
            continue
        _judge_time(one, sheet, quarter, faults)
        row = names.find(one.area)
        if row is None:
            known = [area.name for area in sheet.areas]
            remedy = f"use one of {nearest(one.area, known)}"
            expected = f"an area of {sheet.source.name}"
            faults.append(Fault("unknown-area", one.places["area"], repr(one.area), expected, remedy))
        elif row in returns:
            remedy = "keep the one that counts and take the other out of the folder"
            found = f"{one.area!r}, whose return {returns[row].source.name} is"
            faults.append(Fault("two-returns", one.places["area"], found, "one return for each area", remedy))
        else:
            returns[row] = one
    if faults:
        raise Faults(faults)
    return Gathered(sheet, quarter, due, returns, notes)


def _judge_time(one: Return, sheet: MonitoringSheet, quarter: str, faults: list[Fault]) -> None:
    """The faults of a return for another quarter or another year."""
    if one.quarter != quarter:
        remedy = "take it out of the folder, or correct the cell"
        faults.append(Fault("quarter", one.places["quarter"], one.quarter, f"a return for {quarter}", remedy))
    if year_in(one.year) != str(sheet.terms.year):
        remedy = "take it out of the folder, or correct the cell"
        faults.append(Fault("other-year", one.places["year"], one.year, f"the year {sheet.terms.year}", remedy))
    elif one.quarter == quarter and one.returned < sheet.terms.year.quarter_end(int(quarter[1:])):
        found, remedy = f"{one.returned:%d/%m/%Y}, before the quarter was over", "correct the date or the quarter"
        faults.append(Fault("early", one.places["returned"], found, "a day after the quarter's end", remedy))
    if one.quarter == "Q1" and one.earlier:
        found, remedy = in_pounds(one.earlier), "write 0, or correct the quarter"
        faults.append(Fault("earlier", one.places["earlier"], found, "nothing spent before the first quarter", remedy))
