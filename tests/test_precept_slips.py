"""Slips in what `csptool precept` is given: each is refused where it stands, or said; and what follows is live."""

from __future__ import annotations

import json

import openpyxl
import pytest

from csptool.sheets.precept_terms import SETTINGS
from tests.recalculation import NO_SOFFICE, SOFFICE, recalculated_by_formualizer, recalculated_by_libreoffice, values
from tests.test_precept import AUTHORITIES, BUDGET, SURREY, agree, book, with_cell

PLAIN = [line[:4] for line in AUTHORITIES]  # without surpluses: 95,965.75 dwellings, £20,565,000.25
BASES = [line[:3] for line in AUTHORITIES]
QUICK = ("--tax-base", "1000", "--band-d", "100", "--previous-band-d", "99")


@pytest.mark.parametrize("total", [95965.75, 95965.8, 95966, 95965.76])
@pytest.mark.parametrize("row", [1, 4])
def test_a_sum_is_no_billing_authority_however_it_is_rounded(csptool, tmp_path, total, row):
    authorities = [*BASES[:row], ["The whole area", "", total], *BASES[row:]]
    ran = csptool("precept", book(tmp_path, authorities=authorities))
    assert ran.code == 2
    assert f"cell A{row + 1}: found 'The whole area', whose tax base is the sum of those" in ran.err


def test_a_base_that_is_near_the_sum_by_more_than_rounding_is_one(csptool, tmp_path):
    ran = csptool("precept", book(tmp_path, authorities=[*BASES, ["East", "", 95967]]))
    assert "sum of those" not in ran.err
    assert ran.code == 0


def test_a_requirement_stated_coarsely_does_not_set_the_tax(csptool, tmp_path):
    ran = csptool("precept", book(tmp_path, {"Requirement as stated": "£20.6m"}, PLAIN), "--format", "json")
    found = json.loads(ran.out)
    # 20,565,000.25 / 95,965.75 = 214.295...; of £20.6m it would be 214.66
    assert (ran.code, found["requirement"], found["band_d"]) == (0, "20565000.25", "214.3")
    out = csptool("precept", book(tmp_path, {"Requirement as stated": "£20.6m"}, PLAIN), "-o", "out.xlsx").out
    said = "The requirement is the budget's, £20,565,000.25: the one stated, £20,600,000.00, is rounded more."
    assert said in out
    checks = {row[0]: row[1] for row in values(tmp_path / "out.xlsx")["Checks"]}
    assert checks["The budget comes to the requirement as stated, within the rounding of its lines"] == "holds"


def test_a_requirement_stated_coarsely_is_still_held_against_the_budget(csptool, tmp_path):
    ran = csptool("precept", book(tmp_path, {"Requirement as stated": "£20.8m"}, PLAIN))
    assert ran.code == 1
    assert "Check failed: The budget comes to £20,565,000.25, -£234,999.75 from the requirement as stated" in ran.err


def test_a_requirement_stated_in_pounds_stands_beside_a_budget(csptool, tmp_path):
    ran = csptool("precept", book(tmp_path, {"Requirement as stated": 20_565_002}, PLAIN), "--format", "json")
    assert json.loads(ran.out)["requirement"] == "20565002"


def test_how_far_a_coarse_requirement_leaves_band_d_open_is_said(csptool):
    ran = csptool("precept", "--tax-base", "78000", "--requirement", "£19.0m", "--year", "2025/26")
    # half of £100,000 over 78,000 dwellings
    assert "Band D may be up to £0.64 off." in ran.err
    assert "off" not in csptool("precept", *SURREY).err


def test_a_slip_is_not_called_rounding(csptool, tmp_path):
    ran = csptool("precept", book(tmp_path, {"Band D": 220}, PLAIN))
    assert ran.code == 1
    # 95,965.75 x 220 less 20,565,000.25
    assert "raises £21,112,465.00, £547,464.75 more than the requirement." in ran.out
    assert "by the rounding of Band D" not in ran.out
    assert ran.err.rstrip().endswith("That is 2,488.48 Band D equivalents.")  # no council has so many
    assert "by the rounding of Band D." in csptool("precept", book(tmp_path, {}, PLAIN)).out


