"""Generated medium-term plans: the rise that closes a gap is the least that does; the workbook agrees."""

from __future__ import annotations

import tempfile
from fractions import Fraction
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from csptool.reports.medium_term_workbook import as_workbook
from csptool.sheets.medium_term_sheet import PlanInput
from csptool.sheets.source import Source
from formulas.band_d_rise import Rise
from formulas.closing_rise import closing_rise
from formulas.medium_term import Assumptions, BaseYear, sweep_rise
from tests.recalculation import recalculated_by_formualizer, values
from tests.test_precept_working import differ

POUNDS = st.integers(0, 10**10).map(lambda pence: Fraction(pence, 100))
SIGNED = st.integers(-(10**9), 10**9).map(lambda pence: Fraction(pence, 100))
RATES = st.integers(-200, 200).map(lambda tenths: Fraction(tenths, 1000))
BANDS = st.integers(10_000, 40_000).map(lambda pence: Fraction(pence, 100))
LIMITS = st.none() | st.integers(0, 3_000).map(lambda pence: Fraction(pence, 100))
RISES = st.builds(Rise, pounds=st.integers(-500, 2_000).map(lambda pence: Fraction(pence, 100)), limit=LIMITS)
RISES |= st.builds(Rise, rate=RATES, limit=LIMITS)
BASES = st.integers(10_000, 9_000_000).map(lambda tenths: Fraction(tenths, 10))
STARTS = st.builds(BaseYear, st.just("2025/26"), BASES, BANDS, POUNDS, POUNDS, POUNDS, RATES, POUNDS)


@st.composite
def plans(draw):
    """A year started from and one to four years after it."""
    years = ("2026/27", "2027/28", "2028/29", "2029/30")[: draw(st.integers(1, 4))]
    amounts = (SIGNED, RATES, RATES, POUNDS, POUNDS, SIGNED, POUNDS, POUNDS)
    assumed = [
        Assumptions(year, draw(RISES), draw(RATES), draw(RATES), *(draw(amount) for amount in amounts))
        for year in years
    ]
    return draw(STARTS), assumed


@given(plans(), st.integers(0, 3))
def test_a_penny_less_does_not_close_the_gap(plan, place):
    start, assumed = plan
    place = min(place, len(assumed) - 1)
    rise = closing_rise(start, assumed, place)
    assert rise is not None
    before, at = sweep_rise(start, assumed, [rise - Fraction(1, 100), rise])
    assert at.gaps[place] <= 0
    assert before.gaps[place] > 0 or rise <= -start.band_d


@settings(max_examples=25)
@given(plans())
def test_the_workbook_works_out_what_is_stored(plan):
    start, assumed = plan
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plan.xlsx"
        path.write_bytes(as_workbook(PlanInput(Source("plan.xlsx", b""), start, assumed, [])))
        assert differ(values(path), recalculated_by_formualizer(path)) == []
