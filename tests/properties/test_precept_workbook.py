"""Generated precepts: the workbook comes to what csptool came to, and the precepts add up, whatever the figures."""

from __future__ import annotations

import tempfile
from fractions import Fraction
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from csptool.precept_run import run_precept
from csptool.reports.precept_book import as_workbook
from csptool.sheets.precept_sheet import PreceptInput
from csptool.sheets.source import Source
from formulas.billing_authorities import BillingAuthority
from formulas.council_tax_requirement import council_tax_requirement
from formulas.precept import ROUNDINGS
from formulas.requirement_items import SURPLUS, Item
from formulas.rounding import to_the_penny
from formulas.valuation_bands import CONVENTIONS, INCREASES, UNROUNDED
from tests.recalculation import recalculated_by_formualizer, values
from tests.test_precept import agree

BASES = st.integers(100_00, 200_000_00).map(lambda hundredths: Fraction(hundredths, 100))
MONEY = st.integers(0, 10_000_000_00).map(lambda pence: Fraction(pence, 100))


@st.composite
def inputs(draw):
    """A precept of England in 2025/26, with a budget that spends more than it takes in."""
    bases = draw(st.lists(BASES, min_size=1, max_size=6))
    authorities = [BillingAuthority(f"Council {place}", base) for place, base in enumerate(bases)]
    items = [
        Item("Officers", draw(MONEY) + 40_000_000, "expenditure"),
        Item("Fees", draw(MONEY), "income"),
        Item("Grant", draw(MONEY), "police grant"),
        Item("Fund", draw(MONEY) - 5_000_000, SURPLUS),
    ]
    figures = {}
    if draw(st.booleans()):
        figures["band_d"] = draw(st.integers(100_0000, 400_0000).map(lambda ends: Fraction(ends, 10_000)))
    near = figures.get("band_d", council_tax_requirement(items, "England").amount / sum(bases))
    figures["before"] = to_the_penny(near * draw(st.integers(30, 300)) / 100)
    before = draw(st.sampled_from([[], [base + 7 for base in bases]]))
    # bands from the unrounded Band D are refused beside a Band D that is set otherwise
    conventions = [way for way in CONVENTIONS if way != UNROUNDED or "band_d" not in figures]
    return PreceptInput(
        Source("generated.xlsx", b""),
        "Generated",
        "England",
        "2025/26",
        figures,
        draw(st.sampled_from(conventions)),
        draw(st.sampled_from(list(INCREASES))),
        draw(st.sampled_from(list(ROUNDINGS))),
        False,
        authorities,
        before,
        [],
        items,
        Fraction(0),
        {},
    )


@given(inputs())
@settings(max_examples=25)
def test_the_workbook_comes_to_the_same_and_the_parts_to_the_whole(stated):
    run = run_precept(stated)
    assert sum(run.precepts.exact) == run.precept.band_d * run.precept.base
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "generated.xlsx"
        path.write_bytes(as_workbook(run))
        again, stored = recalculated_by_formualizer(path), values(path)
    for sheet, rows in stored.items():
        assert agree(again[sheet], rows), sheet
