"""The sheet Dwellings of a precept workbook: the tax bases alone, and beneath a precept; the workbook it writes."""

from __future__ import annotations

import json
from fractions import Fraction

import openpyxl
import pytest

from tests.conftest import EXAMPLES
from tests.precept_cases import LEEDS
from tests.recalculation import (
    NO_SOFFICE,
    SOFFICE,
    recalculated_by_formualizer,
    recalculated_by_libreoffice,
    values,
)
from tests.test_precept import agree, with_cell

LEEDS_SHEET = EXAMPLES / "tax-base" / "leeds-2019-20.xlsx"
SETTINGS = {"Authority": "Test", "Financial year": "2025/26"}
AUTHORITIES = [
    ["Billing authority", "Tax base", "Collection rate", "Contributions in lieu"],
    ["North", None, "98.5%", 12.5],
    ["South", 33121, None, None],
    ["West * Hill", None, 0.97, None],
]
HEADS = [
    "Billing authority", "Band", "Listed", "Exempt", "Disabled reductions", "Discounts", "Premiums",
    "Expected changes", "Support scheme",
]  # fmt: skip
NORTH = [
    ["North", "A disabled", None, None, 3, 0.75, None, None, 0.5],
    ["North", "A", 9000, 120, -1, 1100.25, 20, 30, 800],
    ["North", "B", 7000, 90, -2, 900, 10, -12.5, 410],
    ["North", "C", 6000, 60, 4, 700, 5, None, 200],
    ["North", "D", 4000, 30, -4, 400, 2, 15, 90],
    ["North", "E", 2500, 20, 0, 200, 1, None, 30],
    ["North", "F", 1500, 10, 5, 90, None, None, 9],
    ["North", "G", 800, 5, -5, 40, None, None, 2],
    ["North", "H", 60, 1, 0, 2, 1, None, 0],
]
WEST = [["West * Hill", f"Band {band}", 1000, *[None] * 6] for band in "ABCDEFGH"]
DWELLINGS = [HEADS, *NORTH, *WEST]
BUDGET = [["Line", "Kind", "Amount"], ["Officers", "expenditure", 15_000_000]]
# North, by hand: (3-0.75-0.5) x 5/9 + 7028.75 x 6/9 + 5595.5 x 7/9 + 5049 x 8/9 + 3493 + 2251 x 11/9 + 1396 x 13/9
# + 748 x 15/9 + 58 x 18/9
NORTH_EQUIVALENTS = (
    Fraction("1.75") * 5 + Fraction("7028.75") * 6 + Fraction("5595.5") * 7 + 5049 * 8 + 3493 * 9 + 2251 * 11
    + 1396 * 13 + 748 * 15 + 58 * 18
) / 9  # fmt: skip
NORTH_BASE = NORTH_EQUIVALENTS * Fraction("0.985") + Fraction("12.5")
WEST_BASE = Fraction(1000 * (6 + 7 + 8 + 9 + 11 + 13 + 15 + 18), 9) * Fraction("0.97")


def book(folder, settings=None, authorities=AUTHORITIES, dwellings=DWELLINGS, budget=None, name="bases.xlsx"):
    """A workbook with dwellings; with a budget it is a precept workbook."""
    stated = {key: value for key, value in {**SETTINGS, **(settings or {})}.items() if value is not None}
    made = openpyxl.Workbook()
    made.remove(made.active)
    sheets = {
        "Precept": [[key, value] for key, value in stated.items()],
        "Authorities": authorities,
        "Dwellings": dwellings,
        "Budget": budget,
    }
    for title, rows in sheets.items():
        if rows is not None:
            page = made.create_sheet(title)
            for row in rows:
                page.append(row)
    made.save(folder / name)
    return folder / name


