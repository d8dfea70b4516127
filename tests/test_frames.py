"""The pandas doorway."""

from __future__ import annotations

from decimal import Decimal, localcontext

import numpy
import pandas
import pytest

from csptool.frames import allocate_frame
from formulas.refusals import Refused


@pytest.mark.parametrize(
    "column",
    [
        [1.1, 2.2, 0.0],
        [11, 22, 0],
        ["£1.10", "£2.20", "Nil"],
        numpy.array([1.1, 2.2, 0.0]),
        [Decimal("1.1"), Decimal("2.2"), 0],
    ],
)
def test_a_frame_comes_back_with_exact_allocations(column):
    frame = pandas.DataFrame({"area": ["East", "West", "North"], "basis": column}, index=[7, 8, 9])
    shared = allocate_frame(frame, "100", by="basis", area="area")
    assert list(shared.allocation) == [Decimal("33.33"), Decimal("66.67"), Decimal(0)]
    assert list(shared.odd_unit) == [0, 1, 0]
    assert sum(shared.exact) == 100
    assert list(shared.index) == [7, 8, 9]
    assert list(frame.columns) == ["area", "basis"]


def test_the_unit_and_the_rule_are_taken():
    frame = pandas.DataFrame({"area": ["East", "West"], "basis": [1, 2]})
    shared = allocate_frame(frame, 100, by="basis", area="area", unit=1, rule="residue-to", residue_to="East")
    assert list(shared.allocation) == [33, 67]


def test_what_the_arithmetic_refuses_is_refused():
    frame = pandas.DataFrame({"area": ["East", "East"], "basis": [1, -2]})
    with pytest.raises(Refused) as refused:
        allocate_frame(frame, -5, by="basis", area="area")
    assert [r.code for r in refused.value.refusals] == ["pot-sign", "negative-basis", "twice"]


def test_the_caller_s_decimal_context_changes_nothing():
    frame = pandas.DataFrame({"area": ["East", "West"], "basis": [1, 2]})
    with localcontext(prec=6):
        shared = allocate_frame(frame, "1234567.89", by="basis", area="area")
    assert list(shared.allocation) == [Decimal("411522.63"), Decimal("823045.26")]
