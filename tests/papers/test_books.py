"""Workbooks and csv as papers: what the cells show, and where the tables stand."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from csptool.papers import read_paper
from csptool.papers.displayed import displayed
from tests.papers.made import grid, paper

ACCOUNTS = '_-£* #,##0.00_-;-£* #,##0.00_-;_-£* "-"??_-;_-@_-'


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (-7.5, "#,##0.0;[Red]-#,##0.0", "-7.5"),
        (1234.5, ACCOUNTS, "£1,234.50"),
        (-1234.5, ACCOUNTS, "-£1,234.50"),
        (0, ACCOUNTS, "-"),
        (271818.47, "[$£-809]#,##0.00", "£271,818.47"),
        (1.2e6, '£0.0,,"m"', "£1.2m"),
        (41603.007169042, "General", "41603.00717"),
        (2.5, "0", "3"),
        (1234, "#,##0_);(#,##0)", "1,234"),
        (-1234, "#,##0_);(#,##0)", "(1,234)"),
        (-3, '0;(0);"Nil"', "(3)"),
        (0, '0;(0);"Nil"', "Nil"),
        (12.3, "0.##", "12.3"),
        (0.0594, "0.00%", "5.94%"),
        (12.5, '0.0"%"', "12.5%"),
        (date(2024, 3, 5), "d mmm yyyy", "5 Mar 2024"),
        (True, "General", "TRUE"),
    ],
)
def test_what_a_cell_shows(value: object, number_format: str, shown: str) -> None:
    assert displayed(value, number_format) == shown


def book() -> bytes:
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.title = "Budget"
    sheet["B2"] = "Table 1: spending"
    sheet["B3"] = "(£000)"
    sheet.append([None, "Service", "2023/24", None])
    for row in (
        [None, "Roads", 1200.4, -5],
        [],
        [None, "Total", 1200.4, -5],
        [],
        [],
        [None, "Bids", "2024"],
        [None, "Roads", 7],
    ):
        sheet.append(row)
    sheet.merge_cells("C4:D4")
    for cell in ("C5", "C7", "D5", "D7"):
        sheet[cell].number_format = "#,##0;(#,##0)"
    sheet["C12"] = "=SUM(C11:C11)"
    made.create_sheet("Working").sheet_state = "hidden"
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def test_the_blocks_of_a_sheet() -> None:
    read = paper(book(), "a.xlsx")
    first, second = read.tables
    assert grid(first) == [
        ["Service", "2023/24", ""],
        ["Roads", "1,200", "(5)"],
        ["", "", ""],
        ["Total", "1,200", "(5)"],
    ]
    assert first.rows[0][2].spread
    assert (first.caption, first.sheet, first.origin) == ("Table 1: spending (£000)", "Budget", (4, 2))
    assert grid(second) == [["Bids", "2024"], ["Roads", "7"]]
    assert read.notes[0].startswith("a.xlsx: 1 formula has no saved result")
    assert read.notes[1] == "The hidden sheet Working was not read."


def test_csv_and_what_comes_without_a_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = 'Area,£\nNorth,"1,200"\nSouth,(5)\n'
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    read = read_paper(str(tmp_path / "a.csv"))
    assert grid(read.paper.tables[0]) == [["Area", "£"], ["North", "1,200"], ["South", "(5)"]]
    assert len(read.sha256) == 64
    for content in (text.encode(), book()):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(content)))
        assert read_paper("-").paper.tables
