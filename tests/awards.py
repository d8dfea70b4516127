"""Workbooks of a redistribution, made for a test: sheets as lists of rows."""

from __future__ import annotations

from pathlib import Path

from tests.forms import Rows, form

FUND: Rows = [["Fund", "Test fund"], ["Financial year", "2026/27"]]
AREAS: Rows = [["Code", "Area", "Base"], ["E1", "North", 50000], ["E2", "South", 30000], ["E3", "West", 20000]]
LAST_YEAR: Rows = [
    ["Area", "Paid", "Eligible spend", "Agreed carry-forward"],
    ["North", 50000, 44000, 1000],
    ["South", 30000, 30000.5, 0],
    ["West", 20000, 12000, 0],
]
SLICES: Rows = [["Top-slice", "Amount", "Agreed by"], ["Analyst", 1000, "the board"]]
NOTICES: Rows = [
    ["Reference", "V/"],
    ["From", "The commissioner"],
    ["Agreement varied", "The agreement of 1 April 2026"],
    ["Purpose", "The plan."],
    ["From date", "01/07/2026"],
    ["To date", "31/03/2027"],
]
PLAIN: dict[str, Rows | None] = {
    "Fund": FUND,
    "Areas": AREAS,
    "Last_year": LAST_YEAR,
    "Top_slices": SLICES,
    "Notices": NOTICES,
}


def award(folder: Path, **changed: Rows | None) -> Path:
    """The plain award with these sheets in place of its own; `Last_year` is Last year."""
    sheets = {**PLAIN, **changed}
    named = {name.replace("Last_year", "Last year"): rows for name, rows in sheets.items()}
    return form(folder, "award.xlsx", **{"Indicators": None, "Formula": None, **named})