def test_a_few_dwellings_are_no_missing_council(csptool, tmp_path):
    ran = csptool("precept", book(tmp_path, {"Band D": 214.29}, PLAIN))
    assert ran.err.rstrip().endswith("That is 2.33 Band D equivalents.")
    assert "a billing authority may be missing." in csptool("precept", book(tmp_path, {"Band D": 150}, PLAIN)).err


def test_parts_of_a_penny_are_no_pounds_and_band_d_has_every_decimal(csptool, tmp_path):
    settings = {"Band D": 213.123457, "Band D last year": None}
    out = csptool("precept", book(tmp_path, settings, BASES, None)).out
    assert "£0.00" not in out
    assert "Band D is £213.123457:" in out
    assert "the requirement to the penny." in out


def test_what_a_fall_takes_off_is_said_without_a_sign(csptool):
    ran = csptool("precept", "--tax-base", "1000", "--band-d", "90", "--previous-band-d", "100", "--year", "2025/26")
    assert "It takes £10,000.00 off what is raised." in ran.out
    assert "It adds £1,000.00 to what is raised." in csptool("precept", *QUICK, "--year", "2025/26").out


def test_a_year_after_the_last_listed_goes_by_the_limit_given(csptool):
    ran = csptool("precept", *QUICK, "--year", "2031/32", "--limit", "0.99")
    assert ran.code == 1
    assert "Excessive: a rise of £1.00 (1.01%) in 2031/32, where it is excessive if more than £0.99." in ran.err
    assert "That is the limit as given: the principles of that year are not listed here." in ran.err
    assert csptool("precept", *QUICK, "--year", "2031/32", "--limit", "1").code == 0
    ran = csptool("precept", *QUICK, "--year", "2031/32")
    assert ran.code == 2
    assert "Give the limit in pounds that was announced for it (--limit): it is not guessed." in ran.err


def test_a_year_before_the_first_listed_is_refused_whatever_the_limit(csptool):
    ran = csptool("precept", *QUICK, "--year", "2010/11", "--limit", "5")
    assert ran.code == 2
    assert "--year: found '2010/11'" in ran.err
    assert "Give the limit" not in ran.err


def test_a_later_year_of_a_workbook_names_the_setting(csptool, tmp_path):
    year = {"Financial year": "2031/32"}
    ran = csptool("precept", book(tmp_path, year))
    assert "announced for it ('Limit of its own'): it is not guessed." in ran.err
    path = book(tmp_path, {**year, "Limit of its own": 12})
    assert csptool("precept", path, "-o", "out.xlsx").code == 0
    words = "The rise is not excessive in 2031/32: it would be if more than £12.00"
    assert {row[0]: row[1] for row in values(tmp_path / "out.xlsx")["Checks"]}[words] == "holds"


def test_that_the_rise_was_not_tested_is_said_in_england(csptool):
    asked = ("--tax-base", "1000", "--band-d", "100", "--year", "2025/26")
    words = "Whether the rise is excessive was not tested, for last year's Band D is not given."
    assert words in csptool("precept", *asked).out
    assert words not in csptool("precept", *asked, "--nation", "Wales").out
    assert words not in csptool("precept", *asked, "--previous-band-d", "99").out


def test_settings_of_a_test_that_is_not_made_are_refused(csptool, tmp_path):
    ran = csptool("precept", book(tmp_path, {"Band D last year": None, "Lowest-charging": "yes"}))
    assert ran.code == 2
    assert "sheet Precept, cell B3: found it without last year's Band D" in ran.err
    assert csptool("precept", book(tmp_path, {"Band D last year": None, "Lowest-charging": "no"})).code == 0


