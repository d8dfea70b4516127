"""`csptool precept`: the quick question by options, the whole from a workbook, the workbook that it writes."""

from __future__ import annotations

import json
from fractions import Fraction

import openpyxl
import pytest

from csptool.precept_run import run_precept
from csptool.sheets.book import open_book
from csptool.sheets.precept_sheet import read_precept
from csptool.sheets.source import read_source
from tests.conftest import EXAMPLES
from tests.recalculation import (
    NO_SOFFICE,
    SOFFICE,
    recalculated_by_formualizer,
    recalculated_by_libreoffice,
    values,
)

SURREY = ("--tax-base", "526600.4", "--requirement", "177764497", "--previous-band-d", "323.57", "--year", "2025/26")
CUMBRIA = EXAMPLES / "precept" / "cumbria-2019-20.xlsx"
SETTINGS = {"Authority": "Test", "Financial year": "2025/26", "Band D last year": 201.21}
AUTHORITIES = [
    ["Billing authority", "Code", "Tax base", "Tax base last year", "Collection fund surplus"],
    ["North", "E1", 24021.5, 23900, 125000],
    ["South", "E2", 33121, 32900.5, -21000.55],
    ["West", "E3", 38823.25, 38411.1, None],
]
BUDGET = [
    ["Line", "Kind", "Amount"],
    ["Police grant", "police grant", 28_935_000],
    ["Officers", "expenditure", 52_000_000.25],
    ["Savings", "expenditure", -400_000],
    ["Fees", "income", 1_200_000],
    ["Reserves", "reserves used", 900_000],
]


def book(folder, settings=None, authorities=AUTHORITIES, budget=BUDGET, name="precept.xlsx", formats=()):
    """A precept workbook: settings changed or, where None, left out; figures in cells formatted as told."""
    stated = {key: value for key, value in {**SETTINGS, **(settings or {})}.items() if value is not None}
    made = openpyxl.Workbook()
    made.remove(made.active)
    sheets = {"Precept": [[key, value] for key, value in stated.items()], "Authorities": authorities, "Budget": budget}
    for title, rows in sheets.items():
        if rows is not None:
            page = made.create_sheet(title)
            for row in rows:
                page.append(row)
    for title, cell, number_format in formats:
        made[title][cell].number_format = number_format
    made.save(folder / name)
    return folder / name


def with_cell(rows, row, column, value):
    """A table with one of its cells changed."""
    changed = [list(line) for line in rows]
    changed[row][column] = value
    return changed


def agree(found, stored):
    """Whether two engines show the same: text the same, figures to a millionth, nothing for blank text."""
    for there, here in zip(found, stored, strict=False):
        for cell, expected in zip(there, here, strict=False):
            if isinstance(expected, int | float):
                if not isinstance(cell, int | float) or cell != pytest.approx(expected, abs=1e-6, rel=1e-12):
                    return False
            elif (cell or None) != (expected or None):
                return False
    return len(found) >= len(stored)


def worked(path):
    return run_precept(read_precept(open_book(read_source(str(path)))))


def test_the_statutory_example_of_surrey(csptool):
    ran = csptool("precept", *SURREY, "--format", "json")
    found = json.loads(ran.out)
    bands = {row["band"]: row["charge"] for row in found["rows"]}
    assert ran.code == 0
    assert (found["schema"], found["band_d"], found["excessive"]) == ("csptool.precept.v1", "337.57", False)
    assert {band: bands[band] for band in "AEH"} == {"A": "225.05", "E": "412.59", "H": "675.14"}
    assert found["raised"] == "177764497.028"


@pytest.mark.parametrize(("band_d", "code"), [("286.23", 0), ("286.24", 1)])
def test_a_penny_more_than_the_limit_is_excessive_and_exits_1(csptool, band_d, code):
    options = ("--tax-base", "350000", "--band-d", band_d, "--previous-band-d", "273.23", "--year", "2024/25")
    ran = csptool("precept", *options)
    assert ran.code == code
    assert ("Check failed: Excessive: a rise of £13.01" in ran.err) == bool(code)


def test_wales_has_a_ninth_band_and_no_test(csptool):
    options = ("--tax-base", "148000", "--band-d", "390", "--previous-band-d", "350", "--year", "2025/26")
    ran = csptool("precept", *options, "--nation", "Wales", "--format", "json")
    found = json.loads(ran.out)
    assert (ran.code, found["excessive"], found["largest_allowed"]) == (0, False, None)
    assert found["rows"][-1]["band"] == "I"
    assert found["rows"][-1]["charge"] == "910"
    assert "No referendum principles apply in Wales" in ran.out