def test_leeds_with_its_published_dwellings(csptool):
    ran = csptool("precept", LEEDS_SHEET, "--format", "json")
    found = json.loads(ran.out)
    assert ran.code == 0, ran.err
    assert found["schema"] == "csptool.precept-tax-base.v1"
    [row] = found["rows"]
    assert row["chargeable"] == "337142"  # the printed cells; the printed total, of unrounded ones, is 337,143
    assert Fraction(row["band_d_equivalents"]) == Fraction(2_074_621, 9)  # 230,513.4444
    assert (row["collection_rate"], row["worked_out"], row["tax_base"]) == ("0.99", "228208.31", "228208.3")
    amounts = {row["band"]: Fraction(row["band_d_equivalents"]) for row in found["dwellings"]}
    assert {band: round(float(amount), 4) for band, amount in amounts.items() if band[0] == "A"} == {
        "A disabled": 143.3333,
        "A": 54610.6667,
    }
    assert list(amounts) == list(LEEDS)


def test_one_authority_shows_its_bands_and_several_only_their_bases(csptool, tmp_path):
    out = csptool("precept", LEEDS_SHEET).out
    assert "The tax base is 228,208.3 Band D equivalents." in out
    assert "Dwellings by band" in out
    assert "54,610.666666…" in out
    out = csptool("precept", book(tmp_path)).out
    assert "Dwellings by band" not in out
    assert "West * Hill" in out


def test_the_bases_alone_of_a_workbook_with_only_dwellings(csptool, tmp_path):
    ran = csptool("precept", book(tmp_path), "--format", "json")
    found = json.loads(ran.out)
    assert ran.code == 0, ran.err
    bases = {row["billing_authority"]: Fraction(row["tax_base"]) for row in found["rows"]}
    assert bases == {"North": NORTH_BASE, "South": 33121, "West * Hill": WEST_BASE}
    assert Fraction(found["tax_base"]) == NORTH_BASE + 33121 + WEST_BASE
    assert found["rows"][1]["worked_out"] is None
    assert len(found["dwellings"]) == 17


@pytest.mark.parametrize(
    ("rounding", "places"), [("to two decimals", 2), ("to one decimal", 1), ("to a whole number", 0)]
)
def test_a_base_worked_out_is_rounded_as_declared(csptool, tmp_path, rounding, places):
    ran = csptool("precept", book(tmp_path, {"Rounding of tax bases": rounding}), "--format", "json")
    row = json.loads(ran.out)["rows"][0]
    assert Fraction(row["tax_base"]) == round(NORTH_BASE, places)  # no tie here
    assert Fraction(row["worked_out"]) == NORTH_BASE


def test_the_precept_goes_by_the_bases_worked_out(csptool, tmp_path):
    settings = {"Band D": 200, "Rounding of tax bases": "to one decimal"}
    ran = csptool("precept", book(tmp_path, settings), "--format", "json")
    found = json.loads(ran.out)
    assert ran.code == 0, ran.err
    assert found["schema"] == "csptool.precept.v1"
    precepts = {row["billing_authority"]: Fraction(row["precept"]) for row in found["rows"]}
    assert precepts == {
        "North": round(NORTH_BASE, 1) * 200,
        "South": 6_624_200,
        "West * Hill": round(WEST_BASE, 1) * 200,
    }
    assert [row["billing_authority"] for row in found["tax_bases"]] == ["North", "West * Hill"]
    assert len(found["dwellings"]) == 17


def test_a_base_stated_is_held_against_its_dwellings(csptool, tmp_path):
    near = float(round(NORTH_BASE, 1))
    path = book(tmp_path, authorities=with_cell(AUTHORITIES, 1, 1, near))
    ran = csptool("precept", path, "--format", "json")
    assert ran.code == 0, ran.err
    assert Fraction(json.loads(ran.out)["rows"][0]["tax_base"]) == round(NORTH_BASE, 1)
    path = book(tmp_path, authorities=with_cell(AUTHORITIES, 1, 1, near + 0.1))
    ran = csptool("precept", path, "-o", "out.xlsx")
    assert ran.code == 1
    assert f"Check failed: The tax base of North is stated as {near + 0.1:,.1f}; its dwellings come to" in ran.err
    checks = {row[0]: row[1] for row in values(tmp_path / "out.xlsx")["Checks"]}
    assert checks["Every tax base stated is what its dwellings come to, within its rounding"] == "FAILS"
    assert csptool("precept", book(tmp_path, {"Band D": 200}, with_cell(AUTHORITIES, 1, 1, near + 0.1))).code == 1