@pytest.mark.parametrize(
    ("stated", "code"),
    [
        (18_000_000, 1),
        (20_565_000.25, 0),  # what the lines come to with their signs
        (20_461_000.80, 0),  # and with the surpluses of the billing authorities off
        ("£20.6m", 0),
        ("£20.8m", 1),
        (51_600_000.25, 0),  # gross expenditure
        (31_035_000, 0),  # all that lowers the requirement
        ("(31,035,000)", 0),
        (49_500_000.25, 0),  # the net budget requirement
    ],
)
def test_a_total_of_the_budget_is_held_against_its_lines(csptool, tmp_path, stated, code):
    ran = csptool("precept", book(tmp_path, budget=[*BUDGET, ["Total", None, stated]]), "-o", "out.xlsx")
    assert ran.code == code
    assert ("Check failed: The total row 'Total' (C7) states" in ran.err) == bool(code)
    summary = {row[0]: row[1] for row in values(tmp_path / "out.xlsx")["Summary"] if row}
    assert summary["Checks"] == ("see the sheet Checks" if code else "all hold")


def test_a_subtotal_is_of_the_lines_since_the_one_before(csptool, tmp_path):
    spent = [["Pay", "expenditure", 30_000_000], ["Vehicles", "expenditure", 2_000_000], ["Total spending", None, 32e6]]
    taken = [["Fees", "income", 1_000_000], ["Grant", "police grant", 9_000_000], ["Total income", None, 10e6]]
    path = book(tmp_path, {"Band D last year": None}, PLAIN, [BUDGET[0], *spent, *taken])
    assert csptool("precept", path).code == 0
    taken[2][2] = 10.1e6
    path = book(tmp_path, {"Band D last year": None}, PLAIN, [BUDGET[0], *spent, *taken])
    ran = csptool("precept", path)
    assert ran.code == 1
    assert "'Total income' (C7) states 10,100,000, but its rows come to 10,000,000" in ran.err


@pytest.mark.parametrize(
    ("sheet", "cell", "what"), [("Authorities", "A3", "billing authority"), ("Budget", "A3", "line")]
)
def test_a_name_whose_formula_was_never_calculated_is_refused(csptool, tmp_path, sheet, cell, what):
    path = book(tmp_path)
    made = openpyxl.load_workbook(path)
    made[sheet][cell] = '="Sou"&"th"'
    made.save(path)
    ran = csptool("precept", path)
    assert ran.code == 2
    assert f"sheet {sheet}, cell {cell}: found a formula whose result was never saved, expected a {what}" in ran.err


def test_a_code_twice_or_never_calculated_is_refused(csptool, tmp_path):
    ran = csptool("precept", book(tmp_path, authorities=with_cell(AUTHORITIES, 2, 1, "E1")))
    assert ran.code == 2
    assert "cell B3: found 'E1' a second time, expected each code once" in ran.err
    blank = with_cell(with_cell(AUTHORITIES, 2, 1, None), 1, 1, None)
    assert csptool("precept", book(tmp_path, authorities=blank)).code == 0
    path = book(tmp_path, authorities=with_cell(AUTHORITIES, 2, 1, '="E"&2'))
    assert "cell B3: found a formula whose result was never saved, expected a code" in csptool("precept", path).err


