"""Where every figure of a calculation stands in its workbook, and how a formula refers to it from there."""

from __future__ import annotations

from csptool.sheets.sheet import column_letters
from formulas.working import Step, Working

SETTINGS, INPUTS, STEPS, WORKING = "Settings", "Inputs", "Steps", "Working"
HEADER_ROW = 5  # of every table with a row for each area, counted from 0: an area has one row on all sheets
LIST_ROW = 3  # of the first figure for the fund, on Settings and on Working


class WorkingLayout:
    """Figures given for the fund are on Settings, given for areas on Inputs; worked out, on Working and on Steps.

    Tables of areas have `labels` columns before their figures and one row for each of `areas`.
    """

    def __init__(self, working: Working, labels: int, areas: int) -> None:
        self.working, self.labels, self.areas = working, labels, areas
        self.settings = [step for step in working if step.for_fund and step.given]
        self.worked = [step for step in working if step.for_fund and not step.given]
        self.inputs = [step for step in working if not step.for_fund and step.given]
        self.steps = [step for step in working if not step.for_fund and not step.given]
        self._homes = {
            step.key: (name, place)
            for name, steps, first in (
                (SETTINGS, self.settings, LIST_ROW),
                (WORKING, self.worked, LIST_ROW),
                (INPUTS, self.inputs, labels),
                (STEPS, self.steps, labels),
            )
            for place, step in enumerate(steps, first)
        }

    @property
    def first_row(self) -> int:
        """The row of the first area, as a spreadsheet counts."""
        return HEADER_ROW + 2

    @property
    def last_row(self) -> int:
        """The row of the last area, as a spreadsheet counts."""
        return HEADER_ROW + 1 + self.areas

    def place(self, step: Step) -> int:
        """The row of a figure of the fund, or the column of one for each area, from 0."""
        return self._homes[step.key][1]

    def where(self, step: Step) -> str:
        """Where a figure stands, in words."""
        sheet, place = self._homes[step.key]
        return f"{sheet}, B{place + 1}" if step.for_fund else f"{sheet}, column {column_letters(place + 1)}"

    def refer(self, step: Step, sheet: str, *, whole: bool = False) -> str:
        """A reference to a figure from `sheet`; {row} stands where the area's own row belongs."""
        home, place = self._homes[step.key]
        there = "" if home == sheet else f"{home}!"
        if step.for_fund:
            return f"{there}$B${place + 1}"
        letters = column_letters(place + 1)
        if whole:
            return f"{there}${letters}${self.first_row}:${letters}${self.last_row}"
        return f"{there}${letters}{{row}}"

    def formula(self, excel: str, sheet: str) -> str:
        """A formula template as it stands on `sheet`."""
        return "=" + self.working.in_excel(excel, lambda step, whole: self.refer(step, sheet, whole=whole))
