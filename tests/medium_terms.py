"""Sheets of medium-term assumptions, made for a test."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.forms import Rows, form

YEARS = ["2025/26 budget", "2026/27", "2027/28"]
# as an office writes it: line, the year started from, the two years after
LINES: dict[str, list[Any]] = {
    "Council tax base": [1000, None, None],
    "Growth in tax base": [None, "1%", "0%"],
    "Band D": [300, None, None],
    "Band D increase (£)": [None, 20, None],
    "Band D increase (%)": [None, None, "0%"],
    "Referendum limit": [None, 15, None],
    "Police grant": [500000, None, None],
    "Police grant increase": [None, "2%", "0%"],
    "Legacy council tax grants": [20000, None, None],
    "Collection fund surplus/(deficit)": [None, 5000, None],
    "Pay bill": [600000, None, None],
    "Pay award": ["6%", "12%", "0%"],
    "Non-pay": [220000, None, None],
    "Non-pay inflation": [None, "5%", "0%"],
    "Pension costs": [None, 1000, 1100],
    "Capital financing": [None, 2000, 2100],
    "New growth": [None, 3000, None],
    "Agreed savings": [None, 4000, None],
    "One-off items": [None, 500, None],
}


def plan_sheet(folder: Path, name: str = "plan.xlsx", years: list[Any] | None = None, **changed: Any) -> Path:
    """The plan worked by hand in the tests, with these lines changed, added, or left out where None.

    A line is named by its label with _ for spaces; the first, Council tax base, stands in row 4.
    """
    lines = LINES | {label.replace("_", " "): figures for label, figures in changed.items()}
    rows: Rows = [["Medium-term financial plan"], ["Invented"], ["Assumption", *(years or YEARS), "Basis"]]
    rows += [[label, *figures, "agreed"] for label, figures in lines.items() if figures is not None]
    rows = [[*row, *[None] * (5 - len(row))] for row in rows]
    return form(folder, name, Fund=None, Areas=None, Indicators=None, Formula=None, **{"Medium term": rows})
