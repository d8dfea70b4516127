"""The figures in examples/ are the published ones: checked against the project's case file where it is at hand."""

from __future__ import annotations

import json

import pytest

from csptool.sheets.book import open_book
from csptool.sheets.budget import Asked, quick_budget
from csptool.sheets.source import read_source
from formulas.exact import read
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
