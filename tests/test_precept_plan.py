"""`csptool precept WORKBOOK --plan` and `--sweep`: the sheet Medium term, read, rolled forward and swept."""

from __future__ import annotations

import csv
import io
import json

import openpyxl
import pytest

from tests.medium_terms import plan_sheet

# worked by hand: pay 600,000 x (1 + 12% x 7/12 + 6% x 5/12) = 657,000, and then x (1 + 12% x 5/12) = 689,850
BY_HAND = {
    "tax_base": ["1010", "1010"],
    "band_d": ["315", "315"],  # a rise of £20 held to £15
    "precept": ["318150", "318150"],
    "grants": ["510000", "510000"],
    "legacy_grants": ["20000", "20000"],
    "collection_fund": ["5000", "0"],
    "funding": ["853150", "848150"],
    "pay": ["657000", "689850"],
    "other_costs": ["231000", "231000"],
    "pensions": ["1000", "1100"],
    "capital_financing": ["2000", "2100"],
    "growth": ["3000", "3000"],
    "savings": ["-4000", "-4000"],
    "one_off_costs": ["500", "0"],
    "spending": ["890500", "923050"],
    "gap": ["37350", "74900"],
    "new_gap": ["37350", "37550"],
    "cumulative_gap": ["37350", "112250"],
}


def test_a_plan_of_two_years_is_what_is_worked_by_hand(csptool, tmp_path):
    plan_sheet(tmp_path)
    ran = csptool("precept", "plan.xlsx", "--plan", "--format", "json")
    answer = json.loads(ran.out)
    assert (ran.code, answer["schema"]) == (0, "csptool.precept-plan.v1")
    assert {row["key"]: [row["2026/27"], row["2027/28"]] for row in answer["rows"]} == BY_HAND
    facts = ("start_year", "last_year", "gap_first_year", "gap_last_year", "gap_cumulative")
    assert [answer[name] for name in facts] == ["2025/26", "2027/28", "37350", "74900", "112250"]


def test_what_is_said_of_a_plan(csptool, tmp_path):
    plan_sheet(tmp_path)
    ran = csptool("precept", "plan.xlsx", "--plan")
    for sentence in (
        "Medium-term plan 2026/27 to 2027/28",
        "In 2026/27 the limit holds the rise in Band D to £15.00, where £20.00 was assumed.",
        "One-off, not rolled into later years: a collection fund surplus of £5,000.00 in 2026/27; one-off costs of "
        "£500.00 in 2026/27.",
        "In 2026/27 spending is £37,350.00 above funding: a gap in that year.",
        "In 2027/28 spending is £74,900.00 above funding: a gap in that year, if nothing is done about it in any year "
        "before.",
        "2027/28 is £37,550.00 worse than 2026/27: that is new in the year, and all that would be missing if the "
        "earlier gaps were closed for good.",
        "Added up over 2 years the gaps come to £112,250.00: what reserves would have to pay in all if nothing were "
        "done. It is not the gap of any one year.",
    ):
        assert sentence in ran.out
    assert ran.err == ""


def test_a_surplus_and_one_year_are_said_as_such(csptool, tmp_path):
    plan_sheet(tmp_path, Non_pay=None, **{"Non-pay": [20000, None, None]})
    ran = csptool("precept", "plan.xlsx", "--plan")
    assert "In 2026/27 spending is £172,650.00 below funding: a surplus in that year." in ran.out
    assert "2027/28 is £37,550.00 worse than 2026/27." in ran.out
    assert "Added up over 2 years there is a surplus of £307,750.00. It is not the surplus of any one year." in ran.out


def test_csv_and_markdown_have_every_line(csptool, tmp_path):
    plan_sheet(tmp_path)
    rows = list(csv.reader(io.StringIO(csptool("precept", "plan.xlsx", "--plan", "--format", "csv").out)))
    assert rows[0] == ["line", "key", "2026/27", "2027/28"]
    assert rows[1] == ["Tax base", "tax_base", "1010.000000", "1010.000000"]
    assert rows[-1] == ["Gaps added up (cumulative)", "cumulative_gap", "37350.00", "112250.00"]
    markdown = csptool("precept", "plan.xlsx", "--plan", "--format", "markdown").out
    assert "| Tax base                   |    1,010.00 |    1,010.00 |" in markdown
    assert "| Band D                     |     £315.00 |     £315.00 |" in markdown


