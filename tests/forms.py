"""Budget workbooks of csptool's own form, made for a test: sheets as lists of rows."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl

Rows = list[list[Any]]
FUND: Rows = [["Fund", "Test fund"], ["Pot", 100000]]
AREAS: Rows = [["Code", "Area"], ["E1", "North"], ["E2", "South"], ["E3", "West"]]
INDICATORS: Rows = [
    ["Area", "Population", "Crime", "Bid"],
    ["North", 100000, 9000, 40000],
    ["South", 60000, 7000, 50000],
    ["West", 40000, 2000, 50000],
]
FORMULA: Rows = [
    ["Indicator", "Weight", "Measure"],
    ["Population", "60%", "count"],
    ["Crime", "40%", "count"],
]
PREVIOUS: Rows = [["Area", "Previous"], ["North", 45000], ["South", 35000], ["West", 20000]]
PLAIN = {"Fund": FUND, "Areas": AREAS, "Indicators": INDICATORS, "Formula": FORMULA}


def form(folder: Path, name: str = "budget.xlsx", **changed: Rows | None) -> Path:
    """The plain form with these sheets in place of its own, or without them where None; `Top_slices` is Top-slices."""
    sheets: Mapping[str, Rows | None] = {**PLAIN, **{title.replace("_", "-"): rows for title, rows in changed.items()}}
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        if rows is None:
            continue
        page = book.create_sheet(title)
        for row in rows:
            page.append([_plain(cell) for cell in row])
            for cell, stated in zip(page[page.max_row], row, strict=True):
                if isinstance(stated, str) and stated.endswith("%") and stated[:-1].replace(".", "").isdigit():
                    cell.number_format = "0.00%"
    book.save(folder / name)
    return folder / name


def _plain(cell: Any) -> Any:
    """A percentage as Excel holds it: a number with a percentage's format."""
    if isinstance(cell, str) and cell.endswith("%") and cell[:-1].replace(".", "").isdigit():
        return round(float(cell[:-1]) / 100, 12)
    return cell


def rules(*lines: list[Any]) -> Rows:
    """The sheet Rules with these lines."""
    return [["Rule", "Value", "Of"], *([*line, None, None][:3] for line in lines)]
