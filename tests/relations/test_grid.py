"""Tables as grids: headers, units, and how finely each column is printed."""

from __future__ import annotations

from fractions import Fraction

import pytest

from formulas.relations.grid import grid_of
from tests.relations.told import grid, table


@pytest.mark.parametrize(
    ("heading", "worth", "kind"),
    [
        ("Budget £000", 1000, "money"),
        ("Budget £’000", 1000, "money"),
        ("Budget £m", 10**6, "money"),
        ("£ million", 10**6, "money"),
        ("Budget (£)", 1, "money"),
        ("Number of incidents", 1, "count"),
        ("Change %", 1, "percent"),
        ("Cost per visit", 1, "rate"),
        ("Area", 1, "number"),
    ],
)
def test_a_column_by_its_heading(heading, worth, kind):
    found = grid(f"Place | {heading}\nNorth | 12\nSouth | 37\nWest | 45")
    assert found.cells[2, 2].value == 12 * worth
    assert found.column_kinds[2] == kind
    assert found.cells[2, 2].half == (0 if kind == "count" else Fraction(worth, 2))


def test_a_unit_line_of_the_caption_and_of_the_table():
    assert grid("Place | 2023\nNorth | 12\nSouth | 37\nWest | 45", "Spending, £m").cells[2, 2].value == 12_000_000
    assert grid("Place | 2023\n | £000\nNorth | 12\nSouth | 37\nWest | 45").cells[3, 2].value == 12_000


def test_a_unit_in_the_corner_over_the_labels():
    assert grid("£000 | 2022 | 2023\nPay | 412.4 | 430.3\nRent | 40.0 | 41.0").cells[2, 2].value == 412_400


def test_a_cell_with_its_own_unit_is_not_scaled_twice():
    found = grid("Place | 2023 £m\nNorth | £12m\nSouth | £3.7m\nWest | £4.5m")
    assert found.cells[2, 2].value == 12_000_000


@pytest.mark.parametrize(
    ("figures", "half"),
    [
        (("12.4", "3.7", "8.0", "2.9"), "0.05"),
        (("12.4", "3.7", "8", "2.9"), "0.05"),  # 8 stands for 8.0
        (("12,000", "3,000", "8,000", "29,000", "44,000"), "500"),
        (("12,000", "3,000", "8,000", "29,000"), "0.5"),  # four figures are too few to tell
        (("12,000", "3,050", "8,000", "29,000", "44,000"), "5"),
    ],
)
def test_how_finely_a_column_is_printed(figures, half):
    found = grid("Place | £\n" + "\n".join(f"Area {'ABCDEF'[n]} | {text}" for n, text in enumerate(figures)))
    assert {entry.half for entry in found.cells.values()} == {Fraction(half)}


def test_a_dash_is_nought_exactly():
    found = grid("Place | £m\nNorth | 1.2\nSouth | -\nWest | Nil\nEast | 4.1")
    assert [(found.cells[r, 2].value, found.cells[r, 2].half) for r in (3, 4)] == [(0, 0), (0, 0)]


def test_two_row_headers_are_joined():
    found = grid("Service | 2023/24 | 2023/24\n | Budget | Actual\nRoads | 120 | 130\nParks | 45 | 40", header=0)
    assert found.header == 2
    assert found.column_labels[2] == "2023/24 Budget"


def test_columns_of_notes_years_and_row_numbers_hold_no_figures():
    found = grid(
        "No | Service | Note | Year | £\n1 | Bins | 4 | 2021 | 120\n2 | Parks | 5 | 2022 | 45\n3 | Art | 6 | 2023 | 61"
    )
    assert found.columns == [5]
    assert "Bins" in found.row_labels[2]


def test_labels_in_the_middle_and_headings_between():
    found = grid("2022 £ | Service | 2023 £\n120 | Roads | 130\n | Other | \n45 | Parks | 40")
    assert found.columns == [1, 3]
    assert [line.kind for line in found.rows_as_lines] == ["number", "heading", "number"]
    assert found.rows_as_lines[2].section == "Other"


def test_what_is_withheld_is_missing_and_what_is_left_out_is_blank():
    found = grid("Place | Cases | Closed\nNorth | 12 | 9\nSouth | <5 | 1\nWest | | 4\nEast | n/a | 6")
    rows = found.rows_as_lines
    assert [set(row.missing) for row in rows] == [set(), {0}, set(), set()]
    assert [set(row.blank) for row in rows] == [set(), set(), {0}, {0}]


def test_a_table_of_words_is_no_grid():
    assert grid_of(table("Name | Role\nAda | Chair\nBen | Clerk")) is None