def test_files_are_written_by_their_suffix(csptool, tmp_path):
    plan_sheet(tmp_path)
    for suffix in ("xlsx", "html", "json", "csv", "md"):
        assert csptool("precept", "plan.xlsx", "--plan", "-o", f"out.{suffix}").code == 0
    assert "Gap in the year" in (tmp_path / "out.html").read_text()
    assert csptool("precept", "plan.xlsx", "--plan", "-o", "out.svg").code == 2


def test_a_rise_without_a_unit_in_its_label_is_told_by_its_cells(csptool, tmp_path):
    labels = {"Band D increase (£)": None, "Band D increase (%)": None, "Council tax increase": [None, "£20", "0%"]}
    plan_sheet(tmp_path, **labels)
    answer = json.loads(csptool("precept", "plan.xlsx", "--plan", "--format", "json").out)
    assert {row["key"]: [row["2026/27"], row["2027/28"]] for row in answer["rows"]} == BY_HAND


def test_what_the_first_year_states_and_the_plan_does_not_need_is_told(csptool, tmp_path):
    plan_sheet(
        tmp_path, **{"Collection fund surplus/(deficit)": [900, 5000, None], "Agreed savings": [100, 4000, None]}
    )
    ran = csptool("precept", "plan.xlsx", "--plan", "--format", "json")
    assert {row["key"]: [row["2026/27"], row["2027/28"]] for row in json.loads(ran.out)["rows"]} == BY_HAND
    assert "Note: Collection fund in B13 is one-off: it was not rolled forward." in ran.err
    assert "Note: Savings in B21 is of a year that is budgeted already: it was not rolled forward." in ran.err


