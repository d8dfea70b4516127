"""`csptool redistribute`: the underspend of 2024/25 from end to end, and what an officer may do wrong."""

from __future__ import annotations

import json
from fractions import Fraction

import openpyxl
import pytest

from formulas.exact import read
from tests.awards import AREAS, FUND, LAST_YEAR, SLICES, award
from tests.conftest import EXAMPLES
from tests.recalculation import column, recalculated_by_formualizer

FOLDER = EXAMPLES / "redistribution"
AS_PUBLISHED, NEEDED, WESTMARCH = (
    FOLDER / name for name in ("as-published.xlsx", "leicestershire-2024-25.xlsx", "westmarch-2026-27.xlsx")
)
PAPER = """CSP,24/25 Funding,23/24 Underspend allocation,Total Funding 24/25
Leicester,"£271,818.47","+£41,603.01","£313,421.48"
Charnwood,"£89,530.24","+£13,703.00","£103,233.23"
Blaby,"£52,665.76","+£8,060.73","£60,726.49"
Hinckley & Bosworth,"£51,217.55","+£7,839.07","£59,056.62"
SNWL,"£53,776.10","+£8,230.67","£62,006.76"
Harborough,"£37,479.75","+£5,736.44","£43,216.19"
Oadby & Wigston,"£32,554.58","+£4,982.62","£37,537.20"
Melton,"£31,335.75","+£4,796.07","£36,131.82"
Rutland,"£19,296.80","+£2,953.46","£22,250.25"
"""
OPTIONS = (
    "--collected", "£140,705.06", "--redistributed", "£97,905.55",
    "--top-slice", "Hate crime hub=31000.00", "--top-slice", "ASB training=£1800",
)  # fmt: skip


def result(csptool, *arguments, code=0):
    ran = csptool("redistribute", *arguments, "--format", "json")
    assert ran.code == code, ran.err
    return json.loads(ran.out)


def by_area(document, key: str) -> dict[str, str]:
    return {row["area"]: row[key] for row in document["rows"]}


def money(document, key: str) -> Fraction:
    return sum((Fraction(row[key]) for row in document["rows"]), Fraction(0))


class TestThePaper:
    """The published table, with what its text says."""

    def test_the_stated_sum_does_not_follow(self, csptool):
        document = result(csptool, AS_PUBLISHED, code=1)
        assert document["redistributable"] == "107905.06"
        [stated] = [one for one in document["statements"] if one["name"] == "redistributed"]
        assert stated["stated"] == "97905.55"
        assert stated["difference"] == "-9999.51"
        assert stated["verdict"] == "does not follow"
        assert any("9,999.51" in words for words in document["failed"])

    def test_the_printed_supplements_come_to_something_else(self, csptool):
        ran = csptool("redistribute", AS_PUBLISHED)
        assert "The printed supplements come to £97,905.07" in ran.out
        assert "£97,905.06 to £97,905.07" in ran.out  # the pools that give all nine
        assert "£9,999.99 to £10,000.00 less than the £107,905.06" in ran.out

    def test_three_totals_are_a_penny_out_by_rounding(self, csptool):
        printed = result(csptool, AS_PUBLISHED, code=1)["printed"]
        rounding = {row["area"]: row["difference"] for row in printed if row["verdict"] == "rounding"}
        assert rounding == {"Charnwood": "-0.01", "North West Leicestershire": "-0.01", "Rutland": "-0.01"}
        assert sum(row["verdict"] == "exact" for row in printed) == 6
        revised = {row["area"]: row["revised"] for row in printed}
        assert revised["Charnwood"] == "103233.24"
        assert sum(map(Fraction, revised.values())) == Fraction("737580.07")

    def test_the_table_alone_with_options_says_the_same(self, csptool, tmp_path):
        (tmp_path / "paper.csv").write_text(PAPER, encoding="utf-8")
        document = result(csptool, "paper.csv", *OPTIONS, code=1)
        assert document["statements"] == result(csptool, AS_PUBLISHED, code=1)["statements"]

    def test_with_what_the_figures_need_all_follows(self, csptool):
        document = result(csptool, NEEDED)
        assert document["redistributed"] == "97905.06"
        assert money(document, "revised") == Fraction("737580.06")
        assert by_area(document, "supplement")["Blaby"] == "8060.72"
        assert document["failed"] == []

    def test_rounded_row_by_row_it_is_the_paper(self, csptool, tmp_path):
        (tmp_path / "paper.csv").write_text(PAPER, encoding="utf-8")
        options = ("--collected", "140705.06", "--top-slice", "All=42800", "--rounding", "each")
        printed = [line.split('"') for line in PAPER.splitlines()[1:]]
        document = result(csptool, "paper.csv", *options)
        assert [Fraction(row["supplement"]) for row in document["rows"]] == [read(line[3]).value for line in printed]


