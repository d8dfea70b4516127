"""Weekly, monthly and daily columns."""

from __future__ import annotations

from tests.relations.told import accused, of_kind, told, verdicts

RENTS = """
| Yearly £ | Weekly £
Small plot | 130.00 | 2.50
Large plot | 208.00 | 4.00
Garage | 624.00 | 12.00
Workshop | 1,378.00 | 26.50
Pitch | 806.00 | 15.50
"""


def test_a_year_is_52_weeks():
    assert verdicts(told(RENTS), "period") == {"exact": 5}


def test_a_week_that_does_not_follow():
    assert accused(told(RENTS.replace("12.00", "21.00"))) == {"21.00": "12"}


def test_a_penny_out_is_no_accusation():
    found = told(RENTS.replace("26.50", "26.51"))
    assert not found.causes
    assert verdicts(found, "period") == {"exact": 4, "query": 1}


def test_a_month_is_a_twelfth():
    text = "| Year £ | Month £\nA | 1,200.00 | 100.00\nB | 1,500.00 | 125.00\nC | 906.00 | 75.50\nD | 6,600.00 | 550.00"
    assert verdicts(told(text), "period") == {"exact": 4}


def test_visits_in_a_week_are_not_a_share_of_the_year():
    found = told(
        "| Visits in the year | Visits this week\nA | 5,210 | 88\nB | 4,400 | 120\nC | 6,117 | 73\nD | 3,900 | 95"
    )
    assert not of_kind(found, "period")
    assert not found.causes