def test_every_fault_of_the_options_is_told_at_once(csptool):
    wrong = ("--tax-base", "£5", "--requirement", "1", "--band-d", "-2", "--limit", "x", "--year", "2025")
    ran = csptool("precept", *wrong)
    assert ran.code == 2
    for place in ("--tax-base", "--requirement", "--band-d", "--limit", "--year"):
        assert f"- {place}: found" in ran.err


def test_an_unlisted_year_is_refused(csptool):
    ran = csptool("precept", "--tax-base", "9", "--band-d", "9", "--previous-band-d", "8", "--year", "2031/32")
    assert ran.code == 2
    assert "- --year: found '2031/32', expected a year listed: 2012/13 to 2026/27." in ran.err


def test_options_and_a_workbook_exclude_each_other(csptool):
    ran = csptool("precept", CUMBRIA, "--band-d", "9", "--nation", "Wales")
    assert ran.code == 2
    assert "- --band-d: found it beside a workbook, expected a workbook or options." in ran.err
    assert "- --nation: found it beside a workbook" in ran.err


def test_options_beside_a_file_that_is_not_there_are_told_of_too(csptool):
    ran = csptool("precept", "none.xlsx", "--limit", "5")
    assert "2 faults" in ran.err
    assert "- none.xlsx: found no such file" in ran.err


def test_cumbria_s_published_precepts_and_waterfall(csptool):
    ran = csptool("precept", CUMBRIA, "--format", "json")
    found = json.loads(ran.out)
    assert ran.code == 0
    published = [7_870_443, 5_010_458, 8_688_772, 5_276_750, 5_291_658, 11_682_397]
    assert [int(row["precept"]) for row in found["rows"]] == published
    assert (found["total"], found["difference"], found["budget_requirement"]) == ("43820478", "0", "43820000")
    totals = [row["running"] for row in found["waterfall"] if row["change"] == ""]
    assert totals == ["145754000", "103742000", "43820000"]
    assert found["waterfall"][-2]["why"].startswith("a deficit, which is a surplus below nought, so added")
    assert [row["charge"] for row in found["bands"]][:3] == ["171.12", "199.64", "228.16"]


def test_the_requirement_follows_the_budget_and_the_collection_funds(csptool, tmp_path):
    # 52,000,000.25 - 400,000 - 1,200,000 - 900,000 - 28,935,000 - (125,000 - 21,000.55)
    ran = csptool("precept", book(tmp_path), "--format", "json")
    found = json.loads(ran.out)
    assert ran.code == 0
    assert found["requirement"] == "20461000.8"
    assert found["band_d"] == "213.21"  # 20,461,000.80 / 95,965.75 = 213.21149...
    precepts = {row["billing_authority"]: row["precept"] for row in found["rows"]}
    # 24,021.5, 33,121 and 38,823.25 x 213.21, a half penny away from nought
    assert precepts == {"North": "5121624.02", "South": "7061728.41", "West": "8277505.13"}
    assert found["total"] == "20460857.56"


def test_the_growth_and_the_ratios_say_what_they_are_of(csptool, tmp_path):
    settings = {"Population": 250_000, "Office budget": "£1.2m", "General reserve": 1_485_000}
    out = csptool("precept", book(tmp_path, settings)).out
    assert "The requirement is £81.84 a head." in out
    assert "The office is 2.33% of gross expenditure, £51,600,000.25." in out
    assert "General reserves are 3.00% of net revenue expenditure: within 2.00% to 5.00%." in out
    # 754.15 more dwellings at 201.21, £12.00 on 95,211.60, and both: together 95,965.75 x 213.21 - 95,211.6 x 201.21
    assert "+£151,742.52 by the tax base, +£1,142,539.20 by Band D, +£9,049.80 by both together" in out
    assert "The largest Band D in whole pennies that is not excessive is £215.21." in out
    assert "The largest of which every band is whole pennies is £215.19." in out


def test_an_amount_in_millions_reads_exactly_beside_pounds(csptool, tmp_path):
    ran = csptool("precept", book(tmp_path, budget=with_cell(BUDGET, 1, 2, "£28.935m")), "--format", "json")
    assert json.loads(ran.out)["requirement"] == "20461000.8"
    assert "Printed in thousands or millions beside pounds, and read so: Police grant £28,935,000.00." in ran.err


