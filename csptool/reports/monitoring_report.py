"""A monitoring ready for every way out: text, markdown, csv, json, a web page, its picture."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from csptool.reports.document import Document
from csptool.reports.grid import Grid
from csptool.reports.monitoring_tables import (
    FIGURES,
    everything,
    flags_grid,
    forecast,
    priorities_grid,
    returns_grid,
    to_date,
)
from csptool.reports.monitoring_wording import ROUNDING, of_returns, sentences
from csptool.sheets.monitoring_sheet import MonitoringSheet
from csptool.sheets.returns_folder import Gathered
from csptool.sheets.source import Source
from formulas.exact import in_full
from formulas.monitoring import Monitoring, monitor
from formulas.monitoring_flags import Flag, day, flags_of

SCHEMA = "csptool.monitor.v1"
BARS = ("Allocation", "Spend to date")


@dataclass(frozen=True)
class MonitoringReport:
    """A sheet of areas with what came of it; `gathered` where their spend came from a folder of returns."""

    sheet: MonitoringSheet
    gathered: Gathered | None = None

    @cached_property
    def found(self) -> Monitoring:
        """Every area's position."""
        return monitor(self.sheet.terms, self.sheet.areas)

    @cached_property
    def flags(self) -> list[Flag]:
        """Every flag, in the order of the areas."""
        order = {area.name: place for place, area in enumerate(self.sheet.areas)}
        flags = flags_of(self.found) + (self.gathered.flags if self.gathered else [])
        return sorted(flags, key=lambda flag: order[flag.area])

    @property
    def name(self) -> str:
        """Fund and year: what a workbook, in which another day may be typed, is called."""
        return f"{self.sheet.fund or 'Monitoring'} {self.sheet.terms.year}"

    @property
    def title(self) -> str:
        """Fund, year and day."""
        return f"{self.name} as at {day(self.sheet.terms.as_at)}"

    @property
    def sources(self) -> list[Source]:
        """The files that it was made from."""
        returns = self.gathered.returns if self.gathered else {}
        return [self.sheet.source, *(returns[row].source for row in sorted(returns))]

    @property
    def words(self) -> list[str]:
        """What came of it, in sentences."""
        quiet = [] if self.flags else ["No area is flagged."]
        return [*(of_returns(self.gathered) if self.gathered else []), *sentences(self.found), *quiet]

    def printed(self, format_: str) -> str:
        """The result as text, json, csv or markdown; programs get every figure in one table."""
        document = self.for_people if format_ in ("text", "markdown") else self.for_programs
        return document.printed(format_)

    def html(self) -> str:
        """A page with the picture above the tables."""
        return self.for_people.html(self.picture())

    def picture(self) -> str:
        """Allocation against spend, as SVG."""
        from csptool.reports.bar_chart import svg

        positions = self.found.positions
        amounts = [[p.revised for p in positions], [p.spend for p in positions]]
        return svg([p.name for p in positions], dict(zip(BARS, amounts, strict=True)), self.title)

    @property
    def for_people(self) -> Document:
        """The table to date, the forecast while the year lasts, the flags."""
        outlook = {} if self.sheet.terms.after_year_end else {"forecast": forecast(self.found)}
        tables = {"rows": to_date(self.found), **outlook, **self._beside}
        rounding = [ROUNDING] if 0 < self.found.share < 1 else []
        closing = [*rounding, *(total.words for total in self.sheet.totals)]
        return Document(SCHEMA, self.title, tables, self.words, closing)

    @property
    def for_programs(self) -> Document:
        """Every figure of every area in one table, the flags beside it."""
        tables = {"rows": everything(self.found, self.sheet.codes, self.flags), **self._beside}
        return replace(self.for_people, tables=tables, facts=self._facts, sources=self.sources)

    @property
    def _beside(self) -> dict[str, Grid]:
        """The tables beside the areas' figures."""
        flags = {"flags": flags_grid(self.flags)} if self.flags else {}
        if self.gathered is None:
            return flags
        return {**flags, "returns": returns_grid(self.gathered), "priorities": priorities_grid(self.gathered)}

    @property
    def _facts(self) -> Mapping[str, Any]:
        terms, total = self.sheet.terms, self.found.total
        figures = {name: getattr(total, key) for name, key in FIGURES.items()}
        facts: dict[str, Any] = {
            "fund": self.sheet.fund,
            "year": str(terms.year),
            "as_at": terms.as_at.isoformat(),
            "weeks_after_year_end": terms.year.whole_weeks_after(terms.as_at),
            "profile": terms.profile,
            "profile_share": in_full(self.found.share),
            "threshold": in_full(terms.threshold),
            "no_spend_by": terms.no_spend_by.isoformat() if terms.no_spend_by else None,
            "rounding": "to the penny, half away from zero",
            "total": {name: None if value is None else in_full(value) for name, value in figures.items()},
        }
        if gathered := self.gathered:
            facts |= {
                "quarter": gathered.quarter,
                "due": gathered.due.isoformat() if gathered.due else None,
                "missing": [area.name for area in gathered.missing],
                "late": [gathered.sheet.areas[r].name for r in sorted(gathered.returns) if gathered.days_late(r)],
            }
        return facts
