"""Changes that sentences claim."""

from __future__ import annotations

import pytest

from tests.relations.told import accused, told, verdicts


@pytest.mark.parametrize(
    "sentence",
    [
        "The budget rose from £4.0m to £4.6m, an increase of £0.6m.",
        "The budget rose from £4.0m to £4.6m, an increase of 15%.",
        "Band D goes from £231.00 to £240.24, a rise of 4%.",
        "Satisfaction fell from 64.2% to 61.0%, a drop of 3.2 percentage points.",
        "Satisfaction fell from 64.0% to 60.8%, a drop of 5.0%.",  # of the old figure
        "Satisfaction fell from 64.0% to 60.8%, a drop of 3.2%.",  # in points
        "Offences decreased from 1,204 to 1,150, a reduction of 54.",
        "Spending grew from £210,000 to £252,000, up 20%.",
        "The precept increased by £1.2m (4%) to £31.2m.",
        "The precept increased by £1.2m (4%) from £30.0m.",
        "The precept was £3,000,000 in 2022/23. In 2023/24 it is £3,150,000, an increase of 5%.",
    ],
)
def test_sound_changes(sentence):
    found = told(sentence)
    assert found.relations
    assert set(verdicts(found)) <= {"exact", "rounding"}


@pytest.mark.parametrize(
    ("sentence", "printed", "meant"),
    [
        ("The budget rose from £4.0m to £4.6m, an increase of £0.9m.", "£0.9m", "600000"),
        ("The budget rose from £4.00m to £4.60m, an increase of 51%.", "51%", "15"),
        ("Offences decreased from 1,204 to 1,150, a reduction of 45.", "45", "54"),
        ("Satisfaction fell from 64.2% to 61.0%, a drop of 2.3 percentage points.", "2.3 percentage points", "3.2"),
    ],
)
def test_changes_that_do_not_follow(sentence, printed, meant):
    assert accused(told(sentence)) == {printed: meant}


@pytest.mark.parametrize(
    "sentence",
    [
        "Costs rose from £4.60m to £5.00m, an increase of about 9%.",  # 8.7%
        "Costs rose from £4.00m to £4.62m, an increase of over 15%.",  # 15.5%
        "Costs rose from £4.00m to £4.58m, an increase of almost 15%.",  # 14.5%
        "Costs rose from £4.0m to £4.6m, an increase of around £0.5m.",
    ],
)
def test_hedges_are_not_accused(sentence):
    found = told(sentence)
    assert found.relations
    assert not found.causes


@pytest.mark.parametrize(
    "sentence",
    [
        "From 1 April 2023 to 31 March 2024, a rise of 4% is planned.",
        "The council moved from page 12 to page 14 of the plan, a change of 6%.",
        "Grants fell from 30 June to 1 July by £400,000, against £2.1m of income.",
        "The scheme runs from 2023/24 to 2026/27, an increase of 2 years on the £5m first agreed.",
    ],
)
def test_dates_and_other_figures_are_no_changes(sentence):
    assert not told(sentence).causes
