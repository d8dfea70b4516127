"""`csptool allocate` as a user runs it."""

from __future__ import annotations

import json
from decimal import Decimal

import openpyxl
import pytest

from tests import bad_inputs as made
from tests.conftest import EXAMPLES

CSV = EXAMPLES / "leicestershire-2024-25.csv"
QUICK = ("--pot", "97905.06", "--by", "24/25 Funding")
PUBLISHED = ["41603.01", "13703.00", "8060.73", "7839.07", "8230.67", "5736.44", "4982.62", "4796.07", "2953.46"]


def allocations(ran) -> list[str]:
    assert ran.code == 0, ran.err
    return [row["allocation"] for row in json.loads(ran.out)["rows"]]


@pytest.mark.parametrize("example", ["leicestershire-2024-25.csv", "leicestershire-2024-25.xlsx"])
def test_the_published_supplements_come_back(csptool, example):
    ran = csptool("allocate", EXAMPLES / example, *QUICK, "--rounding", "each", "--format", "json")
    assert allocations(ran) == PUBLISHED
    assert json.loads(ran.out)["residue"] == "0.01"


def test_the_residue_is_printed_with_its_sign(csptool):
    out = csptool("allocate", CSV, *QUICK, "--rounding", "each").out
    [line] = [line for line in out.splitlines() if line.startswith("Residue")]
    assert line.split() == ["Residue", "+£0.01"]
    assert (
        "The 9 allocations come to £97,905.07: £0.01 more than the pot of £97,905.06, "
        "because every row was rounded by itself." in out
    )


def test_the_default_rule_comes_to_the_pot_and_says_who_is_a_penny_lower(csptool):
    ran = csptool("allocate", CSV, *QUICK, "--format", "json")
    found = allocations(ran)
    assert sum(map(Decimal, found)) == Decimal("97905.06")
    differing = [(a, b) for a, b in zip(found, PUBLISHED, strict=True) if a != b]
    assert differing == [("8060.72", "8060.73")]
    assert (
        "Blaby is one penny lower than if it were rounded by itself (£8,060.73): its remainder of 0.5200… of a penny "
        "ranks 6th, and there were 5 odd pennies to hand out." in csptool("allocate", CSV, *QUICK).out
    )


def test_the_base_amounts_come_back_from_their_own_total(csptool):
    ran = csptool("allocate", CSV, "--pot", "639675", "--by", "24/25 Funding", "--format", "json")
    assert allocations(ran) == [row["basis"].ljust(len(a), "0") for a, row in _both(ran)]


def _both(ran):
    return [(row["allocation"], row) for row in json.loads(ran.out)["rows"]]


def test_the_residue_can_go_to_a_named_area(csptool):
    ran = csptool("allocate", CSV, *QUICK, "--residue-to", "rutland", "--format", "json")
    assert allocations(ran) == [*PUBLISHED[:-1], "2953.45"]
    text = csptool("allocate", CSV, *QUICK, "--residue-to", "rutland").out
    assert "The residue of -£0.01 went to Rutland, as asked." in text


COARSER = {
    "1": "42493 13996 8233 8007 8407 5859 5089 4899 3017",
    "100": "42500 14000 8200 8000 8400 5900 5100 4900 3000",
    "1000": "43000 14000 8000 8000 8000 6000 5000 5000 3000",
}


@pytest.mark.parametrize("unit", COARSER)
def test_coarser_units(csptool, unit):
    ran = csptool("allocate", CSV, "--pot", "£100k", "--by", "24/25 funding", "--unit", unit, "--format", "json")
    assert allocations(ran) == [f"{amount}.00" for amount in COARSER[unit].split()]
    text = csptool("allocate", CSV, "--pot", "£100k", "--by", "24/25 funding", "--unit", unit).out
    assert {"1": "Rounded to the pound,", "100": "Rounded to £100,", "1000": "Rounded to £1,000,"}[unit] in text


