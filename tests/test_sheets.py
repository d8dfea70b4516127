"""Reading the sheets that people have: titles, notes, headers over two rows, gaps, totals, codes, text for numbers."""

from __future__ import annotations

from fractions import Fraction

import pytest

from csptool.faults import Faults
from csptool.sheets.book import open_book
from csptool.sheets.budget import Asked, Budget, quick_budget
from csptool.sheets.sheet import Sheet, holds_more
from csptool.sheets.source import Source, read_source
from tests import bad_inputs as made


def budget(path, by: str = "Basis", **asked: str) -> Budget:
    return quick_budget(open_book(read_source(str(path))), Asked(pot="100", by=by, **asked))


def areas(read: Budget) -> list[tuple[str, str]]:
    return [(row.name, str(row.basis.value)) for row in read.table.rows]


def test_titles_notes_and_a_total(tmp_path):
    rows = [
        ["Community Safety Partnerships"],
        ["Basis agreed in March"],
        [],
        ["CSP", "Notes", "Basis"],
        ["East", "new", 1],
        ["West", None, 2],
        ["TOTAL", None, 3],
        [],
        ["Source: the office's own records"],
        ["* provisional"],
    ]
    read = budget(made.sheet(tmp_path, rows))
    assert areas(read) == [("East", "1"), ("West", "2")]
    assert [(t.label, t.agrees) for t in read.totals] == [("TOTAL", True)]
    assert read.table.span == "A4:C6"
    assert read.notes == [
        'Row 9 was read as a note: "Source: the office\'s own records".',
        "Row 10 was read as a note: '* provisional'.",
    ]


@pytest.mark.parametrize("header", ["24/25 funding", "24/25\nFunding (£)", "  24/25  FUNDING £ ", "24/25Funding"])
def test_headers_match_whatever_their_spacing_capitals_and_pound_signs(tmp_path, header):
    path = made.sheet(tmp_path, [["Area", header], ["East", 1]])
    assert areas(budget(path, "24/25 Funding")) == [("East", "1")]


def test_a_header_over_two_rows_with_a_merged_year(tmp_path):
    rows = [[None, "2023/24", None, "2024/25", None], ["Area", "Base", "Extra", "Base", "Extra"], ["East", 1, 2, 3, 4]]

    def merge(page):
        page.merge_cells("B1:C1")
        page.merge_cells("D1:E1")

    path = made.sheet(tmp_path, rows, change=merge)
    assert areas(budget(path, "2024/25 Extra")) == [("East", "4")]
    assert areas(budget(path, "2023/24 base")) == [("East", "1")]
    with pytest.raises(Faults, match="2 columns headed 'Extra'"):
        budget(path, "Extra")


def test_a_header_merged_down_and_a_row_of_units(tmp_path):
    rows = [["Area", "Basis", "Other"], [None, None, "first"], [None, "£", "£"], ["East", 1, 5], ["West", 2, 6]]

    def merge(page):
        page.merge_cells("A1:A2")
        page.merge_cells("B1:B2")

    assert areas(budget(made.sheet(tmp_path, rows, change=merge))) == [("East", "1"), ("West", "2")]


def test_a_year_may_be_the_header(tmp_path):
    assert areas(budget(made.sheet(tmp_path, [["Area", 2024, 2025], ["East", 1, 2]]), "2025")) == [("East", "2")]


def test_a_title_with_the_same_words_is_not_the_header(tmp_path):
    rows = [["Basis"], [], ["Area", "Basis"], ["East", 1]]
    assert areas(budget(made.sheet(tmp_path, rows))) == [("East", "1")]


def test_blank_rows_do_not_end_a_table(tmp_path):
    rows = [["Area", "Basis"], ["East", 1], [], ["West", 2], [], [], ["North", 3]]
    assert areas(budget(made.sheet(tmp_path, rows))) == [("East", "1"), ("West", "2"), ("North", "3")]


