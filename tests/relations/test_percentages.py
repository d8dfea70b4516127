"""Columns of percentages and of ratios."""

from __future__ import annotations

from fractions import Fraction

import pytest

from formulas.relations.percentages import change, corners, part, ratio
from tests.relations.told import accused, entry, of_kind, told, verdicts

CHANGES = """
| 2022/23 £ | 2023/24 £ | Change %
Burglary grants | 41,203 | 44,908 | 9.0%
Youth work | 83,150 | 79,824 | -4.0%
Lighting | 12,600 | 15,496 | 23.0%
Wardens | 56,000 | 58,240 | 4.0%
Cameras | 30,500 | 29,890 | -2.0%
"""


def test_a_column_of_changes():
    found = told(CHANGES)
    assert verdicts(found, "percent_change") == {"exact": 5}
    assert not found.causes


def test_a_change_that_does_not_follow():
    (cause,) = told(CHANGES.replace("23.0%", "32.0%")).causes
    assert (cause.entry.printed, round(cause.meant, 1)) == ("32.0%", Fraction("23.0"))


def test_one_in_the_last_place_is_no_accusation_for_it_may_have_been_cut():
    found = told(CHANGES.replace("23.0%", "22.9%"))
    assert verdicts(found, "percent_change") == {"exact": 4, "query": 1}
    assert not found.causes


def test_small_amounts_bound_their_percentage_loosely():
    found = told(
        """
        £m | 2023 | 2024 | Change %
        North | 1.2 | 1.3 | 6.5%
        South | 2.4 | 2.9 | 20.8%
        East | 3.3 | 3.6 | 9.1%
        West | 5.1 | 5.6 | 9.8%
        """
    )
    assert verdicts(found, "percent_change") == {"exact": 3, "rounding": 1}  # 1.3 on 1.2 is from 0.0% to 17.4%


def test_shares_of_the_total():
    text = """
        Fund | £ | Share %
        Prevention | 52,000 | 26.0
        Victims | 74,000 | 37.0
        Young people | 34,000 | 17.0
        Courts | 26,000 | 13.0
        Other | 14,000 | 7.0
        Total | 200,000 | 100.0
        """
    found = told(text)
    assert verdicts(found, "share_of_total") == {"exact": 5}
    assert accused(told(text.replace("17.0", "71.0"))) == {"71.0": "17"}


def test_a_rate_for_each_head():
    text = """
        | Spend £ | Population | £ per head
        Ash | 418,600 | 36,400 | 11.50
        Beech | 390,000 | 31,200 | 12.50
        Elm | 214,200 | 25,200 | 8.50
        Oak | 572,880 | 46,200 | 12.40
        """
    assert verdicts(told(text), "ratio") == {"exact": 4}
    assert accused(told(text.replace("8.50", "5.80"))) == {"5.80": "8.5"}


def test_percentages_that_no_column_explains_are_left_alone():
    found = told(
        """
        | Officers | Staff | Satisfied %
        North | 120 | 44 | 71.2
        South | 98 | 51 | 64.8
        East | 143 | 60 | 69.9
        West | 77 | 38 | 80.3
        """
    )
    assert not of_kind(found, "percent_change", "percent_of", "share_of_total", "ratio")


@pytest.mark.parametrize(
    ("formula", "expected"),
    [(change, ("20", "9.375", "32.14")), (part, ("120", "109.375", "132.14")), (ratio, ("1.2", "1.094", "1.321"))],
)
def test_corners_are_the_ends_of_what_was_printed(formula, expected):
    found = corners(formula, entry("1.8", half="0.05"), entry("1.5", half="0.1"))
    assert list(map(float, found)) == pytest.approx(list(map(float, expected)), abs=0.005)


def test_nothing_is_divided_by_what_may_be_nought():
    assert corners(part, entry("5"), entry("0")) is None
    assert part(Fraction(1), Fraction(0)) is None
    assert change(Fraction(1), Fraction(0)) is None