class TestTheArithmetic:
    """Three areas, worked out by hand: 5,000 and 8,000 clawed back, 1,000 taken off, 12,000 shared 5 : 3 : 2."""

    def test_clawback_supplement_revised(self, csptool, tmp_path):
        document = result(csptool, award(tmp_path))
        assert document["collected"] == "13000"
        assert by_area(document, "supplement") == {"North": "6000", "South": "3600", "West": "2400"}
        assert by_area(document, "carry_forward") == {"North": "1000", "South": "0", "West": "0"}
        assert by_area(document, "revised") == {"North": "57000", "South": "33600", "West": "22400"}
        assert by_area(document, "next_year_base") == {"North": "50000", "South": "30000", "West": "20000"}

    def test_an_overspend_is_no_negative_clawback(self, csptool, tmp_path):
        ran = csptool("redistribute", award(tmp_path))
        assert "Overspent, and so to be borne by the area itself: South £0.50." in ran.out

    def test_only_areas_that_spent_enough(self, csptool, tmp_path):
        document = result(csptool, award(tmp_path, Fund=[*FUND, ["Least part to be spent", "80%"]]))
        assert by_area(document, "supplement") == {"North": "7500", "South": "4500", "West": "0"}

    def test_by_bid_with_cap(self, csptool, tmp_path):
        changed = {
            "Indicators": [["Area", "Bid"], ["North", 2000], ["South", 20000], ["West", 20000]],
            "Rules": [["Rule", "Value", "Of"], ["cap at bid", None, "Bid"]],
        }
        document = result(csptool, award(tmp_path, **changed))
        assert by_area(document, "supplement") == {"North": "2000", "South": "6000", "West": "4000"}

    def test_bids_below_the_pot_leave_money_over(self, csptool, tmp_path):
        changed = {
            "Indicators": [["Area", "Bid"], ["North", 2000], ["South", 1000], ["West", 0]],
            "Rules": [["Rule", "Value", "Of"], ["cap at bid", None, "Bid"]],
        }
        document = result(csptool, award(tmp_path, **changed))
        assert (document["redistributed"], document["left_over"]) == ("3000", "9000")
        assert "£13,000.00 = top-slices of £1,000.00 + supplements of £3,000.00 + £9,000.00 left over" in " ".join(
            document["notes"]
        )

    def test_only_a_recurrent_variation_goes_on(self, csptool, tmp_path):
        lines = [
            ["Area", "Amount", "Lasts", "Reason"],
            ["West", 500, "one year", "festival"],
            ["North", -250, "recurrent", "ward moved"],
            ["South", 250, "recurrent", "ward moved"],
        ]
        document = result(csptool, award(tmp_path, Variations=lines))
        assert by_area(document, "next_year_base") == {"North": "49750", "South": "30250", "West": "20000"}
        assert by_area(document, "revised") == {"North": "56750", "South": "33850", "West": "22900"}

    def test_a_formula_may_share_it(self, csptool, tmp_path):
        changed = {
            "Indicators": [["Area", "People"], ["North", 1], ["South", 1], ["West", 2]],
            "Formula": [["Indicator", "Weight"], ["People", "50%"], ["Base", "50%"]],
        }
        document = result(csptool, award(tmp_path, **changed))
        assert by_area(document, "supplement") == {"North": "4500", "South": "3300", "West": "4200"}

    def test_a_stated_sum_is_checked_against_the_clawbacks(self, csptool, tmp_path):
        document = result(csptool, award(tmp_path, Fund=[*FUND, ["Collected", 13000.01]]), code=1)
        [one] = document["statements"]
        assert (one["name"], one["found"], one["difference"]) == ("collected", "13000", "0.01")

    def test_explained(self, csptool, tmp_path):
        ran = csptool("redistribute", award(tmp_path), "--explain", "north")
        assert "£50,000.00 less £44,000.00 less £1,000.00, or nought where that is below it = £5,000.00" in ran.out
        assert ran.out.endswith(
            "So North gets £6,000.00 of the underspend for this year only, and £57,000.00 in all.\n"
            "Next year it starts from £50,000.00.\n"
        )