def test_another_table_below_is_not_read(tmp_path):
    rows = [["Area", "Basis"], ["East", 1], ["Total", 1], [], ["Area", "Spend"], ["East", 9], ["West", 9]]
    assert areas(budget(made.sheet(tmp_path, rows))) == [("East", "1")]


def test_subtotals_and_a_grand_total(tmp_path):
    rows = [["Area", "Basis"], ["East", 1], ["West", 2], ["Sub-total", 3], ["North", 4], ["Subtotal", 4], ["Total", 7]]
    read = budget(made.sheet(tmp_path, rows))
    assert [name for name, _ in areas(read)] == ["East", "West", "North"]
    assert [t.agrees for t in read.totals] == [True, True, True]


def test_a_total_on_top_and_one_without_a_name(tmp_path):
    rows = [["Area", "Basis"], ["All areas", 3], ["East", 1], ["West", 2], [None, 3]]
    read = budget(made.sheet(tmp_path, rows))
    assert [name for name, _ in areas(read)] == ["East", "West"]
    assert [t.agrees for t in read.totals] == [True, True]


def test_the_noise_of_a_spreadsheet_s_sum_is_no_difference(tmp_path):
    rows = [["Area", "Basis"], ["East", 0.1], ["West", 0.2], ["Total", 0.30000000000000004]]
    assert [t.agrees for t in budget(made.sheet(tmp_path, rows)).totals] == [True]


def test_a_total_printed_in_millions_agrees_within_its_own_rounding(tmp_path):
    path = made.text(tmp_path, 'Area,Basis\nEast,"£1,200,000"\nWest,"£240,000"\nTotal,£1.4m\n')
    assert [t.agrees for t in budget(path).totals] == [True]
    path = made.text(tmp_path, 'Area,Basis\nEast,"£1,200,000"\nWest,"£260,000"\nTotal,£1.4m\n')
    assert [t.agrees for t in budget(path).totals] == [False]


def test_codes_are_found_by_header_or_by_their_form(tmp_path):
    by_header = made.sheet(tmp_path, [["Code", "Area", "Basis"], ["0012", "East", 1]])
    assert budget(by_header).table.rows[0].code == "0012"
    by_form = made.sheet(tmp_path, [[None, "Basis", "Name"], ["E07000130", 1, "East"]])
    assert (budget(by_form).table.rows[0].code, budget(by_form).table.rows[0].name) == ("E07000130", "East")


def test_the_column_of_names_can_be_named(tmp_path):
    path = made.sheet(tmp_path, [["Lead", "Patch", "Basis"], ["J Smith", "East", 1], ["A Khan", "West", 2]])
    assert areas(budget(path, area="patch")) == [("East", "1"), ("West", "2")]
    with pytest.raises(Faults, match="found 2 columns that could be the areas' names: 'Lead', 'Patch'"):
        budget(path)
    with pytest.raises(Faults, match="found the basis named as the column of areas too"):
        budget(path, area="basis")


def test_text_for_numbers_and_footnote_marks(tmp_path):
    values = ["£1,000.50", "(0)", "Nil", "-", "\u00a02,000\u00b9", "£1k", "+£3"]
    path = made.sheet(tmp_path, [["Area", "Basis"], *([f"A{i}", v] for i, v in enumerate(values))])
    found = [row.basis.value for row in budget(path).table.rows]
    assert found == [Fraction("1000.5"), 0, 0, 0, 2000, 1000, 3]


def test_a_raised_digit_in_a_cell_is_a_footnote_mark(tmp_path):
    from openpyxl.cell.rich_text import CellRichText, TextBlock
    from openpyxl.cell.text import InlineFont

    text = CellRichText("£100", TextBlock(InlineFont(vertAlign="superscript"), "1"))
    path = made.sheet(tmp_path, [["Area", "Basis"], ["East", text], ["West", "£50"]])
    assert areas(budget(path)) == [("East", "100"), ("West", "50")]


