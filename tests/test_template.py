"""`csptool template`: what it writes is what `csptool allocate` reads."""

from __future__ import annotations

import json

import openpyxl

from csptool.sheets.areas_sheet import EXAMPLE_AREA
from csptool.sheets.fund_workbook import OF_FORMULA, SETTINGS


def test_a_filled_in_template_is_a_budget(csptool, tmp_path):
    assert csptool("template", "allocate", "-o", "budget.xlsx").code == 0
    book = openpyxl.load_workbook(tmp_path / "budget.xlsx")
    for row in book["Fund"].iter_rows(min_row=4):
        row[1].value = {"Fund": "Test", "Financial year": "2026/27", "Pot": 100}.get(row[0].value, row[1].value)
    areas = book["Areas"]
    assert areas["B5"].value == EXAMPLE_AREA
    for row, cells in enumerate([("E1", "East", 1), ("E2", "West", 2)], 5):
        for column, value in enumerate(cells, 1):
            areas.cell(row, column, value)
    book.save(tmp_path / "budget.xlsx")
    ran = csptool("allocate", "budget.xlsx", "--format", "json")
    assert ran.code == 0, ran.err
    assert [row["allocation"] for row in json.loads(ran.out)["rows"]] == ["33.33", "66.67"]


def test_the_blank_is_refused_at_the_cells_to_fill_in(csptool):
    csptool("template", "allocate", "-o", "budget.xlsx")
    ran = csptool("allocate", "budget.xlsx")
    assert ran.code == 2
    assert "sheet Fund, cell B6: found no pot" in ran.err
    assert "sheet Areas, cell B5: found the example row of the template" in ran.err


def test_it_has_notes_validation_and_an_example(csptool, tmp_path):
    csptool("template", "allocate", "-o", "budget.xlsx")
    book = openpyxl.load_workbook(tmp_path / "budget.xlsx")
    rules = {str(rule.sqref): rule.type for page in book for rule in page.data_validations.dataValidation}
    assert rules == {"B6": "decimal", "B7": "list", "B8": "list", "B5": "textLength", "C5:C504": "decimal"}
    labels = [row[0] for row in book["Fund"].iter_rows(min_row=4, values_only=True)]
    assert labels == [setting.label for key, setting in SETTINGS.items() if key not in OF_FORMULA]
    assert all(row[2] for row in book["Fund"].iter_rows(min_row=4, values_only=True))


def test_an_existing_file_is_kept(csptool, tmp_path):
    (tmp_path / "budget.xlsx").write_text("mine")
    assert csptool("template", "allocate", "-o", "budget.xlsx").code == 2
    assert (tmp_path / "budget.xlsx").read_text() == "mine"


def test_the_blanks_of_monitor_have_notes_validation_and_an_example(csptool, tmp_path):
    for verb, sheets in {"monitor": ["Monitoring", "Areas", "Last year"], "return": ["Return", "Activity"]}.items():
        assert csptool("template", verb, "-o", f"{verb}.xlsx").code == 0
        book = openpyxl.load_workbook(tmp_path / f"{verb}.xlsx")
        assert book.sheetnames == sheets
        assert all(row[2] for row in book[sheets[0]].iter_rows(min_row=4, values_only=True))
        assert all(cell.comment for cell in book[sheets[1]][4])
        assert "type over this row" in book[sheets[1]]["A5"].value
    rules = {str(rule.sqref): rule.type for page in book for rule in page.data_validations.dataValidation}
    assert rules == {
        "B6": "textLength", "B7": "list", "B8": "decimal", "B9": "decimal", "B10": "date",
        "C5:C504": "decimal", "D5:D504": "decimal",
    }  # fmt: skip


def test_what_follows_a_return_is_a_folder_of_them(csptool):
    ran = csptool("template", "return", "-o", "return.xlsx")
    assert "then run: csptool monitor FOLDER --against SHEET --quarter Q1" in ran.err
    assert csptool("template", "monitor", "-o", "m.xlsx").err.endswith("then run: csptool monitor m.xlsx\n")


def test_parts_are_refused_where_a_blank_has_none(csptool, tmp_path):
    ran = csptool("template", "monitor", "-o", "m.xlsx", "--with", "formula")
    assert "--with: found --with beside monitor, expected it for allocate, redistribute and precept only" in ran.err
    assert not (tmp_path / "m.xlsx").exists()
