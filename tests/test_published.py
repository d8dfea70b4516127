"""The figures in examples/ are the published ones: checked against the project's case file where it is at hand."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest

from csptool.sheets.book import open_book
from csptool.sheets.budget import Asked, quick_budget
from csptool.sheets.source import read_source
from formulas.exact import in_digits, read
from tests.conftest import EXAMPLES, SHARED

NAMES = {"SNWL": "North West Leicestershire"}
CASE = SHARED / "cases" / "allocation" / "01-leicestershire-csp-2024-25-underspend.json"


@pytest.mark.skipif(not CASE.exists(), reason="the case files are not beside this checkout")
@pytest.mark.parametrize(
    ("pot", "rule"), [("97905.06", "each"), ("97905.07", "each"), ("97905.06", "largest-remainder")]
)
def test_the_example_is_the_published_case(pot, rule):
    printed = json.loads(CASE.read_text(encoding="utf-8"))["printed"]["rows"]
    published = {NAMES.get(row[0][6:], row[0][6:]): (read(row[1]).value, read(row[2]).value) for row in printed}
    asked = Asked(pot=pot, by="24/25 Funding", rounding=rule)
    budget = quick_budget(open_book(read_source(str(EXAMPLES / "leicestershire-2024-25.csv"))), asked)
    amounts = dict(zip([row.name for row in budget.table.rows], budget.allocate().amounts, strict=True))
    assert {row.name: row.basis.value for row in budget.table.rows} == {
        name: base for name, (base, _) in published.items()
    }
    misses = {name: amounts[name] - paid for name, (_, paid) in published.items() if amounts[name] != paid}
    assert misses == ({} if rule == "each" else {"Blaby": read("-0.01").value})


def published(csptool, name: str) -> dict[str, dict]:
    """The rows that the command line gives for a published fund, by area."""
    ran = csptool("allocate", EXAMPLES / "published" / name, "--format", "json")
    assert ran.code == 0, ran.err
    return {row["area"]: row for row in json.loads(ran.out)["rows"]}


def test_the_underspend_of_2024_25_needs_a_top_slice_that_the_paper_does_not_name(csptool):
    rows = published(csptool, "leicestershire-2024-25.xlsx")
    printed = ["41603.01", "13703.00", "8060.73", "7839.07", "8230.67", "5736.44", "4982.62", "4796.07", "2953.46"]
    assert [row["allocation"] for row in rows.values()] == printed
    ran = csptool("whatif", EXAMPLES / "published" / "leicestershire-2024-25.xlsx", "--set", "top-slice:Not named=0")
    assert "£107,905.0" in ran.out, "with the two slices that it names there would be £10,000 more to share"


def test_eight_of_nine_thames_valley_grants_are_within_a_pound_of_the_same_cut(csptool):
    rows = published(csptool, "thames-valley-2021-22.xlsx")
    printed = [134699, 436567, 259015, 686820, 453128, 332499, 154268, 147397, 103128]
    apart = [int(Fraction(row["allocation"])) - p for row, p in zip(rows.values(), printed, strict=True)]
    assert apart == [-1, 0, 0, 0, 0, 0, 1, 0, 10], "Wokingham is printed £10 low"


def test_thirteen_of_fourteen_regions_come_to_the_printed_thousand(csptool):
    rows = published(csptool, "capital-charging-1989-90.xlsx")
    printed = [865, 920, 946, 460, 865, 1062, 959, 800, 643, 518, 738, 1288, 601, 1108]
    apart = [int(Fraction(row["allocation"])) // 1000 - p for row, p in zip(rows.values(), printed, strict=False)]
    assert apart == [0] * 8 + [-1] + [0] * 5, "Wessex comes to £642,446, within the rounding of the cash limits"


def test_every_scottish_board_fell_when_its_grant_was_redetermined(csptool):
    rows = published(csptool, "scottish-police-2008-09.xlsx")
    changes = [Fraction(row["allocation"]) - Fraction(row["previous"]) for row in rows.values()]
    assert changes == [-613729, -512883, -814293, -1615122, -2328594, -1122633, -6083804, -1583716]


def test_a_fifth_off_a_rounded_amount_is_a_penny_less_than_printed(csptool):
    row = published(csptool, "sussex-2019-20.xlsx")["Adur & Worthing"]
    assert row["allocation"] == "42872.94", "the paper prints 42,872.95, from an amount that it rounded to 53,591.18"
    assert in_digits((1 - Fraction(row["allocation"]) / 95160) * 100, 2) == "54.95"