def test_bare_millions_are_refused(csptool, tmp_path):
    ran = csptool("precept", book(tmp_path, budget=with_cell(BUDGET, 1, 2, 28.935)))
    assert ran.code == 2
    assert "sheet Budget, cell C2: found 28.935, expected the amount of Police grant in pounds and whole" in ran.err


@pytest.mark.parametrize("stated", ["£24,021.50", "£24,021.5"])
def test_a_base_printed_with_a_pound_sign_is_refused(csptool, tmp_path, stated):
    ran = csptool("precept", book(tmp_path, authorities=with_cell(AUTHORITIES, 1, 2, stated)))
    assert ran.code == 2
    assert f"sheet Authorities, cell C2: found '{stated}', expected a number of Band D equivalents." in ran.err


def test_a_base_in_a_cell_formatted_in_pounds_is_refused(csptool, tmp_path):
    ran = csptool("precept", book(tmp_path, formats=[("Authorities", "C3", "£#,##0.00")]))
    assert ran.code == 2
    assert "cell C3: found '33121' in a cell formatted in pounds" in ran.err


@pytest.mark.parametrize(("value", "words"), [(None, "found a blank"), (-5, "found -5"), (0, "found 0")])
def test_a_missing_or_negative_base_is_refused(csptool, tmp_path, value, words):
    ran = csptool("precept", book(tmp_path, authorities=with_cell(AUTHORITIES, 2, 2, value)))
    assert ran.code == 2
    assert f"sheet Authorities, cell C3: {words}, expected a" in ran.err


def test_a_surplus_with_the_wrong_sign_is_named_by_the_reading_that_adds(csptool, tmp_path):
    budget = [*BUDGET, ["Collection fund", "collection fund surplus", 21_000]]
    authorities = [line[:4] for line in AUTHORITIES]
    path = book(tmp_path, {"Requirement as stated": 20_586_000.25}, authorities, budget)
    ran = csptool("precept", path)
    assert ran.code == 2
    assert "sheet Budget, cell C7: found £21,000.00, with which the budget comes to £20,544,000.25" in ran.err
    assert "Type it as -£21,000.00" in ran.err
    assert ran.err.rstrip().endswith("£20,586,000.25 is stated: it is a deficit.")


def test_a_budget_that_misses_the_requirement_stated_fails_its_check(csptool, tmp_path):
    ran = csptool("precept", book(tmp_path, {"Requirement as stated": 20_000_000}))
    assert ran.code == 1
    assert "Check failed: The budget comes to £20,461,000.80, +£461,000.80 from the requirement as stated" in ran.err


def test_income_above_expenditure_makes_the_requirement_nil_and_fails_its_check(csptool, tmp_path):
    ran = csptool("precept", book(tmp_path, budget=with_cell(BUDGET, 2, 2, 31_000_000)), "-o", "nil.xlsx")
    assert ran.code == 1
    assert "Check failed: Income passes expenditure by £538,999.45: the requirement of the budget is nil." in ran.err
    assert "Band D is £0.00" in ran.out
    checks = {row[0]: row[1] for row in values(tmp_path / "nil.xlsx")["Checks"]}
    assert checks["Expenditure passes income: the requirement is not nil"] == "FAILS"


def test_surpluses_without_a_budget_are_told_of(csptool, tmp_path):
    ran = csptool("precept", book(tmp_path, {"Band D": 213.21}, budget=None))
    assert ran.code == 0
    assert "Note: The collection fund surpluses are not used: there is no budget to take them off." in ran.err


def test_without_grants_and_requirement_there_is_no_share_of_grants(csptool, tmp_path):
    budget = [BUDGET[0], ["Officers", "expenditure", 5], ["Fees", "income", 6]]
    ran = csptool(
        "precept", book(tmp_path, authorities=[line[:3] for line in AUTHORITIES], budget=budget), "-o", "n.xlsx"
    )
    assert ran.code == 1
    assert "General grants are" not in ran.out


def test_a_total_of_the_budget_is_left_out_and_said_so(csptool, tmp_path):
    ran = csptool("precept", book(tmp_path, budget=[*BUDGET, ["Total", None, "20,565,000.25"]]))
    assert ran.code == 0
    assert "Note: 'Total' in A7 was taken for a total and left out." in ran.err


