"""Lines that are the difference of two others, wherever they stand."""

from __future__ import annotations

from tests.relations.told import accused, of_kind, reads, told, verdicts

BUDGETS = """
Service | Budget | Spent | Committed | Variance
Pay | 4,120 | 3,871 | 102 | (249)
Fuel | 610 | 655 | 14 | 45
Repairs | 388 | 301 | 33 | (87)
Training | 154 | 160 | 8 | 6
Rent | 931 | 918 | 21 | (13)
"""


def test_a_variance_is_actual_less_budget_past_another_column():
    found = told(BUDGETS)
    assert reads(found, "(249)") == {("+3,871", "-4,120")}
    assert verdicts(found, "difference") == {"exact": 5}


def test_a_variance_that_does_not_follow():
    found = told(BUDGETS.replace("(87)", "(78)"))
    assert accused(found) == {"(78)": "-87"}
    assert found.causes[0].slip == "two digits swapped"


def test_one_in_the_last_place_is_rounding():
    found = told(BUDGETS.replace("(87)", "(88)"))
    assert verdicts(found, "difference") == {"exact": 4, "rounding": 1}


def test_columns_that_only_happen_to_agree_in_one_row_are_no_relation():
    found = told(
        """
        | Cars | Vans | Bikes
        North | 12 | 5 | 7
        South | 31 | 6 | 22
        East | 18 | 11 | 40
        West | 25 | 9 | 3
        """
    )
    assert not of_kind(found, "difference", "sum")


def test_figures_in_one_proportion_tell_nothing():
    found = told(
        """
        £ | Band A | Band B | Band C | Band D
        Precept | 60.00 | 70.00 | 80.00 | 90.00
        County | 600.00 | 700.00 | 800.00 | 900.00
        Parish | 120.00 | 140.00 | 160.00 | 180.00
        """
    )
    assert not of_kind(found, "difference", "sum")


def test_a_total_of_overspends_is_the_sum_of_its_column_and_no_difference():
    table = """
£000 | Spend | Budget | Overspend | Underspend
Support | 592 | 597 | | 5
Highways | 6,035 | 5,980 | 55 |
Access | 2,814 | 2,836 | | 22
Parking | 1,658 | 1,642 | 16 |
Total | 11,099 | 11,055 | 71 | 27
"""
    assert accused(told(table)) == {}
