"""A result with every way out of it: printed, explained, as a workbook; whichever kind of fund it came from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from csptool.sheets.budget import Budget
from csptool.sheets.plan_workbook import PlanBudget
from formulas.allocation import Allocation
from formulas.outcome import Outcome


class Report(Protocol):
    """What a verb needs of a result."""

    @property
    def budget(self) -> Budget | PlanBudget:
        """What it was made from."""

    @property
    def areas(self) -> Sequence[str]:
        """The names of its areas."""

    @property
    def codes(self) -> Sequence[str]:
        """Their codes, blank where there is none."""

    def printed(self, format_: str) -> str:
        """The result as text, json, csv or markdown."""

    def explained(self, row: int) -> str:
        """How one area's figure arose."""

    def workbook(self, options: Mapping[str, str]) -> bytes:
        """The workbook with live formulas."""

    def word(self) -> bytes:
        """The result as a Word document."""


def report_of(budget: Budget | PlanBudget) -> Report:
    """Work the budget out and give its report."""
    if isinstance(budget, PlanBudget):
        return RunReport(budget, budget.run())
    return AllocationReport(budget, budget.allocate())


@dataclass(frozen=True)
class AllocationReport:
    """The report of a pot shared by one column."""

    budget: Budget
    allocation: Allocation

    @property
    def areas(self) -> Sequence[str]:
        """The names of the areas."""
        return [area.name for area in self.allocation.areas]

    @property
    def codes(self) -> Sequence[str]:
        """Their codes."""
        return [area.code for area in self.allocation.areas]

    def printed(self, format_: str) -> str:
        """The result as text, json, csv or markdown."""
        from csptool.reports import allocation_tables as tables

        ways = {"text": tables.as_text, "json": tables.as_json, "csv": tables.as_csv, "markdown": tables.as_markdown}
        return ways[format_](self.budget, self.allocation)

    def explained(self, row: int) -> str:
        """How one area's figure arose."""
        from csptool.reports.explanation import explain

        return explain(self.allocation, row)

    def workbook(self, options: Mapping[str, str]) -> bytes:
        """The workbook with live formulas."""
        from csptool.reports.allocation_workbook import as_workbook

        return as_workbook(self.budget, self.allocation, options)

    def word(self) -> bytes:
        """The result as a Word document."""
        from csptool.reports import allocation_tables as tables

        return tables.as_word_document(self.budget, self.allocation)


@dataclass(frozen=True)
class RunReport:
    """The report of a formula fund."""

    budget: PlanBudget
    outcome: Outcome

    @property
    def areas(self) -> Sequence[str]:
        """The names of the areas."""
        return self.outcome.plan.areas

    @property
    def codes(self) -> Sequence[str]:
        """Their codes."""
        return self.outcome.plan.codes

    def printed(self, format_: str) -> str:
        """The result as text, json, csv or markdown."""
        from csptool.reports import run_tables as tables

        ways = {"text": tables.as_text, "json": tables.as_json, "csv": tables.as_csv, "markdown": tables.as_markdown}
        return ways[format_](self.budget, self.outcome)

    def explained(self, row: int) -> str:
        """How one area's figure arose."""
        from csptool.reports.run_explanation import explain

        return explain(self.outcome, row)

    def workbook(self, options: Mapping[str, str]) -> bytes:
        """The workbook with live formulas."""
        from csptool.reports.run_workbook import as_workbook

        return as_workbook(self.budget, self.outcome, options)

    def word(self) -> bytes:
        """The result as a Word document."""
        from csptool.reports import run_tables as tables

        return tables.as_word_document(self.budget, self.outcome)