FAULTY = {
    "no year": ({"Financial year": None}, {}, "sheet Precept: found a blank, expected a financial year"),
    "unknown nation": ({"Nation": "Scotland"}, {}, "cell B4: found 'Scotland', expected England or Wales"),
    "limit in Wales": ({"Nation": "Wales", "Limit of its own": 18}, {}, "cell B5: found '18' in Wales"),
    "surplus in Wales": (
        {"Nation": "Wales"},
        {},
        "cells E2:E4: found collection fund surpluses in Wales",
    ),
    "a grant that Wales lacks": (
        {"Nation": "Wales"},
        {"authorities": [line[:4] for line in AUTHORITIES], "budget": with_cell(BUDGET, 1, 1, "legacy grant")},
        "sheet Budget, cell B2: found the kind 'legacy grant' in Wales",
    ),
    "a line that says total": (
        {},
        {"budget": with_cell(BUDGET, 2, 0, "Total pay")},
        "sheet Budget, cell B3: found 'Total pay', which says that it is a total, with a kind",
    ),
    "unknown kind": ({}, {"budget": with_cell(BUDGET, 1, 1, "grants")}, "sheet Budget, cell B2: found 'grants'"),
    "grant with a sign": ({}, {"budget": with_cell(BUDGET, 1, 2, -5)}, "sheet Budget, cell C2: found -£5.00"),
    "a line twice": ({}, {"budget": [*BUDGET, BUDGET[1]]}, "sheet Budget, cell A7: found 'Police grant' a second"),
    "a council twice": ({}, {"authorities": [*AUTHORITIES, AUTHORITIES[1]]}, "cell A5: found 'North' a second time"),
    "a base last year missing": (
        {},
        {"authorities": with_cell(AUTHORITIES, 1, 3, None)},
        "sheet Authorities, cell D2: found a blank",
    ),
    "surpluses twice": (
        {},
        {"budget": [*BUDGET, ["Funds", "collection fund surplus", 5]]},
        "found surpluses beside the budget's line 'Funds'",
    ),
    "bands of last year": (
        {"Band D last year": None, "Rounding of the bands": "last year's printed band plus the rounded increase"},
        {},
        "cell B3: found \"last year's printed band plus the rounded increase\" without last year's Band D",
    ),
    "an office without a budget": (
        {"Office budget": 5, "Band D": 9},
        {"budget": None},
        "cell B4: found it without the sheet Budget",
    ),
    "nothing to raise": ({}, {"budget": None}, "found none of them, expected lines on the sheet Budget"),
    "a sheet of another name": ({}, {"authorities": None}, "found no sheet 'Authorities'"),
    "an unlisted year": ({"Financial year": "2031/32"}, {}, "sheet Precept, cell B2: found '2031/32'"),
}


@pytest.mark.parametrize("name", FAULTY)
def test_what_is_wrong_with_a_workbook_has_its_cell(csptool, tmp_path, name):
    settings, sheets, words = FAULTY[name]
    ran = csptool("precept", book(tmp_path, settings, **sheets))
    assert ran.code == 2
    assert words in ran.err
    assert ran.out == ""


def test_every_fault_of_a_workbook_is_told_at_once(csptool, tmp_path):
    authorities = with_cell(AUTHORITIES, 1, 2, "£5")
    ran = csptool("precept", book(tmp_path, {"Band D": "x"}, authorities, with_cell(BUDGET, 1, 1, "?")))
    assert "cannot run: 3 faults" in ran.err


def test_without_a_budget_band_d_gives_the_requirement(csptool, tmp_path):
    authorities = [line[:3] for line in AUTHORITIES]
    ran = csptool("precept", book(tmp_path, {"Band D": 213.21}, authorities, None), "--format", "json")
    found = json.loads(ran.out)
    assert (found["requirement"], found["budget_requirement"]) == ("20460857.5575", None)
    assert "waterfall" not in found


def test_the_csv_has_the_billing_authorities_and_the_markdown_every_table(csptool, tmp_path):
    path = book(tmp_path)
    lines = csptool("precept", path, "--format", "csv").out.splitlines()
    assert lines[0] == "billing_authority,code,tax_base_before,tax_base,precept,collection_fund"
    assert lines[1] == "North,E1,23900,24021.5,5121624.02,125000.00"
    markdown = csptool("precept", path, "--format", "markdown").out
    for heading in ("## Police precept 2025/26, Test", "### Billing authorities", "### The requirement"):
        assert heading in markdown
    assert "### Valuation bands" in markdown


def test_the_blank_form_names_its_example_rows_until_it_is_filled_in(csptool, tmp_path):
    assert csptool("template", "precept", "-o", "blank.xlsx").code == 0
    ran = csptool("precept", "blank.xlsx")
    assert ran.code == 2
    assert ran.err.count("found the example row of the template") == 2