def test_a_fund_workbook_needs_no_options(csptool):
    ran = csptool("allocate", EXAMPLES / "underspend-2024-25.xlsx", "--format", "json")
    document = json.loads(ran.out)
    assert sum(map(Decimal, allocations(ran))) == Decimal("97905.06")
    assert (document["schema"], document["fund"], document["year"]) == (
        "csptool.allocation.v1",
        "CSP underspend",
        "2024/25",
    )
    assert document["rows"][0]["code"] == "E06000016"


def test_standard_input_as_csv_and_as_a_workbook(csptool):
    for name in ("leicestershire-2024-25.csv", "leicestershire-2024-25.xlsx"):
        ran = csptool(
            "allocate", "-", *QUICK, "--rounding", "each", "--format", "json", stdin=(EXAMPLES / name).read_bytes()
        )
        assert allocations(ran) == PUBLISHED


def test_exact_numbers_in_json_are_exact(csptool):
    from fractions import Fraction

    rows = json.loads(csptool("allocate", CSV, *QUICK, "--format", "json").out)["rows"]
    assert sum(Fraction(row["share"]) for row in rows) == 1
    assert sum(Fraction(row["exact"]) for row in rows) == Fraction("97905.06")


def test_csv_keeps_labels_from_becoming_formulas(csptool, tmp_path):
    path = made.text(tmp_path, 'Area,Basis\n"=HYPERLINK(""x"")",1\n@SUM,1\n-West,1\nEast,1\n')
    out = csptool("allocate", path, "--pot", "4", "--by", "Basis", "--format", "csv").out
    assert [line.split(",")[0].strip('"')[:2] for line in out.splitlines()[1:]] == ["'=", "'@", "'-", "Ea"]


def test_labels_stay_text_in_the_workbook(csptool, tmp_path):
    labels = ['=HYPERLINK("http://x")', "+44", "-West", "@SUM(A1)", "{=1}", "http://example.org"]
    path = made.text(tmp_path, "Area,Basis\n" + "".join('"' + x.replace('"', '""') + '",1\n' for x in labels))
    assert csptool("allocate", path, "--pot", "6", "--by", "Basis", "-o", "out.xlsx").code == 0
    page = openpyxl.load_workbook(tmp_path / "out.xlsx")["Inputs"]
    cells = [page.cell(row, 1) for row in range(7, 13)]
    assert [cell.value for cell in cells] == labels
    assert {cell.data_type for cell in cells} == {"s"}
    assert not any(cell.hyperlink for cell in cells)


def test_labels_cannot_reach_the_terminal_s_controls(csptool, tmp_path):
    path = made.text(tmp_path, "Area,Basis\nEast\x1b[31m\u202e,1\nWest,1\n")
    assert "\x1b" not in csptool("allocate", path, "--pot", "2", "--by", "Basis").out


def test_markdown_escapes_what_would_break_its_table(csptool, tmp_path):
    path = made.text(tmp_path, 'Area,Basis\nA|B <b>*x*,1\n"Oadby & Wigston",1\n')
    out = csptool("allocate", path, "--pot", "2", "--by", "Basis", "--format", "markdown").out
    assert r"| A\|B &lt;b>\*x\*" in out
    assert "| Oadby & Wigston" in out


def test_explain_walks_the_steps_of_one_area(csptool):
    out = csptool("allocate", CSV, *QUICK, "--explain", "blaby").out
    assert out.startswith("How Blaby comes to £8,060.72 (Allocation)\n")
    for words in (
        "52,665.76 ÷ 639,675 = 8.2332…%",
        "£97,905.06 × 8.2332…% = £8,060.7252…",
        "£8,060.7252… ÷ £0.01, cut to a whole number = 806,072",
        "9,790,506 less 9,790,501 = 5",
        "1 where 6 is no greater than 5, otherwise 0 = 0",
        "(806,072 + 0) × £0.01 = £8,060.72",
    ):
        assert words in out


def test_explain_ends_in_the_allocation_whatever_the_rule(csptool):
    for rule in (("--rounding", "each"), ("--residue-to", "Melton")):
        for area in ("Melton", "Leicester"):
            amounts = json.loads(csptool("allocate", CSV, *QUICK, *rule, "--format", "json").out)["rows"]
            [amount] = [Decimal(row["allocation"]) for row in amounts if row["area"] == area]
            assert f"× £0.01 = £{amount:,}\n" in csptool("allocate", CSV, *QUICK, *rule, "--explain", area).out