def test_percentages_and_number_formats_keep_their_digits(tmp_path):
    def formats(page):
        for cell, shown in (("B2", "0.0%"), ("B3", "0%"), ("B4", "0.00%")):
            page[cell].number_format = shown

    path = made.sheet(tmp_path, [["Area", "Basis"], ["A", 0.125], ["B", 0.125], ["C", 0.75]], change=formats)
    rows = budget(path).table.rows
    assert [row.basis.decimals for row in rows] == [1, 0, 2]
    assert [holds_more(row.basis) for row in rows] == [False, True, False]


def test_the_sheet_and_the_range_can_be_chosen(tmp_path):
    path = made.two_sheets(tmp_path)
    assert budget(path, sheet="again").table.sheet.name == "Again"
    rows = [["Area", "Basis"], ["East", 1], ["Area", "Basis"], ["West", 2]]
    path = made.sheet(tmp_path, [*rows, [], ["Other", "Basis"], ["North", 5]], "two.xlsx")
    with pytest.raises(Faults, match="2 columns headed"):
        budget(path)
    assert areas(budget(path, range="A6:B7")) == [("North", "5")]


def test_hidden_sheets_are_read_only_when_named(tmp_path):
    import openpyxl

    path = made.two_sheets(tmp_path)
    book = openpyxl.load_workbook(path)
    book["Again"].sheet_state = "hidden"
    book.save(path)
    assert budget(path).table.sheet.name == "Data"
    assert budget(path, sheet="Again").table.sheet.name == "Again"


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_text_with_any_delimiter(tmp_path, delimiter):
    lines = [["Area", "Basis"], ["East, Upper", '"£1,000"'], ["West", "2"]]
    quoted = [[f'"{c}"' if delimiter in c and '"' not in c else c for c in line] for line in lines]
    path = made.text(tmp_path, "\n".join(delimiter.join(line) for line in quoted))
    assert areas(budget(path)) == [("East, Upper", "1000"), ("West", "2")]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_text_in_the_encodings_that_excel_saves(tmp_path, encoding):
    path = made.text(tmp_path, "Area,Basis (£)\nCôte,£5\n".encode(encoding))
    read = budget(path)
    assert areas(read) == [("Côte", "5")]
    assert bool(read.notes) == (encoding == "cp1252")


def test_a_stray_cell_far_away_costs_nothing(tmp_path):
    path = made.sheet(tmp_path, [*made.GOOD], change=lambda page: page.cell(1_048_576, 16_384, "stray"))
    assert areas(budget(path)) == [("East", "1"), ("West", "2")]


def test_a_chart_that_cannot_be_parsed_does_not_stop_the_reading(tmp_path):
    import zipfile

    import xlsxwriter

    book = xlsxwriter.Workbook(tmp_path / "chart.xlsx")
    page = book.add_worksheet()
    for row, cells in enumerate(made.GOOD):
        page.write_row(row, 0, cells)
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "=Sheet1!$B$2:$B$3"})
    page.insert_chart("D2", chart)
    book.close()
    with zipfile.ZipFile(tmp_path / "chart.xlsx") as whole, zipfile.ZipFile(tmp_path / "broken.xlsx", "w") as broken:
        for name in whole.namelist():
            broken.writestr(name, b"<broken/>" if "charts/chart" in name else whole.read(name))
    assert areas(budget(tmp_path / "broken.xlsx")) == [("East", "1"), ("West", "2")]


def test_the_digest_is_that_of_the_bytes():
    source = Source("x", b"abc")
    assert source.sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_columns_of_a_row_come_in_order():
    sheet = Sheet("f", "s", {(2, 3): "c", (2, 1): "a", (1, 2): "b"})
    assert (sheet.rows, sheet.columns(2), sheet.columns(9)) == ([1, 2], [1, 3], [])