def test_the_blank_form_filled_in_runs(csptool, tmp_path):
    csptool("template", "precept", "-o", "form.xlsx")
    made = openpyxl.load_workbook(tmp_path / "form.xlsx")
    rows = {cell.value: cell.row for cell in made["Precept"]["A"]}
    for label, value in {
        **SETTINGS,
        "Total tax base as stated": 95_965.75,
        "Total tax base last year": 95_211.6,
    }.items():
        made["Precept"].cell(rows[label], 2).value = value
    for sheet, lines in (("Authorities", AUTHORITIES), ("Budget", BUDGET)):
        for row, line in enumerate(lines[1:], 5):
            for column, value in enumerate(line, 1):
                made[sheet].cell(row, column).value = value
    made.save(tmp_path / "form.xlsx")
    ran = csptool("precept", "form.xlsx", "--format", "json")
    assert ran.code == 0, ran.err
    assert json.loads(ran.out)["total"] == "20460857.56"


SHAPES = {
    "whole": ({"Population": 250_000, "Office budget": 900_000, "General reserve": 1_485_000}, {}),
    "band d set": ({"Band D": 213.2102, "Rounding of precepts": "to the pound"}, {}),
    "excessive": ({"Band D": 231.21}, {}),
    "stated": ({"Requirement as stated": 20_461_000.80, "Rounding of the bands": "truncated"}, {}),
    "unrounded": ({"Rounding of the bands": "from the unrounded Band D", "Financial year": "2015/16"}, {}),
    "no budget": ({"Band D": 213.21}, {"budget": None}),
    "no last year": ({"Band D last year": None, "Rounding of precepts": "truncated to the pound"}, {}),
    "wales": (
        {"Nation": "Wales", "Increase of the bands": "difference of the printed bands"},
        {"authorities": [line[:4] for line in AUTHORITIES]},
    ),
    "prior": ({"Rounding of the bands": "last year's printed band plus the rounded increase"}, {}),
}


def written(csptool, folder, name):
    settings, sheets = SHAPES[name]
    path = book(folder, settings, name=f"{name}.xlsx", **sheets)
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
def test_libreoffice_comes_to_the_same_figures(csptool, tmp_path):
    paths = [written(csptool, tmp_path, name) for name in SHAPES]
    for path, again in zip(paths, recalculated_by_libreoffice(paths, tmp_path), strict=True):
        found, stored = values(again), values(path)
        for sheet, rows in stored.items():
            assert agree(found[sheet], rows), (path.name, sheet)


@pytest.mark.skipif(SOFFICE is None, reason=NO_SOFFICE)
def test_the_workbook_follows_a_base_and_a_budget_line_that_are_typed_over(csptool, tmp_path):
    result = written(csptool, tmp_path, "whole")
    made = openpyxl.load_workbook(result)
    cells = {cell.value: cell for sheet in ("Inputs", "Budget") for row in made[sheet].iter_rows() for cell in row}
    south, officers = cells["South"], cells["Officers"]
    heads = {cell.value: cell.column for cell in made["Inputs"][6]}
    made["Inputs"].cell(south.row, heads["Tax base"]).value = 34000.5
    made["Inputs"].cell(south.row, heads["Collection fund surplus"]).value = 50_000
    made["Budget"].cell(officers.row, 2).value = 52_100_000
    changed = tmp_path / "changed.xlsx"
    made.save(changed)
    [again] = recalculated_by_libreoffice([changed], tmp_path)
    found = values(again)

    authorities = with_cell(with_cell(AUTHORITIES, 2, 2, 34000.5), 2, 4, 50_000)
    run = worked(book(tmp_path, SHAPES["whole"][0], authorities, with_cell(BUDGET, 2, 2, 52_100_000)))
    summary = {row[0]: row[1] for row in found["Summary"]}
    assert summary["Band D"] == pytest.approx(float(run.precept.band_d), abs=1e-9)
    assert summary["Council tax requirement"] == pytest.approx(float(run.precept.requirement), abs=1e-6)
    assert summary["Checks"] == "all hold"
    precepts = [row[-2] for row in found["Precepts"][6:9]]
    assert precepts == pytest.approx([float(amount) for amount in run.precepts.amounts], abs=1e-6)
    charges = [row[3] for row in found["Bands"][6:14]]
    assert charges == pytest.approx([float(charge) for charge in run.precept.this_year.bands.values()], abs=1e-9)
    waterfall = [row[2] for row in found["Waterfall"][6:]][: len(run.budget.waterfall())]
    assert waterfall == pytest.approx([float(line.running) for line in run.budget.waterfall()], abs=1e-6)


