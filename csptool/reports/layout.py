"""Where every step of a working stands in a workbook, and how a formula refers to it from there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from csptool.sheets.sheet import column_letters
from formulas.working import Step, Working

TABLE, WORKING, INPUTS = "Allocation", "Working", "Inputs"
HEADER_ROW = 5  # of the tables on the sheets Allocation and Inputs, counted from 0
FUND_HEADER_ROW = 2  # of the fund's figures on the sheet Working
POT_ROW, UNIT_ROW = 2, 3  # on the sheet Inputs


@dataclass(frozen=True)
class Layout:
    """The columns of the areas' steps on one sheet, and the rows of the fund's figures on another.

    `shown` are the steps of the table that is printed, `rest` those beside it; `labels` columns stand before them.
    """

    working: Working
    shown: Sequence[Step]
    labels: int
    areas: int

    @property
    def rest(self) -> list[Step]:
        """The steps between the exact amount and the allocation, in order."""
        return [step for step in self.working if not step.for_fund and step not in self.shown]

    @property
    def fund(self) -> list[Step]:
        """The figures worked out for the fund as a whole."""
        return [step for step in self.working if step.for_fund and step.key not in ("pot", "unit")]

    @property
    def first_row(self) -> int:
        """The row of the first area, as a spreadsheet counts."""
        return HEADER_ROW + 2

    @property
    def last_row(self) -> int:
        """The row of the last area, as a spreadsheet counts."""
        return HEADER_ROW + 1 + self.areas

    @property
    def last_shown(self) -> int:
        """The last column of the printed table, from 0."""
        return self.labels + len(self.shown) - 1

    def column(self, step: Step) -> int:
        """The column of an area's step, from 0; one column is left free between the table and the rest."""
        if step in self.shown:
            return self.labels + list(self.shown).index(step)
        return self.last_shown + 2 + self.rest.index(step)

    def fund_row(self, step: Step) -> int:
        """The row of a fund's figure on its sheet, from 0."""
        return FUND_HEADER_ROW + 1 + self.fund.index(step)

    def letters(self, step: Step) -> str:
        """The letters of an area's step's column."""
        return column_letters(self.column(step) + 1)

    def span(self, step: Step) -> str:
        """The whole column of an area's step, without its sheet."""
        letters = self.letters(step)
        return f"${letters}${self.first_row}:${letters}${self.last_row}"

    def formula(self, excel: str, sheet: str) -> str:
        """A formula template as it stands on `sheet`, with {row} where the area's own row belongs."""

        def refer(step: Step, whole: bool) -> str:
            if step.key in ("pot", "unit"):
                return f"{INPUTS}!$B${(POT_ROW if step.key == 'pot' else UNIT_ROW) + 1}"
            if step.for_fund:
                return f"{WORKING}!$B${self.fund_row(step) + 1}"
            there = "" if sheet == TABLE else f"{TABLE}!"
            return there + (self.span(step) if whole else f"${self.letters(step)}{{row}}")

        return "=" + self.working.in_excel(excel, refer)