def test_wales_has_band_i_and_no_support_scheme(csptool, tmp_path):
    wales = [[*row[:8], None] for row in NORTH] + [["North", "I", 9, *[None] * 6]]
    path = book(tmp_path, {"Nation": "Wales"}, AUTHORITIES[:2], [HEADS, *wales])
    ran = csptool("precept", path, "--format", "json")
    assert ran.code == 0, ran.err
    assert json.loads(ran.out)["dwellings"][-1]["band_d_equivalents"] == "21"
    ran = csptool("precept", book(tmp_path, {"Nation": "Wales"}, AUTHORITIES[:2], [HEADS, *NORTH, wales[-1]]))
    assert ran.code == 2
    assert "sheet Dwellings, cell I3: found 800 in Wales 2025/26, expected a blank." in ran.err


def changed(row, column, value):
    """The dwellings with a cell changed, counted as the sheet counts: row 2 is the first below the header."""
    return {"dwellings": with_cell(DWELLINGS, row - 1, column, value)}


FAULTY = {
    "a band there is not": (changed(3, 1, "J"), "sheet Dwellings, cell B3: found 'J', expected a band of this nation"),
    "a band of Wales": (changed(3, 1, "I"), "cell B3: found 'I', expected a band of this nation and year"),
    "a band twice": (changed(4, 1, "A"), "cell B4: found 'A' a second time for North, expected each band once"),
    "no row for a band": ({"dwellings": DWELLINGS[:-1]}, "cell B11: found no row of West * Hill for Band H"),
    "no listed dwellings": (changed(3, 2, None), "cell C3: found a blank, expected a figure for the listed of North"),
    "pounds": (changed(3, 5, "£5"), "cell F3: found £5, expected a number of dwellings."),
    "per cent": (changed(3, 5, "25%"), "cell F3: found 25%, expected a number of dwellings."),
    "thousands": (changed(3, 2, "9k"), "cell C3: found 9k, expected a number of dwellings."),
    "part of a dwelling": (changed(3, 2, 9.1), "cell C3: found 9.1, expected whole dwellings."),
    "a sign": (changed(3, 3, -120), "cell D3: found -120, expected nought or more. Type it without a sign"),
    "more exempt than listed": (changed(10, 3, 61), "cell C10: found 1 more exempt or moved out than are listed"),
    "more off than there are": (changed(3, 5, 9000), "cell C3: found 871 more taken off than there are dwellings"),
    "moves that do not add": (changed(2, 4, 2), "cells E2:E10: found net moves that come to -1, expected moves that"),
    "moves up": (changed(9, 4, 5), "cell E9: found 5 more moved into it and the bands above it than out of them"),
    "an authority of no sheet": (changed(2, 0, "Nrth"), "cell A2: found 'Nrth', expected a billing authority of the"),
    "no collection rate": (
        {"authorities": with_cell(AUTHORITIES, 1, 2, None)},
        "sheet Authorities, cell C2: found no collection rate of North, expected a share above 50%",
    ),
    "a rate of 98.5": ({"authorities": with_cell(AUTHORITIES, 1, 2, 98.5)}, "cell C2: found 98.5, expected a share"),
    "a rate of 0.985%": ({"authorities": with_cell(AUTHORITIES, 1, 2, "0.985%")}, "cell C2: found 0.985%, expected"),
    "in lieu in pounds": (
        {"authorities": with_cell(AUTHORITIES, 1, 3, "£900")},
        "cell D2: found £900, expected dwellings, nought or more",
    ),
    "a rate without dwellings": (
        {"authorities": with_cell(AUTHORITIES, 2, 2, "98%")},
        "cell C3: found '98%' for South, which has no rows on the sheet Dwellings",
    ),
    "neither base nor dwellings": (
        {"authorities": with_cell(AUTHORITIES, 2, 1, None)},
        "sheet Authorities, cell B3: found a blank, expected a tax base for South",
    ),
    "a total that its bands do not come to": (
        {"dwellings": [*DWELLINGS, ["West * Hill", "Total", 8001, *[None] * 6]]},
        "cell C19: found a total of 8,001, expected 8,000, which the rows above come to",
    ),
    "no year": ({"settings": {"Financial year": None}}, "sheet Precept: found a blank, expected a financial year"),
    "a year before the tax": ({"settings": {"Financial year": "1990/91"}}, "cell B2: found England 1990/91"),
    "support before the schemes": ({"settings": {"Financial year": "2012/13"}}, "found 800 in England 2012/13"),
    "a rounding without dwellings": (
        {"settings": {"Rounding of tax bases": "to one decimal", "Band D": 9}, "dwellings": None},
        "sheet Precept, cell B3: found it without the sheet Dwellings",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTY)
def test_what_is_wrong_has_its_cell(csptool, tmp_path, name):
    sheets, words = FAULTY[name]
    ran = csptool("precept", book(tmp_path, **sheets), "-o", "out.xlsx")
    assert ran.code == 2
    assert words in ran.err
    assert ran.out == ""
    assert not (tmp_path / "out.xlsx").exists()


def test_every_fault_is_told_at_once(csptool, tmp_path):
    dwellings = with_cell(with_cell(DWELLINGS, 2, 5, "£5"), 12, 2, "x")
    path = book(tmp_path, {"Band D": "y"}, with_cell(AUTHORITIES, 1, 2, None), dwellings)
    ran = csptool("precept", path)
    assert "cannot run: 4 faults" in ran.err


def test_a_total_of_rounded_counts_may_miss_them_by_their_rounding(csptool, tmp_path):
    total = ["North", "Total", 30860, 337, 0, None, None, None, None]  # the exempt come to 336
    ran = csptool("precept", book(tmp_path, dwellings=[HEADS, *NORTH, total, *WEST]))
    assert ran.code == 0, ran.err


def test_what_is_stated_without_anything_to_raise_is_told_of(csptool, tmp_path):
    ran = csptool("precept", book(tmp_path, {"Band D last year": 190}))
    assert ran.code == 0
    assert "Note: Only the tax bases were worked out: there is no budget, no requirement and no Band D." in ran.err


@pytest.mark.parametrize("spelled", ["Band A (disabled)", "A dis.", "Disabled A", "A-", "Band A disabled relief"])
def test_a_disabled_is_known_by_its_names(csptool, tmp_path, spelled):
    ran = csptool("precept", book(tmp_path, **changed(2, 1, spelled)), "--format", "json")
    assert ran.code == 0, ran.err
    assert json.loads(ran.out)["dwellings"][0]["band"] == "A disabled"


@pytest.mark.parametrize("blank", [("tax-base",), ("precept", "--with", "dwellings")])
def test_the_blank_form_filled_in_runs(csptool, tmp_path, blank):
    assert csptool("template", *blank, "-o", "form.xlsx").code == 0
    ran = csptool("precept", "form.xlsx")
    assert ran.code == 2
    assert "sheet Dwellings, cell A5: found the example row of the template" in ran.err
    made = openpyxl.load_workbook(tmp_path / "form.xlsx")
    rows = {cell.value: cell.row for cell in made["Precept"]["A"]}
    made["Precept"].cell(rows["Financial year"], 2).value = "2025/26"
    authorities = {cell.value: cell.column for cell in made["Authorities"][4]}
    for row, line in enumerate(AUTHORITIES[1:], 5):
        for column in authorities.values():
            made["Authorities"].cell(row, column).value = None
        for head, value in zip(AUTHORITIES[0], line, strict=True):
            made["Authorities"].cell(row, authorities[head]).value = 0.985 if value == "98.5%" else value
    band_i = ["North", "I", *[None] * 7]  # as it stands in the form
    for row, line in enumerate([*NORTH, band_i, *WEST], 5):
        for column, value in enumerate(line, 1):
            made["Dwellings"].cell(row, column).value = value
    if "Budget" in made.sheetnames:
        for column, value in enumerate(BUDGET[1], 1):
            made["Budget"].cell(5, column).value = value
    made.save(tmp_path / "form.xlsx")
    ran = csptool("precept", "form.xlsx", "--format", "json")
    assert ran.code == 0, ran.err
    assert Fraction(json.loads(ran.out)["tax_base"]) == NORTH_BASE + 33121 + WEST_BASE


def test_another_part_of_a_precept_form_is_refused(csptool):
    ran = csptool("template", "precept", "--with", "floor", "-o", "x.xlsx")
    assert (ran.code, "--with: found 'floor', expected dwellings." in ran.err) == (2, True)


SHAPES = {
    "bases": {},
    "whole": {"settings": {"Band D last year": 170, "Rounding of tax bases": "to one decimal"}, "budget": BUDGET},
    "unrounded": {"settings": {"Band D": 213.2102}, "budget": BUDGET},
    "stated": {"authorities": with_cell(AUTHORITIES, 1, 1, float(round(NORTH_BASE, 2)))},
}


def written(csptool, folder, name):
    path = book(folder, **SHAPES[name], name=f"{name}.xlsx")
    ran = csptool("precept", path, "-o", folder / f"result {name}.xlsx")
    assert ran.code in (0, 1), ran.err
    return folder / f"result {name}.xlsx"


@pytest.mark.parametrize("name", SHAPES)
def test_formualizer_comes_to_the_same_figures(csptool, tmp_path, name):
    path = written(csptool, tmp_path, name)
    again, stored = recalculated_by_formualizer(path), values(path)
    for sheet, rows in stored.items():
        assert agree(again[sheet], rows), sheet


@pytest.mark.skipif(SOFFICE is None, reason=NO_SOFFICE)
def test_libreoffice_comes_to_the_same_figures_and_follows_a_change(csptool, tmp_path):
    paths = [written(csptool, tmp_path, name) for name in SHAPES]
    made = openpyxl.load_workbook(paths[1])
    page = made["Dwellings"]
    heads = {cell.value: cell.column for cell in page[6]}
    row = next(cells[0].row for cells in page.iter_rows() if (cells[0].value, cells[1].value) == ("North", "D"))
    page.cell(row, heads["Listed"]).value = 4100
    changed_book = tmp_path / "changed.xlsx"
    made.save(changed_book)
    *again, followed = recalculated_by_libreoffice([*paths, changed_book], tmp_path)
    for path, one in zip(paths, again, strict=True):
        found, stored = values(one), values(path)
        for sheet, rows in stored.items():
            assert agree(found[sheet], rows), (path.name, sheet)
    path = book(tmp_path, **{**SHAPES["whole"], "dwellings": with_cell(DWELLINGS, 5, 2, 4100)})
    expected = json.loads(csptool("precept", path, "--format", "json").out)
    summary = {row[0]: row[1] for row in values(followed)["Summary"]}
    assert expected["tax_bases"][0]["tax_base"] == str(float(round(NORTH_BASE + Fraction("98.5"), 1)))
    assert summary["Total tax base"] == pytest.approx(float(Fraction(expected["tax_base"])), abs=1e-6)
    assert summary["Band D"] == pytest.approx(float(expected["band_d"]), abs=1e-9)


def test_a_label_never_becomes_a_formula_nor_a_pattern(csptool, tmp_path):
    authorities = [AUTHORITIES[0], ["'=1+1", None, "98%", None], ["*", None, "98%", None]]
    rows = [[name, band, count, *[None] * 6] for name, count in (("'=1+1", 9), ("*", 900)) for band in "ABCDEFGH"]
    ran = csptool("precept", book(tmp_path, authorities=authorities, dwellings=[HEADS, *rows]), "-o", "out.xlsx")
    assert ran.code == 0, ran.err
    assert openpyxl.load_workbook(tmp_path / "out.xlsx")["Dwellings"]["A7"].data_type == "s"
    found = recalculated_by_formualizer(tmp_path / "out.xlsx")["Tax bases"]
    assert agree(found, values(tmp_path / "out.xlsx")["Tax bases"])


def test_the_csv_has_a_row_for_each_authority(csptool, tmp_path):
    lines = csptool("precept", book(tmp_path), "--format", "csv").out.splitlines()
    heads = "billing_authority,code,chargeable,band_d_equivalents,collection_rate,in_lieu,worked_out,stated,tax_base"
    assert lines[0] == heads
    assert len(lines) == 4