def test_the_workbook_is_the_same_each_time_and_has_its_charts(csptool, tmp_path):
    path = book(tmp_path)
    for name in ("one.xlsx", "two.xlsx"):
        csptool("precept", path, "-o", name)
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()
    made = openpyxl.load_workbook(tmp_path / "one.xlsx")
    assert [sheet.title for sheet in made.worksheets if sheet._charts] == ["Waterfall", "Bands"]


def test_labels_never_become_formulas(csptool, tmp_path):
    authorities = with_cell(AUTHORITIES, 1, 0, "'=1+1")
    budget = with_cell(BUDGET, 1, 0, "'@SUM(1)")
    ran = csptool("precept", book(tmp_path, authorities=authorities, budget=budget), "-o", "out.xlsx")
    assert ran.code == 0
    made = openpyxl.load_workbook(tmp_path / "out.xlsx")
    assert made["Inputs"]["B7"].data_type == "s"
    assert made["Budget"]["A8"].data_type == "s"


def test_instalments_come_to_the_precept(csptool):
    ran = csptool("precept", CUMBRIA, "--format", "json")
    document = json.loads(ran.out)
    for row, precept in zip(document["instalments"], document["rows"], strict=True):
        parts = [Fraction(row[f"instalment_{number}"]) for number in range(1, 11)]
        assert sum(parts) == Fraction(precept["precept"])
        assert all(part.denominator == 1 for part in parts[:-1])
    assert "By default 10 in England" in csptool("precept", CUMBRIA).out


def test_an_amount_in_millions_beside_pounds_is_refused(csptool, tmp_path):
    ran = csptool("precept", book(tmp_path, {"Office budget": 1.2}, budget=with_cell(BUDGET, 1, 2, 28.93)))
    assert ran.code == 2
    assert "sheet Budget, cell C2: found 28.93, expected the amount of Police grant in the same unit" in ran.err
    assert "Write millions with their sign, as £28.93m" in ran.err
    assert "found 1.2, expected the Office budget in the same unit as the others" in ran.err


def test_a_surplus_in_millions_beside_pounds_is_refused(csptool, tmp_path):
    ran = csptool("precept", book(tmp_path, authorities=with_cell(AUTHORITIES, 2, 4, 0.05)))
    assert ran.code == 2
    assert "cell E3: found 0.05, expected the surplus of South in the same unit" in ran.err


@pytest.mark.parametrize(
    ("settings", "budget"), [({"Requirement as stated": 20.46}, None), ({"Band D": 2012.11}, None)]
)
def test_a_band_d_that_only_a_slip_of_units_gives_is_refused(csptool, tmp_path, settings, budget):
    authorities = [line[:4] for line in AUTHORITIES]
    ran = csptool("precept", book(tmp_path, settings, authorities, budget))
    assert ran.code == 2
    assert "expected one near last year's £201.21" in ran.err


def test_a_base_in_pounds_or_millions_is_refused(csptool, tmp_path):
    ran = csptool("precept", book(tmp_path, authorities=with_cell(AUTHORITIES, 1, 2, 5_121_624)))
    assert ran.code == 2
    assert "cell C2: found 5121624, expected a base near last year's 23,900" in ran.err
    ran = csptool("precept", book(tmp_path, authorities=with_cell(AUTHORITIES, 1, 2, "0.024m")))
    assert ran.code == 2
    assert "cell C2: found 0.024m, expected a number of Band D equivalents" in ran.err


def test_a_sum_under_another_name_is_no_billing_authority(csptool, tmp_path):
    authorities = [*AUTHORITIES, ["The whole force", "", 95_965.75, 95_211.6, None]]
    ran = csptool("precept", book(tmp_path, authorities=authorities))
    assert ran.code == 2
    assert "cell A5: found 'The whole force', whose tax base is the sum of those above it" in ran.err


def test_the_one_surplus_with_the_wrong_sign_is_named(csptool, tmp_path):
    authorities = with_cell(AUTHORITIES, 1, 4, -125_000)
    ran = csptool("precept", book(tmp_path, {"Requirement as stated": 20_461_000.80}, authorities))
    assert ran.code == 2
    assert "sheet Authorities, cell E2: found -£125,000.00, with which the budget comes to £20,711,000.80" in ran.err