class TestNextYear:
    def test_the_form_has_the_base_and_this_years_money_as_paid(self, csptool, tmp_path):
        ran = csptool("redistribute", WESTMARCH, "--next-year", "next.xlsx")
        assert ran.code == 0, ran.err
        book = openpyxl.load_workbook(tmp_path / "next.xlsx")
        areas = {row[1]: row[3] for row in book["Areas"].iter_rows(min_row=5, values_only=True)}
        paid = {row[0]: row[1] for row in book["Last year"].iter_rows(min_row=5, values_only=True)}
        assert (areas["Aldermoor"], paid["Aldermoor"]) == (188400, 220668.28)
        assert (areas["Denbury Vale"], paid["Denbury Vale"]) == (64100, 71392.74)
        assert book["Fund"]["B5"].value == "2027/28"

    def test_filled_in_it_is_read(self, csptool, tmp_path):
        csptool("redistribute", WESTMARCH, "--next-year", "next.xlsx")
        book = openpyxl.load_workbook(tmp_path / "next.xlsx")
        for row in range(5, 14):
            book["Last year"].cell(row, 3).value = 1000
        book.save(tmp_path / "next.xlsx")
        document = result(csptool, "next.xlsx")
        assert money(document, "base") == 648000
        assert Fraction(document["collected"]) == Fraction("734716.37") - 9000

    def test_the_workbook_carries_the_base_to_a_sheet(self, csptool, tmp_path):
        assert csptool("redistribute", WESTMARCH, "-o", "next-year.xlsx").code == 0
        sheets = recalculated_by_formualizer(tmp_path / "next-year.xlsx")
        assert sum(column(sheets["Next year"], "Base")[:9]) == 648000
        ran = csptool("allocate", "next-year.xlsx", "--sheet", "Next year", "--by", "Base", "--pot", "648000")
        assert ran.code == 0, ran.err


def test_the_workbook_is_live(csptool, tmp_path):
    assert csptool("redistribute", WESTMARCH, "-o", "out.xlsx").code == 0
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    heads = [cell.value for cell in book["Inputs"][6]]
    cell = book["Inputs"].cell(7, heads.index("Eligible spend") + 1)
    assert cell.value == 163217.45
    cell.value = 153217.45  # Aldermoor spent 10,000 less: 10,000 more is clawed back
    book.save(tmp_path / "changed.xlsx")
    sheets = recalculated_by_formualizer(tmp_path / "changed.xlsx")
    changed = award_with(csptool, tmp_path)
    for head, key in (("Supplement", "supplement"), ("Revised allocation", "revised")):
        live = [round(float(value), 2) for value in column(sheets["Redistribution"], head)[:9]]
        assert live == [float(Fraction(row[key])) for row in changed["rows"]]
    verdicts = [row[1] for row in sheets["Checks"][3:]]
    assert set(verdicts) - {None} == {"holds"}


def award_with(csptool, tmp_path):
    """Westmarch with Aldermoor's lower spend, worked out by csptool."""
    book = openpyxl.load_workbook(WESTMARCH)
    book["Last year"]["C2"].value = 153217.45
    book.save(tmp_path / "lower.xlsx")
    return result(csptool, "lower.xlsx")


def refused(csptool, *arguments) -> str:
    ran = csptool("redistribute", *arguments, "-o", "out.xlsx")
    assert ran.code == 2, ran.out
    assert ran.out == ""
    return ran.err


