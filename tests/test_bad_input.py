"""Every kind of bad input gets one clear answer: the place, what was found, what was expected, what to do."""

from __future__ import annotations

import pytest

from tests import bad_inputs as bad
from tests.bad_input_messages import MESSAGES

QUICK = ("--pot", "100", "--by", "Basis")


def rows(*basis: object) -> bad.Rows:
    return [["Area", "Basis"], *([f"Area {i}", value] for i, value in enumerate(basis, 1))]


CASES = {
    "no such file": (lambda f: f / "nothing.xlsx", QUICK),
    "a folder": (lambda f: f, QUICK),
    "an empty file": (lambda f: bad.text(f, ""), QUICK),
    "binary, not a workbook": (lambda f: bad.text(f, b"\x7fELF\0\1\2", "tool.xlsx"), QUICK),
    "encrypted": (bad.encrypted, QUICK),
    "an old .xls": (lambda f: bad.text(f, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old.xls"), QUICK),
    "a corrupt zip": (bad.corrupt, QUICK),
    "a garbled sheet": (bad.garbled, QUICK),
    "a zip bomb": (bad.zip_bomb, QUICK),
    "an XML entity bomb": (bad.xml_bomb, QUICK),
    "a merge over everything": (bad.merged_bomb, QUICK),
    "csv with a broken quote": (lambda f: bad.text(f, 'Area,Basis\n"East"x,1\n'), QUICK),
    "an empty sheet": (lambda f: bad.sheet(f, []), QUICK),
    "no header": (lambda f: bad.sheet(f, [["East", 1], ["West", 2]]), QUICK),
    "a near miss": (lambda f: bad.sheet(f, [["Area", "Base"], ["East", 1]]), QUICK),
    "two candidate headers on two sheets": (bad.two_sheets, QUICK),
    "the column there twice": (lambda f: bad.sheet(f, [["Area", "Basis", "Basis"], ["East", 1, 2]]), QUICK),
    "no such sheet": (lambda f: bad.sheet(f, bad.GOOD), (*QUICK, "--sheet", "Date")),
    "a sheet of a csv": (lambda f: bad.text(f, "Area,Basis\nEast,1\n"), (*QUICK, "--sheet", "Data")),
    "not a range": (lambda f: bad.sheet(f, bad.GOOD), (*QUICK, "--range", "A1")),
    "no such area column": (lambda f: bad.sheet(f, bad.GOOD), (*QUICK, "--area", "Aria")),
    "no column of names": (lambda f: bad.sheet(f, [["Ward", "Basis"], [1, 1], [2, 2]]), QUICK),
    "no areas": (lambda f: bad.sheet(f, [["Area", "Basis"]]), QUICK),
    "text for a number": (lambda f: bad.sheet(f, rows(1, "lots")), QUICK),
    "n/a for a number": (lambda f: bad.sheet(f, rows(1, "n/a", 2)), QUICK),
    "two readings": (lambda f: bad.sheet(f, rows("1.234,56", "(12", "0012", "--5", "$9", "1e5")), QUICK),
    "a blank basis": (lambda f: bad.sheet(f, rows(1, None, 2)), QUICK),
    "a blank basis at the end": (lambda f: bad.sheet(f, rows(1, 2, None)), QUICK),
    "an error cell": (bad.error_cell, QUICK),
    "a formula without its value": (bad.uncalculated, QUICK),
    "a date": (bad.date_cell, QUICK),
    "TRUE": (lambda f: bad.sheet(f, rows(1, True)), QUICK),
    "too many digits": (lambda f: bad.sheet(f, rows(1, 1e15)), QUICK),
    "an area twice": (lambda f: bad.sheet(f, [["Area", "Basis"], ["East", 1], ["EAST ", 2]]), QUICK),
    "a code twice": (
        lambda f: bad.sheet(f, [["Code", "Area", "Basis"], ["E1", "East", 1], ["E1", "West", 2]]),
        QUICK,
    ),
    "a figure without an area": (
        lambda f: bad.sheet(f, [["Area", "Basis"], ["East", 1], [None, 2], ["W", 3]]),
        QUICK,
    ),
    "an area below the total": (
        lambda f: bad.sheet(f, [["Area", "Basis"], ["East", 1], ["West", 2], ["Total", 3], ["Reserve", 5]]),
        QUICK,
    ),
    "an area that begins with total": (
        lambda f: bad.sheet(f, [["Area", "Basis"], ["East", 1], ["Total Wellbeing", 7], ["West", 2]]),
        QUICK,
    ),
    "percentages among figures": (lambda f: bad.text(f, "Area,Basis\nEast,50%\nWest,2\nNorth,3\n"), QUICK),
    "merged cells": (bad.merged_areas, QUICK),
    "a negative basis": (lambda f: bad.sheet(f, rows(1, -2)), QUICK),
    "all nought": (lambda f: bad.sheet(f, rows(0, 0)), QUICK),
    "several faults at once": (lambda f: bad.sheet(f, rows("lots", None, -1, 4)), (*QUICK[:1], "1,00", *QUICK[2:])),
    "no pot and no column": (lambda f: bad.sheet(f, bad.GOOD), ()),
    "faults of the fund, the sheet and the output": (
        lambda f: bad.sheet(f, rows("x", 1)),
        (
            "--pot",
            "-5",
            "--by",
            "Basis",
            "--unit",
            "0.001",
            "--rounding",
            "bankers",
            "--format",
            "json",
            "--explain",
            "A",
        ),
    ),
    "a percentage for a pot": (lambda f: bad.sheet(f, bad.GOOD), ("--pot", "300%", "--by", "Basis")),
    "an idle residue": (lambda f: bad.sheet(f, bad.GOOD), (*QUICK, "--rounding", "each", "--residue-to", "East")),
    "a residue too large": (
        lambda f: bad.sheet(f, rows(*[1] * 400)),
        ("--pot", "2", "--by", "Basis", "--residue-to", "Area 1"),
    ),
    "an error for a name": (lambda f: bad.sheet(f, [["Area", "Basis"], ["East", 1], [True, 2]]), QUICK),
    "formulas never calculated": (lambda f: bad.sheet(f, [["Area", "Basis"], ["East", "=1"], ["West", "=2"]]), QUICK),
    "a hidden sheet": (bad.hidden_sheet, QUICK),
    "an OpenDocument sheet": (bad.open_document, QUICK),
    "a merge in other quotes": (bad.merged_in_other_quotes, QUICK),
    "an endless merge tag": (bad.endless_merge_tag, QUICK),
    "a pot past what a sheet holds": (lambda f: bad.sheet(f, bad.GOOD), ("--pot", "9" * 20, "--by", "Basis")),
    "a negative pot": (lambda f: bad.sheet(f, bad.GOOD), ("--pot", "-5", "--by", "Basis")),
    "a pot of nought": (lambda f: bad.sheet(f, bad.GOOD), ("--pot", "0", "--by", "Basis")),
    "a pot in parts of a unit": (lambda f: bad.sheet(f, bad.GOOD), (*QUICK, "--unit", "1000")),
    "a pot in parts of a penny": (lambda f: bad.sheet(f, bad.GOOD), ("--pot", "1.005", "--by", "Basis")),
    "a unit of parts of a penny": (lambda f: bad.sheet(f, bad.GOOD), (*QUICK, "--unit", "0.001")),
    "an unknown rule": (lambda f: bad.sheet(f, bad.GOOD), (*QUICK, "--rounding", "bankers")),
    "a residue to nobody": (lambda f: bad.sheet(f, bad.GOOD), (*QUICK, "--residue-to", "Mars")),
    "a rule that needs an area": (lambda f: bad.sheet(f, bad.GOOD), (*QUICK, "--rounding", "residue-to")),
    "an area to explain that is not there": (lambda f: bad.sheet(f, bad.GOOD), (*QUICK, "--explain", "Est")),
    "a fund without a pot": (lambda f: bad.fund_workbook(f, [["Fund", "Test"]]), ()),
    "a misspelt setting": (lambda f: bad.fund_workbook(f, [["Pott", 5], ["Pot", 5]]), ()),
    "a setting twice": (lambda f: bad.fund_workbook(f, [["Pot", 5], ["Amount", 6]]), ()),
    "a year that is none": (lambda f: bad.fund_workbook(f, [["Pot", 5], ["Year", "2024/26"]]), ()),
    "a pot in words": (lambda f: bad.fund_workbook(f, [["Pot", "five"], ["Rule", "largest"]]), ()),
    "stated twice": (lambda f: bad.fund_workbook(f, [["Pot", 5]]), ("--pot", "6")),
    "a fund without a basis": (lambda f: bad.fund_workbook(f, [["Pot", 5]], [["Area", "People"], ["E", 1]]), ()),
}


@pytest.mark.parametrize("name", CASES)
def test_bad_input_gets_a_clear_answer(name, csptool, tmp_path):
    (make, options), expected = CASES[name], MESSAGES[name]
    folder = tmp_path / "in"
    folder.mkdir()
    path = make(folder)
    ran = csptool("allocate", path, *options, "-o", tmp_path / "out.xlsx")
    found = [line.removeprefix("- ") for line in ran.err.splitlines()[1:]]
    assert found == expected
    assert ran.code == 2
    assert ran.out == ""
    assert not (tmp_path / "out.xlsx").exists()
    count = f"{len(expected)} fault" + ("s" if len(expected) > 1 else "")
    assert ran.err.startswith(f"csptool cannot run: {count}. Nothing was written.\n")


def test_every_case_has_its_message():
    assert set(CASES) == set(MESSAGES)


@pytest.mark.parametrize(
    ("limit", "words"),
    [
        ("csptool.sheets.source.LARGEST_INPUT", "found more than 200 MB"),
        ("csptool.sheets.workbook.LARGEST_UNPACKED", "found a file that unpacks to far more than a workbook holds"),
        ("csptool.sheets.workbook.LARGEST_PARTS", "found a file that unpacks to far more than a workbook holds"),
        ("csptool.reports.allocation_workbook.LAST_ROW", "found 2 areas, expected no more than a sheet holds"),
    ],
)
def test_the_limits_are_enforced(csptool, tmp_path, monkeypatch, limit, words):
    path = bad.sheet(tmp_path, bad.GOOD)
    monkeypatch.setattr(limit, 5)
    ran = csptool("allocate", path, *QUICK, "-o", "out.xlsx")
    assert (ran.code, ran.out) == (2, "")
    assert words in ran.err
    assert not (tmp_path / "out.xlsx").exists()


def test_a_workbook_that_a_real_tool_has_locked(csptool, tmp_path):
    import io

    from msoffcrypto.format.ooxml import OOXMLFile

    locked = io.BytesIO()
    with bad.sheet(tmp_path, bad.GOOD).open("rb") as file:
        OOXMLFile(file).encrypt("secret", locked)
    ran = csptool("allocate", bad.text(tmp_path, locked.getvalue(), "locked.xlsx"), *QUICK)
    assert MESSAGES["encrypted"][0] in ran.err


def test_many_faults_are_counted_and_not_all_printed(csptool, tmp_path):
    ran = csptool("allocate", bad.sheet(tmp_path, rows(*["x"] * 250)), *QUICK)
    assert ran.err.startswith("csptool cannot run: 250 faults.")
    assert ran.err.splitlines()[-1] == "- and 150 more"