def test_a_limit_of_its_own_and_the_rule_for_the_lowest_are_not_mixed(csptool, tmp_path):
    asked = ["--tax-base", "1000", "--band-d", "305.50", "--previous-band-d", "300", "--year", "2017/18"]
    ran = csptool("precept", *asked, "--lowest-charging", "--limit", "5")
    assert ran.code == 2
    assert "--limit: found it beside --lowest-charging, expected one rule" in ran.err
    assert csptool("precept", book(tmp_path, {"Limit of its own": 5, "Lowest-charging": "yes"})).code == 2


def test_what_is_uncertain_of_a_year_stands_beside_the_verdict(csptool):
    asked = ["--tax-base", "1000", "--band-d", "204", "--previous-band-d", "200", "--year", "2013/14"]
    assert "Not confirmed by a source that was read: whether exactly 2% was excessive" in csptool("precept", *asked).out


def test_a_column_in_thousands_is_one_fault_that_says_so(csptool, tmp_path):
    ran = csptool("precept", book(tmp_path, budget=with_cell(BUDGET, 0, 2, "Amount £000")))
    assert ran.code == 2
    assert "cannot run: 1 fault" in ran.err
    assert "cell C1: found 'Amount £000', figures in £000, expected the column 'Amount' in single units" in ran.err


def test_a_missing_billing_authority_is_found_by_the_total_as_stated(csptool, tmp_path):
    path = book(tmp_path, {"Total tax base as stated": 95_965.75}, [*AUTHORITIES[:2], AUTHORITIES[3]])
    ran = csptool("precept", path, "-o", "out.xlsx")
    assert ran.code == 2
    assert (
        "sheet Precept, cell B4: found 95,965.75 as stated, where the rows C2:C3 of the sheet Authorities make "
        "62,844.75, expected rows that make the total stated: they are 33,121 Band D equivalents short of it. "
        "A billing authority's row is probably missing: add it, or correct a base or the total."
    ) in ran.err
    assert not (tmp_path / "out.xlsx").exists()


def test_a_billing_authority_counted_twice_is_named(csptool, tmp_path):
    authorities = [*AUTHORITIES, ["The northern council", "", 24_021.5, 23_900, None]]
    ran = csptool("precept", book(tmp_path, {"Total tax base as stated": 95_965.75}, authorities))
    assert ran.code == 2
    assert "they are 24,021.5 Band D equivalents more than it." in ran.err
    assert "A billing authority is probably counted twice ('North' has 24,021.5): take one row off" in ran.err


def test_a_total_of_last_year_that_its_rows_do_not_make_is_refused(csptool, tmp_path):
    ran = csptool("precept", book(tmp_path, {"Total tax base last year": 101_000}))
    assert ran.code == 2
    assert "cell B4: found 101,000 as stated, where the rows D2:D4 of the sheet Authorities make 95,211.6" in ran.err


@pytest.mark.parametrize("stated", ["£95,965.75", "95.96575k", 0, -5, "95%"])
def test_a_total_base_that_counts_no_dwellings_is_refused(csptool, tmp_path, stated):
    ran = csptool("precept", book(tmp_path, {"Total tax base as stated": stated}))
    assert ran.code == 2
    assert "sheet Precept, cell B4: found" in ran.err


@pytest.mark.skipif(SOFFICE is None, reason=NO_SOFFICE)
def test_the_bases_make_the_total_but_for_rounding_and_the_workbook_goes_on_casting_them(csptool, tmp_path):
    ran = csptool("precept", book(tmp_path, {"Total tax base as stated": 95_966}), "-o", "out.xlsx")
    assert ran.code == 0
    assert "The bases make the total stated, 95,966, but for rounding." in ran.out
    assert "Note: The rows C2:C4 of the sheet Authorities make 95,965.75, and 95,966 is stated" in ran.err
    made = openpyxl.load_workbook(tmp_path / "out.xlsx")
    heads = {cell.value: cell.column for cell in made["Inputs"][6]}
    made["Inputs"].cell(8, heads["Tax base"]).value = 33_000
    made.save(tmp_path / "changed.xlsx")
    words = "The bases make the total that is stated, within rounding"
    again = values(recalculated_by_libreoffice([tmp_path / "changed.xlsx"], tmp_path)[0])
    assert [row[1] for row in values(tmp_path / "out.xlsx")["Checks"] if row[0] == words] == ["holds"]
    assert [row[1] for row in again["Checks"] if row[0] == words] == ["FAILS"]


