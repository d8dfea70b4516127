"""Balances carried forward, and yearly figures from cumulative ones."""

from __future__ import annotations

from tests.relations.told import accused, of_kind, told, verdicts

FUND = """
Fund | 2021/22 | 2022/23 | 2023/24 | 2024/25
Balance brought forward | 1,204 | 1,350 | 1,281 | 1,416
Paid in | 410 | 377 | 405 | 398
Less: spent | 264 | 446 | 270 | 301
Balance carried forward | 1,350 | 1,281 | 1,416 | 1,513
"""


def test_each_year_opens_with_what_the_last_one_closed_with():
    found = told(FUND)
    assert verdicts(found, "carried_forward") == {"exact": 3}
    assert not found.causes


def test_an_opening_balance_that_was_not_carried_forward():
    found = told(FUND.replace("1,281 | 1,416\n", "1,218 | 1,416\n", 1))
    assert accused(found) == {"1,218": "1281"}
    assert {r.kind for r in found.causes[0].explains} >= {"carried_forward"}


def test_one_in_the_last_place_is_rounding():
    found = told(FUND.replace("1,281 | 1,416\n", "1,282 | 1,416\n", 1))
    assert verdicts(found, "carried_forward") == {"exact": 2, "rounding": 1}


def test_the_rise_of_a_cumulative_line():
    text = """
        £ | Q1 | Q2 | Q3 | Q4
        Savings in the quarter | 10,400 | 12,750 | 9,310 | 14,005
        Cumulative savings | 10,400 | 23,150 | 32,460 | 46,465
        """
    assert verdicts(told(text), "yearly_from_cumulative") == {"exact": 3}
    assert accused(told(text.replace("9,310", "9,130"))) == {"9,130": "9310"}


def test_funds_side_by_side_are_no_years():
    found = told(
        """
        £000 | General | Capital | Insurance
        Opening balance | 5,210 | 903 | 2,044
        Movement | 340 | -112 | 61
        Closing balance | 5,550 | 791 | 2,105
        """
    )
    assert not of_kind(found, "carried_forward")
    assert not found.causes