REFUSED = {
    "no tax base": (
        {"Council tax base": None},
        "sheet Medium term: found no line 'Tax base', expected a line 'Tax base'. Add it",
    ),
    "a blank": ({"Pay bill": [None, None, None]}, "cell B14: found a blank, expected a figure for the Pay of 2025/26."),
    "a blank beside figures": (
        {"Non-pay inflation": [None, "5%", None]},
        "cell D17: found a blank, expected a figure for the Inflation of 2027/28.",
    ),
    "a rate that is no percentage": (
        {"Pay award": ["6%", 3, "0%"]},
        "cell C15: found '3', expected a percentage. Write it as 2% or 2.5%",
    ),
    "pounds that are a percentage": ({"Pension costs": [None, "2%", 1100]}, "cell C18: found '2%', expected an amount"),
    "a tax base in pounds": (
        {"Council tax base": ["£1,000", None, None]},
        "cell B4: found '£1,000', expected a number of Band D equivalents. Write the number alone.",
    ),
    "no Band D": ({"Band D": [0, None, None]}, "cell B6: found 0, expected Band D above nought."),
    "a saving below nought": (
        {"Agreed savings": [None, -4000, None]},
        "cell C21: found -4,000, expected Savings of nought or more. Write what is saved without a minus.",
    ),
    "a rate of -100%": ({"Growth in tax base": [None, "-100%", "0%"]}, "cell C5: found -100%, expected a rate above"),
    "two rises": (
        {"Band D increase (£)": [None, 20, 5]},
        "cell D7: found two rises in Band D for 2027/28, expected a rise in pounds or in per cent. Clear",
    ),
    "no rise": (
        {"Band D increase (%)": [None, None, None]},
        "cell D7: found no rise in Band D for 2027/28, expected a rise in pounds or in per cent. Give it, or 0",
    ),
    "a rise that could be either": (
        {"Band D increase (£)": None, "Band D increase (%)": None, "Council tax increase": [None, 2.99, "0%"]},
        "cell C21: found '2.99', expected pounds or a percentage. Write it as £5 or as 5%, or end the label in (£)",
    ),
    "a Band D that falls away": (
        {"Band D increase (£)": [None, -400, None]},
        "cell C7: found a Band D of -£100.00, expected a Band D above nought. Correct the rise.",
    ),
    "an unknown line": (
        {"Use of reserves": [None, 5000, 0]},
        "cell A23: found 'Use of reserves', expected a line of the sheet Medium term. Use one of",
    ),
    "figures without a label": ({"": [None, 5000, 0]}, "cell C23: found figures without a label, expected a line"),
    "a line twice": (
        {"Pay costs": [600000, None, None]},
        "cell A23: found 'Pay costs' a second time, expected each line once. Keep one line for it.",
    ),
    "what the plan works out": (
        {"Council tax base": [1000, 1010, None]},
        "cell C4: found 'Tax base' for 2026/27, expected it for 2025/26 alone. Clear it: the plan works it out",
    ),
    "thousands": (
        {"Pension costs": None, "Pensions (£000)": [None, 1, 1.1]},
        "cell A22: found figures in £000, expected pounds. Write the figures in pounds",
    ),
    "whole millions beside pounds": (
        {"Police grant": [500_000_000, None, None], "Pay bill": [600, None, None]},
        "cell B14: found 600, expected the Pay of 2025/26 in the same unit as the others, the largest of which is "
        "£500,000,000.00. Write millions with their sign, as £600m, or pounds with theirs, as £600.",
    ),
    "everything in millions but the precept": (
        {"Council tax base": [500_000, None, None], "Police grant": [98, None, None]},
        "cell B10: found 98, expected the Grants of 2025/26 in the same unit",
    ),
    "an error": ({"Band D": ["#REF!", None, None]}, "cell B6: found #REF!"),
    "years out of order": (
        {"years": ["2025/26", "2027/28", "2026/27"]},
        "cell C3: found 2027/28 after 2025/26, expected 2026/27. Give every year once, one after the other.",
    ),
    "no years": ({"years": ["now", "then", "later"]}, "found no row of financial years, expected at least two years"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused_says_where_and_what_to_do(csptool, tmp_path, name):
    changed, message = REFUSED[name]
    plan_sheet(tmp_path, **changed)
    ran = csptool("precept", "plan.xlsx", "--plan", "-o", "out.xlsx")
    assert ran.code == 2
    assert message in ran.err
    assert not (tmp_path / "out.xlsx").exists()


def test_hidden_rows_and_columns_are_read_and_told(csptool, tmp_path):
    book = openpyxl.load_workbook(plan_sheet(tmp_path))
    book["Medium term"].row_dimensions[14].hidden = True
    book["Medium term"].column_dimensions["D"].hidden = True
    book.save(tmp_path / "plan.xlsx")
    told = csptool("precept", "plan.xlsx", "--plan").err
    assert "Note: Hidden rows of the sheet Medium term were read too: 14." in told
    assert "Note: Hidden columns of the sheet Medium term were read too: 2027/28." in told


def test_all_faults_are_told_at_once_down_the_sheet(csptool, tmp_path):
    plan_sheet(tmp_path, **{"Band D": [0, None, None], "Pay award": ["6%", 3, "0%"], "Use of reserves": [None, 1, 1]})
    ran = csptool("precept", "plan.xlsx", "--plan", "--tax-base", "1000", "-o", "out.txt")
    assert "csptool cannot run: 5 faults." in ran.err
    assert [cell for cell in ("B6", "C15", "A23") if f"cell {cell}:" in ran.err] == ["B6", "C15", "A23"]
    assert "--tax-base: found it beside a plan" in ran.err
    assert "found the suffix '.txt'" in ran.err


def test_a_workbook_without_the_sheet_and_no_workbook_are_refused(csptool, tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["Area", "Basis"])
    book.create_sheet("Other").append(["a"])
    book.save(tmp_path / "other.xlsx")
    assert "found no sheet Medium term" in csptool("precept", "other.xlsx", "--plan").err
    assert "--plan: found no workbook" in csptool("precept", "--plan").err


def test_the_sweep_by_hand(csptool, tmp_path):
    plan_sheet(tmp_path)
    answer = json.loads(csptool("precept", "plan.xlsx", "--sweep", "band-d=0:60:15", "--format", "json").out)
    # at £0: 853,150 - 15 x 1,010 comes in; each £15 more closes £15,150 in both years
    assert [(row["rise"], row["gap_first_year"], row["gap_last_year"], row["limit"]) for row in answer["rows"]] == [
        ("0", "52500", "90050", "within"),
        ("15", "37350", "74900", "within"),
        ("30", "22200", "59750", "above"),
        ("45", "7050", "44600", "above"),
        ("60", "-8100", "29450", "above"),
    ]
    # 52,500 / 1,010 = 51.9801... and 90,050 / 1,010 = 89.1584...: the next penny up, beyond the sweep too
    assert (answer["closes_first_year"], answer["closes_last_year"]) == ("51.99", "89.16")
    text = csptool("precept", "plan.xlsx", "--sweep", "band-d=0:60:15").out
    assert "The gap in 2026/27 closes at a rise in Band D of £51.99, the least in whole pennies that does." in text
    assert "That is above the limit of £15.00." in text
    assert "£1 more on Band D closes £1,010.00 of the gap in 2026/27." in text


def test_the_picture_of_a_sweep_is_the_same_each_time(csptool, tmp_path):
    plan_sheet(tmp_path)
    for name in ("one.svg", "two.svg", "page.html"):
        assert csptool("precept", "plan.xlsx", "--sweep", "band-d=0:60:15", "-o", name).code == 0
    picture = (tmp_path / "one.svg").read_bytes()
    assert picture == (tmp_path / "two.svg").read_bytes()
    assert b"closes at \xc2\xa351.99" in picture
    assert b"closes at \xc2\xa389.16" not in picture  # it is beyond the sweep
    assert "<svg" in (tmp_path / "page.html").read_text()


@pytest.mark.parametrize(
    ("sweep", "message"),
    [
        ("15", "found '15', expected band-d=, and first:last:step in pounds, such as band-d=0:15:1"),
        ("pot=0:1:1", "found 'pot=0:1:1', expected band-d="),
        ("band-d=0:x:1", "found 'x', expected a figure"),
        ("band-d=0:5%:1", "found '5%', expected a rise in pounds"),
        ("band-d=0:1:0.005", "found '0.005', expected pounds and whole pennies"),
        ("band-d=5:0:1", "found '5:0:1', expected a last rise no less than the first, and a step above nought"),
        ("band-d=0:5:0", "found '0:5:0', expected a last rise no less than the first, and a step above nought"),
        ("band-d=0:5000:1", "expected no more than 1,001 rises. Take a larger step"),
        ("band-d=-300:0:100", "found a fall that leaves no Band D"),
    ],
)
def test_a_sweep_is_refused_for(csptool, tmp_path, sweep, message):
    plan_sheet(tmp_path)
    ran = csptool("precept", "plan.xlsx", "--sweep", sweep)
    assert (ran.code, "--sweep: " in ran.err) == (2, True)
    assert message in ran.err


def test_the_blank_says_which_cells_to_fill_in_and_makes_a_plan(csptool, tmp_path):
    ran = csptool("template", "medium-term", "-o", "blank.xlsx")
    assert "csptool precept blank.xlsx --plan" in ran.err
    refused = csptool("precept", "blank.xlsx", "--plan")
    assert refused.code == 2
    assert "cell B5: found a blank, expected a figure for the Tax base of 2026/27" in refused.err
    book = openpyxl.load_workbook(tmp_path / "blank.xlsx")
    sheet = book["Medium term"]
    rows = {sheet.cell(row, 1).value: row for row in range(5, sheet.max_row + 1)}
    first = {"Tax base": 1000, "Band D": 300, "Grants": 500_000, "Pay": 600_000, "Other costs": 220_000}
    for label, figure in first.items():
        sheet.cell(rows[label], 2).value = figure
    for column in range(3, 7):
        sheet.cell(rows["Rise in Band D (%)"], column).value = 0.02
    book.save(tmp_path / "filled.xlsx")
    ran = csptool("precept", "filled.xlsx", "--plan", "--format", "json")
    nought = "Tax base growth, Grant growth, Legacy grants, Pay award, Inflation, Pensions, Capital financing"
    assert f"Note: Taken as nought, since the sheet states nothing: {nought}." in ran.err
    answer = json.loads(ran.out)
    assert [row["2027/28"] for row in answer["rows"] if row["key"] in ("band_d", "gap")] == ["306", "14000"]


def test_pounds_with_their_sign_are_taken_beside_millions(csptool, tmp_path):
    plan_sheet(tmp_path, **{"Police grant": [50_000_000, None, None], "One-off items": [None, 500, None]})
    assert "cell C22: found 500, expected the One-off costs" in csptool("precept", "plan.xlsx", "--plan").err
    plan_sheet(tmp_path, **{"Police grant": [50_000_000, None, None], "One-off items": [None, "£500", None]})
    assert csptool("precept", "plan.xlsx", "--plan").code == 0


def test_a_plan_takes_no_nation(csptool, tmp_path):
    plan_sheet(tmp_path)
    ran = csptool("precept", "plan.xlsx", "--plan", "--nation", "Wales")
    assert ran.code == 2
    assert "--nation: found it beside a plan, expected a workbook alone. Leave it out" in ran.err


def test_the_sweep_is_a_workbook_of_stated_figures(csptool, tmp_path):
    plan_sheet(tmp_path)
    for name in ("one.xlsx", "two.xlsx"):
        assert csptool("precept", "plan.xlsx", "--sweep", "band-d=0:60:15", "-o", name).code == 0
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()
    sheet = openpyxl.load_workbook(tmp_path / "one.xlsx")["Sweep"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3, max_row=8, max_col=6)]
    assert rows[0] == ["Rise", "Band D 2026/27", "Gap in 2026/27", "Gap in 2027/28", "Gaps added up", "Limit"]
    assert rows[2] == [15, 315, 37350, 74900, 112250, "within"]
    said = " ".join(str(row[0].value) for row in sheet.iter_rows(min_row=9))
    assert "closes at a rise in Band D of £51.99" in said
    assert "The figures are stated as csptool ran them" in said


@pytest.mark.parametrize("lines", [
    {"Referendum limit": [None, "1.99%", None]},
    {"Referendum limit": None, "Referendum limit (%)": [None, "1.99%", None]},
    {"Referendum limit": [None, 15, None], "Limit on the rise (%)": [None, "1.99%", None]},
])  # fmt: skip
def test_a_limit_in_per_cent_holds_band_d_to_the_last_penny_within_it(csptool, tmp_path, lines):
    plan_sheet(tmp_path, **{"Band D": [286.23, None, None], **lines})
    answer = json.loads(csptool("precept", "plan.xlsx", "--plan", "--format", "json").out)
    # 286.23 x 1.0199 = 291.9259...; a rise of £20 was assumed
    assert [row["2026/27"] for row in answer["rows"] if row["key"] == "band_d"] == ["291.92"]
    assert "In 2026/27 the limit holds the rise in Band D to £5.69, where £20.00 was assumed." in answer["notes"]
    swept = csptool("precept", "plan.xlsx", "--sweep", "band-d=5:6:0.69", "--format", "json").out
    assert [(row["rise"], row["limit"]) for row in json.loads(swept)["rows"]] == [("5", "within"), ("5.69", "within")]
    again = csptool("precept", "plan.xlsx", "--sweep", "band-d=5.70:6:0.10").out
    assert "The limit of £5.69 in 2026/27 is marked; rises above it are shown too." in again
    assert "within" not in again


def test_a_bare_limit_under_a_head_in_per_cent_is_refused(csptool, tmp_path):
    plan_sheet(tmp_path, **{"Referendum limit": None, "Referendum limit (%)": [None, 2, None]})
    ran = csptool("precept", "plan.xlsx", "--plan")
    assert (ran.code, "found '2', expected a percentage" in ran.err) == (2, True)