def with_row(rows, place, row):
    return [*rows[:place], row, *rows[place + 1 :]]


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        (
            {"Last_year": [*LAST_YEAR, ["East", 1, 1, 0]]},
            "award.xlsx, sheet Last year, cell A5: found 'East', expected an area of the sheet Areas.",
        ),
        (
            {"Last_year": LAST_YEAR[:3]},
            "award.xlsx, sheet Last year: found no row for West, expected every area of the sheet Areas.",
        ),
        (
            {"Last_year": with_row(LAST_YEAR, 3, ["West", 0, 12000, 0])},
            "cell C4: found a spend of £12,000.00 by an area that was paid nothing, expected an area that was paid.",
        ),
        (
            {"Last_year": with_row(LAST_YEAR, 3, ["West", 20000, 12000, 8000.01])},
            "cell D4: found £8,000.01 to carry forward, where £8,000.00 is left, expected no more than was left",
        ),
        (
            {"Last_year": with_row(LAST_YEAR, 3, ["West", 20000, -1, 0])},
            "cell C4: found -£1.00, expected nought or more.",
        ),
        (
            {"Last_year": with_row(LAST_YEAR, 3, ["West", 20000, 12000.005, 0])},
            "cell C4: found £12000.005, expected whole pennies.",
        ),
        (
            {"Top_slices": [*SLICES, ["Everything", 12000.01, "the board"]]},
            "cells B2:B3: found top-slices that come to £13,000.01, £0.01 more than the pot, expected less than",
        ),
        (
            {
                "Fund": [*FUND, ["Least part to be spent", "100%"]],
                "Last_year": with_row(LAST_YEAR, 2, ["South", 30000, 29999, 0]),
            },
            "found no area that spent at least 100%, expected one area at least that has a share.",
        ),
        (
            {
                "Last_year": None,
                "Top_slices": None,
                "Fund": [*FUND, ["Collected", 10], ["Least part to be spent", "80%"]],
            },
            "sheet Fund, cell B4: found a least part to be spent, and nobody's spend",
        ),
        ({"Last_year": None}, "sheet Fund: found nothing collected, expected an amount in pounds."),
        (
            {"Areas": [["Code", "Area", "Base", "Basis"], ["E1", "North", 1, 2]]},
            "sheet Areas, cell D1: found 'Basis', expected a column of the sheet Areas.",
        ),
        (
            {"Variations": [["Area", "Amount", "Lasts"], ["West", -30000, "recurrent"]]},
            "found a revised allocation of",
        ),
        (
            {"Variations": [["Area", "Amount", "Lasts"], ["West", 5, "for ever"]]},
            "sheet Variations, cell C2: found 'for ever', expected recurrent or one year.",
        ),
        (
            {"Areas": [AREAS[0], ["E1", "Example area: type over this row", 1234.56]]},
            "found the example row of the template",
        ),
    ],
)  # fmt: skip
def test_bad_input(csptool, tmp_path, changed, words):
    err = refused(csptool, award(tmp_path, **changed))
    assert words in err
    assert not (tmp_path / "out.xlsx").exists()


def test_options_beside_a_form_are_refused(csptool, tmp_path):
    err = refused(csptool, award(tmp_path), "--collected", "5")
    assert "--collected beside a workbook with a sheet Fund" in err


def test_every_fault_of_the_options_at_once(csptool, tmp_path):
    (tmp_path / "paper.csv").write_text(PAPER, encoding="utf-8")
    err = refused(csptool, "paper.csv", "--collected", "lots", "--top-slice", "Hub", "--unit", "0")
    assert "3 faults" in err
    for place in ("--collected:", "--top-slice:", "--unit:"):
        assert place in err


def test_the_blank_form_is_refused_until_filled_in(csptool):
    assert csptool("template", "redistribute", "-o", "blank.xlsx").code == 0
    assert "the example row of the template" in refused(csptool, "blank.xlsx")


def paper(folder, text: str, name: str = "paper.csv"):
    (folder / name).write_text(text, encoding="utf-8")
    return name


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("CSP,Base (£'000)\nA,1\nB,2\n", 'cell B1: found "Base (£\'000)" in £000, expected pounds.'),
        ("CSP,Base\n,£000\nA,1\nB,2\n", "cell B2: found 'Base' in £000, expected pounds."),
        ("All figures in £000,\nCSP,Base\nA,1\nB,2\n", "cell A1: found 'Base' in £000, expected pounds."),
        ("CSP,Base\nA,40%\nB,60%\n", "cell B2: found a percentage under 'Base', expected an amount in pounds."),
        ("CSP,2024/25 Funding,2025/26 Funding\nA,1,2\nB,2,3\n", "or say which with --by"),
        ("CSP,Something\nA,1\nB,2\n", "Head the columns so, or name them with --by"),
        ("CSP,Base\nSNWL,1\nNorth West Leicestershire,2\n", "two names of one area"),
        ("CSP,Base\nTotal,3\n", "found no rows but totals below it"),
    ],
)
def test_tables_that_are_not_what_they_seem(csptool, tmp_path, text, words):
    assert words in refused(csptool, paper(tmp_path, text), "--collected", "1")


def test_a_base_printed_coarsely_accuses_no_supplement(csptool, tmp_path):
    lines = [line.split('"') for line in PAPER.splitlines()[1:]]
    rows = [f'{one[0]}"£{round(float(read(one[1]).value)):,}","{one[3]}"' for one in lines]
    text = "\n".join(["CSP,24/25 Funding,Supplement", *rows])
    document = result(csptool, paper(tmp_path, text), "--collected", "97905.06")
    assert document["failed"] == []


