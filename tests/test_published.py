"""The figures in examples/ are the published ones: checked against the project's case file where it is at hand."""

from __future__ import annotations

import json

import pytest

from csptool.sheets.book import open_book
from csptool.sheets.budget import Asked, quick_budget
from csptool.sheets.source import read_source
from formulas.exact import read
from tests.conftest import EXAMPLES, SHARED

CASE = SHARED / "cases" / "allocation" / "01-leicestershire-csp-2024-25-underspend.json"


@pytest.mark.skipif(not CASE.exists(), reason="the case files are not beside this checkout")
@pytest.mark.parametrize(
    ("pot", "rule"), [("97905.06", "each"), ("97905.07", "each"), ("97905.06", "largest-remainder")]
)
def test_the_example_is_the_published_case(pot, rule):
    printed = json.loads(CASE.read_text())["printed"]["rows"]
    asked = Asked(pot=pot, by="24/25 Funding", rounding=rule)
    budget = quick_budget(open_book(read_source(str(EXAMPLES / "leicestershire-2024-25.csv"))), asked)
    assert [row.basis.value for row in budget.table.rows] != []
    assert sorted(row.basis.value for row in budget.table.rows) == sorted(read(row[1]).value for row in printed)
    supplements = sorted(read(row[2]).value for row in printed)
    misses = [a - b for a, b in zip(sorted(budget.allocate().amounts), supplements, strict=True) if a != b]
    assert misses == ([] if rule == "each" else [read("-0.01").value])