REFUSED = {
    "thousands": (("--tax-base", "526600.4", "--requirement", "177764"), "--requirement: found £177,764.00"),
    "a base in thousands": (("--tax-base", "526.6", "--requirement", "177764497"), "--requirement: found £177,764,497"),
    "a Band D of a penny": (("--tax-base", "9", "--band-d", "0.01"), "--band-d: found a Band D of £0.01"),
    "a base in pence": (("--tax-base", "52660p", "--band-d", "246"), "--tax-base: found '52660p'"),
    "last year's base in thousands": (
        ("--tax-base", "526600.4", "--band-d", "246", "--previous-band-d", "240", "--previous-tax-base", "521"),
        "--previous-tax-base: found 521, where this year's tax base is 526,600.4",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_slips_of_units_among_the_options_are_refused(csptool, name):
    options, words = REFUSED[name]
    ran = csptool("precept", *options, "--year", "2025/26")
    assert ran.code == 2
    assert words in ran.err
    assert "1 fault." in ran.err


def test_a_budget_in_thousands_is_refused_at_its_amounts(csptool, tmp_path):
    budget = [line if row == 0 else [*line[:2], round(line[2] / 1e6)] for row, line in enumerate(BUDGET)]
    ran = csptool("precept", book(tmp_path, {"Band D last year": None}, PLAIN, budget))
    assert ran.code == 2
    assert "sheet Budget, cells C2:C6: found £" in ran.err


def test_a_base_in_pence_is_refused_in_its_cell(csptool, tmp_path):
    ran = csptool("precept", book(tmp_path, authorities=with_cell(BASES, 1, 2, "2402150p")))
    assert ran.code == 2
    assert "cell C2: found 2402150p, expected a number of Band D equivalents" in ran.err


@pytest.mark.parametrize("residents", [0.5, 95_965, 250_000.5])
def test_residents_are_whole_and_no_fewer_than_the_dwellings(csptool, tmp_path, residents):
    ran = csptool("precept", book(tmp_path, {"Population": residents}))
    assert ran.code == 2
    assert "sheet Precept, cell B4: found " in ran.err
    assert "expected a whole number, no less than the tax base of 95,965.75" in ran.err


def test_a_base_of_nought_last_year_is_one_fault(csptool, tmp_path):
    ran = csptool("precept", book(tmp_path, authorities=with_cell(AUTHORITIES, 1, 3, 0)))
    assert ran.code == 2
    assert "1 fault." in ran.err
    assert "cell D2: found 0, expected a number of dwellings above nought" in ran.err


def test_bands_of_another_band_d_than_is_set_are_refused(csptool, tmp_path):
    settings = {"Rounding of the bands": "from the unrounded Band D", "Band D": 216}
    ran = csptool("precept", book(tmp_path, settings, PLAIN))
    assert ran.code == 2
    assert "sheet Precept, cell B4: found bands from £214.29520688…" in ran.err
    for band_d, code in ((214.3, 0), (214.29, 1)):  # rounded, and cut, which leaves pounds that are told of
        assert csptool("precept", book(tmp_path, {**settings, "Band D": band_d}, PLAIN)).code == code


def test_a_reserve_beside_income_above_expenditure_has_its_cell(csptool, tmp_path):
    path = book(tmp_path, {"General reserve": 5}, PLAIN, with_cell(BUDGET, 4, 2, 71_200_000))
    ran = csptool("precept", path)
    assert ran.code == 2
    assert "sheet Precept, cell B4: found -£" in ran.err


def test_the_largest_band_d_says_in_which_steps(csptool):
    asked = ("--tax-base", "1000", "--year", "2013/14")
    out = csptool("precept", *asked, "--band-d", "176.9904", "--previous-band-d", "173.52").out
    assert "The largest Band D in whole pennies that is not excessive is £176.99." in out
    out = csptool("precept", *asked, "--band-d", "176", "--previous-band-d", "173.5202").out
    assert "The largest Band D in steps of £0.0001 that is not excessive is £176.9906." in out


@pytest.mark.parametrize(
    "settings",
    [
        {"Rounding of the bands": "last year's printed band plus the rounded increase"},
        {"Increase of the bands": "difference of the printed bands"},
    ],
)
def test_that_last_year_s_bands_are_ninths_is_said_where_it_counts(csptool, tmp_path, settings):
    words = "Last year's bands are taken to be the ninths of last year's Band D"
    assert words in csptool("precept", book(tmp_path, settings)).out
    assert words not in csptool("precept", book(tmp_path)).out


def test_a_hidden_column_is_read_and_said(csptool, tmp_path):
    path = book(tmp_path)
    made = openpyxl.load_workbook(path)
    made["Authorities"].column_dimensions["E"].hidden = True
    made.save(path)
    words = "Note: Hidden columns of the sheet Authorities were read too: Collection fund surplus."
    assert words in csptool("precept", path).err


def test_names_that_are_left_out_of_a_remedy_are_counted(csptool, tmp_path):
    remedy = csptool("precept", book(tmp_path, {"@@@@": 1})).err.partition("Use one of ")[2]
    assert remedy.count("'") == 24
    assert f" or {len(SETTINGS) - 12} more, or clear the line." in remedy


WITH_R = (*SURREY, "--previous-tax-base", "521000")
QUESTIONS = {
    "a requirement": WITH_R,
    "Band D": (*QUICK, "--year", "2025/26", "--previous-tax-base", "990"),
    "Wales": (*QUICK, "--year", "2025/26", "--nation", "Wales"),
    "no last year": ("--tax-base", "1000", "--band-d", "100.1234", "--year", "2025/26"),
}


@pytest.mark.parametrize("name", QUESTIONS)
def test_the_workbook_of_a_question_is_live_and_has_a_check(csptool, tmp_path, name):
    assert csptool("precept", *QUESTIONS[name], "-o", "q.xlsx").code == 0
    stored, again = values(tmp_path / "q.xlsx"), recalculated_by_formualizer(tmp_path / "q.xlsx")
    for sheet, rows in stored.items():
        assert agree(again[sheet], rows), sheet
    assert [row[1] for row in stored["Checks"]].count("holds") > 0
    assert "Total" not in [row[0] for row in stored["Bands"] if row]


@pytest.mark.skipif(SOFFICE is None, reason=NO_SOFFICE)
def test_the_workbook_of_a_question_follows_what_was_asked(csptool, tmp_path):
    csptool("precept", *WITH_R, "-o", "q.xlsx")
    made = openpyxl.load_workbook(tmp_path / "q.xlsx")
    cells = {row[0].value: row[1] for row in made["Settings"].iter_rows() if row[0].value}
    cells["Council tax requirement"].value = 178_000_000
    cells["Total tax base last year"].value = 520_000
    cells["Band D last year"].value = 324
    made.save(tmp_path / "changed.xlsx")
    [path] = recalculated_by_libreoffice([tmp_path / "changed.xlsx"], tmp_path)
    found = values(path)
    summary = {row[0]: row[1] for row in found["Summary"] if row}
    assert summary["Band D"] == pytest.approx(338.02, abs=1e-9)  # 178,000,000 / 526,600.4 = 338.0172...
    assert summary["Growth of the precept"] == pytest.approx(526_600.4 * 338.02 - 520_000 * 324, abs=1e-4)
    last_year = {row[0]: row[2] for row in found["Bands"] if row and str(row[0]).startswith("Band ")}
    assert (last_year["Band A"], last_year["Band E"]) == (216, 396)
    assert summary["Checks"] != "all hold" or summary["Rise in Band D"] <= 14


@pytest.mark.skipif(SOFFICE is None, reason=NO_SOFFICE)
def test_the_instalments_of_the_workbook_follow_the_precepts(csptool, tmp_path):
    csptool("precept", book(tmp_path), "-o", "out.xlsx")
    made = openpyxl.load_workbook(tmp_path / "out.xlsx")
    heads = {cell.value: cell.column for cell in made["Inputs"][6]}
    made["Inputs"].cell(7, heads["Tax base"]).value = 24_500.25
    made.save(tmp_path / "changed.xlsx")
    [path] = recalculated_by_libreoffice([tmp_path / "changed.xlsx"], tmp_path)
    for file in (tmp_path / "out.xlsx", path):
        found = values(file)
        precepts = {row[1]: row for row in found["Instalments"][6:9]}
        for name, row in precepts.items():
            parts = row[3:13]
            assert all(part == int(part) for part in parts[:-1])
            assert sum(parts) == pytest.approx(row[2], abs=1e-6)
            assert parts[0] == int(row[2] / 10)
            assert name in ("North", "South", "West")


def test_a_long_line_has_a_short_label_on_the_chart(csptool, tmp_path):
    csptool("precept", book(tmp_path, budget=with_cell(BUDGET, 2, 0, "Officers " * 10)), "-o", "out.xlsx")
    labels = [row[9] for row in values(tmp_path / "out.xlsx")["Waterfall"] if len(row) > 9 and row[9]]
    assert max(map(len, labels)) <= 32
    assert any(label.startswith("Officers") and label.endswith("…") for label in labels)