def test_what_was_left_unspent_is_not_taken_for_the_supplement(csptool, tmp_path):
    text = "CSP,Allocation,Paid,Spend,Underspend\nA,100,100,90,10\nB,100,100,80,20\n"
    document = result(csptool, paper(tmp_path, text))
    assert (document["collected"], document["failed"]) == ("30", [])


def test_a_column_that_was_never_calculated_is_not_left_out(csptool, tmp_path):
    book = openpyxl.Workbook()
    for row in (
        ["CSP", "Base", "Paid", "Spend", "Agreed carry-forward"],
        ["A", 9, 50, 20, "=1+1"],
        ["B", 9, 50, 10, "=2"],
    ):
        book.active.append(row)
    book.save(tmp_path / "sums.xlsx")
    assert "cell E1: found formulas below it whose results were never saved" in refused(csptool, "sums.xlsx")


def test_a_form_that_is_not_whole_is_not_read_as_something_else(csptool, tmp_path):
    book = openpyxl.load_workbook(award(tmp_path))
    book["Fund"].title = "Fund details"
    book.save(tmp_path / "half.xlsx")
    assert "sheets Last year, Notices, Top-slices and none called 'Fund'" in refused(csptool, "half.xlsx")


def test_less_than_a_unit_is_left_over(csptool, tmp_path):
    last = with_row(LAST_YEAR, 3, ["West", 20000, 12000.25, 0])
    document = result(csptool, award(tmp_path, Last_year=last, Fund=[*FUND, ["Rounding unit", 1]]))
    assert (document["collected"], document["redistributed"], document["left_over"]) == ("12999.75", "11999", "0.75")


def test_two_outputs_are_two_files_and_both_or_none(csptool, tmp_path):
    path = award(tmp_path)
    ran = csptool("redistribute", path, "-o", "a.xlsx", "--next-year", "a.xlsx")
    assert "found the same file as --output" in ran.err
    ran = csptool("redistribute", path, "-o", "a.xlsx", "--next-year", "/proc/b.xlsx")
    assert ran.code == 2
    assert not (tmp_path / "a.xlsx").exists()


def test_the_form_may_have_the_sheets_of_a_formula(csptool, tmp_path):
    assert csptool("template", "redistribute", "--with", "cap", "-o", "blank.xlsx").code == 0
    assert {"Rules", "Indicators", "Last year"} <= set(openpyxl.load_workbook(tmp_path / "blank.xlsx").sheetnames)


def test_codes_are_for_programs(csptool, tmp_path):
    document = result(csptool, award(tmp_path))
    assert by_area(document, "code") == {"North": "E1", "South": "E2", "West": "E3"}
    assert "E1" not in csptool("redistribute", award(tmp_path)).out


def with_printed(figures: dict[str, tuple[float, float]]):
    return [[*AREAS[0], "Printed supplement", "Printed total"], *([*row, *figures[row[1]]] for row in AREAS[1:])]


def test_totals_may_leave_carry_forward_out(csptool, tmp_path):
    printed = {"North": (6000, 56000), "South": (3600, 33600), "West": (2400, 22400)}
    assert result(csptool, award(tmp_path, Areas=with_printed(printed)))["failed"] == []
    printed["North"] = (6000, 57000)  # with the £1,000 carried forward
    assert result(csptool, award(tmp_path, Areas=with_printed(printed)))["failed"] == []
    printed["North"] = (6000, 56500)
    assert len(result(csptool, award(tmp_path, Areas=with_printed(printed)), code=1)["failed"]) == 1


def test_every_area_has_its_own_slack_in_the_workbook_too(csptool, tmp_path):
    (tmp_path / "a.csv").write_text("CSP,Base,Total\nA,£1.2m,£1.8m\nB,300000,455000\n", encoding="utf-8")
    ran = csptool("redistribute", "a.csv", "--collected", "750000", "-o", "out.xlsx")
    assert ran.code == 1
    sheets = recalculated_by_formualizer(tmp_path / "out.xlsx")
    assert "FAILS" in [row[1] for row in sheets["Checks"][3:]]


@pytest.mark.parametrize("year", ["FY24", "24/25", "9999/00"])
def test_a_year_that_is_none_is_refused(csptool, tmp_path, year):
    name = paper(tmp_path, "CSP,Base\nA,1\nB,2\n")
    assert "--year: found" in refused(csptool, name, "--collected", "1", "--year", year, "--next-year", "n.xlsx")