def test_a_miss_of_the_requirement_is_said_in_band_d_equivalents(csptool, tmp_path):
    settings = {"Band D": 213.21, "Requirement as stated": 20_460_857.56}
    short = [line[:3] for line in (*AUTHORITIES[:2], AUTHORITIES[3])]
    ran = csptool("precept", book(tmp_path, settings, short, None))
    assert ran.code == 1
    assert "That is 33,121.00 Band D equivalents: a billing authority may be missing." in ran.err
    twice = [line[:3] for line in (*AUTHORITIES, ["Northern", "", 24_021.5, None])]
    ran = csptool("precept", book(tmp_path, settings, twice, None))
    assert "That is 24,021.50 Band D equivalents: a billing authority may be counted twice (North)." in ran.err
    cast = {**settings, "Requirement as stated": 20_000_000, "Total tax base as stated": 95_965.75}
    ran = csptool("precept", book(tmp_path, cast, [line[:3] for line in AUTHORITIES], None))
    assert "That is 2,161.52 Band D equivalents.\n" in ran.err  # 460,857.56 / 213.21; the bases are cast


@pytest.mark.parametrize(("before", "told"), [(100_000, False), (105_263, False), (105_264, True), (150_000, True)])
def test_a_fall_of_the_total_base_by_more_than_a_twentieth_is_told(csptool, tmp_path, before, told):
    options = ("--tax-base", "100000", "--band-d", "213", "--previous-band-d", "213", "--year", "2025/26")
    ran = csptool("precept", *options, "--previous-tax-base", before)
    assert (ran.code, "Note: The total tax base falls by" in ran.err) == (0, told)
    authorities = [["Billing authority", "Tax base"], ["North", 60_000], ["South", 40_000]]
    settings = {"Total tax base last year": before, "Band D": 201.21}
    ran = csptool("precept", book(tmp_path, settings, authorities, None))
    assert (ran.code, "a billing authority may be missing." in ran.err) == (0, told)


def test_a_plain_total_of_the_authorities_is_told_of(csptool, tmp_path):
    ran = csptool("precept", book(tmp_path, authorities=[*AUTHORITIES, ["Total", None, None, None, None]]))
    assert ran.code == 0
    assert "Note: 'Total' in A5 was taken for a total and left out." in ran.err


def test_a_percentage_for_band_d_says_that_it_is_one(csptool, tmp_path):
    ran = csptool("precept", book(tmp_path, formats=[("Precept", "B3", "0.00%")]))
    assert ran.code == 2
    assert "found '201.21' in a cell formatted as a percentage, expected Band D last year as a plain figure" in ran.err
    ran = csptool("precept", book(tmp_path, {"Band D last year": "5%"}))
    assert "cell B3: found '5%', expected Band D last year as a plain" in ran.err


@pytest.mark.parametrize(
    ("band_d", "percent"), [("204.006", "2.003%"), ("203.99", "1.995%"), ("203.9998", "1.9999%"), ("204", "2.00%")]
)
def test_a_rise_at_the_edge_of_the_limit_is_shown_apart_from_it(csptool, band_d, percent):
    options = ("--tax-base", "1000", "--band-d", band_d, "--previous-band-d", "200", "--year", "2015/16")
    out = csptool("precept", *options).out
    assert out.count(f"({percent})") == 2
    assert "…%" not in out


def test_a_year_before_there_was_council_tax_is_the_year_s_fault(csptool):
    ran = csptool("precept", "--tax-base", "1000", "--band-d", "204", "--year", "1992/93")
    assert (ran.code, "- --year: found England 1992/93" in ran.err) == (2, True)


def test_a_limit_that_is_not_known_of_the_year_is_said_to_be_unknown(csptool):
    options = ("--tax-base", "1000", "--band-d", "215", "--previous-band-d", "200", "--limit", "15")
    unknown = "That is the authority's own limit, which is not known of 2025/26: check that it had one."
    assert unknown in csptool("precept", *options, "--year", "2025/26").out
    known = csptool("precept", *options, "--year", "2026/27").out
    assert "That is the authority's own limit.\n" in known


def test_the_difference_of_printed_bands_needs_last_year_s_band_d(csptool, tmp_path):
    way = "difference of the printed bands"
    ran = csptool("precept", book(tmp_path, {"Band D last year": None, "Increase of the bands": way}))
    assert ran.code == 2
    assert f"cell B3: found '{way}' without last year's Band D" in ran.err
    assert "Fill in 'Band D last year', or choose another way." in ran.err