def test_a_total_that_does_not_agree_is_a_failed_check(csptool, tmp_path):
    path = made.sheet(tmp_path, [["Area", "Basis"], ["East", 1], ["West", 2], ["Total", 9]])
    ran = csptool("allocate", path, "--pot", "3", "--by", "Basis", "-o", "out.xlsx")
    assert ran.code == 1
    message = "The total row 'Total' (B4) states 9, but its rows come to 3: a difference of 6."
    assert f"Check failed: {message}" in ran.err
    checks = openpyxl.load_workbook(tmp_path / "out.xlsx", data_only=True)
    assert (f"As the input was read, not live: {message}", "FAILS") in list(
        checks["Checks"].iter_rows(min_row=4, values_only=True)
    )
    assert checks["Summary"]["B8"].value == "see the sheet Checks"


def test_hidden_rows_and_columns_are_read_and_said_so(csptool, tmp_path):
    def hide(page):
        page.row_dimensions[3].hidden = True
        page.column_dimensions["B"].hidden = True

    path = made.sheet(tmp_path, made.GOOD, change=hide)
    ran = csptool("allocate", path, "--pot", "3", "--by", "Basis", "--format", "json")
    assert allocations(ran) == ["1.00", "2.00"]
    assert ran.err.splitlines() == [
        "Note: Hidden rows were read like the others: 3.",
        "Note: Column B is hidden; it was read like the others.",
    ]


def test_digits_that_a_cell_does_not_show_are_used_and_said_so(csptool, tmp_path):
    def show_pence(page):
        page["B2"].number_format = "£#,##0.00"

    path = made.sheet(tmp_path, [["Area", "Basis"], ["East", 1.005], ["West", 2]], change=show_pence)
    ran = csptool("allocate", path, "--pot", "3.005", "--by", "Basis", "--format", "json")
    assert ran.code == 2  # a pot in parts of a penny
    ran = csptool("allocate", path, "--pot", "3005", "--by", "Basis", "--format", "json")
    assert allocations(ran) == ["1005.00", "2000.00"]
    assert ran.err == (
        "Note: 1 figure of the basis holds more digits than the cell shows (first: B2 holds 1.005); "
        "all the digits held were used.\n"
    )


def test_one_area_and_very_many(csptool, tmp_path):
    one = made.sheet(tmp_path, [["Area", "Basis"], ["East", 7]])
    assert allocations(csptool("allocate", one, "--pot", "0.01", "--by", "Basis", "--format", "json")) == ["0.01"]
    many = [["Code", "Area", "Basis"], *([f"E{i:08d}", f"Area {i}", i % 9973] for i in range(35_000))]
    path = made.sheet(tmp_path, many, "many.xlsx")
    ran = csptool("allocate", path, "--pot", "10bn", "--by", "Basis", "--format", "json", "-o", "many-out.xlsx")
    assert sum(map(Decimal, allocations(ran))) == 10**10
    book = openpyxl.load_workbook(tmp_path / "many-out.xlsx", read_only=True, data_only=True)
    assert book["Summary"]["B8"].value == "all hold"


def test_a_basis_in_pence_and_in_millions_is_shown_as_held(csptool, tmp_path):
    path = made.text(tmp_path, "Area,Basis\nEast,46p\nWest,£1.2m\n")
    out = csptool("allocate", path, "--pot", "10", "--by", "Basis").out
    assert [line.split()[1] for line in out.splitlines() if line.startswith(("East", "West"))] == [
        "£0.46",
        "£1,200,000.00",
    ]


def test_all_faults_of_a_table_are_told_together(csptool, tmp_path):
    rows = [["Area", "Basis"], ["East", 1], ["East", 2], ["Total", 3], ["Reserve", 5]]
    ran = csptool("allocate", made.sheet(tmp_path, rows), "--pot", "3", "--by", "Basis")
    assert "2 faults" in ran.err
    assert "found 'East', which stands in A2 too" in ran.err
    assert "found 'Reserve' below the total row" in ran.err
